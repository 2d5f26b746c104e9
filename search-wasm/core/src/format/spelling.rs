//! Parts of the spelling: words as they are written, with how many entries hold them, and the terms that they become.

use super::{Damaged, Reader, Writer};

/// A word as it is written, but for capitals and marks.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Surface {
    pub(crate) word: String,
    /// How many entries hold it.
    pub(crate) count: u32,
    pub(crate) term: String,
}

/// Words in order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Spelling(pub(crate) Vec<Surface>);

impl Spelling {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer(vec![0]);
        out.number(self.0.len() as u64);
        let mut before = "";
        for surface in &self.0 {
            out.after(before, &surface.word);
            out.number(u64::from(surface.count));
            // Most terms begin as their words do.
            out.after(&surface.word, &surface.term);
            before = &surface.word;
        }
        out.0
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        reader.byte()?;
        let mut all: Vec<Surface> = Vec::new();
        for _ in 0..reader.count()? {
            let word = reader.after(all.last().map_or("", |before| before.word.as_str()))?;
            let count = reader.small()?;
            let term = reader.after(&word)?;
            if all.last().is_some_and(|before| before.word >= word) {
                return Err(Damaged);
            }
            all.push(Surface { word, count, term });
        }
        reader.end()?;
        Ok(Self(all))
    }
}
