//! What the verdicts come to, part by part, and which survivors nobody explained.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::copy::{self, FOLDER, Left};
use crate::explained::{self, Reason};
use crate::list::{CRATES, LAST, Mutant, ORDER};
use crate::suite::Suite;
use crate::text::Lines;
use crate::verdict::{self, Book, Found, Verdict};

/// The parts in the order in which they are tried.
pub(crate) fn order(mutants: &[Mutant]) -> Vec<String> {
    let mut others: Vec<String> = mutants.iter().map(Mutant::part).collect();
    others.sort();
    others.dedup();
    others.retain(|part| !ORDER.contains(&part.as_str()) && !LAST.contains(&part.as_str()));
    let known = |parts: &[&str]| {
        parts
            .iter()
            .map(|&part| part.to_owned())
            .collect::<Vec<_>>()
    };
    [known(&ORDER), others, known(&LAST)].concat()
}

/// The code of each file as it is, and the tests.
#[derive(Debug)]
pub(crate) struct Now<'a> {
    code: BTreeMap<String, String>,
    suite: &'a Suite,
    numbers: &'a BTreeMap<usize, u32>,
}

/// What a verdict is worth now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Worth {
    /// There is none, or its file was changed.
    Nothing,
    /// It survived some tests, and others judge it too.
    Open,
    Holds,
}

impl<'a> Now<'a> {
    /// `numbers` are those of the mutants, by their index.
    pub(crate) fn of(
        root: &Path,
        suite: &'a Suite,
        numbers: &'a BTreeMap<usize, u32>,
    ) -> Result<Self, String> {
        let mut code = BTreeMap::new();
        for (_, folder) in CRATES {
            for (path, digest) in verdict::digests(&root.join(folder).join("src"))? {
                let name = path.strip_prefix(root).unwrap_or(&path);
                code.insert(name.to_string_lossy().into_owned(), digest);
            }
        }
        Ok(Self {
            code,
            suite,
            numbers,
        })
    }

    /// The digest of the code of a mutant's file.
    pub(crate) fn code(&self, mutant: &Mutant) -> &str {
        self.code.get(&mutant.file).map_or("", String::as_str)
    }

    /// The tests that judge a mutant.
    pub(crate) fn judges(&self, index: usize, mutant: &Mutant) -> Vec<usize> {
        let number = self.numbers.get(&index);
        number.map_or_else(Vec::new, |&number| {
            self.suite.judges(&mutant.package, number)
        })
    }

    /// Whether a verdict still holds. What was caught is caught while the code of its file is the same, since tests are not
    /// taken away unseen; what survived did so while every test that judges it now did so before, as it is now.
    pub(crate) fn worth(&self, index: usize, mutant: &Mutant, found: Option<&Found>) -> Worth {
        let Some(found) = found.filter(|found| found.code == self.code(mutant)) else {
            return Worth::Nothing;
        };
        if found.verdict != Verdict::Survived {
            return Worth::Holds;
        }
        let judges = self.judges(index, mutant);
        let passed = |&test: &usize| {
            let test = self.suite.tests.get(test);
            test.is_none_or(|test| found.passed.contains(&test.identity))
        };
        if judges.iter().all(passed) {
            Worth::Holds
        } else if found.passed.is_empty() {
            Worth::Nothing
        } else {
            Worth::Open
        }
    }
}

/// Every file that has mutants.
struct Texts(BTreeMap<String, String>);

impl Texts {
    fn of(root: &Path, mutants: &[Mutant]) -> Result<Self, String> {
        let mut texts = BTreeMap::new();
        for mutant in mutants {
            if !texts.contains_key(&mutant.file) {
                texts.insert(mutant.file.clone(), copy::read(&root.join(&mutant.file))?);
            }
        }
        Ok(Self(texts))
    }

    fn lines(&self) -> BTreeMap<&str, Lines<'_>> {
        let texts = self.0.iter();
        texts
            .map(|(file, text)| (file.as_str(), Lines::of(text)))
            .collect()
    }
}

/// Which reason means a mutant.
fn reason_of(
    reasons: &[Reason],
    mutant: &Mutant,
    lines: &BTreeMap<&str, Lines<'_>>,
) -> Option<usize> {
    let lines = lines.get(mutant.file.as_str())?;
    reasons
        .iter()
        .position(|reason| reason.means(mutant, lines))
}

#[derive(Debug, Default)]
struct Tally {
    of: u64,
    unviable: u64,
    untried: u64,
    pending: u64,
    /// Survived the quickest tests; the others were not run yet.
    open: u64,
    caught: u64,
    timeout: u64,
    survived: u64,
    explained: u64,
}

impl Tally {
    fn tried(&self) -> u64 {
        self.caught + self.timeout + self.survived
    }

    fn json(&self) -> Value {
        json!({
            "of": self.of, "unviable": self.unviable, "untried": self.untried + self.pending, "tried": self.tried(),
            "open": self.open, "caught": self.caught, "timeout": self.timeout, "survived": self.survived, "explained": self.explained,
        })
    }

    fn add(&mut self, other: &Self) {
        self.of += other.of;
        self.unviable += other.unviable;
        self.untried += other.untried;
        self.pending += other.pending;
        self.open += other.open;
        self.caught += other.caught;
        self.timeout += other.timeout;
        self.survived += other.survived;
        self.explained += other.explained;
    }
}

/// Prints the count by part, writes it for `proof mutants`, and says which explanations explain nothing.
pub(crate) fn write(
    root: &Path,
    mutants: &[Mutant],
    left: &BTreeMap<usize, Left>,
    book: &Book,
    now: &Now<'_>,
) -> Result<(), String> {
    let reasons = explained::read(root)?;
    let texts = Texts::of(root, mutants)?;
    let lines = texts.lines();
    let mut used = vec![(0_u64, 0_u64); reasons.len()];
    let mut parts = BTreeMap::<String, Tally>::new();
    for (index, mutant) in mutants.iter().enumerate() {
        let tally = parts.entry(mutant.part()).or_default();
        tally.of += 1;
        let found = book.found.get(&mutant.key());
        let reason = reason_of(&reasons, mutant, &lines);
        match (left.get(&index), found) {
            (Some(Left::Unviable), _) => tally.unviable += 1,
            (Some(Left::Untried), _) => tally.untried += 1,
            (None, Some(found)) if now.worth(index, mutant, Some(found)) == Worth::Holds => {
                match found.verdict {
                    Verdict::Caught => tally.caught += 1,
                    Verdict::Timeout => tally.timeout += 1,
                    Verdict::Survived => tally.survived += 1,
                }
                let survived = found.verdict == Verdict::Survived;
                if let Some(used) = reason.and_then(|reason| used.get_mut(reason)) {
                    if survived {
                        tally.explained += 1;
                        used.0 += 1;
                    } else {
                        used.1 += 1;
                    }
                }
            }
            _ => {
                if now.worth(index, mutant, found) == Worth::Open {
                    tally.open += 1;
                } else {
                    tally.pending += 1;
                }
                // Nobody knows yet whether it is caught: no reason is stale for it.
                if let Some(used) = reason.and_then(|reason| used.get_mut(reason)) {
                    used.0 += 1;
                }
            }
        }
    }
    let mut all = Tally::default();
    println!(
        "part            all  unviable  not tried   open  tried  caught  timeout  survived  explained"
    );
    for part in order(mutants) {
        if let Some(tally) = parts.get(&part) {
            all.add(tally);
            print_row(&part, tally);
        }
    }
    print_row("all", &all);
    for (reason, (survived, caught)) in reasons.iter().zip(used) {
        let place = reason
            .line
            .as_ref()
            .map_or(String::new(), |line| format!(" ({line})"));
        if survived == 0 && caught > 0 {
            println!(
                "explained, and caught: {}: {}{place}",
                reason.file, reason.mutant
            );
        } else if survived == 0 {
            println!(
                "explained, and not there: {}: {}{place}",
                reason.file, reason.mutant
            );
        }
    }
    let by_part: serde_json::Map<String, Value> = parts
        .iter()
        .filter(|(_, tally)| tally.tried() > 0)
        .map(|(part, tally)| (part.clone(), tally.json()))
        .collect();
    let summary = json!({ "all": all.json(), "parts": by_part });
    let path = root.join(FOLDER).join("summary.json");
    std::fs::write(&path, format!("{summary:#}\n"))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn print_row(name: &str, tally: &Tally) {
    println!(
        "{name:<12} {:>6} {:>9} {:>10} {:>6} {:>6} {:>7} {:>8} {:>9} {:>10}",
        tally.of,
        tally.unviable,
        tally.untried + tally.pending,
        tally.open,
        tally.tried(),
        tally.caught,
        tally.timeout,
        tally.survived,
        tally.explained
    );
}

/// Prints survivors that nobody explained.
pub(crate) fn print_survivors(root: &Path, part: Option<&str>) -> Result<(), String> {
    let mutants = crate::list::list(root)?;
    let book = Book::open(root.join(FOLDER).join("verdicts.jsonl"));
    let reasons = explained::read(root)?;
    let texts = Texts::of(root, &mutants)?;
    let lines = texts.lines();
    for mutant in &mutants {
        let Some(found) = book.found.get(&mutant.key()) else {
            continue;
        };
        if found.verdict == Verdict::Survived
            && found.ran == found.reach
            && part.is_none_or(|part| mutant.part() == part)
            && reason_of(&reasons, mutant, &lines).is_none()
        {
            let line = lines
                .get(mutant.file.as_str())
                .map_or("", |lines| lines.line(mutant.start.0));
            println!("{}\n    reached by {}: {line}", mutant.name, found.reach);
        }
    }
    Ok(())
}

/// Prints mutants of all genres, evenly drawn from those that were tried, survivors as often as others.
pub(crate) fn print_sample(root: &Path, number: usize) -> Result<(), String> {
    let mutants = crate::list::list(root)?;
    let book = Book::open(root.join(FOLDER).join("verdicts.jsonl"));
    let mut kinds = BTreeMap::<(String, bool), Vec<(&Mutant, &Found)>>::new();
    for mutant in &mutants {
        if let Some(found) = book.found.get(&mutant.key()) {
            let survived = found.verdict == Verdict::Survived;
            kinds
                .entry((mutant.genre.clone(), survived))
                .or_default()
                .push((mutant, found));
        }
    }
    let each = number.div_ceil(kinds.len().max(1));
    for of_kind in kinds.values() {
        let step = of_kind.len().div_ceil(each).max(1);
        for (mutant, found) in of_kind.iter().step_by(step) {
            println!("{:?}\t{}", found.verdict, mutant.name);
        }
    }
    Ok(())
}
