//! What the audit must find, and what it must not: fragments in every writing, and public collections in which nothing
//! leaks. `proof recall` does the same with a thousand fragments.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests stop where they fail, and say what they skip"
)]

use vitrine_tests::proof::canaries;
use vitrine_tests::proof::realistic;
use vitrine_tests::proof::recall::{self, corpora, writings::WRITINGS};

#[test]
fn fragments_are_found_in_every_writing() {
    assert!(WRITINGS.len() >= 30);
    let outcome = recall::run(20, 7, &|_, _| {});
    assert!(outcome.missed.is_empty(), "{:#?}", outcome.missed);
    assert_eq!(outcome.found.len(), WRITINGS.len());
}

#[test]
fn nothing_is_found_in_collections_in_which_nothing_leaks() {
    let Some(folder) = corpora::folder() else {
        eprintln!("skipped: VITRINE_IR names no folder of collections");
        return;
    };
    for collection in corpora::COLLECTIONS {
        let outcome = corpora::run(&folder, *collection, 60, 3);
        assert!(
            outcome.documents > 30 && outcome.sought > 300,
            "{outcome:?}"
        );
        assert!(
            outcome.alarms.is_empty(),
            "{}: {:#?}",
            collection.0,
            outcome.alarms
        );
    }
}

#[test]
fn sites_of_one_collection_are_not_refused_and_what_is_planted_is_found() {
    let folder = corpora::folder();
    let sites = if folder.is_some() { 4 } else { 12 };
    let mut planted = 0;
    for collection in realistic::collections(folder.as_deref()) {
        for seed in 0..sites {
            let outcome = realistic::run(&collection, 60, seed);
            let which = format!("{} {seed}", collection.name);
            assert!(outcome.entries > 40 && outcome.sought > 1_000, "{which}");
            assert!(outcome.alarms.is_empty(), "{which}: {:#?}", outcome.alarms);
            assert!(outcome.missed.is_empty(), "{which}: {:#?}", outcome.missed);
            planted += outcome.planted;
        }
    }
    assert!(planted >= 60, "{planted}");
}

#[test]
fn canaries_are_planted_seen_and_not_published() {
    let canaries = canaries::run();
    assert_eq!((canaries.planted, canaries.seen), (5, 5));
    assert_eq!(canaries.published, 0);
}
