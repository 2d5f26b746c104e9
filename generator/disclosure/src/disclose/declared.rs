//! Which entries must say their subject and what they disclose about it, and whether they do.

use std::collections::{BTreeMap, BTreeSet};

use super::mosaic::refuse;
use super::survey::{Entry, Survey};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::near_miss::distance;
use crate::entry::{Datum, Spanned, suggestion};
use crate::policy::{PastFact, Policy, folded};

/// How many subjects are compared with each other.
const COMPARED: usize = 1_000;

const SUBJECT: &str =
    "information of this type says which subject it is about, and what it discloses about it";
const SUBJECT_HELP: &str = "add `subject`, the office's own name for it, and `discloses` with facets of the mosaic rules; neither is ever public";
const FACETS: &str = "this entry does not say what it discloses about its subject";
const FACETS_HELP: &str =
    "add `discloses` with facets of the mosaic rules; `[general]` where it is none of the others";
const ABOUT: &str = "this says what is disclosed, but not about which subject";
const ABOUT_HELP: &str = "add `subject`, the office's own name for it; it is never public";

/// Refuses entries that do not say it, and subjects that nobody knows.
pub(super) fn check(
    survey: &Survey<'_>,
    policy: &Policy,
    past: &[PastFact],
    diagnostics: &mut Diagnostics,
) {
    for entry in &survey.entries {
        if entry.level == 0
            && let Some((message, help)) = lacks(entry, policy)
        {
            let code = if message == FACETS {
                "discloses-missing"
            } else {
                "subject-missing"
            };
            let place = match message {
                ABOUT => entry.span("discloses"),
                FACETS => entry.span("subject"),
                _ => entry.span("type"),
            };
            refuse(entry, code, place, message, help, diagnostics);
        }
        // None that is public itself has one.
        record(entry, policy, diagnostics);
        known(entry, policy, diagnostics);
    }
    if policy.mosaic().subjects().is_none() {
        alike(survey, past, diagnostics);
    }
}

/// What an entry does not say, as if it were public, and what to do about it.
pub(super) fn lacks(entry: &Entry<'_>, policy: &Policy) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| entry.field(name).is_some();
    match (has("subject"), has("discloses")) {
        (false, true) => return Some((ABOUT, ABOUT_HELP)),
        (true, true) => return None,
        _ => {}
    }
    let mosaic = policy.mosaic();
    let asked = entry
        .fields
        .word("type")
        .is_some_and(|name| mosaic.asks_type(name))
        || (entry.fields.kind == "finding"
            && entry
                .fields
                .word("scope")
                .is_some_and(|scope| mosaic.asks_scope(scope)));
    match (asked, has("subject")) {
        (false, _) => None,
        (true, false) => Some((SUBJECT, SUBJECT_HELP)),
        (true, true) => Some((FACETS, FACETS_HELP)),
    }
}

/// A record says its subject, or is about its entry's; with a summary it says what that discloses.
fn record(entry: &Entry<'_>, policy: &Policy, diagnostics: &mut Diagnostics) {
    let Some(record) = entry.field("public_record") else {
        return;
    };
    let part = |name: &str| record.value.get(name);
    let subject = part("subject").or_else(|| entry.field("subject"));
    if let (None, Some(discloses)) = (subject, part("discloses")) {
        let place = discloses.span.clone();
        refuse(
            entry,
            "subject-missing",
            place,
            ABOUT,
            ABOUT_HELP,
            diagnostics,
        );
        return;
    }
    let kind = part("type").and_then(|kind| Some((kind.value.as_str()?, kind.span.clone())));
    let Some((_, place)) = kind.filter(|(name, _)| policy.mosaic().asks_type(name)) else {
        return;
    };
    if subject.is_none() {
        refuse(
            entry,
            "subject-missing",
            place,
            "a record of this type says which subject it is about",
            "add `subject` to the record or to its entry: the office's own name for it, which is never public",
            diagnostics,
        );
    } else if let (Some(summary), None) = (part("summary"), part("discloses")) {
        refuse(
            entry,
            "discloses-missing",
            summary.span.clone(),
            "this record does not say what its summary discloses about its subject",
            "add `discloses` to the record, with facets of the mosaic rules",
            diagnostics,
        );
    }
}

/// The subjects of an entry, of its record, and of what it accepts.
fn subjects<'a>(entry: &'a Entry<'_>) -> Vec<&'a Spanned<Datum>> {
    let of = |field: Option<&'a Spanned<Datum>>| -> Vec<&'a Spanned<Datum>> {
        match field {
            Some(field) => match field.value.list() {
                Some(items) => items.iter().collect(),
                None => vec![field],
            },
            None => Vec::new(),
        }
    };
    let inner = |field: &str| {
        entry
            .field(field)
            .and_then(|field| field.value.get("subject"))
    };
    let mut all = of(entry.field("subject"));
    all.extend(of(inner("public_record")));
    all.extend(of(inner("accepts")));
    all
}

/// Where the site lists its subjects, there are no others.
fn known(entry: &Entry<'_>, policy: &Policy, diagnostics: &mut Diagnostics) {
    let Some(known) = policy.mosaic().subjects() else {
        return;
    };
    for subject in subjects(entry) {
        let written = subject.value.as_str().unwrap_or_default();
        if known.iter().any(|one| folded(one) == folded(written)) {
            continue;
        }
        // The list is private, as the entry is: a message names none of it.
        let folded: Vec<String> = known.iter().map(|one| folded(one)).collect();
        let near = suggestion(written, folded.iter().map(String::as_str)).is_some();
        refuse(
            entry,
            "subject-unknown",
            subject.span.clone(),
            "this subject is none of those that policy.toml lists",
            if near {
                "one of that list differs from it by a slip of the keyboard: write it as it stands there"
            } else {
                "write it as it stands there under `subjects`, or add it"
            },
            diagnostics,
        );
    }
}

/// Two subjects that differ by one letter may be one: then facts about it are counted apart.
fn alike(survey: &Survey<'_>, past: &[PastFact], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, (&str, &Spanned<Datum>)> = BTreeMap::new();
    for entry in &survey.entries {
        for subject in subjects(entry) {
            let name = folded(subject.value.as_str().unwrap_or_default());
            first.entry(name).or_insert((entry.path, subject));
        }
    }
    let before: BTreeSet<String> = past.iter().map(|one| folded(&one.fact.subject)).collect();
    if first.len() + before.len() > COMPARED {
        return;
    }
    let letters = |name: &str| {
        name.chars()
            .filter(|c| !c.is_ascii_digit())
            .collect::<String>()
    };
    for (name, (path, subject)) in &first {
        let others = first
            .keys()
            .take_while(|other| *other != name)
            .chain(&before);
        let near = others.filter(|other| *other != name).any(|other| {
            let chars = |name: &str| name.chars().collect::<Vec<char>>();
            // "Unit 1" and "Unit 2" are two.
            letters(name) != letters(other) && distance(&chars(name), &chars(other)) <= 1
        });
        if near && name.chars().count() > 4 {
            diagnostics.push(
                Diagnostic::warning(
                    "subject-alike",
                    path,
                    subject.span.clone(),
                    "another subject differs from this one by a single letter: if they are one, its facts are counted apart",
                )
                .help("write it alike everywhere; or list all subjects in policy.toml, under [mosaic]: `subjects = […]`"),
            );
        }
    }
}
