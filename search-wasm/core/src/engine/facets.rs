//! Facets: what a search is narrowed to, and how many of its entries have each value.

use super::{Options, facet};
use crate::analyze::lower;
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

/// What is allowed: for each facet that is named, which of its sets of values.
#[derive(Debug)]
pub(super) struct Filters<'a> {
    columns: &'a Columns,
    allowed: [Option<Vec<bool>>; 4],
    /// For each facet, how many entries have each set of values.
    counts: [Vec<usize>; 4],
}

impl<'a> Filters<'a> {
    pub(super) fn of(query: &Query, options: &Options, columns: &'a Columns) -> Self {
        let mut values: [Option<Vec<u32>>; 4] = Default::default();
        let typed = query
            .filters
            .iter()
            .map(|(facet, value)| (*facet, value.as_str(), true));
        let chosen = options
            .filters
            .iter()
            .filter_map(|(name, value)| Some((facet(name)?, value.as_str(), false)));
        for (facet, value, typed) in typed.chain(chosen) {
            let (Some(slot), Some(column)) = (values.get_mut(facet), columns.0.get(facet)) else {
                continue;
            };
            let slot = slot.get_or_insert_default();
            for (number, known) in (0_u32..).zip(&column.values) {
                let same = if typed {
                    fits(known, value)
                } else {
                    known == value
                };
                if same {
                    slot.push(number);
                }
            }
        }
        let mut filters = Self {
            columns,
            allowed: Default::default(),
            counts: Default::default(),
        };
        for (facet, column) in columns.0.iter().enumerate() {
            if let Some(counts) = filters.counts.get_mut(facet) {
                counts.resize(column.sets.len(), 0);
            }
            if let (Some(allowed), Some(Some(values))) =
                (filters.allowed.get_mut(facet), values.get(facet))
            {
                let sets = column.sets.iter();
                *allowed = Some(
                    sets.map(|set| set.iter().any(|one| values.contains(one)))
                        .collect(),
                );
            }
        }
        filters
    }

    /// Counts an entry, and says whether it may be among the results. A facet's own choice does not narrow its own
    /// counts, so that another of its values can be chosen as well.
    pub(super) fn pass(&mut self, document: usize) -> bool {
        let mut sets = [0_usize; 4];
        let mut failed = None;
        let mut failures = 0;
        for (facet, column) in self.columns.0.iter().enumerate() {
            let set = column.entries.get(document).copied().unwrap_or_default() as usize;
            if let Some(slot) = sets.get_mut(facet) {
                *slot = set;
            }
            let allowed = match self.allowed.get(facet) {
                Some(Some(allowed)) => allowed.get(set).copied().unwrap_or(false),
                _ => true,
            };
            if !allowed {
                failed = Some(facet);
                failures += 1;
            }
        }
        for (facet, (counts, set)) in self.counts.iter_mut().zip(sets).enumerate() {
            let counted = failures == 0 || (failures == 1 && failed == Some(facet));
            if counted && let Some(count) = counts.get_mut(set) {
                *count += 1;
            }
        }
        failures == 0
    }

    pub(super) fn facets(&self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for ((name, column), counts) in FACETS.iter().zip(&self.columns.0).zip(&self.counts) {
            let mut values = vec![0; column.values.len()];
            for (set, count) in column.sets.iter().zip(counts) {
                for value in set {
                    if let Some(sum) = values.get_mut(*value as usize) {
                        *sum += count;
                    }
                }
            }
            let values = column.values.iter().cloned().zip(values);
            facets.push(Facet {
                name: (*name).to_owned(),
                values: values.filter(|(_, count)| *count > 0).collect(),
            });
        }
        facets
    }
}

/// Says whether a value is what was typed: the same but for capitals, its first word, or a year in a range.
fn fits(known: &str, typed: &str) -> bool {
    // By its first dot: the library's search for two of them is longer than this whole file.
    let dot = typed.find('.').unwrap_or(typed.len());
    let (from, rest) = typed.split_at_checked(dot).unwrap_or((typed, ""));
    if let Some(to) = rest.strip_prefix("..") {
        let year = known.parse::<u32>().ok();
        let from = from.parse().unwrap_or(0);
        let to = to.parse().unwrap_or(u32::MAX);
        return year.is_some_and(|year| (from..=to).contains(&year));
    }
    let same = |text: &str| text.chars().map(lower).eq(typed.chars().map(lower));
    same(known)
        || known
            .split_once(' ')
            .is_some_and(|(code, name)| same(code) || same(name))
}
