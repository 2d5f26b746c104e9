//! Goes through the terms of a query, and ranks the entries that hold them.

use std::cmp::Reverse;

use super::facets::Filters;
use super::plan::{Plan, Sought};
use super::{Engine, Needs, Options};
use crate::format::Damaged;
use crate::query::Wanted;
use crate::rank::{Gathered, idf, most, repeated, score};

/// What the score of an entry that holds all words has above others; a script's number holds it exactly.
const ALL_WORDS: u64 = 1 << 40;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) total: usize,
    pub(super) all_words: usize,
    /// The first entries with their scores, as many as are wanted or passed over.
    pub(super) first: Vec<(u32, u64)>,
}

/// What a word matched, entry by entry: nothing, or the best impact in 1/256, and whether in the title.
#[derive(Debug)]
struct Matches {
    /// Impact times two, plus one for the title.
    best: Vec<u16>,
    touched: Vec<u32>,
}

impl Engine {
    /// Ranks what matches; `None` while files are missing. A query without words matches every entry.
    pub(super) fn gather(
        &self,
        plan: &Plan,
        filters: Option<&mut Filters<'_>>,
        dates: Option<&[u32]>,
        options: &Options,
        needs: &mut Needs,
    ) -> Result<Option<Found>, Damaged> {
        let Some(phrases) = self.phrases(plan, needs)? else {
            return Ok(None);
        };
        let mut gathered = vec![Gathered::default(); self.root.documents as usize];
        let mut matches = Matches {
            best: vec![0; gathered.len()],
            touched: Vec::new(),
        };
        let (mut total, mut words, mut conditions, mut asked) = (0_u64, 0_u16, 0_u16, false);
        for sought in &plan.words {
            let word = &sought.word;
            let barred = word.wanted == Wanted::MustNot;
            // Words of a phrase that is barred may stand alone; others without weight have nothing to say.
            if (barred && word.quoted) || (!barred && !sought.counts && word.wanted == Wanted::May)
            {
                continue;
            }
            let Some(matching) = self.matches(sought, &mut matches, needs) else {
                continue;
            };
            let all = u64::from(self.root.documents);
            let weight = idf(all, matching) * repeated(sought.times) / 256;
            if sought.counts && !word.extra {
                // What no entry holds tells none of them from another.
                total += if matching == 0 { 0 } else { weight };
                words += 1;
            }
            conditions += u16::from(word.wanted == Wanted::Must);
            asked |= !barred;
            for document in matches.touched.drain(..) {
                let Some((best, entry)) = matches
                    .best
                    .get_mut(document as usize)
                    .zip(gathered.get_mut(document as usize))
                else {
                    continue;
                };
                let code = std::mem::take(best);
                if barred {
                    entry.barred = true;
                    continue;
                }
                entry.any |= !word.extra;
                entry.met += u16::from(word.wanted == Wanted::Must);
                if !sought.counts {
                    continue;
                }
                let clamp = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
                let sum = clamp(weight * u64::from(code >> 1) / 256);
                entry.sum = entry.sum.saturating_add(sum);
                if !word.extra {
                    let weight = clamp(weight);
                    entry.weight = entry.weight.saturating_add(weight);
                    entry.title = entry.title.saturating_add(weight * u32::from(code & 1));
                    entry.words += 1;
                }
            }
        }
        if !needs.is_empty() {
            return Ok(None);
        }
        for (documents, barred) in &phrases {
            conditions += u16::from(!barred);
            for document in documents {
                if let Some(entry) = gathered.get_mut(*document as usize) {
                    entry.barred |= barred;
                    entry.met += u16::from(!barred);
                }
            }
        }
        let fits =
            |entry: &Gathered| (entry.any || !asked) && !entry.barred && entry.met == conditions;
        // Entries with all words come first, so their scores are higher by more than any sum.
        let all = |entry: &Gathered| entry.words == words;
        let tier = |entry: &Gathered| if all(entry) && asked { ALL_WORDS } else { 0 };
        let order = Order {
            fits: &fits,
            all: &all,
            most: &|entry| tier(entry) + most(entry).min(ALL_WORDS - 1),
            score: &|entry| tier(entry) + score(entry, total).min(ALL_WORDS - 1),
        };
        Ok(Some(choose(&gathered, &order, filters, dates, options)))
    }

    /// Notes the entries that a word matches. Returns how many do by the word itself; `None` while files are missing.
    fn matches(&self, sought: &Sought, matches: &mut Matches, needs: &mut Needs) -> Option<u64> {
        let mut whole = true;
        for (term, weight) in &sought.terms {
            whole &= self.take(term, *weight, sought.word.title, matches, needs);
        }
        let own = matches.touched.len();
        for thing in &sought.things {
            let (term, weight) = Self::thing(*thing);
            whole &= self.take(&term, weight, sought.word.title, matches, needs);
        }
        let matching = if own == 0 { matches.touched.len() } else { own };
        whole.then_some(matching as u64)
    }

    /// Adds the entries of a term; of several terms for one word the best counts. `false` while its shard is missing.
    fn take(
        &self,
        term: &str,
        weight: u32,
        title: bool,
        matches: &mut Matches,
        needs: &mut Needs,
    ) -> bool {
        let Some(at) = self.shard_of(term) else {
            return true;
        };
        let Some(shard) = self.shard(at, needs) else {
            return false;
        };
        let Some(term) = shard.find(term).and_then(|at| shard.terms.get(at)) else {
            return true;
        };
        shard.postings(term, &mut |posting| {
            if title && !posting.title {
                return;
            }
            let Some(best) = matches.best.get_mut(posting.document as usize) else {
                return;
            };
            if *best == 0 {
                matches.touched.push(posting.document);
            }
            let impact = u16::try_from(u32::from(posting.impact) * weight).unwrap_or(u16::MAX >> 1);
            let in_title = (*best & 1) | u16::from(posting.title);
            *best = (*best >> 1).max(impact) << 1 | in_title;
        });
        true
    }
}

/// What is asked of an entry.
struct Order<'a> {
    /// Whether it is among the results.
    fits: &'a dyn Fn(&Gathered) -> bool,
    /// Whether it holds all words.
    all: &'a dyn Fn(&Gathered) -> bool,
    /// Its score, and what that is not above, which is quicker to know.
    score: &'a dyn Fn(&Gathered) -> u64,
    most: &'a dyn Fn(&Gathered) -> u64,
}

/// Counts what fits, and keeps the first that are wanted.
fn choose(
    gathered: &[Gathered],
    order: &Order<'_>,
    filters: Option<&mut Filters<'_>>,
    dates: Option<&[u32]>,
    options: &Options,
) -> Found {
    let mut found = Found::default();
    let mut filters = filters;
    let wanted = options.offset.saturating_add(options.limit);
    // The greatest first. Equal scores stand in the order of entries.
    let mut kept: Vec<(u32, u64, Reverse<u32>)> = Vec::new();
    for (document, entry) in (0_u32..).zip(gathered) {
        let passes = (order.fits)(entry)
            && filters
                .as_mut()
                .is_none_or(|filters| filters.pass(document as usize));
        if !passes {
            continue;
        }
        found.total += 1;
        found.all_words += usize::from((order.all)(entry));
        let date = dates.and_then(|dates| dates.get(document as usize));
        let date = date.copied().unwrap_or_default();
        // Most entries stand behind all that are wanted, whatever their score is exactly.
        let behind = |score: u64| {
            kept.len() >= wanted
                && kept
                    .last()
                    .is_none_or(|least| (date, score, Reverse(document)) < *least)
        };
        if behind((order.most)(entry)) {
            continue;
        }
        let own = (date, (order.score)(entry), Reverse(document));
        let at = kept.partition_point(|other| *other > own);
        kept.insert(at, own);
        kept.truncate(wanted);
    }
    let first = kept.into_iter();
    found.first = first
        .map(|(_, score, Reverse(document))| (document, score))
        .collect();
    found
}
