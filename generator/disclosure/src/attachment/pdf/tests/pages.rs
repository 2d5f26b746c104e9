//! Pages: their trees and sizes, the language of a file, and how much there may be of all.

use super::made::{Pdf, WORDS, with, write};
use super::{clean, passes, refused};

#[test]
fn more_than_can_be_checked_is_refused() {
    for (number, code) in [
        (0, None),
        (4, None),
        (5, None),
        (6, Some("pdf-large")),
        (9, Some("pdf-large")),
    ] {
        let got = super::super::at_most(number, 5).err();
        assert_eq!(got.map(|unclean| unclean.code), code, "{number}");
    }
}

#[test]
fn a_language_is_a_code_and_no_words() {
    for (text, is) in [
        ("en", true),
        ("de-AT", true),
        ("sr-Latn-RS", true),
        ("de-CH-1996", true),
        ("", false),
        ("e", false),
        ("en-", false),
        ("-en", false),
        ("en-x", false),
        ("en_US", false),
        ("12", false),
        ("12345678", false),
        ("1999-07-31", false),
        ("SECRET WORD", false),
        ("a b", false),
        ("abcdefghi", false),
        ("en-GB-oxendict", false),
        ("de;SECRET", false),
    ] {
        assert_eq!(super::super::is_language(text.as_bytes()), is, "{text}");
    }
    for (catalog, kept) in [("/Lang(de-AT)", true), ("/Lang(SECRET WORDS)", false)] {
        let pdf = Pdf {
            catalog,
            ..with(WORDS)
        };
        passes(&pdf);
        let bytes = clean(&pdf.bytes()).unwrap().bytes;
        assert_eq!(
            String::from_utf8_lossy(&bytes).contains("/Lang"),
            kept,
            "{catalog}"
        );
    }
}

#[test]
fn pages_have_a_size() {
    for (page, code) in [
        ("/MediaBox[0 0 3 3]", None),
        ("/MediaBox[200 0 300 100]", None),
        ("/MediaBox[0 200 100 300]", None),
        ("/MediaBox[-300 -200 -200 -100]", None),
        ("/MediaBox[300 200 0 0]", None),
        ("/MediaBox[0 0 300 200]/CropBox[100 100 103 103]", None),
        ("/MediaBox[0 0 300 2]", Some("pdf-damaged")),
        ("/MediaBox[0 0 2 200]", Some("pdf-damaged")),
        ("/MediaBox[200 0 202 100]", Some("pdf-damaged")),
        ("/MediaBox[0 200 100 202]", Some("pdf-damaged")),
        (
            "/MediaBox[0 0 300 200]/CropBox[298 0 400 200]",
            Some("pdf-damaged"),
        ),
        // What is shown lies beside the paper.
        (
            "/MediaBox[0 0 300 200]/CropBox[400 0 500 200]",
            Some("pdf-damaged"),
        ),
        (
            "/MediaBox[0 0 300 200]/CropBox[0 -90 300 -10]",
            Some("pdf-damaged"),
        ),
    ] {
        let pdf = Pdf { page, ..with("") };
        match code {
            Some(code) => refused(&pdf.bytes(), code),
            None => assert_eq!(passes(&pdf), "", "{page}"),
        }
    }
}

/// A file whose page lies so many nodes below the first.
fn deep(nodes: u32) -> Vec<u8> {
    let mut parts = with(WORDS).parts();
    parts[1].1 = parts[1].1.replacen("3 0 R", "10 0 R", 1);
    for node in 10..10 + nodes {
        let kid = if node + 1 < 10 + nodes { node + 1 } else { 3 };
        parts.push((node, format!("<</Type/Pages/Count 1/Kids[{kid} 0 R]>>")));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    write(&mut out, &parts, "");
    out
}

#[test]
fn trees_of_pages_come_to_an_end() {
    let cleaned = clean(&deep(39)).unwrap();
    assert_eq!(cleaned.text, "Some words");
    refused(&deep(40), "pdf-large");
    refused(&deep(200), "pdf-large");
    // Nodes that hold the next one twice: forty of them have a million million ways down.
    let mut parts = with(WORDS).parts();
    parts[1].1 = parts[1].1.replacen("3 0 R", "10 0 R", 1);
    for node in 10..45 {
        let kid = node + 1;
        parts.push((
            node,
            format!("<</Type/Pages/Count 1/Kids[{kid} 0 R {kid} 0 R]>>"),
        ));
    }
    parts.push((45, "<</Type/Pages/Count 0/Kids[]>>".to_owned()));
    let mut out = b"%PDF-1.7\n".to_vec();
    write(&mut out, &parts, "");
    refused(&out, "pdf-damaged");
}
