//! What others may read in a log: counts, and nothing of the office's own; and what the short form holds: paths, and no text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use clap::CommandFactory as _;
use common::{Site, TODAY};
use vitrine::cli::Arguments;
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

/// A site that can be published, with canaries wherever the office writes: in what is public, in what is not, in names.
fn full_of_canaries() -> Site {
    let page = |level: &str, title: &str, body: &str| {
        format!("---\ntitle: {title}\nkind: page\nsensitivity: {level}\n---\n\n{body}\n")
    };
    let assessed = "---\ntitle: Guide kestrelwords\nkind: document\nsensitivity: public\ntype: policy-explanation\n---\n\nkestrelwords.\n";
    Site::new()
        .file("vitrine.toml", "title = \"kestrelwords\"\n")
        .file(
            "ospreynames/one.md",
            page("public", "One kestrelwords", "kestrelwords in public."),
        )
        .file(
            "ospreynames/ospreynames.md",
            page("restricted", "Two kestrelwords", "kestrelwords in private."),
        )
        .file(
            "ospreynames/due.md",
            page("public", "Three kestrelwords", "kestrelwords.")
                .replace("kind:", "expires: 2026-12-01\nkind:"),
        )
        .file(
            "ospreynames/cut.md",
            page(
                "public",
                "Four kestrelwords",
                "Text :restricted[kestrelwords]{reason=\"threat\" mark}.",
            ),
        )
        .file(
            "ospreynames/subject.md",
            page("public", "Five kestrelwords", "kestrelwords.")
                .replace("kind:", "subject: kestrelwords\ndiscloses: [route]\nkind:"),
        )
        .file("guide/ospreynames.md", assessed)
}

/// A command line, and how it ends.
struct Row(&'static str, &'static str, i32);

/// Every verb, as it succeeds and as it fails, in an order in which each finds what it needs. A blank parts arguments.
const ROWS: &[Row] = &[
    Row("init", "ospreynames-new --title kestrelwords", 0),
    Row("init", "site --title kestrelwords", 2),
    Row("init", "ospreynames-newer --title \u{1}", 2),
    Row(
        "new",
        "page --title kestrelwords --sensitivity kestrelwords --site ospreynames-new --file ospreynames.md",
        0,
    ),
    Row(
        "new",
        "page --title kestrelwords --sensitivity public --site ospreynames-new --file ospreynames.md",
        2,
    ),
    Row(
        "new",
        "kestrelwords --title kestrelwords --sensitivity public --site site",
        2,
    ),
    Row(
        "new",
        "page --title kestrelwords --sensitivity public --site ospreynames-nowhere",
        2,
    ),
    Row("schema", "--site site", 0),
    Row("schema", "kestrelwords --site site", 2),
    Row("schema", "--site ospreynames-new", 0),
    Row(
        "assess",
        "site/guide/ospreynames.md --by kestrelwords --basis kestrelwords --on 2026-11-01",
        0,
    ),
    Row(
        "assess",
        "site/ospreynames/ospreynames.md --by kestrelwords --basis kestrelwords --on 2026-11-01",
        1,
    ),
    Row(
        "assess",
        "site/ospreynames-nowhere.md --by kestrelwords --basis kestrelwords",
        2,
    ),
    Row("check", "site --as-of 2026-11-01", 0),
    Row("check", "site --as-of 2026-11-01 --prove", 0),
    Row("check", "site --as-of 2026-11-01 --through 2027-01-01", 0),
    Row("check", "ospreynames-new", 1),
    Row("check", "ospreynames-nowhere", 2),
    Row("list", "site --as-of 2026-11-01", 0),
    Row("list", "site --withheld --as-of 2026-11-01", 0),
    Row("list", "site --due --as-of 2026-11-01", 0),
    Row("list", "ospreynames-nowhere", 2),
    Row("explain", "site/ospreynames/cut.md --as-of 2026-11-01", 0),
    Row("explain", "site/ospreynames/nowhere.md", 2),
    Row("mosaic", "site --as-of 2026-11-01", 0),
    Row(
        "mosaic",
        "site --subject kestrelwords --as-of 2026-11-01",
        0,
    ),
    Row(
        "mosaic",
        "site --subject kestrelwords-too --as-of 2026-11-01",
        2,
    ),
    Row("diff", "ospreynames-out site --as-of 2026-11-01", 0),
    Row("diff", "ospreynames-out ospreynames-new", 1),
    Row("diff", "site/ospreynames/one.md site", 1),
    Row("diff", "ospreynames-new site", 2),
    Row(
        "release",
        "site --output ospreynames-out --as-of 2026-11-01 --by kestrelwords --approved-by Kestrelwords --digest DIGEST",
        1,
    ),
    Row(
        "release",
        "site --output ospreynames-out --as-of 2026-11-01 --by kestrelwords --approved-by ospreynames --digest 0123456789abcdef",
        1,
    ),
    Row(
        "release",
        "ospreynames-new --output ospreynames-other --as-of 2026-11-01 --by kestrelwords --approved-by ospreynames --digest DIGEST",
        1,
    ),
    Row(
        "release",
        "site --output ospreynames-out --as-of 2026-11-01 --by kestrelwords --approved-by ospreynames --digest DIGEST",
        0,
    ),
    Row(
        "build",
        "site --output ospreynames-out --as-of 2026-11-01",
        0,
    ),
    Row(
        "build",
        "site --output ospreynames-out --as-of 2026-10-01",
        2,
    ),
    Row("build", "site --output site/ospreynames", 2),
    Row("build", "ospreynames-new --output ospreynames-other", 1),
    Row("audit", "ospreynames-out --against site", 0),
    Row("audit", "ospreynames-out --against ospreynames-new", 3),
    Row("audit", "ospreynames-nowhere --against site", 2),
    Row("search", "ospreynames-out kestrelwords", 0),
    Row("search", "ospreynames-out ospreynames", 0),
    Row("search", "ospreynames-nowhere kestrelwords", 2),
    Row("search", "ospreynames-out --queries ospreynames-nowhere", 2),
    Row("sign", "--new-key ospreynames-key --no-password", 0),
    Row("sign", "--new-key ospreynames-key --no-password", 2),
    Row(
        "sign",
        "ospreynames-out --key ospreynames-key --site site",
        0,
    ),
    Row(
        "sign",
        "ospreynames-out --key ospreynames-nowhere --site site",
        2,
    ),
    Row(
        "sign",
        "ospreynames-out --key ospreynames-key --site ospreynames-new",
        1,
    ),
    Row("verify", "ospreynames-out --key ospreynames-key.pub", 0),
    Row(
        "verify",
        "ospreynames-out/source.tar.gz --key ospreynames-key.pub",
        0,
    ),
    Row(
        "verify",
        "ospreynames-out --key ospreynames-key.pub --newer-than 7",
        1,
    ),
    Row("verify", "ospreynames-out --key kestrelwords", 2),
    Row("verify", "ospreynames-new --key ospreynames-key.pub", 2),
    Row(
        "emergency",
        "site --id kestrelwords --event kestrelwords --basis kestrelwords --by kestrelwords --approved-by ospreynames --from 2099-11-01 --until 2099-11-03 --title kestrelwords --issuer kestrelwords",
        0,
    ),
    Row(
        "emergency",
        "site --id kestrelwords-2 --event kestrelwords --basis kestrelwords --by kestrelwords --approved-by kestrelwords --from 2099-11-01 --until 2099-11-03 --title kestrelwords --issuer kestrelwords",
        1,
    ),
    Row(
        "emergency",
        "ospreynames-nowhere --id k --event k --basis k --by k --approved-by o --from 2099-11-01 --until 2099-11-03 --title k --issuer k",
        2,
    ),
    Row(
        "retract",
        "pages/one-kestrelwords --output ospreynames-out --words kestrelwords --site site --by kestrelwords",
        0,
    ),
    Row(
        "retract",
        "pages/one-kestrelwords --output ospreynames-out",
        0,
    ),
    Row(
        "retract",
        "pages/two-kestrelwords --output ospreynames-out",
        2,
    ),
    Row(
        "retract",
        "pages/one-kestrelwords --output ospreynames-nowhere",
        2,
    ),
    Row("serve", "ospreynames-nowhere", 2),
];

fn tells_nothing(line: &str, told: &str) {
    for own in [TEXT, PATH, "Kestrelwords", ".md", ".toml", "/"] {
        assert!(!told.contains(own), "{line}: {told}");
    }
}

#[test]
fn every_verb_keeps_to_counts() {
    let site = full_of_canaries();
    let arguments = |row: &Row, digest: &str| -> Vec<String> {
        let words = row
            .1
            .split(' ')
            .map(|word| if word == "DIGEST" { digest } else { word });
        std::iter::once(row.0)
            .chain(words)
            .chain(["--public-log"])
            .map(str::to_owned)
            .collect()
    };
    let mut digest = String::new();
    for row in ROWS {
        if row.0 == "release" && digest.is_empty() {
            let of = [
                "diff",
                "ospreynames-out",
                "site",
                "--as-of",
                TODAY,
                "--format",
                "digest",
            ];
            digest = site.run(&of).exits(0).out().trim().to_owned();
        }
        let arguments = arguments(row, &digest);
        let line: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = site.run(&line);
        let told = format!("{}{}", ran.out(), ran.err());
        assert_eq!(ran.code(), row.2, "{line:?}: {told}");
        tells_nothing(row.1, &told);
        assert!(!told.is_empty(), "{line:?}: how it ended is told");
        assert_eq!(ran.code() != 0, !ran.err().is_empty(), "{line:?}: {told}");
    }
    serves_in_silence(&site);
}

/// `serve` does not end by itself.
fn serves_in_silence(site: &Site) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args([
            "serve",
            "site",
            "--port",
            "0",
            "--as-of",
            TODAY,
            "--public-log",
        ])
        .current_dir(site.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        told.push_str(&line.unwrap());
        if told.contains("is the port") {
            break;
        }
    }
    let _ = child.kill();
    let rest = child.wait_with_output().unwrap().stderr;
    told.push_str(&String::from_utf8(rest).unwrap());
    tells_nothing("serve", &told);
    assert!(told.contains("is the port"), "{told}");
}

#[test]
fn no_verb_is_missing_from_the_table() {
    let verbs: BTreeSet<String> = Arguments::command()
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    let of = |fails: bool| -> BTreeSet<String> {
        let rows = ROWS.iter().filter(|row| (row.2 != 0) == fails);
        rows.map(|row| row.0.to_owned()).collect()
    };
    assert_eq!(of(true), verbs, "each fails in some row");
    let mut succeed = of(false);
    assert!(succeed.insert("serve".to_owned()), "serve is tried apart");
    assert_eq!(succeed, verbs, "each succeeds in some row");
}

#[test]
fn a_command_line_that_is_not_understood_is_not_repeated() {
    let site = Site::new();
    for verb in Arguments::command().get_subcommands() {
        for rest in [
            &["--ospreynames", "--public-log"],
            &["--public-log", "--as-of=kestrelwords"],
        ] {
            let line = [&[verb.get_name()], rest.as_slice()].concat();
            let ran = site.run(&line).exits(2);
            let told = format!("{}{}", ran.out(), ran.err());
            assert_eq!(
                told, "could not run: the command line is not understood\n",
                "{line:?}"
            );
        }
    }
    // Without the flag it is.
    let ran = site.run(&["check", "--ospreynames"]).exits(2);
    assert!(ran.err().contains("--ospreynames"), "{}", ran.err());
    let ran = site.run(&["check", "--help", "--public-log"]).exits(0);
    assert!(ran.out().contains("--public-log"), "{}", ran.out());
}

/// Commands over a site where nothing can be read.
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
