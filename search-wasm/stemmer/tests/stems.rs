//! What the engine makes of words is what Snowball makes of them: the crate `snowball_stemmers_rs` holds the same definitions, translated
//! by Snowball's own compiler.
//!
//! Words are put together from the texts of the definitions, taken from the texts of the example sites, and random. With
//! `VITRINE_IR`, the words of the collections in that folder are added; with `VITRINE_WORDS`, those of the files `NAME/voc.txt`
//! in that folder, as Snowball publishes them, for each definition by its name.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a test may stop where it fails, and says how much it compared"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snowball_stemmers_rs::{Algorithm, Stemmer as Oracle};
use vitrine_search::Stemmer;
use vitrine_stemmer::{LANGUAGES, compile, texts};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn definition(name: &str) -> String {
    let path = folder().join("algorithms").join(name).with_extension("sbl");
    fs::read_to_string(path).unwrap()
}

fn algorithm(name: &str) -> Algorithm {
    match name {
        "arabic" => Algorithm::Arabic,
        "danish" => Algorithm::Danish,
        "dutch" => Algorithm::Dutch,
        "english" => Algorithm::English,
        "finnish" => Algorithm::Finnish,
        "french" => Algorithm::French,
        "german" => Algorithm::German,
        "hungarian" => Algorithm::Hungarian,
        "italian" => Algorithm::Italian,
        "norwegian" => Algorithm::Norwegian,
        "portuguese" => Algorithm::Portuguese,
        "romanian" => Algorithm::Romanian,
        "russian" => Algorithm::Russian,
        "spanish" => Algorithm::Spanish,
        "swedish" => Algorithm::Swedish,
        _ => Algorithm::Turkish,
    }
}

/// Numbers from a seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    /// A word of texts of a definition, its letters, and now and then a letter of any script.
    fn word(&mut self, texts: &[String], letters: &[char]) -> String {
        let mut word = String::new();
        for _ in 0..=self.below(6) {
            match self.below(16) {
                0..8 => word.push_str(&texts[self.below(texts.len())]),
                15 => word.extend(char::from_u32(u32::try_from(self.below(0x3000)).unwrap())),
                _ => word.push(letters[self.below(letters.len())]),
            }
        }
        word
    }
}

/// All words of the files below a folder, in small letters.
fn words_below(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            words_below(&entry.path(), words);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            let text = text.to_lowercase();
            let own = text.split(|c: char| !c.is_alphabetic() && c != '\'');
            words.extend(own.map(str::to_owned));
        }
    }
}

#[test]
fn the_committed_stemmers_are_made_of_the_definitions() {
    for (lang, name) in LANGUAGES {
        let path = folder()
            .join("../core/src/stem")
            .join(lang)
            .with_extension("stem");
        assert!(
            fs::read(path).unwrap() == compile(&definition(name)).unwrap(),
            "{lang}: run search-wasm/rebuild"
        );
    }
}

#[test]
fn stems_are_those_of_snowball() {
    let mut read = BTreeSet::new();
    words_below(&folder().join("../../content"), &mut read);
    if let Some(folder) = std::env::var_os("VITRINE_IR") {
        words_below(Path::new(&folder), &mut read);
    }
    let mut compared = 0;
    for (seed, (lang, name)) in (1_u64..).zip(LANGUAGES) {
        let definition = definition(name);
        let stemmer = Stemmer::read(&compile(&definition).unwrap()).unwrap();
        let oracle = Oracle::create(algorithm(name));
        let mut random = Random(seed << 32 | 0x5eed);
        let mut texts = texts(&definition).unwrap();
        texts.sort();
        texts.dedup();
        let letters: BTreeSet<char> = texts
            .iter()
            .flat_map(|text| text.chars())
            .chain('a'..='z')
            .collect();
        let letters: Vec<char> = letters.into_iter().collect();
        let mut words: Vec<String> = read.iter().cloned().collect();
        words.extend((0..20_000).map(|_| random.word(&texts, &letters)));
        if let Some(folder) = std::env::var_os("VITRINE_WORDS") {
            let list = fs::read_to_string(Path::new(&folder).join(name).join("voc.txt")).unwrap();
            words.extend(list.lines().map(str::to_owned));
        }
        compared += words.len();
        for word in words {
            assert_eq!(stemmer.stem(&word), oracle.stem(&word), "{lang}: {word:?}");
        }
    }
    eprintln!("{compared} words");
    assert!(compared > 16 * 20_000);
}
