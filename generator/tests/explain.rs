//! `vitrine explain` and `vitrine list`: how entries stand, why, and what falls due.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use common::{Ran, Site, TODAY};
use serde_json::Value;

/// An entry of this level, with further lines in its header.
fn entry(level: &str, kind: &str, more: &str) -> String {
    format!(
        "---\ntitle: Hedgehog\nkind: {kind}\nsensitivity: {level}\n{more}---\n\nSome prickly words.\n"
    )
}

fn explain(site: &Site, file: &str, more: &[&str]) -> Ran {
    site.run(&[&["explain", file, "--as-of", TODAY], more].concat())
}

/// The standing of an entry, the first gate that keeps it in, and that gate's reason.
fn told(header: &str) -> (String, String, String) {
    let site = Site::new().file("a.md", header);
    let all = explain(&site, "site/a.md", &["--format", "json"])
        .exits(0)
        .json();
    let one = &all[0];
    let gate = one["kept_in_by"].as_str().unwrap_or_default().to_owned();
    let why = one["gates"]
        .as_array()
        .unwrap()
        .iter()
        .find(|known| known["gate"] == gate.as_str())
        .map_or("", |gate| gate["why"].as_str().unwrap())
        .to_owned();
    (one["standing"].as_str().unwrap().to_owned(), gate, why)
}

#[test]
fn each_gate_says_what_keeps_an_entry_in() {
    let document = |more: &str| entry("public", "document", more);
    let assessed = "assessment: {by: A, approved_by: B, on: 2020-01-01, basis: x}\nsubject: S\ndiscloses: [general]\n";
    for (header, standing, gate, why) in [
        (entry("public", "page", ""), "public", "", ""),
        (
            entry("restricted", "page", ""),
            "withheld",
            "tag",
            "tagged restricted",
        ),
        (
            entry(
                "sensitive",
                "waiver",
                "lint: a\nunit: b\nhits: [\"0123456789abcdef\"]\nreason: c\nby: d\nuntil: 2027-01-01\n",
            ),
            "withheld",
            "tag",
            "never public",
        ),
        (
            entry("publik", "page", ""),
            "unreadable",
            "syntax",
            "sensitivity-unknown",
        ),
        (
            entry("public", "page", "flavour: x\n"),
            "unreadable",
            "syntax",
            "key-unknown",
        ),
        (
            "No header.\n".to_owned(),
            "unreadable",
            "syntax",
            "front-matter-missing",
        ),
        (
            format!("{}\n:::restricted\n", entry("public", "page", "")),
            "refused",
            "syntax",
            "1 error",
        ),
        (
            format!("{}\n[x](none.md)\n", entry("public", "page", "")),
            "refused",
            "syntax",
            "link-not-public",
        ),
        (
            entry("public", "page", "not_before: 2027-01-01\n"),
            "not today",
            "dates",
            "not public before 2027-01-01",
        ),
        (
            entry("public", "page", "expires: 2026-10-31\n"),
            "not today",
            "dates",
            "up to and with 2026-10-31",
        ),
        (
            entry("public", "page", "expires: 2026-11-01\n"),
            "public",
            "",
            "",
        ),
        (
            entry("public", "page", "only_during: storm\n"),
            "not today",
            "dates",
            "emergency storm",
        ),
        (
            entry("public", "page", "review_by: 2026-10-01\n"),
            "refused",
            "dates",
            "overdue",
        ),
        (document("type: national-policy\n"), "public", "", ""),
        (
            document("type: policy-explanation\n"),
            "refused",
            "type",
            "assessed",
        ),
        (
            document(&format!("type: policy-explanation\n{assessed}")),
            "public",
            "",
            "",
        ),
        (
            document(&format!(
                "type: performance-report\nform: existence\n{}",
                assessed.replace('B', "a")
            )),
            "refused",
            "type",
            "same person",
        ),
        (
            document(&format!(
                "type: performance-report\nform: existence\n{assessed}"
            )),
            "refused",
            "form",
            "has more",
        ),
        (
            document(&format!("type: performance-report\n{assessed}")),
            "refused",
            "recipients",
            "no recipient",
        ),
        (
            document(&format!("type: performance-report\nform: full\n{assessed}")),
            "refused",
            "recipients",
            "no recipient",
        ),
        (
            document(&format!("type: transport/completed\n{assessed}")),
            "refused",
            "type",
            "over",
        ),
        (
            document(&format!(
                "type: transport/completed\ncompleted_on: 2027-01-01\n{assessed}"
            )),
            "not today",
            "type",
            "the event is over on 2027-01-01",
        ),
        (
            document(&format!("type: historical-record\n{assessed}")),
            "refused",
            "recipients",
            "",
        ),
    ] {
        let (is, by, because) = told(&header);
        assert_eq!(
            (is.as_str(), by.as_str()),
            (standing, gate),
            "{header}\n{because}"
        );
        assert!(because.contains(why), "{header}\n{because}");
    }
}

#[test]
fn a_void_assessment_refuses_at_the_gate_of_the_type() {
    let site = Site::new().file(
        "a.md",
        entry("public", "document", "type: policy-explanation\n"),
    );
    let _ = site
        .run(&[
            "assess",
            "site/a.md",
            "--by",
            "A",
            "--basis",
            "x",
            "--on",
            "2020-01-01",
        ])
        .exits(0);
    let one = explain(&site, "site/a.md", &["--format", "json"])
        .exits(0)
        .json();
    assert_eq!(
        (&one[0]["standing"], &one[0]["assessment"]),
        (&Value::from("public"), &Value::from("bound"))
    );
    site.put("a.md", site.read("a.md").replace("prickly", "soft"));
    let one = explain(&site, "site/a.md", &["--format", "json"])
        .exits(0)
        .json();
    assert_eq!(one[0]["kept_in_by"], "type");
    assert_eq!(one[0]["assessment"], "void");
    let said = explain(&site, "site/a.md", &[]).exits(0).out();
    assert!(
        said.contains("void: the text changed") && said.contains("vitrine assess"),
        "{said}"
    );
}

#[test]
fn floors_portions_files_and_records_are_told() {
    let header = "attachments: [{file: a.csv, sensitivity: public, title: A}, {file: b.csv, sensitivity: restricted, title: B}]\n";
    let body = "\n:::restricted{reason=\"personnel\" mark}\nx\n:::\n\nA :sensitive[b]{reason=\"threat\" silent} c.\n";
    let record = "type: performance-report\npublic_record: {slug: on-record, title: A report, date: 2020, type: policy-explanation, reason: threat}\nassessment: {by: A, on: 2020-01-01, basis: x}\n";
    let site = Site::new()
        .file("a.md", entry("public", "page", header) + body)
        .file("a.csv", "a,b\n1,2\n")
        .file("b.csv", "c,d\n1,2\n")
        .file("in/_folder.toml", "sensitivity = \"restricted\"\n")
        .file("in/b.md", entry("partners", "document", record));
    let one = &explain(&site, "site/a.md", &["--format", "json"])
        .exits(0)
        .json()[0];
    assert_eq!(
        one["portions"].to_string(),
        r#"[{"level":"restricted","mark":true,"reason":"personnel"},{"level":"sensitive","mark":false,"reason":"threat"}]"#
    );
    assert_eq!(
        one["attachments"].to_string(),
        r#"[{"file":"a.csv","leaves":true,"level":"public"},{"file":"b.csv","leaves":false,"level":"restricted"}]"#
    );
    let said = explain(&site, "site/a.md", &[]).exits(0).out();
    assert!(
        said.contains("cut out of its text: 2, 1 with a mark, 1 in silence"),
        "{said}"
    );
    let one = &explain(&site, "site/in/b.md", &["--format", "json"])
        .exits(0)
        .json()[0];
    assert_eq!(
        (&one["level"], &one["standing"]),
        (&Value::from("restricted"), &Value::from("withheld"))
    );
    assert_eq!(one["gates"][1]["decision"], "refuses");
    assert_eq!(
        (&one["record"]["slug"], &one["record"]["standing"]),
        (&Value::from("on-record"), &Value::from("public"))
    );
}

#[test]
fn nothing_private_is_told_to_a_public_log() {
    let site = Site::new().file("secret-name.md", entry("restricted", "page", ""));
    for arguments in [
        vec!["explain", "site/secret-name.md", "--public-log"],
        vec!["list", "site", "--public-log"],
        vec!["list", "site", "--withheld", "--public-log"],
        vec!["check", "site", "--through", "2099-01-01", "--public-log"],
    ] {
        let ran = site.run(&arguments).exits(0);
        let said = ran.out() + &ran.err();
        for word in ["secret-name", "Hedgehog", "prickly"] {
            assert!(!said.contains(word), "{arguments:?}: {said}");
        }
    }
    // Nor does any form repeat the text.
    for arguments in [vec!["explain", "site/secret-name.md"], vec!["list", "site"]] {
        assert!(!site.run(&arguments).exits(0).out().contains("prickly"));
    }
}

#[test]
fn what_cannot_be_explained_is_said() {
    let site = Site::new();
    let _ = explain(&site, "site/none.md", &[]).exits(2);
    let _ = explain(&site, "site/vitrine.toml", &[]).exits(2);
    let _ = site.run(&["explain", "/"]).exits(2);
    let site = site.file("vitrine.toml", "titel = 1\n");
    let ran = explain(&site, "site/about.md", &[]).exits(1);
    assert!(ran.err().contains("vitrine.toml"));
    let _ = site.run(&["list", "site"]).exits(1);
}

/// Paths and days of a list.
fn listed(site: &Site, more: &[&str]) -> Vec<String> {
    let arguments = [
        &["list", "site", "--as-of", TODAY, "--format", "json"],
        more,
    ]
    .concat();
    let all = site.run(&arguments).exits(0).json();
    let line = |one: &Value| {
        let day = one["day"]
            .as_str()
            .map(|day| format!(" {day} {}", one["due"].as_str().unwrap()));
        format!(
            "{}{}",
            one["file"].as_str().unwrap(),
            day.unwrap_or_default()
        )
    };
    all.as_array().unwrap().iter().map(line).collect()
}

fn many() -> Site {
    Site::new()
        .file("vitrine.toml", "title = \"A test\"\nreview_grace_days = 30\n")
        .file("early.md", entry("public", "page", "slug: early\nnot_before: 2026-12-01\n"))
        .file("late.md", entry("public", "page", "slug: late\nexpires: 2026-11-01\n"))
        .file("over.md", entry("public", "page", "slug: over\nexpires: 2026-10-31\n"))
        .file("review.md", entry("public", "page", "slug: review\nreview_by: 2026-10-20\n"))
        .file("far.md", entry("restricted", "page", "review_by: 2028-01-01\n"))
        .file(
            "exception.md",
            entry("restricted", "page", "exception: {by: A, approved_by: B, on: 2026-01-01, expires: 2026-09-01, basis: x}\n"),
        )
}

#[test]
fn lists_hold_what_was_asked_for() {
    let site = many();
    assert_eq!(
        listed(&site, &["--public"]),
        ["about.md", "late.md", "review.md"]
    );
    assert_eq!(
        listed(&site, &["--withheld"]),
        ["early.md", "exception.md", "far.md", "over.md"]
    );
    assert_eq!(listed(&site, &[]).len(), 7);
    assert_eq!(
        listed(&site, &["--due"]),
        [
            "late.md 2026-11-01 expires",
            "early.md 2026-12-01 not_before"
        ]
    );
    assert_eq!(
        listed(&site, &["--due", "--through", "2026-11-01"]),
        ["late.md 2026-11-01 expires"]
    );
    assert_eq!(
        listed(&site, &["--due", "--through", "2028-01-01"]).len(),
        3
    );
    assert_eq!(
        listed(&site, &["--overdue"]),
        [
            "exception.md 2026-09-01 exception.expires",
            "review.md 2026-10-20 review_by"
        ]
    );
    let text = site
        .run(&["list", "site", "--withheld", "--as-of", TODAY])
        .exits(0)
        .out();
    assert!(
        text.contains("early.md\tpublic\tpage\tnot today: it is not public before 2026-12-01\n"),
        "{text}"
    );
}

#[test]
fn lists_that_make_no_sense_are_refused() {
    let site = many();
    for more in [
        &["--public", "--withheld"][..],
        &["--through", "2027-01-01"],
        &["--overdue", "--through", "2027-01-01"],
        &["--due", "--through", "2020-01-01"],
        &["--due", "--through", "soon"],
    ] {
        let ran = site.run(&[&["list", "site", "--as-of", TODAY], more].concat());
        assert_eq!(ran.code(), 2, "{more:?} {}", ran.err());
    }
    let _ = site.build().exits(0);
    let _ = site.run(&["list", "public/source.tar.gz"]).exits(2);
}

fn rehearsed(site: &Site, through: &str) -> Vec<String> {
    let ran = site.run(&[
        "check",
        "site",
        "--as-of",
        TODAY,
        "--through",
        through,
        "--format",
        "json",
    ]);
    let all = ran.json();
    let line = |one: &Value| {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {} {} {}",
            text("day"),
            text("event"),
            text("file"),
            text("code")
        )
    };
    let lines: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| line(one).trim_end().to_owned())
        // Every build tells that the site lets reviews be overdue.
        .filter(|line| !line.contains("policy-lowered"))
        .collect();
    let failing = lines.iter().any(|line| line.contains(" fails "));
    assert_eq!(ran.code(), i32::from(failing));
    lines
}

#[test]
fn days_to_come_are_rehearsed() {
    let site = many();
    assert_eq!(
        rehearsed(&site, TODAY),
        ["2026-11-01 warns review.md review-due"]
    );
    assert_eq!(
        rehearsed(&site, "2026-12-31"),
        [
            "2026-11-01 warns review.md review-due",
            "2026-11-02 vanishes late.md",
            "2026-11-20 fails review.md review-overdue",
            "2026-12-01 appears early.md",
        ]
    );
}

#[test]
fn a_link_to_what_vanishes_fails_on_that_day() {
    let site = many().without("review.md").file(
        "about.md",
        entry("public", "page", "slug: about\n") + "\nSee [that](late.md).\n",
    );
    assert_eq!(
        rehearsed(&site, "2026-11-30"),
        [
            "2026-11-02 fails about.md link-not-public",
            "2026-11-02 vanishes late.md"
        ]
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
    );
    let said = site
        .run(&["check", "site", "--as-of", TODAY, "--through", "2026-11-30"])
        .exits(1)
        .out();
    assert!(
        said.contains("2026-11-02  fails     about.md:10:"),
        "{said}"
    );
}

#[test]
fn records_come_and_go_too() {
    let record = "not_before: 2026-11-10\nexpires: 2026-11-20\npublic_record: {slug: on-record, title: A report, date: 2020, reason: threat}\n";
    let site = Site::new().file("a.md", entry("restricted", "page", record));
    assert_eq!(
        rehearsed(&site, "2027-01-01"),
        ["2026-11-10 appears a.md", "2026-11-21 vanishes a.md"]
    );
}

#[test]
fn rehearsals_that_make_no_sense_are_refused() {
    let site = many();
    let _ = site
        .run(&["check", "site", "--as-of", TODAY, "--through", "2026-10-31"])
        .exits(2);
    let _ = site.build().exits(0);
    let _ = site
        .run(&["check", "public/source.tar.gz", "--through", "2099-01-01"])
        .exits(2);
    let site = Site::new().file("vitrine.toml", "titel = 1\n");
    let _ = site
        .run(&["check", "site", "--as-of", TODAY, "--through", "2027-01-01"])
        .exits(1);
    let quiet = Site::new();
    let said = quiet
        .run(&["check", "site", "--as-of", TODAY, "--through", "2027-01-01"])
        .exits(0)
        .out();
    assert!(said.starts_with("nothing appears"), "{said}");
}
