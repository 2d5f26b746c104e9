//! Stemmers: programs of the language Snowball, as data that one small interpreter runs. `FORMAT.md` describes them.
//!
//! Those of the languages of the United Nations are part of the engine. A browser loads that of another language as a file
//! where an index needs it; a writer of indexes has all of them, with the feature `stemmers`. They come from a host, so they
//! are foreign bytes: none make the reader or the interpreter panic, or run without end.

mod read;
mod run;

use crate::format::Damaged;

/// The stemmer of a language.
#[derive(Debug)]
pub struct Stemmer {
    /// All commands, each before those that belong to it.
    nodes: Vec<Node>,
    /// The letters of their texts.
    letters: Vec<u32>,
    /// Where each routine and each grouping begins; the last routine is the stemmer.
    definitions: Vec<u16>,
}

/// A command, or a letter of a table.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// What it is; in a table 0, or one more than the case of what ends here.
    code: u8,
    /// Behind what belongs to it.
    end: u16,
    /// A letter, one or two bytes, or the place of a text and how long it is.
    about: u32,
}

/// What commands are. The numbers are those of the form; what is `CALL` or more is a call too.
mod code {
    pub(super) const END: u8 = 0;
    pub(super) const ALL: u8 = 1;
    pub(super) const OR: u8 = 2;
    pub(super) const AND: u8 = 3;
    pub(super) const CASES: u8 = 4;
    pub(super) const NOT: u8 = 5;
    pub(super) const TEST: u8 = 6;
    pub(super) const TRY: u8 = 7;
    pub(super) const DO: u8 = 8;
    pub(super) const FAIL: u8 = 9;
    pub(super) const GOTO: u8 = 10;
    pub(super) const GOPAST: u8 = 11;
    pub(super) const REPEAT: u8 = 12;
    pub(super) const BACKWARDS: u8 = 13;
    pub(super) const SET_LIMIT: u8 = 14;
    pub(super) const LOOP: u8 = 15;
    pub(super) const AT_LEAST: u8 = 16;
    pub(super) const HOP: u8 = 17;
    pub(super) const TO_MARK: u8 = 18;
    pub(super) const NON: u8 = 19;
    pub(super) const ASSIGN: u8 = 20;
    pub(super) const LESS: u8 = 21;
    pub(super) const AT_MOST: u8 = 22;
    pub(super) const SAME: u8 = 23;
    pub(super) const NEXT: u8 = 24;
    pub(super) const TO_LIMIT: u8 = 25;
    pub(super) const AT_LIMIT: u8 = 26;
    pub(super) const LEFT: u8 = 27;
    pub(super) const RIGHT: u8 = 28;
    pub(super) const KEEP: u8 = 29;
    pub(super) const KEPT: u8 = 30;
    pub(super) const INSERT: u8 = 31;
    pub(super) const REPLACE: u8 = 32;
    pub(super) const ATTACH: u8 = 33;
    pub(super) const GROUP: u8 = 34;
    pub(super) const FIND: u8 = 35;
    pub(super) const CALL: u8 = 36;
    /// In a table: what is less says how many letters to go back, what is not names a case; that of the last is the next byte.
    pub(super) const CASE: u8 = 16;
    pub(super) const FAR: u8 = 63;
    /// Parts the letters of a command from those of the next.
    pub(super) const PART: u8 = 63;
    /// What is less is a command, what is not is a letter.
    pub(super) const LETTER: u8 = 64;
    /// No command of the form: letters that must come next.
    pub(super) const TEXT: u8 = 255;
}

/// The stemmers that every engine has, by the two letters of their language: those of the United Nations.
const OWN: [(&str, &[u8]); 5] = [
    ("ar", include_bytes!("ar.stem")),
    ("en", include_bytes!("en.stem")),
    ("es", include_bytes!("es.stem")),
    ("fr", include_bytes!("fr.stem")),
    ("ru", include_bytes!("ru.stem")),
];

/// The stemmers that a browser loads.
#[cfg(feature = "stemmers")]
const FURTHER: [(&str, &[u8]); 11] = [
    ("da", include_bytes!("da.stem")),
    ("de", include_bytes!("de.stem")),
    ("fi", include_bytes!("fi.stem")),
    ("hu", include_bytes!("hu.stem")),
    ("it", include_bytes!("it.stem")),
    ("nl", include_bytes!("nl.stem")),
    ("no", include_bytes!("no.stem")),
    ("pt", include_bytes!("pt.stem")),
    ("ro", include_bytes!("ro.stem")),
    ("sv", include_bytes!("sv.stem")),
    ("tr", include_bytes!("tr.stem")),
];
#[cfg(not(feature = "stemmers"))]
const FURTHER: [(&str, &[u8]); 0] = [];

impl Stemmer {
    /// The stemmer of a language, by its two letters, where it is built in.
    pub(crate) fn built_in(lang: &str) -> Option<Self> {
        let own = OWN.into_iter().find(|(own, _)| *own == lang);
        let (_, bytes) = own.or_else(|| further(lang))?;
        Self::read(bytes).ok()
    }

    /// Reads a stemmer that was loaded.
    ///
    /// # Errors
    ///
    /// Bytes that are no stemmer.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        read::stemmer(bytes)
    }

    /// The stem of a word; the word itself where the stemmer does not come to an end.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        run::stem(self, word).unwrap_or_else(|| word.to_owned())
    }
}

/// The stemmer that a browser must load for a language, by its tag: its name, and its bytes.
#[must_use]
pub fn further(lang: &str) -> Option<(&'static str, &'static [u8])> {
    let lang = match lang.split('-').next().unwrap_or(lang) {
        "nb" => "no",
        lang => lang,
    };
    all_further().find(|(own, _)| *own == lang)
}

/// All stemmers that browsers load.
pub fn all_further() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FURTHER.into_iter()
}
