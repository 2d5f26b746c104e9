//! The smoke run: replays the corpora and seeded mutations of them through the targets, and counts.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use super::targets::{TARGETS, Target, index, letters};
use crate::crash::kills::Dice;
use crate::root;

/// How long one input may take before the run is ended as hanging; a sound one takes milliseconds.
const HANG: Duration = Duration::from_mins(2);
/// Longer inputs are not grown further.
const LONGEST: usize = 1 << 16;

/// What a run counted.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How often each target ran.
    pub executions: BTreeMap<&'static str, u64>,
    /// Inputs that made one panic, where they lie, and what it said.
    pub failures: Vec<String>,
}

/// The inputs that a target starts from: its committed corpus, and what is made for it.
#[must_use]
pub fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = root().join("tests/fuzz/corpus").join(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    let mut inputs: Vec<Vec<u8>> = paths
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .collect();
    inputs.extend(made(target));
    inputs
}

/// Inputs of binary forms, which are better made anew than kept: the forms change.
fn made(target: &str) -> Vec<Vec<u8>> {
    let letters = letters(target);
    if !letters.is_empty() {
        let files = index()
            .files
            .iter()
            .filter(|(name, _)| name.starts_with(|letter| letters.contains(letter)));
        return files.map(|(_, bytes)| bytes.clone()).collect();
    }
    match target {
        "container" => {
            let files = index().files.iter().take(4);
            files
                .map(|(name, bytes)| vitrine_search::container::wrap(name, bytes))
                .collect()
        }
        "stemmer" => {
            let all = vitrine_search::further_stemmers();
            all.map(|(_, bytes)| bytes.to_vec()).collect()
        }
        "image" => {
            let picture = root().join("content/verania/documents/annual-report/training.png");
            let mut input = vec![0];
            input.extend(fs::read(picture).unwrap_or_default());
            vec![input]
        }
        _ => Vec::new(),
    }
}

/// Runs the corpus of every target, then so many mutations of it. `scale` says how many for each, by what one costs.
#[must_use]
pub fn run(mutations: u64, seed: u64) -> Outcome {
    let mut outcome = Outcome::default();
    for target in TARGETS {
        let share = match target.0 {
            // A whole site takes as long as a hundred queries.
            "whole_build" => mutations / 20,
            "image" | "pdf" | "front_matter" => mutations / 4,
            // Each is a part of one index: all together they are asked as often as a query is.
            name if !letters(name).is_empty() => mutations / 8,
            _ => mutations,
        };
        one(target, share, seed, &mut outcome);
    }
    outcome
}

/// Runs one target.
pub fn one(target: Target, mutations: u64, seed: u64, outcome: &mut Outcome) {
    let (name, function) = target;
    let corpus = corpus(name);
    assert!(!corpus.is_empty(), "{name} has a corpus");
    let watch = Watch::new(name);
    let mut dice = Dice(seed ^ name.len() as u64);
    let mutated = (0..mutations).map(|_| mutate(&corpus, &mut dice));
    for input in corpus.iter().cloned().chain(mutated) {
        watch.next();
        let answer = catch_unwind(AssertUnwindSafe(|| function(&input)));
        *outcome.executions.entry(name).or_default() += 1;
        if answer.is_err() {
            outcome.failures.push(keep(name, &input));
        }
    }
}

/// Keeps an input that failed, for a fuzz corpus of tomorrow.
fn keep(target: &str, input: &[u8]) -> String {
    let folder = root().join("target/proof/failures");
    let path = folder.join(format!("{target}-{:016x}", hash(input)));
    let _ = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, input));
    format!("{target}: {}", path.display())
}

fn hash(bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Ends the process where one input takes much too long: a hang is a failure that cannot be caught.
#[derive(Debug)]
struct Watch {
    beat: mpsc::Sender<()>,
}

static RUN: AtomicU64 = AtomicU64::new(0);

impl Watch {
    fn new(name: &'static str) -> Self {
        let (beat, beats) = mpsc::channel();
        std::thread::spawn(move || {
            loop {
                match beats.recv_timeout(HANG) {
                    Ok(()) => {}
                    Err(mpsc::RecvTimeoutError::Disconnected) => return,
                    Err(mpsc::RecvTimeoutError::Timeout) => {
                        let run = RUN.load(Ordering::Relaxed);
                        let note = root().join("target/proof/hang");
                        let _ = fs::write(note, format!("{name}: input {run}\n"));
                        std::process::abort();
                    }
                }
            }
        });
        Self { beat }
    }

    fn next(&self) {
        RUN.fetch_add(1, Ordering::Relaxed);
        let _ = self.beat.send(());
    }
}

/// Words that mean something to one of the readers.
const WORDS: [&str; 48] = [
    "---\n",
    "+++\n",
    ":::",
    ":::restricted{reason=\"threat\"}\n",
    ":restricted[",
    "]{reason=\"threat\"}",
    "mark",
    "silent",
    "\\:",
    "[^1]",
    "[^1]: ",
    "```\n",
    "~~~",
    "> ",
    "- ",
    "1. ",
    "| a |\n| - |\n",
    "<",
    "-->",
    "&lt;",
    "&#58;",
    "![",
    "](",
    ")",
    "{#a}",
    "**",
    "~~",
    "\t",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "é",
    "中",
    "sensitivity: public\n",
    "kind: page\n",
    "title: ",
    "internal: {",
    "[[",
    "]]",
    "\"\"\"",
    "'",
    "|\n  ",
    "&a ",
    "*a",
    "=== b.md\n",
    "kind:mission ",
];

/// An input changed in one to six places, or put together from two.
fn mutate(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let pick = |dice: &mut Dice| corpus[at(dice, corpus.len())].clone();
    let mut input = pick(dice);
    for _ in 0..=dice.below(6) {
        let place = at(dice, input.len() + 1);
        let end = place + at(dice, (input.len() - place).min(64) + 1);
        match dice.below(9) {
            0 => input.truncate(place),
            1 if place < input.len() => input[place] ^= 1 << dice.below(8),
            2 if place < input.len() => {
                input[place] = u8::try_from(dice.below(256)).unwrap_or_default();
            }
            3 => drop(input.drain(place..end)),
            4 | 5 => {
                let word = WORDS[at(dice, WORDS.len())];
                input.splice(place..place, word.bytes());
            }
            6 => {
                let piece = input[place..end].to_vec();
                let times = at(dice, 40);
                if input.len() + piece.len() * times < LONGEST {
                    input.splice(place..place, piece.repeat(times));
                }
            }
            7 => {
                let other = pick(dice);
                let from = at(dice, other.len() + 1);
                input.splice(place..end, other[from..].iter().copied().take(4096));
            }
            _ => input.splice(place..end, [0xff, 0x00, 0xc3]).for_each(drop),
        }
    }
    input.truncate(LONGEST);
    input
}

fn at(dice: &mut Dice, end: usize) -> usize {
    usize::try_from(dice.below(end as u64)).unwrap_or_default()
}
