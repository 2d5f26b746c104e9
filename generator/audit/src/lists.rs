//! The manifest and the sums: each file of the output is in both, with its own digest and size.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::report::{Finding, Report};
use super::{hex, signature};

pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const SUMS: &str = "SHA256SUMS";
pub(crate) const ARCHIVE: &str = "source.tar.gz";

const HELP: &str = "do not publish; build the site anew, and do not change files by hand";

/// The digests of all files.
pub(crate) fn digests(output: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, String> {
    output
        .iter()
        .map(|(path, bytes)| (path.as_str(), hex::digest(bytes)))
        .collect()
}

/// Numbers that pages tell of files: sizes in bytes and in thousands.
pub(crate) fn numbers(output: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let told = |path: &str| {
        [".png", ".jpg", ".webp", ".csv", ".svg", ".pdf"]
            .iter()
            .any(|end| path.ends_with(end))
    };
    output
        .iter()
        .filter(|(path, _)| told(path))
        .map(|(_, bytes)| format!("{} {}", bytes.len(), bytes.len() / 1000))
        .collect()
}

/// A JSON text without its plain numbers: in the manifest these are sizes, which are checked by themselves.
pub(crate) fn without_numbers(json: &str) -> String {
    let digits = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let mut parts = json.split(':');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push(':');
        text.push_str(part.trim_start_matches(digits));
    }
    text
}

/// Checks both lists against the files.
pub(crate) fn check(
    output: &BTreeMap<String, Vec<u8>>,
    digests: &BTreeMap<&str, String>,
    as_of: &str,
    report: &mut Report,
) {
    sums(output, digests, report);
    manifest(output, digests, as_of, report);
}

fn sums(output: &BTreeMap<String, Vec<u8>>, digests: &BTreeMap<&str, String>, report: &mut Report) {
    let Some(text) = output
        .get(SUMS)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
    else {
        report.push(Finding::new(
            "sums-missing",
            SUMS,
            "is not there, or is no text",
            HELP,
        ));
        return;
    };
    let mut listed = BTreeSet::new();
    for line in text.lines() {
        let sound = line.split_once("  ").is_some_and(|(digest, path)| {
            listed.insert(path);
            path != SUMS && digests.get(path).is_some_and(|own| own == digest)
        });
        if !sound {
            let path = line.split_once("  ").map_or(SUMS, |(_, path)| path);
            report.push(Finding::new(
                "sums-differ",
                path,
                "does not have the digest that SHA256SUMS gives",
                HELP,
            ));
        }
    }
    for path in digests
        .keys()
        .filter(|path| **path != SUMS && !signature::is_one(path) && !listed.contains(**path))
    {
        report.push(Finding::new(
            "sums-unlisted",
            path,
            "is not in SHA256SUMS",
            HELP,
        ));
    }
}

fn manifest(
    output: &BTreeMap<String, Vec<u8>>,
    digests: &BTreeMap<&str, String>,
    as_of: &str,
    report: &mut Report,
) {
    let Some(manifest) = output
        .get(MANIFEST)
        .and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok())
    else {
        report.push(Finding::new(
            "manifest-missing",
            MANIFEST,
            "is not there, or cannot be read",
            HELP,
        ));
        return;
    };
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    if text(&manifest, "as_of").as_deref() != Some(as_of) {
        report.push(Finding::new(
            "as-of-differs",
            MANIFEST,
            "is for another day than the audit",
            "audit the site for the day that it was built for",
        ));
    }
    if let Some(source) = manifest.get("source") {
        let file = text(source, "file").unwrap_or_default();
        if file != ARCHIVE || digests.get(ARCHIVE) != text(source, "sha256").as_ref() {
            report.push(Finding::new(
                "manifest-differs",
                ARCHIVE,
                "does not have the digest that the manifest gives",
                HELP,
            ));
        }
    }
    let mut listed = BTreeSet::new();
    for file in manifest
        .get("files")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let path = text(file, "path").unwrap_or_default();
        let size = output.get(&path).map(|bytes| bytes.len() as u64);
        let same = size.is_some()
            && file.get("size").and_then(Value::as_u64) == size
            && digests.get(path.as_str()) == text(file, "sha256").as_ref();
        if !same || !listed.insert(path.clone()) {
            report.push(Finding::new(
                "manifest-differs",
                &path,
                "is not the file that the manifest lists",
                HELP,
            ));
        }
    }
    for path in digests.keys().filter(|path| {
        ![MANIFEST, SUMS].contains(*path) && !signature::is_one(path) && !listed.contains(**path)
    }) {
        report.push(Finding::new(
            "manifest-unlisted",
            path,
            "is not in the manifest",
            HELP,
        ));
    }
}
