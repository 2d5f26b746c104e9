//! Pages of entries.

use minijinja::{Value, context};
use vitrine_disclosure::{Media, PublicEntry, Value as Field};

use super::Renderer;
use super::markdown::{body, image};
use crate::export::digest;
use crate::model::{page_path, relative};
use crate::output::SiteError;

impl Renderer<'_> {
    /// One page an entry, and its attachments in a list on it.
    pub(super) fn entry_pages(&self) -> Result<Vec<(String, String)>, SiteError> {
        let page = |entry: &&PublicEntry| {
            let path = page_path(entry);
            let own = self.entry_page(entry, &path);
            let summary = entry
                .field("summary")
                .and_then(Field::as_str)
                .unwrap_or_default();
            let html = self.page(&path, "entry.html", entry.title().as_str(), summary, own)?;
            Ok((path, html))
        };
        self.site.entries.iter().map(page).collect()
    }

    fn entry_page(&self, entry: &PublicEntry, path: &str) -> Value {
        let list = self.path(&format!("{}/index.html", entry.kind().folder()));
        let related = entry.field("related").map_or(&[][..], Field::items).iter();
        let related: Vec<Value> = related
            .filter_map(|value| {
                if let Field::Entry(address) = value {
                    self.site.entry(address)
                } else {
                    None
                }
            })
            .map(|entry| self.item(path, entry))
            .collect();
        let referrers: Vec<Value> = self
            .site
            .referrers(entry)
            .into_iter()
            .map(|other| self.item(path, other))
            .collect();
        let translations: Vec<Value> = self
            .site
            .translations(entry)
            .into_iter()
            .map(|other| context! { lang => other.lang(), name => super::text::language_name(other.lang()), href => relative(path, &page_path(other)) })
            .collect();
        let original = match entry.field("translation_of") {
            Some(Field::Entry(address)) => {
                self.site.entry(address).map(|entry| self.item(path, entry))
            }
            _ => None,
        };
        let counts = entry.field("counts");
        let date = crate::model::date(entry);
        context! {
            kind => entry.kind().name(),
            kind_label => self.words.get(&format!("kind.{}", entry.kind().name())),
            list_label => self.words.get(&format!("kinds.{}", entry.kind().folder())),
            list_href => relative(path, &list),
            form => entry.field("form").and_then(Field::as_str).map(|form| context! { word => form, text => self.words.word("form", form) }),
            class => entry.field("class").and_then(Field::as_str),
            summary => entry.field("summary").and_then(Field::as_str),
            rows => self.rows(path, entry),
            parts => self.parts(entry),
            body => Value::from_safe_string(body(self.site, &self.words, entry, path)),
            tables => self.tables(path, entry),
            counts => counts.map(|counts| self.counts(counts)),
            attachments => Self::attachments(entry, path),
            sources => Self::sources(entry),
            instruments => self.instruments(path, entry),
            brief => entry.field("brief").and_then(Field::as_str),
            related => related,
            referrers => referrers,
            translations => translations,
            original => original,
            address => entry.address().as_str(),
            date => date.map(|date| self.words.date(date)),
        }
    }

    /// Counts of a mission, as a quoted fact; they are never sorted, summed or compared.
    fn counts(&self, counts: &Field) -> Value {
        let rows: Vec<Value> = ["recommendations", "suggestions", "good_practices"]
            .iter()
            .filter_map(|name| match counts.get(name) {
                Some(Field::Number(number)) => Some(context! { label => self.words.get(&format!("field.{name}")), number => *number }),
                _ => None,
            })
            .collect();
        context! { rows => rows, quoted_from => counts.get("quoted_from").and_then(Field::as_str) }
    }

    fn attachments(entry: &PublicEntry, path: &str) -> Vec<Value> {
        let attachments = entry.attachments().iter();
        attachments
            .map(|file| {
                let size = file.bytes().len();
                context! {
                    title => file.title().as_str(),
                    href => relative(path, &format!("{}/{}", entry.address(), file.name())),
                    media => match file.media() { Media::Png => "PNG", Media::Jpeg => "JPEG", Media::Webp => "WebP", Media::Svg => "SVG", Media::Csv => "CSV", Media::Pdf => "PDF" },
                    size => if size < 10_000 { format!("{size} B") } else { format!("{} kB", size / 1000) },
                    sha256 => digest(file.bytes()),
                    image => file.media().is_image().then(|| Value::from_safe_string(image(entry, file, path))),
                }
            })
            .collect()
    }
}
