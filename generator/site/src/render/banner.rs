//! The banner: what every page tells while an announcement to the public is current.

use minijinja::{Value, context};
use vitrine_disclosure::{Kind, PublicEntry, PublicSettings, Value as Field};

use super::Renderer;
use crate::model::{Site, page_path, relative};

/// The classes of announcements that concern everybody.
const CLASSES: &[&str] = &["emergency", "alert", "exercise"];

/// An announcement that is current.
#[derive(Clone, Debug)]
pub(super) struct Banner {
    title: String,
    class: String,
    page: String,
    lang: String,
}

/// The announcements that are current on the day of the site, the newest first: those that concern everybody, up to the
/// day of their next update, or the day after they were issued where they name none. One that is followed by another, or
/// that is final, is over. What is not told in a language is told there in the first.
pub(super) fn current(site: &Site<'_>) -> Vec<Banner> {
    let settings = site.tree.settings();
    let announcements: Vec<&PublicEntry> = site
        .tree
        .entries()
        .iter()
        .filter(|entry| entry.kind() == Kind::Announcement)
        .collect();
    let follows = |entry: &PublicEntry, other: &PublicEntry| matches!(other.field("follow_up_of"), Some(Field::Entry(address)) if address == entry.address());
    let over = |entry: &PublicEntry| {
        entry.field("final") == Some(&Field::Flag(true))
            || announcements.iter().any(|other| follows(entry, other))
    };
    let told_here = |entry: &PublicEntry| {
        let first = settings.languages.first().map(String::as_str);
        let here = |other: &&PublicEntry| other.lang() == site.lang;
        entry.lang() == site.lang
            || (first == Some(entry.lang()) && !site.translations(entry).iter().any(here))
    };
    let mut found: Vec<(String, Banner)> = announcements
        .iter()
        .filter(|entry| CLASSES.contains(&word(entry, "class")))
        .filter(|entry| told_here(entry) && !over(entry) && lasts(entry, settings))
        .map(|entry| {
            let banner = Banner {
                title: entry.title().to_string(),
                class: word(entry, "class").to_owned(),
                page: page_path(entry),
                lang: entry.lang().to_owned(),
            };
            (word(entry, "issued_at").to_owned(), banner)
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.page.cmp(&b.1.page)));
    found.into_iter().map(|(_, banner)| banner).collect()
}

fn word<'a>(entry: &'a PublicEntry, name: &str) -> &'a str {
    entry
        .field(name)
        .and_then(Field::as_str)
        .unwrap_or_default()
}

/// Says whether an announcement is current on a day. Moments are written alike, so days compare as text.
fn lasts(entry: &PublicEntry, settings: &PublicSettings) -> bool {
    let as_of = settings.as_of;
    let yesterday = as_of.yesterday().unwrap_or(as_of).to_string();
    let as_of = as_of.to_string();
    let day = |name: &str| word(entry, name).get(..10);
    let Some(issued) = day("issued_at").filter(|issued| *issued <= as_of.as_str()) else {
        return false;
    };
    match day("next_update_at") {
        Some(next) => as_of.as_str() <= next,
        None => yesterday.as_str() <= issued,
    }
}

impl Renderer<'_> {
    /// The banners as the page at `path` shows them; the page of an announcement needs none of its own.
    pub(super) fn banner_views(&self, path: &str) -> Vec<Value> {
        self.banners
            .iter()
            .filter(|banner| banner.page != path)
            .map(|banner| {
                context! {
                    title => banner.title.as_str(),
                    class => self.words.get(&format!("banner.{}", banner.class)),
                    href => relative(path, &banner.page),
                    lang => banner.lang.as_str(),
                    dir => super::text::direction(&banner.lang),
                }
            })
            .collect()
    }
}
