//! Findings: how one came to its status is told in the order of time, and whoever calls one cleared says when and by whom.

use std::ops::Range;

use jiff::civil::Date;

use super::survey::{Entry, Survey, error};
use crate::diagnostic::Diagnostics;
use crate::entry::{Datum, Spanned};
use crate::public::PublicDate;

/// Notes public findings whose status does not follow from their history.
pub(super) fn check(survey: &Survey<'_>, as_of: Date, diagnostics: &mut Diagnostics) {
    let findings = survey
        .entries
        .iter()
        .filter(|entry| entry.fields.kind == "finding" && entry.is_public());
    for entry in findings {
        let mut note = |code, span: Range<usize>, message: &str, help: &str| {
            error(diagnostics, code, entry.path, span, message, help);
        };
        history(entry, as_of, &mut note);
        cleared(entry, as_of, &mut note);
        when(entry, &mut note);
    }
}

type Note<'a> = dyn FnMut(&'static str, Range<usize>, &str, &str) + 'a;

/// The steps are in the order of time, none is to come, and the last is the status.
fn history(entry: &Entry<'_>, as_of: Date, note: &mut Note<'_>) {
    let steps = steps(entry);
    for pair in steps.windows(2) {
        if let [(before, _), (after, step)] = pair
            && ends_before(*after, first_day(*before))
        {
            note(
                "finding-history-order",
                step.span.clone(),
                "this step is dated before the one above it",
                "write the steps in the order in which they were taken, the oldest first",
            );
        }
    }
    for (on, step) in &steps {
        if first_day(*on) > Some(as_of) {
            note(
                "finding-history-future",
                step.span.clone(),
                "this step is dated after the day of the build",
                "check the date in `on`: what is planned is a step of its own, `planned`",
            );
        }
    }
    let last = steps.last().and_then(|(_, step)| status_of(step));
    if let (Some(last), Some(status)) = (last, entry.fields.word("status"))
        && last != status
    {
        note(
            "finding-history-status",
            entry.span("status"),
            "the history of this finding does not end with its status",
            "add the step that led to `status`, or set `status` to that of the last step",
        );
    }
}

/// A cleared finding says since when, and who verified it; no other says that it is cleared.
fn cleared(entry: &Entry<'_>, as_of: Date, note: &mut Note<'_>) {
    let on = entry.field("cleared_on");
    if entry.fields.word("status") != Some("cleared") {
        if let Some(on) = on {
            note(
                "finding-cleared-on",
                on.span.clone(),
                "this finding has a day on which it was cleared, and is not cleared",
                "take `cleared_on` out, or set `status` to `cleared`",
            );
        }
        return;
    }
    match on {
        None => note(
            "finding-cleared-on",
            entry.span("status"),
            "nobody says when this finding was cleared",
            "add `cleared_on`, as exactly as everyone may know it",
        ),
        Some(on) if date(on).and_then(first_day) > Some(as_of) => note(
            "finding-cleared-future",
            on.span.clone(),
            "this finding is to be cleared after the day of the build",
            "check `cleared_on`: until then its status is another",
        ),
        Some(_) => {}
    }
    let verified = steps(entry).iter().any(|(_, step)| {
        status_of(step) == Some("cleared") && step.value.get("verified_by").is_some()
    });
    if !verified {
        note(
            "finding-cleared-by",
            entry.span("status"),
            "nobody says who verified that this finding is cleared",
            "add the step to `status_history`: {status: cleared, on: …, verified_by: follow-up-mission}; or regulator, or self-declared",
        );
    }
}

/// What the office said of when it may be public is not at odds with its tag.
fn when(entry: &Entry<'_>, note: &mut Note<'_>) {
    let Some(field) = entry.field("publish_when") else {
        return;
    };
    match field.value.as_str() {
        Some("never") => note(
            "finding-publish-when",
            field.span.clone(),
            "this finding is never to be published, and is tagged public",
            "give the entry a higher level, or change `publish_when`",
        ),
        Some("cleared") if entry.fields.word("status") != Some("cleared") => note(
            "finding-publish-when",
            field.span.clone(),
            "this finding is to be published when it is cleared, and it is not cleared",
            "give the entry a higher level until then, or change `publish_when`",
        ),
        _ => {}
    }
}

/// The steps of the history that have a date.
fn steps<'a>(entry: &'a Entry<'_>) -> Vec<(PublicDate, &'a Spanned<Datum>)> {
    let history = entry
        .field("status_history")
        .and_then(|history| history.value.list());
    history
        .unwrap_or_default()
        .iter()
        .filter_map(|step| Some((date(step.value.get("on")?)?, step)))
        .collect()
}

fn status_of(step: &Spanned<Datum>) -> Option<&str> {
    step.value.get("status")?.value.as_str()
}

fn date(field: &Spanned<Datum>) -> Option<PublicDate> {
    if let Datum::Date(date) = field.value {
        Some(date)
    } else {
        None
    }
}

/// The first day that a date may mean.
fn first_day(date: PublicDate) -> Option<Date> {
    Date::new(date.year, date.month.max(1), date.day.max(1)).ok()
}

/// Says whether all that a date may mean lies before a day.
fn ends_before(date: PublicDate, day: Option<Date>) -> bool {
    let last = first_day(date).and_then(|first| match (date.month, date.day) {
        (0, _) => Some(first.last_of_year()),
        (_, 0) if date.quarter => Date::new(first.year(), first.month() + 2, 1)
            .ok()
            .map(Date::last_of_month),
        (_, 0) => Some(first.last_of_month()),
        (_, _) => Some(first),
    });
    last.zip(day).is_some_and(|(last, day)| last < day)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests stop where they fail")]
mod tests {
    use super::*;

    #[test]
    fn a_date_ends_with_the_last_day_that_it_may_mean() {
        let date = |month, day, quarter| PublicDate {
            year: 2021,
            month,
            day,
            quarter,
        };
        for (date, last) in [
            (date(0, 0, false), "2021-12-31"),
            (date(4, 0, true), "2021-06-30"),
            (date(10, 0, true), "2021-12-31"),
            (date(2, 0, false), "2021-02-28"),
            (date(4, 0, false), "2021-04-30"),
            (date(4, 7, false), "2021-04-07"),
        ] {
            let last: Date = last.parse().unwrap();
            assert!(!ends_before(date, Some(last)), "{date} on its last day");
            assert!(
                ends_before(date, last.tomorrow().ok()),
                "{date} the day after"
            );
            assert!(!ends_before(date, None));
        }
    }
}
