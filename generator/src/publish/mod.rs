//! Stages an audited site beside its folder and swaps it in: the only writer of sites.
//!
//! Readers see the whole old site or the whole new one. Where the system can exchange two folders at once (Linux), the
//! swap is one step. Elsewhere the old folder is moved aside and the new one in; a run that is stopped between the two
//! leaves the old site beside its place, and the next run moves it back before it does anything else.

pub mod disk;
#[cfg(feature = "sabotage")]
mod sabotage;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::audited::Audited;
use crate::signature;
use disk::{Disk, Kind, Real, Turn};

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

/// What a site that was published left to be told.
#[derive(Debug, Default)]
pub struct Published {
    /// The site before it was signed: the signature went with it.
    pub was_signed: bool,
    /// What could not be removed of the site before, and why.
    pub left: Option<(PathBuf, io::Error)>,
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

/// Checks that a folder holds a site of ours, or nothing. A site that a run was stopped in moving aside is moved back first.
///
/// # Errors
///
/// What it is instead.
pub fn check_target(target: &Path) -> Result<(), PublishError> {
    recover(&Real, target)?;
    let io = |error| PublishError::Io(target.to_owned(), error);
    match Real.kind(target).map_err(io)? {
        Kind::Nothing => Ok(()),
        Kind::Folder if Real.is_empty(target).map_err(io)? || is_ours(target) => Ok(()),
        Kind::Folder => Err(PublishError::NotOurs),
        Kind::File(_) | Kind::Other => Err(PublishError::NotFolder),
    }
}

/// Publishes a site.
///
/// # Errors
///
/// What the file system says; the folder then holds what it held before.
pub fn publish(site: &Audited, target: &Path) -> Result<Published, PublishError> {
    publish_on(&Real, site, target, || Ok(()))
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
) -> Result<Published, PublishError> {
    publish_on(&Real, site, target, staged)
}

/// Publishes a site on a disk that may be another than this machine's.
///
/// # Errors
///
/// As [`publish`].
pub fn publish_on(
    disk: &dyn Disk,
    site: &Audited,
    target: &Path,
    staged: impl FnOnce() -> Result<(), PublishError>,
) -> Result<Published, PublishError> {
    let target = canonical(target);
    let staging = beside(&target, NEXT);
    if let Some(parent) = target.parent() {
        disk.make_folder(parent)
            .map_err(|error| PublishError::Io(parent.to_owned(), error))?;
    }
    let _turn = target.parent().map(Turn::wait);
    recover(disk, &target)?;
    let was_signed = disk
        .kind(&signature::beside(&target.join(crate::sums::SUMS)))
        .is_ok_and(|kind| kind != Kind::Nothing);
    let result = stage(disk, site, &target, &staging)
        .and_then(|()| staged())
        .and_then(|()| swap(disk, &staging, &target));
    let old = match result {
        Ok(old) => old,
        Err(error) => {
            // What is left may be withdrawn tomorrow; it must not lie about.
            let _ = disk.remove(&staging);
            return Err(error);
        }
    };
    // The new site is in its place, whatever becomes of the old one.
    let left = disk.remove(&old).err();
    Ok(Published {
        was_signed,
        left: left.map(|error| (old, error)),
    })
}

/// Puts a signature beside what it signs, in one step.
///
/// # Errors
///
/// What the file system says.
pub fn add_signature(target: &Path, file: &str, text: &str) -> Result<(), PublishError> {
    let place = signature::beside(&target.join(file));
    let io = |error| PublishError::Io(place.clone(), error);
    let next = beside(&place, NEXT);
    Real.remove(&next).map_err(io)?;
    Real.write_new(&next, text.as_bytes()).map_err(io)?;
    Real.rename(&next, &place).map_err(io)
}

/// What the names of folders end with that are not in their place yet, or no more.
const NEXT: &str = ".vitrine-next";
const OLD: &str = ".vitrine-old";

/// Moves a site back that a run was stopped in moving aside.
fn recover(disk: &dyn Disk, target: &Path) -> Result<(), PublishError> {
    let io = |error| PublishError::Io(target.to_owned(), error);
    let old = beside(target, OLD);
    if disk.kind(&old).map_err(io)? == Kind::Folder
        && disk.kind(target).map_err(io)? == Kind::Nothing
    {
        disk.rename(&old, &canonical(target)).map_err(io)?;
    }
    Ok(())
}

/// Says whether a build of ours made the folder.
pub(crate) fn is_ours(target: &Path) -> bool {
    fs::read_to_string(target.join("manifest.json")).is_ok_and(|text| {
        serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|manifest| {
            manifest.get("tool").and_then(|tool| tool.as_str()) == Some("vitrine")
        })
    })
}

/// The path with links resolved, as far as it exists.
pub(crate) fn canonical(path: &Path) -> PathBuf {
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

fn stage(
    disk: &dyn Disk,
    site: &Audited,
    target: &Path,
    staging: &Path,
) -> Result<(), PublishError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| PublishError::Io(path, error)
    };
    for left in [staging.to_owned(), beside(target, OLD)] {
        disk.remove(&left).map_err(at(&left))?;
    }
    disk.make_folder(staging).map_err(at(staging))?;
    let mut last = PathBuf::new();
    for (path, bytes) in site.files() {
        let file = staging.join(path);
        if let Some(parent) = file.parent()
            && parent != last
        {
            disk.make_folder(parent).map_err(at(parent))?;
            parent.clone_into(&mut last);
        }
        let before = target.join(path);
        // Deleting and making thousands of files anew is slow: what has not changed is linked.
        let linked = is_same(disk, &before, bytes) && disk.link(&before, &file).is_ok();
        if !linked {
            disk.write_new(&file, bytes).map_err(at(&file))?;
        }
    }
    #[cfg(feature = "sabotage")]
    sabotage::keep(disk, site, target, staging);
    disk.open_folders(staging).map_err(at(staging))?;
    // A name that points to lost bytes is worse than an old site.
    disk.sync(staging).map_err(at(staging))
}

/// Says whether a file holds these bytes. One that cannot be read is written anew.
fn is_same(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> bool {
    disk.kind(file)
        .is_ok_and(|kind| kind == Kind::File(bytes.len() as u64))
        && disk.read(file).is_ok_and(|old| old == bytes)
}

/// Puts the new site into its place, and says where the old one is now.
fn swap(disk: &dyn Disk, staging: &Path, target: &Path) -> Result<PathBuf, PublishError> {
    let io = |error| PublishError::Io(target.to_owned(), error);
    if disk.kind(target).map_err(io)? == Kind::Nothing {
        disk.rename(staging, target).map_err(io)?;
        return Ok(staging.to_owned());
    }
    match disk.exchange(staging, target) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            return swap_by_moves(disk, staging, target).map_err(io);
        }
        Err(error) => return Err(io(error)),
    }
    Ok(staging.to_owned())
}

/// Moves the old site aside and the new one in.
fn swap_by_moves(disk: &dyn Disk, staging: &Path, target: &Path) -> io::Result<PathBuf> {
    let old = beside(target, OLD);
    disk.rename(target, &old)?;
    if let Err(error) = disk.rename(staging, target) {
        disk.rename(&old, target)?;
        return Err(error);
    }
    Ok(old)
}
