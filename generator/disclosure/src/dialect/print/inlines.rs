//! Prints runs of text, with every character escaped that could mean something.

use super::Printer;
use crate::dialect::block::Inline;
use crate::dialect::{near_miss, signs};

/// Where a run stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Paragraph,
    /// One line: a heading or a term.
    Heading,
    /// One line between bars.
    Cell,
}

impl Printer<'_> {
    /// A run as text; a paragraph's may hold line feeds.
    pub(super) fn run(&self, run: &[Inline], place: Place) -> String {
        let mut out = String::new();
        self.push_run(run, place, &mut out);
        out
    }

    fn push_run(&self, run: &[Inline], place: Place, out: &mut String) {
        // Whether a span ends here whose last sign is no letter: then a letter would keep it open.
        let mut fragile = false;
        for part in run {
            let was_fragile = std::mem::take(&mut fragile);
            match part {
                Inline::Text(text) if was_fragile && text.as_str().starts_with(is_letter) => {
                    let mut rest = text.as_str().chars();
                    out.extend(rest.next().map(numbered));
                    escape(rest.as_str(), out);
                }
                Inline::Text(text) => escape(text.as_str(), out),
                Inline::Emphasis(inner) => fragile = self.delimited("*", inner, place, out),
                Inline::Strong(inner) => fragile = self.delimited("**", inner, place, out),
                Inline::Strike(inner) => fragile = self.delimited("~~", inner, place, out),
                Inline::Code(code) => push_code(code.as_str(), place, out),
                Inline::Link { target, text } => {
                    out.push('[');
                    self.push_run(text, place, out);
                    out.push_str(&format!(
                        "]({})",
                        address(&self.address.link(target), place)
                    ));
                }
                Inline::Image { attachment } => {
                    out.push_str(&format!(
                        "![]({})",
                        address(&self.address.attachment(attachment), place)
                    ));
                }
                Inline::Footnote { label } => out.push_str(&format!("[^{label}]")),
                Inline::SoftBreak => out.push(if place == Place::Paragraph { '\n' } else { ' ' }),
                Inline::HardBreak => out.push_str("\\\n"),
                Inline::Withheld { reason } => {
                    out.push_str(&format!(":withheld{{reason=\"{reason}\"}}"));
                }
            }
        }
    }

    /// Writes a span. Says whether a letter right behind it would keep it open.
    ///
    /// Beside a letter, a span that begins or ends with another sign would not be read as one. Nobody can write that, but
    /// a silent portion leaves it behind: the letter is then written by its number.
    fn delimited(&self, delimiter: &str, inner: &[Inline], place: Place, out: &mut String) -> bool {
        let mut text = String::new();
        self.push_run(inner, place, &mut text);
        number_edges(&mut text);
        if !text.starts_with(is_letter)
            && let Some(letter) = out.chars().next_back().filter(|&c| is_letter(c))
        {
            out.truncate(out.len() - letter.len_utf8());
            out.push_str(&numbered(letter));
        }
        let fragile = !text.ends_with(is_letter);
        out.push_str(&format!("{delimiter}{text}{delimiter}"));
        fragile
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Writes white space at the edges of a span by its number, as its author did: beside a bare one no span opens or ends.
fn number_edges(text: &mut String) {
    let edge = |c: &char| c.is_whitespace() && *c != '\n';
    if let Some(last) = text.chars().next_back().filter(edge) {
        text.truncate(text.len() - last.len_utf8());
        text.push_str(&numbered(last));
    }
    if let Some(first) = text.chars().next().filter(edge) {
        text.replace_range(..first.len_utf8(), &numbered(first));
    }
}

/// A character by its number.
fn numbered(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Writes text with a backslash before each character that could open something.
fn escape(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    let mut previous: Option<char> = None;
    // Text after other inlines of the same line is not at its start.
    let mut line_start = out.is_empty() || out.ends_with('\n');
    // A reference to a footnote with a colon behind it would begin that footnote.
    let mut may_define = out.ends_with(']');
    let mut digits = 0;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '{' | '}' => true,
            // Within a word an underscore is no emphasis.
            '_' => {
                !(previous.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '&' => next.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
            '!' => next.is_none_or(|next| next == '['),
            ':' => {
                line_start
                    || may_define
                    || next.is_none_or(|next| {
                        next.is_alphabetic() || next == ':' || signs::forbidden(next).is_some()
                    })
                    || previous == Some(':')
            }
            '#' => line_start || next.is_none() || previous == Some('#') || next == Some('#'),
            '-' | '+' | '=' => line_start,
            '.' | ')' => digits > 0,
            _ => false,
        };
        if signs::forbidden(c).is_some() {
            // No file may hold it, but an author may write it by its number where a waiver allows it.
            out.push_str(&numbered(c));
        } else {
            if special {
                out.push('\\');
            }
            out.push(c);
        }
        digits = if c.is_ascii_digit() && (line_start || digits > 0) {
            digits + 1
        } else {
            0
        };
        line_start = false;
        may_define = false;
        previous = Some(c);
    }
}

/// Writes code between as many backticks as it needs.
fn push_code(code: &str, place: Place, out: &mut String) {
    let code = near_miss::escape_colons(code);
    let mut longest = 0;
    let mut run = 0;
    for c in code.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let padded = code.starts_with('`')
        || code.ends_with('`')
        || (code.starts_with(' ') && code.ends_with(' '));
    let pad = if padded { " " } else { "" };
    let code = if place == Place::Cell {
        code.replace('|', "\\|")
    } else {
        code
    };
    out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
}

/// Writes an address so that nothing in it ends it.
fn address(address: &str, place: Place) -> String {
    let mut out = String::new();
    let pointed = address.is_empty() || address.contains([' ', '(', ')', '<', '>']);
    for c in near_miss::unescaped(address).chars() {
        match c {
            signs::COLON => out.push_str("\\:"),
            '<' | '>' | '\\' | '*' | '_' | '[' | ']' | '`' | '&' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '|' if place == Place::Cell => out.push_str("\\|"),
            c => out.push(c),
        }
    }
    if pointed { format!("<{out}>") } else { out }
}
