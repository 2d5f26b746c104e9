//! `vitrine check --prove`: tells what was varied in a site, and whether any byte of its output changed.

use serde_json::{Value, json};

use super::Outcome;
use super::build::{Bar, tell_audit};
use super::site::Site;
use crate::cli::{Format, Telling};
use crate::prove::{Builder, Proof, Variation, prove};
use crate::report::{count, object, say, tell, warn};
use crate::{Built, audit};

/// How many files are named that could not be varied.
const NAMED: usize = 12;

/// Audits a build, then varies the site that it was made from.
pub(super) fn proved(site: &Site, built: Built, telling: Telling) -> Outcome {
    let as_of = built.as_of;
    let first = built.output.clone();
    let bar = Bar::new();
    bar.step("auditing");
    if let Err(report) = audit(&site.tree, built.output, as_of) {
        bar.clear();
        tell_audit(&report);
        return Outcome::Refused;
    }
    let builder = Builder {
        build: &|tree| crate::build(tree, as_of).map(|built| built.output),
        rebuild: &|archive| crate::rebuild(archive).map(|built| built.output),
    };
    let day = as_of.to_string();
    let proof = prove(&site.tree, &day, &first, &builder, &mut |name| {
        bar.step(name);
    });
    bar.clear();
    if telling.format == Format::Json {
        let warnings = built.warnings.iter().map(|one| object(one, &site.tree));
        let all: Vec<Value> = warnings
            .chain(proof.variations.iter().map(as_object))
            .chain([summary(&proof)])
            .collect();
        say(&Value::Array(all).to_string());
    } else {
        tell(&built.warnings, &site.tree, telling);
        told(&proof);
    }
    if proof.holds() {
        Outcome::Clean
    } else {
        Outcome::Refused
    }
}

fn told(proof: &Proof) {
    for variation in &proof.variations {
        tell_variation(variation);
    }
    let failed = proof
        .variations
        .iter()
        .filter(|one| one.difference.is_some())
        .count();
    count(&[
        (proof.variations.len(), "variation", "variations"),
        (failed, "that changes the site", "that change the site"),
    ]);
    if failed > 0 {
        warn(&format!(
            "the proof fails: {failed} of {} variations of what is not public change the site; do not publish it",
            proof.variations.len()
        ));
    } else {
        say(&in_words(proof));
    }
}

/// What was varied, in one line.
fn in_words(proof: &Proof) -> String {
    if proof.is_empty() {
        return "nothing to prove: nothing in this folder is private and could be varied; the public source alone gives the same bytes".to_owned();
    }
    let count = |number: usize, one: &str, many: &str| {
        format!("{number} {}", if number == 1 { one } else { many })
    };
    format!(
        "varied {}, {} and {} in {} ways, {}: not one byte of the site changed",
        count(proof.entries.len(), "entry", "entries"),
        count(proof.portions, "portion", "portions"),
        count(proof.files.len(), "other file", "other files"),
        proof.variations.len(),
        count(
            proof.variations.iter().map(|one| one.builds).sum(),
            "build",
            "builds"
        ),
    )
}

fn tell_variation(variation: &Variation) {
    if !variation.kept.is_empty() {
        let named: Vec<&str> = variation
            .kept
            .iter()
            .take(NAMED)
            .map(String::as_str)
            .collect();
        let more = variation.kept.len() - named.len();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        warn(&format!(
            "{}: left as they are, since the site cannot be built otherwise: {}{more}",
            variation.name,
            named.join(", ")
        ));
    }
    let Some(difference) = &variation.difference else {
        return;
    };
    let place = difference
        .place
        .map(|(line, column)| format!("{line}:{column}"))
        .unwrap_or_default();
    let from = if variation.sources.is_empty() {
        String::new()
    } else {
        format!("; it changes with {}", variation.sources.join(", "))
    };
    warn(&format!(
        "{}:{place} variation-differs the site changes with what is not public: {}; first at byte {} of this file, {} files differ{from}",
        difference.file, variation.name, difference.byte, difference.files
    ));
}

fn as_object(variation: &Variation) -> Value {
    let differs = variation.difference.as_ref();
    let place = differs.and_then(|difference| difference.place);
    json!({
        "code": if differs.is_some() { "variation-differs" } else { "variation-same" },
        "severity": if differs.is_some() { "error" } else { "note" },
        "file": differs.map(|difference| difference.file.clone()),
        "line": place.map(|place| place.0),
        "column": place.map(|place| place.1),
        "end_line": place.map(|place| place.0),
        "end_column": place.map(|place| place.1),
        "message": variation.name,
        "help": differs.map(|_| "do not publish; look at the files under `sources`, and report this: it is a fault of the tool"),
        "byte": differs.map(|difference| difference.byte),
        "files": differs.map_or(0, |difference| difference.files),
        "edits": variation.edits,
        "builds": variation.builds,
        "kept": variation.kept,
        "sources": variation.sources,
    })
}

fn summary(proof: &Proof) -> Value {
    json!({
        "code": if proof.is_empty() { "proof-of-nothing" } else if proof.holds() { "proof-holds" } else { "proof-fails" },
        "severity": if proof.holds() { "note" } else { "error" },
        "file": null,
        "line": null, "column": null, "end_line": null, "end_column": null,
        "message": if proof.holds() { in_words(proof) } else { "what is not public changes the site".to_owned() },
        "help": null,
        "entries": proof.entries.len(),
        "portions": proof.portions,
        "other_files": proof.files.len(),
    })
}
