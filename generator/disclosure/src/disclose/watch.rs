//! Gate 7: shows all public text to the detectors, and holds what they find against the waivers.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::passages::{self, Passage};
use super::survey::{Entry, Survey};
use super::waivers::{Standing, Waivers};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::dialect::cut::Cut;
use crate::officer::{Decision, Gate};
use crate::policy::detector::{Hit, Persons};
use crate::policy::{Detectors, Policy};
use crate::public::PublicEntry;

/// Detectors that let pass what is written on purpose for people who want to reach an office.
const REACHABLE: &[&str] = &["telephone", "email"];

/// Detectors of characters, which are often refused already where they stand.
const CHARACTERS: &[&str] = &[
    "bidirectional-control",
    "invisible-character",
    "mixed-alphabets",
];

/// A hit at its place.
#[derive(Debug)]
pub(super) struct Found {
    hit: Hit,
    span: Range<usize>,
    in_body: bool,
    in_file: Option<String>,
    /// Whether the type of the entry guards what this is.
    guarded: bool,
    standing: Standing,
}

/// The detectors of a site with its waivers, on a day.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    pub(super) detectors: &'a Detectors,
    policy: &'a Policy,
    waivers: Waivers<'a>,
    as_of: Date,
}

impl<'a> Watch<'a> {
    pub(super) fn of(survey: &'a Survey<'a>, policy: &'a Policy, as_of: Date) -> Self {
        Self {
            detectors: policy.detectors(),
            policy,
            waivers: Waivers::of(&survey.entries),
            as_of,
        }
    }

    /// What is found in a public entry.
    pub(super) fn entry(&self, entry: &Entry<'_>, public: &PublicEntry, cut: &Cut) -> Vec<Found> {
        let kind = entry.fields.word("type");
        self.seek(entry, kind, &passages::of_entry(entry, public, cut), cut)
    }

    /// What is found in the record of an entry.
    pub(super) fn record(&self, entry: &Entry<'_>, public: &PublicEntry) -> Vec<Found> {
        let record = entry.field("public_record");
        let kind = record.and_then(|record| record.value.get("type")?.value.as_str());
        let passages = passages::of_record(entry, public);
        self.seek(entry, kind, &passages, &Cut::default())
    }

    fn seek(
        &self,
        entry: &Entry<'_>,
        kind: Option<&str>,
        passages: &[Passage],
        cut: &Cut,
    ) -> Vec<Found> {
        let guards = kind.is_some_and(|kind| self.policy.guards_personal_data(kind));
        let names: Vec<&str> = [Some(entry.path), entry.fields.word("id")]
            .into_iter()
            .flatten()
            .collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for passage in passages {
            for mut hit in self.detectors.seek(&passage.text) {
                let guarded = guards && hit.personal;
                if guarded {
                    hit.persons = Persons::Two;
                }
                if passage.is_contact && REACHABLE.contains(&hit.code) {
                    continue;
                }
                let Some(span) = passage.span(entry.text, cut, &hit.range) else {
                    continue;
                };
                let in_file = passage.in_file().map(str::to_owned);
                // An address that is its own text is one hit, and so is what a file holds in many places.
                if seen.insert((hit.name.clone(), hit.print.clone(), span.start)) {
                    found.push(Found {
                        standing: self.waivers.judge(&hit, &names, self.as_of),
                        hit,
                        span,
                        in_body: passage.in_body(),
                        in_file,
                        guarded,
                    });
                }
            }
        }
        found
    }

    /// Says what is wrong with the waivers, once all has been looked at.
    pub(super) fn finish(&self, diagnostics: &mut Diagnostics) {
        self.waivers.finish(self.detectors, self.as_of, diagnostics);
    }

    /// What gate 7 says of an entry, or of a record.
    pub(super) fn gate(&self, entry: &Entry<'_>, found: &[Found]) -> Gate {
        let line = |at: usize| {
            1 + entry
                .text
                .get(..at)
                .unwrap_or_default()
                .matches('\n')
                .count()
        };
        let at = |one: &Found| match &one.in_file {
            Some(place) => format!("`{}` in a file, {place}", one.hit.name),
            None => format!("`{}` in line {}", one.hit.name, line(one.span.start)),
        };
        let shut: Vec<&Found> = found.iter().filter(|one| one.is_refused()).collect();
        let (decision, why, next) = if found.is_empty() {
            let why = format!(
                "{} detectors read all of its text, and found nothing",
                self.detectors.count()
            );
            (Decision::Passes, why, None)
        } else if shut.is_empty() {
            let waived: Vec<String> = found
                .iter()
                .map(|one| match &one.standing {
                    Standing::Waived(by, until) => {
                        format!("{}, waived by {by} until {until}", at(one))
                    }
                    _ => at(one),
                })
                .collect();
            (Decision::Excepted, waived.join("; "), None)
        } else {
            let why: Vec<String> = shut
                .iter()
                .map(|one| {
                    let guard = if one.guarded {
                        ", which this type guards"
                    } else {
                        ""
                    };
                    format!("{}: {}{guard}", at(one), one.hit.seeks)
                })
                .collect();
            (
                Decision::Refuses,
                why.join("; "),
                Some(waiver_for(entry.path, &shut)),
            )
        };
        Gate {
            name: "detectors",
            decision,
            why,
            next,
        }
    }
}

impl Found {
    /// Says whether a deceiving character stands where something else is wrong: one message is enough.
    fn is_told(&self, file: &str, diagnostics: &Diagnostics) -> bool {
        CHARACTERS.contains(&self.hit.code)
            && diagnostics.iter().any(|other| {
                other.severity == Severity::Error
                    && other.file.as_deref() == Some(file)
                    && other.span.start <= self.span.start
                    && self.span.end <= other.span.end
            })
    }

    fn is_refused(&self) -> bool {
        !matches!(self.standing, Standing::Waived(..))
    }
}

/// The waivers that would let hits pass, one for each detector.
fn waiver_for(path: &str, shut: &[&Found]) -> String {
    let names: BTreeSet<&str> = shut.iter().map(|one| one.hit.name.as_str()).collect();
    let waivers: Vec<String> = names
        .into_iter()
        .map(|name| {
            let own: Vec<&&Found> = shut.iter().filter(|one| one.hit.name == name).collect();
            let prints: BTreeSet<&str> = own.iter().map(|one| one.hit.print.as_str()).collect();
            let prints: Vec<String> = prints.iter().map(|print| format!("\"{print}\"")).collect();
            let two = own.iter().any(|one| one.hit.persons == Persons::Two);
            format!(
                "`lint: {name}`, `unit: {path}`, `hits: [{}]`, `reason`, `by`, {}`until`",
                prints.join(", "),
                if two { "`approved_by`, " } else { "" }
            )
        })
        .collect();
    format!(
        "take it out, or cut it out as a portion; or waive it on purpose, in an entry of kind `waiver` with {}",
        waivers.join("; and one with ")
    )
}

/// Names the site's own detector that spoke; of a shipped one the code is the name.
pub(super) fn by_whom(hit: &Hit) -> String {
    if hit.code == hit.name {
        String::new()
    } else {
        format!(", says the site's own detector `{}`", hit.name)
    }
}

/// Notes what is found and not waived.
pub(super) fn note(file: &str, found: &[Found], diagnostics: &mut Diagnostics) {
    for one in found.iter().filter(|one| one.is_refused()) {
        if one.is_told(file, diagnostics) {
            continue;
        }
        let seeks = &one.hit.seeks;
        let what = match &one.in_file {
            Some(place) => format!("{place} of this file holds what looks like {seeks}"),
            None => format!("this looks like {seeks}"),
        };
        let waiver = match &one.standing {
            Standing::Over(until) => format!(", and its waiver was over on {until}"),
            Standing::Other => ", and the waiver of this unit is for another text".to_owned(),
            Standing::OnePerson => ", and one person alone waived it".to_owned(),
            Standing::Refused | Standing::Waived(..) => String::new(),
        };
        let who = match one.hit.persons {
            Persons::One => "somebody waives it",
            Persons::Two => "two persons waive it",
        };
        let out = if one.in_body {
            "take it out, or cut it out as a portion"
        } else {
            "take it out"
        };
        let guard = if one.guarded {
            ", and entries of this type hold no personal data"
        } else {
            ""
        };
        let message = format!("{what}{}{guard}{waiver}", by_whom(&one.hit));
        let help = format!(
            "{out}; if everyone may read it, {who} in an entry of kind `waiver`: `vitrine explain` on this file shows what to write there"
        );
        let error = Diagnostic::error(one.hit.code, file, one.span.clone(), message);
        diagnostics.push(error.help(help));
    }
}
