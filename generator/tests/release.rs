//! `vitrine release`: exactly what two persons approved is published, once, and it is recorded that they did.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Ran, Site, TODAY};

const LEDGER: &str = ".vitrine/ledger.jsonl";
const HISTORY: &str = "releases.toml";

fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n---\n\n{body}\n")
}

fn digest(site: &Site, more: &[&str]) -> String {
    let arguments = [
        "diff", "public", "site", "--as-of", TODAY, "--format", "digest",
    ];
    let ran = site.run(&[&arguments, more].concat()).exits(0);
    ran.out().trim().to_owned()
}

fn release_of(site: &Site, digest: &str, more: &[&str]) -> Ran {
    let arguments = [
        "release", "site", "--output", "public", "--as-of", TODAY, "--digest", digest,
    ];
    let persons = ["--by", "Ann Lee", "--approved-by", "Bo Mar"];
    let persons: &[&str] = if more.contains(&"--by") {
        &[]
    } else {
        &persons
    };
    site.run(&[&arguments, persons, more].concat())
}

/// Approves and releases what there is.
#[track_caller]
fn release(site: &Site) {
    let digest = digest(site, &[]);
    let _ = release_of(site, &digest, &[]).exits(0);
}

/// A site that was released once, and a second page that was not.
fn released() -> Site {
    let site = Site::new().file("one.md", page("One", "Here it is. It stays."));
    release(&site);
    site.file("two.md", page("Two", "Later."))
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    for (path, bytes) in vitrine::read::output(from).unwrap() {
        let file = to.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// All that a release may write: the site, the ledger, the history.
fn state(site: &Site) -> (BTreeMap<String, Vec<u8>>, Option<String>, Option<String>) {
    let text = |path: &str| fs::read_to_string(site.path().join("site").join(path)).ok();
    let public = site.path().join("public");
    let published = vitrine::read::output(&public).unwrap_or_default();
    (published, text(LEDGER), text(HISTORY))
}

#[test]
fn a_release_is_looked_at_approved_and_published() {
    let site = Site::new().file("one.md", page("One", "Here it is."));
    // As the officer is told.
    let said = site
        .run(&["diff", "public", "site", "--as-of", TODAY])
        .exits(0)
        .out();
    assert!(
        said.contains("2 new, 0 changed, 0 withdrawn\n\nrelease 1 for 2026-11-01: "),
        "{said}"
    );
    let command = said
        .split_once("approves exactly this: vitrine ")
        .unwrap()
        .1;
    let mut arguments: Vec<&str> = command.split_whitespace().collect();
    let mut names = ["Ann Lee", "Bo Mar"].into_iter();
    for argument in &mut arguments {
        if *argument == "\"…\"" {
            *argument = names.next().unwrap();
        }
    }
    let ran = site.run(&arguments).exits(0);
    assert!(
        ran.out()
            .contains("public: release 1, approved by two persons, "),
        "{}",
        ran.out()
    );
    let (published, ledger, history) = state(&site);
    assert!(published.contains_key("pages/one.html") && published.contains_key("changes.html"));
    assert_eq!(ledger.unwrap().lines().count(), 1);
    assert_eq!(
        history.unwrap(),
        "[[release]]\nsequence = 1\non = \"2026-11-01\"\nadded = []\nextended = []\n"
    );
    // The folder builds into the same, and so does the public source.
    let _ = site.build_into("again").exits(0);
    let _ = site
        .run(&["build", "public/source.tar.gz", "--output", "anyone"])
        .exits(0);
    for folder in ["again", "anyone"] {
        let other = vitrine::read::output(&site.path().join(folder)).unwrap();
        assert!(other == published, "{folder}");
    }
    let _ = site.run(&["audit", "public", "--against", "site"]).exits(0);
    // Nothing of the persons is published.
    for (path, bytes) in &published {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("Ann Lee") && !text.contains("Bo Mar"),
            "{path}"
        );
    }
}

#[test]
fn the_change_log_names_what_is_public_and_was_added() {
    let site = released()
        .file("one.md", page("One", "Here it is. It stays. More."))
        .file("cut.md", page("Cut", "It stays. It goes."));
    release(&site);
    let site = site
        .file("cut.md", page("Cut", "It stays."))
        .file(
            "two.md",
            page("Two", "Later.").replace("public", "restricted"),
        )
        .file("three.md", page("Three", "Latest."));
    release(&site);
    let (published, ledger, history) = state(&site);
    assert_eq!(ledger.unwrap().lines().count(), 3);
    assert_eq!(
        history.unwrap(),
        "[[release]]\nsequence = 1\non = \"2026-11-01\"\nadded = []\nextended = []\n\n\
         [[release]]\nsequence = 2\non = \"2026-11-01\"\nadded = [\"pages/cut\"]\nextended = [\"pages/one\"]\n\n\
         [[release]]\nsequence = 3\non = \"2026-11-01\"\nadded = [\"pages/three\"]\nextended = []\n"
    );
    let changes = String::from_utf8(published["changes.html"].clone()).unwrap();
    for words in [
        "Release 3",
        "Release 1",
        ">Three<",
        ">Cut<",
        ">One<",
        "1 November 2026",
    ] {
        assert!(changes.contains(words), "{words}: {changes}");
    }
    assert!(!changes.contains("Two"), "{changes}");
    // An entry that comes back is new again.
    let site = site.file("two.md", page("Two", "Later."));
    release(&site);
    assert!(
        site.read(HISTORY).ends_with(
            "sequence = 4\non = \"2026-11-01\"\nadded = [\"pages/two\"]\nextended = []\n"
        )
    );
}

/// Each message, and that nothing is done where one is told.
#[test]
fn refusals() {
    let mut told = String::new();
    let mut case = |name: &str, site: &Site, code: i32, ran: &dyn Fn(&Site) -> Ran| {
        let before = state(site);
        let ran = ran(site).exits(code);
        assert!(state(site) == before, "{name}: nothing is done");
        let said = ran.err().replace(&today(), "TODAY");
        let said = said.replace(&site.path().display().to_string(), "");
        told.push_str(&format!("## {name}: {code}\n{}{said}\n", ran.out()));
    };
    let site = released();
    let sound = digest(&site, &[]);
    let run = |more: &'static [&'static str]| {
        let sound = sound.clone();
        move |site: &Site| release_of(site, &sound, more)
    };
    for (name, code, more) in [
        (
            "the same person twice",
            1,
            &["--by", "Ann Lee", "--approved-by", "ANN  lee"] as &'static [_],
        ),
        ("no name", 2, &["--by", " ", "--approved-by", "Bo Mar"]),
        (
            "a name of two lines",
            2,
            &["--by", "Ann\nLee", "--approved-by", "Bo Mar"],
        ),
        ("a retraction that is none", 1, &["--lift", "pages/one"]),
    ] {
        case(name, &site, code, &run(more));
    }
    for (name, digest) in [
        ("another digest", "0123456789abcdef0123456789abcdef"),
        ("a digest too short", "0123456789abcde"),
        ("no digest", "the one of today, with love"),
    ] {
        let code = if name == "another digest" { 1 } else { 2 };
        case(name, &site, code, &|site| release_of(site, digest, &[]));
    }
    case("another day", &site, 1, &|site| {
        let sound = sound.as_str();
        site.run(&[
            "release",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-11-02",
            "--digest",
            sound,
            "--by",
            "Ann Lee",
            "--approved-by",
            "Bo Mar",
        ])
    });
    case("a day before the last release", &site, 2, &|site| {
        let sound = sound.as_str();
        site.run(&[
            "release",
            "site",
            "--output",
            "elsewhere",
            "--as-of",
            "2026-10-31",
            "--digest",
            sound,
            "--by",
            "Ann Lee",
            "--approved-by",
            "Bo Mar",
        ])
    });
    case("a public source", &site, 2, &|site| {
        let sound = sound.as_str();
        site.run(&[
            "release",
            "public/source.tar.gz",
            "--output",
            "elsewhere",
            "--digest",
            sound,
            "--by",
            "Ann Lee",
            "--approved-by",
            "Bo Mar",
        ])
    });
    let site = site.file("two.md", page("Two", "Later, and edited."));
    case("an edit after the approval", &site, 1, &run(&[]));
    let site = site.file("two.md", "No header.\n");
    case("a folder with errors", &site, 1, &run(&[]));
    insta::assert_snapshot!(told);
}

fn today() -> String {
    let out = Command::new("date").args(["-u", "+%F"]).output().unwrap();
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

#[test]
fn what_was_published_in_between_is_not_what_was_approved_against() {
    let site = released();
    let old = digest(&site, &[]);
    let _ = site.build().exits(0);
    let ran = release_of(&site, &old, &[]).exits(1);
    assert!(
        ran.err().contains("this is not the digest"),
        "{}",
        ran.err()
    );
    release(&site);
}

#[test]
fn nothing_is_built_for_a_day_before_the_last_release() {
    let site = released();
    let ran = site
        .run(&[
            "build",
            "site",
            "--output",
            "elsewhere",
            "--as-of",
            "2026-10-31",
        ])
        .exits(2);
    assert!(
        ran.err().contains("the last release is of a later day"),
        "{}",
        ran.err()
    );
}

#[test]
fn an_older_public_source_does_not_take_the_place_of_a_newer_site() {
    let site = released();
    fs::copy(
        site.path().join("public/source.tar.gz"),
        site.path().join("old.tar.gz"),
    )
    .unwrap();
    let _ = site
        .run(&["build", "old.tar.gz", "--output", "public"])
        .exits(0);
    release(&site);
    let before = site.published();
    let ran = site
        .run(&["build", "old.tar.gz", "--output", "public"])
        .exits(2);
    assert!(
        ran.err().contains("build it into another folder"),
        "{}",
        ran.err()
    );
    assert!(site.published() == before);
    // As the message says.
    let _ = site
        .run(&["build", "old.tar.gz", "--output", "another"])
        .exits(0);
}

#[test]
fn a_digest_may_be_copied_from_paper() {
    let site = released();
    let digest = digest(&site, &[]).to_uppercase();
    let short = format!("{} {}", &digest[..8], &digest[8..16]);
    let _ = release_of(&site, &short, &[]).exits(0);
}

/// The smallest picture: one white point.
const PICTURE: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0,
    0, 0, 58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 248, 15, 0, 1, 1, 1, 0, 177,
    56, 246, 20, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

#[test]
fn a_release_shows_no_picture_that_nobody_looked_at() {
    let listing = |more: &str| {
        page("One", "![](a.png)").replace(
            "kind:",
            &format!("attachments: [{{file: a.png, sensitivity: public, title: A point, alt: A white point{more}}}]\nkind:"),
        )
    };
    let site = Site::new()
        .file("a.png", PICTURE)
        .file("one.md", listing(""));
    // A build warns, so that work can go on.
    let ran = site.build().exits(0);
    assert!(
        ran.err().contains("one.md:3:22 picture-unchecked "),
        "{}",
        ran.err()
    );
    fs::remove_dir_all(site.path().join("public")).unwrap();
    let of = ["diff", "public", "site", "--as-of", TODAY];
    let told = site.run(&of).exits(0).err();
    assert!(
        told.contains("one.md:3:22 picture-unchecked ")
            && told.contains("`vitrine release` refuses that"),
        "{told}"
    );
    let ran = release_of(&site, &digest(&site, &[]), &[]).exits(1);
    let told = ran.err();
    assert!(told.contains("one.md:3:22 picture-unchecked "), "{told}");
    assert!(
        told.contains("add `checked_by`") && told.contains("nothing was published"),
        "{told}"
    );
    assert!(!site.path().join("public").exists());
    // As the message says.
    let site = site.file("one.md", listing(", checked_by: Ann Lee"));
    release(&site);
    let published = site.published();
    assert!(published.keys().any(|path| path.ends_with(".png")));
    for bytes in published.values() {
        assert!(!String::from_utf8_lossy(bytes).contains("Ann Lee"));
    }
}

#[test]
fn what_two_persons_approve_is_bound_to_its_assessments() {
    let assessed = |more: &str| {
        format!(
            "---\ntitle: A practice of ours\nkind: document\nsensitivity: public\ntype: policy-explanation\nassessment: {{by: A, on: 2026-10-01, basis: C{more}}}\n---\n\nText.\n"
        )
    };
    let site = Site::new().file("a.md", assessed(""));
    let ran = site
        .run(&["diff", "public", "site", "--as-of", TODAY])
        .exits(0);
    assert!(
        ran.err().contains("`vitrine release` refuses that"),
        "{}",
        ran.err()
    );
    let ran = release_of(&site, &digest(&site, &[]), &[]).exits(1);
    assert!(
        ran.err()
            .starts_with("assessment-undigested 1 assessment is bound to no text"),
        "{}",
        ran.err()
    );
    let _ = site
        .run(&[
            "assess",
            "site/a.md",
            "--by",
            "A",
            "--basis",
            "C",
            "--on",
            "2026-10-01",
        ])
        .exits(0);
    release(&site);
}

#[test]
fn what_was_approved_for_an_earlier_day_must_hold_today() {
    let dated = page("Short", "Words.").replace("kind:", "expires: 2026-11-03\nkind:");
    let site = Site::new().file("short.md", dated);
    let digest = digest(&site, &[]);
    let ran = release_of(&site, &digest, &[]).exits(1);
    assert!(
        ran.err().contains("1 entries differ by their dates"),
        "{}",
        ran.err()
    );
    assert!(state(&site).1.is_none());
}

#[test]
fn where_releases_are_required_nothing_else_is_published() {
    let site = Site::new().file(
        "vitrine.toml",
        "title = \"A test\"\nrelease = \"required\"\n",
    );
    let ran = site.build().exits(1);
    assert!(
        ran.err()
            .contains("nothing was approved so far: look with `vitrine diff public site`"),
        "{}",
        ran.err()
    );
    release(&site);
    let published = site.published();
    // The same again, and elsewhere: its day is the one that is meant.
    for folder in ["public", "elsewhere"] {
        let _ = site.run(&["build", "site", "--output", folder]).exits(0);
        let other = vitrine::read::output(&site.path().join(folder)).unwrap();
        assert!(other == published, "{folder}");
    }
    let site = site.file("new.md", page("New", "Text."));
    for arguments in [&["--as-of", TODAY] as &[&str], &[]] {
        let ran = site
            .run(&[&["build", "site", "--output", "public"], arguments].concat())
            .exits(1);
        assert!(
            ran.err().contains("this is not release 1 as it stands: look at what changed with `vitrine diff public site`"),
            "{}",
            ran.err()
        );
        assert!(site.published() == published);
    }
    // What the message says helps.
    release(&site);
    assert!(site.published().contains_key("pages/new.html"));
    // Another day is another site.
    let ran = site
        .run(&[
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-11-02",
        ])
        .exits(1);
    assert!(ran.err().contains("this is not release 2"), "{}", ran.err());
    // What was not required before is held to it from now on: the public source is nobody's decision.
    let _ = site
        .run(&["build", "public/source.tar.gz", "--output", "anyone"])
        .exits(0);
}

#[test]
fn builds_between_releases_are_told_of_by_the_next() {
    let site = released();
    let _ = site.build().exits(0);
    assert!(site.published().contains_key("pages/two.html"));
    let site = site.file("three.md", page("Three", "Text."));
    release(&site);
    assert!(
        site.read(HISTORY)
            .contains("added = [\"pages/three\", \"pages/two\"]")
    );
}

#[test]
fn a_ledger_that_is_gone_or_changed_stops_everything() {
    let site = released();
    release(&site);
    let whole = site.read(LEDGER);
    let lines: Vec<&str> = whole.lines().collect();
    let sound = state(&site);
    let everything = |code: &str| {
        for arguments in [
            &["build", "site", "--output", "public", "--as-of", TODAY] as &[&str],
            &["diff", "public", "site", "--as-of", TODAY],
            &["check", "site", "--as-of", TODAY],
            &[
                "release",
                "site",
                "--output",
                "public",
                "--as-of",
                TODAY,
                "--digest",
                "0123456789abcdef",
                "--by",
                "A",
                "--approved-by",
                "B",
            ],
        ] {
            let ran = site.run(arguments).exits(1);
            assert!(ran.err().contains(code), "{arguments:?} {}", ran.err());
            assert!(ran.err().contains("from a backup"), "{}", ran.err());
        }
    };
    fs::remove_file(site.path().join("site").join(LEDGER)).unwrap();
    everything("ledger-missing");
    for (broken, code) in [
        (String::new(), "ledger-missing"),
        (format!("{}\n", lines[0]), "history-differs"),
        (format!("{}\n", lines[1]), "ledger.jsonl:1:1 ledger-broken"),
        (
            format!("{}\n{}\n", lines[1], lines[0]),
            "ledger.jsonl:1:1 ledger-broken",
        ),
        (
            format!("{whole}{}\n", lines[1]),
            "ledger.jsonl:3:1 ledger-broken",
        ),
        (
            whole.replacen("Ann Lee", "Cy Orr", 1),
            "ledger.jsonl:1:1 ledger-broken",
        ),
        (
            whole.trim_end().to_owned(),
            "ledger.jsonl:2:1 ledger-broken",
        ),
        (whole[..whole.len() / 2].to_owned(), "ledger-broken"),
    ] {
        site.put(LEDGER, broken);
        everything(code);
    }
    site.put(LEDGER, &whole);
    site.put(
        HISTORY,
        site.read(HISTORY).replace("pages/two", "pages/one"),
    );
    everything("history-differs");
    fs::remove_file(site.path().join("site").join(HISTORY)).unwrap();
    everything("history-differs");
    // What the messages say helps: the history is in the public source, the ledger in the backup.
    let tar = Command::new("tar")
        .args([
            "--extract",
            "--to-stdout",
            "--file",
            "public/source.tar.gz",
            HISTORY,
        ])
        .current_dir(site.path())
        .output()
        .unwrap();
    site.put(HISTORY, tar.stdout);
    assert!(state(&site) == sound);
    let _ = site.build().exits(0);
}

#[test]
fn a_folder_of_another_release_is_refused() {
    let site = released();
    copy(&site.path().join("public"), &site.path().join("first"));
    let (_, ledger, history) = state(&site);
    release(&site);
    let ran = site.build_into("first").exits(1);
    assert!(ran.err().contains("output-behind"), "{}", ran.err());
    assert!(
        ran.err()
            .contains("is release 1, and the last release is release 2"),
        "{}",
        ran.err()
    );
    // An empty one is as good.
    let _ = site.build_into("empty").exits(0);
    // An older copy of the site folder does not know of the release that is published.
    site.put(LEDGER, ledger.unwrap());
    site.put(HISTORY, history.unwrap());
    let ran = site.build().exits(1);
    assert!(ran.err().contains("ledger-behind"), "{}", ran.err());
}

/// Puts a site back to how it was before its last release, but for the ledger.
fn undo(
    site: &Site,
    published: bool,
    before: &(BTreeMap<String, Vec<u8>>, Option<String>, Option<String>),
) {
    site.put(HISTORY, before.2.as_ref().unwrap());
    if published {
        let public = site.path().join("public");
        fs::remove_dir_all(&public).unwrap();
        for (path, bytes) in &before.0 {
            fs::create_dir_all(public.join(path).parent().unwrap()).unwrap();
            fs::write(public.join(path), bytes).unwrap();
        }
    }
}

#[test]
fn a_release_that_was_interrupted_is_completed_by_the_same_command() {
    for published in [true, false] {
        let site = released();
        let before = state(&site);
        let digest = digest(&site, &[]);
        let _ = release_of(&site, &digest, &[]).exits(0);
        let after = state(&site);
        undo(&site, published, &before);
        let ran = site.build().exits(1);
        let told = ran.err();
        assert!(
            told.contains(
                "release 2 was approved and recorded, and its publication was interrupted"
            ),
            "{told}"
        );
        assert!(told.contains(&digest), "{told}");
        let ran = release_of(&site, &digest, &[]).exits(0);
        assert!(ran.out().contains("release 2 is complete"), "{}", ran.out());
        assert!(state(&site) == after);
    }
}

#[test]
fn a_release_that_never_came_about_can_be_replaced() {
    let site = released();
    let before = state(&site);
    let old = digest(&site, &[]);
    let _ = release_of(&site, &old, &[]).exits(0);
    undo(&site, true, &before);
    let site = site.file("two.md", page("Two", "Edited since."));
    let ran = release_of(&site, &old, &[]).exits(1);
    assert!(
        ran.err().contains("the site folder was changed since"),
        "{}",
        ran.err()
    );
    release(&site);
    assert!(
        site.read(HISTORY).contains("sequence = 2") && !site.read(HISTORY).contains("sequence = 3")
    );
    assert_eq!(site.read(LEDGER).lines().count(), 3);
    let site = site.file("three.md", page("Three", "Text."));
    release(&site);
    assert!(site.read(HISTORY).contains("sequence = 3"));
    // What is published already is not replaced.
    let before = state(&site);
    let site = site.file("four.md", page("Four", "Text."));
    let _ = release_of(&site, &digest(&site, &[]), &[]).exits(0);
    undo(&site, false, &before);
    let ran = release_of(&site, "0123456789abcdef", &[]).exits(2);
    assert!(
        ran.err()
            .contains("release 4 was published already and is complete now"),
        "{}",
        ran.err()
    );
    let _ = site.build().exits(0);
}

#[test]
fn a_release_that_is_killed_is_whole_or_can_be_completed() {
    let mut site = released();
    for number in 0..40 {
        site = site.file(
            &format!("p{number}.md"),
            page(&format!("Page {number}"), "Text."),
        );
    }
    let before = state(&site);
    let digest = digest(&site, &[]);
    let mut killed = 0;
    for step in 0..14 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vitrine"))
            .args([
                "release", "site", "--output", "public", "--as-of", TODAY, "--digest", &digest,
            ])
            .args(["--by", "Ann Lee", "--approved-by", "Bo Mar"])
            .current_dir(site.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(step * 12));
        let _ = child.kill();
        killed += u32::from(!child.wait().unwrap().success());
        let now = state(&site).0;
        let whole = now == before.0 || now.contains_key("pages/page-39.html");
        assert!(
            whole,
            "the folder is the whole old site or the whole new one"
        );
    }
    let ran = release_of(&site, &digest, &[]);
    let done = site.read(HISTORY).contains("sequence = 2");
    assert!(ran.code() == 0 || done, "{}", ran.err());
    assert!(killed > 2, "{killed} were killed in time");
    assert_eq!(site.read(LEDGER).lines().count(), 2);
    let _ = site.build().exits(0);
    let _ = site.run(&["audit", "public", "--against", "site"]).exits(0);
    assert!(site.published().contains_key("pages/page-39.html"));
}

#[test]
fn two_that_release_at_once_release_once() {
    let site = released();
    let digest = digest(&site, &[]);
    let start = |name: &str| {
        Command::new(env!("CARGO_BIN_EXE_vitrine"))
            .args([
                "release", "site", "--output", "public", "--as-of", TODAY, "--digest", &digest,
            ])
            .args(["--by", name, "--approved-by", "Bo Mar"])
            .current_dir(site.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let all: Vec<_> = ["Ann Lee", "Cy Orr", "Di Poe"]
        .into_iter()
        .map(start)
        .collect();
    let ended: Vec<_> = all
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    let sound = ended.iter().filter(|one| one.status.success()).count();
    assert_eq!(sound, 1, "{ended:?}");
    for one in ended.iter().filter(|one| !one.status.success()) {
        let err = String::from_utf8_lossy(&one.stderr);
        assert!(
            err.contains("is under way") || err.contains("this is not the digest"),
            "{err}"
        );
    }
    assert_eq!(site.read(LEDGER).lines().count(), 2);
    let _ = site.build().exits(0);
}

#[test]
fn the_ledger_is_nobody_elses_business() {
    let site = released();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &str| {
            let path = site.path().join("site").join(path);
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        };
        assert_eq!(
            (mode(".vitrine"), mode(LEDGER), mode(HISTORY)),
            (0o700, 0o600, 0o644)
        );
    }
    // It holds what is about which subject, for later checks.
    let site = site.file(
        "two.md",
        page("Two", "Later.").replace(
            "kind:",
            "subject: Heron Point\ndiscloses: [date, identity]\nkind:",
        ),
    );
    release(&site);
    let last: serde_json::Value =
        serde_json::from_str(site.read(LEDGER).lines().last().unwrap()).unwrap();
    let added = last["added"].as_array().unwrap();
    assert_eq!(added.len(), 1, "{last}");
    assert_eq!(added[0]["subjects"], serde_json::json!(["Heron Point"]));
    assert_eq!(
        added[0]["discloses"],
        serde_json::json!(["date", "identity"])
    );
    assert_eq!(
        (&last["by"], &last["approved_by"]),
        (&"Ann Lee".into(), &"Bo Mar".into())
    );
    let published = site.published();
    for (path, bytes) in &published {
        assert!(!String::from_utf8_lossy(bytes).contains("Heron"), "{path}");
    }
}
