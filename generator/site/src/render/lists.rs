//! Lists: by kind, by topic, by year; the timeline of missions, best practices, the register.

use minijinja::{Value, context};
use vitrine_disclosure::{Kind, PublicEntry, Value as Field};

use super::Renderer;
use super::markdown::reason;
use crate::output::{Output, SiteError};

impl Renderer<'_> {
    /// All lists but the matrix, which is one of its own.
    pub(super) fn list_pages(&self, output: &mut Output) -> Result<(), SiteError> {
        for kind in Kind::ALL {
            let path = self.path(&format!("{}/index.html", kind.folder()));
            let title = self.words.get(&format!("kinds.{}", kind.folder()));
            let entries = self.site.of_kind(kind);
            match kind {
                Kind::Reference => {}
                Kind::Record => self.register(&path, &title, output)?,
                Kind::Mission => self.missions(&path, &title, &entries, output)?,
                Kind::Practice => self.practices(&path, &title, &entries, output)?,
                Kind::Term => self.list(&path, &title, kind.folder(), by_title(entries), output)?,
                _ => self.list(&path, &title, kind.folder(), entries, output)?,
            }
        }
        self.topics(output)?;
        self.years(output)
    }

    fn list(
        &self,
        path: &str,
        title: &str,
        word: &str,
        entries: Vec<&PublicEntry>,
        output: &mut Output,
    ) -> Result<(), SiteError> {
        let items: Vec<Value> = entries
            .into_iter()
            .map(|entry| self.item(path, entry))
            .collect();
        #[cfg(feature = "sabotage")]
        let items = crate::sabotage::items(items);
        let about = self.words.get(&format!("about.{word}"));
        self.write(
            path,
            "list.html",
            title,
            &about,
            context! { items => items, about => about.clone() },
            output,
        )
    }

    /// Missions by year, with their follow-ups; in no order but that of time.
    fn missions(
        &self,
        path: &str,
        title: &str,
        entries: &[&PublicEntry],
        output: &mut Output,
    ) -> Result<(), SiteError> {
        let mut years: Vec<(String, Vec<Value>)> = Vec::new();
        for entry in entries {
            let year = crate::model::date(entry)
                .map_or_else(|| self.words.get("undated"), |date| date.year().to_string());
            let word = |name: &str| {
                entry
                    .field(name)
                    .and_then(Field::as_str)
                    .map(|word| self.words.word(name, word))
            };
            let follows = match entry.field("follow_up_of") {
                Some(Field::Entry(address)) => {
                    self.site.entry(address).map(|entry| self.item(path, entry))
                }
                _ => None,
            };
            let item = context! {
                item => self.item(path, entry),
                stage => word("stage"),
                service => word("service"),
                publication => word("publication"),
                follows => follows,
                from => self.field_date(entry, "from"),
                to => self.field_date(entry, "to"),
                next_due => self.field_date(entry, "next_due"),
            };
            match years.last_mut() {
                Some((known, items)) if *known == year => items.push(item),
                _ => years.push((year, vec![item])),
            }
        }
        let years: Vec<Value> = years
            .into_iter()
            .map(|(year, items)| context! { year => year, items => items })
            .collect();
        let about = self.words.get("about.missions");
        self.write(
            path,
            "missions.html",
            title,
            &about,
            context! { years => years, about => about.clone() },
            output,
        )
    }

    fn field_date(&self, entry: &PublicEntry, name: &str) -> Option<String> {
        match entry.field(name) {
            Some(Field::Date(date)) => Some(self.words.date(*date)),
            _ => None,
        }
    }

    fn practices(
        &self,
        path: &str,
        title: &str,
        entries: &[&PublicEntry],
        output: &mut Output,
    ) -> Result<(), SiteError> {
        let items: Vec<Value> = by_title(entries.to_vec())
            .into_iter()
            .map(|entry| {
                let word = |name: &str| {
                    entry
                        .field(name)
                        .and_then(Field::as_str)
                        .map(|word| self.words.word(name, word))
                };
                let topics = entry
                    .field("topics")
                    .map(|topics| self.values(path, "topics", topics))
                    .unwrap_or_default();
                context! {
                    item => self.item(path, entry),
                    measure => entry.field("measure").and_then(Field::as_str),
                    problem => entry.field("problem").and_then(Field::as_str),
                    maturity => word("maturity"),
                    effort => word("effort"),
                    topics => topics,
                }
            })
            .collect();
        let about = self.words.get("about.practices");
        self.write(
            path,
            "practices.html",
            title,
            &about,
            context! { items => items, about => about.clone() },
            output,
        )
    }

    /// Records of what is withheld, the newest first, without a count.
    fn register(&self, path: &str, title: &str, output: &mut Output) -> Result<(), SiteError> {
        let items: Vec<Value> = self
            .site
            .records
            .iter()
            .map(|record| {
                let word = |name: &str| record.field(name).and_then(Field::as_str);
                context! {
                    id => record.slug(),
                    title => record.title().as_str(),
                    date => crate::model::date(record).map(|date| self.words.date(date)),
                    reason => word("reason").map(|name| reason(&self.words, name)),
                    summary => word("summary"),
                    state => word("state").map(|code| self.site.state_name(code)),
                    kind => word("type").map(|rule| self.rule(rule)),
                }
            })
            .collect();
        let stones = self.site.tombstones();
        let retracted: Vec<Value> = stones
            .filter(|one| one.kind() == Kind::Record)
            .map(|one| self.stone(path, one))
            .collect();
        let about = self.words.get("about.register");
        self.write(
            path,
            "register.html",
            title,
            &about,
            context! { items => items, retracted => retracted, about => about.clone() },
            output,
        )
    }

    fn topics(&self, output: &mut Output) -> Result<(), SiteError> {
        let index = self.path("topics/index.html");
        let mut links = Vec::new();
        for (topic, entries) in self.site.by_topic() {
            let path = self.path(&format!("topics/{topic}.html"));
            let (label, count) = (self.words.word("topics", topic), entries.len());
            #[cfg(feature = "sabotage")]
            let (label, count) = (
                crate::sabotage::label(topic, label),
                crate::sabotage::count(topic, count),
            );
            links.push(context! { label => label.clone(), href => format!("{topic}.html"), count => count });
            self.list(&path, &label, "topic", entries, output)?;
        }
        let title = self.words.get("topics");
        self.write(
            &index,
            "index.html",
            &title,
            "",
            context! { links => links },
            output,
        )
    }

    fn years(&self, output: &mut Output) -> Result<(), SiteError> {
        let index = self.path("years/index.html");
        let mut links = Vec::new();
        for (year, entries) in self.site.by_year().into_iter().rev() {
            let path = self.path(&format!("years/{year}.html"));
            links.push(context! { label => year.to_string(), href => format!("{year}.html"), count => entries.len() });
            self.list(&path, &year.to_string(), "year", entries, output)?;
        }
        let title = self.words.get("years");
        self.write(
            &index,
            "index.html",
            &title,
            "",
            context! { links => links },
            output,
        )
    }
}

fn by_title(mut entries: Vec<&PublicEntry>) -> Vec<&PublicEntry> {
    entries.sort_by(|a, b| {
        a.title()
            .cmp(b.title())
            .then_with(|| a.address().cmp(b.address()))
    });
    entries
}
