//! The gates, in their order: dates, the type's rule, recipients, form, open findings. One function each.

use std::ops::Range;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::Policy;
use crate::public::RuleFacts;

/// What the gates look at: one entry, or one record.
#[derive(Clone, Debug)]
pub(crate) struct Case<'a> {
    /// Where to point when something is missing.
    pub(crate) place: Range<usize>,
    /// The rule that `type` names, with its place; kinds without a type have none.
    pub(crate) rule: Option<(&'a RuleFacts, Range<usize>)>,
    pub(crate) form: Option<(&'a str, Range<usize>)>,
    /// What would show beside title, date and issuer.
    pub(crate) shows: Shows,
    /// A finding's scope and status.
    pub(crate) finding: Option<(&'a str, &'a str)>,
    pub(crate) assessment: Option<Assessment<'a>>,
    pub(crate) exception: Option<Exception<'a>>,
    pub(crate) not_before: Option<Date>,
    pub(crate) expires: Option<Date>,
    pub(crate) completed_on: Option<Date>,
    pub(crate) as_of: Date,
    /// Fields that the rule asks for and the entry has not.
    pub(crate) lacks: Vec<String>,
    /// Whether the rule guards personal data.
    pub(crate) no_personal_data: bool,
    /// What an emergency lifts.
    pub(crate) lifted: Lifted,
}

/// The gates that an emergency lifts: those of 2 to 5 that its reassessment names.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four gates, each lifted or not"
)]
pub(crate) struct Lifted {
    pub(crate) dates: bool,
    pub(crate) rule: bool,
    pub(crate) recipients: bool,
    pub(crate) form: bool,
}

impl Lifted {
    /// What either of two emergencies lifts.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            dates: self.dates || other.dates,
            rule: self.rule || other.rule,
            recipients: self.recipients || other.recipients,
            form: self.form || other.form,
        }
    }
}

/// What would show beside title, date and issuer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shows {
    pub(crate) body: bool,
    pub(crate) summary: bool,
    pub(crate) attachments: bool,
}

/// Who judged the entry.
#[derive(Clone, Debug)]
pub(crate) struct Assessment<'a> {
    pub(crate) by: &'a str,
    pub(crate) approved_by: Option<&'a str>,
    pub(crate) on: Date,
    pub(crate) span: Range<usize>,
    /// Where the second person and the day stand.
    pub(crate) second: Range<usize>,
    pub(crate) day: Range<usize>,
}

/// Who let the entry out against the rule, and until when.
#[derive(Clone, Debug)]
pub(crate) struct Exception<'a> {
    pub(crate) by: &'a str,
    pub(crate) approved_by: &'a str,
    pub(crate) on: Date,
    pub(crate) expires: Date,
    /// Where the second person, the first day and the last one stand.
    pub(crate) second: Range<usize>,
    pub(crate) day: Range<usize>,
    pub(crate) end: Range<usize>,
}

/// What the gates say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Verdict {
    /// Everyone may read it.
    Public,
    /// Nothing is wrong, but its day has not come, or is over.
    NotToday,
    /// It may not be public as it stands.
    Refused(Vec<Refusal>),
}

/// Why something may not be public.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// Judges a case that somebody tagged public.
pub(crate) fn judge(case: &Case<'_>) -> Verdict {
    let mut refusals = Vec::new();
    let excepted = exception(case, &mut refusals);
    persons(case, &mut refusals);
    if !case.lifted.rule {
        rule(case, excepted, &mut refusals);
    }
    if !case.lifted.recipients {
        recipients(case, excepted, &mut refusals);
    }
    if !case.lifted.form {
        form(case, &mut refusals);
    }
    findings(case, excepted, &mut refusals);
    super::duties::judge(case, &mut refusals);
    leave_causes(&mut refusals);
    if !refusals.is_empty() {
        return Verdict::Refused(refusals);
    }
    if (case.lifted.dates || dates(case)) && (case.lifted.rule || event(case)) {
        Verdict::Public
    } else {
        Verdict::NotToday
    }
}

/// Takes out what is only the consequence of something else that is refused.
fn leave_causes(refusals: &mut Vec<Refusal>) {
    let codes: Vec<&str> = refusals.iter().map(|refusal| refusal.code).collect();
    let exception = codes.iter().any(|code| code.starts_with("exception-"));
    let form = codes.contains(&"form-missing") || codes.contains(&"form-not-listed");
    let partial = form || codes.contains(&"form-not-partial");
    refusals.retain(|refusal| match refusal.code {
        "form-not-partial" => !form && !exception,
        "public-no-recipient" => !partial && !exception,
        "type-never-public" | "finding-not-cleared" => !exception,
        _ => true,
    });
}

/// Gate 2: public from `not_before` up to and with `expires`.
fn dates(case: &Case<'_>) -> bool {
    case.not_before.is_none_or(|day| day <= case.as_of)
        && case.expires.is_none_or(|day| case.as_of <= day)
}

/// Gate 3, for releases after an event: it is over.
fn event(case: &Case<'_>) -> bool {
    let after_event = case
        .rule
        .as_ref()
        .is_some_and(|(rule, _)| rule.default == "release-after-event");
    !after_event || case.completed_on.is_some_and(|day| day <= case.as_of)
}

/// Says whether an exception is in force; one that is not sound is refused.
fn exception(case: &Case<'_>, refusals: &mut Vec<Refusal>) -> bool {
    let Some(exception) = &case.exception else {
        return false;
    };
    let refuse = |code, span: &Range<usize>, message: &str, help: &str| Refusal {
        code,
        span: span.clone(),
        message: message.to_owned(),
        help: help.to_owned(),
    };
    if same_person(exception.by, exception.approved_by) {
        refusals.push(refuse(
            "exception-one-person",
            &exception.second,
            "the same person asked for this exception and approved it",
            "a second person approves it",
        ));
        return false;
    }
    if exception.expires < case.as_of {
        refusals.push(refuse(
            "exception-expired",
            &exception.end,
            "this exception is over",
            "renew it by two persons, or give the entry a higher level",
        ));
        return false;
    }
    if exception.on > case.as_of {
        refusals.push(refuse(
            "exception-future",
            &exception.day,
            "this exception is not yet in force",
            "check the date in `on`",
        ));
        return false;
    }
    true
}

/// Two persons are two, whether or not the rule asks for the second: who reads the record relies on it.
fn persons(case: &Case<'_>, refusals: &mut Vec<Refusal>) {
    if let Some(assessment) = &case.assessment
        && let Some(second) = assessment.approved_by
        && same_person(assessment.by, second)
    {
        refusals.push(Refusal {
            code: "second-person-same",
            span: assessment.second.clone(),
            message: "the same person assessed and approved this".to_owned(),
            help: "a second person approves it".to_owned(),
        });
    }
}

/// Gate 3: what the type's rule asks for.
fn rule(case: &Case<'_>, excepted: bool, refusals: &mut Vec<Refusal>) {
    let Some((rule, _)) = &case.rule else { return };
    if rule.default == "not-sensitive" && rule.presumption != "closed" {
        return;
    }
    let refuse = |code, span: &Range<usize>, message: &str, help: &str| Refusal {
        code,
        span: span.clone(),
        message: message.to_owned(),
        help: help.to_owned(),
    };
    let Some(assessment) = &case.assessment else {
        refusals.push(refuse(
            "assessment-missing",
            &case.place,
            "information of this type is published only after somebody has assessed it",
            "have it assessed, and add `assessment: {by: …, on: …, basis: …}`; or give the entry a higher level",
        ));
        return;
    };
    if assessment.on > case.as_of {
        refusals.push(refuse(
            "assessment-future",
            &assessment.day,
            "this assessment is dated after the day of the build",
            "check the date in `on`: what nobody has assessed yet is not published",
        ));
    }
    if rule.default == "release-after-event" && case.completed_on.is_none() {
        refusals.push(refuse(
            "completed-on-missing",
            &case.place,
            "information of this type is published only when the event is over",
            "add `completed_on` with the day on which it was, or give the entry a higher level",
        ));
    }
    let strict = rule.default == "sensitive-by-default"
        || (rule.presumption == "closed" && rule.default != "release-after-event");
    if !strict {
        return;
    }
    if assessment.approved_by.is_none() {
        refusals.push(refuse(
            "second-person-missing",
            &assessment.span,
            "information of this type needs a second person's approval",
            "add `approved_by` to the assessment",
        ));
    }
    if !excepted && !is_partial(case, rule) {
        refusals.push(refuse(
            "form-not-partial",
            case.form.as_ref().map_or(&case.place, |(_, span)| span),
            "information of this type is published in a partial form only",
            &partial_help(rule),
        ));
    }
}

/// Gate 4: the public is a recipient, or the form is one that the rule lists.
fn recipients(case: &Case<'_>, excepted: bool, refusals: &mut Vec<Refusal>) {
    let Some((rule, span)) = &case.rule else {
        return;
    };
    if excepted {
        return;
    }
    if rule.public == "no" {
        refusals.push(Refusal {
            code: "type-never-public",
            span: span.clone(),
            message: "information of this type is not published".to_owned(),
            help: "give the entry a higher level; two persons can make an `exception`".to_owned(),
        });
    } else if !rule.recipients.iter().any(|one| one == "public") && !is_partial(case, rule) {
        refusals.push(Refusal {
            code: "public-no-recipient",
            span: span.clone(),
            message: "the public is not among the recipients of information of this type"
                .to_owned(),
            help: partial_help(rule),
        });
    }
}

/// Gate 5: the form is one of the rule's, and what shows fits it.
fn form(case: &Case<'_>, refusals: &mut Vec<Refusal>) {
    let Some((form, span)) = &case.form else {
        if let Some((rule, _)) = &case.rule
            && (rule.default == "sensitive-by-default" || rule.presumption == "closed")
        {
            refusals.push(Refusal {
                code: "form-missing",
                span: case.place.clone(),
                message: "this entry does not say in which form the information is published"
                    .to_owned(),
                help: partial_help(rule),
            });
        }
        return;
    };
    if let Some((rule, _)) = &case.rule {
        let bare = matches!(*form, "title-date" | "existence");
        let whole = *form == "full"
            && rule.presumption != "closed"
            && rule.default != "sensitive-by-default";
        if !rule.partial.iter().any(|known| known == form)
            && !bare
            && !whole
            && case.exception.is_none()
        {
            refusals.push(Refusal {
                code: "form-not-listed",
                span: span.clone(),
                message: "the rule of this type does not list this form".to_owned(),
                help: partial_help(rule),
            });
        }
    }
    let Shows {
        body,
        summary,
        attachments,
    } = case.shows;
    if matches!(*form, "title-date" | "existence") && (body || summary || attachments) {
        refusals.push(Refusal {
            code: "form-too-much",
            span: span.clone(),
            message:
                "in this form nothing shows but title, date and issuer, yet the entry has more"
                    .to_owned(),
            help:
                "take the body, the summary and the public attachments out, or choose another form"
                    .to_owned(),
        });
    }
}

/// Gate 6: findings about a facility or about computers stay in until they are cleared.
fn findings(case: &Case<'_>, excepted: bool, refusals: &mut Vec<Refusal>) {
    if let Some(("facility" | "computer", status)) = case.finding
        && status != "cleared"
        && !excepted
    {
        refusals.push(Refusal {
            code: "finding-not-cleared",
            span: case.place.clone(),
            message:
                "a finding about a facility or about computers is not published until it is cleared"
                    .to_owned(),
            help: "give the entry a higher level until then; two persons can make an `exception`"
                .to_owned(),
        });
    }
}

/// Says whether the form is a listed one, less than the whole.
fn is_partial(case: &Case<'_>, rule: &RuleFacts) -> bool {
    case.form
        .as_ref()
        .is_some_and(|(form, _)| *form != "full" && rule.partial.iter().any(|known| known == form))
}

fn partial_help(rule: &RuleFacts) -> String {
    let forms: Vec<&str> = rule
        .partial
        .iter()
        .map(String::as_str)
        .filter(|form| *form != "full")
        .collect();
    if forms.is_empty() {
        "the rule lists no partial form: give the entry a higher level, or have two persons make an `exception`".to_owned()
    } else {
        format!(
            "set `form` to what shows of it: {}; or give the entry a higher level",
            forms.join(", ")
        )
    }
}

/// Says whether two names are one person's: compared after NFKC, case folding and trimming.
pub(crate) fn same_person(a: &str, b: &str) -> bool {
    folded_name(a) == folded_name(b)
}

/// A name as it is compared: after NFKC, case folding and trimming, without what does not show.
pub(crate) fn folded_name(name: &str) -> String {
    // Both ways, because some letters have one form in capitals alone: ß, and the Greek final sigma.
    let folded = name.nfkc().flat_map(char::to_uppercase);
    let name: String = folded
        .flat_map(char::to_lowercase)
        .nfkc()
        .filter(|&c| !crate::dialect::near_miss::is_invisible(c))
        .collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Policy {
    /// The rule of a type for a case, with the place of the type.
    pub(crate) fn rule_at<'a>(
        &'a self,
        name: Option<&str>,
        span: Range<usize>,
    ) -> Option<(&'a RuleFacts, Range<usize>)> {
        Some((self.rule(name?)?, span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_emergencies_either_lifts_a_gate() {
        let none = Lifted::default;
        let dates = Lifted {
            dates: true,
            ..none()
        };
        let rule = Lifted {
            rule: true,
            ..none()
        };
        let recipients = Lifted {
            recipients: true,
            ..none()
        };
        let form = Lifted {
            form: true,
            ..none()
        };
        let told = |lifted: Lifted| [lifted.dates, lifted.rule, lifted.recipients, lifted.form];
        for (one, other, expected) in [
            (none(), none(), [false; 4]),
            (dates, none(), [true, false, false, false]),
            (dates, rule, [true, true, false, false]),
            (recipients, form, [false, false, true, true]),
            (form, form, [false, false, false, true]),
        ] {
            assert_eq!(told(one.or(other)), expected);
            assert_eq!(told(other.or(one)), expected);
        }
    }

    #[test]
    fn persons_are_compared_by_name() {
        for (a, b) in [
            ("Ann Lee", "ann  lee "),
            ("Ａnn Lee", "Ann Lee"),
            ("ÉMILE", "émile"),
            ("Anne Straße", "ANNE STRASSE"),
            ("Νίκος", "ΝΊΚΟΣ"),
            ("Ann\u{200D} Lee", "Ann Lee"),
        ] {
            assert!(same_person(a, b));
        }
        assert!(!same_person("Ann Lee", "Ann Leigh"));
    }
}
