//! Texts from a seed, as many words an entry as search engines are measured with, and queries from their titles.

use std::collections::BTreeSet;

use vitrine_search::Document;

use crate::random::Random;
use crate::text::{FREQUENT, Vocabulary};

/// How many words title, summary and body have.
const WORDS: [u64; 3] = [5, 14, 311];
const KINDS: [&str; 4] = ["document", "mission", "practice", "term"];
const STATES: [&str; 10] = [
    "NL Netherlands",
    "FR France",
    "FI Finland",
    "JP Japan",
    "CA Canada",
    "HU Hungary",
    "SE Sweden",
    "AU Australia",
    "GB United Kingdom",
    "NO Norway",
];
const TOPICS: [&str; 6] = [
    "transport Transport",
    "insider Insider threat",
    "training Training",
    "legal Legal framework",
    "cyber Computer security",
    "culture Security culture",
];

/// The entries of a site.
pub(super) fn documents(entries: usize, seed: u64) -> Vec<Document> {
    let mut random = Random::new(seed);
    let vocabulary = Vocabulary::new(&mut random);
    let [title, summary, body] = WORDS;
    (0..entries)
        .map(|number| {
            let random = &mut random;
            let kind = random.pick(&KINDS).unwrap_or_default();
            Document {
                kind: kind.to_owned(),
                state: random.pick(&STATES).unwrap_or_default().to_owned(),
                date: format!(
                    "{}-{:02}-{:02}",
                    2005 + random.below(21),
                    1 + random.below(12),
                    1 + random.below(28)
                ),
                url: format!("{kind}s/{kind}-{number}.html"),
                title: vocabulary.phrase(random, title, false),
                summary: format!("{}.", vocabulary.phrase(random, summary, false)),
                body: vocabulary.sentences(random, body, false),
                topics: vec![random.pick(&TOPICS).unwrap_or_default().to_owned()],
            }
        })
        .collect()
}

/// How many bytes of text an index of them is made of.
pub(super) fn bytes(documents: &[Document]) -> usize {
    let texts = documents.iter();
    texts
        .map(|one| one.title.len() + one.summary.len() + one.body.len())
        .sum()
}

/// Queries of two words that stand side by side in the titles of entries, none of them one of the most frequent.
pub(super) fn queries(entries: usize, seed: u64, count: usize) -> Vec<String> {
    let frequent: BTreeSet<&str> = FREQUENT.iter().copied().collect();
    let mut random = Random::new(seed ^ 0x5eed);
    let titles: Vec<String> = documents(entries.min(2_000), seed)
        .into_iter()
        .map(|document| document.title.to_lowercase())
        .collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut found = BTreeSet::new();
    let mut queries = Vec::new();
    while queries.len() < count {
        let title = random.pick(&titles).unwrap_or_default();
        let words: Vec<&str> = title
            .split(' ')
            .filter(|word| !frequent.contains(word))
            .collect();
        if let [one, other, ..] = words.as_slice()
            && one != other
            && found.insert(format!("{one} {other}"))
        {
            queries.push(format!("{one} {other}"));
        }
    }
    queries
}

/// The query that finds the most: the two most frequent words.
pub(super) fn common() -> Vec<String> {
    vec![
        FREQUENT
            .iter()
            .take(2)
            .copied()
            .collect::<Vec<_>>()
            .join(" "),
    ]
}
