//! The banner: what every page tells while an announcement to the public is current.

use minijinja::{Value, context};
use vitrine_disclosure::{Kind, PublicEntry, Value as Field};

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
}

/// The announcements of a language that are current on the day of the site, the newest first: those that concern
/// everybody, up to the day of their next update, or the day after they were issued where they name none. The final one
/// of a chain ends it.
pub(super) fn current(site: &Site<'_>) -> Vec<Banner> {
    let as_of = site.tree.settings().as_of.to_string();
    let yesterday = site.tree.settings().as_of.yesterday();
    let yesterday = yesterday.map_or_else(|_| as_of.clone(), |day| day.to_string());
    let announcements = site.of_kind(Kind::Announcement);
    let word = |entry: &PublicEntry, name: &str| -> String {
        let field = entry.field(name).and_then(Field::as_str);
        field.unwrap_or_default().to_owned()
    };
    let ended = |entry: &PublicEntry| {
        let follows = |other: &&PublicEntry| matches!(other.field("follow_up_of"), Some(Field::Entry(address)) if address == entry.address());
        entry.field("final") == Some(&Field::Flag(true)) || announcements.iter().any(follows)
    };
    let lasts = |entry: &PublicEntry| {
        let (issued, next) = (word(entry, "issued_at"), word(entry, "next_update_at"));
        // Moments are written alike, so days compare as text.
        let begun = issued.get(..10).is_some_and(|day| day <= as_of.as_str());
        let open = match next.get(..10) {
            Some(day) => as_of.as_str() <= day,
            None => issued
                .get(..10)
                .is_some_and(|day| yesterday.as_str() <= day),
        };
        begun && open
    };
    let mut found: Vec<(String, Banner)> = announcements
        .iter()
        .filter(|entry| CLASSES.contains(&word(entry, "class").as_str()))
        .filter(|entry| !ended(entry) && lasts(entry))
        .map(|entry| {
            let banner = Banner {
                title: entry.title().to_string(),
                class: word(entry, "class"),
                page: page_path(entry),
            };
            (word(entry, "issued_at"), banner)
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.page.cmp(&b.1.page)));
    found.into_iter().map(|(_, banner)| banner).collect()
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
                }
            })
            .collect()
    }
}
