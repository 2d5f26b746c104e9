//! The information matrix as policy: levels, reasons, and the rule that governs each type of information.
//!
//! The matrix of the policy dialogue brief is built in; a site's `policy.toml` adds to it or overrides it. Where the brief
//! is at odds with itself, this is what we decided:
//!
//! * *Personnel* (row 18) is not sensitive, yet personal data stay confidential: an appointment to a public post may be
//!   published as such; rosters, vetting and contacts may not. So its rule guards personal data: files of such entries need
//!   an assessment by two persons, and what a detector of personal data finds in them is waived by two.
//! * *Incident reports* (row 8): the brief's sentence on follow-ups breaks off. They are `follow-up` and
//!   `nonsensitive-part`, and nothing is read into the gap.
//! * *Emergency announcements* (row 9) and rows 4 and 20 ("mostly not sensitive") are assessed in each case: fail closed.
//! * *Inventories* (row 13): the public is a recipient of the two summaries alone, as the channel cell says.
//! * *Historical records* (row 15) and *safeguards reports* (row 14): the public is no recipient, so only an exception publishes.
//! * A type that is not sensitive does not make a text safe: its entries need a public tag all the same.

mod assess;
mod cells;
pub(crate) mod detector;
mod duties;
mod gates;
mod lowering;
mod maps;
mod matrix;
mod mosaic;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Admonition;
use crate::dialect::near_miss::is_near;
use crate::entry::front_matter::{RawData, RawMap, read_toml};
use crate::entry::suggestion;
use crate::public::RuleFacts;
use crate::source::SourceTree;
use crate::vocabulary::REASONS;

pub(crate) use assess::{
    Assessment, Case, Exception, Lifted, Refusal, Shows, Verdict, folded_name, judge, same_person,
};
pub(crate) use cells::Cells;
pub(crate) use detector::Detectors;
use duties::Duties;
pub(crate) use gates::{LIFTED, explain, is_of_a_gate};
use maps::Maps;
pub(crate) use mosaic::{Acceptance, Combination, Mosaic, Said, combinations, folded, smallest};
pub use mosaic::{Fact, PastFact};

/// The name of a site's own policy.
const FILE: &str = "policy.toml";

/// The levels that are built in, lowest first.
const LEVELS: &[&str] = &["public", "partners", "restricted", "sensitive"];

/// The policy of a site.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    levels: Vec<String>,
    rules: Vec<RuleFacts>,
    /// What rules ask for beside their gates, by their names.
    duties: BTreeMap<String, Duties>,
    reasons: Vec<String>,
    own_reasons: Vec<(String, String)>,
    mosaic: Mosaic,
    maps: Maps,
    cells: Cells,
    detectors: Detectors,
}

impl Policy {
    /// The built-in policy, with what the site's own adds and overrides.
    pub(crate) fn read(source: &SourceTree, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (built_in, duties) = matrix::built_in();
        let reasons: Vec<String> = REASONS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut policy = Self {
            levels: LEVELS.iter().map(|level| (*level).to_owned()).collect(),
            rules: built_in,
            duties,
            reasons,
            own_reasons: Vec::new(),
            mosaic: Mosaic::built_in(),
            maps: Maps::built_in(),
            cells: Cells::built_in(),
            detectors: Detectors::default(),
        };
        let Some(bytes) = source.bytes(FILE) else {
            if source.contains(FILE) {
                // It may ask for more than the built-in policy does.
                diagnostics.push(
                    Diagnostic::error("file-unread", FILE, 0..0, "this policy was not read")
                        .help("see that the file can be opened, and is no link"),
                );
                return None;
            }
            return Some(policy);
        };
        let before = diagnostics.errors();
        let map = read_toml(FILE, bytes, diagnostics)?;
        policy.overlay(&map, diagnostics);
        if diagnostics.errors() > before {
            return None;
        }
        lowering::report(&policy, &map, diagnostics);
        Some(policy)
    }

    /// All levels, lowest first; the first is `public`.
    pub(crate) fn levels(&self) -> &[String] {
        &self.levels
    }

    /// The names of all reasons for withholding.
    pub(crate) fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// The reasons that the site adds, with the words that the public reads.
    pub(crate) fn own_reasons(&self) -> &[(String, String)] {
        &self.own_reasons
    }

    /// The rule that a `type` names.
    pub(crate) fn rule(&self, name: &str) -> Option<&RuleFacts> {
        self.rules.iter().find(|rule| rule.name() == name)
    }

    /// Says whether the matrix has a row.
    pub(crate) fn has_row(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule.row == name)
    }

    /// All rules, in the order of the matrix.
    pub(crate) fn facts(&self) -> Vec<RuleFacts> {
        self.rules.clone()
    }

    /// The detectors of this site.
    pub(crate) fn detectors(&self) -> &Detectors {
        &self.detectors
    }

    /// The rules of what must not all be public about one subject.
    pub(crate) fn mosaic(&self) -> &Mosaic {
        &self.mosaic
    }

    /// What other schemes of markings ask for.
    pub(crate) fn maps(&self) -> &Maps {
        &self.maps
    }

    /// What it says of small numbers in tables.
    pub(crate) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// What a rule asks for beside its gates.
    pub(crate) fn duties(&self, rule: &str) -> Duties {
        self.duties.get(rule).cloned().unwrap_or_default()
    }

    /// Says whether entries of a type may not hold personal data: there a finding of such data needs two persons to waive it.
    pub(crate) fn guards_personal_data(&self, rule: &str) -> bool {
        self.duties
            .get(rule)
            .is_some_and(|duties| duties.no_personal_data)
    }

    /// Says whether all that everyone may read of the policy is built in: rules and reasons. Whatever else a site's own
    /// policy says is private, and so is whether it has one.
    pub(crate) fn reads_as_built_in(&self) -> bool {
        self.own_reasons.is_empty() && self.rules == matrix::built_in().0
    }

    fn overlay(&mut self, map: &RawMap, diagnostics: &mut Diagnostics) {
        for (name, _, value) in &map.0 {
            if let ("detector", RawData::Map(table)) = (name.as_str(), &value.data) {
                self.detectors.overlay(table, diagnostics);
            }
        }
        let mut error = |code, span: &Range<usize>, message: &str, help: &str| {
            diagnostics.push(Diagnostic::error(code, FILE, span.clone(), message).help(help));
        };
        self.replace(map, &mut error);
        for (name, span, value) in &map.0 {
            match (name.as_str(), &value.data) {
                ("levels", RawData::List(items)) => {
                    let words: Vec<String> = items
                        .iter()
                        .filter_map(|item| word(&item.data))
                        .map(str::to_owned)
                        .collect();
                    let sound = words.len() == items.len()
                        && words.len() >= 2
                        && words.first().is_some_and(|first| first == "public")
                        && words.iter().all(|level| is_level(level))
                        && words.iter().enumerate().all(|(at, level)| {
                            !is_near(level, words.get(..at).unwrap_or_default())
                        });
                    if sound {
                        self.levels = words;
                    } else {
                        error(
                            "policy-levels",
                            &value.span,
                            "these are not the levels of a policy",
                            "list names of lower-case letters, lowest first; the first is \"public\", no two differ by a slip of the keyboard, and none is that of an admonition",
                        );
                    }
                }
                ("reasons", RawData::Map(table)) => {
                    for (reason, span, words) in &table.0 {
                        match word(&words.data) {
                            Some(words)
                                if crate::slug::is_slug(reason)
                                    && !self.reasons.contains(reason)
                                    && !words.trim().is_empty() =>
                            {
                                self.reasons.push(reason.clone());
                                self.own_reasons.push((reason.clone(), words.to_owned()));
                            }
                            _ if self.reasons.contains(reason) => error(
                                "policy-reason",
                                span,
                                "this reason is there already, with words of its own",
                                "give yours another name",
                            ),
                            _ => error(
                                "policy-reason",
                                span,
                                "a reason has a name and the words that the public reads",
                                "write `reason-name = \"words for the public\"`",
                            ),
                        }
                    }
                }
                ("row", RawData::Map(rows)) => {
                    matrix::overlay(&mut self.rules, &mut self.duties, rows, &mut error);
                }
                // The first was read before all else; the others name levels and types, and are read when these are known.
                ("replace", _) | ("mosaic" | "maps" | "cells" | "detector", RawData::Map(_)) => {}
                ("levels" | "reasons" | "row" | "mosaic" | "maps" | "cells" | "detector", _) => {
                    error(
                        "value-type",
                        &value.span,
                        "this part of the policy has another shape",
                        "write `levels = [\"public\", \"…\"]`, `[reasons]` with `name = \"words\"` below it, `[row.name]`, `[maps.name]`, `[mosaic]`, `[cells]` or `[detector.name]`",
                    );
                }
                (name, _) => {
                    let known = [
                        "cells", "detector", "levels", "maps", "mosaic", "reasons", "replace",
                        "row",
                    ];
                    let help = match suggestion(name, known) {
                        Some(key) => format!("did you mean `{key}`?"),
                        None => format!("write one of: {}", known.join(", ")),
                    };
                    error(
                        "key-unknown",
                        span,
                        "a policy has no part of this name",
                        &help,
                    );
                }
            }
        }
        for (name, _, value) in &map.0 {
            if let ("mosaic", RawData::Map(table)) = (name.as_str(), &value.data) {
                let rules = &self.rules;
                let mut knows = |written: &str| {
                    rules
                        .iter()
                        .any(|rule| rule.name() == written || rule.row == written)
                };
                self.mosaic.overlay(table, &mut knows, &mut error);
            }
            if let ("cells", RawData::Map(table)) = (name.as_str(), &value.data) {
                let rules = &self.rules;
                let mut knows = |written: &str| {
                    rules
                        .iter()
                        .any(|rule| rule.name() == written || rule.row == written)
                };
                self.cells.overlay(table, &mut knows, &mut error);
            }
            if let ("maps", RawData::Map(maps)) = (name.as_str(), &value.data) {
                self.maps.overlay(maps, &self.levels, &mut error);
            }
        }
        if self.rules.is_empty() {
            let place = map.0.iter().find(|(name, _, _)| name == "replace");
            let span = place.map_or(0..0, |(_, _, value)| value.span.clone());
            error(
                "policy-empty",
                &span,
                "the rows of the matrix are taken out, and there are no others",
                "add `[row.name]` for each type of information, or leave `rows` out of `replace`",
            );
        }
    }

    /// Takes out the built-in parts that a site replaces as a whole.
    fn replace(&mut self, map: &RawMap, note: &mut Note<'_>) {
        let Some((_, _, value)) = map.0.iter().find(|(name, _, _)| name == "replace") else {
            return;
        };
        for part in words_of(&value.data, &value.span, &["rows", "maps", "mosaic"], note) {
            match part.as_str() {
                "rows" => {
                    self.rules.clear();
                    self.duties.clear();
                }
                "maps" => self.maps = Maps::none(),
                _ => self.mosaic = Mosaic::default(),
            }
        }
    }
}

/// Notes an error: code, place, message, help.
type Note<'a> = dyn FnMut(&'static str, &Range<usize>, &str, &str) + 'a;

/// Words of a closed list.
fn words_of(
    data: &RawData,
    span: &Range<usize>,
    known: &[&str],
    note: &mut Note<'_>,
) -> Vec<String> {
    let RawData::List(items) = data else {
        note("value-type", span, "this is a list", "write `[\"…\"]`");
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        match word(&item.data).filter(|word| known.contains(word)) {
            Some(word) => found.push(word.to_owned()),
            None => {
                let near =
                    word(&item.data).and_then(|word| suggestion(word, known.iter().copied()));
                let help = near.map_or_else(
                    || format!("write one of: {}", known.join(", ")),
                    |known| format!("did you mean `{known}`?"),
                );
                note(
                    "word-unknown",
                    &item.span,
                    "this has a closed list of words",
                    &help,
                );
            }
        }
    }
    found
}

fn word(data: &RawData) -> Option<&str> {
    if let RawData::Scalar { text, quoted: true } = data {
        Some(text)
    } else {
        None
    }
}

fn is_level(text: &str) -> bool {
    let taken = Admonition::ALL.map(Admonition::name);
    text.len() > 2
        && text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text != "withheld"
        && !taken.contains(&text)
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_word_of_its_own() {
        for text in ["abc", "for-office", "restricted"] {
            assert!(is_level(text), "{text}");
        }
        let long = "a".repeat(41);
        for text in [
            "", "ab", "-abc", "abc-", "aBc", "a_c", "a1c", "äbc", "note", "withheld", &long,
        ] {
            assert!(!is_level(text), "{text}");
        }
    }
}
