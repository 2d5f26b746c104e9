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
    /// How many of them share a card block.
    pub(crate) together: u32,
    /// Texts with the terms that the writer made of them: an engine that makes others must not answer.
    pub(crate) vectors: Vec<(String, String)>,
    /// Words that a query does without where it has others; folded, in order.
    pub(crate) stop_words: Vec<String>,
    /// Things with several names; each name as its terms with spaces between.
    pub(crate) names: Vec<Vec<String>>,
    /// Term shards: where each begins, and its hash.
    pub(crate) shards: Vec<(String, Hash)>,
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
        out.number(u64::from(self.together));
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
        for list in [&self.shards, &self.spelling] {
            let mut before = "";
            out.number(list.len() as u64);
            for (first, hash) in list {
                out.after(before, first);
                out.0.extend_from_slice(hash);
                before = first;
            }
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
            together: reader.small()?,
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
        for list in [&mut root.shards, &mut root.spelling] {
            for _ in 0..reader.count()? {
                let first = reader.after(list.last().map_or("", |(first, _)| first))?;
                list.push((first, reader.hash()?));
            }
        }
        root.cards = reader.hashes()?;
        root.columns = reader.hash()?;
        root.dates = reader.hash()?;
        reader.end()?;
        let ordered = [&root.shards, &root.spelling]
            .iter()
            .all(|list| list.is_sorted_by(|a, b| a.0 < b.0));
        let ordered = ordered && root.stop_words.is_sorted();
        let blocks = root.documents.checked_next_multiple_of(root.together);
        let blocks = blocks.and_then(|all| all.checked_div(root.together));
        if ordered && blocks.is_some_and(|blocks| root.cards.len() == blocks as usize) {
            Ok(root)
        } else {
            Err(Damaged)
        }
    }
}
