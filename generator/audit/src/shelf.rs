//! The terms of an index, compared with the texts that the index itself shows: an entry is found by words that it holds, and
//! by no others.
//!
//! Terms are stems. Which stem a word has is not computed again; but a stem is the beginning of its word but for a letter or
//! two, and so no word of another text passes for one of this.

use std::collections::BTreeMap;

use super::index::Content;
use super::texts::Texts;
use super::words::{each_word, words};

/// How many letters of a stem its word need not have.
const CHANGED: usize = 2;
/// How many letters a part of a longer word must have to be known by: Latin ones, and those of scripts in which words
/// begin with what other languages write apart.
const PART: (usize, usize) = (6, 2);

/// What the files of one index hold.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// Whether the language is Dutch, whose stems lose the `ge` of participles wherever it stands.
    pub(crate) dutch: bool,
    /// The names of card blocks, in order.
    pub(crate) order: Vec<String>,
    /// Of each card block: its cards, and the names of the blocks with their texts.
    cards: BTreeMap<String, (Vec<Vec<String>>, Vec<String>)>,
    bodies: BTreeMap<String, Vec<String>>,
    /// Terms with the file in which they stand.
    terms: Vec<(String, String, Vec<u32>)>,
    /// Terms that are no words and do not stand where they are found, with their files.
    strays: Vec<(String, String)>,
}

/// Says whether a text by itself explains a term.
pub(crate) fn explains(text: &str, term: &str) -> bool {
    let mut sorted = words(text);
    sorted.sort_unstable();
    sorted.dedup();
    let sorted: Vec<&str> = sorted.iter().map(String::as_str).collect();
    let document = Document {
        words: (0..).take(sorted.len()).collect(),
        joined: words(text).concat(),
    };
    Term::of(term, &sorted, false).is_in(&document)
}

/// A text as words.
#[derive(Debug, Default)]
struct Document {
    /// The places of its words among all, in order.
    words: Vec<u32>,
    /// All of them without anything between.
    joined: String,
}

impl Shelf {
    /// A shelf of texts that a file holds itself, with the terms by which it finds them.
    pub(crate) fn of(
        path: &str,
        dutch: bool,
        texts: Vec<String>,
        terms: Vec<(String, Vec<u32>)>,
    ) -> Self {
        // Signs that are no words are explained where they stand as they are.
        let stands = |term: &str, number: &u32| {
            let text = usize::try_from(*number).ok().and_then(|at| texts.get(at));
            text.is_some_and(|text| text.contains(term))
        };
        let (mut named, mut strays) = (Vec::new(), Vec::new());
        for (term, postings) in terms {
            if !words(&term).is_empty() {
                named.push((path.to_owned(), term, postings));
            } else if !postings.iter().all(|number| stands(&term, number)) {
                strays.push((path.to_owned(), term));
            }
        }
        let cards = texts.into_iter().map(|text| vec![text]).collect();
        Self {
            dutch,
            order: vec![path.to_owned()],
            cards: BTreeMap::from([(path.to_owned(), (cards, Vec::new()))]),
            bodies: BTreeMap::new(),
            terms: named,
            strays,
        }
    }

    /// Takes up what a file holds.
    pub(crate) fn take(&mut self, path: &str, name: &str, content: &Content) {
        if name.starts_with('c') {
            let block = (content.cards.clone(), content.files.clone());
            self.cards.insert(name.to_owned(), block);
        } else if name.starts_with('b') {
            self.bodies.insert(name.to_owned(), content.texts.clone());
        }
        for (term, postings) in &content.postings {
            self.terms
                .push((path.to_owned(), term.clone(), postings.clone()));
        }
    }

    /// Takes up further entries that hold a term of a file.
    pub(crate) fn further(&mut self, path: &str, term: &str, entries: &[u32]) {
        self.terms
            .push((path.to_owned(), term.to_owned(), entries.to_vec()));
    }

    /// The texts of each entry, in the order of their numbers.
    fn texts(&self) -> Vec<String> {
        let mut all = Vec::new();
        for name in &self.order {
            let Some((cards, blocks)) = self.cards.get(name) else {
                continue;
            };
            let mut bodies = blocks
                .iter()
                .filter_map(|block| self.bodies.get(block))
                .flatten();
            for card in cards {
                let mut text = card.join("\n");
                text.push('\n');
                text.push_str(bodies.next().map_or("", String::as_str));
                all.push(text);
            }
        }
        all
    }

    /// The terms that an entry is found by and no text of it explains, with their files.
    pub(crate) fn unexplained(&self) -> Vec<(&str, &str)> {
        let texts = self.texts();
        let each_word = |text: &str, take: &mut dyn FnMut(&str)| {
            each_word(text, |word| {
                take(word);
                if let (true, Some((before, after))) = (self.dutch, word.split_once("ge")) {
                    take(&format!("{before}{after}"));
                }
            });
        };
        let mut vocabulary = Texts::default();
        let mut documents: Vec<Document> = texts
            .iter()
            .map(|text| {
                let mut document = Document::default();
                each_word(text, &mut |word| {
                    document.words.push(vocabulary.add(word));
                    document.joined.push_str(word);
                });
                document
            })
            .collect();
        // Numbered in the order of their letters: words with one beginning are neighbours.
        let mut sorted: Vec<(&str, u32)> = (0..)
            .map_while(|number| Some((vocabulary.get(number)?, number)))
            .collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for (place, (_, number)) in (0..).zip(&sorted) {
            if let Some(slot) = at(*number).and_then(|at| places.get_mut(at)) {
                *slot = place;
            }
        }
        let sorted: Vec<&str> = sorted.into_iter().map(|(word, _)| word).collect();
        for document in &mut documents {
            for word in &mut document.words {
                let place = at(*word).and_then(|at| places.get(at));
                *word = place.copied().unwrap_or_default();
            }
            document.words.sort_unstable();
            document.words.dedup();
        }
        let strays = self.strays.iter();
        let mut found: Vec<(&str, &str)> = strays
            .map(|(path, term)| (path.as_str(), term.as_str()))
            .collect();
        for (path, term, postings) in &self.terms {
            // A thing with several names is no word.
            if term.starts_with('=') {
                continue;
            }
            let read = Term::of(term, &sorted, self.dutch);
            let explained = |number: &u32| {
                let document = usize::try_from(*number)
                    .ok()
                    .and_then(|at| documents.get(at));
                document.is_some_and(|document| read.is_in(document))
            };
            if !postings.iter().all(explained) {
                found.push((path.as_str(), term.as_str()));
            }
        }
        found
    }
}

fn at(number: u32) -> Option<usize> {
    usize::try_from(number).ok()
}

/// A term as it is looked for.
struct Term {
    whole: String,
    /// Its letters but the last.
    part: String,
    /// The first of the words that begin like it, and the first behind them.
    from: u32,
    to: u32,
}

impl Term {
    fn of(term: &str, sorted: &[&str], dutch: bool) -> Self {
        let parts = words(term);
        let whole = parts.concat();
        let letters = whole.chars().count();
        // Ideographs side by side have no ending.
        let changed = match parts.len() {
            // Dutch endings become others: `publicatie` is found as `publiceer`.
            1 if dutch => CHANGED.max(letters / 2),
            1 => CHANGED,
            // Words that signs join end as the last of them does: `plan/policy` is found as `plan/polici`.
            _ if parts.last().is_some_and(|last| last.len() > 4) => CHANGED,
            _ => 0,
        };
        let kept = letters.saturating_sub(changed).max(1);
        let part: String = whole.chars().take(kept).collect();
        let from = sorted.partition_point(|word| *word < part.as_str());
        let behind = sorted.get(from..).unwrap_or_default();
        let count = behind.partition_point(|word| word.starts_with(&part));
        Self {
            from: u32::try_from(from).unwrap_or(u32::MAX),
            to: u32::try_from(from + count).unwrap_or(u32::MAX),
            whole,
            part,
        }
    }

    fn is_in(&self, document: &Document) -> bool {
        let at = document.words.partition_point(|word| *word < self.from);
        if document.words.get(at).is_some_and(|word| *word < self.to) {
            return true;
        }
        let holds = |text: &str, least: usize| {
            text.chars().nth(least - 1).is_some() && document.joined.contains(text)
        };
        if self.whole.is_ascii() {
            return holds(&self.whole, 1) || holds(&self.part, PART.0);
        }
        // An Arabic stem may have lost what its word begins with, and have other letters in the place of some: it is known
        // by two that stand side by side.
        let letters: Vec<char> = self.whole.chars().collect();
        let arabic = |letter: &char| ('\u{600}'..='\u{6ff}').contains(letter);
        let pairs = letters
            .windows(2)
            .map(|pair| pair.iter().collect::<String>());
        holds(&self.whole, 1)
            || holds(&self.part, PART.1)
            || (letters.iter().all(arabic) && { pairs }.any(|pair| holds(&pair, 2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unexplained(text: &str, terms: &[&str]) -> Vec<String> {
        let mut shelf = Shelf {
            order: vec!["c-1".to_owned()],
            ..Shelf::default()
        };
        let cards = Content {
            cards: vec![vec!["pages/a.html".to_owned(), "Title".to_owned()]],
            files: vec!["b-1".to_owned()],
            ..Content::default()
        };
        let bodies = Content {
            texts: vec![text.to_owned()],
            ..Content::default()
        };
        let postings = terms.iter().map(|term| ((*term).to_owned(), vec![0]));
        let shard = Content {
            postings: postings.collect(),
            ..Content::default()
        };
        shelf.take("c", "c-1", &cards);
        shelf.take("b", "b-1", &bodies);
        shelf.take("t", "t-1", &shard);
        let found = shelf.unexplained();
        found.iter().map(|(_, term)| (*term).to_owned()).collect()
    }

    #[test]
    fn stems_of_words_are_explained() {
        let terms = [
            "titl",
            "parti",
            "close",
            "die",
            "dunes",
            "infcirc225rev5",
            "225",
            "constant",
            "=7",
        ];
        let text = "The party, closing, dying; a dun; constamment INFCIRC/225/Rev.5";
        assert!(unexplained(text, &terms).is_empty());
        let text = "المعلومات العامة عن مهمات; безопасности ядерной; 核安全";
        let terms = [
            "معلوم",
            "عام",
            "مهما",
            "безопасн",
            "ядерн",
            "核安",
            "安全",
            "全",
        ];
        assert!(unexplained(text, &terms).is_empty());
    }

    #[test]
    fn dutch_stems_lose_the_sign_of_participles() {
        for (dutch, expected) in [
            (true, &["poort", "zwaan"][..]),
            (false, &["loop", "oploop", "publiceer", "poort", "zwaan"]),
        ] {
            let mut shelf = Shelf {
                dutch,
                order: vec!["c-1".to_owned()],
                ..Shelf::default()
            };
            let cards = Content {
                cards: vec![vec!["gelopen, opgelopen, publicaties".to_owned()]],
                ..Content::default()
            };
            let terms = ["loop", "oploop", "publiceer", "poort", "zwaan"]
                .map(|term| (term.to_owned(), vec![0]));
            let shard = Content {
                postings: terms.into(),
                ..Content::default()
            };
            shelf.take("c", "c-1", &cards);
            shelf.take("t", "t-1", &shard);
            let found: Vec<&str> = shelf.unexplained().iter().map(|(_, term)| *term).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn joined_words_end_as_the_last_does() {
        assert!(unexplained("A plan/policy of U.S. origin", &["plan/polici", "u.s"]).is_empty());
        let other = ["plan/guard", "plan/polici"];
        assert_eq!(unexplained("A plan and a policy", &other), other);
        // A short last word has no ending to lose.
        assert_eq!(
            unexplained("A plan politics", &["plan/port"]),
            ["plan/port"]
        );
    }

    #[test]
    fn a_text_explains_its_own_terms() {
        let texts = ["Guards → gate", "A plan/policy"].map(str::to_owned);
        let terms = [
            ("guard", vec![0]),
            ("plan", vec![1]),
            ("plan/polici", vec![1]),
            ("→", vec![0]),
            // Of the other text, of both, of one that is not there.
            ("gate", vec![1]),
            ("polici", vec![0, 1]),
            ("heron", vec![0]),
            ("guards", vec![2]),
            ("→", vec![0, 1]),
            ("↑", vec![0]),
            ("→", vec![7]),
        ];
        let terms = terms.map(|(term, numbers)| (term.to_owned(), numbers));
        let shelf = Shelf::of("a.json", false, texts.into(), terms.into());
        let mut found = shelf.unexplained();
        found.sort_unstable();
        let expected = ["gate", "guards", "heron", "polici", "→", "→", "↑"];
        let mut expected = expected.map(|term| ("a.json", term));
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn letters_of_other_scripts_may_stand_within_a_word() {
        let text = "моя безопасность";
        assert!(unexplained(text, &["я", "опасною"]).is_empty());
        let other = ["ю", "охраною"];
        assert_eq!(unexplained(text, &other), other);
        // Two Arabic letters side by side are enough, and two of another script are not.
        assert!(unexplained("استغرق", &["يستغل"]).is_empty());
        assert_eq!(unexplained("опал", &["пастух"]), ["пастух"]);
    }

    #[test]
    fn a_text_explains_terms_by_itself() {
        for (term, expected) in [
            ("infcirc225rev5", true),
            ("resolut", true),
            ("1540", true),
            ("heron", false),
            ("2541", false),
        ] {
            let text = "INFCIRC/225/Rev.5 and resolution 1540";
            assert_eq!(explains(text, term), expected, "{term}");
        }
    }

    #[test]
    fn terms_of_other_texts_are_not() {
        let terms = ["guard", "heron", "guns", "بندق", "стража", "核武"];
        assert_eq!(unexplained("The party, closing; 核安全", &terms), terms);
    }
}
