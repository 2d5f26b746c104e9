//! What a site folder may not hold: each message as it is told, and the folder once it was mended as it says.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use common::Site;

/// Something that the folder holds, where the message says that it is, and how it is mended.
struct Remedy {
    code: &'static str,
    file: String,
    /// Puts it there.
    wrong: Box<dyn Fn(&Path)>,
    /// What its help says.
    mended: Box<dyn Fn(&Path)>,
    done: &'static str,
}

fn remedy(
    code: &'static str,
    file: impl Into<String>,
    done: &'static str,
    wrong: impl Fn(&Path) + 'static,
    mended: impl Fn(&Path) + 'static,
) -> Remedy {
    Remedy {
        code,
        file: file.into(),
        wrong: Box::new(wrong),
        mended: Box::new(mended),
        done,
    }
}

fn remedies() -> Vec<Remedy> {
    let deep = |levels: usize| PathBuf::from(vec!["a"; levels].join("/"));
    let strange = || OsStr::from_bytes(b"a\xff.txt");
    vec![
        remedy(
            "file-special",
            "link.md",
            "a copy of the file in the place of the link",
            |site| std::os::unix::fs::symlink("about.md", site.join("link.md")).unwrap(),
            |site| {
                fs::remove_file(site.join("link.md")).unwrap();
                fs::copy(site.join("about.md"), site.join("link.txt")).unwrap();
            },
        ),
        remedy(
            "file-name-case",
            "note.txt",
            "renamed one of the two",
            |site| {
                fs::write(site.join("Note.txt"), "a").unwrap();
                fs::write(site.join("note.txt"), "b").unwrap();
            },
            |site| fs::rename(site.join("Note.txt"), site.join("other.txt")).unwrap(),
        ),
        remedy(
            "file-name",
            "a\u{fffd}.txt",
            "renamed it",
            move |site| fs::write(site.join(strange()), "a").unwrap(),
            move |site| fs::rename(site.join(strange()), site.join("a.txt")).unwrap(),
        ),
        remedy(
            "folder-deep",
            deep(33).to_string_lossy(),
            "moved the folder up",
            move |site| {
                fs::create_dir_all(site.join(deep(40))).unwrap();
                fs::write(site.join(deep(40)).join("x.txt"), "a").unwrap();
            },
            move |site| {
                fs::rename(site.join(deep(32)), site.join("b")).unwrap();
            },
        ),
        remedy(
            "file-large",
            "large.md",
            "made it smaller",
            |site| {
                let file = fs::File::create(site.join("large.md")).unwrap();
                file.set_len((64 << 20) + 1).unwrap();
            },
            |site| {
                let page = "---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\nText.\n";
                fs::write(site.join("large.md"), page).unwrap();
            },
        ),
    ]
}

#[test]
fn folders() {
    let mut drawn = String::new();
    for remedy in remedies() {
        let Remedy { code, file, .. } = &remedy;
        let site = Site::new();
        let here = site.path().join("site");
        (remedy.wrong)(&here);
        let told = site.check().exits(1).err();
        let lines: Vec<&str> = told.lines().collect();
        let [line, "1 error, 0 warnings"] = lines.as_slice() else {
            panic!("{code}: {told}");
        };
        // The name may hold a folder of the day: what follows it may not.
        let (before, rest) = line.split_once(&format!(":1:1 {code} ")).unwrap();
        assert!(before.ends_with(file.as_str()), "{before} is not {file}");
        let (message, help) = rest.rsplit_once(" (").unwrap();
        let _ = write!(
            drawn,
            "## {code}\n{file}:1:1 {code}\n  {message}\n  help: {}\nmended:\n  {}\n\n",
            help.trim_end_matches(')'),
            remedy.done
        );
        (remedy.mended)(&here);
        let _ = site.check().exits(0);
    }
    insta::assert_snapshot!(drawn);
}
