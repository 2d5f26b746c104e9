//! `vitrine check`: everything that keeps a site from being built, without building it.

use super::Outcome;
use super::build::tell_audit;
use super::site::Site;
use crate::audit;
use crate::cli::{Check, Format};
use crate::report::{say, tell};

pub(super) fn run(arguments: &Check) -> Outcome {
    let telling = arguments.telling;
    let site = match Site::read(arguments.site.as_deref(), telling) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let as_of = arguments.as_of.unwrap_or_else(|| site.today());
    match site.build(as_of) {
        Err(found) => {
            tell(&found, &site.tree, telling);
            Outcome::Diagnostics
        }
        Ok(built) => match audit(&site.tree, built.output, built.as_of) {
            Err(report) => {
                tell_audit(&report, telling.public_log);
                Outcome::Refused
            }
            Ok(_) => {
                tell(&built.warnings, &site.tree, telling);
                if telling.format == Format::Text {
                    say(&format!(
                        "nothing is wrong; a build for {} would be published",
                        built.as_of
                    ));
                }
                Outcome::Clean
            }
        },
    }
}
