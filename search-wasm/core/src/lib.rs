//! The index format, its writer and the query engine: the same code natively and in the browser.
//!
//! [`build`] turns documents into small files named by their content. An [`Engine`] answers queries from those files;
//! it does no I/O: it says which files it needs, and is given their bytes. Scores are integers, so every machine ranks
//! alike. No bytes make it panic.

#![cfg_attr(
    target_arch = "wasm32",
    allow(
        dead_code,
        unused_imports,
        reason = "what writes an index is not in the browser"
    )
)]

mod analyze;
// The digest of the module's sources leaves its files out; a test sees that they are not in it.
#[cfg(not(target_arch = "wasm32"))]
mod build;
#[cfg(feature = "container")]
pub mod container;
mod engine;
mod format;
mod json;
mod query;
mod rank;
mod snippet;
mod stem;

pub use analyze::{Analyzer, Form, Token};
#[cfg(not(target_arch = "wasm32"))]
pub use build::{BuildError, Document, Index, build, build_in_tiers};
pub use engine::{Answer, Engine, Facet, Hit, Options, Reply, Suggestion};
pub use format::Damaged;
pub use json::answer as json;
pub use stem::{Stemmer, all_further as further_stemmers, further as further_stemmer};
