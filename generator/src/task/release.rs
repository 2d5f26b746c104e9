//! `vitrine release`: publishes exactly what two persons approved, and records that they did.
//!
//! In this order, so that a run which is stopped anywhere can be run again: the site is staged beside its folder; the
//! record is added to the ledger; the site is swapped in; the history is written into the site folder.

use std::path::Path;

use jiff::civil::Date;
use vitrine_disclosure::changes::changes;
use vitrine_disclosure::ledger::{Act, Record};
use vitrine_disclosure::release::{Candidate, Material, candidate, same_person};
use vitrine_disclosure::{ARCHIVE, Diagnostics, Disclosure, Severity, SourceTree, disclose, open};

use super::Outcome;
use super::build::{check_day, tell_audit, tell_published};
use super::releases::Releases;
use super::site::{Site, could_not};
use crate::cli::{Format, Release, Telling};
use crate::publish::{self, PublishError};
use crate::report::{count, say, tell, warn};
use crate::{audit, build_of, record};

/// How many digits of a digest are enough to name it.
const ENOUGH: usize = 16;

pub(super) fn run(arguments: &Release) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Release) -> Result<(), Outcome> {
    let telling = arguments.telling;
    check_persons(&arguments.by, Some(&arguments.approved_by))?;
    let given = digits(&arguments.digest)?;
    let site = Site::read(arguments.site.as_deref(), telling)?;
    if site.is_archive() {
        return refuse(
            "this is the public source of a site: what people decided about it is not in it; release the folder that it was made from",
        );
    }
    let target = arguments.output.as_path();
    let refuse_target = |error| could_not_publish(target, &error);
    publish::check(&site.path, target).map_err(refuse_target)?;
    let lock = record::lock(&site.path).map_err(|(path, error)| could_not(&path, &error))?;
    let Some(_lock) = lock else {
        return refuse("another release of this site is under way: wait until it is done");
    };
    let releases = Releases::read(&site, Some(target), telling)?;
    let today = site.today();
    let as_of = arguments.as_of.unwrap_or(today);
    check_day(as_of, today, target)?;
    if let Some(last) = releases.ledger.last_release()
        && as_of < last.on
    {
        return refuse("the last release is of a later day; release for that day or a later one");
    }
    // A release that was begun may be published already: then it is compared with what it replaced, which is gone.
    if let Some(completed) = complete(&site, target, &releases, &given, telling)? {
        return Ok(completed);
    }
    let base = base(target, telling)?;
    let made = made(
        &site,
        &releases,
        base.as_ref(),
        &arguments.lift,
        as_of,
        telling,
    )?;
    check_digest(&made, &given, &site.path, target, as_of)?;
    check_answered(&site, &made, telling)?;
    check_today(&site, &made, as_of, today, telling)?;
    let next = next(arguments, &releases, base.as_ref(), &made, as_of);
    publish_recorded(
        &site,
        target,
        &releases,
        &made.disclosure,
        Some(&next),
        telling,
    )?;
    count(&[(1, "release published", "releases published")]);
    if telling.format == Format::Text {
        say(&format!(
            "{}: release {}, approved by two persons, {}",
            crate::report::shown(target),
            made.sequence,
            made.digest
        ));
    }
    Ok(())
}

/// Two names, each a line of text, of two persons.
pub(super) fn check_persons(by: &str, second: Option<&str>) -> Result<(), Outcome> {
    let plain = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
    if !plain(by) || !second.is_none_or(plain) {
        return refuse("a name is one line of text, and not empty");
    }
    if second.is_some_and(|second| same_person(by, second)) {
        warn("the same person would release this and approve it: a second person approves it");
        return Err(Outcome::Diagnostics);
    }
    Ok(())
}

/// The digits of a digest that was given, as it is printed or as people copy it from paper.
fn digits(given: &str) -> Result<String, Outcome> {
    let all: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    let all = all.to_lowercase();
    let sound = (ENOUGH..=64).contains(&all.len()) && all.bytes().all(|b| b.is_ascii_hexdigit());
    if sound {
        Ok(all)
    } else {
        refuse(
            "a digest is 64 hexadecimal digits, of which the first 16 are enough; `vitrine diff` prints it",
        )
    }
}

/// The site that is published, which a release follows; `None` where there is none.
pub(super) fn base(target: &Path, telling: Telling) -> Result<Option<Disclosure>, Outcome> {
    let archive = target.join(ARCHIVE);
    if !archive.is_file() {
        return Ok(None);
    }
    let bytes = std::fs::read(&archive).map_err(|error| could_not(&archive, &error))?;
    open(&bytes).map(Some).map_err(|found| {
        tell(&found, &SourceTree::new(), telling);
        warn(&format!(
            "{}: the published site cannot be read, so nothing can follow it; put it back as it was built",
            crate::report::shown(&archive)
        ));
        Outcome::Diagnostics
    })
}

/// What would be released.
pub(super) fn made(
    site: &Site,
    releases: &Releases,
    base: Option<&Disclosure>,
    lifted: &[String],
    as_of: Date,
    telling: Telling,
) -> Result<Candidate, Outcome> {
    let from = Material {
        source: &site.tree,
        base,
        ledger: &releases.ledger,
        begun: releases.begun(),
        lifted,
    };
    candidate(&from, as_of).map_err(|found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    })
}

fn check_digest(
    made: &Candidate,
    given: &str,
    site: &Path,
    target: &Path,
    as_of: Date,
) -> Result<(), Outcome> {
    if made.digest.starts_with(given) {
        return Ok(());
    }
    warn(&format!(
        "this is not the digest of what would be released for {as_of}: the site, the day or the published site is another than when it was \
         approved; look at it anew with `vitrine diff {} {} --as-of {as_of}`, and have that approved",
        crate::report::shown(target),
        crate::report::shown(site),
    ));
    warn("nothing was published");
    Err(Outcome::Diagnostics)
}

/// What a build only warns of, and a release does not rest on.
pub(super) const UNANSWERED: &[(&str, &str)] = &[
    (
        "assessment-undigested",
        "a release does not rest on such a thing",
    ),
    (
        "picture-unchecked",
        "a release shows no picture that nobody looked at",
    ),
];

/// A release rests on no assessment that a later edit would not have voided, and on no picture that nobody looked at.
fn check_answered(site: &Site, made: &Candidate, telling: Telling) -> Result<(), Outcome> {
    let mut found = Diagnostics::new();
    for one in made.disclosure.warnings().iter() {
        let why = UNANSWERED.iter().find(|(code, _)| *code == one.code);
        if let Some((_, why)) = why {
            let mut error = one.clone();
            error.severity = Severity::Error;
            error.message = format!("{}: {why}", one.message);
            found.push(error);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    tell(&found, &site.tree, telling);
    warn("nothing was published");
    Err(Outcome::Diagnostics)
}

/// What was approved for an earlier day is published only if today would say the same.
fn check_today(
    site: &Site,
    made: &Candidate,
    as_of: Date,
    today: Date,
    telling: Telling,
) -> Result<(), Outcome> {
    if as_of == today {
        return Ok(());
    }
    let mut source = site.tree.clone();
    source.insert(
        vitrine_disclosure::HISTORY,
        made.disclosure.tree().history().to_toml(),
    );
    let now = disclose(&source, today).map_err(|found| {
        tell(&found, &site.tree, telling);
        warn(&format!(
            "what was approved for {as_of} would not pass today, {today}: mend this, and have the release approved for today"
        ));
        Outcome::Diagnostics
    })?;
    let since = changes(Some(made.disclosure.tree()), now.tree());
    if since.entries.is_empty() {
        return Ok(());
    }
    warn(&format!(
        "what was approved for {as_of} is not what would be public today, {today}: {} entries differ by their dates; have the release approved \
         for today",
        since.entries.len()
    ));
    warn("nothing was published");
    Err(Outcome::Diagnostics)
}

/// The record of a release.
fn next(
    arguments: &Release,
    releases: &Releases,
    base: Option<&Disclosure>,
    made: &Candidate,
    as_of: Date,
) -> Record {
    let (added, gone) = releases
        .ledger
        .difference(releases.begun(), &made.publications);
    let replaced = releases.ledger.last().filter(|_| releases.begun());
    Record {
        act: Act::Release,
        number: 0,
        release: made.sequence,
        on: as_of,
        by: arguments.by.trim().to_owned(),
        approved_by: Some(arguments.approved_by.trim().to_owned()),
        approved: Some(made.digest.clone()),
        base: base.map(Disclosure::digest),
        source: made.disclosure.digest(),
        history: history_digest(&made.disclosure),
        replaces: replaced.map(|last| last.digest.clone()),
        retracted: arguments.lift.clone(),
        added,
        gone,
        previous: String::new(),
        digest: String::new(),
    }
}

/// The SHA-256 of the history that a public source holds.
pub(super) fn history_digest(disclosure: &Disclosure) -> String {
    vitrine_disclosure::release::digest(disclosure.tree().history().to_toml().as_bytes())
}

/// Completes a release that was recorded and whose publication was interrupted, where the digest names it. `None` where
/// there is none such.
fn complete(
    site: &Site,
    target: &Path,
    releases: &Releases,
    given: &str,
    telling: Telling,
) -> Result<Option<()>, Outcome> {
    let Some(last) = releases.ledger.last().filter(|_| releases.begun()) else {
        return Ok(None);
    };
    let named = last
        .approved
        .as_ref()
        .is_some_and(|all| all.starts_with(given));
    let published = base(target, telling)?;
    let swapped = published
        .as_ref()
        .filter(|published| published.digest() == last.source);
    match (swapped, named) {
        // It is published: what is missing is the history in the site folder.
        (Some(published), _) => {
            let history = published.tree().history().to_toml();
            record::write_history(&site.path, &history)
                .map_err(|error| could_not(&site.path, &error))?;
            if !named {
                return refuse(&format!(
                    "release {} was published already and is complete now; what you approved is another: look at it anew with `vitrine diff`",
                    last.release
                ))
                .map(Some);
            }
        }
        (None, false) => return Ok(None),
        (None, true) => {
            let lifted = &last.retracted;
            let made = made(site, releases, published.as_ref(), lifted, last.on, telling)?;
            if made.disclosure.digest() != last.source {
                warn(&format!(
                    "release {} was approved and recorded, and the site folder was changed since: change it back to complete that release, or have \
                     the site approved anew with `vitrine diff`; the new release then stands in its place",
                    last.release
                ));
                return Err(Outcome::Diagnostics);
            }
            publish_recorded(site, target, releases, &made.disclosure, None, telling)?;
        }
    }
    count(&[(1, "release completed", "releases completed")]);
    if telling.format == Format::Text {
        say(&format!(
            "{}: release {} is complete",
            crate::report::shown(target),
            last.release
        ));
    }
    Ok(Some(()))
}

/// Renders, audits and publishes; once all lies ready, the record is added to the ledger.
fn publish_recorded(
    site: &Site,
    target: &Path,
    releases: &Releases,
    disclosure: &Disclosure,
    record: Option<&Record>,
    telling: Telling,
) -> Result<(), Outcome> {
    let built = build_of(disclosure).map_err(|found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    })?;
    let history = disclosure.tree().history().to_toml();
    let mut source = site.tree.clone();
    source.insert(vitrine_disclosure::HISTORY, history.as_str());
    let (audited, _) = audit(&source, built.output, built.as_of).map_err(|report| {
        tell_audit(&report);
        warn("nothing was published");
        Outcome::Refused
    })?;
    let published = publish::publish_once(&audited, target, || match record {
        None => Ok(()),
        Some(next) => {
            let ledger = releases.ledger.with(next.clone());
            record::write(&site.path, &ledger)
                .map_err(|error| PublishError::Io(site.path.clone(), error))
        }
    })
    .map_err(|error| could_not_publish(target, &error))?;
    record::write_history(&site.path, &history).map_err(|error| could_not(&site.path, &error))?;
    tell(&built.warnings, &site.tree, telling);
    tell_published(&published);
    Ok(())
}

fn could_not_publish(target: &Path, error: &PublishError) -> Outcome {
    warn(&format!("{}: {error}", crate::report::shown(target)));
    Outcome::CouldNotRun
}

fn refuse<T>(message: &str) -> Result<T, Outcome> {
    warn(message);
    Err(Outcome::CouldNotRun)
}
