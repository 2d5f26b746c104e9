//! Whether what a site shows can be explained: the words of a text by public ones, the terms of an index by words that are not
//! private alone.

use super::Fragments;
use crate::markup::BORDER;
use crate::places::Place;
use crate::words::{each_word, number, words};

/// Into how many pieces tags may part a word.
const LONGEST_PARTED: usize = 12;

impl Fragments {
    /// Whether each word of a text is known, where tags may part words or not.
    pub(crate) fn is_explained(&self, parted: &str) -> bool {
        let known = |text: &str| {
            let mut all = true;
            each_word(text, |word| {
                all &= self.known.find(number(word)).is_some() || self.grammar.explains(word);
            });
            all
        };
        !self.closed
            || parted.split_whitespace().all(|chunk| {
                let pieces: Vec<&str> = chunk.split(BORDER).collect();
                // Up to which pieces the chunk can be read as known words.
                let mut read = vec![true];
                for end in 1..=pieces.len() {
                    let first = end.saturating_sub(LONGEST_PARTED);
                    let fits = (first..end).any(|start| {
                        read.get(start) == Some(&true)
                            && known(&pieces.get(start..end).unwrap_or_default().concat())
                    });
                    read.push(fits);
                }
                read.last() == Some(&true)
            })
    }

    /// Whether a term of an index, which may be a stem, can only come from a private word.
    ///
    /// A stem may have lost its ending, and may have another last letter: a term that a public word may have given
    /// tells nothing.
    pub(crate) fn in_term(&self, term: &str) -> Option<Place> {
        let all = words(term);
        let [word] = all.as_slice() else { return None };
        let mut shorter = word.clone();
        shorter.pop();
        let stem = if shorter.chars().nth(4).is_some() {
            shorter.as_str()
        } else {
            word.as_str()
        };
        // Too short to lose its last letter here: `party` gives `parti`, `closing` gives `close`.
        let ending = match word.chars().last() {
            Some('i') => "y",
            Some('e') => "ing",
            _ => "",
        };
        let other = Some(format!("{shorter}{ending}")).filter(|_| !ending.is_empty());
        if self.may_give(stem) || other.is_some_and(|other| self.may_give(&other)) {
            return None;
        }
        let place = self.word_place(word).or_else(|| {
            let at = self
                .spellings
                .partition_point(|(private, _)| private.as_str() < stem);
            let (private, place) = self.spellings.get(at)?;
            let long = stem.chars().nth(4).is_some();
            (long && private.starts_with(stem)).then_some(*place)
        })?;
        // An Arabic stem may have lost what its word begins with too, or have another first letter: that of `استغرق` is the
        // stem of `يستغرق`.
        let arabic = |letter: char| ('\u{600}'..='\u{6ff}').contains(&letter);
        let rest = stem.strip_prefix('ا').filter(|rest| rest.starts_with("ست"));
        let part = rest.unwrap_or(stem);
        let within = word.contains(arabic) && self.public.iter().any(|one| one.contains(part));
        (!within).then_some(place)
    }

    /// Where a word stands that stands in private text alone.
    fn word_place(&self, word: &str) -> Option<Place> {
        let at = self.words.find(number(word))?;
        self.word_places.get(at).copied()
    }

    /// Says whether a public word begins with a stem.
    fn may_give(&self, stem: &str) -> bool {
        let at = self.public.partition_point(|public| public.as_str() < stem);
        self.public
            .get(at)
            .is_some_and(|public| public.starts_with(stem))
    }
}
