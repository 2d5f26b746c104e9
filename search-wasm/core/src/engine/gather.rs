//! Goes through the terms of a query, and ranks the entries that hold them.

use std::cmp::Reverse;

use super::correct::Missing;
use super::early::Open;
use super::facets::Filters;
use super::plan::{Plan, Sought};
use super::{Engine, File, Needs, Options};
use crate::format::{Damaged, Posting, Shard, Term, name};
use crate::query::Wanted;
use crate::rank::{Gathered, idf, most, repeated, score};

/// What the score of an entry that holds all words has above others; a script's number holds it exactly.
const ALL_WORDS: u64 = 1 << 40;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) total: usize,
    pub(super) all_words: usize,
    /// Whether there may be more than these.
    pub(super) more: bool,
    /// The first entries with their scores, as many as are wanted or passed over.
    pub(super) first: Vec<(u32, u64)>,
}

/// What all entries hold of a query.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) gathered: Vec<Gathered>,
    /// The weight of all words that any entry holds.
    total: u64,
    /// How many words count, and how many conditions there are.
    pub(super) words: u16,
    conditions: u16,
    /// Whether anything is looked for.
    asked: bool,
    /// Words of which not all postings are there.
    pub(super) open: Open,
}

/// What a word matched, entry by entry: nothing, or the best impact in 1/256, and whether in the title.
#[derive(Debug)]
struct Matches {
    /// Impact times two, plus one for the title.
    best: Vec<u16>,
    touched: Vec<u32>,
}

impl Matches {
    fn note(&mut self, posting: Posting, weight: u32) {
        let Some(best) = self.best.get_mut(posting.document as usize) else {
            return;
        };
        if *best == 0 {
            self.touched.push(posting.document);
        }
        let own = weighed(posting.code(), weight);
        *best = (*best & !1).max(own & !1) | ((*best | own) & 1);
    }
}

/// A code with its impact in 1/256, by what the term counts.
fn weighed(code: u8, weight: u32) -> u16 {
    let impact = u16::try_from(u32::from(code >> 1) * weight).unwrap_or(u16::MAX >> 1);
    impact << 1 | u16::from(code & 1)
}

/// How many entries hold a word; and where not all of its postings were gone through, the most that others say.
type Matching = (u64, Option<u16>);

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
        // What narrows a search, or puts it in another order, is asked of everything.
        let plain = |sought: &Sought| sought.word.wanted == Wanted::May && !sought.word.title;
        let early = options.early
            && filters.is_none()
            && dates.is_none()
            && phrases.is_empty()
            && plan.words.iter().all(plain);
        let Some(mut entries) = self.entries(plan, early, needs)? else {
            return Ok(None);
        };
        if !entries.open.is_empty() {
            if let Some(found) = entries.proven(options) {
                return Ok(Some(found));
            }
            let Some(whole) = self.entries(plan, false, needs)? else {
                return Ok(None);
            };
            entries = whole;
        }
        for (documents, barred) in &phrases {
            entries.conditions += u16::from(!barred);
            for document in documents {
                if let Some(entry) = entries.gathered.get_mut(*document as usize) {
                    entry.barred |= barred;
                    entry.met += u16::from(!barred);
                }
            }
        }
        Ok(Some(entries.choose(filters, dates, options)))
    }

    /// What all entries hold of a query; `None` while files are missing. Where an early answer will do, words of which not
    /// all postings are there stay open.
    fn entries(
        &self,
        plan: &Plan,
        early: bool,
        needs: &mut Needs,
    ) -> Result<Option<Entries>, Damaged> {
        let all = u64::from(self.root.documents);
        let mut entries = Entries {
            gathered: vec![Gathered::default(); self.root.documents as usize],
            ..Entries::default()
        };
        let mut matches = Matches {
            best: vec![0; entries.gathered.len()],
            touched: Vec::new(),
        };
        for sought in &plan.words {
            let word = &sought.word;
            let barred = word.wanted == Wanted::MustNot;
            // Words of a phrase that is barred may stand alone; others without weight have nothing to say.
            if (barred && word.quoted) || (!barred && !sought.counts && word.wanted == Wanted::May)
            {
                continue;
            }
            let early = early && entries.open.has_room();
            let Some((matching, most)) = self.matches(sought, early, &mut matches, needs)? else {
                continue;
            };
            let weight = idf(all, matching) * repeated(sought.times) / 256;
            if sought.counts && !word.extra {
                // What no entry holds tells none of them from another.
                entries.total += if matching == 0 { 0 } else { weight };
                entries.words += 1;
            }
            entries.conditions += u16::from(word.wanted == Wanted::Must);
            entries.asked |= !barred;
            if let Some(most) = most {
                let mut further = Gathered {
                    any: !word.extra,
                    ..Gathered::default()
                };
                further.take(weight, most, word.extra);
                let gone_through = matches.touched.iter().copied();
                entries
                    .open
                    .add(further, matching, gone_through, entries.gathered.len());
            }
            for document in matches.touched.drain(..) {
                let Some((best, entry)) = matches
                    .best
                    .get_mut(document as usize)
                    .zip(entries.gathered.get_mut(document as usize))
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
                if sought.counts {
                    entry.take(weight, code, word.extra);
                }
            }
        }
        Ok(needs.is_empty().then_some(entries))
    }

    /// Notes the entries that a word matches. Returns how many do by the word itself; `None` while files are missing.
    fn matches(
        &self,
        sought: &Sought,
        early: bool,
        matches: &mut Matches,
        needs: &mut Needs,
    ) -> Result<Option<Matching>, Damaged> {
        // How many entries hold one of several terms is known of all postings alone.
        if let [(term, weight)] = sought.terms.as_slice()
            && early
            && sought.things.is_empty()
            && let Ok(Some((shard, term))) = self.term(term, needs)
            && let Some(rest) = term.rest
            && self.place(&name('o', rest.hash)).is_err()
        {
            shard.postings(term, &mut |posting| matches.note(posting, *weight));
            let most = weighed(rest.most, *weight);
            return Ok(Some((u64::from(term.count), Some(most))));
        }
        let mut whole = true;
        for (term, weight) in &sought.terms {
            whole &= self.take(term, *weight, sought.word.title, matches, needs)?;
        }
        let own = matches.touched.len();
        for thing in &sought.things {
            let (term, weight) = Self::thing(*thing);
            whole &= self.take(&term, weight, sought.word.title, matches, needs)?;
        }
        let matching = if own == 0 { matches.touched.len() } else { own };
        Ok(whole.then_some((matching as u64, None)))
    }

    /// Adds the entries of a term; of several terms for one word the best counts. `false` while files are missing.
    fn take(
        &self,
        term: &str,
        weight: u32,
        title: bool,
        matches: &mut Matches,
        needs: &mut Needs,
    ) -> Result<bool, Damaged> {
        let (shard, term) = match self.term(term, needs) {
            Err(Missing) => return Ok(false),
            Ok(None) => return Ok(true),
            Ok(Some(found)) => found,
        };
        let mut note = |posting: Posting| {
            if posting.title || !title {
                matches.note(posting, weight);
            }
        };
        self.postings(shard, term, &mut note, needs)
    }

    /// Goes through all postings of a term; `false` while some are missing.
    pub(super) fn postings(
        &self,
        shard: &Shard,
        term: &Term,
        each: &mut dyn FnMut(Posting),
        needs: &mut Needs,
    ) -> Result<bool, Damaged> {
        shard.postings(term, each);
        let Some(rest) = term.rest else {
            return Ok(true);
        };
        match self.file('o', rest.hash, needs) {
            None => Ok(false),
            Some(File::Overflow(overflow)) if overflow.fits(term.further(), rest) => {
                overflow.postings(each);
                Ok(true)
            }
            Some(_) => Err(Damaged),
        }
    }

    /// A term with its shard, where the index has it.
    fn term(&self, term: &str, needs: &mut Needs) -> Result<Option<(&Shard, &Term)>, Missing> {
        let Some(at) = self.shard_of(term) else {
            return Ok(None);
        };
        let shard = self.shard(at, needs).ok_or(Missing)?;
        let term = shard.find(term).and_then(|at| shard.terms.get(at));
        Ok(term.map(|term| (shard, term)))
    }
}

impl Entries {
    /// Whether an entry is among the results.
    fn fits(&self, entry: &Gathered) -> bool {
        (entry.any || !self.asked) && !entry.barred && entry.met == self.conditions
    }

    /// Whether it holds all words.
    pub(super) fn all(&self, entry: &Gathered) -> bool {
        entry.words == self.words
    }

    /// The score of an entry. Those with all words come first, so theirs are higher by more than any sum.
    pub(super) fn score(&self, entry: &Gathered) -> u64 {
        self.above(entry) + score(entry, self.total).min(ALL_WORDS - 1)
    }

    /// What its score is not above, which is quicker to know.
    pub(super) fn most(&self, entry: &Gathered) -> u64 {
        self.above(entry) + most(entry).min(ALL_WORDS - 1)
    }

    fn above(&self, entry: &Gathered) -> u64 {
        if self.all(entry) && self.asked {
            ALL_WORDS
        } else {
            0
        }
    }

    /// Counts what fits, and keeps the first that are wanted.
    fn choose(
        &self,
        filters: Option<&mut Filters<'_>>,
        dates: Option<&[u32]>,
        options: &Options,
    ) -> Found {
        let mut found = Found::default();
        let mut filters = filters;
        let mut first = First::of(options);
        for (document, entry) in (0_u32..).zip(&self.gathered) {
            let passes = self.fits(entry)
                && filters
                    .as_mut()
                    .is_none_or(|filters| filters.pass(document as usize));
            if !passes {
                continue;
            }
            found.total += 1;
            found.all_words += usize::from(self.all(entry));
            let date = dates.and_then(|dates| dates.get(document as usize));
            let date = date.copied().unwrap_or_default();
            // Most entries stand behind all that are wanted, whatever their score is exactly.
            if !first.is_behind((date, self.most(entry), Reverse(document))) {
                first.add((date, self.score(entry), Reverse(document)));
            }
        }
        found.first = first.into_scores();
        found
    }
}

/// The first entries, as many as are wanted or passed over.
pub(super) struct First {
    wanted: usize,
    /// The greatest first.
    kept: Vec<Rank>,
}

/// The place of a date, a score and an entry. Equal scores stand in the order of entries.
type Rank = (u32, u64, Reverse<u32>);

impl First {
    pub(super) fn of(options: &Options) -> Self {
        Self {
            wanted: options.offset.saturating_add(options.limit),
            kept: Vec::new(),
        }
    }

    /// Whether there are as many as are wanted.
    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= self.wanted
    }

    /// Whether this stands behind all that are wanted.
    pub(super) fn is_behind(&self, rank: Rank) -> bool {
        self.is_full() && self.kept.last().is_none_or(|least| rank < *least)
    }

    pub(super) fn add(&mut self, rank: Rank) {
        let at = self.kept.partition_point(|other| *other > rank);
        self.kept.insert(at, rank);
        self.kept.truncate(self.wanted);
    }

    pub(super) fn into_scores(self) -> Vec<(u32, u64)> {
        let kept = self.kept.into_iter();
        kept.map(|(_, score, Reverse(document))| (document, score))
            .collect()
    }
}
