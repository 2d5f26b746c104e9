//! Gate 8: what is public about one subject, all together.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::directory::Directory;
use super::statements::{Statement, Statements, of_entry};
use super::survey::{Entry, Survey, error};
use super::{Origin, acceptance};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::officer::{Decision, Gate};
use crate::policy::{Acceptance, Combination, PastFact, Policy, combinations, smallest};

/// How many of those who take part a message names.
const NAMED: usize = 12;

/// Refuses what may not be public together, and what does not say what it discloses.
pub(super) fn check(
    survey: &Survey<'_>,
    directory: &Directory,
    past: &[PastFact],
    policy: &Policy,
    origin: Origin,
    diagnostics: &mut Diagnostics,
) {
    let Origin::Folder(as_of) = origin else {
        return;
    };
    super::declared::check(survey, policy, past, diagnostics);
    let acceptances = acceptance::all(survey, as_of, diagnostics);
    let statements = Statements::of(survey, directory, policy);
    let said = statements.said();
    let all = combinations(policy.mosaic(), &said, past);
    for one in all.iter().filter(|one| is_refused(one, &acceptances)) {
        let fewest = smallest(&[one]);
        for by in one.who() {
            let Some(statement) = statements.0.get(by) else {
                continue;
            };
            let Some(entry) = survey.entries.get(statement.entry) else {
                continue;
            };
            let place = statement
                .place(&own(one, by))
                .unwrap_or_else(|| entry.span("subject"));
            diagnostics.push(
                Diagnostic::error(
                    "mosaic-combined",
                    entry.path,
                    place,
                    message(one, by, &statements, survey),
                )
                .help(help(one, &fewest.who, fewest.exact, &statements, survey)),
            );
        }
    }
}

/// Says whether a combination is too much, said today, and accepted by nobody.
pub(super) fn is_refused(one: &Combination<'_>, acceptances: &[Acceptance]) -> bool {
    one.is_met() && one.is_said_today() && one.accepted(acceptances).is_none()
}

/// The facets of a combination that somebody says.
fn own<'a>(one: &'a Combination<'_>, by: usize) -> Vec<&'a str> {
    let says = |facet: &&str| one.today.get(*facet).is_some_and(|who| who.contains(&by));
    one.facets().filter(says).collect()
}

/// The file of who says something, and whether it is a record.
pub(super) fn name(statement: &Statement, survey: &Survey<'_>) -> String {
    let path = survey
        .entries
        .get(statement.entry)
        .map_or("", |entry| entry.path);
    if statement.record {
        format!("the record of {path}")
    } else {
        path.to_owned()
    }
}

fn message(
    one: &Combination<'_>,
    by: usize,
    statements: &Statements,
    survey: &Survey<'_>,
) -> String {
    let others: Vec<String> = one
        .who()
        .into_iter()
        .filter(|other| *other != by)
        .filter_map(|other| Some(name(statements.0.get(other)?, survey)))
        .collect();
    let before: BTreeSet<String> = one
        .past
        .values()
        .flatten()
        .map(|past| format!("{} of {}", past.fact.address, past.release))
        .collect();
    let others: Vec<String> = others.into_iter().chain(before).collect();
    let with = if others.is_empty() {
        "by itself".to_owned()
    } else {
        format!("together with {}", listed(&others))
    };
    format!(
        "{with}, this shows too much of one subject: the rule {} lets {} of its {} facets be public, and these are: {}; this says {}",
        one.rule.name,
        one.rule.at_most,
        one.rule.facets.len(),
        one.facets().collect::<Vec<_>>().join(", "),
        own(one, by).join(", ")
    )
}

fn help(
    one: &Combination<'_>,
    fewest: &BTreeSet<usize>,
    exact: bool,
    statements: &Statements,
    survey: &Survey<'_>,
) -> String {
    let names: Vec<String> = fewest
        .iter()
        .filter_map(|by| Some(name(statements.0.get(*by)?, survey)))
        .collect();
    let least = if exact { "" } else { " (fewer may do)" };
    format!(
        "withhold {}{least}; or say less in one of them, and take what it then says no more out of `discloses`; or have two persons accept it until a day, in a `decision` with `accepts: {{rule: {}, subject: …, facets: [{}]}}`",
        listed(&names),
        one.rule.name,
        one.facets().collect::<Vec<_>>().join(", ")
    )
}

/// Names in a row, the first of many.
fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMED);
    match (more, shown.split_last()) {
        (0, Some((last, first))) if !first.is_empty() => {
            format!("{} and {last}", first.join(", "))
        }
        (0, _) => shown.concat(),
        _ => format!(
            "{} and {more} more, which `vitrine mosaic` lists",
            shown.join(", ")
        ),
    }
}

/// What gate 8 decides from.
pub(super) struct Ground<'a> {
    pub(super) survey: &'a Survey<'a>,
    /// Where all would stand that are tagged public.
    pub(super) everyone: &'a Directory,
    pub(super) statements: &'a Statements,
    pub(super) past: &'a [PastFact],
    pub(super) policy: &'a Policy,
    pub(super) as_of: Date,
}

impl Ground<'_> {
    /// What gate 8 says of an entry: of one that is not public today, as if it were.
    pub(super) fn gate(&self, index: usize, entry: &Entry<'_>) -> Gate {
        if entry.kind().is_none() {
            let why = "an entry of this kind is never public";
            return gate(Decision::NotAsked, why.to_owned(), None);
        }
        if let Some((why, next)) = super::declared::lacks(entry, self.policy) {
            return gate(Decision::Refuses, why.to_owned(), Some(next.to_owned()));
        }
        let speaks = |one: &Statement| one.entry == index && !one.record;
        let mut statements = self.statements.clone();
        if !statements.0.iter().any(speaks) {
            let place = self.everyone.place_of(index);
            let address = place.map_or(entry.path, |place| place.address.as_str());
            let own = of_entry(index, entry, address, self.policy.mosaic());
            statements.0.push(own);
        }
        let own = statements.0.iter().position(speaks);
        let Some((by, own)) = own.and_then(|by| Some((by, statements.0.get(by)?))) else {
            return gate(Decision::NotAsked, "it says nothing".to_owned(), None);
        };
        if !own.says_something() {
            let why = "it names no subject whose facts are counted";
            return gate(Decision::NotAsked, why.to_owned(), None);
        }
        let acceptances = acceptance::all(self.survey, self.as_of, &mut Diagnostics::new());
        let said = statements.said();
        let all = combinations(self.policy.mosaic(), &said, self.past);
        let mut met = all
            .iter()
            .filter(|one| one.who().contains(&by) && one.is_met());
        let refused: Vec<&Combination<'_>> = met
            .clone()
            .filter(|one| is_refused(one, &acceptances))
            .collect();
        if !refused.is_empty() {
            let join = |part: &dyn Fn(&Combination<'_>) -> String| -> String {
                refused
                    .iter()
                    .map(|one| part(one))
                    .collect::<Vec<_>>()
                    .join("; ")
            };
            return gate(
                Decision::Refuses,
                join(&|one| message(one, by, &statements, self.survey)),
                Some(join(&|one| {
                    let fewest = smallest(&[one]);
                    help(one, &fewest.who, fewest.exact, &statements, self.survey)
                })),
            );
        }
        if let Some((one, accepted)) = met.find_map(|one| Some((one, one.accepted(&acceptances)?)))
        {
            return gate(
                Decision::Excepted,
                format!(
                    "with what else is public it meets the rule {}, which two persons accepted until {}",
                    one.rule.name, accepted.until
                ),
                None,
            );
        }
        gate(
            Decision::Passes,
            format!(
                "what is public about its subject meets no rule; it says {}",
                own.facets().collect::<Vec<_>>().join(", ")
            ),
            None,
        )
    }
}

fn gate(decision: Decision, why: String, next: Option<String>) -> Gate {
    Gate {
        name: "mosaic",
        decision,
        why,
        next,
    }
}

/// Notes an error at a place of an entry.
pub(super) fn refuse(
    entry: &Entry<'_>,
    code: &'static str,
    place: std::ops::Range<usize>,
    message: &str,
    help: &str,
    diagnostics: &mut Diagnostics,
) {
    error(diagnostics, code, entry.path, place, message, help);
}
