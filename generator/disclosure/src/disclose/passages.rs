//! All text of an entry that its readers would see, each with the place where it is written.

use std::ops::Range;

use super::survey::Entry;
use crate::attachment;
use crate::dialect::cut::Cut;
use crate::dialect::shown::{Shown, percent_decoded, shown};
use crate::entry::{Datum, Spanned};
use crate::public::{PublicEntry, Value};

/// A text that stands together.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    place: Place,
    /// Whether it is written for people who want to reach the office.
    pub(super) is_contact: bool,
}

#[derive(Debug)]
enum Place {
    /// In the body.
    Body(Shown),
    /// In the value that is written here.
    Field(Range<usize>),
    /// In a file that is listed here; where in it.
    File(Range<usize>, String),
}

impl Passage {
    fn field(text: &str, span: &Range<usize>) -> Self {
        Self {
            text: text.to_owned(),
            place: Place::Field(span.clone()),
            is_contact: false,
        }
    }

    /// Where a part of it is written: as exactly as can be told, in the raw file. `None` where it is told elsewhere.
    pub(super) fn span(&self, raw: &str, cut: &Cut, part: &Range<usize>) -> Option<Range<usize>> {
        match &self.place {
            Place::Body(shown) => shown.raw_range(cut, part),
            Place::Field(span) => Some(within(raw, span, &self.text, part)),
            Place::File(span, _) => Some(span.clone()),
        }
    }

    /// Says whether it stands in a body, where portions can be cut out.
    pub(super) fn in_body(&self) -> bool {
        matches!(self.place, Place::Body(_))
    }

    /// Where in an attachment it stands.
    pub(super) fn in_file(&self) -> Option<&str> {
        match &self.place {
            Place::File(_, place) => Some(place),
            Place::Body(_) | Place::Field(_) => None,
        }
    }
}

/// The place of a part of a text within the bytes that it was written in; all of them where quotes, escapes or line
/// ends stand between.
pub(super) fn within(
    raw: &str,
    span: &Range<usize>,
    text: &str,
    part: &Range<usize>,
) -> Range<usize> {
    let written = raw.get(span.clone()).unwrap_or_default();
    if let Some(at) = written.find(text) {
        let start = span.start + at;
        return start + part.start..start + part.end;
    }
    let sought = text.get(part.clone()).unwrap_or_default();
    match written.find(sought) {
        Some(at) if !sought.is_empty() => span.start + at..span.start + at + sought.len(),
        _ => span.clone(),
    }
}

/// The texts of a public entry, in the order of its file.
pub(super) fn of_entry(entry: &Entry<'_>, public: &PublicEntry, cut: &Cut) -> Vec<Passage> {
    let mut passages = Vec::new();
    for name in ["title", "slug", "id"] {
        if let Some(field) = entry.field(name) {
            passages.extend(
                field
                    .value
                    .as_str()
                    .map(|text| Passage::field(text, &field.span)),
            );
        }
    }
    for (name, value) in &public.fields {
        if let Some(field) = entry.field(name) {
            let from = passages.len();
            walk(value, field, &mut passages);
            let own = passages.iter_mut().skip(from);
            own.for_each(|passage| passage.is_contact = *name == "contact_public");
        }
    }
    of_attachments(entry, public, &mut passages);
    passages.extend(shown(cut).into_iter().map(|shown| Passage {
        text: shown.text.clone(),
        place: Place::Body(shown),
        is_contact: false,
    }));
    passages
}

/// The texts of the record of an entry.
pub(super) fn of_record(entry: &Entry<'_>, public: &PublicEntry) -> Vec<Passage> {
    let mut passages = Vec::new();
    let Some(record) = entry.field("public_record") else {
        return passages;
    };
    for name in ["title", "slug"] {
        if let Some(part) = record.value.get(name) {
            passages.extend(
                part.value
                    .as_str()
                    .map(|text| Passage::field(text, &part.span)),
            );
        }
    }
    for (name, value) in &public.fields {
        if let Some(part) = record.value.get(name) {
            walk(value, part, &mut passages);
        }
    }
    passages
}

/// The texts of a value, which was made of a datum.
fn walk(value: &Value, datum: &Spanned<Datum>, passages: &mut Vec<Passage>) {
    match value {
        Value::Text(text) => passages.push(Passage::field(text.as_str(), &datum.span)),
        Value::Word(word) if word.contains("://") => {
            passages.push(Passage::field(word, &datum.span));
            let decoded = percent_decoded(word);
            if decoded != *word {
                passages.push(Passage::field(&decoded, &datum.span));
            }
        }
        Value::List(items) => {
            let written = datum.value.list().filter(|data| data.len() == items.len());
            for (at, item) in items.iter().enumerate() {
                let own = written.and_then(|data| data.get(at)).unwrap_or(datum);
                walk(item, own, passages);
            }
        }
        Value::Map(parts) => {
            for (name, part) in parts {
                walk(part, datum.value.get(name).unwrap_or(datum), passages);
            }
        }
        // Words of closed lists, and what has no text.
        Value::Word(_) | Value::Date(_) | Value::Number(_) | Value::Flag(_) | Value::Entry(_) => {}
    }
}

/// The titles of public files, the words that stand for pictures, and the text that files carry.
fn of_attachments(entry: &Entry<'_>, public: &PublicEntry, passages: &mut Vec<Passage>) {
    let list = entry
        .field("attachments")
        .and_then(|list| list.value.list());
    for item in list.unwrap_or_default() {
        let part = |name: &str| item.value.get(name);
        let title = part("title").and_then(|title| title.value.as_str());
        let file = public
            .attachments
            .iter()
            .find(|file| Some(file.title().as_str()) == title);
        let Some(file) = file else { continue };
        for name in ["title", "alt"] {
            if let Some(part) = part(name) {
                passages.extend(
                    part.value
                        .as_str()
                        .map(|text| Passage::field(text, &part.span)),
                );
            }
        }
        let span = part("file").map_or_else(|| item.span.clone(), |file| file.span.clone());
        let texts = attachment::texts(file.media(), file.bytes());
        passages.extend(texts.into_iter().map(|(place, text)| Passage {
            text,
            place: Place::File(span.clone(), place),
            is_contact: false,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_where_it_is_written_or_anywhere_in_its_value() {
        for (raw, text, part, place) in [
            ("title: A b", "A b", 2..3, 9..10),
            // With an escape between, the part alone is sought.
            ("title: \"A\\tb c\"", "A\tb c", 4..5, 13..14),
            // What is written otherwise, or is nothing, is somewhere within.
            ("title: \"A\\tb\"", "A\tb", 0..3, 7..13),
            ("title: \"A\\tb\"", "A\tb", 1..1, 7..13),
        ] {
            let span = 7..raw.len();
            assert_eq!(within(raw, &span, text, &part), place, "{raw} {part:?}");
        }
    }
}
