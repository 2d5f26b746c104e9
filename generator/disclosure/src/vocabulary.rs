//! The closed vocabularies that front matter and pages share.

/// The reasons for withholding, each with the words that the public reads.
pub const REASONS: &[(&str, &str)] = &[
    ("security-specific", "details of security measures"),
    ("physical-protection", "details of physical protection"),
    ("threat", "details of a threat"),
    ("investigation", "an investigation under way"),
    ("transport-pending", "a transport that is not complete"),
    ("personnel", "staff with security duties"),
    ("personal-data", "personal data"),
    ("third-party", "information that belongs to others"),
    (
        "safeguards-confidence",
        "information held in confidence under safeguards",
    ),
    ("state-decision", "a decision of the state"),
    (
        "mosaic",
        "what it would show together with other information",
    ),
    ("unspecified", "a reason that is not stated"),
];
