//! The long run: as many pairs as wanted, in batches, with a file that remembers where it stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vitrine_noninterference::pair::{Family, build};
use vitrine_noninterference::run::{Tally, run};
use vitrine_noninterference::shrink::Pair;

use crate::result::Run;

/// Families of one batch: a stopped run loses no more.
const BATCH: u64 = 100;
/// Mutants of a family.
const MUTANTS: usize = 12;

/// What a run stands at.
#[derive(Debug, Default)]
struct State {
    next: u64,
    pairs: u64,
    differing: u64,
    unbuilt: u64,
    seeds: Vec<u64>,
}

impl State {
    fn read(path: &Path) -> Result<Self, String> {
        let Ok(bytes) = fs::read(path) else {
            return Ok(Self::default());
        };
        let value: Value = serde_json::from_slice(&bytes)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let number = |name: &str| {
            value[name]
                .as_u64()
                .ok_or(format!("{}: no `{name}`", path.display()))
        };
        if number("mutants")? != MUTANTS as u64 {
            return Err(format!(
                "{}: written by another runner; begin a new file",
                path.display()
            ));
        }
        let seeds = value["seeds"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .collect();
        Ok(Self {
            next: number("next")?,
            pairs: number("pairs")?,
            differing: number("differing")?,
            unbuilt: number("unbuilt")?,
            seeds,
        })
    }

    fn write(&self, path: &Path) -> Result<(), String> {
        let value = json!({
            "mutants": MUTANTS, "next": self.next, "pairs": self.pairs, "differing": self.differing,
            "unbuilt": self.unbuilt, "seeds": self.seeds,
        });
        // Written beside and renamed, so that a stop leaves the old or the new one.
        let beside = path.with_extension("part");
        fs::write(&beside, format!("{value:#}\n"))
            .and_then(|()| fs::rename(&beside, path))
            .map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// Runs until so many pairs are counted; says whether none differs.
///
/// # Errors
///
/// What cannot be read or written.
pub(crate) fn soak(pairs: u64, resume: &Path, threads: usize) -> Result<bool, String> {
    let mut state = State::read(resume)?;
    let mut whole = Tally::default();
    while state.pairs < pairs {
        let tally = run(state.next..state.next + BATCH, MUTANTS, threads, &build);
        state.next += BATCH;
        state.pairs += tally.pairs;
        state.differing += tally.differing;
        state.unbuilt += tally.unbuilt;
        for (seed, mutant, difference) in &tally.first {
            state.seeds.push(*seed);
            println!("seed {seed}, mutant {mutant}: {}", difference.stage);
            println!("{}", smaller(*seed, *mutant).shown());
        }
        whole.add(tally);
        state.write(resume)?;
        println!(
            "{} pairs tried, {} differing, {} not built",
            state.pairs, state.differing, state.unbuilt
        );
    }
    print!("{}", whole.told());
    let path = result(&state)?;
    println!("{}", path.display());
    Ok(state.differing == 0)
}

/// The smallest pair that still differs.
fn smaller(seed: u64, mutant: usize) -> Pair {
    let mut family = Family::of(seed, MUTANTS);
    let (_, other) = family.mutants.swap_remove(mutant);
    Pair {
        public: family.public,
        one: family.base,
        other,
    }
    .shrunk(&build)
}

fn result(state: &State) -> Result<PathBuf, String> {
    let counted: BTreeMap<&str, u64> = BTreeMap::from([
        ("pairs", state.pairs),
        ("differing", state.differing),
        ("unbuilt", state.unbuilt),
        ("sites", state.next),
    ]);
    let mut run = Run::full(
        "noninterference",
        &[
            "generator",
            "search-wasm/core",
            "themes",
            "tests/noninterference/src",
        ],
    );
    for (name, number) in counted {
        run = run.count(name, number);
    }
    run.write().map_err(|error| error.to_string())
}
