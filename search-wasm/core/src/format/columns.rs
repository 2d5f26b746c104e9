//! Facet columns: for each facet its values, and which of them each entry has.

use super::{Damaged, Reader, Writer};

/// The facets, in the order in which they are written.
pub(crate) const FACETS: [&str; 4] = ["kind", "state", "topic", "year"];

/// One column a facet.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Columns {
    /// The values of each facet, in order.
    pub(crate) values: [Vec<String>; 4],
    /// The values of each entry, as indices, facet by facet.
    pub(crate) entries: [Vec<Vec<u32>>; 4],
    /// The place of each entry's date among all dates; what has no date stands before them.
    pub(crate) order: Vec<u32>,
}

impl Columns {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        for (values, entries) in self.values.iter().zip(&self.entries) {
            out.number(values.len() as u64);
            for value in values {
                out.text(value);
            }
            // Like neighbours are written once: how many of them, then their values.
            let mut rest = entries.as_slice();
            while let Some(first) = rest.first() {
                let run = rest.iter().take_while(|entry| *entry == first).count();
                out.number(run as u64);
                out.number(first.len() as u64);
                for value in first {
                    out.number(u64::from(*value));
                }
                rest = rest.get(run..).unwrap_or_default();
            }
        }
        for order in &self.order {
            out.number(u64::from(*order));
        }
        out.0
    }

    pub(crate) fn read(bytes: &[u8], documents: u32) -> Result<Self, Damaged> {
        let mut reader = Reader(bytes);
        let mut columns = Self::default();
        for (values, entries) in columns.values.iter_mut().zip(&mut columns.entries) {
            for _ in 0..reader.count()? {
                values.push(reader.text()?.to_owned());
            }
            while entries.len() < documents as usize {
                let run = usize::try_from(reader.number()?).map_err(|_| Damaged)?;
                if run == 0 || run > documents as usize - entries.len() {
                    return Err(Damaged);
                }
                let mut own = Vec::new();
                for _ in 0..reader.count()? {
                    let value = reader.small()?;
                    if value as usize >= values.len() {
                        return Err(Damaged);
                    }
                    own.push(value);
                }
                entries.extend(std::iter::repeat_n(own, run));
            }
        }
        for _ in 0..documents {
            columns.order.push(reader.small()?);
        }
        reader.end()?;
        Ok(columns)
    }
}
