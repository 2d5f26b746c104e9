//! What an office may know of its own folder: how each entry stands, why, and what the coming days bring.
//!
//! All of this is on the private side. Nothing here can be reached from a [`PublicTree`](crate::PublicTree), and no
//! crate but the command names this module.

mod emergency;
mod mosaic;
mod rehearse;
mod words;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::source::SourceTree;

pub use crate::policy::detector::{DetectorFacts, seek, shipped};
pub use emergency::{CLASSES, Declaration, Drafts, GATES, Opened, emergency};
pub use mosaic::{
    Combined, Overview, Silence, Speaker, Subject, SubjectFact, Together, facts, overview,
};
pub use rehearse::{Coming, Event, rehearse};
pub use words::{Words, words};

/// How all entries of a folder stand on a day.
#[derive(Clone, Debug)]
pub struct Verdicts {
    /// The day.
    pub as_of: Date,
    /// Every entry, by path.
    pub entries: Vec<EntryVerdict>,
    /// All that a check of this day says.
    pub found: Diagnostics,
}

/// How one entry stands.
#[derive(Clone)]
pub struct EntryVerdict {
    /// Its file.
    pub path: String,
    /// Its title; `None` where it cannot be read.
    pub title: Option<String>,
    /// Its kind.
    pub kind: Option<&'static str>,
    /// The highest of its own tag and of the floors above it.
    pub level: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Every gate, in order. Those of an entry that is not tagged public are told as if it were.
    pub gates: Vec<Gate>,
    /// What is cut out of its text.
    pub portions: Vec<Portion>,
    /// The files that it lists.
    pub attachments: Vec<Attachment>,
    /// Its public record.
    pub record: Option<Record>,
    /// Its days that open or close something, by the names of their fields.
    pub days: Vec<(&'static str, Date)>,
    /// How its assessment stands to what it is about.
    pub assessment: Bound,
}

/// Titles and reasons are the office's own: a stray `{:?}` stays quiet.
impl std::fmt::Debug for EntryVerdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EntryVerdict({:?})", self.standing)
    }
}

impl EntryVerdict {
    /// The first gate that keeps it in.
    #[must_use]
    pub fn kept_in_by(&self) -> Option<&Gate> {
        self.gates
            .iter()
            .find(|gate| matches!(gate.decision, Decision::Refuses | Decision::Waits))
    }
}

/// How an entry, or a record, stands on a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Everyone may read it.
    Public,
    /// It is tagged public, but its day has not come, or is over.
    NotToday,
    /// It is not tagged public.
    Withheld,
    /// It is tagged public, and may not be as it stands: nothing of the site is published.
    Refused,
    /// Its header cannot be read: nothing of the site is published.
    Unreadable,
}

impl Standing {
    /// The standing in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::NotToday => "not today",
            Self::Withheld => "withheld",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What one gate decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Gate {
    /// Its name.
    pub name: &'static str,
    /// What it decided.
    pub decision: Decision,
    /// Why.
    pub why: String,
    /// What would make it decide otherwise.
    pub next: Option<String>,
}

/// What a gate decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decision {
    /// It is open.
    Passes,
    /// It is shut.
    Refuses,
    /// It opens on a day, or in an emergency.
    Waits,
    /// An exception by two persons opens it.
    Excepted,
    /// It asks nothing of such an entry.
    NotAsked,
}

impl Decision {
    /// The decision in a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Refuses => "refuses",
            Self::Waits => "waits",
            Self::Excepted => "excepted",
            Self::NotAsked => "not asked",
        }
    }
}

/// A portion of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Portion {
    /// Its level.
    pub level: String,
    /// Why it is cut out.
    pub reason: String,
    /// Whether a mark stands in its place.
    pub marked: bool,
}

/// A file that an entry lists.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attachment {
    /// Its path, as the entry writes it.
    pub file: String,
    /// The highest of its tag, its entry's and the floors above it.
    pub level: String,
    /// Whether it leaves with its entry.
    pub leaves: bool,
}

/// The public record of an entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// The last part of its address.
    pub slug: String,
    /// How it stands.
    pub standing: Standing,
    /// The gates that it went through.
    pub gates: Vec<Gate>,
}

/// How an assessment stands to what it is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bound {
    /// There is none that matters.
    None,
    /// It has a digest, which fits.
    Bound,
    /// It has no digest.
    Unbound,
    /// It has a digest that does not fit.
    Void,
}

impl Bound {
    /// In a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Bound => "bound",
            Self::Unbound => "unbound",
            Self::Void => "void",
        }
    }
}

/// How all entries of a folder stand on a day.
///
/// # Errors
///
/// What is wrong with the settings or the policy: without them nobody can say.
pub fn verdicts(source: &SourceTree, as_of: Date) -> Result<Verdicts, Diagnostics> {
    crate::disclose::verdicts(source, as_of)
}
