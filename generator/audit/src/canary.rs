//! Canaries: entries that `vitrine init` plants, whose words stand nowhere else. What is planted is found in the raw bytes of
//! the source; what is seen is what the audit's own split makes private and seeks.

use std::collections::{BTreeMap, BTreeSet};

use super::fragments::Fragments;
use super::words::words;

/// What the front matter of a canary says.
const MARK: &str = "internal: {canary: ";

/// The canaries of a source: the path of each, and the last word of its text, which is public if the entry is.
fn planted(source: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, String)> {
    source
        .iter()
        .filter_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            let last = text.contains(MARK).then(|| words(text).pop())?;
            Some((path.as_str(), last.unwrap_or_default()))
        })
        .collect()
}

/// The paths of all canaries, and how many of them are sought.
pub(crate) fn count<'a>(
    source: &'a BTreeMap<String, Vec<u8>>,
    fragments: &Fragments,
) -> (Vec<&'a str>, u32) {
    let planted = planted(source);
    let seen: BTreeSet<&str> = planted
        .iter()
        .filter(|(path, word)| fragments.seeks(word, path))
        .map(|(path, _)| *path)
        .collect();
    (
        planted.into_iter().map(|(path, _)| path).collect(),
        u32::try_from(seen.len()).unwrap_or(u32::MAX),
    )
}
