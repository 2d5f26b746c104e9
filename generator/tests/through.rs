//! `vitrine check --through`: on which day to come what would appear, vanish or fail.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use common::{Site, TODAY};
use serde_json::json;

fn page(title: &str, more: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{more}---\n\nText.\n")
}

fn through(site: &Site, day: &str, code: i32) -> Vec<String> {
    let ran = site
        .run(&["check", "site", "--as-of", TODAY, "--through", day])
        .exits(code);
    ran.out().lines().map(str::to_owned).collect()
}

fn document(more: &str) -> String {
    page("A text", more).replace(
        "kind: page",
        "kind: document\nsubject: Something\ndiscloses: [general]",
    )
}

#[test]
fn each_day_says_what_it_brings() {
    let by_two = "assessment: {by: A, approved_by: B, on: 2026-10-01, basis: C}\n";
    let site = Site::new()
        .file("soon.md", page("Soon", "not_before: 2026-12-05\nexpires: 2027-01-10\n"))
        .file(
            "trip.md",
            document(&format!("type: transport/completed\nform: summary\ncompleted_on: 2026-12-24\n{by_two}")),
        )
        .file(
            "kept.md",
            document(&format!(
                "type: safeguards-report\n{by_two}exception: {{by: A, approved_by: B, on: 2026-10-01, expires: 2027-02-01, basis: C}}\n"
            )).replace("A text", "Kept"),
        )
        .file("past.md", page("Past", "expires: 2026-10-01\n"))
        .file("later.md", page("Later", "not_before: 2028-01-01\n"));
    let told = through(&site, "2027-03-01", 1);
    let told: Vec<&str> = told
        .iter()
        .map(|line| {
            line.split_once(" (")
                .map_or(line.as_str(), |(line, _)| line)
        })
        .collect();
    assert_eq!(
        told,
        [
            "2026-12-05  appears   soon.md",
            "2026-12-24  appears   trip.md",
            "2027-01-11  vanishes  soon.md",
            "2027-02-02  fails     kept.md:9:61 exception-expired this exception is over",
        ]
    );
    // What is beyond the last day is not told, and a quiet time is said to be one.
    assert_eq!(
        through(&site, "2026-12-05", 0),
        ["2026-12-05  appears   soon.md"]
    );
    assert_eq!(
        through(&site, "2026-12-04", 0),
        ["nothing appears, vanishes or fails from 2026-11-01 through 2026-12-04"]
    );
    let all = site
        .run(&[
            "check",
            "site",
            "--as-of",
            TODAY,
            "--through",
            "2026-12-31",
            "--format",
            "json",
        ])
        .exits(0)
        .json();
    let days: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one.get("code").is_none())
        .collect();
    assert_eq!(
        json!(days),
        json!([
            {"day": "2026-12-05", "event": "appears", "file": "soon.md", "record": false},
            {"day": "2026-12-24", "event": "appears", "file": "trip.md", "record": false}
        ])
    );
}

#[test]
fn what_fails_on_the_way_still_vanishes_on_its_day() {
    let site = Site::new().file(
        "soon.md",
        page(
            "Soon",
            "not_before: 2026-12-05\nexpires: 2027-01-10\nreview_by: 2026-12-20\n",
        ),
    );
    let told = through(&site, "2027-03-01", 1);
    assert_eq!(
        told.first().map(String::as_str),
        Some("2026-12-05  appears   soon.md")
    );
    assert!(
        told.iter().any(|line| line.starts_with("2026-12-21  fails     soon.md:7:12 review-overdue the review of this entry is 1 day overdue")),
        "{told:?}"
    );
    assert_eq!(
        told.last().map(String::as_str),
        Some("2027-01-11  vanishes  soon.md"),
        "{told:?}"
    );
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn it_looks_ahead_alone() {
    let site = Site::new();
    let _ = site
        .run(&["check", "site", "--as-of", TODAY, "--through", "2026-10-01"])
        .exits(2);
    let _ = site.build().exits(0);
    let _ = site
        .run(&["check", "public/source.tar.gz", "--through", "2090-10-01"])
        .exits(2);
}
