//! A site that another generator made: nothing is known of what belongs to it, so no list of its files is asked for, and no
//! word is strange. Whatever can be read is looked into, and whatever cannot is said.

use serde_json::Value;

use super::fragments::Fragments;
use super::markup;
use super::report::{Finding, Report};
use super::seek::{self, Depth};
use super::table;
use super::{document, pack, picture, zip};

/// Looks into files of any kind.
pub(crate) struct Stranger<'a> {
    pub(crate) fragments: &'a Fragments,
    pub(crate) report: &'a mut Report,
}

impl Stranger<'_> {
    /// Looks into a file.
    pub(crate) fn file(&mut self, path: &str, bytes: &[u8]) {
        self.text(path, "its path", path, Depth::Words);
        let text = std::str::from_utf8(bytes);
        let Some(text) = text.ok().filter(|_| !bytes.starts_with(zip::MAGIC)) else {
            self.data(path, bytes);
            return;
        };
        let start = text.trim_start();
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "json" | "map" | "webmanifest" | "geojson" => self.json(path, text),
            "js" | "mjs" | "cjs" | "css" => self.program(path, text),
            "csv" | "tsv" => self.table(path, text),
            _ if start.starts_with('<') => self.markup(path, text),
            _ => self.text(path, "it", text, Depth::Words),
        }
    }

    fn text(&mut self, path: &str, part: &str, text: &str, depth: Depth) {
        seek::text(self.fragments, path, part, text, depth, self.report);
    }

    fn markup(&mut self, path: &str, text: &str) {
        seek::code(self.fragments, path, "its code", text, self.report);
        let markup = markup::read(text);
        for block in &markup.blocks {
            self.text(path, "its text", block, Depth::Words);
        }
        for block in &markup.parted {
            let spaced = block.replace(markup::BORDER, " ");
            self.text(path, "its text", &spaced, Depth::Words);
        }
        for (name, value) in &markup.attributes {
            self.text(path, "the name of an attribute", name, Depth::Words);
            self.text(path, "an attribute", value, Depth::Words);
        }
        for hidden in &markup.hidden {
            self.text(path, "a comment", hidden, Depth::Words);
        }
        for program in &markup.programs {
            self.program(path, program);
        }
    }

    /// Programs may carry whole indexes: what stands between quotes is read as text.
    fn program(&mut self, path: &str, text: &str) {
        seek::program(self.fragments, path, "it", text, self.report);
        let how: (&[char], Depth) = (&['"', '\'', '`'], Depth::Phrases);
        seek::pieces(self.fragments, path, "a value", text, how, self.report);
    }

    fn json(&mut self, path: &str, text: &str) {
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            self.text(path, "it", text, Depth::Words);
            return;
        };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => {
                    self.text(path, "a value", text, Depth::Words);
                    if text.contains('<') {
                        self.markup(path, text);
                    }
                }
                Value::Array(items) => open.extend(items),
                Value::Object(fields) => {
                    for (name, value) in fields {
                        self.text(path, "a name", name, Depth::Words);
                        open.push(value);
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        // A name that stands twice is read once; as it stands it is looked at too.
        let how: (&[char], Depth) = (&['"', '\n'], Depth::Words);
        seek::pieces(self.fragments, path, "it", text, how, self.report);
    }

    fn table(&mut self, path: &str, text: &str) {
        let how: (&[char], Depth) = (&['\n'], Depth::Words);
        seek::pieces(self.fragments, path, "it", text, how, self.report);
        for cell in table::cells(text).iter().flatten() {
            self.text(path, "a cell", cell, Depth::Words);
        }
    }

    /// What is no text: as it stands, and taken apart where that is possible.
    fn data(&mut self, path: &str, bytes: &[u8]) {
        seek::bytes(self.fragments, path, "it", bytes, self.report);
        seek::lossy(self.fragments, path, "it", bytes, self.report);
        if let Some(picture) = picture::read(bytes) {
            for hidden in &picture.hidden {
                seek::within(self.fragments, path, "a part of it", hidden, self.report);
            }
        } else if let Some(document) = document::read(bytes) {
            self.document(path, &document);
        } else if !is_plain(bytes) {
            self.report.push(Finding::new(
                "not-looked-into",
                path,
                "is packed in a way that this audit cannot open",
                "leave it out, publish it unpacked, or look into it by hand: nothing is known of what it holds",
            ));
        }
    }

    fn document(&mut self, path: &str, document: &document::Document) {
        for shown in &document.shown {
            self.text(path, "its text", &shown.by_place, Depth::Words);
            self.text(path, "its text", &shown.by_move, Depth::Words);
        }
        for text in document.strings.iter().chain(&document.names) {
            self.text(path, "a text beside its pages", text, Depth::Words);
        }
        for data in &document.data {
            seek::bytes(self.fragments, path, "its data", data, self.report);
            seek::lossy(self.fragments, path, "its data", data, self.report);
            for wide in document::wide(data) {
                self.text(path, "its data", &wide, Depth::Phrases);
            }
        }
    }
}

/// Says whether what bytes hold can be seen in them: text in an older encoding, packed text that the ladder opens, and kinds
/// of files that keep their texts as they are.
fn is_plain(bytes: &[u8]) -> bool {
    // What the ladder opens counts as looked into only where it could be opened to its end.
    if bytes.starts_with(zip::MAGIC) {
        return zip::is_whole(bytes);
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return pack::behind_gzip_header(bytes).is_some_and(|rest| pack::inflate(rest).is_some());
    }
    let kinds: [&[u8]; 6] = [
        b"GIF8",
        b"\0\0\x01\0",
        b"\0asm",
        b"\0\x01\0\0",
        b"OTTO",
        b"BM",
    ];
    let control = |byte: &&u8| **byte < 32 && !matches!(**byte, 9 | 10 | 13);
    let odd = bytes.iter().filter(control).count();
    kinds.iter().any(|kind| bytes.starts_with(kind))
        || bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || odd * 100 <= bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_seen_in_bytes_is_plain() {
        let old: Vec<u8> = "Zürich, à l'été\r\n\tcafé "
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let with = |count: usize, length: usize| {
            let mut bytes = vec![0xe9; length];
            bytes[..count].fill(7);
            bytes
        };
        for (bytes, plain) in [
            (old.repeat(9), true),
            (vec![32; 50], true),
            (vec![9, 10, 13, 0xe9], true),
            (vec![31, 0xe9, 0xe9], false),
            // One byte in a hundred may be of another kind.
            (with(1, 100), true),
            (with(1, 99), false),
            (with(2, 199), false),
            (b"\xff\xfep\0o\0r\0".to_vec(), true),
            (b"\xfe\xff\0p\0o\0r".to_vec(), true),
            (b"\xff\0p\0o\0r\0".to_vec(), false),
            (b"GIF89a\x01\0\x01\0\0\0\0".to_vec(), true),
            (b"\0asm\x01\0\0\0".to_vec(), true),
            (b"wOF2\0\x01\0\0".to_vec(), false),
            (b"\x1f\x8b\x08\0\0\0\0\0\0\0".to_vec(), false),
            (b"PK\x03\x04".to_vec(), false),
        ] {
            assert_eq!(is_plain(&bytes), plain, "{bytes:?}");
        }
    }
}
