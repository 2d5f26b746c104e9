//! A base site with its mutants, and what it means for two outputs to be equal.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_disclosure::SourceTree;

use crate::mutate::{Mutation, mutate};
use crate::private::Private;
use crate::public::Public;
use crate::random::Random;
use crate::write::{today, write};
use crate::{hide, invent};

/// The files of an output.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Builds a site, or says with which codes that was refused.
pub type Build<'a> = &'a (dyn Fn(&SourceTree) -> Result<Files, BTreeSet<String>> + Sync);

/// Builds as the library does.
///
/// # Errors
///
/// The codes of what is wrong.
pub fn build(tree: &SourceTree) -> Result<Files, BTreeSet<String>> {
    match vitrine::build(tree, today()) {
        Ok(built) => Ok(built.output.by_path().clone()),
        Err(found) => Err(found
            .iter()
            .filter(|one| one.severity == vitrine_disclosure::Severity::Error)
            .map(|one| one.code.to_owned())
            .collect()),
    }
}

/// One public half, with what a base and its mutants hide in it.
#[derive(Clone, Debug)]
pub struct Family {
    /// What everyone may see.
    pub public: Public,
    /// What the base hides.
    pub base: Private,
    /// What each mutant hides, and how it came from the base.
    pub mutants: Vec<(Vec<Mutation>, Private)>,
}

impl Family {
    /// The family of a seed.
    #[must_use]
    pub fn of(seed: u64, mutants: usize) -> Self {
        let mut random = Random::new(seed);
        let public = invent::public(&mut random);
        let base = hide::private(&public, &mut random);
        let mutants = (0..mutants)
            .map(|_| {
                let mut private = base.clone();
                let mutations = mutate(&public, &mut private, &mut random);
                (mutations, private)
            })
            .collect();
        Self {
            public,
            base,
            mutants,
        }
    }
}

/// Where two outputs part.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// The stage at which they part: the archive, else the index, else the files.
    pub stage: &'static str,
    /// The files that differ.
    pub files: Vec<String>,
}

/// Compares two outputs: whole, and told by stage, so that it is known where to look.
#[must_use]
pub fn compare(one: &Files, other: &Files) -> Option<Difference> {
    if one == other {
        return None;
    }
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let files: Vec<String> = names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect();
    let stage = if files.iter().any(|file| file == vitrine_disclosure::ARCHIVE) {
        "the public source differs, so it is disclosure that leaks"
    } else if files
        .iter()
        .any(|file| file.starts_with("search/") && !file.ends_with("index.html"))
    {
        "the index differs though the public source is the same"
    } else {
        "pages or lists differ though public source and index are the same"
    };
    Some(Difference { stage, files })
}

/// What came of one pair.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Both were built, and are equal.
    Same,
    /// Both were built, and are not.
    Differs(Difference),
    /// One was not built.
    Unbuilt(BTreeSet<String>),
}

/// Builds what a model says.
///
/// # Errors
///
/// The codes of what is wrong.
pub fn built(
    public: &Public,
    private: &Private,
    build: Build<'_>,
) -> Result<Files, BTreeSet<String>> {
    match write(public, private) {
        Some(folder) => build(&folder.tree()),
        None => Err(BTreeSet::from(["two files at one path".to_owned()])),
    }
}
