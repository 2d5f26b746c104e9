//! What is told to have changed between two public trees, part by part.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use vitrine_disclosure::changes::{Changes, What, changes};
use vitrine_disclosure::{Disclosure, SourceTree, disclose};

const TODAY: Date = date(2026, 11, 1);

fn site(settings: &str, files: &[(&str, String)]) -> Disclosure {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", format!("portions = \"mark\"\n{settings}"));
    for (path, text) in files {
        tree.insert(*path, text.as_str());
    }
    disclose(&tree, TODAY).unwrap_or_else(|found| panic!("{found:?}"))
}

fn entry(lines: &str, body: &str) -> String {
    format!("---\nsensitivity: public\n{lines}\n---\n\n{body}\n")
}

fn told(all: &Changes) -> String {
    let mut out = String::new();
    for one in &all.site {
        writeln!(out, "site {}: {:?} -> {:?}", one.name, one.old, one.new).unwrap();
    }
    for one in &all.entries {
        let what = (one.what.name(), one.kind.name(), one.address.as_str());
        writeln!(out, "{what:?} {:?} adds: {}", one.title, one.adds()).unwrap();
        for field in &one.fields {
            writeln!(out, "  {}: {:?} -> {:?}", field.name, field.old, field.new).unwrap();
        }
        for (what, piece) in &one.text {
            writeln!(out, "  text {}: {piece}", what.name()).unwrap();
        }
        for (what, reason) in &one.portions {
            writeln!(out, "  mark {}: {reason}", what.name()).unwrap();
        }
        for file in &one.attachments {
            let what = file.what.name();
            writeln!(out, "  file {what}: {} ({})", file.name, file.title).unwrap();
        }
    }
    out
}

/// The same site before and after: of each kind of part one that came, one that went, one that changed, one that stayed.
fn both() -> [Disclosure; 2] {
    let table = "Year,Count\n2020,1\n".to_owned();
    let files = |all: &str| {
        entry(
            &format!("title: Files\nkind: page\nattachments: [{all}]"),
            "Text.",
        )
    };
    let mark = |reason: &str| format!(":withheld{{reason=\"{reason}\"}}");
    let before = site(
        "title = \"A site\"\nlanguages = [\"en\", \"fr\"]\n[states]\nXA = \"Verania\"\nXB = \"Borovia\"\n",
        &[
            (
                "stays.md",
                entry("title: Stays\nkind: page", "The same text. And more."),
            ),
            ("gone.md", entry("title: Gone\nkind: page", "It was here.")),
            (
                "changes.md",
                entry(
                    "title: A mission\nkind: mission\ntype: peer-review/regime\nform: summary\nassessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\nservice: ippas\nstate: XA\nhost: A host\nfrom: 2016-05-09\nteam_states: [XA, NL]\ncounts: {recommendations: 3, quoted_from: The report}\nslug: m",
                    &format!(
                        "One. Two. Three {}.\n\n- a\n- b\n\n\n## Head\n\nFour {} and {}.",
                        mark("threat"),
                        mark("threat"),
                        mark("personnel")
                    ),
                ),
            ),
            (
                "files.md",
                files(
                    "{file: a.csv, sensitivity: public, title: One}, {file: b.csv, sensitivity: public, title: Two}, {file: c.csv, sensitivity: public, title: Three}, {file: e.csv, sensitivity: public, title: Five}",
                ),
            ),
            ("a.csv", table.clone()),
            ("b.csv", table.clone()),
            ("c.csv", table.clone()),
            ("d.csv", table.clone()),
            ("e.csv", table.clone()),
        ],
    );
    let after = site(
        "title = \"Another site\"\nlanguages = [\"en\"]\nbase_url = \"https://a.org/\"\n[states]\nXA = \"Verania\"\nXC = \"Caronia\"\n",
        &[
            (
                "stays.md",
                entry("title: Stays\nkind: page", "The same text. And more."),
            ),
            ("comes.md", entry("title: Comes\nkind: page", "It is here.")),
            (
                "changes.md",
                entry(
                    "title: The mission\nkind: mission\ntype: peer-review/regime\nform: summary\nassessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\nservice: ippas\nstate: XA\nfrom: 2016-05-10\nteam_states: [XA, NL]\ncounts: {recommendations: 4, quoted_from: The report}\nsummary: In short\nslug: m",
                    &format!(
                        "One. Three {}. Five.\n\n- a\n- c\n\n\n## Head\n\nFour.",
                        mark("personnel")
                    ),
                ),
            ),
            (
                "files.md",
                files(
                    "{file: a.csv, sensitivity: public, title: One}, {file: b.csv, sensitivity: public, title: Second}, {file: d.csv, sensitivity: public, title: Four}, {file: e.csv, sensitivity: public, title: Five}",
                ),
            ),
            ("a.csv", table.replace("2020", "2021")),
            ("b.csv", table.clone()),
            ("d.csv", table.clone()),
            ("e.csv", table),
        ],
    );
    [before, after]
}

#[test]
fn each_part_that_came_went_or_changed_is_told_and_nothing_that_stayed() {
    let [before, after] = both();
    insta::assert_snapshot!("both_ways", {
        let there = told(&changes(Some(before.tree()), after.tree()));
        let back = told(&changes(Some(after.tree()), before.tree()));
        format!("{there}\nand back\n\n{back}")
    });
    let none = changes(Some(before.tree()), before.tree());
    assert_eq!(none, Changes::default());
    assert_eq!(none.to_json(), "[]");
}

#[test]
fn without_a_site_before_all_is_new_but_the_matrix() {
    let [before, _] = both();
    let all = changes(None, before.tree());
    let names: Vec<&str> = all.site.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["title", "languages", "theme", "states.XA", "states.XB"]
    );
    assert!(
        all.site
            .iter()
            .all(|one| one.old.is_none() && one.new.is_some())
    );
    assert_eq!(all.entries.len(), 4);
    assert!(
        all.entries
            .iter()
            .all(|one| one.what == What::New && one.adds())
    );
    assert!(all.entries.iter().all(|one| {
        let mut fields = one.fields.iter();
        fields.all(|field| field.old.is_none() && field.new.is_some())
    }));
}

#[test]
fn machines_are_told_the_same() {
    let [before, after] = both();
    let all = changes(Some(before.tree()), after.tree());
    let json: serde_json::Value = serde_json::from_str(&all.to_json()).unwrap();
    insta::assert_snapshot!("for_machines", format!("{json:#}"));
}

/// What only goes adds nothing.
#[test]
fn what_is_taken_out_of_an_entry_adds_nothing_to_it() {
    let of = |lines: &str, body: &str| {
        site(
            "title = \"A\"\n",
            &[
                (
                    "a.md",
                    entry(&format!("title: A\nkind: page\n{lines}"), body),
                ),
                ("a.csv", "Year,Count\n2020,1\n".to_owned()),
            ],
        )
    };
    let adds = |old: &Disclosure, new: &Disclosure| {
        let all = changes(Some(old.tree()), new.tree()).entries;
        let [one] = all.as_slice() else {
            panic!("{all:?}");
        };
        assert_eq!(one.what, What::Changed);
        one.adds()
    };
    let file = "attachments: [{file: a.csv, sensitivity: public, title: One}]";
    for (less, more) in [
        (of("", "One."), of("", "One. Two.")),
        (of("", "One."), of("summary: In short", "One.")),
        (of("", "One."), of(file, "One.")),
    ] {
        assert!(adds(&less, &more));
        assert!(!adds(&more, &less));
    }
}
