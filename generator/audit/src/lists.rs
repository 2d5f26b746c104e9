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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const AS_OF: &str = "2026-07-01";

    /// Two files with their lists, and what is changed in the sums and in the manifest.
    fn found(
        sums: impl FnOnce(String) -> String,
        manifest: impl FnOnce(&mut Value),
    ) -> Vec<String> {
        let mut output = BTreeMap::from([
            ("a.html".to_owned(), b"one".to_vec()),
            (ARCHIVE.to_owned(), b"three".to_vec()),
        ]);
        let files: Vec<Value> = output
            .iter()
            .map(|(path, bytes)| json!({"path": path, "size": bytes.len(), "sha256": hex::digest(bytes)}))
            .collect();
        let source = json!({"file": ARCHIVE, "sha256": hex::digest(b"three")});
        let mut list = json!({"as_of": AS_OF, "source": source, "files": files});
        manifest(&mut list);
        output.insert(MANIFEST.to_owned(), list.to_string().into_bytes());
        let lines: Vec<String> = output
            .iter()
            .map(|(path, bytes)| format!("{}  {path}\n", hex::digest(bytes)))
            .collect();
        output.insert(SUMS.to_owned(), sums(lines.concat()).into_bytes());
        output.insert("SHA256SUMS.minisig".to_owned(), b"signed".to_vec());
        let mut report = Report::default();
        check(&output, &digests(&output), AS_OF, &mut report);
        let findings = report.findings().iter();
        findings
            .map(|one| format!("{} {}", one.code(), one.file()))
            .collect()
    }

    #[test]
    fn sums_are_of_all_files_and_right() {
        let same = |_: &mut Value| {};
        assert!(found(|sums| sums, same).is_empty());
        let digest = hex::digest(b"one");
        for (from, to, expected) in [
            (
                format!("{digest}  a.html\n"),
                String::new(),
                &["sums-unlisted a.html"][..],
            ),
            (digest.clone(), hex::digest(b"two"), &["sums-differ a.html"]),
            (
                "  a.html".to_owned(),
                "  b.html".to_owned(),
                &["sums-differ b.html", "sums-unlisted a.html"],
            ),
            (
                "  a.html".to_owned(),
                " a.html".to_owned(),
                &["sums-differ SHA256SUMS", "sums-unlisted a.html"],
            ),
            (
                "  a.html\n".to_owned(),
                "  a.html\nPorcelain herons\n".to_owned(),
                &["sums-differ SHA256SUMS"],
            ),
            (
                "  a.html\n".to_owned(),
                format!("  a.html\n{digest}  SHA256SUMS\n"),
                &["sums-differ SHA256SUMS"],
            ),
        ] {
            let found = found(|sums| sums.replacen(&from, &to, 1), same);
            assert_eq!(found, expected, "{from:?} {to:?}");
        }
    }

    #[test]
    fn the_manifest_is_of_all_files_and_right() {
        type Change = fn(&mut Value);
        let cases: &[(Change, &[&str])] = &[
            (
                |list| list["as_of"] = "2026-07-02".into(),
                &["as-of-differs manifest.json"],
            ),
            (
                |list| list["as_of"] = 7.into(),
                &["as-of-differs manifest.json"],
            ),
            (
                |list| list["source"] = Value::Null,
                &["manifest-differs source.tar.gz"],
            ),
            (
                |list| list["source"]["file"] = "a.html".into(),
                &["manifest-differs source.tar.gz"],
            ),
            (
                |list| list["source"]["sha256"] = "00".into(),
                &["manifest-differs source.tar.gz"],
            ),
            (
                |list| drop(list.as_object_mut().unwrap().remove("source")),
                &[],
            ),
            (
                |list| list["files"][0]["size"] = 4.into(),
                &["manifest-differs a.html", "manifest-unlisted a.html"],
            ),
            (
                |list| list["files"][0]["sha256"] = "00".into(),
                &["manifest-differs a.html", "manifest-unlisted a.html"],
            ),
            (
                |list| list["files"][0]["path"] = "b.html".into(),
                &["manifest-differs b.html", "manifest-unlisted a.html"],
            ),
            (
                |list| {
                    let file = list["files"][0].clone();
                    list["files"].as_array_mut().unwrap().push(file);
                },
                &["manifest-differs a.html"],
            ),
            (
                |list| list["files"] = Value::Null,
                &[
                    "manifest-unlisted a.html",
                    "manifest-unlisted source.tar.gz",
                ],
            ),
        ];
        for (change, expected) in cases {
            let found = found(|sums| sums, change);
            assert_eq!(found, *expected);
        }
    }

    #[test]
    fn sizes_are_told_of_attachments() {
        let output = BTreeMap::from(
            [
                "a.png", "b.jpg", "c.webp", "d.csv", "e.svg", "f.pdf", "g.html", "h.json",
            ]
            .map(|path| (path.to_owned(), vec![0; 2500])),
        );
        assert_eq!(numbers(&output), ["2500 2"; 6]);
    }

    #[test]
    fn numbers_of_a_manifest_are_no_words() {
        for (text, expected) in [
            (
                "{\"size\": 4471, \"path\": \"a-4471\"}",
                "{\"size\":, \"path\":\"a-4471\"}",
            ),
            ("{\"a\":1}", "{\"a\":}"),
            ("7 8", "7 8"),
            ("", ""),
        ] {
            assert_eq!(without_numbers(text), expected, "{text}");
        }
    }
}
