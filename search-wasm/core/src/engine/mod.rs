//! Answers queries from the files of an index. It does no I/O: it says what it needs, and is given bytes.

mod answer;
mod correct;
mod early;
mod facets;
mod gather;
mod phrase;
pub(crate) mod plan;

use crate::analyze::{Analyzer, FINGERPRINT};
use crate::format::{
    BODIES, Card, Cards, Columns, Damaged, FACETS, Hash, Overflow, Root, Shard, Spelling, fits,
    name, read_bodies, read_dates,
};
use crate::query::parse;
use crate::snippet;
use crate::stem::Stemmer;

pub use answer::{Answer, Hit, Options, Reply, Suggestion};
pub use facets::Facet;
use facets::Filters;

/// How many files an engine keeps in memory.
const KEPT: usize = 512;

/// A search engine for one language of one site.
#[derive(Debug)]
pub struct Engine {
    root: Root,
    analyzer: Analyzer,
    /// By name, in order.
    files: Vec<(String, File)>,
}

/// A file that was read.
#[derive(Debug)]
enum File {
    Shard(Shard),
    Overflow(Overflow),
    Places(Vec<u8>),
    Spelling(Spelling),
    Cards(Cards),
    Bodies(Vec<String>),
    Columns(Box<Columns>),
    Dates(Vec<u32>),
}

impl Engine {
    /// An engine on the root of an index, whose name says what its bytes must be.
    ///
    /// # Errors
    ///
    /// Bytes that are damaged, of another version of the site, or written with another analyzer.
    pub fn new(name: &str, root: &[u8]) -> Result<Self, Damaged> {
        Self::with(name, root, None)
    }

    /// An engine that is given the stemmer of its language, where it has none of its own.
    ///
    /// # Errors
    ///
    /// As [`Engine::new`]; also where the stemmer that the index was written with is missing.
    pub fn with(name: &str, root: &[u8], stemmer: Option<Stemmer>) -> Result<Self, Damaged> {
        if !fits(name, root) {
            return Err(Damaged);
        }
        let root = Root::read(root)?;
        let analyzer = Analyzer::with(&root.lang, stemmer);
        let differs = |(text, terms): &(String, String)| analyzer.line(text) != *terms;
        if root.fingerprint != FINGERPRINT || root.vectors.iter().any(differs) {
            return Err(Damaged);
        }
        Ok(Self {
            root,
            analyzer,
            files: Vec::new(),
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
        let documents = self.root.documents;
        let file = match name.chars().next() {
            Some('t') => File::Shard(Shard::read(bytes, documents)?),
            Some('o') => File::Overflow(Overflow::read(bytes, documents)?),
            Some('p') => File::Places(bytes.to_vec()),
            Some('s') => File::Spelling(Spelling::read(bytes)?),
            Some('c') => File::Cards(Cards::read(bytes)?),
            Some('b') => File::Bodies(read_bodies(bytes)?),
            Some('f') => File::Columns(Box::new(Columns::read(bytes, documents)?)),
            Some('d') => File::Dates(read_dates(bytes, documents)?),
            _ => return Err(Damaged),
        };
        if self.files.len() >= KEPT {
            self.files.clear();
        }
        match self.place(name) {
            Ok(_) => {}
            Err(at) => self.files.insert(at, (name.to_owned(), file)),
        }
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
        let wants_columns =
            options.facets || !query.filters.is_empty() || !options.filters.is_empty();
        let mut filters = None;
        if wants_columns && let Some(columns) = self.columns(&mut needs) {
            filters = Some(Filters::of(&query, options, columns));
        }
        let dates = if options.by_date {
            self.dates(&mut needs)
        } else {
            None
        };
        let plan = self.plan(&query, text, options, &mut needs);
        let Some(plan) = plan.filter(|_| needs.is_empty()) else {
            return Ok(needs.reply());
        };
        let Some(found) = self.gather(&plan, filters.as_mut(), dates, options, &mut needs)? else {
            return Ok(needs.reply());
        };
        let mut answer = Answer {
            total: found.total,
            all_words: found.all_words,
            exact: plan.exact && !found.more,
            suggestion: plan.suggestion.clone(),
            facets: filters
                .filter(|_| options.facets)
                .map_or(Vec::new(), |filters| filters.facets()),
            ..Answer::default()
        };
        for (document, score) in found.first.into_iter().skip(options.offset) {
            let Some((card, bodies)) = self.card(document, &mut needs)? else {
                continue;
            };
            let snippet = match self.body(document, bodies, options, &mut needs)? {
                Some(body) => snippet::cut(body, &plan, &self.analyzer),
                None => Vec::new(),
            };
            answer.results.push(Hit {
                url: card.url.clone(),
                title: card.title.clone(),
                summary: card.summary.clone(),
                snippet,
                kind: card.kind.clone(),
                state: card.state.clone(),
                date: card.date.clone(),
                score,
            });
        }
        if needs.is_empty() {
            Ok(Reply::Answer(answer))
        } else {
            Ok(needs.reply())
        }
    }

    /// The terms of a text as this engine makes them, in one line.
    #[must_use]
    pub fn terms(&self, text: &str) -> String {
        self.analyzer.line(text)
    }

    /// Where a file is among those that are there, or would be.
    fn place(&self, name: &str) -> Result<usize, usize> {
        let order = |(known, _): &(String, File)| known.as_str().cmp(name);
        self.files.binary_search_by(order)
    }

    fn file(&self, letter: char, hash: Hash, needs: &mut Needs) -> Option<&File> {
        let name = name(letter, hash);
        match self.place(&name) {
            Ok(at) => self.files.get(at).map(|(_, file)| file),
            Err(_) => {
                needs.add(name);
                None
            }
        }
    }

    fn columns(&self, needs: &mut Needs) -> Option<&Columns> {
        match self.file('f', self.root.columns, needs)? {
            File::Columns(columns) => Some(columns),
            _ => None,
        }
    }

    fn dates(&self, needs: &mut Needs) -> Option<&[u32]> {
        match self.file('d', self.root.dates, needs)? {
            File::Dates(dates) => Some(dates),
            _ => None,
        }
    }

    /// The number of the shard that would hold a term.
    fn shard_of(&self, term: &str) -> Option<usize> {
        self.root
            .shards
            .partition_point(|(first, _)| first.as_str() <= term)
            .checked_sub(1)
    }

    fn shard(&self, at: usize, needs: &mut Needs) -> Option<&Shard> {
        let (_, hash) = self.root.shards.get(at)?;
        match self.file('t', *hash, needs)? {
            File::Shard(shard) => Some(shard),
            _ => None,
        }
    }

    /// The number of the card block that an entry is in, and its place there.
    fn block(&self, document: u32) -> Option<(usize, usize)> {
        let together = self.root.together;
        let (block, at) = document
            .checked_div(together)
            .zip(document.checked_rem(together))?;
        Some((block as usize, at as usize))
    }

    fn card(&self, document: u32, needs: &mut Needs) -> Result<Option<(&Card, &[Hash])>, Damaged> {
        let (block, at) = self.block(document).ok_or(Damaged)?;
        let hash = self.root.cards.get(block).ok_or(Damaged)?;
        let Some(File::Cards(block)) = self.file('c', *hash, needs) else {
            return Ok(None);
        };
        let card = block.cards.get(at).ok_or(Damaged)?;
        Ok(Some((card, &block.bodies)))
    }

    /// The text of an entry, where snippets are wanted.
    fn body(
        &self,
        document: u32,
        blocks: &[Hash],
        options: &Options,
        needs: &mut Needs,
    ) -> Result<Option<&str>, Damaged> {
        if !options.snippets {
            return Ok(None);
        }
        let (_, at) = self.block(document).ok_or(Damaged)?;
        let hash = blocks.get(at / BODIES).ok_or(Damaged)?;
        let Some(File::Bodies(bodies)) = self.file('b', *hash, needs) else {
            return Ok(None);
        };
        let body = bodies.get(at % BODIES).ok_or(Damaged)?;
        Ok(Some(body))
    }
}

/// The files that are still needed, in order.
#[derive(Debug, Default)]
struct Needs(Vec<String>);

impl Needs {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, name: String) {
        if let Err(at) = self.0.binary_search(&name) {
            self.0.insert(at, name);
        }
    }

    fn reply(self) -> Reply {
        Reply::Needs(self.0)
    }
}

/// The number of a facet by its name.
pub(crate) fn facet(name: &str) -> Option<usize> {
    FACETS.iter().position(|facet| *facet == name)
}
