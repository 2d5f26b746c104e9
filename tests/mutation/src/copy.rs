//! The copy of the house in which every mutant is present at once, and its build.
//!
//! What the compiler refuses is taken out and the rest built again, until it compiles. Then the copy gets its own sources
//! back: some tests read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::compile::{Program, compile};
use crate::list::{CRATES, JUDGES, Mutant};
use crate::switch::{self, Without};
use crate::text;
use crate::verdict::digest;

/// Where the copy, its build and the verdicts are, below the root.
pub(crate) const FOLDER: &str = "target/mutants";

/// What goes into none of the programs that judge.
const ELSEWHERE: [&str; 6] = [
    "search-wasm/src/",
    "tests/bench/",
    "tests/browser/",
    "tests/fuzz/",
    "tests/mutation/",
    "tests/proof/",
];

/// What is asked wherever a mutant differs.
const SWITCH: &str = include_str!("switch.txt");

/// Why a mutant is not in the build.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Left {
    /// It does not compile, as the same change by hand would not.
    Unviable,
    /// This way of building cannot hold it.
    Untried,
}

/// The built copy.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// The numbers of the mutants, by their index in the list; those that are missing were left out.
    pub(crate) numbers: BTreeMap<usize, u32>,
    pub(crate) left: BTreeMap<usize, Left>,
    /// Test programs: package, name, path.
    pub(crate) programs: Vec<Program>,
    /// A digest of what the programs depend on.
    pub(crate) state: String,
}

/// Copies the house, switches every mutant into it and builds its tests.
pub(crate) fn build(root: &Path, mutants: &[Mutant], say: &dyn Fn(&str)) -> Result<Built, String> {
    let copy = root.join(FOLDER).join("copy");
    let (originals, copied) = copied(root, &copy)?;
    let mut built = Built::default();
    let sources = sources(root, mutants)?;
    for source in &sources {
        for &(index, why) in &source.switches.without {
            let left = match why {
                Without::Unviable => Left::Unviable,
                Without::Place | Without::Hidden => Left::Untried,
            };
            built.left.insert(index, left);
        }
    }
    // Numbers of one place follow each other: a place asks for a range.
    let mut next = 0;
    for source in &sources {
        for region in &source.switches.regions {
            for mutant in region.edit.mutants() {
                next += 1;
                built.numbers.insert(mutant, next);
            }
        }
    }
    let numbers = usize::try_from(next).unwrap_or_default() + 1;
    for (_, folder) in CRATES {
        let text = SWITCH.replace("NUMBERS", &numbers.to_string());
        written(&copy.join(folder).join("src/mutants.rs"), &text)?;
    }
    let refused = root.join(FOLDER).join("refused.txt");
    refused_before(&refused, &sources, mutants, &mut built);
    let known = root.join(FOLDER).join("programs.txt");
    built.state = state(&copied, &refused);
    if let Some(programs) = programs_before(&known, &built.state) {
        built.programs = programs;
        return Ok(built);
    }
    for round in 1..=40 {
        let mut places = BTreeMap::new();
        for source in &sources {
            let number = |mutant: usize| built.numbers.get(&mutant).copied();
            let switched = text::switched(&source.text, source.switches.regions.clone(), &number);
            written(&copy.join(&source.file), &with_door(source, &switched.text))?;
            places.insert(source.file.clone(), switched.places);
        }
        say(&format!(
            "building {} mutants, round {round}",
            built.numbers.len()
        ));
        let (programs, errors) = compile(&copy, &root.join(FOLDER).join("build"), round)?;
        if errors.is_empty() {
            built.programs = programs;
            if built.programs.is_empty() {
                continue;
            }
            remember(&refused, &sources, mutants, &built)?;
            for (file, text) in &originals {
                written(&copy.join(file), text)?;
            }
            built.state = state(&copied, &refused);
            remember_programs(&known, &built)?;
            return Ok(built);
        }
        let mut gone = 0;
        for error in &errors {
            for mutant in error.mutants(&places) {
                if built.numbers.remove(&mutant).is_some() {
                    gone += 1;
                    let left = if error.is_ours() {
                        Left::Untried
                    } else {
                        Left::Unviable
                    };
                    built.left.insert(mutant, left);
                }
            }
        }
        remember(&refused, &sources, mutants, &built)?;
        say(&format!(
            "{} errors, {gone} mutants do not compile",
            errors.len()
        ));
        if gone == 0 {
            let drawn: Vec<&str> = errors.iter().take(5).map(|e| e.drawn.as_str()).collect();
            return Err(format!(
                "errors that no mutant explains:\n{}",
                drawn.join("\n")
            ));
        }
    }
    Err("after 40 rounds the copy does not compile".to_owned())
}

/// The programs that were built the last time, if nothing that goes into them has changed.
fn programs_before(known: &Path, state: &str) -> Option<Vec<Program>> {
    let text = fs::read_to_string(known).ok()?;
    let mut lines = text.lines();
    let same = lines.next()? == state;
    let program = |line: &str| {
        let mut parts = line.split('\t');
        Some(Program {
            package: parts.next()?.to_owned(),
            name: parts.next()?.to_owned(),
            path: PathBuf::from(parts.next()?),
        })
    };
    let programs: Vec<Program> = lines.map(program).collect::<Option<_>>()?;
    let there = programs.iter().all(|program| program.path.is_file());
    (same && there && !programs.is_empty()).then_some(programs)
}

fn remember_programs(known: &Path, built: &Built) -> Result<(), String> {
    let mut text = format!("{}\n", built.state);
    for program in &built.programs {
        let path = program.path.display();
        text.push_str(&format!("{}\t{}\t{path}\n", program.package, program.name));
    }
    written(known, &text)
}

/// A digest of what the built programs depend on: the house, what was left out of it, and the switch.
fn state(copied: &str, refused: &Path) -> String {
    let refused = fs::read_to_string(refused).unwrap_or_default();
    digest(format!("{copied}{refused}{SWITCH}").as_bytes())
}

/// A file with mutants.
struct Source {
    file: String,
    text: String,
    switches: switch::Switches,
}

fn sources(root: &Path, mutants: &[Mutant]) -> Result<Vec<Source>, String> {
    let mut of_file = BTreeMap::<&str, Vec<(usize, &Mutant)>>::new();
    for (index, mutant) in mutants.iter().enumerate() {
        of_file
            .entry(&mutant.file)
            .or_default()
            .push((index, mutant));
    }
    // The door of a crate declares the switch, whether it has mutants or not.
    let doors: Vec<String> = CRATES
        .iter()
        .map(|(_, folder)| format!("{folder}/src/lib.rs"))
        .collect();
    for door in &doors {
        of_file.entry(door).or_default();
    }
    let mut sources = Vec::new();
    for (file, mutants) in of_file {
        let text = read(&root.join(file))?;
        let switches =
            switch::switches(&text, &mutants).map_err(|error| format!("{file}: {error}"))?;
        sources.push(Source {
            file: file.to_owned(),
            text,
            switches,
        });
    }
    Ok(sources)
}

/// The door of a crate declares the module that is asked.
fn with_door(source: &Source, text: &str) -> String {
    if source.file.ends_with("/src/lib.rs") {
        format!("{text}\npub mod mutants;\n")
    } else {
        text.to_owned()
    }
}

/// Copies the files that git knows or would know, and returns the texts of those that will be switched, with a digest of
/// all that may go into a build.
fn copied(root: &Path, copy: &Path) -> Result<(BTreeMap<String, String>, String), String> {
    let listed = Command::new("git")
        .current_dir(root)
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .output()
        .map_err(|error| format!("git: {error}"))?;
    let mut originals = BTreeMap::new();
    let mut kept = BTreeSet::new();
    let mut all = String::new();
    for name in listed.stdout.split(|&byte| byte == 0) {
        let name = String::from_utf8_lossy(name).into_owned();
        let from = root.join(&name);
        if name.is_empty() || !from.is_file() {
            continue;
        }
        kept.insert(name.clone());
        let to = copy.join(&name);
        let bytes = fs::read(&from).map_err(|error| format!("{name}: {error}"))?;
        if !ELSEWHERE.iter().any(|folder| name.starts_with(folder)) {
            all.push_str(&format!("{name} {}\n", digest(&bytes)));
        }
        let switched = CRATES.iter().any(|(_, folder)| {
            name.starts_with(&format!("{folder}/src/")) && name.ends_with(".rs")
        });
        if switched {
            originals.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
        if fs::read(&to).ok().as_deref() != Some(&bytes) {
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(|error| error.to_string())?;
            }
            fs::write(&to, bytes).map_err(|error| format!("{}: {error}", to.display()))?;
        }
    }
    for (_, folder) in CRATES {
        kept.insert(format!("{folder}/src/mutants.rs"));
    }
    for judge in &JUDGES {
        gone(copy, &copy.join(judge.folder), &kept);
    }
    Ok((originals, digest(all.as_bytes())))
}

/// Removes what is no longer in the house, as a test would find it there.
fn gone(copy: &Path, folder: &Path, kept: &BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.strip_prefix(copy).unwrap_or(&path);
        if path.is_dir() {
            gone(copy, &path, kept);
        } else if !kept.contains(&name.to_string_lossy().into_owned()) {
            let _ = fs::remove_file(&path);
        }
    }
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a text where the file holds another: what did not change is not built again.
fn written(path: &Path, text: &str) -> Result<(), String> {
    if fs::read(path).ok().as_deref() == Some(text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Takes out what the compiler refused the last time in a file of the same text, so that it need not be asked again.
fn refused_before(path: &Path, sources: &[Source], mutants: &[Mutant], built: &mut Built) {
    let text = fs::read_to_string(path).unwrap_or_default();
    let refused: BTreeMap<&str, &str> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(why, what)| (what, why))
        .collect();
    let digests = digests(sources);
    for (index, mutant) in mutants.iter().enumerate() {
        if let Some(&why) = refused.get(line(&digests, mutant).as_str())
            && built.numbers.remove(&index).is_some()
        {
            let left = if why == "unviable" {
                Left::Unviable
            } else {
                Left::Untried
            };
            built.left.insert(index, left);
        }
    }
}

fn remember(
    path: &Path,
    sources: &[Source],
    mutants: &[Mutant],
    built: &Built,
) -> Result<(), String> {
    let digests = digests(sources);
    let mut text = String::new();
    for (&index, left) in &built.left {
        if let Some(mutant) = mutants.get(index) {
            let why = match left {
                Left::Unviable => "unviable",
                Left::Untried => "untried",
            };
            text.push_str(&format!("{why}\t{}\n", line(&digests, mutant)));
        }
    }
    written(path, &text)
}

fn line(digests: &BTreeMap<&str, String>, mutant: &Mutant) -> String {
    let digest = digests.get(mutant.file.as_str());
    format!("{}\t{}", digest.map_or("", String::as_str), mutant.name)
}

fn digests(sources: &[Source]) -> BTreeMap<&str, String> {
    sources
        .iter()
        .map(|source| (source.file.as_str(), digest(source.text.as_bytes())))
        .collect()
}
