//! Facet columns: for each facet its values, and which of them each entry has. And the order of dates, a file of its own.

use super::{Damaged, Reader, Writer};

/// The facets, in the order in which they are written.
pub(crate) const FACETS: [&str; 4] = ["kind", "state", "topic", "year"];

/// A facet: its values, the sets of values that entries have, and which of these sets each entry has.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Column {
    /// The values, in order.
    pub(crate) values: Vec<String>,
    /// Sets of values, each in order, as numbers of values.
    pub(crate) sets: Vec<Vec<u32>>,
    /// For each entry the number of its set.
    pub(crate) entries: Vec<u32>,
}

/// One column a facet.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Columns(pub(crate) [Column; 4]);

impl Columns {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Writer(vec![0]);
        for column in &self.0 {
            out.texts(&column.values);
            out.number(column.sets.len() as u64);
            for set in &column.sets {
                out.number(set.len() as u64);
                for value in set {
                    out.number(u64::from(*value));
                }
            }
            // Like neighbours are written once: how many of them, then their set.
            for run in column.entries.chunk_by(|a, b| a == b) {
                out.number(run.len() as u64);
                out.number(u64::from(run.first().copied().unwrap_or_default()));
            }
        }
        out.0
    }

    pub(crate) fn read(bytes: &[u8], documents: u32) -> Result<Self, Damaged> {
        let documents = documents as usize;
        let mut reader = Reader(bytes);
        reader.byte()?;
        let mut columns = Self::default();
        for column in &mut columns.0 {
            column.values = reader.texts()?;
            for _ in 0..reader.count()? {
                let mut set = Vec::new();
                for _ in 0..reader.count()? {
                    let value = reader.small()?;
                    if value as usize >= column.values.len() {
                        return Err(Damaged);
                    }
                    set.push(value);
                }
                column.sets.push(set);
            }
            while column.entries.len() < documents {
                let run = usize::try_from(reader.number()?).map_err(|_| Damaged)?;
                let set = reader.small()?;
                let fits = (1..=documents - column.entries.len()).contains(&run);
                if !fits || set as usize >= column.sets.len() {
                    return Err(Damaged);
                }
                column.entries.resize(column.entries.len() + run, set);
            }
        }
        reader.end()?;
        Ok(columns)
    }
}

/// For each entry the place of its date among all dates.
pub(crate) fn write_dates(order: &[u32]) -> Vec<u8> {
    let mut out = Writer(vec![0]);
    for place in order {
        out.number(u64::from(*place));
    }
    out.0
}

pub(crate) fn read_dates(bytes: &[u8], documents: u32) -> Result<Vec<u32>, Damaged> {
    let mut reader = Reader(bytes);
    reader.byte()?;
    let mut order = Vec::new();
    for _ in 0..documents {
        order.push(reader.small()?);
    }
    reader.end()?;
    Ok(order)
}
