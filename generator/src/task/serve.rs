//! `vitrine serve`: shows a site on this machine as it would be published.

use super::Outcome;
use super::site::Site;
use crate::cli::{Detail, Format, Serve, Telling};
use crate::preview::{self, Shown};
use crate::report::{count, say, tell, warn};

pub(super) fn run(arguments: &Serve) -> Outcome {
    let telling = Telling {
        format: Format::Text,
        diagnostics: Some(Detail::Full),
    };
    let site = arguments.site.clone();
    let as_of = arguments.as_of;
    let look = move || {
        let site = match Site::read(site.as_deref(), telling) {
            Ok(site) => site,
            Err(outcome) => {
                return Err((
                    outcome,
                    "the site cannot be read: see the terminal".to_owned(),
                ));
            }
        };
        let day = as_of.unwrap_or_else(|| site.today());
        let stamp = preview::stamp(&site.path);
        match site.build(day) {
            Ok(built) => Ok((Shown::site(&built.output), stamp, site.path)),
            Err(found) => {
                tell(&found, &site.tree, telling);
                let lines: Vec<String> = found
                    .iter()
                    .map(|one| crate::report::short(one, &site.tree))
                    .collect();
                Ok((Shown::problems(&lines), stamp, site.path))
            }
        }
    };
    match preview::serve(arguments.port, look, |address| {
        count(&[(usize::from(address.port()), "is the port", "is the port")]);
        say(&format!(
            "http://{address}/ shows what would be public; Ctrl-C ends it"
        ));
    }) {
        Ok(()) => Outcome::Clean,
        Err(preview::ServeError::Look(outcome)) => outcome,
        Err(preview::ServeError::Io(error)) => {
            warn(&format!("port {}: {error}", arguments.port));
            Outcome::CouldNotRun
        }
    }
}
