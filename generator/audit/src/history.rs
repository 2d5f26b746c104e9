//! What a site tells of its own releases: it names what is public, keeps silent of the rest, and is what the office wrote.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::front::{self, Leaf};
use super::lists::{ARCHIVE, MANIFEST};
use super::look::Listed;
use super::report::{Finding, Report};

/// The name of the history, in a source and in an archive.
pub(crate) const HISTORY: &str = "releases.toml";

const HELP: &str = "do not publish; see that releases.toml is as the last release wrote it, and report this if it is";

/// A history as it is written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct Told {
    /// Number and day of each release, in order.
    releases: Vec<(String, String)>,
    /// What each release names: its number, the list, the address.
    named: BTreeSet<(String, String, String)>,
    /// What was retracted, with the day and the words.
    retracted: BTreeMap<String, (String, String)>,
    /// What is none of these.
    stray: bool,
}

/// What everyone may read of the history in a source: days, numbers, the addresses of tombstones, the words on them.
pub(crate) fn public(bytes: &[u8]) -> Vec<Leaf> {
    let leaves = front::toml(&String::from_utf8_lossy(bytes), 1);
    let passes = |leaf: &Leaf| {
        matches!(
            (leaf.top(), leaf.last()),
            ("release", "sequence" | "on") | ("retracted", "address" | "on" | "words")
        )
    };
    leaves.into_iter().filter(passes).collect()
}

/// Where the manifest says that tombstones stand.
pub(crate) fn tombstones(output: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let manifest = output
        .get(MANIFEST)
        .and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let all = manifest.as_ref().and_then(|manifest| {
        let list = manifest.get("release")?.get("retracted")?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned))
    });
    all.into_iter().flatten().collect()
}

fn read(bytes: &[u8]) -> Told {
    let mut items: Vec<(String, Vec<Leaf>)> = Vec::new();
    let mut told = Told::default();
    for leaf in front::toml(&String::from_utf8_lossy(bytes), 1) {
        let item = format!(
            "{} {}",
            leaf.top(),
            leaf.path.get(1).map_or("", String::as_str)
        );
        match items.last_mut() {
            Some((known, leaves)) if *known == item => leaves.push(leaf),
            _ => items.push((item, vec![leaf])),
        }
    }
    for (_, leaves) in items {
        let text = |name: &str| {
            let leaf = leaves.iter().find(|leaf| leaf.last() == name);
            leaf.map_or(String::new(), |leaf| leaf.text.clone())
        };
        let top = leaves.first().map_or("", Leaf::top);
        for leaf in &leaves {
            match (top, leaf.last()) {
                ("release", "sequence" | "on") | ("retracted", "address" | "on" | "words") => {}
                ("release", list @ ("added" | "extended")) => {
                    let one = (text("sequence"), list.to_owned(), leaf.text.clone());
                    told.named.insert(one);
                }
                _ => told.stray = true,
            }
        }
        match top {
            "release" => told.releases.push((text("sequence"), text("on"))),
            "retracted" => {
                let one = (text("on"), text("words"));
                told.stray |= told.retracted.insert(text("address"), one).is_some();
            }
            _ => {}
        }
    }
    told
}

/// Checks the history of an output: against what else it holds, and against the source, where there is one.
pub(crate) fn check(
    source: &BTreeMap<String, Vec<u8>>,
    output: &BTreeMap<String, Vec<u8>>,
    listed: &Listed,
    report: &mut Report,
) {
    let bytes = listed.history.as_deref();
    let told = bytes.map(read).unwrap_or_default();
    let file = format!("{ARCHIVE}/{HISTORY}");
    let mut refuse = |code: &'static str, file: &str, what: &str| {
        report.push(Finding::new(code, file, what, HELP));
    };
    let numbered = (1..)
        .zip(&told.releases)
        .all(|(number, (own, _)): (u64, _)| *own == number.to_string());
    if told.stray || !numbered {
        refuse("history-stray", &file, "holds what is no history of a site");
    }
    for (_, _, address) in &told.named {
        if !listed.members.contains(&format!("{address}.md")) {
            refuse(
                "history-stray",
                &file,
                "names an entry that is not public any more, or never was",
            );
        }
    }
    for address in told.retracted.keys() {
        let below = format!("{address}/");
        let kept = listed
            .members
            .iter()
            .chain(output.keys())
            .any(|path| path.starts_with(&below));
        if kept || listed.members.contains(&format!("{address}.md")) {
            refuse(
                "retracted-kept",
                &file,
                "tells of a retraction, and the thing is there",
            );
        }
        let page = output.contains_key(&format!("{address}.html"));
        let record = address.starts_with("register/") || address.contains("/register/");
        if !page && !record {
            refuse(
                "retracted-gone",
                &file,
                "tells of a retraction, and no tombstone stands at its address",
            );
        }
    }
    manifest(output, &told, &mut refuse);
    if !source.is_empty() {
        let own = source
            .get(HISTORY)
            .map(|bytes| read(bytes))
            .unwrap_or_default();
        let same = own.releases == told.releases && own.retracted == told.retracted;
        if !same || !told.named.is_subset(&own.named) {
            refuse(
                "history-differs",
                &file,
                "tells another history than releases.toml of the source",
            );
        }
    }
}

fn manifest(
    output: &BTreeMap<String, Vec<u8>>,
    told: &Told,
    refuse: &mut impl FnMut(&'static str, &str, &str),
) {
    let Some(manifest) = output
        .get(MANIFEST)
        .and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok())
    else {
        return;
    };
    let release = manifest.get("release");
    let number = release.and_then(|release| release.get("sequence")?.as_u64());
    let is_empty = told.releases.is_empty() && told.retracted.is_empty();
    let expected = (!is_empty).then_some(told.releases.len() as u64);
    let stones: BTreeSet<String> = told.retracted.keys().cloned().collect();
    if number != expected || tombstones(output) != stones {
        refuse(
            "history-differs",
            MANIFEST,
            "tells another release, or other retractions, than the public source",
        );
    }
}
