//! Collections of sentences: what authors would draw upon.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use vitrine_disclosure::SourceFile;

use crate::content;
use crate::proof::recall::Random;
use crate::proof::recall::corpora::{COLLECTIONS, sentences};

/// How many sentences are made of the words of the demonstration site.
const MADE: usize = 1_600;
/// How short a sentence may be, in letters.
const SHORTEST: usize = 12;

/// Sentences of one subject.
#[derive(Clone, Debug)]
pub struct Collection {
    /// What it is called.
    pub name: String,
    /// Its language.
    pub lang: &'static str,
    pub(super) sentences: Vec<String>,
}

/// The collection of the house, and those of a folder.
///
/// # Panics
///
/// Where one of them cannot be read.
#[must_use]
pub fn collections(folder: Option<&Path>) -> Vec<Collection> {
    let mut all = vec![own()];
    for (name, lang) in folder.iter().flat_map(|_| COLLECTIONS) {
        let path = folder.unwrap_or_else(|| Path::new(".")).join(name);
        let text = fs::read_to_string(path.join("docs.jsonl")).unwrap();
        let texts = text
            .lines()
            .map(|line| -> Value { serde_json::from_str(line).unwrap() });
        let sentences =
            texts.flat_map(|value| sentences(value["text"].as_str().unwrap_or_default()));
        all.push(Collection {
            name: (*name).to_owned(),
            lang,
            sentences: sentences.filter(|text| is_long(text)).collect(),
        });
    }
    all
}

fn is_long(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST
}

/// Sentences that nobody wrote, of the words of the demonstration site: as frequent as they are there, which is as words
/// are everywhere, and mostly one behind the other as they stand there.
fn own() -> Collection {
    let mut words: Vec<String> = Vec::new();
    let tree = content();
    for (path, file) in tree.iter().filter(|(path, _)| path.ends_with(".md")) {
        let SourceFile::Bytes(bytes) = file else {
            continue;
        };
        let text = String::from_utf8_lossy(bytes);
        let body = text.split("\n---\n").nth(1).unwrap_or_default();
        // One language a collection.
        if text.contains("\nlang: ") || path.contains("/fr/") {
            continue;
        }
        for sentence in sentences(body) {
            words.extend(
                sentence
                    .split(' ')
                    .map(|word| word.trim_matches(['.', '?']).to_owned()),
            );
        }
    }
    words.retain(|word| word.chars().any(char::is_alphanumeric));
    let mut behind: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in words.windows(2) {
        behind.entry(&pair[0]).or_default().push(&pair[1]);
    }
    let mut random = Random(7);
    let mut made = Vec::new();
    while made.len() < MADE {
        let mut sentence: Vec<&str> = Vec::new();
        for _ in 0..7 + random.below(14) {
            let next = sentence.last().and_then(|last| behind.get(last));
            let from_all = random.below(4) == 0;
            sentence.push(match next.filter(|_| !from_all) {
                Some(next) => next[random.below(next.len())],
                None => &words[random.below(words.len())],
            });
        }
        let text = format!("{}.", sentence.join(" "));
        if is_long(&text) {
            made.push(text);
        }
    }
    Collection {
        name: "own".to_owned(),
        lang: "en",
        sentences: made,
    }
}
