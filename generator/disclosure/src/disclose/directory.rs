//! Where each public entry stands, and how others find it. Look-ups know public entries only, so what is withheld and
//! what does not exist are the same to them.

use std::collections::{BTreeMap, BTreeSet};

use super::Origin;
use super::survey::{Entry, Survey, error};
use crate::diagnostic::Diagnostics;
use crate::history::{self, History};
use crate::policy::Verdict;
use crate::public::{Address, Kind};
use crate::settings::Settings;
use crate::slug;

/// The place of a public entry, or of a record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    pub(crate) address: Address,
    pub(crate) kind: Kind,
    pub(crate) lang: String,
    pub(crate) slug: String,
}

/// All public places.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    /// By the number of the entry in the survey.
    places: BTreeMap<usize, Place>,
    records: BTreeMap<usize, Place>,
    by_path: BTreeMap<String, Place>,
    by_id: BTreeMap<String, Vec<Place>>,
    /// In an archive: where entries stood that were retracted. Texts that led to them lead to what stands there now.
    tombstones: Vec<Place>,
    addresses: BTreeSet<Address>,
}

impl Directory {
    pub(crate) fn of(
        survey: &Survey<'_>,
        settings: &Settings,
        origin: Origin,
        history: &History,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut directory = Self::gather(survey, settings, false, diagnostics);
        directory.refuse_retracted(survey, history, diagnostics);
        if origin == Origin::Archive {
            let all = history.retracted().iter();
            directory.tombstones = all.map(|one| tombstone(one, settings)).collect();
        }
        directory
    }

    /// What was retracted does not come back unless a release lets it.
    fn refuse_retracted(
        &self,
        survey: &Survey<'_>,
        history: &History,
        diagnostics: &mut Diagnostics,
    ) {
        let places = self.places.iter().chain(&self.records);
        for (index, place) in places {
            let (Some(one), Some(entry)) = (
                history.retraction(place.address.as_str()),
                survey.entries.get(*index),
            ) else {
                continue;
            };
            let record = entry.level > 0;
            error(
                diagnostics,
                "entry-retracted",
                entry.path,
                entry.span(if record {
                    "public_record"
                } else {
                    "sensitivity"
                }),
                &format!("what stood at this address was retracted on {}", one.on()),
                &format!(
                    "{}; or let it back with `--lift {}` at the next `vitrine diff` and `vitrine release`",
                    if record {
                        "take `public_record` out"
                    } else {
                        "give the entry a higher level"
                    },
                    place.address
                ),
            );
        }
    }

    /// The places of all entries that are tagged public and of all records, as if each had its day. Two may have one
    /// address, if not on one day.
    pub(crate) fn of_all(survey: &Survey<'_>, settings: &Settings) -> Self {
        Self::gather(survey, settings, true, &mut Diagnostics::new())
    }

    fn gather(
        survey: &Survey<'_>,
        settings: &Settings,
        all: bool,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut directory = Self::default();
        for (index, entry) in survey.entries.iter().enumerate() {
            let public = entry.is_public() || (all && entry.level == 0);
            let record = matches!(entry.record, Some(Verdict::Public))
                || (all && entry.field("public_record").is_some());
            if let (true, Some(kind)) = (public, entry.kind()) {
                let Some(place) = place(entry, kind, settings, diagnostics) else {
                    continue;
                };
                if !directory.take(entry, &place, "slug", diagnostics) && !all {
                    continue;
                }
                directory
                    .by_path
                    .insert(entry.path.to_owned(), place.clone());
                let id = entry.fields.word("id").unwrap_or(&place.slug).to_owned();
                let same = directory.by_id.entry(id).or_default();
                let twice = entry.fields.word("id").is_some()
                    && same
                        .iter()
                        .any(|other| other.lang == place.lang && other.kind == place.kind);
                if twice {
                    error(
                        diagnostics,
                        "id-twice",
                        entry.path,
                        entry.span("id"),
                        "another public entry of this kind and language has this id",
                        "give one of them an id of its own",
                    );
                }
                same.push(place.clone());
                directory.places.insert(index, place);
            } else if record {
                let Some(place) = record_place(entry, settings) else {
                    continue;
                };
                if directory.take(entry, &place, "public_record", diagnostics) || all {
                    directory.records.insert(index, place);
                }
            }
        }
        directory
    }

    /// Takes an address, unless somebody has it.
    fn take(
        &mut self,
        entry: &Entry<'_>,
        place: &Place,
        field: &str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        if self.addresses.insert(place.address.clone()) {
            return true;
        }
        error(
            diagnostics,
            "address-taken",
            entry.path,
            entry
                .field(field)
                .map_or_else(|| entry.span("title"), |field| field.span.clone()),
            "another public entry has this address",
            "give one of the two a `slug` of its own",
        );
        false
    }

    pub(crate) fn place_of(&self, index: usize) -> Option<&Place> {
        self.places.get(&index)
    }

    pub(crate) fn record_of(&self, index: usize) -> Option<&Place> {
        self.records.get(&index)
    }

    /// The public entry written in a file.
    pub(crate) fn at_path(&self, path: &str) -> Option<&Place> {
        self.by_path.get(path).or_else(|| {
            let address = path.strip_suffix(".md")?;
            self.tombstone(address)
        })
    }

    /// The tombstone at an address.
    pub(crate) fn tombstone(&self, address: &str) -> Option<&Place> {
        self.tombstones
            .iter()
            .find(|place| place.address.as_str() == address)
    }

    /// The record of a slug in a language.
    pub(crate) fn record(&self, slug: &str, lang: &str) -> Option<&Place> {
        self.records
            .values()
            .find(|place| place.slug == slug && place.lang == lang)
    }

    /// A record that stands as an entry of its own, in an archive.
    pub(crate) fn record_entry(&self, slug: &str, lang: &str) -> Option<&Place> {
        self.places
            .values()
            .chain(&self.tombstones)
            .find(|place| place.kind == Kind::Record && place.slug == slug && place.lang == lang)
    }

    /// The public entry that a translation at `place` names as its original.
    pub(crate) fn find_other(&self, written: &str, place: &Place) -> Option<&Place> {
        if written.contains('/') {
            return self
                .places
                .values()
                .find(|other| other.address.as_str() == written)
                .or_else(|| self.tombstone(written));
        }
        let all = self.by_id.get(written)?;
        all.iter()
            .find(|other| other.lang != place.lang)
            .or_else(|| all.first())
    }

    /// A public entry by its id or its address; of several translations the one in `lang`, else the first.
    pub(crate) fn find(&self, written: &str, kinds: &[Kind], lang: &str) -> Option<&Place> {
        let fits = |place: &&Place| kinds.is_empty() || kinds.contains(&place.kind);
        if written.contains('/') {
            return self
                .places
                .values()
                .find(|place| place.address.as_str() == written)
                .or_else(|| self.tombstone(written))
                .filter(fits);
        }
        let all: Vec<&Place> = self.by_id.get(written)?.iter().filter(fits).collect();
        all.iter()
            .find(|place| place.lang == lang)
            .or(all.first())
            .copied()
    }
}

/// Where an entry stands: below its language's folder, in its kind's folder.
pub(super) fn place(
    entry: &Entry<'_>,
    kind: Kind,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Option<Place> {
    let title = entry.fields.text("title").unwrap_or_default();
    let slug = match entry
        .fields
        .word("slug")
        .or_else(|| entry.fields.word("id"))
    {
        Some(slug) => slug.to_owned(),
        None => slug::slugify(title),
    };
    if slug.is_empty() {
        error(
            diagnostics,
            "slug-missing",
            entry.path,
            entry.span("title"),
            "no address can be made from this title",
            "add `slug` with lower-case Latin letters, digits and hyphens",
        );
        return None;
    }
    if slug == "index" {
        error(
            diagnostics,
            "slug-reserved",
            entry.path,
            entry.span(if entry.field("slug").is_some() {
                "slug"
            } else {
                "title"
            }),
            "the address `index` is that of the list of all entries of the kind",
            "give the entry another `slug`",
        );
        return None;
    }
    Some(at(kind, slug, entry.fields.word("lang"), settings))
}

/// Where a tombstone stands: where its entry stood.
fn tombstone(one: &history::Retraction, settings: &Settings) -> Place {
    let folder = one.language_folder();
    let lang = settings
        .languages
        .iter()
        .find(|tag| folder.is_some_and(|folder| folder == tag.to_lowercase()))
        .or(settings.languages.first());
    Place {
        address: one.address().clone(),
        kind: one.kind(),
        lang: lang.cloned().unwrap_or_default(),
        slug: one.slug().to_owned(),
    }
}

fn record_place(entry: &Entry<'_>, settings: &Settings) -> Option<Place> {
    let record = entry.field("public_record")?.value.map()?;
    let word = |name: &str| {
        record
            .iter()
            .find(|(key, _)| *key == name)
            .and_then(|(_, value)| value.value.as_str())
    };
    Some(at(
        Kind::Record,
        word("slug")?.to_owned(),
        word("lang"),
        settings,
    ))
}

fn at(kind: Kind, slug: String, lang: Option<&str>, settings: &Settings) -> Place {
    let first = settings.languages.first().map_or("en", String::as_str);
    let lang = lang.unwrap_or(first).to_owned();
    let folder = kind.folder();
    let address = if lang == first {
        format!("{folder}/{slug}")
    } else {
        format!("{}/{folder}/{slug}", lang.to_lowercase())
    };
    Place {
        address: Address(address),
        kind,
        lang,
        slug,
    }
}
