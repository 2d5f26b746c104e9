//! Plausible words, the frequent ones frequent as Zipf found them, and sentences of them.

use std::collections::BTreeSet;

use crate::random::Random;

/// The most frequent, which say the least.
pub(crate) const FREQUENT: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be",
    "by", "on", "not", "he", "his", "but", "at", "are", "this", "have", "had", "from", "they",
    "which", "one", "or", "were", "all", "their", "there", "been", "has", "when", "who", "will",
    "more", "if", "out", "so", "what", "its", "about", "into", "than", "them", "can", "only",
    "other", "time", "new", "some", "could", "these", "two", "may", "first", "then", "do",
];
const ONSETS: &[&str] = &[
    "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pr", "pl", "br",
    "cr", "gr", "fl", "sp", "sh", "ch", "th", "",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "ou", "ai", "io"];
const CODAS: &[&str] = &[
    "", "", "", "n", "r", "l", "s", "t", "m", "nd", "nt", "ck", "st",
];
const ENDINGS: &[&str] = &[
    "", "", "", "s", "ed", "ing", "er", "ion", "ment", "al", "ity", "ive", "able", "ly",
];

/// How many different words public text has.
const WORDS: usize = 30_000;
/// How many words only private text has.
const OWN: usize = 3_000;

/// All words, the most frequent first.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    words: Vec<String>,
    /// Sums of the weights so far.
    sums: Vec<u64>,
    /// Words of private text alone.
    own: Vec<String>,
}

impl Vocabulary {
    pub(crate) fn new(random: &mut Random) -> Self {
        let mut seen: BTreeSet<String> = FREQUENT.iter().map(|word| (*word).to_owned()).collect();
        let mut words: Vec<String> = FREQUENT.iter().map(|word| (*word).to_owned()).collect();
        while words.len() < WORDS {
            let word = word(random);
            if word.len() > 2 && seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut own = Vec::new();
        while own.len() < OWN {
            let word = format!("{}x{}", word(random), word(random));
            if seen.insert(word.clone()) {
                own.push(word);
            }
        }
        let mut sum = 0;
        let sums = (1..=WORDS as u64)
            .map(|rank| {
                sum += 1_000_000_000 / rank;
                sum
            })
            .collect();
        Self { words, sums, own }
    }

    /// A word; in private text each third is one that public text never has.
    fn word(&self, random: &mut Random, private: bool, at: u64) -> &str {
        if private && at % 3 == 1 {
            let own = usize::try_from(random.below(self.own.len() as u64)).ok();
            return own
                .and_then(|own| self.own.get(own))
                .map_or("the", String::as_str);
        }
        let drawn = random.below(self.sums.last().copied().unwrap_or(1));
        let rank = self.sums.partition_point(|sum| *sum <= drawn);
        self.words.get(rank).map_or("the", String::as_str)
    }

    /// So many words with spaces between them.
    pub(crate) fn words(&self, random: &mut Random, count: u64, private: bool) -> String {
        let mut out = String::new();
        for at in 0..count {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(self.word(random, private, at));
        }
        out
    }

    /// Words that begin with a capital letter.
    pub(crate) fn phrase(&self, random: &mut Random, count: u64, private: bool) -> String {
        let words = self.words(random, count, private);
        let mut rest = words.chars();
        let first = rest.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(rest).collect()
    }

    /// Sentences of so many words in all.
    pub(crate) fn sentences(&self, random: &mut Random, count: u64, private: bool) -> String {
        let mut out = String::new();
        let mut left = count;
        while left > 0 {
            let length = (8 + random.below(11)).min(left);
            left -= length;
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&self.phrase(random, length, private));
            out.push('.');
        }
        out
    }
}

fn word(random: &mut Random) -> String {
    let syllables = 1 + random.below(3);
    let mut word = String::new();
    for _ in 0..syllables {
        for parts in [ONSETS, VOWELS, CODAS] {
            word.push_str(random.pick(parts).unwrap_or_default());
        }
    }
    word.push_str(random.pick(ENDINGS).unwrap_or_default());
    word
}
