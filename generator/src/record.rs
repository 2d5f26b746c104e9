//! The ledger of a site folder and its history on the disk: the only reader and the only writer of both.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vitrine_disclosure::ledger::{FILE, Ledger, Published};
use vitrine_disclosure::{Diagnostics, HISTORY};

/// Keeps others from releasing at the same time, until it goes.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Locks the ledger of a site folder; `None` where somebody else has it.
///
/// # Errors
///
/// What the file system says, and of which path.
pub fn lock(site: &Path) -> Result<Option<Lock>, (PathBuf, io::Error)> {
    let path = site.join(FILE).with_file_name("lock");
    let error = |error| (path.clone(), error);
    make_folder(&path).map_err(error)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(error)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(other)) => Err(error(other)),
    }
}

/// The bytes of a site folder's ledger; `None` where it has none.
///
/// # Errors
///
/// What the file system says.
pub fn bytes(site: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(site.join(FILE)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The ledger in bytes that were read.
///
/// # Errors
///
/// The first record that is not as it was written.
pub fn parse(bytes: Option<&[u8]>) -> Result<Option<Ledger>, Diagnostics> {
    bytes.map(Ledger::parse).transpose()
}

/// Writes a ledger: the whole of it at once, or nothing.
///
/// # Errors
///
/// What the file system says.
pub fn write(site: &Path, ledger: &Ledger) -> io::Result<()> {
    let path = site.join(FILE);
    make_folder(&path)?;
    put(&path, ledger.bytes(), 0o600)
}

/// Writes the history of a site into its folder.
///
/// # Errors
///
/// What the file system says.
pub fn write_history(site: &Path, text: &str) -> io::Result<()> {
    put(&site.join(HISTORY), text.as_bytes(), 0o644)
}

/// What a published site says of itself; `None` where the folder holds none.
#[must_use]
pub fn published(output: &Path) -> Option<Published> {
    let bytes = fs::read(output.join("manifest.json")).ok()?;
    let manifest: Value = serde_json::from_slice(&bytes).ok()?;
    let release = manifest.get("release");
    let sequence = release.and_then(|release| release.get("sequence")?.as_u64());
    let retracted = release
        .and_then(|release| release.get("retracted")?.as_array())
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let source = manifest.get("source")?.get("sha256")?.as_str()?;
    Some(Published {
        sequence: sequence.unwrap_or(0),
        retracted: retracted.map(str::to_owned).collect(),
        source: source.to_owned(),
    })
}

/// Makes the folder of a file that is nobody else's business.
fn make_folder(file: &Path) -> io::Result<()> {
    let Some(folder) = file.parent().filter(|folder| !folder.is_dir()) else {
        return Ok(());
    };
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Puts a file in the place of another at once, and waits until it is on the disk.
fn put(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    use std::io::Write as _;

    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.next"));
    // A run that was stopped may have left one. Whoever writes holds the lock.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = (|| {
        let mut file = File::options().write(true).create_new(true).open(&beside)?;
        set_mode(&file, mode)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        #[cfg(unix)]
        if let Some(folder) = path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}
