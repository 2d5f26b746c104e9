//! `vitrine explain`: what each gate decided of one entry, why, and what would change that.

use jiff::civil::Date;
use serde_json::{Value, json};
use vitrine_disclosure::officer::{Decision, EntryVerdict, Gate, Standing, verdicts};

use super::Outcome;
use super::site::Site;
use crate::cli::{Explain, Format};
use crate::report::{count, say, tell};

pub(super) fn run(arguments: &Explain) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Explain) -> Result<(), Outcome> {
    let telling = arguments.telling;
    let (site, path) = Site::with_file(arguments.site.as_deref(), &arguments.file, telling)?;
    let as_of = arguments.as_of.unwrap_or_else(|| site.today());
    let verdicts = verdicts(&site.tree, as_of).map_err(|found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    })?;
    let Some(entry) = verdicts.entries.iter().find(|entry| entry.path == path) else {
        crate::report::warn(&format!("{path}: this is no entry"));
        return Err(Outcome::CouldNotRun);
    };
    count(&[(1, entry.standing.name(), "")]);
    match telling.format {
        Format::Json => say(&Value::Array(vec![object(entry, as_of)]).to_string()),
        Format::Text => say(&text(entry, as_of)),
    }
    Ok(())
}

fn text(entry: &EntryVerdict, as_of: Date) -> String {
    let mut out = format!("{}\n", entry.path);
    if let Some(title) = &entry.title {
        out.push_str(&format!("{title}\n"));
    }
    out.push_str(&format!("\nOn {as_of}: {}\n", verdict(entry)));
    out.push_str(match entry.standing {
        Standing::Withheld => {
            "\nGates, in order; those after the floor as if it were tagged public:\n"
        }
        _ => "\nGates, in order:\n",
    });
    gates(&mut out, &entry.gates);
    changes(&mut out, &entry.gates);
    portions(&mut out, entry);
    if !entry.attachments.is_empty() {
        out.push_str("\nAttachments:\n");
        for file in &entry.attachments {
            let leaves = if file.leaves {
                "leaves with the entry"
            } else {
                "stays in"
            };
            out.push_str(&format!("  {}: {}, {leaves}\n", file.file, file.level));
        }
    }
    match &entry.record {
        Some(record) => {
            out.push_str(&format!(
                "\nPublic record {}: {}. Nothing else of the entry is read for it. Its gates:\n",
                record.slug,
                record.standing.name()
            ));
            gates(&mut out, &record.gates);
            changes(&mut out, &record.gates);
        }
        None if entry.standing == Standing::Withheld => {
            out.push_str("\nNo public record: nobody learns that it exists.\n");
        }
        None => {}
    }
    if !entry.days.is_empty() {
        out.push_str("\nDays:\n");
        for (name, day) in &entry.days {
            out.push_str(&format!("  {name}: {day}\n"));
        }
    }
    out.trim_end().to_owned()
}

/// How it stands, in a sentence.
fn verdict(entry: &EntryVerdict) -> String {
    let why = entry
        .kept_in_by()
        .map(|gate| format!(": {}", gate.why))
        .unwrap_or_default();
    match entry.standing {
        Standing::Public => "everyone may read it".to_owned(),
        Standing::NotToday => format!("it is tagged public, but not public today{why}"),
        Standing::Withheld => format!("it stays in{why}"),
        Standing::Refused => format!(
            "it may not be public as it stands, and keeps the whole site from being built{why}"
        ),
        Standing::Unreadable => {
            format!("it cannot be read, and keeps the whole site from being built{why}")
        }
    }
}

fn gates(out: &mut String, gates: &[Gate]) {
    for gate in gates {
        out.push_str(&format!(
            "  {:<11} {:<10} {}\n",
            gate.name,
            gate.decision.name(),
            gate.why
        ));
    }
}

fn changes(out: &mut String, gates: &[Gate]) {
    let shut: Vec<&Gate> = gates
        .iter()
        .filter(|gate| matches!(gate.decision, Decision::Refuses | Decision::Waits))
        .collect();
    if shut.is_empty() {
        return;
    }
    out.push_str("\nWhat would change this; all of it is needed:\n");
    for gate in shut {
        if let Some(next) = &gate.next {
            out.push_str(&format!("  {}: {next}\n", gate.name));
        }
    }
}

fn portions(out: &mut String, entry: &EntryVerdict) {
    if entry.portions.is_empty() {
        return;
    }
    let marked = entry.portions.iter().filter(|one| one.marked).count();
    out.push_str(&format!(
        "\nPortions cut out of its text: {}, {marked} with a mark, {} in silence\n",
        entry.portions.len(),
        entry.portions.len() - marked
    ));
    for (number, portion) in entry.portions.iter().enumerate() {
        let shown = if portion.marked {
            "a mark shows"
        } else {
            "nothing shows"
        };
        out.push_str(&format!(
            "  {}. {}, for {}: {shown}\n",
            number + 1,
            portion.level,
            portion.reason
        ));
    }
}

fn gate_objects(gates: &[Gate]) -> Vec<Value> {
    gates
        .iter()
        .map(|gate| {
            json!({
                "gate": gate.name,
                "decision": gate.decision.name(),
                "why": gate.why,
                "next": gate.next,
            })
        })
        .collect()
}

/// An entry for machines.
pub(super) fn object(entry: &EntryVerdict, as_of: Date) -> Value {
    let portions: Vec<Value> = entry
        .portions
        .iter()
        .map(|one| json!({"level": one.level, "reason": one.reason, "mark": one.marked}))
        .collect();
    let attachments: Vec<Value> = entry
        .attachments
        .iter()
        .map(|one| json!({"file": one.file, "level": one.level, "leaves": one.leaves}))
        .collect();
    let record = entry.record.as_ref().map(|record| {
        json!({
            "slug": record.slug,
            "standing": record.standing.name(),
            "gates": gate_objects(&record.gates),
        })
    });
    let days: serde_json::Map<String, Value> = entry
        .days
        .iter()
        .map(|(name, day)| ((*name).to_owned(), json!(day.to_string())))
        .collect();
    json!({
        "file": entry.path,
        "title": entry.title,
        "kind": entry.kind,
        "level": entry.level,
        "as_of": as_of.to_string(),
        "standing": entry.standing.name(),
        "kept_in_by": entry.kept_in_by().map(|gate| gate.name),
        "gates": gate_objects(&entry.gates),
        "portions": portions,
        "attachments": attachments,
        "record": record,
        "days": days,
        "assessment": entry.assessment.name(),
    })
}
