//! Input that means harm: scripts in every field, bytes for fuzzers, and inputs that grow.

pub mod fuzz;
pub mod injection;
pub mod places;
pub mod targets;
