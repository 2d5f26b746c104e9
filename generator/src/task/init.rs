//! `vitrine init`: a site to begin with.

use std::path::Path;

use super::Outcome;
use super::new::write;
use super::site::could_not;
use crate::cli::Init;
use crate::report::{count, say, warn};

const PAGE: &str = "---
title: About this site
kind: page
sensitivity: public
slot: about
summary: What this site is, and whom it serves.
---

Say here who publishes, what readers find, and how to reach you.
";

pub(super) fn run(arguments: &Init) -> Outcome {
    let title = arguments.title.trim();
    if title.is_empty() || title.chars().any(char::is_control) {
        warn("a title is one line of text");
        return Outcome::CouldNotRun;
    }
    if !is_free(&arguments.folder) {
        warn(&format!(
            "{}: this is not an empty folder: name a new one",
            arguments.folder.display()
        ));
        return Outcome::CouldNotRun;
    }
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    let settings = format!(
        "title = \"{quoted}\"\n\n# What a withheld passage leaves behind, unless it says otherwise: \"mark\" or \"silent\".\nportions = \"mark\"\n"
    );
    let files = [
        ("vitrine.toml", settings.as_str()),
        ("pages/about.md", PAGE),
    ];
    let written = files.len();
    for (name, text) in files {
        let file = arguments.folder.join(name);
        if let Err(error) = write(&file, text) {
            return could_not(&file, &error);
        }
        say(&format!("{}", file.display()));
    }
    count(&[(written, "file written", "files written")]);
    Outcome::Clean
}

/// Says whether nothing is there yet, or a folder with nothing in it.
fn is_free(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    }
}
