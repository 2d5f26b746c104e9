//! Reviews that are overdue keep a site from being built, but for announcements and emergencies.

#![allow(clippy::unwrap_used, reason = "tests stop where they fail")]

use jiff::civil::{Date, date};
use vitrine_disclosure::{SourceTree, disclose};

const TODAY: Date = date(2026, 11, 1);

const OVERDUE: &str =
    "---\ntitle: A page\nkind: page\nsensitivity: public\nreview_by: 2026-09-01\n---\n";

/// An announcement that two persons need not approve.
fn announcement(issued_at: &str, level: &str) -> String {
    format!(
        "---\ntitle: A notice\nkind: announcement\nsensitivity: {level}\ntype: emergency-announcement\nclass: routine\nissued_at: {issued_at}\nissuer: The regulator\nassessment: {{by: A, on: 2026-10-01, basis: B}}\n---\n"
    )
}

/// A reassessment that is in force from a day to a day.
fn emergency(from: &str, until: &str, second: &str) -> String {
    format!(
        "---\ntitle: An emergency\nid: storm\nkind: reassessment\nsensitivity: restricted\nevent: A storm\nrules: [emergency-announcement]\ngates: [rule]\nfrom: {from}\nuntil: {until}\nby: A\napproved_by: {second}\nbasis: C\n---\n"
    )
}

/// The errors and warnings about reviews.
fn told(more: &[&str], settings: &str) -> Vec<&'static str> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", format!("title = \"A site\"\n{settings}"));
    tree.insert("overdue.md", OVERDUE);
    for (number, text) in more.iter().enumerate() {
        tree.insert(format!("{number}.md"), *text);
    }
    let found = match disclose(&tree, TODAY) {
        Ok(disclosure) => disclosure.warnings().clone(),
        Err(found) => found,
    };
    found
        .iter()
        .map(|one| one.code)
        .filter(|code| !matches!(*code, "assessment-undigested" | "policy-lowered"))
        .collect()
}

#[test]
fn an_overdue_review_is_an_error_after_the_grace() {
    assert_eq!(told(&[], ""), ["review-overdue"]);
    assert_eq!(told(&[], "review_grace_days = 60\n"), ["review-overdue"]);
    assert_eq!(told(&[], "review_grace_days = 61\n"), ["review-due"]);
}

#[test]
fn a_review_is_due_when_its_day_is_over_also_of_what_is_not_yet_public() {
    let found = |text: &str| {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", "title = \"A site\"\n");
        tree.insert("a.md", text);
        let found = disclose(&tree, TODAY).map(|site| site.warnings().clone());
        let found = found.unwrap_or_else(|found| found);
        found.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    let on = |day: &str| OVERDUE.replace("2026-09-01", day);
    assert_eq!(found(&on("2026-11-01")), Vec::<&str>::new());
    assert_eq!(found(&on("2026-10-31")), ["review-overdue"]);
    let later = OVERDUE.replace("review_by", "not_before: 2026-12-01\nreview_by");
    assert_eq!(found(&later), ["review-overdue"]);
    let withheld = OVERDUE.replace("public", "restricted");
    assert_eq!(found(&withheld), Vec::<&str>::new());
}

#[test]
fn what_is_over_needs_no_review() {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\n");
    let ended = |day: &str| OVERDUE.replace("review_by", &format!("expires: {day}\nreview_by"));
    tree.insert("a.md", ended("2026-10-31"));
    assert!(disclose(&tree, TODAY).unwrap().warnings().is_empty());
    tree.insert("a.md", ended("2026-11-01"));
    assert!(disclose(&tree, TODAY).is_err(), "its last day is a day");
    // Whatever else keeps it back on that day.
    tree.insert(
        "a.md",
        ended("2026-11-01").replace("kind: page", "kind: page\ntype: response-plan/summary"),
    );
    let found = disclose(&tree, TODAY).unwrap_err();
    let found: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert!(
        found.contains(&"assessment-missing") && found.contains(&"review-overdue"),
        "{found:?}"
    );
}

#[test]
fn an_announcement_does_not_wait_for_a_review() {
    for (issued_at, code) in [
        ("2026-11-01T00:00Z", "review-due"),
        ("2026-11-01T23:59Z", "review-due"),
        ("2026-10-31T12:00Z", "review-due"),
        ("2026-10-30T12:00Z", "review-overdue"),
        ("2026-11-02T00:00Z", "review-overdue"),
    ] {
        assert_eq!(
            told(&[&announcement(issued_at, "public")], ""),
            [code],
            "{issued_at}"
        );
    }
    // One that nobody will read is no reason.
    let secret = announcement("2026-11-01T00:00Z", "restricted");
    assert_eq!(told(&[&secret], ""), ["review-overdue"]);
    // Nor is one that may not be published itself.
    let alone =
        announcement("2026-11-01T00:00Z", "public").replace("on: 2026-10-01", "on: 2026-11-02");
    assert_eq!(told(&[&alone], ""), ["assessment-future", "review-overdue"]);
}

#[test]
fn an_emergency_does_not_wait_for_a_review() {
    let storm = |from, until| told(&[&emergency(from, until, "B")], "");
    assert_eq!(storm("2026-11-01", "2026-11-01"), ["review-due"]);
    assert_eq!(storm("2026-10-01", "2026-10-31"), ["review-overdue"]);
    assert_eq!(storm("2026-11-02", "2026-11-05"), ["review-overdue"]);
    let one = told(&[&emergency("2026-11-01", "2026-11-01", "a")], "");
    assert_eq!(one, ["reassessment-one-person", "review-overdue"]);
}
