//! What is public and what is not, decided anew from the source: tags, floors, dates, portions, fields and lists of files.

mod entry;
mod open;
mod private;

use std::collections::{BTreeMap, BTreeSet};

use super::drawing;
use super::front;
use super::history::{self, HISTORY};
use super::own;
use super::places::Place;
use super::units;
use entry::Entry;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The folder of a site in which entries of a kind stand.
fn folder(kind: &str) -> &'static str {
    match kind {
        "mission" => "missions",
        "finding" => "findings",
        "practice" => "practices",
        "document" => "documents",
        "instrument" => "instruments",
        "state" => "states",
        "announcement" => "announcements",
        "event" => "events",
        "term" => "terms",
        "provider" => "providers",
        "reference" => "matrix",
        "page" => "pages",
        _ => "register",
    }
}

/// The source, split.
#[derive(Debug, Default)]
pub(crate) struct Split {
    /// The files, by number.
    pub(crate) paths: Vec<String>,
    /// Texts that everyone may read.
    pub(crate) public: Vec<String>,
    /// Texts that nobody else may read.
    pub(crate) private: Vec<Private>,
    /// Names of files and entries that are not public.
    pub(crate) names: Vec<(String, Place)>,
    /// Bytes of attachments that are not public.
    pub(crate) secret_files: Vec<(Vec<u8>, Place)>,
    /// Whole files that are not public, for their digests.
    pub(crate) hidden: Vec<(Vec<u8>, Place)>,
    /// What public attachments hold: the data of pictures, the cells of tables.
    pub(crate) attachments: BTreeSet<[u8; 32]>,
    /// The files of public attachments.
    pub(crate) open_files: Vec<Vec<u8>>,
    /// How many public entries have a kind and a title.
    pub(crate) titles: BTreeMap<(String, String), usize>,
    /// How many public entries of a language have a topic, or a year: numbers that lists tell.
    counts: BTreeMap<(String, String), usize>,
    /// The title of the site.
    pub(crate) title: String,
    /// The folder of the site's own theme.
    pub(crate) theme: Option<String>,
    /// How pages cite entries, but for the title of the site: title, date, address.
    cited: Vec<(String, String, String)>,
    /// What stands between quotes in the files of the site's own theme: the words that its pages may say.
    pub(crate) labels: BTreeSet<String>,
}

/// A text that is not public.
#[derive(Clone, Debug)]
pub(crate) struct Private {
    pub(crate) text: String,
    pub(crate) place: Place,
    /// Whether a single word of it is sought too, however short.
    pub(crate) whole: bool,
}

impl Split {
    pub(crate) fn read(source: &BTreeMap<String, Vec<u8>>, as_of: &str) -> Self {
        let mut split = Self {
            paths: source.keys().cloned().collect(),
            ..Self::default()
        };
        split.theme = theme(source);
        let numbered = || (0_u32..).zip(source);
        let floors = floors(source);
        let entries: Vec<Entry<'_>> = numbered()
            .filter(|(_, (path, _))| is_entry(path) && !split.is_theme(path))
            .map(|(file, (path, bytes))| Entry::read(file, path, bytes))
            .collect();
        let emergencies: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| entry.is_in_force(as_of))
            .collect();
        let mut listed: BTreeMap<String, bool> = BTreeMap::new();
        for entry in &entries {
            let public = entry.is_public(&floors, as_of, &emergencies);
            if public {
                split.public_entry(entry);
            } else {
                split.private_entry(entry);
            }
            entry.attachments(public, &floors, &mut listed);
        }
        split
            .public
            .extend(split.counts.values().map(ToString::to_string));
        let settings = source.get("vitrine.toml");
        split.title = settings.map_or_else(String::new, |bytes| {
            let leaves = front::toml(&String::from_utf8_lossy(bytes), 1);
            let title = leaves.into_iter().find(|leaf| leaf.path == ["title"]);
            title.map_or_else(String::new, |leaf| leaf.text)
        });
        split.citations();
        for (file, (path, bytes)) in numbered() {
            let place = Place { file, line: 0 };
            if split.is_theme(path) {
                let text = String::from_utf8_lossy(bytes).into_owned();
                split.labels.extend(labels(&text));
                split.public.push(text);
            } else if path == HISTORY {
                for leaf in history::public(bytes) {
                    split.public_text(&leaf.text);
                }
            } else if is_settings(path) {
                split.settings(path, file, bytes);
            } else if !is_entry(path) {
                if listed.get(path) == Some(&true) {
                    split.open_file(bytes);
                } else {
                    split.secret_file(path, bytes, place);
                }
            }
        }
        split
    }

    /// Says whether there is a source at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    pub(crate) fn is_theme(&self, path: &str) -> bool {
        let folder = self.theme.as_deref();
        folder.is_some_and(|folder| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    fn keep(&mut self, text: &str, place: Place, whole: bool) {
        if !text.trim().is_empty() {
            self.private.push(Private {
                text: text.to_owned(),
                place,
                whole,
            });
        }
    }

    fn keep_body(&mut self, body: &str, line: u32, file: u32, whole: bool) {
        for (text, line) in units::units(body, line) {
            self.keep(&text, Place { file, line }, whole);
        }
        for address in units::addresses(body) {
            self.keep(address, Place { file, line }, false);
        }
    }

    fn name(&mut self, name: &str, place: Place) {
        if name.len() >= 6 && name.is_ascii() {
            self.names.push((name.to_lowercase(), place));
        }
    }

    /// The name that a title gives a page. Of one in another script a few letters and numbers may be left, which name
    /// nothing: `n-n2-n-1-2` may as well be what is left of any other. The title itself is sought as text.
    fn name_of_title(&mut self, title: &str, place: Place) {
        let slug = slug(title);
        let says = |part: &str| part.bytes().filter(u8::is_ascii_alphabetic).count() >= 3;
        if slug.split('-').any(says) || !title.chars().any(is_lost) {
            self.name(&slug, place);
        }
    }

    /// How pages cite their entries: with the title of the site behind their own, and the day as it is told.
    fn citations(&mut self) {
        for (title, date, address) in std::mem::take(&mut self.cited) {
            let mut days = own::date_forms(&date);
            days.push(date);
            for day in days {
                let site = &self.title;
                self.public
                    .push(format!("{title}. {site}, {day}. {address}.html"));
            }
        }
    }

    /// The anchors of headings: what each of them says, and a number where another says the same.
    fn anchors(&mut self, body: &str) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for line in body.lines() {
            let line = line.trim_start_matches([' ', '\t', '>']);
            if !line.starts_with('#') {
                continue;
            }
            let anchor = slug(&units::plain(line));
            let count = seen.entry(anchor.clone()).or_default();
            *count += 1;
            if *count > 1 {
                self.public.push(format!("{anchor}-{count}"));
            }
            self.public.push(anchor);
        }
    }

    fn settings(&mut self, path: &str, file: u32, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let name = path.rsplit('/').next().unwrap_or(path);
        let used: BTreeSet<String> = self
            .public
            .iter()
            .filter(|text| text.len() == 2)
            .cloned()
            .collect();
        for leaf in front::toml(&text, 1) {
            let open = match (name, leaf.top()) {
                (_, "#") => false,
                ("vitrine.toml", "states") => used.contains(leaf.last()),
                ("policy.toml", top) => matches!(top, "row" | "reasons" | "levels"),
                _ => true,
            };
            if open {
                self.public_text(&leaf.text);
            } else {
                self.keep_leaf(&leaf, file);
            }
        }
    }
}

/// A drawing, where a file is one.
fn drawing_of(bytes: &[u8]) -> Option<drawing::Drawing> {
    let text = std::str::from_utf8(bytes).ok()?;
    let head: String = text.chars().take(2000).collect();
    (head.trim_start().starts_with('<') && head.contains("svg")).then(|| drawing::read(text))
}

fn is_entry(path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    !hidden
        && path
            .rsplit_once('.')
            .is_some_and(|(_, end)| end.eq_ignore_ascii_case("md"))
}

fn is_settings(path: &str) -> bool {
    matches!(path, "vitrine.toml" | "policy.toml")
        || path.rsplit('/').next() == Some("_folder.toml")
}

fn theme(source: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let text = String::from_utf8_lossy(source.get("vitrine.toml")?).into_owned();
    let leaves = front::toml(&text, 1);
    let name = leaves
        .iter()
        .find(|leaf| leaf.path == ["theme"])?
        .text
        .trim_matches('/')
        .to_owned();
    (name != "plain" && !name.is_empty()).then_some(name)
}

/// The folders with a floor, and whether each is above public. A floor that cannot be read is.
fn floors(source: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, bool> {
    let mut floors = BTreeMap::new();
    for (path, bytes) in source {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if name == "_folder.toml" {
            let leaves = front::toml(&String::from_utf8_lossy(bytes), 1);
            let public = leaves
                .iter()
                .any(|leaf| leaf.path == ["sensitivity"] && leaf.text == "public");
            floors.insert(folder.to_owned(), !public);
        }
    }
    floors
}

fn below_floor(floors: &BTreeMap<String, bool>, path: &str) -> bool {
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    std::iter::once("")
        .chain(folders)
        .any(|folder| floors.get(folder) == Some(&true))
}

/// A path that a file names, relative to itself.
fn join(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A date no more exact than a precision says; other texts stay as they are.
fn coarser(text: &str, precision: &str) -> String {
    if own::dates(text) != [text] && !(text.len() == 7 && text.get(4..5) == Some("-")) {
        return text.to_owned();
    }
    let year = text.get(..4).unwrap_or_default();
    match precision {
        "year" => year.to_owned(),
        "month" => text.get(..7).unwrap_or(text).to_owned(),
        "quarter" => {
            let month: u32 = text
                .get(5..7)
                .and_then(|month| month.parse().ok())
                .unwrap_or(1);
            format!("{year}-Q{}", (month.max(1) - 1) / 3 + 1)
        }
        _ => text.to_owned(),
    }
}

/// How long a name that a title gives may be; half words are left out.
const LONGEST_NAME: usize = 80;

/// The name that a title gives a page, a picture or a part of a page: what it has of Latin letters and digits.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().filter(|c| !matches!(c, '\'' | '’')) {
        decompose_compatible(c, |part| match part {
            'ß' => slug.push_str("ss"),
            'æ' | 'Æ' => slug.push_str("ae"),
            'œ' | 'Œ' => slug.push_str("oe"),
            'ø' | 'Ø' => slug.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => slug.push('d'),
            'ł' | 'Ł' => slug.push('l'),
            'þ' | 'Þ' => slug.push_str("th"),
            'ı' => slug.push('i'),
            part if part.is_ascii_alphanumeric() => slug.push(part.to_ascii_lowercase()),
            part if is_combining_mark(part) => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        });
    }
    let slug = slug.trim_end_matches('-');
    match slug.get(..LONGEST_NAME) {
        Some(room)
            if slug
                .as_bytes()
                .get(LONGEST_NAME)
                .is_some_and(|next| *next != b'-') =>
        {
            room.rsplit_once('-').map_or(room, |(words, _)| words)
        }
        Some(room) => room,
        None => slug,
    }
    .to_owned()
}

/// Says whether nothing is left of a letter in a name.
fn is_lost(c: char) -> bool {
    c.is_alphabetic() && slug(c.encode_utf8(&mut [0; 4])).is_empty()
}

/// What stands between quotes in a text.
pub(crate) fn labels(text: &str) -> impl Iterator<Item = String> {
    let between = text.split('"').skip(1).step_by(2);
    between
        .filter(|label| !label.contains('\n'))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests;
