//! Front matter that is no plain list of names and values.

use crate::case::{Remedy, of};
use crate::texts::fields;

pub(crate) fn all() -> Vec<Remedy> {
    let whole = |lines: &str| format!("---\n{lines}---\n\nText.\n");
    let head = "title: A page\nkind: page\nsensitivity: public\n";
    let deep =
        |value: &str| format!("internal: {{a: {{b: {{c: {{d: {{e: {{f: {{g: {value}}}}}}}}}}}}}}}");
    vec![
        of(
            "front-matter-fence",
            format!("‹---« ⇒»›\n{head}---\n\nText.\n"),
        ),
        of(
            "front-matter-empty",
            format!("‹---›\n«⇒{head}»---\n\nText.\n"),
        ),
        of(
            "front-matter-long",
            format!(
                "‹---›\n{head}summary: «{}⇒Words»\n---\n\nText.\n",
                "word ".repeat(14_000)
            ),
        ),
        of(
            "front-matter-twice",
            format!("---\n{head}---\n«‹---›\n⇒»summary: Words\n«---\n⇒»\nText.\n"),
        ),
        of(
            "front-matter-shape",
            whole(
                "‹›«- title: A page\n- kind: page\n- sensitivity: public\n⇒title: A page\nkind: page\nsensitivity: public\n»",
            ),
        ),
        of("front-matter-deep", fields(&deep("«{h: ‹{›i: x}}⇒x»"))),
        of("yaml-alias", fields("summary: «*Words⇒\"*Words\"»")),
        of("yaml-directive", whole(&format!("«‹%YAML 1.2›\n⇒»{head}"))),
        of(
            "yaml-documents",
            whole(&format!("{head}«...\n⇒»‹›summary: Words\n")),
        ),
        of(
            "yaml-key",
            fields("«? ‹[›summary]\n: Words⇒summary: Words»"),
        ),
        of(
            "yaml-merge",
            fields("«‹<<›: {summary: Words}⇒summary: Words»"),
        ),
        of("yaml-syntax", fields("summary: «‹\"›Words⇒\"Words\"»")),
        of("yaml-anchor", fields("summary: «&a Words⇒Words»")),
        of("yaml-tag", fields("summary: «‹!!str› Words⇒Words»")),
    ]
}
