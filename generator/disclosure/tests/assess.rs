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
        (
            mission("Text.").replace("form: summary", "form: assurance"),
            "form-not-listed",
        ),
        (mission("Call +31 70 123 45 67."), "telephone"),
    ] {
        let found = assessed(&site(&[("m.md", &text)]), "m.md").unwrap_err();
        assert_eq!(found, [(code, own.clone())], "{text}");
    }
    let found = assessed(&site(&[]), "n.md").unwrap_err();
    assert_eq!(found, [("entry-missing", Some("n.md".to_owned()))]);
}

/// What a folder with this entry, as it was assessed and then changed, says of the assessment.
fn void(text: &str, from: &str, to: &str) -> Option<String> {
    let mut tree = site(&[("m.md", text)]);
    for name in ["t.csv", "u.csv"] {
        tree.insert(name, "Year,Count\n2020,10\n");
    }
    let bound = assessed(&tree, "m.md").unwrap();
    assert_eq!(bound.matches(from).count(), 1, "{from} in {bound}");
    tree.insert("m.md", bound.replace(from, to));
    let found = disclose(&tree, TODAY).err()?;
    let void = found.iter().find(|one| one.code == "assessment-void");
    void.map(|one| one.message.clone())
}

#[test]
fn a_change_voids_an_assessment_and_says_what_changed() {
    let lines = "from: 2016-05-09\nsummary: It went well\nnot_before: 2026-10-02\nattachments: [{file: t.csv, sensitivity: public, title: A table}]";
    let mission = mission("kind: of thing.\n\n---\n\nforms: and so on.\n\nThe end.")
        .replace("service: ippas", &format!("service: ippas\n{lines}"));
    let record = "---\ntitle: A march\nkind: document\nsensitivity: restricted\ntype: transport/completed\ncompleted_on: 2026-09-01\nexpires: 2027-01-01\nsubject: S\npublic_record: {slug: m, title: A march, date: 2026, type: transport/completed, reason: threat}\n---\n\nInside.\n";
    for (text, from, to, changed) in [
        // Nothing that anybody would see.
        (
            &mission,
            "form: summary\n",
            "form: summary # a note\n",
            None,
        ),
        (&mission, "---\n\nforms", "***\n\nforms", None),
        (&record.to_owned(), "Inside", "Deep inside", None),
        (&mission, "kind: of", "kind: in", Some("the text")),
        (&mission, "forms: and", "forms: or", Some("the text")),
        (&mission, "It went well", "It went", Some("the text")),
        (
            &mission,
            "form: summary",
            "form: full",
            Some("the kind, type or form"),
        ),
        (&mission, "2016-05-09", "2016-05-10", Some("the dates")),
        (&mission, "2026-10-02", "2026-10-03", Some("the dates")),
        (&mission, "A table", "Some table", Some("the attachments")),
        (&mission, "t.csv", "u.csv", None),
        (
            &record.to_owned(),
            "title: A march, date",
            "title: March, date",
            Some("the public record"),
        ),
        (
            &record.to_owned(),
            "completed_on: 2026-09-01",
            "completed_on: 2026-09-02",
            Some("the dates"),
        ),
        (
            &record.to_owned(),
            "expires: 2027-01-01",
            "expires: 2027-01-02",
            Some("the dates"),
        ),
    ] {
        let expected = changed
            .map(|parts| format!("this assessment is void: {parts} changed after it was made"));
        assert_eq!(void(text, from, to), expected, "{from}: {to}");
    }
}

/// Sites carry digests in their entries: what was assessed with one release of this tool is assessed for the next.
#[test]
fn a_digest_means_the_same_to_every_release() {
    let text = "---\ntitle: A march\nkind: document\nsensitivity: public\ntype: transport/completed\nform: summary\ncompleted_on: 2026-09-01\ndate: 2026-09\nnot_before: 2026-10-02\nsubject: S\ndiscloses: [general]\nattachments: [{file: t.csv, sensitivity: public, title: A table}]\n---\n\nIt went *well*.\n";
    let mut tree = site(&[("m.md", text)]);
    tree.insert("t.csv", "Year,Count\n2020,10\n");
    let bound = assessed(&tree, "m.md").unwrap();
    let digest = bound
        .lines()
        .find_map(|line| line.trim().strip_prefix("digest: "));
    assert_eq!(
        digest,
        Some(
            "\"v1:27134d817ee4558712209c96f4a3533d936977c35ee661f20b9ff7750036d636:e85a8020-eae77175-a9aded6f-76971641-e3b0c442-37a185f2\""
        )
    );
}

#[test]
fn an_assessment_that_nothing_public_needs_is_bound_to_nothing() {
    let text = mission("Text.").replace(
        "form: summary",
        "form: summary\nassessment: {by: A, on: 2026-10-01, basis: b}",
    );
    let told = |text: &str| -> Vec<&'static str> {
        let site = disclose(&site(&[("m.md", text)]), TODAY).unwrap();
        site.warnings().iter().map(|one| one.code).collect()
    };
    assert_eq!(told(&text), ["assessment-undigested"]);
    assert_eq!(
        told(&text.replace("public", "restricted")),
        Vec::<&str>::new()
    );
}
