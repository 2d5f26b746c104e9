//! Characters of the private use area that stand for our directives while a Markdown parser reads the text around them.
//!
//! Files may not hold private-use characters, nor the one sign that is none, so these cannot be forged.

/// Opens the sign of an inline directive; its index follows, then [`END`].
pub(crate) const INLINE: char = '\u{E000}';
/// Ends a sign.
pub(crate) const END: char = '\u{E001}';
/// Opens the sign of a block directive; its index follows, then [`END`].
pub(crate) const BLOCK: char = '\u{E002}';
/// A colon that the author escaped, where it would have opened a directive.
///
/// It is punctuation, as a colon is, so that emphasis beside it opens and ends as it would beside a colon.
pub(crate) const COLON: char = '\u{1DA87}';

/// The place of a silent portion, until spaces around it are settled.
pub(crate) const SILENT: char = '\u{E004}';

/// Says whether a character may not stand in a file, and why.
pub(crate) fn forbidden(c: char) -> Option<&'static str> {
    match c {
        '\n' | '\t' => None,
        COLON => Some("a character of the sign writing that stands for an escaped colon here"),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some("a private-use character"),
        c if turns_direction(c) => Some(
            "a bidirectional control character, which changes the order in which text is shown",
        ),
        c if is_invisible(c) => Some("an invisible character"),
        '\u{2028}' | '\u{2029}' | '\u{0085}' => Some("a line end other than LF and CRLF"),
        c if c.is_control() => Some("a control character"),
        _ => None,
    }
}

/// Says whether a character may not be written by its number either, and why.
///
/// Characters that deceive the reader are found by detectors, and may be waived: an author can have meant them.
pub(crate) fn forbidden_by_number(c: char) -> Option<&'static str> {
    forbidden(c).filter(|_| !is_invisible(c) && !turns_direction(c))
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{200B}'
            | '\u{2060}'..='\u{2065}'
            | '\u{FEFF}'
            | '\u{180E}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// A piece of text that holds signs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// An inline directive by its index.
    Inline(usize),
    /// A block directive by its index.
    Block(usize),
}

/// Splits text at the signs in it.
pub(crate) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, opener, index, after)) = next_sign(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(if opener == INLINE {
            Piece::Inline(index)
        } else {
            Piece::Block(index)
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn next_sign(text: &str) -> Option<(&str, char, usize, &str)> {
    let at = text.find([INLINE, BLOCK])?;
    let (before, sign) = text.split_at_checked(at)?;
    let mut chars = sign.chars();
    let opener = chars.next()?;
    let (index, after) = chars.as_str().split_once(END)?;
    Some((before, opener, index.parse().ok()?, after))
}
