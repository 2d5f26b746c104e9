//! What is public about each subject, all together, and what would have to be withheld where that is too much.

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::policy::{Fact, PastFact};
use crate::source::SourceTree;

/// What is public about all subjects on a day.
#[derive(Clone)]
pub struct Overview {
    /// The day.
    pub as_of: Date,
    /// Every subject of which anything is public, by name.
    pub subjects: Vec<Subject>,
    /// The fewest entries whose withholding resolves all that is refused.
    pub silence: Silence,
    /// All that a check of this day says.
    pub found: Diagnostics,
}

/// One subject.
#[derive(Clone)]
pub struct Subject {
    /// Its name, as the office writes it first.
    pub name: String,
    /// What is public about it, facet by facet.
    pub facts: Vec<SubjectFact>,
    /// The rules that are met, or would be by one facet more.
    pub combinations: Vec<Together>,
}

/// One facet of a subject.
#[derive(Clone)]
pub struct SubjectFact {
    /// Its name.
    pub facet: String,
    /// What it means.
    pub words: String,
    /// Who says it today.
    pub today: Vec<Speaker>,
    /// What earlier releases said.
    pub past: Vec<PastFact>,
}

impl SubjectFact {
    /// Says whether no earlier release said it: then this one adds it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.past.is_empty()
    }
}

/// An entry, or a record, that says something.
#[derive(Clone, Eq, PartialEq)]
pub struct Speaker {
    /// Its file.
    pub path: String,
    /// Whether it is the record of the entry in that file.
    pub record: bool,
    /// Where it is public.
    pub address: String,
    /// Its public title.
    pub title: String,
}

/// A rule, and what is public of its facets about one subject.
#[derive(Clone)]
pub struct Together {
    /// Its name.
    pub rule: String,
    /// What its facets show together.
    pub words: String,
    /// How many of them may be public.
    pub at_most: usize,
    /// Its facets that are public.
    pub public: Vec<String>,
    /// Its facets that are not.
    pub missing: Vec<String>,
    /// Those that no earlier release said.
    pub added: Vec<String>,
    /// How that stands.
    pub standing: Combined,
    /// Who takes part today.
    pub who: Vec<Speaker>,
    /// The fewest entries whose withholding resolves it, where it is refused.
    pub silence: Option<Silence>,
}

/// How a combination stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Combined {
    /// It is too much: nothing of the site is published.
    Refused,
    /// It is too much; two persons accepted it up to and with this day.
    Accepted(Date),
    /// One facet more would be too much.
    Near,
    /// Earlier releases said too much; nothing of it is said today, and nothing calls it back.
    Out,
}

impl Combined {
    /// The standing in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Accepted(_) => "accepted",
            Self::Near => "one step away",
            Self::Out => "out already",
        }
    }
}

/// Entries to withhold.
#[derive(Clone)]
pub struct Silence {
    /// Who they are.
    pub who: Vec<Speaker>,
    /// Whether fewer are shown not to be enough.
    pub exact: bool,
}

/// Subjects and titles are the office's own: a stray `{:?}` stays quiet.
macro_rules! quiet {
    ($($type:ident),*) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(..)"))
            }
        }
    )*};
}
quiet!(Overview, Subject, SubjectFact, Speaker, Together, Silence);

/// What is public about each subject on a day, earlier releases included.
///
/// # Errors
///
/// What is wrong with the settings or the policy: without them nobody can say.
pub fn overview(source: &SourceTree, as_of: Date) -> Result<Overview, Diagnostics> {
    crate::disclose::overview(source, as_of)
}

/// What a site says on a day about its subjects: what a release adds to the ledger.
///
/// # Errors
///
/// What is wrong with the settings or the policy: without them nobody can say.
pub fn facts(source: &SourceTree, as_of: Date) -> Result<Vec<Fact>, Diagnostics> {
    crate::disclose::facts(source, as_of)
}
