//! Findings whose status does not follow from their history must be refused, and what their author reads then.

mod common;

use common::{Case, TODAY, drawn};
use vitrine_disclosure::{SourceTree, disclose};

const MISSION: &str = "---\ntitle: A mission\nid: xa\nkind: mission\nsensitivity: public\ntype: national-policy\nservice: ippas\n---\n";

/// A public finding about the regime, with its own lines.
fn finding(lines: &str) -> String {
    format!(
        "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: national-policy\nmission: xa\ncategory: suggestion\nscope: regime\ntext_public: A\n{lines}\ninternal: {{note: SECRETWORD}}\n---\n"
    )
}

/// One of a facility, judged by two persons.
fn of_a_facility(lines: &str) -> String {
    let answered = "assessment: {by: A, approved_by: B, on: 2026-01-01, basis: c}\nsubject: S\ndiscloses: [general]";
    finding(&format!("{lines}\n{answered}")).replace("scope: regime", "scope: facility")
}

fn case(name: &str, codes: &'static str, text: &str) -> Case {
    Case::new(name, codes, text).file("mission.md", MISSION)
}

#[test]
fn histories() {
    insta::assert_snapshot!(drawn([
        case(
            "steps in another order",
            "finding-history-order",
            &finding(
                "status: planned\nstatus_history:\n  - {status: open, on: 2021}\n  - «{status: planned, on: 2020-05}»"
            )
        ),
        case(
            "a quarter before a day",
            "finding-history-order",
            &finding(
                "status: planned\nstatus_history:\n  - {status: open, on: 2021-07-01}\n  - «{status: planned, on: 2021-Q2}»"
            )
        ),
        case(
            "a step of tomorrow",
            "finding-history-future",
            &finding(
                "status: implemented\nstatus_history:\n  - {status: open, on: 2021}\n  - «{status: implemented, on: 2026-11-02}»"
            )
        ),
        case(
            "a history that ends elsewhere",
            "finding-history-status",
            &finding("status: «implemented»\nstatus_history: [{status: open, on: 2021}]")
        ),
        case(
            "a status that goes back",
            "finding-history-status",
            &finding(
                "status: «open»\nstatus_history: [{status: open, on: 2021}, {status: implemented, on: 2022}]"
            )
        ),
    ]));
}

#[test]
fn clearances() {
    insta::assert_snapshot!(drawn([
        case(
            "cleared, and nobody says when",
            "finding-cleared-on",
            &finding(
                "status: «cleared»\nstatus_history: [{status: cleared, on: 2024, verified_by: regulator}]"
            )
        ),
        case(
            "cleared, and nobody says by whom",
            "finding-cleared-by",
            &finding(
                "status: «cleared»\ncleared_on: 2024\nstatus_history: [{status: cleared, on: 2024}]"
            )
        ),
        case(
            "cleared without a history",
            "finding-cleared-by",
            &finding("status: «cleared»\ncleared_on: 2024")
        ),
        case(
            "verified at another step",
            "finding-cleared-by",
            &finding(
                "status: «cleared»\ncleared_on: 2024\nstatus_history: [{status: implemented, on: 2023, verified_by: regulator}, {status: cleared, on: 2024}]"
            )
        ),
        case(
            "cleared tomorrow",
            "finding-cleared-future",
            &finding(
                "status: cleared\ncleared_on: «2026-11-02»\nstatus_history: [{status: cleared, on: 2026-10, verified_by: regulator}]"
            )
        ),
        case(
            "a day of clearing without it",
            "finding-cleared-on",
            &finding("status: implemented\ncleared_on: «2024»")
        ),
        case(
            "a facility that clears itself by a word",
            "finding-cleared-by finding-cleared-on",
            &of_a_facility("status: «cleared»")
        ),
        case(
            "never to be published",
            "finding-publish-when",
            &finding("status: open\npublish_when: «never»")
        ),
        case(
            "to be published when cleared",
            "finding-publish-when",
            &finding("status: implemented\npublish_when: «cleared»")
        ),
        case(
            "nothing but cleared opens the gate",
            "finding-not-cleared",
            &of_a_facility("status: implemented")
                .replace("sensitivity: public", "sensitivity: «public»")
        ),
        case(
            "superseded is not cleared",
            "finding-not-cleared",
            &of_a_facility("status: superseded")
                .replace("scope: facility", "scope: computer")
                .replace("sensitivity: public", "sensitivity: «public»")
        ),
    ]));
}

#[test]
fn what_is_told_in_order_passes() {
    for lines in [
        "status: open",
        "status: open\npublish_when: now",
        "status: not-stated",
        "status: planned\nstatus_history: [{status: open, on: 2021}, {status: planned, on: 2021-05}]",
        "status: planned\nstatus_history: [{status: open, on: 2021-05-03}, {status: planned, on: 2021-Q2}]",
        "status: planned\nstatus_history: [{status: open, on: 2021-05-03}, {status: planned, on: 2021-05}]",
        "status: cleared\ncleared_on: 2026-11-01\npublish_when: cleared\nstatus_history: [{status: open, on: 2021}, {status: cleared, on: 2026-11-01, verified_by: self-declared}]",
    ] {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
        tree.insert("mission.md", MISSION);
        tree.insert("a.md", finding(lines));
        if let Err(found) = disclose(&tree, TODAY) {
            panic!("{lines}: {:?}", found.iter().next());
        }
    }
}

#[test]
fn a_finding_that_is_not_public_may_be_unfinished() {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    tree.insert("mission.md", MISSION);
    let text = finding("status: cleared").replace("sensitivity: public", "sensitivity: restricted");
    tree.insert("a.md", text);
    assert!(disclose(&tree, TODAY).is_ok());
}
