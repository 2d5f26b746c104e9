//! `vitrine new`: writes the skeleton of an entry, from the schema.

use std::path::{Path, PathBuf};

use vitrine_disclosure::schema::{COMMON, Field, Need, Shape, fields_of};

use super::Outcome;
use super::site::could_not;
use crate::cli::New;
use crate::read;
use crate::report::{count, say, shown, warn};

pub(super) fn run(arguments: &New) -> Outcome {
    let here = std::env::current_dir().unwrap_or_default();
    let site = read::find(arguments.site.as_deref(), &here);
    let Some(site) = site.filter(|site| site.join("vitrine.toml").is_file()) else {
        warn(
            "there is no site here: no vitrine.toml in this folder or above it; name it with --site",
        );
        return Outcome::CouldNotRun;
    };
    let Some(own) = fields_of(&arguments.kind).filter(|_| arguments.kind != "record") else {
        warn(
            "there is no such kind of entry: mission, finding, practice, document, instrument, state, announcement, event, term, provider, reference, page, decision, reassessment, waiver",
        );
        return Outcome::CouldNotRun;
    };
    let sound = !arguments.sensitivity.is_empty()
        && arguments
            .sensitivity
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if !sound || arguments.title.chars().any(char::is_control) || arguments.title.trim().is_empty()
    {
        warn("a level is a word of lower-case letters, and a title is one line of text");
        return Outcome::CouldNotRun;
    }
    let file = site.join(
        arguments
            .file
            .clone()
            .unwrap_or_else(|| name(&arguments.kind, &arguments.title)),
    );
    match write(&file, &skeleton(arguments, own)) {
        Ok(()) => {
            count(&[(1, "entry written", "entries written")]);
            say(&format!("{}", file.display()));
            Outcome::Clean
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            warn(&format!(
                "{}: this file is there already, and is left as it is: name another with --file",
                shown(&file)
            ));
            Outcome::CouldNotRun
        }
        Err(error) => could_not(&file, &error),
    }
}

/// A file name made from kind and title. It never shows: addresses are made from the entry.
fn name(kind: &str, title: &str) -> PathBuf {
    let slug: String = title
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let slug = slug
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    Path::new(&format!("{kind}s")).join(format!(
        "{}.md",
        if slug.is_empty() { "entry" } else { &slug }
    ))
}

fn skeleton(arguments: &New, own: &[Field]) -> String {
    let quoted = arguments.title.replace('\\', "\\\\").replace('"', "\\\"");
    let mut out = format!(
        "---\ntitle: \"{quoted}\"\nkind: {}\nsensitivity: {}\n",
        arguments.kind, arguments.sensitivity
    );
    let typed = matches!(
        arguments.kind.as_str(),
        "document" | "mission" | "finding" | "event" | "announcement"
    );
    if typed {
        out.push_str(&line("type", &Shape::Rule, 0));
    }
    for field in COMMON.iter().chain(own) {
        let named = matches!(field.name, "title" | "kind" | "sensitivity" | "type");
        if field.need == Need::Required && !named {
            out.push_str(&line(field.name, &field.shape, 0));
        }
    }
    out.push_str("---\n\n");
    out
}

/// A required field, with what it must hold as a comment. Its value is left for the author: an empty one is an error.
fn line(name: &str, shape: &Shape, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let Shape::Map(fields) = shape else {
        return format!("{indent}{name}: # {}\n", shape.described());
    };
    let mut out = format!("{indent}{name}:\n");
    for field in fields.iter().filter(|field| field.need == Need::Required) {
        out.push_str(&line(field.name, &field.shape, depth + 1));
    }
    out
}

#[expect(
    clippy::disallowed_methods,
    reason = "the author asked for this file, and an existing one is left alone"
)]
pub(super) fn write(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;

    if let Some(parent) = file.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)?
        .write_all(text.as_bytes())
}
