//! Words by UAX #29: the segments of a text that hold a letter or a number.

use super::characters::{
    DOUBLE_QUOTE, EXTENDS, HEBREW, JOINER, JOINS, KATAKANA, LETTER, MID_EITHER, MID_LETTER,
    MID_NUMBER, NUMERIC, OTHER, QUOTE, of,
};

/// The words of a text, with where they begin.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut telling = false;
    // What stands before the place that is looked at, marks and formats left out; and before that.
    let (mut last, mut before) = (OTHER, OTHER);
    let mut joined = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let character = of(c);
        let kind = character.kind();
        let extends = matches!(kind, EXTENDS | JOINER);
        let goes_on = at > 0
            && (extends
                || (joined && character.is_picture())
                || ties(before, last, kind, || next(chars.as_str())));
        if !goes_on {
            take(text, start, at, telling, &mut words);
            (start, telling) = (at, false);
            (before, last) = (OTHER, OTHER);
        }
        telling |= character.is_alphanumeric();
        joined = kind == JOINER;
        if !extends {
            (before, last) = (last, kind);
        }
    }
    take(text, start, text.len(), telling, &mut words);
    words
}

fn take<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    telling: bool,
    words: &mut Vec<(usize, &'a str)>,
) {
    if let Some(word) = text.get(start..end).filter(|_| telling) {
        words.push((start, word));
    }
}

/// What comes next, marks and formats left out.
fn next(text: &str) -> u8 {
    let kinds = text.chars().map(|c| of(c).kind());
    let mut kinds = kinds.filter(|kind| !matches!(*kind, EXTENDS | JOINER));
    kinds.next().unwrap_or(OTHER)
}

/// Says whether no word ends between `last` and `kind`: the rules from WB5 on.
fn ties(before: u8, last: u8, kind: u8, next: impl Fn() -> u8) -> bool {
    let letter = |kind: u8| matches!(kind, LETTER | HEBREW);
    let within_word = |kind: u8| matches!(kind, MID_LETTER | MID_EITHER | QUOTE);
    let within_number = |kind: u8| matches!(kind, MID_NUMBER | MID_EITHER | QUOTE);
    let solid = |kind: u8| letter(kind) || matches!(kind, NUMERIC | KATAKANA);
    match (last, kind) {
        (LETTER | HEBREW | NUMERIC, LETTER | HEBREW | NUMERIC)
        | (KATAKANA, KATAKANA)
        | (HEBREW, QUOTE) => true,
        (HEBREW, DOUBLE_QUOTE) => next() == HEBREW,
        (DOUBLE_QUOTE, HEBREW) => before == HEBREW,
        (last, JOINS) => solid(last) || last == JOINS,
        (JOINS, kind) => solid(kind),
        (last, kind) if letter(last) && within_word(kind) => letter(next()),
        (last, kind) if letter(kind) && within_word(last) => letter(before),
        (NUMERIC, kind) if within_number(kind) => next() == NUMERIC,
        (last, NUMERIC) if within_number(last) => before == NUMERIC,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::super::characters::{is_alphanumeric, lower};
    use super::*;

    fn same(text: &str) {
        let wanted: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        assert_eq!(words(text), wanted, "{text:?}");
    }

    /// Every character, and some of the planes where there are few, among others that tell what it is. Of the four letters that are pictures too, the crate takes
    /// what follows as another word where a joiner stands before them; the standard does not.
    #[test]
    fn characters_are_what_the_standard_says() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let far = u32::from(c) > 0x4_0000 && u32::from(c) % 251 != 0;
            if far || (of(c).is_picture() && of(c).kind() == LETTER) {
                continue;
            }
            same(&format!(
                "{c} a{c}a 1{c}1 א{c}א a{c}1 カ{c}カ _{c}a{c}_ 1{c}a \"{c}\"א א\"{c} ©\u{200d}{c} a\u{200d}{c}a \u{301}{c}a a'{c} 1,{c}"
            ));
        }
    }

    /// Where the compiler knows the same Unicode, both say the same.
    #[test]
    fn letters_are_those_of_the_library() {
        if char::UNICODE_VERSION.0 != 17 {
            return;
        }
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            let small = c.to_lowercase().next().unwrap_or(c);
            assert_eq!(lower(c), small, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_crate(text in "[aZé1٣אש'’.:,;\"_ \n\u{301}\u{ad}\u{200d}カーのก核🇫🇷©\u{0}-]{0,24}|\\PC{0,24}") {
            same(&text);
        }
    }
}
