//! A small site to leak from, and what is looked for in all that it becomes.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vitrine_disclosure::{Severity, SourceTree};
use vitrine_tests::{assert_same, today};

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A word that is nowhere but where a test puts it.
pub(crate) const CANARY: &str = "zanzibarquokka";

/// Settings, two public pages, a public document and a practice.
const BASE: &[(&str, &str)] = &[
    (
        "vitrine.toml",
        "title = \"A test\"\nportions = \"mark\"\nlanguages = [\"en\", \"fr\"]\nbase_url = \"https://example.org/site/\"\n",
    ),
    (
        "pages/about.md",
        "---\ntitle: About\nid: about\nkind: page\nsensitivity: public\n---\n\nA public page.\n",
    ),
    (
        "pages/method.md",
        "---\ntitle: Method\nid: method\nkind: page\nsensitivity: public\n---\n\nHow it is done.\n",
    ),
    (
        "documents/act.md",
        "---\ntitle: The act\nid: act\nkind: document\nsensitivity: public\ntype: national-regulation\ndate: 2024-03-01\nissued_on: 2024-03-01\ntopics: [legal-framework]\n---\n\nThe act governs.\n",
    ),
    (
        "documents/plan.md",
        "---\ntitle: The plan\nid: plan\nkind: document\nsensitivity: public\ntype: national-policy\ndate: 2025-06-01\nissued_on: 2025-06-01\ntopics: [training]\n---\n\nThe plan follows the act.\n",
    ),
];

/// The small site with further files.
pub(crate) fn site(more: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    for (path, text) in BASE.iter().chain(more) {
        tree.insert(*path, *text);
    }
    tree
}

/// An entry with its front matter's own lines, and a text.
pub(crate) fn entry(kind: &str, level: &str, lines: &str, body: &str) -> String {
    format!("---\nkind: {kind}\nsensitivity: {level}\n{lines}\n---\n\n{body}\n")
}

/// A public page.
pub(crate) fn page(body: &str) -> String {
    entry("page", "public", "title: A page", body)
}

/// What a site becomes.
#[track_caller]
pub(crate) fn built(tree: &SourceTree) -> Files {
    vitrine_tests::files(tree, today())
}

/// The errors of a site that must not be built.
#[track_caller]
pub(crate) fn refused(more: &[(&str, &str)]) -> Vec<&'static str> {
    match vitrine::build(&site(more), today()) {
        Ok(_) => panic!("it was built: {more:?}"),
        Err(found) => found
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| one.code)
            .collect(),
    }
}

/// The demonstration site, built once.
pub(crate) fn demonstration() -> &'static Files {
    static SITE: OnceLock<Files> = OnceLock::new();
    SITE.get_or_init(|| built(&vitrine_tests::content()))
}

/// The small site, built once.
fn plain() -> &'static Files {
    static SITE: OnceLock<Files> = OnceLock::new();
    SITE.get_or_init(|| built(&site(&[])))
}

/// Private files change no byte of the small site.
#[track_caller]
pub(crate) fn changes_nothing(more: &[(&str, &str)]) {
    let with = built(&site(more));
    assert_same(plain(), &with, "private files");
    assert_eq!(holding(&with, CANARY), [""; 0]);
}

/// Everything that the files of a site hold, unpacked as often as they are packed.
pub(crate) fn unpacked(path: &str, bytes: &[u8]) -> String {
    if path.ends_with(".gz") {
        let inner = &bytes[10..bytes.len() - 8];
        let inner = miniz_oxide::inflate::decompress_to_vec(inner).unwrap();
        return String::from_utf8_lossy(&inner).into_owned();
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    if path.starts_with("search/")
        && let Some((_, after)) = text.split_once("\",\"")
        && let Some((packed, _)) = after.split_once('"')
        && let Ok(packed) = STANDARD.decode(packed)
        && let Ok(inner) = miniz_oxide::inflate::decompress_to_vec(&packed)
    {
        return text + &String::from_utf8_lossy(&inner);
    }
    text
}

/// The files that hold a text, in their names or in what they unpack to, in whatever letters.
pub(crate) fn holding<'a>(files: &'a Files, needle: &str) -> Vec<&'a str> {
    let needle = needle.to_lowercase();
    files
        .iter()
        .filter(|(path, bytes)| {
            path.contains(&needle) || unpacked(path, bytes).to_lowercase().contains(&needle)
        })
        .map(|(path, _)| path.as_str())
        .collect()
}

/// A file as text.
#[track_caller]
pub(crate) fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes = files
        .get(path)
        .unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).unwrap()
}
