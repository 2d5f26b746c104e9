//! The information matrix as policy: levels, reasons, and the rule that governs each type of information.
//!
//! The matrix of the policy dialogue brief is built in; a site's `policy.toml` adds to it or overrides it. Where the brief
//! is at odds with itself, this is what we decided:
//!
//! * *Personnel* (row 18) is not sensitive, yet personal data stay confidential: an appointment to a public post may be
//!   published as such; rosters, vetting and contacts may not.
//! * *Incident reports* (row 8): the brief's sentence on follow-ups breaks off. They are `follow-up` and
//!   `nonsensitive-part`, and nothing is read into the gap.
//! * *Emergency announcements* (row 9) and rows 4 and 20 ("mostly not sensitive") are assessed in each case: fail closed.
//! * *Inventories* (row 13): the public is a recipient of the two summaries alone, as the channel cell says.
//! * *Historical records* (row 15) and *safeguards reports* (row 14): the public is no recipient, so only an exception publishes.
//! * A type that is not sensitive does not make a text safe: its entries need a public tag all the same.

mod assess;
mod gates;
mod matrix;
mod mosaic;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Admonition;
use crate::dialect::near_miss::is_near;
use crate::entry::front_matter::{RawData, RawMap, read_toml};
use crate::entry::suggestion;
use crate::public::RuleFacts;
use crate::source::SourceTree;
use crate::vocabulary::REASONS;

pub(crate) use assess::{
    Assessment, Case, Exception, Lifted, Refusal, Shows, Verdict, judge, same_person,
};
pub(crate) use gates::{LIFTED, explain, is_of_a_gate};
pub use mosaic::{Fact, PastFact};

/// The name of a site's own policy.
const FILE: &str = "policy.toml";

/// The levels that are built in, lowest first.
const LEVELS: &[&str] = &["public", "partners", "restricted", "sensitive"];

/// The policy of a site.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    levels: Vec<String>,
    rules: Vec<RuleFacts>,
    reasons: Vec<String>,
    own_reasons: Vec<(String, String)>,
    built_in: bool,
}

impl Policy {
    /// The built-in policy, with what the site's own adds and overrides.
    pub(crate) fn read(source: &SourceTree, diagnostics: &mut Diagnostics) -> Option<Self> {
        let built_in = matrix::built_in();
        let reasons: Vec<String> = REASONS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut policy = Self {
            levels: LEVELS.iter().map(|level| (*level).to_owned()).collect(),
            rules: built_in.clone(),
            reasons,
            own_reasons: Vec::new(),
            built_in: true,
        };
        let Some(bytes) = source.bytes(FILE) else {
            if source.contains(FILE) {
                // It may ask for more than the built-in policy does.
                diagnostics.push(
                    Diagnostic::error("file-unread", FILE, 0..0, "this policy was not read")
                        .help("see that the file can be opened, and is no link"),
                );
                return None;
            }
            return Some(policy);
        };
        let before = diagnostics.errors();
        let map = read_toml(FILE, bytes, diagnostics)?;
        policy.built_in = false;
        policy.overlay(&map, diagnostics);
        warn_of_lowering(&built_in, &policy.rules, &map, diagnostics);
        (diagnostics.errors() == before).then_some(policy)
    }

    /// All levels, lowest first; the first is `public`.
    pub(crate) fn levels(&self) -> &[String] {
        &self.levels
    }

    /// The names of all reasons for withholding.
    pub(crate) fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// The reasons that the site adds, with the words that the public reads.
    pub(crate) fn own_reasons(&self) -> &[(String, String)] {
        &self.own_reasons
    }

    /// The rule that a `type` names.
    pub(crate) fn rule(&self, name: &str) -> Option<&RuleFacts> {
        self.rules.iter().find(|rule| rule.name() == name)
    }

    /// Says whether the matrix has a row.
    pub(crate) fn has_row(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule.row == name)
    }

    /// All rules, in the order of the matrix.
    pub(crate) fn facts(&self) -> Vec<RuleFacts> {
        self.rules.clone()
    }

    /// Says whether the site has no policy of its own.
    pub(crate) fn is_built_in(&self) -> bool {
        self.built_in
    }

    fn overlay(&mut self, map: &RawMap, diagnostics: &mut Diagnostics) {
        let mut error = |code, span: &Range<usize>, message: &str, help: &str| {
            diagnostics.push(Diagnostic::error(code, FILE, span.clone(), message).help(help));
        };
        for (name, span, value) in &map.0 {
            match (name.as_str(), &value.data) {
                ("levels", RawData::List(items)) => {
                    let words: Vec<String> = items
                        .iter()
                        .filter_map(|item| word(&item.data))
                        .map(str::to_owned)
                        .collect();
                    let sound = words.len() == items.len()
                        && words.len() >= 2
                        && words.first().is_some_and(|first| first == "public")
                        && words.iter().all(|level| is_level(level))
                        && words.iter().enumerate().all(|(at, level)| {
                            !is_near(level, words.get(..at).unwrap_or_default())
                        });
                    if sound {
                        self.levels = words;
                    } else {
                        error(
                            "policy-levels",
                            &value.span,
                            "these are not the levels of a policy",
                            "list names of lower-case letters, lowest first; the first is \"public\", no two differ by a slip of the keyboard, and none is that of an admonition",
                        );
                    }
                }
                ("reasons", RawData::Map(table)) => {
                    for (reason, span, words) in &table.0 {
                        match word(&words.data) {
                            Some(words)
                                if crate::slug::is_slug(reason)
                                    && !self.reasons.contains(reason)
                                    && !words.trim().is_empty() =>
                            {
                                self.reasons.push(reason.clone());
                                self.own_reasons.push((reason.clone(), words.to_owned()));
                            }
                            _ if self.reasons.contains(reason) => error(
                                "policy-reason",
                                span,
                                "this reason is there already, with words of its own",
                                "give yours another name",
                            ),
                            _ => error(
                                "policy-reason",
                                span,
                                "a reason has a name and the words that the public reads",
                                "write `reason-name = \"words for the public\"`",
                            ),
                        }
                    }
                }
                ("row", RawData::Map(rows)) => matrix::overlay(&mut self.rules, rows, &mut error),
                ("levels" | "reasons" | "row", _) => {
                    error(
                        "value-type",
                        &value.span,
                        "this part of the policy has another shape",
                        "write `levels = [\"public\", \"…\"]`, `[reasons]` with `name = \"words\"` below it, or `[row.name]`",
                    );
                }
                ("detector" | "detectors" | "mosaic" | "maps", _) => {
                    error(
                        "policy-unsupported",
                        span,
                        "this version cannot apply this part of a policy",
                        "take it out for now; a part that is not applied must not seem to be",
                    );
                }
                (name, _) => {
                    let known = ["levels", "reasons", "row"];
                    let help = match suggestion(name, known) {
                        Some(key) => format!("did you mean `{key}`?"),
                        None => format!("write one of: {}", known.join(", ")),
                    };
                    error(
                        "key-unknown",
                        span,
                        "a policy has no part of this name",
                        &help,
                    );
                }
            }
        }
    }
}

fn word(data: &RawData) -> Option<&str> {
    if let RawData::Scalar { text, quoted: true } = data {
        Some(text)
    } else {
        None
    }
}

fn is_level(text: &str) -> bool {
    let taken = Admonition::ALL.map(Admonition::name);
    text.len() > 2
        && text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text != "withheld"
        && !taken.contains(&text)
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// A rule that asks for less than the built-in matrix is reported on every build.
fn warn_of_lowering(
    built_in: &[RuleFacts],
    rules: &[RuleFacts],
    map: &RawMap,
    diagnostics: &mut Diagnostics,
) {
    let span = map
        .0
        .iter()
        .find(|(name, _, _)| name == "row")
        .map_or(0..0, |(_, span, _)| span.clone());
    for before in built_in {
        let Some(after) = rules.iter().find(|rule| rule.name() == before.name()) else {
            continue;
        };
        let lower = strictness(after) < strictness(before)
            || after
                .partial
                .iter()
                .any(|form| !before.partial.contains(form))
            || (after.recipients.iter().any(|one| one == "public")
                && !before.recipients.iter().any(|one| one == "public"));
        if lower {
            diagnostics.push(
                Diagnostic::warning(
                    "policy-lowered",
                    FILE,
                    span.clone(),
                    format!(
                        "the rule {} asks for less than the information matrix does",
                        before.name()
                    ),
                )
                .help("this is reported on every build, so that nobody forgets it"),
            );
        }
    }
}

/// How much a rule asks for before it lets something out.
fn strictness(rule: &RuleFacts) -> (usize, usize, usize) {
    let place =
        |words: &[&str], word: &str| words.iter().position(|known| *known == word).unwrap_or(0);
    (
        place(matrix::DEFAULTS, &rule.default),
        place(&["open", "none", "closed"], &rule.presumption),
        place(
            &[
                "yes",
                "nonsensitive-only",
                "time-released",
                "partial-only",
                "no-until-complete",
                "no",
            ],
            &rule.public,
        ),
    )
}
