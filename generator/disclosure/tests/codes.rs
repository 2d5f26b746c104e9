//! Every code of a diagnostic is tried in some test: no message is told for the first time to an officer.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and read where they like"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use vitrine_disclosure::officer::shipped;

/// Words with hyphens in the code that are no codes: forms, defaults of rules, words that a policy is written in.
const WORDS: &[&str] = &[
    "assess-in-each-case",
    "inventory-record",
    "no-personal-data",
    "no-until-complete",
    "nonsensitive-only",
    "not-sensitive",
    "partial-only",
    "release-after-event",
    "sensitive-by-default",
    "time-released",
    "title-date",
];

/// Where words stand that are no codes: vocabularies, what detectors seek, what drawings are made of.
const VOCABULARIES: &[&str] = &[
    "schema/",
    "vocabulary.rs",
    "settings/states.rs",
    "policy/detector/",
    "attachment/svg/",
    "disclose/sabotage/",
];

/// Parts of those where codes stand all the same.
const CODES_TOO: &[&str] = &["policy/detector/own.rs", "attachment/svg/mod.rs"];

/// Codes that no test can bring about, and why.
const UNREACHED: &[(&str, &str)] = &[
    (
        "source-unstable",
        "a fault of the tool: the public source does not read back",
    ),
    (
        "markup-unknown",
        "the parser has no extension on that makes such an event",
    ),
    ("folder-large", "it asks for half a million files"),
    ("file-unreadable", "it asks for a disk that fails"),
    (
        "proof-failed",
        "a fault of the tool: a build is no function of its public source",
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// All files below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str], all: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, endings, all);
        } else if path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| endings.contains(&ending))
        {
            all.push(path);
        }
    }
    all.sort();
}

/// Code and the tests that stand beside it, apart.
fn parted(path: &Path, text: &str) -> (String, String) {
    let name = path.to_string_lossy();
    let is_test =
        name.ends_with("tests.rs") || name.contains("/tests/") || name.ends_with("producers.rs");
    if is_test {
        return (String::new(), text.to_owned());
    }
    match text.find("#[cfg(test)]\nmod tests {") {
        Some(at) => {
            let (code, tests) = text.split_at(at);
            (code.to_owned(), tests.to_owned())
        }
        None => (text.to_owned(), String::new()),
    }
}

/// The words in quotes that have hyphens, in small letters.
fn hyphened(code: &str) -> BTreeSet<String> {
    // Deliberate leaks have names of their own.
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//") && !line.contains("sabotage::"));
    let quoted = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
    quoted
        .filter(|word| {
            word.contains('-')
                && !word.starts_with('-')
                && !word.ends_with('-')
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        })
        .map(str::to_owned)
        .collect()
}

fn holds(text: &str, code: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.match_indices(code).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let after = rest.split_at(code.len()).1;
        !before.ends_with(part) && !after.starts_with(part)
    })
}

#[test]
fn every_code_is_tried() {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut tests = String::new();
    let mut sources = Vec::new();
    files(&root().join("src"), &["rs"], &mut sources);
    files(&root().join("../src"), &["rs"], &mut sources);
    for path in &sources {
        let text = std::fs::read_to_string(path).unwrap();
        let (code, beside) = parted(path, &text);
        tests.push_str(&beside);
        let name = path.to_string_lossy();
        let is_command = path.starts_with(root().join("../src"));
        let skipped = VOCABULARIES.iter().any(|part| name.contains(part))
            && !CODES_TOO.iter().any(|part| name.ends_with(part));
        if skipped || (is_command && !code.contains("Diagnostic::")) {
            continue;
        }
        for word in hyphened(&code) {
            codes.insert(word, name.clone().into_owned());
        }
    }
    let detectors = shipped().map(|one| (one.name.to_owned(), "a detector".to_owned()));
    codes.extend(detectors);
    let mut written = Vec::new();
    for folder in ["src", "tests", "../tests", "../src", "../../tests/suite"] {
        files(&root().join(folder), &["snap"], &mut written);
    }
    for folder in ["tests", "../tests", "../../tests/suite"] {
        files(&root().join(folder), &["rs"], &mut written);
    }
    for path in written.iter().filter(|path| !path.ends_with("codes.rs")) {
        tests.push_str(&std::fs::read_to_string(path).unwrap());
    }
    assert!(codes.len() > 280, "{} codes", codes.len());
    let is_known =
        |code: &str| WORDS.contains(&code) || UNREACHED.iter().any(|(known, _)| *known == code);
    let untried: Vec<String> = codes
        .iter()
        .filter(|(code, _)| !is_known(code) && !holds(&tests, code))
        .map(|(code, path)| format!("{code} ({path})"))
        .collect();
    assert!(
        untried.is_empty(),
        "no test or snapshot brings these about; write a case, best in remedies.rs:\n{}",
        untried.join("\n")
    );
    for word in WORDS.iter().chain(UNREACHED.iter().map(|(code, _)| code)) {
        assert!(
            codes.contains_key(*word),
            "{word} is not in the code any more"
        );
    }
}
