//! `vitrine audit`: reads a built site with the audit's eyes, whoever built it.

use jiff::civil::Date;
use vitrine_disclosure::{SourceTree, Waivers};

use super::Outcome;
use super::build::tell_audit;
use super::site::could_not;
use crate::cli::{AuditArguments, Telling};
use crate::report::{count, say, tell, warn};
use crate::{audited, clock, read};

pub(super) fn run(arguments: &AuditArguments) -> Outcome {
    let telling = Telling::default();
    let tree = match read::folder(&arguments.against) {
        Ok(tree) => tree,
        Err(found) => {
            tell(&found, &SourceTree::new(), telling);
            return Outcome::Diagnostics;
        }
    };
    if let Err(found) = Waivers::read(&tree) {
        tell(&found, &tree, telling);
        return Outcome::Diagnostics;
    }
    let files = match read::output(&arguments.output) {
        Ok(files) => files,
        Err(error) => return could_not(&arguments.output, &error),
    };
    if files.is_empty() {
        warn("there is nothing in this folder to audit");
        return Outcome::CouldNotRun;
    }
    let of_manifest = || {
        let manifest: serde_json::Value =
            serde_json::from_slice(files.get("manifest.json")?).ok()?;
        manifest.get("as_of")?.as_str()?.parse::<Date>().ok()
    };
    let as_of = arguments
        .as_of
        .or_else(of_manifest)
        .unwrap_or_else(|| clock::today(0));
    let foreign = vitrine_audit::is_foreign(&files);
    let report = audited::report(&tree, &files, as_of, foreign);
    tell(&audited::of_waivers(&tree, &report, as_of), &tree, telling);
    if foreign {
        warn(
            "this is no site of ours, so its lists of files, its search index and words from nowhere were not checked: non-public text was looked for in every file",
        );
    }
    if report.is_clean() {
        count(&[
            (files.len(), "file audited", "files audited"),
            (
                report.sought(),
                "private fragment sought",
                "private fragments sought",
            ),
        ]);
        say(&format!(
            "{} files audited against {} private fragments: none found{}",
            files.len(),
            report.sought(),
            audited::of_canaries(&report)
        ));
        Outcome::Clean
    } else {
        tell_audit(&report);
        Outcome::Refused
    }
}
