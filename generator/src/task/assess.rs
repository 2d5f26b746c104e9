//! `vitrine assess`: writes into an entry who judged that it may be public, bound to what it says now.

use std::path::Path;

use vitrine_disclosure::{Assessor, assess};

use super::Outcome;
use super::site::{Site, could_not};
use crate::cli::{Assess, Format};
use crate::report::{count, say, tell, warn};

pub(super) fn run(arguments: &Assess) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Assess) -> Result<(), Outcome> {
    let telling = arguments.telling;
    let texts = [
        Some(arguments.by.as_str()),
        arguments.approved_by.as_deref(),
        Some(arguments.basis.as_str()),
    ];
    let plain = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
    if !texts.into_iter().flatten().all(plain) {
        warn("a name and a basis are one line of text each, and not empty");
        return Err(Outcome::CouldNotRun);
    }
    let (site, path) = Site::with_file(arguments.site.as_deref(), &arguments.file, telling)?;
    let today = site.today();
    let on = arguments.on.unwrap_or(today);
    if on > today {
        warn("an assessment is not dated for a day that has not come");
        return Err(Outcome::CouldNotRun);
    }
    let assessor = Assessor {
        by: arguments.by.trim(),
        approved_by: arguments.approved_by.as_deref().map(str::trim),
        on,
        basis: arguments.basis.trim(),
    };
    let assessed = assess(&site.tree, &path, &assessor, today).map_err(|not| {
        tell(&not.found, &not.source, telling);
        warn("nothing was written");
        Outcome::Diagnostics
    })?;
    let file = site.path.join(&path);
    replace(&file, assessed.text.as_bytes()).map_err(|error| could_not(&file, &error))?;
    count(&[(1, "entry assessed", "entries assessed")]);
    match telling.format {
        Format::Json => say("[]"),
        Format::Text => say(&format!("{path}: assessed, {}", assessed.digest)),
    }
    Ok(())
}

/// Puts a file in the place of another at once, with its permissions.
#[expect(
    clippy::disallowed_methods,
    reason = "the officer asked for this file to be changed, and a half-written one must not be left"
)]
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;

    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let beside = file.with_file_name(format!(".{name}.assessed"));
    let written = (|| {
        let mut new = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        new.set_permissions(std::fs::metadata(file)?.permissions())?;
        new.write_all(bytes)?;
        new.sync_all()?;
        std::fs::rename(&beside, file)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}
