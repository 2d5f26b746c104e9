//! The browser's door to the search engine. It holds no logic: bytes and queries come in, JSON goes out.

use vitrine_search::{Damaged, Engine, Options, Stem};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// What stems the words of a language whose stemmer is a script of its own.
    #[derive(Debug)]
    pub type Stemmer;

    #[wasm_bindgen(method)]
    fn stem(this: &Stemmer, word: &str) -> String;
}

/// SHA-256 of the sources that this module was built from.
#[wasm_bindgen]
#[must_use]
pub fn source_digest() -> String {
    env!("VITRINE_SOURCES").to_owned()
}

/// The search engine of one language of one site.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Search(Engine);

#[wasm_bindgen]
impl Search {
    /// An engine on the root of an index, whose name carries the digest of its bytes; with what stems folded words, where
    /// the index is in a language whose stemmer is a script of its own.
    ///
    /// # Errors
    ///
    /// Bytes that are not those of this name, or that no writer wrote; a stemmer that the index needs and has not got.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, root: &[u8], stemmer: Option<Stemmer>) -> Result<Self, JsError> {
        let stem = stemmer.map(|stemmer| -> Stem { Box::new(move |word| stemmer.stem(word)) });
        Engine::with(name, root, stem).map(Self).map_err(error)
    }

    /// Gives the engine a file that it asked for.
    ///
    /// # Errors
    ///
    /// Bytes that are not those of this name, or that no writer wrote.
    pub fn supply(&mut self, name: &str, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(name, bytes).map_err(error)
    }

    /// Answers a query as JSON: `{"needs":[…]}` with names of files, or the answer.
    ///
    /// `filters` are facets and values by turns, a line each: `kind`, `mission`, `year`, `2016`. `wishes` is a sum: 1 for
    /// the newest first, 2 for snippets, 4 for facets, 8 for words as they were typed.
    ///
    /// # Errors
    ///
    /// Files that belong to each other and do not fit.
    pub fn search(
        &self,
        text: &str,
        filters: &str,
        offset: usize,
        limit: usize,
        wishes: u32,
    ) -> Result<String, JsError> {
        let mut filters = filters.split('\n');
        let mut pairs = Vec::new();
        while let (Some(facet), Some(value)) = (filters.next(), filters.next()) {
            pairs.push((facet.to_owned(), value.to_owned()));
        }
        let options = Options {
            filters: pairs,
            offset,
            limit: limit.min(1000),
            by_date: wishes & 1 != 0,
            snippets: wishes & 2 != 0,
            facets: wishes & 4 != 0,
            literal: wishes & 8 != 0,
        };
        let reply = self.0.search(text, &options).map_err(error)?;
        Ok(vitrine_search::json(&reply))
    }

    /// The terms of a text as the engine of this index makes them, in one line: to compare engines with.
    #[must_use]
    pub fn terms(&self, text: &str) -> String {
        self.0.terms(text)
    }
}

/// The page says in its own language what is amiss; this is for whoever looks at its console.
fn error(_: Damaged) -> JsError {
    JsError::new("damaged")
}
