//! What the audit says: findings for a publishing officer, without the private text itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::harmless::Harmless;
use super::hex;

/// How many findings of one code are told for one file; more would only hide the first.
const TOLD: usize = 20;

/// What helps where a file is none that a site has, or is not as a site has it.
pub(crate) const STRANGE: &str = "do not publish; build the site anew into an empty folder, and add nothing by hand; report what is found then, since a site holds nothing that cannot be looked into";

/// How many digits of a fragment's digest are told.
const DIGITS: usize = 32;

/// The file, the code and the origin of a finding: what is found twice is told once.
type Key = (String, &'static str, Option<(String, u32)>);

/// What the audit found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    known: BTreeSet<Key>,
    /// Apart, since reports are handed around as errors and are to be small.
    pub(crate) memory: Box<Memory>,
    sought: usize,
    /// Digests of waived fragments, and whether each was found.
    waived: BTreeMap<String, bool>,
    canaries: Canaries,
}

/// What was told and looked at before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    told: BTreeMap<(String, &'static str), usize>,
    /// What need not be looked at once more.
    pub(crate) harmless: Harmless,
}

/// Canaries: private entries that are there to be found, were they ever published.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Canaries {
    /// How many are in the source.
    pub planted: u32,
    /// How many of them the audit found to be private, and sought.
    pub seen: u32,
    /// How many of them it found in the output.
    pub published: u32,
}

impl Report {
    /// A report that leaves out the fragments of these digests.
    pub(crate) fn new(sought: usize, waived: &BTreeSet<String>) -> Self {
        Self {
            sought,
            waived: waived.iter().map(|one| (one.clone(), false)).collect(),
            ..Self::default()
        }
    }

    /// Says whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// What was found, by file.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What became of the canaries.
    #[must_use]
    pub fn canaries(&self) -> Canaries {
        self.canaries
    }

    /// Counts canaries: those planted in the source, and those of them that were sought. An audit that does not see what
    /// was put there for it to see has seen nothing.
    pub(crate) fn count_canaries(&mut self, planted: &[&str], seen: u32) {
        let published = |path: &&&str| {
            self.findings
                .iter()
                .any(|finding| finding.origin().is_some_and(|(origin, _)| origin == **path))
        };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        self.canaries = Canaries {
            planted: number(planted.len()),
            seen,
            published: number(planted.iter().filter(published).count()),
        };
        if self.canaries.seen < self.canaries.planted {
            self.push(Finding::new(
                "canary-unseen",
                "the source",
                "has canaries that this audit does not find to be private, so it proves nothing",
                "do not publish; give each canary back its tag, and report this if it has it",
            ));
        }
    }

    /// How many private fragments were sought.
    #[must_use]
    pub fn sought(&self) -> usize {
        self.sought
    }

    /// The digests of waived fragments that were found: others were waived for nothing.
    #[must_use]
    pub fn used(&self) -> BTreeSet<String> {
        let used = self.waived.iter().filter(|(_, used)| **used);
        used.map(|(digest, _)| digest.clone()).collect()
    }

    pub(crate) fn waived(&self) -> BTreeSet<String> {
        self.waived.keys().cloned().collect()
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        if let Some(fragment) = &finding.fragment
            && let Some(used) = self.waived.get_mut(fragment)
        {
            *used = true;
            return;
        }
        let key = (finding.file.clone(), finding.code, finding.origin.clone());
        if !self.known.insert(key) {
            return;
        }
        let told = self
            .memory
            .told
            .entry((finding.file.clone(), finding.code))
            .or_default();
        *told += 1;
        if *told <= TOLD {
            self.findings.push(finding);
        }
    }

    /// Takes over what another pair of eyes found.
    pub(crate) fn take(&mut self, other: Self) {
        for (digest, used) in other.waived {
            *self.waived.entry(digest).or_default() |= used;
        }
        for finding in other.findings {
            self.push(finding);
        }
    }

    pub(crate) fn settle(&mut self) {
        self.findings
            .sort_by(|a, b| (&a.file, a.code, &a.origin).cmp(&(&b.file, b.code, &b.origin)));
    }
}

/// One thing that keeps a site from being published.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    code: &'static str,
    file: String,
    what: String,
    origin: Option<(String, u32)>,
    fragment: Option<String>,
    help: &'static str,
}

impl Finding {
    pub(crate) fn new(
        code: &'static str,
        file: &str,
        what: impl Into<String>,
        help: &'static str,
    ) -> Self {
        Self {
            code,
            file: file.to_owned(),
            what: what.into(),
            origin: None,
            fragment: None,
            help,
        }
    }

    /// Adds the file and line of the source that a fragment comes from; line 0 stands for the file as a whole.
    pub(crate) fn from(mut self, path: &str, line: u32) -> Self {
        self.origin = Some((path.to_owned(), line));
        self
    }

    /// Adds what was found, by its digest: the report never quotes.
    pub(crate) fn of(mut self, fragment: &str) -> Self {
        let digest = hex::digest(fragment.as_bytes());
        self.fragment = digest.get(..DIGITS).map(str::to_owned);
        self
    }

    /// The digest of the fragment that was found, by which it can be waived.
    #[must_use]
    pub fn fragment(&self) -> Option<&str> {
        self.fragment.as_deref()
    }

    /// The kind of finding, in kebab-case.
    #[must_use]
    pub fn code(&self) -> &str {
        self.code
    }

    /// The file of the output.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file and line of the source that the fragment comes from; line 0 stands for the file as a whole.
    #[must_use]
    pub fn origin(&self) -> Option<(&str, u32)> {
        self.origin
            .as_ref()
            .map(|(path, line)| (path.as_str(), *line))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.file, self.code, self.what)?;
        match &self.origin {
            Some((path, 0)) => write!(f, " ({path})")?,
            Some((path, line)) => write!(f, " ({path}:{line})")?,
            None => {}
        }
        if let Some(fragment) = &self.fragment {
            write!(f, " [fragment {fragment}]")?;
        }
        write!(f, "; {}", self.help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(file: &str, line: u32) -> Finding {
        Finding::new("found", file, "holds something", "help").from("a.md", line)
    }

    #[test]
    fn what_is_found_twice_is_told_once_and_not_without_end() {
        let mut report = Report::default();
        for _ in 0..2 {
            for line in 0..30 {
                report.push(finding("a.html", line));
            }
        }
        report.push(finding("b.html", 1));
        let of = |file: &str| {
            report
                .findings()
                .iter()
                .filter(|one| one.file() == file)
                .count()
        };
        assert_eq!((of("a.html"), of("b.html")), (TOLD, 1));
        assert!(!report.is_clean() && Report::default().is_clean());
    }

    #[test]
    fn findings_are_told_by_file() {
        let (mut report, mut other) = (Report::default(), Report::default());
        report.push(finding("b.html", 2));
        other.push(finding("b.html", 1));
        other.push(finding("b.html", 2));
        other.push(finding("a.html", 0));
        report.take(other);
        report.settle();
        let told: Vec<String> = report.findings().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "a.html: found holds something (a.md); help",
                "b.html: found holds something (a.md:1); help",
                "b.html: found holds something (a.md:2); help",
            ]
        );
    }

    #[test]
    fn what_was_waived_is_not_told() {
        let digest = |text: &str| finding("a.html", 1).of(text).fragment().unwrap().to_owned();
        let waived = BTreeSet::from([digest("guard"), digest("gate")]);
        let mut report = Report::new(7, &waived);
        assert_eq!((report.sought(), report.waived()), (7, waived.clone()));
        let mut other = Report::new(0, &waived);
        other.push(finding("a.html", 1).of("guard"));
        report.take(other);
        assert!(report.is_clean());
        assert_eq!(report.used(), BTreeSet::from([digest("guard")]));
        report.take(Report::new(0, &waived));
        assert_eq!(
            report.used(),
            BTreeSet::from([digest("guard")]),
            "once used is used"
        );
        report.push(finding("a.html", 1).of("heron"));
        assert_eq!(report.findings().len(), 1);
        assert_eq!(digest("guard").len(), DIGITS);
    }

    #[test]
    fn canaries_are_counted() {
        for (seen, clean) in [(2, true), (3, true), (1, false)] {
            let mut report = Report::default();
            report.count_canaries(&["a.md", "b.md"], seen);
            let expected = Canaries {
                planted: 2,
                seen,
                published: 0,
            };
            assert_eq!((report.canaries(), report.is_clean()), (expected, clean));
        }
        let mut report = Report::default();
        report.push(finding("a.html", 1));
        report.push(Finding::new("found", "b.html", "holds something", "help"));
        report.count_canaries(&["a.md", "b.md"], 2);
        assert_eq!(report.canaries().published, 1);
    }
}
