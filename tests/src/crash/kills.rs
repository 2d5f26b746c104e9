//! The real command, killed at a random instant of a build.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Files, read, remains, strange};
use crate::Project;

/// What came of the killed builds.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many were killed before they ended.
    pub kills: u64,
    /// How many had ended already, which do not count.
    pub late: u64,
    /// How many files the site has.
    pub files: u64,
    /// After how many the old site was there.
    pub old: u64,
    /// After how many the new one was.
    pub new: u64,
    /// After how many something lay beside the site, for the next run to remove.
    pub left: u64,
    /// After which neither site was there as a whole.
    pub broken: Vec<String>,
    /// What lay about that is not public.
    pub strange: Vec<String>,
    /// What lay about after the last run, which was not killed.
    pub remains: Vec<String>,
}

/// Numbers that look random and are the same in each run of a seed.
#[derive(Clone, Copy, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

/// Kills so many builds of a site of so many entries; `command` is the program, built before.
#[must_use]
pub fn run(command: &Path, entries: u64, kills: u64, seed: u64, told: &dyn Fn(u64)) -> Outcome {
    let project = project(entries);
    let build = |site: &str| {
        let mut build = Command::new(command);
        build
            .args(["build", site, "--output", "public", "--as-of", "2026-11-23"])
            .current_dir(project.folder())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        build
    };
    let public = project.output();
    let whole = |site: &str| -> (Files, Duration) {
        let from = Instant::now();
        assert!(build(site).status().unwrap().success(), "{site} is built");
        (read(&public), from.elapsed())
    };
    let (one, _) = whole("site");
    let (other, mut lasts) = whole("other");
    assert_ne!(one, other, "the sites differ");
    let mut outcome = Outcome {
        files: one.len() as u64,
        ..Outcome::default()
    };
    let mut dice = Dice(seed);
    let mut at_other = true;
    while outcome.kills < kills {
        let (from, to) = if at_other {
            (&other, &one)
        } else {
            (&one, &other)
        };
        let mut child = build(if at_other { "site" } else { "other" })
            .spawn()
            .unwrap();
        let instant = u64::try_from(lasts.as_micros()).unwrap_or(u64::MAX);
        let started = Instant::now();
        std::thread::sleep(Duration::from_micros(dice.below(instant)));
        let _ = child.kill();
        let ended = child.wait().unwrap();
        assert!(
            ended.success() || ended.code().is_none(),
            "a build that was not killed failed"
        );
        if ended.success() {
            outcome.late += 1;
            // Builds take as long as the machine lets them: the next instant is drawn from what one took last.
            lasts = started.elapsed().min(lasts);
            at_other = !at_other;
            continue;
        }
        outcome.kills += 1;
        told(outcome.kills);
        let now = read(&public);
        if now == *from {
            outcome.old += 1;
        } else if now == *to {
            outcome.new += 1;
            at_other = !at_other;
        } else {
            outcome.broken.push(format!("kill {}", outcome.kills));
        }
        let left = remains(project.folder(), &BELONG);
        outcome.left += u64::from(!left.is_empty());
        outcome
            .strange
            .extend(strange(project.folder(), &left, from, to));
        if outcome.kills.is_multiple_of(8) {
            // The machine may be faster or slower by now.
            let (_, now) = whole(if at_other { "other" } else { "site" });
            lasts = now;
        }
    }
    let (last, _) = whole("site");
    if last != one {
        outcome.broken.push("the last run".to_owned());
    }
    outcome.remains = remains(project.folder(), &BELONG);
    outcome
}

const BELONG: [&str; 3] = ["site", "other", "public"];

/// Two sites that share half of their pages, and hide as many entries again as a fifth of them.
fn project(entries: u64) -> Project {
    let mut project = Project::new();
    for number in 0..entries {
        let page = |site: &str, text: &str| {
            let text = format!(
                "---\ntitle: Page {number}\nkind: page\nsensitivity: public\n---\n\nText {number}: {text}\n"
            );
            (format!("{site}pages/p{number}.md"), text)
        };
        let other = if number % 2 == 0 {
            "the same"
        } else {
            "another"
        };
        for (path, text) in [page("", "the same"), page("../other/", other)] {
            project = project.file(&path, text);
        }
        if number % 5 == 0 {
            let text = "---\ntitle: H\nkind: page\nsensitivity: sensitive\n---\n\nHidden walls.\n";
            for site in ["", "../other/"] {
                project = project.file(&format!("{site}hidden/h{number}.md"), text);
            }
        }
    }
    let settings = "title = \"A test\"\nportions = \"mark\"\n";
    project.file("../other/vitrine.toml", settings)
}

/// The command to kill: the one that was named, or that of this build.
#[must_use]
pub fn command(named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| crate::command().to_owned())
}
