//! Attachments: pictures, documents and drawings, and that each is one that a public entry lists.

use super::Look;
use crate::seek::{self, Depth};
use crate::{document, drawing, hex, picture};

impl Look<'_> {
    pub(super) fn picture(&mut self, path: &str, ending: &str, bytes: &[u8]) {
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

    pub(super) fn document(&mut self, path: &str, bytes: &[u8]) {
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

    pub(super) fn drawing(&mut self, path: &str, bytes: &[u8]) {
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
}
