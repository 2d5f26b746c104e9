//! Reads what `tests/mutants` found: mutants that the tests caught, and those that they missed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Run;

/// Makes the result of the summary that lies in a folder.
///
/// # Errors
///
/// A folder without a summary, or one that says nothing.
pub fn result(folder: &Path) -> Result<Run, String> {
    let path = folder.join("summary.json");
    let text = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let summary: Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    let number = |name: &str| {
        let all = summary.get("all")?;
        all.get(name)?.as_u64()
    };
    let of = |name: &str| number(name).ok_or_else(|| format!("the summary does not say {name}"));
    if of("tried")? == 0 {
        return Err(format!("{}: no mutant was tried", path.display()));
    }
    let mut run = Run::full("mutants", &["generator/disclosure", "generator/audit"]);
    for name in [
        "of",
        "tried",
        "caught",
        "timeout",
        "survived",
        "explained",
        "unviable",
        "untried",
        "open",
    ] {
        run = run.count(name, of(name)?);
    }
    let parts = summary.get("parts").cloned().unwrap_or_default();
    Ok(run.count("parts", parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_becomes_a_result_and_one_of_nothing_does_not() {
        let folder = tempfile::tempdir().unwrap();
        assert!(result(folder.path()).is_err());
        let write = |tried: u64| {
            let all = format!(
                r#"{{"of": 9, "tried": {tried}, "caught": 3, "timeout": 1, "survived": 2, "explained": 1, "unviable": 2, "untried": 1, "open": 0}}"#
            );
            let text = format!(r#"{{"all": {all}, "parts": {{"cut": {all}}}}}"#);
            fs::write(folder.path().join("summary.json"), text).unwrap();
        };
        write(0);
        assert!(result(folder.path()).unwrap_err().contains("no mutant"));
        write(6);
        let told = format!("{:?}", result(folder.path()).unwrap());
        for part in [
            "\"of\": Number(9)",
            "\"tried\": Number(6)",
            "\"survived\": Number(2)",
            "\"explained\": Number(1)",
            "\"cut\": Object",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
    }
}
