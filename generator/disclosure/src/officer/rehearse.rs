//! Rehearses days to come: what would appear, vanish or fail on each.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::{EntryVerdict, Standing, Verdicts, verdicts};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::SourceTree;

/// What a day to come would bring.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Coming {
    /// The day.
    pub day: Date,
    /// What would happen on it.
    pub event: Event,
}

/// Something that would happen on a day.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Event {
    /// The entry in this file would become public; with `record`, its record would.
    Appears {
        /// The file.
        file: String,
        /// Whether it is the record alone.
        record: bool,
    },
    /// The entry in this file, or its record, would be public no more.
    Vanishes {
        /// The file.
        file: String,
        /// Whether it is the record alone.
        record: bool,
    },
    /// This would be said that was not said the day before. An error keeps the whole site from being built.
    Says(Diagnostic),
}

/// Rehearses each day after `as_of`, up to and with `through`, on which something opens or closes.
///
/// # Errors
///
/// What is wrong with the settings or the policy: without them nobody can say.
pub fn rehearse(
    source: &SourceTree,
    as_of: Date,
    through: Date,
) -> Result<Vec<Coming>, Diagnostics> {
    let mut before = verdicts(source, as_of)?;
    let mut published: Vec<Shown> = before.entries.iter().map(Shown::first).collect();
    let mut coming = Vec::new();
    // What `as_of` itself brings is there already.
    let mut days = crate::disclose::days(source).split_off(&as_of);
    days.remove(&as_of);
    for day in days.into_iter().take_while(|day| *day <= through) {
        let now = verdicts(source, day)?;
        let events = differences(&before, &now, &mut published);
        coming.extend(events.into_iter().map(|event| Coming { day, event }));
        before = now;
    }
    Ok(coming)
}

/// Whether an entry and its record were public when that could last be said. What is refused does not vanish: the site
/// stays as it is, and an error says why; it vanishes on the day on which it is out of its own accord.
#[derive(Clone, Copy)]
struct Shown {
    entry: bool,
    record: bool,
}

impl Shown {
    fn first(entry: &EntryVerdict) -> Self {
        let record = entry.record.as_ref();
        Self {
            entry: entry.standing == Standing::Public,
            record: record.is_some_and(|record| record.standing == Standing::Public),
        }
    }
}

fn differences(before: &Verdicts, now: &Verdicts, published: &mut [Shown]) -> Vec<Event> {
    let mut events = Vec::new();
    // Both are of the same files, in the same order.
    for (shown, new) in published.iter_mut().zip(&now.entries) {
        let record = new.record.as_ref().map(|record| record.standing);
        for (record, was, is) in [
            (false, &mut shown.entry, Some(new.standing)),
            (true, &mut shown.record, record),
        ] {
            let file = new.path.clone();
            match (*was, is) {
                (false, Some(Standing::Public)) => events.push(Event::Appears { file, record }),
                (true, Some(Standing::NotToday | Standing::Withheld)) => {
                    events.push(Event::Vanishes { file, record });
                }
                _ => {}
            }
            *was = match is {
                Some(Standing::Refused | Standing::Unreadable) => *was,
                is => is == Some(Standing::Public),
            };
        }
    }
    let said: BTreeSet<Key<'_>> = before.found.iter().map(key).collect();
    let new = now.found.iter().filter(|one| !said.contains(&key(one)));
    events.extend(new.cloned().map(Event::Says));
    events
}

/// What makes two diagnostics one; messages count days.
type Key<'a> = (&'static str, Severity, Option<&'a str>, usize, usize);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    let Range { start, end } = diagnostic.span;
    (
        diagnostic.code,
        diagnostic.severity,
        diagnostic.file.as_deref(),
        start,
        end,
    )
}
