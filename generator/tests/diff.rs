//! `vitrine diff`: what is newly public, changed or withdrawn.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use common::{Ran, Site, TODAY};
use serde_json::json;

fn page(title: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{more}---\n\n{body}\n")
}

/// A site that was built into `public`.
fn built() -> Site {
    let site = Site::new()
        .file("one.md", page("One", "summary: First.\n", "Here it is. It stays. It goes.\n\n- a\n- b\n\n:::restricted{reason=\"threat\" mark}\nHidden hedgehog.\n:::"))
        .file("gone.md", page("Gone *soon*", "", "Former words."));
    let _ = site.build().exits(0);
    site
}

fn diff(site: &Site, more: &[&str]) -> Ran {
    site.run(&[&["diff", "public", "site", "--as-of", TODAY], more].concat())
}

#[test]
fn the_same_site_differs_in_nothing() {
    let site = built();
    assert_eq!(
        diff(&site, &[]).exits(0).out(),
        "0 new, 0 changed, 0 withdrawn\n"
    );
    assert_eq!(diff(&site, &["--format", "json"]).exits(0).out(), "[]\n");
    assert!(
        diff(&site, &["--format", "markdown"])
            .exits(0)
            .out()
            .contains("Nothing changed.")
    );
}

#[test]
fn what_is_not_public_is_no_difference() {
    let site = built().file(
        "secret.md",
        "---\ntitle: Secret hedgehog\nkind: page\nsensitivity: restricted\n---\n\nMore.\n",
    );
    site.put(
        "one.md",
        site.read("one.md")
            .replace("Hidden hedgehog", "Quite another hedgehog")
            .replace("title:", "internal: {a: hedgehog}\ntitle:"),
    );
    assert_eq!(
        diff(&site, &[]).exits(0).out(),
        "0 new, 0 changed, 0 withdrawn\n"
    );
}

fn changed() -> Site {
    let site = built()
        .without("gone.md")
        .file("new.md", page("New", "", "Wholly new."));
    let text = site.read("one.md");
    let text = text
        .replace("First.", "Second.")
        .replace("It goes.", "It comes.")
        .replace("- b", "- c")
        .replace("threat", "personnel")
        .replace("Hidden hedgehog", "Other hedgehog");
    site.file("one.md", text)
}

#[test]
fn every_difference_is_told() {
    let site = changed();
    let said = diff(&site, &[]).exits(0).out();
    for line in [
        "withdrawn  pages/gone-soon (page): Gone *soon*\n",
        "new  pages/new (page): New\n",
        "  + Wholly new.\n",
        "changed  pages/one (page): One\n",
        "  - summary: First.\n  + summary: Second.\n",
        "  - It goes.\n",
        "  + It comes.\n",
        "  - - b\n",
        "  + - c\n",
        "  - :::withheld{reason=\"threat\"}\n",
        "1 new, 1 changed, 1 withdrawn\n",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    for line in ["Here it is", "It stays", "hedgehog", "Former words"] {
        assert!(!said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn machines_get_an_array() {
    let all = diff(&changed(), &["--format", "json"]).exits(0).json();
    assert_eq!(all[1]["what"], "new");
    assert_eq!(
        all[1]["text"],
        json!([{"what": "new", "text": "Wholly new."}])
    );
    assert_eq!(
        all[2]["fields"],
        json!([{"name": "summary", "old": "First.", "new": "Second."}])
    );
    assert_eq!(all[0]["address"], "pages/gone-soon");
}

#[test]
fn a_release_note_repeats_nothing_that_was_taken_out() {
    let said = diff(&changed(), &["--format", "markdown"]).exits(0).out();
    assert!(
        said.starts_with(
            "# Changes of 2026-11-01\n\n## Newly public\n\n- **New** (page, `pages/new`)\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("- **Gone \\*soon\\*** (page, `pages/gone-soon`)\n"),
        "{said}"
    );
    assert!(
        said.contains("summary; 3 sentences added; 3 sentences taken out"),
        "{said}"
    );
    for word in ["It goes", "Former", "First", "hedgehog"] {
        assert!(!said.contains(word), "{said}");
    }
}

#[test]
fn files_and_records_are_told() {
    let listed = "attachments: [{file: a.csv, sensitivity: public, title: Figures}]\n";
    let site = Site::new()
        .file("one.md", page("One", listed, "Text."))
        .file("a.csv", "a,b\n1,2\n");
    let _ = site.build().exits(0);
    let site = site.file("a.csv", "a,b\n1,3\n").file(
        "b.md",
        "---\ntitle: Inner\nkind: page\nsensitivity: restricted\npublic_record: {slug: on-record, title: A report, date: 2020, reason: threat}\n---\n\nWords.\n",
    );
    let said = diff(&site, &[]).exits(0).out();
    assert!(
        said.contains("  file figures.csv: changed (Figures)\n"),
        "{said}"
    );
    assert!(
        said.contains("new  register/on-record (record): A report\n"),
        "{said}"
    );
    assert!(!said.contains("Inner"), "{said}");
    let site = site.file("one.md", page("One", "", "Text."));
    assert!(
        diff(&site, &[])
            .exits(0)
            .out()
            .contains("  file figures.csv: withdrawn (Figures)\n")
    );
}

#[test]
fn settings_and_rules_are_told() {
    let site = built().file("vitrine.toml", "title = \"Another\"\n").file(
        "policy.toml",
        "[row.national-policy]\npresumption = \"closed\"\n",
    );
    let said = diff(&site, &[]).exits(0).out();
    assert!(
        said.starts_with("the site\n  - title: A test\n  + title: Another\n"),
        "{said}"
    );
    assert!(said.contains("matrix.national-policy"), "{said}");
}

#[test]
fn any_two_of_folder_output_and_archive_are_compared() {
    let site = changed();
    let _ = site.build_into("later").exits(0);
    let counts = "1 new, 1 changed, 1 withdrawn\n";
    for (old, new) in [
        ("public", "later"),
        ("public/source.tar.gz", "later/source.tar.gz"),
        ("public/source.tar.gz", "site"),
    ] {
        let said = site
            .run(&["diff", old, new, "--as-of", TODAY])
            .exits(0)
            .out();
        assert!(said.ends_with(counts), "{said}");
        let said = site
            .run(&["diff", old, new, "--as-of", TODAY, "--public-log"])
            .exits(0)
            .out();
        assert_eq!(said, counts);
    }
}

#[test]
fn a_day_that_has_not_come_may_be_looked_at() {
    let site = built();
    let site = site.file("new.md", page("New", "not_before: 2090-01-01\n", "Text."));
    assert!(
        diff(&site, &[])
            .exits(0)
            .out()
            .ends_with("0 new, 0 changed, 0 withdrawn\n")
    );
    let said = site
        .run(&["diff", "public", "site", "--as-of", "2090-01-01"])
        .exits(0)
        .out();
    assert!(said.ends_with("1 new, 0 changed, 0 withdrawn\n"), "{said}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let site = built();
    let _ = site.run(&["diff", "none", "site"]).exits(2);
    let _ = site.run(&["diff", "site", "site"]).exits(2);
    let _ = site.run(&["diff", "public", "none"]).exits(2);
    let mut bytes = std::fs::read(site.path().join("public/source.tar.gz")).unwrap();
    let last = bytes.len() / 2;
    bytes[last] ^= 0xff;
    std::fs::write(site.path().join("broken.tar.gz"), bytes).unwrap();
    let ran = site.run(&["diff", "broken.tar.gz", "site"]).exits(1);
    assert!(ran.err().contains("archive-broken"), "{}", ran.err());
    let site = site.file("one.md", "No header.\n");
    let ran = diff(&site, &[]).exits(1);
    assert!(ran.err().contains("front-matter-missing") && ran.out().is_empty());
}
