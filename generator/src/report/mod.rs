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

/// Whether others can read what is told: then no path is.
static PUBLIC_LOG: AtomicBool = AtomicBool::new(false);

/// Tells no path from now on: what is told stands in a log that others can read.
pub fn keep_paths_out() {
    PUBLIC_LOG.store(true, Ordering::Relaxed);
}

/// A path as it is told: as it is, or in a public log not at all, since its names may be the office's own.
pub fn shown(path: impl AsRef<Path>) -> String {
    if PUBLIC_LOG.load(Ordering::Relaxed) {
        "(a path)".to_owned()
    } else {
        path.as_ref().display().to_string()
    }
}

/// Tells diagnostics on standard error, or as JSON on standard output.
pub fn tell(diagnostics: &Diagnostics, source: &SourceTree, telling: Telling) {
    if telling.public_log {
        warn(&counts(diagnostics));
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
    let count = |severity: Severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let plural = |number: usize, word: &str| {
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    format!(
        "{}, {}",
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning")
    )
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
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line on standard error.
pub fn warn(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
