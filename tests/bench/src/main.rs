//! `vitrine-bench search …` measures the search beside Pagefind; otherwise `vitrine-bench [ENTRIES] [--seed N] [--runs N] [--format json] [--phases] [--write FOLDER]`: see the README beside.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::json;
use vitrine_bench::child::{self, Run};
use vitrine_bench::phases::{self, Phase};
use vitrine_bench::{search, site};

/// The day that sites are built for.
const AS_OF: &str = "2026-11-23";

#[derive(Debug)]
struct Arguments {
    entries: usize,
    seed: u64,
    runs: usize,
    json: bool,
    /// Only the phases, in this process: for profilers.
    phases_only: bool,
    /// Only the site, into this folder.
    write: Option<PathBuf>,
}

#[derive(Debug)]
struct Outcome {
    vitrine: Run,
    floor: Run,
}

fn main() -> ExitCode {
    match attempt() {
        Ok(text) => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

fn attempt() -> Result<String, String> {
    let mut given = std::env::args().skip(1);
    match given.next().as_deref() {
        Some("search") => return search::run(&searching(given)?),
        Some("search-memory") => {
            let parts: Vec<String> = given.collect();
            let [what, entries, seed] = parts.as_slice() else {
                return Err("search-memory is for the benchmark itself".to_owned());
            };
            let wrong = || "search-memory takes two numbers".to_owned();
            let entries = entries.parse().map_err(|_| wrong())?;
            let seed = seed.parse().map_err(|_| wrong())?;
            return search::build_alone(entries, seed, what == "index").map(|()| String::new());
        }
        _ => {}
    }
    let arguments = arguments()?;
    if let Some(folder) = &arguments.write {
        site::write_site(folder, arguments.entries, arguments.seed)
            .map_err(|error| error.to_string())?;
        return Ok(String::new());
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let source = folder.path().join("site");
    site::write_site(&source, arguments.entries, arguments.seed)
        .map_err(|error| error.to_string())?;
    let measured = if arguments.phases_only {
        None
    } else {
        Some(measure(&source, folder.path(), arguments.runs)?)
    };
    let day = AS_OF.parse().map_err(|_| "no day".to_owned())?;
    let phases = phases::run(&source, &folder.path().join("phases"), day)?;
    Ok(if arguments.json {
        machine(&arguments, measured.as_ref(), &phases)
    } else {
        table(&arguments, measured.as_ref(), &phases)
    })
}

/// What the search is to be measured with: `[ENTRIES,…] [--seed N] [--in-browser N] [--dry]`.
fn searching(mut given: impl Iterator<Item = String>) -> Result<search::Wish, String> {
    let mut wish = search::Wish::default();
    while let Some(argument) = given.next() {
        let wrong = || format!("{argument}: not understood; see tests/bench/README.md");
        let mut number = || {
            given
                .next()
                .and_then(|text| text.parse().ok())
                .ok_or_else(wrong)
        };
        match argument.as_str() {
            "--seed" => wish.seed = number()?,
            "--in-browser" => {
                wish.in_browser = usize::try_from(number()?).map_err(|_| wrong())?;
            }
            "--dry" => wish.write = false,
            sizes => {
                let sizes: Result<Vec<usize>, _> = sizes.split(',').map(str::parse).collect();
                wish.entries = sizes.map_err(|_| wrong())?;
            }
        }
    }
    Ok(wish)
}

fn arguments() -> Result<Arguments, String> {
    let mut found = Arguments {
        entries: 10_000,
        seed: 1,
        runs: 5,
        json: false,
        phases_only: false,
        write: None,
    };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let wrong = || format!("{argument}: not understood; see tests/bench/README.md");
        let mut number = || given.next().and_then(|text| text.parse().ok());
        match argument.as_str() {
            "--seed" => found.seed = number().ok_or_else(wrong)?,
            "--runs" => {
                let runs = number().ok_or_else(wrong)?;
                found.runs = usize::try_from(runs).map_err(|_| wrong())?.max(1);
            }
            "--format" => {
                found.json = match given.next().as_deref() {
                    Some("json") => true,
                    Some("text") => false,
                    _ => return Err(wrong()),
                }
            }
            "--write" => found.write = Some(given.next().ok_or_else(wrong)?.into()),
            "--phases" => found.phases_only = true,
            count => found.entries = count.parse().map_err(|_| wrong())?,
        }
    }
    Ok(found)
}

/// Both programs, turn by turn, so that what else the machine does meets both.
fn measure(site: &Path, folder: &Path, runs: usize) -> Result<Outcome, String> {
    let (vitrine, floor) = (program("vitrine")?, program("floor")?);
    let mut ours = Vec::new();
    let mut plain = Vec::new();
    let say = |error: std::io::Error| error.to_string();
    for turn in 0..runs {
        let output = folder.join(format!("vitrine-{turn}"));
        let mut command = Command::new(&vitrine);
        command.arg("build").arg(site).args(["--as-of", AS_OF]);
        command.arg("--output").arg(&output);
        ours.push(child::run(&mut command).map_err(say)?);
        std::fs::remove_dir_all(&output).map_err(say)?;
        let output = folder.join(format!("floor-{turn}"));
        let mut command = Command::new(&floor);
        plain.push(child::run(command.arg(site).arg(&output)).map_err(say)?);
        std::fs::remove_dir_all(&output).map_err(say)?;
    }
    let none = || "nothing was run".to_owned();
    Ok(Outcome {
        vitrine: child::median(&ours).ok_or_else(none)?,
        floor: child::median(&plain).ok_or_else(none)?,
    })
}

/// A program beside this one, built as it is now.
fn program(name: &str) -> Result<PathBuf, String> {
    let package = if name == "vitrine" {
        name
    } else {
        "vitrine-bench"
    };
    let built = Command::new("cargo")
        .args(["build", "--release", "--locked", "--quiet"])
        .args(["-p", package, "--bin", name])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    let path = std::env::current_exe()
        .map_err(|error| error.to_string())?
        .with_file_name(name);
    match built {
        Ok(status) if status.success() && path.is_file() => Ok(path),
        _ => Err(format!(
            "cargo build --release -p {package} does not give {}",
            path.display()
        )),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a ratio is for reading")]
fn ratios(measured: &Outcome) -> (f64, f64) {
    (
        measured.vitrine.seconds / measured.floor.seconds,
        measured.vitrine.peak_kib as f64 / measured.floor.peak_kib.max(1) as f64,
    )
}

fn machine(arguments: &Arguments, measured: Option<&Outcome>, phases: &[Phase]) -> String {
    let run = |run: &Run| json!({"seconds": run.seconds, "peak_kib": run.peak_kib});
    let phases: Vec<_> = phases
        .iter()
        .map(|(name, seconds)| json!({"phase": name, "seconds": seconds}))
        .collect();
    let programs = measured.map(|measured| {
        let (seconds, peak) = ratios(measured);
        json!({
            "vitrine": run(&measured.vitrine),
            "floor": run(&measured.floor),
            "ratio": {"seconds": seconds, "peak": peak},
        })
    });
    format!(
        "{:#}\n",
        json!({
            "entries": arguments.entries,
            "seed": arguments.seed,
            "runs": arguments.runs,
            "programs": programs,
            "phases": phases,
        })
    )
}

fn table(arguments: &Arguments, measured: Option<&Outcome>, phases: &[Phase]) -> String {
    let mut out = format!("{} entries, seed {}\n\n", arguments.entries, arguments.seed);
    if let Some(measured) = measured {
        let (seconds, peak) = ratios(measured);
        out.push_str(&format!(
            "median of {}       seconds  peak MiB\n",
            arguments.runs
        ));
        for (name, run) in [("vitrine", &measured.vitrine), ("floor", &measured.floor)] {
            let mib = run.peak_kib / 1024;
            out.push_str(&format!("{name:<18} {:>8.2}  {mib:>8}\n", run.seconds));
        }
        out.push_str(&format!("{:<18} {seconds:>8.2}  {peak:>8.2}\n\n", "ratio"));
    }
    let whole: f64 = phases.iter().map(|(_, seconds)| seconds).sum();
    out.push_str("phase               seconds   percent\n");
    for (name, seconds) in phases {
        let part = 100.0 * seconds / whole;
        out.push_str(&format!("{name:<18} {seconds:>8.2}  {part:>8.1}\n"));
    }
    let proving = phases
        .iter()
        .filter(|(name, _)| phases::PROVING.contains(name));
    let seconds: f64 = proving.map(|(_, seconds)| seconds).sum();
    let part = 100.0 * seconds / whole;
    out.push_str(&format!(
        "\n{:<18} {seconds:>8.2}  {part:>8.1}\n",
        "proof and audit"
    ));
    out
}
