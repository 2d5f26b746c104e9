//! Reads a front matter by the schema: every field of its shape, every error at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fields::{Datum, Fields, Spanned};
use super::front_matter::{FrontMatter, RawData, RawMap, RawValue};
use super::scalar::{self, suggestion};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::near_miss;
use crate::policy::Policy;
use crate::public::Kind;
use crate::schema::{COMMON, Field, Need, PRIVATE_KINDS, Shape, fields_of};
use crate::settings::Settings;
use crate::slug;

/// What values are checked against.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    settings: &'a Settings,
    policy: &'a Policy,
    /// Whether an archive is read: it has records as entries.
    archive: bool,
}

impl<'a> Context<'a> {
    pub(crate) fn new(settings: &'a Settings, policy: &'a Policy, archive: bool) -> Self {
        Self {
            settings,
            policy,
            archive,
        }
    }
}

/// Kinds whose entries say which type of information they are.
const TYPED: &[&str] = &["document", "mission", "finding", "event", "announcement"];

/// Reads the fields of an entry. All errors of the file are noted; where there is one, nothing comes back.
pub(crate) fn decode(
    file: &str,
    read: &FrontMatter<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Fields> {
    let before = diagnostics.errors();
    let raw = &read.map;
    let mut decoder = Decoder {
        file,
        toml: read.toml,
        context,
        diagnostics,
        mistyped: Vec::new(),
    };
    let kind = decoder.kind(raw);
    let own = kind.and_then(fields_of).unwrap_or_default();
    let table: Vec<&'static Field> = COMMON.iter().chain(own).collect();
    let mut values = BTreeMap::new();
    for (name, span, value) in &raw.0 {
        match table.iter().find(|field| field.name == name) {
            // What is wrong with the kind is noted.
            Some(field) if field.name == "kind" && kind.is_none() => {}
            Some(field) => {
                let datum = decoder.value(&field.shape, value, field.name);
                values.extend(datum.map(|datum| {
                    (
                        field.name,
                        Spanned {
                            value: datum,
                            span: value.span.clone(),
                        },
                    )
                }));
            }
            // Without a kind nobody knows which further fields there are, but three names are asked for always.
            None if kind.is_none() => {
                let asked: Vec<&'static Field> = required_of(&table).collect();
                if suggestion(name, asked.iter().map(|field| field.name)).is_some() {
                    decoder.unknown(name, span.clone(), &asked, None);
                }
            }
            None => decoder.unknown(name, span.clone(), &table, kind),
        }
    }
    decoder.require(raw, &table, 0..3, false);
    decoder.order(&values);
    if kind.is_some_and(|kind| TYPED.contains(&kind))
        && !raw.0.iter().any(|(name, _, _)| name == "type")
        && !decoder.mistyped.contains(&"type")
    {
        decoder.error(
            "type-missing",
            0..3,
            "this entry does not say which type of information it is",
            "add `type` with a row of the matrix, such as `peer-review/regime` or `national-regulation`",
        );
    }
    let kind = kind?;
    (diagnostics.errors() == before).then_some(Fields { kind, values })
}

fn required_of(table: &[&'static Field]) -> impl Iterator<Item = &'static Field> {
    table
        .iter()
        .copied()
        .filter(|field| field.need == Need::Required)
}

struct Decoder<'a, 'd> {
    file: &'a str,
    /// Whether text must stand between quotes.
    toml: bool,
    context: &'a Context<'a>,
    diagnostics: &'d mut Diagnostics,
    /// Names that unknown ones were taken for: it was said once what to do about them.
    mistyped: Vec<&'static str>,
}

impl Decoder<'_, '_> {
    fn error(&mut self, code: &'static str, span: Range<usize>, message: &str, help: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, self.file, span, message).help(help));
    }

    fn kind(&mut self, raw: &RawMap) -> Option<&'static str> {
        let (_, _, value) = raw.0.iter().find(|(name, _, _)| name == "kind")?;
        let names = || {
            let record = self.context.archive;
            let public = Kind::ALL
                .iter()
                .filter(move |kind| record || **kind != Kind::Record)
                .map(|kind| kind.name());
            public.chain(PRIVATE_KINDS.iter().copied())
        };
        let RawData::Scalar { text, .. } = &value.data else {
            self.error(
                "value-type",
                value.span.clone(),
                "a kind is one word",
                "write for example `kind: document`",
            );
            return None;
        };
        if let Some(kind) = names().find(|kind| kind == text) {
            return Some(kind);
        }
        let help = match suggestion(text, names()) {
            Some(kind) => format!("did you mean `{kind}`?"),
            None => format!("write one of: {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.error(
            "kind-unknown",
            value.span.clone(),
            "there is no such kind of entry",
            &help,
        );
        None
    }

    /// Notes days that leave none between them.
    fn order(&mut self, values: &BTreeMap<&'static str, Spanned<Datum>>) {
        let day = |name: &str| {
            Some((
                values.get(name)?.value.day()?,
                values.get(name)?.span.clone(),
            ))
        };
        if let (Some((from, _)), Some((until, span))) = (day("not_before"), day("expires"))
            && until < from
        {
            self.error(
                "dates-order",
                span,
                "this entry expires before the first day on which it may be public",
                "mend `not_before` or `expires`: it is public from the one up to and with the other",
            );
        }
    }

    /// Notes what must be there and is not.
    fn require(&mut self, raw: &RawMap, table: &[&'static Field], span: Range<usize>, inner: bool) {
        for field in required_of(table) {
            if raw.0.iter().any(|(name, _, _)| name == field.name)
                || self.mistyped.contains(&field.name)
            {
                continue;
            }
            let (code, message, help) = match field.name {
                "title" if inner => (
                    "title-missing",
                    "a title is missing here".to_owned(),
                    "add `title`, in words that everyone may read".to_owned(),
                ),
                "sensitivity" if inner => (
                    "sensitivity-missing",
                    "nobody has said whether this file is public".to_owned(),
                    format!(
                        "add `sensitivity` with one of: {}; there is no default",
                        self.context.policy.levels().join(", ")
                    ),
                ),
                "title" => (
                    "title-missing",
                    "this entry has no title".to_owned(),
                    "add `title: …`; it is public where the entry is".to_owned(),
                ),
                "kind" if !inner => (
                    "kind-missing",
                    "this entry does not say what kind it is".to_owned(),
                    "add `kind: …`, such as `document` or `mission`".to_owned(),
                ),
                "sensitivity" => (
                    "sensitivity-missing",
                    "this entry does not say whether it is public".to_owned(),
                    format!(
                        "add `sensitivity: …` with one of: {}; there is no default",
                        self.context.policy.levels().join(", ")
                    ),
                ),
                name => (
                    "field-missing",
                    format!("`{name}` is missing"),
                    format!("add `{name}`: {}", field.shape.described()),
                ),
            };
            self.error(code, span.clone(), &message, &help);
        }
    }

    fn unknown(
        &mut self,
        name: &str,
        span: Range<usize>,
        table: &[&'static Field],
        kind: Option<&str>,
    ) {
        let never = [
            "draft",
            "hidden",
            "unlisted",
            "published",
            "publish",
            "visibility",
            "private",
            "public",
            "noindex",
        ];
        if never.contains(&name.to_lowercase().as_str()) {
            self.error(
                "key-draft",
                span,
                "there is no such state: an entry is public or it is not",
                &format!(
                    "set `sensitivity` to one of: {}; a date goes into `not_before` or `expires`",
                    self.context.policy.levels().join(", ")
                ),
            );
            return;
        }
        let known = table.iter().map(|field| field.name);
        let help = match suggestion(name, known) {
            Some(known) => {
                self.mistyped.push(known);
                format!("did you mean `{known}`?")
            }
            None => "take it out, or put it under `internal`, which nobody publishes".to_owned(),
        };
        let message = match kind {
            Some(kind) => format!("an entry of kind {kind} has no field of this name"),
            None => "there is no field of this name here".to_owned(),
        };
        self.error("key-unknown", span, &message, &help);
    }

    fn value(&mut self, shape: &Shape, raw: &RawValue, name: &str) -> Option<Datum> {
        match shape {
            Shape::Anything => match &raw.data {
                RawData::Map(_) => Some(Datum::Anything),
                RawData::Scalar { .. } | RawData::List(_) => self.wrong(shape, raw, name),
            },
            Shape::OneOrMore(inner) if !matches!(raw.data, RawData::List(_)) => {
                let value = self.value(inner, raw, name)?;
                let span = raw.span.clone();
                Some(Datum::List(vec![Spanned { value, span }]))
            }
            Shape::List(inner) | Shape::OneOrMore(inner) => {
                let RawData::List(items) = &raw.data else {
                    return self.wrong(shape, raw, name);
                };
                if items.is_empty() {
                    return self.wrong(shape, raw, name);
                }
                let items: Vec<_> = items
                    .iter()
                    .map(|item| {
                        Some(Spanned {
                            value: self.value(inner, item, name)?,
                            span: item.span.clone(),
                        })
                    })
                    .collect();
                items
                    .into_iter()
                    .collect::<Option<Vec<_>>>()
                    .map(Datum::List)
            }
            Shape::Map(fields) => {
                let RawData::Map(map) = &raw.data else {
                    return self.wrong(shape, raw, name);
                };
                let table: Vec<&'static Field> = fields.iter().collect();
                let mut parts = Vec::new();
                let outer = std::mem::take(&mut self.mistyped);
                for (key, span, value) in &map.0 {
                    match table.iter().find(|field| field.name == key) {
                        Some(field) => {
                            let datum = self.value(&field.shape, value, field.name);
                            parts.extend(datum.map(|datum| {
                                (
                                    field.name,
                                    Spanned {
                                        value: datum,
                                        span: value.span.clone(),
                                    },
                                )
                            }));
                        }
                        None => self.unknown(key, span.clone(), &table, None),
                    }
                }
                self.require(map, &table, raw.span.clone(), true);
                self.mistyped = outer;
                Some(Datum::Map(parts))
            }
            _ => {
                let RawData::Scalar { text, quoted } = &raw.data else {
                    return self.wrong(shape, raw, name);
                };
                self.scalar(shape, text, *quoted, raw, name)
            }
        }
    }

    fn scalar(
        &mut self,
        shape: &Shape,
        text: &str,
        quoted: bool,
        raw: &RawValue,
        name: &str,
    ) -> Option<Datum> {
        let bare = matches!(
            shape,
            Shape::Day | Shape::Date | Shape::Moment | Shape::Number | Shape::Flag
        );
        if self.toml && !quoted && !bare {
            return self.wrong(shape, raw, name);
        }
        let word = |fits: bool| fits.then(|| Datum::Word(text.to_owned()));
        let found = match shape {
            Shape::Text => return self.text(text, raw),
            Shape::Level => return self.level(text, raw),
            Shape::Slug => word(slug::is_slug(text)),
            Shape::Word(words) => word(words.contains(&text)),
            Shape::Reason => word(
                self.context
                    .policy
                    .reasons()
                    .iter()
                    .any(|known| known == text),
            ),
            Shape::Rule => word(self.context.policy.rule(text).is_some()),
            Shape::Row => word(self.context.policy.has_row(text)),
            Shape::Facet => word(self.context.policy.mosaic().facet(text).is_some()),
            Shape::Scheme => word(
                self.context
                    .policy
                    .maps()
                    .schemes()
                    .any(|known| known == text),
            ),
            Shape::Combination => word(self.context.policy.mosaic().rule(text).is_some()),
            Shape::Language => word(
                self.context
                    .settings
                    .languages
                    .iter()
                    .any(|known| known == text),
            ),
            Shape::State => word(self.context.settings.knows_state(text)),
            Shape::Day => scalar::day(text).map(Datum::Day),
            Shape::Date => scalar::date(text).map(Datum::Date),
            Shape::Moment => scalar::moment(text).map(Datum::Moment),
            Shape::Number if !quoted => number(text).map(Datum::Number),
            Shape::Flag if !quoted && matches!(text, "true" | "false") => {
                Some(Datum::Flag(text == "true"))
            }
            Shape::Url => word(is_url(text)),
            Shape::Entry(_) => (!text.is_empty() && text.split('/').all(slug::is_slug))
                .then(|| Datum::Entry(text.to_owned())),
            Shape::File => is_file(self.file, text).then(|| Datum::File(text.to_owned())),
            Shape::Digest => word(crate::assessment::is_digest(text)),
            Shape::Hit => word(crate::policy::detector::is_print(text)),
            Shape::Number
            | Shape::Flag
            | Shape::List(_)
            | Shape::OneOrMore(_)
            | Shape::Map(_)
            | Shape::Anything => None,
        };
        if found.is_none() {
            return self.wrong_word(shape, text, raw, name);
        }
        found
    }

    fn text(&mut self, text: &str, raw: &RawValue) -> Option<Datum> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            self.error(
                "value-empty",
                raw.span.clone(),
                "this text is empty",
                "write it, or take the field out",
            );
            return None;
        }
        if let Some(why) = text.chars().find_map(crate::dialect::forbidden) {
            self.error(
                "character-forbidden",
                raw.span.clone(),
                &format!("this text holds {why}"),
                "take it out",
            );
            return None;
        }
        let levels = self.context.policy.levels();
        let escaped = text.replace("\\:", "");
        let near = !near_miss::find(&escaped, levels).is_empty()
            || !near_miss::find_decoded(&escaped, levels).is_empty()
            || !near_miss::find_decoded(&as_markdown(&escaped), levels).is_empty();
        if near || text.starts_with("::") || text.contains(":withheld{") {
            self.error(
                "portion-in-field",
                raw.span.clone(),
                "this looks like a portion, but fields have none",
                "leave out what is not public; the text of a field passes as a whole",
            );
            return None;
        }
        Some(Datum::Text(text))
    }

    fn level(&mut self, text: &str, raw: &RawValue) -> Option<Datum> {
        let levels = self.context.policy.levels();
        if let Some(level) = levels.iter().position(|level| level == text) {
            return Some(Datum::Level(level));
        }
        let (message, help) = match suggestion(text, levels.iter().map(String::as_str)) {
            Some(level) if !text.is_ascii() => (
                "this level is written with letters that only look like those of the Latin alphabet",
                format!("type `{level}` anew on the keyboard"),
            ),
            Some(level) => (
                "this is not a level of the policy",
                format!("did you mean `{level}`?"),
            ),
            None => (
                "this is not a level of the policy",
                format!("write one of: {}", levels.join(", ")),
            ),
        };
        self.error("sensitivity-unknown", raw.span.clone(), message, &help);
        None
    }

    fn wrong(&mut self, shape: &Shape, raw: &RawValue, name: &str) -> Option<Datum> {
        let code = if name == "sensitivity" {
            "sensitivity-unknown"
        } else {
            "value-type"
        };
        let help = match (shape, &raw.data) {
            (Shape::Level, _) => {
                format!("write one of: {}", self.context.policy.levels().join(", "))
            }
            (Shape::Text, RawData::Scalar { .. }) => "write it between double quotes".to_owned(),
            _ => format!("write {}", shape.described()),
        };
        self.error(
            code,
            raw.span.clone(),
            &format!("`{name}` cannot have a value of this form"),
            &help,
        );
        None
    }

    fn wrong_word(
        &mut self,
        shape: &Shape,
        text: &str,
        raw: &RawValue,
        name: &str,
    ) -> Option<Datum> {
        let policy = self.context.policy;
        let rules: Vec<String>;
        let known: Vec<&str> = match shape {
            Shape::Word(words) => words.to_vec(),
            Shape::Reason => policy.reasons().iter().map(String::as_str).collect(),
            Shape::Rule => {
                rules = policy
                    .facts()
                    .iter()
                    .map(crate::public::RuleFacts::name)
                    .collect();
                rules.iter().map(String::as_str).collect()
            }
            Shape::Row => {
                rules = policy.facts().into_iter().map(|rule| rule.row).collect();
                rules.iter().map(String::as_str).collect()
            }
            Shape::Facet => policy
                .mosaic()
                .facets()
                .iter()
                .map(|facet| facet.name.as_str())
                .collect(),
            Shape::Combination => policy
                .mosaic()
                .rules()
                .iter()
                .map(|rule| rule.name.as_str())
                .collect(),
            Shape::Scheme => policy.maps().schemes().collect(),
            Shape::Language => self
                .context
                .settings
                .languages
                .iter()
                .map(String::as_str)
                .collect(),
            _ => Vec::new(),
        };
        if known.is_empty() {
            let code = match shape {
                Shape::Day | Shape::Date | Shape::Moment => "date-invalid",
                Shape::State => "state-unknown",
                Shape::Scheme => "marking-scheme",
                Shape::Facet => "facet-unknown",
                Shape::Slug => "slug-invalid",
                Shape::File => "attachment-path",
                _ => "value-type",
            };
            let message = match shape {
                Shape::Day => "this is not a day of the calendar".to_owned(),
                Shape::Date => "this is not a date of the calendar".to_owned(),
                Shape::Moment => "this is not a moment in UTC".to_owned(),
                Shape::State => "the site knows no state of this code".to_owned(),
                Shape::Slug => format!("`{name}` cannot have this value: it is part of an address"),
                Shape::File => "this is not the path of a file of the site".to_owned(),
                _ => format!("`{name}` cannot have this value"),
            };
            self.error(
                code,
                raw.span.clone(),
                &message,
                &format!("write {}", shape.described()),
            );
            return None;
        }
        let streams: Vec<&str> = match shape {
            Shape::Rule => known
                .iter()
                .copied()
                .filter(|rule| rule.split_once('/').is_some_and(|(row, _)| row == text))
                .collect(),
            _ => Vec::new(),
        };
        let help = match suggestion(text, known.iter().copied()) {
            _ if !streams.is_empty() => {
                format!(
                    "this row of the matrix has streams: write one of: {}",
                    streams.join(", ")
                )
            }
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of: {}", known.join(", ")),
        };
        let code = match shape {
            Shape::Rule => "type-unknown",
            Shape::Reason => "reason-unknown",
            Shape::Facet => "facet-unknown",
            Shape::Scheme => "marking-scheme",
            Shape::Language => "language-unknown",
            _ => "word-unknown",
        };
        self.error(
            code,
            raw.span.clone(),
            &format!("`{name}` has a closed list of words, and this is none of them"),
            &help,
        );
        None
    }
}

/// The text as Markdown would show it, with entities and escapes resolved: a field shows as it is, but what its author
/// meant by them is no less of a slip.
fn as_markdown(text: &str) -> String {
    pulldown_cmark::Parser::new(text)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => {
                Some(text.to_string())
            }
            _ => None,
        })
        .collect()
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (text == "0" || !text.starts_with('0')) {
        text.parse().ok()
    } else {
        None
    }
}

fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && text.chars().all(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '`')
        })
}

/// Says whether a path, in the file at `from`, is one of a file below the site folder.
fn is_file(from: &str, text: &str) -> bool {
    crate::disclose::join(from, text).is_some()
        && !text.starts_with('/')
        && !text.ends_with('/')
        && !text.contains(['\\', '\0', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_one_way() {
        for (text, read) in [
            ("0", Some(0)),
            ("7", Some(7)),
            ("2016", Some(2016)),
            ("100", Some(100)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("", None),
            ("00", None),
            ("07", None),
            ("-1", None),
            ("+1", None),
            ("1.0", None),
            ("1e3", None),
            ("x", None),
            ("0x1", None),
            ("١", None),
        ] {
            assert_eq!(number(text), read, "{text:?}");
        }
    }

    #[test]
    fn an_address_of_the_web_begins_with_its_scheme_and_ends_with_itself() {
        for text in ["https://a.org", "http://a.org/b?c=d&e#f", "https://[::1]/"] {
            assert!(is_url(text), "{text}");
        }
        for text in [
            "",
            "https://",
            "http://",
            "https:///a",
            "ftp://a.org",
            "a.org",
            "https://a.org b",
            "https://a.org\"",
            "https://<a>",
            "https://a\\b",
            "https://a`b",
            "https://a\u{7}",
        ] {
            assert!(!is_url(text), "{text}");
        }
    }
}
