//! Facets: what a search is narrowed to, and how many of its entries have each value.

use super::gather::Ranked;
use super::{Options, facet};
use crate::format::{Columns, FACETS};
use crate::query::Query;

/// A facet with its values.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Facet {
    /// Its name: `kind`, `state`, `topic` or `year`.
    pub name: String,
    /// Values that matching entries have, with how many of them; in the order of the values.
    pub values: Vec<(String, usize)>,
}

/// What is allowed: for each facet that is named, the numbers of its allowed values.
#[derive(Debug)]
pub(super) struct Filters([Option<Vec<u32>>; 4]);

impl Filters {
    pub(super) fn of(query: &Query, options: &Options, columns: &Columns) -> Self {
        let mut allowed: [Option<Vec<u32>>; 4] = Default::default();
        let typed = query
            .filters
            .iter()
            .map(|(facet, value)| (*facet, value.as_str(), true));
        let chosen = options
            .filters
            .iter()
            .filter_map(|(name, value)| Some((facet(name)?, value.as_str(), false)));
        for (facet, value, typed) in typed.chain(chosen) {
            let (Some(slot), Some(values)) = (allowed.get_mut(facet), columns.values.get(facet))
            else {
                continue;
            };
            let slot = slot.get_or_insert_default();
            for (number, known) in (0_u32..).zip(values) {
                if if typed {
                    fits(known, value)
                } else {
                    known == value
                } {
                    slot.push(number);
                }
            }
        }
        Self(allowed)
    }

    /// Says whether an entry may be among the results.
    pub(super) fn allow(&self, columns: &Columns, document: u32) -> bool {
        (0..FACETS.len()).all(|facet| self.allow_one(columns, document, facet))
    }

    fn allow_one(&self, columns: &Columns, document: u32, facet: usize) -> bool {
        let Some(Some(allowed)) = self.0.get(facet) else {
            return true;
        };
        columns
            .of(facet, document)
            .iter()
            .any(|value| allowed.contains(value))
    }
}

/// Counts the values of each facet among matching entries. A facet's own choice does not narrow its own counts, so that
/// another of its values can be chosen as well.
pub(super) fn count(ranked: &[Ranked], filters: &Filters, columns: &Columns) -> Vec<Facet> {
    FACETS
        .iter()
        .enumerate()
        .map(|(facet, name)| {
            let values = columns.values.get(facet).map_or(&[][..], Vec::as_slice);
            let mut counts = vec![0_usize; values.len()];
            for hit in ranked {
                let others = (0..FACETS.len())
                    .filter(|other| *other != facet)
                    .all(|other| filters.allow_one(columns, hit.document, other));
                if others {
                    for value in columns.of(facet, hit.document) {
                        if let Some(count) = counts.get_mut(*value as usize) {
                            *count += 1;
                        }
                    }
                }
            }
            let values = values
                .iter()
                .cloned()
                .zip(counts)
                .filter(|(_, count)| *count > 0)
                .collect();
            Facet {
                name: (*name).to_owned(),
                values,
            }
        })
        .collect()
}

impl Columns {
    /// The values of a facet that an entry has.
    fn of(&self, facet: usize, document: u32) -> &[u32] {
        self.entries
            .get(facet)
            .and_then(|entries| entries.get(document as usize))
            .map_or(&[], Vec::as_slice)
    }
}

/// Says whether a value is what was typed: the same but for capitals, its first word, or a year in a range.
fn fits(known: &str, typed: &str) -> bool {
    if let Some((from, to)) = typed.split_once("..") {
        let year = known.parse::<u32>().ok();
        let from = from.parse().unwrap_or(0);
        let to = to.parse().unwrap_or(u32::MAX);
        return year.is_some_and(|year| (from..=to).contains(&year));
    }
    let same = |text: &str| text.to_lowercase() == typed.to_lowercase();
    same(known)
        || known
            .split_once(' ')
            .is_some_and(|(code, name)| same(code) || same(name))
}
