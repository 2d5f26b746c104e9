//! What is asked of an engine beside the query, and what it says.

use super::Facet;

/// What a search is narrowed to, and what is wanted of its results.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each stands for something of its own"
)]
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
    /// Whether to count facets, which needs their columns.
    pub facets: bool,
    /// Whether words stay as they were typed, though the index has no such word.
    pub literal: bool,
    /// Whether the first results may be told before all that match are counted, where they stand already: with fewer files.
    pub early: bool,
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
    /// Whether total and order are those of all that matches: not so where a beginning has more words than are followed.
    /// Of an answer that was told early the order is right, and more may match.
    pub exact: bool,
    /// The results that were wanted.
    pub results: Vec<Hit>,
    /// How many of the matching entries have each value.
    pub facets: Vec<Facet>,
    /// The query that was answered instead, where words of it were corrected.
    pub suggestion: Option<Suggestion>,
}

/// A query whose words were corrected. The answer is to this one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Suggestion {
    /// The query with its words corrected.
    pub query: String,
    /// As it was typed.
    pub typed: String,
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
