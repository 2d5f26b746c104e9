//! What a site folder may not hold, each told at its place with what to do.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use common::Site;

/// The lines that a check tells of a site.
fn told(site: &Site) -> Vec<String> {
    let ran = site.check().exits(1);
    let lines = ran.err();
    lines.lines().map(str::to_owned).collect()
}

#[test]
fn what_is_no_file_is_not_read() {
    let site = Site::new();
    let here = site.path().join("site");
    std::os::unix::fs::symlink("about.md", here.join("link.md")).unwrap();
    assert_eq!(
        told(&site),
        [
            "link.md:1:1 file-special this is a symbolic link, which is never read (put a copy of the file itself here, or move it out of the site)",
            "1 error, 0 warnings"
        ]
    );
    // As it says.
    std::fs::remove_file(here.join("link.md")).unwrap();
    std::fs::copy(here.join("about.md"), here.join("copy.txt")).unwrap();
    let _ = site.check().exits(0);
}

#[test]
fn names_that_some_systems_cannot_keep_apart() {
    let site = Site::new().file("Note.txt", "a").file("note.txt", "b");
    let lines = told(&site);
    assert!(
        lines
            .iter()
            .any(|line| line.contains(" file-name-case ") && line.ends_with("rename one)")),
        "{lines:?}"
    );
    let _ = site.without("Note.txt").check().exits(0);
}

#[test]
fn names_that_are_no_text() {
    let site = Site::new();
    let name = OsStr::from_bytes(b"a\xff.txt");
    std::fs::write(site.path().join("site").join(name), "a").unwrap();
    let lines = told(&site);
    assert!(
        lines
            .iter()
            .any(|line| line.contains(" file-name ") && line.ends_with("(rename it)")),
        "{lines:?}"
    );
}

#[test]
fn folders_that_nest_without_end() {
    let deep = vec!["a"; 40].join("/");
    let site = Site::new().file(&format!("{deep}/x.txt"), "a");
    let lines = told(&site);
    assert!(
        lines
            .iter()
            .any(|line| line.contains(" folder-deep ") && line.ends_with("(move this folder up)")),
        "{lines:?}"
    );
}
