//! The policy as a table: each rule of the information matrix, in each form, with each way of answering for it. The
//! verdicts were written by hand from the matrix and the gates; nothing here is derived from the policy's data.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop where they fail"
)]

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use vitrine_disclosure::{Diagnostics, Severity, SourceTree, disclose};

const TODAY: Date = date(2026, 11, 1);

/// A line for each rule and form. Columns: rule, form (`-`: none is given), then the verdict with no assessment, one
/// person's, two persons', one person's twice, and two persons' with an exception.
///
/// `ok` is published; other words are codes, several joined by `+`:
/// A assessment-missing, S second-person-missing, T second-person-same, P form-not-partial, M form-missing,
/// L form-not-listed, N type-never-public, R public-no-recipient.
const TABLE: &str = "
national-policy             -                     ok     ok     ok     T      ok
national-policy             full                  ok     ok     ok     T      ok
national-policy             title-date            ok     ok     ok     T      ok
national-policy             summary               L      L      L      T+L    ok

policy-explanation          -                     A      ok     ok     T      ok
policy-explanation          full                  A      ok     ok     T      ok
policy-explanation          title-date            A      ok     ok     T      ok
policy-explanation          nonsensitive-part     A      ok     ok     T      ok
policy-explanation          national-totals       A+L    L      L      T+L    ok

national-regulation         -                     ok     ok     ok     T      ok
national-regulation         full                  ok     ok     ok     T      ok
national-regulation         existence             ok     ok     ok     T      ok

regulation-guidance         -                     A      ok     ok     T      ok
regulation-guidance         full                  A      ok     ok     T      ok
regulation-guidance         nonsensitive-part     A      ok     ok     T      ok
regulation-guidance         summary               A+L    L      L      T+L    ok

security-report/periodic    -                     A      ok     ok     T      ok
security-report/periodic    full                  A      ok     ok     T      ok
security-report/periodic    nonsensitive-part     A      ok     ok     T      ok
security-report/periodic    assurance             A+L    L      L      T+L    ok

security-report/inspection  -                     A+M    S+M    M      T+M    M
security-report/inspection  full                  A+L    S+L    L      T+L    ok
security-report/inspection  general-conclusions   A      S      ok     T      ok
security-report/inspection  summary               A      S      ok     T      ok
security-report/inspection  nonsensitive-part     A+L    S+L    L      T+L    ok
security-report/inspection  title-date            A+R    S+P    P      T+P    ok

peer-review/regime          -                     A      ok     ok     T      ok
peer-review/regime          full                  A      ok     ok     T      ok
peer-review/regime          nonsensitive-part     A      ok     ok     T      ok
peer-review/regime          summary               A      ok     ok     T      ok
peer-review/regime          existence             A      ok     ok     T      ok

peer-review/rest            -                     A+M    S+M    M      T+M    M
peer-review/rest            full                  A+L    S+L    L      T+L    ok
peer-review/rest            summary               A      S      ok     T      ok
peer-review/rest            nonsensitive-part     A+L    S+L    L      T+L    ok

performance-report          -                     A+M    S+M    M      T+M    M
performance-report          full                  A+L    S+L    L      T+L    ok
performance-report          existence             A      S      ok     T      ok
performance-report          general-conclusions   A      S      ok     T      ok
performance-report          summary               A+L    S+L    L      T+L    ok

incident-report             -                     A      ok     ok     T      ok
incident-report             nonsensitive-part     A      ok     ok     T      ok
incident-report             follow-up             A      ok     ok     T      ok
incident-report             summary               A      ok     ok     T      ok
incident-report             general-conclusions   A+L    L      L      T+L    ok

emergency-announcement      -                     A      ok     ok     T      ok
emergency-announcement      full                  A      ok     ok     T      ok

operator-communication      -                     A      ok     ok     T      ok
operator-communication      nonsensitive-part     A      ok     ok     T      ok
operator-communication      full                  A      ok     ok     T      ok

response-plan/detailed      -                     A+M    S+M    M      T+M    M
response-plan/detailed      full                  A+L    S+L    L      T+L    ok
response-plan/detailed      assurance             A      S      ok     T      ok
response-plan/detailed      summary               A+L    S+L    L      T+L    ok

response-plan/summary       -                     A      ok     ok     T      ok
response-plan/summary       summary               A      ok     ok     T      ok
response-plan/summary       assurance             A      ok     ok     T      ok

threat-and-alert/dbt        -                     A+M    S+M    M      T+M    M
threat-and-alert/dbt        full                  A+L    S+L    L      T+L    ok
threat-and-alert/dbt        existence             A      S      ok     T      ok
threat-and-alert/dbt        title-date            A+R    S+P    P      T+P    ok

threat-and-alert/alert      -                     A      ok     ok     T      ok
threat-and-alert/alert      follow-up             A      ok     ok     T      ok
threat-and-alert/alert      summary               A+L    L      L      T+L    ok

inventory-record/detailed   -                     A+M+N  S+M+N  M+N    T+M+N  M
inventory-record/detailed   full                  A+L+N  S+L+N  L+N    T+L+N  ok
inventory-record/detailed   summary               A+L+N  S+L+N  L+N    T+L+N  ok
inventory-record/detailed   existence             A+N    S+P+N  P+N    T+P+N  ok

inventory-record/operator-summary  -              A      ok     ok     T      ok
inventory-record/operator-summary  full           A      ok     ok     T      ok
inventory-record/operator-summary  summary        A      ok     ok     T      ok

inventory-record/national-summary  -              A      ok     ok     T      ok
inventory-record/national-summary  national-totals  A    ok     ok     T      ok
inventory-record/national-summary  summary        A+L    L      L      T+L    ok

safeguards-report           -                     A+N    N      N      T+N    ok
safeguards-report           full                  A+N    N      N      T+N    ok
safeguards-report           summary               A+L+N  L+N    L+N    T+L+N  ok

historical-record           -                     A+N    N      N      T+N    ok
historical-record           full                  A+N    N      N      T+N    ok
historical-record           summary               A+L+N  L+N    L+N    T+L+N  ok

transport/specific          -                     A+M    M      M      T+M    M
transport/specific          after-completion      A      ok     ok     T      ok
transport/specific          full                  A+L    L      L      T+L    ok

transport/completed         -                     A      ok     ok     T      ok
transport/completed         summary               A      ok     ok     T      ok
transport/completed         after-completion      A      ok     ok     T      ok
transport/completed         full                  A      ok     ok     T      ok

corporate-report            -                     ok     ok     ok     T      ok
corporate-report            full                  ok     ok     ok     T      ok

personnel                   -                     ok     ok     ok     T      ok
personnel                   full                  ok     ok     ok     T      ok

facility-change             -                     ok     ok     ok     T      ok
facility-change             full                  ok     ok     ok     T      ok

technology-security         -                     A      ok     ok     T      ok
technology-security         nonsensitive-part     A      ok     ok     T      ok
technology-security         full                  A      ok     ok     T      ok
";

const CODES: [(&str, &str); 9] = [
    ("A", "assessment-missing"),
    ("S", "second-person-missing"),
    ("T", "second-person-same"),
    ("P", "form-not-partial"),
    ("M", "form-missing"),
    ("L", "form-not-listed"),
    ("N", "type-never-public"),
    ("R", "public-no-recipient"),
    ("ok", ""),
];

/// The ways of answering, in the order of the columns.
const ANSWERS: [&str; 5] = [
    "",
    "assessment: {by: Ann Lee, on: 2026-10-01, basis: Read}\n",
    "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\n",
    "assessment: {by: Ann Lee, approved_by: \"ann  LEE \", on: 2026-10-01, basis: Read}\n",
    "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\nexception: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, expires: 2027-10-01, basis: Duty}\n",
];

fn entry(rule: &str, form: &str, answer: &str) -> String {
    let form_line = match form {
        "-" => String::new(),
        form => format!("form: {form}\n"),
    };
    let over = if rule.starts_with("transport/") {
        "completed_on: 2026-09-01\n"
    } else {
        ""
    };
    // In these two forms nothing shows but title, date and issuer.
    let body = if matches!(form, "title-date" | "existence") {
        ""
    } else {
        "\nText.\n"
    };
    format!(
        "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: {rule}\n{form_line}{over}{answer}---\n{body}"
    )
}

fn errors(found: &Diagnostics) -> BTreeSet<&'static str> {
    found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| one.code)
        .collect()
}

fn verdict(text: &str) -> BTreeSet<&'static str> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    tree.insert("a.md", text);
    match disclose(&tree, TODAY) {
        Ok(disclosure) => {
            assert_eq!(disclosure.tree().entries().len(), 1, "{text}");
            BTreeSet::new()
        }
        Err(found) => errors(&found),
    }
}

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    TABLE
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split_whitespace().collect())
}

#[test]
fn every_rule_gives_the_verdict_that_was_written_down() {
    let mut wrong = Vec::new();
    for row in rows() {
        assert_eq!(row.len(), 7, "{row:?}");
        for (answer, expected) in ANSWERS.iter().zip(&row[2..]) {
            let expected: BTreeSet<&str> = expected
                .split('+')
                .map(|letter| CODES.iter().find(|(known, _)| *known == letter).unwrap().1)
                .filter(|code| !code.is_empty())
                .collect();
            let found = verdict(&entry(row[0], row[1], answer));
            if found != expected {
                wrong.push(format!(
                    "{} {}: {answer:?} gives {found:?}, not {expected:?}",
                    row[0], row[1]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_all_twenty_seven_rules() {
    let rules: BTreeSet<&str> = rows().map(|row| row[0]).collect();
    assert_eq!(rules.len(), 27);
}

#[test]
fn an_exception_holds_until_its_day_and_needs_two_persons() {
    let with = |exception: &str| {
        let answer = format!("{}exception: {{{exception}}}\n", ANSWERS[2]);
        verdict(&entry("safeguards-report", "full", &answer))
    };
    let sound = "by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Duty";
    assert!(with(&format!("{sound}, expires: 2026-11-01")).is_empty());
    assert_eq!(
        with(&format!("{sound}, expires: 2026-10-31")),
        ["exception-expired"].into()
    );
    let one = "by: Ann Lee, approved_by: ANN LEE, on: 2026-10-01, basis: Duty, expires: 2027-01-01";
    assert_eq!(with(one), ["exception-one-person"].into());
    let later =
        "by: Ann Lee, approved_by: Bo Mar, on: 2026-11-02, basis: Duty, expires: 2027-01-01";
    assert_eq!(with(later), ["exception-future"].into());
}

#[test]
fn a_transport_waits_until_it_is_over() {
    let text =
        |day: &str| entry("transport/completed", "summary", ANSWERS[1]).replace("2026-09-01", day);
    assert!(verdict(&text("2026-11-01")).is_empty());
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\n");
    tree.insert("a.md", text("2026-11-02"));
    let disclosure = disclose(&tree, TODAY).unwrap();
    assert!(
        disclosure.tree().entries().is_empty(),
        "tomorrow's event is not told today"
    );
    let without = text("x").replace("completed_on: x\n", "");
    assert_eq!(verdict(&without), ["completed-on-missing"].into());
}

#[test]
fn records_are_judged_as_entries_are() {
    let record = |rule: &str, summary: &str, answer: &str| {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", "title = \"A site\"\n");
        tree.insert(
            "a.md",
            format!("---\ntitle: A plan\nkind: document\nsensitivity: sensitive\ntype: {rule}\nform: full\npublic_record: {{slug: a-plan, title: A plan, date: 2025, type: {rule}, reason: threat{summary}}}\n{answer}---\n\nSecret.\n"),
        );
        match disclose(&tree, TODAY) {
            Ok(disclosure) => {
                assert_eq!(disclosure.tree().entries().len(), 1);
                BTreeSet::new()
            }
            Err(found) => errors(&found),
        }
    };
    assert!(record("national-policy", "", "").is_empty());
    assert_eq!(
        record("threat-and-alert/dbt", "", ""),
        ["assessment-missing"].into()
    );
    assert_eq!(
        record("threat-and-alert/dbt", "", ANSWERS[1]),
        ["second-person-missing"].into()
    );
    assert!(record("threat-and-alert/dbt", "", ANSWERS[2]).is_empty());
    // A summary of what may only be known to exist is too much.
    assert!(!record("threat-and-alert/dbt", ", summary: About it", ANSWERS[2]).is_empty());
}
