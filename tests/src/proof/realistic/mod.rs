//! Sites as authors have them: what is public and what is not speaks of the same things in the same words, because both
//! are drawn from one collection of texts. The audit must refuse none of them, and must still find what is planted.

mod collection;
mod site;

use std::collections::BTreeSet;

use vitrine_disclosure::Severity;

pub use collection::{Collection, collections};

use super::recall::Random;
use crate::{list, today};
use site::{Drawn, Place, draw};

/// What came of a site.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many entries it has.
    pub entries: usize,
    /// How many private fragments were sought.
    pub sought: usize,
    /// What the audit found where nothing leaks.
    pub alarms: Vec<String>,
    /// How many private sentences were planted, each in a page of its own.
    pub planted: usize,
    /// Those that the audit did not find: where they are from, and what they say.
    pub missed: Vec<(&'static str, String)>,
}

/// Draws a site from a collection, builds it and lets the audit look; then plants private sentences into its pages, and
/// lets it look again.
///
/// # Panics
///
/// Where no site can be made of the collection.
#[must_use]
pub fn run(collection: &Collection, entries: usize, seed: u64) -> Outcome {
    let (drawn, built) = built(collection, entries, seed);
    let mut outcome = Outcome {
        entries: drawn.entries,
        ..Outcome::default()
    };
    match vitrine::audit(&drawn.tree, built.output.clone(), today()) {
        Ok((_, report)) => outcome.sought = report.sought(),
        Err(report) => {
            outcome.sought = report.sought();
            let told = report.findings().iter().map(ToString::to_string);
            outcome.alarms = told.collect();
        }
    }
    plant(&drawn, built.output, &mut outcome);
    outcome
}

/// A site that can be built: what a detector finds something in, or what has the address of another, is left out.
fn built(collection: &Collection, entries: usize, seed: u64) -> (Drawn, vitrine::Built) {
    let mut left_out: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..12 {
        let drawn = draw(collection, entries, &left_out, &mut Random(seed));
        match vitrine::build(&drawn.tree, today()) {
            Ok(built) => return (drawn, built),
            Err(found) => {
                let before = left_out.len();
                let errors = found.iter().filter(|one| one.severity == Severity::Error);
                left_out.extend(errors.filter_map(|one| {
                    let (_, number) = one.file.as_deref()?.strip_suffix(".md")?.rsplit_once('-')?;
                    number.parse::<usize>().ok()
                }));
                assert!(left_out.len() > before, "{}", list(&found));
            }
        }
    }
    panic!(
        "no site can be made of {} with seed {seed}",
        collection.name
    );
}

/// Plants a sentence of each place where private text stands, and looks for what the audit says of the page.
fn plant(drawn: &Drawn, mut output: vitrine::Output, outcome: &mut Outcome) {
    let pages: Vec<String> = output
        .files()
        .map(|(path, _)| path)
        .filter(|path| path.ends_with(".html") && path.contains('/'))
        .map(str::to_owned)
        .collect();
    let mut planted: Vec<(String, &'static str, String)> = Vec::new();
    // Pages far from each other, so that each kind of page has its turn.
    let step = (pages.len() / Place::ALL.len()).max(1);
    for (turn, place) in Place::ALL.iter().enumerate() {
        let Some(sentence) = drawn.secret(*place) else {
            continue;
        };
        let Some(path) = pages.get(turn * step) else {
            continue;
        };
        let page = String::from_utf8(output.get(path).unwrap().to_vec()).unwrap();
        let leaking = page.replacen("</main>", &format!("<p>{sentence}</p></main>"), 1);
        assert_ne!(page, leaking, "{path} has a main part");
        output.plant(path, leaking);
        planted.push((path.clone(), place.name(), sentence.to_owned()));
    }
    outcome.planted = planted.len();
    let findings = match vitrine::audit(&drawn.tree, output, today()) {
        Ok(_) => Vec::new(),
        Err(report) => report
            .findings()
            .iter()
            .filter(|finding| finding.code().starts_with("private-"))
            .map(|finding| finding.file().to_owned())
            .collect(),
    };
    planted.retain(|(path, ..)| !findings.contains(path));
    outcome.missed = planted
        .into_iter()
        .map(|(_, place, sentence)| (place, sentence))
        .collect();
}
