//! What differs between two public trees: what is newly public, what changed, what was withdrawn.
//!
//! Both sides are what a site publishes as its own source, so nothing here can hold what is not public.

mod json;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::public::{Address, Kind, PublicAttachment, PublicEntry, PublicTree, Value};
use text::{pieces, portions, text};

/// What differs between two public trees.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Changes {
    /// Settings of the site: title, languages, rules of the matrix, theme.
    pub site: Vec<FieldChange>,
    /// Entries, by address.
    pub entries: Vec<EntryChange>,
}

/// What differs in one entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EntryChange {
    /// Where it stands, or stood.
    pub address: Address,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its title; the former one of an entry that was withdrawn.
    pub title: String,
    /// What became of it.
    pub what: What,
    /// Its fields.
    pub fields: Vec<FieldChange>,
    /// Sentences of its text, and lines of its tables and lists, in the order of the text.
    pub text: Vec<(What, String)>,
    /// Marks of passages that are withheld, by reason: those that came, and those that are gone.
    pub portions: Vec<(What, String)>,
    /// Its attachments.
    pub attachments: Vec<AttachmentChange>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum What {
    /// It was not there before.
    New,
    /// It is there, and was another.
    Changed,
    /// It is there no more.
    Withdrawn,
}

impl EntryChange {
    /// Says whether anything of the entry is public that was not before.
    #[must_use]
    pub fn adds(&self) -> bool {
        let of_new = |what: What| what != What::Withdrawn;
        self.what == What::New
            || self.fields.iter().any(|one| one.new.is_some())
            || self.text.iter().any(|(what, _)| of_new(*what))
            || self.attachments.iter().any(|one| of_new(one.what))
    }
}

impl What {
    /// In a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A field before and after.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldChange {
    /// Its name.
    pub name: String,
    /// What it said.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
}

/// What became of an attachment.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AttachmentChange {
    /// Its public file name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub what: What,
}

/// Compares two public trees; without an old one everything is new.
#[must_use]
pub fn changes(old: Option<&PublicTree>, new: &PublicTree) -> Changes {
    fn by_address(tree: &PublicTree) -> BTreeMap<&Address, &PublicEntry> {
        let entries = tree.entries().iter();
        entries.map(|entry| (entry.address(), entry)).collect()
    }
    let (before, after) = (old.map(by_address).unwrap_or_default(), by_address(new));
    let addresses: BTreeSet<&Address> = before.keys().chain(after.keys()).copied().collect();
    let of = |tree: &BTreeMap<&Address, _>, address: &Address| tree.get(address).copied();
    let entries = addresses
        .into_iter()
        .filter_map(|address| entry(of(&before, address), of(&after, address)))
        .collect();
    let mut site = fields(&old.map(settings).unwrap_or_default(), &settings(new));
    // Where all is new, the matrix is not news.
    site.retain(|change| old.is_some() || !change.name.starts_with("matrix."));
    Changes { site, entries }
}

/// The settings of a site, by name.
fn settings(tree: &PublicTree) -> Vec<(String, String)> {
    let settings = tree.settings();
    let mut out = vec![
        ("title".to_owned(), settings.title.as_str().to_owned()),
        ("languages".to_owned(), settings.languages.join(", ")),
    ];
    let base = settings.base_url.as_ref().map(crate::PublicText::as_str);
    out.extend(base.map(|base| ("base_url".to_owned(), base.to_owned())));
    let theme = settings
        .theme
        .clone()
        .unwrap_or_else(|| "of the site".to_owned());
    out.push(("theme".to_owned(), theme));
    for (code, name) in &settings.states {
        out.push((format!("states.{code}"), name.as_str().to_owned()));
    }
    for rule in tree.rules() {
        let says = format!(
            "{}, presumption {}, public {}, forms {}, recipients {}, providers {}",
            rule.default,
            rule.presumption,
            rule.public,
            rule.partial.join(" "),
            rule.recipients.join(" "),
            rule.providers.join(" ")
        );
        out.push((format!("matrix.{}", rule.name()), says));
    }
    for (path, bytes) in tree.theme() {
        out.push((format!("theme/{path}"), crate::assessment::sum(bytes)));
    }
    out
}

fn fields(old: &[(String, String)], new: &[(String, String)]) -> Vec<FieldChange> {
    let find = |fields: &[(String, String)], name: &str| {
        fields
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let gone = old.iter().filter(|(name, _)| find(new, name).is_none());
    new.iter()
        .chain(gone)
        .map(|(name, _)| FieldChange {
            name: name.clone(),
            old: find(old, name),
            new: find(new, name),
        })
        .filter(|change| change.old != change.new)
        .collect()
}

fn entry(old: Option<&PublicEntry>, new: Option<&PublicEntry>) -> Option<EntryChange> {
    let shown = new.or(old)?;
    let what = match (old, new) {
        (None, _) => What::New,
        (_, None) => What::Withdrawn,
        (Some(old), Some(new)) if old == new => return None,
        _ => What::Changed,
    };
    Some(EntryChange {
        address: shown.address().clone(),
        kind: shown.kind(),
        title: shown.title().as_str().to_owned(),
        what,
        fields: fields(&named(old), &named(new)),
        text: text(&pieces(old), &pieces(new)),
        portions: portions(&pieces(old), &pieces(new)),
        attachments: attachments(files_of(old), files_of(new)),
    })
}

/// The fields of an entry, in words.
fn named(entry: Option<&PublicEntry>) -> Vec<(String, String)> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    let mut out = vec![
        ("title".to_owned(), entry.title().as_str().to_owned()),
        ("kind".to_owned(), entry.kind().name().to_owned()),
        ("lang".to_owned(), entry.lang().to_owned()),
    ];
    for (name, value) in entry.fields() {
        out.push(((*name).to_owned(), plain(value)));
    }
    out
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.as_str().to_owned(),
        Value::Word(word) => word.clone(),
        Value::Date(date) => date.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Entry(address) => address.as_str().to_owned(),
        Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Map(parts) => parts
            .iter()
            .map(|(name, value)| format!("{name} {}", plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn files_of(entry: Option<&PublicEntry>) -> &[PublicAttachment] {
    entry.map_or(&[], PublicEntry::attachments)
}

fn attachments(old: &[PublicAttachment], new: &[PublicAttachment]) -> Vec<AttachmentChange> {
    let find = |files: &[PublicAttachment], name: &str| {
        files.iter().find(|file| file.name() == name).cloned()
    };
    let gone = old.iter().filter(|file| find(new, file.name()).is_none());
    new.iter()
        .chain(gone)
        .filter_map(|file| {
            let what = match (find(old, file.name()), find(new, file.name())) {
                (None, _) => What::New,
                (_, None) => What::Withdrawn,
                (Some(before), Some(after)) if before == after => return None,
                _ => What::Changed,
            };
            Some(AttachmentChange {
                name: file.name().to_owned(),
                title: file.title().as_str().to_owned(),
                what,
            })
        })
        .collect()
}
