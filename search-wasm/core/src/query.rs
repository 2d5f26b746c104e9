//! What was typed, taken apart: words, phrases between double quotes, `-word`, `+word`, `word*`, `title:word`,
//! `kind:mission`.

use std::ops::Range;

use crate::analyze::{Analyzer, Form};
use crate::format::FACETS;

/// A query.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Query {
    pub(crate) words: Vec<Word>,
    pub(crate) phrases: Vec<Phrase>,
    /// Filters that were typed: the facet, and the value or the range of years.
    pub(crate) filters: Vec<(usize, String)>,
}

/// Words that stand side by side: a range of the query's words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) words: Range<usize>,
    /// Whether entries with it do not count, rather than those without.
    pub(crate) barred: bool,
}

/// A word of a query.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word {
    pub(crate) term: String,
    /// As it was folded; what other words begin with it is asked of this.
    pub(crate) folded: String,
    pub(crate) wanted: Wanted,
    pub(crate) ending: Ending,
    /// Whether it belongs to a phrase.
    pub(crate) quoted: bool,
    /// Whether it counts in titles alone.
    pub(crate) title: bool,
    /// Whether it is an identifier as a whole, whose parts are words of their own, or one character of several, whose
    /// pairs are: it adds to a score, and is not asked for.
    pub(crate) extra: bool,
    /// Its place among the words of its phrase.
    pub(crate) position: u32,
    /// Where it was typed, in bytes.
    pub(crate) typed: Range<usize>,
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

/// Whether a word ends where it was typed to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Ending {
    /// It does.
    Whole,
    /// It was the last thing that was typed, and may go on.
    Open,
    /// A star says that all words count that begin with it.
    Star,
}

/// The longest query that is read, in bytes, and the most words of it.
const LONGEST: usize = 4096;
const WORDS: usize = 512;

/// A piece of a query between spaces, or between double quotes.
struct Piece<'a> {
    text: &'a str,
    /// Where it begins in the query.
    at: usize,
    wanted: Wanted,
    title: bool,
    last: bool,
}

/// Takes a query apart.
pub(crate) fn parse(text: &str, analyzer: &Analyzer) -> Query {
    let cut = (0..=text.len().min(LONGEST))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    let text = text.get(..cut.unwrap_or(0)).unwrap_or_default();
    let mut query = Query::default();
    let mut at = 0;
    while let Some(start) = find(text, at, |c| !c.is_whitespace()) {
        let sign = text.get(start..).and_then(|rest| rest.chars().next());
        let wanted = match sign {
            Some('-') => Wanted::MustNot,
            Some('+') => Wanted::Must,
            _ => Wanted::May,
        };
        let start = if wanted == Wanted::May {
            start
        } else {
            start + 1
        };
        let (name, value) = field(text, start);
        if let Some((phrase, end)) = quoted(text, value) {
            at = end;
            let piece = Piece {
                text: text.get(phrase.clone()).unwrap_or_default(),
                at: phrase.start,
                wanted,
                title: name == "title",
                last: false,
            };
            match FACETS.iter().position(|facet| *facet == name) {
                Some(facet) => query.filters.push((facet, piece.text.to_owned())),
                None => take_phrase(&piece, analyzer, &mut query),
            }
            continue;
        }
        let end = find(text, start, char::is_whitespace).unwrap_or(text.len());
        at = end;
        let facet = FACETS.iter().position(|facet| *facet == name);
        if let Some(facet) = facet.filter(|_| value < end) {
            let value = text.get(value..end).unwrap_or_default();
            query.filters.push((facet, value.to_owned()));
            continue;
        }
        let in_title = name == "title" && value < end;
        let from = if in_title { value } else { start };
        let piece = Piece {
            text: text.get(from..end).unwrap_or_default(),
            at: from,
            wanted,
            title: in_title,
            // The last word may still be growing: where there is no such word, those count that begin with it.
            last: end == text.len(),
        };
        take_words(&piece, analyzer, &mut query);
    }
    query.words.truncate(WORDS);
    let kept = query.words.len();
    query
        .phrases
        .retain(|phrase| phrase.words.end <= kept && !phrase.words.is_empty());
    query
}

/// The first character from a place on for which something holds.
fn find(text: &str, from: usize, holds: impl Fn(char) -> bool) -> Option<usize> {
    let at = text.get(from..)?.find(holds)?;
    Some(from + at)
}

/// The name before a colon, and where what follows begins; an empty name where there is none.
fn field(text: &str, start: usize) -> (&str, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest
        .find(|c: char| !c.is_ascii_lowercase())
        .unwrap_or(rest.len());
    match rest.split_at_checked(length) {
        Some((name, after)) if after.starts_with(':') => (name, start + length + 1),
        _ => ("", start),
    }
}

/// What stands between double quotes at a place, and where it goes on behind them.
fn quoted(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let first = text.get(start..)?.chars().next().filter(|c| is_quote(*c))?;
    let from = start + first.len_utf8();
    let Some(to) = find(text, from, is_quote) else {
        return Some((from..text.len(), text.len()));
    };
    let last = text.get(to..)?.chars().next()?;
    Some((from..to, to + last.len_utf8()))
}

fn take_words(piece: &Piece<'_>, analyzer: &Analyzer, query: &mut Query) {
    let starred = piece.text.ends_with('*');
    let first = query.words.len();
    take(piece, analyzer, query);
    if let Some(last) = query.words.get_mut(first..).and_then(<[Word]>::last_mut) {
        last.ending = match (starred, piece.last) {
            (true, _) => Ending::Star,
            (false, true) => Ending::Open,
            (false, false) => Ending::Whole,
        };
    }
}

fn take_phrase(piece: &Piece<'_>, analyzer: &Analyzer, query: &mut Query) {
    let first = query.words.len();
    take(piece, analyzer, query);
    // What stands side by side are the parts of an identifier, and the pairs of characters.
    let mut kept = query.words.split_off(first);
    kept.retain(|word| !word.extra);
    if kept.len() > 1 {
        for word in &mut kept {
            word.quoted = true;
        }
        query.phrases.push(Phrase {
            words: first..first + kept.len(),
            barred: piece.wanted == Wanted::MustNot,
        });
    }
    query.words.extend(kept);
}

fn take(piece: &Piece<'_>, analyzer: &Analyzer, query: &mut Query) {
    // `title:` narrows, as the other fields do.
    let wanted = match piece.wanted {
        Wanted::May if piece.title => Wanted::Must,
        wanted => wanted,
    };
    for token in analyzer.tokens(piece.text) {
        query.words.push(Word {
            term: token.term,
            folded: token.folded,
            wanted,
            ending: Ending::Whole,
            quoted: false,
            title: piece.title,
            extra: matches!(token.form, Form::Whole | Form::Character),
            position: token.position,
            typed: piece.at + token.start..piece.at + token.end,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Query {
        parse(text, &Analyzer::new("en"))
    }

    fn shown(text: &str) -> Vec<(String, Wanted, Ending)> {
        parsed(text)
            .words
            .into_iter()
            .map(|word| (word.term, word.wanted, word.ending))
            .collect()
    }

    #[test]
    fn signs_and_stars_are_understood() {
        assert_eq!(
            shown("peer -transport +review facil* law "),
            [
                ("peer".to_owned(), Wanted::May, Ending::Whole),
                ("transport".to_owned(), Wanted::MustNot, Ending::Whole),
                ("review".to_owned(), Wanted::Must, Ending::Whole),
                ("facil".to_owned(), Wanted::May, Ending::Star),
                ("law".to_owned(), Wanted::May, Ending::Whole),
            ]
        );
        assert_eq!(shown("transpo")[0].2, Ending::Open);
    }

    #[test]
    fn phrases_and_filters_are_understood() {
        let query = parsed("“peer review” kind:mission year:2014..2016 state:\"United Kingdom\" x");
        assert_eq!(query.phrases.len(), 1);
        assert_eq!(query.phrases[0].words, 0..2);
        assert_eq!(
            query.filters,
            [
                (0, "mission".to_owned()),
                (3, "2014..2016".to_owned()),
                (1, "United Kingdom".to_owned())
            ]
        );
        assert_eq!(parsed("\"never closed").words.len(), 2);
        assert!(parsed("-\"peer review\"").phrases[0].barred);
        // Words of a phrase that is barred are not.
        assert!(parsed("\"one\"").phrases.is_empty());
    }

    #[test]
    fn titles_are_asked_for() {
        let query = parsed("title:finland mission title:\"peer review\" -title:draft");
        let titles: Vec<(bool, Wanted)> = query
            .words
            .iter()
            .map(|word| (word.title, word.wanted))
            .collect();
        assert_eq!(
            titles,
            [
                (true, Wanted::Must),
                (false, Wanted::May),
                (true, Wanted::Must),
                (true, Wanted::Must),
                (true, Wanted::MustNot)
            ]
        );
        // A name that is none, or without anything behind it, is a word.
        assert_eq!(parsed("note: title:").words.len(), 2);
        assert_eq!(parsed("INFCIRC:225").words.len(), 2);
    }

    #[test]
    fn words_know_where_they_were_typed() {
        let text = "“peer” INFCIRC/869 title:Revue +sécurité*";
        let typed: Vec<&str> = parsed(text)
            .words
            .iter()
            .map(|word| text.get(word.typed.clone()).unwrap_or_default())
            .collect();
        assert_eq!(
            typed,
            ["peer", "INFCIRC/869", "INFCIRC", "869", "Revue", "sécurité"]
        );
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
            "kind:\"",
            "title:\"\"",
            "----",
            "-\u{301}",
            &"x ".repeat(10_000),
            &"é".repeat(10_000),
            "\u{0}\u{202e}",
        ] {
            let _ = parsed(text);
        }
    }
}
