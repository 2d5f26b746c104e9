//! What entries have to do with one another: links, addresses, translations, records.

use crate::case::{Remedy, of};
use crate::texts::{FRENCH, PRIVATE, PUBLIC, fields, page};

pub(crate) fn all() -> Vec<Remedy> {
    let translation =
        |level: &str, rest: &str| FRENCH.replace("public", level) + rest + "---\n\nTexte.\n";
    vec![
        of("link-not-public", page("See «[B](b.md)⇒B».")).with("b.md", PRIVATE),
        of("reference-not-public", fields("«related: [‹b›]⇒»")).with("b.md", PRIVATE),
        of("id-twice", fields("slug: other\nid: b")).with("b.md", PUBLIC.replace("id: b", "id: «b⇒c»")),
        of("address-taken", "---\ntitle: B\nkind: page\nsensitivity: public\n---\n\nText.\n").with("b.md", "---\ntitle: «B⇒A»\nkind: page\nsensitivity: public\n---\n\nText.\n"),
        of("translation-of-nothing", PUBLIC).with("b.fr.md", translation("public", "translation_of: «c⇒b»\n")),
        of("translation-lower", PRIVATE).with("b.fr.md", translation("«partners⇒restricted»", "translation_of: b\n")),
        of("translation-language", PUBLIC).with("b.fr.md", "---\ntitle: C\nkind: page\nlang: «en⇒fr»\nsensitivity: public\ntranslation_of: «b⇒b»\n---\n\nTexte.\n"),
        of("translation-itself", PUBLIC).with("b.fr.md", translation("public", "id: c\ntranslation_of: «c⇒b»\n")),
        of("translation-portions", "---\ntitle: B\nkind: page\nid: b\nsensitivity: public\n---\n\nA :restricted[word]{reason=\"threat\"}.\n")
            .with("b.fr.md", FRENCH.to_owned() + "translation_of: «b⇒b»\n---\n\nUn mot« ⇒ :restricted[mot]{reason=\"threat\"}».\n"),
        of("sensitivity-below-floor", "---\ntitle: A page\nkind: page\nsensitivity: «public⇒restricted»\n---\n\nText.\n").with("_folder.toml", "sensitivity = \"restricted\"\n"),
                of("record-of-public", fields("«public_record: ‹{slug: b, title: B, date: 2020, reason: threat}›⇒»")),
        of("link-page-unknown", page("‹[Words](«site:map⇒site:search»)›")),
    ]
}
