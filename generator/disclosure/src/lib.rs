//! From raw text to public tree: the one door.
