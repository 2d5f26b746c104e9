//! What the audit must find, and what it must not: fragments in every writing, and public collections in which nothing
//! leaks. `proof recall` does the same with a thousand fragments.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests stop where they fail, and say what they skip"
)]

use vitrine_tests::proof::canaries;
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
fn canaries_are_planted_seen_and_not_published() {
    let canaries = canaries::run();
    assert_eq!((canaries.planted, canaries.seen), (5, 5));
    assert_eq!(canaries.published, 0);
}
