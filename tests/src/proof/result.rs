//! The result of a run: a JSON file with the day, the commit, what was looked at, and what was counted.
//!
//! ```json
//! {"what": "crash", "date": "2026-11-24", "commit": "37abff4c0ffe", "form": "full",
//!  "folders": ["generator"], "sources": "9f86d081884c", "kills": 500, "whole": 500}
//! ```
//!
//! Whole runs write into `tests/proof/results/`, which is committed, and the table of the README is made of those. Short
//! ones, as CI has them, write into `target/proof/`, which is not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::root;

/// Where results of whole runs lie, below the root.
pub const RESULTS: &str = "tests/proof/results";

/// A run that proves something, and what it counted.
#[derive(Clone, Debug)]
pub struct Run {
    what: String,
    full: bool,
    folders: Vec<String>,
    counted: Map<String, Value>,
}

impl Run {
    /// A whole run. `folders`, below the root, are those whose change makes the result stale.
    #[must_use]
    pub fn full(what: &str, folders: &[&str]) -> Self {
        Self {
            what: what.to_owned(),
            full: true,
            folders: folders.iter().map(|&folder| folder.to_owned()).collect(),
            counted: Map::new(),
        }
    }

    /// A short run, whose result nobody commits.
    #[must_use]
    pub fn short(what: &str, folders: &[&str]) -> Self {
        Self {
            full: false,
            ..Self::full(what, folders)
        }
    }

    /// Writes down something that was counted.
    ///
    /// # Panics
    ///
    /// Where the name is one of the result's own.
    #[must_use]
    pub fn count(mut self, name: &str, number: impl Into<Value>) -> Self {
        assert!(
            !OWN.contains(&name),
            "{name} is a name of the result itself"
        );
        self.counted.insert(name.to_owned(), number.into());
        self
    }

    /// Writes the result, and says where.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn write(&self) -> io::Result<PathBuf> {
        let folder = if self.full {
            root().join(RESULTS)
        } else {
            root().join("target/proof")
        };
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.json", self.what));
        fs::write(&path, format!("{:#}\n", self.json()))?;
        Ok(path)
    }

    fn json(&self) -> Value {
        let form = if self.full { "full" } else { "short" };
        let mut all = self.counted.clone();
        let own: [(&str, Value); 6] = [
            ("what", self.what.as_str().into()),
            ("date", today().into()),
            ("commit", commit().into()),
            ("form", form.into()),
            ("folders", self.folders.clone().into()),
            ("sources", digest(&self.folders).into()),
        ];
        all.extend(own.map(|(name, value)| (name.to_owned(), value)));
        Value::Object(all)
    }
}

/// The names that are the result's own.
pub const OWN: [&str; 6] = ["what", "date", "commit", "form", "folders", "sources"];

/// Today, UTC.
#[must_use]
pub fn today() -> String {
    jiff::tz::Offset::UTC
        .to_datetime(jiff::Timestamp::now())
        .date()
        .to_string()
}

/// The commit that is checked out; with a `+` where files differ from it.
fn commit() -> String {
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args(arguments)
            .current_dir(root())
            .output();
        ran.ok()
            .filter(|ran| ran.status.success())
            .map(|ran| String::from_utf8_lossy(&ran.stdout).trim().to_owned())
    };
    match git(&["rev-parse", "--short=12", "HEAD"]) {
        Some(commit) => {
            let changed = git(&["status", "--porcelain"]).is_none_or(|lines| !lines.is_empty());
            format!("{commit}{}", if changed { "+" } else { "" })
        }
        None => "unknown".to_owned(),
    }
}

/// A digest of all that some folders or files hold: another one means that what was looked at has changed since.
///
/// It does not hang on commits, which get other names when they are put upon others.
#[must_use]
pub fn digest(folders: &[String]) -> String {
    let mut sum = Sha256::new();
    for folder in folders {
        for file in files(&root().join(folder)) {
            let name = file.strip_prefix(root()).unwrap_or(&file);
            let bytes = fs::read(&file).unwrap_or_default();
            sum.update(format!("{} {}\n", name.display(), bytes.len()));
            sum.update(&bytes);
        }
    }
    let digits: Vec<String> = sum
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    digits.concat().get(..12).unwrap_or_default().to_owned()
}

/// The files below a folder, sorted; without what was built, without prose about the house, without hidden ones.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let passed_over = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.')
            || ["target", "node_modules", "README.md", "ARCHITECTURE.md"].contains(&name.as_ref())
    };
    paths
        .into_iter()
        .filter(|path| !passed_over(path))
        .flat_map(|path| files(&path))
        .collect()
}
