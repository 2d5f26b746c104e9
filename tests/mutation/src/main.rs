//! `tests/mutants [PART[,PART…]] [MINUTES]`: tries mutants, says which no test notices, and counts them.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal, which writes its results"
)]

mod compile;
mod copy;
mod count;
mod explained;
mod judge;
mod list;
mod run;
mod source;
mod suite;
mod switch;
mod text;
mod verdict;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use copy::FOLDER;
use count::Worth;
use judge::{Job, Limits};
use verdict::Book;

/// Whose turn it is. Most mutants are noticed soon: those that are not wait until all were tried, then they get more.
#[derive(Clone, Copy, Debug)]
enum Turn {
    /// Mutants that no test of their own crate reaches, so that few judge them.
    Unreached,
    /// Those that were never tried.
    Untried(Duration),
    /// Those that are still open.
    Open(Option<Duration>),
}

const TURNS: [Turn; 6] = [
    Turn::Untried(Duration::from_millis(700)),
    Turn::Unreached,
    Turn::Open(Some(Duration::from_millis(1500))),
    Turn::Open(Some(Duration::from_secs(5))),
    Turn::Open(Some(Duration::from_secs(15))),
    Turn::Open(None),
];

impl Turn {
    fn has(
        self,
        suite: &suite::Suite,
        mutant: &list::Mutant,
        judges: &[usize],
        worth: Worth,
    ) -> bool {
        let own = judges
            .first()
            .is_some_and(|&test| suite.is_of(test, &mutant.package));
        match self {
            Self::Unreached => !own,
            Self::Untried(_) => own && worth == Worth::Nothing,
            Self::Open(_) => true,
        }
    }

    fn budget(self) -> Option<Duration> {
        match self {
            Self::Unreached => None,
            Self::Untried(budget) => Some(budget),
            Self::Open(budget) => budget,
        }
    }
}

const USAGE: &str = "usage:
  tests/mutants [PART[,PART…]] [MINUTES]
      tries all mutants, or those of some parts, for so many minutes at most, and goes on where it was stopped
  tests/mutants survivors [PART]
      prints those that no test noticed and nobody explained, with the lines that they are in
  tests/mutants sample N
      prints N mutants of all genres with their verdicts, to be compared with what cargo-mutants says of them";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match attempt(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::from(2)
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

fn attempt(arguments: &[String]) -> Result<(), String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["survivors", rest @ ..] => count::print_survivors(&root(), rest.first().copied()),
        ["sample", number] => {
            let number = number.parse().map_err(|_| USAGE.to_owned())?;
            count::print_sample(&root(), number)
        }
        [] => run(None, None),
        [one] => match one.parse() {
            Ok(minutes) => run(None, Some(minutes)),
            Err(_) => run(Some(one), None),
        },
        [parts, minutes] => {
            let minutes = minutes.parse().map_err(|_| USAGE.to_owned())?;
            run(Some(parts), Some(minutes))
        }
        _ => Err(USAGE.to_owned()),
    }
}

fn run(parts: Option<&str>, minutes: Option<u64>) -> Result<(), String> {
    let root = root();
    let until = minutes.map(|minutes| Instant::now() + Duration::from_secs(minutes * 60));
    let mutants = list::list(&root)?;
    let order = count::order(&mutants);
    let chosen: Vec<String> = match parts {
        Some(parts) => parts.split(',').map(str::to_owned).collect(),
        None => order.clone(),
    };
    if let Some(other) = chosen.iter().find(|part| !order.contains(part)) {
        return Err(format!(
            "there is no part {other}; the parts are {}",
            order.join(", ")
        ));
    }
    let built = copy::build(&root, &mutants, &say)?;
    let suite = suite::Suite::of(&root, built.programs.clone(), &built, &say)?;
    for broken in &suite.broken {
        eprintln!("fails without a mutant, and judges nothing: {broken}");
    }
    let now = count::Now::of(&root, &suite, &built.numbers)?;
    let mut book = Book::open(root.join(FOLDER).join("verdicts.jsonl"));
    for turn in TURNS {
        let mut jobs = Vec::new();
        for part in &chosen {
            for (index, mutant) in mutants.iter().enumerate() {
                let Some(&number) = built.numbers.get(&index) else {
                    continue;
                };
                let found = book.found.get(&mutant.key());
                let worth = now.worth(index, mutant, found);
                if mutant.part() != *part || worth == Worth::Holds {
                    continue;
                }
                let code = now.code(mutant).to_owned();
                let judges = now.judges(index, mutant);
                if !turn.has(&suite, mutant, &judges, worth) {
                    continue;
                }
                let same = found.filter(|found| found.code == code);
                jobs.push(Job {
                    mutant,
                    number,
                    code,
                    judges,
                    passed: same.map(|found| found.passed.clone()).unwrap_or_default(),
                });
            }
        }
        let budget = turn.budget();
        judge::judge(
            &root,
            &suite,
            &jobs,
            &mut book,
            &Limits { until, budget },
            &say,
        )?;
    }
    say("");
    count::write(&root, &mutants, &built.left, &book, &now)
}

/// Says how far it is, on a terminal only.
fn say(words: &str) {
    let mut stderr = std::io::stderr();
    if stderr.is_terminal() {
        let _ = write!(stderr, "\r\x1b[K{words}");
        let _ = stderr.flush();
    }
}
