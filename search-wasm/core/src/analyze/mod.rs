//! From text to terms: words, identifiers whole and in parts, folding, stems, and runs of Chinese, Japanese and Korean.

mod characters;
mod fold;
mod stop;
mod words;

use std::fmt;

use crate::stem::Stemmer;
use characters::is_alphanumeric;
pub(crate) use characters::{extends, is_letter, lower};
pub(crate) use fold::fold;
pub(crate) use stop::stop_words;

/// The longest word that is indexed, in bytes; what is longer is no word.
const LONGEST: usize = 64;

/// The name of what makes terms of texts here. An index that another made is refused.
pub(crate) const FINGERPRINT: &str = "vitrine 2, snowball 2.20261016.1";

/// Texts of all languages, and one of each that has a stemmer: an index carries the terms that its writer made of them,
/// so that an engine that makes others knows.
const VECTORS: &[(&str, &str)] = &[
    ("", "INFCIRC/225/Rev.5 and resolution 1540"),
    ("", "Transports, sécurité; безопасность"),
    ("", "核安全 أمن نووي"),
    ("ar", "المعلومات العامة عن مهمات المراجعة"),
    ("da", "oplysninger om sikkerhedens betydning"),
    ("de", "Veröffentlichungen über Sicherungsmaßnahmen"),
    ("en", "publications about protective measures"),
    ("es", "publicaciones sobre medidas de protección"),
    ("fi", "julkaisut turvallisuuden järjestelyistä"),
    ("fr", "publications relatives aux mesures protectrices"),
    ("hu", "közlemények a védelmi intézkedésekről"),
    ("it", "pubblicazioni sulle misure protettive"),
    ("nl", "publicaties over beveiligingsmaatregelen"),
    ("no", "opplysninger om sikkerhetens betydninger"),
    ("pt", "publicações sobre medidas de proteção"),
    ("ro", "publicațiile despre măsurile protectoare"),
    ("ru", "публикации о защитных мероприятиях"),
    ("sv", "upplysningar om säkerhetens betydelser"),
    ("tr", "güvenlik önlemlerinin yayınları"),
];

/// What a token is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// A word, or a part of an identifier.
    Word,
    /// An identifier as a whole; its parts follow.
    Whole,
    /// One character of a script without spaces, which has neighbours.
    Character,
    /// Two such characters side by side, or one that stands alone.
    Pair,
}

/// A term and where in the text it came from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    /// The term: folded, and stemmed where its language has stems.
    pub term: String,
    /// The word as it was folded, before stemming.
    pub folded: String,
    /// What it is.
    pub form: Form,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// Its place in the sequence of words; parts of an identifier share the place of the whole or follow it.
    pub position: u32,
}

/// Turns text of one language into terms.
pub struct Analyzer {
    lang: String,
    stemmer: Option<Stemmer>,
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyzer")
            .field("lang", &self.lang)
            .field("stems", &self.stemmer.is_some())
            .finish()
    }
}

impl Analyzer {
    /// The analyzer of a language; languages without a stemmer keep their words as they are.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        Self::with(lang, None)
    }

    /// The analyzer of a language, with a stemmer that was loaded where none is built in.
    #[must_use]
    pub fn with(lang: &str, loaded: Option<Stemmer>) -> Self {
        let lang = lang.split('-').next().unwrap_or(lang).to_owned();
        let stemmer = Stemmer::built_in(&lang).or(loaded);
        Self { lang, stemmer }
    }

    /// The texts of this language that an index is tried with.
    pub(crate) fn vectors(&self) -> impl Iterator<Item = &'static str> {
        VECTORS
            .iter()
            .filter(|(lang, _)| lang.is_empty() || *lang == self.lang)
            .map(|(_, text)| *text)
    }

    /// The terms of a text in one line: what every engine must make of it.
    pub(crate) fn line(&self, text: &str) -> String {
        let mut line = String::new();
        for token in self.tokens(text) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&token.term);
        }
        line
    }

    /// The terms of a text.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut position = 0;
        let words = words::words(text);
        let mut at = 0;
        while let Some(&(start, word)) = words.get(at) {
            // The word breaker gives each ideograph alone; pairs need the whole run.
            let ideographs = ideographs(text, &words, at);
            if ideographs > 0 {
                let run: usize = words
                    .get(at..at + ideographs)
                    .unwrap_or_default()
                    .iter()
                    .map(|(_, word)| word.len())
                    .sum();
                let run = text.get(start..start + run).unwrap_or(word);
                position = pairs(run, start, position, &mut tokens);
                at += ideographs;
                continue;
            }
            let run = identifier(text, &words, at);
            if run > 1 {
                let end = words
                    .get(at + run - 1)
                    .map_or(start, |(start, word)| start + word.len());
                let whole: String = text
                    .get(start..end)
                    .unwrap_or_default()
                    .chars()
                    .filter(|c| is_alphanumeric(*c))
                    .collect();
                push(
                    &mut tokens,
                    fold(&whole),
                    None,
                    Form::Whole,
                    start..end,
                    position,
                );
            }
            for &(start, word) in words.get(at..at + run).unwrap_or_default() {
                // An apostrophe within a word belongs to it: "state’s" is "states", not "state" and "s".
                let folded = fold(word);
                let stem = self.stem(word, &folded);
                let place = start..start + word.len();
                push(&mut tokens, folded, stem, Form::Word, place, position);
                position += 1;
            }
            at += run;
        }
        tokens
    }

    /// The stem of a word, where its language has stems; words with digits have none.
    fn stem(&self, word: &str, folded: &str) -> Option<String> {
        let stemmer = self.stemmer.as_ref()?;
        if folded.len() > LONGEST || folded.bytes().any(|byte| byte.is_ascii_digit()) {
            None
        } else if self.lang == "ar" {
            Some(fold(&stemmer.stem(&fold::fold_for_arabic(word))))
        } else {
            Some(stemmer.stem(folded))
        }
    }
}

/// Takes a run of ideographs apart, into single ones and pairs. Returns the position of the next word.
fn pairs(run: &str, start: usize, position: u32, tokens: &mut Vec<Token>) -> u32 {
    let mut position = position;
    let alone = run.chars().nth(1).is_none();
    let mut chars = run.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let from = start + offset;
        let to = from + c.len_utf8();
        let form = if alone { Form::Pair } else { Form::Character };
        let folded = fold(c.encode_utf8(&mut [0; 4]));
        push(tokens, folded, None, form, from..to, position);
        if let Some(&(_, next)) = chars.peek() {
            let mut pair = String::from(c);
            pair.push(next);
            let to = to + next.len_utf8();
            push(tokens, fold(&pair), None, Form::Pair, from..to, position);
        }
        position += 1;
    }
    position
}

/// How many words from `at` on are one run of ideographs.
fn ideographs(text: &str, words: &[(usize, &str)], at: usize) -> usize {
    let mut end = words.get(at).map_or(text.len(), |(start, _)| *start);
    words
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|(start, word)| {
            let goes_on = *start == end && word.chars().any(is_ideograph);
            end = start + word.len();
            goes_on
        })
        .count()
}

fn push(
    tokens: &mut Vec<Token>,
    folded: String,
    stem: Option<String>,
    form: Form,
    place: std::ops::Range<usize>,
    position: u32,
) {
    if folded.is_empty() || folded.len() > LONGEST {
        return;
    }
    let term = stem
        .filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| folded.clone());
    tokens.push(Token {
        term,
        folded,
        form,
        start: place.start,
        end: place.end,
        position,
    });
}

/// How many words from `at` on make up one identifier: joined by `/ - . _` alone, with a digit or two capitals.
fn identifier(text: &str, words: &[(usize, &str)], at: usize) -> usize {
    let mut length = 1;
    while let (Some((start, word)), Some((next, _))) =
        (words.get(at + length - 1), words.get(at + length))
    {
        let between = text.get(start + word.len()..*next).unwrap_or_default();
        let joined = matches!(between, "/" | "-" | "." | "_" | "(" | "/(") && length < 8;
        if !joined {
            break;
        }
        length += 1;
    }
    let run = words.get(at..at + length).unwrap_or_default();
    let telling = run.iter().any(|(_, word)| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            || word.chars().filter(|c| lower(*c) != *c).count() >= 2
    });
    if telling { length } else { 1 }
}

/// Characters of scripts that are written without spaces between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(lang: &str, text: &str) -> Vec<String> {
        Analyzer::new(lang)
            .tokens(text)
            .into_iter()
            .map(|token| token.term)
            .collect()
    }

    #[test]
    fn identifiers_stand_whole_and_in_parts() {
        assert_eq!(
            terms("en", "INFCIRC/225/Rev.5"),
            ["infcirc225rev5", "infcirc", "225", "rev", "5"]
        );
        assert_eq!(terms("en", "NSS-13"), ["nss13", "nss", "13"]);
        assert_eq!(terms("en", "follow-up"), ["follow", "up"]);
    }

    #[test]
    fn numbers_are_never_dropped() {
        for lang in ["en", "fr", "ru", "ar", "es", "zh", "de", "tr"] {
            assert_eq!(terms(lang, "1540 2011"), ["1540", "2011"], "{lang}");
        }
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        assert_eq!(
            terms("en", "Transports TRANSPORT"),
            ["transport", "transport"]
        );
        assert_eq!(terms("fr", "sécurité SECURITE").len(), 2);
        assert_eq!(terms("nl", "Zürich"), terms("nl", "zurich"));
        // Marks and hamzas are left out as often as not.
        assert_eq!(terms("ar", "الإنذار"), terms("ar", "الانذار"));
        assert_eq!(terms("ar", "سلامة"), terms("ar", "سَلامَة"));
    }

    #[test]
    fn a_stemmer_that_was_loaded_serves_where_none_is_built_in() {
        let french = || Stemmer::built_in("fr");
        let analyzer = Analyzer::with("xx", french());
        assert_eq!(analyzer.line("Publications 15"), "publiqu 15");
        assert_eq!(
            Analyzer::with("en", french()).line("Publications"),
            Analyzer::new("en").line("Publications")
        );
    }

    #[test]
    fn every_language_with_a_stemmer_has_a_vector_that_shows_it() {
        for (lang, text) in VECTORS.iter().filter(|(lang, _)| !lang.is_empty()) {
            let bare = Analyzer::with("", None).line(text);
            if Stemmer::built_in(lang).is_some() {
                assert_ne!(Analyzer::new(lang).line(text), bare, "{lang}");
            }
        }
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(terms("zh", "核安全"), ["核", "核安", "安", "安全", "全"]);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Ärzte über NSS-13";
        for token in Analyzer::new("de").tokens(text) {
            assert!(text.get(token.start..token.end).is_some());
        }
    }
}
