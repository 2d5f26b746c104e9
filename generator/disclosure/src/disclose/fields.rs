//! Which fields of a public entry pass, by the schema's allow list, and the few that code of its own decides.

use super::directory::{Directory, Place};
use super::survey::{Entry, error};
use crate::diagnostic::Diagnostics;
use crate::entry::{Datum, Spanned};
use crate::public::{Kind, PublicDate, PublicText, Value};
use crate::schema::{COMMON, Field, Passes, Shape, fields_of};

/// The public fields of an entry, in the order of the schema. Title, kind, slug and language have places of their own.
pub(crate) fn public_fields(
    entry: &Entry<'_>,
    place: &Place,
    directory: &Directory,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'static str, Value)> {
    let anonymous = is_anonymous(entry);
    #[cfg(feature = "sabotage")]
    let anonymous = anonymous && !super::sabotage::is("anonymous-origin-named");
    let mut fields = Vec::new();
    let own = fields_of(entry.fields.kind).unwrap_or_default();
    let mut projector = Projector {
        entry,
        place,
        directory,
        diagnostics,
    };
    for field in COMMON.iter().chain(own) {
        let Some(datum) = entry.field(field.name) else {
            continue;
        };
        let value = match field.passes {
            Passes::Never => None,
            Passes::Public if field.name == "translation_of" => projector.original(datum),
            Passes::Public => projector.value(&field.shape, datum),
            Passes::Handled => projector.handled(field, datum),
        };
        let value = value.and_then(|value| {
            if anonymous {
                without_origin(field.name, value)
            } else {
                Some(value)
            }
        });
        // The title stands apart: every entry has one.
        if field.name != "title" {
            fields.extend(value.map(|value| (field.name, value)));
        }
    }
    let precision = entry.fields.word("date_precision");
    #[cfg(feature = "sabotage")]
    let precision = precision.filter(|_| !super::sabotage::is("date-as-exact-as-written"));
    for (name, value) in &mut fields {
        if *name == "date"
            && let Value::Date(date) = value
        {
            *date = coarser(*date, precision.unwrap_or("day"));
        }
    }
    #[cfg(feature = "sabotage")]
    super::sabotage::fields(entry, &mut fields);
    fields
}

struct Projector<'a> {
    entry: &'a Entry<'a>,
    place: &'a Place,
    directory: &'a Directory,
    diagnostics: &'a mut Diagnostics,
}

impl Projector<'_> {
    /// What shows of a field that the schema leaves to code.
    fn handled(&mut self, field: &Field, datum: &Spanned<Datum>) -> Option<Value> {
        match field.name {
            // The practice's origin: its parts pass by the schema, and anonymity takes some away.
            "origin" => self.value(&field.shape, datum),
            // The others are read elsewhere: the tag, the place, the dates, the record, the people, the files. And a
            // field that nobody has thought of does not pass.
            _ => None,
        }
    }

    /// A datum as a public value; parts of maps pass by their own rows of the schema.
    fn value(&mut self, shape: &Shape, datum: &Spanned<Datum>) -> Option<Value> {
        match (&datum.value, shape) {
            (Datum::Text(text), _) => Some(Value::Text(PublicText::new(text.clone()))),
            (Datum::Word(word) | Datum::Moment(word), _) => Some(Value::Word(word.clone())),
            (Datum::Day(day), _) => Some(Value::Date(PublicDate {
                year: day.year(),
                month: day.month(),
                day: day.day(),
                quarter: false,
            })),
            (Datum::Date(date), _) => Some(Value::Date(*date)),
            (Datum::Number(number), _) => Some(Value::Number(*number)),
            (Datum::Flag(flag), _) => Some(Value::Flag(*flag)),
            (Datum::Entry(written), Shape::Entry(kinds)) => self.reference(written, kinds, datum),
            (Datum::List(items), Shape::List(shape)) => Some(Value::List(
                items
                    .iter()
                    .filter_map(|item| self.value(shape, item))
                    .collect(),
            )),
            (Datum::Map(parts), Shape::Map(fields)) => {
                let mut out = Vec::new();
                for field in *fields {
                    let part = parts
                        .iter()
                        .find(|(name, _)| *name == field.name)
                        .map(|(_, part)| part);
                    if let (Some(part), Passes::Public) = (part, field.passes) {
                        out.extend(
                            self.value(&field.shape, part)
                                .map(|value| (field.name, value)),
                        );
                    }
                }
                Some(Value::Map(out))
            }
            // Levels, files and whatever is `Anything` are never public values.
            (
                Datum::Level(_)
                | Datum::File(_)
                | Datum::Anything
                | Datum::Entry(_)
                | Datum::List(_)
                | Datum::Map(_),
                _,
            ) => None,
        }
    }

    /// The original of a translation: the entry of that name in another language.
    fn original(&mut self, datum: &Spanned<Datum>) -> Option<Value> {
        let written = datum.value.as_str()?;
        match self.directory.find_other(written, self.place) {
            Some(place) => Some(Value::Entry(place.address.clone())),
            None => {
                error(
                    self.diagnostics,
                    "translation-of-nothing",
                    self.entry.path,
                    datum.span.clone(),
                    "this names no original that is public on this day, so this translation cannot be",
                    "write the `id` of a public entry in another language; and give the translation the `not_before` and `expires` of its original, or a higher level",
                );
                None
            }
        }
    }

    fn reference(
        &mut self,
        written: &str,
        kinds: &[Kind],
        datum: &Spanned<Datum>,
    ) -> Option<Value> {
        if let Some(place) = self.directory.find(written, kinds, &self.place.lang) {
            return Some(Value::Entry(place.address.clone()));
        }
        let what = match kinds {
            [kind] => format!("a public entry of kind {}", kind.name()),
            _ => "a public entry".to_owned(),
        };
        error(
            self.diagnostics,
            "reference-not-public",
            self.entry.path,
            datum.span.clone(),
            &format!("this does not name {what}"),
            "write the `id` of a public entry, or its address such as `missions/nl-2016`; or take the reference out",
        );
        None
    }
}

/// Says whether the entry is a practice whose origin stays unnamed.
fn is_anonymous(entry: &Entry<'_>) -> bool {
    entry
        .field("origin")
        .and_then(|origin| origin.value.get("consent"))
        .is_some_and(|consent| consent.value.as_str() == Some("anonymous"))
}

/// A field of an anonymous practice: whatever could name the origin goes, and dates keep the year alone.
fn without_origin(name: &str, value: Value) -> Option<Value> {
    match (name, value) {
        ("state" | "provider" | "contributed_by" | "origin_finding" | "reused_by", _) => None,
        ("origin", Value::Map(parts)) => Some(Value::Map(
            parts
                .into_iter()
                .filter(|(part, _)| matches!(*part, "kind" | "consent"))
                .collect(),
        )),
        (_, Value::Date(date)) => Some(Value::Date(coarser(date, "year"))),
        (_, value) => Some(value),
    }
}

/// A date no more exact than `precision` says.
pub(super) fn coarser(date: PublicDate, precision: &str) -> PublicDate {
    match precision {
        "month" if !date.quarter => PublicDate { day: 0, ..date },
        "quarter" if date.month > 0 => PublicDate {
            month: (date.month - 1) / 3 * 3 + 1,
            day: 0,
            quarter: true,
            ..date
        },
        "year" => PublicDate {
            year: date.year,
            month: 0,
            day: 0,
            quarter: false,
        },
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_only_lose() {
        let day = PublicDate {
            year: 2016,
            month: 5,
            day: 20,
            quarter: false,
        };
        for (precision, shown) in [
            ("day", "2016-05-20"),
            ("month", "2016-05"),
            ("quarter", "2016-Q2"),
            ("year", "2016"),
        ] {
            let once = coarser(day, precision);
            assert_eq!(once.to_string(), shown);
            assert_eq!(coarser(once, "day"), once);
            assert_eq!(coarser(once, precision), once);
        }
    }

    #[test]
    fn a_quarter_begins_with_its_first_month_and_a_year_has_none() {
        let date = |month, day, quarter| PublicDate {
            year: 2016,
            month,
            day,
            quarter,
        };
        let starts = [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10];
        for (month, start) in (1..).zip(starts) {
            assert_eq!(
                coarser(date(month, 20, false), "quarter"),
                date(start, 0, true),
                "month {month}"
            );
        }
        let year = date(0, 0, false);
        for precision in ["day", "month", "quarter", "year"] {
            assert_eq!(coarser(year, precision), year, "{precision}");
        }
        let quarter = date(4, 0, true);
        assert_eq!(coarser(quarter, "month"), quarter);
        assert_eq!(coarser(quarter, "year"), year);
    }

    /// Whoever hands a field to code must write that code.
    #[test]
    fn every_handled_field_is_known_here() {
        let known = [
            "kind",
            "sensitivity",
            "id",
            "slug",
            "lang",
            "date_precision",
            "attachments",
            "not_before",
            "expires",
            "review_by",
            "only_during",
            "public_record",
            "assessment",
            "exception",
            "origin",
        ];
        let kinds = Kind::ALL
            .iter()
            .map(|kind| kind.name())
            .chain(crate::schema::PRIVATE_KINDS.iter().copied());
        for field in COMMON.iter().chain(kinds.filter_map(fields_of).flatten()) {
            assert!(
                field.passes != Passes::Handled || known.contains(&field.name),
                "{}",
                field.name
            );
        }
    }

    #[test]
    fn people_and_private_fields_never_pass() {
        for name in ["subject", "discloses", "internal"] {
            assert!(
                COMMON
                    .iter()
                    .any(|field| field.name == name && field.passes == Passes::Never),
                "{name}"
            );
        }
        for kind in crate::schema::PRIVATE_KINDS {
            assert!(
                fields_of(kind)
                    .unwrap()
                    .iter()
                    .all(|field| field.passes == Passes::Never),
                "{kind}"
            );
        }
    }
}
