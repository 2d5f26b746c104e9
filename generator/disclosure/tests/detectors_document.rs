//! The document of detectors says what the code does.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and read where they like"
)]

use std::fmt::Write as _;

use vitrine_disclosure::officer::shipped;

/// The table of shipped detectors, as the document has it.
fn table() -> String {
    let mut out = String::new();
    let mut family = "";
    for detector in shipped() {
        if detector.family != family {
            family = detector.family;
            let _ = write!(
                out,
                "\n### {family}\n\n| detector | seeks | finds for example | persons |\n| --- | --- | --- | --- |\n"
            );
        }
        let _ = writeln!(
            out,
            "| `{}` | {} | `{}` | {} |",
            detector.name,
            detector.seeks,
            detector.example.replace('|', "\\|"),
            detector.persons
        );
    }
    out
}

#[test]
fn the_document_lists_each_detector() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../DETECTORS.md");
    let written = std::fs::read_to_string(path).unwrap();
    let (head, rest) = written.split_once("<!-- shipped -->\n").unwrap();
    let (_, tail) = rest.split_once("\n<!-- /shipped -->").unwrap();
    let wanted = format!(
        "{head}<!-- shipped -->\n{}\n<!-- /shipped -->{tail}",
        table()
    );
    let updates = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    if updates && written != wanted {
        std::fs::write(path, &wanted).unwrap();
    }
    assert!(
        updates || written == wanted,
        "generator/DETECTORS.md is behind the code: run this test with INSTA_UPDATE=always, and read what changes"
    );
    let number = shipped().count();
    assert!(
        written.contains(&format!("{number} detectors")),
        "the document says how many: {number}"
    );
}
