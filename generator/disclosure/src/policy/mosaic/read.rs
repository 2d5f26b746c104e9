//! Reads the mosaic rules of a policy: the built-in ones, and what a site lays over them.

use std::ops::Range;

use super::{Facet, Mosaic, Rule, parts};
use crate::diagnostic::Diagnostics;
use crate::entry::front_matter::{RawData, RawMap, RawValue, read_toml};
use crate::entry::suggestion;
use crate::policy::{Note, word, words_of};
use crate::public::Kind;
use crate::schema::{COMMON, fields_of};

const PARTS: &[&str] = &["declare", "declare_scopes", "subjects", "facets", "rules"];
const SCOPES: &[&str] = &["regime", "transport", "facility", "source", "computer"];

impl Mosaic {
    /// The rules that are built in.
    pub(crate) fn built_in() -> Self {
        let mut mosaic = Self::default();
        let text = include_str!("built_in.toml");
        if let Some(map) = read_toml("built_in.toml", text.as_bytes(), &mut Diagnostics::new()) {
            for (_, _, value) in &map.0 {
                if let RawData::Map(table) = &value.data {
                    mosaic.overlay(table, &mut |_| true, &mut |_, _, _, _| {});
                }
            }
        }
        mosaic
    }

    /// Lays a table over the rules: what it says replaces, what it does not say stays.
    pub(crate) fn overlay(
        &mut self,
        table: &RawMap,
        knows_type: &mut dyn FnMut(&str) -> bool,
        note: &mut Note<'_>,
    ) {
        for (name, span, value) in &table.0 {
            match (name.as_str(), &value.data) {
                ("declare", RawData::List(items)) => {
                    self.declare = texts(items, note);
                    for (item, text) in items.iter().zip(&self.declare) {
                        if !knows_type(text) {
                            note(
                                "type-unknown",
                                &item.span,
                                "this is no row of the matrix, and no rule of one",
                                "write a row, such as `transport`, or `row/stream`",
                            );
                        }
                    }
                }
                ("declare_scopes", data) => {
                    self.declare_scopes = words_of(data, &value.span, SCOPES, note);
                }
                ("subjects", RawData::List(items)) => {
                    self.subjects = Some(texts(items, note));
                }
                ("facets", RawData::Map(facets)) => {
                    for (name, span, value) in &facets.0 {
                        self.overlay_facet(name, span, value, note);
                    }
                }
                // Rules name facets: they are read when all facets are known.
                ("rules", RawData::Map(_)) => {}
                (known, _) if PARTS.contains(&known) => note(
                    "value-type",
                    &value.span,
                    "this part of the mosaic rules has another shape",
                    "write `declare = [\"…\"]`, `subjects = [\"…\"]`, `[mosaic.facets.name]` or `[mosaic.rules.name]`",
                ),
                (unknown, _) => {
                    let help = suggestion(unknown, PARTS.iter().copied()).map_or_else(
                        || format!("write one of: {}", PARTS.join(", ")),
                        |known| format!("did you mean `{known}`?"),
                    );
                    note(
                        "key-unknown",
                        span,
                        "mosaic rules have no part of this name",
                        &help,
                    );
                }
            }
        }
        let rules = table.0.iter().find(|(name, _, _)| name == "rules");
        if let Some((_, _, value)) = rules
            && let RawData::Map(rules) = &value.data
        {
            for (name, span, value) in &rules.0 {
                self.overlay_rule(name, span, value, note);
            }
        }
    }

    fn overlay_facet(
        &mut self,
        name: &str,
        span: &Range<usize>,
        value: &RawValue,
        note: &mut Note<'_>,
    ) {
        let RawData::Map(table) = &value.data else {
            note(
                "value-type",
                &value.span,
                "a facet is a table",
                "write `[mosaic.facets.name]` and `words = \"…\"` below it",
            );
            return;
        };
        if !crate::slug::is_slug(name) {
            note(
                "mosaic-name",
                span,
                "a facet's name has lower-case letters, digits and hyphens",
                "write for example `[mosaic.facets.cooling-water]`",
            );
            return;
        }
        let mut facet = self.facet(name).cloned().unwrap_or_else(|| Facet {
            name: name.to_owned(),
            words: String::new(),
            fields: Vec::new(),
        });
        for (part, span, value) in &table.0 {
            match (part.as_str(), &value.data) {
                ("words", data) => facet.words = said(data, &value.span, note),
                ("fields", RawData::List(items)) => {
                    facet.fields = texts(items, note);
                    for (item, field) in items.iter().zip(&facet.fields) {
                        if !is_field(field) {
                            note(
                                "mosaic-field",
                                &item.span,
                                "no kind of entry has this field, or it is never public",
                                "write the name of a public field, or `kind.field`, such as `event.date`",
                            );
                        }
                    }
                }
                ("fields", _) => note(
                    "value-type",
                    &value.span,
                    "fields are a list",
                    "write `fields = [\"kind.field\"]`",
                ),
                _ => note(
                    "key-unknown",
                    span,
                    "a facet has no part of this name",
                    "write words or fields",
                ),
            }
        }
        if facet.words.is_empty() && !table.0.iter().any(|(part, _, _)| part == "words") {
            note(
                "mosaic-words",
                span,
                "this facet does not say which facts it means",
                "add `words = \"…\"`: whoever tags an entry reads them",
            );
        }
        match self.facets.iter_mut().find(|known| known.name == name) {
            Some(known) => *known = facet,
            None => self.facets.push(facet),
        }
    }

    fn overlay_rule(
        &mut self,
        name: &str,
        span: &Range<usize>,
        value: &RawValue,
        note: &mut Note<'_>,
    ) {
        let RawData::Map(table) = &value.data else {
            note(
                "value-type",
                &value.span,
                "a mosaic rule is a table",
                "write `[mosaic.rules.name]` and `facets = [\"…\", \"…\"]` below it",
            );
            return;
        };
        if !crate::slug::is_slug(name) {
            note(
                "mosaic-name",
                span,
                "a rule's name has lower-case letters, digits and hyphens",
                "write for example `[mosaic.rules.facility-water]`",
            );
            return;
        }
        let before = self.rule(name).cloned();
        let mut rule = before.clone().unwrap_or_else(|| Rule {
            name: name.to_owned(),
            words: String::new(),
            facets: Vec::new(),
            at_most: 0,
        });
        let mut at_most: Option<(usize, &Range<usize>)> = None;
        let mut facets_span = span;
        for (part, part_span, value) in &table.0 {
            match (part.as_str(), &value.data) {
                ("words", data) => rule.words = said(data, &value.span, note),
                ("facets", data) => {
                    let known: Vec<&str> = self
                        .facets
                        .iter()
                        .map(|facet| facet.name.as_str())
                        .collect();
                    rule.facets = words_of(data, &value.span, &known, note);
                    rule.facets.dedup();
                    facets_span = &value.span;
                    // A rule that names other facets counts them anew.
                    rule.at_most = rule.facets.len().saturating_sub(1);
                }
                (
                    "at_most",
                    RawData::Scalar {
                        text,
                        quoted: false,
                    },
                ) if text.parse::<usize>().is_ok() => {
                    at_most = text.parse().ok().map(|number| (number, &value.span));
                }
                ("at_most", _) => note(
                    "value-type",
                    &value.span,
                    "this is a whole number",
                    "write digits without quotes",
                ),
                _ => note(
                    "key-unknown",
                    part_span,
                    "a mosaic rule has no part of this name",
                    "write words, facets or at_most",
                ),
            }
        }
        let twice = rule
            .facets
            .iter()
            .enumerate()
            .any(|(at, facet)| rule.facets.iter().skip(at + 1).any(|other| other == facet));
        if twice || rule.facets.len() < 2 {
            note(
                "mosaic-facets",
                facets_span,
                "a mosaic rule names two facets or more, each once",
                "write `facets = [\"…\", \"…\"]`",
            );
            return;
        }
        if let Some((number, span)) = at_most {
            if number == 0 || number >= rule.facets.len() {
                note(
                    "mosaic-at-most",
                    span,
                    "with this number the rule forbids everything, or nothing",
                    &format!("write a number from 1 to {}", rule.facets.len() - 1),
                );
                return;
            }
            rule.at_most = number;
        }
        if rule.words.is_empty() && !table.0.iter().any(|(part, _, _)| part == "words") {
            note(
                "mosaic-words",
                span,
                "this rule does not say what its facets show together",
                "add `words = \"…\"`: whoever is held up by it reads them",
            );
        }
        match self.rules.iter_mut().find(|known| known.name == name) {
            Some(known) => *known = rule,
            None => self.rules.push(rule),
        }
    }
}

/// Texts of a list, in their places; what is none is noted, and empty.
fn texts(items: &[RawValue], note: &mut Note<'_>) -> Vec<String> {
    items
        .iter()
        .map(|item| said(&item.data, &item.span, note))
        .collect()
}

fn said(data: &RawData, span: &Range<usize>, note: &mut Note<'_>) -> String {
    match word(data).map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => text.to_owned(),
        None => {
            note(
                "value-type",
                span,
                "this is a text that is not empty",
                "write it between double quotes",
            );
            String::new()
        }
    }
}

/// Says whether a field of some kind, or of one kind, shows where its entry is public.
fn is_field(written: &str) -> bool {
    let shows = |kind: &str, name: &str| {
        let own = fields_of(kind).unwrap_or_default();
        COMMON
            .iter()
            .chain(own)
            .any(|field| field.name == name && field.passes == crate::schema::Passes::Public)
    };
    match parts(written) {
        (Some(kind), name, _) => {
            Kind::ALL.iter().any(|known| known.name() == kind) && shows(kind, name)
        }
        (None, name, _) => Kind::ALL.iter().any(|kind| shows(kind.name(), name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_sound() {
        let mut mosaic = Mosaic::default();
        let mut wrong = Vec::new();
        let text = include_str!("built_in.toml");
        let map = read_toml("built_in.toml", text.as_bytes(), &mut Diagnostics::new()).unwrap();
        for (_, _, value) in &map.0 {
            let RawData::Map(table) = &value.data else {
                panic!("a table")
            };
            mosaic.overlay(table, &mut |_| true, &mut |code, span, _, _| {
                wrong.push((code, text.get(span.clone()).unwrap().to_owned()));
            });
        }
        assert_eq!(wrong, []);
        assert_eq!((mosaic.facets.len(), mosaic.rules.len()), (21, 8));
        assert_eq!(mosaic, Mosaic::built_in());
    }
}
