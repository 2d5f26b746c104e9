//! What was given as SITE: a folder, or the public source of one.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use vitrine_disclosure::{Diagnostics, SourceTree, Waivers};

use super::Outcome;
use crate::cli::Telling;
use crate::report;
use crate::{Built, clock, read, record};

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
            report::warn(&format!(
                "{}: there is no such folder",
                crate::report::shown(&path)
            ));
            return Err(Outcome::CouldNotRun);
        }
        let mut tree = read::folder(&path).map_err(|found| {
            report::tell(&found, &SourceTree::new(), telling);
            Outcome::Diagnostics
        })?;
        Waivers::read(&tree).map_err(|found| {
            report::tell(&found, &tree, telling);
            Outcome::Diagnostics
        })?;
        // A ledger that cannot be read is told of by whatever builds on it.
        let ledger = record::bytes(&path).ok().flatten();
        if let Ok(Some(ledger)) = record::parse(ledger.as_deref()) {
            tree.remember(ledger.past_facts());
        }
        Ok(Self {
            path,
            tree,
            archive: None,
        })
    }

    /// Reads the site that a file belongs to, and gives the file's path below it.
    ///
    /// The file is looked for as a shell would, then below the site folder.
    pub(super) fn with_file(
        given: Option<&Path>,
        file: &Path,
        telling: Telling,
    ) -> Result<(Self, String), Outcome> {
        let here = std::env::current_dir().unwrap_or_default();
        let near = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let path = given
            .map(Path::to_owned)
            .or_else(|| read::find(None, near.parent().unwrap_or(&here)))
            .or_else(|| read::find(None, &here));
        let site = Self::read(path.as_deref(), telling)?;
        if site.is_archive() {
            report::warn("this is the public source of a site; name the folder that people write");
            return Err(Outcome::CouldNotRun);
        }
        let below = |file: &Path| -> Option<String> {
            let whole = std::fs::canonicalize(file).ok()?;
            let folder = std::fs::canonicalize(&site.path).ok()?;
            let parts: Option<Vec<&str>> = whole
                .strip_prefix(folder)
                .ok()?
                .iter()
                .map(std::ffi::OsStr::to_str)
                .collect();
            Some(parts?.join("/")).filter(|path| site.tree.bytes(path).is_some())
        };
        match below(&near).or_else(|| below(&site.path.join(file))) {
            Some(path) => Ok((site, path)),
            None => {
                report::warn(&format!(
                    "{}: there is no such entry in {}",
                    crate::report::shown(file),
                    crate::report::shown(&site.path)
                ));
                Err(Outcome::CouldNotRun)
            }
        }
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
    report::warn(&format!("{}: {error}", crate::report::shown(path)));
    Outcome::CouldNotRun
}
