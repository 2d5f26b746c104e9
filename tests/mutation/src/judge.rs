//! Tries mutants: the tests that reach one are run with it, likely ones first, until one notices it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::list::Mutant;
use crate::run::Ended;
use crate::suite::Suite;
use crate::verdict::{Book, Found, Verdict};

/// A mutant to be tried.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    pub(crate) mutant: &'a Mutant,
    pub(crate) number: u32,
    pub(crate) code: String,
    /// The tests that judge it, and those that did not notice it before.
    pub(crate) judges: Vec<usize>,
    pub(crate) passed: BTreeSet<u32>,
}

/// When a run ends, and how long a mutant is tried at most, in seconds that its tests take without it.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) until: Option<Instant>,
    pub(crate) budget: Option<Duration>,
}

/// Tests that take longer are not tried first because they noticed a neighbour.
const QUICK: Duration = Duration::from_millis(800);

/// What both workers share.
struct Shared<'a> {
    jobs: std::slice::Iter<'a, Job<'a>>,
    done: usize,
    survived: usize,
    book: &'a mut Book,
    /// Tests that noticed mutants of a function, and of a file, the last one first.
    noticed: BTreeMap<String, Vec<usize>>,
    failure: Option<String>,
}

/// Tries the jobs in their order, on two threads, until the time is over.
pub(crate) fn judge(
    root: &Path,
    suite: &Suite,
    jobs: &[Job<'_>],
    book: &mut Book,
    limits: &Limits,
    say: &(dyn Fn(&str) + Sync),
) -> Result<usize, String> {
    let names: BTreeMap<String, usize> = (0..suite.tests.len())
        .map(|test| (suite.name(test), test))
        .collect();
    let shared = Mutex::new(Shared {
        jobs: jobs.iter(),
        done: 0,
        survived: 0,
        book,
        noticed: BTreeMap::new(),
        failure: None,
    });
    let shared = &shared;
    let names = &names;
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(move || {
                while limits.until.is_none_or(|until| Instant::now() < until) {
                    let (job, first) = {
                        let Ok(mut shared) = shared.lock() else {
                            return;
                        };
                        if shared.failure.is_some() {
                            return;
                        }
                        let Some(job) = shared.jobs.next() else {
                            return;
                        };
                        (job, shared.likely(job, names))
                    };
                    let tried = try_one(root, suite, job, &first, limits.budget);
                    let Ok(mut shared) = shared.lock() else {
                        return;
                    };
                    if let Err(failure) = tried.and_then(|tried| shared.note(suite, job, &tried)) {
                        shared.failure = Some(failure);
                        return;
                    }
                    say(&format!(
                        "{} of {} mutants, {} survived; {}",
                        shared.done,
                        jobs.len(),
                        shared.survived,
                        job.mutant.part()
                    ));
                }
            });
        }
    });
    let Ok(mut shared) = shared.lock() else {
        return Err("a thread died".to_owned());
    };
    match shared.failure.take() {
        Some(failure) => Err(failure),
        None => Ok(shared.done),
    }
}

impl Shared<'_> {
    /// The tests that are the likeliest to notice a mutant: the one that did before, then those that noticed its neighbours.
    fn likely(&self, job: &Job<'_>, names: &BTreeMap<String, usize>) -> Vec<usize> {
        let before = self.book.found.get(&job.mutant.key());
        let mut tests: Vec<usize> = before
            .and_then(|found| names.get(&found.by))
            .copied()
            .into_iter()
            .collect();
        for place in places(job.mutant) {
            for &test in self.noticed.get(&place).into_iter().flatten() {
                if !tests.contains(&test) {
                    tests.push(test);
                }
            }
        }
        tests
    }

    fn note(&mut self, suite: &Suite, job: &Job<'_>, tried: &Tried) -> Result<(), String> {
        self.done += 1;
        if tried.verdict == Verdict::Survived && tried.ran == tried.reach {
            self.survived += 1;
        }
        // Slow ones are left to their turn.
        let quick = |&test: &usize| suite.tests.get(test).is_some_and(|test| test.took < QUICK);
        if let Some(test) = tried.by.filter(quick) {
            for (place, keep) in places(job.mutant).into_iter().zip([4, 3]) {
                let tests = self.noticed.entry(place).or_default();
                tests.retain(|&other| other != test);
                tests.insert(0, test);
                tests.truncate(keep);
            }
        }
        let found = Found {
            verdict: tried.verdict,
            by: tried.by.map(|test| suite.name(test)).unwrap_or_default(),
            reach: tried.reach,
            ran: tried.ran,
            code: job.code.clone(),
            passed: tried.passed.clone(),
        };
        self.book.put(job.mutant.key(), found)
    }
}

fn places(mutant: &Mutant) -> [String; 2] {
    [
        format!("{}: {}", mutant.file, mutant.function),
        mutant.file.clone(),
    ]
}

struct Tried {
    verdict: Verdict,
    by: Option<usize>,
    reach: usize,
    ran: usize,
    passed: BTreeSet<u32>,
}

fn try_one(
    root: &Path,
    suite: &Suite,
    job: &Job<'_>,
    likely: &[usize],
    budget: Option<Duration>,
) -> Result<Tried, String> {
    let identity = |test: &usize| suite.tests.get(*test).map(|test| test.identity);
    let did = |passed: &BTreeSet<u32>| {
        let did = |test: &&usize| identity(test).is_some_and(|test| passed.contains(&test));
        job.judges.iter().filter(did).count()
    };
    let new = |test: &&usize| identity(test).is_none_or(|test| !job.passed.contains(&test));
    let judges: Vec<usize> = job.judges.iter().filter(new).copied().collect();
    let mut tried = Tried {
        verdict: Verdict::Survived,
        by: None,
        reach: job.judges.len(),
        ran: did(&job.passed),
        passed: job.passed.clone(),
    };
    let mut spent = Duration::ZERO;
    let mut first = true;
    for batch in batches(suite, &judges, likely) {
        let took = |&test: &usize| suite.tests.get(test).map(|test| test.took);
        spent += batch.iter().filter_map(took).sum::<Duration>();
        if !std::mem::take(&mut first) && budget.is_some_and(|budget| spent > budget) {
            break;
        }
        match suite.run(root, job.number, &batch)? {
            Ended::Passed => {
                tried.passed.extend(batch.iter().filter_map(identity));
                tried.ran = did(&tried.passed);
                continue;
            }
            Ended::Failed(name) => {
                let named = |test: &&usize| {
                    let test = suite.tests.get(**test);
                    test.is_some_and(|test| Some(&test.name) == name.as_ref())
                };
                tried.verdict = Verdict::Caught;
                tried.by = batch.iter().find(named).or(batch.first()).copied();
            }
            Ended::TooLong => {
                tried.verdict = Verdict::Timeout;
                tried.by = batch.first().copied();
            }
        }
        break;
    }
    Ok(tried)
}

/// Likely tests one by one, then all others quickest first, more and more of them at once; each batch is of one program.
fn batches(suite: &Suite, reaching: &[usize], likely: &[usize]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = likely
        .iter()
        .filter(|test| reaching.contains(test))
        .map(|&test| vec![test])
        .collect();
    let rest = reaching
        .iter()
        .copied()
        .filter(|test| !likely.contains(test));
    let mut size = Duration::from_millis(10);
    let mut taken = Duration::ZERO;
    let mut chunk = BTreeMap::<usize, Vec<usize>>::new();
    for index in rest {
        let Some(test) = suite.tests.get(index) else {
            continue;
        };
        chunk.entry(test.program).or_default().push(index);
        taken += test.took;
        if taken >= size {
            batches.extend(std::mem::take(&mut chunk).into_values());
            taken = Duration::ZERO;
            size = (size * 2).min(Duration::from_secs(4));
        }
    }
    batches.extend(chunk.into_values());
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::Test;

    #[test]
    fn likely_tests_are_run_alone_and_no_test_twice() {
        let test = |program, ms| Test {
            program,
            name: format!("t{program}{ms}"),
            took: Duration::from_millis(ms),
            identity: 0,
        };
        let suite = Suite {
            tests: (0..40).map(|n| test(n % 3, n as u64)).collect(),
            ..Suite::default()
        };
        let reaching: Vec<usize> = (0..30).collect();
        let batches = batches(&suite, &reaching, &[7, 35]);
        assert_eq!(batches[0], [7]);
        let mut all: Vec<usize> = batches.concat();
        all.sort_unstable();
        assert_eq!(all, reaching);
        for batch in &batches {
            assert!(batch.iter().all(|t| t % 3 == batch[0] % 3), "{batch:?}");
        }
        assert!(batches.len() < 20, "{}", batches.len());
    }
}
