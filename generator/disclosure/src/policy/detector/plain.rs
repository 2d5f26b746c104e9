//! Text as detectors read it: one spelling for letters, signs and spaces that look alike, with the way back to where they stood.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::dialect::near_miss::{is_invisible, latin};

/// A text in one spelling.
#[derive(Debug)]
pub(super) struct Plain {
    /// With capitals as written.
    pub(super) text: String,
    /// All in small letters; each stands where it stands in `text`.
    pub(super) small: String,
    /// For each byte of `text`, and for its end, where it comes from; `None` where both are the same.
    places: Option<Vec<usize>>,
    /// How many digits there are.
    pub(super) digits: usize,
}

impl Plain {
    pub(super) fn of(source: &str) -> Self {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let even = source.is_ascii()
            && !source.contains("  ")
            && !source.contains(|c: char| c.is_ascii_control());
        if even {
            return Self {
                text: source.to_owned(),
                small: source.to_ascii_lowercase(),
                places: None,
                digits: digits(source),
            };
        }
        let mut chars = spelled(source);
        latinized(&mut chars);
        let mut text = String::with_capacity(source.len());
        let mut small = String::with_capacity(source.len());
        let mut places = Vec::with_capacity(source.len() + 1);
        for (c, at) in chars {
            places.resize(places.len() + c.len_utf8(), at);
            text.push(c);
            small.push(small_of(c));
        }
        places.push(source.len());
        Self {
            digits: digits(&text),
            text,
            small,
            places: Some(places),
        }
    }

    /// Where a range of this text stands in the source.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let Some(places) = &self.places else {
            return range.clone();
        };
        let place = |at: usize| places.get(at).or(places.last()).copied().unwrap_or(0);
        place(range.start)..place(range.end).max(place(range.start))
    }
}

/// Words of a rule in the spelling of the texts that they are sought in.
pub(super) fn folded(words: &str) -> String {
    words.chars().flat_map(letters).collect()
}

/// A character in the one spelling: none, one, or several where it stood for several.
fn letters(c: char) -> impl Iterator<Item = char> {
    // Before marks are taken off: a degree sign has one, and the sign for seconds is two of those for minutes.
    let c = sign(c);
    let parts = std::iter::once(c).nfkd();
    parts.filter(|&c| !is_mark(c)).map(sign)
}

/// The characters of a text in one spelling, each with its place: letters without accents, digits of one script, one
/// kind of quote, dash and space, nothing that does not show.
fn spelled(source: &str) -> Vec<(char, usize)> {
    let mut chars: Vec<(char, usize)> = Vec::with_capacity(source.len());
    for (at, c) in source.char_indices() {
        if c.is_ascii() {
            put(&mut chars, c, at);
        } else if !is_invisible(c) {
            for c in letters(c) {
                put(&mut chars, c, at);
            }
        }
    }
    chars
}

fn put(chars: &mut Vec<(char, usize)>, c: char, at: usize) {
    let c = if c.is_whitespace() || c.is_control() {
        ' '
    } else {
        c
    };
    if c != ' ' || chars.last().is_none_or(|&(before, _)| before != ' ') {
        chars.push((c, at));
    }
}

/// Accents and other marks on letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{20D0}'..='\u{20FF}')
}

/// Signs and digits that are written in many ways, in one.
fn sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{2043}' => '-',
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{02B9}' | '\u{02BC}' | '\u{00B4}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' | '\u{02BA}' => '"',
        '\u{00BA}' | '\u{02DA}' => '°',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{0660}'..='\u{0669}' => digit(c, 0x0660),
        '\u{06F0}'..='\u{06F9}' => digit(c, 0x06F0),
        '\u{0966}'..='\u{096F}' => digit(c, 0x0966),
        '\u{066B}' => '.',
        c => c,
    }
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

fn small_of(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        // Each stands where the capital stood.
        (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
        _ => c,
    }
}

/// Words that mix alphabets, written in one of them where their other letters only look like those of it.
fn latinized(chars: &mut [(char, usize)]) {
    for word in chars.chunk_by_mut(|a, b| a.0.is_alphabetic() && b.0.is_alphabetic()) {
        let letter: fn(char) -> Option<char> = match mixes(word.iter().map(|&(c, _)| c)) {
            Some(Alphabet::Latin) => look_alike,
            Some(Alphabet::Cyrillic) => cyrillic,
            None => continue,
        };
        for (c, _) in word {
            *c = letter(*c).unwrap_or(*c);
        }
    }
}

/// The alphabet that a mixed word is read in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Alphabet {
    Latin,
    Cyrillic,
}

/// The alphabet in which people read a word that mixes Latin letters with Greek or Cyrillic ones, where those of the
/// other only look like its own. `None` for a word that mixes nothing, or shows that it does.
pub(super) fn mixes(word: impl Iterator<Item = char>) -> Option<Alphabet> {
    let (mut latin, mut others) = (0, 0);
    let (mut like_latin, mut like_cyrillic) = (true, true);
    for c in word {
        if c.is_ascii_alphabetic() {
            latin += 1;
            like_cyrillic &= cyrillic(c).is_some();
        } else if matches!(c, '\u{0370}'..='\u{052F}') {
            others += 1;
            like_latin &= look_alike(c).is_some();
            like_cyrillic &= c >= '\u{0400}';
        }
    }
    // A unit or a formula has a letter or two: µg, kΩ, Δp.
    if latin == 0 || others == 0 || latin + others < 4 {
        None
    } else if like_latin && (latin >= others || !like_cyrillic) {
        Some(Alphabet::Latin)
    } else {
        like_cyrillic.then_some(Alphabet::Cyrillic)
    }
}

/// The Cyrillic letter that a Latin one looks like.
fn cyrillic(c: char) -> Option<char> {
    const PAIRS: &str = "AАBВCСEЕHНIІJЈKКMМOОPРSЅTТXХYУaаcсeеiіjјoоpрsѕxхyу";
    let mut pairs = PAIRS.chars();
    while let (Some(latin), Some(like)) = (pairs.next(), pairs.next()) {
        if latin == c {
            return Some(like);
        }
    }
    None
}

/// The Latin letter that a Greek or Cyrillic one looks like.
fn look_alike(c: char) -> Option<char> {
    let capital = match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => '\0',
    };
    if capital != '\0' {
        return Some(capital);
    }
    let like = latin(c);
    (like != c && like.is_ascii_alphabetic() && !c.is_uppercase()).then_some(like)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_spelled_alike() {
        for (source, text) in [
            ("plain words", "plain words"),
            ("two  spaces\nand\ta line", "two spaces and a line"),
            ("two  spaces", "two spaces"),
            ("a\nline", "a line"),
            ("a\u{2028}line", "a line"),
            ("é\u{7}bell", "e bell"),
            ("STRAẞE", "STRAẞE"),
            ("SECRET СЕКРЕТ", "SECRET СЕКРЕТ"),
            ("CONFIDENTIEL DÉFENSE", "CONFIDENTIEL DEFENSE"),
            ("CONFIDENTIEL DE\u{301}FENSE", "CONFIDENTIEL DEFENSE"),
            ("ＴＯＰ ＳＥＣＲＥＴ", "TOP SECRET"),
            ("SEC\u{200D}RET", "SECRET"),
            ("SЕСRЕT", "SECRET"),
            ("СЕКРЕТНО", "СЕКРЕТНО"),
            ("СЕКPЕТHО", "СЕКРЕТНО"),
            ("52°22′26″ – №", "52°22'26\" - No"),
            ("٥٢٫٣٧", "52.37"),
            ("²³⁵U at 5\u{A0}kg", "235U at 5 kg"),
            ("10 µg, 5 kΩ, Δp", "10 μg, 5 kΩ, Δp"),
        ] {
            assert_eq!(Plain::of(source).text, text, "{source}");
            let plain = Plain::of(source);
            assert_eq!(plain.text.len(), plain.small.len(), "{source}");
        }
    }

    #[test]
    fn a_word_is_read_in_the_alphabet_that_its_other_letters_only_look_like() {
        use Alphabet::{Cyrillic, Latin};
        for (word, alphabet) in [
            ("рubliс", Some(Latin)),
            ("cооp", Some(Latin)),
            ("bооо", Some(Latin)),
            ("αbcd", Some(Latin)),
            ("aбвг", Some(Cyrillic)),
            ("прaвда", Some(Cyrillic)),
            // Letters that look like none of the other alphabet show that it is mixed.
            ("bбвг", None),
            ("бabc", None),
            ("aΔбв", None),
            ("aбв", None),
            ("kΩ", None),
            ("Wörter", None),
            ("слово", None),
        ] {
            assert_eq!(mixes(word.chars()), alphabet, "{word}");
        }
    }

    #[test]
    fn places_lead_back() {
        for (source, sought, found) in [
            ("a TOP SECRET b", "TOP SECRET", "TOP SECRET"),
            ("é  TOP\n SÉCRET b", "TOP SECRET", "TOP\n SÉCRET"),
            (
                "x SE\u{200D}CRE\u{301}T y",
                "SECRET",
                "SE\u{200D}CRE\u{301}T",
            ),
            ("ﬁve", "fi", "ﬁ"),
            ("É ends", "ends", "ends"),
        ] {
            let plain = Plain::of(source);
            let at = plain.text.find(sought).unwrap();
            let range = plain.source(&(at..at + sought.len()));
            assert_eq!(source.get(range), Some(found), "{source}");
        }
    }

    /// Whoever writes a marking in letters of another script that look the same writes it all the same.
    #[test]
    fn capitals_of_other_scripts_are_read_as_the_latin_ones_that_they_look_like() {
        for (latin, others) in [
            ('A', "АΑ"),
            ('B', "ВΒ"),
            ('C', "СϹ"),
            ('E', "ЕΕ"),
            ('H', "НΗ"),
            ('I', "ІΙ"),
            ('J', "Ј"),
            ('K', "КΚ"),
            ('M', "МΜ"),
            ('N', "Ν"),
            ('O', "ОΟ"),
            ('P', "РΡ"),
            ('S', "Ѕ"),
            ('T', "ТΤ"),
            ('X', "ХΧ"),
            ('Y', "УΥ"),
            ('Z', "Ζ"),
        ] {
            for other in others.chars() {
                assert_ne!(other, latin);
                assert_eq!(look_alike(other), Some(latin), "U+{:04X}", u32::from(other));
            }
        }
        // These look like no Latin capital.
        for other in "БДЖФЯΔΩΞбджλδb:".chars() {
            assert_eq!(look_alike(other), None, "{other}");
        }
    }
}
