//! Reports, on every build, where a site's own policy asks for less than the built-in one, at the words that lower it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::Cells;
use super::duties::Duties;
use super::maps::Maps;
use super::mosaic::Mosaic;
use super::{FILE, LEVELS, Policy, matrix};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::entry::front_matter::{RawData, RawMap, RawValue};
use crate::public::RuleFacts;

/// What is said of all of them.
const HELP: &str = "this is reported on every build, so that nobody forgets it";

/// What a rule presumes, the least first.
const PRESUMPTIONS: &[&str] = &["open", "none", "closed"];

/// What a rule asks of the public, the least first.
const PUBLIC: &[&str] = &[
    "yes",
    "nonsensitive-only",
    "time-released",
    "partial-only",
    "no-until-complete",
    "no",
];

/// Reports all that `policy`, which `map` made, asks less for than the built-in policy.
pub(super) fn report(policy: &Policy, map: &RawMap, diagnostics: &mut Diagnostics) {
    let mut report = Report {
        policy,
        map,
        told: BTreeMap::new(),
    };
    report.levels();
    report.rules();
    report.maps();
    report.mosaic();
    report.cells();
    for ((start, end), message) in report.told {
        let message = match message {
            Told::Rules(what, rules) => format!(
                "this asks for less than the information matrix does: {what}, for {}",
                rules.join(", ")
            ),
            Told::Other(message) => message,
        };
        diagnostics
            .push(Diagnostic::warning("policy-lowered", FILE, start..end, message).help(HELP));
    }
}

enum Told {
    /// The same words lower several rules.
    Rules(String, Vec<String>),
    Other(String),
}

struct Report<'a> {
    policy: &'a Policy,
    map: &'a RawMap,
    /// By place: what stands there, said once.
    told: BTreeMap<(usize, usize), Told>,
}

impl Report<'_> {
    fn tell(&mut self, span: &Range<usize>, message: String) {
        let key = (span.start, span.end);
        self.told.entry(key).or_insert(Told::Other(message));
    }

    fn lowers(&mut self, span: &Range<usize>, what: String, rule: &RuleFacts) {
        let slot = self.told.entry((span.start, span.end));
        if let Told::Rules(_, rules) = slot.or_insert_with(|| Told::Rules(what, Vec::new()))
            && !rules.contains(&rule.name())
        {
            rules.push(rule.name());
        }
    }

    /// The place of the word in `replace` that took a part away.
    fn replaced(&self, part: &str) -> Range<usize> {
        let item = match get(self.map, "replace").map(|value| &value.data) {
            Some(RawData::List(items)) => items.iter().find(|item| is(item, part)),
            _ => None,
        };
        item.map_or(0..0, |item| item.span.clone())
    }

    fn levels(&mut self) {
        let gone: Vec<&str> = LEVELS
            .iter()
            .copied()
            .filter(|level| !self.policy.levels.iter().any(|known| known == level))
            .collect();
        if let Some(value) = get(self.map, "levels")
            && !gone.is_empty()
        {
            let message = format!("these levels leave out: {}", gone.join(", "));
            self.tell(&value.span.clone(), message);
        }
    }

    fn rules(&mut self) {
        let (built_in, duties) = matrix::built_in();
        let mut gone = Vec::new();
        for before in &built_in {
            let Some(after) = self
                .policy
                .rules
                .iter()
                .find(|rule| rule.name() == before.name())
            else {
                gone.push(before.name());
                continue;
            };
            self.rule(before, &after.clone());
            let blank = Duties::default();
            let asked = duties.get(&before.name()).unwrap_or(&blank);
            self.duties(asked, &after.clone());
        }
        if !gone.is_empty() {
            let span = self.replaced("rows");
            let message = format!(
                "these rules of the information matrix are gone: {}",
                gone.join(", ")
            );
            self.tell(&span, message);
        }
        for rule in self.policy.rules.clone() {
            if !built_in.iter().any(|known| known.name() == rule.name()) {
                self.own(&built_in, &rule);
            }
        }
    }

    /// A rule that both have.
    fn rule(&mut self, before: &RuleFacts, after: &RuleFacts) {
        let rank = |words: &[&str], word: &str| words.iter().position(|known| *known == word);
        for (key, words, old, new) in [
            ("default", matrix::DEFAULTS, &before.default, &after.default),
            (
                "presumption",
                PRESUMPTIONS,
                &before.presumption,
                &after.presumption,
            ),
            ("public", PUBLIC, &before.public, &after.public),
        ] {
            if rank(words, new) < rank(words, old) {
                let span = self.place(after, key);
                self.lowers(&span, format!("its `{key}` is `{old}` there"), after);
            }
        }
        for form in after
            .partial
            .iter()
            .filter(|form| !before.partial.contains(form))
        {
            let span = self.item(after, "partial", form);
            self.lowers(
                &span,
                format!("the form `{form}` is not listed there"),
                after,
            );
        }
        let public = |rule: &RuleFacts| rule.recipients.iter().any(|one| one == "public");
        if public(after) && !public(before) {
            let span = self.item(after, "recipients", "public");
            self.lowers(&span, "the public is no recipient there".to_owned(), after);
        }
    }

    fn duties(&mut self, before: &Duties, rule: &RuleFacts) {
        let after = self.policy.duties(&rule.name());
        let (guard, keep) = (after.no_personal_data, after.keep_years);
        let gone: Vec<String> = before
            .requires
            .iter()
            .filter(|field| !after.requires.contains(field))
            .cloned()
            .collect();
        if before.no_personal_data && !guard {
            let span = self.place(rule, "guard");
            self.lowers(&span, "personal data are guarded there".to_owned(), rule);
        }
        if keep < before.keep_years {
            let span = self.place(rule, "keep_years_min");
            let years = before.keep_years.unwrap_or_default();
            self.lowers(
                &span,
                format!("originals are kept for {years} years there"),
                rule,
            );
        }
        if !gone.is_empty() {
            let span = self.place(rule, "requires");
            self.lowers(
                &span,
                format!("{} is asked for there", gone.join(", ")),
                rule,
            );
        }
    }

    /// A rule that the matrix does not have: a further stream of a row of it, or a row of the site's own.
    fn own(&mut self, built_in: &[RuleFacts], rule: &RuleFacts) {
        let same: Vec<&RuleFacts> = built_in
            .iter()
            .filter(|known| known.row == rule.row)
            .collect();
        let less = |words: &[&str], part: fn(&RuleFacts) -> &str| {
            let rank = |rule: &RuleFacts| words.iter().position(|known| *known == part(rule));
            same.iter().all(|known| rank(rule) < rank(known))
        };
        let less = less(matrix::DEFAULTS, |rule| &rule.default)
            || less(PRESUMPTIONS, |rule| &rule.presumption)
            || less(PUBLIC, |rule| &rule.public);
        let asks_nothing = rule.default == "not-sensitive" && rule.presumption != "closed";
        let span = self.name(rule);
        if same.is_empty() && asks_nothing {
            let message = "this type is not in the information matrix, and nothing is asked of it";
            self.tell(&span, message.to_owned());
        } else if !same.is_empty() && less {
            let message =
                "this stream asks for less than any that the information matrix has in its row";
            self.tell(&span, message.to_owned());
        }
    }

    fn maps(&mut self) {
        let (built_in, levels) = (Maps::built_in(), &self.policy.levels);
        let Some(RawData::Map(maps)) = get(self.map, "maps").map(|value| &value.data) else {
            return;
        };
        let mut lower = Vec::new();
        for (scheme, _, value) in &maps.0 {
            let RawData::Map(tokens) = &value.data else {
                continue;
            };
            for (token, _, level) in &tokens.0 {
                let before = built_in.level(scheme, token, levels);
                if self.policy.maps.level(scheme, token, levels) < before {
                    lower.push(level.span.clone());
                }
            }
        }
        for span in lower {
            let message = "this marking asks for less here than it does in the built-in map";
            self.tell(&span, message.to_owned());
        }
    }

    fn cells(&mut self) {
        if !self.policy.cells().is_weaker_than(&Cells::built_in()) {
            return;
        }
        let span = get(self.map, "cells").map_or(0..0, |value| value.span.clone());
        let message = "smaller numbers may stand in tables here than the built-in policy lets";
        self.tell(&span, message.to_owned());
    }

    fn mosaic(&mut self) {
        let built_in = Mosaic::built_in();
        let table = match get(self.map, "mosaic").map(|value| &value.data) {
            Some(RawData::Map(table)) => table.clone(),
            _ => RawMap::default(),
        };
        let inner = |name: &str, part: &str, key: &str| -> Option<Range<usize>> {
            let RawData::Map(all) = &get(&table, name)?.data else {
                return None;
            };
            let RawData::Map(one) = &get(all, part)?.data else {
                return None;
            };
            get(one, key).map(|value| value.span.clone())
        };
        let replaced = self.replaced("mosaic");
        let gone = built_in.weaker_in(&self.policy.mosaic);
        for (rule, part) in &gone.rules {
            let span = inner("rules", rule, part).or_else(|| inner("rules", rule, "facets"));
            let message = match span {
                Some(_) => {
                    format!("the mosaic rule {rule} lets more be public here than the built-in one")
                }
                None => "built-in mosaic rules are gone".to_owned(),
            };
            self.tell(&span.unwrap_or_else(|| replaced.clone()), message);
        }
        for facet in &gone.facets {
            if let Some(span) = inner("facets", facet, "fields") {
                let message = format!(
                    "fields that show the facet {facet} in the built-in policy do not count here"
                );
                self.tell(&span, message);
            }
        }
        for (part, gone) in [
            ("declare", &gone.declare),
            ("declare_scopes", &gone.declare_scopes),
        ] {
            if let Some(value) = get(&table, part)
                && !gone.is_empty()
            {
                let message = format!(
                    "these need not say their subject and what they disclose, though the built-in policy asks for it: {}",
                    gone.join(", ")
                );
                self.tell(&value.span, message);
            }
        }
    }

    /// The place of a rule's name.
    fn name(&self, rule: &RuleFacts) -> Range<usize> {
        let Some((span, row)) = self.row(rule) else {
            return 0..0;
        };
        let stream = rule.stream.as_deref().and_then(|stream| {
            let RawData::Map(streams) = &get(row, "stream")?.data else {
                return None;
            };
            streams.0.iter().find(|(name, _, _)| name == stream)
        });
        stream.map_or(span, |(_, span, _)| span.clone())
    }

    fn row(&self, rule: &RuleFacts) -> Option<(Range<usize>, &RawMap)> {
        let RawData::Map(rows) = &get(self.map, "row")?.data else {
            return None;
        };
        let (_, span, value) = rows.0.iter().find(|(name, _, _)| *name == rule.row)?;
        match &value.data {
            RawData::Map(row) => Some((span.clone(), row)),
            RawData::Scalar { .. } | RawData::List(_) => None,
        }
    }

    /// What a site wrote for a key of a rule: in its stream, else in its row.
    fn written(&self, rule: &RuleFacts, key: &str) -> Option<&RawValue> {
        let (_, row) = self.row(rule)?;
        let own = rule.stream.as_deref().and_then(|stream| {
            let RawData::Map(streams) = &get(row, "stream")?.data else {
                return None;
            };
            match &get(streams, stream)?.data {
                RawData::Map(own) => get(own, key),
                RawData::Scalar { .. } | RawData::List(_) => None,
            }
        });
        own.or_else(|| get(row, key))
    }

    fn place(&self, rule: &RuleFacts, key: &str) -> Range<usize> {
        let value = self.written(rule, key);
        value.map_or_else(|| self.name(rule), |value| value.span.clone())
    }

    fn item(&self, rule: &RuleFacts, key: &str, text: &str) -> Range<usize> {
        let item = match self.written(rule, key).map(|value| &value.data) {
            Some(RawData::List(items)) => items.iter().find(|item| is(item, text)),
            _ => None,
        };
        item.map_or_else(|| self.place(rule, key), |item| item.span.clone())
    }
}

fn get<'m>(map: &'m RawMap, name: &str) -> Option<&'m RawValue> {
    let found = map.0.iter().find(|(key, _, _)| key == name);
    found.map(|(_, _, value)| value)
}

fn is(value: &RawValue, text: &str) -> bool {
    super::word(&value.data) == Some(text)
}
