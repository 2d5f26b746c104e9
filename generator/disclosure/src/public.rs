//! What everyone may read: the public tree and its parts.
//!
//! Nothing here can be built outside this crate, and inside it only the reader of public source archives builds a tree.
//! So whoever holds a [`PublicTree`] holds a function of the bytes that the site publishes as its own source.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use crate::dialect::Block;
use crate::history::History;

/// A text that everyone may read.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PublicText(String);

impl PublicText {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The public projection of a site folder: all that a page, a feed, an index or an export can know.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicTree {
    pub(crate) settings: PublicSettings,
    pub(crate) rules: Vec<RuleFacts>,
    pub(crate) entries: Vec<PublicEntry>,
    pub(crate) theme: BTreeMap<String, Vec<u8>>,
    pub(crate) history: History,
}

impl PublicTree {
    /// The settings that rendering needs.
    #[must_use]
    pub fn settings(&self) -> &PublicSettings {
        &self.settings
    }

    /// The information matrix as this site applies it: one item a rule, in the order of the matrix.
    #[must_use]
    pub fn rules(&self) -> &[RuleFacts] {
        &self.rules
    }

    /// All public entries, records among them, by address.
    #[must_use]
    pub fn entries(&self) -> &[PublicEntry] {
        &self.entries
    }

    /// The site's own theme by path below the theme folder; empty where a built-in one is used.
    #[must_use]
    pub fn theme(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.theme
    }

    /// The releases of the site, and what was retracted, as far as everyone may know.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }
}

/// The settings that rendering needs, and nothing else of `vitrine.toml`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicSettings {
    /// The site's title.
    pub title: PublicText,
    /// Language tags; the first is at the root, each other below a folder of its name. Never empty.
    pub languages: Vec<String>,
    /// Where the site will stand, with a final `/`; feeds and the sitemap need it.
    pub base_url: Option<PublicText>,
    /// The name of a built-in theme; `None` where the site brings its own ([`PublicTree::theme`]).
    pub theme: Option<String>,
    /// Names of state codes that this site adds to ISO 3166.
    pub states: BTreeMap<String, PublicText>,
    /// The day that the site is built for.
    pub as_of: Date,
    /// Whether to write the index for elasticlunr.js clients as well.
    pub elasticlunr: bool,
}

/// One rule of the information matrix: a row, or a stream of a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RuleFacts {
    /// The row's name: `peer-review`.
    pub row: String,
    /// The stream's name, where the row has streams: `regime`.
    pub stream: Option<String>,
    /// The row's number in the matrix, from 1.
    pub number: u64,
    /// The section of the matrix, from 1.
    pub section: u64,
    /// `not-sensitive`, `assess-in-each-case`, `sensitive-by-default` or `release-after-event`.
    pub default: String,
    /// `open`, `closed` or `none`.
    pub presumption: String,
    /// `yes`, `nonsensitive-only`, `partial-only`, `time-released`, `no-until-complete` or `no`.
    pub public: String,
    /// The partial forms that it lists.
    pub partial: Vec<String>,
    /// Who receives such information.
    pub recipients: Vec<String>,
    /// Who provides it.
    pub providers: Vec<String>,
}

impl RuleFacts {
    /// The rule as an entry's `type` names it: `national-policy` or `peer-review/regime`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.stream {
            Some(stream) => format!("{}/{stream}", self.row),
            None => self.row.clone(),
        }
    }
}

/// What kind of thing an entry is; the kinds that can be public.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// A peer-review mission.
    Mission,
    /// A finding of a mission, with its progress.
    Finding,
    /// A best practice.
    Practice,
    /// A law, report, plan or another document.
    Document,
    /// An international instrument.
    Instrument,
    /// A state's profile.
    State,
    /// An announcement.
    Announcement,
    /// A security event.
    Event,
    /// A term of the glossary.
    Term,
    /// A provider of information.
    Provider,
    /// A row of the information matrix, or another reference text.
    Reference,
    /// A page such as the method.
    Page,
    /// What may be said about an entry that is withheld. It has no page of its own: the register lists it.
    Record,
}

impl Kind {
    /// Every kind, in the order of this enumeration.
    pub const ALL: [Self; 13] = [
        Self::Mission,
        Self::Finding,
        Self::Practice,
        Self::Document,
        Self::Instrument,
        Self::State,
        Self::Announcement,
        Self::Event,
        Self::Term,
        Self::Provider,
        Self::Reference,
        Self::Page,
        Self::Record,
    ];

    /// The name as front matter has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mission => "mission",
            Self::Finding => "finding",
            Self::Practice => "practice",
            Self::Document => "document",
            Self::Instrument => "instrument",
            Self::State => "state",
            Self::Announcement => "announcement",
            Self::Event => "event",
            Self::Term => "term",
            Self::Provider => "provider",
            Self::Reference => "reference",
            Self::Page => "page",
            Self::Record => "record",
        }
    }

    /// The folder of its pages.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Mission => "missions",
            Self::Finding => "findings",
            Self::Practice => "practices",
            Self::Document => "documents",
            Self::Instrument => "instruments",
            Self::State => "states",
            Self::Announcement => "announcements",
            Self::Event => "events",
            Self::Term => "terms",
            Self::Provider => "providers",
            Self::Reference => "matrix",
            Self::Page => "pages",
            Self::Record => "register",
        }
    }
}

/// Where an entry stands on the site, without an ending: `missions/nl-2016`, or `fr/missions/nl-2016` in a further language.
///
/// Lower-case ASCII letters, digits, `-` and single slashes only, so joining one to a folder never climbs out of it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Address(pub(crate) String);

impl Address {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A date as exact as the office chose to make it; ordered by its first day, the coarser first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PublicDate {
    pub(crate) year: i16,
    /// 0 where only the year is known.
    pub(crate) month: i8,
    /// 0 where only the month, the quarter or the year is known.
    pub(crate) day: i8,
    pub(crate) quarter: bool,
}

impl PublicDate {
    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where the date tells it.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        (self.month > 0 && !self.quarter).then_some(self.month)
    }

    /// The quarter, 1 to 4, where the date tells it and no more.
    #[must_use]
    pub fn quarter(self) -> Option<i8> {
        self.quarter.then_some((self.month + 2) / 3)
    }

    /// The day of the month, where the date tells it.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        (self.day > 0).then_some(self.day)
    }
}

/// `2016-05-20`, `2016-05`, `2016-Q2` or `2016`.
impl fmt::Display for PublicDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(quarter) = self.quarter() {
            write!(f, "-Q{quarter}")?;
        } else if let Some(month) = self.month() {
            write!(f, "-{month:02}")?;
        }
        match self.day() {
            Some(day) => write!(f, "-{day:02}"),
            None => Ok(()),
        }
    }
}

/// The value of a public field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Free text, without markup.
    Text(PublicText),
    /// A word of a closed vocabulary, an identifier or a code.
    Word(String),
    /// A date.
    Date(PublicDate),
    /// A whole number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
    /// Another public entry.
    Entry(Address),
    /// Several values.
    List(Vec<Value>),
    /// Named values, in the order of the schema.
    Map(Vec<(&'static str, Value)>),
}

impl Value {
    /// A named value of a map.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(fields) => fields
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value),
            Self::Text(_)
            | Self::Word(_)
            | Self::Date(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::Entry(_)
            | Self::List(_) => None,
        }
    }

    /// The text of a text or a word.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()),
            Self::Word(word) => Some(word),
            Self::Date(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::Entry(_)
            | Self::List(_)
            | Self::Map(_) => None,
        }
    }

    /// The items of a list; nothing for any other value.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            Self::Text(_)
            | Self::Word(_)
            | Self::Date(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::Entry(_)
            | Self::Map(_) => &[],
        }
    }
}

/// An entry as everyone may read it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicEntry {
    pub(crate) address: Address,
    pub(crate) kind: Kind,
    pub(crate) lang: String,
    pub(crate) slug: String,
    pub(crate) title: PublicText,
    /// All other public fields, in the order of the schema.
    pub(crate) fields: Vec<(&'static str, Value)>,
    pub(crate) body: Vec<Block>,
    pub(crate) attachments: Vec<PublicAttachment>,
}

impl PublicEntry {
    /// Where it stands.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its language, one of the site's.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The last part of its address.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &PublicText {
        &self.title
    }

    /// A public field by the name that front matter gives it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// All public fields but title, kind, slug and language, in the order of the schema.
    #[must_use]
    pub fn fields(&self) -> &[(&'static str, Value)] {
        &self.fields
    }

    /// The text below the front matter.
    #[must_use]
    pub fn body(&self) -> &[Block] {
        &self.body
    }

    /// The public attachments, by name.
    #[must_use]
    pub fn attachments(&self) -> &[PublicAttachment] {
        &self.attachments
    }
}

/// A file that everyone may have: rewritten from listed parts, named by its public title.
#[derive(Clone, PartialEq)]
pub struct PublicAttachment {
    pub(crate) name: String,
    pub(crate) title: PublicText,
    pub(crate) alt: Option<PublicText>,
    pub(crate) media: Media,
    pub(crate) size: Option<(u32, u32)>,
    pub(crate) bytes: Vec<u8>,
}

impl fmt::Debug for PublicAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PublicAttachment({:?}, {} bytes)",
            self.name,
            self.bytes.len()
        )
    }
}

impl PublicAttachment {
    /// Its file name below its entry's address: `chart.png` of `missions/nl-2016` is at `missions/nl-2016/chart.png`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &PublicText {
        &self.title
    }

    /// The text that stands for an image; every image has one.
    #[must_use]
    pub fn alt(&self) -> Option<&PublicText> {
        self.alt.as_ref()
    }

    /// What it is, by content.
    #[must_use]
    pub fn media(&self) -> Media {
        self.media
    }

    /// Width and height of an image in pixels.
    #[must_use]
    pub fn size(&self) -> Option<(u32, u32)> {
        self.size
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The types of file that may leave.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Media {
    /// A PNG image.
    Png,
    /// A JPEG image.
    Jpeg,
    /// A WebP image.
    Webp,
    /// A drawing in SVG.
    Svg,
    /// A table in CSV.
    Csv,
    /// A document in PDF.
    Pdf,
}

impl Media {
    /// The ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
            Self::Csv => "text/csv",
            Self::Pdf => "application/pdf",
        }
    }

    /// Says whether it is an image.
    #[must_use]
    pub fn is_image(self) -> bool {
        match self {
            Self::Png | Self::Jpeg | Self::Webp | Self::Svg => true,
            Self::Csv | Self::Pdf => false,
        }
    }
}
