//! Tells the office how each entry stands, and why. It decides nothing: the gates have.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::bound::{Binder, Binding};
use super::directory::Directory;
use super::emergency::Emergencies;
use super::review;
use super::statements::Statements;
use super::survey::{Entry, Survey, is_entry};
use super::verdict::{entry_case, record_case};
use super::watch::Watch;
use super::{Origin, files, mosaic, project};
use crate::assessment::in_words;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::dialect::Display;
use crate::officer::{
    Attachment, Bound, Decision, EntryVerdict, Gate, Portion, Record, Standing, Verdicts,
};
use crate::policy::{LIFTED, PastFact, Policy, Refusal, Verdict, explain, is_of_a_gate};
use crate::settings::Settings;
use crate::source::SourceTree;

/// Fields that open or close something, at the top of a front matter.
const DAYS: &[&str] = &[
    "not_before",
    "expires",
    "review_by",
    "completed_on",
    "from",
    "until",
];

/// How all entries of a folder stand on a day.
pub(crate) fn verdicts(source: &SourceTree, as_of: Date) -> Result<Verdicts, Diagnostics> {
    let origin = Origin::Folder(as_of);
    let mut found = Diagnostics::new();
    let (Some(settings), Some(policy)) = (
        Settings::read(source, &mut found),
        Policy::read(source, &mut found),
    ) else {
        return Err(found);
    };
    let mut found = Diagnostics::new();
    let _ = project(source, origin, &mut found);
    found.sort();
    let mut unheard = Diagnostics::new();
    let survey = Survey::of(source, &settings, &policy, origin, as_of, &mut unheard);
    let teller = Teller {
        survey: &survey,
        settings: &settings,
        policy: &policy,
        as_of,
        emergencies: Emergencies::of(&survey.entries, as_of),
        binder: Binder::of(&survey, source, &settings, &policy),
        everyone: Directory::of_all(&survey, &settings),
        statements: Statements::of(
            &survey,
            &Directory::of(
                &survey,
                &settings,
                origin,
                &super::History::default(),
                &mut unheard,
            ),
            &policy,
        ),
        past: source.past(),
        watch: Watch::of(&survey, &policy, as_of),
        found: &found,
    };
    let by_path: BTreeMap<&str, usize> = survey
        .entries
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path, index))
        .collect();
    let entries = source
        .iter()
        .map(|(path, _)| path)
        .filter(|path| is_entry(path, &settings))
        .map(|path| {
            let entry = by_path
                .get(path)
                .and_then(|&index| Some((index, survey.entries.get(index)?)));
            match entry {
                Some((index, entry)) => teller.tell(index, entry),
                None => teller.unreadable(path),
            }
        })
        .collect();
    Ok(Verdicts {
        as_of,
        entries,
        found,
    })
}

/// The days on which something may open, close or fall due, in any entry.
pub(crate) fn days(source: &SourceTree) -> BTreeSet<Date> {
    let mut unheard = Diagnostics::new();
    let (Some(settings), Some(policy)) = (
        Settings::read(source, &mut unheard),
        Policy::read(source, &mut unheard),
    ) else {
        return BTreeSet::new();
    };
    let origin = Origin::Folder(Date::MIN);
    let survey = Survey::of(source, &settings, &policy, origin, Date::MIN, &mut unheard);
    let grace = i64::try_from(settings.review_grace_days).unwrap_or(i64::MAX);
    let mut days = BTreeSet::new();
    // Overdue reviews are in nobody's way while an announcement is news.
    for day in survey.entries.iter().filter_map(review::issued) {
        days.insert(day);
        days.extend(day.checked_add(2.days()));
    }
    for (name, day) in survey.entries.iter().flat_map(days_of) {
        let after = day.tomorrow().ok();
        match name {
            // The last day of something: the next is the one that differs.
            "expires" | "until" | "exception.expires" => days.extend(after),
            "review_by" => {
                let late = 1_i64
                    .checked_add(grace)
                    .filter(|late| *late < 4_000_000)
                    .and_then(|late| day.checked_add(late.days()).ok());
                days.extend(after.into_iter().chain(late));
            }
            _ => {
                days.insert(day);
            }
        }
    }
    days
}

/// The days of an entry that open or close something.
fn days_of(entry: &Entry<'_>) -> Vec<(&'static str, Date)> {
    let inner = |field: &str, part: &str| entry.field(field)?.value.get(part)?.value.day();
    let mut days: Vec<_> = DAYS
        .iter()
        .filter_map(|name| Some((*name, entry.fields.day(name)?)))
        .collect();
    for (name, field, part) in [
        ("assessment.on", "assessment", "on"),
        ("exception.on", "exception", "on"),
        ("exception.expires", "exception", "expires"),
    ] {
        days.extend(inner(field, part).map(|day| (name, day)));
    }
    days
}

struct Teller<'a> {
    survey: &'a Survey<'a>,
    settings: &'a Settings,
    policy: &'a Policy,
    as_of: Date,
    emergencies: Emergencies,
    binder: Binder<'a>,
    everyone: Directory,
    statements: Statements,
    past: &'a [PastFact],
    watch: Watch<'a>,
    found: &'a Diagnostics,
}

impl Teller<'_> {
    fn level(&self, level: usize) -> String {
        self.policy.levels().get(level).cloned().unwrap_or_default()
    }

    /// The errors of a file.
    fn errors(&self, path: &str) -> Vec<&Diagnostic> {
        let own = |one: &&Diagnostic| {
            one.severity == Severity::Error && one.file.as_deref() == Some(path)
        };
        self.found.iter().filter(own).collect()
    }

    fn unreadable(&self, path: &str) -> EntryVerdict {
        EntryVerdict {
            path: path.to_owned(),
            title: None,
            kind: None,
            level: None,
            standing: Standing::Unreadable,
            gates: vec![syntax(&self.errors(path))],
            portions: Vec::new(),
            attachments: Vec::new(),
            record: None,
            days: Vec::new(),
            assessment: Bound::None,
        }
    }

    fn tell(&self, index: usize, entry: &Entry<'_>) -> EntryVerdict {
        let errors = self.errors(entry.path);
        let binding = self.binder.binding(index, entry);
        let void = match &binding {
            Binding::Void(parts) => Some(void(entry, parts)),
            _ => None,
        };
        let is_public = entry.level == 0;
        let (own, record): (Option<Refusal>, Option<Refusal>) = if is_public {
            (void, None)
        } else {
            (None, void)
        };
        let mut gates = vec![
            self.tag(entry),
            self.floor(entry),
            syntax(&errors),
            self.dates(entry, &errors),
        ];
        let lifted = self.emergencies.lifted(entry);
        gates.extend(explain(
            &entry_case(entry, self.policy, self.as_of, lifted),
            self.policy,
            own,
        ));
        let cut = entry.cut(self.settings, self.policy, &mut Diagnostics::new());
        gates.push(match self.binder.as_if_public(index, entry) {
            Some(public) => self
                .watch
                .gate(entry, &self.watch.entry(entry, &public, &cut)),
            None => not_asked("detectors", "an entry of this kind has no public text"),
        });
        gates.push(self.mosaic(index, entry));
        let standing = if !is_public {
            Standing::Withheld
        } else if !errors.is_empty() {
            Standing::Refused
        } else if entry.is_public() {
            Standing::Public
        } else {
            Standing::NotToday
        };
        EntryVerdict {
            path: entry.path.to_owned(),
            title: entry.fields.text("title").map(str::to_owned),
            kind: Some(entry.fields.kind),
            level: Some(self.level(entry.level)),
            standing,
            gates,
            portions: cut
                .portions
                .iter()
                .zip(&cut.displays)
                .map(|((level, reason), display)| Portion {
                    level: self.level(*level),
                    reason: reason.clone(),
                    marked: *display == Display::Mark,
                })
                .collect(),
            attachments: self.attachments(entry, standing),
            record: self.record(index, entry, record),
            days: days_of(entry),
            assessment: match binding {
                Binding::None | Binding::Unread => Bound::None,
                Binding::Bound => Bound::Bound,
                Binding::Unbound => Bound::Unbound,
                Binding::Void(_) => Bound::Void,
            },
        }
    }

    fn mosaic(&self, index: usize, entry: &Entry<'_>) -> Gate {
        let ground = mosaic::Ground {
            survey: self.survey,
            everyone: &self.everyone,
            statements: &self.statements,
            past: self.past,
            policy: self.policy,
            as_of: self.as_of,
        };
        ground.gate(index, entry)
    }

    fn tag(&self, entry: &Entry<'_>) -> Gate {
        let own = entry.fields.level("sensitivity").unwrap_or(entry.level);
        if own == 0 {
            return passes("tag", "it is tagged public");
        }
        let never = entry.kind().is_none();
        Gate {
            name: "tag",
            decision: Decision::Refuses,
            why: if never {
                format!("it is tagged {}, and an entry of this kind is never public", self.level(own))
            } else {
                format!("it is tagged {}", self.level(own))
            },
            next: (!never).then(|| {
                "tag it public, if everyone may read all of it but its portions; a `public_record` says as little as a title and a date".to_owned()
            }),
        }
    }

    fn floor(&self, entry: &Entry<'_>) -> Gate {
        let floor = self.survey.floors.above(entry.path);
        if floor == 0 {
            return passes("floor", "no folder above it asks for more");
        }
        Gate {
            name: "floor",
            decision: Decision::Refuses,
            why: format!(
                "a folder above it keeps all that is in it at {} or higher",
                self.level(floor)
            ),
            next: Some("move it to a folder for public entries".to_owned()),
        }
    }

    fn dates(&self, entry: &Entry<'_>, errors: &[&Diagnostic]) -> Gate {
        let day = |name: &str| entry.fields.day(name);
        let gate = |decision, why: String, next: &str| Gate {
            name: "dates",
            decision,
            why,
            next: Some(next.to_owned()),
        };
        if let Some(late) = errors.iter().find(|one| one.code == "review-overdue") {
            let next = late.help.clone().unwrap_or_default();
            return gate(Decision::Refuses, late.message.clone(), &next);
        }
        let dormant = entry
            .fields
            .word("only_during")
            .is_some_and(|id| !self.emergencies.in_force(id));
        if self.emergencies.lifted(entry).dates && !dormant {
            return passes("dates", LIFTED);
        }
        if let Some(from) = day("not_before").filter(|from| self.as_of < *from) {
            return gate(
                Decision::Waits,
                format!("it is not public before {from}"),
                "wait for that day, or change `not_before`",
            );
        }
        if let Some(until) = day("expires").filter(|until| *until < self.as_of) {
            return gate(
                Decision::Refuses,
                format!("it was public up to and with {until}"),
                "change `expires`, if it is to be public again",
            );
        }
        if let Some(id) = entry.fields.word("only_during")
            && !self.emergencies.in_force(id)
        {
            return gate(
                Decision::Waits,
                format!("it is public only during the emergency {id}, which is not in force"),
                "an emergency is declared by two persons, in a `reassessment`",
            );
        }
        match day("expires") {
            Some(until) => passes("dates", &format!("it is public up to and with {until}")),
            None => passes("dates", "no date keeps it in"),
        }
    }

    fn attachments(&self, entry: &Entry<'_>, standing: Standing) -> Vec<Attachment> {
        files::listed(entry.path, &entry.fields)
            .into_iter()
            .map(|(path, item)| {
                let own = item
                    .value
                    .get("sensitivity")
                    .and_then(|level| level.value.level())
                    .unwrap_or(usize::MAX);
                let level = own.max(entry.level).max(self.survey.floors.above(&path));
                let file = item.value.get("file").and_then(|file| file.value.as_str());
                Attachment {
                    file: file.unwrap_or_default().to_owned(),
                    level: self.level(level),
                    leaves: level == 0 && standing == Standing::Public,
                }
            })
            .collect()
    }

    fn record(&self, index: usize, entry: &Entry<'_>, void: Option<Refusal>) -> Option<Record> {
        let case = record_case(entry, self.policy, self.as_of)?;
        let slug = entry.field("public_record")?.value.get("slug")?;
        let found = match self.binder.record(index, entry) {
            Some(public) => self.watch.record(entry, &public),
            None => Vec::new(),
        };
        let watched = self.watch.gate(entry, &found);
        let standing = match &entry.record {
            _ if watched.decision == Decision::Refuses => Standing::Refused,
            _ if void.is_some() => Standing::Refused,
            Some(Verdict::Public) => Standing::Public,
            Some(Verdict::Refused(_)) => Standing::Refused,
            Some(Verdict::NotToday) | None => Standing::NotToday,
        };
        let mut gates = vec![self.dates(entry, &[])];
        gates.extend(explain(&case, self.policy, void));
        gates.push(watched);
        Some(Record {
            slug: slug.value.as_str()?.to_owned(),
            standing,
            gates,
        })
    }
}

fn not_asked(name: &'static str, why: &str) -> Gate {
    Gate {
        name,
        decision: Decision::NotAsked,
        why: why.to_owned(),
        next: None,
    }
}

fn passes(name: &'static str, why: &str) -> Gate {
    Gate {
        name,
        decision: Decision::Passes,
        why: why.to_owned(),
        next: None,
    }
}

fn void(entry: &Entry<'_>, parts: &[&str]) -> Refusal {
    Refusal {
        code: "assessment-void",
        span: entry.span("assessment"),
        message: format!(
            "the assessment is void: {} changed after it was made",
            in_words(parts)
        ),
        help: "take the change back, or have the entry assessed anew with `vitrine assess`"
            .to_owned(),
    }
}

/// What is wrong in a file beside the gates: its header, its text, its links, its files.
fn syntax(errors: &[&Diagnostic]) -> Gate {
    let own: Vec<&str> = errors
        .iter()
        .map(|one| one.code)
        .filter(|code| !is_of_a_gate(code) && *code != "review-overdue")
        .collect();
    if own.is_empty() {
        return passes("syntax", "its header, its text and its links are sound");
    }
    let codes: BTreeSet<&str> = own.iter().copied().collect();
    Gate {
        name: "syntax",
        decision: Decision::Refuses,
        why: format!(
            "{} in the file ({})",
            if own.len() == 1 {
                "1 error".to_owned()
            } else {
                format!("{} errors", own.len())
            },
            codes.into_iter().collect::<Vec<_>>().join(", ")
        ),
        next: Some("mend what `vitrine check` shows there".to_owned()),
    }
}
