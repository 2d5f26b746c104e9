//! What was typed, taken apart: words, phrases between double quotes, `-word`, `+word`, `word*`, `kind:mission`.

use crate::analyze::Analyzer;
use crate::format::FACETS;

/// A query.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Query {
    pub(crate) words: Vec<Word>,
    /// Phrases as ranges of `words` that stand side by side.
    pub(crate) phrases: Vec<Vec<usize>>,
    /// Filters that were typed: the facet, and the value or the range of years.
    pub(crate) filters: Vec<(usize, String)>,
}

/// A word of a query.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word {
    pub(crate) term: String,
    /// As it was folded; what other words begin with it is asked of this.
    pub(crate) folded: String,
    pub(crate) wanted: Wanted,
    /// Whether words count that begin with it.
    pub(crate) prefix: bool,
    /// Its place among the words of its phrase.
    pub(crate) position: u32,
}

/// How much a word is wanted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wanted {
    /// The more the better.
    May,
    /// Entries without it do not count.
    Must,
    /// Entries with it do not count.
    MustNot,
}

/// The longest query that is read, in characters, and the most words of it.
const LONGEST: usize = 500;
const WORDS: usize = 32;

/// Takes a query apart.
pub(crate) fn parse(text: &str, analyzer: &Analyzer) -> Query {
    let text: String = text
        .chars()
        .take(LONGEST)
        .map(|c| {
            if matches!(c, '“' | '”' | '„' | '«' | '»') {
                '"'
            } else {
                c
            }
        })
        .collect();
    let mut query = Query::default();
    let mut rest = text.as_str();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let wanted = match rest.chars().next() {
            Some('-') => Wanted::MustNot,
            Some('+') => Wanted::Must,
            _ => Wanted::May,
        };
        let unsigned = if wanted == Wanted::May {
            rest
        } else {
            rest.get(1..).unwrap_or_default()
        };
        if let Some(quoted) = unsigned.strip_prefix('"') {
            let (phrase, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            phrase_of(phrase, wanted, analyzer, &mut query);
            rest = after;
            continue;
        }
        let end = unsigned.find(char::is_whitespace).unwrap_or(unsigned.len());
        let (word, after) = unsigned.split_at_checked(end).unwrap_or((unsigned, ""));
        // The last word may still be growing: what begins with it counts too.
        let growing = after.is_empty() && wanted != Wanted::MustNot;
        take_word(word, wanted, growing, analyzer, &mut query);
        rest = after;
    }
    query.words.truncate(WORDS);
    let kept = query.words.len();
    query
        .phrases
        .iter_mut()
        .for_each(|phrase| phrase.retain(|&word| word < kept));
    query.phrases.retain(|phrase| phrase.len() > 1);
    query
}

fn take_word(word: &str, wanted: Wanted, growing: bool, analyzer: &Analyzer, query: &mut Query) {
    if let Some((name, value)) = word.split_once(':')
        && let Some(facet) = FACETS.iter().position(|facet| *facet == name)
        && !value.is_empty()
    {
        query.filters.push((facet, value.to_owned()));
        return;
    }
    let starred = word.ends_with('*');
    let tokens = analyzer.tokens(word);
    let last = tokens.len();
    for (at, token) in (1..).zip(tokens) {
        let prefix = at == last && (starred || growing);
        query.words.push(Word {
            term: token.term,
            folded: token.folded,
            wanted,
            prefix,
            position: token.position,
        });
    }
}

fn phrase_of(phrase: &str, wanted: Wanted, analyzer: &Analyzer, query: &mut Query) {
    let first = query.words.len();
    for token in analyzer.tokens(phrase) {
        query.words.push(Word {
            term: token.term,
            folded: token.folded,
            wanted,
            prefix: false,
            position: token.position,
        });
    }
    if wanted != Wanted::MustNot {
        query.phrases.push((first..query.words.len()).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, Wanted, bool)> {
        let query = parse(text, &Analyzer::new("en"));
        query
            .words
            .into_iter()
            .map(|word| (word.term, word.wanted, word.prefix))
            .collect()
    }

    #[test]
    fn signs_and_stars_are_understood() {
        assert_eq!(
            shown("peer -transport +review facil* law "),
            [
                ("peer".to_owned(), Wanted::May, false),
                ("transport".to_owned(), Wanted::MustNot, false),
                ("review".to_owned(), Wanted::Must, false),
                ("facil".to_owned(), Wanted::May, true),
                ("law".to_owned(), Wanted::May, false),
            ]
        );
        assert!(shown("transpo")[0].2);
    }

    #[test]
    fn phrases_and_filters_are_understood() {
        let query = parse(
            "“peer review” kind:mission year:2014..2016 x",
            &Analyzer::new("en"),
        );
        assert_eq!(query.phrases, [vec![0, 1]]);
        assert_eq!(
            query.filters,
            [(0, "mission".to_owned()), (3, "2014..2016".to_owned())]
        );
        assert_eq!(parse("\"never closed", &Analyzer::new("en")).words.len(), 2);
    }

    #[test]
    fn odd_queries_are_harmless() {
        for text in [
            "",
            " ",
            "\"",
            "\"\"",
            "-",
            "+",
            "*",
            ":",
            "kind:",
            "----",
            &"x ".repeat(10_000),
            "\u{0}\u{202e}",
        ] {
            let _ = parse(text, &Analyzer::new("en"));
        }
    }
}
