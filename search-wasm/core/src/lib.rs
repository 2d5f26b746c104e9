//! The index format, its writer and the query engine.
