//! `vitrine build`: reads, discloses, renders, audits, publishes.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use vitrine_audit::Report;
use vitrine_disclosure::ledger::Record;

use super::Outcome;
use super::releases::Releases;
use super::site::Site;
use crate::audited::{of_canaries, of_waivers};
use crate::cli::Build;
use crate::report::{count, say, tell, warn};
use crate::{Built, audit, publish, record};

pub(super) fn run(arguments: &Build) -> Outcome {
    finish(attempt(arguments))
}

fn finish(result: Result<(), Outcome>) -> Outcome {
    result.map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Build) -> Result<(), Outcome> {
    let telling = arguments.telling;
    let bar = Bar::new();
    bar.step("reading");
    let site = Site::read(arguments.site.as_deref(), telling)?;
    let target = &arguments.output;
    let refuse_target = |error| refuse(&format!("{}: {error}", crate::report::shown(target)));
    publish::check(&site.path, target).map_err(refuse_target)?;
    let today = site.today();
    let releases = if site.is_archive() {
        None
    } else {
        Some(Releases::read(&site, Some(target), telling)?)
    };
    let approved = approved(releases.as_ref(), &site.path, target)?;
    let last = releases.as_ref().and_then(|all| all.ledger.last_release());
    // Where nothing but an approved release is published, its day is the one that was meant.
    let meant = approved.and(last).map_or(today, |last| last.on);
    let as_of = arguments.as_of.unwrap_or(meant);
    if !site.is_archive() {
        check_day(as_of, today, target)?;
    }
    if last.is_some_and(|last| as_of < last.on) {
        return Err(refuse(
            "the last release is of a later day; build for that day or a later one",
        ));
    }
    bar.step("deciding what is public");
    let built = site.build(as_of).map_err(|found| {
        bar.clear();
        tell(&found, &site.tree, telling);
        warn("nothing was published");
        Outcome::Diagnostics
    })?;
    if site.is_archive() {
        check_newer(&built, target)?;
    }
    check_approved(approved, &built, &site.path, target)?;
    bar.step("auditing");
    let files = built.output.files().count();
    let (audited, report) = audit(&site.tree, built.output, built.as_of).map_err(|report| {
        bar.clear();
        tell_audit(&report);
        warn("nothing was published");
        Outcome::Refused
    })?;
    bar.step("publishing");
    let published = publish::publish(&audited, target).map_err(refuse_target)?;
    bar.clear();
    let mut warnings = built.warnings;
    warnings.append(of_waivers(&site.tree, &report, built.as_of));
    tell(&warnings, &site.tree, telling);
    count(&[
        (files, "file published", "files published"),
        (
            report.sought(),
            "private fragment sought",
            "private fragments sought",
        ),
    ]);
    if telling.format == crate::cli::Format::Text {
        say(&format!(
            "{}: {files} files, audited against {} private fragments{}",
            crate::report::shown(target),
            report.sought(),
            of_canaries(&report)
        ));
    }
    tell_published(&published);
    Ok(())
}

/// The release that alone may be published, where the site publishes nothing but releases.
pub(super) fn approved<'a>(
    releases: Option<&'a Releases>,
    site: &Path,
    target: &Path,
) -> Result<Option<&'a Record>, Outcome> {
    let Some(releases) = releases else {
        return Ok(None);
    };
    releases.refuse_begun(site, target)?;
    if !releases.required {
        return Ok(None);
    }
    if let Some(last) = releases.ledger.last() {
        return Ok(Some(last));
    }
    warn(&format!(
        "this site publishes nothing but what two persons approved, and nothing was approved so far: look with `vitrine diff {} {}`, have it approved, and publish it with `vitrine release`",
        crate::report::shown(target),
        crate::report::shown(site)
    ));
    warn("nothing was published");
    Err(Outcome::Diagnostics)
}

/// A public source is not built over a site that was released or retracted from since: that would bring back what is
/// gone.
fn check_newer(built: &Built, target: &Path) -> Result<(), Outcome> {
    let Some(published) = record::published(target) else {
        return Ok(());
    };
    let gone = |address: &&String| built.history.retraction(address).is_none();
    if published.sequence <= built.history.sequence()
        && !published.retracted.iter().any(|one| gone(&one))
    {
        return Ok(());
    }
    Err(refuse(&format!(
        "{}: the site there was released, or something was retracted from it, after this public source was published; build it into another folder",
        crate::report::shown(target)
    )))
}

pub(super) fn check_approved(
    approved: Option<&Record>,
    built: &Built,
    site: &Path,
    target: &Path,
) -> Result<(), Outcome> {
    let Some(last) = approved.filter(|last| last.source != built.source) else {
        return Ok(());
    };
    warn(&format!(
        "this site publishes nothing but what two persons approved, and this is not release {} as it stands: look at what changed with `vitrine diff {} {}`, have it approved, and publish it with `vitrine release`",
        last.release,
        crate::report::shown(target),
        crate::report::shown(site)
    ));
    warn("nothing was published");
    Err(Outcome::Diagnostics)
}

/// Tells what the publisher has to do by hand.
pub(super) fn tell_published(published: &publish::Published) {
    if published.was_signed {
        warn("the site before was signed, and this one is not yet: sign it with `vitrine sign`");
    }
    if let Some((path, error)) = &published.left {
        warn(&format!(
            "the site is published, but the one before could not be removed: remove {} by hand ({error})",
            path.display()
        ));
    }
}

fn refuse(message: &str) -> Outcome {
    warn(message);
    Outcome::CouldNotRun
}

/// A build is never for a day that has not come, nor for one before the site that it replaces.
pub(super) fn check_day(as_of: Date, today: Date, target: &Path) -> Result<(), Outcome> {
    if as_of > today {
        return Err(refuse(
            "a site is not built for a day that has not come; `vitrine check --as-of` looks ahead",
        ));
    }
    let before = std::fs::read(target.join("manifest.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .and_then(|manifest| manifest.get("as_of")?.as_str()?.parse::<Date>().ok());
    if before.is_some_and(|before| as_of < before) {
        return Err(refuse(
            "the site in the output folder was built for a later day; build for that day or a later one",
        ));
    }
    Ok(())
}

/// Tells what the audit found.
pub(super) fn tell_audit(report: &Report) {
    count(&[(
        report.findings().len(),
        "finding of the audit",
        "findings of the audit",
    )]);
    for finding in report.findings() {
        warn(&finding.to_string());
    }
    warn("the audit refuses this site: it holds what is not public, or what cannot be looked into");
}

/// One bar on a terminal, once a run has lasted a second; nothing in a pipe.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::hidden();
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self(bar)
    }

    pub(super) fn step(&self, what: &'static str) {
        if self.0.elapsed() > Duration::from_secs(1) && self.0.is_hidden() {
            self.0
                .set_draw_target(indicatif::ProgressDrawTarget::stderr());
            self.0.enable_steady_tick(Duration::from_millis(200));
        }
        self.0.set_message(what);
    }

    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
