//! Reviews that are overdue: told at once, in the way of a build once the grace is over, and never in the way of an
//! announcement.

use jiff::civil::Date;

use super::emergency::Emergencies;
use super::survey::{Entry, Survey};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::settings::Settings;

/// Notes public entries whose review is overdue.
///
/// While an emergency is in force, and on the day on which a public announcement is issued and the day after it, nothing
/// of this keeps a site from being built: a warning to people does not wait for a review of something else.
pub(super) fn check(
    survey: &Survey<'_>,
    emergencies: &Emergencies,
    settings: &Settings,
    as_of: Date,
    diagnostics: &mut Diagnostics,
) {
    let urgent = emergencies.any_in_force()
        || survey
            .entries
            .iter()
            .filter(|entry| entry.is_public())
            .filter_map(issued)
            .any(|day| day <= as_of && is_fresh(day, as_of));
    // What has come to its end needs no review any more.
    let over = |entry: &Entry<'_>| {
        !entry.is_public() && entry.fields.day("expires").is_some_and(|end| end < as_of)
    };
    for entry in survey.entries.iter().filter(|entry| !over(entry)) {
        let Some(day) = entry
            .fields
            .day("review_by")
            .filter(|day| *day < as_of && entry.level == 0)
        else {
            continue;
        };
        let overdue = day.until(as_of).map_or(i32::MAX, |span| span.get_days());
        let days = if overdue == 1 { "day" } else { "days" };
        let message = format!("the review of this entry is {overdue} {days} overdue");
        let help = "have it reviewed and set `review_by` anew, or give the entry a higher level";
        let span = entry.span("review_by");
        let late = u64::try_from(overdue).is_ok_and(|days| days > settings.review_grace_days);
        diagnostics.push(if late && !urgent {
            Diagnostic::error("review-overdue", entry.path, span, message).help(help)
        } else {
            Diagnostic::warning("review-due", entry.path, span, message).help(help)
        });
    }
}

/// The day on which an announcement is issued, in UTC.
pub(super) fn issued(entry: &Entry<'_>) -> Option<Date> {
    if entry.fields.kind != "announcement" {
        return None;
    }
    // A moment is printed with its day first: `2016-05-20T14:30Z`.
    let (day, _) = entry.fields.word("issued_at")?.split_once('T')?;
    day.parse().ok()
}

/// Says whether an announcement of a day is news on another: on its day, and on the next.
fn is_fresh(day: Date, as_of: Date) -> bool {
    day == as_of || day.tomorrow().is_ok_and(|next| next == as_of)
}
