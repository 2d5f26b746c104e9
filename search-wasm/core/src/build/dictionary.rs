//! The terms of all documents, put together from what the ranges of them hold.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::BuildError;
use super::read::{Known, Part};
use crate::format::{
    Hash, Overflow, Piece, Posting, ShardWriter, Spelling, Surface, Writer, write_places,
};
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

#[derive(Debug)]
pub(super) struct Dictionary {
    /// What is known of each term, in order: a part of it for each range of documents that holds it.
    pub(super) terms: BTreeMap<String, Vec<Known>>,
    /// The words of the spelling in order, how many entries hold each, and the term that it first became.
    pub(super) written: BTreeMap<String, (u32, String)>,
    /// How many terms the title and the body of each document have.
    pub(super) lengths: Vec<(u64, u64)>,
}

impl Dictionary {
    /// Puts parts together, which come in the order of their documents.
    pub(super) fn of(parts: Vec<Part>) -> Self {
        let mut whole = Self {
            terms: BTreeMap::new(),
            written: BTreeMap::new(),
            lengths: Vec::new(),
        };
        for mut part in parts {
            whole.lengths.append(&mut part.lengths);
            let mut texts = vec![""; part.known.len()];
            for (text, number) in &part.terms {
                if let Some(own) = texts.get_mut(*number as usize) {
                    *own = text;
                }
            }
            for (word, own) in part.written {
                let term = texts.get(own.term as usize).copied().unwrap_or_default();
                let known = whole.written.entry(word);
                known.or_insert_with(|| (0, term.to_owned())).0 += own.count;
            }
            for (text, number) in part.terms {
                // Terms of names that no document calls are not there.
                let known = part.known.get_mut(number as usize).map(std::mem::take);
                if let Some(known) = known.filter(|known| known.len() > 0) {
                    whole.terms.entry(text).or_default().push(known);
                }
            }
        }
        whole
    }

    /// The shards: where each begins, the shard, and the bytes of its positions. Of a term no more than so many postings are
    /// in it; a file with the others is put away on the way.
    pub(super) fn shards(
        self,
        tier: usize,
        put: &mut dyn FnMut(Vec<u8>) -> Result<Hash, BuildError>,
    ) -> Result<Vec<(String, ShardWriter, Writer)>, BuildError> {
        let size = self.size();
        // In 1/256: titles are short, and a whole word too few would be a tenth.
        let mean = |sum: u64| {
            (256 * sum)
                .checked_div(self.lengths.len() as u64)
                .unwrap_or(0)
        };
        let mean_title = mean(self.lengths.iter().map(|(title, _)| title).sum()).max(1);
        let mean_body = mean(self.lengths.iter().map(|(_, body)| body).sum()).max(1);
        let lengths = &self.lengths;
        let mut shards = Vec::new();
        let mut open: Option<(String, ShardWriter, Writer)> = None;
        let mut postings = Vec::new();
        for (text, known) in self.terms {
            postings.clear();
            let entries = known.iter().flat_map(Known::entries);
            postings.extend(entries.map(|(document, title, body)| {
                let own = lengths.get(document as usize);
                let (title_length, body_length) = own.copied().unwrap_or_default();
                let counts = Counts {
                    title,
                    body,
                    title_length,
                    body_length,
                    mean_title,
                    mean_body,
                };
                Posting {
                    document,
                    impact: impact(counts),
                    title: title > 0,
                }
            }));
            let count = postings.len();
            let further = overflow(&mut postings, tier);
            let mut rest = None;
            if !further.is_empty() {
                let (bytes, most) = Overflow::write(&further);
                let hash = put(bytes)?;
                rest = Some((Piece { hash, most }, count));
            }
            // What would make a shard too large begins the next. A term with very many entries stands alone though most are
            // elsewhere: its positions are not, and who wants those of its neighbours need not load them.
            let mut begins = String::new();
            if let Some((_, shard, _)) = &open
                && shard.len() + raw(&text, count) > size
            {
                begins = border(shard.last(), &text);
                shards.extend(open.take());
            }
            let (_, shard, places) =
                open.get_or_insert_with(|| (begins, ShardWriter::default(), Writer(vec![0])));
            shard.term(&text, &postings, rest);
            write_places(places, known.iter().map(|known| &known.places));
        }
        shards.extend(open);
        Ok(shards)
    }

    /// The size of a shard that a writer aims at, in bytes before they are deflated.
    ///
    /// A query loads a shard a word, and each shard makes the root larger, which every query loads: the larger the index,
    /// the larger are both.
    fn size(&self) -> usize {
        let lengths = self.terms.iter().map(|(text, known)| {
            let entries: usize = known.iter().map(Known::len).sum();
            raw(text, entries)
        });
        let all: usize = lengths.sum();
        (SHARE * all).isqrt().max(LEAST)
    }

    /// The parts of the spelling: the first word of each, and its bytes.
    pub(super) fn spelling(&self) -> Vec<(String, Vec<u8>)> {
        let mut counts: Vec<u32> = self.written.values().map(|(count, _)| *count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        // The first count that is too many is not taken at all, so that no word is preferred to its equals.
        let least = counts.get(WORDS).map_or(1, |count| count + 1);
        let mut parts = Vec::new();
        let mut part = Spelling::default();
        let mut size = 0;
        for (word, (count, term)) in &self.written {
            if *count < least {
                continue;
            }
            size += 4 + word.len() / 2;
            part.0.push(Surface {
                word: word.clone(),
                count: *count,
                term: term.clone(),
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

/// Takes out of postings all but so many, those of the highest codes; of equal ones the first. All stay in the order of
/// entries.
fn overflow(postings: &mut Vec<Posting>, tier: usize) -> Vec<Posting> {
    if postings.len() <= tier {
        return Vec::new();
    }
    postings.sort_unstable_by_key(|posting| (Reverse(posting.code()), posting.document));
    let mut rest = postings.split_off(tier);
    postings.sort_unstable_by_key(|posting| posting.document);
    rest.sort_unstable_by_key(|posting| posting.document);
    rest
}

/// About how many bytes a term takes with its postings.
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
