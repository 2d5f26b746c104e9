//! The history that a site publishes of itself: its releases, what each added, and what was retracted.
//!
//! It stands in `releases.toml`, which `vitrine release` and `vitrine retract` write, and is a part of the public source.
//! It names entries by address alone, and passes only as far as they are public: an entry that was withdrawn is in no
//! change log, and one that came back is new again. What was only taken out of an entry is not told either, since a
//! change log that points at it would send readers to older copies.

mod read;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::public::{Address, Kind, PublicText};

pub(crate) use read::address;

/// The name of the file.
pub const NAME: &str = "releases.toml";

/// The history of a site.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct History {
    pub(crate) releases: Vec<Release>,
    pub(crate) retracted: Vec<Retraction>,
}

/// One release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Release {
    /// Its number, from 1.
    pub sequence: u64,
    /// The day that it was built for.
    pub on: Date,
    /// Entries that it made public, as far as they still are. The first release names none: it made all of them public.
    pub added: Vec<Address>,
    /// Entries that it added something to, as far as they still are public.
    pub extended: Vec<Address>,
}

/// What stands in the place of an entry that was retracted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Retraction {
    pub(crate) address: Address,
    pub(crate) kind: Kind,
    pub(crate) on: Date,
    pub(crate) words: Option<PublicText>,
}

impl Retraction {
    /// The address that the entry had, and its tombstone has.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// What kind of thing it was.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The last part of its address.
    #[must_use]
    pub fn slug(&self) -> &str {
        let address = self.address.as_str();
        address.rsplit('/').next().unwrap_or(address)
    }

    /// The folder of the language that it was in; `None` for the first language of its site.
    #[must_use]
    pub fn language_folder(&self) -> Option<&str> {
        let mut parts = self.address.as_str().split('/');
        let first = parts.next()?;
        (parts.count() == 2).then_some(first)
    }

    /// The day on which it was retracted.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// What the office says about that, where it says anything.
    #[must_use]
    pub fn words(&self) -> Option<&PublicText> {
        self.words.as_ref()
    }
}

impl History {
    /// The releases, the first at the beginning.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// What was retracted, by address.
    #[must_use]
    pub fn retracted(&self) -> &[Retraction] {
        &self.retracted
    }

    /// The number of the last release; 0 before the first.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.releases.last().map_or(0, |last| last.sequence)
    }

    /// Says whether nothing was ever released or retracted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.releases.is_empty() && self.retracted.is_empty()
    }

    /// The retraction of an address.
    #[must_use]
    pub fn retraction(&self, address: &str) -> Option<&Retraction> {
        self.retracted
            .iter()
            .find(|one| one.address.as_str() == address)
    }

    /// The history with one more release.
    #[must_use]
    pub fn with_release(&self, on: Date, added: Vec<Address>, extended: Vec<Address>) -> Self {
        let mut history = self.clone();
        history.releases.push(Release {
            sequence: self.sequence() + 1,
            on,
            added,
            extended,
        });
        history
    }

    /// The history without the retraction of some addresses.
    #[must_use]
    pub fn without_retractions(&self, lifted: &[String]) -> Self {
        let mut history = self.clone();
        history
            .retracted
            .retain(|one| !lifted.iter().any(|known| known == one.address.as_str()));
        history
    }

    /// The history with one more retraction.
    pub(crate) fn with_retraction(&self, retraction: Retraction) -> Self {
        let mut history = self.clone();
        history
            .retracted
            .retain(|one| one.address != retraction.address);
        history.retracted.push(retraction);
        history.retracted.sort_by(|a, b| a.address.cmp(&b.address));
        history
    }

    /// What of the history everyone may read: mentions of entries that are public, each from when it last became so.
    pub(crate) fn public(&self, addresses: &BTreeSet<&Address>) -> Self {
        let mut since: BTreeMap<&Address, u64> = BTreeMap::new();
        for release in &self.releases {
            for address in &release.added {
                since.insert(address, release.sequence);
            }
        }
        let passes = |address: &Address, sequence: u64| {
            addresses.contains(address) && since.get(address).is_none_or(|first| *first <= sequence)
        };
        let kept = |list: &[Address], sequence: u64| -> Vec<Address> {
            let kept = list.iter().filter(|address| passes(address, sequence));
            kept.cloned().collect()
        };
        let releases = self.releases.iter().map(|release| Release {
            added: kept(&release.added, release.sequence),
            extended: kept(&release.extended, release.sequence),
            ..*release
        });
        Self {
            releases: releases.collect(),
            retracted: self.retracted.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::SourceTree;

    fn all(names: &[&str]) -> Vec<Address> {
        names
            .iter()
            .map(|name| Address((*name).to_owned()))
            .collect()
    }

    fn history() -> History {
        let day = |day: i8| jiff::civil::date(2026, 11, day);
        History::default()
            .with_release(day(1), vec![], vec![])
            .with_release(day(2), all(&["pages/a", "pages/b"]), all(&["pages/c"]))
            .with_release(day(3), all(&["pages/c"]), all(&["pages/a", "pages/b"]))
            .with_retraction(Retraction {
                address: Address("fr/pages/z".to_owned()),
                kind: Kind::Page,
                on: day(4),
                words: Some(PublicText::new("It was \"wrong\".")),
            })
    }

    fn read(text: &str) -> Result<History, Vec<(&'static str, String)>> {
        let mut source = SourceTree::new();
        source.insert(NAME, text);
        let mut found = Diagnostics::new();
        let history = History::read(&source, &mut found);
        let all: Vec<_> = found
            .iter()
            .map(|one| {
                let place = text.get(one.span.clone()).unwrap_or_default().to_owned();
                (one.code, place)
            })
            .collect();
        history.filter(|_| all.is_empty()).ok_or(all)
    }

    #[test]
    fn what_is_written_is_read() {
        let text = history().to_toml();
        assert_eq!(read(&text).as_ref(), Ok(&history()));
        assert_eq!(read(""), Ok(History::default()));
        assert_eq!(history().sequence(), 3);
        assert_eq!(history().retracted()[0].language_folder(), Some("fr"));
        assert_eq!(history().retracted()[0].slug(), "z");
    }

    #[test]
    fn what_is_no_longer_public_is_not_told() {
        let addresses = all(&["pages/a", "pages/c"]);
        let public = history().public(&addresses.iter().collect());
        let told: Vec<(Vec<Address>, Vec<Address>)> = public
            .releases()
            .iter()
            .map(|one| (one.added.clone(), one.extended.clone()))
            .collect();
        assert_eq!(
            told,
            [
                (vec![], vec![]),
                // `pages/c` came back later: it is new there, and what was said before is not told.
                (all(&["pages/a"]), vec![]),
                (all(&["pages/c"]), all(&["pages/a"])),
            ]
        );
        assert_eq!(public.public(&addresses.iter().collect()), public);
    }

    #[test]
    fn retractions_stand_in_the_order_of_their_addresses_and_once_each() {
        let retracted = |addresses: &[&str]| {
            let table =
                |one: &&str| format!("[[retracted]]\naddress = \"{one}\"\non = \"2026-11-04\"\n");
            let text: String = addresses.iter().map(table).collect();
            read(&text).map(|history| history.retracted().len())
        };
        let refused = |place: &str| Err(vec![("history-address", format!("\"{place}\""))]);
        assert_eq!(retracted(&["fr/pages/z", "pages/a", "pages/b"]), Ok(3));
        assert_eq!(retracted(&["pages/a", "pages/a"]), refused("pages/a"));
        assert_eq!(retracted(&["pages/b", "pages/a"]), refused("pages/a"));
    }

    #[test]
    fn what_the_tool_does_not_write_is_refused() {
        let text = history().to_toml();
        for (from, to, code, place) in [
            ("sequence = 2", "sequence = 4", "history-order", "4"),
            ("sequence = 2", "sequence = 1", "history-order", "1"),
            ("sequence = 2", "sequence = two", "toml-syntax", "two"),
            ("sequence = 2", "sequence = \"2\"", "value-type", "\"2\""),
            ("sequence = 2\n", "", "history-value", "[[release]]"),
            (
                "\"2026-11-02\"",
                "\"2026-11-32\"",
                "history-value",
                "\"2026-11-32\"",
            ),
            (
                "\"2026-11-03\"",
                "\"2026-11-01\"",
                "history-order",
                "\"2026-11-01\"",
            ),
            ("pages/b\"]", "pages/B\"]", "history-address", "\"pages/B\""),
            (
                "pages/b\"]",
                "fences/b\"]",
                "history-address",
                "\"fences/b\"",
            ),
            ("\"pages/b\"]", "3]", "history-address", "3"),
            (
                "\"pages/b\"]",
                "\"pages/a\"]",
                "history-address",
                "\"pages/a\"",
            ),
            (
                "fr/pages/z",
                "../pages/z",
                "history-address",
                "\"../pages/z\"",
            ),
            (
                "fr/pages/z",
                "pages/index",
                "history-address",
                "\"pages/index\"",
            ),
            ("extended = ", "reworded = ", "key-unknown", "reworded"),
            ("[[retracted]]", "[[withdrawn]]", "key-unknown", "withdrawn"),
            ("words = ", "note = ", "key-unknown", "note"),
            ("wrong", "wro\\u202Eng", "character-forbidden", ""),
        ] {
            let wrong = text.replacen(from, to, 1);
            let found = read(&wrong).unwrap_err();
            assert_eq!(found[0].0, code, "{wrong}");
            assert!(found[0].1.starts_with(place), "{place}: {found:?}");
        }
    }
}
