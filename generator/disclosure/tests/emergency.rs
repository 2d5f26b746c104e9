//! Emergencies: what a reassessment opens, for whom and until when; and that nothing of it stays.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use jiff::civil::{Date, date};
use vitrine_disclosure::officer::{Declaration, Drafts, Opened, emergency};
use vitrine_disclosure::{Diagnostics, Disclosure, Severity, SourceTree, disclose};

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

/// Declares an emergency of the three days from the tenth on the eighth of November, changed as a case says.
fn declare(
    files: &[(&str, &str)],
    change: impl FnOnce(&mut Declaration<'_>),
) -> Result<Drafts, Diagnostics> {
    let words = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let rules = words(&["emergency-announcement", "threat-and-alert/alert"]);
    let gates = words(&["dates", "rule"]);
    let mut declared = Declaration {
        id: "flood-2026",
        event: " A \"flood\" ",
        rules: &rules,
        gates: &gates,
        from: DURING,
        until: AFTER,
        by: "Ann Lee",
        approved_by: "Bo Mar",
        basis: "Told by the duty officer",
        title: "Water is rising",
        class: "alert",
        issuer: "The office",
    };
    change(&mut declared);
    emergency(&site(files), &declared, date(2026, 11, 8))
}

fn refused(
    files: &[(&str, &str)],
    change: impl FnOnce(&mut Declaration<'_>),
) -> Vec<(&'static str, String)> {
    let found = declare(files, change).unwrap_err();
    let told = found.iter();
    told.map(|one| (one.code, one.help.clone().unwrap_or_default()))
        .collect()
}

#[test]
fn two_drafts_are_written_and_what_they_would_open_is_told_day_by_day() {
    let assessed = "assessment: {by: A, approved_by: B, on: 2026-10-01, basis: C}\n";
    let named =
        |title: &str, lines: &str| alert(&format!("{lines}{assessed}")).replace("An alert", title);
    let waiting = named("Later", "not_before: 2026-11-11\n");
    let closing = named("Over", "expires: 2026-11-10\n");
    let far = named("Far", "not_before: 2027-01-01\n");
    let drafts = declare(
        &[
            ("later.md", &waiting),
            ("over.md", &closing),
            ("b.md", "---\ntitle: B\n---\n"),
            ("c.md", &far),
            (
                "d.md",
                "---\ntitle: D\nkind: page\nsensitivity: restricted\n---\n",
            ),
            (
                "page2.md",
                &ROUTINE
                    .replace("A page", "Another")
                    .replace("Text", "Words"),
            ),
        ],
        |_| {},
    )
    .unwrap();
    let paths: Vec<&str> = drafts.files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "announcements/flood-2026.md",
            "emergencies/flood-2026-reassessment.md"
        ]
    );
    assert_eq!(drafts.announcement, "announcements/flood-2026.md");
    insta::assert_snapshot!("drafts", {
        let texts: Vec<String> = drafts
            .files
            .iter()
            .map(|(path, text)| format!("{path}\n\n{text}"))
            .collect();
        texts.join("\n")
    });
    let opened = |path: &str, title: &str, first: Date, last: Date| Opened {
        path: path.to_owned(),
        title: title.to_owned(),
        first,
        last,
    };
    assert_eq!(
        drafts.opened,
        [
            opened(
                "announcements/flood-2026.md",
                "Water is rising",
                DURING,
                AFTER
            ),
            opened("c.md", "Far", DURING, AFTER),
            // It would be public from the eleventh on by itself.
            opened("later.md", "Later", DURING, DURING),
            // It would be over from the eleventh on.
            opened("over.md", "Over", date(2026, 11, 11), AFTER),
        ]
    );
    assert_eq!(drafts.refused, ["b.md"]);
}

#[test]
fn an_emergency_is_declared_in_words_that_can_stand_and_by_two() {
    let today = date(2026, 11, 8);
    let codes = |change: fn(&mut Declaration<'_>)| {
        let all = refused(&[], change);
        all.into_iter().map(|(code, _)| code).collect::<Vec<_>>()
    };
    assert_eq!(codes(|one| one.id = "Flood 2026"), ["emergency-id"]);
    assert_eq!(codes(|one| one.event = " "), ["emergency-text"]);
    assert_eq!(codes(|one| one.basis = ""), ["emergency-text"]);
    assert_eq!(codes(|one| one.title = "Two\nlines"), ["emergency-text"]);
    assert_eq!(codes(|one| one.issuer = "A\tB"), ["emergency-text"]);
    assert_eq!(codes(|one| one.by = ""), ["emergency-text"]);
    assert_eq!(codes(|one| one.approved_by = ""), ["emergency-text"]);
    assert_eq!(
        codes(|one| one.approved_by = " ann lee"),
        ["reassessment-one-person"]
    );
    assert_eq!(codes(|one| one.class = "flood"), ["word-unknown"]);
    // It lasts from one day to a month, and is not over yet.
    assert_eq!(codes(|one| one.until = BEFORE), ["emergency-days"]);
    assert_eq!(
        codes(|one| one.until = date(2026, 12, 11)),
        ["emergency-days"]
    );
    assert_eq!(
        codes(|one| (one.from, one.until) = (date(2026, 11, 1), date(2026, 11, 7))),
        ["emergency-days"]
    );
    for (from, until) in [
        (DURING, date(2026, 12, 10)),
        (DURING, DURING),
        (date(2026, 11, 1), today),
    ] {
        assert!(
            declare(&[], |one| (one.from, one.until) = (from, until)).is_ok(),
            "{from} {until}"
        );
    }
}

#[test]
fn rules_gates_and_files_of_an_emergency_are_those_there_are() {
    let near = ["threat-and-alert/alart".to_owned()];
    let far = ["x".to_owned(), "safeguards-report".to_owned()];
    let told = |rules: &[String], gates: &[String]| {
        let rules = rules.to_vec();
        let gates = gates.to_vec();
        let all = ["dates", "rule", "recipients", "form"].map(str::to_owned);
        let found = emergency_of(&rules, if gates.is_empty() { &all } else { &gates });
        found.err().map(|found| {
            let told = found.iter();
            told.map(|one| (one.code, one.help.clone().unwrap_or_default()))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        told(&near, &[]),
        Some(vec![(
            "rule-unknown",
            "did you mean `threat-and-alert/alert`?".to_owned()
        )])
    );
    let [(code, help)] = told(&far, &[]).unwrap().try_into().unwrap();
    assert_eq!(code, "rule-unknown");
    assert!(
        help.starts_with("write one of: national-policy, "),
        "{help}"
    );
    assert_eq!(
        told(&[], &["dates".to_owned(), "portions".to_owned()]),
        Some(vec![(
            "word-unknown",
            "write one of: dates, rule, recipients, form".to_owned()
        )])
    );
    assert_eq!(told(&[], &[]), None);

    let taken = "announcements/flood-2026.md";
    let found = declare(&[(taken, ROUTINE)], |_| {}).unwrap_err();
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.code, one.file.as_deref()))
        .collect();
    assert_eq!(told, [("draft-taken", Some(taken))]);
}

fn emergency_of(rules: &[String], gates: &[String]) -> Result<Drafts, Diagnostics> {
    let declared = Declaration {
        id: "flood",
        event: "A flood",
        rules,
        gates,
        from: DURING,
        until: DURING,
        by: "Ann Lee",
        approved_by: "Bo Mar",
        basis: "Told",
        title: "Water is rising",
        class: "emergency",
        issuer: "The office",
    };
    emergency(&site(&[]), &declared, DURING)
}
