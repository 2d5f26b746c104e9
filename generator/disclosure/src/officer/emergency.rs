//! Drafts an emergency: the reassessment by two persons, the announcement, and what the two would open.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::{Standing, Verdicts, verdicts};
use crate::archive::quoted;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::entry::suggestion;
use crate::policy::{Policy, same_person};
use crate::slug;
use crate::source::SourceTree;

/// The gates that a reassessment may lift.
pub const GATES: &[&str] = &["dates", "rule", "recipients", "form"];
/// The classes of announcements that an emergency may need.
pub const CLASSES: &[&str] = &["emergency", "alert", "exercise"];
/// How many days an emergency may last: a longer one is declared anew.
const LONGEST: usize = 31;

/// An emergency as it is declared.
#[derive(Clone, Debug)]
pub struct Declaration<'a> {
    /// Its id.
    pub id: &'a str,
    /// What happened, for the record.
    pub event: &'a str,
    /// The rules whose entries it concerns.
    pub rules: &'a [String],
    /// The gates that it lifts for them.
    pub gates: &'a [String],
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Who declares it.
    pub by: &'a str,
    /// Who approves that.
    pub approved_by: &'a str,
    /// Why.
    pub basis: &'a str,
    /// The title of the announcement. Public.
    pub title: &'a str,
    /// Its class.
    pub class: &'a str,
    /// Who issues it. Public.
    pub issuer: &'a str,
}

/// What a declaration comes to.
#[derive(Clone, Debug)]
pub struct Drafts {
    /// The two files, by path.
    pub files: BTreeMap<String, String>,
    /// The file of the announcement.
    pub announcement: String,
    /// What would become public, with the first and the last of the days of the emergency on which it is.
    pub opened: Vec<Opened>,
    /// Entries that would be refused all the same, or now, on some day of the emergency.
    pub refused: Vec<String>,
}

/// An entry that an emergency opens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opened {
    /// Its file.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The first day on which it is public, and would not be otherwise.
    pub first: Date,
    /// The last such day.
    pub last: Date,
}

/// Drafts an emergency, and says what it would open. Nothing is written.
///
/// # Errors
///
/// What is wrong with the declaration, or with settings and policy.
pub fn emergency(
    source: &SourceTree,
    declared: &Declaration<'_>,
    today: Date,
) -> Result<Drafts, Diagnostics> {
    let mut found = Diagnostics::new();
    let policy = Policy::read(source, &mut found).ok_or_else(|| found.clone())?;
    check(declared, &policy, today, &mut found);
    // A short name alone could be a part of what the announcement is called, and the audit would take it for a leak.
    let record = format!("emergencies/{}-reassessment.md", declared.id);
    let announcement = format!("announcements/{}.md", declared.id);
    for path in [&record, &announcement] {
        if source.contains(path) {
            let message = "there is a file of this name already, and it is left as it is";
            let help = "give the emergency another id, or finish what was begun there";
            found.push(Diagnostic::error("draft-taken", path, 0..0, message).help(help));
        }
    }
    if found.contains_errors() {
        return Err(found);
    }
    let level = policy.levels().last().map_or("", String::as_str);
    let reassessment = reassessment(declared, level);
    let files = BTreeMap::from([
        (record.clone(), reassessment),
        (announcement.clone(), announced(declared, None)),
    ]);
    // What is left for people to fill in is filled in here, or the draft could not be judged.
    let mut after = source.clone();
    for (path, text) in &files {
        after.insert(path.as_str(), text.as_str());
    }
    after.insert(
        announcement.as_str(),
        announced(declared, Some(declared.from)),
    );
    let (opened, refused) = effect(source, &after, declared)?;
    Ok(Drafts {
        files,
        announcement,
        opened,
        refused,
    })
}

fn check(declared: &Declaration<'_>, policy: &Policy, today: Date, found: &mut Diagnostics) {
    let mut refuse = |code: &'static str, message: String, help: String| {
        let mut diagnostic = Diagnostic::error(code, "", 0..0, message).help(help);
        diagnostic.file = None;
        found.push(diagnostic);
    };
    let line = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
    if !slug::is_slug(declared.id) {
        refuse(
            "emergency-id",
            "this is no id of an emergency".to_owned(),
            "write lower-case letters, digits and hyphens, such as `storm-2027`".to_owned(),
        );
    }
    for (name, text) in [
        ("--event", declared.event),
        ("--basis", declared.basis),
        ("--title", declared.title),
        ("--issuer", declared.issuer),
        ("--by", declared.by),
        ("--approved-by", declared.approved_by),
    ] {
        if !line(text) {
            let message = format!("`{name}` is one line of text, and not empty");
            refuse("emergency-text", message, "write it anew".to_owned());
        }
    }
    if same_person(declared.by, declared.approved_by) {
        refuse(
            "reassessment-one-person",
            "the same person declares this emergency and approves it".to_owned(),
            "a second person approves it".to_owned(),
        );
    }
    let days = declared
        .from
        .until(declared.until)
        .map_or(0, |span| span.get_days());
    let fits = usize::try_from(days).is_ok_and(|days| days < LONGEST);
    if !fits || declared.until < today {
        refuse(
            "emergency-days",
            format!(
                "an emergency ends today or later, not before it begins, and lasts at most {LONGEST} days"
            ),
            "set `--from` and `--until`; what lasts longer is declared anew".to_owned(),
        );
    }
    for rule in declared.rules {
        if policy.rule(rule).is_none() {
            let names = policy.facts();
            let names: Vec<String> = names.iter().map(crate::RuleFacts::name).collect();
            let help = match suggestion(rule, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of: {}", names.join(", ")),
            };
            refuse(
                "rule-unknown",
                "`--rules` names no rule of the matrix".to_owned(),
                help,
            );
        }
    }
    for (name, words, known) in [
        ("--gates", declared.gates, GATES),
        ("--class", &[declared.class.to_owned()][..], CLASSES),
    ] {
        if !words.iter().all(|word| known.contains(&word.as_str())) {
            let help = format!("write one of: {}", known.join(", "));
            refuse(
                "word-unknown",
                format!("`{name}` has a closed list of words"),
                help,
            );
        }
    }
}

fn reassessment(declared: &Declaration<'_>, level: &str) -> String {
    let mut out = format!(
        "---\ntitle: {}\nkind: reassessment\nsensitivity: {level}\nid: {}\nevent: {}\nrules: [{}]\ngates: [{}]\n",
        quoted(declared.event.trim()),
        declared.id,
        quoted(declared.event.trim()),
        declared.rules.join(", "),
        declared.gates.join(", ")
    );
    let _ = writeln!(
        out,
        "from: {}\nuntil: {}\nby: {}\napproved_by: {}\nbasis: {}\n---",
        declared.from,
        declared.until,
        quoted(declared.by.trim()),
        quoted(declared.approved_by.trim()),
        quoted(declared.basis.trim())
    );
    out
}

/// The announcement; without a day it lacks when it was issued, so that nobody publishes it as it is.
fn announced(declared: &Declaration<'_>, day: Option<Date>) -> String {
    let issued = day.map_or_else(String::new, |day| format!(" \"{day}T00:00Z\""));
    let text = day.map_or("", |_| "\nText.\n");
    format!(
        "---\ntitle: {}\nkind: announcement\nsensitivity: public\ntype: emergency-announcement\nform: full\nclass: {}\nonly_during: {}\nissued_at:{issued}\nnext_update_at:{issued}\nissuer: {}\n---\n{text}",
        quoted(declared.title.trim()),
        declared.class,
        declared.id,
        quoted(declared.issuer.trim())
    )
}

/// What becomes public by the drafts on each day of the emergency, and what is refused then.
fn effect(
    before: &SourceTree,
    after: &SourceTree,
    declared: &Declaration<'_>,
) -> Result<(Vec<Opened>, Vec<String>), Diagnostics> {
    let mut opened: BTreeMap<String, Opened> = BTreeMap::new();
    let mut refused: Vec<String> = Vec::new();
    let mut day = declared.from;
    while day <= declared.until {
        let (was, is) = (verdicts(before, day)?, verdicts(after, day)?);
        let public = |verdicts: &Verdicts, path: &str| {
            let entry = verdicts.entries.iter().find(|entry| entry.path == path);
            entry.is_some_and(|entry| entry.standing == Standing::Public)
        };
        for entry in &is.entries {
            match entry.standing {
                Standing::Public if !public(&was, &entry.path) => {
                    let one = opened.entry(entry.path.clone()).or_insert_with(|| Opened {
                        path: entry.path.clone(),
                        title: entry.title.clone().unwrap_or_default(),
                        first: day,
                        last: day,
                    });
                    one.last = day;
                }
                Standing::Refused | Standing::Unreadable => refused.push(entry.path.clone()),
                Standing::Public | Standing::NotToday | Standing::Withheld => {}
            }
        }
        let Ok(next) = day.tomorrow() else {
            break;
        };
        day = next;
    }
    refused.sort();
    refused.dedup();
    Ok((opened.into_values().collect(), refused))
}
