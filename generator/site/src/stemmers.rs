//! Stemmers as scripts, for languages that the search engine in the browser has none for.

/// By its two letters: the stemmer of a language.
const SCRIPTS: [(&str, &[u8]); 11] = [
    ("da", include_bytes!("../../../search-wasm/dist/stem-da.js")),
    ("de", include_bytes!("../../../search-wasm/dist/stem-de.js")),
    ("fi", include_bytes!("../../../search-wasm/dist/stem-fi.js")),
    ("hu", include_bytes!("../../../search-wasm/dist/stem-hu.js")),
    ("it", include_bytes!("../../../search-wasm/dist/stem-it.js")),
    ("nl", include_bytes!("../../../search-wasm/dist/stem-nl.js")),
    ("no", include_bytes!("../../../search-wasm/dist/stem-no.js")),
    ("pt", include_bytes!("../../../search-wasm/dist/stem-pt.js")),
    ("ro", include_bytes!("../../../search-wasm/dist/stem-ro.js")),
    ("sv", include_bytes!("../../../search-wasm/dist/stem-sv.js")),
    ("tr", include_bytes!("../../../search-wasm/dist/stem-tr.js")),
];

/// The stemmer that the engine needs for a language, by its name.
pub(crate) fn of(lang: &str) -> Option<(&'static str, &'static [u8])> {
    let lang = match lang.split('-').next().unwrap_or(lang) {
        "nb" => "no",
        lang => lang,
    };
    SCRIPTS.into_iter().find(|(known, _)| *known == lang)
}
