//! Answers before all postings are there, where none that is missing can change what comes first.

use std::cmp::Reverse;

use super::Options;
use super::gather::{Entries, First, Found};
use crate::rank::Gathered;

/// How many words may stay open: each entry has a bit for each.
const WORDS: u32 = u8::BITS;

/// Words of which not all postings are there.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// For each entry, in which of these words it may have a posting that is not there.
    lacks: Vec<u8>,
    /// What such postings add at most, by the words that an entry may have them in.
    further: Vec<Gathered>,
    words: u32,
    /// How many of them are words of the query, and do not only add; and how many entries hold the most common of these.
    asked: u16,
    count: usize,
}

impl Open {
    pub(super) fn is_empty(&self) -> bool {
        self.words == 0
    }

    pub(super) fn has_room(&self) -> bool {
        self.words < WORDS
    }

    /// Adds a word by what a missing posting of it adds at most, how many entries hold it, and in which entries it was gone
    /// through, of so many.
    pub(super) fn add(
        &mut self,
        most: Gathered,
        count: u64,
        gone_through: impl Iterator<Item = u32>,
        entries: usize,
    ) {
        self.lacks.resize(entries, 0);
        let bit = 1 << self.words;
        for lacks in &mut self.lacks {
            *lacks |= bit;
        }
        for document in gone_through {
            if let Some(lacks) = self.lacks.get_mut(document as usize) {
                *lacks &= !bit;
            }
        }
        if self.further.is_empty() {
            self.further.push(Gathered::default());
        }
        let with: Vec<Gathered> = self.further.iter().map(|other| other.and(&most)).collect();
        self.further.extend(with);
        self.words += 1;
        if most.any {
            self.asked += 1;
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            self.count = self.count.max(count);
        }
    }
}

impl Entries {
    /// The first entries, where they and their scores stand whatever is missing: all that is known of them is there, and no
    /// other entry would come before the last of them if it had the most that is missing.
    pub(super) fn proven(&self, options: &Options) -> Option<Found> {
        let mut found = Found::default();
        let mut first = First::of(options);
        let entries = (0_u32..).zip(&self.gathered).zip(&self.open.lacks);
        for ((document, entry), lacks) in entries.clone().filter(|((_, entry), _)| entry.any) {
            found.total += 1;
            found.all_words += usize::from(self.all(entry));
            if *lacks == 0 && !first.is_behind((0, self.most(entry), Reverse(document))) {
                first.add((0, self.score(entry), Reverse(document)));
            }
        }
        let behind = |((document, entry), lacks): ((u32, &Gathered), &u8)| {
            let Some(further) = self.open.further.get(usize::from(*lacks)) else {
                return false;
            };
            let best = entry.and(further);
            *lacks == 0
                || !best.any
                || first.is_behind((0, self.most(&best), Reverse(document)))
                || first.is_behind((0, self.score(&best), Reverse(document)))
        };
        if !first.is_full() || !{ entries }.all(behind) {
            return None;
        }
        found.first = first.into_scores();
        if self.open.asked > 0 {
            found.total = found.total.max(self.open.count);
            // Of a single word it is known.
            found.more = self.words > 1;
            if !found.more {
                found.all_words = found.total;
            }
        }
        Some(found)
    }
}
