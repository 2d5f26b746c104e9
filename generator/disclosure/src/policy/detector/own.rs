//! A site's own detectors, and what its policy says of the shipped ones.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::engine::{SHIPPED, SIZE};
use super::plain::{Plain, folded};
use super::{Detectors, Persons};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::entry::front_matter::{RawData, RawMap, RawValue};
use crate::entry::suggestion;
use crate::policy::{FILE, word};

/// How much text a site's own pattern may find at most, in bytes.
const LONGEST: usize = 400;
/// How long a site's own pattern may be.
const PATTERN: usize = 1000;

const KEYS: &[&str] = &[
    "off", "persons", "personal", "seeks", "words", "pattern", "capitals", "finds", "passes",
];

/// A detector that a site adds.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) name: String,
    pub(super) seeks: String,
    pub(super) persons: Persons,
    /// Whether what it seeks is about a person: types that guard that ask two persons to waive it.
    pub(super) personal: bool,
    capitals: bool,
    pattern: Regex,
}

impl Own {
    /// What it finds, as places of the text in one spelling.
    pub(super) fn hits(&self, plain: &Plain) -> Vec<Range<usize>> {
        let text = if self.capitals {
            &plain.text
        } else {
            &plain.small
        };
        let found = self.pattern.captures_iter(text);
        found
            .filter_map(|found| found.name("hit").or(found.get(0)))
            .map(|found| found.range())
            .filter(|range| !range.is_empty())
            .collect()
    }

    fn finds(&self, text: &str) -> bool {
        !self.hits(&Plain::of(text)).is_empty()
    }
}

/// How much text a pattern finds at most; `None` where there is no end to it, or it is none.
#[cfg(test)]
pub(super) fn longest(pattern: &str) -> Option<usize> {
    regex_syntax::parse(pattern)
        .ok()?
        .properties()
        .maximum_len()
}

/// Reads `[detector.…]`.
pub(super) fn overlay(detectors: &mut Detectors, table: &RawMap, diagnostics: &mut Diagnostics) {
    for (name, span, value) in &table.0 {
        let mut reader = Reader {
            name,
            span,
            diagnostics,
        };
        let RawData::Map(keys) = &value.data else {
            reader.error(
                "value-type",
                &value.span,
                "a detector is a table",
                "write `[detector.NAME]`, and its parts below it",
            );
            continue;
        };
        match SHIPPED.iter().find(|rule| rule.name == name) {
            Some(rule) => reader.shipped(rule.name, rule.persons, keys, detectors),
            None => detectors.own.extend(reader.own(keys)),
        }
    }
}

struct Reader<'a> {
    name: &'a str,
    span: &'a Range<usize>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: &Range<usize>, message: &str, help: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, FILE, span.clone(), message).help(help));
    }

    fn lowered(&mut self, span: &Range<usize>, message: String) {
        let warning = Diagnostic::warning("policy-lowered", FILE, span.clone(), message);
        self.diagnostics
            .push(warning.help("this is reported on every build, so that nobody forgets it"));
    }

    /// What a policy says of a shipped detector: that it is off, or how many persons waive its hits.
    fn shipped(
        &mut self,
        name: &'static str,
        shipped: Persons,
        keys: &RawMap,
        detectors: &mut Detectors,
    ) {
        for (key, span, value) in &keys.0 {
            match key.as_str() {
                "off" => {
                    if self.flag(value) == Some(true) {
                        detectors.off.push(name);
                        self.lowered(span, format!("the detector `{name}` is turned off"));
                    }
                }
                "persons" => {
                    if let Some(persons) = self.persons(value) {
                        detectors.persons.push((name, persons));
                        if persons < shipped {
                            self.lowered(
                                span,
                                format!("one person alone waives what the detector `{name}` finds"),
                            );
                        }
                    }
                }
                known if KEYS.contains(&known) => self.error(
                    "detector-shipped",
                    span,
                    "a detector of this name is shipped, and what it seeks cannot be changed",
                    "give your own detector another name; of a shipped one, write `off = true` or `persons = 2`",
                ),
                unknown => self.unknown(unknown, span, &["off", "persons"]),
            }
        }
    }

    fn unknown(&mut self, key: &str, span: &Range<usize>, known: &[&str]) {
        let help = match suggestion(key, known.iter().copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("write one of: {}", known.join(", ")),
        };
        self.error(
            "key-unknown",
            span,
            "a detector has no part of this name",
            &help,
        );
    }

    /// A detector of the site's own.
    fn own(&mut self, keys: &RawMap) -> Option<Own> {
        let before = self.diagnostics.errors();
        let find = |name: &str| {
            let found = keys.0.iter().find(|(key, _, _)| key == name);
            found.map(|(_, span, value)| (span, value))
        };
        if let Some(close) = suggestion(self.name, SHIPPED.iter().map(|rule| rule.name))
            .filter(|_| find("off").is_some())
        {
            let help = format!("did you mean `{close}`?");
            self.error("detector-unknown", self.span, UNKNOWN, &help);
            return None;
        }
        if let Some((span, _)) = find("off") {
            self.error(
                "detector-unknown",
                span,
                UNKNOWN,
                "take the table out, or see DETECTORS.md for the names of the shipped ones",
            );
            return None;
        }
        if !crate::slug::is_slug(self.name) {
            self.error(
                "detector-name",
                self.span,
                "a detector's name has lower-case letters, digits and inner hyphens only",
                "write for example `[detector.case-file]`",
            );
        }
        for (key, span, _) in &keys.0 {
            if !KEYS.contains(&key.as_str()) {
                self.unknown(key, span, KEYS.get(1..).unwrap_or_default());
            }
        }
        let capitals = find("capitals")
            .and_then(|(_, value)| self.flag(value))
            .unwrap_or(false);
        let personal = find("personal")
            .and_then(|(_, value)| self.flag(value))
            .unwrap_or(false);
        let persons = find("persons")
            .and_then(|(_, value)| self.persons(value))
            .unwrap_or(Persons::One);
        let seeks = match find("seeks") {
            Some((_, value)) => self.text(value),
            None => {
                self.error(
                    "detector-seeks",
                    self.span,
                    "this detector does not say what it seeks",
                    "add `seeks = \"…\"` with words that fit \"this looks like …\": a file number of the inspectorate",
                );
                None
            }
        };
        let pattern = match (find("words"), find("pattern")) {
            (Some((_, value)), None) => self.words(value, capitals),
            (None, Some((_, value))) => self.pattern(value, capitals),
            (Some((span, _)), Some(_)) => {
                self.error(
                    "detector-shape",
                    span,
                    "a detector seeks words or a pattern, and this has both",
                    "make two detectors of it",
                );
                None
            }
            (None, None) => {
                self.error(
                    "detector-shape",
                    self.span,
                    "this detector has nothing to seek",
                    "add `words = [\"…\"]`, or `pattern = '…'`; a shipped detector would be called by its exact name",
                );
                None
            }
        };
        let own = Own {
            name: self.name.to_owned(),
            seeks: seeks?,
            persons,
            personal,
            capitals,
            pattern: pattern?,
        };
        match find("finds") {
            Some((_, value)) => self.examples(value, &own, true),
            None => self.error(
                "detector-example",
                self.span,
                "this detector shows nothing that it finds, so nobody knows whether it works",
                "add `finds = [\"…\"]` with a text or two that it must find; each build tries them",
            ),
        }
        if let Some((_, value)) = find("passes") {
            self.examples(value, &own, false);
        }
        (self.diagnostics.errors() == before).then_some(own)
    }

    /// Tries the texts that must be found, or must not.
    fn examples(&mut self, value: &RawValue, own: &Own, found: bool) {
        for (text, span) in self.list(value) {
            if own.finds(&text) != found {
                let (message, help) = if found {
                    (
                        "this detector does not find its own example",
                        "mend the words or the pattern, or the example; without `capitals = true` capitals and small letters are one",
                    )
                } else {
                    (
                        "this detector finds a text that it should let pass",
                        "mend the words or the pattern, or the example",
                    )
                };
                self.error("detector-example", &span, message, help);
            }
        }
    }

    fn words(&mut self, value: &RawValue, capitals: bool) -> Option<Regex> {
        let list = self.list(value);
        if list.is_empty() {
            return None;
        }
        let words: Vec<String> = list
            .iter()
            .map(|(word, _)| {
                let parts = word
                    .split_whitespace()
                    .map(|part| regex::escape(&spelling(part, capitals)));
                parts.collect::<Vec<_>>().join("[ :_/-]{1,3}")
            })
            .collect();
        let pattern = format!(
            r"(?:^|[^\p{{L}}\p{{N}}])(?P<hit>{})(?:$|[^\p{{L}}\p{{N}}])",
            words.join("|")
        );
        let built = RegexBuilder::new(&pattern).size_limit(SIZE).build().ok();
        if built.is_none() {
            self.error(
                "detector-pattern",
                &value.span,
                "these are too many words for one detector",
                "make several detectors of them",
            );
        }
        built
    }

    fn pattern(&mut self, value: &RawValue, capitals: bool) -> Option<Regex> {
        let written = self.text(value)?;
        let mut refuse = |message: &str, help: &str| {
            self.error("detector-pattern", &value.span, message, help);
            None
        };
        if written.len() > PATTERN {
            return refuse(
                "this pattern is very long",
                "make several detectors of it, each with a pattern of 1,000 characters at most",
            );
        }
        let pattern = folded(&written);
        let parsed = regex_syntax::ParserBuilder::new()
            .case_insensitive(!capitals)
            .build()
            .parse(&pattern);
        let Ok(parsed) = parsed else {
            return refuse(
                "this is no pattern",
                "write a regular expression as Rust's `regex` reads it: `[A-Z]{2}-\\d{4}`; close brackets, put a backslash before signs that are text; it has no look-around and no back-references",
            );
        };
        if parsed.properties().minimum_len().unwrap_or(0) == 0 {
            return refuse(
                "this pattern finds nothing at all, everywhere",
                "let it find one character at least: not all of it may be optional",
            );
        }
        match parsed.properties().maximum_len() {
            None => {
                return refuse(
                    "there is no end to what this pattern may find",
                    "say how many at most: `{1,20}` instead of `+`, `{0,20}` instead of `*`",
                );
            }
            Some(bytes) if bytes > LONGEST => {
                return refuse(
                    "this pattern may find very long texts",
                    "lower its numbers, so that it finds 400 bytes at most",
                );
            }
            Some(_) => {}
        }
        let built = RegexBuilder::new(&pattern)
            .case_insensitive(!capitals)
            .size_limit(SIZE)
            .build();
        built.ok().or_else(|| {
            refuse(
                "this pattern takes too much memory",
                "lower its numbers, or make several detectors of it",
            )
        })
    }

    fn flag(&mut self, value: &RawValue) -> Option<bool> {
        match &value.data {
            RawData::Scalar {
                text,
                quoted: false,
            } if text == "true" => Some(true),
            RawData::Scalar {
                text,
                quoted: false,
            } if text == "false" => Some(false),
            _ => {
                self.error(
                    "value-type",
                    &value.span,
                    "this is yes or no",
                    "write `true` or `false`, without quotes",
                );
                None
            }
        }
    }

    fn persons(&mut self, value: &RawValue) -> Option<Persons> {
        match &value.data {
            RawData::Scalar {
                text,
                quoted: false,
            } if text == "1" => Some(Persons::One),
            RawData::Scalar {
                text,
                quoted: false,
            } if text == "2" => Some(Persons::Two),
            _ => {
                self.error(
                    "value-type",
                    &value.span,
                    "this is the number of persons who waive a hit",
                    "write `1` or `2`, without quotes",
                );
                None
            }
        }
    }

    fn text(&mut self, value: &RawValue) -> Option<String> {
        let text = word(&value.data).filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.error(
                "value-type",
                &value.span,
                "this is a text, not empty",
                "write it between quotes; a pattern stands best between single ones: '…'",
            );
        }
        text.map(str::to_owned)
    }

    /// The texts of a list, with their places.
    fn list(&mut self, value: &RawValue) -> Vec<(String, Range<usize>)> {
        let RawData::List(items) = &value.data else {
            self.error(
                "value-type",
                &value.span,
                "this is a list of texts",
                "write `[\"…\", \"…\"]`",
            );
            return Vec::new();
        };
        if items.is_empty() {
            self.error(
                "value-type",
                &value.span,
                "this list is empty",
                "write a text or more: `[\"…\"]`",
            );
        }
        items
            .iter()
            .filter_map(|item| Some((self.text(item)?, item.span.clone())))
            .collect()
    }
}

const UNKNOWN: &str = "no detector of this name is shipped, so there is nothing to turn off";

fn spelling(word: &str, capitals: bool) -> String {
    let word = folded(word);
    if capitals { word } else { word.to_lowercase() }
}
