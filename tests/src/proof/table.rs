//! The table of what was proved, made from result files alone.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::result::{OWN, digest};

/// Says what a result counted; nothing where a number that it should have is not there.
type Sentence = fn(&Counted<'_>) -> Option<String>;

/// What can be proved: the name of its result, what it is called, and how its numbers are told.
const ROWS: &[(&str, &str, Sentence)] = &[
    (
        "noninterference",
        "Pairs of sites that differ in what is not public alone",
        |r| {
            Some(format!(
                "{} pairs, {} differing",
                r.number("pairs")?,
                r.number("differing")?
            ))
        },
    ),
    ("command", "The same, with the whole command", |r| {
        Some(format!(
            "{} pairs, {} differing",
            r.number("pairs")?,
            r.number("differing")?
        ))
    }),
    ("saboteurs", "Deliberate leaks", |r| {
        Some(format!(
            "{} leaks, {} caught by two checks or more",
            r.number("saboteurs")?,
            r.number("caught_twice")?
        ))
    }),
    ("canaries", "Canaries in the private folder", |r| {
        Some(format!(
            "{} planted, {} seen by the audit, {} in the site",
            r.number("planted")?,
            r.number("seen")?,
            r.number("published")?
        ))
    }),
    (
        "recall",
        "Fragments planted into sites for the audit to find",
        |r| {
            Some(format!(
                "{} in {} encodings, {} found",
                r.number("fragments")?,
                r.number("encodings")?,
                r.number("found")?
            ))
        },
    ),
    (
        "realistic",
        "Sites whose public and private texts are of one collection",
        |r| {
            Some(format!(
                "{} sites of {} collections, {} refused though nothing leaks; {} private sentences planted, {} found",
                r.number("sites")?,
                r.number("collections")?,
                r.number("falsely_refused")?,
                r.number("planted")?,
                r.number("found")?
            ))
        },
    ),
    ("payloads", "Script injections, loaded in Chromium", |r| {
        Some(format!(
            "{} payloads in {} places: {} placements refused, {} published, {} acted",
            r.number("payloads")?,
            r.number("places")?,
            r.number("refused")?,
            r.number("published")?,
            r.number("acted")?
        ))
    }),
    ("kills", "Builds killed at a random instant", |r| {
        Some(format!(
            "{} of a site of {} files, {} left neither the whole old site nor the whole new one",
            r.number("kills")?,
            r.number("files")?,
            r.number("broken")?
        ))
    }),
    (
        "faults",
        "Faults of the disk, at each step of publishing",
        |r| {
            Some(format!(
                "{} of {} kinds, {} left a broken site, {} left something behind",
                r.number("faults")?,
                r.number("kinds")?,
                r.number("broken")?,
                r.number("remains")?
            ))
        },
    ),
    ("fuzz", "Mutated inputs", |r| {
        Some(format!(
            "{} executions of {} targets, {} failed",
            r.number("executions")?,
            r.number("targets")?,
            r.number("failed")?
        ))
    }),
    ("cost", "Cost of proof and audit", |r| {
        let percent = |name: &str| {
            let tenths = r.plain(name)?;
            Some(format!("{}.{}", tenths / 10, tenths % 10))
        };
        Some(format!(
            "of a build of {} entries the projection proof takes {} %, the audit {} %",
            r.number("entries")?,
            percent("prove_per_mille")?,
            percent("audit_per_mille")?
        ))
    }),
    ("mutants", "Mutants of disclosure and audit", |r| {
        Some(format!(
            "{} tried of {}, {} unviable, {} open after their quickest tests; {} caught, {} of them since a test did not end; {} survived, {} of them explained",
            r.number("tried")?,
            r.number("of")?,
            r.number("unviable")?,
            r.number("open")?,
            grouped(r.plain("caught")? + r.plain("timeout")?),
            r.number("timeout")?,
            r.number("survived")?,
            r.number("explained")?
        ))
    }),
];

/// The numbers of a result.
#[derive(Debug)]
struct Counted<'a>(&'a Map<String, Value>);

impl Counted<'_> {
    fn number(&self, name: &str) -> Option<String> {
        self.plain(name).map(grouped)
    }

    fn plain(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }
}

/// A result as it was read.
#[derive(Debug)]
struct Read {
    what: String,
    fields: Map<String, Value>,
}

/// Makes the table from the result files of a folder, as Markdown.
///
/// With a day, rows are marked that are older than so many days, or whose sources have changed since; without one the
/// table hangs on the files alone, as the README's must.
///
/// # Errors
///
/// A file that is no result.
pub fn table(folder: &Path, fresh: Option<(Date, i32)>) -> Result<String, String> {
    let results = read(folder)?;
    let mut out =
        "| what was tried | what came of it | when | commit |\n| --- | --- | --- | --- |\n"
            .to_owned();
    let known = ROWS
        .iter()
        .filter_map(|row| Some((row, results.iter().find(|read| read.what == row.0)?)));
    for (&(_, title, sentence), read) in known {
        let told = sentence(&Counted(&read.fields))
            .ok_or_else(|| format!("{}.json lacks a number that the table tells", read.what))?;
        out.push_str(&row(title, &told, read, fresh));
    }
    let other = |read: &&Read| ROWS.iter().all(|row| row.0 != read.what);
    for read in results.iter().filter(other) {
        out.push_str(&row(&read.what, &all_numbers(&read.fields), read, fresh));
    }
    Ok(out)
}

fn row(title: &str, told: &str, read: &Read, fresh: Option<(Date, i32)>) -> String {
    let text = |name: &str| read.fields.get(name).and_then(Value::as_str).unwrap_or("?");
    let short = if text("form") == "full" {
        ""
    } else {
        " (short form)"
    };
    let stale = fresh.map_or_else(String::new, |(today, days)| {
        stale(&read.fields, today, days)
    });
    format!(
        "| {title} | {told}{short}{stale} | {} | {} |\n",
        text("date"),
        text("commit")
    )
}

/// Says why a result proves nothing of what is here now.
fn stale(fields: &Map<String, Value>, today: Date, days: i32) -> String {
    let folders: Vec<String> = fields
        .get("folders")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|folder| folder.as_str().map(str::to_owned))
        .collect();
    let mut why = Vec::new();
    if fields.get("sources").and_then(Value::as_str) != Some(digest(&folders).as_str()) {
        why.push(format!("{} changed since", folders.join(", ")));
    }
    let date = fields.get("date").and_then(Value::as_str);
    let age = date
        .and_then(|date| date.parse::<Date>().ok())
        .and_then(|date| (today - date).total((jiff::Unit::Day, date)).ok());
    match age {
        Some(age) if age <= f64::from(days) => {}
        Some(_) => why.push(format!("older than {days} days")),
        None => why.push("no date".to_owned()),
    }
    if why.is_empty() {
        String::new()
    } else {
        format!(" **stale: {}**", why.join("; "))
    }
}

/// Every number of a result that the table has no words for.
fn all_numbers(fields: &Map<String, Value>) -> String {
    let told: Vec<String> = fields
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()))
        .filter_map(|(name, value)| {
            Some(format!(
                "{} {}",
                name.replace('_', " "),
                grouped(value.as_u64()?)
            ))
        })
        .collect();
    told.join(", ")
}

fn read(folder: &Path) -> Result<Vec<Read>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let mut results = Vec::new();
    for path in paths {
        let wrong = |why: &str| format!("{}: {why}", path.display());
        let bytes = fs::read(&path).map_err(|error| wrong(&error.to_string()))?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|error| wrong(&error.to_string()))?;
        let Value::Object(fields) = value else {
            return Err(wrong("this is no result: no object"));
        };
        if let Some(missing) = OWN.iter().find(|name| !fields.contains_key(**name)) {
            return Err(wrong(&format!("this is no result: it has no `{missing}`")));
        }
        let what = fields
            .get("what")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        if path
            .file_stem()
            .is_none_or(|stem| stem.to_string_lossy() != what)
        {
            return Err(wrong("its name is not what it says it is"));
        }
        results.push(Read { what, fields });
    }
    Ok(results)
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The lines between which the README shows the table.
pub const MARKERS: (&str, &str) = (
    "<!-- proof: what `proof table` prints of the committed results -->\n",
    "<!-- /proof -->\n",
);

/// A text with the table put between its markers; nothing where it has none.
#[must_use]
pub fn put_into(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKERS.0)?;
    let (_, after) = rest.split_once(MARKERS.1)?;
    Some(format!("{before}{}{table}{}{after}", MARKERS.0, MARKERS.1))
}
