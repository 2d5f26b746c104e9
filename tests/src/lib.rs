//! Whole-site tests.
