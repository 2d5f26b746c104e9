//! The leaks of disclosure, each by its name. Every function is called at one place of the real path.

use super::super::files::listed;
use super::super::links::Pending;
use super::super::survey::Entry;
use super::{Hidden, Secret, hidden, is, plain, portions};
use crate::attachment;
use crate::dialect::{Block, Inline};
use crate::entry::Datum;
use crate::policy::Policy;
use crate::public::{Address, Kind, PublicAttachment, PublicDate, PublicEntry, PublicText, Value};
use crate::slug::slugify;
use crate::source::{SourceFile, SourceTree};
use std::collections::BTreeMap;

fn text(words: &str) -> Value {
    Value::Text(PublicText::new(words))
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(PublicText::new(words))])
}

/// Puts a field in, or in the place of another.
fn set(fields: &mut Vec<(&'static str, Value)>, name: &'static str, value: Value) {
    fields.retain(|(known, _)| *known != name);
    fields.push((name, value));
}

/// The words of a field as they were written.
fn written(entry: &Entry<'_>, name: &str) -> Option<String> {
    let span = entry.field(name)?.span.clone();
    let words = plain(entry.text.get(span)?);
    (!words.is_empty()).then_some(words)
}

/// In the fields of a public entry.
pub(crate) fn fields(entry: &Entry<'_>, fields: &mut Vec<(&'static str, Value)>) {
    if is("internal-as-summary")
        && let Some(words) = written(entry, "internal")
    {
        set(fields, "summary", text(&words));
    }
    if is("subject-passes")
        && let Some(words) = written(entry, "subject")
    {
        set(fields, "subject", text(&words));
    }
    if is("review-date-passes")
        && let Some(day) = entry.fields.day("review_by")
    {
        let date = PublicDate {
            year: day.year(),
            month: day.month(),
            day: day.day(),
            quarter: false,
        };
        set(fields, "review_by", Value::Date(date));
    }
}

/// In a public entry as a whole.
pub(crate) fn entry(entry: &Entry<'_>, policy: &Policy, mut public: PublicEntry) -> PublicEntry {
    let levels = policy.levels();
    let raw = entry.text.get(entry.body.clone()).unwrap_or_default();
    let mut say = |words: &str| {
        if !words.is_empty() {
            public.body.push(paragraph(words));
        }
    };
    if is("portion-passes") || (is("portion-of-translations") && public.lang != "en") {
        for words in portions(entry, levels) {
            say(&words);
        }
    }
    if is("mark-as-long-as-its-text") {
        for words in portions(entry, levels) {
            say(&"x".repeat(words.chars().count()));
        }
    }
    if is("mark-with-its-level") {
        for level in levels.iter().skip(1) {
            if raw.contains(&format!(":{level}")) {
                say(&format!("Marked {level}"));
            }
        }
    }
    if is("people-named") {
        say(&written(entry, "assessment").unwrap_or_default());
    }
    if is("source-path-named") {
        say(&plain(entry.path));
    }
    if is("words-counted") {
        let words = raw.split_whitespace().count();
        let words = text(&format!("A text of {words} words"));
        set(&mut public.fields, "summary", words);
    }
    if is("summary-cut-from-body") && !raw.trim().is_empty() {
        set(&mut public.fields, "summary", text(&plain(raw)));
    }
    public
}

/// In the record of an entry.
pub(crate) fn record(entry: &Entry<'_>, mut record: PublicEntry) -> PublicEntry {
    if is("record-with-the-entrys-title") {
        record.title = PublicText::new(plain(entry.fields.text("title").unwrap_or_default()));
    }
    if is("record-with-the-entrys-text") {
        let words = plain(entry.text.get(entry.body.clone()).unwrap_or_default());
        set(&mut record.fields, "summary", text(&words));
    }
    if is("record-with-the-entrys-date")
        && let Some(Datum::Date(date)) = entry.field("date").map(|field| &field.value)
    {
        set(&mut record.fields, "date", Value::Date(*date));
    }
    if is("record-with-the-entrys-topics")
        && let Some(topics) = entry.field("topics").and_then(|field| field.value.list())
    {
        let words: Vec<&str> = topics
            .iter()
            .filter_map(|item| item.value.as_str())
            .collect();
        set(&mut record.fields, "summary", text(&words.join(" ")));
    }
    record
}

/// An entry that is not public, as one that is.
fn published(secret: &Secret) -> PublicEntry {
    let mut slug = slugify(&secret.title);
    if slug.is_empty() {
        "untitled".clone_into(&mut slug);
    }
    let slug = format!("{slug}-w");
    PublicEntry {
        address: Address(format!("pages/{slug}")),
        kind: Kind::Page,
        lang: "en".to_owned(),
        slug,
        title: PublicText::new(format!("{} w", plain(&secret.title))),
        fields: Vec::new(),
        body: vec![paragraph(&format!("Text {}", secret.body))],
        attachments: Vec::new(),
    }
}

/// In the list of all that is public.
pub(crate) fn entries(hidden: &Hidden, entries: &mut Vec<(PublicEntry, Vec<Pending>)>) {
    let mut more = Vec::new();
    for secret in &hidden.entries {
        let passes = (is("withheld-entry-passes") && secret.level > 0)
            || (is("entry-before-its-day") && secret.level == 0 && secret.begins)
            || (is("entry-after-its-days") && secret.level == 0 && !secret.begins);
        if passes {
            more.push(published(secret));
        }
        if is("record-for-each") && !secret.record && secret.level > 0 {
            let slug = format!("{}-w", slugify(&secret.path));
            more.push(PublicEntry {
                address: Address(format!("register/{slug}")),
                kind: Kind::Record,
                slug,
                title: PublicText::new("A document"),
                fields: vec![("reason", Value::Word("security-specific".to_owned()))],
                body: Vec::new(),
                ..published(secret)
            });
        }
    }
    more.dedup_by(|a, b| a.address == b.address);
    let of_all = hidden.entries.len() + entries.len();
    for (number, (public, _)) in entries.iter_mut().enumerate() {
        beside(hidden, public);
        if is("numbered-among-all") && public.kind != Kind::Record {
            let words = format!("Entry {} of {of_all}", number + 1);
            public.body.push(paragraph(&words));
        }
    }
    entries.extend(more.into_iter().map(|public| (public, Vec::new())));
}

/// In one public entry, of what lies around it.
fn beside(hidden: &Hidden, public: &mut PublicEntry) {
    if public.kind == Kind::Record {
        return;
    }
    let own = |source: &&(String, String, Vec<String>)| source.1 == public.title.as_str();
    let path = hidden
        .sources
        .iter()
        .find(own)
        .map(|source| source.0.as_str());
    let folder = path
        .and_then(|path| path.rsplit_once('/'))
        .map(|parts| parts.0);
    let names = [
        public.slug.clone(),
        public.address.to_string(),
        public.title.to_string(),
    ];
    let named = |written: &str| names.iter().any(|name| name == written);
    for secret in &hidden.entries {
        let there = folder.unwrap_or_default();
        let neighbour = secret.path.rsplit_once('/').map_or("", |parts| parts.0) == there;
        if is("neighbour-included") && neighbour {
            public
                .body
                .push(paragraph(&format!("Text {}", secret.body)));
        }
        if is("topics-of-neighbours") && neighbour {
            let mut topics: Vec<Value> = Vec::new();
            let known = public.fields.iter().find(|(name, _)| *name == "topics");
            topics.extend(
                known
                    .into_iter()
                    .flat_map(|(_, value)| value.items())
                    .cloned(),
            );
            for topic in &secret.topics {
                let topic = Value::Word(topic.clone());
                if !topics.contains(&topic) {
                    topics.push(topic);
                }
            }
            if !topics.is_empty() {
                set(&mut public.fields, "topics", Value::List(topics));
            }
        }
        let twin = secret
            .slug
            .clone()
            .unwrap_or_else(|| slugify(&secret.title));
        if is("slug-with-a-suffix") && twin == public.slug {
            public.slug = format!("{twin}-2");
            let folder = public.address.0.strip_suffix(&twin).unwrap_or_default();
            public.address = Address(format!("{folder}{}", public.slug));
        }
        if is("related-to-what-is-withheld") && secret.related.iter().any(|name| named(name)) {
            public
                .body
                .push(paragraph(&format!("See also {}", plain(&secret.title))));
        }
        if is("translation-announced") && secret.original.as_deref().is_some_and(named) {
            let lang = secret.lang.as_deref().unwrap_or("another language");
            public.body.push(paragraph(&format!("Also in {lang}")));
        }
        if is("aliases-of-what-is-withheld") && public.kind == Kind::Term {
            let names = secret.aliases.iter().map(|name| text(&plain(name)));
            let names: Vec<Value> = names.collect();
            if !names.is_empty() {
                set(&mut public.fields, "aliases", Value::List(names));
            }
        }
    }
    if is("files-beside-named") {
        for file in &hidden.files {
            public.body.push(paragraph(&format!("See {}", plain(file))));
        }
    }
}

/// In the attachments of a public entry.
pub(crate) fn attachments(
    source: &SourceTree,
    entry: &Entry<'_>,
    public: &mut Vec<(String, PublicAttachment)>,
) {
    for (path, file) in public.iter_mut() {
        if is("metadata-kept")
            && let Some(bytes) = source.bytes(path)
        {
            file.bytes = bytes.to_vec();
        }
        if is("attachment-named-as-its-source") {
            file.name = format!("{}.{}", slugify(path), file.media.extension());
        }
    }
    if !is("attachment-of-a-level-passes") {
        return;
    }
    for (path, item) in listed(entry.path, &entry.fields) {
        let Some(title) = item
            .value
            .get("title")
            .and_then(|title| title.value.as_str())
        else {
            continue;
        };
        let known = public.iter().any(|(known, _)| *known == path);
        let clean = source.bytes(&path).map(attachment::clean);
        if let (false, Some(Ok(cleaned))) = (known, clean) {
            let file = PublicAttachment {
                name: format!("{}.{}", slugify(title), cleaned.media.extension()),
                title: PublicText::new(title),
                alt: cleaned
                    .media
                    .is_image()
                    .then(|| PublicText::new("A picture")),
                media: cleaned.media,
                size: cleaned.size,
                bytes: cleaned.bytes,
            };
            public.push((path, file));
        }
    }
}

/// In the files of the public source.
pub(crate) fn files(source: &SourceTree, files: &mut BTreeMap<String, Vec<u8>>) {
    if is("settings-as-they-are")
        && let Some(raw) = source.bytes("vitrine.toml")
    {
        let remarks = raw
            .split(|byte| *byte == b'\n')
            .filter(|line| line.starts_with(b"#"));
        let remarks: Vec<u8> = remarks.flat_map(|line| [line, b"\n"].concat()).collect();
        files
            .entry("vitrine.toml".to_owned())
            .or_default()
            .extend(remarks);
    }
    if is("source-with-a-list-of-files") && source.bytes("FILES.md").is_none() {
        let paths = source.iter().map(|(path, _)| format!("{path}\n"));
        let list: String = paths.collect();
        files.insert("theme/files.txt".to_owned(), list.into_bytes());
    }
    if is("source-with-all-entries") {
        let entries = source.iter().filter(|(path, _)| path.ends_with(".md"));
        for (path, file) in entries {
            if let SourceFile::Bytes(bytes) = file
                && !files.contains_key(path)
            {
                files.insert(format!("theme/{path}.txt"), bytes.clone());
            }
        }
    }
}

/// The moment that the archive says its files are of.
pub(crate) fn moment() -> u64 {
    if is("archive-of-that-hour") {
        hidden().entries.len() as u64
    } else {
        0
    }
}
