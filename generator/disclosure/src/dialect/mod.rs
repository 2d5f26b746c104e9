//! The fixed dialect of Markdown: what public text can be, how it is read, and how it is printed.

mod block;

pub use block::{Admonition, Align, Block, Heading, Inline, Item, Table, Target};
