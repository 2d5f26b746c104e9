//! Publishing, interrupted: builds that are killed, and disks that fail at every step.
//!
//! The promise is the same for both: the served folder is the whole old site or the whole new one, nothing but public
//! bytes lies about, and the next run takes away what was left.

pub mod faults;
pub mod kills;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A site's files, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Everything below a folder; nothing where there is none.
#[must_use]
pub fn read(folder: &Path) -> Files {
    let mut files = Files::new();
    super::collect(folder, "", &mut files);
    files
}

/// What lies in a folder beside the things that belong there, sorted.
#[must_use]
pub fn remains(folder: &Path, belong: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names
        .filter(|name| !belong.contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

/// What of the remains is not the beginning of a public file at its own path.
#[must_use]
pub fn strange(folder: &Path, remains: &[String], old: &Files, new: &Files) -> Vec<String> {
    let known = |path: &str, bytes: &[u8]| {
        let of = |files: &Files| {
            files
                .get(path)
                .is_some_and(|whole| whole.starts_with(bytes))
        };
        of(old) || of(new)
    };
    let mut strange = Vec::new();
    for name in remains {
        if ![".public.vitrine-next", ".public.vitrine-old"].contains(&name.as_str()) {
            strange.push(name.clone());
        }
        let files = read(&folder.join(name));
        let unknown = files.iter().filter(|(path, bytes)| !known(path, bytes));
        strange.extend(unknown.map(|(path, _)| format!("{name}/{path}")));
    }
    strange
}
