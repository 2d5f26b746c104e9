//! The fragments that are sought: what stands in private text, and neither in public text nor in the theme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::Settings;
use super::draft::Draft;
use super::hex;
use super::markup::BORDER;
use super::own;
use super::picture;
use super::places::Place;
use super::public::{Public, Sought};
use super::seek::Depth;
use super::sieve::{Field, Sieve};
use super::split::{self, Private, Split};
use super::vocabulary::Grammar;
use super::words::{LONGEST, Window, each_word, end, number, shingle, words};

/// How many words signs join to one, at most: `INFCIRC/225/Rev.5` has four.
const LONGEST_JOINED: usize = 6;

/// How many bytes of a picture's data are sought at a time.
const PIECE: usize = 32;
/// Into how many pieces tags may part a word.
const LONGEST_PARTED: usize = 12;
/// How many bytes of a text without spaces are sought at a time.
const JOINED: usize = 16;
/// What pages put between their own titles, the label of their list, and the title of the site.
const BETWEEN: &str = " – ";

/// All that is sought.
#[derive(Debug)]
pub(crate) struct Fragments {
    paths: Vec<String>,
    /// The ends of all shingles, and of those with which names begin: most words end none of them.
    ends: Field,
    shingles: Sieve,
    shingle_places: Vec<Place>,
    words: Sieve,
    word_places: Vec<Place>,
    /// Words that stand in private text alone, in order.
    spellings: Vec<(String, Place)>,
    /// Words that stand in public text, in order.
    public: Vec<String>,
    /// The same as numbers.
    known: Sieve,
    /// Words that a site computes.
    grammar: Grammar,
    /// Whether every word must be known: there is a source to know it from.
    closed: bool,
    /// Pieces of private text without its spaces; made when a text gives reason to look for them.
    joined: OnceLock<Sieve>,
    joined_places: OnceLock<Vec<Place>>,
    private: Vec<Private>,
    /// The shingles with which names begin, and the names of each.
    name_keys: Sieve,
    named: Vec<Vec<usize>>,
    names: Option<AhoCorasick>,
    name_places: Vec<Place>,
    name_texts: Vec<String>,
    pieces: Option<AhoCorasick>,
    piece_places: Vec<Place>,
    /// The title of the site.
    title: String,
    /// What the theme says between quotes.
    labels: BTreeSet<String>,
}

/// What a fragment is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    /// A passage of private text.
    Text(Place),
    /// A word of private text alone.
    Word(Place),
    /// The name of something private.
    Name(Place),
    /// Data of a private file.
    Piece(Place),
    /// A word that no text explains.
    Unknown,
}

/// A fragment that was found, in the words in which it was sought.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Hit {
    pub(crate) kind: Kind,
    pub(crate) fragment: String,
}

/// A mark at a word of a text: what ends there, and of how many words.
type Mark = (usize, usize, Kind);

impl Fragments {
    pub(crate) fn of(split: &Split, settings: &Settings, grammar: Grammar) -> Self {
        let theme = settings.vocabulary.iter().map(String::as_str);
        let mut draft = Draft::beside(theme.chain(own::WORDS.lines()));
        for private in &split.private {
            draft.unit(&private.text, private.place, private.whole);
        }
        draft.shingles.sort_unstable();
        draft.shingles.dedup_by_key(|one| one.key);
        draft.words.sort_unstable();
        draft.words.dedup_by_key(|word| word.key);
        let names = names(split);

        // What public text holds too is not sought.
        let shingles = Sieve::new(draft.shingles.iter().map(|one| one.key).collect());
        let ends = draft.shingles.iter().map(|one| one.end);
        let ends = ends.chain(names.iter().flat_map(|name| name.ends));
        let ends = Field::of(&ends.collect::<Vec<_>>());
        let mut name_keys: Vec<u64> = names.iter().flat_map(|name| [name.key, name.end]).collect();
        name_keys.sort_unstable();
        name_keys.dedup();
        let name_count = name_keys.len();
        let name_sieve = Sieve::new(name_keys);
        let as_of = own::date_forms(&settings.as_of);
        let texts = split
            .public
            .iter()
            .chain(&settings.vocabulary)
            .chain(&as_of)
            .map(String::as_str);
        let texts: Vec<&str> = texts.chain(own::WORDS.lines()).collect();
        let sought = Sought {
            shingles: &shingles,
            count: draft.shingles.len(),
            names: &name_sieve,
            name_count,
            ends: &ends,
        };
        let Public {
            known,
            named,
            words: public,
            keys,
        } = Public::read(&texts, &sought);
        let kept: Vec<(u64, Place)> = draft
            .shingles
            .iter()
            .zip(&known)
            .filter(|(_, known)| !**known)
            .map(|(shingle, _)| (shingle.key, shingle.place))
            .collect();
        draft
            .words
            .retain(|word| public.binary_search(&word.text).is_err());
        let names: Vec<Name> = names
            .into_iter()
            .filter(|name| {
                let known =
                    |key: u64| name_sieve.find(key).and_then(|at| named.get(at)) == Some(&true);
                !(known(name.key) && known(name.end))
            })
            .collect();
        let mut begun: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            begun.entry(name.key).or_default().push(at);
        }
        let mut spellings: Vec<(String, Place)> = draft
            .words
            .iter()
            .filter(|word| word.plain)
            .map(|word| (word.text.clone(), word.place))
            .collect();
        spellings.sort_unstable();
        let pieces = pieces(split);
        let automaton = |patterns: Vec<Vec<u8>>, folded: bool| {
            if patterns.is_empty() {
                return None;
            }
            AhoCorasickBuilder::new()
                .ascii_case_insensitive(folded)
                .match_kind(MatchKind::Standard)
                .build(patterns)
                .ok()
        };
        Self {
            paths: split.paths.clone(),
            ends,
            shingles: Sieve::new(kept.iter().map(|(key, _)| *key).collect()),
            shingle_places: kept.iter().map(|(_, place)| *place).collect(),
            words: Sieve::new(draft.words.iter().map(|word| word.key).collect()),
            word_places: draft.words.iter().map(|word| word.place).collect(),
            known: Sieve::new(keys),
            grammar,
            closed: !split.is_empty(),
            joined: OnceLock::new(),
            joined_places: OnceLock::new(),
            private: split.private.clone(),
            spellings,
            public,
            name_keys: Sieve::new(begun.keys().copied().collect()),
            named: begun.into_values().collect(),
            names: automaton(
                names
                    .iter()
                    .map(|name| name.text.clone().into_bytes())
                    .collect(),
                true,
            ),
            name_places: names.iter().map(|name| name.place).collect(),
            name_texts: names.into_iter().map(|name| name.text).collect(),
            pieces: automaton(
                pieces.iter().map(|(piece, _)| piece.clone()).collect(),
                false,
            ),
            piece_places: pieces.iter().map(|(_, place)| *place).collect(),
            title: split.title.clone(),
            labels: {
                let theme = settings.vocabulary.iter();
                let mut labels = split.labels.clone();
                labels.extend(theme.flat_map(|text| split::labels(text)));
                labels
            },
        }
    }

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

    /// Says whether a word is sought as one of a file.
    pub(crate) fn seeks(&self, word: &str, path: &str) -> bool {
        let place = self
            .words
            .find(number(word))
            .and_then(|at| self.word_places.get(at));
        place.is_some_and(|place| self.path(*place) == path)
    }

    /// How many fragments are sought.
    pub(crate) fn sought(&self) -> usize {
        self.shingle_places.len()
            + self.word_places.len()
            + self.name_places.len()
            + self.piece_places.len()
    }

    pub(crate) fn path(&self, place: Place) -> &str {
        usize::try_from(place.file)
            .ok()
            .and_then(|at| self.paths.get(at))
            .map_or("", String::as_str)
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
                Kind::Text(place) if *length > 1 => match passages.last_mut() {
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

/// Hands over what an index may make of words that signs join: `1,300` is found as `1300`, `Rev.5` as `rev5`.
pub(crate) fn each_joined(chunk: &str, take: &mut impl FnMut(&str)) {
    let inner = chunk.trim_matches(|sign: char| !sign.is_alphanumeric());
    if inner.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let parts = words(inner);
    for from in 0..parts.len() {
        let most = parts.len().min(from + LONGEST_JOINED);
        for to in from + 2..=most {
            take(&parts.get(from..to).unwrap_or_default().concat());
        }
    }
}

/// A letter alone; ideographs are words, and have more bytes.
fn is_letter(word: &str) -> bool {
    word.len() == 1 || (word.len() == 2 && !word.is_ascii())
}

fn is_single(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A private name with the shingles of its first words and of its last.
struct Name {
    text: String,
    key: u64,
    end: u64,
    /// The ends of both.
    ends: [u64; 2],
    place: Place,
}

fn names(split: &Split) -> Vec<Name> {
    let mut names: Vec<(String, Place)> = split.names.clone();
    let digested = split.hidden.iter().chain(&split.secret_files);
    for (bytes, place) in digested {
        names.push((hex::digest(bytes), *place));
    }
    names.sort_unstable();
    names.dedup_by(|a, b| a.0 == b.0);
    names
        .into_iter()
        .map(|(text, place)| {
            let all = words(&text);
            let first = all.get(..all.len().min(LONGEST)).unwrap_or_default();
            let last = all.get(all.len().saturating_sub(LONGEST)..);
            let last = last.unwrap_or_default();
            Name {
                key: shingle(first),
                end: shingle(last),
                ends: [end(first), end(last)],
                text,
                place,
            }
        })
        .collect()
}

/// The number of a piece of text without spaces.
fn piece_number(piece: &[u8]) -> u64 {
    piece
        .chunks(8)
        .map(|part| {
            part.iter()
                .fold(0, |number, byte| number << 8 | u64::from(*byte))
        })
        .fold(0xcbf2_9ce4_8422_2325, |hash, part| {
            (hash ^ part)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29)
        })
        .wrapping_mul(0x0100_0000_01b3)
}

/// Pieces of the data of private pictures, from their middle, where files of one kind differ.
fn pieces(split: &Split) -> Vec<(Vec<u8>, Place)> {
    let mut pieces: Vec<(Vec<u8>, Place)> = Vec::new();
    for (bytes, place) in &split.secret_files {
        let picture = picture::read(bytes);
        let data = picture
            .as_ref()
            .map_or(bytes.as_slice(), |picture| picture.data.as_slice());
        for part in 1..8 {
            let at = data.len() / 8 * part;
            let Some(piece) = data.get(at..at + PIECE) else {
                continue;
            };
            let different: std::collections::BTreeSet<u8> = piece.iter().copied().collect();
            if different.len() >= 12 {
                pieces.push((piece.to_vec(), *place));
            }
        }
    }
    pieces.sort_unstable();
    pieces.dedup_by(|a, b| a.0 == b.0);
    if let Ok(finder) = AhoCorasick::new(pieces.iter().map(|(piece, _)| piece)) {
        let mut open = vec![false; pieces.len()];
        for file in &split.open_files {
            for found in finder.find_overlapping_iter(file) {
                if let Some(slot) = open.get_mut(found.pattern().as_usize()) {
                    *slot = true;
                }
            }
        }
        pieces = pieces
            .into_iter()
            .zip(open)
            .filter(|(_, open)| !open)
            .map(|(piece, _)| piece)
            .collect();
    }
    pieces
}
