//! The search indexes as wholes: all that they hold, and that a text explains each of their terms.

use std::collections::{BTreeMap, BTreeSet};

use super::{Data, Look};
use crate::report::Finding;
use crate::seek::{self, Depth};
use crate::shelf::Shelf;
use crate::{container, index};

impl Look<'_> {
    /// The search indexes: each file belongs to a root of its folder.
    pub(super) fn indexes(&mut self, output: &BTreeMap<String, Vec<u8>>) {
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

    pub(super) fn index(&mut self, folder: &str, files: &[Data<'_>]) {
        let mut belonging: BTreeSet<String> = BTreeSet::new();
        let mut shelf = Shelf::default();
        let mut documents = 0;
        let mut roots = 0_usize;
        let mut begins: Vec<(&str, String, String)> = Vec::new();
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
            let shards = root.shards.into_iter();
            begins.extend(shards.map(|(text, name)| (*path, text, name)));
        }
        if roots != 1 {
            self.refuse("index-stray", folder, "has not one root");
        }
        let mut rests: Vec<(&str, String, Vec<u32>, index::Rest)> = Vec::new();
        let mut overflow: BTreeMap<&str, index::Overflow> = BTreeMap::new();
        let rest = files.iter().filter(|(_, name, _)| !name.starts_with('r'));
        for (path, name, content) in rest.clone() {
            let letter = name.chars().next().unwrap_or_default();
            if let Some(mut content) = index::file(letter, content, documents) {
                for rest in std::mem::take(&mut content.rests) {
                    if let Some((term, entries)) = content.postings.get(rest.term).cloned() {
                        rests.push((path, term, entries, rest));
                    }
                }
                if let Some(entries) = content.overflow.take() {
                    overflow.insert(name, entries);
                }
                belonging.extend(content.files.iter().cloned());
                // Where a shard begins is the beginning of its first term, and so holds nothing else.
                let first = content.postings.first().map_or("", |(term, _)| term);
                begins
                    .retain(|(_, text, shard)| shard != name || !first.starts_with(text.as_str()));
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
        for (path, text, _) in begins {
            self.refuse(
                "index-stray",
                path,
                "lets a file begin with what does not begin its first term",
            );
            let content = index::Content {
                terms: vec![text],
                ..index::Content::default()
            };
            self.content(path, &content);
        }
        for (path, term, mut entries, rest) in rests {
            // One that is missing is told below.
            let Some((further, most)) = overflow.get(rest.file.as_str()) else {
                continue;
            };
            shelf.further(path, &term, further);
            let own = entries.len();
            entries.extend(further);
            entries.sort_unstable();
            entries.dedup();
            // A number that fits nothing could say something else.
            if entries.len() != own + rest.count
                || further.len() != rest.count
                || *most != rest.most
            {
                self.refuse(
                    "index-stray",
                    path,
                    "tells of further entries of a term other than there are",
                );
            }
        }
        self.unexplained(&shelf);
        for (path, name, _) in rest {
            if !belonging.contains(name) {
                self.refuse("index-stray", path, "belongs to no index");
            }
        }
        let there: BTreeSet<&str> = files.iter().map(|(_, name, _)| name.as_str()).collect();
        for name in &belonging {
            if !there.contains(name.as_str()) {
                self.refuse("index-stray", folder, "lacks a file that its root names");
            }
        }
    }

    pub(super) fn content(&mut self, path: &str, content: &index::Content) {
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
