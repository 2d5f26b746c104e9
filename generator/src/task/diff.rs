//! `vitrine diff`: what is newly public, changed or withdrawn, between two public sources and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use vitrine_disclosure::changes::{Changes, What, changes};
use vitrine_disclosure::{ARCHIVE, Disclosure, SourceTree, open};

use super::Outcome;
use super::new::write;
use super::release::{UNANSWERED, made};
use super::releases::Releases;
use super::sheet::{self, Approval, Misplaced};
use super::site::{Site, could_not};
use super::told::{markdown, text};
use crate::cli::{Diff, DiffFormat, Telling};
use crate::report::{count, say, short, tell, warn};

pub(super) fn run(arguments: &Diff) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Diff) -> Result<(), Outcome> {
    let telling = Telling::SHORT;
    let old = match published(&arguments.old, telling)? {
        Some(old) => Old::Published(old),
        None if is_free(&arguments.old) => Old::Nothing,
        None => return Err(nothing(&arguments.old)),
    };
    let compared = compare(arguments, old, telling)?;
    let changes = &compared.changes;
    let of = |what: What| {
        changes
            .entries
            .iter()
            .filter(|entry| entry.what == what)
            .count()
    };
    count(&[
        (of(What::New), "new", "new"),
        (of(What::Changed), "changed", "changed"),
        (of(What::Withdrawn), "withdrawn", "withdrawn"),
    ]);
    if let Some(file) = &arguments.sheet {
        write_sheet(arguments, file, &compared)?;
    }
    match arguments.format {
        DiffFormat::Json => say(&changes.to_json()),
        DiffFormat::Text => {
            say(&text(changes));
            if let Some(release) = &compared.release {
                say(&approval(arguments, release));
            }
        }
        DiffFormat::Markdown => say(&markdown(changes, compared.new.tree().settings().as_of)),
        DiffFormat::Digest => match &compared.release {
            Some(release) => say(&release.digest),
            None => {
                warn(
                    "only a site folder can be released: between two sites that are built there is nothing to approve",
                );
                return Err(Outcome::CouldNotRun);
            }
        },
    }
    Ok(())
}

/// Two sites, side by side.
struct Compared {
    /// The SHA-256 of the old public source.
    old: Option<String>,
    new: Disclosure,
    changes: Changes,
    /// Where the new one is a site folder: the release that it would be.
    release: Option<Next>,
}

/// A release that may be approved.
struct Next {
    site: PathBuf,
    sequence: u64,
    as_of: Date,
    digest: String,
}

fn compare(arguments: &Diff, old: Old, telling: Telling) -> Result<Compared, Outcome> {
    let new = match arguments.site.as_deref() {
        Some(path) => published(path, telling)?,
        None => None,
    };
    match (old, new) {
        (Old::Published(old), Some(new)) => Ok(Compared {
            changes: changes(Some(old.tree()), new.tree()),
            old: Some(old.digest()),
            new: *new,
            release: None,
        }),
        (Old::Published(old), None) => of_folder(arguments, Some(&*old), telling),
        (Old::Nothing, None) => of_folder(arguments, None, telling),
        (Old::Nothing, Some(_)) => Err(nothing(&arguments.old)),
    }
}

/// What was given as the site as it was.
enum Old {
    Published(Box<Disclosure>),
    /// There is nothing yet.
    Nothing,
}

fn nothing(path: &Path) -> Outcome {
    warn(&format!(
        "{}: this is neither an output folder nor a source.tar.gz",
        crate::report::shown(path)
    ));
    Outcome::CouldNotRun
}

/// A site that was built: its public source, out of its folder or by itself. `None` where this is none.
fn published(path: &Path, telling: Telling) -> Result<Option<Box<Disclosure>>, Outcome> {
    let archive = match path.is_dir() {
        true if path.join("vitrine.toml").is_file() => return Ok(None),
        true => path.join(ARCHIVE),
        false => path.to_owned(),
    };
    if !archive.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(&archive).map_err(|error| could_not(&archive, &error))?;
    let opened = open(&bytes).map_err(|found| {
        tell(&found, &SourceTree::new(), telling);
        warn(&format!(
            "{}: this cannot be compared",
            crate::report::shown(&archive)
        ));
        Outcome::Diagnostics
    })?;
    Ok(Some(Box::new(opened)))
}

/// Says whether a site could still be published there for the first time: there is no such path, or an empty folder.
fn is_free(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => fs::symlink_metadata(path).is_err(),
    }
}

fn of_folder(
    arguments: &Diff,
    old: Option<&Disclosure>,
    telling: Telling,
) -> Result<Compared, Outcome> {
    let site = Site::read(arguments.site.as_deref(), telling)?;
    let releases = Releases::read(&site, Some(&arguments.old), telling)?;
    if let Some(last) = releases.ledger.last() {
        let is_last = old.is_some_and(|old| old.digest() == last.source);
        if is_last {
            releases.refuse_begun(&site.path, &arguments.old)?;
        }
        if old.is_none() {
            warn(&format!(
                "{}: there is no site here, and release {} is the last: name its folder, or its source.tar.gz",
                crate::report::shown(&arguments.old),
                last.release
            ));
            return Err(Outcome::CouldNotRun);
        }
    }
    let as_of = arguments.as_of.unwrap_or_else(|| site.today());
    let made = made(&site, &releases, old, &arguments.lift, as_of, telling)?;
    for one in made.disclosure.warnings().iter() {
        if UNANSWERED.iter().any(|(code, _)| *code == one.code) {
            warn(&format!(
                "{}; `vitrine release` refuses that",
                short(one, &site.tree)
            ));
        }
    }
    Ok(Compared {
        old: old.map(Disclosure::digest),
        new: made.disclosure,
        changes: made.changes,
        release: Some(Next {
            site: site.path,
            sequence: made.sequence,
            as_of,
            digest: made.digest,
        }),
    })
}

/// How exactly this is approved.
fn approval(arguments: &Diff, next: &Next) -> String {
    format!(
        "\nrelease {} for {}: {}\nonce a second person approves exactly this: {}",
        next.sequence,
        next.as_of,
        next.digest,
        command(arguments, next)
    )
}

/// The command that publishes what was approved.
fn command(arguments: &Diff, next: &Next) -> String {
    let output = if arguments.old.is_file() {
        "DIR".to_owned()
    } else {
        crate::report::shown(&arguments.old)
    };
    let mut lift = String::new();
    for address in &arguments.lift {
        lift.push_str(&format!(" --lift {address}"));
    }
    format!(
        "vitrine release {} --output {output} --as-of {}{lift} --digest {} --by \"…\" --approved-by \"…\"",
        crate::report::shown(&next.site),
        next.as_of,
        next.digest
    )
}

/// Writes the sheet, where it cannot be published by mistake.
fn write_sheet(arguments: &Diff, file: &Path, compared: &Compared) -> Result<(), Outcome> {
    let refuse = |message: String| {
        warn(&message);
        Err(Outcome::CouldNotRun)
    };
    match sheet::place(file) {
        Ok(()) => {}
        Err(Misplaced::Output(folder)) => {
            return refuse(format!(
                "{}: a sheet is private, and {} is a published site: write it elsewhere",
                crate::report::shown(file),
                crate::report::shown(&folder)
            ));
        }
        Err(Misplaced::Site(folder)) => {
            return refuse(format!(
                "{}: a sheet does not lie among the entries of a site: write it elsewhere, or into {}",
                crate::report::shown(file),
                crate::report::shown(folder.join(".vitrine"))
            ));
        }
    }
    let tree = compared.new.tree();
    let approval = compared.release.as_ref().map(|next| Approval {
        sequence: next.sequence,
        digest: &next.digest,
        sources: (compared.old.clone(), compared.new.digest()),
        command: command(arguments, next),
    });
    let html = sheet::sheet(&compared.changes, tree, approval.as_ref());
    match write(file, &html) {
        Ok(()) => {
            let told = format!("{}: to print, read and sign", crate::report::shown(file));
            if arguments.format == DiffFormat::Text {
                say(&told);
            } else {
                warn(&told);
            }
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => refuse(format!(
            "{}: there is a file of this name, and it is left as it is: name another",
            crate::report::shown(file)
        )),
        Err(error) => Err(could_not(file, &error)),
    }
}
