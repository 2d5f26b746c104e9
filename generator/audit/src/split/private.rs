//! What is sought: the texts, names and files of what is not public.

use super::entry::Entry;
use super::{Split, drawing_of, slug};
use crate::front::Leaf;
use crate::places::Place;
use crate::words::words;
use crate::{document, fields, own, portion, table, units};

impl Split {
    pub(super) fn private_entry(&mut self, entry: &Entry<'_>) {
        let file = entry.file;
        let place = Place { file, line: 0 };
        self.names_of(entry.path, place);
        for name in ["id", "slug"] {
            if let Some(text) = entry.text(name) {
                self.name(text, place);
            }
        }
        if let Some(title) = entry.text("title") {
            self.name_of_title(title, place);
        }
        let record: Vec<&Leaf> = entry
            .leaves
            .iter()
            .filter(|leaf| leaf.top() == "public_record")
            .collect();
        if let Some(title) = record.iter().find(|leaf| leaf.last() == "title") {
            *self
                .titles
                .entry(("record".to_owned(), words(&title.text).join(" ")))
                .or_default() += 1;
        }
        for leaf in record {
            // What the office notes of a record for itself is no part of it.
            if leaf.path.iter().any(|name| fields::is_of_the_office(name)) {
                self.keep_leaf(leaf, file);
                continue;
            }
            self.public_text(&leaf.text);
            if leaf.last() == "title" {
                self.public.push(slug(&leaf.text));
            }
        }
        for leaf in &entry.leaves {
            if leaf.top() != "public_record" && !fields::is_mute(leaf.top()) {
                self.keep_leaf(leaf, file);
            }
        }
        let cut = portion::cut(entry.body, entry.line);
        self.keep_body(&cut.public, entry.line, file, false);
        for (text, line) in cut.portions {
            self.keep_body(&text, line, file, true);
        }
    }

    /// A text of front matter. References by address are sought as names of what they name, not as phrases, since a public
    /// address may read alike.
    pub(super) fn keep_leaf(&mut self, leaf: &Leaf, file: u32) {
        let place = Place {
            file,
            line: leaf.line,
        };
        let address = leaf.text.contains(['/', '-'])
            && leaf.text.bytes().all(|byte| {
                byte.is_ascii_lowercase()
                    || byte.is_ascii_digit()
                    || matches!(byte, b'/' | b'-' | b'.')
            })
            && own::dates(&leaf.text).is_empty();
        // What the office calls a subject, or notes for itself, is the name of no page.
        if address && matches!(leaf.top(), "subject" | "internal") {
            self.name(&leaf.text, place);
        }
        if address
            || matches!(
                leaf.last(),
                "id" | "slug" | "file" | "lang" | "translation_of"
            )
        {
            return;
        }
        for (text, line) in units::units(&leaf.text, leaf.line) {
            self.keep(&text, Place { file, line }, place.line == 0);
        }
    }

    /// The names that a path gives away: itself, its last part, and that without its ending.
    pub(super) fn names_of(&mut self, path: &str, place: Place) {
        self.name(path, place);
        let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
        let stem = if stem == "index" {
            folder.rsplit('/').next().unwrap_or_default()
        } else {
            stem
        };
        if stem.len() >= 6 {
            self.name(stem, place);
        } else if stem != last {
            self.name(last, place);
        }
    }

    pub(super) fn secret_file(&mut self, path: &str, bytes: &[u8], place: Place) {
        self.names_of(path, place);
        if bytes.is_empty() {
            return;
        }
        if let Some(document) = document::read(bytes) {
            for shown in document.shown {
                self.keep(&shown.by_place, place, false);
                self.keep(&shown.by_move, place, false);
            }
            for text in document.strings.iter().filter(|text| text.contains(' ')) {
                self.keep(text, place, false);
            }
        } else if let Some(drawing) = drawing_of(bytes) {
            for text in drawing.texts.iter().chain(&drawing.hidden) {
                self.keep(text, place, false);
            }
            self.hidden.push((bytes.to_vec(), place));
            return;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                for (line, row) in (1..).zip(text.lines()) {
                    let place = Place { line, ..place };
                    self.keep(row, place, false);
                    for cell in table::cells(row).into_iter().flatten() {
                        self.keep(&cell, place, false);
                    }
                }
                self.hidden.push((bytes.to_vec(), place));
            }
            _ => self.secret_files.push((bytes.to_vec(), place)),
        }
    }
}
