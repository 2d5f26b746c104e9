//! Reads what `tests/mutants` found: mutants that the tests caught, and those that they missed.

use std::fs;
use std::path::Path;

use super::Run;
use crate::root;

/// Makes the result of the outcomes that lie in a folder, one folder for each part that was mutated.
///
/// A missed mutant counts as explained where a line of `tests/proof/mutants.txt` begins with its name.
///
/// # Errors
///
/// A folder that holds no outcomes.
pub fn result(folder: &Path) -> Result<Run, String> {
    let explained = fs::read_to_string(root().join("tests/proof/mutants.txt")).unwrap_or_default();
    let mut totals = [0_u64; 4];
    let mut accounted = 0_u64;
    let mut all = 0_u64;
    let mut parts = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .flatten()
        .map(|entry| entry.path().join("mutants.out"))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for part in folders {
        let lines = |name: &str| -> Vec<String> {
            let text = fs::read_to_string(part.join(name)).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let missed = lines("missed.txt");
        for (total, name) in totals
            .iter_mut()
            .zip(["caught.txt", "timeout.txt", "unviable.txt"])
        {
            *total += lines(name).len() as u64;
        }
        totals[3] += missed.len() as u64;
        // All mutants of the part, those that nobody has tried yet as well.
        let listed = fs::read(part.join("mutants.json")).unwrap_or_default();
        let listed: Vec<serde_json::Value> = serde_json::from_slice(&listed).unwrap_or_default();
        all += listed.len() as u64;
        let known = |mutant: &&String| {
            explained
                .lines()
                .any(|line| line.starts_with(&without_place(mutant)))
        };
        accounted += missed.iter().filter(known).count() as u64;
        parts.push(
            part.parent()
                .and_then(Path::file_name)
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        );
    }
    let [caught, timeout, unviable, missed] = totals;
    if caught + timeout + missed == 0 {
        return Err(format!("{}: no mutant was tried", folder.display()));
    }
    Ok(
        Run::full("mutants", &["generator/disclosure", "generator/audit"])
            .count("of", all)
            .count("tried", caught + timeout + missed)
            .count("caught", caught + timeout)
            .count("missed", missed)
            .count("explained", accounted)
            .count("unviable", unviable)
            .count("parts", parts),
    )
}

/// A mutant's name without line and column, which change: `generator/…/cut/mod.rs: replace … with …`.
fn without_place(mutant: &str) -> String {
    let Some((file, rest)) = mutant.split_once(".rs:") else {
        return mutant.to_owned();
    };
    let what = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    format!("{file}.rs: {}", what.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_counted_and_a_missed_one_without_reason_is_not_explained() {
        let folder = tempfile::tempdir().unwrap();
        assert!(result(folder.path()).is_err());
        let part = folder.path().join("cut/mutants.out");
        fs::create_dir_all(&part).unwrap();
        fs::write(part.join("caught.txt"), "a.rs:1:2: x\nb.rs:3:4: y\n").unwrap();
        fs::write(part.join("missed.txt"), "c.rs:5:6: replace f with ()\n").unwrap();
        fs::write(part.join("mutants.json"), "[{}, {}, {}, {}]").unwrap();
        let told = format!("{:?}", result(folder.path()).unwrap());
        for part in [
            "\"of\": Number(4)",
            "\"tried\": Number(3)",
            "\"caught\": Number(2)",
            "\"missed\": Number(1)",
            "\"explained\": Number(0)",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert_eq!(
            without_place("c.rs:5:6: replace f with ()"),
            "c.rs: replace f with ()"
        );
    }
}
