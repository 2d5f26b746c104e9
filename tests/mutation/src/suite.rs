//! The tests of the built copy: what they are, which mutants each reaches, and whether they notice one.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::compile::Program;
use crate::copy::FOLDER;
use crate::list::JUDGES;
use crate::source::Sources;

/// A test with what a run without mutants showed of it.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) program: usize,
    pub(crate) name: String,
    pub(crate) took: Duration,
    /// Stands for the test as it is now: another one when it was changed.
    pub(crate) identity: u32,
}

/// All tests, quickest first, and by a mutant's number those that reach it.
#[derive(Debug, Default)]
pub(crate) struct Suite {
    pub(crate) programs: Vec<Program>,
    pub(crate) tests: Vec<Test>,
    pub(crate) reached: BTreeMap<u32, Vec<usize>>,
    /// Those that fail without a mutant: they judge nothing.
    pub(crate) broken: Vec<String>,
}

/// How a run of tests with a mutant ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Ended {
    Passed,
    /// Failed, panicked, or died; with the test where it is known.
    Failed(Option<String>),
    /// Took many times longer than without the mutant.
    TooLong,
}

/// How long tests of other crates are asked of a mutant that no test of its own reaches, in time that they take without it.
const OTHERS: Duration = Duration::from_secs(6);

/// How many times longer a test may take, in time of the processor, and how much more.
const FACTOR: u32 = 8;
const FLOOR: Duration = Duration::from_millis(500);
/// Whatever the machine does beside it: a test that waits for nothing must end too.
const WALL: u32 = 60;
/// What a test may take of memory, in KiB: an allocation without end dies of it.
const MEMORY: u64 = 4 << 20;

impl Suite {
    /// A test's name with its program's: `vitrine-audit: leaks::…`.
    pub(crate) fn name(&self, test: usize) -> String {
        let Some(test) = self.tests.get(test) else {
            return String::new();
        };
        let program = self.programs.get(test.program);
        format!("{}: {}", program.map_or("", |p| p.name.as_str()), test.name)
    }

    /// The tests that judge a mutant of a package, quickest first: those of its own crate that reach it, or where none of
    /// these does, the quickest ones of other crates.
    pub(crate) fn judges(&self, package: &str, mutant: u32) -> Vec<usize> {
        let reaching = self.reached.get(&mutant).map_or(&[][..], Vec::as_slice);
        let (own, others): (Vec<usize>, Vec<usize>) = reaching
            .iter()
            .partition(|&&test| self.is_of(test, package));
        if !own.is_empty() {
            return own;
        }
        let mut taken = Duration::ZERO;
        let within = |&test: &usize| {
            taken += self
                .tests
                .get(test)
                .map_or(Duration::ZERO, |test| test.took);
            taken <= OTHERS
        };
        let quick: Vec<usize> = others.iter().copied().take_while(within).collect();
        if quick.is_empty() {
            others.into_iter().take(1).collect()
        } else {
            quick
        }
    }

    /// Whether a test is one of this package.
    pub(crate) fn is_of(&self, test: usize, package: &str) -> bool {
        let program = self.tests.get(test).map(|test| test.program);
        let program = program.and_then(|program| self.programs.get(program));
        program.is_some_and(|program| program.package == package)
    }

    /// What every test takes and which mutants it reaches: from the last run, where the programs are the same, or by
    /// running each by itself.
    pub(crate) fn of(
        root: &Path,
        programs: Vec<Program>,
        state: &str,
        say: &dyn Fn(&str),
    ) -> Result<Self, String> {
        let sources = Sources::of(root)?;
        let known = root.join(FOLDER).join("reach.txt");
        let before = fs::read_to_string(&known).unwrap_or_default();
        let mut lines = before.lines();
        if lines.next() == Some(state)
            && let Some(runs) = lines.map(recorded).collect::<Option<Vec<_>>>()
        {
            return Ok(Self::put_together(programs, runs, &sources));
        }
        let runs = record(root, &programs, say)?;
        let mut text = format!("{state}\n");
        for (test, passed, reached) in &runs {
            let numbers: Vec<String> = reached.iter().map(u32::to_string).collect();
            text.push_str(&format!(
                "{}\t{}\t{}\t{passed}\t{}\n",
                test.program,
                test.name,
                test.took.as_micros(),
                numbers.join(" ")
            ));
        }
        fs::write(&known, text).map_err(|error| format!("{}: {error}", known.display()))?;
        Ok(Self::put_together(programs, runs, &sources))
    }

    fn put_together(
        programs: Vec<Program>,
        mut runs: Vec<(Test, bool, Vec<u32>)>,
        sources: &Sources,
    ) -> Self {
        let mut suite = Self {
            programs,
            ..Self::default()
        };
        runs.sort_by(|(a, ..), (b, ..)| (a.took, &a.name).cmp(&(b.took, &b.name)));
        for (mut test, passed, reached) in runs {
            if let Some(program) = suite.programs.get(test.program) {
                test.identity = sources.of_test(&program.package, &program.name, &test.name);
            }
            if !passed {
                suite.broken.push(test.name);
                continue;
            }
            for number in reached {
                suite
                    .reached
                    .entry(number)
                    .or_default()
                    .push(suite.tests.len());
            }
            suite.tests.push(test);
        }
        suite
    }

    /// Runs some tests of one program with a mutant switched on.
    pub(crate) fn run(&self, root: &Path, mutant: u32, tests: &[usize]) -> Result<Ended, String> {
        let tests: Vec<&Test> = tests.iter().filter_map(|&t| self.tests.get(t)).collect();
        let Some(first) = tests.first() else {
            return Ok(Ended::Passed);
        };
        let names: Vec<&str> = tests.iter().map(|test| test.name.as_str()).collect();
        let took: Duration = tests.iter().map(|test| test.took).sum();
        let cpu = took * FACTOR + FLOOR;
        let run = Run {
            root,
            program: self.programs.get(first.program).ok_or("no such program")?,
            names: &names,
            set: ("MUTANT", &mutant.to_string()),
        };
        run.ended(&Limits {
            cpu,
            wall: cpu * WALL,
        })
    }
}

/// Runs every test by itself, notes what it takes and which mutants it reaches.
fn record(
    root: &Path,
    programs: &[Program],
    say: &dyn Fn(&str),
) -> Result<Vec<(Test, bool, Vec<u32>)>, String> {
    let reached = root.join(FOLDER).join("reached");
    let mut all = Vec::new();
    for (index, program) in programs.iter().enumerate() {
        for name in names(root, program)? {
            all.push((index, program, name));
        }
    }
    let count = all.len();
    let mut runs = Vec::new();
    for (at, (program, file, name)) in all.into_iter().enumerate() {
        say(&format!("{} of {count} tests recorded", at + 1));
        let _ = fs::remove_file(&reached);
        let limits = Limits {
            cpu: Duration::from_mins(10),
            wall: Duration::from_mins(30),
        };
        let run = Run {
            root,
            program: file,
            names: &[&name],
            set: ("MUTANTS_REACHED", &reached.to_string_lossy()),
        };
        let from = Instant::now();
        let passed = run.ended(&limits)? == Ended::Passed;
        let test = Test {
            program,
            name,
            took: from.elapsed(),
            identity: 0,
        };
        let bytes = fs::read(&reached).unwrap_or_default();
        let numbers = bytes.chunks_exact(4);
        let numbers = numbers.map(|bytes| <[u8; 4]>::try_from(bytes).map_or(0, u32::from_le_bytes));
        runs.push((test, passed, numbers.collect()));
    }
    Ok(runs)
}

fn recorded(line: &str) -> Option<(Test, bool, Vec<u32>)> {
    let mut parts = line.split('\t');
    let test = Test {
        program: parts.next()?.parse().ok()?,
        name: parts.next()?.to_owned(),
        took: Duration::from_micros(parts.next()?.parse().ok()?),
        identity: 0,
    };
    let passed = parts.next()? == "true";
    let numbers = parts.next()?.split_whitespace().map(str::parse);
    Some((test, passed, numbers.collect::<Result<_, _>>().ok()?))
}

fn names(root: &Path, program: &Program) -> Result<Vec<String>, String> {
    let listed = |more: &[&str]| {
        let ran = Command::new(&program.path)
            .args(["--list", "--format", "terse"])
            .args(more)
            .current_dir(home(root, &program.package))
            .output()
            .map_err(|error| format!("{}: {error}", program.path.display()))?;
        let text = String::from_utf8_lossy(&ran.stdout).into_owned();
        let names = text.lines().filter_map(|line| line.strip_suffix(": test"));
        Ok::<Vec<String>, String>(names.map(str::to_owned).collect())
    };
    let ignored = listed(&["--ignored"])?;
    let mut names = listed(&[])?;
    names.retain(|name| !ignored.contains(name));
    Ok(names)
}

/// The package's folder in the copy, where its tests run.
fn home(root: &Path, package: &str) -> PathBuf {
    let judge = JUDGES.iter().find(|judge| judge.package == package);
    root.join(FOLDER)
        .join("copy")
        .join(judge.map_or("", |judge| judge.folder))
}

struct Limits {
    cpu: Duration,
    wall: Duration,
}

/// A program with some of its tests, one after the other.
struct Run<'a> {
    root: &'a Path,
    program: &'a Program,
    names: &'a [&'a str],
    set: (&'a str, &'a str),
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
    fn ended(&self, limits: &Limits) -> Result<Ended, String> {
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
