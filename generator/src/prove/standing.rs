//! How each file of a folder stands, by the knife's own crude reading.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_disclosure::{SourceFile, SourceTree};

use super::knife::{self, Parts};

/// How an entry stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// Everyone may read it but for its portions.
    Public,
    /// Nobody else may, but for its record.
    Record,
    /// Nobody else may.
    Withheld,
    /// It is tagged public, and its day has not come or is over.
    Dated,
    /// It decides about others, or this reading cannot tell: it stays, and only what surely is private of it varies.
    Deciding,
}

/// The entries and files of a folder.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// The entries, with their texts.
    pub(super) entries: BTreeMap<&'a str, (Standing, &'a str)>,
    /// Files that no public entry publishes.
    pub(super) files: BTreeSet<&'a str>,
    /// The levels above the first.
    pub(super) levels: Vec<String>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(source: &'a SourceTree, as_of: &str) -> Self {
        let text = |path: &str| {
            source
                .bytes(path)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
        };
        let theme = text("vitrine.toml").and_then(theme);
        let levels = text("policy.toml").and_then(levels).unwrap_or_else(|| {
            ["partners", "restricted", "sensitive"]
                .map(str::to_owned)
                .to_vec()
        });
        let in_theme = |path: &str| {
            theme.as_deref().is_some_and(|folder| {
                path.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
        };
        let mut entries = BTreeMap::new();
        let mut others = Vec::new();
        for (path, file) in source.iter().filter(|(path, _)| !in_theme(path)) {
            if is_markdown(path) {
                if let SourceFile::Bytes(bytes) = file
                    && let Ok(text) = std::str::from_utf8(bytes)
                    && let Some(parts) = knife::split(text)
                {
                    entries.insert(path, (standing(&parts, &levels, as_of), text));
                }
            } else if !path.to_ascii_lowercase().ends_with(".toml") {
                others.push(path);
            }
        }
        let files = others
            .into_iter()
            .filter(|path| !is_published(path, &entries, &levels))
            .collect();
        Self {
            entries,
            files,
            levels,
        }
    }
}

/// Says whether a path is that of an entry.
pub(super) fn is_markdown(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".md")
}

fn standing(parts: &Parts<'_>, levels: &[String], as_of: &str) -> Standing {
    let tag = parts.value("sensitivity").unwrap_or_default();
    let day = |key: &str| parts.value(key);
    if tag == "public" {
        let later = day("not_before").is_some_and(|day| day > as_of);
        let over = day("expires").is_some_and(|day| day < as_of);
        let unsure = parts.block("only_during").is_some()
            || day("completed_on").is_some_and(|day| day > as_of);
        return match (unsure, later || over) {
            (true, _) => Standing::Deciding,
            // An emergency may lift the dates of entries with a type.
            (false, true) if parts.block("type").is_some() => Standing::Deciding,
            (false, true) => Standing::Dated,
            (false, false) => Standing::Public,
        };
    }
    let decides = matches!(
        parts.value("kind"),
        Some("reassessment" | "waiver" | "decision")
    );
    if decides || !levels.iter().any(|level| level == tag) {
        Standing::Deciding
    } else if parts.block("public_record").is_some() {
        Standing::Record
    } else {
        Standing::Withheld
    }
}

/// Says whether an entry that may be public lists a file without a level above public. In doubt it does.
fn is_published(path: &str, entries: &BTreeMap<&str, (Standing, &str)>, levels: &[String]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    entries.values().any(|(standing, text)| {
        let open = matches!(standing, Standing::Public | Standing::Deciding);
        let head = knife::split(text).map_or("", |parts| parts.head);
        open && head.match_indices(name).any(|(at, _)| {
            let item = item_around(head, at);
            !levels.iter().any(|level| item.contains(level.as_str())) || item.contains("public")
        })
    })
}

/// The item of a list of files around a place: from the `file` before it to the next one.
fn item_around(head: &str, at: usize) -> &str {
    let before = head.get(..at).unwrap_or_default();
    let opener = |text: &str| {
        [
            text.rfind('{'),
            text.rfind("\n- "),
            text.rfind("  - "),
            text.rfind("[[attachments"),
        ]
        .into_iter()
        .flatten()
        .max()
    };
    let start = opener(before).unwrap_or(0);
    let rest = head.get(at..).unwrap_or_default();
    let closers = [
        rest.find('}'),
        rest.find("\n- "),
        rest.find("\n  - "),
        rest.find("\n["),
    ];
    let end = at + closers.into_iter().flatten().min().unwrap_or(rest.len());
    head.get(start..end).unwrap_or(head)
}

/// The folder of a site's own theme.
fn theme(settings: &str) -> Option<String> {
    let line = settings
        .lines()
        .find(|line| line.trim_start().starts_with("theme"))?;
    let name = line.split(['"', '\'']).nth(1)?;
    Some(name.trim_matches('/').to_owned())
}

/// The levels above the first that a policy lists.
fn levels(policy: &str) -> Option<Vec<String>> {
    let start = policy
        .lines()
        .position(|line| line.trim_start().starts_with("levels"))?;
    let list: Vec<&str> = policy.lines().skip(start).collect();
    let list = list.join("\n");
    let list = list.split_once('[')?.1.split_once(']')?.0;
    let words: Vec<String> = list
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    Some(words.get(1..)?.to_vec())
}
