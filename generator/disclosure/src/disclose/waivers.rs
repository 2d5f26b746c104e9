//! Waivers: who let stand what a detector found, in which entry, why, and until when.

use std::cell::Cell;
use std::ops::Range;

use jiff::civil::Date;

use super::survey::{Entry, error};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::entry::suggestion;
use crate::policy::detector::{Hit, Persons};
use crate::policy::{Detectors, same_person};

/// A waiver, as its entry has it.
#[derive(Debug)]
struct Waiver<'a> {
    path: &'a str,
    lint: &'a str,
    lint_span: Range<usize>,
    unit: &'a str,
    hits: Vec<(&'a str, Range<usize>)>,
    by: &'a str,
    second: Option<&'a str>,
    by_span: Range<usize>,
    until: Date,
    until_span: Range<usize>,
    /// Whether each of the hits was met.
    met: Vec<Cell<bool>>,
    /// Whether a hit was met that needs two persons, where there is one.
    lacks: Cell<bool>,
}

/// How a hit stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// Nobody waived it.
    Refused,
    /// A waiver for it was in force up to and with this day.
    Over(Date),
    /// The waivers of this detector in this entry are for other text.
    Other,
    /// One person waived what two waive.
    OnePerson,
    /// It is waived by somebody, up to and with a day.
    Waived(String, Date),
}

/// All waivers of a site.
#[derive(Debug)]
pub(super) struct Waivers<'a>(Vec<Waiver<'a>>);

impl<'a> Waivers<'a> {
    pub(super) fn of(entries: &'a [Entry<'a>]) -> Self {
        let waivers = entries.iter().filter(|entry| entry.fields.kind == "waiver");
        Self(waivers.filter_map(waiver).collect())
    }

    /// How a hit in a unit stands. A unit is named by its path or by its `id`.
    pub(super) fn judge(&self, hit: &Hit, names: &[&str], as_of: Date) -> Standing {
        let mut standing = Standing::Refused;
        let own = self
            .0
            .iter()
            .filter(|waiver| waiver.lint == hit.name && names.contains(&waiver.unit));
        for waiver in own {
            let listed = waiver
                .hits
                .iter()
                .position(|(print, _)| *print == hit.print);
            let Some(at) = listed else {
                if standing == Standing::Refused {
                    standing = Standing::Other;
                }
                continue;
            };
            if let Some(met) = waiver.met.get(at) {
                met.set(true);
            }
            if waiver.until < as_of {
                standing = Standing::Over(waiver.until);
            } else if !waiver.by_two() && (waiver.second.is_some() || hit.persons == Persons::Two) {
                waiver.lacks.set(true);
                standing = Standing::OnePerson;
            } else {
                let by = match waiver.second {
                    Some(second) => format!("{} and {second}", waiver.by),
                    None => waiver.by.to_owned(),
                };
                return Standing::Waived(by, waiver.until);
            }
        }
        standing
    }

    /// Says what is wrong with waivers, and which of them waive nothing, once all hits are known.
    pub(super) fn finish(&self, detectors: &Detectors, as_of: Date, diagnostics: &mut Diagnostics) {
        for waiver in &self.0 {
            if !detectors.knows(waiver.lint) {
                let help = match suggestion(waiver.lint, detectors.names()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "write the code that the message of the hit begins with; a site's own detector has the name of its table in policy.toml".to_owned(),
                };
                error(
                    diagnostics,
                    "waiver-lint-unknown",
                    waiver.path,
                    waiver.lint_span.clone(),
                    "there is no detector of this name",
                    &help,
                );
                continue;
            }
            let same = waiver.second.is_some() && !waiver.by_two();
            if same || waiver.lacks.get() {
                let (message, help) = if same {
                    (
                        "the same person waived this and approved it",
                        "a second person approves it",
                    )
                } else {
                    (
                        "two persons waive what this detector finds there, and this names one",
                        "add `approved_by` with the second person",
                    )
                };
                error(
                    diagnostics,
                    "waiver-one-person",
                    waiver.path,
                    waiver.by_span.clone(),
                    message,
                    help,
                );
            }
            waiver.warn(as_of, diagnostics);
        }
    }
}

impl Waiver<'_> {
    fn by_two(&self) -> bool {
        self.second
            .is_some_and(|second| !same_person(self.by, second))
    }

    fn warn(&self, as_of: Date, diagnostics: &mut Diagnostics) {
        if self.until < as_of {
            diagnostics.push(
                Diagnostic::warning(
                    "waiver-expired",
                    self.path,
                    self.until_span.clone(),
                    "this waiver is over, and lets nothing pass",
                )
                .help("take the entry out, or have it renewed with a later `until`"),
            );
            return;
        }
        let unmet = self
            .hits
            .iter()
            .zip(&self.met)
            .filter(|(_, met)| !met.get());
        for ((_, span), _) in unmet {
            diagnostics.push(
                Diagnostic::warning(
                    "waiver-unused",
                    self.path,
                    span.clone(),
                    "no public text of this unit has this hit, so this waives nothing",
                )
                .help("take it out, and the whole entry where it lists no other; where the text was changed, `vitrine explain` on its file shows the hit that it has now"),
            );
        }
    }
}

fn waiver<'a>(entry: &'a Entry<'a>) -> Option<Waiver<'a>> {
    let text = |name: &str| entry.fields.text(name);
    let hits: Vec<(&str, Range<usize>)> = entry
        .field("hits")?
        .value
        .list()?
        .iter()
        .filter_map(|item| Some((item.value.as_str()?, item.span.clone())))
        .collect();
    let second = text("approved_by");
    Some(Waiver {
        path: entry.path,
        lint: text("lint")?,
        lint_span: entry.span("lint"),
        unit: text("unit")?,
        met: vec![Cell::new(false); hits.len()],
        hits,
        by: text("by")?,
        by_span: entry.span(if second.is_some() {
            "approved_by"
        } else {
            "by"
        }),
        second,
        until: entry.fields.day("until")?,
        until_span: entry.span("until"),
        lacks: Cell::new(false),
    })
}
