//! A site of many entries, the same for the same seed.

use std::io;
use std::path::Path;

use crate::random::Random;
use crate::text::Vocabulary;
use crate::write;

/// How many words the text of an entry has.
const LENGTH: u64 = 330;
const LEVELS: &[&str] = &["partners", "restricted", "sensitive"];
const REASONS: &[&str] = &[
    "physical-protection",
    "security-specific",
    "personnel",
    "investigation",
];
const STATES: &[&str] = &["NL", "FR", "FI", "JP", "CA", "HU", "SE", "AU", "GB", "NO"];
const TOPICS: &[&str] = &[
    "legal-framework",
    "licensing-inspection",
    "physical-protection",
    "accounting-control",
    "insider",
    "security-culture",
    "transport",
    "radioactive-sources",
    "computer-security",
    "training",
];
const CATEGORIES: &[&str] = &["trafficking", "intrusion", "loss", "cyber"];

/// What is known of an entry before its text is written.
#[derive(Clone, Copy, Debug)]
struct Plan {
    kind: &'static str,
    folder: &'static str,
    level: &'static str,
    record: bool,
    portions: bool,
}

impl Plan {
    fn draw(random: &mut Random) -> Self {
        let (kind, folder) = match random.below(100) {
            0..40 => ("document", "documents"),
            40..55 => ("practice", "practices"),
            55..70 => ("term", "terms"),
            70..80 => ("page", "pages"),
            80..85 => ("state", "states"),
            _ => ("event", "events"),
        };
        // 15 in 100 are not public, 2 of them with a record; 10 have portions.
        let drawn = random.below(100);
        let level = random.pick(LEVELS).unwrap_or("sensitive");
        Self {
            kind,
            folder,
            level: if drawn < 15 { level } else { "public" },
            record: drawn < 2,
            portions: (15..25).contains(&drawn),
        }
    }

    fn is_public(&self) -> bool {
        self.level == "public"
    }

    fn path(&self, number: usize) -> String {
        format!(
            "{}/{:02}/{}-{number}.md",
            self.folder,
            number % 50,
            self.kind
        )
    }
}

/// Writes a site of so many entries.
///
/// # Errors
///
/// What the file system says.
pub fn write_site(folder: &Path, entries: usize, seed: u64) -> io::Result<()> {
    let mut random = Random::new(seed);
    let vocabulary = Vocabulary::new(&mut random);
    let plans: Vec<Plan> = (0..entries).map(|_| Plan::draw(&mut random)).collect();
    write(
        &folder.join("vitrine.toml"),
        b"title = \"A site of many entries\"\nlanguages = [\"en\"]\n",
    )?;
    for (number, plan) in plans.iter().enumerate() {
        let mut writer = Writer {
            random: &mut random,
            vocabulary: &vocabulary,
            plans: &plans,
        };
        let text = writer.entry(number, *plan);
        write(&folder.join(plan.path(number)), text.as_bytes())?;
    }
    Ok(())
}

struct Writer<'a> {
    random: &'a mut Random,
    vocabulary: &'a Vocabulary,
    plans: &'a [Plan],
}

impl Writer<'_> {
    fn entry(&mut self, number: usize, plan: Plan) -> String {
        format!(
            "---\n{}---\n\n{}",
            self.front_matter(number, plan),
            self.body(plan)
        )
    }

    fn day(&mut self) -> String {
        format!(
            "{}-{:02}-{:02}",
            2005 + self.random.below(21),
            1 + self.random.below(12),
            1 + self.random.below(28)
        )
    }

    fn phrase(&mut self, count: u64, private: bool) -> String {
        self.vocabulary.phrase(self.random, count, private)
    }

    fn one(&mut self, all: &[&'static str]) -> &'static str {
        self.random.pick(all).unwrap_or_default()
    }

    fn front_matter(&mut self, number: usize, plan: Plan) -> String {
        let private = !plan.is_public();
        let kind = plan.kind;
        let mut out = format!(
            "title: {}\nid: {kind}-{number}\nslug: {kind}-{number}\nkind: {kind}\nsensitivity: {}\n",
            self.phrase(5, private),
            plan.level
        );
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        let day = self.day();
        let state = self.one(STATES);
        let assessed = "assessment:\n  by: First Officer\n  approved_by: Second Officer\n  on: 2026-07-01\n  basis: Read and agreed";
        if kind != "term" {
            let (first, second) = TOPICS.split_at(5);
            line(&format!(
                "topics: [{}, {}]",
                self.one(first),
                self.one(second)
            ));
            line(&format!("summary: {}.", self.phrase(14, private)));
        }
        match kind {
            "document" => {
                line(&format!(
                    "type: national-regulation\nstate: {state}\ndate: {day}\nissuer: {}",
                    self.phrase(3, private)
                ));
            }
            "practice" => {
                line(&format!(
                    "problem: {}.\nmeasure: {}.\nmaturity: proposed\norigin:\n  kind: institution\n  consent: anonymous",
                    self.phrase(15, private),
                    self.phrase(20, private)
                ));
            }
            "event" => {
                line(&format!(
                    "type: incident-report\nform: summary\nstate: {state}\ndate: {day}\ncategory: {}\nreported_on: {day}\ninvestigation_open: false",
                    self.one(CATEGORIES)
                ));
            }
            "state" => line(&format!("state: {state}\nupdated: {day}")),
            _ => {}
        }
        if plan.record {
            line(&format!(
                "public_record:\n  slug: record-{number}\n  title: {}\n  date: {day}\n  reason: {}",
                self.phrase(5, false),
                self.one(REASONS)
            ));
        }
        if kind == "event" || plan.record {
            line(assessed);
        }
        out
    }

    fn body(&mut self, plan: Plan) -> String {
        let private = !plan.is_public();
        let mut out = String::new();
        let mut left = LENGTH;
        let mut part: u64 = 0;
        while left > 0 {
            let length = (40 + self.random.below(30)).min(left);
            left -= length;
            if part > 0 && part.is_multiple_of(2) {
                out.push_str(&format!("## {}\n\n", self.phrase(3, private)));
            }
            if part == 3 {
                for _ in 0..length / 10 {
                    out.push_str(&format!("- {}\n", self.phrase(10, private)));
                }
                out.push('\n');
            } else if part == 4 && self.random.percent(15) {
                out.push_str(&self.table(length / 9, private));
            } else {
                out.push_str(&self.vocabulary.sentences(self.random, length, private));
                out.push_str(&self.link());
                if plan.portions && part == 0 {
                    let words = self.vocabulary.words(self.random, 5, true);
                    out.push_str(&format!(
                        " The office :restricted[{words}]{{reason=\"personnel\" mark}} reads it."
                    ));
                }
                out.push_str("\n\n");
            }
            if plan.portions && part == 1 {
                let text = self.vocabulary.sentences(self.random, 30, true);
                out.push_str(&format!(
                    ":::sensitive{{reason=\"physical-protection\" mark}}\n{text}\n:::\n\n"
                ));
            }
            part += 1;
        }
        out
    }

    /// A sentence with a link to a public entry, if the one that was drawn is.
    fn link(&mut self) -> String {
        let to = usize::try_from(self.random.below(self.plans.len() as u64)).unwrap_or_default();
        match self.plans.get(to) {
            Some(plan) if plan.is_public() => format!(" See [the entry](/{}).", plan.path(to)),
            _ => String::new(),
        }
    }

    fn table(&mut self, rows: u64, private: bool) -> String {
        let mut out = String::from("| One | Two | Three |\n| --- | --- | --- |\n");
        for _ in 0..rows {
            let cells: Vec<String> = (0..3).map(|_| self.phrase(3, private)).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        out.push('\n');
        out
    }
}
