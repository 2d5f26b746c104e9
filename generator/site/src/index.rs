//! Site to search shards.

use std::collections::BTreeMap;

use vitrine_disclosure::{Address, Kind, PublicEntry, Value};
use vitrine_search::{Document, build, container, further_stemmer, further_stemmers};

use crate::elasticlunr;
use crate::model::{Site, date, page_path};
use crate::output::{Output, SiteError};
use crate::render::{Words, plain_text};

/// The engine, as it is committed.
const ENGINE: &[u8] = include_bytes!("../../../search-wasm/dist/engine.js");
/// The same without WebAssembly, for browsers that have none or forbid it.
const FALLBACK: &[u8] = include_bytes!("../../../search-wasm/dist/fallback.js");

/// The programs that a site brings along for its search, and the stemmers, as they are written.
#[must_use]
pub fn programs() -> Vec<Vec<u8>> {
    let programs = [ENGINE, FALLBACK].into_iter().map(<[u8]>::to_vec);
    let stemmers = further_stemmers().map(|(lang, bytes)| container::wrap_stemmer(lang, bytes));
    programs.chain(stemmers).collect()
}

/// What a search page must know: files below the folder `search/`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Root {
    /// The language of its index.
    pub(crate) lang: String,
    /// The file of the root of that.
    pub(crate) start: String,
    /// The engine.
    pub(crate) engine: String,
    /// The engine without WebAssembly.
    pub(crate) fallback: String,
    /// The stemmer of the language, where the engine has none.
    pub(crate) stemmer: Option<String>,
}

/// The index of one language, each file in its container.
pub(crate) fn of(site: &Site<'_>, words: &Words) -> Result<Scripts, SiteError> {
    let documents: Vec<Document> = site
        .entries
        .iter()
        .map(|entry| document(site, words, entry))
        .collect();
    let names = names(site);
    #[cfg(feature = "sabotage")]
    let (documents, names) = (
        crate::sabotage::documents(documents),
        crate::sabotage::names(names),
    );
    let elasticlunr = site
        .tree
        .settings()
        .elasticlunr
        .then(|| elasticlunr::index(&documents, site.lang));
    let index = build(&documents, site.lang, &names)
        .map_err(|error| SiteError::Search(error.to_string()))?;
    let files = index
        .files
        .iter()
        .map(|(name, bytes)| (name.clone(), container::wrap(name, bytes)))
        .collect();
    #[cfg(feature = "sabotage")]
    let files = crate::sabotage::scripts(files);
    Ok(Scripts {
        root: index.root,
        files,
        elasticlunr,
    })
}

/// The files of an index as browsers load them, by name.
#[derive(Debug)]
pub(crate) struct Scripts {
    root: String,
    files: BTreeMap<String, Vec<u8>>,
    /// The index for elasticlunr.js, where the site wants one.
    elasticlunr: Option<String>,
}

/// Writes the index of one language.
pub(crate) fn write(
    site: &Site<'_>,
    index: &Scripts,
    output: &mut Output,
) -> Result<Root, SiteError> {
    let folder = site.lang.to_lowercase();
    for (name, script) in &index.files {
        output.insert(&format!("search/{folder}/{name}.js"), script.clone())?;
    }
    if let Some(json) = &index.elasticlunr {
        let path = format!("{}{}", site.prefix(), elasticlunr::NAME);
        output.insert(&path, json.as_bytes())?;
    }
    Ok(Root {
        lang: folder.clone(),
        start: format!("{folder}/{}.js", index.root),
        engine: named("engine", ENGINE, output)?,
        fallback: named("fallback", FALLBACK, output)?,
        stemmer: further_stemmer(site.lang)
            .map(|(lang, bytes)| {
                let script = container::wrap_stemmer(lang, bytes);
                named(&format!("stemmer-{lang}"), &script, output)
            })
            .transpose()?,
    })
}

/// Writes a script below `search/` whose name ends with its digest. Returns its name.
fn named(stem: &str, script: &[u8], output: &mut Output) -> Result<String, SiteError> {
    let digest = crate::export::digest(script);
    let name = format!("{stem}-{}.js", digest.get(..8).unwrap_or_default());
    let path = format!("search/{name}");
    if output.get(&path).is_none() {
        output.insert(&path, script)?;
    }
    Ok(name)
}

fn document(site: &Site<'_>, words: &Words, entry: &PublicEntry) -> Document {
    let mut body = String::new();
    for (_, value) in entry.fields() {
        if let Value::Text(text) = value {
            body.push_str(text.as_str());
            body.push('\n');
        }
    }
    if let Some(aliases) = entry.field("aliases") {
        for alias in aliases.items().iter().filter_map(Value::as_str) {
            body.push_str(alias);
            body.push('\n');
        }
    }
    body.push_str(&plain_text(entry.body()));
    let state = entry
        .field("state")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Document {
        url: page_path(entry),
        title: entry.title().to_string(),
        summary: entry
            .field("summary")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        body,
        kind: entry.kind().name().to_owned(),
        state: if state.is_empty() {
            String::new()
        } else {
            format!("{state} {}", site.state_name(state))
        },
        topics: entry
            .field("topics")
            .map_or(&[][..], Value::items)
            .iter()
            .filter_map(Value::as_str)
            .map(|topic| format!("{topic} {}", words.word("topics", topic)))
            .collect(),
        date: date(entry).map(|date| date.to_string()).unwrap_or_default(),
    }
}

/// The names of terms and instruments, with those of their translations: who asks for one finds the others.
fn names(site: &Site<'_>) -> Vec<Vec<String>> {
    let mut things: BTreeMap<&Address, Vec<String>> = BTreeMap::new();
    for entry in site.tree.entries() {
        if !matches!(entry.kind(), Kind::Term | Kind::Instrument) {
            continue;
        }
        let thing = match entry.field("translation_of") {
            Some(Value::Entry(original)) => original,
            _ => entry.address(),
        };
        let names = things.entry(thing).or_default();
        names.push(entry.title().to_string());
        for field in ["short", "number"] {
            names.extend(
                entry
                    .field(field)
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
        }
        let aliases = entry.field("aliases").map_or(&[][..], Value::items);
        names.extend(aliases.iter().filter_map(Value::as_str).map(str::to_owned));
    }
    things.into_values().collect()
}
