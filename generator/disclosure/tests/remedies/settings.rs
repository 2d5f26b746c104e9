//! Settings of a site and of its folders.

use crate::case::{Remedy, of};
use crate::texts::PUBLIC;

pub(crate) fn all() -> Vec<Remedy> {
    let with =
        |code: &'static str, path: &'static str, text: &str| of(code, PUBLIC).with(path, text);
    vec![
        with(
            "settings-missing",
            "vitrine.toml",
            "«⇒title = \"A site\"\n»",
        ),
        with(
            "settings-title",
            "vitrine.toml",
            "«⇒title = \"A site\"\n»portions = \"mark\"\n",
        ),
        with(
            "toml-syntax",
            "vitrine.toml",
            "title = «A site⇒\"A site\"»\n",
        ),
        with(
            "base-url",
            "vitrine.toml",
            "title = \"A site\"\nbase_url = «\"example.org\"⇒\"https://example.org/\"»\n",
        ),
        with(
            "utc-offset",
            "vitrine.toml",
            "title = \"A site\"\nutc_offset = «\"1\"⇒\"+01:00\"»\n",
        ),
        with(
            "language-twice",
            "vitrine.toml",
            "title = \"A site\"\nlanguages = [\"en\", «\"en\"⇒\"fr\"»]\n",
        ),
        with(
            "theme-unknown",
            "vitrine.toml",
            "title = \"A site\"\ntheme = «\"plane\"⇒\"plain\"»\n",
        ),
        with(
            "state-code",
            "vitrine.toml",
            "title = \"A site\"\n[states]\n«Xv⇒XV» = \"Verania\"\n",
        ),
        with(
            "language-tag",
            "vitrine.toml",
            "title = \"A site\"\nlanguages = [«\"English\"⇒\"en\"»]\n",
        ),
        with("file-unknown", "_notes.txt", "«‹›Words⇒»"),
    ]
}
