//! Proves noninterference on the user's own site: varies what is not public in it, builds it again, and compares bytes.
//!
//! What is not public is found by a knife of its own, on raw lines of the private tree (`knife`): nothing of disclosure is
//! asked. A knife that takes too little varies less, and the counts say so; one that takes too much shows as a
//! difference. An edit that keeps the site from being built, since it decides about others, is left out and named.

mod compare;
mod edit;
mod knife;
mod noise;
mod standing;
mod variation;

use std::collections::BTreeSet;

use vitrine_disclosure::{Diagnostics, SourceTree};
use vitrine_site::Output;

pub use compare::Difference;
use edit::Edit;
use standing::Survey;

/// How many builds one variation may take while it looks for edits that keep the site from being built.
const BUILDS: usize = 48;

/// How a site is built: from a folder, and from its public source.
pub struct Builder<'a> {
    /// From a folder, for the day of the first build.
    pub build: &'a dyn Fn(&SourceTree) -> Result<Output, Diagnostics>,
    /// From the bytes of an archive.
    pub rebuild: &'a dyn Fn(&[u8]) -> Result<Output, Diagnostics>,
}

impl std::fmt::Debug for Builder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Builder(..)")
    }
}

/// What was varied, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Each way in which the site was varied.
    pub variations: Vec<Variation>,
    /// Entries of which something was varied.
    pub entries: BTreeSet<String>,
    /// How many portions were.
    pub portions: usize,
    /// Files that are no entries.
    pub files: BTreeSet<String>,
}

/// One way in which a site was varied.
#[derive(Clone, Debug)]
pub struct Variation {
    /// What was done.
    pub name: &'static str,
    /// How many edits that took.
    pub edits: usize,
    /// How often the site was built for it.
    pub builds: usize,
    /// Files whose edit keeps the site from being built: they decide about others.
    pub kept: Vec<String>,
    /// Where the outputs part.
    pub difference: Option<Difference>,
    /// The files whose variation shows in the output.
    pub sources: Vec<String>,
}

impl Proof {
    /// Says whether no byte changed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.variations.iter().all(|one| one.difference.is_none())
    }

    /// Says whether there was nothing to vary.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.files.is_empty()
    }
}

/// Varies a site in every way, and compares each output with the first. `step` hears what is going on.
#[must_use]
pub fn prove(
    source: &SourceTree,
    as_of: &str,
    first: &Output,
    builder: &Builder<'_>,
    step: &mut dyn FnMut(&'static str),
) -> Proof {
    let survey = Survey::of(source, as_of);
    let mut proof = Proof::default();
    for (name, edits) in variation::all(&survey) {
        if edits.is_empty() {
            continue;
        }
        step(name);
        let mut attempt = Attempt {
            source,
            first,
            builder,
            builds: 0,
        };
        let (taken, kept, output) = attempt.settle(edits);
        for edit in taken.iter().filter(|edit| !edit.is_stranger()) {
            let known = if edit.is_entry() {
                &mut proof.entries
            } else {
                &mut proof.files
            };
            known.insert(edit.path().to_owned());
        }
        let portions: usize = taken.iter().map(Edit::portions).sum();
        proof.portions = proof.portions.max(portions);
        let difference = output.and_then(|output| compare::first(first, &output));
        let sources = if difference.is_some() {
            attempt.narrow(&taken)
        } else {
            Vec::new()
        };
        proof.variations.push(Variation {
            name,
            edits: taken.len(),
            builds: attempt.builds,
            kept,
            difference,
            sources,
        });
    }
    step(ARCHIVE);
    proof.variations.push(from_archive(first, builder));
    proof
}

/// The name of the variation without any private tree.
const ARCHIVE: &str = "built from the public source alone";

fn from_archive(first: &Output, builder: &Builder<'_>) -> Variation {
    let archive = first.get(vitrine_disclosure::ARCHIVE).unwrap_or_default();
    let difference = match (builder.rebuild)(archive) {
        Ok(output) => compare::first(first, &output),
        // An archive that cannot be built is not the source of this site.
        Err(_) => Some(Difference::whole(vitrine_disclosure::ARCHIVE)),
    };
    Variation {
        name: ARCHIVE,
        edits: 1,
        builds: 1,
        kept: Vec::new(),
        difference,
        sources: Vec::new(),
    }
}

/// Builds of one variation.
struct Attempt<'a> {
    source: &'a SourceTree,
    first: &'a Output,
    builder: &'a Builder<'a>,
    builds: usize,
}

impl Attempt<'_> {
    fn build(&mut self, edits: &[Edit]) -> Option<Output> {
        self.builds += 1;
        (self.builder.build)(&edit::apply(self.source, edits)).ok()
    }

    /// The edits with which the site can be built, those without which it can, and the output.
    fn settle(&mut self, edits: Vec<Edit>) -> (Vec<Edit>, Vec<String>, Option<Output>) {
        if let Some(output) = self.build(&edits) {
            return (edits, Vec::new(), Some(output));
        }
        let (mut taken, mut kept, mut last) = (Vec::new(), Vec::new(), None);
        let mut waiting = halves(edits);
        while let Some(part) = waiting.pop() {
            let mut with = taken.clone();
            with.extend(part.iter().cloned());
            let output = if self.builds < BUILDS {
                self.build(&with)
            } else {
                None
            };
            match output {
                Some(output) => {
                    taken = with;
                    last = Some(output);
                }
                None if part.len() > 1 && self.builds < BUILDS => waiting.extend(halves(part)),
                None => kept.extend(part.iter().map(|edit| edit.path().to_owned())),
            }
        }
        kept.sort();
        kept.dedup();
        (taken, kept, last)
    }

    /// A few edits that suffice to change the output: the files that a person should look at.
    fn narrow(&mut self, edits: &[Edit]) -> Vec<String> {
        let mut left = edits.to_vec();
        while left.len() > 1 {
            let differing = halves(left.clone()).into_iter().find(|half| {
                let output = self.build(half);
                output.is_some_and(|output| compare::first(self.first, &output).is_some())
            });
            match differing {
                Some(half) => left = half,
                None => break,
            }
        }
        let paths: BTreeSet<&str> = left.iter().map(Edit::path).collect();
        paths.into_iter().take(8).map(str::to_owned).collect()
    }
}

fn halves(mut edits: Vec<Edit>) -> Vec<Vec<Edit>> {
    let rest = edits.split_off(edits.len() / 2);
    vec![edits, rest]
        .into_iter()
        .filter(|half| !half.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
