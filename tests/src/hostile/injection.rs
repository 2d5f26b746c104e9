//! Scripts in every place where an author can put words: which are refused, and a site of those that are not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};
use vitrine_disclosure::{Diagnostics, Severity, SourceTree, disclose};

use super::places::{BODIES, FIELDS, HOLE, SUPPORT, quoted};
use crate::{root, today};

/// What stands in a place whose payload is refused, so that the others of the entry can be tried.
const HARMLESS: &str = "word";

/// The committed payloads.
#[must_use]
pub fn payloads() -> Vec<String> {
    let text = fs::read_to_string(root().join("tests/hostile/payloads.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// What came of placing payloads.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// How many payloads were placed.
    pub payloads: usize,
    /// In how many places each.
    pub places: usize,
    /// How many placements the generator refuses.
    pub refused: usize,
    /// How many it publishes.
    pub published: usize,
    /// How many the audit refused of those that passed.
    pub audited: usize,
    /// The entries that publish one, by path: the text of the entry, and how many placements are in it.
    pub entries: BTreeMap<String, (String, usize)>,
    /// For each kind of place how many were refused and how many published.
    pub by_place: BTreeMap<String, (usize, usize)>,
}

impl Placed {
    /// Takes entries out that the audit refused, and says whether there are any.
    fn withdraw(&mut self, refused: impl Fn(&str, &str) -> bool) -> bool {
        let before = self.published;
        let (audited, published) = (&mut self.audited, &mut self.published);
        self.entries.retain(|path, (text, placements)| {
            let is_refused = refused(path, text);
            if is_refused {
                *audited += *placements;
                *published -= *placements;
            }
            !is_refused
        });
        self.published < before
    }
}

/// Places every payload everywhere.
///
/// # Panics
///
/// Where an entry is refused that holds no payload, since then nothing was tried.
#[must_use]
pub fn place(payloads: &[String]) -> Placed {
    let mut placed = Placed {
        payloads: payloads.len(),
        places: place_count(),
        ..Placed::default()
    };
    for (number, payload) in payloads.iter().enumerate() {
        fields(number, payload, &mut placed);
        bodies(number, payload, &mut placed);
    }
    placed
}

/// How many places there are.
#[must_use]
pub fn place_count() -> usize {
    let holes = FIELDS.iter().map(|(_, text)| text.matches(HOLE).count());
    holes.sum::<usize>() + BODIES.len()
}

/// The tree that every entry is tried in.
#[must_use]
pub fn support() -> SourceTree {
    let mut tree = SourceTree::new();
    for (path, text) in SUPPORT {
        tree.insert(*path, *text);
    }
    let picture = root().join("content/verania/documents/annual-report/training.png");
    tree.insert("p/picture.png", fs::read(picture).unwrap());
    tree
}

/// An entry of one kind, with words in some of its holes and harmless ones in the others.
fn filled(template: &str, number: usize, payload: &str, live: &[bool]) -> (String, Vec<usize>) {
    let template = template.replace("{n}", &number.to_string());
    let words = quoted(payload);
    let mut text = "---\n".to_owned();
    let mut lines = Vec::new();
    let mut hole = 0;
    for line in template.lines() {
        if line.contains(HOLE) {
            // Which line the hole is on, by its first byte.
            lines.push(text.len());
            let words = if live.get(hole) == Some(&true) {
                words.as_str()
            } else {
                HARMLESS
            };
            let own = if words == HARMLESS && line.contains("url: \"@@\"") {
                "https://x.invalid/"
            } else {
                words
            };
            text.push_str(&line.replace(HOLE, own));
            hole += 1;
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text.push_str("---\n\nText.\n");
    (text, lines)
}

/// Tries a payload in the fields of each kind, and takes it out of those that refuse it.
fn fields(number: usize, payload: &str, placed: &mut Placed) {
    let holes: Vec<usize> = FIELDS
        .iter()
        .map(|(_, text)| text.matches(HOLE).count())
        .collect();
    let mut live: Vec<Vec<bool>> = holes.iter().map(|&count| vec![true; count]).collect();
    loop {
        let mut tree = support();
        let mut texts = BTreeMap::new();
        for ((kind, template), live) in FIELDS.iter().zip(&live) {
            let (text, lines) = filled(template, number, payload, live);
            let path = format!("p/{kind}-{number}.md");
            tree.insert(path.as_str(), text.as_str());
            texts.insert(path, (text, lines));
        }
        let Err(found) = disclose(&tree, today()) else {
            for ((kind, _), live) in FIELDS.iter().zip(&live) {
                let path = format!("p/{kind}-{number}.md");
                let text = texts[&path].0.clone();
                let placements = live.iter().filter(|live| **live).count();
                placed.entries.insert(path, (text, placements));
            }
            break;
        };
        let mut taken_out = 0;
        for ((kind, _), live) in FIELDS.iter().zip(&mut live) {
            let path = format!("p/{kind}-{number}.md");
            for hole in refused(&found, &path, &texts[&path].1) {
                taken_out += usize::from(std::mem::take(&mut live[hole]));
            }
        }
        if taken_out == 0 {
            // What is refused is on no line of a hole: the entry as a whole is.
            for ((kind, _), live) in FIELDS.iter().zip(&mut live) {
                let path = format!("p/{kind}-{number}.md");
                if found.contains_errors_in(&path) {
                    taken_out += live.iter().filter(|live| **live).count();
                    live.fill(false);
                }
            }
        }
        assert!(
            taken_out > 0,
            "harmless entries are refused: {}",
            crate::list(&found)
        );
    }
    for ((kind, _), live) in FIELDS.iter().zip(&live) {
        let published = live.iter().filter(|live| **live).count();
        count(placed, kind, live.len() - published, published);
    }
}

/// The holes whose lines errors are about.
fn refused(found: &Diagnostics, path: &str, lines: &[usize]) -> Vec<usize> {
    let of_entry = found
        .iter()
        .filter(|one| one.severity == Severity::Error && one.file.as_deref() == Some(path));
    of_entry
        .filter_map(|one| {
            let after = lines.partition_point(|start| *start <= one.span.start);
            after.checked_sub(1)
        })
        .collect()
}

/// Tries a payload in each place of a body.
fn bodies(number: usize, payload: &str, placed: &mut Placed) {
    let mut tree = support();
    let mut texts = BTreeMap::new();
    for (place, template) in BODIES {
        let path = format!("p/body-{place}-{number}.md");
        let text = format!(
            "---\ntitle: Body {place} {number}\nkind: page\nsensitivity: public\nattachments: [{{file: picture.png, sensitivity: public, title: P, checked_by: C, alt: \"{}\"}}]\n---\n\n{}\n",
            // The words between the brackets of a picture are those of its list.
            quoted(payload),
            template.replace(HOLE, payload)
        );
        let text = if *place == "image-alt" {
            text
        } else {
            text.replacen(&quoted(payload), "A picture", 1)
        };
        texts.insert(path, text);
    }
    for (path, text) in &texts {
        tree.insert(path.as_str(), text.as_str());
    }
    let found = match disclose(&tree, today()) {
        Ok(_) => Diagnostics::new(),
        Err(found) => found,
    };
    for (place, _) in BODIES {
        let path = format!("p/body-{place}-{number}.md");
        let is_refused = found.contains_errors_in(&path);
        count(
            placed,
            place,
            usize::from(is_refused),
            usize::from(!is_refused),
        );
        if !is_refused {
            placed
                .entries
                .insert(path.clone(), (texts[&path].clone(), 1));
        }
    }
}

fn count(placed: &mut Placed, place: &str, refused: usize, published: usize) {
    placed.refused += refused;
    placed.published += published;
    let of_place = placed.by_place.entry(place.to_owned()).or_default();
    of_place.0 += refused;
    of_place.1 += published;
}

/// Builds the site of all that is published, writes it, and a note of what it holds beside it.
///
/// What the audit refuses goes out, and counts as refused.
///
/// # Errors
///
/// What the file system says; or where entries that passed alone do not pass together.
pub fn write(placed: &mut Placed, folder: &Path) -> io::Result<()> {
    let audited = loop {
        let mut tree = support();
        for (path, (text, _)) in &placed.entries {
            tree.insert(path.as_str(), text.as_str());
        }
        let built = vitrine::build(&tree, today())
            .map_err(|found| io::Error::other(crate::list(&found)))?;
        let report = match vitrine::audit(&tree, built.output, built.as_of) {
            Ok((audited, _)) => break audited,
            Err(report) => report,
        };
        let (mut files, mut origins) = (BTreeSet::new(), BTreeSet::new());
        for one in report.findings() {
            files.insert(one.file().rsplit('/').next().unwrap_or_default());
            origins.extend(one.origin().map(|(path, _)| path));
        }
        let shown = |path: &str, text: &str| {
            let page = format!("{}.html", slug(path, text));
            files.contains(page.as_str())
        };
        // A private remark that says what another entry publishes is refused in a list, which is no entry's own page.
        let hidden = |path: &str, _: &str| origins.contains(path);
        if !placed.withdraw(shown) && !placed.withdraw(hidden) {
            let first = report.findings().first().map(ToString::to_string);
            return Err(io::Error::other(first.unwrap_or_default()));
        }
    };
    fs::create_dir_all(folder)?;
    vitrine::publish::publish(&audited, &folder.join("site"))
        .map_err(|error| io::Error::other(error.to_string()))?;
    let by_place: BTreeMap<&String, Value> = placed
        .by_place
        .iter()
        .map(|(place, (refused, published))| {
            (place, json!({"refused": refused, "published": published}))
        })
        .collect();
    let note = json!({
        "payloads": placed.payloads,
        "places": placed.places,
        "refused": placed.refused + placed.audited,
        "refused_by_audit": placed.audited,
        "published": placed.published,
        "by_place": by_place,
    });
    fs::write(folder.join("placed.json"), format!("{note:#}\n"))
}

/// The last part of the address of an entry: as it says, or as its path does.
fn slug(path: &str, text: &str) -> String {
    let own = text.lines().find_map(|line| line.strip_prefix("slug: "));
    let name = path.strip_prefix("p/").unwrap_or(path);
    own.unwrap_or(name.strip_suffix(".md").unwrap_or(name))
        .to_owned()
}
