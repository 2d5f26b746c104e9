//! `vitrine mosaic`: what is public about each subject, all together, and what would resolve what is too much.

use serde_json::{Value, json};
use vitrine_disclosure::officer::{
    Combined, Overview, Silence, Speaker, Subject, SubjectFact, Together, overview,
};
use vitrine_disclosure::{Diagnostic, Severity};

use super::Outcome;
use super::site::Site;
use crate::cli::{Format, Mosaic};
use crate::report::{count, say, tell, warn};

pub(super) fn run(arguments: &Mosaic) -> Outcome {
    attempt(arguments).unwrap_or_else(|outcome| outcome)
}

fn attempt(arguments: &Mosaic) -> Result<Outcome, Outcome> {
    let telling = arguments.telling;
    let site = Site::read(arguments.site.as_deref(), telling)?;
    if site.is_archive() {
        warn("the public source of a site names no subjects; name the folder that people write");
        return Err(Outcome::CouldNotRun);
    }
    let as_of = arguments.as_of.unwrap_or_else(|| site.today());
    let mut all = overview(&site.tree, as_of).map_err(|found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    })?;
    let refused = all
        .subjects
        .iter()
        .flat_map(|subject| &subject.combinations)
        .filter(|one| one.standing == Combined::Refused)
        .count();
    let outcome = if refused > 0 {
        Outcome::Diagnostics
    } else {
        Outcome::Clean
    };
    count(&[
        (all.subjects.len(), "subject", "subjects"),
        (refused, "combination refused", "combinations refused"),
    ]);
    if let Some(name) = &arguments.subject {
        all.subjects.retain(|subject| subject.name == *name);
        if all.subjects.is_empty() {
            warn(
                "nothing is public about a subject of this name; without --subject all are listed",
            );
            return Err(Outcome::CouldNotRun);
        }
    }
    match telling.format {
        Format::Json => say(&as_json(&all).to_string()),
        Format::Text => say(&text(&all)),
    }
    // What cannot be read is not counted: whoever reads this must know.
    let unread = all.found.iter().filter(|one| is_another_error(one)).count();
    if unread > 0 {
        warn(&format!(
            "{unread} errors of other kinds stand in this site; what they keep from being read is not counted here (`vitrine check`)"
        ));
    }
    Ok(outcome)
}

fn is_another_error(one: &Diagnostic) -> bool {
    one.severity == Severity::Error && one.code != "mosaic-combined"
}

fn text(all: &Overview) -> String {
    let mut out = format!(
        "What is public on {}, earlier releases included\n",
        all.as_of
    );
    if all.subjects.is_empty() {
        out.push_str("\nNo public entry names a subject.\n");
    }
    for subject in &all.subjects {
        out.push_str(&format!("\n{}\n", subject.name));
        for fact in &subject.facts {
            out.push_str(&format!(
                "  {:<15} {}{}\n",
                fact.facet,
                fact.words,
                if fact.is_new() { " (new)" } else { "" }
            ));
            for one in &fact.today {
                out.push_str(&format!("    {}: {}\n", name(one), one.title));
            }
            for one in &fact.past {
                out.push_str(&format!(
                    "    {}, {}: {}\n",
                    one.release, one.fact.address, one.fact.title
                ));
            }
        }
        for one in &subject.combinations {
            together(&mut out, one);
        }
    }
    let refused = all
        .subjects
        .iter()
        .flat_map(|subject| &subject.combinations)
        .any(|one| one.standing == Combined::Refused);
    if refused {
        out.push_str(&format!(
            "\nTo resolve all that is refused, withhold: {}\n",
            silence(&all.silence)
        ));
    }
    out.trim_end().to_owned()
}

fn together(out: &mut String, one: &Together) {
    let standing = match one.standing {
        Combined::Accepted(until) => format!("accepted by two persons until {until}"),
        Combined::Refused | Combined::Near | Combined::Out => one.standing.name().to_owned(),
    };
    out.push_str(&format!(
        "  rule {}: {standing}. It is about {}; {} of {} may be public, and {} are: {}\n",
        one.rule,
        one.words,
        one.at_most,
        one.public.len() + one.missing.len(),
        one.public.len(),
        one.public.join(", ")
    ));
    if one.standing == Combined::Near {
        out.push_str(&format!(
            "    any of these would be too much: {}\n",
            one.missing.join(", ")
        ));
    } else if !one.added.is_empty() {
        out.push_str(&format!(
            "    no earlier release said: {}\n",
            one.added.join(", ")
        ));
    }
    if let Some(fewest) = &one.silence {
        out.push_str(&format!(
            "    to resolve it, withhold: {}\n",
            silence(fewest)
        ));
    }
}

fn silence(fewest: &Silence) -> String {
    let names: Vec<String> = fewest.who.iter().map(name).collect();
    let exact = if fewest.exact {
        "no fewer will do"
    } else {
        "approximate: fewer may do"
    };
    format!("{} ({exact})", names.join(", "))
}

fn name(one: &Speaker) -> String {
    if one.record {
        format!("the record of {}", one.path)
    } else {
        one.path.clone()
    }
}

fn as_json(all: &Overview) -> Value {
    json!({
        "as_of": all.as_of.to_string(),
        "subjects": all.subjects.iter().map(subject_json).collect::<Vec<_>>(),
        "withhold": silence_json(&all.silence),
    })
}

fn subject_json(subject: &Subject) -> Value {
    json!({
        "subject": subject.name,
        "facts": subject.facts.iter().map(fact_json).collect::<Vec<_>>(),
        "rules": subject.combinations.iter().map(together_json).collect::<Vec<_>>(),
    })
}

fn fact_json(fact: &SubjectFact) -> Value {
    let past: Vec<Value> = fact
        .past
        .iter()
        .map(|one| {
            json!({
                "release": one.release,
                "address": one.fact.address,
                "title": one.fact.title,
            })
        })
        .collect();
    json!({
        "facet": fact.facet,
        "new": fact.is_new(),
        "today": fact.today.iter().map(speaker_json).collect::<Vec<_>>(),
        "past": past,
    })
}

fn together_json(one: &Together) -> Value {
    let until = match one.standing {
        Combined::Accepted(until) => Some(until.to_string()),
        Combined::Refused | Combined::Near | Combined::Out => None,
    };
    json!({
        "rule": one.rule,
        "at_most": one.at_most,
        "standing": one.standing.name(),
        "until": until,
        "public": one.public,
        "missing": one.missing,
        "added": one.added,
        "who": one.who.iter().map(speaker_json).collect::<Vec<_>>(),
        "withhold": one.silence.as_ref().map(silence_json),
    })
}

fn silence_json(fewest: &Silence) -> Value {
    json!({
        "who": fewest.who.iter().map(speaker_json).collect::<Vec<_>>(),
        "exact": fewest.exact,
    })
}

fn speaker_json(one: &Speaker) -> Value {
    json!({
        "file": one.path,
        "record": one.record,
        "address": one.address,
        "title": one.title,
    })
}
