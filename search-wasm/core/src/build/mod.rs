//! Turns documents into the files of an index. The same documents give the same bytes, in whatever order they come.

mod columns;
mod dictionary;
mod names;
#[cfg(test)]
mod plain;
mod read;
mod table;

use std::collections::BTreeMap;
use std::thread::{available_parallelism, scope};

use crate::analyze::{Analyzer, FINGERPRINT, stop_words};
use crate::format::{BODIES, Card, Cards, Hash, Root, hash, name, write_bodies};

use dictionary::Dictionary;
use names::Names;
use read::Part;

/// How many ranges of documents are read side by side at most: each has a dictionary of its own, which takes memory.
const RANGES: usize = 8;
/// How many postings of a term its shard has at most. With a quarter as many half of the queries of two words need further
/// ones, and load more in more rounds; with these hardly one in ten does where there are a hundred thousand entries.
const TIER: usize = 32_768;
/// The least text that is worth a range of its own, in bytes.
const LEAST: usize = 1 << 18;

/// One thing that can be found. All of it is public.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Document {
    /// What kind of thing it is; a facet.
    pub kind: String,
    /// Its state, a facet: a code, or a code, a space and a name.
    pub state: String,
    /// Its date, ISO 8601, as exact as it is; its first four digits are the year, a facet.
    pub date: String,
    /// The address of its page, below the root of the site. Each document has another.
    pub url: String,
    /// Its title.
    pub title: String,
    /// A summary, where somebody wrote one.
    pub summary: String,
    /// The words of its page.
    pub body: String,
    /// Its topics, a facet.
    pub topics: Vec<String>,
}

/// The files of an index by name, plain; a caller wraps them in its container.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Index {
    /// The name of the root.
    pub root: String,
    /// All files, the root among them.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why there is no index.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum BuildError {
    /// There are more documents than an index can number.
    TooMany,
    /// Too many different files would have one name.
    Collision,
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMany => f.write_str("there are too many entries for one index"),
            Self::Collision => f.write_str("too many different files would have one name"),
        }
    }
}

impl std::error::Error for BuildError {}

/// Builds the index of one language. Of each thing that has several names, in whatever language, `names` has a list of
/// them: who asks for one finds the others.
///
/// # Errors
///
/// More than four thousand million documents, or hundreds of files of one name.
pub fn build(
    documents: &[Document],
    lang: &str,
    names: &[Vec<String>],
) -> Result<Index, BuildError> {
    build_in_tiers(documents, lang, names, TIER)
}

/// As [`build`], but with no more than so many postings of a term in its shard, at least one: those that say the most about
/// their entries. The others are in a file by themselves.
///
/// # Errors
///
/// As [`build`].
pub fn build_in_tiers(
    documents: &[Document],
    lang: &str,
    names: &[Vec<String>],
    tier: usize,
) -> Result<Index, BuildError> {
    let count = u32::try_from(documents.len()).map_err(|_| BuildError::TooMany)?;
    // Numbered by kind, state, date and address: like entries are neighbours, so columns and cards are short.
    let mut documents: Vec<&Document> = documents.iter().collect();
    documents.sort();
    let analyzer = Analyzer::new(lang);
    let names = Names::of(names, &analyzer);
    let mut index = Index::default();
    let mut root = Root {
        lang: lang.to_owned(),
        fingerprint: FINGERPRINT.to_owned(),
        documents: count,
        together: together(count),
        stop_words: stop_words(lang),
        ..Root::default()
    };
    root.vectors = analyzer
        .vectors()
        .map(|text| (text.to_owned(), analyzer.line(text)))
        .collect();
    let threads = available_parallelism().map_or(1, std::num::NonZero::get);
    let text: usize = documents.iter().map(|document| size(document)).sum();
    let own = text.div_ceil(threads.min(RANGES)).max(LEAST);
    let dictionary = Dictionary::of(ranges(&documents, lang, &names, own));
    root.names = names.into_lines();
    for (first, part) in dictionary.spelling() {
        root.spelling.push((first, index.put('s', part)?));
    }
    let shards = dictionary.shards(tier.max(1), &mut |bytes| index.put('o', bytes))?;
    for (first, shard, places) in shards {
        let places = index.put('p', places.0)?;
        root.shards
            .push((first, index.put('t', shard.finish(places))?));
    }
    for block in documents.chunks(together(count) as usize) {
        let mut cards = Cards::default();
        for bodies in block.chunks(BODIES) {
            let bodies: Vec<&str> = bodies.iter().map(|document| &*document.body).collect();
            cards.bodies.push(index.put('b', write_bodies(&bodies))?);
        }
        cards.cards = block.iter().map(|document| card(document)).collect();
        root.cards.push(index.put('c', cards.write())?);
    }
    root.columns = index.put('f', columns::columns(&documents).write())?;
    root.dates = index.put('d', columns::dates(&documents))?;
    let root = root.write();
    index.root = name('r', hash(&root));
    index.files.insert(index.root.clone(), root);
    Ok(index)
}

/// Reads documents in ranges of so many bytes, side by side. However many there are, what comes of it is the same.
fn ranges(documents: &[&Document], lang: &str, names: &Names, own: usize) -> Vec<Part> {
    scope(|scope| {
        let mut threads = Vec::new();
        let mut rest = documents;
        let mut first = 0;
        while !rest.is_empty() {
            let mut sum = 0;
            let within = rest.iter().take_while(|document| {
                let goes_on = sum < own;
                sum += size(document);
                goes_on
            });
            let (range, after) = rest.split_at_checked(within.count()).unwrap_or((rest, &[]));
            rest = after;
            threads.push(scope.spawn(move || read::read(range, first, lang, names)));
            first += u32::try_from(range.len()).unwrap_or(u32::MAX);
        }
        let parts = threads.into_iter().map(|thread| match thread.join() {
            Ok(part) => part,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        parts.collect()
    })
}

/// How much there is to read in a document.
fn size(document: &Document) -> usize {
    document.title.len() + document.summary.len() + document.body.len()
}

impl Index {
    /// Adds a file. Its first byte is there to be changed where another file has the same hash.
    fn put(&mut self, letter: char, bytes: Vec<u8>) -> Result<Hash, BuildError> {
        let mut bytes = bytes;
        for nonce in 0..=u8::MAX {
            if let Some(first) = bytes.first_mut() {
                *first = nonce;
            }
            let hash = hash(&bytes);
            let name = name(letter, hash);
            match self.files.get(&name) {
                Some(known) if *known != bytes => {}
                Some(_) => return Ok(hash),
                None => {
                    self.files.insert(name, bytes);
                    return Ok(hash);
                }
            }
        }
        Err(BuildError::Collision)
    }
}

/// How many entries share a card block. A query loads ten blocks, and each makes the root larger.
fn together(documents: u32) -> u32 {
    match documents {
        0..2_000 => 2,
        2_000..6_000 => 4,
        6_000..25_000 => 8,
        _ => 16,
    }
}

fn card(document: &Document) -> Card {
    Card {
        url: document.url.clone(),
        title: document.title.clone(),
        summary: document.summary.clone(),
        kind: document.kind.clone(),
        state: document.state.clone(),
        date: document.date.clone(),
    }
}
