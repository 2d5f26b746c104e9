//! TOML, with the places of its values.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{DEPTH, RawData, RawMap, RawValue};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Reads TOML that stands at `start` of a file.
pub(crate) fn read(
    file: &str,
    text: &str,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> Option<RawMap> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    let sound = errors.is_empty();
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut broken = false;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let written = text.get(span.clone()).unwrap_or_default();
        let duplicate = error.message().contains("duplicate key");
        let dated = written.starts_with(|c: char| c.is_ascii_digit()) && written.contains('-');
        let (code, message, help) = if dated {
            (
                "date-invalid",
                "there is no such day or time",
                "write a day as `2016-05-20`, as the calendar has it",
            )
        } else if duplicate {
            (
                "key-duplicate",
                "this name stands here a second time",
                "keep one of the two",
            )
        } else if std::mem::replace(&mut broken, true) {
            // What follows the first slip is mostly its consequence.
            continue;
        } else {
            (
                "toml-syntax",
                "this is not TOML",
                "write `name = \"value\"` lines; text stands between double quotes",
            )
        };
        diagnostics.push(Diagnostic::error(code, file, shift(&span, start), message).help(help));
    }
    if !sound {
        return None;
    }
    let mut reader = Reader {
        file,
        start,
        diagnostics,
    };
    reader.table(table.get_ref(), 0)
}

fn shift(range: &Range<usize>, start: usize) -> Range<usize> {
    start + range.start..start + range.end
}

struct Reader<'a, 'd> {
    file: &'a str,
    start: usize,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_, '_> {
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Option<RawMap> {
        let mut map = RawMap::default();
        for (name, value) in table {
            let span = shift(&name.span(), self.start);
            map.0.push((
                name.get_ref().to_string(),
                span,
                self.value(value.get_ref(), &value.span(), depth + 1)?,
            ));
        }
        // The order of writing, which messages follow; the parser's own is that of names.
        map.0.sort_by_key(|(_, span, _)| span.start);
        Some(map)
    }

    fn value(
        &mut self,
        value: &DeValue<'_>,
        span: &Range<usize>,
        depth: usize,
    ) -> Option<RawValue> {
        let span = shift(span, self.start);
        if depth > DEPTH {
            self.diagnostics.push(
                Diagnostic::error(
                    "front-matter-deep",
                    self.file,
                    span,
                    "these values nest too deeply",
                )
                .help("write them flatter"),
            );
            return None;
        }
        let plain = |text: String| RawData::Scalar {
            text,
            quoted: false,
        };
        let data = match value {
            DeValue::String(text) => RawData::Scalar {
                text: text.to_string(),
                quoted: true,
            },
            DeValue::Integer(number) if number.radix() == 10 => plain(number.as_str().to_owned()),
            DeValue::Integer(number) => {
                plain(format!("radix {}: {}", number.radix(), number.as_str()))
            }
            DeValue::Float(number) => plain(number.as_str().to_owned()),
            DeValue::Boolean(flag) => plain(flag.to_string()),
            DeValue::Datetime(moment) => plain(moment.to_string()),
            DeValue::Array(items) => {
                let items: Option<Vec<_>> = items
                    .iter()
                    .map(|item| self.value(item.get_ref(), &item.span(), depth + 1))
                    .collect();
                RawData::List(items?)
            }
            DeValue::Table(table) => RawData::Map(self.table(table, depth)?),
        };
        Some(RawValue { span, data })
    }
}
