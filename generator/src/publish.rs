//! Stages an audited site beside its folder and swaps it in: the only writer of sites.
//!
//! Readers see the whole old site or the whole new one. Where the system can exchange two folders at once (Linux), the
//! swap is one step. Elsewhere the old folder is moved aside and the new one in; a run that is stopped between the two
//! leaves the old site beside its place under the name that `swap_by_moves` gives it, and the next run starts anew.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::audited::Audited;

/// Why a folder cannot be published into.
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// It is the site folder, lies in it, or holds it.
    InSite,
    /// It holds files that no build of ours put there.
    NotOurs,
    /// It is no folder.
    NotFolder,
    /// What the file system says, and of which path.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for PublishError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::InSite => f.write_str("the output folder is the site folder, lies in it, or holds it: name another folder"),
            Self::NotOurs => f.write_str(
                "the output folder holds files that no build put there (it has no manifest.json of ours): name an empty or a new folder",
            ),
            Self::NotFolder => f.write_str("the output is a file, or a link, not a folder: name another"),
            Self::Io(path, error) => write!(f, "at {}: {error}", path.display()),
        }
    }
}

/// Checks that a folder may be published into, before anything is built.
///
/// # Errors
///
/// Why it may not.
pub fn check(site: &Path, target: &Path) -> Result<(), PublishError> {
    check_target(target)?;
    let site = canonical(site);
    let target = canonical(target);
    let site_is_folder = site.is_dir();
    if site_is_folder && (target.starts_with(&site) || site.starts_with(&target)) {
        return Err(PublishError::InSite);
    }
    Ok(())
}

/// Checks that a folder holds a site of ours, or nothing.
///
/// # Errors
///
/// What it is instead.
pub fn check_target(target: &Path) -> Result<(), PublishError> {
    if let Ok(meta) = fs::symlink_metadata(target) {
        if !meta.is_dir() {
            return Err(PublishError::NotFolder);
        }
        let io = |error| PublishError::Io(target.to_owned(), error);
        let occupied = fs::read_dir(target).map_err(io)?.next().is_some();
        if occupied && !is_ours(target) {
            return Err(PublishError::NotOurs);
        }
    }
    Ok(())
}

/// Publishes a site.
///
/// # Errors
///
/// What the file system says; the folder then holds what it held before.
pub fn publish(site: &Audited, target: &Path) -> Result<(), PublishError> {
    publish_once(site, target, || Ok(()))
}

/// Publishes a site; `staged` runs once all of it lies ready beside the folder, and may still stop it.
///
/// # Errors
///
/// What the file system or `staged` says; the folder then holds what it held before.
pub fn publish_once(
    site: &Audited,
    target: &Path,
    staged: impl FnOnce() -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let staging = beside(target, ".vitrine-next");
    let result = stage(site, target, &staging)
        .and_then(|()| staged())
        .and_then(|()| swap(&staging, target));
    if result.is_err() {
        // What is left may be withdrawn tomorrow; it must not lie about.
        let _ = remove(&staging);
    }
    result
}

/// Says whether a build of ours made the folder.
fn is_ours(target: &Path) -> bool {
    fs::read_to_string(target.join("manifest.json")).is_ok_and(|text| {
        serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|manifest| {
            manifest.get("tool").and_then(|tool| tool.as_str()) == Some("vitrine")
        })
    })
}

/// The path with links resolved, as far as it exists.
fn canonical(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => canonical(parent).join(name),
        _ => absolute,
    }
}

/// A sibling of the target whose name is made from the target's whole name.
fn beside(target: &Path, suffix: &str) -> PathBuf {
    let target = canonical(target);
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(suffix);
    target.with_file_name(name)
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(meta) if meta.is_dir() => {
            fs::remove_dir_all(folder).map_err(|error| PublishError::Io(folder.to_owned(), error))
        }
        Ok(_) => {
            fs::remove_file(folder).map_err(|error| PublishError::Io(folder.to_owned(), error))
        }
        Err(error) => Err(PublishError::Io(folder.to_owned(), error)),
    }
}

fn stage(site: &Audited, target: &Path, staging: &Path) -> Result<(), PublishError> {
    remove(staging)?;
    remove(&beside(target, ".vitrine-old"))?;
    let folder = |path: &Path| {
        fs::create_dir_all(path).map_err(|error| PublishError::Io(path.to_owned(), error))
    };
    folder(staging)?;
    let mut last = PathBuf::new();
    for (path, bytes) in site.files() {
        let file = staging.join(path);
        if let Some(parent) = file.parent()
            && parent != last
        {
            folder(parent)?;
            parent.clone_into(&mut last);
        }
        let before = target.join(path);
        // Deleting and making thousands of files anew is slow: what has not changed is linked.
        let unchanged = fs::symlink_metadata(&before)
            .is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64)
            && fs::read(&before).is_ok_and(|old| old == bytes);
        let linked = unchanged && fs::hard_link(&before, &file).is_ok();
        if !linked {
            write(&file, bytes).map_err(|error| PublishError::Io(file.clone(), error))?;
        }
    }
    sync(staging).map_err(|error| PublishError::Io(staging.to_owned(), error))
}

fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write as _;

    // A name that is taken is an error: nothing is written through what somebody else put there.
    let mut file = File::options().write(true).create_new(true).open(file)?;
    file.write_all(bytes)?;
    set_mode(&file)
}

#[cfg(unix)]
fn set_mode(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    // The same for everybody, whatever the mask of the one who builds.
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_mode(_: &File) -> io::Result<()> {
    Ok(())
}

/// Waits until what was staged is on the disk: a name that points to lost bytes is worse than an old site.
#[cfg(target_os = "linux")]
fn sync(staging: &Path) -> io::Result<()> {
    let folder = File::open(staging)?;
    rustix::fs::syncfs(&folder)?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn sync(staging: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(staging) {
        let entry = entry?;
        if entry.file_type().is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}

fn swap(staging: &Path, target: &Path) -> Result<(), PublishError> {
    let target = canonical(target);
    let io = |error| PublishError::Io(target.clone(), error);
    set_folder_modes(staging).map_err(io)?;
    if fs::symlink_metadata(&target).is_err() {
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(io)?;
        }
        return fs::rename(staging, &target).map_err(io);
    }
    exchange(staging, &target).map_err(io)?;
    remove(staging)
}

#[cfg(unix)]
fn set_folder_modes(staging: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    for entry in walkdir::WalkDir::new(staging) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o755))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn set_folder_modes(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(staging: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    match renameat_with(CWD, staging, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems cannot: NFS, older overlays.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            swap_by_moves(staging, target)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(staging: &Path, target: &Path) -> io::Result<()> {
    swap_by_moves(staging, target)
}

/// Moves the old site aside, the new one in, and the old one to where the new one was.
fn swap_by_moves(staging: &Path, target: &Path) -> io::Result<()> {
    let old = beside(target, ".vitrine-old");
    fs::rename(target, &old)?;
    if let Err(error) = fs::rename(staging, target) {
        fs::rename(&old, target)?;
        return Err(error);
    }
    fs::rename(&old, staging)
}
