//! The closed word lists of front matter.

/// Kinds that are never public, whatever their tag says.
pub const PRIVATE_KINDS: &[&str] = &["decision", "reassessment", "waiver"];

/// Partial forms of disclosure, the whole among them.
pub const FORMS: &[&str] = &[
    "full",
    "title-date",
    "existence",
    "assurance",
    "summary",
    "nonsensitive-part",
    "general-conclusions",
    "national-totals",
    "after-completion",
    "follow-up",
];

/// How exactly a date shows.
pub const PRECISIONS: &[&str] = &["day", "month", "quarter", "year"];

/// Elements of a nuclear security regime.
pub const TOPICS: &[&str] = &[
    "legal-framework",
    "competent-authority",
    "licensing-inspection",
    "threat-dbt",
    "physical-protection",
    "accounting-control",
    "insider",
    "security-culture",
    "transport",
    "radioactive-sources",
    "out-of-regulatory-control",
    "computer-security",
    "information-security",
    "contingency-response",
    "emergency-communication",
    "international-cooperation",
    "training",
    "sustainability",
    "peer-review",
];

/// Who receives information.
pub const RECIPIENTS: &[&str] = &[
    "public",
    "media",
    "local-community",
    "government",
    "competent-authority",
    "regulator",
    "operator",
    "licence-holder",
    "material-holder",
    "law-enforcement",
    "technical-scientific-institute",
    "national-organisation",
    "regional-organisation",
    "international-organisation",
    "iaea",
    "iaea-itdb",
    "bilateral-authority",
    "foreign-government",
    "supplier",
];

/// Who provides information.
pub const PROVIDERS: &[&str] = &[
    "government",
    "regulator",
    "competent-authority",
    "operator",
    "licence-holder",
    "law-enforcement",
    "iaea",
    "review-lead",
    "disaster-management",
    "supplier",
];

/// How sure a fact is.
pub const CONFIDENCE: &[&str] = &[
    "sourced",
    "official",
    "press",
    "needs-source",
    "conflicting",
];

/// What a type of information is worth to confidence.
pub const VALUES: &[&str] = &[
    "government-priority",
    "regime-structure",
    "regime-backbone",
    "openness",
    "effectiveness-improvement",
    "objective-review",
    "neighbour-confidence",
    "feedback-exists",
    "awareness",
    "factual-follow-up",
    "emergency-confidence",
    "operator-responsibility",
    "preparedness-known",
    "responsibility-split",
    "early-warning",
    "public-acceptance",
    "obligation-fulfilled",
    "legal-duty",
    "informed-public",
    "corporate-priority",
    "local-community",
];

/// How far a mission's result was made public.
pub const PUBLICATIONS: &[&str] = &[
    "statement",
    "themes",
    "counts",
    "summary",
    "part",
    "redacted-report",
    "full-report",
    "none",
    "unknown",
];
