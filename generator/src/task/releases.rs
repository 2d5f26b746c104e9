//! How a site folder stands to its releases: its ledger, its history, and the site in the output folder, held together.

use std::path::Path;

use vitrine_disclosure::ledger::{FILE, Ledger, Record, Standing, standing};
use vitrine_disclosure::release::release_required;
use vitrine_disclosure::{Diagnostics, HISTORY, SourceTree};

use super::Outcome;
use super::site::{Site, could_not};
use crate::cli::Telling;
use crate::record;
use crate::report::{tell, warn};

/// The releases of a site folder.
pub(super) struct Releases {
    pub(super) ledger: Ledger,
    pub(super) standing: Standing,
    /// Whether nothing is published but what two persons approved.
    pub(super) required: bool,
}

impl Releases {
    /// Reads them. `output` is the folder that a site is or will be published into.
    pub(super) fn read(
        site: &Site,
        output: Option<&Path>,
        telling: Telling,
    ) -> Result<Self, Outcome> {
        let path = site.path.join(FILE);
        let bytes = record::bytes(&site.path).map_err(|error| could_not(&path, &error))?;
        let refuse = |found: &Diagnostics| {
            tell(found, &with_ledger(bytes.as_deref()), telling);
            Outcome::Diagnostics
        };
        let ledger = record::parse(bytes.as_deref()).map_err(|found| refuse(&found))?;
        let published = output.and_then(record::published);
        let history = site.tree.bytes(HISTORY);
        let standing = standing(ledger.as_ref(), history, published.as_ref())
            .map_err(|found| refuse(&found))?;
        Ok(Self {
            ledger: ledger.unwrap_or_default(),
            standing,
            required: release_required(&site.tree),
        })
    }

    /// Says whether the last release is recorded and not published to its end.
    pub(super) fn begun(&self) -> bool {
        self.standing == Standing::Begun
    }

    /// Refuses to go on while a release is begun and not at its end.
    pub(super) fn refuse_begun(&self, site: &Path, output: &Path) -> Result<(), Outcome> {
        match self.ledger.last().filter(|_| self.begun()) {
            None => Ok(()),
            Some(last) => {
                warn(&format!(
                    "release {} was approved and recorded, and its publication was interrupted: run `{}`, which completes it",
                    last.release,
                    command(site, output, last)
                ));
                Err(Outcome::Diagnostics)
            }
        }
    }
}

/// The command that completes a release which was begun.
pub(super) fn command(site: &Path, output: &Path, last: &Record) -> String {
    format!(
        "vitrine release {} --output {} --as-of {} --digest {} --by \"…\" --approved-by \"…\"",
        crate::report::shown(site),
        crate::report::shown(output),
        last.on,
        last.approved.as_deref().unwrap_or_default()
    )
}

/// The ledger as a file of a tree, for the places in it.
fn with_ledger(bytes: Option<&[u8]>) -> SourceTree {
    let mut tree = SourceTree::new();
    if let Some(bytes) = bytes {
        tree.insert(FILE, bytes);
    }
    tree
}
