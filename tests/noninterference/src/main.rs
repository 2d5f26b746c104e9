//! `vitrine-noninterference soak --pairs N --resume FILE [--threads N]`: tries pairs until there are so many, and writes
//! the result for the proof table. `show SEED MUTANT` prints a pair as files.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a tool for the terminal, which writes its results"
)]

#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the other runs that prove something, which use all of it"
)]
#[path = "../../src/proof/result.rs"]
mod result;
mod soak;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use vitrine_noninterference::pair::Family;
use vitrine_noninterference::shrink::Pair;

const USAGE: &str = "soak --pairs N --resume FILE [--threads N] | show SEED MUTANT";

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .and_then(Path::parent)
        .unwrap()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match told(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn told(arguments: &[String]) -> Result<bool, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["soak", options @ ..] => {
            let mut pairs = None;
            let mut resume = None;
            let mut threads = std::thread::available_parallelism().map_or(1, usize::from);
            for option in options.chunks(2) {
                match option {
                    ["--pairs", number] => pairs = number.parse().ok(),
                    ["--resume", file] => resume = Some(PathBuf::from(file)),
                    ["--threads", number] => threads = number.parse().map_err(|_| USAGE)?,
                    _ => return Err(USAGE.to_owned()),
                }
            }
            soak::soak(pairs.ok_or(USAGE)?, &resume.ok_or(USAGE)?, threads)
        }
        ["show", seed, mutant] => {
            let (Ok(seed), Ok(mutant)) = (seed.parse(), mutant.parse::<usize>()) else {
                return Err(USAGE.to_owned());
            };
            let mut family = Family::of(seed, mutant + 1);
            let (_, other) = family.mutants.swap_remove(mutant);
            let pair = Pair {
                public: family.public,
                one: family.base,
                other,
            };
            print!("{}", pair.shown());
            Ok(true)
        }
        _ => Err(USAGE.to_owned()),
    }
}
