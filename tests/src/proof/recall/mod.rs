//! How much the audit finds: private fragments, written in every way that it should read, planted into a generated site;
//! and what it finds where nothing is planted.

pub mod corpora;
pub mod writings;

use std::collections::{BTreeMap, BTreeSet};

use vitrine_disclosure::SourceTree;

use crate::{list, today};
use writings::{WRITINGS, Writing};

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many fragments were planted in each writing.
    pub fragments: usize,
    /// How many were found, by the name of the writing.
    pub found: BTreeMap<&'static str, usize>,
    /// A few of those that were missed: the writing and the fragment.
    pub missed: Vec<(&'static str, String)>,
}

impl Outcome {
    /// The least share of one writing, in a hundred.
    #[must_use]
    pub fn least(&self) -> usize {
        let found = self.found.values().min().copied().unwrap_or_default();
        found * 100 / self.fragments.max(1)
    }
}

/// Plants so many fragments in each writing. `told` hears of each writing that is done.
///
/// # Panics
///
/// Where the site cannot be built, or is refused before anything is planted.
#[must_use]
pub fn run(fragments: usize, seed: u64, told: &dyn Fn(&str, usize)) -> Outcome {
    let (tree, private) = site(fragments, seed);
    let built = vitrine::build(&tree, today()).unwrap_or_else(|found| panic!("{}", list(&found)));
    if let Err(report) = vitrine::audit(&tree, built.output, today()) {
        let lines: Vec<String> = report.findings().iter().map(ToString::to_string).collect();
        panic!("refused with nothing planted: {}", lines.join("\n"));
    }
    let mut outcome = Outcome {
        fragments,
        ..Outcome::default()
    };
    for writing in WRITINGS {
        let found = found(&tree, &private, writing);
        told(writing.name, found.len());
        for (number, text) in private.iter().enumerate() {
            if !found.contains(&number) && outcome.missed.len() < 100 {
                outcome.missed.push((writing.name, text.clone()));
            }
        }
        outcome.found.insert(writing.name, found.len());
    }
    outcome
}

/// Which fragments are found: the audit says of the file that it holds something of the entry that the fragment is from.
/// That a file is strange by itself does not count.
fn found(tree: &SourceTree, private: &[String], writing: &Writing) -> BTreeSet<usize> {
    let plant = |output: &mut vitrine::Output| {
        for (number, text) in private.iter().enumerate() {
            output.plant(&name(number, writing), (writing.write)(text));
        }
    };
    let built = vitrine::build_leaking(tree, today(), plant)
        .unwrap_or_else(|found| panic!("{}", list(&found)));
    let Err(report) = vitrine::audit(tree, built.output, today()) else {
        return BTreeSet::new();
    };
    let mut found = BTreeSet::new();
    for finding in report.findings() {
        let number = finding
            .file()
            .strip_prefix("pages/plant-")
            .and_then(|rest| rest.split('.').next()?.parse().ok());
        if let (Some(number), Some((path, _))) = (number, finding.origin())
            && finding.code().starts_with("private-")
            && path == entry(number)
        {
            found.insert(number);
        }
    }
    found
}

fn name(number: usize, writing: &Writing) -> String {
    format!("pages/plant-{number}.{}", writing.ending)
}

fn entry(number: usize) -> String {
    format!("vault/entry-{number}.md")
}

/// Numbers without a pattern, the same for a seed.
#[derive(Debug)]
pub(in crate::proof) struct Random(pub(in crate::proof) u64);

impl Random {
    pub(in crate::proof) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from((mixed ^ (mixed >> 31)) % limit).unwrap_or_default()
    }

    fn word(&mut self, onsets: &[&str], rhymes: &[&str]) -> String {
        let mut word = String::new();
        for _ in 0..2 + self.below(2) {
            word.push_str(onsets[self.below(onsets.len())]);
            word.push_str(rhymes[self.below(rhymes.len())]);
        }
        word
    }
}

const LATIN: (&[&str], &[&str]) = (
    &[
        "b", "br", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "st", "t", "v",
    ],
    &[
        "a", "an", "ar", "e", "el", "en", "i", "in", "o", "on", "or", "u",
    ],
);
const CYRILLIC: (&[&str], &[&str]) = (
    &["б", "в", "г", "д", "ж", "з", "л", "м", "н", "п", "ф", "ш"],
    &["а", "ян", "ей", "и", "ол", "юн", "ы"],
);

/// A site with a private sentence for each fragment. Of each five, three have nothing but words that public text has too,
/// so that only their order tells; one has words of its own; one is Cyrillic.
fn site(fragments: usize, seed: u64) -> (SourceTree, Vec<String>) {
    let mut random = Random(seed);
    let vocabulary: Vec<String> = (0..900).map(|_| random.word(LATIN.0, LATIN.1)).collect();
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        b"title = \"A test\"\nportions = \"mark\"\n".to_vec(),
    );
    for (number, words) in vocabulary.chunks(60).enumerate() {
        let text = words.join(" ");
        let page = format!(
            "---\ntitle: Page {number}\nkind: page\nsensitivity: public\n---\n\nText {text}.\n"
        );
        tree.insert(format!("pages/page-{number}.md"), page.into_bytes());
    }
    let mut private = Vec::new();
    for number in 0..fragments {
        let words: Vec<String> = (0..7 + random.below(5))
            .map(|_| match number % 5 {
                0..=2 => vocabulary[random.below(vocabulary.len())].clone(),
                3 => format!("{}q", random.word(LATIN.0, LATIN.1)),
                _ => random.word(CYRILLIC.0, CYRILLIC.1),
            })
            .collect();
        let text = words.join(" ");
        let page = format!(
            "---\ntitle: Hidden {number}\nkind: page\nsensitivity: restricted\n---\n\n{text}\n"
        );
        tree.insert(entry(number), page.into_bytes());
        private.push(text);
    }
    (tree, private)
}
