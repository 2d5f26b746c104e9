//! Reads what `vitrine-bench --format json` measured: what the proof and the audit take of a build.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Run;

/// The phases that prove rather than make: one writes the projection again, one looks at the finished site.
const PROVING: [&str; 2] = ["prove", "audit"];

/// Makes the result of an answer that lies in a file.
///
/// # Errors
///
/// A file that is no answer, or one of which a phase is missing.
pub fn result(file: &Path) -> Result<Run, String> {
    let wrong = |why: &str| format!("{}: {why}", file.display());
    let text = fs::read_to_string(file).map_err(|error| wrong(&error.to_string()))?;
    let answer: Value = serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
    let entries = answer.get("entries").and_then(Value::as_u64);
    let phases: Vec<(&str, f64)> = answer
        .get("phases")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|phase| {
            let name = phase.get("phase")?.as_str()?;
            Some((name, phase.get("seconds")?.as_f64()?))
        })
        .collect();
    let whole: f64 = phases.iter().map(|(_, seconds)| seconds).sum();
    if whole <= 0.0 {
        return Err(wrong("no phase was timed"));
    }
    let mut run = Run::full("cost", &["generator", "search-wasm/core", "themes"])
        .count(
            "entries",
            entries.ok_or_else(|| wrong("it tells no entries"))?,
        )
        .count("milliseconds", thousandths(whole));
    for name in PROVING {
        let phase = phases.iter().find(|(known, _)| *known == name);
        let (_, seconds) = phase.ok_or_else(|| wrong(&format!("there is no phase `{name}`")))?;
        run = run
            .count(&format!("{name}_milliseconds"), thousandths(*seconds))
            .count(&format!("{name}_per_mille"), thousandths(seconds / whole));
    }
    Ok(run)
}

/// A thousand times a number, without what is less than one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::as_conversions,
    reason = "times and shares are small, and not negative"
)]
fn thousandths(number: f64) -> u64 {
    (number * 1000.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_build_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bench.json");
        let phases = |phases: &str| {
            fs::write(&file, format!("{{\"entries\": 9, \"phases\": [{phases}]}}")).unwrap();
            result(&file).map(|run| format!("{run:?}"))
        };
        let phase =
            |name: &str, seconds: f64| format!("{{\"phase\": \"{name}\", \"seconds\": {seconds}}}");
        let all = [phase("read", 2.0), phase("prove", 0.5), phase("audit", 1.5)];
        let told = phases(&all.join(",")).unwrap();
        for part in [
            "\"milliseconds\": Number(4000)",
            "\"prove_per_mille\": Number(125)",
            "\"audit_per_mille\": Number(375)",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert!(phases("").is_err() && phases(&all[0]).is_err());
    }
}
