//! Deliberate leaks, so that tests can show which checks catch each. Compiled under the feature `sabotage` alone, which
//! nothing that is shipped has; even then a leak happens only on a thread that asked for it by its name.
//!
//! A place that could leak has one line, `sabotage::…`, behind the feature. What would leak there stands in `leaks`, and
//! for rendering in the crate that renders, which learns here what it could never know: what is hidden.

mod leaks;

use std::cell::{Cell, RefCell};

use super::Origin;
use super::survey::{Entry, Survey};
use crate::entry::Datum;
use crate::policy::Policy;
use crate::public::PublicDate;
use crate::source::{SourceFile, SourceTree};

pub(crate) use leaks::{attachments, entries, entry, fields, files, moment, record};

thread_local! {
    static LEAK: Cell<&'static str> = const { Cell::new("") };
    static PROVES: Cell<bool> = const { Cell::new(true) };
    static HIDDEN: RefCell<Hidden> = RefCell::default();
}

/// What a site folder hides.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    /// Its entries that are not public, in the order of their paths.
    pub entries: Vec<Secret>,
    /// Of its public entries: the path, the title, and the texts of the portions.
    pub sources: Vec<(String, String, Vec<String>)>,
    /// Names of files that no entry lists.
    pub files: Vec<String>,
}

/// An entry that is not public.
#[derive(Clone, Debug)]
pub struct Secret {
    /// The path of its file.
    pub path: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The slug or the id that it gives itself.
    pub slug: Option<String>,
    /// Its level; 0 where its tag is public and its day is not.
    pub level: usize,
    /// Whether it has a day on which it begins to be public.
    pub begins: bool,
    /// Whether it has a public record.
    pub record: bool,
    /// Its date.
    pub date: Option<PublicDate>,
    /// Its language, where it says one.
    pub lang: Option<String>,
    /// Its topics.
    pub topics: Vec<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The entries that it is related to, as written.
    pub related: Vec<String>,
    /// The entry that it translates, as written.
    pub original: Option<String>,
    /// Its text, as plain words.
    pub body: String,
}

/// Runs something with one leak. Where `proves` is false, the proof of each build looks away, so that other checks can
/// be tried.
pub fn leaking<R>(name: &'static str, proves: bool, run: impl FnOnce() -> R) -> R {
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            LEAK.set("");
            PROVES.set(true);
            forget();
        }
    }
    LEAK.set(name);
    PROVES.set(proves);
    let _end = End;
    run()
}

/// Something that runs on another thread with the leak of this one.
pub fn carried<R>(run: impl FnOnce() -> R + Send) -> impl FnOnce() -> R + Send {
    let (leak, hidden) = (LEAK.get(), hidden());
    move || {
        LEAK.set(leak);
        HIDDEN.set(hidden);
        run()
    }
}

/// Says whether this leak was asked for.
#[must_use]
pub fn is(name: &str) -> bool {
    LEAK.get() == name
}

/// What the folder that was disclosed last hides.
#[must_use]
pub fn hidden() -> Hidden {
    HIDDEN.with_borrow(Clone::clone)
}

/// Says whether the proof of each build looks at what it proves.
pub(crate) fn proves() -> bool {
    PROVES.get()
}

/// Forgets what was hidden: who opens an archive knows nothing else.
pub(crate) fn forget() {
    HIDDEN.take();
}

/// Notes what a source tree hides. An archive hides nothing, and what its folder hid is still known.
pub(crate) fn notice(
    survey: &Survey<'_>,
    source: &SourceTree,
    policy: &Policy,
    origin: Origin,
) -> Hidden {
    if LEAK.get().is_empty() || origin == Origin::Archive {
        return Hidden::default();
    }
    let mut noticed = Hidden::default();
    for entry in &survey.entries {
        if entry.is_public() {
            let title = entry.fields.text("title").unwrap_or_default().to_owned();
            let portions = portions(entry, policy.levels());
            let source = (entry.path.to_owned(), title, portions);
            noticed.sources.push(source);
        } else {
            noticed.entries.push(secret(entry));
        }
    }
    let unread = source
        .iter()
        .filter(|(_, file)| **file == SourceFile::Unread);
    noticed
        .files
        .extend(unread.map(|(path, _)| path.to_owned()));
    HIDDEN.set(noticed.clone());
    noticed
}

fn secret(entry: &Entry<'_>) -> Secret {
    let word = |name: &str| entry.fields.word(name).map(str::to_owned);
    let list = |name: &str| -> Vec<String> {
        let items = entry.field(name).and_then(|field| field.value.list());
        let items = items.unwrap_or_default().iter();
        items
            .filter_map(|item| item.value.as_str().map(str::to_owned))
            .collect()
    };
    let date = entry.field("date").and_then(|field| match &field.value {
        Datum::Date(date) => Some(*date),
        Datum::Day(day) => Some(PublicDate {
            year: day.year(),
            month: day.month(),
            day: day.day(),
            quarter: false,
        }),
        _ => None,
    });
    Secret {
        path: entry.path.to_owned(),
        kind: entry.fields.kind,
        title: entry.fields.text("title").unwrap_or_default().to_owned(),
        slug: word("slug").or_else(|| word("id")),
        level: entry.level,
        begins: entry.field("not_before").is_some(),
        record: entry.field("public_record").is_some(),
        date,
        lang: word("lang"),
        topics: list("topics"),
        aliases: list("aliases"),
        related: list("related"),
        original: word("translation_of"),
        body: plain(entry.text.get(entry.body.clone()).unwrap_or_default()),
    }
}

/// The words of a text alone, and not too many of them: nothing that a reader of Markdown could trip over.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).take(40).collect();
    words.join(" ")
}

/// The texts of the portions of an entry, found crudely; the words alone.
fn portions(entry: &Entry<'_>, levels: &[String]) -> Vec<String> {
    let body = entry.text.get(entry.body.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in body.lines() {
        let bare = line.trim_start_matches([' ', '\t', '>', '-']);
        if let Some(text) = &mut open {
            if bare.starts_with(":::") {
                found.extend(open.take());
            } else {
                text.push_str(bare);
                text.push(' ');
            }
            continue;
        }
        let named = bare.trim_start_matches(':');
        let is_level = |text: &str| levels.iter().skip(1).any(|level| text.starts_with(level));
        if bare.starts_with(":::") && is_level(named) {
            open = Some(String::new());
            continue;
        }
        for (at, _) in line.match_indices(':') {
            let rest = line.get(at + 1..).unwrap_or_default();
            let inner = rest.split_once('[').map(|(_, inner)| inner);
            if let (true, Some(inner)) = (is_level(rest), inner) {
                found.push(inner.split("]{").next().unwrap_or_default().to_owned());
            }
        }
    }
    found.iter().map(|text| plain(text)).collect()
}
