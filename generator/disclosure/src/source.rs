//! The source tree in memory: every path of a site folder, with the bytes of those files that a build may read.

use std::collections::BTreeMap;

use crate::policy::PastFact;

/// A site folder in memory: paths below it with `/` between segments, in order, and their bytes.
///
/// Files that no entry lists are present by name only ([`SourceFile::Unread`]): a build never opens them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SourceTree {
    files: BTreeMap<String, SourceFile>,
    /// What earlier releases said, in order.
    past: Vec<PastFact>,
}

/// One file of a [`SourceTree`].
#[derive(Clone, Eq, PartialEq)]
pub enum SourceFile {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It is there, and nobody has read it.
    Unread,
}

impl std::fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Source bytes may be anything but public, and a stray `{:?}` must stay quiet.
        match self {
            Self::Bytes(_) => f.write_str("Bytes(..)"),
            Self::Unread => f.write_str("Unread"),
        }
    }
}

impl SourceTree {
    /// An empty folder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files
            .insert(path.into(), SourceFile::Bytes(bytes.into()));
    }

    /// Notes that a file is there, without its bytes.
    pub fn insert_unread(&mut self, path: impl Into<String>) {
        self.files.insert(path.into(), SourceFile::Unread);
    }

    /// Takes a file out, and says whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        self.files.remove(path).is_some()
    }

    /// Remembers what earlier releases of this site said, beside what is remembered already.
    ///
    /// It is no file of the tree: nothing but the mosaic rules asks for it.
    pub fn remember(&mut self, facts: impl IntoIterator<Item = PastFact>) {
        self.past.extend(facts);
        self.past.sort();
        self.past.dedup();
    }

    /// What earlier releases said, in order.
    #[must_use]
    pub fn past(&self) -> &[PastFact] {
        &self.past
    }

    /// The bytes at a path; `None` where there is no such file or nobody has read it.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        match self.files.get(path)? {
            SourceFile::Bytes(bytes) => Some(bytes),
            SourceFile::Unread => None,
        }
    }

    /// Says whether there is a file at a path, read or not.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for SourceTree {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let mut tree = Self::new();
        for (path, bytes) in files {
            tree.insert(path, bytes);
        }
        tree
    }
}
