//! The first place at which two outputs part.

use vitrine_site::Output;

/// The first place at which two outputs part: never their bytes, which may be private.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// The file of the output.
    pub file: String,
    /// The first differing byte, from 0.
    pub byte: usize,
    /// Its line and column in bytes, from 1, where the file is text.
    pub place: Option<(usize, usize)>,
    /// How many files differ.
    pub files: usize,
}

impl Difference {
    /// A file that differs as a whole.
    pub(super) fn whole(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            byte: 0,
            place: None,
            files: 1,
        }
    }
}

/// Where two outputs part. Of several files one that people read is told, for digests follow from it.
pub(super) fn first(one: &Output, other: &Output) -> Option<Difference> {
    let (one, other) = (one.by_path(), other.by_path());
    if one == other {
        return None;
    }
    let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differing: Vec<&String> = names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .collect();
    let rank = |name: &str| {
        let follows = matches!(
            name,
            "SHA256SUMS" | "manifest.json" | vitrine_disclosure::ARCHIVE
        ) || name.starts_with("search/");
        usize::from(follows)
    };
    let file = differing
        .iter()
        .min_by_key(|name| (rank(name), name.as_str()))?;
    let none = Vec::new();
    let (a, b) = (
        one.get(*file).unwrap_or(&none),
        other.get(*file).unwrap_or(&none),
    );
    let byte = a
        .iter()
        .zip(b)
        .position(|(a, b)| a != b)
        .unwrap_or(a.len().min(b.len()));
    let before = a.get(..byte).unwrap_or_default();
    let place = std::str::from_utf8(a).is_ok().then(|| {
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before
            .iter()
            .rev()
            .take_while(|byte| **byte != b'\n')
            .count()
            + 1;
        (line, column)
    });
    Some(Difference {
        file: (*file).clone(),
        byte,
        place,
        files: differing.len(),
    })
}
