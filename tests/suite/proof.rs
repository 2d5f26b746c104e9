//! The table of what was proved: it tells what result files say, and marks what is stale.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use vitrine_tests::proof::{result, table};
use vitrine_tests::root;

const SOUND: &str = r#"{"what": "kills", "date": "2026-11-20", "commit": "abc", "form": "full", "folders": ["tests/suite/proof.rs"],
    "sources": "SOURCES", "kills": 1500, "files": 2000, "broken": 0}"#;

fn of(file: &str, text: &str, today: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let sources = result::digest(&["tests/suite/proof.rs".to_owned()]);
    fs::write(folder.path().join(file), text.replace("SOURCES", &sources)).unwrap();
    fs::write(folder.path().join("notes.txt"), "no result").unwrap();
    let today: Date = today.parse().unwrap();
    table::table(folder.path(), Some((today, 10)))
}

#[test]
fn numbers_are_told_with_day_and_commit() {
    let told = of("kills.json", SOUND, "2026-11-24").unwrap();
    assert!(
        told.contains("| 1,500 of a site of 2,000 files, 0 left neither"),
        "{told}"
    );
    assert!(told.ends_with("| 2026-11-20 | abc |\n"), "{told}");
    assert!(!told.contains("stale") && !told.contains("short"), "{told}");
}

#[test]
fn what_is_stale_or_short_is_marked() {
    let old = of("kills.json", SOUND, "2026-12-24").unwrap();
    assert!(old.contains("**stale: older than 10 days**"), "{old}");
    let changed = of(
        "kills.json",
        &SOUND.replace("SOURCES", "0123"),
        "2026-11-24",
    )
    .unwrap();
    assert!(
        changed.contains("**stale: tests/suite/proof.rs changed since**"),
        "{changed}"
    );
    let short = of("kills.json", &SOUND.replace("full", "short"), "2026-11-24").unwrap();
    assert!(short.contains("(short form)"), "{short}");
    let undated = of(
        "kills.json",
        &SOUND.replace("2026-11-20", "soon"),
        "2026-11-24",
    )
    .unwrap();
    assert!(undated.contains("**stale: no date**"), "{undated}");
}

#[test]
fn what_is_no_result_is_an_error() {
    for (text, why) in [
        ("{", "EOF"),
        ("[]", "no object"),
        (r#"{"what": "kills"}"#, "no `date`"),
        (
            &SOUND.replace("\"kills\": 1500", "\"kills\": \"many\""),
            "lacks a number",
        ),
        (
            &SOUND.replace("\"what\": \"kills\"", "\"what\": \"fuzz\""),
            "its name",
        ),
    ] {
        let said = of("kills.json", text, "2026-11-24").unwrap_err();
        assert!(said.contains(why), "{why}: {said}");
    }
    assert!(table::table(Path::new("/nowhere"), None).is_err());
}

#[test]
fn a_result_that_nobody_foresaw_is_told_too() {
    let text = SOUND.replace("\"what\": \"kills\"", "\"what\": \"other\"");
    let told = of("other.json", &text, "2026-11-24").unwrap();
    assert!(
        told.contains("| other | broken 0, files 2,000, kills 1,500 |"),
        "{told}"
    );
}

#[test]
fn a_run_writes_what_the_table_reads() {
    let run = result::Run::short("of-this-test", &["tests/suite"]).count("things", 3);
    let path = run.write().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let told = of("of-this-test.json", &text, &result::today()).unwrap();
    assert!(
        told.contains("| of-this-test | things 3 (short form) |"),
        "{told}"
    );
    assert_ne!(
        result::digest(&["tests/suite".to_owned()]),
        result::digest(&["tests/src".to_owned()])
    );
}

#[test]
fn the_readme_shows_the_committed_results() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let table = table::table(&root().join(result::RESULTS), None).unwrap();
    let wanted = table::put_into(&readme, &table).expect("README.md has markers for the table");
    assert!(
        readme == wanted,
        "run `cargo run --locked -p vitrine-tests --bin proof -- readme`"
    );
}
