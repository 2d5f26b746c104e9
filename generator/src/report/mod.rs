//! Tells diagnostics: drawn with the text, one line each without it, as JSON, or as counts alone.

mod draw;
mod place;

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use vitrine_disclosure::{Diagnostic, Diagnostics, Severity, SourceTree};
use vitrine_site::SiteError;

use crate::cli::{Detail, Format, Telling};
use place::Place;

/// Whether others can read what is told: then nothing is but counts.
static PUBLIC_LOG: AtomicBool = AtomicBool::new(false);

/// Tells nothing but counts from now on: what is told stands in a log that others can read.
///
/// [`say`] and [`warn`] are silent then, so that no task can forget it; [`count`] alone is heard, and it takes no text that
/// was not written here.
pub fn keep_to_counts() {
    PUBLIC_LOG.store(true, Ordering::Relaxed);
}

/// Says whether nothing is told but counts.
pub fn keeps_to_counts() -> bool {
    PUBLIC_LOG.load(Ordering::Relaxed)
}

/// Things that are counted: how many, what one of them is called, and what several are.
pub type Counted = (usize, &'static str, &'static str);

/// Tells counts in a public log; elsewhere the words that they stand for are told, and this says nothing.
pub fn count(counts: &[Counted]) {
    if keeps_to_counts() {
        let _ = writeln!(std::io::stdout(), "{}", in_words(counts));
    }
}

/// How a run ended that was not clean, in a public log, where nothing else may say it.
pub fn ended(how: &'static str) {
    if keeps_to_counts() {
        let _ = writeln!(std::io::stderr(), "{how}");
    }
}

fn in_words(counts: &[Counted]) -> String {
    let all = counts
        .iter()
        .map(|&(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }));
    all.collect::<Vec<_>>().join(", ")
}

/// A path as it is told.
pub fn shown(path: impl AsRef<Path>) -> String {
    path.as_ref().display().to_string()
}

/// Tells diagnostics on standard error, or as JSON on standard output.
pub fn tell(diagnostics: &Diagnostics, source: &SourceTree, telling: Telling) {
    if keeps_to_counts() {
        count(&counted(diagnostics));
        return;
    }
    if telling.format == Format::Json {
        say(&json(diagnostics, source));
        return;
    }
    let terminal = std::io::stderr().is_terminal();
    let detail = telling.diagnostics.unwrap_or(if terminal {
        Detail::Full
    } else {
        Detail::Short
    });
    for diagnostic in diagnostics.iter() {
        match detail {
            Detail::Full => warn(&format!("{}\n", draw::draw(diagnostic, source, terminal))),
            Detail::Short => warn(&short(diagnostic, source)),
        }
    }
    if !diagnostics.is_empty() {
        warn(&counts(diagnostics));
    }
}

/// One line: `path:line:column code message`, without the text of the file.
#[must_use]
pub fn short(diagnostic: &Diagnostic, source: &SourceTree) -> String {
    let help = diagnostic
        .help
        .as_deref()
        .map(|help| format!(" ({help})"))
        .unwrap_or_default();
    let told = format!("{} {}{help}", diagnostic.code, diagnostic.message);
    match &diagnostic.file {
        Some(file) => {
            let place = Place::of(diagnostic, source);
            format!("{file}:{}:{} {told}", place.line, place.column)
        }
        None => told,
    }
}

/// Drawn below the lines it is about.
#[must_use]
pub fn full(diagnostic: &Diagnostic, source: &SourceTree) -> String {
    draw::draw(diagnostic, source, false)
}

/// An array of objects.
#[must_use]
pub fn json(diagnostics: &Diagnostics, source: &SourceTree) -> String {
    let all = diagnostics.iter().map(|one| object(one, source));
    serde_json::Value::Array(all.collect()).to_string()
}

/// One of them as an object.
#[must_use]
pub fn object(diagnostic: &Diagnostic, source: &SourceTree) -> serde_json::Value {
    let place = Place::of(diagnostic, source);
    json!({
        "code": diagnostic.code,
        "severity": severity(diagnostic.severity),
        "file": diagnostic.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": diagnostic.message,
        "help": diagnostic.help,
    })
}

/// How many there are of each severity.
#[must_use]
pub fn counts(diagnostics: &Diagnostics) -> String {
    in_words(&counted(diagnostics))
}

fn counted(diagnostics: &Diagnostics) -> [Counted; 2] {
    let of = |severity: Severity| {
        let all = diagnostics.iter();
        all.filter(|one| one.severity == severity).count()
    };
    [
        (of(Severity::Error), "error", "errors"),
        (of(Severity::Warning), "warning", "warnings"),
    ]
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What rendering found wrong, as diagnostics.
#[must_use]
pub fn site_error(error: &SiteError) -> Diagnostics {
    let mut diagnostic = Diagnostic::error("site", "", 0..0, error.to_string());
    diagnostic.file = None;
    Diagnostics::from_iter([diagnostic])
}

/// A line on standard output. Who listens no more is no error.
pub fn say(line: &str) {
    if !keeps_to_counts() {
        let _ = writeln!(std::io::stdout(), "{line}");
    }
}

/// A line on standard error.
pub fn warn(line: &str) {
    if !keeps_to_counts() {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}
