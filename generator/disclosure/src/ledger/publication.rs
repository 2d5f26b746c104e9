//! What a release makes public, as later checks must know it: where, what, in which form, about which subject.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::record::{Broken, Object};
use crate::archive;
use crate::assessment::sum;
use crate::disclose::facets;
use crate::public::PublicTree;
use crate::source::SourceTree;

/// An entry, or a record, as it was made public.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Publication {
    /// Where it stands.
    pub address: String,
    /// What kind of thing it is.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The SHA-256 of its public form, as the public source has it.
    pub form: String,
    /// The SHA-256 of each of its files, by name.
    pub files: BTreeMap<String, String>,
    /// What it is about, as the office names it. Private.
    pub subjects: Vec<String>,
    /// Which kinds of facts it tells about those subjects. Private.
    pub discloses: Vec<String>,
}

impl std::fmt::Debug for Publication {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Publication({:?})", self.address)
    }
}

/// All that a public tree makes public. What it discloses about which subject is taken from the folder that it was made
/// from.
#[must_use]
pub fn publications(tree: &PublicTree, source: &SourceTree, as_of: Date) -> Vec<Publication> {
    let mut facets = facets(source, as_of);
    let languages = &tree.settings().languages;
    let first = languages.first().map_or("en", String::as_str);
    let all = tree.entries().iter().map(|entry| {
        let files = entry.attachments().iter();
        let (subjects, discloses) = facets.remove(entry.address().as_str()).unwrap_or_default();
        Publication {
            address: entry.address().as_str().to_owned(),
            kind: entry.kind().name().to_owned(),
            title: entry.title().as_str().to_owned(),
            form: sum(archive::entry(entry, first).as_bytes()),
            files: files
                .map(|file| (file.name().to_owned(), sum(file.bytes())))
                .collect(),
            subjects,
            discloses,
        }
    });
    all.collect()
}

impl Publication {
    pub(super) fn to_json(&self) -> Value {
        json!({
            "address": self.address,
            "kind": self.kind,
            "title": self.title,
            "form": self.form,
            "files": self.files,
            "subjects": self.subjects,
            "discloses": self.discloses,
        })
    }

    pub(super) fn from_json(value: &Value) -> Result<Self, Broken> {
        let mut object = Object::of(value)?;
        Ok(Self {
            address: object.text("address")?,
            kind: object.text("kind")?,
            title: object.text("title")?,
            form: object.text("form")?,
            files: object
                .object("files")?
                .into_iter()
                .map(|(name, sum)| Some((name, sum.as_str()?.to_owned())))
                .collect::<Option<_>>()
                .ok_or(Broken)?,
            subjects: object.texts("subjects")?,
            discloses: object.texts("discloses")?,
        })
    }
}
