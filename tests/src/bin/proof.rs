//! `proof VERB`: runs what proves something and writes results, and prints the table of them.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "what it says is its answer"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;
use vitrine_tests::crash::{faults, kills};
use vitrine_tests::hostile::{fuzz, injection};
use vitrine_tests::proof::{Run, canaries, cost, mutants, realistic, recall, result, table};
use vitrine_tests::{root, saboteurs};

const USAGE: &str = "usage:
  proof table [--today DATE] [--days N] [--results FOLDER]
      prints the table of what was proved; rows are marked that are older than N days (30), or whose sources changed
  proof readme
      puts the table into README.md, as a test expects it there
  proof kills [--kills N] [--entries N] [--seed N] [--command FILE]
      kills builds of a large site at random instants (500 of 1,900 entries, which make 2,000 files)
  proof faults
      lets every step of publishing fail
  proof fuzz [--mutations N] [--seed N]
      replays corpora and mutations of them (200,000 for the quickest targets)
  proof saboteurs [--pairs N] [--threads N]
      lets the generator leak in every deliberate way, says which checks catch it (random pairs among them, 10,000
      until one notices it), and writes the matrix into tests/proof/SABOTEURS.md
  proof canaries
      begins a site with canaries, builds it, and says how many the audit saw and how many are published
  proof recall [--fragments N] [--documents N] [--sites N] [--seed N]
      plants N fragments (1,000) in each writing that the audit reads, and, where VITRINE_IR names a folder of public
      collections, counts false alarms on sites (10) of N documents (150) of each
  proof realistic [--sites N] [--entries N] [--seed N]
      draws N sites (25) of each collection, of N entries (70), public and private texts from one collection: the audit
      must refuse none, and must find a private sentence of each kind that is planted into its pages
  proof payloads FOLDER [--every N]
      places the payloads, every Nth of them (1), builds the site of those that are published into FOLDER
  proof acted FOLDER [--short yes]
      writes the result of payloads, once the browser has written FOLDER/acted.json
  proof cost FILE
      writes the result of `vitrine-bench --format json`, whose answer is in FILE: what projection proof and audit take of
      a whole build
  proof mutants FOLDER
      writes the result of tests/mutants from its FOLDER";

type Options = BTreeMap<String, String>;

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
    let takes_folder = ["payloads", "acted", "mutants", "cost"].contains(&verb.as_str());
    let (folder, rest) = if takes_folder {
        let (folder, rest) = rest.split_first().ok_or(USAGE)?;
        (PathBuf::from(folder), rest)
    } else {
        (PathBuf::new(), rest)
    };
    let given = options(rest)?;
    match verb.as_str() {
        "table" => print_table(&given),
        "readme" => write_readme(),
        "kills" => kill(&given),
        "faults" => fail(),
        "fuzz" => fuzzed(&given),
        "saboteurs" => sabotaged(&given),
        "canaries" => planted(),
        "recall" => recalled(&given),
        "realistic" => drawn(&given),
        "payloads" => place(&folder, &given),
        "acted" => acted(&folder, &given),
        "cost" => cost::result(&folder)?.write().map(told).map_err(text),
        "mutants" => mutants::result(&folder)?.write().map(told).map_err(text),
        _ => Err(USAGE.to_owned()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands behind `map_err`")]
fn text(error: impl ToString) -> String {
    error.to_string()
}

#[expect(clippy::needless_pass_by_value, reason = "it stands behind `map`")]
fn told(path: PathBuf) -> String {
    path.display().to_string()
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut given = Options::new();
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name.starts_with("--") => given.insert(name.clone(), value.clone()),
            _ => return Err(USAGE.to_owned()),
        };
    }
    Ok(given)
}

fn number(given: &Options, name: &str, default: u64) -> Result<u64, String> {
    given.get(name).map_or(Ok(default), |value| {
        value.parse().map_err(|_| format!("{name} takes a number"))
    })
}

fn print_table(given: &Options) -> Result<String, String> {
    let results = given
        .get("--results")
        .map_or_else(|| root().join(result::RESULTS), PathBuf::from);
    let today = given.get("--today").cloned().unwrap_or_else(result::today);
    let today = today
        .parse()
        .map_err(|_| "--today takes a date, such as 2026-11-24")?;
    let days = i32::try_from(number(given, "--days", 30)?).map_err(text)?;
    table::table(&results, Some((today, days)))
}

fn write_readme() -> Result<String, String> {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).map_err(text)?;
    let table = table::table(&root().join(result::RESULTS), None)?;
    let readme =
        table::put_into(&readme, &table).ok_or("README.md has no markers for the table")?;
    fs::write(&path, readme).map_err(text)?;
    Ok("README.md shows the committed results".to_owned())
}

fn kill(given: &Options) -> Result<String, String> {
    let wanted = number(given, "--kills", 500)?;
    let entries = number(given, "--entries", 1_900)?;
    let seed = number(given, "--seed", 1)?;
    let command = kills::command(given.get("--command").map(PathBuf::from));
    let command = fs::canonicalize(command).map_err(text)?;
    let outcome = kills::run(&command, entries, wanted, seed, &|kill| {
        if kill.is_multiple_of(25) {
            eprintln!("{kill} killed");
        }
    });
    eprintln!("{outcome:?}");
    let run = Run::full("kills", &["generator/src"])
        .count("kills", outcome.kills)
        .count("ended_before", outcome.late)
        .count("files", outcome.files)
        .count("old_site", outcome.old)
        .count("new_site", outcome.new)
        .count("left_staging", outcome.left)
        .count("broken", outcome.broken.len())
        .count("not_public", outcome.strange.len())
        .count("remains", outcome.remains.len())
        .count("seed", seed);
    run.write().map(told).map_err(text)
}

fn fail() -> Result<String, String> {
    let outcome = faults::run(usize::MAX);
    let run = Run::full("faults", &["generator/src"])
        .count("faults", outcome.faults)
        .count("kinds", faults::FAULTS.len())
        .count("steps", outcome.steps)
        .count("broken", outcome.broken.len())
        .count("not_public", outcome.strange.len())
        .count("remains", outcome.remains.len());
    run.write().map(told).map_err(text)
}

fn fuzzed(given: &Options) -> Result<String, String> {
    let seed = number(given, "--seed", 1)?;
    let outcome = fuzz::run(number(given, "--mutations", 200_000)?, seed);
    for failure in &outcome.failures {
        eprintln!("{failure}");
    }
    let mut run = Run::full(
        "fuzz",
        &["generator/disclosure", "generator/src", "search-wasm/core"],
    )
    .count("executions", outcome.executions.values().sum::<u64>())
    .count("targets", outcome.executions.len())
    .count("failed", outcome.failures.len())
    .count("seed", seed);
    for (target, executions) in &outcome.executions {
        run = run.count(&format!("executions_{target}"), *executions);
    }
    run.write().map(told).map_err(text)
}

fn sabotaged(given: &Options) -> Result<String, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = usize::try_from(number(given, "--threads", threads as u64)?).map_err(text)?;
    let effort = saboteurs::Effort {
        pairs: number(given, "--pairs", 10_000)?,
        whole: true,
    };
    let all = saboteurs::ALL;
    let done = std::sync::atomic::AtomicUsize::new(1);
    let caught = saboteurs::run(all, effort, threads, &|saboteur, caught| {
        let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        eprintln!("{done} of {}: {} {:?}", all.len(), saboteur.name, caught.by);
    });
    let seen = caught.iter().filter(|one| one.noticed > 0).count();
    let explained = all.iter().zip(&caught);
    let explained = explained.filter(|(one, caught)| caught.noticed == 0 && !one.unseen.is_empty());
    let run = Run::full("saboteurs", &["generator", "search-wasm/core", "themes"])
        .count("saboteurs", all.len())
        .count(
            "caught_twice",
            caught.iter().filter(|one| one.twice()).count(),
        )
        .count("pairs", caught.iter().map(|one| one.pairs).sum::<u64>())
        .count("seen_by_pairs", seen)
        .count("unseen_explained", explained.count());
    let written = run.write().map_err(text)?;
    let document = root().join("tests/proof/SABOTEURS.md");
    fs::write(&document, saboteurs::document(all, &caught)).map_err(text)?;
    Ok(format!("{}\n{}", written.display(), document.display()))
}

fn planted() -> Result<String, String> {
    let canaries = canaries::run();
    let run = Run::full("canaries", &["generator/audit", "generator/src"])
        .count("planted", canaries.planted)
        .count("seen", canaries.seen)
        .count("published", canaries.published);
    run.write().map(told).map_err(text)
}

fn recalled(given: &Options) -> Result<String, String> {
    let size = |name: &str, default| {
        usize::try_from(number(given, name, default)?).map_err(|error| error.to_string())
    };
    let fragments = size("--fragments", 1_000)?;
    let seed = number(given, "--seed", 1)?;
    let outcome = recall::run(fragments, seed, &|writing, found| {
        eprintln!("{found} of {fragments} {writing}");
    });
    for (writing, fragment) in outcome.missed.iter().take(20) {
        eprintln!("missed, {writing}: {fragment}");
    }
    let mut run = Run::full("recall", &["generator/audit", "tests/src/proof/recall"])
        .count("fragments", fragments)
        .count("encodings", outcome.found.len())
        .count("found", outcome.found.values().sum::<usize>())
        .count("least_percent", outcome.least())
        .count("seed", seed);
    for (writing, found) in &outcome.found {
        run = run.count(&format!("found {writing}"), *found);
    }
    match recall::corpora::folder() {
        None => eprintln!("no false alarms counted: VITRINE_IR names no folder of collections"),
        Some(folder) => {
            let (documents, sites) = (size("--documents", 150)?, number(given, "--sites", 10)?);
            let mut alarms = 0;
            for collection in recall::corpora::COLLECTIONS {
                for site in 0..sites {
                    let outcome =
                        recall::corpora::run(&folder, *collection, documents, seed + site);
                    for alarm in &outcome.alarms {
                        eprintln!("{} {site}: {alarm}", collection.0);
                    }
                    alarms += outcome.alarms.len();
                }
                eprintln!(
                    "{} sites of {}: {alarms} false alarms so far",
                    sites, collection.0
                );
            }
            run = run
                .count("collections", recall::corpora::COLLECTIONS.len())
                .count("sites", sites * recall::corpora::COLLECTIONS.len() as u64)
                .count("false_alarms", alarms);
        }
    }
    run.write().map(told).map_err(text)
}

fn drawn(given: &Options) -> Result<String, String> {
    let (sites, seed) = (number(given, "--sites", 25)?, number(given, "--seed", 1)?);
    let entries = usize::try_from(number(given, "--entries", 70)?).map_err(text)?;
    let folder = recall::corpora::folder();
    let collections = realistic::collections(folder.as_deref());
    let (mut refused, mut planted, mut missed) = (0_u64, 0, 0);
    let (mut all, mut sought) = (0, 0);
    for collection in &collections {
        for site in 0..sites {
            let outcome = realistic::run(collection, entries, seed + site);
            for alarm in &outcome.alarms {
                eprintln!("{} {site}: refused falsely: {alarm}", collection.name);
            }
            for (place, sentence) in &outcome.missed {
                eprintln!("{} {site}: missed of {place}: {sentence}", collection.name);
            }
            refused += u64::from(!outcome.alarms.is_empty());
            planted += outcome.planted;
            missed += outcome.missed.len();
            all += outcome.entries;
            sought += outcome.sought;
        }
        eprintln!(
            "{}: {refused} refused, {planted} planted, {missed} missed so far",
            collection.name
        );
    }
    let run = Run::full("realistic", &["generator", "tests/src/proof/realistic"])
        .count("collections", collections.len())
        .count("sites", sites * collections.len() as u64)
        .count("entries", all)
        .count("sought", sought)
        .count("falsely_refused", refused)
        .count("planted", planted)
        .count("found", planted - missed)
        .count("seed", seed);
    run.write().map(told).map_err(text)
}

fn place(folder: &Path, given: &Options) -> Result<String, String> {
    let every = usize::try_from(number(given, "--every", 1)?)
        .map_err(text)?
        .max(1);
    let payloads: Vec<String> = injection::payloads().into_iter().step_by(every).collect();
    let mut placed = injection::place(&payloads);
    injection::write(&mut placed, folder).map_err(text)?;
    Ok(format!(
        "{} payloads in {} places: {} refused, {} more by the audit, {} published",
        placed.payloads, placed.places, placed.refused, placed.audited, placed.published
    ))
}

fn acted(folder: &Path, given: &Options) -> Result<String, String> {
    let read = |name: &str| -> Result<Value, String> {
        let bytes = fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        serde_json::from_slice(&bytes).map_err(text)
    };
    let (placed, acted) = (read("placed.json")?, read("acted.json")?);
    let of = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_u64)
            .ok_or_else(|| format!("there is no {name}"))
    };
    let folders = ["generator", "themes", "tests/hostile"];
    let run = if given.contains_key("--short") {
        Run::short("payloads", &folders)
    } else {
        Run::full("payloads", &folders)
    };
    let run = run
        .count("payloads", of(&placed, "payloads")?)
        .count("places", of(&placed, "places")?)
        .count("refused", of(&placed, "refused")?)
        .count("published", of(&placed, "published")?)
        .count("acted", of(&acted, "acted")?)
        .count("refused_by_audit", of(&placed, "refused_by_audit")?)
        .count("pages_loaded", of(&acted, "loaded")?)
        .count("elements", of(&acted, "elements")?)
        .count("queries", of(&acted, "queries")?);
    run.write().map(told).map_err(text)
}
