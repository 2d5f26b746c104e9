//! `proof VERB`: runs what proves something and writes results, and prints the table of them.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "what it says is its answer"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use vitrine_tests::proof::{result, table};
use vitrine_tests::root;

const USAGE: &str = "usage:
  proof table [--today DATE] [--days N] [--results FOLDER]
      prints the table of what was proved; rows are marked that are older than N days (30), or whose sources changed
  proof readme
      puts the table into README.md, as a test expects it there";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match attempt(&arguments) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}

fn attempt(arguments: &[String]) -> Result<String, String> {
    let (verb, rest) = arguments.split_first().ok_or(USAGE)?;
    match verb.as_str() {
        "table" => print_table(rest),
        "readme" => write_readme(),
        _ => Err(USAGE.to_owned()),
    }
}

fn print_table(arguments: &[String]) -> Result<String, String> {
    let mut results = root().join(result::RESULTS);
    let mut today = result::today();
    let mut days = "30".to_owned();
    let mut given = arguments.iter();
    while let Some(name) = given.next() {
        let value = given.next().ok_or(USAGE)?.clone();
        match name.as_str() {
            "--results" => results = PathBuf::from(value),
            "--today" => today = value,
            "--days" => days = value,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let today = today
        .parse()
        .map_err(|_| "--today takes a date, such as 2026-11-24")?;
    let days = days.parse().map_err(|_| "--days takes a number")?;
    table::table(&results, Some((today, days)))
}

fn write_readme() -> Result<String, String> {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let table = table::table(&root().join(result::RESULTS), None)?;
    let text = table::put_into(&text, &table).ok_or("README.md has no markers for the table")?;
    std::fs::write(&path, text).map_err(|error| error.to_string())?;
    Ok("README.md shows the committed results".to_owned())
}
