//! The index for elasticlunr.js clients, which a site has where its settings ask for it: made of public text alone, known to
//! the audit, and the same whatever else the folder holds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::collections::BTreeSet;

use serde_json::Value;
use vitrine_disclosure::{SourceFile, SourceTree};
use vitrine_tests::{assert_same, content, files, knife, today};

const FILE: &str = "search_index.json";

/// The demonstration site, with the export that it does without.
fn exporting() -> SourceTree {
    let mut tree = content();
    let settings = match tree.iter().find(|(path, _)| *path == "vitrine.toml") {
        Some((_, SourceFile::Bytes(bytes))) => String::from_utf8(bytes.clone()).unwrap(),
        _ => panic!("the site has settings"),
    };
    tree.insert(
        "vitrine.toml",
        format!("{settings}\n[search]\nelasticlunr = true\n"),
    );
    tree
}

#[test]
fn each_language_has_a_file_and_the_manifest_names_them() {
    let site = files(&exporting(), today());
    let manifest: Value = serde_json::from_slice(&site["manifest.json"]).unwrap();
    for (path, lang) in [
        (FILE, "English"),
        ("fr/search_index.json", "French"),
        ("ar/search_index.json", "Arabic"),
    ] {
        let index: Value = serde_json::from_slice(&site[path]).unwrap();
        assert_eq!(index["lang"], lang, "{path}");
        let pages = index["documentStore"]["docs"].as_object().unwrap();
        assert!(!pages.is_empty());
        assert!(pages.keys().all(|page| site.contains_key(page)), "{path}");
        let listed = manifest["files"].as_array().unwrap().iter();
        let listed: Vec<&Value> = listed.filter(|file| file["path"] == path).collect();
        assert_eq!(listed.len(), 1, "{path}");
    }
    // Without the setting nothing of it is there, and the rest is the same but for what lists and settings say.
    let plain = files(&content(), today());
    assert!(!plain.keys().any(|path| path.ends_with(FILE)));
    for (path, bytes) in &plain {
        let lists = ["manifest.json", "SHA256SUMS", "source.tar.gz"];
        assert!(
            lists.contains(&path.as_str()) || site[path] == *bytes,
            "{path}"
        );
    }
}

#[test]
fn what_is_not_public_changes_no_byte_of_it() {
    let tree = exporting();
    let public = knife::map(&tree, |_, text| Some(knife::empty_portions(text)));
    assert_ne!(public, tree, "there are portions to empty");
    assert_same(
        &files(&public, today()),
        &files(&tree, today()),
        "without portions",
    );
    let public = knife::map(&tree, |_, text| {
        let (head, _) = knife::split(text);
        let withheld = !knife::is_tagged_public(head) && knife::has_record(head);
        Some(if withheld {
            knife::reduce_to_record(text)
        } else {
            text.to_owned()
        })
    });
    assert_ne!(public, tree, "there are records to reduce to");
    assert_same(
        &files(&public, today()),
        &files(&tree, today()),
        "records alone",
    );
}

/// The codes and files of what the audit finds where the file is changed.
fn refused(from: &str, to: &str) -> BTreeSet<(String, String)> {
    let tree = exporting();
    let built = vitrine::build_leaking(&tree, today(), |output| {
        let text = String::from_utf8(output.get(FILE).unwrap().to_vec()).unwrap();
        assert!(text.contains(from), "there is a place for {to}");
        output.plant(FILE, text.replacen(from, to, 1));
    })
    .unwrap();
    match vitrine::audit(&tree, built.output, today()) {
        Ok(_) => panic!("the audit passed {to}"),
        Err(report) => report
            .findings()
            .iter()
            .map(|finding| (finding.code().to_owned(), finding.file().to_owned()))
            .collect(),
    }
}

/// A sentence of an entry that is withheld whole.
const SENTENCE: &str = "Zeppelins inflate within forty yawns; tubas sound retreat.";

#[test]
fn the_audit_passes_it_as_it_is() {
    let tree = exporting();
    let built = vitrine::build(&tree, today()).unwrap();
    let (_, report) = vitrine::audit(&tree, built.output, today()).unwrap_or_else(|report| {
        let lines: Vec<String> = report.findings().iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    assert!(report.sought() > 500);
}

#[test]
fn leaks_in_it_are_refused() {
    for (from, to, code) in [
        // A text that clients show.
        (
            "\"body\":\"",
            &*format!("\"body\":\"{SENTENCE} "),
            "private-text",
        ),
        // A word by which an entry is found though it does not hold it; once private, once of other entries.
        (
            "\"title\":{\"root\":{\"docs\":{},\"df\":0,",
            "\"title\":{\"root\":{\"docs\":{},\"df\":0,\"\u{21}\":{\"docs\":{\"pages/about.html\":{\"tf\":1.0}},\"df\":1},",
            "",
        ),
        // More than the grammar of such files has.
        (
            "\"version\":\"0.9.5\",",
            &*format!("\"version\":\"0.9.5\",\"note\":\"{SENTENCE}\","),
            "file-unreadable",
        ),
        ("\"save\":true", "\"save\": true", "file-unreadable"),
    ] {
        let found = refused(from, to);
        let here: Vec<&str> = found
            .iter()
            .filter(|(_, file)| file == FILE)
            .map(|(code, _)| code.as_str())
            .collect();
        assert!(!here.is_empty(), "{to}: {found:?}");
        assert!(code.is_empty() || here.contains(&code), "{to}: {found:?}");
    }
}

#[test]
fn words_that_an_entry_does_not_hold_are_refused() {
    // Under another address the words of one entry are those of another.
    let tree = exporting();
    let site = files(&tree, today());
    let text = String::from_utf8(site[FILE].clone()).unwrap();
    let index: Value = serde_json::from_str(&text).unwrap();
    let pages: Vec<&String> = index["documentStore"]["docs"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    let (one, other) = (pages[0], pages[1]);
    let (head, store) = text.split_once("\"documentStore\"").unwrap();
    let swapped = head.replace(
        &format!("{{\"{one}\":{{\"tf\""),
        &format!("{{\"{other}\":{{\"tf\""),
    );
    assert_ne!(swapped, head);
    let found = refused(&text, &format!("{swapped}\"documentStore\"{store}"));
    assert!(found.iter().any(|(_, file)| file == FILE), "{found:?}");
}
