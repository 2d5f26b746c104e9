//! `vitrine retract`: takes an entry out of a published site at once, from its public source and without the folder that it
//! was made from; and tells what to purge elsewhere.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde_json::json;
use vitrine_disclosure::ledger::{Act, Ledger, Published, Record, standing};
use vitrine_disclosure::retract::{NotRetracted, Retracted, judge_words, retract};
use vitrine_disclosure::{Address, Disclosure, HISTORY, SourceTree};

use super::Outcome;
use super::build::{tell_audit, tell_published};
use super::release::{base, check_persons, history_digest};
use super::site::{Site, could_not};
use crate::cli::{Format, Retract, Telling};
use crate::report::{count, say, tell, warn};
use crate::{audit, build_of, clock, publish, read, record};

pub(super) fn run(arguments: &Retract) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Retract) -> Result<(), Outcome> {
    let telling = Telling::SHORT;
    let target = arguments.output.as_path();
    if let Some(by) = &arguments.by {
        check_persons(by, None)?;
    }
    let checked = match &arguments.site {
        Some(site) => publish::check(site, target),
        None => publish::check_target(target),
    };
    checked.map_err(|error| {
        warn(&format!("{}: {error}", crate::report::shown(target)));
        Outcome::CouldNotRun
    })?;
    let Some(site) = base(target, telling)? else {
        warn(&format!(
            "{}: there is no published site here: name the folder that the site is published from",
            crate::report::shown(target)
        ));
        return Err(Outcome::CouldNotRun);
    };
    let today = clock::today(0);
    let on = arguments.on.unwrap_or(today);
    // Where the day has begun already, it is a day later than in UTC.
    if on > today.tomorrow().unwrap_or(today) {
        warn("nothing is retracted on a day that has not come");
        return Err(Outcome::CouldNotRun);
    }
    // The site's own detectors know more; where its folder cannot be read, the retraction does not wait for it.
    if let (Some(words), Some(folder)) = (&arguments.words, &arguments.site)
        && let Ok(tree) = read::folder(folder)
    {
        judge_words(words, &tree).map_err(|why| refuse(&why, &arguments.id, telling))?;
    }
    let now = match retract(&site, &arguments.id, on, arguments.words.as_deref()) {
        Ok(retracted) => {
            let before = read::output(target).map_err(|error| could_not(target, &error))?;
            publish_it(&retracted, target, telling)?;
            tell_purge(arguments, &retracted, &before, target)?;
            retracted.disclosure
        }
        Err(NotRetracted::Already(address, day)) => {
            count(&[(0, "address retracted", "addresses retracted")]);
            warn(&format!("{address} was retracted on {day} already"));
            site
        }
        Err(other) => return Err(refuse(&other, &arguments.id, telling)),
    };
    match (&arguments.site, &arguments.by) {
        (Some(folder), Some(by)) => note(folder, by, target, &now, telling),
        _ => {
            warn(&format!(
                "the site folder does not know of it yet, and a build of it will be refused: run this again with `--site SITE --by NAME`, or do so \
                 later: `vitrine retract {} --output {} --site SITE --by NAME`",
                arguments.id,
                crate::report::shown(target)
            ));
            Ok(())
        }
    }
}

fn refuse(why: &NotRetracted, name: &str, telling: Telling) -> Outcome {
    match why {
        NotRetracted::Unknown(Some(near)) => warn(&format!(
            "nothing on this site has the address or the id {name}: did you mean {near}?"
        )),
        NotRetracted::Ambiguous(all) => {
            let all: Vec<&str> = all.iter().map(Address::as_str).collect();
            warn(&format!(
                "several entries are called {name}: name one by its address, {}",
                all.join(" or ")
            ));
        }
        NotRetracted::Words(why) => warn(&format!(
            "the words for the tombstone hold {why}: write one line of plain text"
        )),
        NotRetracted::Detected(name, seeks) => warn(&format!(
            "the words for the tombstone hold what looks like {seeks} (`{name}`): everyone reads them, so write them otherwise, or leave them out"
        )),
        NotRetracted::Broken(found) => {
            tell(found, &SourceTree::new(), telling);
            warn(
                "the rest is no site without it; please report this, for it is a fault of the tool",
            );
        }
        _ => warn(&format!(
            "nothing on this site has the address or the id {name}: copy the address of the page, such as documents/annual-report.html"
        )),
    }
    warn("nothing was retracted");
    Outcome::CouldNotRun
}

fn publish_it(retracted: &Retracted, target: &Path, telling: Telling) -> Result<(), Outcome> {
    let nothing = SourceTree::new();
    let built = build_of(&retracted.disclosure).map_err(|found| {
        tell(&found, &nothing, telling);
        Outcome::Diagnostics
    })?;
    let (audited, _) = audit(&nothing, built.output, built.as_of).map_err(|report| {
        tell_audit(&report);
        Outcome::Refused
    })?;
    let published = publish::publish(&audited, target).map_err(|error| {
        warn(&format!("{}: {error}", crate::report::shown(target)));
        Outcome::CouldNotRun
    })?;
    tell_published(&published);
    Ok(())
}

/// Tells which files others may still hold: those that are gone, and those that are others now.
fn tell_purge(
    arguments: &Retract,
    retracted: &Retracted,
    before: &BTreeMap<String, Vec<u8>>,
    target: &Path,
) -> Result<(), Outcome> {
    let now = read::output(target).map_err(|error| could_not(target, &error))?;
    let settings = retracted.disclosure.tree().settings();
    let base = settings.base_url.as_ref().map_or("", |base| base.as_str());
    let purge: Vec<String> = before
        .iter()
        .filter(|(path, bytes)| now.get(*path) != Some(bytes))
        .map(|(path, _)| format!("{base}{path}"))
        .collect();
    let addresses: Vec<&str> = retracted.addresses.iter().map(Address::as_str).collect();
    let linked: Vec<&str> = retracted.linked.iter().map(Address::as_str).collect();
    count(&[
        (addresses.len(), "address retracted", "addresses retracted"),
        (purge.len(), "file to purge", "files to purge"),
        (
            linked.len(),
            "entry that leads to it",
            "entries that lead to it",
        ),
    ]);
    if arguments.format == Format::Json {
        let all = json!({"retracted": addresses, "purge": purge, "linked": linked});
        say(&all.to_string());
        return Ok(());
    }
    for address in &addresses {
        say(&format!("retracted: {address}"));
    }
    say("\nupload the site, then purge these from the host, its caches and mirrors:");
    for one in &purge {
        say(&format!("  {one}"));
    }
    if base.is_empty() {
        say("(below the address of the site, which its settings do not tell)");
    }
    if !linked.is_empty() {
        say("\nthese lead to it; their words are as they were, and may have to go too:");
        for one in &linked {
            say(&format!("  {base}{one}.html"));
        }
    }
    say(
        "\ncopies that others made cannot be called back: ask search engines and web archives to remove the addresses above; feed readers, mirrors \
         and downloads of source.tar.gz keep what they have",
    );
    Ok(())
}

/// Notes what was retracted in the site folder, so that it does not come back.
fn note(
    folder: &Path,
    by: &str,
    target: &Path,
    now: &Disclosure,
    telling: Telling,
) -> Result<(), Outcome> {
    let site = Site::read(Some(folder), telling)?;
    if site.is_archive() {
        warn("`--site` names the folder that the site was made from, not its public source");
        return Err(Outcome::CouldNotRun);
    }
    let lock = record::lock(&site.path).map_err(|(path, error)| could_not(&path, &error))?;
    let Some(_lock) = lock else {
        warn("a release of this site is under way: wait until it is done, and run this again");
        return Err(Outcome::CouldNotRun);
    };
    let failed = |error| could_not(&site.path, &error);
    let bytes = record::bytes(&site.path).map_err(failed)?;
    let refuse = |found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    };
    let ledger = record::parse(bytes.as_deref()).map_err(refuse)?;
    let history = now.tree().history().to_toml();
    let last = ledger.as_ref().and_then(Ledger::last);
    let recorded = last.is_some_and(|last| last.source == now.digest());
    if !recorded {
        let published = Published {
            sequence: now.tree().history().sequence(),
            retracted: Vec::new(),
            source: now.digest(),
        };
        standing(ledger.as_ref(), site.tree.bytes(HISTORY), Some(&published)).map_err(refuse)?;
        let ledger = ledger.unwrap_or_default();
        let next = retraction(&ledger, &site.tree, by, clock_day(now), now);
        record::write(&site.path, &ledger.with(next)).map_err(failed)?;
    }
    record::write_history(&site.path, &history).map_err(failed)?;
    count(&[(1, "record noted", "records noted")]);
    say(&format!(
        "{}: noted; give the entry a higher level there, or the next build of {} is refused",
        crate::report::shown(&site.path),
        crate::report::shown(target)
    ));
    Ok(())
}

/// The day of the last retraction.
fn clock_day(now: &Disclosure) -> Date {
    let all = now.tree().history().retracted().iter();
    let last = all.map(vitrine_disclosure::Retraction::on).max();
    last.unwrap_or_else(|| clock::today(0))
}

/// The record of what the published site has retracted and the site folder did not know.
fn retraction(
    ledger: &Ledger,
    source: &SourceTree,
    by: &str,
    on: Date,
    now: &Disclosure,
) -> Record {
    let known = source
        .bytes(HISTORY)
        .map(String::from_utf8_lossy)
        .unwrap_or_default();
    let retracted: Vec<String> = now
        .tree()
        .history()
        .retracted()
        .iter()
        .map(|one| one.address().as_str().to_owned())
        .filter(|address| {
            let line = format!("address = \"{address}\"");
            !known.lines().any(|known| known == line)
        })
        .collect();
    let public = ledger.public(false);
    let gone = retracted.iter();
    Record {
        act: Act::Retraction,
        number: 0,
        release: ledger.sequence(),
        on,
        by: by.trim().to_owned(),
        approved_by: None,
        approved: None,
        base: ledger.last().map(|last| last.source.clone()),
        source: now.digest(),
        history: history_digest(now),
        replaces: None,
        gone: gone
            .filter(|address| public.contains_key(address.as_str()))
            .cloned()
            .collect(),
        retracted: retracted.clone(),
        added: Vec::new(),
        previous: String::new(),
        digest: String::new(),
    }
}
