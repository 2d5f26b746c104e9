//! Opens each file of an output, down to the last byte, and hands its parts to the search.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::fragments::Fragments;
use super::history::HISTORY;
use super::lists::{ARCHIVE, MANIFEST, SUMS};
use super::report::{Finding, Report};
use super::seek::{self, Depth};
use super::shelf::Shelf;
use super::split::Split;
use super::words::words;
use super::{
    Settings, container, document, drawing, elasticlunr, front, hex, index, lists, markup, pack,
    picture, signature, table, units,
};

const STRANGE: &str = "do not publish; build the site anew into an empty folder, and add nothing by hand; report what is found then, since a site holds nothing that cannot be looked into";

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
        let programs = settings.programs.iter().copied();
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
                self.engine(path, bytes, digest, container::data(bytes));
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

    fn picture(&mut self, path: &str, ending: &str, bytes: &[u8]) {
        let Some(picture) = picture::read(bytes) else {
            self.refuse(
                "file-unreadable",
                path,
                "is no picture that can be taken apart",
            );
            return;
        };
        seek::lossy(self.fragments, path, "it", bytes, self.report);
        for hidden in &picture.hidden {
            seek::within(self.fragments, path, "a part of it", hidden, self.report);
        }
        for stray in &picture.stray {
            self.refuse("picture-stray", path, &format!("holds {stray}"));
        }
        if picture.ending != ending {
            self.refuse(
                "picture-stray",
                path,
                "is a picture of another kind than its name says",
            );
        }
        if self.known.source && !self.known.attachments.contains(&picture.core) {
            self.refuse(
                "attachment-unlisted",
                path,
                "is a picture that no public entry lists as public",
            );
        }
    }

    fn document(&mut self, path: &str, bytes: &[u8]) {
        let Some(document) = document::read(bytes) else {
            self.refuse("file-unreadable", path, "is no PDF that can be taken apart");
            return;
        };
        let mut unlisted = false;
        for shown in &document.shown {
            self.text(path, "its text", &shown.by_place, Depth::Words);
            self.text(path, "its text", &shown.by_move, Depth::Words);
            unlisted |= !self.known.attachments.contains(&shown.core);
        }
        for (wide, high) in &document.pictures {
            let number = hex::number(&format!("{wide} by {high}"));
            unlisted |= !self.known.attachments.contains(&number);
        }
        for text in &document.strings {
            self.text(path, "a text beside its pages", text, Depth::Words);
        }
        for name in &document.names {
            self.text(path, "a name in it", name, Depth::Words);
        }
        for data in &document.data {
            seek::bytes(self.fragments, path, "its data", data, self.report);
            seek::lossy(self.fragments, path, "its data", data, self.report);
            // Names in fonts and metadata may have two bytes a letter.
            for wide in document::wide(data) {
                self.text(path, "its data", &wide, Depth::Phrases);
            }
        }
        for stray in &document.stray {
            self.refuse("document-stray", path, &format!("holds {stray}"));
        }
        if self.known.source && unlisted {
            self.refuse(
                "attachment-unlisted",
                path,
                "holds a page or a picture that is in no document that a public entry lists as public",
            );
        }
    }

    fn drawing(&mut self, path: &str, bytes: &[u8]) {
        let Some(text) = self.utf8(path, bytes) else {
            return;
        };
        let drawing = drawing::read(text);
        for text in &drawing.texts {
            self.text(path, "its text", text, Depth::Words);
        }
        for value in &drawing.values {
            self.text(path, "an attribute", value, Depth::Words);
        }
        for hidden in &drawing.hidden {
            self.text(path, "a part that is not shown", hidden, Depth::Words);
        }
        for stray in &drawing.stray {
            self.refuse("drawing-stray", path, &format!("holds {stray}"));
        }
        let known = |line: &String| self.known.attachments.contains(&hex::number(line));
        let lines = drawing::lines(&drawing.texts);
        let empty = lines.is_empty() && drawing.starts.is_empty() && !text.starts_with("<svg");
        if self.known.source && (empty || !lines.iter().chain(&drawing.starts).all(known)) {
            self.refuse(
                "attachment-unlisted",
                path,
                "is a drawing that no public entry lists as public",
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

    fn archive(&mut self, bytes: &[u8]) {
        let Some(pack) = pack::open(bytes) else {
            self.refuse(
                "file-unreadable",
                ARCHIVE,
                "is no archive that can be opened to its end",
            );
            return;
        };
        for stray in &pack.stray {
            self.refuse("archive-stray", ARCHIVE, &format!("holds {stray}"));
        }
        let mut paths = BTreeSet::new();
        for member in pack.members {
            let file = format!("{ARCHIVE}/{}", member.path);
            if !paths.insert(member.path.clone()) {
                self.refuse("archive-stray", &file, "is there twice");
            }
            self.text(&file, "its path", &member.path, Depth::Closed);
            if member.path == HISTORY {
                self.listed.history = Some(member.bytes.clone());
            }
            if std::str::from_utf8(&member.bytes).is_err() {
                seek::bytes(self.fragments, &file, "it", &member.bytes, self.report);
            }
            let ending = member
                .path
                .rsplit_once('.')
                .map_or("", |(_, ending)| ending);
            let theme = member.path.starts_with("theme/");
            match ending {
                _ if theme => {
                    if !self
                        .known
                        .assets
                        .contains(Sha256::digest(&member.bytes).as_slice())
                        && self.known.source
                    {
                        self.refuse("asset-unknown", &file, "is no file of the theme");
                    }
                    self.text(
                        &file,
                        "it",
                        &String::from_utf8_lossy(&member.bytes),
                        Depth::Phrases,
                    );
                }
                "md" => self.entry(&file, &member.bytes),
                "toml" => self.settings(&file, &member.bytes),
                "png" | "jpg" | "webp" => self.picture(&file, ending, &member.bytes),
                "csv" => self.table(&file, &member.bytes),
                "pdf" => self.document(&file, &member.bytes),
                "svg" => self.drawing(&file, &member.bytes),
                _ => self.refuse(
                    "file-unknown",
                    &file,
                    "is of no kind that a public source has",
                ),
            }
        }
        self.listed.members = paths;
    }

    fn entry(&mut self, file: &str, bytes: &[u8]) {
        let Some(text) = self.utf8(file, bytes) else {
            return;
        };
        // Keys and values of front matter, and blocks, are each a text of their own.
        let how: (&[char], Depth) = (&['\n', '"'], Depth::Words);
        seek::pieces(self.fragments, file, "it", text, how, self.report);
        let parts = front::split(text);
        let leaf = |name: &str| {
            parts
                .leaves
                .iter()
                .find(|leaf| leaf.path == [name])
                .map_or("", |leaf| leaf.text.as_str())
        };
        let tags = parts
            .leaves
            .iter()
            .filter(|leaf| leaf.last() == "sensitivity");
        if leaf("sensitivity") != "public" || tags.into_iter().any(|leaf| leaf.text != "public") {
            self.refuse("archive-level", file, "is not tagged public");
        }
        self.listed.archive.push((
            file.to_owned(),
            leaf("kind").to_owned(),
            words(leaf("title")).join(" "),
        ));
        for leaf in &parts.leaves {
            if leaf.top() == "#" {
                self.refuse("markup-comment", file, "holds a comment");
            }
            for name in leaf.path.iter().filter(|name| !name.starts_with('#')) {
                self.text(file, "the name of a field", name, Depth::Closed);
            }
            self.text(file, "a field", &units::plain(&leaf.text), Depth::Closed);
        }
        for (unit, _) in units::units(parts.body, parts.line) {
            self.text(file, "its text", &unit, Depth::Closed);
        }
    }

    /// The search indexes: each file belongs to a root of its folder.
    fn indexes(&mut self, output: &BTreeMap<String, Vec<u8>>) {
        let mut folders: BTreeMap<&str, Vec<Data<'_>>> = BTreeMap::new();
        for (path, bytes) in output {
            let Some((folder, name)) = path.rsplit_once('/') else {
                continue;
            };
            let Some(stem) = name
                .strip_suffix(".js")
                .filter(|_| folder.starts_with("search/"))
            else {
                continue;
            };
            let Some((given, content)) = container::unwrap(bytes) else {
                self.refuse(
                    "file-unreadable",
                    path,
                    "is no container of search data that can be opened to its end",
                );
                continue;
            };
            let letter = given.chars().next().unwrap_or_default();
            if given != stem || container::name(letter, &content) != given {
                self.refuse(
                    "name-differs",
                    path,
                    "does not have the digest that its name gives",
                );
            }
            seek::data(self.fragments, path, "its data", &content, self.report);
            folders
                .entry(folder)
                .or_default()
                .push((path, given, content));
        }
        for (folder, files) in folders {
            self.index(folder, &files);
        }
    }

    fn index(&mut self, folder: &str, files: &[Data<'_>]) {
        let mut belonging: BTreeSet<String> = BTreeSet::new();
        let mut shelf = Shelf::default();
        let mut documents = 0;
        let mut roots = 0_usize;
        for (path, _, content) in files.iter().filter(|(_, name, _)| name.starts_with('r')) {
            let Some(root) = index::root(content) else {
                self.refuse("file-unreadable", path, "is no root of an index");
                continue;
            };
            roots += 1;
            documents = root.documents;
            shelf.dutch = root.lang.split('-').next() == Some("nl");
            if folder.strip_prefix("search/") != Some(root.lang.to_lowercase().as_str()) {
                self.refuse(
                    "index-stray",
                    path,
                    "is of another language than its folder",
                );
            }
            belonging.extend(root.content.files.iter().cloned());
            let blocks = root.content.files.iter();
            shelf.order = blocks
                .filter(|name| name.starts_with('c'))
                .cloned()
                .collect();
            self.content(path, &root.content);
        }
        if roots != 1 {
            self.refuse("index-stray", folder, "has not one root");
        }
        let rest = files.iter().filter(|(_, name, _)| !name.starts_with('r'));
        for (path, name, content) in rest.clone() {
            let letter = name.chars().next().unwrap_or_default();
            if let Some(content) = index::file(letter, content, documents) {
                belonging.extend(content.files.iter().cloned());
                shelf.take(path, name, &content);
                self.content(path, &content);
            } else {
                let text = String::from_utf8_lossy(content);
                self.text(path, "its data", &text, Depth::Words);
                self.refuse(
                    "file-unreadable",
                    path,
                    "is no file of an index that can be read to its end",
                );
            }
        }
        self.unexplained(&shelf);
        for (path, name, _) in rest {
            if !belonging.contains(name) {
                self.refuse("index-stray", path, "belongs to no index");
            }
        }
        for name in &belonging {
            if !files.iter().any(|(_, known, _)| known == name) {
                self.refuse("index-stray", folder, "lacks a file that its root names");
            }
        }
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

    fn content(&mut self, path: &str, content: &index::Content) {
        for text in &content.texts {
            // Fields and blocks are a line each.
            self.lines(path, "a stored text", text, Depth::Closed);
            let stone = text.strip_suffix(".html");
            if stone.is_some_and(|address| self.known.tombstones.contains(address)) {
                self.refuse("index-stray", path, "finds what was retracted");
            }
        }
        for term in &content.terms {
            if let Some(place) = self.fragments.in_term(term) {
                let finding = Finding::new(
                    "private-term",
                    path,
                    "holds a search term that can only come from non-public text",
                    "do not publish; report that the term got into the index",
                );
                self.report.push(
                    finding
                        .of(term)
                        .from(self.fragments.path(place), place.line),
                );
            }
        }
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
