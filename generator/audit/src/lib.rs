//! Reads an output with its own eyes: finds what is not public in the files of a finished site.
//!
//! The audit takes two maps of bytes, the private source and the output, and shares no code with what made the one from
//! the other. It reads the source crudely (`split`), remembers every fragment of what is not public (`fragments`),
//! opens each file of the output down to its last byte (`look`), and refuses what it finds and what it cannot open.

mod agree;
mod canary;
mod container;
mod decode;
mod document;
mod draft;
mod drawing;
mod elasticlunr;
mod entities;
mod fields;
mod flow;
mod foreign;
mod fragments;
mod front;
mod glance;
mod harmless;
mod hex;
mod history;
mod index;
mod ladder;
mod lists;
mod look;
mod markup;
mod own;
mod pack;
mod picture;
mod places;
mod portion;
mod public;
mod report;
mod seek;
mod shelf;
mod sieve;
mod signature;
mod split;
mod table;
mod texts;
mod units;
mod vocabulary;
mod words;
mod zip;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

pub use report::{Canaries, Finding, Report};

/// What the audit must know beside the two trees.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The day that the output was built for, `YYYY-MM-DD`.
    pub as_of: String,
    /// The theme's texts: words and phrases that the site uses by itself, and the files that it copies.
    pub vocabulary: Vec<String>,
    /// Programs that the tool brings along: as they are they hold nothing of any site.
    pub programs: Vec<Vec<u8>>,
    /// Digests of fragments that persons looked at and found harmless.
    pub waived: BTreeSet<String>,
    /// Whether another generator made the site, so that nothing is known of what belongs to it.
    pub foreign: bool,
}

/// Looks for what is not public in an output.
///
/// `source` holds every file of the site folder by its path; files that no entry lists may be empty. An empty map is a
/// site that was built from its own archive: then only the containers, the digests and the kinds of files are checked.
#[must_use]
pub fn audit(
    source: &BTreeMap<String, Vec<u8>>,
    output: &BTreeMap<String, Vec<u8>>,
    settings: &Settings,
) -> Report {
    let mut split = split::Split::read(source, &settings.as_of);
    split.public.extend(lists::numbers(output));
    let digests = lists::digests(output);
    let grammar = vocabulary::Grammar::of(&split, output, &digests);
    let fragments = fragments::Fragments::of(&split, settings, grammar);
    let mut report = Report::new(fragments.sought(), &settings.waived);
    if settings.foreign {
        let mut stranger = foreign::Stranger {
            fragments: &fragments,
            report: &mut report,
        };
        for (path, bytes) in output {
            stranger.file(path, bytes);
        }
        let (planted, seen) = canary::count(source, &fragments);
        report.count_canaries(&planted, seen);
        report.settle();
        return report;
    }
    lists::check(output, &digests, &settings.as_of, &mut report);
    let mut known = look::Known::of(source, &split, settings);
    known.tombstones = history::tombstones(output);
    let listed = look_into(output, &digests, &fragments, &known, &mut report);
    agree::check(&split, &listed, &mut report);
    history::check(source, output, &listed, &mut report);
    let (planted, seen) = canary::count(source, &fragments);
    report.count_canaries(&planted, seen);
    report.settle();
    report
}

/// Says whether another generator made a site: it has none of the lists that ours has.
#[must_use]
pub fn is_foreign(output: &BTreeMap<String, Vec<u8>>) -> bool {
    [lists::MANIFEST, lists::SUMS, lists::ARCHIVE]
        .iter()
        .all(|path| !output.contains_key(*path))
}

/// A file of an output: its path and its bytes.
type File<'a> = (&'a String, &'a Vec<u8>);

/// How many files are looked into at a time.
const TOGETHER: usize = 32;

/// Looks into every file, on all processors: whichever is free takes what comes next. What is found is put in the order of
/// the files, so that it does not depend on who found it.
fn look_into(
    output: &BTreeMap<String, Vec<u8>>,
    digests: &BTreeMap<&str, String>,
    fragments: &fragments::Fragments,
    known: &look::Known,
    report: &mut Report,
) -> look::Listed {
    // What takes longest comes first: the indexes as wholes, which are no part of the files, and the archive.
    let archive: Vec<File<'_>> = output.get_key_value(lists::ARCHIVE).into_iter().collect();
    let others: Vec<File<'_>> = output
        .iter()
        .filter(|(path, _)| path.as_str() != lists::ARCHIVE)
        .collect();
    let parts: Vec<Option<&[File<'_>]>> = [None, Some(archive.as_slice())]
        .into_iter()
        .chain(others.chunks(TOGETHER).map(Some))
        .collect();
    let waived = report.waived();
    let next = AtomicUsize::new(0);
    let look = || {
        let mut done = Vec::new();
        let mut harmless = harmless::Harmless::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(number) else {
                return done;
            };
            let mut report = Report::new(0, &waived);
            report.memory.harmless = harmless;
            let mut look = look::Look::new(fragments, known, &mut report);
            match part {
                None => look.wholes(output),
                Some(files) => look.files(files.iter().copied(), digests),
            }
            let listed = look.into_listed();
            harmless = std::mem::take(&mut report.memory.harmless);
            done.push((number, listed, report));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(look)).collect();
        let mut done = look();
        for other in others {
            match other.join() {
                Ok(other) => done.extend(other),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(number, ..)| *number);
    let mut listed = look::Listed::default();
    for (_, own, found) in done {
        listed.archive.extend(own.archive);
        listed.manifest.extend(own.manifest);
        listed.members.extend(own.members);
        listed.history = listed.history.or(own.history);
        report.take(found);
    }
    listed
}
