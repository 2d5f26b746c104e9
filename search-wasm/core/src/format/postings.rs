//! Postings, which are the entries that hold a term: in a term shard, and, where they are many, in files of their own.

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

impl Posting {
    /// Impact and title in one byte.
    pub(crate) fn code(self) -> u8 {
        self.impact << 1 | u8::from(self.title)
    }
}

/// Writes postings that are in the order of entries: their numbers, then their codes.
pub(super) fn write(out: &mut Writer, postings: &[Posting]) {
    let mut last = 0;
    for posting in postings {
        out.number(u64::from(posting.document - last));
        last = posting.document;
    }
    out.0.extend(postings.iter().map(|posting| posting.code()));
}

/// Where postings stand in bytes that were read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct List {
    pub(super) count: u32,
    at: usize,
    /// Where their codes begin, behind the numbers of entries.
    codes: usize,
}

impl List {
    /// Reads past so many postings, and sees that all of them can be read. The reader is in the bytes of a whole file.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        bytes: &[u8],
        count: usize,
        documents: u32,
    ) -> Result<Self, Damaged> {
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
        if !reader.take(count)?.iter().all(|code| is_code(*code)) {
            return Err(Damaged);
        }
        let count = u32::try_from(count).map_err(|_| Damaged)?;
        Ok(Self { count, at, codes })
    }

    /// Goes through the postings. They were read once before, so nothing is amiss.
    pub(super) fn each(self, bytes: &[u8], each: &mut dyn FnMut(Posting)) {
        let mut numbers = bytes.get(self.at..).unwrap_or_default().iter();
        let codes = bytes.get(self.codes..).unwrap_or_default();
        let mut document = 0_u32;
        for code in codes.iter().take(self.count as usize) {
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

/// Impacts of 1 to 31, each with a bit for the title.
pub(super) fn is_code(code: u8) -> bool {
    (2..64).contains(&code)
}

/// The highest impact of codes, and whether one of them is of a title; as a code.
fn most(codes: impl Iterator<Item = u8>) -> u8 {
    codes.fold(0, |most, code| {
        (most & !1).max(code & !1) | ((most | code) & 1)
    })
}

/// What a shard knows of a file with further postings of a term.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Piece {
    pub(crate) hash: Hash,
    /// The code that none of its postings is above, neither by its impact nor by its title.
    pub(crate) most: u8,
}

/// A file with further postings of a term.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Overflow {
    list: List,
    most: u8,
    bytes: Vec<u8>,
}

impl Overflow {
    /// Writes such a file. Returns it, and the code that none of its postings is above.
    pub(crate) fn write(postings: &[Posting]) -> (Vec<u8>, u8) {
        let mut out = Writer(vec![0]);
        out.number(postings.len() as u64);
        write(&mut out, postings);
        (out.0, most(postings.iter().map(|posting| posting.code())))
    }

    pub(crate) fn read(bytes: &[u8], documents: u32) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        reader.byte()?;
        let count = reader.count()?;
        let list = List::read(&mut reader, bytes, count, documents)?;
        reader.end()?;
        let codes = bytes.get(list.codes..).unwrap_or_default();
        Ok(Self {
            list,
            most: most(codes.iter().copied()),
            bytes: bytes.to_vec(),
        })
    }

    /// Whether it is what a shard says of it: so many postings, and none above the code.
    pub(crate) fn fits(&self, count: u32, piece: Piece) -> bool {
        self.list.count == count && self.most == piece.most
    }

    /// Goes through its postings.
    pub(crate) fn postings(&self, each: &mut dyn FnMut(Posting)) {
        self.list.each(&self.bytes, each);
    }
}
