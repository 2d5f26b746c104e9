//! What the whole-site tests share: a site in a folder of its own, the command, and a crude knife of their own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

pub mod crash;
pub mod hostile;
pub mod knife;
pub mod proof;
pub mod saboteurs;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use jiff::civil::Date;
use vitrine_disclosure::SourceTree;

/// The root of the repository.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The demonstration site, read as the command reads it.
#[must_use]
pub fn content() -> SourceTree {
    vitrine::read::folder(&root().join("content")).unwrap()
}

/// The day that tests build the demonstration site for.
#[must_use]
pub fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

/// The files of a build, by path.
///
/// # Panics
///
/// With all diagnostics, where the site cannot be built.
#[must_use]
pub fn files(tree: &SourceTree, as_of: Date) -> BTreeMap<String, Vec<u8>> {
    let built = vitrine::build(tree, as_of).unwrap_or_else(|found| panic!("{}", list(&found)));
    of(&built)
}

/// The files of something built.
#[must_use]
pub fn of(built: &vitrine::Built) -> BTreeMap<String, Vec<u8>> {
    let files = built.output.files();
    files
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect()
}

/// Diagnostics, a line each.
#[must_use]
pub fn list(found: &vitrine_disclosure::Diagnostics) -> String {
    let lines: Vec<String> = found.iter().map(|one| format!("{one:?}")).collect();
    lines.join("\n")
}

/// Fails with the names of the files that differ, not with their bytes.
///
/// # Panics
///
/// Where two outputs differ.
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, what: &str) {
    let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let different: Vec<&String> = names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .collect();
    assert!(different.is_empty(), "{what}: {different:?} differ");
}

/// The command, built once, or the one that `VITRINE_COMMAND` names, as where its mutants are tried.
#[must_use]
pub fn command() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(command) = std::env::var_os("VITRINE_COMMAND") {
            return command.into();
        }
        let built = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--locked",
                "--package",
                "vitrine",
                "--bin",
                "vitrine",
            ])
            .current_dir(root())
            .status()
            .expect("cargo starts");
        assert!(built.success(), "the command is built");
        // Tests stand in `target/debug/deps`, and programs one folder higher; the command was built for debugging.
        let own = std::env::current_exe().unwrap();
        let folder = own.parent().unwrap();
        let profile = if folder.ends_with("deps") {
            folder.parent().unwrap()
        } else {
            folder
        };
        profile.parent().unwrap().join("debug/vitrine")
    })
}

/// A site in a folder of its own, which goes with the test.
#[derive(Debug)]
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A site with settings, one public page, and nothing else.
    #[must_use]
    pub fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        project
            .file("vitrine.toml", "title = \"A test\"\nportions = \"mark\"\n")
            .file(
                "pages/about.md",
                "---\ntitle: About\nkind: page\nsensitivity: public\n---\n\nA public page.\n",
            )
    }

    /// Writes a file of the site.
    #[must_use]
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.site().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// The site folder.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The folder it is published into.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// The folder that both lie in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the command in the folder that site and output lie in.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(command())
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Ran(output)
    }

    /// Builds `site` into `public`.
    #[must_use]
    pub fn build(&self) -> Ran {
        self.run(&[
            "build",
            "site",
            "--output",
            "public",
            "--as-of",
            "2026-11-23",
        ])
    }

    /// Everything below the output folder.
    #[must_use]
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        read(&self.output())
    }
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}

/// Everything below a folder.
#[must_use]
pub fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files);
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// What a run of the command said.
#[derive(Debug)]
pub struct Ran(Output);

impl Ran {
    /// Its exit code.
    #[must_use]
    pub fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    /// Its standard output.
    #[must_use]
    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    /// Its standard error.
    #[must_use]
    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// Checks the exit code.
    ///
    /// # Panics
    ///
    /// With all that was said, where it is another.
    #[must_use]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code(), code, "{}{}", self.out(), self.err());
        self
    }
}
