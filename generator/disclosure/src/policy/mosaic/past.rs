//! What earlier releases said: nobody can call it back, so it counts as if it were said today.

/// A fact about a subject that everyone may read.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fact {
    /// What it is about, as the office names it; this name is private.
    pub subject: String,
    /// Which kind of fact it is: a facet of the policy's mosaic rules.
    pub facet: String,
    /// Where it is said: the address of an entry, or of a record.
    pub address: String,
    /// The public title there.
    pub title: String,
}

/// A fact that an earlier release made public.
///
/// It is private state of a site folder ([`SourceTree::remember`](crate::SourceTree::remember)): it can change a
/// verdict, and never a byte of an output.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct PastFact {
    /// What was said.
    pub fact: Fact,
    /// The release that said it, in words: `release 3`.
    pub release: String,
}

impl Fact {
    /// The fact as later builds remember it.
    #[must_use]
    pub fn of_release(self, release: impl Into<String>) -> PastFact {
        PastFact {
            fact: self,
            release: release.into(),
        }
    }
}
