//! Every code of a diagnostic is drawn in a snapshot with its place, and is mended by what it says to do: no message is
//! told for the first time to an officer.
//!
//! The tests in `remedies/` and in `generator/tests/remedies.rs` judge each case before they draw it, so what stands in
//! their snapshots was told of exactly the place that the case marks, and was gone once the site was mended.

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
    "incident-report",
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
const CODES_TOO: &[&str] = &["policy/detector/own.rs", "policy/detector/mod.rs"];

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

/// Codes that are drawn without a caret, and why: they are about no place in a text.
const PLACELESS: &[(&str, &str)] = &[
    ("archive-broken", "about an archive as a whole"),
    (
        "assessment-undigested",
        "a count over the site; `vitrine list --public` names the entries",
    ),
    ("draft-taken", "about a file that is there"),
    ("emergency-days", "about what was typed"),
    ("emergency-id", "about what was typed"),
    ("emergency-text", "about what was typed"),
    ("entry-missing", "about what was typed"),
    ("file-large", "about a file as a whole"),
    ("file-name", "about the name of a file"),
    ("file-name-case", "about the names of two files"),
    ("file-special", "about something that is no file"),
    ("file-unread", "about a file that could not be read"),
    ("folder-deep", "about a folder"),
    ("history-differs", "about a file as a whole"),
    ("ledger-behind", "about a file as a whole"),
    ("ledger-missing", "about a file that is not there"),
    ("lift-unknown", "about what was typed"),
    ("output-behind", "about the output folder"),
    ("output-differs", "about the output folder"),
    ("retraction-unknown", "about the output folder"),
    ("rule-unknown", "about what was typed"),
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

/// All codes of the sources, each with where it stands, and the tests that stand beside them.
fn codes() -> (BTreeMap<String, String>, String) {
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
        if is_command && !code.contains("Diagnostic::") {
            continue;
        }
        for word in hyphened(&code) {
            // Among elements and attributes of drawings stand the codes with which some are refused.
            if !skipped || (name.contains("attachment/svg/") && word.starts_with("svg-")) {
                codes.insert(word, name.clone().into_owned());
            }
        }
    }
    let detectors = shipped().map(|one| (one.name.to_owned(), "a detector".to_owned()));
    codes.extend(detectors);
    for word in WORDS.iter().chain(UNREACHED.iter().map(|(code, _)| code)) {
        assert!(
            codes.remove(*word).is_some(),
            "{word} is not in the code any more"
        );
    }
    assert!(codes.len() > 310, "{} codes", codes.len());
    (codes, tests)
}

#[test]
fn every_code_is_tried() {
    let (codes, mut tests) = codes();
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
    let untried: Vec<String> = codes
        .iter()
        .filter(|(code, _)| !holds(&tests, code))
        .map(|(code, path)| format!("{code} ({path})"))
        .collect();
    assert!(
        untried.is_empty(),
        "no test or snapshot brings these about; write a case, best in remedies/:\n{}",
        untried.join("\n")
    );
}

/// What the snapshots of remedies show of a code.
#[derive(Default)]
struct Shown {
    /// It was told.
    drawn: bool,
    /// Line, column and a caret below the text.
    caret: bool,
    /// What to do, and that it was done.
    mended: bool,
}

/// Reads the snapshots of remedies: a heading for each case, the message with its place, and what was mended.
fn remedies() -> BTreeMap<String, Shown> {
    let mut all: BTreeMap<String, Shown> = BTreeMap::new();
    let mut snapshots = Vec::new();
    for folder in ["tests/remedies", "../tests"] {
        files(&root().join(folder), &["snap"], &mut snapshots);
    }
    snapshots.retain(|path| path.to_string_lossy().contains("/remedies__"));
    for path in snapshots {
        let text = std::fs::read_to_string(&path).unwrap();
        for case in text.split("\n## ").skip(1) {
            let lines: Vec<&str> = case.lines().collect();
            let (code, lines) = lines.split_first().unwrap();
            let shown = all.entry((*code).to_owned()).or_default();
            let end = format!(" {code}");
            for (at, line) in lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.ends_with(&end))
            {
                shown.drawn = true;
                let place = line.trim_end_matches(&end).rsplitn(3, ':').take(2);
                let numbers = place.filter(|part| part.parse::<usize>().is_ok()).count() == 2;
                let below = lines.get(at + 2).and_then(|line| line.strip_prefix("  | "));
                shown.caret |=
                    numbers && below.is_some_and(|below| below.trim_start().starts_with('^'));
            }
            shown.mended |=
                lines.contains(&"mended:") && lines.iter().any(|line| line.starts_with("  help: "));
        }
    }
    all
}

#[test]
fn every_code_is_drawn_with_its_place_and_mended() {
    let (codes, _) = codes();
    let remedies = remedies();
    let none = Shown::default();
    let mut lacking = Vec::new();
    for (code, path) in &codes {
        let shown = remedies.get(code).unwrap_or(&none);
        let placeless = PLACELESS.iter().any(|(known, _)| known == code);
        for (lacks, what) in [
            (!shown.drawn, "a drawing"),
            (!shown.caret && !placeless, "a place with a caret"),
            (!shown.mended, "a remedy"),
        ] {
            if lacks {
                lacking.push(format!("{code} lacks {what} ({path})"));
            }
        }
    }
    assert!(
        lacking.is_empty(),
        "write a case in tests/remedies/:\n{}",
        lacking.join("\n")
    );
    for (code, why) in PLACELESS {
        assert!(
            codes.contains_key(*code),
            "{code} ({why}) is not in the code any more"
        );
    }
}
