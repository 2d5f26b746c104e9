//! G2 on generated sites: sites that differ only in what is not public have the same outputs, byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::collections::BTreeSet;

use vitrine_disclosure::SourceTree;
use vitrine_noninterference::pair::{Family, Files, build};
use vitrine_noninterference::run::run;
use vitrine_noninterference::shrink::Pair;

/// Families, and mutants of each: over 10,000 pairs.
const FAMILIES: u64 = 890;
const MUTANTS: usize = 12;

#[test]
fn ten_thousand_pairs_are_equal() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let tally = run(0..FAMILIES, MUTANTS, threads, &build);
    println!("{}", tally.told());
    if let Some((seed, mutant, difference)) = tally.first.first() {
        let pair = pair(*seed, *mutant, MUTANTS).shrunk(&build);
        panic!(
            "seed {seed}, mutant {mutant}: {}: {:?}\n{}",
            difference.stage,
            difference.files,
            pair.shown()
        );
    }
    assert!(tally.pairs >= 10_000, "{} pairs", tally.pairs);
    assert!(tally.built_share() >= 95, "{}", tally.told());
    assert_eq!(
        tally.rare(),
        Vec::<&str>::new(),
        "seldom seen: {}",
        tally.told()
    );
}

fn pair(seed: u64, mutant: usize, mutants: usize) -> Pair {
    let mut family = Family::of(seed, mutants);
    let (_, other) = family.mutants.swap_remove(mutant);
    Pair {
        public: family.public,
        one: family.base,
        other,
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let tell = |threads| run(0..12, 2, threads, &build).told();
    assert_eq!(tell(1), tell(3));
}

/// A generator that leaks the first character of every private remark in the settings.
fn leaky(tree: &SourceTree) -> Result<Files, BTreeSet<String>> {
    let mut files = build(tree)?;
    let settings = tree.bytes("vitrine.toml").unwrap();
    files.insert("leak.txt".to_owned(), settings[2..3].to_vec());
    Ok(files)
}

#[test]
fn a_leak_is_found_and_shrunk() {
    let tally = run(0..12, 6, 2, &leaky);
    let (seed, mutant, difference) = tally.first.first().expect("the leak shows");
    assert_eq!(difference.files, ["leak.txt"]);
    let shrunk = pair(*seed, *mutant, 6).shrunk(&leaky);
    assert!(shrunk.difference(&leaky).is_some(), "it still differs");
    assert!(
        shrunk.public.entries.is_empty() && shrunk.public.records.is_empty(),
        "{}",
        shrunk.shown()
    );
    assert!(
        shrunk.one.entries.is_empty() && shrunk.other.entries.is_empty(),
        "{}",
        shrunk.shown()
    );
}

#[test]
fn a_site_that_cannot_be_built_is_no_pair() {
    let refuses = |_: &SourceTree| Err(BTreeSet::from(["refused".to_owned()]));
    let tally = run(0..3, 2, 1, &refuses);
    assert_eq!((tally.pairs, tally.unbuilt), (0, 6));
    assert_eq!(tally.codes["refused"], 6);
    assert!(tally.rare().is_empty() || tally.pairs == 0);
}
