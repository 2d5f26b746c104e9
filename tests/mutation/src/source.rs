//! What each test is made of: a digest that changes when the test does, or what stands beside it in its module.
//!
//! A mutant that survived is tried again with the tests that are new to it, and with no others.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;

use crate::list::JUDGES;
use crate::verdict::digest;

/// Digests of tests, by package and the last word of their names.
#[derive(Debug, Default)]
pub(crate) struct Sources(BTreeMap<(String, String), String>);

impl Sources {
    /// Reads the tests of all packages that judge.
    pub(crate) fn of(root: &Path) -> Result<Self, String> {
        let mut sources = Self::default();
        for judge in &JUDGES {
            for folder in ["src", "tests", "suite"] {
                sources.gather(judge.package, &root.join(judge.folder).join(folder))?;
            }
        }
        Ok(sources)
    }

    fn gather(&mut self, package: &str, folder: &Path) -> Result<(), String> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Ok(());
        };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.gather(package, &path)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = crate::copy::read(&path)?;
                let file = syn::parse_file(&text)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                self.module(package, &file.items);
            }
        }
        Ok(())
    }

    /// Takes the tests of a module, each with the module's other code.
    fn module(&mut self, package: &str, items: &[syn::Item]) {
        let mut tests = Vec::new();
        let mut beside = String::new();
        for item in items {
            let tokens = item.to_token_stream();
            match item {
                syn::Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.module(package, items);
                    }
                }
                syn::Item::Fn(function) if is_test(&function.attrs) => {
                    tests.push((function.sig.ident.to_string(), tokens.to_string()));
                }
                // Properties stand within a macro.
                syn::Item::Macro(makro) if makro.mac.path.is_ident("proptest") => {
                    for name in functions(makro.mac.tokens.clone()) {
                        tests.push((name, tokens.to_string()));
                    }
                }
                _ => beside.push_str(&tokens.to_string()),
            }
        }
        for (name, text) in tests {
            // Several modules may have tests of one name: any of them may be meant.
            let known = self.0.entry((package.to_owned(), name)).or_default();
            *known = digest(format!("{known}{beside}{text}").as_bytes());
        }
    }

    /// A number that stands for a test as it is now.
    pub(crate) fn of_test(&self, package: &str, program: &str, name: &str) -> u32 {
        let last = name.rsplit("::").next().unwrap_or(name);
        let source = self.0.get(&(package.to_owned(), last.to_owned()));
        let source = source.map_or("", String::as_str);
        let digest = digest(format!("{program}: {name} {source}").as_bytes());
        let start = digest.get(..8).unwrap_or_default();
        u32::from_str_radix(start, 16).unwrap_or_default()
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("test"))
}

/// The names that follow `fn`.
fn functions(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut follows = false;
    for token in tokens {
        if let TokenTree::Ident(ident) = &token {
            if follows {
                names.push(ident.to_string());
            }
            follows = ident == "fn";
        } else {
            follows = false;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> [u32; 2] {
        let mut sources = Sources::default();
        sources.module("p", &syn::parse_file(text).unwrap().items);
        ["one", "two"].map(|name| sources.of_test("p", "program", &format!("tests::{name}")))
    }

    #[test]
    fn a_test_is_another_one_when_it_or_its_neighbours_change_but_not_for_a_new_test() {
        let text = "fn code() { 1 } mod tests { fn help() { 2 } #[test] fn one() { 3 } \
            proptest! { #[test] fn two(a in any()) { 4 } } }";
        let [one, two] = of(text);
        assert_ne!(one, two);
        assert_eq!(of(&text.replace("code() { 1", "code() {  5")), [one, two]);
        let more = text.replace("#[test] fn one", "#[test] fn three() {} #[test] fn one");
        assert_eq!(of(&more), [one, two]);
        let changed = of(&text.replace('3', "5"));
        assert!(changed[0] != one && changed[1] == two);
        let changed = of(&text.replace('4', "5"));
        assert!(changed[0] == one && changed[1] != two);
        let changed = of(&text.replace('2', "5"));
        assert!(changed[0] != one && changed[1] != two);
    }
}
