//! `vitrine diff`: what is newly public, changed or withdrawn, between two public sources and nothing else.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use vitrine_disclosure::changes::{Changes, EntryChange, FieldChange, What, changes};
use vitrine_disclosure::{ARCHIVE, Disclosure, SourceTree, disclose, open};

use super::Outcome;
use super::site::{Site, could_not};
use crate::cli::{Detail, Diff, DiffFormat, Format, Telling};
use crate::report::{say, tell, warn};

pub(super) fn run(arguments: &Diff) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Diff) -> Result<(), Outcome> {
    let telling = Telling {
        format: Format::Text,
        diagnostics: (!arguments.public_log).then_some(Detail::Short),
        public_log: arguments.public_log,
    };
    let Some(old) = published(&arguments.old, telling)? else {
        warn(&format!(
            "{}: this is neither an output folder nor a source.tar.gz",
            arguments.old.display()
        ));
        return Err(Outcome::CouldNotRun);
    };
    let new = match arguments.site.as_deref() {
        Some(path) => published(path, telling)?,
        None => None,
    };
    let new = match new {
        Some(new) => new,
        None => of_folder(arguments.site.as_deref(), arguments.as_of, telling)?,
    };
    let changes = changes(old.tree(), new.tree());
    if arguments.public_log {
        say(&counts(&changes));
        return Ok(());
    }
    match arguments.format {
        DiffFormat::Json => say(&json(&changes)),
        DiffFormat::Text => say(&text(&changes)),
        DiffFormat::Markdown => say(&markdown(&changes, new.tree().settings().as_of)),
    }
    Ok(())
}

/// A site that was built: its public source, out of its folder or by itself. `None` where this is none.
fn published(path: &Path, telling: Telling) -> Result<Option<Disclosure>, Outcome> {
    let archive = match path.is_dir() {
        true if path.join("vitrine.toml").is_file() => return Ok(None),
        true => path.join(ARCHIVE),
        false => path.to_owned(),
    };
    if !archive.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(&archive).map_err(|error| could_not(&archive, &error))?;
    let opened = open(&bytes).map_err(|found| {
        tell(&found, &SourceTree::new(), telling);
        warn(&format!("{}: this cannot be compared", archive.display()));
        Outcome::Diagnostics
    })?;
    Ok(Some(opened))
}

fn of_folder(
    site: Option<&Path>,
    as_of: Option<Date>,
    telling: Telling,
) -> Result<Disclosure, Outcome> {
    let site = Site::read(site, telling)?;
    let as_of = as_of.unwrap_or_else(|| site.today());
    disclose(&site.tree, as_of).map_err(|found| {
        tell(&found, &site.tree, telling);
        Outcome::Diagnostics
    })
}

fn of(changes: &Changes, what: What) -> Vec<&EntryChange> {
    let of_this = |entry: &&EntryChange| entry.what == what;
    changes.entries.iter().filter(of_this).collect()
}

fn counts(changes: &Changes) -> String {
    format!(
        "{} new, {} changed, {} withdrawn",
        of(changes, What::New).len(),
        of(changes, What::Changed).len(),
        of(changes, What::Withdrawn).len()
    )
}

fn text(changes: &Changes) -> String {
    let mut out = String::new();
    if !changes.site.is_empty() {
        out.push_str("the site\n");
        fields(&mut out, &changes.site);
        out.push('\n');
    }
    for entry in &changes.entries {
        out.push_str(&format!(
            "{}  {} ({}): {}\n",
            entry.what.name(),
            entry.address,
            entry.kind.name(),
            entry.title
        ));
        if entry.what == What::Withdrawn {
            out.push('\n');
            continue;
        }
        fields(&mut out, &entry.fields);
        for (what, piece) in &entry.text {
            let sign = if *what == What::New { '+' } else { '-' };
            out.push_str(&format!("  {sign} {piece}\n"));
        }
        for file in &entry.attachments {
            out.push_str(&format!(
                "  file {}: {} ({})\n",
                file.name,
                file.what.name(),
                file.title
            ));
        }
        out.push('\n');
    }
    out.push_str(&counts(changes));
    out
}

fn fields(out: &mut String, fields: &[FieldChange]) {
    for field in fields {
        let FieldChange { name, old, new } = field;
        if let Some(old) = old {
            out.push_str(&format!("  - {name}: {old}\n"));
        }
        if let Some(new) = new {
            out.push_str(&format!("  + {name}: {new}\n"));
        }
    }
}

fn json(changes: &Changes) -> String {
    let fields = |fields: &[FieldChange]| -> Vec<Value> {
        let object = |one: &FieldChange| json!({"name": one.name, "old": one.old, "new": one.new});
        fields.iter().map(object).collect()
    };
    let mut all = Vec::new();
    if !changes.site.is_empty() {
        all.push(json!({
            "what": What::Changed.name(),
            "address": null,
            "kind": "site",
            "title": null,
            "fields": fields(&changes.site),
            "text": [],
            "attachments": [],
        }));
    }
    for entry in &changes.entries {
        let text: Vec<Value> = entry
            .text
            .iter()
            .map(|(what, piece)| json!({"what": what.name(), "text": piece}))
            .collect();
        let files: Vec<Value> = entry
            .attachments
            .iter()
            .map(|one| json!({"what": one.what.name(), "name": one.name, "title": one.title}))
            .collect();
        all.push(json!({
            "what": entry.what.name(),
            "address": entry.address.as_str(),
            "kind": entry.kind.name(),
            "title": entry.title,
            "fields": fields(&entry.fields),
            "text": text,
            "attachments": files,
        }));
    }
    Value::Array(all).to_string()
}

/// A release note. It may be published as it is, so it repeats nothing that was taken out, but for the titles of
/// entries that were withdrawn.
fn markdown(changes: &Changes, as_of: Date) -> String {
    let mut out = format!("# Changes of {as_of}\n");
    if changes.entries.is_empty() && changes.site.is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    for (what, heading) in [
        (What::New, "Newly public"),
        (What::Changed, "Changed"),
        (What::Withdrawn, "Withdrawn"),
    ] {
        let entries = of(changes, what);
        if entries.is_empty() {
            continue;
        }
        out.push_str(&format!("\n## {heading}\n\n"));
        for entry in entries {
            out.push_str(&format!(
                "- **{}** ({}, `{}`){}\n",
                escaped(&entry.title),
                entry.kind.name(),
                entry.address,
                details(entry)
            ));
        }
    }
    if !changes.site.is_empty() {
        let names: Vec<String> = changes
            .site
            .iter()
            .map(|one| format!("`{}`", one.name.replace('`', "")))
            .collect();
        out.push_str(&format!("\n## The site\n\nChanged: {}\n", names.join(", ")));
    }
    out.trim_end().to_owned()
}

/// What of an entry changed, in a few words.
fn details(entry: &EntryChange) -> String {
    let mut parts = Vec::new();
    let plural =
        |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    if entry.what == What::Changed {
        let names: Vec<&str> = entry.fields.iter().map(|one| one.name.as_str()).collect();
        if !names.is_empty() {
            parts.push(names.join(", ").replace('_', " "));
        }
        let added = entry
            .text
            .iter()
            .filter(|(what, _)| *what == What::New)
            .count();
        let gone = entry.text.len() - added;
        if added > 0 {
            parts.push(format!("{} added", plural(added, "sentence")));
        }
        if gone > 0 {
            parts.push(format!("{} taken out", plural(gone, "sentence")));
        }
    }
    if entry.what != What::Withdrawn {
        let files = entry.attachments.iter().map(|file| match file.what {
            What::Withdrawn => "a file withdrawn".to_owned(),
            what => format!("file {} ({})", escaped(&file.title), what.name()),
        });
        parts.extend(files);
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join("; "))
    }
}

/// Text that stands for itself in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
