//! Findings whose status does not follow from their history.

use crate::case::Remedy;
use crate::texts::finding;

pub(crate) fn all() -> Vec<Remedy> {
    vec![
        finding(
            "finding-cleared-on",
            "scope: facility\nstatus: ‹cleared›«⇒\ncleared_on: 2025-09-01»\nstatus_history: [{status: cleared, on: 2025-09-01, verified_by: regulator}]",
        ),
        finding(
            "finding-cleared-by",
            "scope: facility\nstatus: ‹cleared›\ncleared_on: 2025-09-01\nstatus_history: [{status: cleared, on: 2025-09-01«⇒, verified_by: regulator»}]",
        ),
        finding(
            "finding-cleared-future",
            "scope: regime\nstatus: cleared\ncleared_on: «2026-11-02⇒2026-10-02»\nstatus_history: [{status: cleared, on: 2026-10, verified_by: regulator}]",
        ),
        finding(
            "finding-history-status",
            "scope: regime\nstatus: «planned⇒open»\nstatus_history: [{status: open, on: 2025-09-01}]",
        ),
        finding(
            "finding-history-future",
            "scope: regime\nstatus: implemented\nstatus_history: [{status: open, on: 2021}, ‹{status: implemented, on: «2026-11-02⇒2026-10-02»}›]",
        ),
        finding(
            "finding-history-order",
            "scope: regime\nstatus: planned\nstatus_history: [«{status: planned, on: 2021}, ‹{status: planned, on: 2020-05}›⇒{status: planned, on: 2020-05}, {status: planned, on: 2021}»]",
        ),
        finding(
            "finding-publish-when",
            "scope: regime\nstatus: open\npublish_when: «never⇒now»",
        ),
    ]
}
