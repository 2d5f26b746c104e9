//! The terms of all documents, gathered one document after the other.

use std::collections::BTreeMap;

use super::Document;
use super::names::Names;
use crate::analyze::{Analyzer, Form, Token, is_letter};
use crate::format::{Posting, ShardWriter, Spelling, Surface, Writer, write_places};
use crate::rank::{Counts, impact};

/// The size of a term shard grows with the root of that of all terms: this many times their bytes, and the root of it. Where
/// it is half or twice as much, what a query of two words loads is hardly more; smaller shards are more files.
const SHARE: usize = 8;
/// And it is at least this: what is smaller saves less than its name costs.
const LEAST: usize = 1 << 10;
/// The size of a part of the spelling that a writer aims at, in bytes before they are deflated.
const PART: usize = 6 << 10;
/// How many words the spelling knows at most: the most frequent.
const WORDS: usize = 16 << 10;
/// The longest word that the spelling knows, in bytes.
const LONGEST: usize = 40;
/// How many places lie between a title and its body.
const GAP: u32 = 16;

/// What is known of a term.
#[derive(Debug, Default)]
struct Known {
    /// For each entry that holds it: its number, how often in its title, and how often in its body.
    entries: Vec<(u32, u32, u32)>,
    /// Where it stands in them, one entry after the other.
    places: Vec<u32>,
}

/// A word as it is written.
#[derive(Debug)]
struct Written {
    term: u32,
    count: u32,
    last: u32,
}

#[derive(Debug, Default)]
pub(super) struct Dictionary {
    numbers: BTreeMap<String, u32>,
    known: Vec<Known>,
    written: BTreeMap<String, Written>,
    /// How many terms the title and the body of each document have.
    lengths: Vec<(u64, u64)>,
}

impl Dictionary {
    /// Reads a document. Documents come in the order of their numbers.
    pub(super) fn read(
        &mut self,
        number: u32,
        document: &Document,
        analyzer: &Analyzer,
        names: &Names,
    ) {
        let title = analyzer.tokens(&document.title);
        let mut body = analyzer.tokens(&document.summary);
        for text in [&document.body, &document.state] {
            let from = body.last().map_or(0, |token| token.position + 1);
            let more = analyzer.tokens(text).into_iter();
            body.extend(more.map(|token| Token {
                position: token.position + from,
                ..token
            }));
        }
        self.lengths.push((title.len() as u64, body.len() as u64));
        let gap = title.last().map_or(0, |token| token.position + GAP);
        // Terms and places; of a term the places in the title come first.
        let mut own: Vec<(u32, u32, bool)> = Vec::new();
        for (tokens, from, in_title) in [(&title, 0, true), (&body, gap, false)] {
            for (thing, position) in names.called(tokens) {
                own.push((self.number(&format!("={thing}")), position + from, in_title));
            }
            for token in tokens {
                own.push((self.term(number, token), token.position + from, in_title));
            }
        }
        own.sort_unstable();
        own.dedup();
        for same in own.chunk_by(|a, b| a.0 == b.0) {
            let Some(known) = same
                .first()
                .and_then(|(term, _, _)| self.known.get_mut(*term as usize))
            else {
                continue;
            };
            let all = u32::try_from(same.len()).unwrap_or(u32::MAX);
            let titles = same.iter().filter(|(_, _, in_title)| *in_title).count();
            let titles = u32::try_from(titles).unwrap_or(u32::MAX);
            known.entries.push((number, titles, all - titles));
            known.places.extend(same.iter().map(|(_, place, _)| place));
        }
    }

    /// The number of a token's term. Words are noted as they are written.
    fn term(&mut self, document: u32, token: &Token) -> u32 {
        let is_word = token.form == Form::Word
            && (2..=LONGEST).contains(&token.folded.len())
            && token.folded.chars().all(is_letter);
        if !is_word {
            return self.number(&token.term);
        }
        if let Some(written) = self.written.get_mut(&token.folded) {
            written.count += u32::from(written.last != document);
            written.last = document;
            let known = written.term;
            // In Arabic one folded word may have several stems; the first is the one that corrections lead to.
            return match self.numbers.get(&token.term) {
                Some(number) if *number != known => *number,
                Some(_) => known,
                None => self.number(&token.term),
            };
        }
        let term = self.number(&token.term);
        let written = Written {
            term,
            count: 1,
            last: document,
        };
        self.written.insert(token.folded.clone(), written);
        term
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.numbers.insert(term.to_owned(), number);
        self.known.push(Known::default());
        number
    }

    /// The shards: where each begins, the shard, and the bytes of its positions.
    pub(super) fn shards(&self) -> Vec<(String, ShardWriter, Writer)> {
        let size = self.size();
        let mean = |sum: u64| sum.checked_div(self.lengths.len() as u64).unwrap_or(0);
        let mean_title = mean(self.lengths.iter().map(|(title, _)| title).sum()).max(1);
        let mean_body = mean(self.lengths.iter().map(|(_, body)| body).sum()).max(1);
        let mut shards = Vec::new();
        let mut open: Option<(String, ShardWriter, Writer)> = None;
        for (text, number) in &self.numbers {
            let Some(known) = self.known.get(*number as usize) else {
                continue;
            };
            let posting = |(document, title, body): &(u32, u32, u32)| {
                let lengths = self.lengths.get(*document as usize);
                let (title_length, body_length) = lengths.copied().unwrap_or_default();
                let counts = Counts {
                    title: u64::from(*title),
                    body: u64::from(*body),
                    title_length,
                    body_length,
                    mean_title,
                    mean_body,
                };
                Posting {
                    document: *document,
                    impact: impact(counts),
                    title: *title > 0,
                }
            };
            let postings: Vec<Posting> = known.entries.iter().map(posting).collect();
            // What would make a shard too large begins the next.
            let mut begins = String::new();
            if let Some((_, shard, _)) = &open
                && shard.len() + raw(text, postings.len()) > size
            {
                begins = border(shard.last(), text);
                shards.extend(open.take());
            }
            let (_, shard, places) =
                open.get_or_insert_with(|| (begins, ShardWriter::default(), Writer(vec![0])));
            shard.term(text, &postings);
            let mut rest = known.places.as_slice();
            let own = known.entries.iter().map(|(_, title, body)| {
                let (own, after) = rest
                    .split_at_checked((title + body) as usize)
                    .unwrap_or((rest, &[]));
                rest = after;
                own
            });
            write_places(places, own);
        }
        shards.extend(open);
        shards
    }

    /// The size of a shard that a writer aims at, in bytes before they are deflated.
    ///
    /// A query loads a shard a word, and each shard makes the root larger, which every query loads: the larger the index,
    /// the larger are both.
    fn size(&self) -> usize {
        let terms = self.numbers.iter();
        let lengths = terms.filter_map(|(text, number)| {
            let known = self.known.get(*number as usize)?;
            Some(raw(text, known.entries.len()))
        });
        let all: usize = lengths.sum();
        (SHARE * all).isqrt().max(LEAST)
    }

    /// The parts of the spelling: the first word of each, and its bytes.
    pub(super) fn spelling(&self) -> Vec<(String, Vec<u8>)> {
        let mut counts: Vec<u32> = self.written.values().map(|written| written.count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        // The first count that is too many is not taken at all, so that no word is preferred to its equals.
        let least = counts.get(WORDS).map_or(1, |count| count + 1);
        let terms: BTreeMap<u32, &String> = self
            .numbers
            .iter()
            .map(|(text, number)| (*number, text))
            .collect();
        let mut parts = Vec::new();
        let mut part = Spelling::default();
        let mut size = 0;
        for (word, written) in &self.written {
            if written.count < least {
                continue;
            }
            size += 4 + word.len() / 2;
            part.0.push(Surface {
                word: word.clone(),
                count: written.count,
                term: terms.get(&written.term).map_or(word, |term| *term).clone(),
            });
            if size >= PART {
                parts.push(std::mem::take(&mut part));
                size = 0;
            }
        }
        if !part.0.is_empty() {
            parts.push(part);
        }
        parts
            .into_iter()
            .filter_map(|part| Some((part.0.first()?.word.clone(), part.write())))
            .collect()
    }
}

/// About how many bytes of a shard a term takes.
fn raw(text: &str, postings: usize) -> usize {
    text.len() + 2 * postings
}

/// The shortest text that is greater than the last term of a shard and not greater than the first of the next.
fn border(last: &str, first: &str) -> String {
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let shortest = ends
        .filter_map(|end| first.get(..end))
        .find(|start| *start > last);
    shortest.unwrap_or(first).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_is_as_short_as_it_can_be() {
        for (last, first, wanted) in [
            ("transport", "treaty", "tre"),
            ("", "a", "a"),
            ("guard", "guards", "guards"),
            ("été", "éva", "év"),
            ("zoo", "éte", "é"),
            ("a", "bcd", "b"),
        ] {
            let border = border(last, first);
            assert_eq!(border, wanted);
            assert!(last < border.as_str() && border.as_str() <= first);
        }
    }
}
