//! The policy as a table: each rule of the information matrix, in each form, with each way of answering for it. The
//! verdicts were written by hand from the matrix and the gates; nothing here is derived from the policy's data.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop where they fail"
)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use vitrine_disclosure::{Diagnostics, Severity, SourceTree, disclose};

const TODAY: Date = date(2026, 11, 1);

/// A line for each rule and group of forms (`-`: none is given). Columns: rule, forms, then the verdict with no
/// assessment, one person's, two persons', one person's twice, two persons' that is bound to another text, and two
/// persons' with an exception. Every rule stands here with every form.
///
/// `ok` is published; other words are codes, several joined by `+`:
/// A assessment-missing, S second-person-missing, T second-person-same, V assessment-void, P form-not-partial,
/// M form-missing, L form-not-listed, N type-never-public, R public-no-recipient.
const TABLE: &str = "
national-policy   -,full                          ok     ok     ok     T      V      ok
national-policy   title-date,existence            ok     ok     ok     T      V      ok
national-policy   summary,nonsensitive-part,assurance,general-conclusions  L  L  L  T+L  V+L  ok
national-policy   national-totals,after-completion,follow-up               L  L  L  T+L  V+L  ok

policy-explanation  -,full,existence              A      ok     ok     T      V      ok
policy-explanation  title-date,nonsensitive-part  A      ok     ok     T      V      ok
policy-explanation  summary,assurance,general-conclusions                  A+L  L  L  T+L  V+L  ok
policy-explanation  national-totals,after-completion,follow-up             A+L  L  L  T+L  V+L  ok

national-regulation  -,full                       ok     ok     ok     T      V      ok
national-regulation  title-date,existence         ok     ok     ok     T      V      ok
national-regulation  summary,nonsensitive-part,assurance,general-conclusions  L  L  L  T+L  V+L  ok
national-regulation  national-totals,after-completion,follow-up               L  L  L  T+L  V+L  ok

regulation-guidance  -,full,title-date,existence  A      ok     ok     T      V      ok
regulation-guidance  nonsensitive-part            A      ok     ok     T      V      ok
regulation-guidance  summary,assurance,general-conclusions                 A+L  L  L  T+L  V+L  ok
regulation-guidance  national-totals,after-completion,follow-up            A+L  L  L  T+L  V+L  ok

security-report/periodic  -,title-date,existence  A      ok     ok     T      V      ok
security-report/periodic  full,nonsensitive-part  A      ok     ok     T      V      ok
security-report/periodic  summary,assurance,general-conclusions            A+L  L  L  T+L  V+L  ok
security-report/periodic  national-totals,after-completion,follow-up       A+L  L  L  T+L  V+L  ok

security-report/inspection  -                     A+M    S+M    M      T+M    V+M    M
security-report/inspection  general-conclusions,summary  A  S   ok     T      V      ok
security-report/inspection  title-date,existence  A+R    S+P    P      T+P    V+P    ok
security-report/inspection  full,nonsensitive-part,assurance               A+L  S+L  L  T+L  V+L  ok
security-report/inspection  national-totals,after-completion,follow-up     A+L  S+L  L  T+L  V+L  ok

peer-review/regime  -,title-date,existence        A      ok     ok     T      V      ok
peer-review/regime  full,summary,nonsensitive-part  A    ok     ok     T      V      ok
peer-review/regime  assurance,general-conclusions                          A+L  L  L  T+L  V+L  ok
peer-review/regime  national-totals,after-completion,follow-up             A+L  L  L  T+L  V+L  ok

peer-review/rest  -                               A+M    S+M    M      T+M    V+M    M
peer-review/rest  summary                         A      S      ok     T      V      ok
peer-review/rest  title-date,existence            A      S+P    P      T+P    V+P    ok
peer-review/rest  full,nonsensitive-part,assurance,general-conclusions     A+L  S+L  L  T+L  V+L  ok
peer-review/rest  national-totals,after-completion,follow-up               A+L  S+L  L  T+L  V+L  ok

performance-report  -                             A+M    S+M    M      T+M    V+M    M
performance-report  existence,general-conclusions  A     S      ok     T      V      ok
performance-report  title-date                    A+R    S+P    P      T+P    V+P    ok
performance-report  full,summary,nonsensitive-part,assurance               A+L  S+L  L  T+L  V+L  ok
performance-report  national-totals,after-completion,follow-up             A+L  S+L  L  T+L  V+L  ok

incident-report  -,full,title-date,existence      A      ok     ok     T      V      ok
incident-report  nonsensitive-part,follow-up,summary  A  ok     ok     T      V      ok
incident-report  assurance,general-conclusions                             A+L  L  L  T+L  V+L  ok
incident-report  national-totals,after-completion                          A+L  L  L  T+L  V+L  ok

emergency-announcement  -,full,title-date,existence  A   ok     ok     T      V      ok
emergency-announcement  summary,nonsensitive-part,assurance,general-conclusions  A+L  L  L  T+L  V+L  ok
emergency-announcement  national-totals,after-completion,follow-up               A+L  L  L  T+L  V+L  ok

operator-communication  -,full,title-date,existence  A   ok     ok     T      V      ok
operator-communication  nonsensitive-part         A      ok     ok     T      V      ok
operator-communication  summary,assurance,general-conclusions              A+L  L  L  T+L  V+L  ok
operator-communication  national-totals,after-completion,follow-up         A+L  L  L  T+L  V+L  ok

response-plan/detailed  -                         A+M    S+M    M      T+M    V+M    M
response-plan/detailed  assurance                 A      S      ok     T      V      ok
response-plan/detailed  title-date,existence      A+R    S+P    P      T+P    V+P    ok
response-plan/detailed  full,summary,nonsensitive-part,general-conclusions  A+L  S+L  L  T+L  V+L  ok
response-plan/detailed  national-totals,after-completion,follow-up          A+L  S+L  L  T+L  V+L  ok

response-plan/summary  -,full,title-date,existence  A    ok     ok     T      V      ok
response-plan/summary  summary,assurance          A      ok     ok     T      V      ok
response-plan/summary  nonsensitive-part,general-conclusions               A+L  L  L  T+L  V+L  ok
response-plan/summary  national-totals,after-completion,follow-up          A+L  L  L  T+L  V+L  ok

threat-and-alert/dbt  -                           A+M    S+M    M      T+M    V+M    M
threat-and-alert/dbt  existence                   A      S      ok     T      V      ok
threat-and-alert/dbt  title-date                  A+R    S+P    P      T+P    V+P    ok
threat-and-alert/dbt  full,summary,nonsensitive-part,assurance,general-conclusions  A+L  S+L  L  T+L  V+L  ok
threat-and-alert/dbt  national-totals,after-completion,follow-up                    A+L  S+L  L  T+L  V+L  ok

threat-and-alert/alert  -,full,title-date,existence  A   ok     ok     T      V      ok
threat-and-alert/alert  follow-up                 A      ok     ok     T      V      ok
threat-and-alert/alert  summary,nonsensitive-part,assurance                A+L  L  L  T+L  V+L  ok
threat-and-alert/alert  general-conclusions,national-totals,after-completion  A+L  L  L  T+L  V+L  ok

inventory-record/detailed  -                      A+M+N  S+M+N  M+N    T+M+N  V+M+N  M
inventory-record/detailed  title-date,existence   A+N    S+P+N  P+N    T+P+N  V+P+N  ok
inventory-record/detailed  full,summary,nonsensitive-part,assurance        A+L+N  S+L+N  L+N  T+L+N  V+L+N  ok
inventory-record/detailed  general-conclusions,national-totals             A+L+N  S+L+N  L+N  T+L+N  V+L+N  ok
inventory-record/detailed  after-completion,follow-up                      A+L+N  S+L+N  L+N  T+L+N  V+L+N  ok

inventory-record/operator-summary  -,full,title-date,existence  A  ok  ok  T  V  ok
inventory-record/operator-summary  summary        A      ok     ok     T      V      ok
inventory-record/operator-summary  nonsensitive-part,assurance,general-conclusions  A+L  L  L  T+L  V+L  ok
inventory-record/operator-summary  national-totals,after-completion,follow-up       A+L  L  L  T+L  V+L  ok

inventory-record/national-summary  -,full,title-date,existence  A  ok  ok  T  V  ok
inventory-record/national-summary  national-totals  A    ok     ok     T      V      ok
inventory-record/national-summary  summary,nonsensitive-part,assurance              A+L  L  L  T+L  V+L  ok
inventory-record/national-summary  general-conclusions,after-completion,follow-up   A+L  L  L  T+L  V+L  ok

safeguards-report  -,full,title-date,existence    A+N    N      N      T+N    V+N    ok
safeguards-report  summary,nonsensitive-part,assurance,general-conclusions  A+L+N  L+N  L+N  T+L+N  V+L+N  ok
safeguards-report  national-totals,after-completion,follow-up               A+L+N  L+N  L+N  T+L+N  V+L+N  ok

historical-record  -,full,title-date,existence    A+N    N      N      T+N    V+N    ok
historical-record  summary,nonsensitive-part,assurance,general-conclusions  A+L+N  L+N  L+N  T+L+N  V+L+N  ok
historical-record  national-totals,after-completion,follow-up               A+L+N  L+N  L+N  T+L+N  V+L+N  ok

transport/specific  -                             A+M    M      M      T+M    V+M    M
transport/specific  after-completion              A      ok     ok     T      V      ok
transport/specific  title-date,existence          A      ok     ok     T      V      ok
transport/specific  full,summary,nonsensitive-part,assurance               A+L  L  L  T+L  V+L  ok
transport/specific  general-conclusions,national-totals,follow-up          A+L  L  L  T+L  V+L  ok

transport/completed  -,full,title-date,existence  A      ok     ok     T      V      ok
transport/completed  summary,after-completion     A      ok     ok     T      V      ok
transport/completed  nonsensitive-part,assurance,general-conclusions       A+L  L  L  T+L  V+L  ok
transport/completed  national-totals,follow-up                             A+L  L  L  T+L  V+L  ok

corporate-report  -,full,title-date,existence     ok     ok     ok     T      V      ok
corporate-report  summary,nonsensitive-part,assurance,general-conclusions  L  L  L  T+L  V+L  ok
corporate-report  national-totals,after-completion,follow-up               L  L  L  T+L  V+L  ok

personnel  -,full,title-date,existence            ok     ok     ok     T      V      ok
personnel  summary,nonsensitive-part,assurance,general-conclusions         L  L  L  T+L  V+L  ok
personnel  national-totals,after-completion,follow-up                      L  L  L  T+L  V+L  ok

facility-change  -,full,title-date,existence      ok     ok     ok     T      V      ok
facility-change  summary,nonsensitive-part,assurance,general-conclusions   L  L  L  T+L  V+L  ok
facility-change  national-totals,after-completion,follow-up                L  L  L  T+L  V+L  ok

technology-security  -,full,title-date,existence  A      ok     ok     T      V      ok
technology-security  nonsensitive-part            A      ok     ok     T      V      ok
technology-security  summary,assurance,general-conclusions                 A+L  L  L  T+L  V+L  ok
technology-security  national-totals,after-completion,follow-up            A+L  L  L  T+L  V+L  ok
";

const CODES: [(&str, &str); 10] = [
    ("A", "assessment-missing"),
    ("S", "second-person-missing"),
    ("T", "second-person-same"),
    ("V", "assessment-void"),
    ("P", "form-not-partial"),
    ("M", "form-missing"),
    ("L", "form-not-listed"),
    ("N", "type-never-public"),
    ("R", "public-no-recipient"),
    ("ok", ""),
];

/// The ways of answering, in the order of the columns.
const ANSWERS: [&str; 6] = [
    "",
    "assessment: {by: Ann Lee, on: 2026-10-01, basis: Read}\n",
    "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\n",
    "assessment: {by: Ann Lee, approved_by: \"ann  LEE \", on: 2026-10-01, basis: Read}\n",
    // A digest as `vitrine assess` writes it, of another text.
    "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read, digest: \"v1:0000000000000000000000000000000000000000000000000000000000000000:00000000-00000000-00000000-00000000-00000000-00000000\"}\n",
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
        "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: {rule}\n{form_line}{over}{answer}subject: Something\ndiscloses: [general]\n---\n{body}"
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
        assert_eq!(row.len(), 2 + ANSWERS.len(), "{row:?}");
        for form in row[1].split(',') {
            for (answer, expected) in ANSWERS.iter().zip(&row[2..]) {
                let expected: BTreeSet<&str> = expected
                    .split('+')
                    .map(|letter| CODES.iter().find(|(known, _)| *known == letter).unwrap().1)
                    .filter(|code| !code.is_empty())
                    .collect();
                let found = verdict(&entry(row[0], form, answer));
                if found != expected {
                    wrong.push(format!(
                        "{} {form}: {answer:?} gives {found:?}, not {expected:?}",
                        row[0]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The ways of saying a form: none, whole, and the nine partial ones of the brief.
const FORMS: [&str; 11] = [
    "-",
    "full",
    "title-date",
    "existence",
    "assurance",
    "summary",
    "nonsensitive-part",
    "general-conclusions",
    "national-totals",
    "after-completion",
    "follow-up",
];

#[test]
fn the_table_has_all_twenty_seven_rules_in_every_form() {
    let mut seen: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows() {
        seen.entry(row[0]).or_default().extend(row[1].split(','));
    }
    assert_eq!(seen.len(), 27);
    for (rule, mut forms) in seen {
        forms.sort_unstable();
        let mut all = FORMS.to_vec();
        all.sort_unstable();
        assert_eq!(forms, all, "{rule}");
    }
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
    assert!(with(&later.replace("11-02", "11-01")).is_empty());
}

#[test]
fn where_title_and_date_alone_may_show_nothing_else_does() {
    let verdict = |form: &str, lines: &str, body: &str| {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", "title = \"A site\"\n");
        tree.insert("t.csv", "Year,Count\n2020,10\n");
        tree.insert(
            "a.md",
            format!("---\ntitle: A text\nkind: document\nsensitivity: public\ntype: national-policy\nform: {form}\n{lines}---\n{body}"),
        );
        disclose(&tree, TODAY).map_or_else(|found| errors(&found), |_| BTreeSet::new())
    };
    let file = |level: &str| {
        format!("attachments: [{{file: t.csv, sensitivity: {level}, title: A table}}]\n")
    };
    let summary = "summary: Words\n".to_owned();
    for form in ["title-date", "existence"] {
        assert_eq!(verdict(form, "date: 2020\nissuer: A\n", ""), [].into());
        assert_eq!(verdict(form, &file("restricted"), ""), [].into());
        for (lines, body) in [
            (String::new(), "\nText.\n"),
            (summary.clone(), ""),
            (file("public"), ""),
        ] {
            let found = verdict(form, &lines, body);
            assert_eq!(found, ["form-too-much"].into(), "{form}: {lines}{body}");
        }
    }
    assert_eq!(
        verdict("full", &(summary + &file("public")), "\nText.\n"),
        [].into()
    );
}

#[test]
fn rules_of_a_site_are_as_strict_as_they_say() {
    let policy: String = [
        ("a", "assess-in-each-case", "closed"),
        ("b", "release-after-event", "closed"),
        ("c", "sensitive-by-default", "open"),
        ("d", "assess-in-each-case", "open"),
        ("e", "not-sensitive", "closed"),
    ]
    .iter()
    .map(|(row, default, presumption)| {
        format!("[row.letter-{row}]\ndefault = \"{default}\"\npresumption = \"{presumption}\"\npublic = \"yes\"\npartial = [\"summary\"]\nrecipients = [\"public\"]\n")
    })
    .collect::<Vec<_>>()
    .concat();
    let verdict = |row: &str, form: &str, answer: &str| {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", "title = \"A site\"\n");
        tree.insert("policy.toml", policy.as_str());
        let text = entry(&format!("letter-{row}"), form, answer);
        tree.insert(
            "a.md",
            text.replace("type:", "completed_on: 2026-09-01\ntype:"),
        );
        disclose(&tree, TODAY).map_or_else(|found| errors(&found), |_| BTreeSet::new())
    };
    for (row, form, one, two) in [
        ("a", "summary", "second-person-missing", ""),
        ("b", "summary", "", ""),
        ("c", "summary", "second-person-missing", ""),
        ("d", "summary", "", ""),
        ("e", "summary", "second-person-missing", ""),
        ("d", "full", "", ""),
        ("b", "full", "form-not-listed", "form-not-listed"),
    ] {
        for (answer, expected) in [(ANSWERS[1], one), (ANSWERS[2], two)] {
            let expected: BTreeSet<&str> = Some(expected)
                .filter(|code| !code.is_empty())
                .into_iter()
                .collect();
            assert_eq!(
                verdict(row, form, answer),
                expected,
                "{row} {form} {answer}"
            );
        }
        assert!(
            verdict(row, form, "").contains("assessment-missing"),
            "{row}"
        );
    }
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
