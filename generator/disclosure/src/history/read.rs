//! Reads `releases.toml`, and refuses what the tool would not have written.

use std::ops::Range;

use jiff::civil::Date;

use super::{History, NAME, Release, Retraction};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::forbidden;
use crate::entry::front_matter::{RawData, RawMap, RawValue, read_toml};
use crate::public::{Address, Kind, PublicText};
use crate::source::SourceTree;

/// What helps where a history cannot be used.
const HELP: &str = "`vitrine release` and `vitrine retract` write this file; take it from the source.tar.gz of the last release, and do not change it by hand";

impl History {
    /// The history of a source tree; an empty one where it has none, and `None` where it cannot be used.
    pub(crate) fn read(source: &SourceTree, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(bytes) = source.bytes(NAME) else {
            return Some(Self::default());
        };
        let before = diagnostics.errors();
        let map = read_toml(NAME, bytes, diagnostics)?;
        let mut reader = Reader { diagnostics };
        reader.known(&map, &["release", "retracted"]);
        let mut history = Self::default();
        for (span, item) in reader.tables(&map, "release") {
            if let Some(release) = reader.release(&span, &item, &history) {
                history.releases.push(release);
            }
        }
        for (span, item) in reader.tables(&map, "retracted") {
            if let Some(one) = reader.retraction(&span, &item, &history) {
                history.retracted.push(one);
            }
        }
        (diagnostics.errors() == before).then_some(history)
    }
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Range<usize>, message: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, NAME, span, message).help(HELP));
    }

    fn known(&mut self, map: &RawMap, keys: &[&str]) {
        for span in map.others(keys) {
            self.error(
                "key-unknown",
                span,
                "the history of a site has nothing of this name",
            );
        }
    }

    fn tables(&mut self, map: &RawMap, name: &str) -> Vec<(Range<usize>, RawMap)> {
        let (tables, strange) = map.tables(name);
        if let Some(span) = strange {
            self.error("value-type", span, "this is a list of tables");
        }
        tables
    }

    fn release(&mut self, span: &Range<usize>, map: &RawMap, history: &History) -> Option<Release> {
        self.known(map, &["sequence", "on", "added", "extended"]);
        let sequence = self.number(span, map, "sequence");
        let on = self.day(span, map);
        let added = self.addresses(span, map, "added");
        let extended = self.addresses(span, map, "extended");
        let (number, number_span) = sequence?;
        let (on, day_span) = on?;
        if number != history.sequence() + 1 {
            self.error(
                "history-order",
                number_span,
                "the releases of a site have the numbers 1, 2, 3 and so on",
            );
        }
        if history.releases.last().is_some_and(|last| last.on > on) {
            self.error(
                "history-order",
                day_span,
                "this release is of an earlier day than the one before it",
            );
        }
        Some(Release {
            sequence: number,
            on,
            added: added?,
            extended: extended?,
        })
    }

    fn retraction(
        &mut self,
        span: &Range<usize>,
        map: &RawMap,
        history: &History,
    ) -> Option<Retraction> {
        self.known(map, &["address", "on", "words"]);
        let value = self.required(span, map, "address")?.clone();
        let found = text(&value).and_then(address);
        let after = |kept: &Retraction, found: &Address| kept.address < *found;
        let in_order = found.as_ref().is_some_and(|(found, _)| {
            history
                .retracted
                .last()
                .is_none_or(|last| after(last, found))
        });
        if !in_order {
            self.error(
                "history-address",
                value.span,
                "this is no address of an entry, or it is not in its place in the order of addresses",
            );
        }
        let (on, _) = self.day(span, map)?;
        let words = match map.find("words") {
            None => None,
            Some(value) => Some(self.words(value)?),
        };
        let (address, kind) = found?;
        Some(Retraction {
            address,
            kind,
            on,
            words,
        })
    }

    fn required<'m>(
        &mut self,
        span: &Range<usize>,
        map: &'m RawMap,
        name: &str,
    ) -> Option<&'m RawValue> {
        let value = map.find(name);
        if value.is_none() {
            self.error(
                "history-value",
                span.clone(),
                &format!("`{name}` is missing here"),
            );
        }
        value
    }

    fn number(
        &mut self,
        span: &Range<usize>,
        map: &RawMap,
        name: &str,
    ) -> Option<(u64, Range<usize>)> {
        let value = self.required(span, map, name)?;
        if let RawData::Scalar {
            text,
            quoted: false,
        } = &value.data
            && let Ok(number) = text.parse()
        {
            return Some((number, value.span.clone()));
        }
        self.error("value-type", value.span.clone(), "this is a whole number");
        None
    }

    fn day(&mut self, span: &Range<usize>, map: &RawMap) -> Option<(Date, Range<usize>)> {
        let value = self.required(span, map, "on")?;
        let day = text(value).and_then(|text| {
            let day: Date = text.parse().ok()?;
            (day.to_string() == text).then_some(day)
        });
        if day.is_none() {
            self.error(
                "history-value",
                value.span.clone(),
                "this is a day, such as \"2026-11-01\"",
            );
        }
        Some((day?, value.span.clone()))
    }

    fn addresses(&mut self, span: &Range<usize>, map: &RawMap, name: &str) -> Option<Vec<Address>> {
        let value = self.required(span, map, name)?;
        let RawData::List(items) = &value.data else {
            self.error("value-type", value.span.clone(), "this is a list");
            return None;
        };
        let mut all: Vec<Address> = Vec::new();
        for item in items {
            match text(item).and_then(address) {
                Some((found, _)) if all.last().is_none_or(|last| *last < found) => all.push(found),
                _ => self.error(
                    "history-address",
                    item.span.clone(),
                    "this is no address of an entry, or it is not in its place in the order of addresses",
                ),
            }
        }
        Some(all)
    }

    fn words(&mut self, value: &RawValue) -> Option<PublicText> {
        let Some(text) = text(value).filter(|text| !text.trim().is_empty()) else {
            self.error(
                "value-type",
                value.span.clone(),
                "these words are a text that is not empty",
            );
            return None;
        };
        if let Some(why) = text.chars().find_map(forbidden) {
            self.error(
                "character-forbidden",
                value.span.clone(),
                &format!("this text holds {why}"),
            );
            return None;
        }
        Some(PublicText::new(text))
    }
}

fn text(value: &RawValue) -> Option<&str> {
    match &value.data {
        RawData::Scalar { text, quoted: true } => Some(text),
        RawData::Scalar { .. } | RawData::List(_) | RawData::Map(_) => None,
    }
}

/// An address of an entry, and its kind: `missions/nl-2016`, or `fr/missions/nl-2016`.
pub(crate) fn address(written: &str) -> Option<(Address, Kind)> {
    let parts: Vec<&str> = written.split('/').collect();
    let (folder, slug) = match parts.as_slice() {
        [folder, slug] | [_, folder, slug] => (*folder, *slug),
        _ => return None,
    };
    let sound = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder)?;
    (parts.iter().all(|part| sound(part)) && slug != "index")
        .then(|| (Address(written.to_owned()), kind))
}
