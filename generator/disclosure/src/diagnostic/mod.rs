//! What there is to say to the publishing officer about one place in one file.
//!
//! A message and its help are in our own words and those of the schema and the policy. They never quote the file:
//! the drawn form shows its text below the message, and the short form, which may end in a public log, holds none of it.

use std::ops::Range;

/// One thing to say about one place in one file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnostic {
    /// A stable name in kebab-case, for searching and for tests: `sensitivity-unknown`.
    pub code: &'static str,
    /// Whether it stops a build.
    pub severity: Severity,
    /// One sentence, present tense, no full stop, no word of the file.
    pub message: String,
    /// The file, as its path below the site folder; `None` where it is about the folder as a whole.
    pub file: Option<String>,
    /// The bytes it is about, in the raw file.
    pub span: Range<usize>,
    /// What to do next.
    pub help: Option<String>,
}

/// Whether a diagnostic stops a build.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Worth knowing; the build goes on.
    Warning,
}

impl Diagnostic {
    /// An error about bytes of a file.
    #[must_use]
    pub fn error(
        code: &'static str,
        file: &str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            file: Some(file.to_owned()),
            span,
            help: None,
        }
    }

    /// A warning about bytes of a file.
    #[must_use]
    pub fn warning(
        code: &'static str,
        file: &str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, file, span, message)
        }
    }

    /// The same with a next step.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

/// Collects diagnostics, so that one run reports them all.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Gives the last one its next step.
    pub(crate) fn help_last(&mut self, help: &str) {
        if let Some(last) = self.0.last_mut() {
            last.help = Some(help.to_owned());
        }
    }

    /// Adds all of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Notes a failure and carries on without the value.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// Says whether a build may go on.
    #[must_use]
    pub fn contains_errors(&self) -> bool {
        self.0
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many errors there are.
    pub(crate) fn errors(&self) -> usize {
        self.0
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .count()
    }

    /// Says whether there is an error about one file.
    #[must_use]
    pub fn contains_errors_in(&self, file: &str) -> bool {
        self.0.iter().any(|diagnostic| {
            diagnostic.severity == Severity::Error && diagnostic.file.as_deref() == Some(file)
        })
    }

    /// Says whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, by file and place.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.file.clone(), d.span.start, d.span.end, d.code);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        self.0.dedup();
    }

    /// All of them, in the order they were met.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_in_one_file_is_none_in_another() {
        let found: Diagnostics = [
            Diagnostic::warning("a", "warned.md", 0..1, "x"),
            Diagnostic::error("b", "wrong.md", 0..1, "y"),
        ]
        .into_iter()
        .collect();
        assert!(found.contains_errors_in("wrong.md"));
        assert!(!found.contains_errors_in("warned.md"));
        assert!(!found.contains_errors_in("other.md"));
        assert_eq!((found.contains_errors(), found.errors()), (true, 1));
    }
}
