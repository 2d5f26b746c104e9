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
