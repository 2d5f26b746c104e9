//! Runs tests of the built copy.

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::compile::Program;
use crate::copy::FOLDER;
use crate::list::JUDGES;

/// What a test may take of memory, in KiB: an allocation without end dies of it.
const MEMORY: u64 = 4 << 20;

/// How a run of tests with a mutant ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Ended {
    Passed,
    /// Failed, panicked, or died; with the test where it is known.
    Failed(Option<String>),
    /// Took many times longer than without the mutant.
    TooLong,
}

/// The package's folder in the copy, where its tests run.
pub(crate) fn home(root: &Path, package: &str) -> PathBuf {
    let judge = JUDGES.iter().find(|judge| judge.package == package);
    root.join(FOLDER)
        .join("copy")
        .join(judge.map_or("", |judge| judge.folder))
}

/// What a run may take of time.
pub(crate) struct Limits {
    /// Of the processor.
    pub(crate) cpu: Duration,
    pub(crate) wall: Duration,
}

/// A program with some of its tests, one after the other.
pub(crate) struct Run<'a> {
    pub(crate) root: &'a Path,
    pub(crate) program: &'a Program,
    pub(crate) names: &'a [&'a str],
    /// What is set in its environment.
    pub(crate) set: (&'a str, &'a str),
}

impl Run<'_> {
    fn child(&self, limits: &Limits) -> Result<Child, String> {
        let home = home(self.root, &self.program.package);
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!(
                "ulimit -c 0; ulimit -t {}; ulimit -v {MEMORY}; exec \"$@\"",
                limits.cpu.as_secs() + 1
            ))
            .arg("sh")
            .arg(&self.program.path)
            .args(self.names)
            .args(["--exact", "--test-threads=1"])
            .current_dir(&home)
            .env("CARGO_MANIFEST_DIR", &home)
            .env("CARGO_PKG_NAME", &self.program.package)
            // The one that was built with the mutants.
            .env(
                "VITRINE_COMMAND",
                self.root.join(FOLDER).join("build/debug/vitrine"),
            )
            .env("INSTA_UPDATE", "no")
            .env("INSTA_FORCE_PASS", "0")
            .env("INSTA_WORKSPACE_ROOT", self.root.join(FOLDER).join("copy"))
            // Properties try the same inputs each time, and write none down.
            .env("PROPTEST_RNG_SEED", "1")
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true")
            .env_remove("MUTANT")
            .env_remove("MUTANTS_REACHED")
            .env(self.set.0, self.set.1)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command.spawn().map_err(|error| format!("sh: {error}"))
    }

    /// Runs them until one fails.
    pub(crate) fn ended(&self, limits: &Limits) -> Result<Ended, String> {
        let mut child = self.child(limits)?;
        let stdout = child.stdout.take().ok_or("no output")?;
        let (sender, receiver) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            // Tests print what they like, in whatever bytes.
            let mut lines = BufReader::new(stdout);
            let mut line = Vec::new();
            while lines
                .by_ref()
                .take(1 << 20)
                .read_until(b'\n', &mut line)
                .is_ok_and(|n| n > 0)
            {
                if sender
                    .send(String::from_utf8_lossy(&line).into_owned())
                    .is_err()
                {
                    break;
                }
                line.clear();
            }
        });
        let end = Instant::now() + limits.wall;
        let mut begun = None;
        let mut failed = None;
        let mut late = false;
        loop {
            match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    let Some(rest) = line.strip_prefix("test ") else {
                        continue;
                    };
                    let Some((name, how)) = rest.split_once(" ... ") else {
                        continue;
                    };
                    begun = Some(name.to_owned());
                    if how.trim_end().ends_with("FAILED") {
                        failed.clone_from(&begun);
                        break;
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    late = true;
                    break;
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        if late || failed.is_some() {
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        drop(receiver);
        let _ = reader.join();
        // SIGXCPU, or SIGKILL where the system sends both at once: the processor's time is over.
        let over = failed.is_none() && matches!(status.signal(), Some(24 | 9));
        Ok(if late || over {
            Ended::TooLong
        } else if failed.is_some() {
            Ended::Failed(failed)
        } else if status.success() {
            Ended::Passed
        } else {
            Ended::Failed(begun.filter(|_| self.names.len() == 1))
        })
    }
}
