//! G7: whatever bytes a folder holds, there is a site or a clear error; nothing outside is read, nothing hangs, and no
//! word of an author becomes markup.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::type_complexity,
    clippy::semicolon_if_nothing_returned,
    reason = "tests stop where they fail, and write where they like"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use vitrine_disclosure::schema::{COMMON, Field, Passes, Shape, fields_of};
use vitrine_disclosure::{SourceTree, disclose};
use vitrine_tests::hostile::places::{BODIES, FIELDS, HOLE};
use vitrine_tests::hostile::targets::TARGETS;
use vitrine_tests::hostile::{fuzz, injection};
use vitrine_tests::proof::Run;
use vitrine_tests::{Project, command, today};

#[test]
fn corpora_and_mutations_of_them_neither_panic_nor_hang() {
    let outcome = fuzz::run(1_200, 1);
    assert!(outcome.failures.is_empty(), "{:#?}", outcome.failures);
    let run = Run::short("fuzz", &["generator", "search-wasm/core"])
        .count("executions", outcome.executions.values().sum::<u64>())
        .count("targets", outcome.executions.len())
        .count("failed", outcome.failures.len());
    run.write().unwrap();
    assert_eq!(outcome.executions.len(), TARGETS.len());
    assert!(
        outcome.executions.values().all(|count| *count > 50),
        "{:?}",
        outcome.executions
    );
}

#[test]
fn the_fuzzer_is_given_every_target() {
    let manifest = vitrine_tests::root().join("tests/fuzz/Cargo.toml");
    let read = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--no-deps",
            "--format-version",
            "1",
        ])
        .arg("--manifest-path")
        .arg(&manifest)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&read.stderr);
    assert!(read.status.success(), "cargo cannot read it: {told}");
    let read: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    let bins = read["packages"][0]["targets"].as_array().unwrap();
    let given: BTreeSet<&str> = bins
        .iter()
        .map(|bin| bin["name"].as_str().unwrap())
        .collect();
    assert_eq!(given, TARGETS.iter().map(|(name, _)| *name).collect());
    for (name, _) in TARGETS {
        let program = manifest.with_file_name(format!("fuzz_targets/{name}.rs"));
        let program = fs::read_to_string(program).unwrap();
        assert!(
            program.contains(&format!("targets::{name}(bytes)")),
            "{name}: {program}"
        );
    }
}

#[test]
fn payloads_are_many_and_act_in_many_ways() {
    let payloads = injection::payloads();
    let distinct: BTreeSet<&String> = payloads.iter().collect();
    assert!(
        distinct.len() == payloads.len() && payloads.len() >= 300,
        "{}",
        payloads.len()
    );
    for way in [
        "<script",
        "onerror",
        "onload",
        "javascript:",
        "data:",
        "vbscript",
        "<svg",
        "<math",
        "{{",
        "{%",
        "srcdoc",
        "<base",
        "http-equiv=refresh",
        "<style",
        "@import",
        "\u{202e}",
        "\0",
        "![",
        "]: ",
        "&#",
        "</title>",
        "--><",
        "]]>",
    ] {
        assert!(
            payloads.iter().any(|payload| payload.contains(way)),
            "{way}"
        );
    }
}

/// Every field of the schema that holds words of an author and is public is a place for payloads.
#[test]
fn every_public_field_is_a_place_for_payloads() {
    fn texts(fields: &[Field], into: &mut BTreeSet<&'static str>) {
        for field in fields.iter().filter(|field| field.passes != Passes::Never) {
            let shape = match field.shape {
                Shape::List(inner) => *inner,
                shape => shape,
            };
            match shape {
                Shape::Text | Shape::Url => drop(into.insert(field.name)),
                Shape::Map(inner) if !["assessment", "exception"].contains(&field.name) => {
                    texts(inner, into)
                }
                _ => {}
            }
        }
    }
    for (kind, template) in FIELDS {
        let mut wanted = BTreeSet::new();
        if *kind != "record" {
            texts(fields_of(kind).unwrap(), &mut wanted);
        }
        for field in wanted {
            let holes = template.lines().filter(|line| line.contains(HOLE));
            let named = |line: &str| {
                line.trim_start_matches([' ', '-'])
                    .starts_with(&format!("{field}:"))
            };
            // A list of texts has its holes on the lines below its name.
            let listed = template.contains(&format!("{field}:\n  - \"{HOLE}\""));
            assert!(holes.clone().any(named) || listed, "{kind}: {field}");
        }
    }
    let mut common = BTreeSet::new();
    texts(COMMON, &mut common);
    let all: String = FIELDS.iter().map(|(_, template)| *template).collect();
    for field in common.into_iter().filter(|field| *field != "kind") {
        assert!(
            all.contains(&format!("{field}: \"{HOLE}"))
                || all.contains(&format!("{field}: \"https://x.invalid/{HOLE}")),
            "{field}"
        );
    }
    assert!(BODIES.len() >= 30);
}

/// A place that refuses harmless words tries no payload. Those named here want a name from a list, or publish nothing.
#[test]
fn harmless_words_are_published_in_every_place() {
    let (one, more) = (
        injection::place(&["word".to_owned()]),
        injection::place(&["two words".to_owned()]),
    );
    let never: Vec<&str> = one
        .by_place
        .iter()
        .filter(|(place, (refused, _))| *refused > 0 && more.by_place[*place].0 > 0)
        .map(|(place, _)| place.as_str())
        .collect();
    assert_eq!(
        never,
        [
            "admonition-name",
            "autolink",
            "code-info",
            "link-pointed",
            "link-title",
            "reason"
        ]
    );
}

/// Nested and repeated beyond sense: within a limit that only a hang would reach, and an answer without a panic.
#[test]
fn what_grows_without_end_is_bounded() {
    const MANY: usize = 100_000;
    let header = "---\ntitle: A\nkind: page\nsensitivity: public\n---\n\n";
    let bodies: Vec<(&str, String)> = vec![
        ("brackets", "[".repeat(MANY)),
        (
            "closed brackets",
            format!("{}{}", "[".repeat(MANY), "]".repeat(MANY)),
        ),
        ("pictures", "![".repeat(MANY)),
        ("stars", "*a ".repeat(MANY)),
        ("emphasis", "*_".repeat(MANY)),
        ("both ends", "**x*".repeat(MANY)),
        (
            "ticks",
            (1..450).map(|n| format!("{} ", "`".repeat(n))).collect(),
        ),
        ("quotes", ">".repeat(MANY)),
        ("items", "- ".repeat(MANY)),
        ("numbered items", "1. ".repeat(MANY)),
        (
            "indented items",
            (0..1_000)
                .map(|n| format!("{}- a\n", "  ".repeat(n)))
                .collect(),
        ),
        (
            "table",
            format!("{}\n{}\n", "|a".repeat(5_000), "|-".repeat(5_000)),
        ),
        (
            "rows",
            format!("|a|b|\n|-|-|\n{}", "|x|y|\n".repeat(20_000)),
        ),
        (
            "footnotes",
            (0..5_000)
                .map(|n| format!("[^{n}]\n\n[^{n}]: x\n\n"))
                .collect(),
        ),
        ("definitions", "a\n: b\n\n".repeat(10_000)),
        (
            "references",
            (0..20_000).map(|n| format!("[{n}]: /x\n")).collect(),
        ),
        ("links", "[a](b)".repeat(20_000)),
        ("opened links", "[a](".repeat(MANY)),
        ("angles", "<".repeat(MANY)),
        ("entities", "&amp;".repeat(MANY)),
        ("half entities", "&#".repeat(MANY)),
        ("inline portions", ":restricted[".repeat(MANY)),
        (
            "balanced portions",
            format!(
                ":restricted[{}{}]{{reason=\"threat\"}}",
                "[".repeat(MANY),
                "]".repeat(MANY)
            ),
        ),
        (
            "containers",
            ":::restricted{reason=\"threat\"}\n".repeat(20_000),
        ),
        (
            "longer colons",
            (3..450)
                .map(|n| format!("{}note\n", ":".repeat(n)))
                .collect(),
        ),
        (
            "attributes",
            format!(":restricted[x]{{{}}}", "reason=\"threat\" ".repeat(20_000)),
        ),
        ("one line", "a".repeat(4_000_000)),
        ("lines", "a\n".repeat(500_000)),
        ("blank lines", "\n".repeat(MANY)),
        (
            "marks upon a letter",
            format!("e{}", "\u{301}".repeat(MANY)),
        ),
        ("headings", "# a\n\n".repeat(5_000)),
    ];
    let mut cases: Vec<(String, String)> = bodies
        .into_iter()
        .map(|(name, body)| (name.to_owned(), format!("{header}{body}\n")))
        .collect();
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    for (name, value) in [
        ("lists in YAML", deep("[", "]")),
        ("maps in YAML", deep("{a: ", "}")),
        (
            "blocks in YAML",
            (0..2_000)
                .map(|n| format!("\n{}a:", " ".repeat(n + 1)))
                .collect(),
        ),
        ("a list in YAML", format!("[{}]", "a,".repeat(MANY))),
    ] {
        cases.push((
            name.to_owned(),
            format!(
                "---\ntitle: A\nkind: page\nsensitivity: public\ninternal: {value}\n---\n\nText.\n"
            ),
        ));
    }
    for (name, value) in [
        ("lists in TOML", deep("[", "]")),
        ("tables in TOML", deep("{a = ", "}")),
        (
            "a long name in TOML",
            format!("1\n{} = 1", vec!["a"; 20_000].join(".")),
        ),
    ] {
        cases.push((name.to_owned(), format!("+++\ntitle = \"A\"\nkind = \"page\"\nsensitivity = \"public\"\ninternal = {value}\n+++\n\nText.\n")));
    }
    for (name, text) in cases {
        in_time(&name, move || {
            let mut tree = SourceTree::new();
            tree.insert("vitrine.toml", "title = \"A\"\nportions = \"mark\"\n");
            tree.insert("a.md", text);
            match disclose(&tree, today()) {
                Ok(_) => {}
                Err(found) => {
                    for one in found.iter().take(3) {
                        let _ = vitrine::report::full(one, &tree);
                    }
                }
            }
        });
    }
}

/// Runs something on a thread of the usual size, and says its name where it does not come back.
fn in_time(name: &str, work: impl FnOnce() + Send + 'static) {
    let (done, end) = std::sync::mpsc::channel();
    let thread = std::thread::Builder::new().stack_size(8 << 20);
    let worker = thread
        .spawn(move || {
            work();
            let _ = done.send(());
        })
        .unwrap();
    // Not how fast it is, but that it ends: a loaded machine needs a fraction of this.
    match end.recv_timeout(Duration::from_mins(4)) {
        Ok(()) => worker.join().unwrap(),
        Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("{name} does not come to an end"),
        Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
            panic!(
                "{name}: {:?}",
                worker.join().unwrap_err().downcast_ref::<String>()
            )
        }
    }
}

fn public(name: &str) -> String {
    format!("---\ntitle: {name}\nkind: page\nsensitivity: public\n---\n\nWords of {name}.\n")
}

#[test]
fn names_that_climb_or_clash_are_refused() {
    let elsewhere = "---\ntitle: S\nkind: page\nsensitivity: public\nattachments: [{file: FILE, sensitivity: public, title: T, alt: A}]\n---\n\nText.\n";
    for file in [
        "../outside.png",
        "../../outside.png",
        "/etc/passwd",
        "./../outside.png",
        "a/../../outside.png",
        "..\\outside.png",
        "C:\\outside.png",
        "\\\\host\\share\\x.png",
        "file:///etc/passwd",
        "%2e%2e/outside.png",
        "..%2foutside.png",
        "vitrine.toml",
        "other.md",
        ".hidden.png",
        "con.png\\0.txt",
    ] {
        let project = Project::new()
            .file(
                "pages/a.md",
                elsewhere.replace("FILE", &format!("\"{}\"", file.replace('\\', "\\\\"))),
            )
            .file("../outside.png", "outside")
            .file("pages/other.md", public("Other"))
            .file("pages/.hidden.png", "hidden");
        let ran = project.build().exits(1);
        assert!(ran.err().contains("pages/a.md"), "{file}: {}", ran.err());
        assert!(!project.output().exists());
    }
    let project = Project::new().file("pages/About.md", public("Another"));
    let ran = project.build().exits(1);
    assert!(ran.err().contains("case"), "{}", ran.err());
    // Names that other systems keep for themselves, and very long ones, are names like any other of a source.
    let long = "n".repeat(240);
    let mut project = Project::new();
    for name in [
        "CON",
        "aux",
        "nul.x",
        "com1",
        "trailing.",
        "semi;colon",
        "star*",
        "quote\"",
        "new\nline",
        "\u{202e}x",
        &long,
    ] {
        project = project.file(
            &format!("pages/{name}.md"),
            public(&format!("P{}", name.len())),
        );
    }
    let ran = project.build();
    let said = ran.err();
    assert!([0, 1].contains(&ran.code()), "{said}");
    for path in project.published().keys() {
        assert!(
            path.is_ascii() && !path.contains(['\n', '*', '"', ';']),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices_are_refused_and_never_opened() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let outside = |project: &Project| project.folder().join("outside");
    let tricks: [(&str, fn(&Path, &Path)); 7] = [
        ("a link to a file", |at, outside| {
            symlink(outside.join("secret.md"), at).unwrap()
        }),
        ("a link to a folder", |at, outside| {
            symlink(outside, at).unwrap()
        }),
        ("a link to nothing", |at, _| symlink("nowhere", at).unwrap()),
        ("a link to itself", |at, _| symlink(at, at).unwrap()),
        ("a pipe", |at, _| {
            let made = Command::new("mkfifo").arg(at).status().unwrap();
            assert!(made.success());
        }),
        ("a socket", |at, _| drop(UnixListener::bind(at).unwrap())),
        ("a link to a device", |at, _| {
            symlink("/dev/zero", at).unwrap()
        }),
    ];
    for (what, trick) in tricks {
        for name in ["x.md", "picture.png", "_folder.toml"] {
            let project = Project::new()
                .file("../outside/secret.md", public("Outside"))
                .file("pages/listed.md", "---\ntitle: L\nkind: page\nsensitivity: public\nattachments: [{file: picture.png, sensitivity: public, title: T, alt: A}]\n---\n\nText.\n");
            trick(&project.site().join("pages").join(name), &outside(&project));
            let ran = ended(
                &project,
                &[
                    "build",
                    "site",
                    "--output",
                    "public",
                    "--as-of",
                    "2026-11-23",
                ],
            );
            assert_eq!(ran.0, 1, "{what} as {name}: {}", ran.1);
            assert!(
                !ran.1.contains("Words of") && !project.output().exists(),
                "{what} as {name}"
            );
        }
        // In the place of the site, of its settings, and of the output.
        let project = Project::new().file("../outside/vitrine.toml", "title = \"X\"\n");
        fs::remove_file(project.site().join("vitrine.toml")).unwrap();
        trick(&project.site().join("vitrine.toml"), &outside(&project));
        let ran = ended(
            &project,
            &[
                "build",
                "site",
                "--output",
                "public",
                "--as-of",
                "2026-11-23",
            ],
        );
        assert!(ran.0 > 0, "{what} as settings: {}", ran.1);
        let project = Project::new().file("../outside/keep", "mine");
        trick(&project.output(), &outside(&project));
        let ran = ended(
            &project,
            &[
                "build",
                "site",
                "--output",
                "public",
                "--as-of",
                "2026-11-23",
            ],
        );
        assert_eq!(ran.0, 2, "{what} as output: {}", ran.1);
        assert!(outside(&project).join("keep").exists());
    }
}

/// Runs the command, and ends it where a pipe or a device would hold it for ever.
fn ended(project: &Project, arguments: &[&str]) -> (i32, String) {
    let mut child = Command::new(command())
        .args(arguments)
        .current_dir(project.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let from = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            let mut said = String::new();
            let _ = std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut said);
            return (status.code().unwrap_or(-1), said);
        }
        if from.elapsed() > Duration::from_mins(4) {
            let _ = child.kill();
            panic!("the command waits for ever");
        }
        std::thread::yield_now();
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn files_that_are_too_large_are_refused_before_they_are_read() {
    // Holes take no room on the disk: a file of this size costs nothing but what reads it.
    let project = Project::new().file("pages/listed.md", "---\ntitle: L\nkind: page\nsensitivity: public\nattachments: [{file: large.csv, sensitivity: public, title: T}]\n---\n\nText.\n");
    for name in ["pages/large.md", "pages/large.csv", "pages/_folder.toml"] {
        let file = fs::File::create(project.site().join(name)).unwrap();
        file.set_len(100 << 20).unwrap();
    }
    // What nobody lists is not read at all.
    let file = fs::File::create(project.site().join("pages/huge.bin")).unwrap();
    file.set_len(100 << 30).unwrap();
    let ran = project.build().exits(1);
    let large = ran.err().matches("file-large").count();
    assert_eq!(large, 3, "{}", ran.err());
    assert!(!ran.err().contains("huge.bin"), "{}", ran.err());
}

/// Below the limit a file may still be large: what it takes grows with it and no faster.
#[cfg(target_os = "linux")]
#[test]
fn large_files_are_built_within_a_bound_of_memory() {
    const WORDS: [&str; 6] = ["guidance", "review", "of", "the", "national", "regime"];
    let text = |start: usize| -> String {
        let word = |n: usize| WORDS[(n * n + start) % WORDS.len()];
        let line = |n: usize| {
            let words: Vec<String> = (0..10)
                .map(|at| format!("{}{}", word(n + at), n * 7 % 997))
                .collect();
            format!(
                "{}\n{}",
                words.join(" "),
                if n.is_multiple_of(9) { "\n" } else { "" }
            )
        };
        (0..24_000).map(line).collect()
    };
    let head = |tag: &str| format!("---\ntitle: A\nkind: page\nsensitivity: {tag}\n---\n\n");
    let listed = "attachments: [{file: t.csv, sensitivity: public, title: T}]\n---\n";
    let table: String = (0..100_000)
        .map(|n| format!("row {},{}\n", n % 977, n % 13))
        .collect();
    let project = Project::new()
        .file(
            "pages/large.md",
            (head("public") + &text(1)).replacen("---\n\n", &format!("{listed}\n"), 1),
        )
        .file("pages/hidden.md", head("sensitive") + &text(2))
        .file("pages/t.csv", format!("a,b\n{table}"));
    let size = fs::metadata(project.site().join("pages/large.md"))
        .unwrap()
        .len();
    assert!(size > 2_000_000, "{size} bytes");
    // A gibibyte of addresses: with four megabytes more of it, a copy a word would not fit.
    let ran = Command::new("sh")
        .args(["-c", "ulimit -v 1048576; exec \"$@\"", "sh"])
        .arg(command())
        .args([
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-11-23",
        ])
        .current_dir(project.folder())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    assert!(project.output().join("pages/a.html").exists());
}
