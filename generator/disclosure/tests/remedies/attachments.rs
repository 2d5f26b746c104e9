//! Attachments: pictures, drawings, tables, and files that are not published.

use crate::case::{Remedy, of};
use crate::pictures::{ARCHIVE, png, png_of, turned, with_segments};
use crate::texts::{SQUARE, attached, fields, picture};

/// A photograph as a program wrote it.
const PHOTOGRAPH: &[u8] = include_bytes!("../attachments/imagemagick.jpg");
const TABLE: &[u8] = b"a,b\nc,d\n";

pub(crate) fn all() -> Vec<Remedy> {
    let mut all = lists();
    all.extend(files());
    all
}

/// What the list of attachments says.
fn lists() -> Vec<Remedy> {
    let listed =
        |code: &'static str, list: &str| of(code, fields(&format!("attachments: [{list}]")));
    vec![
        listed("attachment-missing", "{file: «b.csv⇒c.csv», sensitivity: public, title: A table}")
            .with("c.csv", "a,b\nc,d\n"),
        listed("attachment-path", "{file: «../c.csv⇒c.csv», sensitivity: public, title: A table}")
            .with("c.csv", "a,b\nc,d\n"),
        listed("attachment-title", "‹{file: c.csv, sensitivity: public, title: «表⇒\"表 (table)\"»}›")
            .with("c.csv", "a,b\nc,d\n"),
        listed(
            "attachment-title-twice",
            "{file: b.csv, sensitivity: public, title: A table}, {file: ‹c.csv›, sensitivity: public, title: A «table⇒list»}",
        )
        .with("b.csv", "a,b\nc,d\n")
        .with("c.csv", "a,b\nc,d\n"),
        listed("attachment-extension", "{file: «c.png⇒c.csv», sensitivity: public, title: A table}")
            .bytes("c.png", Some(TABLE), None)
            .bytes("c.csv", None, Some(TABLE)),
        picture("image-alt", ", alt: Square, checked_by: A", "«![Other](a.svg)⇒![](a.svg)»"),
        of(
            "picture-unchecked",
            fields("attachments: [{file: ‹a.svg›, sensitivity: public, title: A square, alt: Square«⇒, checked_by: A»}]").replace("Text.", "![](a.svg)"),
        )
        .with("a.svg", SQUARE),
        listed("attachment-alt", "‹{file: a.svg, sensitivity: public, title: A square«⇒, alt: Square, checked_by: A»}›")
            .with("a.svg", SQUARE),
        of(
            "image-not-public",
            fields("id: a\n«⇒attachments: [{file: a.svg, sensitivity: public, title: A square, alt: Square, checked_by: A}]\n»")
                .replace("Text.", "‹![](a.svg)›"),
        )
        .with("a.svg", SQUARE),
    ]
}

/// What is in the files.
fn files() -> Vec<Remedy> {
    let seen = ", alt: A photograph, checked_by: Ann Lee";
    let photograph =
        |code: &'static str, wrong: &[u8]| attached(code, "a.jpg", seen, wrong, PHOTOGRAPH);
    let point = |code: &'static str, wrong: &[u8]| attached(code, "a.png", seen, wrong, &png(&[]));
    let drawing = |code: &'static str, wrong: &str| {
        attached(code, "a.svg", seen, wrong.as_bytes(), SQUARE.as_bytes())
    };
    let table = |code: &'static str, wrong: &[u8]| attached(code, "a.csv", "", wrong, TABLE);
    vec![
        of(
            "attachment-type",
            fields("attachments: [{file: «r.docx⇒r.csv», sensitivity: public, title: A file}]"),
        )
        .bytes("r.docx", Some(b"PK\x03\x04xl/workbook.xml"), None)
        .bytes("r.csv", None, Some(TABLE)),
        table("attachment-empty", b""),
        photograph("attachment-damaged", PHOTOGRAPH.split_at(90).0),
        photograph("attachment-trailing", &[PHOTOGRAPH, b"more"].concat()),
        photograph("attachment-turned", &with_segments(PHOTOGRAPH, &[turned()])),
        point("attachment-moving", &png(&[(b"acTL", b"x")])),
        point("attachment-size", &png_of(20_001, &[])),
        table("attachment-two", &[TABLE, ARCHIVE].concat()),
        drawing(
            "svg-part",
            &SQUARE.replace("<rect", "<foreignObject/><rect"),
        ),
        drawing(
            "svg-script",
            &SQUARE.replace("<rect", "<script>x</script><rect"),
        ),
        drawing(
            "svg-hidden",
            &SQUARE.replace("<rect", "<rect display=\"none\""),
        ),
        drawing(
            "svg-outside",
            &SQUARE.replace("<rect", "<use href=\"https://example.org/a.svg#a\"/><rect"),
        ),
        drawing("svg-damaged", &SQUARE.replace("</svg>", "")),
        drawing(
            "svg-doctype",
            &format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{SQUARE}"),
        ),
        drawing("attachment-complex", &nested()),
        table("table-columns", b"a,b\nc,d,e\n"),
        table("table-rows", b"a,b\n"),
        table("table-markup", b"a,b\n<script>,d\n"),
        of(
            "table-formula",
            fields("attachments: [{file: ‹c.csv›, sensitivity: public, title: A table}]"),
        )
        .with("c.csv", "a,b\nc,«=⇒»d\n"),
        table("byte-order-mark", b"\xef\xbb\xbfa,b\nc,d\n"),
        table("character-forbidden", "a,b\nc,d\u{202e}\n".as_bytes()),
    ]
}

/// A drawing of a million squares, each of which is ten of another.
fn nested() -> String {
    let mut groups = String::new();
    for depth in 1..=6 {
        let ten = format!("<use href=\"#g{}\"/>", depth - 1).repeat(10);
        groups.push_str(&format!("<g id=\"g{depth}\">{ten}</g>"));
    }
    let first = "<rect id=\"g0\" width=\"9\" height=\"9\" fill=\"#123456\"/>";
    SQUARE.replace(
        "<rect",
        &format!("<defs>{first}{groups}</defs><use href=\"#g6\"/><rect"),
    )
}
