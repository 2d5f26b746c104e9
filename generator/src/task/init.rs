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

/// How many canaries a new site has.
const CANARIES: usize = 5;

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
    let mut files = vec![
        ("vitrine.toml".to_owned(), settings),
        ("pages/about.md".to_owned(), PAGE.to_owned()),
    ];
    for number in 1..=CANARIES {
        let Some(text) = canary() else {
            warn("this system gives no random numbers, which canaries need");
            return Outcome::CouldNotRun;
        };
        files.push((format!("canaries/canary-{number}.md"), text));
    }
    let written = files.len();
    for (name, text) in files {
        let file = arguments.folder.join(name);
        if let Err(error) = write(&file, &text) {
            return could_not(&file, &error);
        }
        say(&format!("{}", file.display()));
    }
    count(&[(written, "file written", "files written")]);
    Outcome::Clean
}

/// An entry that is there to be found, were it ever published: its words stand nowhere else, and differ from site to site.
fn canary() -> Option<String> {
    let words: Option<Vec<String>> = (0..8).map(|_| word()).collect();
    let words = words?;
    let (named, body) = words.split_at_checked(2)?;
    let (title, own) = (named.first()?, named.last()?);
    Some(format!(
        "---\ntitle: Canary {title}\nkind: page\nsensitivity: restricted\ninternal: {{canary: {own}}}\n---\n\n{}.\n",
        body.join(" ")
    ))
}

/// A word of letters that the system chose at random.
fn word() -> Option<String> {
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes).ok()?;
    let letter = |(at, byte): (usize, &u8)| {
        let letters: &[u8] = if at % 2 == 0 {
            b"bdfghklmnprstvwz"
        } else {
            b"aeiouaeiouaeiouy"
        };
        letters
            .get(usize::from(byte & 15))
            .map(|letter| char::from(*letter))
    };
    bytes.iter().enumerate().map(letter).collect()
}

/// Says whether nothing is there yet, or a folder with nothing in it.
fn is_free(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    }
}
