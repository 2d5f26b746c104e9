//! What was given as SITE: a folder, or the public source of one.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use vitrine_disclosure::{Diagnostics, SourceTree};

use super::Outcome;
use crate::cli::Telling;
use crate::report;
use crate::{Built, clock, read};

/// A site as it was read.
pub(super) struct Site {
    /// Where it is.
    pub(super) path: PathBuf,
    /// The folder in memory; empty for an archive, which has nothing that is not public.
    pub(super) tree: SourceTree,
    archive: Option<Vec<u8>>,
}

impl Site {
    /// Reads SITE.
    pub(super) fn read(given: Option<&Path>, telling: Telling) -> Result<Self, Outcome> {
        let here = std::env::current_dir().unwrap_or_default();
        let Some(path) = read::find(given, &here) else {
            report::warn(
                "there is no site here: no vitrine.toml in this folder or above it; name the site folder",
            );
            return Err(Outcome::CouldNotRun);
        };
        if path.is_file() {
            let archive = std::fs::read(&path).map_err(|error| could_not(&path, &error))?;
            return Ok(Self {
                path,
                tree: SourceTree::new(),
                archive: Some(archive),
            });
        }
        if !path.is_dir() {
            report::warn(&format!("{}: there is no such folder", path.display()));
            return Err(Outcome::CouldNotRun);
        }
        let tree = read::folder(&path).map_err(|found| {
            report::tell(&found, &SourceTree::new(), telling);
            Outcome::Diagnostics
        })?;
        Ok(Self {
            path,
            tree,
            archive: None,
        })
    }

    /// Today where the site is.
    pub(super) fn today(&self) -> Date {
        clock::today(vitrine_disclosure::utc_offset(&self.tree))
    }

    /// Builds it in memory.
    pub(super) fn build(&self, as_of: Date) -> Result<Built, Diagnostics> {
        match &self.archive {
            Some(archive) => crate::rebuild(archive),
            None => crate::build(&self.tree, as_of),
        }
    }

    /// Says whether it is the public source of a site.
    pub(super) fn is_archive(&self) -> bool {
        self.archive.is_some()
    }
}

/// Says what the file system says.
pub(super) fn could_not(path: &Path, error: &std::io::Error) -> Outcome {
    report::warn(&format!("{}: {error}", path.display()));
    Outcome::CouldNotRun
}
