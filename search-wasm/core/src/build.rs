//! Turns documents into the files of an index. The same documents give the same bytes, in whatever order they come.

use std::collections::BTreeMap;

use crate::analyze::Analyzer;
use crate::format::{
    BODIES, CARDS, Card, Columns, Posting, Root, Shard, Term, name, write_bodies, write_cards,
};
use crate::rank::{Counts, impact};

/// The size of a term shard that a writer aims at, in bytes.
const SHARD: usize = 24 << 10;

/// Texts whose terms the root carries, so that an engine that makes others knows.
const VECTORS: &[&str] = &[
    "INFCIRC/225/Rev.5 and resolution 1540",
    "Transports, sécurité; безопасность",
    "核安全 أمن نووي",
];

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
    /// Two different files would have one name.
    Collision,
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMany => f.write_str("there are too many entries for one index"),
            Self::Collision => f.write_str("two different files would have one name"),
        }
    }
}

impl std::error::Error for BuildError {}

/// A term's places in one document: title and body share one sequence, with a gap between.
#[derive(Clone, Debug, Default)]
struct Places {
    title: u64,
    body: u64,
    positions: Vec<u32>,
}

/// Builds the index of one language.
///
/// # Errors
///
/// More than four thousand million documents, or two files of one name.
pub fn build(documents: &[Document], lang: &str) -> Result<Index, BuildError> {
    let count = u32::try_from(documents.len()).map_err(|_| BuildError::TooMany)?;
    // Numbered by kind, state, date and address: like entries are neighbours, so columns and cards are short.
    let mut documents: Vec<&Document> = documents.iter().collect();
    documents.sort();
    let analyzer = Analyzer::new(lang);
    let mut index = Index::default();
    let mut root = Root {
        lang: lang.to_owned(),
        documents: count,
        ..Root::default()
    };
    root.vectors = VECTORS
        .iter()
        .map(|text| ((*text).to_owned(), vector(&analyzer, text)))
        .collect();
    terms(&documents, &analyzer, &mut root, &mut index)?;
    for block in documents.chunks(CARDS) {
        let cards: Vec<Card> = block.iter().map(|document| card(document)).collect();
        root.cards.push(index.put('c', write_cards(&cards))?);
    }
    for block in documents.chunks(BODIES) {
        let bodies: Vec<&str> = block
            .iter()
            .map(|document| document.body.as_str())
            .collect();
        root.bodies.push(index.put('b', write_bodies(&bodies))?);
    }
    root.columns = index.put('f', columns(&documents).write())?;
    index.root = index.put('r', root.write())?;
    Ok(index)
}

/// The terms of a text in one line: what an engine must make of it too.
pub(crate) fn vector(analyzer: &Analyzer, text: &str) -> String {
    let terms: Vec<String> = analyzer
        .tokens(text)
        .into_iter()
        .map(|token| token.term)
        .collect();
    terms.join(" ")
}

impl Index {
    fn put(&mut self, letter: char, bytes: Vec<u8>) -> Result<String, BuildError> {
        let name = name(letter, &bytes);
        match self.files.get(&name) {
            Some(known) if *known != bytes => Err(BuildError::Collision),
            Some(_) => Ok(name),
            None => {
                self.files.insert(name.clone(), bytes);
                Ok(name)
            }
        }
    }
}

fn terms(
    documents: &[&Document],
    analyzer: &Analyzer,
    root: &mut Root,
    index: &mut Index,
) -> Result<(), BuildError> {
    let mut dictionary: BTreeMap<String, Vec<(u32, Places)>> = BTreeMap::new();
    let mut lengths = Vec::with_capacity(documents.len());
    for (number, document) in (0_u32..).zip(documents) {
        let mut own: BTreeMap<String, Places> = BTreeMap::new();
        let title = analyzer.tokens(&document.title);
        let body = format!(
            "{}\n{}\n{}",
            document.summary, document.body, document.state
        );
        let body = analyzer.tokens(&body);
        lengths.push((title.len() as u64, body.len() as u64));
        let gap = title.last().map_or(0, |token| token.position + 16);
        for (token, in_title) in title
            .into_iter()
            .map(|token| (token, true))
            .chain(body.into_iter().map(|token| (token, false)))
        {
            let places = own.entry(token.term).or_default();
            if in_title {
                places.title += 1;
                places.positions.push(token.position);
            } else {
                places.body += 1;
                places.positions.push(token.position + gap);
            }
        }
        for (term, places) in own {
            dictionary.entry(term).or_default().push((number, places));
        }
    }
    let mean = |sum: u64| sum.checked_div(documents.len() as u64).unwrap_or(0).max(1);
    let mean_title = mean(lengths.iter().map(|(title, _)| title).sum());
    let mean_body = mean(lengths.iter().map(|(_, body)| body).sum());
    let mut shard = Shard::default();
    let mut positions: Vec<Vec<Vec<u32>>> = Vec::new();
    let mut size = 0;
    for (text, entries) in dictionary {
        let mut term = Term {
            text,
            postings: Vec::with_capacity(entries.len()),
        };
        let mut places = Vec::with_capacity(entries.len());
        for (document, own) in entries {
            let (title_length, body_length) =
                lengths.get(document as usize).copied().unwrap_or_default();
            let counts = Counts {
                title: own.title,
                body: own.body,
                title_length,
                body_length,
                mean_title,
                mean_body,
            };
            term.postings.push(Posting {
                document,
                impact: impact(counts),
                title: own.title > 0,
            });
            places.push(own.positions);
        }
        size += term.text.len() + 2 + 2 * term.postings.len();
        shard.terms.push(term);
        positions.push(places);
        if size >= SHARD {
            flush(&mut shard, &mut positions, root, index)?;
            size = 0;
        }
    }
    flush(&mut shard, &mut positions, root, index)
}

fn flush(
    shard: &mut Shard,
    positions: &mut Vec<Vec<Vec<u32>>>,
    root: &mut Root,
    index: &mut Index,
) -> Result<(), BuildError> {
    let Some(first) = shard.terms.first().map(|term| term.text.clone()) else {
        return Ok(());
    };
    let terms = index.put('t', shard.write())?;
    let places = index.put('p', Shard::write_positions(positions))?;
    root.shards.push((first, terms, places));
    shard.terms.clear();
    positions.clear();
    Ok(())
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

fn columns(documents: &[&Document]) -> Columns {
    let year = |document: &Document| document.date.get(..4).unwrap_or_default().to_owned();
    let single = |value: String| {
        if value.is_empty() {
            Vec::new()
        } else {
            vec![value]
        }
    };
    let all: [Vec<Vec<String>>; 4] = [
        documents
            .iter()
            .map(|document| single(document.kind.clone()))
            .collect(),
        documents
            .iter()
            .map(|document| single(document.state.clone()))
            .collect(),
        documents
            .iter()
            .map(|document| document.topics.clone())
            .collect(),
        documents
            .iter()
            .map(|document| single(year(document)))
            .collect(),
    ];
    let dates: std::collections::BTreeSet<&str> = documents
        .iter()
        .map(|document| document.date.as_str())
        .collect();
    let dates: Vec<&str> = dates.into_iter().collect();
    let mut columns = Columns {
        order: documents
            .iter()
            .filter_map(|document| dates.binary_search(&document.date.as_str()).ok())
            .filter_map(|at| u32::try_from(at).ok())
            .collect(),
        ..Columns::default()
    };
    for ((texts, values), entries) in all
        .into_iter()
        .zip(&mut columns.values)
        .zip(&mut columns.entries)
    {
        let set: std::collections::BTreeSet<&String> = texts.iter().flatten().collect();
        *values = set.into_iter().cloned().collect();
        *entries = texts
            .iter()
            .map(|own| {
                let mut own: Vec<u32> = own
                    .iter()
                    .filter_map(|text| values.binary_search(text).ok())
                    .filter_map(|at| u32::try_from(at).ok())
                    .collect();
                own.sort_unstable();
                own.dedup();
                own
            })
            .collect();
    }
    columns
}
