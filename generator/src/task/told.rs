//! Changes in words: for the one who approves them, and as a release note.

use jiff::civil::Date;
use vitrine_disclosure::changes::{Changes, EntryChange, FieldChange, What};

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

pub(super) fn text(changes: &Changes) -> String {
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
        for (what, reason) in &entry.portions {
            out.push_str(&format!("  withheld passage ({reason}): {}\n", mark(*what)));
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

/// What became of a mark.
pub(super) fn mark(what: What) -> &'static str {
    match what {
        What::Withdrawn => "its mark is gone",
        What::New | What::Changed => "a mark is new",
    }
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

/// A release note. It may be published as it is, so it repeats nothing that was taken out, but for the titles of
/// entries that were withdrawn.
pub(super) fn markdown(changes: &Changes, as_of: Date) -> String {
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
    if entry.what == What::Changed {
        let marks = entry.portions.iter();
        parts.extend(marks.map(|(what, reason)| {
            format!("a withheld passage ({}): {}", escaped(reason), mark(*what))
        }));
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
