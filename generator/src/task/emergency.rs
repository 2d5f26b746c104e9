//! `vitrine emergency`: drafts the reassessment and the announcement, and says what they would make public. It publishes
//! nothing.

use vitrine_disclosure::officer::{Declaration, Drafts, emergency};

use super::Outcome;
use super::new::write;
use super::site::{Site, could_not};
use crate::cli::{Emergency, Telling};
use crate::report::{count, say, tell, warn};

pub(super) fn run(arguments: &Emergency) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Emergency) -> Result<(), Outcome> {
    let telling = Telling::SHORT;
    let site = Site::read(arguments.site.as_deref(), telling)?;
    if site.is_archive() {
        warn("this is the public source of a site; name the folder that people write");
        return Err(Outcome::CouldNotRun);
    }
    let today = site.today();
    let declared = Declaration {
        id: &arguments.id,
        event: &arguments.event,
        rules: &arguments.rules,
        gates: &arguments.gates,
        from: arguments.from.unwrap_or(today),
        until: arguments.until,
        by: &arguments.by,
        approved_by: &arguments.approved_by,
        basis: &arguments.basis,
        title: &arguments.title,
        class: &arguments.class,
        issuer: &arguments.issuer,
    };
    let drafts = emergency(&site.tree, &declared, today).map_err(|found| {
        tell(&found, &site.tree, telling);
        warn("nothing was written");
        Outcome::Diagnostics
    })?;
    for (path, text) in &drafts.files {
        let file = site.path.join(path);
        write(&file, text).map_err(|error| could_not(&file, &error))?;
        say(&format!("drafted: {}", crate::report::shown(&file)));
    }
    count(&[
        (drafts.files.len(), "file drafted", "files drafted"),
        (
            drafts.opened.len(),
            "entry would be public",
            "entries would be public",
        ),
        (
            drafts.refused.len(),
            "entry would be refused",
            "entries would be refused",
        ),
    ]);
    tell_effect(&drafts, &declared);
    tell_next(&site, &drafts, &declared);
    Ok(())
}

fn tell_effect(drafts: &Drafts, declared: &Declaration<'_>) {
    say(&format!(
        "\nfrom {} through {} this would be public, and would not be without it:",
        declared.from, declared.until
    ));
    for one in &drafts.opened {
        let days = if one.first == one.last {
            format!("on {}", one.first)
        } else {
            format!("from {} through {}", one.first, one.last)
        };
        say(&format!("  {}: {}, {days}", one.path, one.title));
    }
    if drafts.opened.is_empty() {
        say("  nothing");
    }
    if !drafts.refused.is_empty() {
        say(
            "\nthis is refused on some of these days, so that nothing can be published then; `vitrine explain` says why:",
        );
        for path in &drafts.refused {
            say(&format!("  {path}"));
        }
    }
}

fn tell_next(site: &Site, drafts: &Drafts, declared: &Declaration<'_>) {
    let folder = crate::report::shown(&site.path);
    say(&format!(
        "\nnothing is published. Next:\n  1. in {}, write the text, `issued_at` and `next_update_at` (or take that one out)\n  2. vitrine check \
         {folder} --as-of {}\n  3. publish as always: `vitrine build`, or `vitrine diff` and `vitrine release` where releases are approved\nafter {} \
         a build is as if the two files were not there; they may stay for the record",
        site.path.join(&drafts.announcement).display(),
        declared.from,
        declared.until
    ));
}
