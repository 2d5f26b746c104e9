//! Noninterference, tested: random sites, and mutations of everything in them that is not public.
//!
//! A site is written from a model of two halves. The public half says what everyone may see, the private half what is
//! hidden in it and around it. Two sites with one public half are equal by construction: what is public is never asked of
//! the generator under test. Their outputs must be equal, byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::collapsible_match,
    clippy::format_collect,
    clippy::too_many_lines,
    reason = "tests stop where they fail, and tables of cases are long"
)]

pub mod features;
mod hide;
mod invent;
mod mutate;
pub mod pair;
pub mod private;
pub mod public;
pub mod random;
pub mod run;
pub mod shrink;
mod words;
mod write;

pub use hide::private as hidden;
pub use invent::public as invented;
pub use mutate::{Mutation, mutate};
pub use write::{Folder, today, write};
