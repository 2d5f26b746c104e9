//! The fragments that are sought: what stands in private text, and neither in public text nor in the theme.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::Settings;
use super::hex;
use super::own;
use super::picture;
use super::places::Place;
use super::sieve::{Seen, Sieve};
use super::split::Split;
use super::words::{LONGEST, Window, each_word, number, shingle, words};

/// How many bytes of a picture's data are sought at a time.
const PIECE: usize = 32;

/// All that is sought.
#[derive(Debug)]
pub(crate) struct Fragments {
    paths: Vec<String>,
    shingles: Sieve,
    shingle_places: Vec<Place>,
    words: Sieve,
    word_places: Vec<Place>,
    /// Words that stand in private text alone, in order.
    spellings: Vec<(String, Place)>,
    /// Words that stand in public text, in order.
    public: Vec<String>,
    /// The shingles with which names begin, and the names of each.
    name_keys: Sieve,
    named: Vec<Vec<usize>>,
    names: Option<AhoCorasick>,
    name_places: Vec<Place>,
    name_texts: Vec<String>,
    pieces: Option<AhoCorasick>,
    piece_places: Vec<Place>,
}

/// Something private, found in a text.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Hit {
    Text(Place),
    Word(Place),
    Name(Place),
    Piece(Place),
}

/// Fragments before public text is taken away.
#[derive(Debug, Default)]
struct Draft {
    shingles: Vec<(u64, Place)>,
    words: Vec<(u64, Place, String)>,
    seen: Seen,
}

impl Draft {
    fn unit(&mut self, text: &str, place: Place, whole: bool) {
        let mut window = Window::default();
        let mut count = 0;
        let mut letters = 0;
        let mut only = None;
        let mut short = 0;
        each_word(text, |word| {
            let key = number(word);
            count += 1;
            letters += word.len();
            window.push(key);
            let ends = window.shingles().last();
            if count <= 3 {
                short = ends.unwrap_or_default();
            }
            self.shingles
                .extend(window.shingles().skip(3).map(|shingle| (shingle, place)));
            if count == 1 && word.len() >= 3 && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                only = Some((key, word.to_owned()));
            }
            if telling(word) && self.seen.insert(key) {
                self.words.push((key, place, word.to_owned()));
            }
        });
        match count {
            1 if whole => {
                if let Some((key, word)) = only
                    && self.seen.insert(key)
                {
                    self.words.push((key, place, word));
                }
            }
            2 | 3 if letters >= 6 => self.shingles.push((short, place)),
            _ => {}
        }
        for form in own::dates(text).into_iter().flat_map(own::date_forms) {
            self.shingles.push((shingle(&words(&form)), place));
        }
    }
}

/// Says whether a word alone can tell: long ones, and those with digits that are no years and no small numbers.
fn telling(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return word.chars().nth(4).is_some();
    }
    if digits < word.len() {
        return word.len() >= 4;
    }
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.len() >= 4 && !year
}

impl Fragments {
    pub(crate) fn of(split: &Split, settings: &Settings) -> Self {
        let mut draft = Draft::default();
        for private in &split.private {
            draft.unit(&private.text, private.place, private.whole);
        }
        draft.shingles.sort_unstable();
        draft.shingles.dedup_by_key(|(key, _)| *key);
        draft.words.sort_unstable();
        let names = names(split);

        // What public text holds too is not sought.
        let shingles = Sieve::new(draft.shingles.iter().map(|(key, _)| *key).collect());
        let mut known = vec![false; draft.shingles.len()];
        let mut name_keys: Vec<u64> = names.iter().map(|name| name.key).collect();
        name_keys.sort_unstable();
        name_keys.dedup();
        let name_sieve = Sieve::new(name_keys.clone());
        let mut named = vec![false; name_keys.len()];
        let mut seen = Seen::default();
        let mut public = Vec::new();
        let as_of = own::date_forms(&settings.as_of);
        let texts = split
            .public
            .iter()
            .chain(&settings.vocabulary)
            .chain(&as_of)
            .map(String::as_str);
        for text in texts.chain(own::WORDS.lines()) {
            let mut window = Window::default();
            each_word(text, |word| {
                let key = number(word);
                window.push(key);
                if seen.insert(key) {
                    public.push(word.to_owned());
                }
                for shingle in window.shingles() {
                    if let Some(slot) = shingles.find(shingle).and_then(|at| known.get_mut(at)) {
                        *slot = true;
                    }
                    if let Some(slot) = name_sieve.find(shingle).and_then(|at| named.get_mut(at)) {
                        *slot = true;
                    }
                }
            });
        }
        public.sort_unstable();
        let kept: Vec<(u64, Place)> = draft
            .shingles
            .iter()
            .zip(&known)
            .filter(|(_, known)| !**known)
            .map(|(shingle, _)| *shingle)
            .collect();
        draft
            .words
            .retain(|(_, _, word)| public.binary_search(word).is_err());
        let names: Vec<Name> = names
            .into_iter()
            .filter(|name| name_sieve.find(name.key).and_then(|at| named.get(at)) != Some(&true))
            .collect();
        let mut begun: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            begun.entry(name.key).or_default().push(at);
        }
        let mut spellings: Vec<(String, Place)> = draft
            .words
            .iter()
            .map(|(_, place, word)| (word.clone(), *place))
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
            shingles: Sieve::new(kept.iter().map(|(key, _)| *key).collect()),
            shingle_places: kept.iter().map(|(_, place)| *place).collect(),
            words: Sieve::new(draft.words.iter().map(|(key, _, _)| *key).collect()),
            word_places: draft.words.iter().map(|(_, place, _)| *place).collect(),
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
        }
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

    /// What a text holds of private phrases, names and, where asked, words. Names of one word are sought where words are.
    pub(crate) fn in_text(&self, text: &str, alone: bool, hit: &mut impl FnMut(Hit)) {
        let mut window = Window::default();
        each_word(text, |word| {
            let key = number(word);
            window.push(key);
            for (before, shingle) in window.shingles().enumerate() {
                if before > 0
                    && let Some(place) = self
                        .shingles
                        .find(shingle)
                        .and_then(|at| self.shingle_places.get(at))
                {
                    hit(Hit::Text(*place));
                }
                if let Some(key) = self.name_keys.find(shingle) {
                    self.in_name(key, text, alone, hit);
                }
            }
            if alone
                && let Some(place) = self.words.find(key).and_then(|at| self.word_places.get(at))
            {
                hit(Hit::Word(*place));
            }
        });
    }

    /// Tells names that begin with known words, where they stand in a text as they are written.
    fn in_name(&self, key: usize, text: &str, alone: bool, hit: &mut impl FnMut(Hit)) {
        for name in self.named.get(key).into_iter().flatten() {
            let Some(written) = self.name_texts.get(*name) else {
                continue;
            };
            if let Some(place) = self.name_places.get(*name)
                && (alone || !is_single(written))
                && text.to_ascii_lowercase().contains(written)
            {
                hit(Hit::Name(*place));
            }
        }
    }

    /// What bytes that are no text hold of private names and data.
    pub(crate) fn in_bytes(&self, bytes: &[u8], hit: &mut impl FnMut(Hit)) {
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
                hit(Hit::Name(*place));
            }
        }
        for found in self
            .pieces
            .iter()
            .flat_map(|pieces| pieces.find_overlapping_iter(bytes))
        {
            if let Some(place) = self.piece_places.get(found.pattern().as_usize()) {
                hit(Hit::Piece(*place));
            }
        }
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
        let alone = self
            .words
            .find(number(word))
            .and_then(|at| self.word_places.get(at));
        if alone.is_some() || stem.chars().nth(4).is_none() {
            return alone.copied();
        }
        let at = self
            .spellings
            .partition_point(|(private, _)| private.as_str() < stem);
        self.spellings
            .get(at)
            .filter(|(private, _)| private.starts_with(stem))
            .map(|(_, place)| *place)
    }

    /// Says whether a public word begins with a stem.
    fn may_give(&self, stem: &str) -> bool {
        let at = self.public.partition_point(|public| public.as_str() < stem);
        self.public
            .get(at)
            .is_some_and(|public| public.starts_with(stem))
    }
}

fn is_single(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A private name with the shingle of its first words.
struct Name {
    text: String,
    key: u64,
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
            Name {
                key: shingle(all.get(..all.len().min(LONGEST)).unwrap_or_default()),
                text,
                place,
            }
        })
        .collect()
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
