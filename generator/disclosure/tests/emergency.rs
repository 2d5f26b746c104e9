//! Emergencies: what a reassessment opens, for whom and until when; and that nothing of it stays.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use jiff::civil::{Date, date};
use vitrine_disclosure::{Disclosure, Severity, SourceTree, disclose};

const DURING: Date = date(2026, 11, 10);
const BEFORE: Date = date(2026, 11, 9);
const AFTER: Date = date(2026, 11, 12);

/// An emergency of two days.
const REASSESSMENT: &str = "---
title: A storm
kind: reassessment
sensitivity: sensitive
id: storm
event: A storm
rules: [threat-and-alert/alert, transport/specific, safeguards-report]
gates: [dates, rule, recipients, form]
from: 2026-11-10
until: 2026-11-11
by: Ann Lee
approved_by: Bo Mar
basis: Told by the duty officer
---
";

const ROUTINE: &str = "---
title: A page
kind: page
sensitivity: public
---

Text.
";

fn alert(fields: &str) -> String {
    format!(
        "---\ntitle: An alert\nkind: announcement\nsensitivity: public\ntype: threat-and-alert/alert\nclass: emergency\nissued_at: \"2026-11-10T12:00Z\"\nissuer: Office\n{fields}---\n\nStay in. :restricted[The van is white.]{{reason=\"investigation\"}}\n"
    )
}

fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    tree.insert("page.md", ROUTINE);
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

fn build(files: &[(&str, &str)], day: Date) -> Result<Disclosure, Vec<&'static str>> {
    disclose(&site(files), day).map_err(|found| {
        found
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| one.code)
            .collect()
    })
}

fn titles(files: &[(&str, &str)], day: Date) -> Vec<String> {
    let built = build(files, day).unwrap_or_else(|codes| panic!("{codes:?}"));
    let entries = built.tree().entries();
    entries
        .iter()
        .map(|entry| entry.title().to_string())
        .collect()
}

#[test]
fn a_text_of_the_emergency_is_public_while_it_lasts() {
    let alert = alert("only_during: storm\n");
    let files = [("a.md", alert.as_str()), ("r.md", REASSESSMENT)];
    assert_eq!(titles(&files, DURING), ["An alert", "A page"]);
    assert_eq!(titles(&files, BEFORE), ["A page"]);
    assert_eq!(titles(&files, AFTER), ["A page"]);
}

#[test]
fn afterwards_the_site_is_as_without_it() {
    let alert = alert("only_during: storm\n");
    let with = build(&[("a.md", &alert), ("r.md", REASSESSMENT)], AFTER).unwrap();
    let without = build(&[], AFTER).unwrap();
    assert!(with.archive() == without.archive());
}

#[test]
fn it_opens_no_portion_and_changes_no_tag() {
    let alert = alert("only_during: storm\n");
    let closed = ROUTINE
        .replace("A page", "A plan")
        .replace("public", "restricted");
    let files = [
        ("a.md", alert.as_str()),
        ("p.md", closed.as_str()),
        ("r.md", REASSESSMENT),
    ];
    let built = build(&files, DURING).unwrap();
    let shown = format!("{:?}", built.tree());
    assert!(
        !shown.contains("white") && !shown.contains("A plan"),
        "{shown}"
    );
    assert!(
        !shown.contains("storm") && !shown.contains("Ann Lee"),
        "{shown}"
    );
}

#[test]
fn it_lifts_the_gates_that_it_names_and_no_others() {
    // The alert has no assessment: that is the gate `rule`.
    let open = alert("");
    let refused =
        |reassessment: &str, day| build(&[("a.md", &open), ("r.md", reassessment)], day).err();
    assert_eq!(refused(REASSESSMENT, DURING), None);
    assert_eq!(
        refused(REASSESSMENT, BEFORE),
        Some(vec!["assessment-missing"])
    );
    assert_eq!(
        refused(REASSESSMENT, AFTER),
        Some(vec!["assessment-missing"])
    );
    let fewer = REASSESSMENT.replace("[dates, rule, recipients, form]", "[dates, form]");
    assert_eq!(refused(&fewer, DURING), Some(vec!["assessment-missing"]));
    let other = REASSESSMENT.replace("threat-and-alert/alert, ", "");
    assert_eq!(refused(&other, DURING), Some(vec!["assessment-missing"]));
}

#[test]
fn it_lifts_dates_and_recipients_for_its_rules() {
    let assessed = "assessment: {by: A, approved_by: B, on: 2026-10-01, basis: C}\n";
    let waiting = alert(&format!("not_before: 2027-01-01\n{assessed}"));
    assert_eq!(
        titles(&[("a.md", &waiting), ("r.md", REASSESSMENT)], DURING),
        ["An alert", "A page"]
    );
    let dates_stay = REASSESSMENT.replace("[dates, ", "[");
    assert_eq!(
        titles(&[("a.md", &waiting), ("r.md", &dates_stay)], DURING),
        ["A page"]
    );
    let report = format!(
        "---\ntitle: A report\nkind: document\nsensitivity: public\ntype: safeguards-report\n{assessed}---\n\nText.\n"
    );
    assert_eq!(
        titles(&[("a.md", &report), ("r.md", REASSESSMENT)], DURING),
        ["A report", "A page"]
    );
    assert_eq!(
        build(&[("a.md", &report), ("r.md", REASSESSMENT)], AFTER).unwrap_err(),
        ["type-never-public"]
    );
}

#[test]
fn open_findings_stay_in() {
    let finding = "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: safeguards-report\nscope: facility\nstatus: open\ncategory: recommendation\nmission: m\ntext_public: A weakness.\nsubject: S\ndiscloses: [general]\n---\n";
    let mission = "---\ntitle: A mission\nkind: mission\nsensitivity: public\nid: m\ntype: peer-review/regime\nservice: ippas\nassessment: {by: A, on: 2026-10-01, basis: C}\n---\n";
    let files = [("f.md", finding), ("m.md", mission), ("r.md", REASSESSMENT)];
    assert_eq!(build(&files, DURING).unwrap_err(), ["finding-not-cleared"]);
}

#[test]
fn one_person_alone_declares_nothing() {
    let open = alert("");
    for second in ["Ann Lee", "\"ANN  lee\""] {
        let alone = REASSESSMENT.replace("approved_by: Bo Mar", &format!("approved_by: {second}"));
        let codes = build(&[("a.md", &open), ("r.md", &alone)], DURING).unwrap_err();
        assert!(codes.contains(&"reassessment-one-person"), "{codes:?}");
        assert!(codes.contains(&"assessment-missing"), "{codes:?}");
    }
}

#[test]
fn a_text_for_an_emergency_is_judged_before_it() {
    // The emergency lifts nothing of its rule: that it could not be published is known on any day.
    let dormant = alert("only_during: storm\n");
    let other = REASSESSMENT.replace("threat-and-alert/alert, ", "");
    for day in [BEFORE, DURING, AFTER] {
        let codes = build(&[("a.md", &dormant), ("r.md", &other)], day).unwrap_err();
        assert_eq!(codes, ["assessment-missing"]);
    }
}
