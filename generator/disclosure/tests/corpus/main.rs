//! What goes in, what comes out, and who else says so: a row for each feature of attachments.
//!
//! A row names a file, made by hand here or by a real program (`attachments/README.md`), what must become of it, and the
//! readers that confirm it. They look at what goes in as well: a file that has nothing to lose shows nothing by losing
//! nothing, and one that is refused must have what it is refused for. A reader that is not installed is named and left
//! out; `tests/run` installs them where it may.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::panic_in_result_fn,
    reason = "tests stop where they fail"
)]

#[path = "../common/pdf.rs"]
mod pdf;
#[path = "../common/pictures.rs"]
mod pictures;

mod documents;
mod others;
mod pictured;
mod readers;

use std::collections::BTreeSet;

use jiff::civil::date;
use vitrine_disclosure::{Severity, SourceTree, disclose};

use readers::{Desk, Reader};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    /// It is published, rewritten.
    Passes,
    /// It is refused, with a code and some words of the advice.
    Refused(&'static str, &'static str),
}
use Outcome::{Passes, Refused};

/// A feature of attachments, a file that has it, and what becomes of it.
struct Row {
    feature: &'static str,
    /// The name under which it is listed.
    name: &'static str,
    bytes: Vec<u8>,
    outcome: Outcome,
    readers: Vec<Reader>,
}

fn row(
    feature: &'static str,
    name: &'static str,
    bytes: impl Into<Vec<u8>>,
    outcome: Outcome,
    readers: Vec<Reader>,
) -> Row {
    Row {
        feature,
        name,
        bytes: bytes.into(),
        outcome,
        readers,
    }
}

/// A row for a file of a real program, under its own name.
fn made(feature: &'static str, name: &'static str, outcome: Outcome, readers: Vec<Reader>) -> Row {
    row(feature, name, specimen(name), outcome, readers)
}

/// A file of a real program.
fn specimen(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attachments/");
    std::fs::read(format!("{folder}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// All features of attachments, in the words of the specification: none may be without a row.
const FEATURES: &[&str] = &[
    "known by content",
    "JPEG loses metadata",
    "PNG loses metadata",
    "WebP loses metadata",
    "bytes behind a picture",
    "SVG by allow list",
    "PDF loses metadata",
    "PDF with revisions",
    "PDF with layers",
    "PDF with attachments",
    "PDF with scripts",
    "PDF with forms",
    "PDF with annotations",
    "PDF encrypted",
    "PDF with hidden text",
    "PDF not understood",
    "PDF read by detectors",
    "office documents and archives",
    "CSV with formulas",
    "two things at once",
];

fn rows() -> Vec<Row> {
    [pictured::rows(), documents::rows(), others::rows()]
        .into_iter()
        .flatten()
        .collect()
}

/// What the door makes of a file: its bytes as they are published, or the code and the advice.
fn through(name: &str, bytes: &[u8]) -> Result<Vec<u8>, (String, String)> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    tree.insert("a.md", format!("---\ntitle: A page\nkind: page\nsensitivity: public\nattachments: [{{file: {name}, sensitivity: public, title: A file, alt: A picture, checked_by: A}}]\n---\n\nText.\n"));
    tree.insert(name, bytes);
    match disclose(&tree, date(2026, 11, 1)) {
        Ok(made) => {
            let entry = made.tree().entries().first().unwrap();
            Ok(entry.attachments().first().unwrap().bytes().to_vec())
        }
        Err(found) => {
            let errors: Vec<_> = found
                .iter()
                .filter(|one| one.severity == Severity::Error)
                .collect();
            let [one] = errors.as_slice() else {
                panic!("{name}: {found:?}");
            };
            Err((one.code.to_owned(), one.help.clone().unwrap_or_default()))
        }
    }
}

#[test]
fn each_file_comes_to_what_its_row_says() {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        let Row { name, feature, .. } = row;
        match (through(name, &row.bytes), row.outcome) {
            (Ok(bytes), Passes) => {
                if through(name, &bytes).as_ref() != Ok(&bytes) {
                    wrong.push(format!(
                        "{feature}: {name}: cleaning twice is not cleaning once"
                    ));
                }
            }
            (Err((code, help)), Refused(expected, advice)) => {
                if code != expected || !help.contains(advice) {
                    wrong.push(format!("{feature}: {name}: {code}, {help}"));
                }
            }
            (got, expected) => {
                let got = got.map(|bytes| bytes.len());
                wrong.push(format!("{feature}: {name}: {got:?}, and not {expected:?}"));
            }
        }
        if row.readers.is_empty() {
            wrong.push(format!("{feature}: {name}: no other reader confirms it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let features: BTreeSet<&str> = rows.iter().map(|row| row.feature).collect();
    let expected: BTreeSet<&str> = FEATURES.iter().copied().collect();
    assert_eq!(features, expected);
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), rows.len(), "each file has a name of its own");
}

#[test]
fn other_readers_confirm_it() {
    let rows = rows();
    let mut desk = Desk::new();
    for row in &rows {
        let after = through(row.name, &row.bytes).ok();
        desk.lay(row.name, &row.readers, &row.bytes, after.as_deref());
    }
    let mut wrong = Vec::new();
    for row in &rows {
        for reader in &row.readers {
            if let Err(why) = desk.ask(row.name, reader) {
                wrong.push(format!("{}: {}: {reader:?}: {why}", row.feature, row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    desk.tell_absent();
}
