//! Harmless facts that together are not: what is public about one subject, over all entries and earlier releases.

mod past;

pub use past::{Fact, PastFact};
