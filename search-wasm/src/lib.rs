//! The browser's door to the search engine. It holds no logic: bytes and queries come in, JSON goes out.

use vitrine_search::{Engine, Options};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

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
    /// An engine on the root of an index, whose name carries the digest of its bytes.
    ///
    /// # Errors
    ///
    /// Bytes that are not those of this name, or that no writer wrote.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, root: &[u8]) -> Result<Self, JsError> {
        Ok(Self(Engine::new(name, root)?))
    }

    /// Gives the engine a file that it asked for.
    ///
    /// # Errors
    ///
    /// Bytes that are not those of this name, or that no writer wrote.
    pub fn supply(&mut self, name: &str, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.0.supply(name, bytes)?)
    }

    /// Answers a query as JSON: `{"needs":[…]}` with names of files, or the answer.
    ///
    /// `filters` are facets and values by turns: `["kind", "mission", "year", "2016"]`.
    ///
    /// # Errors
    ///
    /// Files that belong to each other and do not fit.
    pub fn search(
        &self,
        text: &str,
        filters: Vec<String>,
        offset: usize,
        limit: usize,
        by_date: bool,
    ) -> Result<String, JsError> {
        let mut filters = filters.into_iter();
        let mut pairs = Vec::new();
        while let (Some(facet), Some(value)) = (filters.next(), filters.next()) {
            pairs.push((facet, value));
        }
        let options = Options {
            filters: pairs,
            offset,
            limit: limit.min(1000),
            by_date,
            snippets: true,
        };
        Ok(vitrine_search::json(&self.0.search(text, &options)?))
    }
}
