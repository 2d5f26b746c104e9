//! Folds letters: case, diacritics, full width, Arabic and Cyrillic variants.

use super::characters::{is_alphanumeric, lower};

/// A word with its letters folded. What is no letter and no digit goes.
pub(crate) fn fold(word: &str) -> String {
    fold_but(word, &[])
}

/// Folded for the Arabic stemmer, which looks for endings in letters that folding takes as others.
pub(crate) fn fold_for_arabic(word: &str) -> String {
    fold_but(word, &['ى', 'ئ', 'ؤ', 'ة'])
}

fn fold_but(word: &str, kept: &[char]) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        // Full-width forms of ASCII.
        let c = match u32::from(c) {
            code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let c = lower(c);
        if kept.contains(&c) {
            out.push(c);
        } else if let Some(text) = letters(c) {
            out.push_str(text);
        } else if is_alphanumeric(c) && !is_mark(c) {
            out.push(base(c));
        }
    }
    out
}

/// Marks that stand above, below or within letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' | '\u{06D6}'..='\u{06ED}' | '\u{00AD}' | '\u{200C}' | '\u{200D}')
}

/// Letters that become several, or others.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﻻ' => "لا",
        _ => return None,
    })
}

/// The letter without its marks.
fn base(c: char) -> char {
    match c {
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => latin(c),
        'ά' | 'ἀ'..='ἇ' | 'ὰ' | 'ᾶ' => 'α',
        'έ' | 'ἐ'..='ἕ' | 'ὲ' => 'ε',
        'ή' | 'ἠ'..='ἧ' | 'ὴ' | 'ῆ' => 'η',
        'ί' | 'ϊ' | 'ΐ' | 'ἰ'..='ἷ' | 'ὶ' | 'ῖ' => 'ι',
        'ό' | 'ὀ'..='ὅ' | 'ὸ' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' | 'ὐ'..='ὗ' | 'ὺ' | 'ῦ' => 'υ',
        'ώ' | 'ὠ'..='ὧ' | 'ὼ' | 'ῶ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        'ؤ' => 'و',
        // Digits of other scripts, as those of ASCII.
        '\u{0660}'..='\u{0669}' => digit(c, 0x0660),
        '\u{06F0}'..='\u{06F9}' => digit(c, 0x06F0),
        '\u{0966}'..='\u{096F}' => digit(c, 0x0966),
        other => other,
    }
}

/// Latin letters with marks, by the letter that they are without.
const LATIN: [(char, &str); 25] = [
    ('a', "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ('b', "ḃḅḇ"),
    ('c', "çćĉċčḉ"),
    ('d', "ðďđḋḍḏḑḓ"),
    ('e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ('f', "ḟ"),
    ('g', "ĝğġģǧǵḡ"),
    ('h', "ĥħȟḣḥḧḩḫẖ"),
    ('i', "ìíîïĩīĭįıǐȉȋḭḯỉị"),
    ('j', "ĵǰ"),
    ('k', "ķĸǩḱḳḵ"),
    ('l', "ĺļľŀłḷḹḻḽ"),
    ('m', "ḿṁṃ"),
    ('n', "ñńņňŉŋǹṅṇṉṋ"),
    ('o', "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ('p', "ṕṗ"),
    ('r', "ŕŗřȑȓṙṛṝṟ"),
    ('s', "śŝşšſșṡṣṥṧṩ"),
    ('t', "ţťŧțṫṭṯṱẗ"),
    ('u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ('v', "ṽṿ"),
    ('w', "ŵẁẃẅẇẉẘ"),
    ('x', "ẋẍ"),
    ('y', "ýÿŷȳẏẙỳỵỷỹ"),
    ('z', "źżžẑẓẕ"),
];

fn latin(c: char) -> char {
    LATIN
        .iter()
        .find(|(_, marked)| marked.contains(c))
        .map_or(c, |(plain, _)| *plain)
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c).saturating_sub(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    #[test]
    fn latin_letters_lose_their_marks() {
        for code in (0xC0..0x250).chain(0x1E00..0x1F00) {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let plain: String = c
                .to_lowercase()
                .collect::<String>()
                .nfd()
                .filter(|c| !is_combining_mark(*c))
                .collect();
            let is_latin_base =
                plain.len() == 1 && plain.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_latin_base {
                assert_eq!(fold(&c.to_string()), plain, "{c} {code:x}");
            }
        }
    }

    #[test]
    fn composed_and_decomposed_fold_alike() {
        for word in [
            "Zürich",
            "Ångström",
            "Αθήνα",
            "ёлка",
            "Đà Nẵng",
            "ﬁn",
            "ＩＡＥＡ",
            "أمن",
        ] {
            let decomposed: String = word.nfd().collect();
            assert_eq!(fold(&decomposed.nfc().collect::<String>()), fold(word));
        }
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("١٥٤٠"), "1540");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for word in ["Zürich", "Straße", "أمن", "核安全", "İstanbul", "ŁÓDŹ"] {
            assert_eq!(fold(&fold(word)), fold(word));
        }
    }
}
