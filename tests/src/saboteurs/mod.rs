//! Deliberate leaks, and which checks catch each: a check that has never refused anything proves nothing.
//!
//! Each leak happens on the real path of a build, where a defect would sit. Each check is tried alone: while one is tried,
//! the others look away, so that none can hide behind another.

pub mod list;
pub mod site;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use vitrine::prove::{Builder, prove};
use vitrine_disclosure::SourceTree;
use vitrine_disclosure::sabotage::leaking;
use vitrine_noninterference::pair::{Family, Outcome, build};
use vitrine_noninterference::run::outcomes;

use crate::today;
pub use list::{ALL, CHANNELS, Saboteur};
pub use told::document;

/// A way of catching a leak.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Check {
    /// The proof of each build: the site is a function of its public source, which projects to itself.
    Source,
    /// The audit of each build.
    Audit,
    /// `check --prove`.
    Prove,
    /// Random pairs of sites that differ in what is not public.
    Pairs,
    /// `SHA256SUMS`, which anyone can check.
    Sums,
}

impl Check {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Source,
        Self::Audit,
        Self::Prove,
        Self::Pairs,
        Self::Sums,
    ];

    /// Its name in the matrix.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "public source",
            Self::Audit => "audit",
            Self::Prove => "`check --prove`",
            Self::Pairs => "pairs",
            Self::Sums => "sums",
        }
    }
}

/// Which checks caught a leak, and what each said.
#[derive(Clone, Debug, Default)]
pub struct Caught {
    /// What each check that caught it said.
    pub by: BTreeMap<Check, String>,
    /// How many pairs were tried.
    pub pairs: u64,
    /// How many of them noticed it.
    pub noticed: u64,
    /// The first that did, from 1.
    pub first: Option<u64>,
}

impl Caught {
    /// Says whether two checks or more caught it.
    #[must_use]
    pub fn twice(&self) -> bool {
        self.by.len() >= 2
    }
}

/// How many pairs tell what share of them notices a leak; more are tried only until one does.
const SHARE: u64 = 200;

/// How much is tried of each leak.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// So many pairs at most.
    pub pairs: u64,
    /// Every check, and a share of the pairs at least; else no more than it takes for two checks to catch it.
    pub whole: bool,
}

/// Tries every leak on as many threads as wanted, and says of each, in order, which checks caught it.
#[must_use]
pub fn run(
    saboteurs: &[Saboteur],
    effort: Effort,
    threads: usize,
    told: &(dyn Fn(&Saboteur, &Caught) + Sync),
) -> Vec<Caught> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(saboteur) = saboteurs.get(number) else {
                        break;
                    };
                    let caught = attempt(saboteur.name, effort);
                    told(saboteur, &caught);
                    found.lock().unwrap().insert(number, caught);
                }
            });
        }
    });
    found.into_inner().unwrap().into_values().collect()
}

/// Tries one leak; the empty name is none at all.
#[must_use]
pub fn attempt(name: &'static str, effort: Effort) -> Caught {
    let mut caught = Caught::default();
    if name == "old-files-kept" {
        over_an_older_site(name, &mut caught);
        return caught;
    }
    let tree = site::site();
    let enough = |caught: &Caught| !effort.whole && caught.twice();
    audited(name, &tree, &mut caught);
    paired(name, effort, &mut caught);
    if !enough(&caught) {
        proved(name, &tree, &mut caught);
    }
    if !enough(&caught) {
        sourced(name, &tree, &mut caught);
    }
    caught
}

/// The proof of each build alone.
fn sourced(name: &'static str, tree: &SourceTree, caught: &mut Caught) {
    let Err(found) = leaking(name, true, || vitrine::build(tree, today())) else {
        return;
    };
    let ours = ["proof-failed", "source-unstable", "archive-broken"];
    let codes: BTreeSet<&str> = found.iter().map(|one| one.code).collect();
    if codes.iter().any(|code| ours.contains(code)) {
        let codes: Vec<&str> = codes.into_iter().collect();
        caught.by.insert(Check::Source, codes.join(", "));
    }
}

/// The audit alone, of a build whose proof looks away.
fn audited(name: &'static str, tree: &SourceTree, caught: &mut Caught) {
    let Ok(built) = leaking(name, false, || vitrine::build(tree, today())) else {
        return;
    };
    let found = refused(tree, built.output);
    caught.by.extend(found.map(|codes| (Check::Audit, codes)));
}

/// The codes of what the audit finds.
fn refused(tree: &SourceTree, output: vitrine::Output) -> Option<String> {
    let report = vitrine::audit(tree, output, today()).err()?;
    let mut codes = BTreeSet::new();
    for one in report.findings() {
        codes.insert(one.code());
    }
    Some(codes.into_iter().collect::<Vec<_>>().join(", "))
}

/// `check --prove` alone.
fn proved(name: &'static str, tree: &SourceTree, caught: &mut Caught) {
    let first = leaking(name, false, || vitrine::build(tree, today()));
    let Ok(first) = first.map(|built| built.output) else {
        return;
    };
    let builder = Builder {
        build: &|tree| {
            leaking(name, false, || vitrine::build(tree, today())).map(|built| built.output)
        },
        rebuild: &|archive| {
            leaking(name, false, || vitrine::rebuild(archive)).map(|built| built.output)
        },
    };
    let proof = prove(tree, &today().to_string(), &first, &builder, &mut |_| {});
    let differing = proof
        .variations
        .iter()
        .filter(|one| one.difference.is_some())
        .count();
    if differing > 0 {
        let of = proof.variations.len();
        let said = format!("{differing} of {of} variations");
        caught.by.insert(Check::Prove, said);
    }
}

/// Random pairs alone.
fn paired(name: &'static str, effort: Effort, caught: &mut Caught) {
    let build = |tree: &SourceTree| leaking(name, false, || build(tree));
    let least = if effort.whole { SHARE } else { 1 };
    let is_enough = |caught: &Caught| caught.noticed > 0 && caught.pairs >= least;
    let mut unbuilt = 0;
    for seed in 0.. {
        // More mutants of one site are quicker, and more sites see more.
        let family = Family::of(seed, if effort.whole { 12 } else { 4 });
        outcomes(&family, &build, |_, outcome| {
            if caught.pairs >= effort.pairs || is_enough(caught) {
                return;
            }
            match outcome {
                Outcome::Same => caught.pairs += 1,
                Outcome::Differs(_) => {
                    caught.pairs += 1;
                    caught.noticed += 1;
                    caught.first = caught.first.or(Some(caught.pairs));
                }
                Outcome::Unbuilt(_) => unbuilt += 1,
            }
        });
        if is_enough(caught) || caught.pairs >= effort.pairs || unbuilt > 10 * effort.pairs {
            break;
        }
    }
    if caught.noticed > 0 {
        let said = format!("{} of {}", caught.noticed, caught.pairs);
        caught.by.insert(Check::Pairs, said);
    }
}

/// A site published over one that told more.
fn over_an_older_site(name: &'static str, caught: &mut Caught) {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    let publish = |tree: &SourceTree| {
        let built = vitrine::build(tree, today()).unwrap();
        let output = built.output.clone();
        let (audited, _) = vitrine::audit(tree, built.output, today()).unwrap();
        leaking(name, true, || vitrine::publish::publish(&audited, &public)).unwrap();
        output
    };
    publish(&site::before());
    let tree = site::site();
    let mut output = publish(&tree);
    let published = crate::read(&public);
    for (path, bytes) in &published {
        output.plant(path, bytes.clone());
    }
    let found = refused(&tree, output);
    caught.by.extend(found.map(|codes| (Check::Audit, codes)));
    let faults = vitrine::sums::faults(&published).len();
    if faults > 0 {
        caught.by.insert(Check::Sums, format!("{faults} files"));
    }
}
