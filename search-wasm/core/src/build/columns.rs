//! Facets and dates of all documents, as columns.

use std::collections::BTreeSet;

use super::Document;
use crate::format::{Columns, write_dates};

pub(super) fn columns(documents: &[&Document]) -> Columns {
    let mut columns = Columns::default();
    for (facet, column) in columns.0.iter_mut().enumerate() {
        let texts: Vec<Vec<&str>> = documents
            .iter()
            .map(|document| values(document, facet))
            .collect();
        let all: BTreeSet<&str> = texts.iter().flatten().copied().collect();
        let sets: BTreeSet<&Vec<&str>> = texts.iter().collect();
        let all: Vec<&str> = all.into_iter().collect();
        let sets: Vec<&Vec<&str>> = sets.into_iter().collect();
        let number = |at: Result<usize, usize>| at.ok().and_then(|at| u32::try_from(at).ok());
        column.values = all.iter().map(|value| (*value).to_owned()).collect();
        column.sets = sets
            .iter()
            .map(|set| {
                set.iter()
                    .filter_map(|value| number(all.binary_search(value)))
                    .collect()
            })
            .collect();
        column.entries = texts
            .iter()
            .filter_map(|own| number(sets.binary_search(&own)))
            .collect();
    }
    columns
}

/// The values that a document has of a facet, in order.
fn values(document: &Document, facet: usize) -> Vec<&str> {
    let mut values: Vec<&str> = match facet {
        0 => vec![&document.kind],
        1 => vec![&document.state],
        2 => document.topics.iter().map(String::as_str).collect(),
        _ => vec![document.date.get(..4).unwrap_or_default()],
    };
    values.retain(|value| !value.is_empty());
    values.sort_unstable();
    values.dedup();
    values
}

pub(super) fn dates(documents: &[&Document]) -> Vec<u8> {
    let dates: BTreeSet<&str> = documents.iter().map(|document| &*document.date).collect();
    let dates: Vec<&str> = dates.into_iter().collect();
    let order: Vec<u32> = documents
        .iter()
        .filter_map(|document| dates.binary_search(&document.date.as_str()).ok())
        .filter_map(|at| u32::try_from(at).ok())
        .collect();
    write_dates(&order)
}
