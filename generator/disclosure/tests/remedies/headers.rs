//! Front matter: fences, names, values.

use crate::case::{Remedy, of};
use crate::texts::{PUBLIC, document, fields};

pub(crate) fn all() -> Vec<Remedy> {
    vec![
        of(
            "sensitivity-missing",
            "‹---›\ntitle: A\nkind: page\n«⇒sensitivity: public\n»---\n\nText.\n",
        ),
        of(
            "sensitivity-unknown",
            "---\ntitle: A\nkind: page\nsensitivity: «publik⇒public»\n---\n\nText.\n",
        ),
        of(
            "title-missing",
            "‹---›\n«⇒title: A\n»kind: page\nsensitivity: public\n---\n\nText.\n",
        ),
        of(
            "kind-missing",
            "‹---›\ntitle: A\n«⇒kind: page\n»sensitivity: public\n---\n\nText.\n",
        ),
        of(
            "kind-unknown",
            "---\ntitle: A\nkind: «pages⇒page»\nsensitivity: public\n---\n\nText.\n",
        ),
        of("key-unknown", fields("«sumary⇒summary»: Words")),
        of(
            "key-duplicate",
            fields("summary: Words\n«‹summary›: Words⇒»"),
        ),
        of("key-draft", fields("«‹draft›: true⇒»")),
        of("value-type", fields("summary: «[one, two]⇒One, two»")),
        of("value-empty", fields("‹summary›:«⇒ Words»")),
        of("word-unknown", fields("topics: [«transports⇒transport»]")),
        of("date-invalid", fields("date: «2026-13-01⇒2026-12-01»")),
        of("slug-invalid", fields("slug: «A_Page⇒a-page»")),
        of("state-unknown", fields("state: «QQ⇒NL»")),
        of("language-unknown", fields("lang: «de⇒en»")),
        of(
            "type-missing",
            "‹---›\ntitle: A\nkind: document\nsensitivity: public\n«⇒type: national-policy\n»---\n\nText.\n",
        ),
        of(
            "type-unknown",
            document("type: «national-polices⇒national-policy»"),
        ),
        of(
            "front-matter-missing",
            "«⇒---\ntitle: A\nkind: page\nsensitivity: public\n---\n\n»‹Text.›\n",
        ),
        of(
            "front-matter-unclosed",
            "‹---›\ntitle: A\nkind: page\nsensitivity: public\n«⇒---\n»\nText.\n",
        ),
        of(
            "byte-order-mark",
            "«\u{FEFF}⇒»---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nText.\n",
        ),
        of(
            "kind-never-public",
            "---\ntitle: A\nkind: decision\nsensitivity: «public⇒restricted»\nid: d\nunits: [a]\ndecided_by: A\nsecond_by: B\non: 2026-10-01\nreason: threat\n---\n\nText.\n",
        ),
        of(
            "dates-order",
            fields("not_before: 2026-10-02\nexpires: «2026-10-01⇒2026-12-01»"),
        ),
        of(
            "field-missing",
            fields("sources: [‹{url: \"https://example.org/\"«⇒, label: A page»}›]"),
        ),
        of(
            "reason-unknown",
            "---\ntitle: A page\nkind: page\nsensitivity: restricted\npublic_record: {slug: b, title: B, date: 2020, reason: «threats⇒threat»}\n---\n\nText.\n",
        ),
        of(
            "slug-missing",
            "---\ntitle: ‹核安全›\nkind: page\n«⇒slug: nuclear-security\n»sensitivity: public\n---\n\nText.\n",
        ),
        of("slug-reserved", fields("slug: «index⇒contents»")),
        of("file-unread", PUBLIC)
            .unread(
                "b.md",
                "---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\nText.\n",
            )
            .placeless(),
    ]
}
