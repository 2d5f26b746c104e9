//! Tells in plain words what each gate of the policy asks of a case, and what it decided.

use super::assess::{Case, Refusal, Verdict, judge};
use super::{Policy, duties};
use crate::officer::{Decision, Gate};
use crate::public::RuleFacts;

/// The codes of the refusals of each gate.
const TYPE: &[&str] = &[
    "assessment-missing",
    "assessment-future",
    "assessment-void",
    "completed-on-missing",
    "second-person-missing",
    "second-person-same",
    "form-not-partial",
    "exception-one-person",
    "exception-expired",
    "exception-future",
    "required-field-missing",
    "guard-attachment",
];
const RECIPIENTS: &[&str] = &["type-never-public", "public-no-recipient"];
const FORM: &[&str] = &["form-missing", "form-not-listed", "form-too-much"];
const FINDINGS: &[&str] = &["finding-not-cleared"];
const MOSAIC: &[&str] = &["mosaic-combined", "subject-missing", "discloses-missing"];

/// What is said of a gate that an emergency lifts.
pub(crate) const LIFTED: &str = "the reassessment of an emergency lifts this gate";

/// The codes of all refusals that these gates make.
pub(crate) fn is_of_a_gate(code: &str) -> bool {
    [TYPE, RECIPIENTS, FORM, FINDINGS, MOSAIC]
        .iter()
        .any(|codes| codes.contains(&code))
        || super::detector::is_code(code)
}

/// The gates of type, recipients, form and findings, in order. `void` says what an assessment's digest no longer fits.
pub(crate) fn explain(case: &Case<'_>, policy: &Policy, void: Option<Refusal>) -> Vec<Gate> {
    let mut refusals = match judge(case) {
        Verdict::Refused(refusals) => refusals,
        Verdict::Public | Verdict::NotToday => Vec::new(),
    };
    refusals.extend(void);
    let excepted = case.exception.as_ref().filter(|_| {
        !refusals
            .iter()
            .any(|one| one.code.starts_with("exception-"))
    });
    let decide = |name, codes: &[&str], asks: (Decision, String)| -> Gate {
        let own: Vec<&Refusal> = refusals
            .iter()
            .filter(|one| codes.contains(&one.code))
            .collect();
        if own.is_empty() {
            let (decision, why) = asks;
            return Gate {
                name,
                decision,
                why,
                next: None,
            };
        }
        let join = |part: fn(&Refusal) -> &str| -> String {
            own.iter()
                .map(|one| part(one))
                .collect::<Vec<_>>()
                .join("; ")
        };
        Gate {
            name,
            decision: Decision::Refuses,
            why: join(|one| &one.message),
            next: Some(join(|one| &one.help)),
        }
    };
    let rule = case.rule.as_ref().map(|(rule, _)| *rule);
    let no_type = || {
        (
            Decision::NotAsked,
            "the entry has no type of the matrix".to_owned(),
        )
    };
    let until = |what: &str| {
        let day = excepted.map(|exception| exception.expires.to_string());
        let why = format!(
            "{what}; an exception by two persons lets it out until {}",
            day.unwrap_or_default()
        );
        (Decision::Excepted, why)
    };
    let public = rule.is_some_and(|rule| rule.recipients.iter().any(|one| one == "public"));
    let form = case.form.as_ref().map(|(form, _)| *form);
    let partial = rule.zip(form).is_some_and(|(rule, form)| {
        form != "full" && rule.partial.iter().any(|known| known == form)
    });
    let recipients = match rule {
        None => no_type(),
        Some(rule) if excepted.is_some() && (rule.public == "no" || (!public && !partial)) => {
            until("the public is no recipient of information of this type")
        }
        Some(_) if public => (
            Decision::Passes,
            "the public is among the recipients of information of this type".to_owned(),
        ),
        Some(_) if partial => (
            Decision::Passes,
            format!(
                "the public is no recipient of the whole, but the rule lists the form `{}`",
                form.unwrap_or_default()
            ),
        ),
        Some(_) => (
            Decision::Refuses,
            "the public is no recipient of the whole, and no form that the rule lists is given"
                .to_owned(),
        ),
    };
    let form = match (rule, form) {
        (_, Some(form)) => (
            Decision::Passes,
            format!("it is published in the form `{form}`, and shows no more than that"),
        ),
        (Some(_), None) => (Decision::Passes, "its rule asks for no form".to_owned()),
        (None, None) => no_type(),
    };
    let finding = match case.finding {
        None => (Decision::NotAsked, "this is no finding".to_owned()),
        Some((scope, "cleared")) => (
            Decision::Passes,
            format!("a finding of scope {scope}, which is cleared"),
        ),
        Some((scope @ ("facility" | "computer"), _)) => {
            until(&format!("a finding of scope {scope} that is not cleared"))
        }
        Some((scope, _)) => (
            Decision::Passes,
            format!("a finding of scope {scope} need not be cleared to be public"),
        ),
    };
    let typed = match rule {
        None => no_type(),
        Some(rule) => {
            let (decision, why) = rule_decision(case, rule, excepted.is_some() && !partial);
            (decision, why + &duties::tell(&policy.duties(&rule.name())))
        }
    };
    let unless = |lifted: bool, asks: (Decision, String)| {
        if lifted {
            (Decision::Excepted, LIFTED.to_owned())
        } else {
            asks
        }
    };
    vec![
        decide("type", TYPE, unless(case.lifted.rule, typed)),
        decide(
            "recipients",
            RECIPIENTS,
            unless(case.lifted.recipients, recipients),
        ),
        decide("form", FORM, unless(case.lifted.form, form)),
        decide("findings", FINDINGS, finding),
    ]
}

/// What the type's rule asks for, where it refuses nothing.
fn rule_decision(case: &Case<'_>, rule: &RuleFacts, excepted: bool) -> (Decision, String) {
    let name = rule.name();
    let closed = rule.presumption == "closed";
    let asks = match rule.default.as_str() {
        "not-sensitive" if !closed => {
            return (
                Decision::Passes,
                format!("`{name}` is not sensitive: nothing more is asked"),
            );
        }
        "assess-in-each-case" if closed => {
            "is presumed closed: a partial form, an assessment and a second person are asked for"
        }
        "assess-in-each-case" => "is assessed in each case",
        "release-after-event" => "is released after the event, by assessment",
        _ => {
            "is sensitive by default: a partial form, an assessment and a second person are asked for"
        }
    };
    let assessed = case.assessment.as_ref().map_or_else(String::new, |one| {
        let second = one
            .approved_by
            .map(|second| format!(", approved by {second}"))
            .unwrap_or_default();
        format!("; assessed by {} on {}{second}", one.by, one.on)
    });
    let why = format!("`{name}` {asks}{assessed}");
    match case.completed_on {
        Some(day) if rule.default == "release-after-event" && day > case.as_of => (
            Decision::Waits,
            format!("{why}; the event is over on {day}"),
        ),
        _ if excepted => (
            Decision::Excepted,
            format!("{why}; an exception by two persons stands for the partial form"),
        ),
        _ => (Decision::Passes, why),
    }
}
