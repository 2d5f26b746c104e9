//! Runs families of a range of seeds, on as many threads as wanted; what comes out does not depend on how many.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::features::{self, features};
use crate::mutate::Mutation;
use crate::pair::{Build, Difference, Family, Outcome, built, compare};

/// How many differing pairs are kept to be told.
const KEPT: usize = 5;

/// What a run counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Pairs of which both were built.
    pub pairs: u64,
    /// Those that differ.
    pub differing: u64,
    /// Pairs of which one was not built.
    pub unbuilt: u64,
    /// Why not, by code.
    pub codes: BTreeMap<String, u64>,
    /// Pairs with each feature.
    pub features: BTreeMap<&'static str, u64>,
    /// Pairs with each mutation.
    pub mutations: BTreeMap<&'static str, u64>,
    /// The first differing pairs: seed, mutant, and where they part.
    pub first: Vec<(u64, usize, Difference)>,
}

impl Tally {
    /// Adds what another run counted.
    pub fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.differing += other.differing;
        self.unbuilt += other.unbuilt;
        for (code, count) in other.codes {
            *self.codes.entry(code).or_default() += count;
        }
        for (name, count) in other.features {
            *self.features.entry(name).or_default() += count;
        }
        for (name, count) in other.mutations {
            *self.mutations.entry(name).or_default() += count;
        }
        self.first.extend(other.first);
        self.first.sort_by_key(|(seed, mutant, _)| (*seed, *mutant));
        self.first.truncate(KEPT);
    }

    fn note(&mut self, seed: u64, mutant: usize, family: &Family, outcome: Outcome) {
        match outcome {
            Outcome::Unbuilt(codes) => {
                self.unbuilt += 1;
                for code in codes {
                    *self.codes.entry(code).or_default() += 1;
                }
                return;
            }
            Outcome::Differs(difference) => {
                self.differing += 1;
                self.first.push((seed, mutant, difference));
                self.first.truncate(KEPT);
            }
            Outcome::Same => {}
        }
        self.pairs += 1;
        for feature in features(&family.public, &family.base) {
            *self.features.entry(feature).or_default() += 1;
        }
        for mutation in &family.mutants[mutant].0 {
            *self.mutations.entry(mutation.name()).or_default() += 1;
        }
    }

    /// Features and mutations that fewer than one pair in a hundred had.
    #[must_use]
    pub fn rare(&self) -> Vec<&'static str> {
        let names = features::ALL
            .iter()
            .copied()
            .map(|name| (name, self.features.get(name)));
        let ways = Mutation::ALL
            .iter()
            .map(|way| (way.name(), self.mutations.get(way.name())));
        names
            .chain(ways)
            .filter(|(_, count)| count.copied().unwrap_or(0) * 100 < self.pairs)
            .map(|(name, _)| name)
            .collect()
    }

    /// How many of a hundred pairs could be built.
    #[must_use]
    pub fn built_share(&self) -> u64 {
        self.pairs * 100 / (self.pairs + self.unbuilt).max(1)
    }

    /// The tally in words, a line each.
    #[must_use]
    pub fn told(&self) -> String {
        let share = |count: u64| format!("{:5.1} %", 100.0 * ratio(count, self.pairs));
        let mut out = format!(
            "{} pairs, {} differing; {} more could not be built ({} % could)\n",
            self.pairs,
            self.differing,
            self.unbuilt,
            self.built_share()
        );
        for (code, count) in &self.codes {
            out.push_str(&format!("  not built {count:6}  {code}\n"));
        }
        for name in features::ALL {
            out.push_str(&format!(
                "  {}  {name}\n",
                share(self.features.get(name).copied().unwrap_or(0))
            ));
        }
        for way in Mutation::ALL {
            out.push_str(&format!(
                "  {}  mutation: {}\n",
                share(self.mutations.get(way.name()).copied().unwrap_or(0)),
                way.name()
            ));
        }
        for (seed, mutant, difference) in &self.first {
            out.push_str(&format!(
                "seed {seed}, mutant {mutant}: {}: {}\n",
                difference.stage,
                difference.files.join(", ")
            ));
        }
        out
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "shares are told to a tenth of a percent"
)]
fn ratio(count: u64, of: u64) -> f64 {
    count as f64 / of.max(1) as f64
}

/// Runs the families of some seeds.
#[must_use]
pub fn run(seeds: Range<u64>, mutants: usize, threads: usize, build: Build<'_>) -> Tally {
    let threads = threads.max(1);
    std::thread::scope(|scope| {
        let seeds = &seeds;
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                scope.spawn(move || {
                    let mut tally = Tally::default();
                    for seed in seeds.clone().skip(worker).step_by(threads) {
                        one(seed, mutants, build, &mut tally);
                    }
                    tally
                })
            })
            .collect();
        let mut whole = Tally::default();
        for worker in workers {
            match worker.join() {
                Ok(tally) => whole.add(tally),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        whole
    })
}

/// The outcomes of one family, by mutant.
pub fn outcomes(family: &Family, build: Build<'_>, mut heard: impl FnMut(usize, Outcome)) {
    let base = built(&family.public, &family.base, build);
    for (index, (_, private)) in family.mutants.iter().enumerate() {
        let outcome = match &base {
            Err(codes) => Outcome::Unbuilt(codes.clone()),
            Ok(base) => match built(&family.public, private, build) {
                Err(codes) => Outcome::Unbuilt(codes),
                Ok(mutant) => compare(base, &mutant).map_or(Outcome::Same, Outcome::Differs),
            },
        };
        heard(index, outcome);
    }
}

fn one(seed: u64, mutants: usize, build: Build<'_>, tally: &mut Tally) {
    let family = Family::of(seed, mutants);
    outcomes(&family, build, |index, outcome| {
        tally.note(seed, index, &family, outcome);
    });
}
