//! The fixed dialect of Markdown: what public text can be, how it is read, and how it is printed.
//!
//! Raw text goes through `cut` (portions out, before any Markdown parser), then `read` (into blocks); `print` writes
//! blocks as canonical text, which reads back into the same blocks.

mod block;
pub(crate) mod cut;
pub(crate) mod markup;
pub(crate) mod near_miss;
pub(crate) mod print;
pub(crate) mod read;
pub(crate) mod shown;
mod signs;
mod span_map;

pub use block::{Admonition, Align, Block, Heading, Inline, Item, Table, Target};
pub use cut::Display;
pub(crate) use read::plain;
pub(crate) use signs::forbidden;

#[cfg(test)]
mod tests;
