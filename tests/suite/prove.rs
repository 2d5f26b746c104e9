//! `vitrine check --prove`: the demonstration site is proved, a site without secrets is told so, and what cannot be said
//! together is refused.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop where they fail"
)]

use vitrine_tests::{Project, root};

fn content() -> String {
    root().join("content").to_string_lossy().into_owned()
}

#[test]
fn the_demonstration_site_is_proved() {
    let ran = Project::new()
        .run(&["check", &content(), "--prove", "--as-of", "2026-11-23"])
        .exits(0);
    let told = ran.out();
    assert!(told.contains("not one byte of the site changed"), "{told}");
    let numbers: Vec<usize> = told
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    assert!(
        numbers[0] > 60 && numbers[1] > 20 && numbers[2] > 1,
        "entries, portions and files are varied: {told}"
    );
    // But for a twin of a mission that its translation would name in its place.
    let left = ran.err();
    let left: Vec<&str> = left
        .lines()
        .filter(|line| line.contains("left as they are") && !line.ends_with("/0-nxq-2019.md"))
        .collect();
    assert!(left.is_empty(), "all of it can be varied: {left:?}");
}

#[test]
fn machines_are_told_of_each_variation() {
    let ran = Project::new()
        .file(
            "secret.md",
            "---\ntitle: A plan\nkind: page\nsensitivity: sensitive\n---\n\nThe fence.\n",
        )
        .run(&[
            "check",
            "site",
            "--prove",
            "--as-of",
            "2026-11-23",
            "--format",
            "json",
        ])
        .exits(0);
    let all: serde_json::Value = serde_json::from_str(&ran.out()).unwrap();
    let codes: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes.last(), Some(&"proof-holds"), "{codes:?}");
    assert!(
        codes.len() >= 7
            && codes
                .iter()
                .filter(|code| **code == "variation-same")
                .count()
                >= 6,
        "{codes:?}"
    );
    assert_eq!(all.as_array().unwrap().last().unwrap()["entries"], 1);
}

#[test]
fn a_site_with_nothing_private_is_no_proof() {
    let ran = Project::new()
        .run(&["check", "site", "--prove", "--as-of", "2026-11-23"])
        .exits(0);
    assert!(ran.out().contains("nothing to prove"), "{}", ran.out());
}

#[test]
fn the_public_source_has_nothing_to_vary() {
    let project = Project::new();
    let _ = project.build().exits(0);
    let ran = project
        .run(&["check", "public/source.tar.gz", "--prove"])
        .exits(0);
    assert!(ran.out().contains("nothing to prove"), "{}", ran.out());
}

#[test]
fn a_site_that_cannot_be_built_is_not_proved() {
    let ran = Project::new()
        .file(
            "broken.md",
            "---\ntitle: A plan\nkind: page\nsensitivity: publik\n---\n\nThe fence.\n",
        )
        .run(&["check", "site", "--prove", "--as-of", "2026-11-23"])
        .exits(1);
    assert!(
        ran.err().contains("sensitivity-unknown") && !ran.out().contains("proved"),
        "{}",
        ran.err()
    );
}

#[test]
fn one_day_is_proved_at_a_time() {
    let ran = Project::new()
        .run(&["check", "site", "--prove", "--through", "2027-01-01"])
        .exits(2);
    assert!(ran.err().contains("cannot be used with"), "{}", ran.err());
}

#[test]
fn an_entry_that_lifts_gates_is_left_and_named() {
    // Without the reassessment the announcement would lack an assessment.
    let project = Project::new()
        .file(
            "news.md",
            "---\ntitle: News\nkind: announcement\nsensitivity: public\ntype: emergency-announcement\nclass: alert\nissued_at: 2026-11-23T10:00Z\nissuer: Office\n---\n\nStay calm.\n",
        )
        .file(
            "declared.md",
            "---\ntitle: Declared\nkind: reassessment\nsensitivity: restricted\nid: storm\nevent: Storm\nrules: [emergency-announcement]\ngates: [rule]\nfrom: 2026-11-20\nuntil: 2026-11-30\nby: Ann Lee\napproved_by: Bo Berg\nbasis: Storm\n---\n",
        )
        .file("secret.md", "---\ntitle: A plan\nkind: page\nsensitivity: sensitive\n---\n\nThe fence.\n");
    let ran = project
        .run(&["check", "site", "--prove", "--as-of", "2026-11-23"])
        .exits(0);
    assert!(
        ran.out().contains("varied 1 entry"),
        "{}{}",
        ran.out(),
        ran.err()
    );
}
