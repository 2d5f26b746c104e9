//! Answers queries from the files of an index. It does no I/O: it says what it needs, and is given bytes.

mod facets;
mod gather;

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::Analyzer;
use crate::build::vector;
use crate::format::{
    BODIES, CARDS, Card, Columns, Damaged, FACETS, Root, Shard, fits, read_bodies, read_cards,
};
use crate::query::{Query, parse};
use crate::snippet;

pub use facets::Facet;

/// How many files an engine keeps in memory.
const KEPT: usize = 512;

/// What a search is narrowed to, and which of its results are wanted.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Facets and values; an entry has one value of each facet that is named.
    pub filters: Vec<(String, String)>,
    /// How many results to pass over.
    pub offset: usize,
    /// How many results to give.
    pub limit: usize,
    /// Whether the newest come first, instead of the most relevant.
    pub by_date: bool,
    /// Whether to cut snippets, which needs the texts of the results.
    pub snippets: bool,
}

/// What an engine says to a query.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reply {
    /// Give it these files, and ask again.
    Needs(Vec<String>),
    /// The answer.
    Answer(Answer),
}

/// An answer.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Answer {
    /// How many entries match.
    pub total: usize,
    /// How many of those hold every word.
    pub all_words: usize,
    /// The results that were wanted.
    pub results: Vec<Hit>,
    /// How many of the matching entries have each value.
    pub facets: Vec<Facet>,
}

/// A result.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Hit {
    /// The address of the page, below the root of the site.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Pieces of its text, with those marked that matched.
    pub snippet: Vec<(String, bool)>,
    /// What kind of thing it is.
    pub kind: String,
    /// Its state.
    pub state: String,
    /// Its date.
    pub date: String,
    /// Its score; a whole number that means nothing but order.
    pub score: u64,
}

/// A search engine for one language of one site.
#[derive(Debug)]
pub struct Engine {
    root: Root,
    analyzer: Analyzer,
    files: BTreeMap<String, File>,
}

/// A file that was read.
#[derive(Debug)]
enum File {
    Shard(Shard),
    Positions(Vec<u8>),
    Cards(Vec<Card>),
    Bodies(Vec<String>),
    Columns(Columns),
}

impl Engine {
    /// An engine on the root of an index, whose name says what its bytes must be.
    ///
    /// # Errors
    ///
    /// Bytes that are damaged, of another version of the site, or written with another analyzer.
    pub fn new(name: &str, root: &[u8]) -> Result<Self, Damaged> {
        if !fits(name, root) {
            return Err(Damaged);
        }
        let root = Root::read(root)?;
        let analyzer = Analyzer::new(&root.lang);
        if root
            .vectors
            .iter()
            .any(|(text, terms)| vector(&analyzer, text) != *terms)
        {
            return Err(Damaged);
        }
        Ok(Self {
            root,
            analyzer,
            files: BTreeMap::new(),
        })
    }

    /// Gives the engine a file that it asked for.
    ///
    /// # Errors
    ///
    /// Bytes that are not those of this name, or that no writer wrote.
    pub fn supply(&mut self, name: &str, bytes: &[u8]) -> Result<(), Damaged> {
        if !fits(name, bytes) {
            return Err(Damaged);
        }
        let file = match name.chars().next() {
            Some('t') => File::Shard(Shard::read(bytes, self.root.documents)?),
            Some('p') => File::Positions(bytes.to_vec()),
            Some('c') => File::Cards(read_cards(bytes)?),
            Some('b') => File::Bodies(read_bodies(bytes)?),
            Some('f') => File::Columns(Columns::read(bytes, self.root.documents)?),
            _ => return Err(Damaged),
        };
        if self.files.len() >= KEPT {
            self.files.clear();
        }
        self.files.insert(name.to_owned(), file);
        Ok(())
    }

    /// Answers a query, or says what it needs for that.
    ///
    /// # Errors
    ///
    /// Files that belong to each other and do not fit.
    pub fn search(&self, text: &str, options: &Options) -> Result<Reply, Damaged> {
        let query = parse(text, &self.analyzer);
        let mut needs = Needs::default();
        let columns = self.columns(&mut needs);
        let ranked = self.gather(&query, &mut needs)?;
        let (Some(columns), Some(mut ranked)) = (columns, ranked) else {
            return Ok(needs.reply());
        };
        let filters = facets::Filters::of(&query, options, columns);
        let facets = facets::count(&ranked, &filters, columns);
        ranked.retain(|hit| filters.allow(columns, hit.document));
        if options.by_date {
            ranked.sort_by_key(|hit| {
                (
                    std::cmp::Reverse(columns.order.get(hit.document as usize).copied()),
                    std::cmp::Reverse(hit.score),
                    hit.document,
                )
            });
        }
        let mut answer = Answer {
            total: ranked.len(),
            all_words: ranked.iter().filter(|hit| hit.all).count(),
            facets,
            ..Answer::default()
        };
        for hit in ranked.iter().skip(options.offset).take(options.limit) {
            let Some(card) = self.card(hit.document, &mut needs)? else {
                continue;
            };
            let snippet = if options.snippets {
                self.snippet(hit.document, &query, &mut needs)?
            } else {
                Vec::new()
            };
            answer.results.push(Hit {
                url: card.url.clone(),
                title: card.title.clone(),
                summary: card.summary.clone(),
                snippet,
                kind: card.kind.clone(),
                state: card.state.clone(),
                date: card.date.clone(),
                score: hit.score,
            });
        }
        Ok(if needs.is_empty() {
            Reply::Answer(answer)
        } else {
            needs.reply()
        })
    }

    fn columns(&self, needs: &mut Needs) -> Option<&Columns> {
        match self.files.get(&self.root.columns) {
            Some(File::Columns(columns)) => Some(columns),
            _ => {
                needs.add(&self.root.columns);
                None
            }
        }
    }

    fn card(&self, document: u32, needs: &mut Needs) -> Result<Option<&Card>, Damaged> {
        let document = document as usize;
        let name = self.root.cards.get(document / CARDS).ok_or(Damaged)?;
        match self.files.get(name) {
            Some(File::Cards(cards)) => cards.get(document % CARDS).map(Some).ok_or(Damaged),
            _ => {
                needs.add(name);
                Ok(None)
            }
        }
    }

    fn snippet(
        &self,
        document: u32,
        query: &Query,
        needs: &mut Needs,
    ) -> Result<Vec<(String, bool)>, Damaged> {
        let document = document as usize;
        let name = self.root.bodies.get(document / BODIES).ok_or(Damaged)?;
        match self.files.get(name) {
            Some(File::Bodies(bodies)) => {
                let body = bodies.get(document % BODIES).ok_or(Damaged)?;
                Ok(snippet::cut(body, query, &self.analyzer))
            }
            _ => {
                needs.add(name);
                Ok(Vec::new())
            }
        }
    }
}

/// The files that are still needed.
#[derive(Debug, Default)]
struct Needs(BTreeSet<String>);

impl Needs {
    fn add(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn reply(self) -> Reply {
        Reply::Needs(self.0.into_iter().collect())
    }
}

/// The number of a facet by its name.
pub(crate) fn facet(name: &str) -> Option<usize> {
    FACETS.iter().position(|facet| *facet == name)
}
