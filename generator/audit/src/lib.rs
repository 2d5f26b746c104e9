//! Reads an output with its own eyes.
