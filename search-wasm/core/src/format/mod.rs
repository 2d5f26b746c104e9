//! The files of an index: writers and readers side by side. `FORMAT.md` describes them for others.

mod block;
mod columns;
mod postings;
mod root;
mod shard;
mod spelling;

use sha2::{Digest as _, Sha256};

pub(crate) use block::{Card, Cards, read_bodies, write_bodies};
pub(crate) use columns::{Columns, FACETS, read_dates, write_dates};
pub(crate) use postings::{Overflow, Piece, Posting};
pub(crate) use root::Root;
pub(crate) use shard::{Shard, ShardWriter, Term, places, write_own_places, write_places};
pub(crate) use spelling::{Spelling, Surface};

/// The version of the format. A reader refuses any other.
pub(crate) const VERSION: u64 = 4;

/// How many entries of a card block share a body block.
pub(crate) const BODIES: usize = 4;

/// These bytes are not what a writer of this format wrote.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the search data are damaged or half updated")
    }
}

impl std::error::Error for Damaged {}

/// The first bytes of a file's SHA-256: what other files call it by.
pub(crate) type Hash = [u8; 4];

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    let mut hash = Hash::default();
    for (to, from) in hash.iter_mut().zip(Sha256::digest(bytes)) {
        *to = from;
    }
    hash
}

/// The name of a file: a letter for what it is, and its hash in hexadecimal.
pub(crate) fn name(letter: char, hash: Hash) -> String {
    let mut name = String::from(letter);
    name.push('-');
    for byte in hash {
        for half in [byte >> 4, byte & 15] {
            name.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    name
}

/// Says whether bytes are those that a name asks for.
pub(crate) fn fits(file: &str, bytes: &[u8]) -> bool {
    file.chars()
        .next()
        .is_some_and(|letter| name(letter, hash(bytes)) == file)
}

/// Writes numbers and texts.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    /// A whole number: seven bits a byte, the lowest first (LEB128).
    pub(crate) fn number(&mut self, number: u64) {
        let mut number = number;
        while number > 0x7f {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push((number & 0x7f) as u8);
    }

    /// A text: its length in bytes, then its bytes in UTF-8.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A text among others in order: how many bytes it shares with the one before, then the rest.
    pub(crate) fn after(&mut self, before: &str, text: &str) {
        let shared = shared(before, text);
        self.number(shared as u64);
        self.text(text.get(shared..).unwrap_or_default());
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    /// A list of hashes.
    pub(crate) fn hashes(&mut self, hashes: &[Hash]) {
        self.number(hashes.len() as u64);
        for hash in hashes {
            self.0.extend_from_slice(hash);
        }
    }
}

/// Reads from the front of bytes, and never past their end.
#[derive(Debug)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn byte(&mut self) -> Result<u8, Damaged> {
        let (&first, rest) = self.0.split_first().ok_or(Damaged)?;
        self.0 = rest;
        Ok(first)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    /// A number that counts things, each of which takes at least a byte of what is left.
    pub(crate) fn count(&mut self) -> Result<usize, Damaged> {
        let count = usize::try_from(self.number()?).map_err(|_| Damaged)?;
        if count > self.0.len() {
            Err(Damaged)
        } else {
            Ok(count)
        }
    }

    pub(crate) fn small(&mut self) -> Result<u32, Damaged> {
        u32::try_from(self.number()?).map_err(|_| Damaged)
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(Damaged)?;
        self.0 = rest;
        Ok(head)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Damaged)
    }

    /// A text that was written [`Writer::after`] another.
    pub(crate) fn after(&mut self, before: &str) -> Result<String, Damaged> {
        let shared = usize::try_from(self.number()?).map_err(|_| Damaged)?;
        let mut text = before.get(..shared).ok_or(Damaged)?.to_owned();
        text.push_str(self.text()?);
        Ok(text)
    }

    pub(crate) fn texts(&mut self) -> Result<Vec<String>, Damaged> {
        let mut texts = Vec::new();
        for _ in 0..self.count()? {
            texts.push(self.text()?.to_owned());
        }
        Ok(texts)
    }

    pub(crate) fn hash(&mut self) -> Result<Hash, Damaged> {
        self.take(4)?.try_into().map_err(|_| Damaged)
    }

    pub(crate) fn hashes(&mut self) -> Result<Vec<Hash>, Damaged> {
        let mut hashes = Vec::new();
        for _ in 0..self.count()? {
            hashes.push(self.hash()?);
        }
        Ok(hashes)
    }

    pub(crate) fn end(&self) -> Result<(), Damaged> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Damaged)
        }
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
