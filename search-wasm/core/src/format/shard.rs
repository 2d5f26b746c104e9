//! A term shard: terms in order, each with the entries that hold it; and, in a file of its own, where in them.

use super::{Damaged, Hash, Reader, Writer};

/// An entry that holds a term.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Posting {
    pub(crate) document: u32,
    /// How much the term says about the entry: 1 to 31.
    pub(crate) impact: u8,
    /// Whether it stands in the title.
    pub(crate) title: bool,
}

/// A term of a shard that was read: where its postings begin.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) count: u32,
    at: usize,
    /// Where their codes begin, behind the numbers of entries.
    codes: usize,
}

/// The terms of a shard, in order. Their postings are read when a query needs them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Shard {
    /// The hash of its positions.
    pub(crate) positions: Hash,
    pub(crate) terms: Vec<Term>,
    bytes: Vec<u8>,
}

/// Writes a shard, term by term.
#[derive(Debug, Default)]
pub(crate) struct ShardWriter {
    before: String,
    terms: u64,
    out: Writer,
}

impl ShardWriter {
    pub(crate) fn term(&mut self, text: &str, postings: &[Posting]) {
        self.out.after(&self.before, text);
        text.clone_into(&mut self.before);
        self.terms += 1;
        self.out.number(postings.len() as u64);
        let mut last = 0;
        for posting in postings {
            self.out.number(u64::from(posting.document - last));
            last = posting.document;
        }
        let codes = postings
            .iter()
            .map(|posting| posting.impact << 1 | u8::from(posting.title));
        self.out.0.extend(codes);
    }

    pub(crate) fn len(&self) -> usize {
        self.out.0.len()
    }

    /// The last term that was written.
    pub(crate) fn last(&self) -> &str {
        &self.before
    }

    pub(crate) fn finish(self, positions: Hash) -> Vec<u8> {
        let mut whole = Writer(vec![0]);
        whole.0.extend_from_slice(&positions);
        whole.number(self.terms);
        whole.0.extend(self.out.0);
        whole.0
    }
}

impl Shard {
    /// Reads the terms of a shard, and sees that all their postings can be read.
    pub(crate) fn read(bytes: &[u8], documents: u32) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        reader.byte()?;
        let positions = reader.hash()?;
        let mut terms: Vec<Term> = Vec::new();
        for _ in 0..reader.count()? {
            let before = terms.last().map_or("", |term| term.text.as_str());
            let text = reader.after(before)?;
            if !terms.is_empty() && text.as_str() <= before {
                return Err(Damaged);
            }
            let count = reader.count()?;
            let at = bytes.len() - reader.0.len();
            let mut document = 0_u32;
            for index in 0..count {
                let gap = reader.small()?;
                document = document.checked_add(gap).ok_or(Damaged)?;
                if document >= documents || (index > 0 && gap == 0) {
                    return Err(Damaged);
                }
            }
            let codes = bytes.len() - reader.0.len();
            // Impacts of 1 to 31, each with a bit for the title.
            if reader
                .take(count)?
                .iter()
                .any(|code| !(2..64).contains(code))
            {
                return Err(Damaged);
            }
            let count = u32::try_from(count).map_err(|_| Damaged)?;
            terms.push(Term {
                text,
                count,
                at,
                codes,
            });
        }
        reader.end()?;
        let bytes = bytes.to_vec();
        Ok(Self {
            positions,
            terms,
            bytes,
        })
    }

    /// The number of a term by its text.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.terms
            .binary_search_by(|term| term.text.as_str().cmp(text))
            .ok()
    }

    /// Goes through the postings of a term. They were read once before, so nothing is amiss.
    pub(crate) fn postings(&self, term: &Term, each: &mut dyn FnMut(Posting)) {
        let mut numbers = self.bytes.get(term.at..).unwrap_or_default().iter();
        let codes = self.bytes.get(term.codes..).unwrap_or_default();
        let mut document = 0_u32;
        for code in codes.iter().take(term.count as usize) {
            let mut shift = 0;
            for byte in numbers.by_ref() {
                document = document.wrapping_add(u32::from(byte & 0x7f).wrapping_shl(shift));
                shift += 7;
                if *byte < 0x80 {
                    break;
                }
            }
            each(Posting {
                document,
                impact: code >> 1,
                title: code & 1 == 1,
            });
        }
    }
}

/// Writes the positions of one term in one entry, in order.
pub(crate) fn write_own_places(out: &mut Writer, own: impl ExactSizeIterator<Item = u32>) {
    out.number(own.len() as u64);
    let mut last = 0;
    for place in own {
        out.number(u64::from(place - last));
        last = place;
    }
}

/// Writes the positions of one term, which were written entry by entry, in parts.
pub(crate) fn write_places<'a>(out: &mut Writer, parts: impl Iterator<Item = &'a Writer> + Clone) {
    let length: usize = parts.clone().map(|part| part.0.len()).sum();
    out.number(length as u64);
    for part in parts {
        out.0.extend_from_slice(&part.0);
    }
}

/// The positions of one term, by its place in the shard, for each of its postings.
pub(crate) fn places(bytes: &[u8], term: usize, postings: u32) -> Result<Vec<Vec<u32>>, Damaged> {
    let mut reader = Reader(bytes);
    reader.byte()?;
    for _ in 0..term {
        let length = reader.count()?;
        reader.take(length)?;
    }
    let length = reader.count()?;
    let mut reader = Reader(reader.take(length)?);
    let mut all = Vec::new();
    for _ in 0..postings {
        let mut last = 0_u32;
        let mut own = Vec::new();
        for _ in 0..reader.count()? {
            last = last.checked_add(reader.small()?).ok_or(Damaged)?;
            own.push(last);
        }
        all.push(own);
    }
    reader.end()?;
    Ok(all)
}
