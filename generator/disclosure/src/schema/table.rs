//! The table itself: the fields that all kinds share, then those of each kind.

use super::Need::{Optional, Required};
use super::{
    CONFIDENCE, FORMS, Field, PRECISIONS, PROVIDERS, PUBLICATIONS, RECIPIENTS, Shape, TOPICS,
    VALUES, handled, never, never_required, public, required,
};
use crate::public::Kind;

/// The fields that every kind may have, in the order in which the public source prints them.
pub const COMMON: &[Field] = &[
    required("title", Shape::Text),
    handled("kind", Shape::Text, Required),
    handled("sensitivity", Shape::Level, Required),
    handled("id", Shape::Slug, Optional),
    handled("slug", Shape::Slug, Optional),
    handled("lang", Shape::Language, Optional),
    public("type", Shape::Rule),
    public("form", Shape::Word(FORMS)),
    public("translation_of", Shape::Entry(&[])),
    public("state", Shape::State),
    public("provider", Shape::Word(PROVIDERS)),
    public("contributed_by", Shape::Entry(&[Kind::Provider])),
    public("date", Shape::Date),
    handled("date_precision", Shape::Word(PRECISIONS), Optional),
    public("completed_on", Shape::Day),
    public("version", Shape::Text),
    public("summary", Shape::Text),
    public("topics", Shape::List(&Shape::Word(TOPICS))),
    public("modules", Shape::List(&Shape::Number)),
    public("audience", Shape::List(&Shape::Word(RECIPIENTS))),
    public("instruments", Shape::List(&Shape::Map(CITATION))),
    public("sources", Shape::List(&Shape::Map(SOURCE))),
    public("supersedes", Shape::Entry(&[])),
    public("related", Shape::List(&Shape::Entry(&[]))),
    handled(
        "attachments",
        Shape::List(&Shape::Map(ATTACHMENT)),
        Optional,
    ),
    handled("not_before", Shape::Day, Optional),
    handled("expires", Shape::Day, Optional),
    handled("review_by", Shape::Day, Optional),
    handled("only_during", Shape::Slug, Optional),
    handled("public_record", Shape::Map(RECORD), Optional),
    handled("assessment", Shape::Map(ASSESSMENT), Optional),
    handled("exception", Shape::Map(EXCEPTION), Optional),
    never("original_marking", Shape::Map(MARKING)),
    never("subject", Shape::OneOrMore(&Shape::Text)),
    never("discloses", Shape::List(&Shape::Facet)),
    never("internal", Shape::Anything),
];

/// The fields of one kind beside [`COMMON`]; `None` where there is no such kind.
#[must_use]
pub fn fields_of(kind: &str) -> Option<&'static [Field]> {
    Some(match kind {
        "mission" => MISSION,
        "finding" => FINDING,
        "practice" => PRACTICE,
        "document" => DOCUMENT,
        "instrument" => INSTRUMENT,
        "state" => STATE,
        "announcement" => ANNOUNCEMENT,
        "event" => EVENT,
        "term" => TERM,
        "provider" => PROVIDER,
        "reference" => REFERENCE,
        "page" => PAGE,
        "record" => RECORD_ENTRY,
        "decision" => DECISION,
        "reassessment" => REASSESSMENT,
        "waiver" => WAIVER,
        _ => return None,
    })
}

const CITATION: &[Field] = &[
    required("id", Shape::Entry(&[Kind::Instrument])),
    public("article", Shape::Text),
];

/// The marking that the original bears, in a scheme of its own.
const MARKING: &[Field] = &[
    never_required("scheme", Shape::Scheme),
    never_required("token", Shape::Text),
];

const SOURCE: &[Field] = &[
    required("label", Shape::Text),
    public("url", Shape::Url),
    public("accessed", Shape::Day),
    public("confidence", Shape::Word(CONFIDENCE)),
    public("conflicting", Shape::Flag),
];

const ATTACHMENT: &[Field] = &[
    handled("file", Shape::File, Required),
    handled("sensitivity", Shape::Level, Required),
    required("title", Shape::Text),
    public("alt", Shape::Text),
    never("checked_by", Shape::Text),
    never("original_marking", Shape::Map(MARKING)),
];

const RECORD: &[Field] = &[
    handled("slug", Shape::Slug, Required),
    required("title", Shape::Text),
    required("date", Shape::Date),
    public("summary", Shape::Text),
    public("type", Shape::Rule),
    public("state", Shape::State),
    handled("lang", Shape::Language, Optional),
    required("reason", Shape::Reason),
    never("subject", Shape::OneOrMore(&Shape::Text)),
    never("discloses", Shape::List(&Shape::Facet)),
];

const ASSESSMENT: &[Field] = &[
    never_required("by", Shape::Text),
    never("approved_by", Shape::Text),
    never_required("on", Shape::Day),
    never_required("basis", Shape::Text),
    never("digest", Shape::Digest),
];

const EXCEPTION: &[Field] = &[
    never_required("by", Shape::Text),
    never_required("approved_by", Shape::Text),
    never_required("on", Shape::Day),
    never_required("expires", Shape::Day),
    never_required("basis", Shape::Text),
];

const MISSION: &[Field] = &[
    required(
        "service",
        Shape::Word(&["ippas", "insserv", "irrs", "inssp", "other"]),
    ),
    public("stage", Shape::Word(&["initial", "follow-up", "repeat"])),
    public("number", Shape::Number),
    public("announced_on", Shape::Date),
    public("prep_meeting_on", Shape::Date),
    public("from", Shape::Date),
    public("to", Shape::Date),
    public("host", Shape::Text),
    public("team_states", Shape::List(&Shape::State)),
    public("follow_up_of", Shape::Entry(&[Kind::Mission])),
    public("report_received_on", Shape::Date),
    public(
        "report_status",
        Shape::Word(&[
            "none",
            "held",
            "released-part",
            "released-redacted",
            "released-full",
        ]),
    ),
    public("publication", Shape::Word(PUBLICATIONS)),
    public("released_by", Shape::Text),
    public("released_on", Shape::Date),
    public("counts", Shape::Map(COUNTS)),
    public("next_due", Shape::Date),
    never("sites", Shape::List(&Shape::Text)),
];

const COUNTS: &[Field] = &[
    public("recommendations", Shape::Number),
    public("suggestions", Shape::Number),
    public("good_practices", Shape::Number),
    required("quoted_from", Shape::Text),
];

const FINDING: &[Field] = &[
    required("mission", Shape::Entry(&[Kind::Mission])),
    required(
        "category",
        Shape::Word(&["recommendation", "suggestion", "good-practice"]),
    ),
    required(
        "scope",
        Shape::Word(&["regime", "transport", "facility", "source", "computer"]),
    ),
    public("ref_public", Shape::Text),
    public("basis", Shape::List(&Shape::Map(CITATION))),
    public("responsible", Shape::Text),
    required("text_public", Shape::Text),
    required("status", Shape::Word(STATUSES)),
    public("status_history", Shape::List(&Shape::Map(STATUS))),
    public("action_public", Shape::Text),
    public("cleared_on", Shape::Date),
    never("publish_when", Shape::Word(&["now", "cleared", "never"])),
    public("mission_verified", Shape::Flag),
    public("carried_over_to", Shape::Entry(&[Kind::Finding])),
    never("location", Shape::Text),
    never("target", Shape::Text),
];

const STATUSES: &[&str] = &[
    "open",
    "planned",
    "in-progress",
    "implemented",
    "cleared",
    "superseded",
    "not-accepted",
    "not-stated",
];

const STATUS: &[Field] = &[
    required("status", Shape::Word(STATUSES)),
    required("on", Shape::Date),
    public("evidence", Shape::Text),
    public(
        "verified_by",
        Shape::Word(&["follow-up-mission", "regulator", "self-declared"]),
    ),
];

const PRACTICE: &[Field] = &[
    required("problem", Shape::Text),
    required("measure", Shape::Text),
    public("result", Shape::Text),
    public("conditions_for_transfer", Shape::Text),
    public("effort", Shape::Word(&["low", "medium", "high"])),
    required(
        "maturity",
        Shape::Word(&["proposed", "in-use", "reviewed", "superseded"]),
    ),
    handled("origin", Shape::Map(ORIGIN), Required),
    public("origin_finding", Shape::Entry(&[Kind::Finding])),
    public("reviewed_by_role", Shape::Text),
    public("reviewed_on", Shape::Date),
    public("reused_by", Shape::List(&Shape::Text)),
    public("nss_refs", Shape::List(&Shape::Text)),
    public("brief", Shape::Text),
];

const ORIGIN: &[Field] = &[
    required(
        "kind",
        Shape::Word(&["mission", "state", "operator", "institution", "publication"]),
    ),
    required("consent", Shape::Word(&["named", "anonymous"])),
    public("name", Shape::Text),
    public("mission", Shape::Entry(&[Kind::Mission])),
];

const DOCUMENT: &[Field] = &[
    public("issued_on", Shape::Date),
    public("issuer", Shape::Text),
    public(
        "channel",
        Shape::Word(&["online", "print", "targeted", "secure", "press"]),
    ),
    public("full_exists", Shape::Flag),
    public("exists_statement", Shape::Text),
    public("withheld_reason", Shape::Reason),
    public("legal_basis", Shape::Text),
    public("covers_period", Shape::Text),
    public("mission", Shape::Entry(&[Kind::Mission])),
];

const INSTRUMENT: &[Field] = &[
    required("number", Shape::Text),
    public("short", Shape::Text),
    public("adopted", Shape::Date),
    public("in_force", Shape::Date),
    required(
        "binding",
        Shape::Word(&["treaty", "council", "political", "guidance"]),
    ),
    public("requires", Shape::Text),
    public("articles", Shape::List(&Shape::Map(ARTICLE))),
    public("parties", Shape::List(&Shape::Map(PARTIES))),
    public("aliases", Shape::List(&Shape::Text)),
];

const ARTICLE: &[Field] = &[
    required("no", Shape::Text),
    required("subject", Shape::Text),
    required(
        "duty",
        Shape::Word(&["report", "inform", "exchange", "contact", "protect", "none"]),
    ),
];

const PARTIES: &[Field] = &[
    required("value", Shape::Number),
    required("as_of", Shape::Date),
    required("source", Shape::Text),
];

const STATE: &[Field] = &[
    public("authorities", Shape::List(&Shape::Map(AUTHORITY))),
    public("contact_public", Shape::Text),
    public("adherence", Shape::List(&Shape::Map(ADHERENCE))),
    public("commitments", Shape::List(&Shape::Map(COMMITMENT))),
    public("updated", Shape::Date),
];

const AUTHORITY: &[Field] = &[
    required("name", Shape::Text),
    public("role", Shape::Text),
    public("url", Shape::Url),
];

const ADHERENCE: &[Field] = &[
    required("id", Shape::Entry(&[Kind::Instrument])),
    required(
        "status",
        Shape::Word(&[
            "party",
            "signatory",
            "subscribed",
            "not-party",
            "not-stated",
        ]),
    ),
    public("since", Shape::Date),
];

const COMMITMENT: &[Field] = &[
    required("text", Shape::Text),
    public("evidence", Shape::List(&Shape::Entry(&[]))),
];

const ANNOUNCEMENT: &[Field] = &[
    required(
        "class",
        Shape::Word(&["routine", "press", "alert", "emergency", "exercise"]),
    ),
    public("event", Shape::Entry(&[Kind::Event])),
    required("issued_at", Shape::Moment),
    required("issuer", Shape::Text),
    public("advice", Shape::Text),
    public("area_public", Shape::Text),
    public("next_update_at", Shape::Moment),
    public("final", Shape::Flag),
    public("follow_up_of", Shape::Entry(&[Kind::Announcement])),
];

const EVENT: &[Field] = &[
    required(
        "category",
        Shape::Word(&[
            "trafficking",
            "intrusion",
            "attack",
            "theft-attempt",
            "loss",
            "cyber",
        ]),
    ),
    public("reported_on", Shape::Date),
    public("investigation_open", Shape::Flag),
    public("impact_public", Shape::Text),
    public("radiological_public", Shape::Text),
];

const TERM: &[Field] = &[
    public("aliases", Shape::List(&Shape::Text)),
    public("see", Shape::List(&Shape::Entry(&[Kind::Term]))),
];

const PROVIDER: &[Field] = &[
    required("role", Shape::Word(PROVIDERS)),
    public("homepage", Shape::Url),
    public("acknowledged_by", Shape::List(&Shape::Text)),
];

const REFERENCE: &[Field] = &[
    public("row", Shape::Row),
    public("subset", Shape::Text),
    public("channels", Shape::Text),
    public("condition", Shape::Text),
    public("value", Shape::Text),
    public("values", Shape::List(&Shape::Word(VALUES))),
    public("figures", Shape::List(&Shape::Map(FIGURE))),
];

const FIGURE: &[Field] = &[
    required("label", Shape::Text),
    required("value", Shape::Text),
    public("as_of", Shape::Date),
    required("source", Shape::Text),
];

const PAGE: &[Field] = &[public(
    "slot",
    Shape::Word(&[
        "about",
        "policy",
        "method",
        "glossary",
        "start",
        "legal",
        "accessibility",
        "privacy",
    ]),
)];

/// What a record is as an entry of the public source; authors write `public_record` instead.
const RECORD_ENTRY: &[Field] = &[required("reason", Shape::Reason)];

const DECISION: &[Field] = &[
    never("units", Shape::List(&Shape::Text)),
    never("row", Shape::Row),
    never("answers", Shape::Anything),
    never("reason", Shape::Reason),
    never("legal_basis", Shape::Text),
    never("decided_by", Shape::Text),
    never("second_by", Shape::Text),
    never("on", Shape::Day),
    never("policy_hash", Shape::Text),
    never("content_hash", Shape::Text),
    never("accepts", Shape::Map(ACCEPTS)),
];

/// What may be public together about one subject, though a mosaic rule forbids it.
const ACCEPTS: &[Field] = &[
    never_required("rule", Shape::Combination),
    never_required("subject", Shape::Text),
    never_required("facets", Shape::List(&Shape::Facet)),
];

const REASSESSMENT: &[Field] = &[
    never_required("event", Shape::Text),
    never_required("rules", Shape::List(&Shape::Rule)),
    never_required(
        "gates",
        Shape::List(&Shape::Word(&["dates", "rule", "recipients", "form"])),
    ),
    never_required("from", Shape::Day),
    never_required("until", Shape::Day),
    never_required("by", Shape::Text),
    never_required("approved_by", Shape::Text),
    never_required("basis", Shape::Text),
];

const WAIVER: &[Field] = &[
    never_required("lint", Shape::Text),
    never_required("unit", Shape::Text),
    never_required("hits", Shape::List(&Shape::Hit)),
    never_required("reason", Shape::Text),
    never_required("by", Shape::Text),
    never("approved_by", Shape::Text),
    never_required("until", Shape::Day),
];
