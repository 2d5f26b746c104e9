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

/// A site with a text about incidents, whose table has these rows.
fn counted(rows: &str) -> Vec<(&'static str, String)> {
    let lines = "title: Incidents\ntype: incident-report\nassessment: {by: Ann, on: 2026-10-01, basis: Read}";
    let table = format!("| Year | North | South | Total |\n| --- | --- | --- | --- |\n{rows}");
    vec![("a.md", entry("document", "public", lines, &table))]
}

#[test]
fn mode_09_small_numbers_that_identify() {
    let codes = |rows: &str| {
        let files = counted(rows);
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (*a, b.as_str())).collect();
        match vitrine::build(&site(&files), vitrine_tests::today()) {
            Ok(_) => Vec::new(),
            Err(found) => found
                .iter()
                .map(|one| one.code)
                .filter(|code| code.starts_with("cell"))
                .collect::<Vec<_>>(),
        }
    };
    assert_eq!(codes("| 2024 | 2 | 20 | 22 |"), ["cell-small"]);
    // What is left out must not follow from the sum.
    assert_eq!(codes("| 2024 | <5 | 20 | 22 |"), ["cell-recomputable"]);
    assert_eq!(
        codes("| 2024 | :restricted[2]{reason=\"threat\" mark} | 20 | 22 |"),
        ["cell-recomputable"]
    );
    assert_eq!(codes("| 2024 | <5 | … | 22 |"), [""; 0]);
    assert_eq!(
        codes("| 2024 | 12 | 20 | 32 |\n| 2025 | 0 | 8 | 8 |"),
        [""; 0]
    );
    // A policy may ask for more, or for less, which is told on every build.
    let with_policy = |policy: &str| {
        let mut files = counted("| 2024 | 7 | 20 | 27 |");
        files.push(("policy.toml", policy.to_owned()));
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (*a, b.as_str())).collect();
        vitrine::build(&site(&files), vitrine_tests::today())
            .map(|built| {
                built
                    .warnings
                    .iter()
                    .map(|one| one.code)
                    .collect::<Vec<_>>()
            })
            .map_err(|found| found.iter().map(|one| one.code).collect::<Vec<_>>())
    };
    let more = with_policy("[cells]\nleast = 10\n").unwrap_err();
    assert!(more.contains(&"cell-small"), "{more:?}");
    let less = with_policy("[cells]\nleast = 2\n").unwrap();
    assert!(less.contains(&"policy-lowered"), "{less:?}");
    let none = with_policy("[cells]\ntypes = []\n").unwrap();
    assert!(none.contains(&"policy-lowered"), "{none:?}");
    for (policy, code) in [
        ("[cells]\nleast = \"5\"\n", "value-type"),
        ("[cells]\nleast = -1\n", "value-type"),
        ("[cells]\ntypes = [\"incidents\"]\n", "type-unknown"),
        ("[cells]\nmost = 5\n", "key-unknown"),
        ("cells = 5\n", "value-type"),
    ] {
        assert_eq!(with_policy(policy).unwrap_err(), [code], "{policy}");
    }
}
