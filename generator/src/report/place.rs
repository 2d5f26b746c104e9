//! Lines and columns of bytes.

use std::borrow::Cow;

use vitrine_disclosure::{Diagnostic, SourceTree};

/// Where a diagnostic points: lines and columns from 1, columns in characters; the end is exclusive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Place {
    pub(super) fn of(diagnostic: &Diagnostic, source: &SourceTree) -> Self {
        let bytes = diagnostic
            .file
            .as_deref()
            .and_then(|file| source.bytes(file))
            .unwrap_or_default();
        let (line, column) = position(bytes, diagnostic.span.start);
        let (end_line, end_column) =
            position(bytes, diagnostic.span.end.max(diagnostic.span.start));
        Self {
            line,
            column,
            end_line,
            end_column,
        }
    }
}

fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at.min(bytes.len())).unwrap_or_default();
    let line = before.split(|&byte| byte == b'\n').count();
    let start = before
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let text: Cow<'_, str> = String::from_utf8_lossy(before.get(start..).unwrap_or_default());
    (line, text.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        assert_eq!(position("äö\nüx".as_bytes(), 0), (1, 1));
        assert_eq!(position("äö\nüx".as_bytes(), 4), (1, 3));
        assert_eq!(position("äö\nüx".as_bytes(), 7), (2, 2));
        assert_eq!(position(b"", 9), (1, 1));
        assert_eq!(position(b"a\n", 2), (2, 1));
    }
}
