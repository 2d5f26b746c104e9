//! Small numbers: below which a count in a table may show who or what it counts, and in tables of which types.

use super::{Note, word};
use crate::entry::front_matter::{RawData, RawMap};

/// What a policy says of small numbers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Cells {
    /// The least count that may stand in a table.
    pub(crate) least: u64,
    /// Rows or rules of the matrix.
    types: Vec<String>,
}

impl Cells {
    /// The one that is built in: counts below five, of what is held, of what happened, of persons.
    pub(crate) fn built_in() -> Self {
        let types = ["inventory-record", "incident-report", "personnel"];
        Self {
            least: 5,
            types: types.map(str::to_owned).to_vec(),
        }
    }

    /// Says whether tables of a type are held against it.
    pub(crate) fn covers(&self, rule: &str) -> bool {
        let row = rule.split_once('/').map_or(rule, |(row, _)| row);
        self.types.iter().any(|known| known == rule || known == row)
    }

    /// Says whether it asks for less than another.
    pub(super) fn is_weaker_than(&self, other: &Self) -> bool {
        self.least < other.least || other.types.iter().any(|rule| !self.covers(rule))
    }

    /// Lays a site's own over it.
    pub(super) fn overlay(
        &mut self,
        table: &RawMap,
        knows: &mut dyn FnMut(&str) -> bool,
        note: &mut Note<'_>,
    ) {
        for (name, span, value) in &table.0 {
            match (name.as_str(), &value.data) {
                (
                    "least",
                    RawData::Scalar {
                        text,
                        quoted: false,
                    },
                ) if text.parse().is_ok_and(|least: u64| least <= 1000) => {
                    self.least = text.parse().unwrap_or(self.least);
                }
                ("least", _) => note(
                    "value-type",
                    &value.span,
                    "this is a whole number up to 1000",
                    "write for example `least = 5`",
                ),
                ("types", RawData::List(items)) => {
                    self.types.clear();
                    for item in items {
                        match word(&item.data).filter(|rule| knows(rule)) {
                            Some(rule) => self.types.push(rule.to_owned()),
                            None => note(
                                "type-unknown",
                                &item.span,
                                "the matrix has no such row or stream",
                                "write a row, or `row/stream`",
                            ),
                        }
                    }
                }
                ("types", _) => note(
                    "value-type",
                    &value.span,
                    "this is a list",
                    "write `types = [\"inventory-record\"]`",
                ),
                _ => note(
                    "key-unknown",
                    span,
                    "small numbers have no part of this name",
                    "write one of: least, types",
                ),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_covers_its_streams_and_a_stream_itself() {
        let mut cells = Cells::built_in();
        cells.types.push("transport/completed".to_owned());
        for rule in [
            "personnel",
            "inventory-record",
            "inventory-record/detailed",
            "transport/completed",
        ] {
            assert!(cells.covers(rule), "{rule}");
        }
        for rule in ["national-policy", "transport", "transport/specific", ""] {
            assert!(!cells.covers(rule), "{rule}");
        }
    }
}
