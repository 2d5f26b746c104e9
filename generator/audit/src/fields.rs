//! Which fields of a public entry pass, written down a second time (SPEC S4.3 and S4.4). What is not here does not pass.

/// Fields whose texts everyone may read.
const PASS: &[&str] = &[
    "title",
    "kind",
    "id",
    "slug",
    "lang",
    "type",
    "form",
    "translation_of",
    "state",
    "provider",
    "contributed_by",
    "date",
    "completed_on",
    "version",
    "summary",
    "topics",
    "modules",
    "audience",
    "instruments",
    "sources",
    "supersedes",
    "related",
    // Missions.
    "service",
    "stage",
    "number",
    "announced_on",
    "prep_meeting_on",
    "from",
    "to",
    "host",
    "team_states",
    "follow_up_of",
    "report_received_on",
    "report_status",
    "publication",
    "released_by",
    "released_on",
    "counts",
    "next_due",
    // Findings.
    "mission",
    "category",
    "scope",
    "ref_public",
    "basis",
    "responsible",
    "text_public",
    "status",
    "status_history",
    "action_public",
    "cleared_on",
    "mission_verified",
    "carried_over_to",
    // Practices.
    "problem",
    "measure",
    "result",
    "conditions_for_transfer",
    "effort",
    "maturity",
    "origin",
    "origin_finding",
    "reviewed_by_role",
    "reviewed_on",
    "reused_by",
    "nss_refs",
    "brief",
    // Documents.
    "issued_on",
    "issuer",
    "channel",
    "full_exists",
    "exists_statement",
    "withheld_reason",
    "legal_basis",
    "covers_period",
    // Instruments.
    "short",
    "adopted",
    "in_force",
    "binding",
    "requires",
    "articles",
    "parties",
    "aliases",
    // States.
    "authorities",
    "contact_public",
    "adherence",
    "commitments",
    "updated",
    // Announcements and events.
    "class",
    "event",
    "issued_at",
    "advice",
    "area_public",
    "next_update_at",
    "final",
    "reported_on",
    "investigation_open",
    "impact_public",
    "radiological_public",
    // Terms, providers, references, pages, records.
    "see",
    "role",
    "homepage",
    "acknowledged_by",
    "row",
    "subset",
    "channels",
    "condition",
    "value",
    "values",
    "figures",
    "slot",
    "reason",
];

/// Fields of words from closed lists, or of levels, that say nothing by themselves.
const MUTE: &[&str] = &[
    "sensitivity",
    "date_precision",
    "publish_when",
    "only_during",
];

/// Kinds of entries that are never public.
pub(crate) const PRIVATE_KINDS: &[&str] = &["decision", "reassessment", "waiver"];

/// Fields that could name the origin of a practice that is to stay unnamed.
const ORIGIN: &[&str] = &[
    "state",
    "provider",
    "contributed_by",
    "origin_finding",
    "reused_by",
];

pub(crate) fn passes(field: &str) -> bool {
    PASS.contains(&field)
}

/// Says whether a part of a record is not shown with it.
pub(crate) fn is_of_the_office(part: &str) -> bool {
    matches!(part, "subject" | "discloses")
}

pub(crate) fn is_mute(field: &str) -> bool {
    MUTE.contains(&field)
}

/// Says whether a field of an anonymous practice stays behind.
pub(crate) fn names_origin(field: &str, last: &str) -> bool {
    ORIGIN.contains(&field) || (field == "origin" && !matches!(last, "kind" | "consent"))
}
