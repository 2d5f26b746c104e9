//! A term shard: terms in order, each with the entries that hold it; and, in a file of its own, where in them.

use super::{Damaged, Reader, Writer};

/// An entry that holds a term.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Posting {
    pub(crate) document: u32,
    /// How much the term says about the entry: 1 to 31.
    pub(crate) impact: u8,
    /// Whether it stands in the title.
    pub(crate) title: bool,
}

/// A term with its entries, in order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) postings: Vec<Posting>,
}

/// The terms of a shard, in order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Shard {
    pub(crate) terms: Vec<Term>,
}

impl Shard {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(self.terms.len() as u64);
        let mut before = "";
        for term in &self.terms {
            let shared = shared(before, &term.text);
            out.number(shared as u64);
            out.text(term.text.get(shared..).unwrap_or_default());
            before = &term.text;
            out.number(term.postings.len() as u64);
            let mut last = 0;
            for posting in &term.postings {
                out.number(u64::from(posting.document - last));
                last = posting.document;
            }
            out.0.extend(
                term.postings
                    .iter()
                    .map(|posting| posting.impact << 1 | u8::from(posting.title)),
            );
        }
        out.0
    }

    pub(crate) fn read(bytes: &[u8], documents: u32) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        let mut terms: Vec<Term> = Vec::new();
        for _ in 0..reader.count()? {
            let before = terms.last().map_or("", |term| term.text.as_str());
            let shared = usize::try_from(reader.number()?).map_err(|_| Damaged)?;
            let text = format!("{}{}", before.get(..shared).ok_or(Damaged)?, reader.text()?);
            if !terms.is_empty() && text.as_str() <= before {
                return Err(Damaged);
            }
            let count = reader.count()?;
            let mut postings = Vec::with_capacity(count);
            let mut document = 0_u32;
            for index in 0..count {
                let gap = reader.small()?;
                document = document.checked_add(gap).ok_or(Damaged)?;
                if document >= documents || (index > 0 && gap == 0) {
                    return Err(Damaged);
                }
                postings.push(Posting {
                    document,
                    impact: 0,
                    title: false,
                });
            }
            for (posting, code) in postings.iter_mut().zip(reader.take(count)?) {
                posting.impact = code >> 1;
                posting.title = code & 1 == 1;
                if !(1..=31).contains(&posting.impact) {
                    return Err(Damaged);
                }
            }
            terms.push(Term { text, postings });
        }
        reader.end()?;
        Ok(Self { terms })
    }

    /// A term by its text.
    pub(crate) fn term(&self, text: &str) -> Option<(usize, &Term)> {
        let at = self
            .terms
            .binary_search_by(|term| term.text.as_str().cmp(text))
            .ok()?;
        Some((at, self.terms.get(at)?))
    }

    /// The positions of each posting of each term, in the shard's order.
    pub(crate) fn write_positions(positions: &[Vec<Vec<u32>>]) -> Vec<u8> {
        let mut out = Writer::default();
        for term in positions {
            let mut inner = Writer::default();
            for places in term {
                inner.number(places.len() as u64);
                let mut last = 0;
                for place in places {
                    inner.number(u64::from(place - last));
                    last = *place;
                }
            }
            out.number(inner.0.len() as u64);
            out.0.extend(inner.0);
        }
        out.0
    }

    /// The positions of one term, by its place in the shard.
    pub(crate) fn read_positions(
        bytes: &[u8],
        term: usize,
        postings: usize,
    ) -> Result<Vec<Vec<u32>>, Damaged> {
        let mut reader = Reader(bytes);
        for _ in 0..term {
            let length = reader.count()?;
            reader.take(length)?;
        }
        let length = reader.count()?;
        let mut reader = Reader(reader.take(length)?);
        let mut all = Vec::with_capacity(postings.min(reader.0.len()));
        for _ in 0..postings {
            let mut last = 0_u32;
            let mut places = Vec::new();
            for _ in 0..reader.count()? {
                last = last.checked_add(reader.small()?).ok_or(Damaged)?;
                places.push(last);
            }
            all.push(places);
        }
        reader.end()?;
        Ok(all)
    }
}

/// How many bytes two texts begin with alike, at a border between characters.
fn shared(a: &str, b: &str) -> usize {
    let bytes = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=bytes)
        .rev()
        .find(|&at| a.is_char_boundary(at) && b.is_char_boundary(at))
        .unwrap_or(0)
}
