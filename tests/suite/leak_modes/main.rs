//! The promise: each way in which texts have got out elsewhere is shut here. One test a way.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod files;
mod lists;
mod marks;
mod people;
mod releases;
mod site;
mod texts;
mod together;
