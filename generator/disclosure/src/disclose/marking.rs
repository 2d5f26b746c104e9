//! Holds entries and files against the marking that their originals bear: none is less protected than that asks for.

use super::survey::{Entry, error};
use crate::diagnostic::Diagnostics;
use crate::entry::{Datum, Spanned};
use crate::policy::Policy;

/// Refuses markings that nobody knows, and levels below what a marking asks for.
pub(super) fn check(entry: &Entry<'_>, policy: &Policy, diagnostics: &mut Diagnostics) {
    let own = entry.field("original_marking");
    one(
        entry,
        own,
        entry.level,
        entry.span("sensitivity"),
        policy,
        diagnostics,
    );
    let files = entry
        .field("attachments")
        .and_then(|list| list.value.list());
    for item in files.unwrap_or_default() {
        let tag = item.value.get("sensitivity");
        let level = tag
            .and_then(|tag| tag.value.level())
            .unwrap_or(0)
            .max(entry.level);
        let span = tag.map_or_else(|| item.span.clone(), |tag| tag.span.clone());
        one(
            entry,
            item.value.get("original_marking"),
            level,
            span,
            policy,
            diagnostics,
        );
    }
}

fn one(
    entry: &Entry<'_>,
    marking: Option<&Spanned<Datum>>,
    level: usize,
    tag: std::ops::Range<usize>,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) {
    let part = |name: &str| marking?.value.get(name);
    let (Some(scheme), Some(token)) = (part("scheme"), part("token")) else {
        return;
    };
    let scheme = scheme.value.as_str().unwrap_or_default();
    let written = token.value.as_str().unwrap_or_default();
    let Some(asked) = policy.maps().level(scheme, written, policy.levels()) else {
        let help = match policy.maps().meant(scheme, written) {
            Some(known) => format!(
                "did you mean `{known}`? A token is written exactly as the scheme writes it"
            ),
            None => format!("write one of: {}", policy.maps().tokens(scheme).join(", ")),
        };
        error(
            diagnostics,
            "marking-unknown",
            entry.path,
            token.span.clone(),
            "this is no marking of its scheme",
            &help,
        );
        return;
    };
    if level < asked {
        let wanted = policy.levels().get(asked).map_or("", String::as_str);
        error(
            diagnostics,
            "sensitivity-below-marking",
            entry.path,
            tag,
            "the marking that the original bears asks for a higher level than this",
            &format!(
                "set `sensitivity` to `{wanted}` or higher; what may be said in public is an entry of its own, written for that"
            ),
        );
    }
}
