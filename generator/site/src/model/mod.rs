//! One language of a site: its entries, and how they hang together.

mod links;

use std::collections::{BTreeMap, BTreeSet};

use vitrine_disclosure::{Address, Kind, PublicDate, PublicEntry, PublicTree, Retraction, Value};

pub(crate) use links::{page_path, relative};

/// One language of a site.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    pub(crate) tree: &'a PublicTree,
    pub(crate) lang: &'a str,
    /// Entries of this language that have pages, by address.
    pub(crate) entries: Vec<&'a PublicEntry>,
    /// Records of this language, the newest first.
    pub(crate) records: Vec<&'a PublicEntry>,
    /// All entries of all languages, by address.
    by_address: BTreeMap<&'a Address, &'a PublicEntry>,
    /// All versions of an entry, by the address of the original.
    versions: BTreeMap<&'a Address, Vec<&'a PublicEntry>>,
    /// Who refers to an entry.
    referrers: BTreeMap<&'a Address, BTreeSet<&'a Address>>,
}

impl<'a> Site<'a> {
    /// The part of a tree that is in one language.
    pub(crate) fn of(tree: &'a PublicTree, lang: &'a str) -> Self {
        let ours = |entry: &&PublicEntry| entry.lang() == lang;
        let entries: Vec<&PublicEntry> = tree
            .entries()
            .iter()
            .filter(|entry| entry.kind() != Kind::Record)
            .filter(ours)
            .collect();
        let mut records: Vec<&PublicEntry> = tree
            .entries()
            .iter()
            .filter(|entry| entry.kind() == Kind::Record)
            .filter(ours)
            .collect();
        records.sort_by(|a, b| {
            date(b)
                .cmp(&date(a))
                .then_with(|| a.address().cmp(b.address()))
        });
        let by_address = tree
            .entries()
            .iter()
            .map(|entry| (entry.address(), entry))
            .collect();
        let mut versions: BTreeMap<&Address, Vec<&PublicEntry>> = BTreeMap::new();
        for entry in tree.entries() {
            versions.entry(original(entry)).or_default().push(entry);
        }
        let mut referrers: BTreeMap<&Address, BTreeSet<&Address>> = BTreeMap::new();
        for entry in &entries {
            for target in links::targets(entry) {
                if target != entry.address() {
                    referrers.entry(target).or_default().insert(entry.address());
                }
            }
        }
        Self {
            tree,
            lang,
            entries,
            records,
            by_address,
            versions,
            referrers,
        }
    }

    /// Where this language stands: nothing for the first, else its folder with a slash.
    pub(crate) fn prefix(&self) -> String {
        let first = self.tree.settings().languages.first().map(String::as_str);
        if first == Some(self.lang) {
            String::new()
        } else {
            format!("{}/", self.lang.to_lowercase())
        }
    }

    /// An entry by its address, of any language.
    pub(crate) fn entry(&self, address: &Address) -> Option<&'a PublicEntry> {
        self.by_address.get(address).copied()
    }

    /// The entries that refer to one.
    pub(crate) fn referrers(&self, entry: &PublicEntry) -> Vec<&'a PublicEntry> {
        let all = self.referrers.get(entry.address()).into_iter().flatten();
        let all = all.filter_map(|address| self.entry(address)).collect();
        #[cfg(feature = "sabotage")]
        let all = crate::sabotage::referrers(all, self.entry(entry.address()));
        all
    }

    /// The entries of a kind: by date, the newest first, and by title where they have none.
    pub(crate) fn of_kind(&self, kind: Kind) -> Vec<&'a PublicEntry> {
        let mut entries: Vec<&PublicEntry> = self
            .entries
            .iter()
            .filter(|entry| entry.kind() == kind)
            .copied()
            .collect();
        sort_by_date(&mut entries);
        entries
    }

    /// The kinds that have entries, in the order of the enumeration.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        Kind::ALL
            .into_iter()
            .filter(|kind| self.entries.iter().any(|entry| entry.kind() == *kind))
            .collect()
    }

    /// Entries by each of their topics.
    pub(crate) fn by_topic(&self) -> BTreeMap<&'a str, Vec<&'a PublicEntry>> {
        let mut topics: BTreeMap<&str, Vec<&PublicEntry>> = BTreeMap::new();
        for entry in &self.entries {
            for topic in entry
                .field("topics")
                .map_or(&[][..], Value::items)
                .iter()
                .filter_map(Value::as_str)
            {
                topics.entry(topic).or_default().push(entry);
            }
        }
        #[cfg(feature = "sabotage")]
        crate::sabotage::topics(&mut topics);
        for entries in topics.values_mut() {
            sort_by_date(entries);
        }
        topics
    }

    /// Entries by year.
    pub(crate) fn by_year(&self) -> BTreeMap<i16, Vec<&'a PublicEntry>> {
        let mut years: BTreeMap<i16, Vec<&PublicEntry>> = BTreeMap::new();
        for entry in &self.entries {
            if let Some(date) = date(entry) {
                years.entry(date.year()).or_default().push(entry);
            }
        }
        #[cfg(feature = "sabotage")]
        crate::sabotage::years(&mut years);
        for entries in years.values_mut() {
            sort_by_date(entries);
        }
        years
    }

    /// The newest entries.
    pub(crate) fn latest(&self, count: usize) -> Vec<&'a PublicEntry> {
        let mut entries: Vec<&PublicEntry> = self
            .entries
            .iter()
            .filter(|entry| date(entry).is_some())
            .copied()
            .collect();
        sort_by_date(&mut entries);
        #[cfg(feature = "sabotage")]
        let count = crate::sabotage::latest(count, &entries);
        entries.truncate(count);
        entries
    }

    /// What was retracted of this language, by address.
    pub(crate) fn tombstones(&self) -> impl Iterator<Item = &'a Retraction> {
        let languages = &self.tree.settings().languages;
        let lang = self.lang;
        let all = self.tree.history().retracted().iter();
        all.filter(move |one| {
            let folder = one.language_folder();
            let own = languages
                .iter()
                .find(|tag| folder.is_some_and(|folder| folder == tag.to_lowercase()));
            own.or(languages.first()).is_some_and(|own| own == lang)
        })
    }

    /// The same entry in other languages.
    pub(crate) fn translations(&self, entry: &PublicEntry) -> Vec<&'a PublicEntry> {
        let all = self.versions.get(original(entry)).into_iter().flatten();
        all.filter(|other| other.lang() != entry.lang())
            .copied()
            .collect()
    }

    /// The name of a state.
    pub(crate) fn state_name(&self, code: &str) -> String {
        let own = self
            .tree
            .settings()
            .states
            .get(code)
            .map(ToString::to_string);
        own.or_else(|| vitrine_disclosure::state_name(code).map(str::to_owned))
            .unwrap_or_else(|| code.to_owned())
    }
}

/// The address of the entry that an entry is a version of: its own, unless it is a translation.
fn original(entry: &PublicEntry) -> &Address {
    match entry.field("translation_of") {
        Some(Value::Entry(address)) => address,
        _ => entry.address(),
    }
}

/// The date that an entry stands under in lists: its own, or the one that its kind has.
pub(crate) fn date(entry: &PublicEntry) -> Option<PublicDate> {
    let names: &[&str] = match entry.kind() {
        Kind::Mission => &["date", "to", "from"],
        Kind::Document => &["date", "issued_on", "completed_on"],
        Kind::Event => &["date", "reported_on"],
        Kind::Instrument => &["date", "adopted"],
        Kind::Practice => &["date", "reviewed_on"],
        Kind::State => &["date", "updated"],
        Kind::Finding
        | Kind::Announcement
        | Kind::Term
        | Kind::Provider
        | Kind::Reference
        | Kind::Page
        | Kind::Record => &["date"],
    };
    names.iter().find_map(|name| match entry.field(name) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    })
}

fn sort_by_date(entries: &mut [&PublicEntry]) {
    entries.sort_by(|a, b| {
        date(b)
            .cmp(&date(a))
            .then_with(|| a.title().cmp(b.title()))
            .then_with(|| a.address().cmp(b.address()))
    });
}
