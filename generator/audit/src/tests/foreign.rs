//! Sites that other generators made.

use std::collections::BTreeMap;

use super::documents::{PLAIN, pdf};
use super::site::{Files, Site, files, noise, png, told};
use crate::{Report, Settings, audit, is_foreign};

/// A folder as a generator of books leaves it.
fn book() -> Files {
    let mut output = files(&[
        (
            "index.html",
            "<!DOCTYPE HTML><html class=\"light\"><!-- made by a tool --><head><style>b{color:red}</style><script>var path_to_root = \"\";</script></head><body><nav id=\"sidebar\"><a href=\"visit.html\"><strong aria-hidden=\"true\">1.</strong> Visit of experts</a></nav><main><h1>Visit of experts</h1><p>The experts saw everything that they had asked for.</p></main></body></html>",
        ),
        (
            "searchindex.json",
            "{\"doc_urls\": [\"visit.html\"], \"index\": {\"documentStore\": {\"docs\": {\"0\": {\"body\": \"Experts came.\", \"title\": \"Visit\"}}}}}",
        ),
        ("css/general.css", "body { content: \"\\201c\"; }"),
        ("book.js", "'use strict'; window.playground = {a: 'b'};"),
        (
            "rss.xml",
            "<?xml version=\"1.0\"?><rss><title>Visit</title></rss>",
        ),
        ("CNAME", "example.org\n"),
        (
            ".nojekyll",
            "This file makes sure that the host does nothing.\n",
        ),
    ]);
    output.insert(
        "favicon.png".to_owned(),
        png(b"icon", Some(b"Software\0a tool")),
    );
    output.insert(
        "fonts/a.ttf".to_owned(),
        [b"\0\x01\0\0".as_slice(), &glyphs()].concat(),
    );
    output
}

fn glyphs() -> Vec<u8> {
    noise(300)
        .into_iter()
        .rev()
        .map(|byte| byte ^ 0x5a)
        .collect()
}

fn look(output: &Files) -> Report {
    let settings = Settings {
        as_of: "2026-07-01".to_owned(),
        foreign: true,
        ..Settings::default()
    };
    audit(&Site::new().source, output, &settings)
}

#[test]
fn a_site_in_which_nothing_leaks_passes() {
    let report = look(&book());
    assert!(
        is_foreign(&book()) && report.is_clean(),
        "{}",
        told(&report)
    );
    assert!(report.sought() > 50);
    assert!(!is_foreign(&Site::new().finished()));
}

#[test]
fn leaks_are_found_in_every_file() {
    let sentence = "Porcelain herons guard the custard tunnels";
    for (path, from) in [
        ("index.html", "that they had asked for"),
        ("index.html", "made by a tool"),
        ("index.html", "color:red"),
        ("index.html", "var path_to_root = \"\""),
        ("searchindex.json", "Experts came."),
        ("css/general.css", "\\201c"),
        ("book.js", "b"),
        ("rss.xml", "Visit"),
        ("CNAME", "example.org"),
        (".nojekyll", "host"),
    ] {
        let mut output = book();
        let text = String::from_utf8(output[path].clone()).unwrap();
        assert!(text.contains(from), "{path}");
        output.insert(path.to_owned(), text.replace(from, sentence).into_bytes());
        let report = look(&output);
        let found = report
            .findings()
            .iter()
            .any(|one| one.file() == path && one.code() == "private-text");
        assert!(found, "{from} of {path}: {}", told(&report));
    }
    let mut more: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    more.insert("a.png", png(b"icon", Some(sentence.as_bytes())));
    let zipped = crate::zip::tests::zip(&[("notes.txt", 8, 0, sentence.as_bytes())]);
    more.insert("a.docx", zipped);
    more.insert("a.txt.gz", super::site::gzip(sentence.as_bytes()));
    more.insert(
        "a.ttf",
        [b"\0\x01\0\0\xff".as_slice(), sentence.as_bytes()].concat(),
    );
    more.insert("ledger-brindlewick.html", b"<p>Visit</p>".to_vec());
    for (path, bytes) in more {
        let mut output = book();
        output.insert(path.to_owned(), bytes);
        let report = look(&output);
        let found = report
            .findings()
            .iter()
            .any(|one| one.file() == path && one.code().starts_with("private-"));
        assert!(found, "{path}: {}", told(&report));
    }
}

#[test]
fn leaks_are_found_in_tables_and_documents() {
    let sentence = "Porcelain herons guard the custard tunnels";
    let content = format!("BT /F1 12 Tf 20 100 Td ({sentence}) Tj ET");
    let title = (format!("<</Title ({sentence})>>"), None);
    let data = (
        "<</Length1 9>>".to_owned(),
        Some(sentence.as_bytes().to_vec()),
    );
    for (path, bytes) in [
        (
            "a.csv",
            format!("what,where\n\"{sentence}\",visit\n").into_bytes(),
        ),
        ("a.tsv", format!("visit\t{sentence}\n").into_bytes()),
        ("a.pdf", pdf(&content, &[])),
        ("a.pdf", pdf(PLAIN, &[title])),
        ("a.pdf", pdf(PLAIN, &[data])),
        ("a.txt", b"See <Quillmarsh> for the visit".to_vec()),
    ] {
        let mut output = book();
        output.insert(path.to_owned(), bytes);
        let report = look(&output);
        let found = report
            .findings()
            .iter()
            .any(|one| one.file() == path && one.code().starts_with("private-"));
        assert!(found, "{path}: {}", told(&report));
    }
    let mut output = book();
    output.insert("a.pdf".to_owned(), pdf(PLAIN, &[]));
    let report = look(&output);
    assert!(report.is_clean(), "{}", told(&report));
}

#[test]
fn what_stands_apart_is_no_passage() {
    let private = "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\nExperts saw the office; a marquee.\n";
    let source = Site::new().write("office/n.md", private).source;
    let looked = |path: &str, text: &str| {
        let mut output = book();
        output.insert(path.to_owned(), text.as_bytes().to_vec());
        let settings = Settings {
            as_of: "2026-07-01".to_owned(),
            foreign: true,
            ..Settings::default()
        };
        audit(&source, &output, &settings)
    };
    for (path, apart, together) in [
        (
            "a.json",
            "[\"experts\", \"saw\", \"the\", \"office\"]",
            "[\"experts saw the office\"]",
        ),
        (
            // Single words of programs say nothing.
            "a.js",
            "document.marquee='experts'",
            "a='Note: experts saw the office'",
        ),
        (
            "a.css",
            "marquee{margin:0}",
            "a{content:\"Note: experts saw the office\"}",
        ),
        (
            "a.csv",
            "experts\nsaw\nthe\noffice\n",
            "experts saw,the office\n",
        ),
        // What markup is made of says nothing.
        (
            "a.html",
            "<marquee>Visit</marquee>",
            "<p>Visit a marquee</p>",
        ),
    ] {
        let report = looked(path, apart);
        assert!(report.is_clean(), "{path}: {}", told(&report));
        let report = looked(path, together);
        assert!(!report.is_clean(), "{path}");
    }
}

#[test]
fn what_cannot_be_opened_is_said() {
    let zip = |flags| crate::zip::tests::zip(&[("a.txt", flags, 0, b"Experts came.")]);
    let packed = super::site::gzip(b"Experts came.");
    for (path, bytes, opened) in [
        (
            "fonts/a.woff2",
            [b"wOF2".as_slice(), &glyphs()].concat(),
            false,
        ),
        ("a.html.br", glyphs(), false),
        (
            "a.7z",
            [b"7z\xbc\xaf\x27\x1c".as_slice(), &glyphs()].concat(),
            false,
        ),
        ("a.gz", packed.clone(), true),
        ("a.gz", packed[..packed.len() / 2].to_vec(), false),
        ("a.zip", zip(0), true),
        ("a.zip", zip(1), false),
    ] {
        let mut output = book();
        output.insert(path.to_owned(), bytes);
        let report = look(&output);
        let told = told(&report);
        let said = told.starts_with(&format!("{path}: not-looked-into"));
        assert!(
            said != opened && report.findings().len() == usize::from(!opened),
            "{path}: {told}"
        );
    }
}
