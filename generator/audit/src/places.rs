//! Where in the source something stands, in few bytes.

/// A file of the source, by number, and a line; line 0 stands for the file as a whole.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Place {
    pub(crate) file: u32,
    pub(crate) line: u32,
}
