//! What differs between two public trees: what is newly public, what changed, what was withdrawn.
//!
//! Both sides are what a site publishes as its own source, so nothing here can hold what is not public.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::Relative;
use crate::dialect::{Block, print};
use crate::public::{Address, Kind, PublicAttachment, PublicEntry, PublicTree, Value};

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

/// Compares two public trees.
#[must_use]
pub fn changes(old: &PublicTree, new: &PublicTree) -> Changes {
    let by_address = |tree: &PublicTree| -> BTreeMap<Address, PublicEntry> {
        tree.entries()
            .iter()
            .map(|entry| (entry.address().clone(), entry.clone()))
            .collect()
    };
    let (before, after) = (by_address(old), by_address(new));
    let addresses: BTreeSet<&Address> = before.keys().chain(after.keys()).collect();
    let entries = addresses
        .into_iter()
        .filter_map(|address| entry(before.get(address), after.get(address)))
        .collect();
    Changes {
        site: fields(&settings(old), &settings(new)),
        entries,
    }
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

/// The text of an entry in pieces: sentences of paragraphs, lines of everything else.
fn pieces(entry: Option<&PublicEntry>) -> Vec<String> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    let addresses = Relative {
        from: entry.address(),
        slug: entry.slug(),
    };
    let mut pieces = Vec::new();
    for block in entry.body() {
        let printed = print::print(std::slice::from_ref(block), &addresses);
        if matches!(block, Block::Paragraph(_)) {
            pieces.extend(sentences(&printed));
        } else {
            let lines = printed.lines().map(str::trim_end);
            pieces.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
        }
    }
    pieces
}

/// Sentences, as far as their ends tell: a full stop, question or exclamation mark before a space, or one of those
/// scripts that use no space.
fn sentences(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    let mut begun = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        begun.push(c);
        let end = matches!(c, '。' | '！' | '？')
            || (matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔')
                && rest.peek().is_none_or(|next| *next == ' '));
        if end {
            out.push(begun.trim().to_owned());
            begun.clear();
        }
    }
    out.push(begun.trim().to_owned());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// How many comparisons of pieces are made; texts that ask for more are told as wholly other.
const MOST: usize = 16 << 20;

/// The pieces that went and that came, in the order of the text: what both have in common, in order, is left out.
fn text(old: &[String], new: &[String]) -> Vec<(What, String)> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let old = old.get(same..).unwrap_or_default();
    let new = new.get(same..).unwrap_or_default();
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let old = old.get(..old.len() - tail).unwrap_or_default();
    let new = new.get(..new.len() - tail).unwrap_or_default();
    let mut out = Vec::new();
    let mut go = |what, piece: &String| out.push((what, piece.clone()));
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > MOST {
        for piece in old {
            go(What::Withdrawn, piece);
        }
        for piece in new {
            go(What::New, piece);
        }
        return out;
    }
    // How much the rests have in common, from each place on.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let longest = if a == b {
                at(&common, i + 1, j + 1) + 1
            } else {
                at(&common, i + 1, j).max(at(&common, i, j + 1))
            };
            if let Some(slot) = common.get_mut(i * width + j) {
                *slot = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                i += 1;
                j += 1;
            }
            (Some(a), b) if b.is_none() || at(&common, i + 1, j) >= at(&common, i, j + 1) => {
                go(What::Withdrawn, a);
                i += 1;
            }
            (_, Some(b)) => {
                go(What::New, b);
                j += 1;
            }
            (_, None) => return out,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> String {
        text(&sentences(old), &sentences(new))
            .into_iter()
            .map(|(what, piece)| format!("{}{piece}", if what == What::New { '+' } else { '-' }))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn only_what_differs_is_told() {
        for (old, new, says) in [
            ("", "", ""),
            ("One. Two.", "One. Two.", ""),
            ("One. Two.", "One. Three. Two.", "+Three."),
            ("One. Two. Three.", "One. Three.", "-Two."),
            ("One. Two.", "Two. One.", "-One.|+One."),
            ("One.", "", "-One."),
            ("", "Is it 3.5? Yes", "+Is it 3.5?|+Yes"),
            ("一。二。", "一。三。", "-二。|+三。"),
        ] {
            assert_eq!(told(old, new), says, "{old} / {new}");
        }
    }

    #[test]
    fn very_long_texts_end() {
        let long = |from: u32| {
            (from..from + 5000)
                .map(|n| n.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(text(&long(0), &long(9000)).len(), 10000);
    }
}
