//! The chain: reads a ledger and refuses one that is not whole, and adds records to it.

use super::record::{Act, Record};
use super::{FILE, Ledger};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::policy::same_person;

/// What the first record has in the place of the digest of the one before it.
const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What helps where a ledger is not whole.
pub(super) const HELP: &str = "put the ledger back as it was, from a backup, and do not change it by hand; if there is none, move it and releases.toml \
     away and begin anew in an empty output folder: what was public before is then remembered no more";

impl Ledger {
    /// Reads a ledger.
    ///
    /// # Errors
    ///
    /// The first record that is not as it was written: what follows it cannot be trusted.
    pub fn parse(bytes: &[u8]) -> Result<Self, Diagnostics> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            broken(
                error.valid_up_to()..error.valid_up_to(),
                "the ledger is no text from here on",
            )
        })?;
        let mut records: Vec<Record> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let place = at..at + line.trim_end().len();
            at += line.len();
            let number = records.len() + 1;
            let Some(line) = line.strip_suffix('\n') else {
                let message = format!("record {number} of the ledger breaks off in the middle");
                return Err(broken(place, &message));
            };
            let record = Record::from_line(line).map_err(|_| {
                let message = format!(
                    "record {number} of the ledger is not as a version of this tool that we know writes it"
                );
                broken(place.clone(), &message)
            })?;
            if let Some(message) = wrong(&record, &records) {
                return Err(broken(place, &message));
            }
            records.push(record);
        }
        Ok(Self {
            records,
            bytes: bytes.to_vec(),
        })
    }

    /// The ledger with one more record, which gets its place, and the digests that chain it.
    #[must_use]
    pub fn with(&self, mut record: Record) -> Self {
        record.number = self.records.len() as u64 + 1;
        let last = self.records.last();
        record.previous = last.map_or_else(|| FIRST.to_owned(), |last| last.digest.clone());
        record.digest = record.own_digest();
        let mut ledger = self.clone();
        ledger.bytes.extend(record.to_line().as_bytes());
        ledger.bytes.push(b'\n');
        ledger.records.push(record);
        ledger
    }
}

/// What is wrong with a record behind others.
fn wrong(record: &Record, before: &[Record]) -> Option<String> {
    let number = before.len() as u64 + 1;
    let last = before.last();
    if record.number != number {
        return Some(format!(
            "this is record {} of the ledger in the place of record {number}: one is missing, was moved, or stands here twice",
            record.number
        ));
    }
    if record.digest != record.own_digest() {
        return Some(format!(
            "record {number} of the ledger was changed after it was written"
        ));
    }
    if record.previous != last.map_or(FIRST, |last| &last.digest) {
        return Some(format!(
            "record {number} of the ledger does not follow the one before it: that one is another than it was"
        ));
    }
    let release = last.map_or(0, |last| last.release);
    let expected = match record.act {
        Act::Release if record.replaces.is_some() => release,
        Act::Release => release + 1,
        Act::Retraction => release,
    };
    let replaces_last = record.replaces.is_none()
        || last.is_some_and(|last| {
            last.act == Act::Release && Some(&last.digest) == record.replaces.as_ref()
        });
    let by_two = record.act == Act::Retraction
        || record
            .approved_by
            .as_ref()
            .is_some_and(|second| !same_person(&record.by, second));
    if record.release != expected || !replaces_last || !by_two {
        return Some(format!(
            "record {number} of the ledger is not one that can follow the one before it"
        ));
    }
    None
}

fn broken(place: std::ops::Range<usize>, message: &str) -> Diagnostics {
    Diagnostics::from_iter([Diagnostic::error("ledger-broken", FILE, place, message).help(HELP)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Publication;

    fn record(release: u64, act: Act, addresses: &[&str]) -> Record {
        let added = addresses.iter().map(|address| Publication {
            address: (*address).to_owned(),
            subjects: vec!["herons".to_owned()],
            files: [("plan.pdf".to_owned(), "00ff".to_owned())].into(),
            ..Publication::default()
        });
        Record {
            act,
            number: 0,
            release,
            on: jiff::civil::date(2026, 11, 1),
            by: "Ann Lee".to_owned(),
            approved_by: (act == Act::Release).then(|| "Bo Mar".to_owned()),
            approved: Some("d".to_owned()),
            base: None,
            source: format!("source of {release}"),
            history: String::new(),
            replaces: None,
            retracted: Vec::new(),
            added: added.collect(),
            gone: Vec::new(),
            previous: String::new(),
            digest: String::new(),
        }
    }

    fn ledger() -> Ledger {
        let ledger = Ledger::default()
            .with(record(1, Act::Release, &["pages/a", "pages/b"]))
            .with(Record {
                gone: vec!["pages/a".to_owned()],
                ..record(2, Act::Release, &["pages/c"])
            })
            .with(Record {
                gone: vec!["pages/b".to_owned()],
                ..record(2, Act::Retraction, &[])
            });
        ledger.with(record(3, Act::Release, &["pages/d"]))
    }

    fn message(bytes: &[u8]) -> String {
        let found = Ledger::parse(bytes).expect_err("it is not whole");
        assert!(found.iter().all(|one| one.code == "ledger-broken"));
        found.iter().map(|one| one.message.clone()).collect()
    }

    fn lines(ledger: &Ledger) -> Vec<String> {
        let text = String::from_utf8(ledger.bytes().to_vec()).unwrap();
        text.lines().map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let ledger = ledger();
        assert_eq!(Ledger::parse(ledger.bytes()), Ok(ledger.clone()));
        assert_eq!(Ledger::parse(b""), Ok(Ledger::default()));
        assert_eq!(ledger.sequence(), 3);
        let public: Vec<&str> = ledger.public(false).into_keys().collect();
        assert_eq!(public, ["pages/c", "pages/d"]);
        let ever: Vec<(u64, &str)> = ledger
            .ever()
            .into_iter()
            .map(|(release, one)| (release, one.address.as_str()))
            .collect();
        assert_eq!(
            ever,
            [
                (1, "pages/a"),
                (1, "pages/b"),
                (2, "pages/c"),
                (3, "pages/d")
            ]
        );
    }

    #[test]
    fn the_last_release_is_no_retraction_and_a_broken_record_is_told_where_it_stands() {
        let all = ledger();
        let release = |records: usize| {
            let text = lines(&all).into_iter().take(records).collect::<String>();
            let ledger = Ledger::parse(text.as_bytes()).expect("it is whole");
            ledger.last_release().map(|record| record.number)
        };
        assert_eq!(
            [0, 1, 2, 3, 4].map(release),
            [None, Some(1), Some(2), Some(2), Some(4)]
        );
        let written = lines(&all);
        for (broken, line) in written.iter().enumerate() {
            let mut text = written.clone();
            text[broken] = line.replace("Ann Lee", "Ann Leo");
            let found = Ledger::parse(text.concat().as_bytes()).expect_err("it was changed");
            let start: usize = text.iter().take(broken).map(String::len).sum();
            let place = start..start + line.len() - 1;
            assert!(
                found.iter().all(|one| one.span == place),
                "record {}",
                broken + 1
            );
        }
    }

    #[test]
    fn what_was_said_of_a_subject_is_remembered_with_its_release() {
        let mut one = record(1, Act::Release, &["pages/a", "pages/b"]);
        one.added[0].discloses = vec!["date".to_owned(), "site".to_owned()];
        one.added[1].subjects.clear();
        one.added[1].discloses = vec!["date".to_owned()];
        let ledger = Ledger::default().with(one).with(Record {
            gone: vec!["pages/a".to_owned()],
            ..record(2, Act::Release, &[])
        });
        let facts = ledger.past_facts();
        let told: Vec<(&str, &str, &str, &str)> = facts
            .iter()
            .map(|past| {
                let fact = &past.fact;
                (
                    fact.subject.as_str(),
                    fact.facet.as_str(),
                    fact.address.as_str(),
                    past.release.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("herons", "date", "pages/a", "release 1"),
                ("herons", "site", "pages/a", "release 1"),
            ]
        );
    }

    #[test]
    fn nothing_private_shows_by_accident() {
        let shown = format!("{:?} {:?}", ledger(), ledger().records()[0]);
        assert!(
            !shown.contains("herons") && !shown.contains("Ann"),
            "{shown}"
        );
    }

    #[test]
    fn every_change_of_every_record_shows() {
        let whole = ledger();
        let lines = lines(&whole);
        for (at, line) in lines.iter().enumerate() {
            let number = at + 1;
            let with = |other: Vec<String>| {
                let mut all = lines.clone();
                all.splice(at..=at, other);
                all.concat().into_bytes()
            };
            // Changed, as text and as a value.
            for (from, to) in [
                ("Ann Lee", "Ann Leo"),
                ("\"on\":", "\"on\" :"),
                ("\"format\":1", "\"format\":2"),
                ("herons", "hedges"),
                // Something more, in the record and in what it makes public.
                ("\"on\":", "\"note\":\"x\",\"on\":"),
                ("\"title\":", "\"sum\":\"x\",\"title\":"),
            ] {
                if !line.contains(from) {
                    continue;
                }
                let said = message(&with(vec![line.replacen(from, to, 1)]));
                assert!(said.starts_with(&format!("record {number} of")), "{said}");
            }
            // Taken out: what follows says so. The last one is known by the output alone.
            if at + 1 < lines.len() {
                let said = message(&with(vec![]));
                assert!(
                    said.contains(&format!("in the place of record {number}")),
                    "{said}"
                );
            } else {
                assert!(Ledger::parse(&with(vec![])).is_ok());
            }
            // Twice.
            let said = message(&with(vec![line.clone(), line.clone()]));
            assert!(said.contains("twice"), "{said}");
            // Written anew with sound digests of its own: the next one does not follow it.
            let mut forged = whole.records()[at].clone();
            forged.by = "Cy Orr".to_owned();
            forged.digest = forged.own_digest();
            if at + 1 < lines.len() {
                let said = message(&with(vec![format!("{}\n", forged.to_line())]));
                assert!(said.contains("does not follow"), "{said}");
            }
            // Cut short.
            let start: usize = lines.iter().take(at).map(String::len).sum();
            for length in [1, line.len() / 2, line.len() - 1] {
                let said = message(&whole.bytes()[..start + length]);
                assert_eq!(
                    said,
                    format!("record {number} of the ledger breaks off in the middle")
                );
            }
        }
        for (a, b) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
            let mut moved = lines.clone();
            moved.swap(a, b);
            assert!(message(moved.concat().as_bytes()).contains("was moved"));
        }
    }

    #[test]
    fn a_record_has_its_place_and_two_persons() {
        let one = Ledger::default().with(record(1, Act::Release, &[]));
        let last = one.last().map(|last| last.digest.clone());
        for bad in [
            record(1, Act::Release, &[]),
            record(3, Act::Release, &[]),
            record(2, Act::Retraction, &[]),
            Record {
                approved_by: None,
                ..record(2, Act::Release, &[])
            },
            Record {
                approved_by: Some("ANN  lee".to_owned()),
                ..record(2, Act::Release, &[])
            },
            Record {
                replaces: last.clone(),
                ..record(2, Act::Release, &[])
            },
            Record {
                replaces: Some("x".to_owned()),
                ..record(1, Act::Release, &[])
            },
        ] {
            let said = message(one.with(bad).bytes());
            assert_eq!(
                said,
                "record 2 of the ledger is not one that can follow the one before it"
            );
        }
        let again = one.with(Record {
            replaces: last,
            ..record(1, Act::Release, &["pages/z"])
        });
        assert_eq!(Ledger::parse(again.bytes()).as_ref(), Ok(&again));
        assert_eq!(again.ever().len(), 1);
        // Something may be retracted from a site that was built and never released.
        let alone = Ledger::default().with(record(0, Act::Retraction, &[]));
        assert!(Ledger::parse(alone.bytes()).is_ok());
    }
}
