//! The root: what an engine must know before it knows which other files a query needs.

use super::{Damaged, Reader, VERSION, Writer};

/// The root of an index.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Root {
    /// The language.
    pub(crate) lang: String,
    /// How many entries there are.
    pub(crate) documents: u32,
    /// Texts with the terms that the writer made of them: an engine that makes others must not answer.
    pub(crate) vectors: Vec<(String, String)>,
    /// Term shards: the first term of each, its name, and the name of its positions.
    pub(crate) shards: Vec<(String, String, String)>,
    /// Card blocks, in the order of entries.
    pub(crate) cards: Vec<String>,
    /// Body blocks, in the order of entries.
    pub(crate) bodies: Vec<String>,
    /// The facet columns.
    pub(crate) columns: String,
}

impl Root {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer(b"VTRN".to_vec());
        out.number(VERSION);
        out.text(&self.lang);
        out.number(u64::from(self.documents));
        out.number(self.vectors.len() as u64);
        for (text, terms) in &self.vectors {
            out.text(text);
            out.text(terms);
        }
        out.number(self.shards.len() as u64);
        for (first, shard, positions) in &self.shards {
            out.text(first);
            out.text(shard);
            out.text(positions);
        }
        for list in [&self.cards, &self.bodies] {
            out.number(list.len() as u64);
            for name in list {
                out.text(name);
            }
        }
        out.text(&self.columns);
        out.0
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes.strip_prefix(b"VTRN").ok_or(Damaged)?);
        if reader.number()? != VERSION {
            return Err(Damaged);
        }
        let lang = reader.text()?.to_owned();
        let documents = reader.small()?;
        let mut root = Self {
            lang,
            documents,
            ..Self::default()
        };
        for _ in 0..reader.count()? {
            root.vectors
                .push((reader.text()?.to_owned(), reader.text()?.to_owned()));
        }
        for _ in 0..reader.count()? {
            root.shards.push((
                reader.text()?.to_owned(),
                reader.text()?.to_owned(),
                reader.text()?.to_owned(),
            ));
        }
        for _ in 0..reader.count()? {
            root.cards.push(reader.text()?.to_owned());
        }
        for _ in 0..reader.count()? {
            root.bodies.push(reader.text()?.to_owned());
        }
        reader.text()?.clone_into(&mut root.columns);
        reader.end()?;
        let blocks = |per: usize| (documents as usize).div_ceil(per);
        if root.cards.len() != blocks(super::CARDS) || root.bodies.len() != blocks(super::BODIES) {
            return Err(Damaged);
        }
        Ok(root)
    }
}
