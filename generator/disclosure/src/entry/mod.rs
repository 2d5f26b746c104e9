//! What an author wrote, before anything is decided about it: front matter, read strictly.

mod decode;
mod fields;
pub(crate) mod front_matter;
mod scalar;

pub(crate) use decode::{Context, decode};
pub(crate) use fields::{Datum, Fields, Spanned};
pub(crate) use scalar::suggestion;
