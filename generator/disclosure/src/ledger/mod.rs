//! The release ledger: who approved which release, and all that was ever public, in a chain of records.
//!
//! It is private, one JSON object a line, and only ever grows. Each record holds the digest of the one before it and its
//! own, so that a record that was changed, taken out, moved or doubled shows. The module is pure: it reads bytes and
//! gives bytes.

mod chain;
mod publication;
mod record;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use crate::policy::{Fact, PastFact};

pub use publication::{Publication, publications};
pub use record::{Act, Record};
pub use standing::{Published, Standing, standing};

/// Where the ledger stands, below the site folder.
pub const FILE: &str = ".vitrine/ledger.jsonl";

/// A ledger that was read to its end, and is whole.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Ledger {
    records: Vec<Record>,
    bytes: Vec<u8>,
}

/// A stray `{:?}` stays quiet: subjects and names are private.
impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ledger({} records)", self.records.len())
    }
}

impl Ledger {
    /// All records, the first at the beginning.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The bytes of the whole ledger.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The last record.
    #[must_use]
    pub fn last(&self) -> Option<&Record> {
        self.records.last()
    }

    /// The last release.
    #[must_use]
    pub fn last_release(&self) -> Option<&Record> {
        let mut all = self.records.iter().rev();
        all.find(|record| record.act == Act::Release)
    }

    /// The number of the last release; 0 before the first.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.last().map_or(0, |last| last.release)
    }

    /// The records that count: without those of releases that never came about and were replaced.
    fn effective(&self) -> Vec<&Record> {
        let replaced: BTreeSet<&str> = self
            .records
            .iter()
            .filter_map(|record| record.replaces.as_deref())
            .collect();
        let mut all: Vec<&Record> = self.records.iter().collect();
        all.retain(|record| !replaced.contains(record.digest.as_str()));
        all
    }

    /// What is public after the last record, by address; where the last release is only begun, after the one before it.
    #[must_use]
    pub fn public(&self, begun: bool) -> BTreeMap<&str, &Publication> {
        let mut records = self.effective();
        if begun {
            records.pop();
        }
        let mut public = BTreeMap::new();
        for record in records {
            for address in &record.gone {
                public.remove(address.as_str());
            }
            for one in &record.added {
                public.insert(one.address.as_str(), one);
            }
        }
        public
    }

    /// All that was ever public, each with the release that made it so.
    #[must_use]
    pub fn ever(&self) -> Vec<(u64, &Publication)> {
        let mut all = Vec::new();
        for record in self.effective() {
            all.extend(record.added.iter().map(|one| (record.release, one)));
        }
        all
    }

    /// The facts that releases made public, for the check of what they say together.
    #[must_use]
    pub fn past_facts(&self) -> Vec<PastFact> {
        let mut facts = Vec::new();
        for (release, one) in self.ever() {
            for subject in &one.subjects {
                facts.extend(one.discloses.iter().map(|facet| {
                    let fact = Fact {
                        subject: subject.clone(),
                        facet: facet.clone(),
                        address: one.address.clone(),
                        title: one.title.clone(),
                    };
                    fact.of_release(format!("release {release}"))
                }));
            }
        }
        facts
    }

    /// What publications add to what is public, and what is gone from it: the parts of a record that say so.
    #[must_use]
    pub fn difference(&self, begun: bool, now: &[Publication]) -> (Vec<Publication>, Vec<String>) {
        let before = self.public(begun);
        let new = |one: &&Publication| before.get(one.address.as_str()) != Some(one);
        let stays: BTreeSet<&str> = now.iter().map(|one| one.address.as_str()).collect();
        let gone = before.keys().filter(|address| !stays.contains(**address));
        (
            now.iter().filter(new).cloned().collect(),
            gone.map(|address| (*address).to_owned()).collect(),
        )
    }
}
