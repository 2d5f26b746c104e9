//! Reads the rules of the matrix, the built-in ones and those of a site.

use std::collections::{BTreeMap, BTreeSet};

use super::duties::Duties;
use super::{Note, word, words_of};
use crate::diagnostic::Diagnostics;
use crate::entry::front_matter::{RawData, RawMap, read_toml};
use crate::public::Kind;
use crate::public::RuleFacts;
use crate::schema::{COMMON, FORMS, PROVIDERS, RECIPIENTS, fields_of};

/// What a rule asks for, the least first.
pub(super) const DEFAULTS: &[&str] = &[
    "not-sensitive",
    "assess-in-each-case",
    "release-after-event",
    "sensitive-by-default",
];
const PRESUMPTIONS: &[&str] = &["open", "closed", "none"];
const PUBLIC: &[&str] = &[
    "yes",
    "nonsensitive-only",
    "partial-only",
    "time-released",
    "no-until-complete",
    "no",
];

/// The rules of the built-in matrix, in its order.
pub(super) fn built_in() -> (Vec<RuleFacts>, BTreeMap<String, Duties>) {
    let text = include_str!("matrix.toml");
    let mut rules = Vec::new();
    let mut duties = BTreeMap::new();
    if let Some(map) = read_toml("matrix.toml", text.as_bytes(), &mut Diagnostics::new()) {
        for (name, _, value) in &map.0 {
            if let ("row", RawData::Map(rows)) = (name.as_str(), &value.data) {
                overlay(&mut rules, &mut duties, rows, &mut |_, _, _, _| {});
            }
        }
    }
    // The public is a recipient of the two summaries of row 13: its channel cell names it.
    for rule in &mut rules {
        let summary = rule
            .stream
            .as_deref()
            .is_some_and(|stream| stream.ends_with("-summary"));
        if rule.row == "inventory-record"
            && summary
            && !rule.recipients.iter().any(|one| one == "public")
        {
            rule.recipients.push("public".to_owned());
        }
    }
    (rules, duties)
}

/// Lays rows over rules: what a row says replaces, what it does not say stays.
pub(super) fn overlay(
    rules: &mut Vec<RuleFacts>,
    duties: &mut BTreeMap<String, Duties>,
    rows: &RawMap,
    note: &mut Note<'_>,
) {
    for (row, span, value) in &rows.0 {
        let RawData::Map(table) = &value.data else {
            note("value-type", span, "a row is a table", "write `[row.name]`");
            continue;
        };
        if !crate::slug::is_slug(row) {
            note(
                "policy-row",
                span,
                "a row's name has lower-case letters, digits and hyphens",
                "write for example `[row.national-policy]`",
            );
            continue;
        }
        let streams = table
            .0
            .iter()
            .find(|(name, _, _)| name == "stream")
            .and_then(|(_, _, value)| match &value.data {
                RawData::Map(streams) => Some(streams),
                RawData::Scalar { .. } | RawData::List(_) => None,
            });
        if streams.is_some()
            && rules
                .iter()
                .any(|rule| rule.row == *row && rule.stream.is_none())
        {
            note(
                "policy-row",
                span,
                "this row has no streams, so it cannot have one more",
                "make it a row of its own, such as `[row.name-of-the-stream]`",
            );
            continue;
        }
        let existing: Vec<Option<String>> = rules
            .iter()
            .filter(|rule| rule.row == *row)
            .map(|rule| rule.stream.clone())
            .collect();
        let mut names: Vec<Option<String>> = existing;
        match streams {
            Some(streams) => {
                for (stream, _, _) in &streams.0 {
                    if !names.contains(&Some(stream.clone())) {
                        names.push(Some(stream.clone()));
                    }
                }
            }
            None if names.is_empty() => names.push(None),
            None => {}
        }
        for stream in names {
            let at = rules
                .iter()
                .position(|rule| rule.row == *row && rule.stream == stream);
            let mut rule = at
                .and_then(|at| rules.get(at).cloned())
                .unwrap_or_else(|| blank(rules, row, stream.clone()));
            let mut asked = duties.get(&rule.name()).cloned().unwrap_or_default();
            apply(&mut rule, &mut asked, table, note);
            let own = streams.and_then(|streams| {
                streams
                    .0
                    .iter()
                    .find(|(name, _, _)| Some(name) == stream.as_ref())
                    .map(|(_, span, value)| (span, value))
            });
            if let Some((span, value)) = own {
                match &value.data {
                    RawData::Map(own) => apply(&mut rule, &mut asked, own, note),
                    RawData::Scalar { .. } | RawData::List(_) => note(
                        "value-type",
                        span,
                        "a stream is a table",
                        "write `[row.name.stream.name]`",
                    ),
                }
            }
            let whole = [&rule.default, &rule.presumption, &rule.public]
                .iter()
                .all(|word| !word.is_empty());
            if !whole {
                note(
                    "policy-row",
                    span,
                    "this rule does not say its default, its presumption and whether it is public",
                    "give `default`, `presumption` and `public`",
                );
            }
            duties.insert(rule.name(), asked);
            match at.and_then(|at| rules.get_mut(at)) {
                Some(slot) => *slot = rule,
                // A further stream stands with its row.
                None => match rules.iter().rposition(|known| known.row == *row) {
                    Some(last) => rules.insert(last + 1, rule),
                    None => rules.push(rule),
                },
            }
        }
    }
}

fn blank(rules: &[RuleFacts], row: &str, stream: Option<String>) -> RuleFacts {
    let same = rules.iter().find(|rule| rule.row == row);
    let number = same.map_or_else(
        || rules.iter().map(|rule| rule.number).max().unwrap_or(0) + 1,
        |rule| rule.number,
    );
    RuleFacts {
        row: row.to_owned(),
        stream,
        number,
        section: same.map_or(1, |rule| rule.section),
        default: String::new(),
        presumption: String::new(),
        public: String::new(),
        partial: Vec::new(),
        recipients: Vec::new(),
        providers: Vec::new(),
    }
}

fn apply(rule: &mut RuleFacts, duties: &mut Duties, table: &RawMap, note: &mut Note<'_>) {
    for (name, span, value) in &table.0 {
        let mut closed = |words: &[&str]| {
            let found = word(&value.data)
                .filter(|word| words.contains(word))
                .map(str::to_owned);
            if found.is_none() {
                note(
                    "word-unknown",
                    &value.span,
                    "this has a closed list of words",
                    &format!("write one of: {}", words.join(", ")),
                );
            }
            found
        };
        match name.as_str() {
            "default" => rule.default = closed(DEFAULTS).unwrap_or_else(|| rule.default.clone()),
            "presumption" => {
                rule.presumption = closed(PRESUMPTIONS).unwrap_or_else(|| rule.presumption.clone());
            }
            "public" => rule.public = closed(PUBLIC).unwrap_or_else(|| rule.public.clone()),
            "partial" => rule.partial = words_of(&value.data, &value.span, FORMS, note),
            "recipients" => rule.recipients = words_of(&value.data, &value.span, RECIPIENTS, note),
            "providers" => rule.providers = words_of(&value.data, &value.span, PROVIDERS, note),
            "n" => rule.number = number(&value.data).unwrap_or(rule.number),
            "section" => rule.section = number(&value.data).unwrap_or(rule.section),
            "guard" => {
                let guard = closed(&["no-personal-data", "none"]);
                duties.no_personal_data =
                    guard.map_or(duties.no_personal_data, |guard| guard != "none");
            }
            "keep_years_min" => match number(&value.data) {
                Some(years) => duties.keep_years = Some(years),
                None => note(
                    "value-type",
                    &value.span,
                    "this is a whole number of years",
                    "write digits without quotes",
                ),
            },
            "requires" => duties.requires = words_of(&value.data, &value.span, &fields(), note),
            "stream" => {}
            _ => note(
                "key-unknown",
                span,
                "a rule has no part of this name",
                "write default, presumption, public, partial, recipients, providers, guard, keep_years_min or requires",
            ),
        }
    }
}

/// All fields that an entry may be asked for.
fn fields() -> Vec<&'static str> {
    let own = Kind::ALL
        .iter()
        .flat_map(|kind| fields_of(kind.name()).unwrap_or_default());
    let names: BTreeSet<&str> = COMMON.iter().chain(own).map(|field| field.name).collect();
    names.into_iter().collect()
}

fn number(data: &RawData) -> Option<u64> {
    if let RawData::Scalar {
        text,
        quoted: false,
    } = data
    {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_has_its_rules() {
        let (rules, duties) = built_in();
        assert_eq!(rules.len(), 27);
        assert!(duties["personnel"].no_personal_data);
        assert_eq!(duties["historical-record"].keep_years, Some(5));
        assert_eq!(duties["transport/completed"].requires, ["completed_on"]);
        let count = |default: &str| rules.iter().filter(|rule| rule.default == default).count();
        assert_eq!(
            [
                count("assess-in-each-case"),
                count("not-sensitive"),
                count("sensitive-by-default"),
                count("release-after-event")
            ],
            [17, 5, 3, 2]
        );
        let rows: std::collections::BTreeSet<u64> = rules.iter().map(|rule| rule.number).collect();
        assert_eq!(rows, (1..=20).collect());
        assert!(rules.is_sorted_by_key(|rule| rule.number));
    }

    #[test]
    fn the_public_receives_only_summaries_of_inventories() {
        for rule in built_in()
            .0
            .iter()
            .filter(|rule| rule.row == "inventory-record")
        {
            let public = rule.recipients.iter().any(|one| one == "public");
            assert_eq!(public, rule.stream.as_deref() != Some("detailed"));
        }
    }
}
