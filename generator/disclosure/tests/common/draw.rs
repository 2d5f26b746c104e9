//! Diagnostics drawn as people see them: file, line, column, the line itself, and carets below what they are about.

use std::fmt::Write as _;

use vitrine_disclosure::Diagnostic;

/// Line and column, from 1, in characters.
pub(crate) type Place = (usize, usize);

/// Where in a file a byte stands.
pub(crate) fn place_of(bytes: &[u8], at: usize) -> Place {
    let before = bytes.get(..at).unwrap_or(bytes);
    let lines: Vec<&[u8]> = before.split(|&byte| byte == b'\n').collect();
    let line = String::from_utf8_lossy(lines.last().copied().unwrap_or_default());
    (lines.len(), line.chars().count() + 1)
}

/// Draws one diagnostic with the line that it is about.
pub(crate) fn draw(out: &mut String, bytes: &[u8], diagnostic: &Diagnostic) {
    let (line, column) = place_of(bytes, diagnostic.span.start);
    let (last, until) = place_of(bytes, diagnostic.span.end);
    let file = diagnostic.file.as_deref().unwrap_or("(the site)");
    let text = bytes
        .split(|&byte| byte == b'\n')
        .nth(line - 1)
        .unwrap_or_default();
    let text: String = String::from_utf8_lossy(text).chars().map(visible).collect();
    let end = if last == line {
        until
    } else {
        text.chars().count() + 1
    };
    let carets = "^".repeat(end.saturating_sub(column).max(1));
    let more = if last > line {
        format!(" … to line {last}")
    } else {
        String::new()
    };
    let _ = writeln!(out, "{file}:{line}:{column} {}", diagnostic.code);
    let _ = writeln!(out, "  | {text}");
    let _ = writeln!(out, "  | {}{carets}{more}", " ".repeat(column - 1));
    let _ = writeln!(out, "  {}", diagnostic.message);
    let _ = writeln!(
        out,
        "  help: {}",
        diagnostic.help.as_deref().unwrap_or("(none)")
    );
}

/// What does not show, as something that does.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\t' => '→',
        '\r' => '␍',
        '\0' => '␀',
        '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'
        | '\u{FEFF}' => '␣',
        '\u{E000}'..='\u{F8FF}' => '�',
        c if c.is_control() => '␣',
        c => c,
    }
}
