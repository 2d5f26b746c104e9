//! A small site in a folder of its own, and the command.

#![allow(dead_code, reason = "not every file of tests uses all of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The day of all builds here.
pub(crate) const TODAY: &str = "2026-11-01";

/// A site folder `site`, which goes with the test; it is built into `public` beside it.
pub(crate) struct Site(tempfile::TempDir);

impl Site {
    /// Settings and one public page.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
            .file("vitrine.toml", "title = \"A test\"\n")
            .file(
                "about.md",
                "---\ntitle: About\nkind: page\nsensitivity: public\n---\n\nA public page.\n",
            )
    }

    /// Writes a file of the site.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(path, bytes);
        self
    }

    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join("site").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Takes a file out.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path().join("site").join(path)).unwrap();
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join("site").join(path)).unwrap()
    }

    /// The folder that the site lies in.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_vitrine")))
            .args(arguments)
            .current_dir(self.path())
            .output()
            .unwrap();
        Ran(output)
    }

    pub(crate) fn check(&self) -> Ran {
        self.run(&["check", "site", "--as-of", TODAY])
    }

    pub(crate) fn build(&self) -> Ran {
        self.run(&["build", "site", "--output", "public", "--as-of", TODAY])
    }

    /// Builds into a folder of another name.
    pub(crate) fn build_into(&self, name: &str) -> Ran {
        self.run(&["build", "site", "--output", name, "--as-of", TODAY])
    }

    /// All that was published.
    pub(crate) fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let files = vitrine::read::output(&self.path().join("public")).unwrap();
        assert!(!files.is_empty());
        files
    }
}

/// What a run said.
pub(crate) struct Ran(Output);

impl Ran {
    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    pub(crate) fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    #[track_caller]
    #[must_use]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code(), code, "{}{}", self.out(), self.err());
        self
    }

    /// Its standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out()).unwrap()
    }
}
