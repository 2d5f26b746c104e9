//! `vitrine list`: one line an entry, with what keeps it in or the day on which something falls due.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};
use vitrine_disclosure::officer::{Bound, EntryVerdict, Standing, verdicts};

use super::Outcome;
use super::site::Site;
use crate::cli::{Format, List};
use crate::report::{count, say, tell, warn};

/// What falls due, by the name of the day.
const DUE: &[&str] = &["review_by", "expires", "not_before", "exception.expires"];
/// What can be overdue; an end or a first day that is past is neither.
const OVERDUE: &[&str] = &["review_by", "exception.expires"];
/// How far `--due` looks ahead.
const AHEAD: i64 = 90;

/// A line.
struct Line<'a> {
    entry: &'a EntryVerdict,
    note: String,
    due: Option<(&'static str, Date)>,
}

pub(super) fn run(arguments: &List) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &List) -> Result<(), Outcome> {
    let telling = arguments.telling;
    let site = Site::read(arguments.site.as_deref(), telling)?;
    if site.is_archive() {
        warn(
            "this is the public source of a site: all of it is public; name the folder that people write",
        );
        return Err(Outcome::CouldNotRun);
    }
    let as_of = arguments.as_of.unwrap_or_else(|| site.today());
    let through = arguments
        .through
        .unwrap_or_else(|| as_of.saturating_add(AHEAD.days()));
    if through < as_of {
        warn("`--through` names a day before the first: it looks ahead");
        return Err(Outcome::CouldNotRun);
    }
    let verdicts = verdicts(&site.tree, as_of).map_err(|found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    })?;
    let which = arguments.which;
    let mut lines = Vec::new();
    for entry in &verdicts.entries {
        let days = |names: &[&str], fits: &dyn Fn(Date) -> bool| -> Vec<Line<'_>> {
            entry
                .days
                .iter()
                .filter(|(name, day)| names.contains(name) && fits(*day))
                .map(|(name, day)| Line {
                    entry,
                    note: format!("{day} {name}"),
                    due: Some((name, *day)),
                })
                .collect()
        };
        let stands = |shown: bool| shown.then(|| standing(entry));
        let public = entry.standing == Standing::Public;
        if which.due {
            lines.extend(days(DUE, &|day| as_of <= day && day <= through));
        } else if which.overdue {
            lines.extend(days(OVERDUE, &|day| day < as_of));
        } else if which.public {
            lines.extend(stands(public));
        } else if which.withheld {
            lines.extend(stands(!public));
        } else {
            lines.extend(stands(true));
        }
    }
    lines.sort_by_key(|line| line.due.map(|(_, day)| day));
    count(&[(lines.len(), "entry listed", "entries listed")]);
    match telling.format {
        Format::Json => {
            let all = lines.iter().map(object).collect();
            say(&Value::Array(all).to_string());
        }
        Format::Text => lines.iter().for_each(|line| say(&text(line))),
    }
    Ok(())
}

/// How an entry stands, and what keeps it in.
fn standing(entry: &EntryVerdict) -> Line<'_> {
    let mut note = entry.standing.name().to_owned();
    if let Some(gate) = entry
        .kept_in_by()
        .filter(|_| entry.standing != Standing::Public)
    {
        note.push_str(&format!(": {}", gate.why));
    }
    if let Some(record) = &entry.record {
        note.push_str(&format!(
            "; record {}: {}",
            record.slug,
            record.standing.name()
        ));
    }
    if entry.assessment == Bound::Unbound {
        note.push_str("; its assessment is bound to no text");
    }
    Line {
        entry,
        note,
        due: None,
    }
}

fn text(line: &Line<'_>) -> String {
    let word = |word: Option<&str>| word.unwrap_or("?").to_owned();
    format!(
        "{}\t{}\t{}\t{}",
        line.entry.path,
        word(line.entry.level.as_deref()),
        word(line.entry.kind),
        line.note
    )
}

fn object(line: &Line<'_>) -> Value {
    let entry = line.entry;
    let kept_in = entry
        .kept_in_by()
        .filter(|_| entry.standing != Standing::Public);
    json!({
        "file": entry.path,
        "level": entry.level,
        "kind": entry.kind,
        "standing": entry.standing.name(),
        "gate": kept_in.map(|gate| gate.name),
        "why": kept_in.map(|gate| gate.why.clone()),
        "record": entry.record.as_ref().map(|record| record.standing.name()),
        "assessment": entry.assessment.name(),
        "due": line.due.map(|(name, _)| name),
        "day": line.due.map(|(_, day)| day.to_string()),
    })
}
