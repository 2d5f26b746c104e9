//! Opens each file of an output, down to the last byte, and hands its parts to the search.

mod archive;
mod attached;
mod indexes;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::fragments::Fragments;
use super::lists::{ARCHIVE, MANIFEST, SUMS};
use super::report::{Finding, Report, STRANGE};
use super::seek::{self, Depth};
use super::shelf::Shelf;
use super::split::Split;
use super::words::words;
use super::{Settings, container, elasticlunr, front, index, lists, markup, signature, table};

/// What may be in an output as it is.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The public attachments.
    attachments: BTreeSet<[u8; 32]>,
    /// The files of the theme.
    assets: BTreeSet<Vec<u8>>,
    /// Whether there is a source to compare with.
    source: bool,
    /// The addresses of tombstones.
    pub(crate) tombstones: BTreeSet<String>,
    /// The day that the output was built for.
    as_of: String,
}

impl Known {
    pub(crate) fn of(
        source: &BTreeMap<String, Vec<u8>>,
        split: &Split,
        settings: &Settings,
    ) -> Self {
        let theme = source
            .iter()
            .filter(|(path, _)| split.is_theme(path))
            .map(|(_, bytes)| bytes.as_slice());
        let built_in = settings.vocabulary.iter().map(String::as_bytes);
        let programs = settings.programs.iter().map(Vec::as_slice);
        Self {
            attachments: split.attachments.clone(),
            assets: theme
                .chain(built_in)
                .chain(programs)
                .map(|bytes| Sha256::digest(bytes).to_vec())
                .collect(),
            source: !split.is_empty(),
            tombstones: BTreeSet::new(),
            as_of: settings.as_of.clone(),
        }
    }
}

/// The entries that an output says it has: where, of what kind, and with what title.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    pub(crate) archive: Vec<(String, String, String)>,
    pub(crate) manifest: Vec<(String, String, String)>,
    /// The paths of the files in the archive.
    pub(crate) members: BTreeSet<String>,
    /// What the archive tells of the releases of the site.
    pub(crate) history: Option<Vec<u8>>,
}

/// A file of search data: its path, its name and what it holds.
type Data<'a> = (&'a str, String, Vec<u8>);

/// Looks into files.
pub(crate) struct Look<'a> {
    fragments: &'a Fragments,
    known: &'a Known,
    report: &'a mut Report,
    listed: Listed,
}

impl<'a> Look<'a> {
    pub(crate) fn new(fragments: &'a Fragments, known: &'a Known, report: &'a mut Report) -> Self {
        Self {
            fragments,
            known,
            report,
            listed: Listed::default(),
        }
    }

    pub(crate) fn into_listed(self) -> Listed {
        self.listed
    }

    /// Looks into the search indexes as wholes.
    pub(crate) fn wholes(&mut self, output: &BTreeMap<String, Vec<u8>>) {
        self.indexes(output);
    }

    /// Looks into each of some files.
    pub(crate) fn files<'f>(
        &mut self,
        files: impl Iterator<Item = (&'f String, &'f Vec<u8>)>,
        digests: &BTreeMap<&str, String>,
    ) {
        for (path, bytes) in files {
            self.text(path, "its path", path, Depth::Closed);
            // The archive is opened to its end, and each of its files is looked at by itself.
            if path != ARCHIVE && std::str::from_utf8(bytes).is_err() {
                seek::bytes(self.fragments, path, "it", bytes, self.report);
            }
            if !is_site_path(path) {
                self.refuse(
                    "path-unknown",
                    path,
                    "has a name that no file of a site has",
                );
            }
            let digest = digests.get(path.as_str()).map_or("", String::as_str);
            self.file(path, bytes, digest);
        }
    }

    fn refuse(&mut self, code: &'static str, file: &str, what: &str) {
        self.report.push(Finding::new(code, file, what, STRANGE));
    }

    fn text(&mut self, file: &str, part: &str, text: &str, depth: Depth) {
        seek::text(self.fragments, file, part, text, depth, self.report);
    }

    /// Looks at the lines of a text.
    fn lines(&mut self, file: &str, part: &str, text: &str, depth: Depth) {
        let how: (&[char], Depth) = (&['\n'], depth);
        seek::pieces(self.fragments, file, part, text, how, self.report);
    }

    /// Looks at JSON as it stands: what stands between quotes. Its escapes are resolved with its values.
    fn values(&mut self, file: &str, text: &str) {
        let how: (&[char], Depth) = (&['"', '\n'], Depth::Words);
        seek::pieces(self.fragments, file, "it", text, how, self.report);
    }

    fn file(&mut self, path: &str, bytes: &[u8], digest: &str) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            _ if path == ARCHIVE => self.archive(bytes),
            _ if signature::is_one(path) => self.signature(path, bytes),
            _ if matches!(path, SUMS | "_headers") => self.plain(path, bytes),
            _ if path == ".nojekyll" => {
                if !bytes.is_empty() {
                    self.refuse("file-unknown", path, "is to be empty and is not");
                }
            }
            "html" => self.markup(path, bytes, true),
            "atom" | "xml" => self.markup(path, bytes, false),
            "json" if elasticlunr::is_one(path) => self.tree(path, bytes),
            "json" => self.json(path, bytes),
            "txt" => {
                if let Some(text) = self.utf8(path, bytes) {
                    self.text(path, "it", text, Depth::Closed);
                }
            }
            "png" | "jpg" | "webp" => self.picture(path, ending, bytes),
            "csv" => self.table(path, bytes),
            "pdf" => self.document(path, bytes),
            "svg" if folder != "assets" => self.drawing(path, bytes),
            "js" if folder == "search" && name.starts_with("engine-") => {
                self.engine(path, bytes, digest, container::module(bytes));
            }
            "js" if folder == "search"
                && (name.starts_with("fallback-") || name.starts_with("stemmer-")) =>
            {
                let inner = container::module(bytes).or_else(|| container::data(bytes));
                self.engine(path, bytes, digest, inner);
            }
            // Looked into with the index that it belongs to.
            "js" if folder.starts_with("search/") => {}
            "css" | "js" | "svg" => self.asset(path, bytes, digest),
            _ => {
                self.refuse("file-unknown", path, "is of no kind that a site has");
                if let Ok(text) = std::str::from_utf8(bytes) {
                    self.text(path, "it", text, Depth::Words);
                }
            }
        }
    }

    fn utf8<'b>(&mut self, path: &str, bytes: &'b [u8]) -> Option<&'b str> {
        let text = std::str::from_utf8(bytes).ok();
        if text.is_none() {
            self.refuse("file-unreadable", path, "is no UTF-8");
        }
        text
    }

    fn plain(&mut self, path: &str, bytes: &[u8]) {
        if let Some(text) = self.utf8(path, bytes) {
            self.lines(path, "it", text, Depth::Closed);
        }
    }

    /// Settings in the archive: names and values, and the text as it stands.
    fn settings(&mut self, file: &str, bytes: &[u8]) {
        let Some(text) = self.utf8(file, bytes) else {
            return;
        };
        self.lines(file, "it", text, Depth::Words);
        for leaf in front::toml(text, 1) {
            if leaf.top() == "#" {
                self.refuse("markup-comment", file, "holds a comment");
            }
            for name in leaf.path.iter().filter(|name| !name.starts_with('#')) {
                self.text(file, "a name", name, Depth::Closed);
            }
            self.text(file, "a value", &leaf.text, Depth::Closed);
        }
    }

    fn signature(&mut self, path: &str, bytes: &[u8]) {
        self.text(path, "it", &String::from_utf8_lossy(bytes), Depth::Phrases);
        if !signature::is_sound(path, bytes, &self.known.as_of) {
            self.refuse("file-unreadable", path, "is no signature of this site");
        }
    }

    fn markup(&mut self, path: &str, bytes: &[u8], html: bool) {
        let Some(text) = self.utf8(path, bytes) else {
            return;
        };
        // What is no markup to us may be to others: the text as it stands is looked at for phrases.
        seek::code(self.fragments, path, "its code", text, self.report);
        let markup = markup::read(text);
        let parted: BTreeSet<String> = markup
            .parted
            .iter()
            .map(|text| text.replace(markup::BORDER, ""))
            .collect();
        for block in &markup.blocks {
            // Where tags part words, the text is a chain of them to us and may be none to a reader.
            let depth = if parted.contains(block) {
                Depth::Words
            } else {
                Depth::Closed
            };
            self.text(path, "its text", block, depth);
        }
        for block in &markup.parted {
            seek::parted(self.fragments, path, "its text", block, self.report);
        }
        for name in &markup.elements {
            self.text(path, "an element", name, Depth::Closed);
        }
        for (name, value) in &markup.attributes {
            self.text(path, "the name of an attribute", name, Depth::Closed);
            let size = matches!(name.as_str(), "width" | "height")
                && value.len() <= 5
                && value.bytes().all(|byte| byte.is_ascii_digit());
            let depth = if size { Depth::Words } else { Depth::Closed };
            self.text(path, "an attribute", value, depth);
            if markup::is_data(name, value) {
                self.refuse("markup-data", path, "holds data in an address");
            }
        }
        for hidden in &markup.hidden {
            self.text(path, "a comment", hidden, Depth::Words);
            self.refuse("markup-comment", path, "holds a comment");
        }
        for program in &markup.programs {
            self.text(path, "a script or style", program, Depth::Words);
            if html {
                self.refuse(
                    "markup-program",
                    path,
                    "holds a script or a style within the page",
                );
            }
        }
    }

    fn json(&mut self, path: &str, bytes: &[u8]) {
        let Some(text) = self.utf8(path, bytes) else {
            return;
        };
        if path == MANIFEST {
            self.values(path, &lists::without_numbers(text));
        } else {
            self.values(path, text);
        }
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            self.refuse("file-unreadable", path, "is no JSON");
            return;
        };
        if path == MANIFEST {
            for entry in value
                .get("entries")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
                let file = format!("{MANIFEST} ({})", text("address"));
                self.listed.manifest.push((
                    file,
                    text("kind").to_owned(),
                    words(text("title")).join(" "),
                ));
            }
        }
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => self.text(path, "a value", text, Depth::Closed),
                Value::Array(items) => open.extend(items),
                Value::Object(fields) => {
                    for (name, value) in fields {
                        self.text(path, "a name", name, Depth::Closed);
                        open.push(value);
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }

    fn table(&mut self, path: &str, bytes: &[u8]) {
        let Some(text) = self.utf8(path, bytes) else {
            return;
        };
        self.lines(path, "it", text, Depth::Words);
        for cell in table::cells(text).iter().flatten() {
            self.text(path, "a cell", cell, Depth::Words);
        }
        if self.known.source && !self.known.attachments.contains(&table::core(text)) {
            self.refuse(
                "attachment-unlisted",
                path,
                "is a table that no public entry lists as public",
            );
        }
    }

    fn asset(&mut self, path: &str, bytes: &[u8], digest: &str) {
        if !self.known.assets.contains(Sha256::digest(bytes).as_slice()) {
            self.refuse("asset-unknown", path, "is no file of the theme");
            if let Some(text) = self.utf8(path, bytes) {
                seek::program(self.fragments, path, "it", text, self.report);
            }
        }
        self.digest_name(path, digest);
    }

    /// A name ends with the first eight digits of the digest.
    fn digest_name(&mut self, path: &str, digest: &str) {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let given = stem.rsplit_once('-').map_or("", |(_, given)| given);
        if given.len() < 8 || !digest.starts_with(given) {
            self.refuse(
                "name-differs",
                path,
                "does not have the digest that its name gives",
            );
        }
    }

    /// The engine of the search, with what its script carries.
    fn engine(&mut self, path: &str, bytes: &[u8], digest: &str, module: Option<Vec<u8>>) {
        self.digest_name(path, digest);
        if self.known.assets.contains(Sha256::digest(bytes).as_slice()) {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        seek::program(self.fragments, path, "it", &text, self.report);
        let Some(module) = module else {
            self.refuse(
                "file-unreadable",
                path,
                "holds no module that can be taken out",
            );
            return;
        };
        seek::data(self.fragments, path, "its module", &module, self.report);
        seek::lossy(self.fragments, path, "its module", &module, self.report);
    }

    /// Reports the terms that no text of their entries explains.
    fn unexplained(&mut self, shelf: &Shelf) {
        for (path, term) in shelf.unexplained() {
            let finding = Finding::new(
                "index-unexplained",
                path,
                "finds an entry by a word that the entry does not hold",
                "do not publish; report that the index and its texts differ",
            );
            self.report.push(finding.of(term));
        }
    }

    /// The index for elasticlunr.js.
    fn tree(&mut self, path: &str, bytes: &[u8]) {
        let Some(text) = self.utf8(path, bytes) else {
            return;
        };
        let Some(tree) = elasticlunr::read(text) else {
            self.refuse(
                "file-unreadable",
                path,
                "is no index for elasticlunr.js that can be read to its end",
            );
            self.text(path, "it", text, Depth::Words);
            return;
        };
        let mut stored = index::Content {
            texts: tree.urls,
            ..index::Content::default()
        };
        for field in tree.fields {
            stored.texts.extend(field.texts.iter().cloned());
            stored
                .terms
                .extend(field.terms.iter().map(|(term, _)| term.clone()));
            let shelf = Shelf::of(path, tree.dutch, field.texts, field.terms);
            self.unexplained(&shelf);
        }
        stored.terms.sort_unstable();
        stored.terms.dedup();
        self.content(path, &stored);
    }
}

/// Names as sites have them: no capital letters, no dots at the beginning, nothing that climbs.
fn is_site_path(path: &str) -> bool {
    matches!(path, SUMS | ".nojekyll" | "_headers")
        || signature::is_one(path)
        || (elasticlunr::is_one(path) && is_site_path(&path.replace('_', "-")))
        || (path.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/')
        }) && path
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_site_are_plain() {
        for (path, expected) in [
            ("a-b/c.1.html", true),
            ("SHA256SUMS", true),
            (".nojekyll", true),
            ("_headers", true),
            ("SHA256SUMS.minisig", true),
            ("source.tar.gz.minisig", true),
            ("search_index.json", true),
            ("fr/search_index.json", true),
            ("FR/search_index.json", false),
            ("a/b/search_index.json", false),
            ("a_b.html", false),
            ("A.html", false),
            ("a b.html", false),
            ("é.html", false),
            ("a//b.html", false),
            ("/a.html", false),
            ("a/.b.html", false),
            ("../a.html", false),
            ("a/_headers", false),
            ("", false),
        ] {
            assert_eq!(is_site_path(path), expected, "{path}");
        }
    }
}
