//! What a rule asks for beside its gates: fields that must be there, personal data that must not, years to keep.

use super::assess::{Case, Refusal};

/// What a rule asks for beside its gates.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Duties {
    /// Whether personal data are guarded: the fact of an appointment is public, the person's data are not.
    pub(crate) no_personal_data: bool,
    /// For how many years the original is kept at least. It is a duty of the archive: nothing is published or withdrawn
    /// because of it.
    pub(crate) keep_years: Option<u64>,
    /// Fields that a public entry of the type has.
    pub(crate) requires: Vec<String>,
}

/// Refuses what the duties of a case's rule forbid.
pub(super) fn judge(case: &Case<'_>, refusals: &mut Vec<Refusal>) {
    let Some((rule, span)) = &case.rule else {
        return;
    };
    for field in &case.lacks {
        // The rule of what is released after an event asks for its end in words of its own.
        if field == "completed_on" && rule.default == "release-after-event" {
            continue;
        }
        refusals.push(Refusal {
            code: "required-field-missing",
            span: case.place.clone(),
            message: format!("the policy asks for `{field}` in entries of this type"),
            help: format!("add `{field}`, or give the entry a higher level"),
        });
    }
    let by_two = case
        .assessment
        .as_ref()
        .is_some_and(|one| one.approved_by.is_some());
    if case.no_personal_data && case.shows.attachments && !by_two {
        refusals.push(Refusal {
            code: "guard-attachment",
            span: span.clone(),
            message: "files of entries of this type may hold personal data, which no rule sees in a picture or a list".to_owned(),
            help: "take the public attachments out, or have two persons assess the entry: `assessment` with `approved_by`".to_owned(),
        });
    }
}

/// What is told of the duties of a rule.
pub(super) fn tell(duties: &Duties) -> String {
    let mut told = String::new();
    if duties.no_personal_data {
        told.push_str("; personal data are guarded: the fact of an appointment may be public, rosters, vetting and contacts may not");
    }
    if let Some(years) = duties.keep_years {
        told.push_str(&format!(
            "; the original is kept for {years} years at least"
        ));
    }
    told
}
