//! `vitrine assess`, and what becomes of an assessment when something changes after it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use common::Site;

const ENTRY: &str = "---\ntitle: A guide\nkind: document\nsensitivity: public\ntype: policy-explanation\nform: nonsensitive-part\ndate: 2020-01-01\nnot_before: 2020-02-01\n---\n\nSome public words.\n";

const NAMES: &[&str] = &[
    "--by",
    "Ann Lee",
    "--approved-by",
    "Bo Ek",
    "--basis",
    "no specifics",
    "--on",
    "2020-03-01",
];

fn site(entry: &str) -> Site {
    Site::new().file("guide.md", entry)
}

fn assess(site: &Site) -> common::Ran {
    site.run(&[&["assess", "site/guide.md"], NAMES].concat())
}

fn assessed(entry: &str) -> Site {
    let site = site(entry);
    let _ = assess(&site).exits(0);
    site
}

/// A line more in the header of [`ENTRY`].
fn with(line: &str) -> String {
    ENTRY.replace("---\n\nSome", &format!("{line}\n---\n\nSome"))
}

#[track_caller]
fn is_void(site: &Site, why: &str) {
    let ran = site.check().exits(1);
    assert!(ran.err().contains(&format!("void: {why}")), "{}", ran.err());
}

#[test]
fn an_assessed_entry_builds_without_a_word() {
    let site = assessed(ENTRY);
    let ran = site.check().exits(0);
    assert!(!ran.err().contains("assessment"), "{}", ran.err());
    let text = site.read("guide.md");
    assert!(text.starts_with("---\ntitle: A guide\nkind: document\n"));
    assert!(text.ends_with("\"\n---\n\nSome public words.\n"));
    assert!(text.contains("  by: \"Ann Lee\"\n  approved_by: \"Bo Ek\"\n  on: 2020-03-01\n"));
    // Again: the same bytes.
    let _ = assess(&site).exits(0);
    assert_eq!(site.read("guide.md"), text);
}

#[test]
fn the_digest_changes_no_public_byte() {
    let undigested = with("assessment: {by: Ann Lee, on: 2020-03-01, basis: x}");
    let (one, other) = (site(&undigested), assessed(&undigested));
    let told = one.build().exits(0);
    assert!(
        told.err()
            .contains("assessment-undigested 1 assessment is bound to no text"),
        "{}",
        told.err()
    );
    assert!(!other.build().exits(0).err().contains("undigested"));
    assert_eq!(one.published(), other.published());
}

#[test]
fn each_later_change_voids_it_and_is_named() {
    for (from, to, what) in [
        ("Some public words", "Some other words", "the text changed"),
        ("A guide", "The guide", "the text changed"),
        (
            "nonsensitive-part",
            "full",
            "the kind, type or form changed",
        ),
        (
            "policy-explanation",
            "regulation-guidance",
            "the kind, type or form and the policy's rule changed",
        ),
        ("date: 2020-01-01", "date: 2020-01-02", "the dates changed"),
        (
            "not_before: 2020-02-01",
            "not_before: 2020-01-01",
            "the dates changed",
        ),
        (
            "not_before: 2020-02-01",
            "not_before: 2020-02-01\nexpires: 2099-01-01",
            "the dates changed",
        ),
    ] {
        let site = assessed(ENTRY);
        let changed = site.read("guide.md").replacen(from, to, 1);
        let site = site.file("guide.md", &changed);
        let line = 1 + changed
            .lines()
            .position(|line| line.contains("digest:"))
            .unwrap();
        let ran = site.check().exits(1);
        let place = format!("guide.md:{line}:11 assessment-void");
        assert!(ran.err().contains(&place), "{}", ran.err());
        is_void(&site, what);
    }
}

#[test]
fn attachments_are_bound_by_their_bytes_and_words() {
    let entry = with(
        "attachments: [{file: a.csv, sensitivity: public, title: Figures}, {file: b.csv, sensitivity: restricted, title: Others}]",
    );
    let make = || {
        let site = site(&entry)
            .file("a.csv", "a,b\n1,2\n")
            .file("b.csv", "c,d\n1,2\n");
        let _ = assess(&site).exits(0);
        site
    };
    is_void(
        &make().file("a.csv", "a,b\n1,3\n"),
        "the attachments changed",
    );
    // What does not leave binds nobody.
    let _ = make().file("b.csv", "c,d\n5,6\n").check().exits(0);
    let site = make();
    site.put(
        "guide.md",
        site.read("guide.md").replace("Figures", "Numbers"),
    );
    is_void(&site, "the attachments changed");
}

#[test]
fn the_rule_of_the_policy_is_bound() {
    let policy = "[row.policy-explanation]\nproviders = [\"government\"]\n";
    is_void(
        &assessed(ENTRY).file("policy.toml", policy),
        "the policy's rule changed",
    );
    let other = "[row.regulation-guidance]\nproviders = [\"government\"]\n";
    let _ = assessed(ENTRY).file("policy.toml", other).check().exits(0);
}

#[test]
fn what_is_not_public_does_not_void_it() {
    let entry = format!("{ENTRY}\n:::restricted{{reason=\"personnel\" mark}}\nOne.\n:::\n");
    let site = assessed(&entry);
    let text = site
        .read("guide.md")
        .replace("One.", "Quite another.")
        .replace("title: A guide", "internal: {note: x}\ntitle: A guide");
    let site = site.file("guide.md", &text);
    let _ = site.check().exits(0);
    // But its mark is public.
    is_void(
        &site.file("guide.md", text.replace("personnel", "threat")),
        "the text changed",
    );
}

#[test]
fn a_record_is_bound_and_nothing_else_of_its_entry() {
    let site = assessed(
        "---\ntitle: Hidden\nkind: document\nsensitivity: restricted\ntype: policy-explanation\npublic_record: {slug: of-an-office, title: A guide, date: 2020-01-01, type: policy-explanation, reason: threat}\n---\n\nHidden words.\n",
    );
    let text = site
        .read("guide.md")
        .replace("Hidden words", "More hidden words");
    let site = site.file("guide.md", &text);
    let _ = site.check().exits(0);
    is_void(
        &site.file(
            "guide.md",
            text.replace("title: A guide", "title: The guide"),
        ),
        "the public record changed",
    );
}

#[test]
fn an_entry_that_waits_for_its_day_is_bound_before_it() {
    let site = assessed(&ENTRY.replace("not_before: 2020-02-01", "not_before: 2090-02-01"));
    let _ = site.check().exits(0);
    let changed = site.read("guide.md").replace("Some public", "Some more");
    is_void(&site.file("guide.md", changed), "the text changed");
}

#[test]
fn an_assessment_of_what_is_not_public_binds_nothing() {
    let site = assessed(ENTRY);
    let text = site
        .read("guide.md")
        .replace("sensitivity: public", "sensitivity: restricted");
    let _ = site
        .file("guide.md", text.replace("Some", "Other"))
        .check()
        .exits(0);
}

#[test]
fn nothing_is_written_where_it_may_not_be_public() {
    let fine = ["Ann Lee", "Bo Ek", "x", "2020-01-01"];
    for (entry, arguments, code, says) in [
        (ENTRY.to_owned(), ["Ann Lee", "ann  lee", "x", "2020-01-01"], 1, "second-person-same"),
        (ENTRY.to_owned(), ["Ann Lee", "Bo Ek", "x", "2999-01-01"], 2, "has not come"),
        (ENTRY.to_owned(), [" ", "Bo Ek", "x", "2020-01-01"], 2, "one line"),
        (ENTRY.to_owned(), ["Ann Lee", "Bo\nEk", "x", "2020-01-01"], 2, "one line"),
        (ENTRY.to_owned(), ["Ann Lee", "Bo Ek", " ", "2020-01-01"], 2, "one line"),
        (ENTRY.replace("public\ntype", "restricted\ntype"), fine, 1, "assessment-of-nothing"),
        (ENTRY.replace("policy-explanation", "performance-report"), fine, 1, "form-not-"),
        (ENTRY.replace("words", ":restricted[words"), fine, 1, "portion"),
        (ENTRY.replace("words", "[words](nowhere.md)"), fine, 1, "link-not-public"),
        (with("flavour: x"), fine, 1, "key-unknown"),
        (with("attachments: [{file: a.csv, sensitivity: public, title: A}]"), fine, 1, "attachment-missing"),
        ("Words without a header.\n".to_owned(), fine, 1, "front-matter-missing"),
        ("+++\ntitle = \"A\"\nkind = \"page\"\nsensitivity = \"public\"\nassessment.by = \"a\"\n+++\n".to_owned(), fine, 1, "assessment-unwritten"),
    ] {
        let site = site(&entry);
        let [by, second, basis, on] = arguments;
        let ran = site
            .run(&[
                "assess", "site/guide.md", "--by", by, "--approved-by", second, "--basis", basis,
                "--on", on,
            ])
            .exits(code);
        assert!(ran.err().contains(says), "{says}: {}", ran.err());
        assert_eq!(site.read("guide.md"), entry);
    }
}

#[test]
fn what_is_no_entry_of_a_site_is_not_assessed() {
    let site = site(ENTRY);
    for file in ["site/none.md", "site", "/", "site/vitrine.toml"] {
        let ran = site.run(&[&["assess", file], NAMES].concat());
        assert!(ran.code() == 2 || ran.code() == 1, "{file}");
        assert!(!ran.err().is_empty());
    }
    assert_eq!(site.read("vitrine.toml"), "title = \"A test\"\n");
}

#[test]
fn a_digest_of_another_make_is_an_error() {
    for digest in ["\"sha256:00\"", "\"v2:00\"", "\"\"", "7"] {
        let line = format!("assessment: {{by: a, on: 2020-01-01, basis: b, digest: {digest}}}");
        let ran = site(&with(&line)).check().exits(1);
        assert!(ran.err().contains("value-type"), "{}", ran.err());
    }
}

#[test]
fn toml_and_windows_line_ends_keep_their_ways() {
    let toml = "+++\r\ntitle = \"A guide\"\r\nkind = \"document\"\r\nsensitivity = \"public\"\r\ntype = \"policy-explanation\"\r\n+++\r\n\r\nWords.\r\n";
    let site = assessed(toml);
    let _ = site.check().exits(0);
    let text = site.read("guide.md");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let start = text.find("assessment").unwrap();
    let end = start + text[start..].find("\r\n").unwrap() + 2;
    assert_eq!(format!("{}{}", &text[..start], &text[end..]), toml);
}

#[test]
fn comments_in_the_header_stay() {
    let site = assessed(&ENTRY.replace("kind:", "# a note to ourselves\nkind:"));
    assert!(site.read("guide.md").contains("# a note to ourselves\n"));
    let _ = site.check().exits(0);
}

#[test]
fn an_archive_is_not_judged_again() {
    let site = assessed(ENTRY);
    let _ = site.build().exits(0);
    let _ = site.run(&["check", "public/source.tar.gz"]).exits(0);
    let ran = site.run(&[
        "assess",
        "site/guide.md",
        "--site",
        "public/source.tar.gz",
        "--by",
        "a",
        "--basis",
        "b",
    ]);
    assert_eq!(ran.code(), 2);
}

#[test]
fn public_logs_hold_counts_alone() {
    let site = site(ENTRY);
    let ran = site
        .run(&[&["assess", "site/guide.md", "--public-log"], NAMES].concat())
        .exits(0);
    assert_eq!(ran.out(), "1 entry assessed\n");
    let text = site.read("guide.md").replace("Some", "Other");
    let site = site.file("guide.md", text);
    let ran = site
        .run(&["check", "site", "--as-of", common::TODAY, "--public-log"])
        .exits(1);
    assert_eq!(ran.out(), "1 error, 0 warnings\n");
    assert_eq!(ran.err(), "not clean\n");
}
