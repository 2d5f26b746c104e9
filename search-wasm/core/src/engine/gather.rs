//! Goes through the terms of a query, and ranks the entries that hold them.

use std::collections::BTreeMap;

use super::{Engine, File, Needs};
use crate::format::{Damaged, Shard, Term};
use crate::query::{Query, Wanted, Word};
use crate::rank::{Gathered, idf, score};

/// What the score of an entry that holds all words has above others; a script's number holds it exactly.
const ALL_WORDS: u64 = 1 << 40;
/// How many shards and how many terms a prefix may reach.
const PREFIX_SHARDS: usize = 3;
const PREFIX_TERMS: usize = 64;

/// An entry that matches.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Ranked {
    pub(super) document: u32,
    pub(super) score: u64,
    /// Whether it holds every word of the query.
    pub(super) all: bool,
}

/// What a word matched in one entry: its impact, and whether in the title. Impacts are in 1/256.
type Matches = BTreeMap<u32, (u64, bool)>;

impl Engine {
    /// All matching entries, the best first; `None` while files are missing. A query without words matches every entry.
    pub(super) fn gather(
        &self,
        query: &Query,
        needs: &mut Needs,
    ) -> Result<Option<Vec<Ranked>>, Damaged> {
        if query.words.is_empty() {
            let all = (0..self.root.documents).map(|document| Ranked {
                document,
                score: 0,
                all: true,
            });
            return Ok(Some(all.collect()));
        }
        let matches: Vec<Option<Matches>> = query
            .words
            .iter()
            .map(|word| self.word(word, needs))
            .collect();
        let Some(matches) = matches.into_iter().collect::<Option<Vec<Matches>>>() else {
            return Ok(None);
        };
        let Some(phrases) = self.phrases(query, needs)? else {
            return Ok(None);
        };
        let all = u64::from(self.root.documents);
        let mut gathered: BTreeMap<u32, Gathered> = BTreeMap::new();
        let mut total = 0;
        let mut counted: Vec<&str> = Vec::new();
        for (word, matches) in query.words.iter().zip(&matches) {
            // A word that stands twice in a query counts once.
            if word.wanted == Wanted::MustNot || counted.contains(&word.term.as_str()) {
                continue;
            }
            counted.push(&word.term);
            let weight = idf(all, matches.len() as u64);
            total += weight;
            for (document, (impact, title)) in matches {
                let entry = gathered.entry(*document).or_default();
                entry.sum += weight * impact / 256;
                entry.weight += weight;
                entry.title += if *title { weight } else { 0 };
                entry.words += 1;
            }
        }
        let words = u32::try_from(counted.len()).unwrap_or(u32::MAX);
        let mut ranked: Vec<Ranked> = gathered
            .into_iter()
            .map(|(document, entry)| {
                let all = entry.words == words;
                // Entries with all words come first, so their scores are higher by more than any sum.
                let tier = if all { ALL_WORDS } else { 0 };
                Ranked {
                    document,
                    score: tier + score(entry, total).min(ALL_WORDS - 1),
                    all,
                }
            })
            .collect();
        for (word, matches) in query.words.iter().zip(&matches) {
            match word.wanted {
                Wanted::May => {}
                Wanted::Must => ranked.retain(|hit| matches.contains_key(&hit.document)),
                Wanted::MustNot => ranked.retain(|hit| !matches.contains_key(&hit.document)),
            }
        }
        for phrase in &phrases {
            ranked.retain(|hit| phrase.binary_search(&hit.document).is_ok());
        }
        ranked.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.document));
        Ok(Some(ranked))
    }

    /// The entries that a word matches.
    fn word(&self, word: &Word, needs: &mut Needs) -> Option<Matches> {
        let mut matches = Matches::new();
        let mut missing = false;
        if let Some(at) = self.shard_of(&word.term) {
            match self.shard(at, needs) {
                Some(shard) => {
                    if let Some((_, term)) = shard.term(&word.term) {
                        take(term, 256, &mut matches);
                    }
                }
                None => missing = true,
            }
        }
        if word.prefix && word.folded.chars().count() >= 2 {
            missing |= !self.prefix(word, &mut matches, needs);
        }
        (!missing).then_some(matches)
    }

    /// Adds what begins with a word; `false` while files are missing.
    fn prefix(&self, word: &Word, matches: &mut Matches, needs: &mut Needs) -> bool {
        let first = self.shard_of(&word.folded).unwrap_or(0);
        let mut terms: Vec<&Term> = Vec::new();
        let mut whole = true;
        for at in first..(first + PREFIX_SHARDS).min(self.root.shards.len()) {
            let begins = self
                .root
                .shards
                .get(at)
                .map_or("", |(begins, _, _)| begins.as_str());
            if at > first && !begins.starts_with(word.folded.as_str()) {
                break;
            }
            match self.shard(at, needs) {
                Some(shard) => {
                    let start = shard
                        .terms
                        .partition_point(|term| term.text.as_str() < word.folded.as_str());
                    let rest = shard.terms.get(start..).unwrap_or_default();
                    terms.extend(
                        rest.iter()
                            .take_while(|term| term.text.starts_with(word.folded.as_str()))
                            .filter(|term| term.text != word.term),
                    );
                }
                None => whole = false,
            }
        }
        // The most frequent are the most likely; a half-typed word should not drag in everything.
        terms.sort_by_key(|term| (std::cmp::Reverse(term.postings.len()), term.text.clone()));
        for term in terms.into_iter().take(PREFIX_TERMS) {
            take(term, 205, matches);
        }
        whole
    }

    /// The entries that hold each phrase, in order; `None` while files are missing.
    fn phrases(&self, query: &Query, needs: &mut Needs) -> Result<Option<Vec<Vec<u32>>>, Damaged> {
        let mut all = Vec::new();
        let mut missing = false;
        for phrase in &query.phrases {
            let words: Vec<&Word> = phrase
                .iter()
                .filter_map(|&at| query.words.get(at))
                .collect();
            let mut found: Option<BTreeMap<u32, Vec<u32>>> = None;
            for word in &words {
                let Some(places) = self.places(word, needs)? else {
                    missing = true;
                    continue;
                };
                // Starts of the phrase, as each word sees them.
                let offset = word.position - words.first().map_or(0, |first| first.position);
                let starts: BTreeMap<u32, Vec<u32>> = places
                    .into_iter()
                    .map(|(document, places)| {
                        (
                            document,
                            places
                                .into_iter()
                                .filter_map(|place| place.checked_sub(offset))
                                .collect(),
                        )
                    })
                    .collect();
                found = Some(match found {
                    None => starts,
                    Some(before) => before
                        .into_iter()
                        .filter_map(|(document, mut places)| {
                            let other = starts.get(&document)?;
                            places.retain(|place| other.binary_search(place).is_ok());
                            (!places.is_empty()).then_some((document, places))
                        })
                        .collect(),
                });
            }
            all.push(
                found
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|(_, places)| !places.is_empty())
                    .map(|(document, _)| document)
                    .collect(),
            );
        }
        Ok((!missing).then_some(all))
    }

    /// Where a word stands, entry by entry.
    fn places(
        &self,
        word: &Word,
        needs: &mut Needs,
    ) -> Result<Option<BTreeMap<u32, Vec<u32>>>, Damaged> {
        let Some(at) = self.shard_of(&word.term) else {
            return Ok(Some(BTreeMap::new()));
        };
        let Some(shard) = self.shard(at, needs) else {
            return Ok(None);
        };
        let Some((index, term)) = shard.term(&word.term) else {
            return Ok(Some(BTreeMap::new()));
        };
        let name = self
            .root
            .shards
            .get(at)
            .map_or("", |(_, _, positions)| positions.as_str());
        let Some(File::Positions(bytes)) = self.files.get(name) else {
            needs.add(name);
            return Ok(None);
        };
        let places = Shard::read_positions(bytes, index, term.postings.len())?;
        Ok(Some(
            term.postings
                .iter()
                .map(|posting| posting.document)
                .zip(places)
                .collect(),
        ))
    }

    /// The number of the shard that would hold a term.
    fn shard_of(&self, term: &str) -> Option<usize> {
        self.root
            .shards
            .partition_point(|(first, _, _)| first.as_str() <= term)
            .checked_sub(1)
    }

    fn shard(&self, at: usize, needs: &mut Needs) -> Option<&Shard> {
        let (_, name, _) = self.root.shards.get(at)?;
        match self.files.get(name) {
            Some(File::Shard(shard)) => Some(shard),
            _ => {
                needs.add(name);
                None
            }
        }
    }
}

/// Adds the entries of a term; of several terms for one word the best counts.
fn take(term: &Term, weight: u64, matches: &mut Matches) {
    for posting in &term.postings {
        let own = (u64::from(posting.impact) * weight, posting.title);
        let entry = matches.entry(posting.document).or_insert(own);
        *entry = (entry.0.max(own.0), entry.1 || own.1);
    }
}
