//! The command as its users meet it: exit codes, what it refuses, what it leaves alone, and what it says.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

use vitrine_tests::{Project, command, root};

const BAD: &str = "---\ntitle: Bad\nkind: page\nsensitivity: publik\n---\n\nThe gate opens at 5.\n";

#[test]
fn a_site_is_built_and_built_again() {
    let project = Project::new();
    let ran = project.build().exits(0);
    assert!(
        ran.out().contains("files, audited against"),
        "{}",
        ran.out()
    );
    let first = project.published();
    assert!(first.contains_key("pages/about.html") && first.contains_key("SHA256SUMS"));
    let _ = project.build().exits(0);
    assert_eq!(project.published(), first);
    let around: Vec<String> = fs::read_dir(project.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(around.len(), 2, "nothing is left beside it: {around:?}");
}

#[test]
fn errors_leave_the_published_site_as_it_was() {
    let project = Project::new();
    let _ = project.build().exits(0);
    let before = project.published();
    let project = project
        .file("bad.md", BAD)
        .file("worse.md", "no front matter\n");
    let ran = project.build().exits(1);
    assert_eq!(project.published(), before);
    // All of a run at once, a line each off a terminal, without the text.
    let err = ran.err();
    assert!(err.contains("bad.md:4:14 sensitivity-unknown"), "{err}");
    assert!(err.contains("worse.md:1:1 "), "{err}");
    assert!(!err.contains("gate opens"), "{err}");
}

#[test]
fn diagnostics_are_drawn_on_request() {
    let project = Project::new().file("bad.md", BAD);
    let ran = project
        .run(&["check", "site", "--diagnostics", "full"])
        .exits(1);
    let err = ran.err();
    for part in ["bad.md:4:14", "sensitivity: publik", "^^^^^^", "public"] {
        assert!(err.contains(part), "{part} in {err}");
    }
}

#[test]
fn diagnostics_are_json_for_machines() {
    let project = Project::new().file("bad.md", BAD);
    let ran = project.run(&["check", "site", "--format", "json"]).exits(1);
    let list: serde_json::Value = serde_json::from_str(&ran.out()).unwrap();
    let first = &list[0];
    let keys: Vec<&str> = first
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "code",
            "column",
            "end_column",
            "end_line",
            "file",
            "help",
            "line",
            "message",
            "severity"
        ]
    );
    assert_eq!(
        (
            first["code"].as_str().unwrap(),
            first["line"].as_u64().unwrap(),
            first["column"].as_u64().unwrap()
        ),
        ("sensitivity-unknown", 4, 14)
    );
    assert_eq!(
        (
            first["end_line"].as_u64().unwrap(),
            first["end_column"].as_u64().unwrap()
        ),
        (4, 20)
    );
    // A clean site is an empty array, not nothing.
    let clean = Project::new();
    let ran = clean.run(&["check", "site", "--format", "json"]).exits(0);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&ran.out()).unwrap(),
        serde_json::json!([])
    );
}

#[test]
fn a_public_log_holds_counts_alone() {
    let project = Project::new().file("secret-name.md", BAD);
    let ran = project.run(&["check", "site", "--public-log"]).exits(1);
    let said = ran.err() + &ran.out();
    for word in ["secret", "publik", "gate", ".md"] {
        assert!(!said.contains(word), "{word} in {said}");
    }
    assert!(said.contains('1'), "{said}");
}

#[test]
fn output_folders_that_hold_something_else_are_refused() {
    let project = Project::new().file("../public/photo.jpg", "mine");
    let ran = project.build().exits(2);
    assert_eq!(
        project.published(),
        BTreeMap::from([("photo.jpg".to_owned(), b"mine".to_vec())])
    );
    assert!(ran.err().contains("public"), "{}", ran.err());
    for output in ["site", "site/public", "."] {
        let project = Project::new();
        let _ = project.run(&["build", "site", "--output", output]).exits(2);
        assert!(project.site().join("vitrine.toml").exists());
        assert!(!project.site().join("public").exists());
    }
}

#[test]
fn runs_that_cannot_run_exit_with_2() {
    let project = Project::new();
    for arguments in [
        &["build", "nowhere", "--output", "public"][..],
        &["build", "site"],
        &[
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-02-30",
        ],
        &[
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2999-01-01",
        ],
        &["bild"],
        &["search", "nowhere", "word"],
        &["audit", "nowhere", "--against", "site"],
        &[
            "new",
            "mission",
            "--title",
            "M",
            "--sensitivity",
            "public",
            "--site",
            "nowhere",
        ],
        &[
            "new",
            "misson",
            "--title",
            "M",
            "--sensitivity",
            "public",
            "--site",
            "site",
        ],
    ] {
        let ran = project.run(arguments).exits(2);
        assert!(!ran.err().is_empty(), "{arguments:?} says why");
        assert!(!project.output().exists());
    }
}

#[test]
fn a_site_is_not_built_for_a_day_before_the_last() {
    let project = Project::new();
    let _ = project
        .run(&[
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-11-20",
        ])
        .exits(0);
    let before = project.published();
    let _ = project
        .run(&[
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-11-19",
        ])
        .exits(2);
    assert_eq!(project.published(), before);
}

#[test]
fn the_site_folder_is_found_from_below_it() {
    let project = Project::new();
    let ran = Command::new(command())
        .arg("check")
        .current_dir(project.site().join("pages"))
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn links_of_the_file_system_are_refused() {
    let project = Project::new().file(
        "../elsewhere/secret.md",
        "---\ntitle: S\nkind: page\nsensitivity: public\n---\n\nText.\n",
    );
    std::os::unix::fs::symlink(
        project.folder().join("elsewhere/secret.md"),
        project.site().join("link.md"),
    )
    .unwrap();
    let ran = project.build().exits(1);
    assert!(ran.err().contains("link.md"), "{}", ran.err());
    fs::remove_file(project.site().join("link.md")).unwrap();
    std::os::unix::fs::symlink(
        project.folder().join("elsewhere"),
        project.site().join("folder"),
    )
    .unwrap();
    let _ = project.build().exits(1);
    assert!(!project.output().exists());
}

#[test]
fn an_archive_builds_the_same_site() {
    let project = Project::new().file(
        "hidden.md",
        "---\ntitle: H\nkind: page\nsensitivity: sensitive\n---\n\nHidden.\n",
    );
    let _ = project.build().exits(0);
    let _ = project
        .run(&["build", "public/source.tar.gz", "--output", "again"])
        .exits(0);
    let diff = Command::new("diff")
        .args(["-r", "public", "again"])
        .current_dir(project.folder())
        .output()
        .unwrap();
    assert!(
        diff.status.success(),
        "{}",
        String::from_utf8_lossy(&diff.stdout)
    );
    fs::write(
        project.folder().join("broken.tar.gz"),
        b"\x1f\x8b no archive",
    )
    .unwrap();
    let _ = project
        .run(&["build", "broken.tar.gz", "--output", "third"])
        .exits(1);
    assert!(!project.folder().join("third").exists());
}

#[test]
fn sums_fit_by_sha256sum() {
    let project = Project::new();
    let _ = project.build().exits(0);
    let ran = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(project.output())
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stdout)
    );
}

#[test]
fn a_search_answers_people_and_machines() {
    let project = Project::new().file("pages/law.md", "---\ntitle: The law\nkind: page\nsensitivity: public\n---\n\nTransports of nuclear material.\n");
    let _ = project.build().exits(0);
    let ran = project.run(&["search", "public", "transport"]).exits(0);
    assert!(
        ran.out().contains("The law") && ran.out().contains("pages/the-law.html"),
        "{}",
        ran.out()
    );
    fs::write(
        project.folder().join("queries"),
        "transport\nnothing at all\npage\n",
    )
    .unwrap();
    let ran = project
        .run(&[
            "search",
            "public",
            "--queries",
            "queries",
            "--format",
            "json",
        ])
        .exits(0);
    let lines: Vec<serde_json::Value> = ran
        .out()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    let first = &lines[0]["results"][0];
    assert_eq!(
        (
            first["id"].as_str(),
            first["url"].as_str(),
            first["title"].as_str()
        ),
        (
            Some("pages/the-law"),
            Some("pages/the-law.html"),
            Some("The law")
        )
    );
    assert!(first["score"].as_u64().unwrap() > 0);
    assert_eq!(lines[1]["results"].as_array().unwrap().len(), 0);
    // A damaged index is said, not answered from.
    let shard = fs::read_dir(project.output().join("search/en"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("t-")
        })
        .unwrap();
    fs::remove_file(&shard).unwrap();
    fs::write(&shard, "vitrine.load(\"t-00\",\"AAAA\");\n").unwrap();
    let ran = project.run(&["search", "public", "transport"]).exits(2);
    assert!(ran.err().contains("search index"), "{}", ran.err());
}

#[test]
fn init_begins_a_site_that_can_be_built() {
    let project = Project::new();
    let _ = project
        .run(&["init", "fresh", "--title", "An \"office\""])
        .exits(0);
    let _ = project.run(&["build", "fresh", "--output", "out"]).exits(0);
    let home = fs::read_to_string(project.folder().join("out/index.html")).unwrap();
    assert!(home.contains("An &quot;office&quot;"));
    // What is there is left alone.
    let _ = project.run(&["init", "fresh", "--title", "T"]).exits(2);
    let _ = project.run(&["init", "site", "--title", "T"]).exits(2);
    let _ = project.run(&["init", "other", "--title", " "]).exits(2);
    assert!(!project.folder().join("other").exists());
}

#[test]
fn new_writes_a_skeleton_that_check_helps_to_fill() {
    let project = Project::new();
    let ran = project
        .run(&[
            "new",
            "mission",
            "--title",
            "Mission to Verania",
            "--sensitivity",
            "partners",
            "--site",
            "site",
        ])
        .exits(0);
    let file = ran.out().trim().to_owned();
    let text = fs::read_to_string(project.folder().join(&file)).unwrap();
    assert!(
        text.contains("title: \"Mission to Verania\"") && text.contains("sensitivity: partners"),
        "{text}"
    );
    // Each field that must be there says what it must hold, and is asked for while it is empty.
    assert!(text.contains("\ntype: # a row of the matrix"), "{text}");
    assert!(text.contains("\nservice: # one of: ippas, "), "{text}");
    let ran = project.run(&["check", "site"]).exits(1);
    assert!(ran.err().contains("mission"), "{}", ran.err());
    // An entry that exists is left alone.
    let ran = project
        .run(&[
            "new",
            "mission",
            "--title",
            "Mission to Verania",
            "--sensitivity",
            "partners",
            "--site",
            "site",
        ])
        .exits(2);
    assert!(ran.err().contains("there already"), "{}", ran.err());
    assert_eq!(
        fs::read_to_string(project.folder().join(&file)).unwrap(),
        text
    );
}

#[test]
fn a_skeleton_shows_what_stands_within_a_field() {
    let project = Project::new();
    let ran = project
        .run(&[
            "new",
            "practice",
            "--title",
            "Open days",
            "--sensitivity",
            "public",
            "--site",
            "site",
        ])
        .exits(0);
    let text = fs::read_to_string(project.folder().join(ran.out().trim())).unwrap();
    assert!(text.contains("\norigin:\n  kind: # one of: "), "{text}");
    let ran = project.run(&["check", "site"]).exits(1);
    assert!(!ran.err().contains("what kind it is"), "{}", ran.err());
}

#[test]
fn serve_shows_what_would_be_public_and_nothing_else() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};

    let project = Project::new().file(
        "hidden.md",
        "---\ntitle: Hidden\nkind: page\nsensitivity: sensitive\n---\n\nThe gate.\n",
    );
    let mut child = Command::new(command())
        .args(["serve", "site", "--port", "0"])
        .current_dir(project.folder())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .split_once("http://")
        .unwrap()
        .1
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    let get = |path: &str, host: &str| {
        let mut stream = std::net::TcpStream::connect(&address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    };
    let home = get("/", &address);
    let page = get("/pages/about.html", &address);
    let gone = [
        get("/hidden.md", &address),
        get("/vitrine.toml", &address),
        get("/pages/hidden.html", &address),
        get("/../vitrine.toml", &address),
        get("/%2e%2e/vitrine.toml", &address),
    ];
    let foreign = get("/pages/about.html", "attacker.example");
    child.kill().unwrap();
    let _ = child.wait();
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(page.contains("A public page."), "{page}");
    for answer in gone {
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        assert!(!answer.contains("gate"));
    }
    // A page of another site that had its name point here reads nothing.
    assert!(!foreign.contains("A public page."), "{foreign}");
}

#[test]
fn the_readme_says_what_the_command_does() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for verb in [
        "build", "check", "serve", "search", "init", "new", "audit", "assess", "explain", "list",
        "diff", "sign", "verify",
    ] {
        assert!(
            readme.contains(&format!("vitrine {verb}")) || readme.contains(&format!("-- {verb}")),
            "{verb}"
        );
    }
    let help = Command::new(command()).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for verb in [
        "build", "check", "serve", "search", "init", "new", "audit", "assess", "explain", "list",
        "diff", "sign", "verify",
    ] {
        assert!(help.contains(verb), "{verb} in {help}");
    }
}

#[test]
fn the_entry_of_the_readme_is_published_as_it_says() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let block = readme.split_once("    ---\n    title: Review").unwrap().1;
    let block = block.split_once("\n- `sensitivity`").unwrap().0;
    let block = format!("    ---\n    title: Review{block}");
    let lines: Vec<&str> = block
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let entry = lines.join("\n");
    let project = Project::new().file(
        "vitrine.toml",
        "title = \"T\"\nportions = \"mark\"\n[states]\nXV = \"Verania\"\n",
    );
    let project = project.file("mission.md", entry.trim_end().to_owned() + "\n");
    let _ = project
        .run(&["check", "site", "--as-of", "2027-04-01"])
        .exits(0);
    // The assessment is of March 2027: a build of today must wait for it.
    let _ = project.build().exits(1);
}
