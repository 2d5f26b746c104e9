//! Walks a site folder into memory: the only reader of content.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use vitrine_disclosure::{Diagnostic, Diagnostics, SourceTree, listed_attachments};
use walkdir::WalkDir;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 20;
/// How many files a site may have.
const MOST: usize = 500_000;
/// How deep folders may nest.
const DEPTH: usize = 32;

/// Reads a site folder. Links, devices and whatever else is no plain file are refused; dot folders are passed over.
///
/// # Errors
///
/// What cannot be read, in the order of paths.
pub fn folder(site: &Path) -> Result<SourceTree, Diagnostics> {
    let mut tree = SourceTree::new();
    let mut found = Diagnostics::new();
    let walk = WalkDir::new(site)
        .follow_links(false)
        .max_depth(DEPTH + 1)
        .sort_by_file_name();
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let mut folded: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for entry in walk.into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error
                    .path()
                    .and_then(|path| relative(site, path))
                    .unwrap_or_default();
                found.push(unreadable(&path));
                continue;
            }
        };
        if entry.depth() == 0 || entry.file_type().is_dir() {
            if entry.depth() > DEPTH {
                let path = relative(site, entry.path()).unwrap_or_default();
                found.push(
                    Diagnostic::error(
                        "folder-deep",
                        &path,
                        0..0,
                        "folders nest more than 32 deep here",
                    )
                    .help("move this folder up"),
                );
            }
            continue;
        }
        let Some(path) = relative(site, entry.path()) else {
            let shown = entry.path().to_string_lossy().into_owned();
            found.push(
                Diagnostic::error(
                    "file-name",
                    &shown,
                    0..0,
                    "the name of this file is not UTF-8",
                )
                .help("rename it"),
            );
            continue;
        };
        if !entry.file_type().is_file() {
            let what = if entry.file_type().is_symlink() {
                "a symbolic link"
            } else {
                "neither a file nor a folder"
            };
            found.push(
                Diagnostic::error(
                    "file-special",
                    &path,
                    0..0,
                    format!("this is {what}, which is never read"),
                )
                .help("put a copy of the file itself here, or move it out of the site"),
            );
            continue;
        }
        if let Some(other) = folded.insert(path.to_lowercase(), path.clone()) {
            let message = "another file has this name but for capital letters";
            found.push(
                Diagnostic::error("file-name-case", &path, 0..0, message).help(format!(
                    "some systems cannot keep both this and {other} apart: rename one"
                )),
            );
        }
        if folded.len() > MOST {
            found.push(
                Diagnostic::error(
                    "folder-large",
                    &path,
                    0..0,
                    "a site has at most 500,000 files",
                )
                .help("move files out that do not belong to it"),
            );
            break;
        }
        let text = entry
            .path()
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("toml"));
        if text {
            read_into(&mut tree, entry.path(), &path, &mut found);
        } else {
            tree.insert_unread(path);
        }
    }
    for path in listed_attachments(&tree) {
        if tree.contains(&path) && tree.bytes(&path).is_none() {
            read_into(&mut tree, &site.join(&path), &path, &mut found);
        }
    }
    if found.is_empty() {
        Ok(tree)
    } else {
        Err(found)
    }
}

/// The site folder that was meant: the one given, or the nearest at or above `here` that has a `vitrine.toml`.
#[must_use]
pub fn find(given: Option<&Path>, here: &Path) -> Option<PathBuf> {
    match given {
        Some(given) => Some(given.to_owned()),
        None => here
            .ancestors()
            .find(|folder| folder.join("vitrine.toml").is_file())
            .map(Path::to_owned),
    }
}

/// The files of a built site, by path below its folder.
///
/// # Errors
///
/// What the file system says.
pub fn output(folder: &Path) -> std::io::Result<std::collections::BTreeMap<String, Vec<u8>>> {
    let mut files = std::collections::BTreeMap::new();
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = relative(folder, entry.path())
            .unwrap_or_else(|| entry.path().to_string_lossy().into_owned());
        // A link's target is not read: what is no plain file has no bytes, and the audit refuses its path.
        let bytes = if entry.file_type().is_file() {
            fs::read(entry.path())?
        } else {
            Vec::new()
        };
        files.insert(path, bytes);
    }
    Ok(files)
}

/// The first thing below a folder that is neither a file nor a folder.
///
/// # Errors
///
/// What the file system says.
pub fn stranger(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = entry?;
        if entry.depth() > 0 && !entry.file_type().is_file() && !entry.file_type().is_dir() {
            return Ok(Some(entry.into_path()));
        }
    }
    Ok(None)
}

fn read_into(tree: &mut SourceTree, file: &Path, path: &str, found: &mut Diagnostics) {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Err(_) => found.push(unreadable(path)),
        Ok(length) if length as u64 > LARGEST => {
            found.push(
                Diagnostic::error("file-large", path, 0..0, "this file is larger than 64 MiB")
                    .help("make it smaller, or move it out of the site"),
            );
        }
        Ok(_) => tree.insert(path, bytes),
    }
}

fn unreadable(path: &str) -> Diagnostic {
    Diagnostic::error("file-unreadable", path, 0..0, "this cannot be read")
        .help("check that you may read it, and that its disk is sound")
}

/// The path below a folder with `/` between segments; `None` where it is not UTF-8.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(folder)
        .ok()?
        .iter()
        .map(|part| part.to_str())
        .collect();
    Some(parts?.join("/"))
}
