//! Card blocks, with what a result shows; and body blocks, with the texts that snippets are cut from.

use super::{BODIES, Damaged, Hash, Reader, Writer};

/// What a result shows of an entry.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Card {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) date: String,
}

/// A block of cards, and the body blocks of the same entries.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Cards {
    pub(crate) cards: Vec<Card>,
    pub(crate) bodies: Vec<Hash>,
}

impl Cards {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer(vec![0]);
        out.number(self.cards.len() as u64);
        for card in &self.cards {
            for part in [
                &card.url,
                &card.title,
                &card.summary,
                &card.kind,
                &card.state,
                &card.date,
            ] {
                out.text(part);
            }
        }
        out.hashes(&self.bodies);
        out.0
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        reader.byte()?;
        let mut block = Self::default();
        for _ in 0..reader.count()? {
            let mut part = || reader.text().map(str::to_owned);
            block.cards.push(Card {
                url: part()?,
                title: part()?,
                summary: part()?,
                kind: part()?,
                state: part()?,
                date: part()?,
            });
        }
        block.bodies = reader.hashes()?;
        reader.end()?;
        if block.bodies.len() == block.cards.len().div_ceil(BODIES) {
            Ok(block)
        } else {
            Err(Damaged)
        }
    }
}

pub(crate) fn write_bodies(bodies: &[&str]) -> Vec<u8> {
    let mut out = Writer(vec![0]);
    out.number(bodies.len() as u64);
    for body in bodies {
        out.text(body);
    }
    out.0
}

pub(crate) fn read_bodies(bytes: &[u8]) -> Result<Vec<String>, Damaged> {
    let mut reader = Reader(bytes);
    reader.byte()?;
    let bodies = reader.texts()?;
    reader.end()?;
    Ok(bodies)
}
