//! The private half of the model: all that must not change a byte of the site. Mutations change this half alone.

use std::collections::BTreeMap;

use crate::public::{Id, Slot};

/// All that the public does not get to see.
#[derive(Clone, Debug, PartialEq)]
pub struct Private {
    /// The names of the levels above `public`; their own only where the site has a policy.
    pub levels: [&'static str; 3],
    /// A remark in the settings.
    pub remark: String,
    /// What portions hide.
    pub fills: BTreeMap<Slot, Fill>,
    /// What is not public of public entries.
    pub hosts: BTreeMap<Id, Host>,
    /// The entries behind records.
    pub guards: BTreeMap<Id, Secret>,
    /// The entry that declares the emergency.
    pub emergency: Emergency,
    /// Entries of which nothing is public.
    pub entries: Vec<Secret>,
    /// Files that no entry lists.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Folders whose floor is above public, with its level.
    pub floors: BTreeMap<String, usize>,
}

/// What a portion hides.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// Its level, as an index into the levels above public.
    pub level: usize,
    /// Whether it is there: what shows as nothing need not be.
    pub present: bool,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its lines in the translation.
    pub other: Vec<String>,
}

/// How a file is written: none of it shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Style {
    /// TOML instead of YAML.
    pub toml: bool,
    /// CRLF instead of LF.
    pub crlf: bool,
    /// Stars instead of hyphens before items.
    pub stars: bool,
    /// Fields in another order.
    pub order: u64,
}

/// What is not public of a public entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    /// The path of its file, without `.md`.
    pub path: String,
    /// How it is written.
    pub style: Style,
    /// Who judged it, who approved that, and why.
    pub people: [String; 3],
    /// The day of the judgement.
    pub judged_on: &'static str,
    /// Fields that nobody publishes.
    pub internal: Option<String>,
    /// The subject, for the mosaic.
    pub subject: Option<String>,
    /// When it is to be looked at again.
    pub review_by: Option<&'static str>,
    /// Month and day of a date that shows less exactly.
    pub fine: (u8, u8),
    /// Who stands behind a practice whose origin stays unnamed.
    pub origin: String,
    /// The names of the files of its public attachments, without their endings.
    pub names: Vec<String>,
    /// What else its public attachments hold.
    pub metadata: String,
    /// Its attachments that are not public.
    pub files: Vec<Hidden>,
}

/// An attachment that is not public.
#[derive(Clone, Debug, PartialEq)]
pub struct Hidden {
    /// The name of its file.
    pub name: String,
    /// Its level.
    pub level: usize,
    /// Its title.
    pub title: String,
    /// Its bytes, of any type.
    pub bytes: Vec<u8>,
}

/// Why nothing of an entry is public.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
    /// Its level.
    Level,
    /// Its day has not come.
    Later,
    /// Its days are over.
    Over,
    /// It is for an emergency that nobody declared.
    NoEmergency,
}

/// An entry of which nothing is public, but for a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Secret {
    /// The path of its file, without `.md`.
    pub path: String,
    /// How it is written.
    pub style: Style,
    /// Its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its level, as an index into the levels above public.
    pub level: usize,
    /// Why it is not public.
    pub why: Why,
    /// How many days its own day is away.
    pub away: u8,
    /// Its id.
    pub id: Option<String>,
    /// Its slug.
    pub slug: Option<String>,
    /// Its date.
    pub date: Option<&'static str>,
    /// Its topics.
    pub topics: Vec<&'static str>,
    /// Its language, where it says one.
    pub lang: bool,
    /// Its summary.
    pub summary: Option<String>,
    /// Other names, for a term.
    pub aliases: Vec<String>,
    /// A public entry that it translates.
    pub translates: Option<Id>,
    /// A public entry that it is related to.
    pub related: Option<Id>,
    /// Who judged it.
    pub people: [String; 3],
    /// Its body.
    pub lines: Vec<String>,
    /// Whether a portion of a higher level stands in it.
    pub portion: bool,
    /// Its attachments.
    pub files: Vec<Hidden>,
}

/// The entry that declares an emergency.
#[derive(Clone, Debug, PartialEq)]
pub struct Emergency {
    /// The path of its file, without `.md`.
    pub path: String,
    /// How it is written.
    pub style: Style,
    /// Its level.
    pub level: usize,
    /// Its title, the event, and the basis.
    pub words: [String; 3],
    /// How many days before the build it began, and how many after it will end.
    pub days: (u8, u8),
}
