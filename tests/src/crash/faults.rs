//! A disk that fails at one step of publishing, or from one step on.

use std::cell::Cell;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use vitrine::Audited;
use vitrine::publish::disk::{Disk, Kind, Real};
use vitrine::publish::publish_on;

use super::{Files, read, remains, strange};
use crate::Project;

/// In which way a step fails.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The disk is full: a file is there by half.
    Full,
    /// It is not allowed.
    Denied,
    /// The disk cannot read or write here.
    Broken,
    /// Something else took it away.
    Gone,
    /// The power is off: this step and all after it do not happen.
    PowerOff,
}

/// All of them.
pub const FAULTS: [Fault; 5] = [
    Fault::Full,
    Fault::Denied,
    Fault::Broken,
    Fault::Gone,
    Fault::PowerOff,
];

impl Fault {
    fn error(self) -> io::Error {
        match self {
            Self::Full => ErrorKind::StorageFull.into(),
            Self::Denied => ErrorKind::PermissionDenied.into(),
            Self::Broken | Self::PowerOff => io::Error::other("the disk does not answer"),
            Self::Gone => ErrorKind::NotFound.into(),
        }
    }
}

/// A disk that counts its steps, and fails at one of them.
#[derive(Debug)]
struct Failing {
    step: Cell<usize>,
    at: usize,
    fault: Fault,
    exchanges: bool,
}

impl Failing {
    /// Counts a step, and says how it fails.
    fn step(&self) -> io::Result<()> {
        let step = self.step.get();
        self.step.set(step + 1);
        let off = self.fault == Fault::PowerOff && step > self.at;
        if step == self.at || off {
            Err(self.fault.error())
        } else {
            Ok(())
        }
    }
}

impl Disk for Failing {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.step()?;
        Real.kind(path)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.step()?;
        Real.read(file)
    }

    fn is_empty(&self, folder: &Path) -> io::Result<bool> {
        self.step()?;
        Real.is_empty(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Real.make_folder(folder)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Real.link(from, to)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let fails = self.step();
        if fails.is_err() && matches!(self.fault, Fault::Full | Fault::PowerOff) {
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            let _ = Real.write_new(file, half);
        }
        fails?;
        Real.write_new(file, bytes)
    }

    fn open_folders(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Real.open_folders(folder)
    }

    /// Counted, and not waited for: what the disk of this machine does with it is not what is tested.
    fn sync(&self, _: &Path) -> io::Result<()> {
        self.step()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Real.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.exchanges {
            return Err(ErrorKind::Unsupported.into());
        }
        self.step()?;
        Real.exchange(one, other)
    }

    /// A folder whose removal fails is removed by half.
    fn remove(&self, path: &Path) -> io::Result<()> {
        let fails = self.step();
        if fails.is_err()
            && let Some(first) = read(path).keys().next()
        {
            let _ = fs::remove_file(path.join(first));
        }
        fails?;
        Real.remove(path)
    }
}

/// What came of all faults.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How often a step failed.
    pub faults: u64,
    /// How many steps one publishing has, at most.
    pub steps: u64,
    /// After which the folder was not the whole site that the answer says.
    pub broken: Vec<String>,
    /// After which something lay about that the next run did not take away.
    pub remains: Vec<String>,
    /// After which something lay about that is not public.
    pub strange: Vec<String>,
}

/// Lets steps of publishing fail in each way, on disks that exchange folders and on those that cannot.
///
/// Of a publishing with more steps than `most`, the first and the last fail, and others evenly between them: the middle is
/// a thousand times the same.
#[must_use]
pub fn run(most: usize) -> Outcome {
    let old = site("The old text.");
    let new = site("The new text, which is longer.");
    let mut outcome = Outcome::default();
    for exchanges in [true, false] {
        for first in [false, true] {
            let place = Place::new(&old, &new, first);
            let steps = place.steps(exchanges);
            outcome.steps = outcome.steps.max(steps as u64);
            for fault in FAULTS {
                for at in chosen(steps, most) {
                    place.fail(at, fault, exchanges, &mut outcome);
                }
            }
        }
    }
    outcome
}

fn chosen(steps: usize, most: usize) -> Vec<usize> {
    const EDGE: usize = 8;
    let stride = steps
        .saturating_sub(2 * EDGE)
        .div_ceil(most.saturating_sub(2 * EDGE).max(1))
        .max(1);
    let edge = |at: &usize| *at < EDGE || *at + EDGE >= steps || at.is_multiple_of(stride);
    (0..steps).filter(edge).collect()
}

/// A folder that is published into again and again.
struct Place<'a> {
    folder: tempfile::TempDir,
    old: &'a Audited,
    new: &'a Audited,
    old_files: Files,
    new_files: Files,
    /// Whether nothing is there yet.
    first: bool,
}

impl<'a> Place<'a> {
    fn new(old: &'a Audited, new: &'a Audited, first: bool) -> Self {
        let files = |site: &Audited| {
            site.files()
                .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
                .collect()
        };
        Self {
            folder: memory().unwrap(),
            old_files: if first { Files::new() } else { files(old) },
            new_files: files(new),
            old,
            new,
            first,
        }
    }

    /// Puts the old site there, as whole as ever.
    fn reset(&self) {
        let public = self.folder.path().join("public");
        if self.first {
            let _ = fs::remove_dir_all(&public);
        } else if read(&public) != self.old_files {
            let _ = fs::remove_dir_all(&public);
            for (path, bytes) in self.old.files() {
                let file = public.join(path);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, bytes).unwrap();
            }
        }
    }

    /// How many steps publishing has here where none fails.
    fn steps(&self, exchanges: bool) -> usize {
        self.reset();
        let disk = Failing {
            step: Cell::new(0),
            at: usize::MAX,
            fault: Fault::Broken,
            exchanges,
        };
        publish_on(&disk, self.new, &self.folder.path().join("public"), || {
            Ok(())
        })
        .unwrap();
        disk.step.get()
    }

    /// Lets one step fail.
    fn fail(&self, at: usize, fault: Fault, exchanges: bool, outcome: &mut Outcome) {
        self.reset();
        let disk = Failing {
            step: Cell::new(0),
            at,
            fault,
            exchanges,
        };
        let public = self.folder.path().join("public");
        let published = publish_on(&disk, self.new, &public, || Ok(()));
        assert!(disk.step.get() > at, "there is a step {at}");
        outcome.faults += 1;
        let case = format!(
            "step {at}, {fault:?}, exchanges: {exchanges}, first: {}",
            self.first
        );
        let left = remains(self.folder.path(), &["public"]);
        let strange = strange(self.folder.path(), &left, &self.old_files, &self.new_files);
        outcome
            .strange
            .extend(strange.iter().map(|path| format!("{case}: {path}")));
        // The run that comes next, before it publishes: it moves back what was being moved.
        let _ = vitrine::publish::check(&self.folder.path().join("site"), &public);
        let now = read(&public);
        let whole = match published {
            Ok(_) => now == self.new_files,
            Err(_) if fault == Fault::PowerOff => now == self.old_files || now == self.new_files,
            Err(_) => now == self.old_files,
        };
        if !whole {
            outcome.broken.push(case.clone());
        }
        if left.is_empty() && now == self.new_files {
            return;
        }
        let sound = Failing {
            step: Cell::new(0),
            at: usize::MAX,
            fault,
            exchanges,
        };
        let again = publish_on(&sound, self.new, &public, || Ok(()));
        let left = remains(self.folder.path(), &["public"]);
        if again.is_err() || read(&public) != self.new_files || !left.is_empty() {
            outcome.remains.push(format!("{case}: {left:?}"));
        }
    }
}

/// A folder in memory where the system has such: what is tested is the order of steps.
fn memory() -> io::Result<tempfile::TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

/// A small site that has something to hide.
fn site(text: &str) -> Audited {
    let project = Project::new()
        .file(
            "pages/about.md",
            format!("---\ntitle: About\nkind: page\nsensitivity: public\n---\n\n{text}\n"),
        )
        .file(
            "hidden.md",
            "---\ntitle: H\nkind: page\nsensitivity: sensitive\n---\n\nHidden walls.\n",
        );
    let tree = vitrine::read::folder(&project.site()).unwrap();
    let built = vitrine::build(&tree, crate::today()).unwrap();
    vitrine::audit(&tree, built.output, built.as_of).unwrap().0
}
