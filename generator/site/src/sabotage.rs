//! The leaks of rendering, each by its name: what a defect would do here that knew what is hidden. Compiled under the
//! feature `sabotage` alone; see the module of that name in the crate that discloses.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use vitrine_disclosure::sabotage::{Hidden, Secret, hidden, is};
use vitrine_disclosure::{PublicDate, PublicEntry};
use vitrine_search::Document;

use crate::export::digest;
use crate::output::Output;

pub(crate) use vitrine_disclosure::sabotage::carried;

/// A text that lives as long as the tests.
fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// The words of a text alone.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is hidden, where one of these leaks was asked for.
fn leaking(names: &[&str]) -> Hidden {
    if names.iter().any(|name| is(name)) {
        hidden()
    } else {
        Hidden::default()
    }
}

/// In the documents that an index is made of.
pub(crate) fn documents(mut documents: Vec<Document>) -> Vec<Document> {
    let Some(first) = documents.first().cloned() else {
        return documents;
    };
    if is("index-of-all") {
        let secrets = hidden().entries;
        documents.extend(secrets.iter().map(|secret| Document {
            url: first.url.clone(),
            title: plain(&secret.title),
            body: secret.body.clone(),
            ..Document::default()
        }));
    }
    for _ in leaking(&["index-counts-all"]).entries {
        documents.push(Document {
            url: first.url.clone(),
            ..Document::default()
        });
    }
    if is("index-with-lengths-of-all") {
        let hidden = hidden();
        let words = hidden.sources.iter().flat_map(|(_, _, portions)| portions);
        let words: usize = words.map(|text| text.split(' ').count()).sum();
        for document in &mut documents {
            document.body.push_str(&" the".repeat(words % 97));
        }
    }
    documents
}

/// In the names by which one thing is found under others.
pub(crate) fn names(mut names: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let secrets = leaking(&["names-of-all-terms"]).entries;
    let of_term = |secret: &Secret| vec![plain(&secret.title), "term".to_owned()];
    names.extend(secrets.iter().map(of_term));
    names
}

/// In the files of an index.
pub(crate) fn scripts(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    for _ in leaking(&["index-padded"]).entries {
        for script in files.values_mut() {
            script.push(b'\n');
        }
    }
    files
}

/// In the entries by topic.
pub(crate) fn topics<'a>(topics: &mut BTreeMap<&'a str, Vec<&'a PublicEntry>>) {
    for secret in leaking(&["topic-without-entries"]).entries {
        for topic in &secret.topics {
            topics.entry(kept(topic)).or_default();
        }
    }
}

/// In the entries by year.
pub(crate) fn years(years: &mut BTreeMap<i16, Vec<&PublicEntry>>) {
    for secret in leaking(&["year-without-entries"]).entries {
        if let Some(date) = secret.date {
            years.entry(date.year()).or_default();
        }
    }
}

/// In how many entries are the latest.
pub(crate) fn latest(count: usize, entries: &[&PublicEntry]) -> usize {
    let dated = leaking(&["latest-make-room"]).entries;
    let dated = dated.iter().filter(|secret| secret.date.is_some()).count();
    count.min(entries.len()).saturating_sub(dated)
}

/// In the entries that refer to one.
pub(crate) fn referrers<'a>(
    mut all: Vec<&'a PublicEntry>,
    to: Option<&'a PublicEntry>,
) -> Vec<&'a PublicEntry> {
    for secret in leaking(&["referred-to-by-what-is-withheld"]).entries {
        let names = |to: &&PublicEntry| {
            let mut names = secret.related.iter();
            names.any(|name| name == to.slug() || name == to.address().as_str())
        };
        all.extend(to.filter(names));
    }
    all
}

/// In the count beside a topic.
pub(crate) fn count(topic: &str, count: usize) -> usize {
    let secrets = leaking(&["count-of-a-topic"]).entries;
    let ours = |secret: &&Secret| secret.topics.iter().any(|own| own == topic);
    count + secrets.iter().filter(ours).count()
}

/// In the items of a list.
pub(crate) fn items(mut items: Vec<Value>) -> Vec<Value> {
    for secret in leaking(&["title-in-a-list"]).entries {
        items.push(context! {
            title => plain(&secret.title),
            href => "index.html",
            kind => secret.kind,
            summary => Option::<&str>::None,
            state => Option::<&str>::None,
            date => Option::<&str>::None,
            iso => Option::<&str>::None,
        });
    }
    items
}

/// In the name of a topic: as the first entry that has it spells it.
pub(crate) fn label(topic: &str, label: String) -> String {
    let secrets = leaking(&["topic-as-spelt-first"]).entries;
    let first = secrets
        .iter()
        .find(|secret| secret.topics.iter().any(|own| own == topic));
    match first {
        Some(_) => label.to_uppercase(),
        None => label,
    }
}

/// In the text of a page.
pub(crate) fn page(path: &str, title: &str, html: String) -> String {
    let within =
        |html: String, words: &str| html.replacen("</main>", &format!("{words}</main>"), 1);
    let own = |hidden: Hidden| hidden.sources.into_iter().find(|source| source.1 == title);
    let mut html = html;
    if let Some((source, _, portions)) = own(leaking(&[
        "source-path-in-a-comment",
        "source-path-as-data",
        "portion-in-a-hidden-element",
        "portion-as-description",
        "portion-in-structured-data",
    ])) {
        let portions = portions.join(" ");
        if is("source-path-in-a-comment") {
            html = within(html, &format!("<!-- {} -->", plain(&source)));
        }
        if is("source-path-as-data") {
            html = html.replacen(
                "<main",
                &format!("<main data-source=\"{}\"", plain(&source)),
                1,
            );
        }
        if is("portion-in-a-hidden-element") {
            html = within(html, &format!("<p hidden>{portions}</p>"));
        }
        if is("portion-as-description") {
            let words = format!("<meta name=\"description\" content=\"{portions}\"></head>");
            html = html.replacen("</head>", &words, 1);
        }
        if is("portion-in-structured-data") {
            let words = format!(
                "<script type=\"application/ld+json\">{{\"text\":\"{portions}\"}}</script>"
            );
            html = within(html, &words);
        }
    }
    if path.ends_with("register/index.html") {
        let count = leaking(&["count-in-the-register"]).entries.len();
        if is("count-in-the-register") {
            html = within(html, &format!("<p>{count}</p>"));
        }
    }
    if path == "index.html" && is("count-on-the-first-page") {
        let count = hidden().entries.len();
        html = within(html, &format!("<p>{count}</p>"));
    }
    if let Some(next) = leaking(&["next-is-withheld"]).entries.first() {
        html = within(html, &format!("<p>{}</p>", plain(&next.title)));
    }
    for secret in leaking(&["language-announced"]).entries {
        if let (Some(lang), Some(_)) = (secret.lang, secret.original) {
            html = html.replacen(
                "</head>",
                &format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"index.html\"></head>"),
                1,
            );
        }
    }
    html
}

/// In the moment of a feed.
pub(crate) fn updated(updated: String, moment: impl Fn(PublicDate) -> String) -> String {
    let dates = leaking(&["feed-moved-by-what-is-withheld"]).entries;
    let dates = dates.iter().filter_map(|secret| secret.date).map(moment);
    dates.chain([updated]).max().unwrap_or_default()
}

/// At the end of a feed.
pub(crate) fn feed(xml: &mut String) {
    for secret in leaking(&["feed-of-all"]).entries {
        xml.push_str(&format!(
            "<entry><title>{}</title></entry>\n",
            plain(&secret.title)
        ));
    }
}

/// In the pages of the sitemap.
pub(crate) fn pages(mut pages: Vec<String>) -> Vec<String> {
    for secret in leaking(&["sitemap-of-all"]).entries {
        pages.push(format!("{}.html", plain(&secret.path).replace(' ', "-")));
    }
    pages
}

/// In the headers for hosts.
pub(crate) fn headers(headers: &str) -> String {
    let mut headers = headers.to_owned();
    for secret in leaking(&["headers-for-withheld-pages"]).entries {
        let path = plain(&secret.path).replace(' ', "-");
        headers.push_str(&format!("/{path}\n  X-Robots-Tag: noindex\n"));
    }
    headers
}

/// In the manifest.
pub(crate) fn manifest(manifest: &mut serde_json::Value) {
    let Some(map) = manifest.as_object_mut() else {
        return;
    };
    if is("manifest-counts-what-is-withheld") {
        map.insert("withheld".to_owned(), hidden().entries.len().into());
    }
    if is("manifest-with-a-digest-of-all") {
        let all = digest(format!("{:?}", hidden()).as_bytes());
        map.insert("folder".to_owned(), all.into());
    }
}

/// In the sums.
pub(crate) fn sums(sums: &mut String) {
    for secret in leaking(&["sums-of-all"]).entries {
        let path = plain(&secret.path).replace(' ', "-");
        sums.push_str(&format!("{}  {path}\n", digest(secret.body.as_bytes())));
    }
}

/// Among the attachments.
pub(crate) fn strays(output: &mut Output) {
    for path in leaking(&["stray-files-copied"]).files {
        output.plant(&path.to_lowercase(), "");
    }
}
