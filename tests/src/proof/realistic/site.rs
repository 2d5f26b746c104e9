//! A site drawn from a collection: pages, terms and practices, some public and some not, with portions and records.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_disclosure::SourceTree;

use super::Collection;
use crate::proof::recall::Random;

/// Where private text stands.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Place {
    /// The title of an entry.
    Title,
    /// A paragraph of one.
    Body,
    /// A heading or an item of one.
    Item,
    /// A field that the office keeps.
    Field,
    /// A container in a public entry.
    Container,
    /// A portion within a line of one.
    Inline,
}

impl Place {
    pub(super) const ALL: [Self; 6] = [
        Self::Title,
        Self::Body,
        Self::Item,
        Self::Field,
        Self::Container,
        Self::Inline,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "a title",
            Self::Body => "a paragraph",
            Self::Item => "a heading or an item",
            Self::Field => "a field",
            Self::Container => "a container",
            Self::Inline => "a portion within a line",
        }
    }
}

/// A site, and what of it is not public.
pub(super) struct Drawn {
    pub(super) tree: SourceTree,
    pub(super) entries: usize,
    secrets: BTreeMap<Place, Vec<String>>,
    /// All that is public, to know what is not private after all.
    open: String,
}

impl Drawn {
    /// A private text of a place that tells something: no short one, and none that public text holds too.
    pub(super) fn secret(&self, place: Place) -> Option<&str> {
        let texts = self.secrets.get(&place)?.iter();
        let mut telling = texts.filter(|text| {
            let words = parts(text);
            let passages = words.windows(5).map(joined);
            let hidden = passages.filter(|passage| !self.open.contains(passage.as_str()));
            hidden.count() >= 3
        });
        telling.next().map(String::as_str)
    }
}

/// The words of a sentence; where there are no spaces, its letters.
fn parts(text: &str) -> Vec<String> {
    if text.is_ascii() || text.contains(' ') {
        text.split_whitespace().map(str::to_owned).collect()
    } else {
        text.chars().map(String::from).collect()
    }
}

fn joined(parts: &[String]) -> String {
    let letters = parts
        .iter()
        .all(|part| part.chars().nth(1).is_none() && !part.is_ascii());
    parts.join(if letters { "" } else { " " })
}

/// Draws a site of so many entries.
pub(super) fn draw(
    collection: &Collection,
    entries: usize,
    left_out: &BTreeSet<usize>,
    random: &mut Random,
) -> Drawn {
    let mut writer = Writer {
        pool: collection.sentences.clone(),
        at: 0,
        random,
        drawn: Drawn {
            tree: SourceTree::new(),
            entries: 0,
            secrets: BTreeMap::new(),
            open: String::new(),
        },
    };
    writer.shuffle();
    // The title of a site is made of common words too.
    let title = writer.phrase(2, 4);
    let portions = if writer.chance(2) { "mark" } else { "silent" };
    let settings = format!(
        "title = \"{title}\"\nlanguages = [\"{}\"]\nportions = \"{portions}\"\n",
        collection.lang
    );
    writer.drawn.open.push_str(&title);
    writer.drawn.tree.insert("vitrine.toml", settings);
    for number in 0..entries {
        let open = writer.random.below(20) < 11;
        let (path, text, told) = writer.entry(number, open);
        if left_out.contains(&number) {
            continue;
        }
        writer.drawn.entries += 1;
        writer.drawn.open.push_str(&told.open);
        for (place, text) in told.secrets {
            writer.drawn.secrets.entry(place).or_default().push(text);
        }
        writer.drawn.tree.insert(path, text);
    }
    writer.drawn
}

struct Writer<'a> {
    pool: Vec<String>,
    at: usize,
    random: &'a mut Random,
    drawn: Drawn,
}

/// What an entry tells everyone, and what it does not.
#[derive(Default)]
struct Told {
    open: String,
    secrets: Vec<(Place, String)>,
}

impl Told {
    fn tell(&mut self, place: Option<Place>, text: &str) {
        match place {
            Some(place) => self.secrets.push((place, text.to_owned())),
            None => {
                self.open.push_str(text);
                self.open.push('\n');
            }
        }
    }
}

impl Writer<'_> {
    fn shuffle(&mut self) {
        for index in (1..self.pool.len()).rev() {
            let other = self.random.below(index + 1);
            self.pool.swap(index, other);
        }
    }

    fn chance(&mut self, of: usize) -> bool {
        self.random.below(of) == 0
    }

    /// The next sentence: none comes twice while there are others.
    fn sentence(&mut self) -> String {
        let text = self.pool[self.at % self.pool.len()].clone();
        self.at += 1;
        text
    }

    /// A few words of a sentence of their own.
    fn phrase(&mut self, least: usize, most: usize) -> String {
        let sentence = self.sentence();
        let words = parts(&sentence);
        let count = (least + self.random.below(most - least + 1)).min(words.len());
        let from = self.random.below(words.len() - count + 1);
        let phrase = joined(&words[from..from + count]);
        // A title ends with a word, and begins with one.
        let trimmed = phrase.trim_matches(|c: char| !c.is_alphanumeric());
        if trimmed.is_empty() {
            "A trial".to_owned()
        } else {
            trimmed.to_owned()
        }
    }

    fn entry(&mut self, number: usize, open: bool) -> (String, String, Told) {
        let mut told = Told::default();
        let hidden = |place: Place| (!open).then_some(place);
        let title = self.phrase(3, 8);
        told.tell(hidden(Place::Title), &title);
        let kind = ["page", "page", "term", "practice"][self.random.below(4)];
        let level = if open {
            "public"
        } else {
            ["partners", "restricted", "sensitive"][self.random.below(3)]
        };
        let mut head = format!("title: \"{title}\"\nkind: {kind}\nsensitivity: {level}\n");
        // Where nothing else does, the title gives the address.
        let latin = title.chars().filter(char::is_ascii_alphabetic).count() > 5;
        if !latin || self.chance(3) {
            head.push_str(&format!("slug: entry-{number}\n"));
        }
        if kind == "page" && self.chance(2) {
            let summary = self.sentence();
            told.tell(hidden(Place::Field), &summary);
            head.push_str(&format!("summary: \"{summary}\"\n"));
        }
        if kind == "practice" {
            for name in ["problem", "measure"] {
                let text = self.sentence();
                told.tell(hidden(Place::Field), &text);
                head.push_str(&format!("{name}: \"{text}\"\n"));
            }
            head.push_str("maturity: in-use\norigin: {kind: publication, consent: named}\n");
        }
        let day = format!(
            "20{:02}-0{}-1{}",
            10 + self.random.below(16),
            1 + self.random.below(9),
            self.random.below(10)
        );
        head.push_str(&format!("date: {day}\n"));
        if self.chance(3) {
            let note = self.sentence();
            told.tell(Some(Place::Field), &note);
            head.push_str(&format!("internal: {{note: \"{note}\"}}\n"));
        }
        if !open && self.chance(2) {
            let title = self.phrase(3, 7);
            told.tell(None, &title);
            head.push_str(&format!(
                "public_record: {{slug: record-{number}, title: \"{title}\", date: {}, reason: third-party}}\n",
                &day[..4]
            ));
        }
        let mut body = String::new();
        for _ in 0..2 + self.random.below(5) {
            self.block(open, &mut body, &mut told);
        }
        let folder = if open { "open" } else { "vault" };
        let text = format!("---\n{head}---\n\n{body}");
        (format!("{folder}/{kind}-{number}.md"), text, told)
    }

    /// A block of a body, with an empty line behind it.
    fn block(&mut self, open: bool, body: &mut String, told: &mut Told) {
        let hidden = |place: Place| (!open).then_some(place);
        match self.random.below(if open { 9 } else { 6 }) {
            0..=2 => {
                for _ in 0..=self.random.below(3) {
                    let text = self.sentence();
                    told.tell(hidden(Place::Body), &text);
                    body.push_str(&text);
                    body.push('\n');
                }
            }
            3 => {
                let text = self.phrase(2, 7);
                told.tell(hidden(Place::Item), &text);
                body.push_str(&format!("## {text}\n"));
            }
            4 => {
                for _ in 0..2 + self.random.below(3) {
                    let text = self.phrase(3, 10);
                    told.tell(hidden(Place::Item), &text);
                    body.push_str(&format!("- On {text}\n"));
                }
            }
            5 => {
                let (one, other) = (self.phrase(1, 4), self.phrase(3, 9));
                told.tell(hidden(Place::Item), &other);
                told.tell(hidden(Place::Item), &one);
                body.push_str(&format!("| A | B |\n| - | - |\n| {one} | {other} |\n"));
            }
            6 | 7 => {
                let text = self.sentence();
                told.tell(Some(Place::Container), &text);
                let show = if self.chance(2) { "mark" } else { "silent" };
                body.push_str(&format!(
                    "See below.\n\n:::restricted{{reason=\"physical-protection\" {show}}}\n{text}\n:::\n\nSee above.\n"
                ));
            }
            _ => {
                let (before, text, after) = (self.sentence(), self.phrase(4, 12), self.sentence());
                told.tell(Some(Place::Inline), &text);
                told.tell(None, &before);
                told.tell(None, &after);
                let show = if self.chance(2) { "mark" } else { "silent" };
                let before = before.trim_end_matches(['.', '?', '。', '؟']);
                body.push_str(&format!(
                    "{before} :sensitive[{text}]{{reason=\"personnel\" {show}}} {after}\n"
                ));
            }
        }
        body.push('\n');
    }
}
