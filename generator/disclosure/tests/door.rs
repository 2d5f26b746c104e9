//! What passes the door, what does not, and what is refused at it.

use jiff::civil::{Date, date};
use vitrine_disclosure::{Diagnostics, Disclosure, Kind, SourceTree, disclose, open};

const TODAY: Date = date(2026, 11, 1);

fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

fn page(body: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n---\n{body}")
}

fn built(files: &[(&str, &str)]) -> Disclosure {
    disclose(&site(files), TODAY)
        .unwrap_or_else(|found| panic!("{:#?}", found.iter().collect::<Vec<_>>()))
}

fn codes(files: &[(&str, &str)]) -> Vec<&'static str> {
    match disclose(&site(files), TODAY) {
        Ok(_) => Vec::new(),
        Err(found) => of(&found),
    }
}

fn of(found: &Diagnostics) -> Vec<&'static str> {
    found
        .iter()
        .map(|diagnostic| diagnostic.code)
        .filter(|code| *code != "assessment-undigested")
        .collect()
}

const MISSION: &str = "---\ntitle: A mission\nkind: mission\nsensitivity: public\nid: xa-2016\ntype: peer-review/regime\nform: summary\nservice: ippas\nfrom: 2016-05-09\nto: 2016-05-20\nassessment: {by: SECRETNAME, on: 2016-07-01, basis: SECRETBASIS}\ninternal: {note: SECRETNOTE}\nsubject: SECRETSUBJECT\n---\n\n## Result {#result}\n\nIt went :restricted[SECRETLY]{reason=\"threat\"} well. See [the page](../about.md).\n";
const SECRET: &str = "---\ntitle: SECRETTITLE\nkind: document\nsensitivity: restricted\ntype: national-policy\npublic_record: {slug: a-report, title: A report, date: 2016, reason: threat}\n---\nSECRETBODY\n";

#[test]
fn a_site_discloses_its_public_part() {
    let about = page(
        "See [the mission](missions/m.md#result), [a record](record:a-report) and [the register](site:register).\n",
    );
    let disclosure = built(&[
        ("about.md", &about),
        ("missions/m.md", MISSION),
        ("secret/report.md", SECRET),
    ]);
    let tree = disclosure.tree();
    let addresses: Vec<&str> = tree
        .entries()
        .iter()
        .map(|entry| entry.address().as_str())
        .collect();
    assert_eq!(
        addresses,
        ["missions/xa-2016", "pages/a-page", "register/a-report"]
    );
    assert_eq!(tree.entries()[2].kind(), Kind::Record);
    assert!(!format!("{tree:?}").contains("SECRET"));
    assert_eq!(open(disclosure.archive()).unwrap().tree(), tree);
    assert_eq!(
        open(disclosure.archive()).unwrap().archive(),
        disclosure.archive()
    );
}

#[test]
fn what_is_withheld_does_not_matter() {
    let with = |secret: &str| {
        built(&[
            (
                "a.md",
                &page("Text :restricted[x]{reason=\"threat\"}.\n")
                    .replace("[x]", &format!("[{secret}]")),
            ),
            ("b.md", SECRET),
            (
                "c/d.md",
                &SECRET
                    .replace("SECRETTITLE", secret)
                    .replace("a-report", "other"),
            ),
        ])
    };
    assert_eq!(with("one").archive(), with("another thing").archive());
}

#[test]
fn dates_withhold_and_never_publish() {
    let dated = |field: &str| {
        let text = page("x\n").replace("kind: page", &format!("kind: page\n{field}"));
        built(&[("a.md", &text)]).tree().entries().len()
    };
    assert_eq!(dated("not_before: 2026-11-01"), 1);
    assert_eq!(dated("not_before: 2026-11-02"), 0);
    assert_eq!(dated("expires: 2026-11-01"), 1);
    assert_eq!(dated("expires: 2026-10-31"), 0);
    assert_eq!(dated("only_during: drill"), 0);
}

#[test]
fn an_archive_that_was_changed_is_refused() {
    let disclosure = built(&[("a.md", &page("Text.\n"))]);
    let archive = disclosure.archive();
    for at in (0..archive.len()).step_by(7) {
        let mut changed = archive.to_vec();
        changed[at] ^= 0x10;
        assert!(open(&changed).is_err(), "byte {at}");
    }
    assert!(open(b"").is_err());
    assert!(open(&archive[..archive.len() - 1]).is_err());
}

#[test]
fn an_unpacked_archive_is_no_site() {
    let mut tree = site(&[("a.md", &page("Text.\n"))]);
    tree.insert(
        "vitrine.toml",
        "title = \"A\"\n[archive]\nformat = 1\nas_of = \"2026-01-01\"\n",
    );
    assert_eq!(
        of(&disclose(&tree, TODAY).unwrap_err()),
        ["archive-unpacked"]
    );
}

#[test]
fn links_lead_to_public_entries_only() {
    let linked = |link: &str| {
        codes(&[
            ("a.md", &page(&format!("See [it]({link}).\n"))),
            ("b.md", SECRET),
        ])
    };
    assert_eq!(linked("site:register"), [""; 0]);
    for (link, code) in [
        ("b.md", "link-not-public"),
        ("nowhere.md", "link-not-public"),
        ("record:nothing", "link-not-public"),
        ("#nowhere", "link-anchor"),
        ("site:nowhere", "link-page-unknown"),
        ("javascript:alert(1)", "link-address"),
        ("../../etc/passwd", "link-not-public"),
        ("", "link-not-public"),
    ] {
        assert_eq!(linked(link), [code], "{link}");
    }
    assert_eq!(
        codes(&[("a.md", &page("![](chart.png)\n"))]),
        ["image-not-public"]
    );
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let found = codes(&[
        ("a.md", "no front matter"),
        (
            "b.md",
            "---\ntitle: x\nkind: page\nsensitivity: publik\n---\n",
        ),
        ("c.md", &page("<b>")),
        ("d.md", &page("x").replace("kind: page", "kind: pages")),
    ]);
    assert_eq!(
        found,
        [
            "front-matter-missing",
            "sensitivity-unknown",
            "html-raw",
            "kind-unknown"
        ]
    );
}

#[test]
fn gates_refuse() {
    let document = |fields: &str, body: &str| {
        codes(&[(
            "a.md",
            &format!("---\ntitle: A\nkind: document\nsensitivity: public\n{fields}\n---\n{body}"),
        )])
    };
    let by = "assessment: {by: A, on: 2026-01-01, basis: c}\nsubject: S\ndiscloses: [general]";
    let two = "assessment: {by: A, approved_by: B, on: 2026-01-01, basis: c}\nsubject: S\ndiscloses: [general]";
    let same = "assessment: {by: A, approved_by: ' a', on: 2026-01-01, basis: c}\nsubject: S\ndiscloses: [general]";
    for (fields, code) in [
        ("type: national-policy".to_owned(), ""),
        ("type: regulation-guidance".to_owned(), "assessment-missing"),
        (format!("type: regulation-guidance\n{by}"), ""),
        (
            format!("type: security-report/inspection\nform: summary\n{by}"),
            "second-person-missing",
        ),
        (
            format!("type: security-report/inspection\nform: summary\n{same}"),
            "second-person-same",
        ),
        (
            format!("type: security-report/inspection\nform: summary\n{two}"),
            "",
        ),
        (
            format!("type: threat-and-alert/dbt\nform: existence\n{two}"),
            "",
        ),
        (
            format!("type: safeguards-report\n{by}"),
            "type-never-public",
        ),
        (
            format!("type: transport/completed\nform: summary\n{by}"),
            "completed-on-missing",
        ),
        (
            format!("type: transport/completed\nform: summary\ncompleted_on: 2026-10-01\n{by}"),
            "",
        ),
        ("type: nothing".to_owned(), "type-unknown"),
        ("state: NL".to_owned(), "type-missing"),
    ] {
        let found = document(&fields, "");
        assert_eq!(
            found.first().copied().unwrap_or_default(),
            code,
            "{fields}: {found:?}"
        );
    }
    assert_eq!(
        document(
            &format!("type: threat-and-alert/dbt\nform: existence\n{two}"),
            "A body"
        ),
        ["form-too-much"]
    );
}

#[test]
fn floors_only_raise() {
    let text = page("x");
    assert_eq!(
        codes(&[
            ("a/_folder.toml", "sensitivity = \"restricted\""),
            ("a/b/c.md", &text)
        ]),
        ["sensitivity-below-floor"]
    );
    assert_eq!(
        codes(&[
            ("a/_folder.toml", "sensitivity = \"public\""),
            ("a/b/c.md", &text)
        ]),
        [""; 0]
    );
    assert_eq!(
        codes(&[
            ("a/_folder.toml", "sensitivity = \"publik\""),
            ("b.md", &text)
        ]),
        ["sensitivity-unknown"]
    );
    assert_eq!(
        codes(&[("a/_notes.txt", "x"), ("b.md", &text)]),
        ["file-unknown"]
    );
    assert_eq!(
        codes(&[("a/notes.toml", "x = 1"), ("b.md", &text)]),
        ["file-unknown"]
    );
}

#[test]
fn attachments_pass_when_listed_as_public() {
    let entry = |level: &str| {
        page("See [the table](data/t.csv).\n").replace("kind: page", &format!("kind: page\nattachments: [{{file: data/t.csv, sensitivity: {level}, title: The table}}]"))
    };
    let files = |level: &str| {
        let mut tree = site(&[("a.md", &entry(level))]);
        tree.insert("data/t.csv", "a,b\n1,2\n");
        tree.insert_unread("data/other.csv");
        tree
    };
    let disclosure = disclose(&files("public"), TODAY).unwrap();
    assert_eq!(
        disclosure.tree().entries()[0].attachments()[0].name(),
        "the-table.csv"
    );
    assert_eq!(
        of(&disclose(&files("restricted"), TODAY).unwrap_err()),
        ["link-not-public"]
    );
    assert_eq!(
        vitrine_disclosure::listed_attachments(&files("public"))
            .into_iter()
            .collect::<Vec<_>>(),
        ["data/t.csv"]
    );
}

#[test]
fn translations_withhold_what_the_original_withholds() {
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        "title = \"A\"\nlanguages = [\"en\", \"fr\"]\nportions = \"mark\"\n",
    );
    tree.insert(
        "a.md",
        page("Text :restricted[x]{reason=\"threat\"}.\n")
            .replace("kind: page", "kind: page\nid: a"),
    );
    let french = page("Texte :restricted[x]{reason=\"threat\"}.\n").replace(
        "kind: page",
        "kind: page\nlang: fr\nslug: a\ntranslation_of: a",
    );
    tree.insert("a.fr.md", french.clone());
    let disclosure = disclose(&tree, TODAY).unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(
        disclosure.tree().entries()[0].address().as_str(),
        "fr/pages/a"
    );
    tree.insert(
        "a.fr.md",
        french.replace(":restricted[x]{reason=\"threat\"}", "x"),
    );
    assert_eq!(
        of(&disclose(&tree, TODAY).unwrap_err()),
        ["translation-portions"]
    );
}

#[test]
fn lists_of_the_site_are_linked_by_name_and_no_other_pages() {
    let links =
        "[Missions](site:missions), [the register](site:register), [search](site:search).\n";
    assert!(codes(&[("a.md", &page(links))]).is_empty());
    assert_eq!(
        codes(&[("a.md", &page("[Nothing](site:secrets).\n"))]),
        ["link-page-unknown"]
    );
}

/// A public document with a table, in the text and in a file, under a policy with further lines.
fn counted(policy: &str, number: &str) -> Vec<&'static str> {
    let document = format!(
        "---\ntitle: A document\nkind: document\nsensitivity: public\ntype: national-policy\nattachments: [{{file: t.csv, sensitivity: public, title: A table}}]\n---\n\n| Year | Cases |\n| --- | --- |\n| x | {number} |\n"
    );
    codes(&[
        ("a.md", &document),
        ("t.csv", &format!("Year,Cases\nx,{number}\n")),
        ("policy.toml", policy),
    ])
}

#[test]
fn an_office_says_below_which_number_its_tables_tell_too_much() {
    let types =
        "types = [\"inventory-record\", \"incident-report\", \"personnel\", \"national-policy\"]\n";
    let cells = |lines: &str| format!("[cells]\n{types}{lines}");
    assert!(counted("", "7").is_empty());
    assert!(counted(&cells(""), "7").is_empty());
    assert_eq!(counted(&cells(""), "4"), ["cell-small", "cell-small"]);
    assert_eq!(
        counted(&cells("least = 8\n"), "7"),
        ["cell-small", "cell-small"]
    );
    assert!(counted(&cells("least = 8\n"), "8").is_empty());
    assert!(counted(&cells("least = 1000\n"), "1000").is_empty());
    for wrong in ["least = 1001\n", "least = \"8\"\n", "least = -1\n"] {
        assert_eq!(counted(&cells(wrong), "1000"), ["value-type"], "{wrong}");
    }
    assert_eq!(
        counted("[cells]\ntypes = \"personnel\"\n", "7"),
        ["value-type"]
    );
    assert_eq!(
        counted(
            &cells("").replace("\"national-policy\"", "\"nothing\""),
            "7"
        ),
        ["type-unknown"]
    );
}
