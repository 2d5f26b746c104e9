//! Ways out through facts that are harmless alone: together about one subject, in small numbers, in numbers of files.

use crate::site::{CANARY, built, entry, holding, refused, site};

/// A public page that says what it discloses about a subject.
fn about(facets: &str, title: &str) -> String {
    let lines = format!("title: {title}\nsubject: {CANARY}\ndiscloses: [{facets}]");
    entry("page", "public", &lines, "Some words.")
}

#[test]
fn mode_43_facts_that_add_up_within_a_site() {
    let way = about("route", "The way");
    let day = about("schedule", "The day");
    // Each alone may be public, and says nothing of its subject.
    for text in [&way, &day] {
        let files = built(&site(&[("a.md", text)]));
        assert_eq!(holding(&files, CANARY), [""; 0]);
    }
    let both = refused(&[("a.md", &way), ("b.md", &day)]);
    assert_eq!(both, ["mosaic-combined", "mosaic-combined"]);
    let one = about("route, schedule", "The way and the day");
    assert_eq!(refused(&[("a.md", &one)]), ["mosaic-combined"]);
    // About another subject, or withheld, the second is no part of it.
    let other = day.replace(CANARY, "another march");
    let _ = built(&site(&[("a.md", &way), ("b.md", &other)]));
    let withheld = day.replace("sensitivity: public", "sensitivity: restricted");
    let _ = built(&site(&[("a.md", &way), ("b.md", &withheld)]));
}
