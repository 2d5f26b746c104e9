//! Compares the files of a site with what its `SHA256SUMS` and its manifest say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The file that holds the sums of all others.
pub const SUMS: &str = "SHA256SUMS";
/// The file that says what the site holds.
pub const MANIFEST: &str = "manifest.json";

/// How a file differs from what was built.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fault {
    /// It is there, and no list names it.
    Added(String),
    /// A list names it, and it is not there.
    Removed(String),
    /// It has other bytes.
    Changed(String),
    /// It lies under another name than was built.
    Renamed(String, String),
    /// The manifest says otherwise than the sums.
    Manifest(String),
    /// A list cannot be read, or names something twice.
    List(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(path) => write!(f, "added: {path}"),
            Self::Removed(path) => write!(f, "removed: {path}"),
            Self::Changed(path) => write!(f, "changed: {path}"),
            Self::Renamed(from, to) => write!(f, "renamed: {from} is now {to}"),
            Self::Manifest(path) => write!(f, "{MANIFEST} does not list this as it is: {path}"),
            Self::List(file) => write!(f, "{file} cannot be read"),
        }
    }
}

/// The SHA-256 of bytes in hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    digits.concat()
}

/// Every way in which files differ from what their sums and their manifest say, without those that sign them.
#[must_use]
pub fn faults(files: &BTreeMap<String, Vec<u8>>) -> Vec<Fault> {
    let Some(listed) = files.get(SUMS).and_then(|bytes| listed(bytes)) else {
        return vec![Fault::List(SUMS)];
    };
    let there: BTreeMap<&str, String> = files
        .iter()
        .filter(|(path, _)| path.as_str() != SUMS && !is_signature(path))
        .map(|(path, bytes)| (path.as_str(), digest(bytes)))
        .collect();
    let mut removed: BTreeSet<&str> = listed
        .keys()
        .copied()
        .filter(|path| !there.contains_key(path))
        .collect();
    let mut faults = Vec::new();
    for (path, own) in &there {
        match listed.get(path) {
            Some(sum) if sum == own => {}
            Some(_) => faults.push(Fault::Changed((*path).to_owned())),
            None => {
                let from = removed
                    .iter()
                    .copied()
                    .find(|gone| listed.get(gone) == Some(&own.as_str()));
                match from {
                    Some(from) => {
                        removed.remove(from);
                        faults.push(Fault::Renamed(from.to_owned(), (*path).to_owned()));
                    }
                    None => faults.push(Fault::Added((*path).to_owned())),
                }
            }
        }
    }
    faults.extend(
        removed
            .into_iter()
            .map(|path| Fault::Removed(path.to_owned())),
    );
    // Where files differ from the sums, what the manifest says of them is told already.
    if faults.is_empty() {
        faults = manifest_faults(files, &listed);
    }
    faults.sort();
    faults
}

/// The signatures that a site may hold: nothing else is passed over.
fn is_signature(path: &str) -> bool {
    [SUMS, vitrine_disclosure::ARCHIVE]
        .iter()
        .any(|signed| path.strip_prefix(signed) == Some(super::signature::ENDING))
}

/// The sums by path; nothing where a line is none, or a path stands there twice.
fn listed(bytes: &[u8]) -> Option<BTreeMap<&str, &str>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut listed = BTreeMap::new();
    for line in text.lines() {
        let (sum, path) = line.split_once("  ")?;
        let sound = sum.len() == 64
            && sum
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !sound || path == SUMS || listed.insert(path, sum).is_some() {
            return None;
        }
    }
    Some(listed)
}

/// The manifest lists each file but itself and the sums, with its sum and size.
fn manifest_faults(files: &BTreeMap<String, Vec<u8>>, listed: &BTreeMap<&str, &str>) -> Vec<Fault> {
    let manifest = files
        .get(MANIFEST)
        .and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let Some(entries) = manifest
        .as_ref()
        .and_then(|manifest| manifest.get("files")?.as_array())
    else {
        return vec![Fault::List(MANIFEST)];
    };
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for entry in entries {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
        let path = text("path");
        let size = files.get(path).map(|bytes| bytes.len() as u64);
        let same = size.is_some()
            && entry.get("size").and_then(Value::as_u64) == size
            && listed.get(path) == Some(&text("sha256"));
        if !seen.insert(path) || !same {
            faults.push(Fault::Manifest(path.to_owned()));
        }
    }
    let unlisted = listed
        .keys()
        .filter(|path| **path != MANIFEST && !seen.contains(**path));
    faults.extend(unlisted.map(|path| Fault::Manifest((*path).to_owned())));
    faults
}
