//! The whole audit, on a small site made by hand: what is planted is found, and what is sound passes.

mod any_bytes;
mod canaries;
mod clean;
mod documents;
mod files;
mod foreign;
mod history;
mod leaks;
mod pictures;
mod remedies;
mod site;
mod splits;
mod waivers;
