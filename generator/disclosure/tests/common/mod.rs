//! Cases of the door that must be refused: each with the place that its diagnostic must name, and drawn as people see it.
//!
//! The place stands in the text itself, between `«` and `»`; both signs are taken out before the door sees the text.
//! `␦` stands for a byte that is not UTF-8.

mod draw;

use std::fmt::Write as _;
use std::ops::Range;

use jiff::civil::{Date, date};
use vitrine_disclosure::{Diagnostic, SourceTree, disclose};

use draw::{Place, draw, place_of};

/// The day of every build here.
pub(crate) const TODAY: Date = date(2026, 11, 1);

/// A word that stands in every file, and that no diagnostic may repeat.
const SECRET: &str = "SECRETWORD";

/// A site that must be refused.
pub(crate) struct Case {
    name: String,
    /// The codes of all its diagnostics, in the order of their places.
    codes: &'static str,
    files: Vec<(String, Vec<u8>)>,
    unread: Vec<String>,
    /// Where diagnostics must stand: file, first and last place as line and column.
    places: Vec<(String, Place, Place)>,
}

impl Case {
    /// A case whose text is that of the entry `a.md`.
    pub(crate) fn new(name: &str, codes: &'static str, text: impl AsRef<str>) -> Self {
        Self::of(name, codes).file("a.md", text)
    }

    /// A case without an entry.
    pub(crate) fn of(name: &str, codes: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            codes,
            files: Vec::new(),
            unread: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Adds a file of text.
    pub(crate) fn file(mut self, path: &str, text: impl AsRef<str>) -> Self {
        let (bytes, places) = taken_apart(text.as_ref());
        for place in places {
            let start = place_of(&bytes, place.start);
            let end = place_of(&bytes, place.end);
            self.places.push((path.to_owned(), start, end));
        }
        self.files.push((path.to_owned(), bytes));
        self
    }

    /// Adds a file of bytes.
    #[allow(dead_code, reason = "not every table needs it")]
    pub(crate) fn bytes(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.push((path.to_owned(), bytes.to_vec()));
        self
    }

    /// Adds a file that nobody has read.
    #[allow(dead_code, reason = "not every table needs it")]
    pub(crate) fn unread(mut self, path: &str) -> Self {
        self.unread.push(path.to_owned());
        self
    }

    fn tree(&self) -> SourceTree {
        let mut tree = SourceTree::new();
        if !self.files.iter().any(|(path, _)| path == "vitrine.toml") {
            tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
        }
        for (path, bytes) in &self.files {
            tree.insert(path.clone(), bytes.clone());
        }
        for path in &self.unread {
            tree.insert_unread(path.clone());
        }
        tree
    }

    /// The case drawn, and what is wrong with it: of one that is refused, or of one that is published with warnings.
    fn judge(&self, published: bool) -> (String, Vec<String>) {
        let mut wrong = Vec::new();
        let mut drawn = format!("## {}\n", self.name);
        let found = match disclose(&self.tree(), TODAY) {
            Ok(found) if published => found.warnings().clone(),
            Ok(_) => return (drawn, vec!["it was disclosed".to_owned()]),
            Err(found) if published => return (drawn, vec![format!("it was refused: {found:?}")]),
            Err(found) => found,
        };
        // Every build tells how many assessments are bound to nothing: that is no part of the case.
        let found: Vec<&Diagnostic> = found
            .iter()
            .filter(|diagnostic| diagnostic.code != "assessment-undigested")
            .collect();
        let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
        if codes.join(" ") != self.codes {
            wrong.push(format!(
                "codes are `{}`, not `{}`",
                codes.join(" "),
                self.codes
            ));
        }
        if self.places.is_empty() {
            wrong.push("the case names no place".to_owned());
        }
        for diagnostic in &found {
            let file = diagnostic.file.as_deref().unwrap_or_default();
            let none = Vec::new();
            let bytes = self
                .files
                .iter()
                .find(|(path, _)| path == file)
                .map_or(&none, |(_, bytes)| bytes);
            draw(&mut drawn, bytes, diagnostic);
            if diagnostic
                .help
                .as_deref()
                .unwrap_or_default()
                .trim()
                .is_empty()
            {
                wrong.push(format!("{} has no help", diagnostic.code));
            }
            if format!("{} {:?}", diagnostic.message, diagnostic.help).contains(SECRET) {
                wrong.push(format!("{} repeats the file", diagnostic.code));
            }
        }
        for (file, start, end) in &self.places {
            let named = found.iter().any(|diagnostic| {
                let bytes = self.files.iter().find(|(path, _)| path == file);
                bytes.is_some_and(|(_, bytes)| {
                    diagnostic.file.as_deref() == Some(file)
                        && place_of(bytes, diagnostic.span.start) == *start
                        && place_of(bytes, diagnostic.span.end) == *end
                })
            });
            if !named {
                wrong.push(format!("nothing is said of {file}:{start:?} to {end:?}"));
            }
        }
        (drawn, wrong)
    }
}

/// Judges all cases, and returns them drawn.
#[track_caller]
pub(crate) fn drawn(cases: impl IntoIterator<Item = Case>) -> String {
    judged(cases, false)
}

/// Judges cases that are published with warnings, and returns them drawn.
#[allow(dead_code, reason = "not every table needs it")]
#[track_caller]
pub(crate) fn warned(cases: impl IntoIterator<Item = Case>) -> String {
    judged(cases, true)
}

#[track_caller]
fn judged(cases: impl IntoIterator<Item = Case>, published: bool) -> String {
    let mut all = Vec::new();
    let mut failures = String::new();
    for case in cases {
        assert!(
            case.files
                .iter()
                .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(SECRET)),
            "{}: no secret is planted",
            case.name
        );
        let (drawn, wrong) = case.judge(published);
        if !wrong.is_empty() {
            let _ = writeln!(failures, "{drawn}{}\n", wrong.join("\n"));
        }
        all.push(drawn);
    }
    assert!(failures.is_empty(), "\n{failures}");
    all.join("\n")
}

/// Bytes without the signs around places, and the places.
fn taken_apart(text: &str) -> (Vec<u8>, Vec<Range<usize>>) {
    let mut bytes = Vec::new();
    let mut places = Vec::new();
    let mut start = 0;
    for c in text.chars() {
        match c {
            '«' => start = bytes.len(),
            '»' => places.push(start..bytes.len()),
            '␦' => bytes.push(0xff),
            c => bytes.extend_from_slice(c.to_string().as_bytes()),
        }
    }
    (bytes, places)
}
