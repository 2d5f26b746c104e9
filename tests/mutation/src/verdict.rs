//! What was found of each mutant: a line in a file that the next run goes on with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What became of a mutant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verdict {
    /// A test failed.
    Caught,
    /// A test did not end.
    Timeout,
    /// All tests that reach it pass, or none reaches it.
    Survived,
}

impl Verdict {
    const ALL: [(Self, &str); 3] = [
        (Self::Caught, "caught"),
        (Self::Timeout, "timeout"),
        (Self::Survived, "survived"),
    ];

    fn word(self) -> &'static str {
        let word = Self::ALL.iter().find(|(verdict, _)| *verdict == self);
        word.map_or("", |(_, word)| word)
    }
}

/// A verdict, and what it was found with.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) verdict: Verdict,
    /// The test that noticed it.
    pub(crate) by: String,
    /// How many tests judge it, and how many of them did.
    pub(crate) reach: usize,
    pub(crate) ran: usize,
    /// A digest of the code of its file, without tests.
    pub(crate) code: String,
    /// The tests that did not notice it, as they were then.
    pub(crate) passed: BTreeSet<u32>,
}

/// The verdicts, by the keys of mutants.
#[derive(Debug)]
pub(crate) struct Book {
    path: PathBuf,
    pub(crate) found: BTreeMap<String, Found>,
}

impl Book {
    /// Opens the book; what stands last of a mutant counts.
    pub(crate) fn open(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let found = text.lines().filter_map(entry).collect();
        Self { path, found }
    }

    /// Writes a verdict down at once: a run may be stopped at any time.
    pub(crate) fn put(&mut self, key: String, found: Found) -> Result<(), String> {
        let passed: Vec<String> = found
            .passed
            .iter()
            .map(|test| format!("{test:08x}"))
            .collect();
        let line = json!({
            "mutant": key, "verdict": found.verdict.word(), "by": found.by, "reach": found.reach,
            "ran": found.ran,
            "code": found.code, "passed": passed.join(" "),
        });
        let mut file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.path)
            .map_err(|error| format!("{}: {error}", self.path.display()))?;
        writeln!(file, "{line}").map_err(|error| error.to_string())?;
        self.found.insert(key, found);
        Ok(())
    }
}

fn entry(line: &str) -> Option<(String, Found)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let number = |name: &str| usize::try_from(value.get(name)?.as_u64()?).ok();
    let word = text("verdict")?;
    let (verdict, _) = Verdict::ALL.iter().find(|(_, known)| *known == word)?;
    let found = Found {
        verdict: *verdict,
        by: text("by")?,
        reach: number("reach")?,
        ran: number("ran")?,
        code: text("code")?,
        passed: text("passed")
            .unwrap_or_default()
            .split_whitespace()
            .filter_map(|test| u32::from_str_radix(test, 16).ok())
            .collect(),
    };
    Some((text("mutant")?, found))
}

/// A short digest of bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let sum = Sha256::digest(bytes);
    let digits: Vec<String> = sum.iter().take(8).map(|b| format!("{b:02x}")).collect();
    digits.concat()
}

/// Digests of the code of each file below a folder, without its tests.
pub(crate) fn digests(folder: &Path) -> Result<BTreeMap<PathBuf, String>, String> {
    let mut digests = BTreeMap::new();
    gather(folder, &mut digests)?;
    Ok(digests)
}

fn gather(folder: &Path, into: &mut BTreeMap<PathBuf, String>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let of_file = |error| format!("{}: {error}", path.display());
            let text = fs::read_to_string(&path).map_err(|error| of_file(error.to_string()))?;
            let without = without_tests(&text).map_err(of_file)?;
            into.insert(path, digest(without.as_bytes()));
        }
    }
    Ok(())
}

/// The tokens of a source file without its tests.
fn without_tests(text: &str) -> Result<String, String> {
    let mut file = syn::parse_file(text).map_err(|error| error.to_string())?;
    file.items.retain(|item| {
        let syn::Item::Mod(module) = item else {
            return true;
        };
        !module.attrs.iter().any(|attribute| {
            let is_test = |path: syn::Path| path.is_ident("test");
            attribute.path().is_ident("cfg") && attribute.parse_args().is_ok_and(is_test)
        })
    });
    let mut tokens = proc_macro2::TokenStream::new();
    for item in &file.items {
        quote::ToTokens::to_tokens(item, &mut tokens);
    }
    Ok(tokens.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_no_part_of_the_code_and_a_changed_operator_is() {
        let one = without_tests("fn f() -> u8 { 1 + 2 } // why\n#[cfg(test)]\nmod tests;").unwrap();
        let same = "fn f() -> u8 {\n 1 + 2\n}\n#[cfg(test)] mod tests { fn g() {} }";
        assert_eq!(one, without_tests(same).unwrap());
        let other = without_tests("fn f() -> u8 { 1 - 2 }").unwrap();
        assert_ne!(one, other);
    }

    #[test]
    fn a_book_keeps_what_was_said_last() {
        let folder = std::env::temp_dir().join(format!("vitrine-mutation-{}", std::process::id()));
        let found = |verdict| Found {
            verdict,
            by: "t: a".to_owned(),
            reach: 3,
            ran: 3,
            code: "c".to_owned(),
            passed: [7, u32::MAX].into(),
        };
        let mut book = Book::open(folder.clone());
        book.put("m".to_owned(), found(Verdict::Survived)).unwrap();
        book.put("m".to_owned(), found(Verdict::Caught)).unwrap();
        let again = Book::open(folder.clone());
        let _ = fs::remove_file(folder);
        assert_eq!(again.found["m"].verdict, Verdict::Caught);
        assert_eq!(again.found["m"].reach, 3);
        assert_eq!(again.found["m"].passed, [7, u32::MAX].into());
    }
}
