//! `vitrine check`: everything that keeps a site from being built, without building it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Value, json};
use vitrine_disclosure::officer::{Coming, Event, rehearse};
use vitrine_disclosure::{Diagnostics, Severity};

use super::Outcome;
use super::build::tell_audit;
use super::releases::Releases;
use super::site::Site;
use crate::audit;
use crate::audited::of_waivers;
use crate::cli::{Check, Format, Telling};
use crate::report::{count, object, say, short, tell, warn};

pub(super) fn run(arguments: &Check) -> Outcome {
    let telling = arguments.telling;
    let site = match Site::read(arguments.site.as_deref(), telling) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let releases = if site.is_archive() {
        None
    } else {
        match Releases::read(&site, None, telling) {
            Ok(releases) => Some(releases),
            Err(outcome) => return outcome,
        }
    };
    let required = releases.is_some_and(|releases| releases.required);
    let as_of = arguments.as_of.unwrap_or_else(|| site.today());
    if let Some(through) = arguments.through {
        if site.is_archive() {
            warn("the public source of a site is of one day: there is nothing to rehearse");
            return Outcome::CouldNotRun;
        }
        if through < as_of {
            warn("`--through` names a day before the first: it looks ahead");
            return Outcome::CouldNotRun;
        }
    }
    match site.build(as_of) {
        Err(found) => match arguments.through {
            Some(through) => rehearsed(&site, &found, as_of, through, telling),
            None => {
                tell(&found, &site.tree, telling);
                Outcome::Diagnostics
            }
        },
        Ok(built) if arguments.prove => super::prove::proved(&site, built, telling),
        Ok(built) => match audit(&site.tree, built.output, built.as_of) {
            Err(report) => {
                tell_audit(&report);
                Outcome::Refused
            }
            Ok(_) if arguments.through.is_some() => {
                let through = arguments.through.unwrap_or(as_of);
                rehearsed(&site, &built.warnings, as_of, through, telling)
            }
            Ok((_, report)) => {
                let mut warnings = built.warnings;
                warnings.append(of_waivers(&site.tree, &report, built.as_of));
                tell(&warnings, &site.tree, telling);
                if telling.format == Format::Text {
                    let then = if required {
                        "could be released once it is approved"
                    } else {
                        "would be published"
                    };
                    say(&format!(
                        "nothing is wrong; a build for {} {then}",
                        built.as_of
                    ));
                }
                Outcome::Clean
            }
        },
    }
}

/// Tells what a check of the first day found, and what the days after it would bring.
fn rehearsed(
    site: &Site,
    found: &Diagnostics,
    as_of: Date,
    through: Date,
    telling: Telling,
) -> Outcome {
    // Without settings or policy nobody can say more than what was found.
    let coming = rehearse(&site.tree, as_of, through).unwrap_or_default();
    let fails = |one: &Coming| matches!(&one.event, Event::Says(diagnostic) if diagnostic.severity == Severity::Error);
    let outcome = if found.contains_errors() || coming.iter().any(fails) {
        Outcome::Diagnostics
    } else {
        Outcome::Clean
    };
    if telling.format == Format::Json {
        let now = found.iter().map(|one| {
            let event = if one.severity == Severity::Error {
                "fails"
            } else {
                "warns"
            };
            on(as_of, event, object(one, &site.tree))
        });
        let later = coming.iter().map(|one| as_object(one, site));
        say(&Value::Array(now.chain(later).collect()).to_string());
        return outcome;
    }
    tell(found, &site.tree, telling);
    let days: BTreeSet<Date> = coming.iter().map(|one| one.day).collect();
    let failing = coming.iter().filter(|one| fails(one)).count();
    count(&[
        (
            days.len(),
            "day to come with changes",
            "days to come with changes",
        ),
        (failing, "error to come", "errors to come"),
    ]);
    for Coming { day, event } in &coming {
        let what = |record: bool| if record { ", its record" } else { "" };
        let line = match event {
            Event::Appears { file, record } => format!("appears   {file}{}", what(*record)),
            Event::Vanishes { file, record } => format!("vanishes  {file}{}", what(*record)),
            Event::Says(one) if one.severity == Severity::Error => {
                format!("fails     {}", short(one, &site.tree))
            }
            Event::Says(one) => format!("warns     {}", short(one, &site.tree)),
        };
        say(&format!("{day}  {line}"));
    }
    if coming.is_empty() {
        say(&format!(
            "nothing appears, vanishes or fails from {as_of} through {through}"
        ));
    }
    outcome
}

fn as_object(coming: &Coming, site: &Site) -> Value {
    let (event, object) = match &coming.event {
        Event::Appears { file, record } => ("appears", json!({"file": file, "record": record})),
        Event::Vanishes { file, record } => ("vanishes", json!({"file": file, "record": record})),
        Event::Says(one) => {
            let event = if one.severity == Severity::Error {
                "fails"
            } else {
                "warns"
            };
            (event, object(one, &site.tree))
        }
    };
    on(coming.day, event, object)
}

/// An object with the day and what happens on it.
fn on(day: Date, event: &str, mut object: Value) -> Value {
    if let Value::Object(map) = &mut object {
        map.insert("day".to_owned(), json!(day.to_string()));
        map.insert("event".to_owned(), json!(event));
    }
    object
}
