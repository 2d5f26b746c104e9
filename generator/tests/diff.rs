//! `vitrine diff`: what is newly public, changed or withdrawn.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
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
    let said = diff(&site, &[]).exits(0).out();
    assert!(
        said.starts_with("0 new, 0 changed, 0 withdrawn\n\nrelease 1 for 2026-11-01: "),
        "{said}"
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
    let said = diff(&site, &[]).exits(0).out();
    assert!(
        said.starts_with("0 new, 0 changed, 0 withdrawn\n\nrelease 1 for 2026-11-01: "),
        "{said}"
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
        assert!(said.contains(counts), "{said}");
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
            .starts_with("0 new, 0 changed, 0 withdrawn\n")
    );
    let said = site
        .run(&["diff", "public", "site", "--as-of", "2090-01-01"])
        .exits(0)
        .out();
    assert!(said.contains("1 new, 0 changed, 0 withdrawn\n"), "{said}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let site = built();
    let _ = site.run(&["diff", "none", "public"]).exits(2);
    let _ = site.run(&["diff", "site/about.md", "site"]).exits(1);
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

#[test]
fn a_sheet_for_paper_holds_all_that_is_newly_public() {
    let png = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../content/verania/documents/annual-report/training.png"),
    )
    .unwrap();
    let listed = "attachments: [{file: a.csv, sensitivity: public, title: Figures}, {file: b.png, sensitivity: public, title: Chart, alt: \"Bars & <lines>\"}]\n";
    let site = changed()
        .file("more.md", page("More <b>", listed, "Its \"text\" & more."))
        .file("a.csv", "year,number\n2020,3\n")
        .file("b.png", png);
    let ran = diff(&site, &["--sheet", "sheet.html"]).exits(0);
    assert!(
        ran.out()
            .starts_with("sheet.html: to print, read and sign\n"),
        "{}",
        ran.out()
    );
    let sheet = std::fs::read_to_string(site.path().join("sheet.html")).unwrap();
    let digest = diff(&site, &["--format", "digest"]).exits(0).out();
    let grouped: Vec<&str> = (0..8).map(|at| &digest[at * 8..at * 8 + 8]).collect();
    for part in [
        grouped[..4].join(" ").as_str(),
        grouped[4..].join(" ").as_str(),
        "<h1>Release 1 for 2026-11-01</h1>",
        "More &lt;b&gt;",
        "Its &quot;text&quot; &amp; more.",
        "src=\"data:image/png;base64,",
        "alt=\"Bars &amp; &lt;lines&gt;\"",
        "2020,3",
        "<li class=\"withdrawn\" dir=\"auto\">It goes.</li>",
        "<li class=\"new\" dir=\"auto\">It comes.</li>",
        "<td class=\"withdrawn\" dir=\"auto\">First.</td><td dir=\"auto\">Second.</td>",
        "Gone *soon*",
        "Approved by, another person: name, date, signature",
        "vitrine release site --output public",
    ] {
        assert!(sheet.contains(part), "{part}");
    }
    for word in [
        "hedgehog",
        "It stays",
        "Former words",
        "http:",
        "https:",
        "<script",
        "<b>",
    ] {
        assert!(!sheet.contains(word), "{word}");
    }
    assert_eq!(sheet.matches("<img").count(), 1);
    // Without a folder there is nothing to approve.
    let _ = site.build_into("later").exits(0);
    let _ = site
        .run(&["diff", "public", "later", "--sheet", "two.html"])
        .exits(0);
    let sheet = std::fs::read_to_string(site.path().join("two.html")).unwrap();
    assert!(sheet.contains("Changes of 2026-11-01") && !sheet.contains("signature"));
}

#[test]
fn a_sheet_is_private() {
    let site = changed();
    let before = site.published();
    let site = site.file("notes/.keep", "");
    for (file, why) in [
        ("public/sheet.html", "is a published site"),
        ("public/pages/sheet.html", "is a published site"),
        ("site/sheet.html", "does not lie among the entries"),
        ("site/notes/sheet.html", "does not lie among the entries"),
        ("site/about.md", "does not lie among the entries"),
        ("taken.html", "is left as it is"),
    ] {
        std::fs::write(site.path().join("taken.html"), "mine").unwrap();
        let ran = diff(&site, &["--sheet", file]).exits(2);
        assert!(
            ran.err().contains(why) && ran.out().is_empty(),
            "{file}: {}",
            ran.err()
        );
    }
    assert!(site.published() == before);
    assert_eq!(
        std::fs::read_to_string(site.path().join("taken.html")).unwrap(),
        "mine"
    );
    // As the message says.
    let _ = diff(&site, &["--sheet", "site/.vitrine/sheet.html"]).exits(0);
    assert!(
        site.read(".vitrine/sheet.html")
            .starts_with("<!doctype html>")
    );
    let _ = site.check().exits(0);
}

#[test]
fn withheld_passages_are_told_by_reason() {
    let marked = |text: &str| page("One", "", text);
    let site = Site::new().file(
        "one.md",
        marked("The team met :restricted[the hedgehog]{reason=\"personnel\" mark} and left.\n\n:::restricted{reason=\"threat\" mark}\nHidden.\n:::\n\nA :restricted[bird]{reason=\"threat\" silent} end."),
    );
    let _ = site.build().exits(0);
    site.put(
        "one.md",
        marked("The team met the hedgehog and left.\n\n:::restricted{reason=\"mosaic\" mark}\nHidden.\n:::\n\nA :restricted[bird]{reason=\"threat\" silent} end."),
    );
    let said = diff(&site, &[]).exits(0).out();
    for line in [
        "  + The team met the hedgehog and left.\n",
        "  withheld passage (mosaic): a mark is new\n",
        "  withheld passage (personnel): its mark is gone\n",
        "  withheld passage (threat): its mark is gone\n",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let all = diff(&site, &["--format", "json"]).exits(0).json();
    assert_eq!(
        all[0]["portions"],
        json!([
            {"what": "new", "reason": "mosaic"},
            {"what": "withdrawn", "reason": "personnel"},
            {"what": "withdrawn", "reason": "threat"}
        ])
    );
    let note = diff(&site, &["--format", "markdown"]).exits(0).out();
    assert!(
        note.contains("a withheld passage (personnel): its mark is gone"),
        "{note}"
    );
    // What leaves no mark is no part of either site.
    assert!(!said.contains("bird") && !note.contains("bird"));
    let sheet = site.path().join("sheet.html");
    let _ = diff(&site, &["--sheet", "sheet.html"]).exits(0);
    let sheet = std::fs::read_to_string(sheet).unwrap();
    assert!(
        sheet.contains("Withheld passage, personnel: its mark is gone."),
        "{sheet}"
    );
}
