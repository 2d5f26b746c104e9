//! Edits of a source tree.

use vitrine_disclosure::{SourceFile, SourceTree};

/// An edit of one file.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Other bytes; how many portions were changed among them.
    Replace(String, Vec<u8>, usize),
    /// The file is gone.
    Remove(String),
    /// It has another name.
    Move(String, String),
    /// It is there a second time.
    Copy(String, String),
    /// A file that was not there.
    Add(String, Vec<u8>),
}

impl Edit {
    /// The file that is edited.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Replace(path, _, _)
            | Self::Remove(path)
            | Self::Move(path, _)
            | Self::Copy(path, _)
            | Self::Add(path, _) => path,
        }
    }

    /// Says whether the file is an entry.
    pub(super) fn is_entry(&self) -> bool {
        super::standing::is_markdown(self.path())
    }

    /// Says whether the file is none of the site's.
    pub(super) fn is_stranger(&self) -> bool {
        matches!(self, Self::Add(..))
    }

    /// How many portions it changes.
    pub(super) fn portions(&self) -> usize {
        if let Self::Replace(_, _, portions) = self {
            *portions
        } else {
            0
        }
    }
}

/// The tree with the edits made.
pub(super) fn apply(source: &SourceTree, edits: &[Edit]) -> SourceTree {
    let mut tree = source.clone();
    for edit in edits {
        match edit {
            Edit::Replace(path, bytes, _) => {
                // What nobody has read stays so: its bytes are no part of a build.
                if tree.bytes(path).is_some() {
                    tree.insert(path.clone(), bytes.clone());
                }
            }
            Edit::Remove(path) => {
                tree.remove(path);
            }
            Edit::Move(from, to) => {
                copy(source, &mut tree, from, to);
                tree.remove(from);
            }
            Edit::Copy(from, to) => copy(source, &mut tree, from, to),
            Edit::Add(path, bytes) => tree.insert(path.clone(), bytes.clone()),
        }
    }
    tree
}

fn copy(source: &SourceTree, tree: &mut SourceTree, from: &str, to: &str) {
    // An edit before this one may have replaced it.
    let bytes = tree
        .bytes(from)
        .or_else(|| source.bytes(from))
        .map(<[u8]>::to_vec);
    match bytes {
        Some(bytes) => tree.insert(to, bytes),
        None if source
            .iter()
            .any(|(path, file)| path == from && *file == SourceFile::Unread) =>
        {
            tree.insert_unread(to);
        }
        None => {}
    }
}
