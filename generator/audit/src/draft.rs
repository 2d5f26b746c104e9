//! Fragments before public text is taken away: shingles, words that tell, and how both read when they are turned round.

use super::own;
use super::places::Place;
use super::sieve::{Seen, Sieve};
use super::units::measure;
use super::words::{LONGEST, Window, chain, each_word, end, number, shingle, words};

/// Fragments, with where they stand.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) shingles: Vec<Shingle>,
    pub(crate) words: Vec<Word>,
    seen: Seen,
    /// Words that the theme says: with a number they may be a count.
    theme: Option<Sieve>,
}

/// A few words side by side.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Shingle {
    pub(crate) key: u64,
    pub(crate) place: Place,
    /// The shingle of its last two words.
    pub(crate) end: u64,
}

/// A word that tells.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Word {
    pub(crate) key: u64,
    pub(crate) place: Place,
    pub(crate) text: String,
    /// Whether it is written as it is, and not turned round.
    pub(crate) plain: bool,
}

/// A word read backwards, and with its letters thirteen places on.
fn turned(word: &str) -> [String; 2] {
    [word.chars().rev().collect(), rotated(word)]
}

/// A word whose Latin letters are those thirteen places on.
fn rotated(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'a'..='m' => char::from_u32(u32::from(c) + 13).unwrap_or(c),
            'n'..='z' => char::from_u32(u32::from(c) - 13).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// The last words of a unit, turned.
#[derive(Debug, Default)]
struct Turned {
    /// Read backwards and rotated, the first first.
    last: [[u64; 2]; LONGEST],
    filled: usize,
}

impl Turned {
    fn push(&mut self, word: &str) {
        self.last.rotate_left(1);
        if let Some(slot) = self.last.last_mut() {
            *slot = turned(word).map(|text| number(&text));
        }
        self.filled = (self.filled + 1).min(LONGEST);
    }

    /// The shingles of the last words, each with its end: a text that is read backwards has its last word first.
    fn shingles(&self, count: usize) -> Option<[(u64, u64); 2]> {
        if self.filled < count {
            return None;
        }
        let last = self.last.get(LONGEST - count..)?;
        let backwards = last.iter().rev().map(|[back, _]| *back);
        let rotated = last.iter().map(|[_, rotated]| *rotated);
        let skipped = count.saturating_sub(2);
        Some([
            (chain(backwards.clone()), chain(backwards.skip(skipped))),
            (chain(rotated.clone()), chain(rotated.skip(skipped))),
        ])
    }
}

impl Draft {
    /// No fragments; `theme` is what the theme says.
    pub(crate) fn beside<'a>(theme: impl Iterator<Item = &'a str>) -> Self {
        let mut keys = Vec::new();
        theme.for_each(|text| each_word(text, |word| keys.push(number(word))));
        keys.sort_unstable();
        keys.dedup();
        Self {
            theme: Some(Sieve::new(keys)),
            ..Self::default()
        }
    }

    fn is_count(&self, text: &str) -> bool {
        let (mut digits, mut theme) = (false, true);
        each_word(text, |word| {
            if word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() < 5 {
                digits = true;
            } else {
                let known = self.theme.as_ref().map(|theme| theme.find(number(word)));
                theme &= known.flatten().is_some();
            }
        });
        digits && theme
    }

    /// Takes up a text. Of a `whole` one a single word is sought too, however short.
    pub(crate) fn unit(&mut self, text: &str, place: Place, whole: bool) {
        let mut window = Window::default();
        let mut turned = Turned::default();
        let mut count = 0;
        let mut letters = 0;
        let mut only = None;
        let mut short = Vec::new();
        let mut before = String::new();
        each_word(text, |word| {
            count += 1;
            letters += word.len();
            window.push(number(word));
            turned.push(word);
            if count <= 3 {
                short.clear();
                short.extend(window.shingles().last().zip(window.end()));
                short.extend(turned.shingles(count).into_iter().flatten());
            }
            let ended = window.end().unwrap_or_default();
            let mut keep = |(key, end)| self.shingles.push(Shingle { key, place, end });
            let own = |key| (key, ended);
            window.shingles().skip(3).map(own).for_each(&mut keep);
            turned.shingles(4).into_iter().flatten().for_each(&mut keep);
            // A number with its unit, wherever it stands.
            if measure(&before, word) {
                window
                    .shingles()
                    .skip(1)
                    .take(1)
                    .map(own)
                    .for_each(&mut keep);
            }
            if count == 1 && word.len() >= 3 && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                only = Some(word.to_owned());
            }
            if telling(word) {
                self.word(word, place);
            }
            word.clone_into(&mut before);
        });
        match count {
            1 if whole => {
                if let Some(word) = only {
                    self.word(&word, place);
                }
            }
            2 | 3 if letters >= 6 && !self.is_count(text) => {
                let short = short.into_iter();
                self.shingles
                    .extend(short.map(|(key, end)| Shingle { key, place, end }));
            }
            _ => {}
        }
        for form in own::dates(text).into_iter().flat_map(own::date_forms) {
            let all = words(&form);
            self.shingles.push(Shingle {
                key: shingle(&all),
                place,
                end: end(&all),
            });
        }
    }

    fn word(&mut self, word: &str, place: Place) {
        let key = number(word);
        if !self.seen.insert(key) {
            return;
        }
        let mut keep = |text: String, plain: bool| {
            self.words.push(Word {
                key: number(&text),
                place,
                text,
                plain,
            });
        };
        keep(word.to_owned(), true);
        if word.bytes().any(|byte| !byte.is_ascii_digit()) {
            for text in turned(word) {
                keep(text, false);
            }
        }
    }
}

/// Says whether a word alone can tell: long ones, and those with digits that are no years and no small numbers.
fn telling(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return word.chars().nth(4).is_some();
    }
    if digits < word.len() {
        return word.len() >= 4;
    }
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.len() >= 4 && !year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_sought_turned_round_too() {
        let mut draft = Draft::default();
        draft.unit("porcelain herons guard the", Place::default(), false);
        let all: Vec<u64> = draft.shingles.iter().map(|one| one.key).collect();
        for text in [
            "porcelain herons guard the",
            "eht draug snoreh nialecrop",
            "cbeprynva urebaf thneq gur",
        ] {
            assert!(all.contains(&shingle(&words(text))), "{text}");
        }
        assert!(!all.contains(&shingle(&words("the guard herons porcelain"))));
        let texts: Vec<&str> = draft.words.iter().map(|word| word.text.as_str()).collect();
        assert!(texts.contains(&"nialecrop") && texts.contains(&"urebaf"));
    }

    #[test]
    fn numbers_are_sought_with_their_units() {
        let mut draft = Draft::default();
        draft.unit(
            "They come within 14 minutes of an alarm",
            Place::default(),
            false,
        );
        let all: Vec<u64> = draft.shingles.iter().map(|one| one.key).collect();
        assert!(all.contains(&shingle(&words("14 minutes"))));
        assert!(!all.contains(&shingle(&words("come within"))));
    }

    #[test]
    fn some_words_tell_by_themselves() {
        for (word, expected) in [
            ("gate", false),
            ("gates", true),
            ("цапл", false),
            ("цапли", true),
            // With digits: no years and no small numbers.
            ("b71", false),
            ("b712", true),
            ("19ab", true),
            ("20k7", true),
            ("19a", false),
            ("kx4471", true),
            ("447", false),
            ("4471", true),
            ("44712", true),
            ("1871", true),
            ("1971", false),
            ("2071", false),
            ("2171", true),
            ("19712", true),
            ("20712", true),
        ] {
            assert_eq!(telling(word), expected, "{word}");
        }
    }

    /// What is sought of a text beside a theme that says `search missions`, in the words that these are.
    fn sought(text: &str, whole: bool) -> (Vec<&'static str>, Vec<String>) {
        const SHORT: [&str; 9] = [
            "12 search",
            "12 wombats",
            "12345 search",
            "1234 search missions",
            "search missions",
            "gate b 7",
            "gate b",
            "ab cd ef",
            "lake balaton",
        ];
        let mut draft = Draft::beside(["Search", "missions of"].into_iter());
        draft.unit(text, Place::default(), whole);
        let all: Vec<u64> = draft.shingles.iter().map(|one| one.key).collect();
        let shingles = SHORT
            .into_iter()
            .filter(|text| all.contains(&shingle(&words(text))))
            .collect();
        let plain = draft.words.into_iter().filter(|word| word.plain);
        (shingles, plain.map(|word| word.text).collect())
    }

    #[test]
    fn short_texts_are_sought_whole() {
        for (text, whole, shingles, single) in [
            // A number with what the theme says may be a count.
            ("12 search", false, &[][..], &["search"][..]),
            (
                "1234 search missions",
                true,
                &[],
                &["1234", "search", "missions"],
            ),
            (
                "12345 search",
                false,
                &["12345 search"],
                &["12345", "search"],
            ),
            ("12 wombats", false, &["12 wombats"], &["wombats"]),
            (
                "Search missions",
                false,
                &["search missions"],
                &["search", "missions"],
            ),
            // Six letters say something, and a part of them is not sought by itself.
            ("Gate B 7", false, &["gate b 7"], &[]),
            ("Gate B", false, &[], &[]),
            ("ab cd ef", false, &["ab cd ef"], &[]),
            ("ab cd e", false, &[], &[]),
            ("Lake Balaton", false, &["lake balaton"], &["balaton"]),
            ("At Lake Balaton now", false, &[], &["balaton"]),
            // A word alone, where it is the whole.
            ("Omsk", true, &[], &["omsk"]),
            ("Omsk", false, &[], &[]),
            ("ab", true, &[], &[]),
            ("Ufa", true, &[], &["ufa"]),
            ("123", true, &[], &[]),
            ("12a", true, &[], &["12a"]),
            ("Gate Omsk", true, &[], &[]),
        ] {
            let (found, alone) = sought(text, whole);
            assert_eq!(found, shingles, "{text}");
            assert_eq!(alone, single, "{text}");
        }
    }

    #[test]
    fn a_text_is_sought_four_and_five_words_at_a_time() {
        let mut draft = Draft::default();
        let place = Place { file: 3, line: 7 };
        draft.unit("one two three four five six", place, false);
        for (text, expected) in [
            ("one two three four", true),
            ("three four five six", true),
            ("one two three four five", true),
            ("two three four five six", true),
            ("one two three", false),
            ("five six", false),
            ("one two four five", false),
            // Read backwards, and with other letters.
            ("ruof eerht owt eno", true),
            ("bar gjb guerr sbhe", true),
        ] {
            let key = shingle(&words(text));
            let found = draft.shingles.iter().find(|one| one.key == key);
            assert_eq!(found.is_some(), expected, "{text}");
            if let Some(found) = found {
                assert_eq!(
                    (found.place, found.end),
                    (place, end(&words(text))),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn short_texts_are_sought_turned_round_too() {
        for (text, turned) in [
            ("Lake Balaton", ["notalab ekal", "ynxr onyngba"]),
            ("Gate B Omsk", ["ksmo b etag", "tngr o bzfx"]),
        ] {
            let mut draft = Draft::default();
            draft.unit(text, Place::default(), false);
            for text in turned {
                let key = shingle(&words(text));
                let found = draft.shingles.iter().find(|one| one.key == key);
                assert_eq!(found.map(|one| one.end), Some(end(&words(text))), "{text}");
            }
        }
    }

    #[test]
    fn a_word_is_sought_once_and_turned() {
        let mut draft = Draft::default();
        draft.unit("Wombats, wombats 44712", Place::default(), false);
        let texts: Vec<(&str, bool)> = draft
            .words
            .iter()
            .map(|word| (word.text.as_str(), word.plain))
            .collect();
        // A number is not: its digits turned round are any other.
        let expected = [
            ("wombats", true),
            ("stabmow", false),
            ("jbzongf", false),
            ("44712", true),
        ];
        assert_eq!(texts, expected);
        for word in &draft.words {
            assert_eq!(word.key, number(&word.text));
        }
        let mut dated = Draft::default();
        dated.unit("2023-06-30", Place::default(), false);
        let key = shingle(&words("30 June 2023"));
        assert!(dated.shingles.iter().any(|one| one.key == key));
    }
}
