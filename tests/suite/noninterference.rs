//! G2 with the whole command: generated sites on a real disk, built by `vitrine build` into real folders. More pairs, in
//! memory, are tried by the crate `tests/noninterference`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use vitrine_noninterference::pair::Family;
use vitrine_noninterference::private::Private;
use vitrine_noninterference::{today, write};
use vitrine_tests::proof::Run;
use vitrine_tests::{command, read};

/// Families, and mutants of each: over 200 pairs.
const FAMILIES: u64 = 70;
const MUTANTS: usize = 5;
/// Seeds that the runner in memory does not reach.
const FIRST: u64 = 1_000_000_000;

type Files = BTreeMap<String, Vec<u8>>;

/// Writes a site, builds it with the command, and reads what was published; nothing where that is refused. The audit may
/// refuse what reads like a private text by chance: the words of both halves come from one short list.
fn published(folder: &Path, family: &Family, private: &Private) -> Option<Files> {
    let (site, output) = (folder.join("site"), folder.join("public"));
    let _ = fs::remove_dir_all(&site);
    let _ = fs::remove_dir_all(&output);
    for (path, bytes) in write(&family.public, private)?.files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let ran = Command::new(command())
        .args(["build", "site", "--output", "public", "--as-of"])
        .arg(today().to_string())
        .current_dir(folder)
        .output()
        .unwrap();
    ran.status.success().then(|| read(&output))
}

/// Pairs of some seeds: how many were built, and which differ.
fn pairs(seeds: impl Iterator<Item = u64>) -> (u64, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (mut built, mut differing) = (0, Vec::new());
    for seed in seeds {
        let family = Family::of(seed, MUTANTS);
        let Some(base) = published(folder.path(), &family, &family.base) else {
            continue;
        };
        for (mutant, (mutations, private)) in family.mutants.iter().enumerate() {
            let Some(other) = published(folder.path(), &family, private) else {
                continue;
            };
            built += 1;
            if base != other {
                let names = base
                    .iter()
                    .filter(|(path, bytes)| other.get(*path) != Some(bytes))
                    .map(|(path, _)| path.as_str());
                differing.push(format!(
                    "seed {seed}, mutant {mutant}, {mutations:?}: {}",
                    names.collect::<Vec<_>>().join(", ")
                ));
            }
        }
    }
    (built, differing)
}

#[test]
fn two_hundred_pairs_on_disk_are_equal() {
    let half = |odd: u64| pairs((FIRST..FIRST + FAMILIES).filter(move |seed| seed % 2 == odd));
    let ((one, mut differing), (other, more)) = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        (half(0), other.join().unwrap())
    });
    differing.extend(more);
    let folders = [
        "generator",
        "search-wasm/core",
        "themes",
        "tests/noninterference/src",
    ];
    let result = Run::short("command", &folders)
        .count("pairs", one + other)
        .count("differing", differing.len() as u64);
    result.write().unwrap();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(one + other >= 200, "{} pairs", one + other);
}
