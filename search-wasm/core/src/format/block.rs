//! Card blocks, with what a result shows; and body blocks, with the texts that snippets are cut from.

use super::{Damaged, Reader, Writer};

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

impl Card {
    fn parts(&self) -> [&str; 6] {
        [
            &self.url,
            &self.title,
            &self.summary,
            &self.kind,
            &self.state,
            &self.date,
        ]
    }
}

pub(crate) fn write_cards(cards: &[Card]) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(cards.len() as u64);
    for card in cards {
        for part in card.parts() {
            out.text(part);
        }
    }
    out.0
}

pub(crate) fn read_cards(bytes: &[u8]) -> Result<Vec<Card>, Damaged> {
    let mut reader = Reader(bytes);
    let mut cards = Vec::new();
    for _ in 0..reader.count()? {
        let mut part = || reader.text().map(str::to_owned);
        cards.push(Card {
            url: part()?,
            title: part()?,
            summary: part()?,
            kind: part()?,
            state: part()?,
            date: part()?,
        });
    }
    reader.end()?;
    Ok(cards)
}

pub(crate) fn write_bodies(bodies: &[&str]) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(bodies.len() as u64);
    for body in bodies {
        out.text(body);
    }
    out.0
}

pub(crate) fn read_bodies(bytes: &[u8]) -> Result<Vec<String>, Damaged> {
    let mut reader = Reader(bytes);
    let mut bodies = Vec::new();
    for _ in 0..reader.count()? {
        bodies.push(reader.text()?.to_owned());
    }
    reader.end()?;
    Ok(bodies)
}
