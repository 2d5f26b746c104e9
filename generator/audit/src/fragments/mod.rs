//! The fragments that are sought: what stands in private text, and neither in public text nor in the theme.

mod explained;
mod held;
mod named;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::Settings;
use super::draft::Draft;
use super::own;
use super::places::Place;
use super::public::{Public, Sought};
use super::sieve::{Field, Sieve};
use super::split::{self, Private, Split};
use super::vocabulary::Grammar;
use super::words::number;
use named::{Name, names, pieces};

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

impl Fragments {
    pub(crate) fn of(split: &Split, settings: &Settings, grammar: Grammar) -> Self {
        let theme = settings.vocabulary.iter().map(String::as_str);
        let mut draft = Draft::beside(theme.chain(own::WORDS.lines()));
        for private in &split.private {
            draft.unit(&private.text, private.place, private.whole);
        }
        draft.shingles.sort_unstable();
        draft.shingles.dedup_by_key(|one| one.key);
        // As it is written before as it is turned: a word without Latin letters is the same with all of them rotated, and
        // stems are compared with words as they are written.
        draft
            .words
            .sort_unstable_by_key(|word| (word.key, !word.plain, word.place));
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
}

#[cfg(test)]
pub(crate) mod tests;
