//! Acceptances: decisions by which two persons let a combination of facets be public, until a day.

use jiff::civil::Date;

use super::mosaic::refuse;
use super::survey::{Entry, Survey};
use crate::diagnostic::Diagnostics;
use crate::policy::{Acceptance, folded, same_person};

/// The acceptances that hold on a day. What is wrong with one is noted, and it holds not.
pub(super) fn all(
    survey: &Survey<'_>,
    as_of: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<Acceptance> {
    survey
        .entries
        .iter()
        .filter(|entry| entry.fields.kind == "decision")
        .filter_map(|entry| sound(entry, as_of, diagnostics))
        .collect()
}

fn sound(entry: &Entry<'_>, as_of: Date, diagnostics: &mut Diagnostics) -> Option<Acceptance> {
    let accepts = entry.field("accepts")?;
    let person = |name: &str| entry.fields.text(name);
    let (Some(by), Some(second), Some(on)) = (
        person("decided_by"),
        person("second_by"),
        entry.fields.day("on"),
    ) else {
        refuse(
            entry,
            "acceptance-unsigned",
            accepts.span.clone(),
            "this acceptance does not say who decided it, who was the second, and when",
            "add `decided_by`, `second_by` and `on`",
            diagnostics,
        );
        return None;
    };
    if same_person(by, second) {
        refuse(
            entry,
            "acceptance-one-person",
            entry.span("second_by"),
            "the same person decided this acceptance and was the second",
            "a second person signs it",
            diagnostics,
        );
        return None;
    }
    let Some(until) = entry.fields.day("expires") else {
        refuse(
            entry,
            "acceptance-endless",
            accepts.span.clone(),
            "this acceptance has no end",
            "add `expires` with the last day on which it holds",
            diagnostics,
        );
        return None;
    };
    if on > as_of {
        refuse(
            entry,
            "acceptance-future",
            entry.span("on"),
            "this acceptance is dated after the day of the build",
            "check the date in `on`",
            diagnostics,
        );
        return None;
    }
    // One that is over is history, and no error: what it accepted is refused again by itself.
    if until < as_of {
        return None;
    }
    let word = |name: &str| accepts.value.get(name)?.value.as_str();
    let facets = accepts.value.get("facets")?.value.list()?;
    Some(Acceptance {
        rule: word("rule")?.to_owned(),
        subject: folded(word("subject")?),
        facets: facets
            .iter()
            .filter_map(|facet| facet.value.as_str())
            .map(str::to_owned)
            .collect(),
        until,
    })
}
