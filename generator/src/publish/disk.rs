//! What publishing asks of a disk, one step a function, so that tests can let each step fail.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What lies at a path; links are not followed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Nothing.
    Nothing,
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A link, or something stranger.
    Other,
}

/// The steps that publishing is made of. Each either happens or says why it did not.
pub trait Disk {
    /// What lies at a path.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn kind(&self, path: &Path) -> io::Result<Kind>;
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Says whether a folder holds nothing.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn is_empty(&self, folder: &Path) -> io::Result<bool>;
    /// Makes a folder, and those above it, readable by everybody.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Gives a file a second name.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Writes a file that is not there yet, readable by everybody.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives everybody the right to look into a folder and all below it.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn open_folders(&self, folder: &Path) -> io::Result<()>;
    /// Waits until a folder, with all below it, is on the disk.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn sync(&self, folder: &Path) -> io::Result<()>;
    /// Moves something to another name.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two folders in one step; nothing happened where it says that it is not supported.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Removes a file, or a folder with all below it.
    ///
    /// # Errors
    ///
    /// What the file system says.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real;

impl Disk for Real {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        match fs::symlink_metadata(path) {
            Ok(meta) if meta.is_file() => Ok(Kind::File(meta.len())),
            Ok(meta) if meta.is_dir() => Ok(Kind::Folder),
            Ok(_) => Ok(Kind::Other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Kind::Nothing),
            Err(error) => Err(error),
        }
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn is_empty(&self, folder: &Path) -> io::Result<bool> {
        Ok(fs::read_dir(folder)?.next().is_none())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        use std::io::Write as _;

        // A name that is taken is an error: nothing is written through what somebody else put there.
        let mut file = File::options().write(true).create_new(true).open(file)?;
        file.write_all(bytes)?;
        set_mode(&file)
    }

    #[cfg(unix)]
    fn open_folders(&self, folder: &Path) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;

        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry?;
            if entry.file_type().is_dir() {
                fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o755))?;
            }
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn open_folders(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn sync(&self, folder: &Path) -> io::Result<()> {
        rustix::fs::syncfs(&File::open(folder)?)?;
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    fn sync(&self, folder: &Path) -> io::Result<()> {
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry?;
            if entry.file_type().is_file() {
                File::open(entry.path())?.sync_all()?;
            }
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(target_os = "linux")]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;

        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(()),
            // Some file systems cannot: NFS, older overlays.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                Err(io::ErrorKind::Unsupported.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match self.kind(path)? {
            Kind::Nothing => Ok(()),
            Kind::Folder => fs::remove_dir_all(path),
            Kind::File(_) | Kind::Other => fs::remove_file(path),
        }
    }
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

/// Keeps two runs from publishing beside each other at once: the second waits. A run that is killed lets go.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "held until it is dropped")] Option<File>);

impl Turn {
    /// Waits for the turn in a folder. Where the file system knows no locks, nobody waits.
    pub(super) fn wait(folder: &Path) -> Self {
        let file = File::open(folder).ok();
        Self(file.filter(|file| file.lock().is_ok()))
    }
}
