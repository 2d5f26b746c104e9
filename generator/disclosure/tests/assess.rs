//! An assessment is written into an entry that may be public with it, whatever is wrong elsewhere, and into no other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use jiff::civil::{Date, date};
use vitrine_disclosure::{Assessor, SourceTree, assess, disclose};

const TODAY: Date = date(2026, 11, 1);

fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

fn mission(body: &str) -> String {
    format!(
        "---\ntitle: A mission\nkind: mission\nsensitivity: public\ntype: peer-review/regime\nform: summary\nservice: ippas\n---\n\n{body}\n"
    )
}

fn assessed(tree: &SourceTree, path: &str) -> Result<String, Vec<(&'static str, Option<String>)>> {
    let assessor = Assessor {
        by: "Ann Lee",
        approved_by: Some("Bo Mar"),
        on: date(2026, 10, 1),
        basis: "Read against the guide",
    };
    match assess(tree, path, &assessor, TODAY) {
        Ok(assessed) => Ok(assessed.text),
        Err(why) => {
            let found = why.found.iter();
            Err(found.map(|one| (one.code, one.file.clone())).collect())
        }
    }
}

#[test]
fn what_is_wrong_in_other_files_keeps_no_assessment_away() {
    let mut tree = site(&[
        ("m.md", &mission("It went well.")),
        (
            "broken.md",
            "---\ntitle: B\nkind: page\nsensitivity: public\n---\n\nA [link](nowhere.md).\n",
        ),
    ]);
    let text = assessed(&tree, "m.md").unwrap();
    assert!(
        text.contains("by: \"Ann Lee\"") && text.ends_with("It went well.\n"),
        "{text}"
    );
    tree.remove("broken.md");
    tree.insert("m.md", text);
    assert!(disclose(&tree, TODAY).is_ok());
}

#[test]
fn what_could_not_be_public_with_it_gets_none() {
    let own = Some("m.md".to_owned());
    for (text, code) in [
        (mission("A [link](nowhere.md)."), "link-not-public"),
        (
            mission("Text.").replace("public", "restricted"),
            "assessment-of-nothing",
        ),
    ] {
        let found = assessed(&site(&[("m.md", &text)]), "m.md").unwrap_err();
        assert_eq!(found, [(code, own.clone())], "{text}");
    }
    let found = assessed(&site(&[]), "n.md").unwrap_err();
    assert_eq!(found, [("entry-missing", Some("n.md".to_owned()))]);
}
