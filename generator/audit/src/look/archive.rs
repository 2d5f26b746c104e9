//! The public source in the output: its container, and each entry in it.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::Look;
use crate::history::HISTORY;
use crate::lists::ARCHIVE;
use crate::seek::{self, Depth};
use crate::words::words;
use crate::{front, pack, units};

impl Look<'_> {
    pub(super) fn archive(&mut self, bytes: &[u8]) {
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

    pub(super) fn entry(&mut self, file: &str, bytes: &[u8]) {
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
}
