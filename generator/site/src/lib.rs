//! From public tree to files.
