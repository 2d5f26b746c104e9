//! From text to terms: words, identifiers whole and in parts, folding, stems, and runs of Chinese, Japanese and Korean.

mod fold;

use std::fmt;

use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation as _;

pub(crate) use fold::fold;

/// The longest word that is indexed, in bytes; what is longer is no word.
const LONGEST: usize = 64;

/// A term and where in the text it came from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    /// The term: folded, and stemmed where its language has stems.
    pub term: String,
    /// The word as it was folded, before stemming.
    pub folded: String,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// Its place in the sequence of words; parts of an identifier share the place of the whole or follow it.
    pub position: u32,
}

/// Turns text of one language into terms.
pub struct Analyzer {
    stemmer: Option<Stemmer>,
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyzer")
            .field("stems", &self.stemmer.is_some())
            .finish()
    }
}

impl Analyzer {
    /// The analyzer of a language; languages without a stemmer keep their words as they are.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        let algorithm = match lang.split('-').next().unwrap_or(lang) {
            "ar" => Some(Algorithm::Arabic),
            "en" => Some(Algorithm::English),
            "es" => Some(Algorithm::Spanish),
            "fr" => Some(Algorithm::French),
            "ru" => Some(Algorithm::Russian),
            _ => None,
        };
        Self {
            stemmer: algorithm.map(Stemmer::new),
        }
    }

    /// The terms of a text.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut position = 0;
        let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
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
                    .filter(|c| c.is_alphanumeric())
                    .collect();
                push(&mut tokens, fold(&whole), None, start, end, position);
            }
            for &(start, word) in words.get(at..at + run).unwrap_or_default() {
                position = self.word(word, start, position, &mut tokens);
            }
            debug_assert!(start + word.len() <= text.len(), "words lie in the text");
            at += run;
        }
        tokens
    }

    /// Takes one word apart. Returns the position of the next.
    fn word(&self, word: &str, start: usize, position: u32, tokens: &mut Vec<Token>) -> u32 {
        // An apostrophe within a word belongs to it: "state’s" is "states", not "state" and "s".
        let folded = fold(word);
        let stem = match &self.stemmer {
            Some(stemmer) if !folded.bytes().any(|byte| byte.is_ascii_digit()) => {
                Some(fold(&stemmer.stem(&folded)))
            }
            _ => None,
        };
        push(tokens, folded, stem, start, start + word.len(), position);
        position + 1
    }
}

/// Takes a run of ideographs apart, into single ones and pairs. Returns the position of the next word.
fn pairs(run: &str, start: usize, position: u32, tokens: &mut Vec<Token>) -> u32 {
    let mut position = position;
    let mut chars = run.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let from = start + offset;
        let to = from + c.len_utf8();
        push(
            tokens,
            fold(c.encode_utf8(&mut [0; 4])),
            None,
            from,
            to,
            position,
        );
        if let Some(&(_, next)) = chars.peek() {
            let pair: String = [c, next].iter().collect();
            push(
                tokens,
                fold(&pair),
                None,
                from,
                to + next.len_utf8(),
                position,
            );
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
    start: usize,
    end: usize,
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
        start,
        end,
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
            || word.chars().filter(|c| c.is_uppercase()).count() >= 2
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
        for lang in ["en", "fr", "ru", "ar", "es", "zh"] {
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
