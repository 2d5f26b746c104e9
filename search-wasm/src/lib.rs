//! The browser's door to the search engine.
