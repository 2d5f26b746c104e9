//! What texts and bytes hold of what is sought.

use std::collections::BTreeSet;

use super::{Fragments, Hit, Kind};
use crate::hex;
use crate::places::Place;
use crate::seek::Depth;
use crate::sieve::Sieve;
use crate::words::{LONGEST, Window, each_word, number, words};

/// How many bytes of a text without spaces are sought at a time.
const JOINED: usize = 16;
/// What pages put between their own titles, the label of their list, and the title of the site.
const BETWEEN: &str = " – ";

/// A mark at a word of a text: what ends there, and of how many words.
type Mark = (usize, usize, Kind);

impl Fragments {
    /// The title of a page without what stands behind each: the label of its list, and the title of the site, which the
    /// settings of the source give. What reads on from the one to the other is no passage of anything.
    fn own_title<'t>(&self, text: &'t str) -> &'t str {
        let title = text
            .trim_end()
            .strip_suffix(self.title.as_str())
            .and_then(|title| title.strip_suffix(BETWEEN))
            .filter(|title| !title.is_empty());
        match title {
            None => text,
            Some(title) => match title.rsplit_once(BETWEEN) {
                Some((own, label)) if self.labels.contains(label) => own,
                _ => title,
            },
        }
    }

    /// What a text holds of private phrases and names and, by depth, of words.
    pub(crate) fn in_text(&self, text: &str, depth: Depth) -> Vec<Hit> {
        let text = self.own_title(text);
        let mut marks: Vec<Mark> = Vec::new();
        let mut names: Vec<usize> = Vec::new();
        let mut window = Window::default();
        let mut at = 0;
        // How many single letters follow each other.
        let mut letters = 0;
        each_word(text, |word| {
            let key = number(word);
            window.push(key);
            let within = if self.ends.may_hold(&window) {
                LONGEST
            } else {
                0
            };
            for (before, shingle) in window.shingles().take(within).enumerate() {
                if before > 0
                    && let Some(place) = self
                        .shingles
                        .find(shingle)
                        .and_then(|at| self.shingle_places.get(at))
                {
                    marks.push((at, before + 1, Kind::Text(*place)));
                }
                if let Some(key) = self.name_keys.find(shingle) {
                    names.push(key);
                }
            }
            if depth != Depth::Phrases && self.known.find(key).is_none() {
                self.strange(word, key, at, depth, &mut marks);
            }
            letters = if is_letter(word) { letters + 1 } else { 0 };
            if letters == JOINED && depth != Depth::Phrases {
                marks.push((at, JOINED, Kind::Unknown));
            }
            at += 1;
        });
        if marks.is_empty() && names.is_empty() {
            return Vec::new();
        }
        self.told(text, depth, &marks, names)
    }

    /// A word that stands in no public text.
    fn strange(&self, word: &str, key: u64, at: usize, depth: Depth, marks: &mut Vec<Mark>) {
        if let Some(place) = self.words.find(key).and_then(|at| self.word_places.get(at)) {
            marks.push((at, 1, Kind::Word(*place)));
        } else if self.grammar.explains(word) {
        } else if let Some(place) = (word.len() >= JOINED)
            .then(|| self.in_joined(word))
            .flatten()
        {
            marks.push((at, 1, Kind::Text(place)));
        } else if depth == Depth::Closed && self.closed {
            marks.push((at, 1, Kind::Unknown));
        }
    }

    /// Whether a word is made of private ones without the spaces between them.
    fn in_joined(&self, word: &str) -> Option<Place> {
        let sieve = self.joined.get_or_init(|| {
            let mut all: Vec<(u64, Place)> = Vec::new();
            for private in &self.private {
                let joined = words(&private.text).concat();
                let pieces = joined.as_bytes().windows(JOINED);
                all.extend(pieces.map(|piece| (piece_number(piece), private.place)));
                let back: Vec<u8> = joined.chars().rev().collect::<String>().into_bytes();
                let pieces = back.windows(JOINED);
                all.extend(pieces.map(|piece| (piece_number(piece), private.place)));
            }
            all.sort_unstable();
            all.dedup_by_key(|(key, _)| *key);
            let places = all.iter().map(|(_, place)| *place).collect();
            let _ = self.joined_places.set(places);
            Sieve::new(all.into_iter().map(|(key, _)| key).collect())
        });
        let at = word
            .as_bytes()
            .windows(JOINED)
            .find_map(|piece| sieve.find(piece_number(piece)))?;
        self.joined_places.get()?.get(at).copied()
    }

    /// The words that marks stand at, those of neighbouring marks together.
    fn told(&self, text: &str, depth: Depth, marks: &[Mark], mut names: Vec<usize>) -> Vec<Hit> {
        let all = words(text);
        let mut hits = Vec::new();
        let words_of = |from: usize, to: usize| all.get(from..=to).unwrap_or_default().join(" ");
        let mut passages: Vec<(usize, usize, BTreeSet<Place>)> = Vec::new();
        for (at, length, kind) in marks {
            let from = (at + 1).saturating_sub(*length);
            match kind {
                Kind::Text(place) => match passages.last_mut() {
                    Some((start, end, places)) if from <= *end + 1 => {
                        *start = from.min(*start);
                        *end = *at;
                        places.insert(*place);
                    }
                    _ => passages.push((from, *at, BTreeSet::from([*place]))),
                },
                Kind::Unknown if *length > 1 => {
                    // Letters with spaces between them.
                    let end = (from..all.len())
                        .take_while(|at| all.get(*at).is_some_and(|word| is_letter(word)))
                        .last();
                    let joined = all
                        .get(from..=end.unwrap_or(*at))
                        .unwrap_or_default()
                        .concat();
                    if let Some(place) = self.in_joined(&joined) {
                        hits.push(Hit {
                            kind: Kind::Text(place),
                            fragment: joined,
                        });
                    }
                }
                kind => hits.push(Hit {
                    kind: *kind,
                    fragment: words_of(from, *at),
                }),
            }
        }
        for (from, to, places) in passages {
            let fragment = words_of(from, to);
            hits.extend(places.into_iter().map(|place| Hit {
                kind: Kind::Text(place),
                fragment: fragment.clone(),
            }));
        }
        names.sort_unstable();
        names.dedup();
        let lower = if names.is_empty() {
            String::new()
        } else {
            text.to_ascii_lowercase()
        };
        for key in names {
            self.in_name(key, &lower, depth, &mut hits);
        }
        hits
    }

    /// Tells names that begin with known words, where they stand in a text as they are written.
    fn in_name(&self, key: usize, lower: &str, depth: Depth, hits: &mut Vec<Hit>) {
        for name in self.named.get(key).into_iter().flatten() {
            let Some(written) = self.name_texts.get(*name) else {
                continue;
            };
            if let Some(place) = self.name_places.get(*name)
                && (depth != Depth::Phrases || !is_single(written))
                && lower.contains(written)
            {
                hits.push(Hit {
                    kind: Kind::Name(*place),
                    fragment: written.clone(),
                });
            }
        }
    }

    /// What bytes that are no text hold of private names and data.
    pub(crate) fn in_bytes(&self, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for found in self
            .names
            .iter()
            .flat_map(|names| names.find_overlapping_iter(bytes))
        {
            let at = found.pattern().as_usize();
            let edge = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_alphanumeric);
            let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
            let single = self.name_texts.get(at).is_some_and(|name| is_single(name));
            if let Some(place) = self.name_places.get(at)
                && edge(before)
                && edge(bytes.get(found.end()))
                && !single
            {
                hits.push(Hit {
                    kind: Kind::Name(*place),
                    fragment: self.name_texts.get(at).cloned().unwrap_or_default(),
                });
            }
        }
        for found in self
            .pieces
            .iter()
            .flat_map(|pieces| pieces.find_overlapping_iter(bytes))
        {
            if let Some(place) = self.piece_places.get(found.pattern().as_usize()) {
                let data = bytes.get(found.start()..found.end()).unwrap_or_default();
                hits.push(Hit {
                    kind: Kind::Piece(*place),
                    fragment: hex::digest(data),
                });
            }
        }
        hits
    }
}

/// A letter alone; ideographs are words, and have more bytes.
fn is_letter(word: &str) -> bool {
    word.len() == 1 || (word.len() == 2 && !word.is_ascii())
}

fn is_single(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The number of a piece of text without spaces.
fn piece_number(piece: &[u8]) -> u64 {
    let (parts, _) = piece.as_chunks::<8>();
    parts
        .iter()
        .map(|part| u64::from_be_bytes(*part))
        .fold(0xcbf2_9ce4_8422_2325, |hash, part| {
            (hash ^ part)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29)
        })
        .wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_pieces_have_one_number() {
        let text: String = (0..6000).map(|at| at.to_string()).collect();
        let text = text.replace(['3', '7'], "w");
        let pieces: BTreeSet<&[u8]> = text.as_bytes().windows(JOINED).collect();
        let numbers: BTreeSet<u64> = pieces.iter().map(|piece| piece_number(piece)).collect();
        assert_eq!(numbers.len(), pieces.len());
    }
}
