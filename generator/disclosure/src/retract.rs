//! Takes an entry out of a public source, and puts a tombstone in its place. The private folder is not asked.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::dialect::print::{self, Address as Addresses};
use crate::dialect::{Target, forbidden};
use crate::disclose::{Disclosure, revise};
use crate::entry::suggestion;
use crate::history::{NAME, Retraction};
use crate::policy::{Detectors, Policy};
use crate::public::{Address, Kind, PublicEntry, PublicText, PublicTree, Value};
use crate::source::SourceTree;

/// A public source without what was retracted.
#[derive(Clone, Debug)]
pub struct Retracted {
    /// The public source.
    pub disclosure: Disclosure,
    /// Where what was retracted stood: the entry, and its translations.
    pub addresses: Vec<Address>,
    /// Entries that lead to it. Their words stay as they are; their links lead to the tombstone.
    pub linked: Vec<Address>,
}

/// Why nothing was retracted.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NotRetracted {
    /// Nothing has this name. Something else has a name that is near.
    Unknown(Option<String>),
    /// Several entries have this name.
    Ambiguous(Vec<Address>),
    /// It was retracted already, on this day.
    Already(Address, Date),
    /// These words cannot stand on a page.
    Words(&'static str),
    /// These words look like what must not be public, to the detector of this name.
    Detected(String, String),
    /// What is left is no site.
    Broken(Diagnostics),
}

/// Retracts an entry, or a record, by its address, its id, or the last part of its address; and its translations.
///
/// # Errors
///
/// Why it is not retracted.
pub fn retract(
    site: &Disclosure,
    name: &str,
    on: Date,
    words: Option<&str>,
) -> Result<Retracted, NotRetracted> {
    if let Some(words) = words {
        fit(words, &Detectors::default())?;
    }
    let tree = site.tree();
    let chosen = match chosen(tree, &address_of(tree, name)) {
        Err(NotRetracted::Already(address, day)) => {
            return reworded(site, &address, words)
                .unwrap_or(Err(NotRetracted::Already(address, day)));
        }
        chosen => chosen?,
    };
    let mut history = tree.history().clone();
    for entry in &chosen {
        history = history.with_retraction(Retraction {
            address: entry.address.clone(),
            kind: entry.kind,
            on,
            words: words.map(|words| PublicText::new(words.trim())),
        });
    }
    let disclosure = revise(site, |source| {
        for entry in &chosen {
            source.remove(&crate::archive::path(entry));
            for file in &entry.attachments {
                source.remove(&format!("{}/{}", entry.address, file.name));
            }
        }
        source.insert(NAME, history.to_toml());
    })
    .map_err(NotRetracted::Broken)?;
    let gone: BTreeSet<&Address> = chosen.iter().map(|entry| &entry.address).collect();
    let linked = disclosure
        .tree()
        .entries()
        .iter()
        .filter(|entry| leads_to(entry, &gone))
        .map(|entry| entry.address.clone())
        .collect();
    Ok(Retracted {
        addresses: gone.into_iter().cloned().collect(),
        linked,
        disclosure,
    })
}

/// Says whether words can stand on a tombstone, as far as a site's own detectors can say.
///
/// # Errors
///
/// Why they cannot. A policy that cannot be read says nothing: a retraction does not wait for it.
pub fn judge_words(words: &str, site: &SourceTree) -> Result<(), NotRetracted> {
    match Policy::read(site, &mut Diagnostics::new()) {
        Some(policy) => fit(words, policy.detectors()),
        None => Ok(()),
    }
}

fn fit(words: &str, detectors: &Detectors) -> Result<(), NotRetracted> {
    if let Some(why) = unfit(words) {
        return Err(NotRetracted::Words(why));
    }
    match detectors.seek(words).into_iter().next() {
        Some(hit) => Err(NotRetracted::Detected(hit.name, hit.seeks)),
        None => Ok(()),
    }
}

/// A tombstone with other words. `None` where it says these already, or no words are given.
fn reworded(
    site: &Disclosure,
    address: &Address,
    words: Option<&str>,
) -> Option<Result<Retracted, NotRetracted>> {
    let history = site.tree().history();
    let known = history.retraction(address.as_str())?;
    let words = PublicText::new(words?.trim());
    if known.words == Some(words.clone()) {
        return None;
    }
    let history = history.with_retraction(Retraction {
        words: Some(words),
        ..known.clone()
    });
    let disclosure = revise(site, |source| source.insert(NAME, history.to_toml()));
    let retracted = disclosure.map(|disclosure| Retracted {
        disclosure,
        addresses: vec![address.clone()],
        linked: Vec::new(),
    });
    Some(retracted.map_err(NotRetracted::Broken))
}

fn unfit(words: &str) -> Option<&'static str> {
    if words.trim().is_empty() {
        return Some("nothing");
    }
    if words.chars().any(char::is_control) {
        return Some("more than one line of text");
    }
    words.chars().find_map(forbidden)
}

/// What people write of an address, without what is not of it: the site's own address, slashes, endings.
fn address_of(tree: &PublicTree, name: &str) -> String {
    let name = name.trim();
    let base = tree.settings().base_url.as_ref();
    let name = base
        .and_then(|base| name.strip_prefix(base.as_str()))
        .unwrap_or(name)
        .trim_matches('/');
    let (page, fragment) = name.split_once('#').unwrap_or((name, ""));
    if let Some(folder) = page.strip_suffix("/index.html")
        && !fragment.is_empty()
    {
        return format!("{folder}/{fragment}");
    }
    let page = page.strip_suffix(".html").unwrap_or(page);
    page.strip_suffix(".md").unwrap_or(page).to_owned()
}

/// The entries that are meant, the translations of each among them.
fn chosen<'a>(tree: &'a PublicTree, name: &str) -> Result<Vec<&'a PublicEntry>, NotRetracted> {
    let entries = tree.entries();
    let id = |entry: &&PublicEntry| entry.field("id").and_then(Value::as_str) == Some(name);
    let mut found: Vec<&PublicEntry> = entries
        .iter()
        .filter(|entry| entry.address.as_str() == name)
        .collect();
    if found.is_empty() {
        found = entries.iter().filter(id).collect();
    }
    if found.is_empty() {
        found = entries.iter().filter(|entry| entry.slug == name).collect();
    }
    let kinds: BTreeSet<Kind> = found.iter().map(|entry| entry.kind).collect();
    if kinds.len() > 1 {
        let all = found.iter().map(|entry| entry.address.clone());
        return Err(NotRetracted::Ambiguous(all.collect()));
    }
    if found.is_empty() {
        let retracted = tree.history().retracted().iter();
        if let Some(one) = retracted
            .filter(|one| one.slug() == name || one.address().as_str() == name)
            .min_by_key(|one| one.address().as_str().len())
        {
            return Err(NotRetracted::Already(one.address().clone(), one.on()));
        }
        let known = entries.iter().flat_map(|entry| {
            let id = entry.field("id").and_then(Value::as_str);
            [Some(entry.address.as_str()), Some(entry.slug.as_str()), id]
        });
        let near = suggestion(name, known.flatten());
        return Err(NotRetracted::Unknown(near.map(str::to_owned)));
    }
    let originals: BTreeSet<&Address> = found.iter().map(|entry| &entry.address).collect();
    let translation = |entry: &&PublicEntry| match entry.field("translation_of") {
        Some(Value::Entry(original)) => originals.contains(original),
        _ => false,
    };
    let translations: Vec<&PublicEntry> = entries.iter().filter(translation).collect();
    for entry in translations {
        if !found.contains(&entry) {
            found.push(entry);
        }
    }
    Ok(found)
}

/// Says whether an entry names any of some addresses, in its fields or its text.
fn leads_to(entry: &PublicEntry, addresses: &BTreeSet<&Address>) -> bool {
    fn names(value: &Value, addresses: &BTreeSet<&Address>) -> bool {
        match value {
            Value::Entry(address) => addresses.contains(address),
            Value::List(items) => items.iter().any(|item| names(item, addresses)),
            Value::Map(parts) => parts.iter().any(|(_, part)| names(part, addresses)),
            Value::Text(_)
            | Value::Word(_)
            | Value::Date(_)
            | Value::Number(_)
            | Value::Flag(_) => false,
        }
    }
    let seen = Seen(RefCell::default());
    print::print(entry.body(), &seen);
    let seen = seen.0.into_inner();
    entry
        .fields()
        .iter()
        .any(|(_, value)| names(value, addresses))
        || seen.iter().any(|target| match target {
            Target::Entry { address, .. } => addresses.contains(address),
            Target::Record(slug) => {
                let ends =
                    |address: &&Address| address.as_str().ends_with(&format!("register/{slug}"));
                addresses.iter().any(ends)
            }
            Target::Attachment(_)
            | Target::Generated(_)
            | Target::Anchor(_)
            | Target::Elsewhere(_) => false,
        })
}

/// Notes where the links of a text lead while it is printed.
struct Seen(RefCell<Vec<Target>>);

impl Addresses for Seen {
    fn link(&self, target: &Target) -> String {
        self.0.borrow_mut().push(target.clone());
        String::new()
    }

    fn attachment(&self, _: &str) -> String {
        String::new()
    }
}
