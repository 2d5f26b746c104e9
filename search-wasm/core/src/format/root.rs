//! The root: what an engine must know before it knows which other files a query needs.

use super::{Damaged, Hash, Reader, VERSION, Writer};

/// The root of an index.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Root {
    /// The language.
    pub(crate) lang: String,
    /// The name of what made the terms.
    pub(crate) fingerprint: String,
    /// How many entries there are.
    pub(crate) documents: u32,
    /// Texts with the terms that the writer made of them: an engine that makes others must not answer.
    pub(crate) vectors: Vec<(String, String)>,
    /// Words that a query does without where it has others; folded, in order.
    pub(crate) stop_words: Vec<String>,
    /// Things with several names; each name as its terms with spaces between.
    pub(crate) names: Vec<Vec<String>>,
    /// Term shards: the first term of each, its hash, and the hash of its positions.
    pub(crate) shards: Vec<(String, Hash, Hash)>,
    /// Parts of the spelling: the first word of each, and its hash.
    pub(crate) spelling: Vec<(String, Hash)>,
    /// Card blocks, in the order of entries.
    pub(crate) cards: Vec<Hash>,
    /// The facet columns.
    pub(crate) columns: Hash,
    /// The order of dates.
    pub(crate) dates: Hash,
}

impl Root {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer(b"VTRN".to_vec());
        out.number(VERSION);
        out.text(&self.lang);
        out.text(&self.fingerprint);
        out.number(u64::from(self.documents));
        out.number(self.vectors.len() as u64);
        for (text, terms) in &self.vectors {
            out.text(text);
            out.text(terms);
        }
        out.texts(&self.stop_words);
        out.number(self.names.len() as u64);
        for names in &self.names {
            out.texts(names);
        }
        let mut before = "";
        out.number(self.shards.len() as u64);
        for (first, shard, positions) in &self.shards {
            out.after(before, first);
            out.0.extend_from_slice(shard);
            out.0.extend_from_slice(positions);
            before = first;
        }
        before = "";
        out.number(self.spelling.len() as u64);
        for (first, part) in &self.spelling {
            out.after(before, first);
            out.0.extend_from_slice(part);
            before = first;
        }
        out.hashes(&self.cards);
        out.0.extend_from_slice(&self.columns);
        out.0.extend_from_slice(&self.dates);
        out.0
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes.strip_prefix(b"VTRN").ok_or(Damaged)?);
        if reader.number()? != VERSION {
            return Err(Damaged);
        }
        let mut root = Self {
            lang: reader.text()?.to_owned(),
            fingerprint: reader.text()?.to_owned(),
            documents: reader.small()?,
            ..Self::default()
        };
        for _ in 0..reader.count()? {
            let text = reader.text()?.to_owned();
            root.vectors.push((text, reader.text()?.to_owned()));
        }
        root.stop_words = reader.texts()?;
        for _ in 0..reader.count()? {
            root.names.push(reader.texts()?);
        }
        for _ in 0..reader.count()? {
            let before = root.shards.last().map_or("", |(first, _, _)| first);
            let first = reader.after(before)?;
            root.shards.push((first, reader.hash()?, reader.hash()?));
        }
        for _ in 0..reader.count()? {
            let before = root.spelling.last().map_or("", |(first, _)| first);
            let first = reader.after(before)?;
            root.spelling.push((first, reader.hash()?));
        }
        root.cards = reader.hashes()?;
        root.columns = reader.hash()?;
        root.dates = reader.hash()?;
        reader.end()?;
        let ordered = root.shards.is_sorted_by(|a, b| a.0 < b.0)
            && root.spelling.is_sorted_by(|a, b| a.0 < b.0)
            && root.stop_words.is_sorted();
        if root.cards.len() == (root.documents as usize).div_ceil(super::CARDS) && ordered {
            Ok(root)
        } else {
            Err(Damaged)
        }
    }
}
