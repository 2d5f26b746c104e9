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
mod report;
mod seek;
mod shelf;
mod sieve;
mod signature;
mod split;
mod table;
mod units;
mod vocabulary;
mod words;
mod zip;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use report::{Canaries, Finding, Report};

/// What the audit must know beside the two trees.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The day that the output was built for, `YYYY-MM-DD`.
    pub as_of: String,
    /// The theme's texts: words and phrases that the site uses by itself, and the files that it copies.
    pub vocabulary: Vec<String>,
    /// Programs that the tool brings along: as they are they hold nothing of any site.
    pub programs: Vec<&'static [u8]>,
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

/// Looks into every file, half of them on a second thread; what is found is put in order afterwards.
fn look_into(
    output: &BTreeMap<String, Vec<u8>>,
    digests: &BTreeMap<&str, String>,
    fragments: &fragments::Fragments,
    known: &look::Known,
    report: &mut Report,
) -> look::Listed {
    let waived = report.waived();
    let look = |half: usize, wholes: bool| {
        let mut report = Report::new(0, &waived);
        let mut look = look::Look::new(fragments, known, &mut report);
        if wholes {
            look.wholes(output);
        }
        look.files(output.iter().skip(half).step_by(2), digests);
        let listed = look.into_listed();
        (listed, report)
    };
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| look(1, false));
        let one = look(0, true);
        let other = match other.join() {
            Ok(other) => other,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        (one, other)
    });
    let mut listed = look::Listed::default();
    for (own, found) in [one, other] {
        listed.archive.extend(own.archive);
        listed.manifest.extend(own.manifest);
        listed.members.extend(own.members);
        listed.history = listed.history.or(own.history);
        report.take(found);
    }
    listed
}
