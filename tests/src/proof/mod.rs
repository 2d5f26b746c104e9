//! What runs that prove something write down, and the table that is made of it.

pub mod canaries;
pub mod cost;
pub mod mutants;
pub mod realistic;
pub mod recall;
pub mod result;
pub mod table;

pub use result::Run;
