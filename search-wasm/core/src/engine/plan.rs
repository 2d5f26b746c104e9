//! From what was typed to what is looked for: terms of the index with their weights.

use super::{Engine, Needs, Suggestion};
use crate::analyze::Form;
use crate::query::{Ending, Phrase, Query, Wanted, Word};

use super::Options;
use super::correct::Missing;

/// What a match counts that is not by the word itself, in 1/256: a word that begins alike, another name of the thing.
const BEGINS: u32 = 205;
const CALLED: u32 = 179;
/// How many shards a beginning is looked for in, and how many terms of it are followed.
const SHARDS: usize = 8;
const TERMS: usize = 64;
/// A query of so many words does without none of them.
const PAIR: usize = 2;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) words: Vec<Sought>,
    pub(crate) phrases: Vec<Phrase>,
    /// Further terms that are marked in snippets.
    pub(crate) marked: Vec<String>,
    pub(crate) suggestion: Option<Suggestion>,
    pub(crate) exact: bool,
}

/// A word that is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Sought {
    pub(crate) word: Word,
    /// Whether it counts for scores: words of a phrase that is barred, words without weight and repetitions do not.
    pub(crate) counts: bool,
    /// How often the query has it.
    pub(crate) times: u64,
    /// Terms by which it is matched, with what they count, in 1/256.
    pub(crate) terms: Vec<(String, u32)>,
    /// The numbers of things that are called by it.
    pub(crate) things: Vec<usize>,
}

impl Engine {
    /// Plans a query; `None` while files are missing.
    pub(super) fn plan(
        &self,
        query: &Query,
        text: &str,
        options: &Options,
        needs: &mut Needs,
    ) -> Option<Plan> {
        let mut plan = Plan {
            phrases: query.phrases.clone(),
            exact: true,
            ..Plan::default()
        };
        let mut whole = true;
        let mut corrected: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for word in &query.words {
            let mut sought = Sought {
                word: word.clone(),
                counts: true,
                times: 1,
                terms: vec![(word.term.clone(), 256)],
                things: Vec::new(),
            };
            if let Some(known) = self.known(&word.term, needs) {
                let open = word.ending == Ending::Star || (word.ending == Ending::Open && !known);
                if open && !word.quoted && word.folded.chars().nth(1).is_some() {
                    whole &= self.begin(&mut sought, &mut plan.exact, needs);
                }
                let lost = !known && sought.terms.len() == 1 && !word.extra;
                // A name of several words is no misspelling though parts of it are unknown.
                if lost && !options.literal {
                    match self.nearest(&word.folded, needs) {
                        Err(Missing) => whole = false,
                        Ok(None) => {}
                        Ok(Some(surface)) => {
                            corrected.push((word.typed.clone(), surface.word.clone()));
                            sought.terms = vec![(surface.term.clone(), 256)];
                            sought.word.term.clone_from(&surface.term);
                            sought.word.folded.clone_from(&surface.word);
                        }
                    }
                }
            } else {
                whole = false;
            }
            plan.words.push(sought);
        }
        if !whole {
            return None;
        }
        self.weigh(&mut plan, text);
        self.names(&mut plan);
        if !corrected.is_empty() {
            let mut query = text.to_owned();
            for (typed, word) in corrected.into_iter().rev() {
                query.replace_range(typed, &word);
            }
            let typed = text.to_owned();
            plan.suggestion = Some(Suggestion { query, typed });
        }
        Some(plan)
    }

    /// Says whether the index has a term; `None` while its shard is missing.
    fn known(&self, term: &str, needs: &mut Needs) -> Option<bool> {
        match self.shard_of(term) {
            None => Some(false),
            Some(at) => Some(self.shard(at, needs)?.find(term).is_some()),
        }
    }

    /// Adds the terms that begin as a word does; `false` while files are missing.
    fn begin(&self, sought: &mut Sought, exact: &mut bool, needs: &mut Needs) -> bool {
        let start = sought.word.folded.as_str();
        let first = self.shard_of(start).unwrap_or(0);
        let mut found: Vec<(u32, String)> = Vec::new();
        let mut whole = true;
        for at in first..self.root.shards.len() {
            let begins = self.root.shards.get(at).map_or("", |(begins, _)| begins);
            if at > first && !begins.starts_with(start) {
                break;
            }
            if at >= first + SHARDS {
                *exact = false;
                break;
            }
            let Some(shard) = self.shard(at, needs) else {
                whole = false;
                continue;
            };
            let from = shard
                .terms
                .partition_point(|term| term.text.as_str() < start);
            let rest = shard.terms.get(from..).unwrap_or_default();
            let same = rest.iter().take_while(|term| term.text.starts_with(start));
            found.extend(same.map(|term| (term.count, term.text.clone())));
        }
        // Stems are shorter than words: what was typed may be longer than the stem of what was meant.
        match self.beginning(start, needs) {
            Some(words) => {
                found.extend(words.iter().map(|word| (word.count, word.term.clone())));
            }
            None => whole = false,
        }
        if !whole {
            return false;
        }
        // The most frequent are the most likely; a half-typed word should not drag in everything.
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        for (_, term) in found {
            if sought.terms.iter().any(|(known, _)| *known == term) {
                continue;
            }
            if sought.terms.len() > TERMS {
                *exact = false;
                break;
            }
            // A term of the spelling may stand in a shard that is not there yet.
            whole &= self.known(&term, needs).is_some();
            sought.terms.push((term, BEGINS));
        }
        whole
    }

    /// Settles which words count: those without weight only where no others are or where two words are all that is asked,
    /// and repetitions once.
    fn weigh(&self, plan: &mut Plan, text: &str) {
        // `US` and `U.S.` among other words are a state; a query all in capitals says nothing by them.
        let spoken = text.bytes().any(|byte| byte.is_ascii_lowercase());
        let is_stop = |word: &Word| {
            let plain = word.wanted == Wanted::May && !word.quoted && !word.extra;
            let typed = text.get(word.typed.clone()).unwrap_or_default();
            let capitals = typed.bytes().filter(u8::is_ascii_uppercase).count() > 1;
            plain
                && !(capitals && spoken)
                && word.ending != Ending::Star
                && self.root.stop_words.binary_search(&word.folded).is_ok()
        };
        let counts = |word: &Word| {
            let barred = word.wanted == Wanted::MustNot;
            !barred && !word.extra && !is_stop(word)
        };
        // Who types two words means both of them.
        let asked = |sought: &&Sought| !sought.word.extra && sought.word.wanted != Wanted::MustNot;
        let others = plan.words.iter().any(|sought| counts(&sought.word))
            && plan.words.iter().filter(asked).count() > PAIR;
        for at in 0..plan.words.len() {
            let (before, rest) = plan.words.split_at_mut(at);
            let Some(sought) = rest.first_mut() else {
                continue;
            };
            let word = &sought.word;
            sought.counts = word.wanted != Wanted::MustNot && !(others && is_stop(word));
            let same = |other: &&mut Sought| {
                other.counts && other.word.term == word.term && other.word.title == word.title
            };
            if sought.counts
                && word.wanted == Wanted::May
                && let Some(known) = before.iter_mut().find(same)
            {
                known.times += 1;
                sought.counts = false;
            }
        }
    }

    /// Finds the things that the query calls by a name, so that what calls them by another is found as well.
    fn names(&self, plan: &mut Plan) {
        let is_stop = |term: &str| {
            self.root
                .stop_words
                .binary_search_by(|stop| stop.as_str().cmp(term))
                .is_ok()
        };
        let asked: Vec<usize> = (0..plan.words.len())
            .filter(|at| {
                plan.words.get(*at).is_some_and(|sought| {
                    let word = &sought.word;
                    word.wanted != Wanted::MustNot && !word.quoted && !is_stop(&word.folded)
                })
            })
            .collect();
        for (thing, names) in self.root.names.iter().enumerate() {
            for name in names {
                let terms: Vec<&str> = name.split(' ').filter(|term| !is_stop(term)).collect();
                for window in asked.windows(terms.len().max(1)) {
                    let same = window.iter().zip(&terms).all(|(at, term)| {
                        plan.words
                            .get(*at)
                            .is_some_and(|sought| sought.word.term == *term)
                    });
                    if !same || terms.is_empty() {
                        continue;
                    }
                    for at in window {
                        if let Some(sought) = plan.words.get_mut(*at) {
                            sought.things.push(thing);
                        }
                    }
                    let others = names.iter().flat_map(|name| name.split(' '));
                    plan.marked
                        .extend(others.filter(|term| !is_stop(term)).map(str::to_owned));
                }
            }
        }
    }

    /// What a thing's mention counts, and the term that stands for it.
    pub(super) fn thing(thing: usize) -> (String, u32) {
        let mut term = String::from("=");
        crate::json::number(&mut term, thing as u64);
        (term, CALLED)
    }
}

impl Plan {
    /// The number of the word that a token of a text is marked for.
    pub(crate) fn marks(&self, term: &str, folded: &str, form: Form) -> Option<usize> {
        if form == Form::Character {
            return None;
        }
        let word = self.words.iter().position(|sought| {
            let open = sought.word.ending != Ending::Whole && sought.terms.len() > 1;
            sought.word.wanted != Wanted::MustNot
                && sought.counts
                && (sought.word.term == term || (open && folded.starts_with(&sought.word.folded)))
        });
        word.or_else(|| {
            let named = self.marked.iter().any(|marked| marked == term);
            named.then_some(self.words.len())
        })
    }
}
