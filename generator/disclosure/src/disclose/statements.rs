//! Who says what about which subject: the facets that public entries and records list, and those that their fields show.

use std::collections::BTreeMap;
use std::ops::Range;

use super::directory::{Directory, Place};
use super::fields::coarser;
use super::survey::{Entry, Survey};
use crate::entry::{Datum, Spanned};
use crate::policy::{Fact, Mosaic, Policy, Said, folded};
use crate::public::PublicDate;

/// What one public entry, or one record, says about its subjects.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// The number of the entry in the survey.
    pub(crate) entry: usize,
    /// Whether it is the record alone that speaks.
    pub(crate) record: bool,
    pub(crate) address: String,
    pub(crate) title: String,
    /// The subjects as they are written.
    pub(crate) subjects: Vec<String>,
    /// Each facet with the places that say it.
    facets: BTreeMap<String, Vec<Range<usize>>>,
    /// Where all of `discloses` stands.
    list: Option<Range<usize>>,
}

impl Statement {
    /// Where to point when these facets are too many: at the one that is listed, at the list, or at a field.
    pub(crate) fn place(&self, facets: &[&str]) -> Option<Range<usize>> {
        let places: Vec<&Range<usize>> = facets
            .iter()
            .filter_map(|facet| self.facets.get(*facet)?.first())
            .collect();
        let inside = |place: &&&Range<usize>| {
            let list = self.list.as_ref();
            list.is_some_and(|list| list.start <= place.start && place.end <= list.end)
        };
        let mut listed = places.iter().filter(inside);
        match (listed.next(), listed.next()) {
            (Some(one), None) => Some((**one).clone()),
            (Some(_), Some(_)) => self.list.clone(),
            (None, _) => places.first().map(|place| (**place).clone()),
        }
    }

    /// Says whether it names a subject and says something of it.
    pub(crate) fn says_something(&self) -> bool {
        !self.subjects.is_empty() && !self.facets.is_empty()
    }

    /// The facets that it says, by name.
    pub(crate) fn facets(&self) -> impl Iterator<Item = &str> {
        self.facets.keys().map(String::as_str)
    }
}

/// All statements of a site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statements(pub(crate) Vec<Statement>);

impl Statements {
    /// What is said on the day of the survey.
    pub(crate) fn of(survey: &Survey<'_>, directory: &Directory, policy: &Policy) -> Self {
        let mut all = Vec::new();
        let mut numbers = BTreeMap::new();
        for (index, entry) in survey.entries.iter().enumerate() {
            if let Some(place) = directory.place_of(index) {
                numbers.insert(place.address.clone(), all.len());
                all.push(of_entry(
                    index,
                    entry,
                    place.address.as_str(),
                    policy.mosaic(),
                ));
            } else if let Some(place) = directory.record_of(index) {
                all.extend(of_record(index, entry, place, policy.mosaic()));
            }
        }
        inherit(&mut all, &numbers, survey, directory);
        Self(all)
    }

    /// Everything that is said, as it is counted.
    pub(crate) fn said(&self) -> Vec<Said> {
        let mut said = Vec::new();
        for (by, one) in self.0.iter().enumerate() {
            for subject in &one.subjects {
                said.extend(one.facets().map(|facet| Said {
                    subject: folded(subject),
                    facet: facet.to_owned(),
                    by,
                }));
            }
        }
        said
    }

    /// Everything that is said, as the ledger of releases keeps it.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for one in &self.0 {
            for subject in &one.subjects {
                facts.extend(one.facets().map(|facet| Fact {
                    subject: subject.clone(),
                    facet: facet.to_owned(),
                    address: one.address.clone(),
                    title: one.title.clone(),
                }));
            }
        }
        facts.sort();
        facts.dedup();
        facts
    }

    /// How each subject is written: as who says something of it first.
    pub(crate) fn spellings(&self) -> BTreeMap<String, String> {
        let mut spellings = BTreeMap::new();
        for subject in self.0.iter().flat_map(|one| &one.subjects) {
            let slot = spellings.entry(folded(subject));
            slot.or_insert_with(|| subject.clone());
        }
        spellings
    }
}

/// What an entry says, as if it were public at an address.
pub(crate) fn of_entry(
    index: usize,
    entry: &Entry<'_>,
    address: &str,
    mosaic: &Mosaic,
) -> Statement {
    let discloses = entry.field("discloses");
    let mut facets = listed(discloses);
    for facet in mosaic.facets() {
        for (name, field) in &entry.fields.values {
            if facet.is_shown_by(entry.fields.kind, name, field.value.as_str())
                && is_exact(field, precision(entry, name))
            {
                let places = facets.entry(facet.name.clone()).or_default();
                places.push(field.span.clone());
            }
        }
    }
    Statement {
        entry: index,
        record: false,
        address: address.to_owned(),
        title: entry.fields.text("title").unwrap_or_default().to_owned(),
        subjects: subjects(entry.field("subject")),
        facets,
        list: discloses.map(|list| list.span.clone()),
    }
}

/// What a record says. Its subject is its entry's, where it names none: it is a record of that entry.
fn of_record(index: usize, entry: &Entry<'_>, place: &Place, mosaic: &Mosaic) -> Option<Statement> {
    let record = &entry.field("public_record")?.value;
    let discloses = record.get("discloses");
    let mut facets = listed(discloses);
    for facet in mosaic.facets() {
        for (name, part) in record.map()? {
            if facet.is_shown_by("record", name, part.value.as_str()) && is_exact(part, None) {
                let places = facets.entry(facet.name.clone()).or_default();
                places.push(part.span.clone());
            }
        }
    }
    Some(Statement {
        entry: index,
        record: true,
        address: place.address.as_str().to_owned(),
        title: record.get("title")?.value.as_str()?.to_owned(),
        subjects: subjects(record.get("subject").or_else(|| entry.field("subject"))),
        facets,
        list: discloses.map(|list| list.span.clone()),
    })
}

/// A translation says no less than its original, whatever it lists.
fn inherit(
    all: &mut [Statement],
    numbers: &BTreeMap<crate::Address, usize>,
    survey: &Survey<'_>,
    directory: &Directory,
) {
    let of = |one: &Statement| {
        let entry = survey.entries.get(one.entry)?;
        let written = entry.field("translation_of")?;
        let place = directory.place_of(one.entry)?;
        let original = directory.find_other(written.value.as_str()?, place)?;
        Some((
            numbers.get(&original.address).copied()?,
            written.span.clone(),
        ))
    };
    let originals: Vec<_> = all
        .iter()
        .map(|one| if one.record { None } else { of(one) })
        .collect();
    for (at, original) in originals.into_iter().enumerate() {
        let Some((number, span)) = original else {
            continue;
        };
        let Some(original) = all.get(number).cloned() else {
            continue;
        };
        let Some(one) = all.get_mut(at) else { continue };
        for subject in original.subjects {
            if !one
                .subjects
                .iter()
                .any(|own| folded(own) == folded(&subject))
            {
                one.subjects.push(subject);
            }
        }
        for facet in original.facets.into_keys() {
            one.facets
                .entry(facet)
                .or_insert_with(|| vec![span.clone()]);
        }
    }
}

/// The texts of a list.
fn subjects(field: Option<&Spanned<Datum>>) -> Vec<String> {
    let items = field.and_then(|field| field.value.list());
    items
        .unwrap_or_default()
        .iter()
        .filter_map(|item| item.value.as_str())
        .map(str::to_owned)
        .collect()
}

fn listed(field: Option<&Spanned<Datum>>) -> BTreeMap<String, Vec<Range<usize>>> {
    let mut facets: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    for item in field
        .and_then(|field| field.value.list())
        .unwrap_or_default()
    {
        if let Some(facet) = item.value.as_str() {
            facets
                .entry(facet.to_owned())
                .or_default()
                .push(item.span.clone());
        }
    }
    facets
}

/// The precision with which a field of an entry shows.
fn precision<'a>(entry: &'a Entry<'_>, name: &str) -> Option<&'a str> {
    let precision = entry.fields.word("date_precision");
    precision.filter(|_| name == "date")
}

/// Says whether a field shows more of a date than the quarter; what is no date shows as it is.
fn is_exact(field: &Spanned<Datum>, precision: Option<&str>) -> bool {
    let date = match &field.value {
        Datum::Date(date) => *date,
        _ => return true,
    };
    let PublicDate { month, quarter, .. } = coarser(date, precision.unwrap_or("day"));
    month > 0 && !quarter
}
