//! `vitrine mosaic`: what is public about each subject, and what would resolve what is too much.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use common::{Ran, Site, TODAY};

fn page(title: &str, facets: &str) -> String {
    format!(
        "---\ntitle: {title}\nkind: page\nsensitivity: public\nsubject: Heron Point\ndiscloses: [{facets}]\n---\n\nWords.\n"
    )
}

fn mosaic(site: &Site, more: &[&str]) -> Ran {
    site.run(&[&["mosaic", "site", "--as-of", TODAY], more].concat())
}

fn too_much() -> Site {
    Site::new()
        .file("a.md", page("A way", "route, endpoints"))
        .file("b.md", page("A day", "schedule"))
        .file("c.md", page("Another day", "schedule"))
}

#[test]
fn too_much_is_told_with_the_way_out() {
    let ran = mosaic(&too_much(), &[]).exits(1);
    insta::assert_snapshot!(ran.out());
    let all = mosaic(&too_much(), &["--format", "json"]).exits(1).json();
    let rule = &all["subjects"][0]["rules"][0];
    assert_eq!(rule["rule"], "transport-forecast");
    assert_eq!(rule["standing"], "refused");
    assert_eq!(rule["withhold"]["who"][0]["file"], "a.md");
    assert_eq!(rule["withhold"]["exact"], true);
    assert_eq!(all["withhold"]["who"].as_array().unwrap().len(), 1);
}

#[test]
fn what_resolves_it_resolves_it() {
    let site = too_much();
    let _ = site.build().exits(1);
    site.put(
        "a.md",
        page("A way", "route").replace("public", "restricted"),
    );
    let ran = mosaic(&site, &[]).exits(0);
    assert!(!ran.out().contains("refused"), "{}", ran.out());
    let _ = site.build().exits(0);
}

#[test]
fn one_subject_alone() {
    let site = too_much().file(
        "d.md",
        page("D", "date").replace("Heron Point", "Elsewhere"),
    );
    let ran = mosaic(&site, &["--subject", "Elsewhere"]).exits(1);
    assert!(!ran.out().contains("Heron Point"));
    let ran = mosaic(&site, &["--subject", "Nowhere"]).exits(2);
    assert!(ran.err().contains("nothing is public"));
}

#[test]
fn what_is_not_read_is_not_counted_and_that_is_said() {
    let site = Site::new()
        .file("a.md", page("A way", "route"))
        .file("b.md", page("A day", "schedule").replace("kind:", "knd:"));
    let ran = mosaic(&site, &[]).exits(0);
    assert!(ran.err().contains("not counted here"), "{}", ran.err());
}

#[test]
fn a_site_without_subjects_and_a_public_source() {
    let site = Site::new();
    let ran = mosaic(&site, &[]).exits(0);
    assert!(ran.out().ends_with("No public entry names a subject.\n"));
    let _ = site.build().exits(0);
    let ran = site.run(&["mosaic", "public/source.tar.gz"]).exits(2);
    assert!(ran.err().contains("names no subjects"));
}

/// Releases the site as it stands, by two persons.
#[track_caller]
fn release(site: &Site) {
    let of = [
        "diff", "public", "site", "--as-of", TODAY, "--format", "digest",
    ];
    let digest = site.run(&of).exits(0).out();
    let ran = site.run(&[
        "release",
        "site",
        "--output",
        "public",
        "--as-of",
        TODAY,
        "--by",
        "Ann Lee",
        "--approved-by",
        "Bo Mar",
        "--digest",
        digest.trim(),
    ]);
    let _ = ran.exits(0);
}

#[test]
fn what_an_earlier_release_told_counts_though_it_was_taken_out_since() {
    let site = Site::new().file("a.md", page("A way", "route, endpoints"));
    release(&site);
    // The way is withdrawn, and a second release is without it.
    let site = site
        .without("a.md")
        .file("c.md", page("General", "general"));
    release(&site);
    assert!(!site.published().contains_key("pages/a-way.html"));
    // The day alone would be harmless; whoever kept the first release has both.
    let site = site.file("b.md", page("A day", "schedule"));
    let ran = site.build().exits(1);
    let told = ran.err();
    assert!(
        told.starts_with("b.md:") && told.contains(" mosaic-combined "),
        "{told}"
    );
    for words in ["release 1", "pages/a-way"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let of = ["diff", "public", "site", "--as-of", TODAY];
    assert!(site.run(&of).exits(1).err().contains("mosaic-combined"));
    let all = mosaic(&site, &["--format", "json"]).exits(1).json();
    let rule = &all["subjects"][0]["rules"][0];
    assert_eq!(
        (&rule["rule"], &rule["standing"]),
        (&"transport-forecast".into(), &"refused".into())
    );
    // What was told cannot be withheld any more: the only way out is the new entry.
    let who = all["withhold"]["who"].as_array().unwrap();
    assert_eq!(who.len(), 1, "{all}");
    assert_eq!(who[0]["file"], "b.md");
    let ran = mosaic(&site, &[]).exits(1);
    assert!(ran.out().contains("release 1"), "{}", ran.out());
    // Followed, it resolves; and without the ledger nobody could have known.
    let site = site.file(
        "b.md",
        page("A day", "schedule").replace("sensitivity: public", "sensitivity: restricted"),
    );
    let _ = site.build().exits(0);
    let fresh = Site::new()
        .file("b.md", page("A day", "schedule"))
        .file("c.md", page("General", "general"));
    let _ = fresh.build().exits(0);
}
