//! Characters that deceive: text that reads otherwise than it shows, or shows otherwise than it is found.

use std::ops::Range;

use super::Persons::One;
use super::plain::mixes;
use super::{Family, Seeks, Shipped, Wakes, always};

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "bidirectional-control",
        family: Family::Characters,
        seeks: "a character that turns the direction of text round",
        example: "U+202E",
        persons: One,
        wakes: Wakes::Always,
        by: Seeks::Code(bidirectional),
        holds: always,
    },
    Shipped {
        name: "invisible-character",
        family: Family::Characters,
        seeks: "a character that does not show",
        example: "U+200B",
        persons: One,
        wakes: Wakes::Always,
        by: Seeks::Code(invisible),
        holds: always,
    },
    Shipped {
        name: "mixed-alphabets",
        family: Family::Characters,
        seeks: "a word in which letters of two alphabets look like those of one",
        example: "рubliс",
        persons: One,
        wakes: Wakes::Always,
        by: Seeks::Code(mixed),
        holds: always,
    },
];

/// Embeddings, overrides and isolates. Marks of direction are left: right-to-left text needs them.
fn bidirectional(text: &str) -> Vec<Range<usize>> {
    runs(
        text,
        |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
    )
}

/// Spaces without width, soft hyphens, tags; and joiners between letters of scripts that do not join.
fn invisible(text: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = runs(
        text,
        |c| matches!(c, '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'),
    );
    let plain = |c: Option<char>| c.is_some_and(|c| matches!(c, '!'..='~' | 'À'..='\u{052F}'));
    for joiner in runs(text, |c| matches!(c, '\u{200C}' | '\u{200D}')) {
        let before = text
            .get(..joiner.start)
            .and_then(|text| text.chars().next_back());
        let after = text.get(joiner.end..).and_then(|text| text.chars().next());
        if plain(before) && plain(after) {
            found.push(joiner);
        }
    }
    found
}

fn mixed(text: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        return Vec::new();
    }
    let letters = |c: char| c.is_alphabetic();
    let words = runs(text, letters);
    words
        .into_iter()
        .filter(|word| mixes(text.get(word.clone()).unwrap_or_default().chars()).is_some())
        .collect()
}

/// The longest stretches of characters of one kind.
fn runs(text: &str, is: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if text.is_ascii() {
        return found;
    }
    for (at, c) in text.char_indices().filter(|(_, c)| is(*c)) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => found.push(at..at + c.len_utf8()),
        }
    }
    found
}
