//! The Atom feed of one language (RFC 4287).

use vitrine_disclosure::{PublicDate, Value};

use crate::model::{Site, date, page_path, relative};
use crate::output::{Output, SiteError};
use crate::render::escape;

/// How many entries a feed holds.
const ENTRIES: usize = 50;

/// Writes the feed.
pub(crate) fn feed(site: &Site<'_>, output: &mut Output) -> Result<(), SiteError> {
    let settings = site.tree.settings();
    let path = format!("{}feed.atom", site.prefix());
    let base = settings
        .base_url
        .as_ref()
        .map(|base| base.as_str().to_owned());
    let link = |page: &str| match &base {
        Some(base) => format!("{base}{page}"),
        None => relative(&path, page),
    };
    // Without an address of its own a site has names that no other site makes: those of its title.
    let id = |page: &str| match &base {
        Some(base) => format!("{base}{page}"),
        None => format!(
            "urn:vitrine:{}:{page}",
            &crate::export::digest(settings.title.as_str().as_bytes())
                .get(..16)
                .unwrap_or_default()
        ),
    };
    let latest = site.latest(ENTRIES);
    let updated = latest
        .iter()
        .filter_map(|entry| date(entry))
        .max()
        .map_or_else(|| format!("{}T00:00:00Z", settings.as_of), moment);
    #[cfg(feature = "sabotage")]
    let updated = crate::sabotage::updated(updated, moment);
    let mut xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""
            .to_owned();
    let stones: Vec<_> = site.tombstones().collect();
    if !stones.is_empty() {
        // Readers that know RFC 6721 take away what they kept.
        xml.push_str(" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\"");
    }
    xml.push_str(" xml:lang=\"");
    escape(site.lang, &mut xml);
    xml.push_str("\">\n");
    element("title", settings.title.as_str(), &mut xml);
    element("id", &id(&path), &mut xml);
    element("updated", &updated, &mut xml);
    xml.push_str("<author>");
    element("name", settings.title.as_str(), &mut xml);
    xml.push_str("</author>\n");
    href("self", &link(&path), &mut xml);
    href(
        "alternate",
        &link(&format!("{}index.html", site.prefix())),
        &mut xml,
    );
    for entry in latest {
        let page = page_path(entry);
        xml.push_str("<entry>\n");
        element("title", entry.title().as_str(), &mut xml);
        element("id", &id(&page), &mut xml);
        element(
            "updated",
            &date(entry).map(moment).unwrap_or_default(),
            &mut xml,
        );
        href("alternate", &link(&page), &mut xml);
        if let Some(summary) = entry.field("summary").and_then(Value::as_str) {
            element("summary", summary, &mut xml);
        }
        xml.push_str("</entry>\n");
    }
    for one in stones {
        xml.push_str("<at:deleted-entry ref=\"");
        escape(&id(&format!("{}.html", one.address())), &mut xml);
        xml.push_str(&format!("\" when=\"{}T00:00:00Z\"/>\n", one.on()));
    }
    #[cfg(feature = "sabotage")]
    crate::sabotage::feed(&mut xml);
    xml.push_str("</feed>\n");
    output.insert(&path, xml)
}

fn element(name: &str, text: &str, xml: &mut String) {
    xml.push_str(&format!("<{name}>"));
    escape(text, xml);
    xml.push_str(&format!("</{name}>\n"));
}

fn href(relation: &str, address: &str, xml: &mut String) {
    xml.push_str(&format!("<link rel=\"{relation}\" href=\""));
    escape(address, xml);
    xml.push_str("\"/>\n");
}

/// The first moment of a date, however exact it is.
fn moment(date: PublicDate) -> String {
    let month = date
        .month()
        .or_else(|| date.quarter().map(|quarter| quarter * 3 - 2))
        .unwrap_or(1);
    format!(
        "{:04}-{month:02}-{:02}T00:00:00Z",
        date.year(),
        date.day().unwrap_or(1)
    )
}
