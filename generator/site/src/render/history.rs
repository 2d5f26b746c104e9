//! The change log of a site, and the tombstones of what was retracted.

use minijinja::{Value, context};
use vitrine_disclosure::{Address, Kind, Release, Retraction};

use super::Renderer;
use crate::model::relative;
use crate::output::{Output, SiteError};

/// The page of the change log, below the folder of its language.
const CHANGES: &str = "changes.html";

impl Renderer<'_> {
    /// Where the change log stands; `None` where nothing was released so far.
    pub(super) fn changes_path(&self) -> Option<String> {
        let history = self.site.tree.history();
        (!history.is_empty()).then(|| self.path(CHANGES))
    }

    /// The change log: what each release made public of this language, the newest first.
    pub(super) fn changes_page(&self, output: &mut Output) -> Result<(), SiteError> {
        let Some(path) = self.changes_path() else {
            return Ok(());
        };
        let history = self.site.tree.history();
        let releases: Vec<Value> = history
            .releases()
            .iter()
            .rev()
            .map(|release| self.release(&path, release))
            .collect();
        let retracted: Vec<Value> = self
            .site
            .tombstones()
            .map(|one| self.stone(&path, one))
            .collect();
        let title = self.words.get("changes");
        let about = self.words.get("changes_lead");
        let own = context! { releases => releases, retracted => retracted };
        self.write(&path, "changes.html", &title, &about, own, output)
    }

    fn release(&self, path: &str, release: &Release) -> Value {
        let number = release.sequence.to_string();
        context! {
            id => format!("release-{number}"),
            label => self.words.get("release").replace("{n}", &number),
            first => release.sequence == 1,
            date => self.words.date_of_day(release.on),
            iso => release.on.to_string(),
            added => self.named(path, &release.added),
            extended => self.named(path, &release.extended),
        }
    }

    /// The entries of this language among some.
    fn named(&self, path: &str, addresses: &[Address]) -> Vec<Value> {
        addresses
            .iter()
            .filter_map(|address| self.site.entry(address))
            .filter(|entry| entry.lang() == self.site.lang)
            .map(|entry| self.item(path, entry))
            .collect()
    }

    /// A tombstone, as lists have it.
    pub(super) fn stone(&self, path: &str, one: &Retraction) -> Value {
        let page = match one.kind() {
            Kind::Record => format!("register/index.html#{}", one.slug()),
            _ => format!("{}.html", one.address()),
        };
        let page = match one.kind() {
            Kind::Record => self.path(&page),
            _ => page,
        };
        context! {
            id => one.slug(),
            kind => self.words.get(&format!("kind.{}", one.kind().name())),
            href => relative(path, &page),
            label => page,
            date => self.words.date_of_day(one.on()),
            iso => one.on().to_string(),
            words => one.words().map(vitrine_disclosure::PublicText::as_str),
            says => self.words.get("retracted_lead").replace("{date}", &self.words.date_of_day(one.on())),
        }
    }

    /// A page in the place of each entry that was retracted: that it was, when, and nothing of it.
    pub(super) fn tombstones(&self, output: &mut Output) -> Result<(), SiteError> {
        for one in self.site.tombstones() {
            if one.kind() == Kind::Record {
                // Records have no pages: the register tells of it.
                continue;
            }
            let path = format!("{}.html", one.address());
            let title = self.words.get("retracted");
            let list = self.path(&format!("{}/index.html", one.kind().folder()));
            let own = context! {
                stone => self.stone(&path, one),
                list_label => self.words.get(&format!("kinds.{}", one.kind().folder())),
                list_href => relative(&path, &list),
            };
            self.write(&path, "retracted.html", &title, "", own, output)?;
        }
        Ok(())
    }
}
