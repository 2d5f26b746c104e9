//! Public collections of texts, made into sites of which every second sentence is not public: what the audit finds there is
//! a false alarm, since nothing leaks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vitrine_disclosure::{Severity, SourceTree};

use super::Random;
use crate::{list, today};

/// The collections, and how their language is called.
pub const COLLECTIONS: &[(&str, &str)] = &[
    ("cranfield", "en"),
    ("cisi", "en"),
    ("xquad-en", "en"),
    ("xquad-ru", "ru"),
    ("xquad-zh", "zh"),
    ("xquad-ar", "ar"),
];

/// The folder of the collections, which the variable `VITRINE_IR` names.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    std::env::var_os("VITRINE_IR").map(PathBuf::from)
}

/// What came of a site.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many documents it was made of.
    pub documents: usize,
    /// How many private fragments were sought.
    pub sought: usize,
    /// What was found.
    pub alarms: Vec<String>,
}

/// Builds a site of some documents of a collection, and lets the audit look at it.
///
/// # Panics
///
/// Where the collection cannot be read, or no site can be made of it.
#[must_use]
pub fn run(folder: &Path, (name, lang): (&str, &str), most: usize, seed: u64) -> Outcome {
    let text = fs::read_to_string(folder.join(name).join("docs.jsonl")).unwrap();
    let mut random = Random(seed);
    let all: Vec<&str> = text.lines().collect();
    let mut documents = Vec::new();
    let from = random.below(all.len().saturating_sub(most).max(1));
    for line in all.iter().skip(from).take(most) {
        let value: Value = serde_json::from_str(line).unwrap();
        documents.push(value["text"].as_str().unwrap_or_default().to_owned());
    }
    let mut left_out: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..8 {
        let tree = site(&documents, lang, &left_out, &mut Random(seed));
        match vitrine::build(&tree, today()) {
            Ok(built) => {
                let (sought, alarms) = match vitrine::audit(&tree, built.output, today()) {
                    Ok((_, report)) => (report.sought(), Vec::new()),
                    Err(report) => {
                        let told = report.findings().iter().map(ToString::to_string);
                        (report.sought(), told.collect())
                    }
                };
                return Outcome {
                    documents: documents.len() - left_out.len(),
                    sought,
                    alarms,
                };
            }
            Err(found) => {
                // Detectors may find something in a text; then it is left out.
                let before = left_out.len();
                let errors = found.iter().filter(|one| one.severity == Severity::Error);
                left_out.extend(errors.filter_map(|one| {
                    let name = one.file.as_deref()?.rsplit('/').next()?;
                    name.strip_suffix(".md")?
                        .rsplit('-')
                        .next()?
                        .parse::<usize>()
                        .ok()
                }));
                assert!(left_out.len() > before, "{}", list(&found));
            }
        }
    }
    panic!("no site can be made of {name}");
}

/// Each document is two entries: one has the sentences that everyone may read, one the others.
fn site(
    documents: &[String],
    lang: &str,
    left_out: &BTreeSet<usize>,
    random: &mut Random,
) -> SourceTree {
    let mut tree = SourceTree::new();
    let settings = format!("title = \"A test\"\nlanguages = [\"{lang}\"]\nportions = \"mark\"\n");
    tree.insert("vitrine.toml", settings.into_bytes());
    for (number, text) in documents.iter().enumerate() {
        let (mut public, mut private) = (Vec::new(), Vec::new());
        for sentence in sentences(text) {
            if random.below(2) == 0 {
                public.push(sentence);
            } else {
                private.push(sentence);
            }
        }
        if left_out.contains(&number) {
            continue;
        }
        let title = |texts: &[String]| -> String {
            let words = texts.first().map(String::as_str).unwrap_or_default();
            words
                .split_whitespace()
                .take(6)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let mut write = |name: &str, level: &str, texts: &[String]| {
            let title = format!("{} {number}", title(texts));
            let entry = format!(
                "---\ntitle: \"{title}\"\nkind: page\nsensitivity: {level}\nslug: {name}-{number}\n---\n\n{}\n",
                texts.join("\n\n")
            );
            tree.insert(format!("{name}/{name}-{number}.md"), entry.into_bytes());
        };
        if !public.is_empty() {
            write("open", "public", &public);
        }
        if !private.is_empty() {
            write("vault", "restricted", &private);
        }
    }
    tree
}

/// The sentences of a text, without signs that mean something in Markdown.
pub(in crate::proof) fn sentences(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for c in text.chars() {
        let means = "<>[]{}*_`#|\\~&:\"^$+=@!\u{feff}".contains(c);
        let unseen = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{ad}');
        plain.push(if means || unseen { ' ' } else { c });
    }
    let mut sentences = Vec::new();
    for sentence in plain.split_inclusive(['.', '?', '。', '؟']) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let sentence = words.join(" ");
        // A line that begins with a number and a full stop, or a hyphen, would be a list.
        let sentence = sentence.trim_start_matches(|c: char| !c.is_alphabetic());
        if sentence.chars().filter(|c| c.is_alphabetic()).count() >= 8 {
            sentences.push(sentence.to_owned());
        }
    }
    sentences
}
