//! Emergencies: reassessments by two persons, each for some types of information, some gates and some days.
//!
//! A reassessment lifts gates for entries that are tagged public. It changes no tag, opens no portion, and lifts nothing
//! of open findings and detectors. Texts that are written ahead stand as entries with `only_during`: they are judged as
//! they would be in that emergency, so that what is wrong with them is known before, and are public only then.

use jiff::civil::Date;

use super::survey::{Entry, error};
use crate::diagnostic::Diagnostics;
use crate::policy::{Lifted, same_person};

/// One reassessment.
#[derive(Clone, Debug)]
pub(crate) struct Emergency {
    id: String,
    rules: Vec<String>,
    lifts: Lifted,
    in_force: bool,
}

/// All reassessments of a site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Emergencies(Vec<Emergency>);

impl Emergencies {
    pub(crate) fn of(entries: &[Entry<'_>], as_of: Date) -> Self {
        let declared = entries
            .iter()
            .filter(|entry| entry.fields.kind == "reassessment" && by_two(entry))
            .map(|entry| {
                let from = entry.fields.day("from");
                let until = entry.fields.day("until");
                let gates = words(entry, "gates");
                let lifts = |gate: &str| gates.iter().any(|known| known == gate);
                Emergency {
                    id: entry.fields.word("id").unwrap_or_default().to_owned(),
                    rules: words(entry, "rules"),
                    lifts: Lifted {
                        dates: lifts("dates"),
                        rule: lifts("rule"),
                        recipients: lifts("recipients"),
                        form: lifts("form"),
                    },
                    in_force: from.is_some_and(|from| from <= as_of)
                        && until.is_some_and(|until| as_of <= until),
                }
            });
        Self(declared.collect())
    }

    /// Says whether an emergency is in force.
    pub(crate) fn in_force(&self, id: &str) -> bool {
        self.0.iter().any(|one| one.in_force && one.id == id)
    }

    /// Says whether any emergency is in force.
    pub(crate) fn any_in_force(&self) -> bool {
        self.0.iter().any(|one| one.in_force)
    }

    /// The gates that are lifted for an entry: by what is in force, and by the emergency that it is written for.
    pub(crate) fn lifted(&self, entry: &Entry<'_>) -> Lifted {
        let own = entry.fields.word("only_during");
        let Some(rule) = entry.fields.word("type") else {
            return Lifted::default();
        };
        self.0
            .iter()
            .filter(|one| one.in_force || own == Some(one.id.as_str()))
            .filter(|one| one.rules.iter().any(|known| known == rule))
            .fold(Lifted::default(), |lifted, one| lifted.or(one.lifts))
    }
}

/// Refuses reassessments that one person made alone.
pub(crate) fn check(entries: &[Entry<'_>], diagnostics: &mut Diagnostics) {
    for entry in entries {
        if entry.fields.kind == "reassessment" && !by_two(entry) {
            error(
                diagnostics,
                "reassessment-one-person",
                entry.path,
                entry.span("approved_by"),
                "the same person declared this emergency and approved it",
                "a second person approves it",
            );
        }
    }
}

fn by_two(entry: &Entry<'_>) -> bool {
    let person = |name: &str| entry.field(name).and_then(|field| field.value.as_str());
    match (person("by"), person("approved_by")) {
        (Some(by), Some(second)) => !same_person(by, second),
        _ => false,
    }
}

fn words(entry: &Entry<'_>, name: &str) -> Vec<String> {
    let list = entry.field(name).and_then(|field| field.value.list());
    list.unwrap_or_default()
        .iter()
        .filter_map(|item| item.value.as_str())
        .map(str::to_owned)
        .collect()
}
