//! The tests of the built copy: what they are, which mutants each reaches, and whether they notice one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::compile::Program;
use crate::copy::{Built, FOLDER};
use crate::list::JUDGES;
use crate::run::{Ended, Limits, Run, home};
use crate::source::Sources;
use crate::verdict;

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

/// How long tests of other crates are asked of a mutant that no test of its own reaches, in time that they take without it.
const OTHERS: Duration = Duration::from_secs(6);

/// A test that takes longer judges only what no quicker one reaches: there are hundreds of survivors.
const SLOW: Duration = Duration::from_secs(4);

/// How many times longer a test may take, in time of the processor, and how much more.
const FACTOR: u32 = 8;
const FLOOR: Duration = Duration::from_millis(500);
/// Whatever the machine does beside it: a test that waits for nothing must end too.
const WALL: u32 = 60;

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
            let is_quick = |&&test: &&usize| self.tests.get(test).is_some_and(|t| t.took < SLOW);
            let quick: Vec<usize> = own.iter().filter(is_quick).copied().collect();
            return if quick.is_empty() { own } else { quick };
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

    /// What every test takes and which mutants it reaches: from the last run, for tests that are as they were then and run
    /// the same code, or by running each by itself.
    pub(crate) fn of(
        root: &Path,
        programs: Vec<Program>,
        built: &Built,
        say: &(dyn Fn(&str) + Sync),
    ) -> Result<Self, String> {
        let sources = Sources::of(root)?;
        let known = root.join(FOLDER).join("reach.txt");
        let before = fs::read_to_string(&known).unwrap_or_default();
        let code = code(root, &built.numbers)?;
        let mut lines = before.lines();
        let same = lines.next() == Some(&built.state);
        let same_code = lines.next() == Some(&code);
        let mut runs = Vec::new();
        if same || same_code {
            runs.extend(lines.filter_map(|line| recorded(line, &programs)));
        }
        for (test, ..) in &mut runs {
            let now = identity(&sources, &programs, test);
            // Of the same programs every test is the same.
            if same {
                test.identity = now;
            }
        }
        runs.retain(|(test, ..)| test.identity == identity(&sources, &programs, test));
        let there: BTreeSet<(usize, String)> = runs
            .iter()
            .map(|(test, ..)| (test.program, test.name.clone()))
            .collect();
        let mut all = BTreeSet::new();
        for (index, program) in programs.iter().enumerate() {
            let names = names(root, program)?;
            all.extend(names.into_iter().map(|name| (index, name)));
        }
        runs.retain(|(test, ..)| all.contains(&(test.program, test.name.clone())));
        let new = all.difference(&there).cloned().collect();
        runs.extend(record(root, &programs, new, say)?);
        let mut text = format!("{}\n{code}\n", built.state);
        for (test, passed, reached) in &mut runs {
            test.identity = identity(&sources, &programs, test);
            let Some(program) = programs.get(test.program) else {
                continue;
            };
            let numbers: Vec<String> = reached.iter().map(u32::to_string).collect();
            text.push_str(&format!(
                "{}\t{}\t{}\t{}\t{passed}\t{:08x}\t{}\n",
                program.package,
                program.name,
                test.name,
                test.took.as_micros(),
                test.identity,
                numbers.join(" ")
            ));
        }
        fs::write(&known, text).map_err(|error| format!("{}: {error}", known.display()))?;
        Ok(Self::put_together(programs, runs))
    }

    fn put_together(programs: Vec<Program>, mut runs: Vec<(Test, bool, Vec<u32>)>) -> Self {
        let mut suite = Self {
            programs,
            ..Self::default()
        };
        runs.sort_by(|(a, ..), (b, ..)| (a.took, &a.name).cmp(&(b.took, &b.name)));
        for (test, passed, reached) in runs {
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

/// A digest of the code that tests run, and of the numbers of its mutants.
fn code(root: &Path, numbers: &BTreeMap<usize, u32>) -> Result<String, String> {
    let mut all = format!("{numbers:?}");
    for judge in &JUDGES {
        for (path, of_file) in verdict::digests(&root.join(judge.folder).join("src"))? {
            all.push_str(&format!("{} {of_file}\n", path.display()));
        }
    }
    Ok(verdict::digest(all.as_bytes()))
}

fn identity(sources: &Sources, programs: &[Program], test: &Test) -> u32 {
    let program = programs.get(test.program);
    program.map_or(0, |program| {
        sources.of_test(&program.package, &program.name, &test.name)
    })
}

/// Runs each test by itself, two at a time, notes what it takes and which mutants it reaches.
fn record(
    root: &Path,
    programs: &[Program],
    all: Vec<(usize, String)>,
    say: &(dyn Fn(&str) + Sync),
) -> Result<Vec<(Test, bool, Vec<u32>)>, String> {
    let count = all.len();
    let rest = Mutex::new((0, all.into_iter()));
    let runs = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let (rest, runs) = (&rest, &runs);
            scope.spawn(move || {
                loop {
                    let next = rest.lock().ok().and_then(|mut rest| {
                        rest.0 += 1;
                        say(&format!("{} of {count} tests recorded", rest.0));
                        rest.1.next()
                    });
                    let Some((index, name)) = next else {
                        return;
                    };
                    let Some(program) = programs.get(index) else {
                        continue;
                    };
                    let run = record_one(root, (index, program), &name, worker);
                    if let Ok(mut runs) = runs.lock() {
                        runs.push(run);
                    }
                }
            });
        }
    });
    let runs = runs.into_inner().map_err(|_| "a thread died".to_owned())?;
    runs.into_iter().collect()
}

fn record_one(
    root: &Path,
    (index, program): (usize, &Program),
    name: &str,
    worker: usize,
) -> Result<(Test, bool, Vec<u32>), String> {
    let reached = root.join(FOLDER).join(format!("reached-{worker}"));
    let _ = fs::remove_file(&reached);
    let limits = Limits {
        cpu: Duration::from_mins(10),
        wall: Duration::from_mins(30),
    };
    let run = Run {
        root,
        program,
        names: &[name],
        set: ("MUTANTS_REACHED", &reached.to_string_lossy()),
    };
    let from = Instant::now();
    let passed = run.ended(&limits)? == Ended::Passed;
    let test = Test {
        program: index,
        name: name.to_owned(),
        took: from.elapsed(),
        identity: 0,
    };
    // The process of a test and those that it starts each write what they reach.
    let bytes = fs::read(&reached).unwrap_or_default();
    let numbers = bytes.chunks_exact(4);
    let numbers = numbers.map(|bytes| <[u8; 4]>::try_from(bytes).map_or(0, u32::from_le_bytes));
    let numbers: BTreeSet<u32> = numbers.collect();
    Ok((test, passed, numbers.into_iter().collect()))
}

fn recorded(line: &str, programs: &[Program]) -> Option<(Test, bool, Vec<u32>)> {
    let mut parts = line.split('\t');
    let (package, name) = (parts.next()?, parts.next()?);
    let program = programs
        .iter()
        .position(|program| program.package == package && program.name == name)?;
    let mut test = Test {
        program,
        name: parts.next()?.to_owned(),
        took: Duration::from_micros(parts.next()?.parse().ok()?),
        identity: 0,
    };
    let passed = parts.next()? == "true";
    test.identity = u32::from_str_radix(parts.next()?, 16).ok()?;
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
