//! Takes from an entry what the gates look at.

use std::ops::Range;

use jiff::civil::Date;

use super::survey::Entry;
use crate::entry::{Datum, Spanned};
use crate::policy::Shows;
use crate::policy::{Assessment, Case, Exception, Lifted, Policy, Refusal, Verdict, judge};

/// Judges an entry that is tagged public.
pub(crate) fn judge_entry(
    entry: &Entry<'_>,
    policy: &Policy,
    as_of: Date,
    lifted: Lifted,
) -> Verdict {
    judge(&entry_case(entry, policy, as_of, lifted))
}

/// What the gates look at in an entry, as if it were tagged public.
pub(crate) fn entry_case<'a>(
    entry: &'a Entry<'_>,
    policy: &'a Policy,
    as_of: Date,
    lifted: Lifted,
) -> Case<'a> {
    let body = entry
        .text
        .get(entry.body.clone())
        .is_some_and(|body| !body.trim().is_empty());
    let attachments = entry
        .field("attachments")
        .and_then(|list| list.value.list())
        .is_some_and(|items| {
            items.iter().any(|item| {
                item.value
                    .get("sensitivity")
                    .and_then(|level| level.value.level())
                    == Some(0)
            })
        });
    let finding = match (entry.fields.word("scope"), entry.fields.word("status")) {
        // No other kind has both.
        (Some(scope), Some(status)) => Some((scope, status)),
        _ => None,
    };
    let shows = Shows {
        body,
        summary: entry.field("summary").is_some(),
        attachments,
    };
    Case {
        finding,
        lifted,
        form: entry
            .fields
            .word("form")
            .map(|form| (form, entry.span("form"))),
        lacks: required(entry, policy),
        ..case(entry, policy, entry.fields.word("type"), shows, as_of)
    }
}

/// The fields that the rule of an entry asks for, and that it has not.
fn required(entry: &Entry<'_>, policy: &Policy) -> Vec<String> {
    let rule = entry.fields.word("type").unwrap_or_default();
    let asked = policy.duties(rule).requires.into_iter();
    asked.filter(|field| entry.field(field).is_none()).collect()
}

/// Judges the record of an entry, as a public entry of its type: by its title and date, or with a summary.
pub(crate) fn judge_record(entry: &Entry<'_>, policy: &Policy, as_of: Date) -> Verdict {
    let Some(case) = record_case(entry, policy, as_of) else {
        return Verdict::NotToday;
    };
    match judge(&case) {
        // The entry is withheld already: what may have to go is its record.
        Verdict::Refused(refusals) => {
            Verdict::Refused(refusals.into_iter().map(of_record).collect())
        }
        verdict @ (Verdict::Public | Verdict::NotToday) => verdict,
    }
}

/// What the gates look at in the record of an entry.
pub(crate) fn record_case<'a>(
    entry: &'a Entry<'_>,
    policy: &'a Policy,
    as_of: Date,
) -> Option<Case<'a>> {
    let record = entry.field("public_record")?;
    let summary = record.value.get("summary").is_some();
    let kind = record
        .value
        .get("type")
        .and_then(|kind| kind.value.as_str());
    let rule = policy.rule_at(kind, record.span.clone());
    let lists = |form: &str| {
        rule.as_ref()
            .is_some_and(|(rule, _)| rule.partial.iter().any(|known| known == form))
    };
    // Title and date are the least that a record says; a rule that lists existence alone lets that be said.
    let form = if summary {
        "summary"
    } else if lists("title-date") || !lists("existence") {
        "title-date"
    } else {
        "existence"
    };
    Some(Case {
        place: record.span.clone(),
        form: kind.map(|_| (form, record.span.clone())),
        // Its form says what shows of it, and it has nothing beside.
        ..case(entry, policy, kind, Shows::default(), as_of)
    })
}

/// A refusal in words that fit a record.
fn of_record(refusal: Refusal) -> Refusal {
    Refusal {
        help: refusal
            .help
            .replace("give the entry a higher level", "take `public_record` out")
            .replace(
                "set `form` to what shows of it",
                "the forms of its rule are",
            ),
        ..refusal
    }
}

fn case<'a>(
    entry: &'a Entry<'_>,
    policy: &'a Policy,
    kind: Option<&str>,
    shows: Shows,
    as_of: Date,
) -> Case<'a> {
    Case {
        place: entry.span("sensitivity"),
        rule: policy.rule_at(kind, entry.span("type")),
        form: None,
        shows,
        finding: None,
        assessment: entry.field("assessment").and_then(assessment),
        exception: entry.field("exception").and_then(exception),
        not_before: entry.fields.day("not_before"),
        expires: entry.fields.day("expires"),
        completed_on: entry.fields.day("completed_on"),
        as_of,
        lacks: Vec::new(),
        no_personal_data: kind.is_some_and(|kind| policy.guards_personal_data(kind)),
        // A record says that something is withheld: an emergency opens texts, not the register.
        lifted: Lifted::default(),
    }
}

/// Where a part of a field stands; where it has no such part, the field.
fn place_of(field: &Spanned<Datum>, part: &str) -> Range<usize> {
    let part = field.value.get(part).map(|part| part.span.clone());
    part.unwrap_or_else(|| field.span.clone())
}

fn assessment(field: &Spanned<Datum>) -> Option<Assessment<'_>> {
    Some(Assessment {
        by: field.value.get("by")?.value.as_str()?,
        approved_by: field
            .value
            .get("approved_by")
            .and_then(|name| name.value.as_str()),
        on: field.value.get("on")?.value.day()?,
        span: field.span.clone(),
        second: place_of(field, "approved_by"),
        day: place_of(field, "on"),
    })
}

fn exception(field: &Spanned<Datum>) -> Option<Exception<'_>> {
    Some(Exception {
        by: field.value.get("by")?.value.as_str()?,
        approved_by: field.value.get("approved_by")?.value.as_str()?,
        on: field.value.get("on")?.value.day()?,
        expires: field.value.get("expires")?.value.day()?,
        second: place_of(field, "approved_by"),
        day: place_of(field, "on"),
        end: place_of(field, "expires"),
    })
}
