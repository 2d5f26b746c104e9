//! The index for clients that have elasticlunr.js 0.9.5: one JSON file a language, beside that language's first page.
//!
//! It is made of the documents that the site's own index is made of. A client loads the pipeline that the file names: the
//! one that elasticlunr.js has for English, those of lunr-languages for others.

use elasticlunr::lang::{self, Language};
use elasticlunr::{IndexBuilder, Pipeline};
use vitrine_search::Document;

/// The name of the file, as other tools give it.
pub(crate) const NAME: &str = "search_index.json";

/// The fields that are searched, in the order in which they are given.
const FIELDS: [&str; 3] = ["title", "summary", "body"];
/// The field that tells entries apart: the address of the page, below the root of the site.
const REF: &str = "url";
/// How long a word may be, in bytes. The file holds an object within an object for each letter of a word, and readers of
/// JSON do not go as deep as one likes; the site's own index leaves the same words out.
const LONGEST: usize = 64;

/// A language whose words nobody shortens: words stand between spaces, and are found as they are written.
struct Plain;

impl Language for Plain {
    fn name(&self) -> String {
        "Plain".to_owned()
    }

    fn code(&self) -> String {
        String::new()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        lang::tokenize_whitespace(text)
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: Vec::new() }
    }
}

/// The index of one language. The same documents in the same order give the same text.
pub(crate) fn index(documents: &[Document], lang: &str) -> String {
    let code = match lang.split('-').next().unwrap_or(lang) {
        "nl" => "du",
        "nb" | "nn" => "no",
        code => code,
    };
    let language = lang::from_code(code).unwrap_or_else(|| Box::new(Plain));
    let mut builder = IndexBuilder::with_language(language).set_ref(REF);
    for field in FIELDS {
        builder = builder.add_field_with_tokenizer(field, Box::new(words));
    }
    let mut index = builder.build();
    for document in documents {
        let texts = [&document.title, &document.summary, &document.body];
        index.add_doc(&document.url, texts);
    }
    index.to_json()
}

/// The words of a text as elasticlunr.js takes it apart, but for those that are no words.
fn words(text: &str) -> Vec<String> {
    let mut words = lang::tokenize_whitespace(text);
    words.retain(|word| word.len() <= LONGEST);
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice, reason = "behind a whole letter")]
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;

    fn document(url: &str, title: &str, body: &str) -> Document {
        Document {
            url: url.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            ..Document::default()
        }
    }

    fn read(documents: &[Document], lang: &str) -> Value {
        serde_json::from_str(&index(documents, lang)).unwrap_or_default()
    }

    /// The entries that hold a term in a field, as the tree of letters has them.
    fn holding<'a>(index: &'a Value, field: &str, term: &str) -> &'a Value {
        let root = &index["index"][field]["root"];
        let node = term
            .chars()
            .fold(root, |node, letter| &node[letter.to_string().as_str()]);
        &node["docs"]
    }

    #[test]
    fn entries_are_found_by_field_and_stem() {
        let documents = [
            document("missions/a.html", "Peer review", "The transports of 2016."),
            document("pages/b.html", "Transport", "Nothing else."),
        ];
        let index = read(&documents, "en");
        assert_eq!(index["version"], "0.9.5");
        assert_eq!(index["ref"], "url");
        assert_eq!(index["fields"], json!(["title", "summary", "body"]));
        assert_eq!(
            index["pipeline"],
            json!(["trimmer", "stopWordFilter", "stemmer"])
        );
        assert_eq!(
            holding(&index, "body", "transport"),
            &json!({"missions/a.html": {"tf": 1.0}})
        );
        assert_eq!(
            holding(&index, "title", "transport"),
            &json!({"pages/b.html": {"tf": 1.0}})
        );
        assert_eq!(
            index["documentStore"]["docs"]["pages/b.html"],
            json!({"url": "pages/b.html", "title": "Transport", "summary": "", "body": "Nothing else."})
        );
    }

    #[test]
    fn languages_have_their_pipelines_or_none() {
        for (lang, last) in [
            ("fr", "stemmer-fr"),
            ("pt-br", "stemmer-pt"),
            ("nl", "stemmer-du"),
            ("nb", "stemmer-no"),
            ("ar", "stemmer-ar"),
        ] {
            let index = read(&[], lang);
            let pipeline = index["pipeline"].as_array().and_then(|all| all.last());
            assert_eq!(pipeline, Some(&json!(last)), "{lang}");
        }
        let index = read(&[document("a.html", "核安全 演习", "")], "zh");
        assert_eq!(index["pipeline"], json!([]));
        assert_eq!(
            holding(&index, "title", "核安全"),
            &json!({"a.html": {"tf": 1.0}})
        );
    }

    #[test]
    fn long_runs_of_letters_make_no_deep_file() {
        let long = "x".repeat(200_000);
        let index = read(&[document("a.html", &long, "short words")], "en");
        assert_eq!(index["documentStore"]["docInfo"]["a.html"]["title"], 0);
        assert_eq!(
            holding(&index, "body", "short"),
            &json!({"a.html": {"tf": 1.0}})
        );
        let edge = "é".repeat(LONGEST / 2);
        let index = read(&[document("a.html", &edge, "")], "ko");
        assert_eq!(index["documentStore"]["docInfo"]["a.html"]["title"], 1);
    }

    #[test]
    fn the_same_documents_give_the_same_text() {
        let documents = [
            document("b.html", "Peer review", "guards guard the guarded route"),
            document("a.html", "Transport", "review of the route"),
        ];
        assert_eq!(index(&documents, "en"), index(&documents, "en"));
    }

    /// The words that our own engine takes for saying little: folded, a line a language.
    const STOP_WORDS: &str = include_str!("../../../search-wasm/core/src/analyze/stop_words.txt");

    /// How a folded letter may have been written, but for itself.
    fn marked(letter: char) -> &'static str {
        match letter {
            'a' => "àáâãäåăâ",
            'c' => "ç",
            'd' => "ð",
            'e' => "èéêëěę",
            'g' => "ğ",
            'i' => "ìíîïı",
            'n' => "ñ",
            'o' => "òóôõöøő",
            's' => "șşß",
            't' => "țţ",
            'u' => "ùúûüű",
            'е' => "ё",
            _ => "",
        }
    }

    /// Says whether a filter takes a word out: as it is, with signs that folding drops, or with marks on some of its letters.
    fn is_taken(filter: &dyn elasticlunr::pipeline::PipelineFn, word: &str) -> bool {
        // Letters that fold to two were one.
        let mut written = BTreeSet::from([word.to_owned(), format!("{word}."), format!("{word}-")]);
        for (two, one) in [("ae", "æ"), ("oe", "œ"), ("ss", "ß")] {
            written.insert(word.replace(two, one));
        }
        for (at, _) in word.char_indices() {
            let (before, after) = word.split_at(at);
            written.insert(format!("{before}-{after}"));
        }
        let is_one = |word: &String| filter.filter(word.clone()).is_none();
        for _ in 0..4 {
            if written.iter().any(is_one) {
                return true;
            }
            for known in written.clone() {
                for (at, letter) in known.char_indices() {
                    let (before, rest) = known.split_at(at);
                    let after = &rest[letter.len_utf8()..];
                    let marked = marked(letter).chars();
                    written.extend(marked.map(|one| format!("{before}{one}{after}")));
                }
            }
        }
        written.iter().any(is_one)
    }

    #[test]
    fn every_stop_word_of_ours_is_one_that_elasticlunr_takes_out() {
        let mut compared = 0;
        for line in STOP_WORDS.lines() {
            let (own, words) = line.split_once(' ').unwrap();
            let code = if own == "nl" { "du" } else { own };
            let queue = lang::from_code(code).unwrap().make_pipeline().queue;
            let filter = queue
                .iter()
                .find(|step| step.name().starts_with("stopWordFilter"))
                .unwrap();
            assert!(filter.filter("vitrine".to_owned()).is_some());
            // The list of lunr-languages begins with it; its copy in Rust has lost it.
            let lost = |word: &&str| own == "ru" && *word == "а";
            let others: Vec<&str> = words
                .split(' ')
                .filter(|word| !lost(word) && !is_taken(filter.as_ref(), word))
                .collect();
            assert!(others.is_empty(), "{own}: {others:?}");
            compared += words.split(' ').count();
        }
        assert!(compared > 2_000, "{compared}");
    }
}
