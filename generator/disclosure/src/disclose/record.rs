//! The public record of an entry that is withheld: the words that somebody wrote to be said about it, and nothing else.

use super::directory::Directory;
use super::links::Pending;
use super::survey::Entry;
use crate::diagnostic::Diagnostics;
use crate::entry::Datum;
use crate::public::{Kind, PublicDate, PublicEntry, PublicText, Value};
use crate::schema::COMMON;

/// The record of an entry, where it has one that may be published.
pub(crate) fn public_record(
    entry: &Entry<'_>,
    directory: &Directory,
    index: usize,
    _diagnostics: &mut Diagnostics,
) -> Option<(PublicEntry, Vec<Pending>)> {
    let place = directory.record_of(index)?;
    // From here on nothing but this map is read.
    let record = entry.field("public_record")?.value.map()?;
    let part = |name: &str| {
        record
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, part)| &part.value)
    };
    let title = part("title")?.as_str()?;
    let reason = Value::Word(part("reason")?.as_str()?.to_owned());
    let mut fields: Vec<(&'static str, Value)> = Vec::new();
    for field in COMMON {
        let value = match (field.name, part(field.name)) {
            ("type" | "state", Some(Datum::Word(word))) => Some(Value::Word(word.clone())),
            ("date", Some(Datum::Date(date))) => Some(Value::Date(PublicDate { ..*date })),
            ("summary", Some(Datum::Text(text))) => {
                Some(Value::Text(PublicText::new(text.clone())))
            }
            _ => None,
        };
        fields.extend(value.map(|value| (field.name, value)));
    }
    fields.push(("reason", reason));
    let record = PublicEntry {
        address: place.address.clone(),
        kind: Kind::Record,
        lang: place.lang.clone(),
        slug: place.slug.clone(),
        title: PublicText::new(title),
        fields,
        body: Vec::new(),
        attachments: Vec::new(),
    };
    #[cfg(feature = "sabotage")]
    let record = super::sabotage::record(entry, record);
    Some((record, Vec::new()))
}
