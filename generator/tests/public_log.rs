//! What others may read in a log: counts, and nothing of the office's own; and what the short form holds: paths, and no text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::collections::BTreeSet;

use common::{Site, TODAY};
use vitrine_disclosure::Kind;
use vitrine_disclosure::schema::{COMMON, PRIVATE_KINDS, fields_of};

/// Stands in every field, title, body, portion, setting and policy.
const TEXT: &str = "kestrelwords";
/// Stands in every name of a file or folder.
const PATH: &str = "ospreynames";

/// Values that no field, or hardly any, can have; each holds the text.
const VALUES: [&str; 4] = [
    "kestrelwords unheard of",
    "[kestrelwords, kestrelwords]",
    "{kestrelwords: kestrelwords}",
    "\":restricted[kestrelwords]{reason=\\\"threat\\\"}\"",
];

/// A site where each field of each kind is wrong in several ways, and each text too.
fn full_of_errors() -> Site {
    let mut site = Site::new();
    let kinds = Kind::ALL.iter().map(|kind| kind.name());
    for kind in kinds.chain(PRIVATE_KINDS.iter().copied()) {
        let own = fields_of(kind).unwrap_or_default();
        for field in COMMON.iter().chain(own) {
            if matches!(field.name, "title" | "kind" | "sensitivity") {
                continue;
            }
            for (number, value) in VALUES.iter().enumerate() {
                let name = field.name;
                site = site.file(
                    &format!("{PATH}/{kind}/{PATH}-{name}-{number}.md"),
                    format!(
                        "---\ntitle: {TEXT}\nkind: {kind}\nsensitivity: public\n{name}: {value}\n---\n\n{TEXT} [x]({TEXT}.md)\n"
                    ),
                );
            }
        }
    }
    let bodies = [
        ":restricted[kestrelwords",
        ":restrictd[kestrelwords]{reason=\"threat\"}",
        ":::restricted{reason=\"threat\"}\nkestrelwords\n",
        "<b>kestrelwords</b>",
        "<!-- kestrelwords -->",
        "[kestrelwords][kestrelwords]\n\n[kestrelwords]: kestrelwords.md",
        "![kestrelwords](kestrelwords.png)",
        "[^kestrelwords]: kestrelwords",
        ":public[kestrelwords]{reason=\"threat\" mark}",
        "\u{202E}kestrelwords",
    ];
    for (number, body) in bodies.iter().enumerate() {
        site = site.file(
            &format!("{PATH}/{PATH}{number}.md"),
            format!("---\ntitle: {TEXT} {number}\nkind: page\nsensitivity: public\n---\n\n{TEXT} {body}\n"),
        );
    }
    for (name, header) in [
        (
            "tag",
            "title: kestrelwords\nkind: page\nsensitivity: kestrelwords",
        ),
        (
            "twice",
            "title: kestrelwords\ntitle: kestrelwords\nkind: page\nsensitivity: public",
        ),
        (
            "kind",
            "title: kestrelwords\nkind: kestrelwords\nsensitivity: public",
        ),
        (
            "key",
            "title: kestrelwords\nkind: page\nsensitivity: public\nkestrelwords: 1",
        ),
        (
            "subject",
            "title: One\nkind: page\nsensitivity: public\nsubject: kestrelwords\ndiscloses: [route, schedule]",
        ),
    ] {
        site = site.file(
            &format!("{PATH}/{PATH}-{name}.md"),
            format!("---\n{header}\n---\n\n{TEXT}\n"),
        );
    }
    site.file(&format!("{PATH}/none.md"), TEXT)
        .file(&format!("{PATH}/_{PATH}.md"), TEXT)
        .file(&format!("{PATH}/{PATH}.toml"), TEXT)
}

/// Every command that has the flag, over a site.
fn commands(file: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["check", "site", "--as-of", TODAY],
        vec!["check", "site", "--as-of", TODAY, "--through", "2027-01-01"],
        vec![
            "build",
            "site",
            "--output",
            "ospreynames-out",
            "--as-of",
            TODAY,
        ],
        vec!["audit", "before", "--against", "site", "--as-of", TODAY],
        vec!["diff", "before", "site", "--as-of", TODAY],
        vec!["list", "site", "--as-of", TODAY],
        vec!["list", "site", "--withheld", "--as-of", TODAY],
        vec!["mosaic", "site", "--as-of", TODAY],
        vec!["explain", file, "--as-of", TODAY],
        vec![
            "assess",
            file,
            "--by",
            "kestrelwords",
            "--basis",
            "kestrelwords",
            "--on",
            TODAY,
        ],
        vec!["check", "ospreynames-nowhere"],
        vec!["build", "ospreynames-nowhere", "--output", "out"],
        vec![
            "audit",
            "ospreynames-nowhere",
            "--against",
            "ospreynames-nowhere",
        ],
        vec!["diff", "ospreynames-nowhere", "site"],
        vec!["explain", "site/ospreynames-nowhere.md"],
    ]
}

/// Runs all commands with the flag: nothing of the office's own may be told.
#[track_caller]
fn is_silent(site: &Site, file: &str) {
    for command in commands(file) {
        let ran = site.run(&[command.as_slice(), &["--public-log"]].concat());
        let told = format!("{}{}", ran.out(), ran.err());
        for own in [TEXT, PATH, ".md", ".toml", "/"] {
            assert!(!told.contains(own), "{command:?}: {told}");
        }
    }
}

#[test]
fn a_public_log_holds_counts_alone() {
    let site = full_of_errors();
    // What was published before, for the commands that ask for it.
    let plain = Site::new();
    let _ = plain.build().exits(0);
    std::fs::rename(plain.path().join("public"), site.path().join("before")).unwrap();
    let ran = site.check().exits(1);
    let codes: BTreeSet<&str> = ran
        .err()
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .map(|code| code.to_owned().leak() as &str)
        .collect();
    assert!(
        codes.len() >= 30,
        "{} kinds of errors: {codes:?}",
        codes.len()
    );
    assert!(ran.err().lines().count() > 1_000);
    let file = format!("site/{PATH}/{PATH}0.md");
    is_silent(&site, &file);
    // A policy and settings that cannot be read are told of first, and alone.
    for (name, lines) in [
        (
            "policy.toml",
            "levels = [\"kestrelwords\"]\n[mosaic.rules.kestrelwords]\nfacets = [\"kestrelwords\"]\n",
        ),
        ("policy.toml", "kestrelwords"),
        ("vitrine.toml", "title = \"A\"\nkestrelwords = 1\n"),
        ("vitrine.toml", "kestrelwords"),
    ] {
        let small = Site::new().file(
            &format!("{PATH}/{PATH}0.md"),
            format!("---\ntitle: {TEXT}\nkind: page\nsensitivity: public\n---\n\n{TEXT}\n"),
        );
        small.put(name, lines);
        is_silent(&small, &file);
    }
}

#[test]
fn the_short_form_holds_no_text() {
    let site = full_of_errors();
    for command in [
        vec!["check", "site", "--as-of", TODAY],
        vec!["build", "site", "--output", "public", "--as-of", TODAY],
        vec!["check", "site", "--as-of", TODAY, "--format", "json"],
    ] {
        let ran = site.run(&command).exits(1);
        let told = format!("{}{}", ran.out(), ran.err());
        assert!(told.contains(PATH), "paths are told");
        let line = told.lines().find(|line| line.contains(TEXT));
        assert_eq!(line, None, "{command:?}");
    }
}

#[test]
fn a_public_log_of_json_is_no_public_log() {
    let site = Site::new();
    let both = ["check", "site", "--public-log", "--format", "json"];
    let _ = site.run(&both).exits(2);
}
