//! Reads documents, a range of them at a time: each range has a dictionary of its own, so that ranges can be read side by
//! side. What stands between two spaces is taken apart once, and known from then on.

use super::Document;
use super::names::Names;
use super::table::Table;
use crate::analyze::{Analyzer, Form, Token, extends, is_letter};
use crate::format::{Reader, Writer, write_own_places};

/// The longest word that the spelling knows, in bytes.
const LONGEST: usize = 40;
/// How many places lie between a title and its body.
const GAP: u32 = 16;
/// The longest piece of text that is remembered, in bytes, and how many pieces are: the frequent ones come early.
const REMEMBERED: usize = 48;
const PIECES: usize = 1 << 18;
/// What stands for no word of the spelling.
const NONE: u32 = u32::MAX;

/// What is known of a term in a range of documents.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// For each entry that holds it: its number less that of the one before, how often in its title, and how often in its
    /// body; as numbers of the format, for there are very many.
    entries: Writer,
    count: u32,
    last: u32,
    /// Where it stands in them, one entry after the other, as the file of positions has it.
    pub(super) places: Writer,
}

impl Known {
    /// Adds an entry that holds the term at these places, in order, so many of them in its title.
    fn add(&mut self, number: u32, titles: usize, places: &[u64]) {
        let bodies = places.len() - titles;
        self.entries.number(u64::from(number - self.last));
        self.entries.number(titles as u64);
        self.entries.number(bodies as u64);
        self.last = number;
        self.count += 1;
        write_own_places(&mut self.places, places.iter().map(|own| place(*own)));
    }

    /// How many entries hold it.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// The entries that hold it: the number of each, how often in its title, and how often in its body.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, u64, u64)> {
        let mut reader = Reader(&self.entries.0);
        let mut number = 0;
        std::iter::from_fn(move || {
            number += reader.small().ok()?;
            Some((number, reader.number().ok()?, reader.number().ok()?))
        })
    }
}

/// A word as it is written.
#[derive(Debug)]
pub(super) struct Written {
    /// The term that it first became. In Arabic one folded word may have several stems.
    pub(super) term: u32,
    /// How many entries hold it.
    pub(super) count: u32,
    last: u32,
}

/// What a range of documents holds.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The terms, in order, with their numbers in this part.
    pub(super) terms: Vec<(String, u32)>,
    /// What is known of each, by its number.
    pub(super) known: Vec<Known>,
    /// The words of the spelling, in order.
    pub(super) written: Vec<(String, Written)>,
    /// How many terms the title and the body of each document have.
    pub(super) lengths: Vec<(u64, u64)>,
}

/// Reads documents whose numbers follow each other from `first` on.
pub(super) fn read(documents: &[&Document], first: u32, lang: &str, names: &Names) -> Part {
    let mut range = Range::new(lang, names);
    for (number, document) in (first..).zip(documents) {
        range.read(number, document);
    }
    range.finish()
}

/// A term where it stands: its number, and its place.
type Found = (u32, u32);

/// What a piece of text becomes.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its terms are so many from here on.
    from: u32,
    terms: u32,
    /// How many places it takes.
    places: u32,
}

/// A term of a piece.
#[derive(Clone, Copy, Debug)]
struct Term {
    number: u32,
    /// The word that it was, for the spelling.
    written: u32,
    /// Its place within the piece.
    place: u32,
}

/// The dictionary of a range while it is read.
struct Range {
    analyzer: Analyzer,
    numbers: Table,
    known: Vec<Known>,
    spelled: Table,
    written: Vec<Written>,
    lengths: Vec<(u64, u64)>,
    texts: Table,
    /// What each of these texts becomes.
    pieces: Vec<Piece>,
    terms: Vec<Term>,
    /// By the number of the first term of a name: its further terms, and the number of the term `=N` of the thing.
    names: Vec<Vec<(Vec<u32>, u32)>>,
}

impl Range {
    fn new(lang: &str, names: &Names) -> Self {
        let mut range = Self {
            analyzer: Analyzer::new(lang),
            numbers: Table::default(),
            known: Vec::new(),
            spelled: Table::default(),
            written: Vec::new(),
            lengths: Vec::new(),
            texts: Table::default(),
            pieces: Vec::new(),
            terms: Vec::new(),
            names: Vec::new(),
        };
        for (first, rest, thing) in names.all() {
            let first = range.number(first) as usize;
            let rest = rest.iter().map(|term| range.number(term)).collect();
            let thing = range.number(&format!("={thing}"));
            if range.names.len() <= first {
                range.names.resize_with(first + 1, Vec::new);
            }
            if let Some(known) = range.names.get_mut(first) {
                known.push((rest, thing));
            }
        }
        range
    }

    fn read(&mut self, number: u32, document: &Document) {
        let mut title = Vec::new();
        self.text(number, &document.title, &mut title);
        let mut body = Vec::new();
        for text in [&document.summary, &document.body, &document.state] {
            self.text(number, text, &mut body);
        }
        self.lengths.push((title.len() as u64, body.len() as u64));
        let gap = title.last().map_or(0, |(_, place)| place + GAP);
        // Of a term the places in the title come first, for all of them are before the gap.
        let mut own = Vec::with_capacity(title.len() + body.len());
        for (found, from) in [(&title, 0), (&body, gap)] {
            self.called(found, |(term, place)| own.push(pair(term, place + from)));
            own.extend(found.iter().map(|(term, place)| pair(*term, place + from)));
        }
        own.sort_unstable();
        own.dedup();
        for same in own.chunk_by(|a, b| a >> 32 == b >> 32) {
            let term = same.first().map_or(0, |own| own >> 32);
            let titles = same.partition_point(|own| place(*own) < gap);
            if let Some(known) = usize::try_from(term)
                .ok()
                .and_then(|term| self.known.get_mut(term))
            {
                known.add(number, titles, same);
            }
        }
    }

    /// The terms of a text, behind those of the texts before it.
    fn text(&mut self, document: u32, text: &str, found: &mut Vec<Found>) {
        let mut place = found.last().map_or(0, |(_, place)| place + 1);
        let mut passing = Vec::new();
        for text in pieces(text) {
            let known = self.texts.find(text);
            let known = known.and_then(|number| self.pieces.get(number as usize));
            let (piece, terms) = match known {
                Some(piece) => (*piece, &self.terms),
                None if text.len() <= REMEMBERED && self.texts.len() < PIECES => {
                    let mut terms = std::mem::take(&mut self.terms);
                    let piece = self.piece(text, &mut terms);
                    self.terms = terms;
                    self.texts.add(text);
                    self.pieces.push(piece);
                    (piece, &self.terms)
                }
                None => {
                    passing.clear();
                    (self.piece(text, &mut passing), &passing)
                }
            };
            let from = piece.from as usize;
            let terms = terms.get(from..from + piece.terms as usize);
            for term in terms.unwrap_or_default() {
                if let Some(written) = self.written.get_mut(term.written as usize) {
                    written.count += u32::from(written.last != document);
                    written.last = document;
                }
                found.push((term.number, place + term.place));
            }
            place += piece.places;
        }
    }

    /// Takes a piece of text apart.
    fn piece(&mut self, text: &str, terms: &mut Vec<Term>) -> Piece {
        // A word behind it tells how many places it takes: words that give no term take one too.
        let mut tokens = self.analyzer.tokens(&format!("{text} x"));
        let places = tokens.pop().map_or(0, |behind| behind.position);
        let from = terms.len();
        for token in &tokens {
            let number = self.number(&token.term);
            terms.push(Term {
                number,
                written: self.spelled(token, number),
                place: token.position,
            });
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Piece {
            from: number(from),
            terms: number(terms.len() - from),
            places,
        }
    }

    /// The number of a token's word in the spelling, where it has one.
    fn spelled(&mut self, token: &Token, term: u32) -> u32 {
        let is_word = token.form == Form::Word
            && (2..=LONGEST).contains(&token.folded.len())
            && token.folded.chars().all(is_letter);
        if !is_word {
            return NONE;
        }
        if let Some(number) = self.spelled.find(&token.folded) {
            return number;
        }
        self.written.push(Written {
            term,
            count: 0,
            // No document has this number.
            last: u32::MAX,
        });
        self.spelled.add(&token.folded)
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.find(term) {
            return number;
        }
        self.known.push(Known::default());
        self.numbers.add(term)
    }

    /// The things that are called by their names: each time the term of the thing, and the place.
    fn called(&self, found: &[Found], mut each: impl FnMut(Found)) {
        for (at, (term, place)) in found.iter().enumerate() {
            for (rest, thing) in self.names.get(*term as usize).into_iter().flatten() {
                let follows = found.get(at + 1..at + 1 + rest.len()).unwrap_or_default();
                if follows.len() == rest.len()
                    && follows.iter().zip(rest).all(|((own, _), term)| own == term)
                {
                    each((*thing, *place));
                }
            }
        }
    }

    fn finish(self) -> Part {
        let words = self.spelled.into_texts().into_iter();
        let mut written: Vec<(String, Written)> = words.zip(self.written).collect();
        written.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut terms: Vec<(String, u32)> =
            self.numbers.into_texts().into_iter().zip(0..).collect();
        terms.sort_unstable();
        Part {
            terms,
            known: self.known,
            written,
            lengths: self.lengths,
        }
    }
}

/// A term and a place as one number, so that terms are sorted before places.
fn pair(term: u32, place: u32) -> u64 {
    u64::from(term) << 32 | u64::from(place)
}

fn place(pair: u64) -> u32 {
    u32::try_from(pair & u64::from(u32::MAX)).unwrap_or_default()
}

/// The pieces of a text, which no word and no identifier goes beyond: what stands between spaces or lines, without signs
/// around it that belong to no word.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let pieces = std::iter::from_fn(move || {
        let text = rest?;
        let bytes = text.as_bytes();
        let ends = |at: &usize| {
            let space = matches!(bytes.get(*at), Some(b' ' | b'\n'));
            // Marks belong to what stands before them, even to a space.
            space
                && (bytes.get(at + 1).is_none_or(u8::is_ascii)
                    || !text
                        .get(at + 1..)
                        .and_then(|after| after.chars().next())
                        .is_some_and(extends))
        };
        let end = (0..text.len()).find(ends);
        let piece = end.and_then(|end| text.get(..end)).unwrap_or(text);
        rest = end.and_then(|end| text.get(end + 1..));
        Some(piece)
    });
    pieces
        .map(|piece| {
            piece
                .trim_start_matches(['(', '"', '['])
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', ']'])
        })
        .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_called_by_each_of_its_names() {
        let thing = ["NSS 23-G", "Security of Nuclear Information"].map(str::to_owned);
        let names = Names::of(&[thing.to_vec()], &Analyzer::new("en"));
        let called = |title: &str| {
            let document = Document {
                title: title.to_owned(),
                ..Document::default()
            };
            let part = read(&[&document], 0, "en", &names);
            let thing = part.terms.iter().find(|(term, _)| term == "=0").unwrap();
            let known = &part.known[thing.1 as usize];
            known.entries().map(|(_, titles, _)| titles).sum::<u64>()
        };
        assert_eq!(
            called("As the NSS 23-G says, the security of nuclear information"),
            2
        );
        assert_eq!(called("security of nuclear"), 0);
        assert_eq!(called("nuclear information security"), 0);
    }

    #[test]
    fn pieces_are_what_stands_between_spaces() {
        let all = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(
            all("(See \"NSS-13\",\nnow.)  A.B. ..."),
            ["See", "NSS-13", "now", "A.B"]
        );
        // A mark belongs to what stands before it.
        assert_eq!(all("a \u{301}b c"), ["a \u{301}b", "c"]);
        assert!(all("").is_empty());
    }
}
