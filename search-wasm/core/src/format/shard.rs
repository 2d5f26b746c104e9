//! A term shard: terms in order, each with the entries that hold it; and, in a file of its own, where in them.

use super::postings::{List, Piece, Posting, is_code, write};
use super::{Damaged, Hash, Reader, Writer};

/// A term of a shard that was read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Term {
    pub(crate) text: String,
    /// How many entries hold it.
    pub(crate) count: u32,
    /// Its postings; of very many, those of the highest codes.
    list: List,
    /// The file with the others.
    pub(crate) rest: Option<Piece>,
}

impl Term {
    /// How many entries that file has.
    pub(crate) fn further(&self) -> u32 {
        self.count - self.list.count
    }
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
    /// Writes a term with postings in the order of entries. Where a file has further ones: what is known of it, and how many
    /// entries hold the term in all.
    pub(crate) fn term(&mut self, text: &str, postings: &[Posting], rest: Option<(Piece, usize)>) {
        self.out.after(&self.before, text);
        text.clone_into(&mut self.before);
        self.terms += 1;
        if let Some((piece, count)) = rest {
            self.out.number(0);
            self.out.number(count as u64);
            self.out.0.extend_from_slice(&piece.hash);
            self.out.0.push(piece.most);
        }
        self.out.number(postings.len() as u64);
        write(&mut self.out, postings);
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
            let mut own = reader.count()?;
            let mut further = None;
            // No term is held by no entry: so begins one of whose postings another file has the most.
            if own == 0 {
                let count = reader.small()?;
                let hash = reader.hash()?;
                let most = reader.byte()?;
                own = reader.count()?;
                further = Some((count, Piece { hash, most }));
            }
            let list = List::read(&mut reader, bytes, own, documents)?;
            let (count, rest) = further.map_or((list.count, None), |(all, rest)| (all, Some(rest)));
            let fits = rest
                .is_none_or(|rest| list.count < count && count <= documents && is_code(rest.most));
            if list.count == 0 || !fits {
                return Err(Damaged);
            }
            terms.push(Term {
                text,
                count,
                list,
                rest,
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

    /// Goes through the postings of a term that the shard itself has.
    pub(crate) fn postings(&self, term: &Term, each: &mut dyn FnMut(Posting)) {
        term.list.each(&self.bytes, each);
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
