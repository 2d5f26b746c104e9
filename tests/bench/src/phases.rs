//! Where the time of a build goes: the phases of `vitrine build`, one after the other in this process.

use std::path::Path;
use std::time::Instant;

use jiff::civil::Date;

/// A phase and its seconds.
pub type Phase = (&'static str, f64);

/// The phases that prove rather than make.
pub const PROVING: [&str; 2] = ["prove", "audit"];

/// Builds a site and times each phase.
///
/// # Errors
///
/// Which phase failed.
pub fn run(site: &Path, output: &Path, as_of: Date) -> Result<Vec<Phase>, String> {
    let mut phases = Vec::new();
    let mut start = Instant::now();
    let mut done = |name: &'static str, start: &mut Instant| {
        phases.push((name, start.elapsed().as_secs_f64()));
        *start = Instant::now();
    };
    let source = vitrine::read::folder(site).map_err(|found| format!("read: {found:?}"))?;
    done("read", &mut start);
    let disclosure = vitrine_disclosure::disclose(&source, as_of).map_err(|found| {
        let first = found.iter().next();
        format!("disclose: {first:?}")
    })?;
    done("disclose", &mut start);
    // Disclosing ends with the proof: the archive is read back, and projects to itself. Done once more by itself, it tells
    // how much of the time before was its own.
    let proved = vitrine_disclosure::open(disclosure.archive()).map_err(|found| {
        let first = found.iter().next();
        format!("prove: {first:?}")
    })?;
    done("prove", &mut start);
    drop(proved);
    start = Instant::now();
    let built = vitrine_site::build(
        disclosure.tree(),
        disclosure.archive(),
        env!("CARGO_PKG_VERSION"),
    )
    .map_err(|error| format!("site: {error}"))?;
    done("render and index", &mut start);
    let (audited, _) = vitrine::audit(&source, built, as_of).map_err(|report| {
        let first: Vec<String> = report
            .findings()
            .iter()
            .take(3)
            .map(ToString::to_string)
            .collect();
        format!("audit: {}", first.join("\n"))
    })?;
    done("audit", &mut start);
    vitrine::publish::publish(&audited, output).map_err(|error| format!("publish: {error}"))?;
    done("publish", &mut start);
    let proof = phases
        .iter()
        .find(|(name, _)| *name == "prove")
        .map_or(0.0, |(_, seconds)| *seconds);
    for (_, seconds) in phases.iter_mut().filter(|(name, _)| *name == "disclose") {
        *seconds = (*seconds - proof).max(0.0);
    }
    Ok(phases)
}
