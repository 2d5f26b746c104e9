//! The public half of the generator's own model: all that anyone may see of a site. No part of the generator under test
//! is asked what is public; what stands here is public because it stands here.

/// Names an entry or a record for as long as a model lives, also while others are taken out.
pub type Id = u32;

/// Names a hiding place in public text.
pub type Slot = u32;

/// All that the public gets to see.
#[derive(Clone, Debug)]
pub struct Public {
    /// The languages; the first stands at the root.
    pub languages: Vec<&'static str>,
    /// Whether the site knows its address.
    pub base_url: bool,
    /// What shows of portions that do not say.
    pub display: Option<Show>,
    /// Whether the site has a policy of its own, with one reason more.
    pub policy: bool,
    /// Whether an emergency is in force.
    pub emergency: bool,
    /// The public entries.
    pub entries: Vec<Entry>,
    /// The records of what is withheld.
    pub records: Vec<Record>,
}

/// What shows of a portion.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Show {
    /// A mark.
    Mark,
    /// Nothing.
    Silent,
    /// What the settings say.
    Default,
}

/// Where an entry's address comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum By {
    /// `slug`.
    Slug(String),
    /// `id`.
    Id(String),
    /// The title.
    Title,
}

/// How an entry stands to its dates: all of these are public on the day of the build.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Edge {
    /// Without dates, or with dates far away.
    None,
    /// Public from this very day.
    First,
    /// Public up to this very day.
    Last,
}

/// Who must have judged an entry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Judged {
    /// Nobody.
    No,
    /// One person.
    One,
    /// Two persons.
    Two,
}

/// A public entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name in this model.
    pub id: Id,
    /// Its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Where its address comes from.
    pub by: By,
    /// Its language.
    pub lang: &'static str,
    /// The fields of its kind.
    pub facts: Vec<(&'static str, Datum)>,
    /// Its date, as it shows.
    pub date: Option<&'static str>,
    /// How exactly its date shows, where that is less than a day.
    pub precision: Option<&'static str>,
    /// Whether it is a practice whose origin stays unnamed.
    pub anonymous: bool,
    /// The original that it translates.
    pub translates: Option<Id>,
    /// How it stands to its dates.
    pub edge: Edge,
    /// Who must have judged it.
    pub judged: Judged,
    /// Whether it is public only while the emergency lasts.
    pub during: bool,
    /// Its body.
    pub pieces: Vec<Piece>,
    /// Its public attachments.
    pub files: Vec<Attachment>,
}

/// A value of front matter.
#[derive(Clone, Debug)]
pub enum Datum {
    /// Words.
    Text(String),
    /// A word of a closed list, or a code.
    Word(String),
    /// A date.
    Date(String),
    /// A number.
    Number(u32),
    /// `true` or `false`.
    Flag(bool),
    /// An entry.
    Entry(Id),
    /// Several.
    List(Vec<Datum>),
    /// Named values.
    Map(Vec<(&'static str, Datum)>),
}

/// A record of something that is withheld.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its name in this model.
    pub id: Id,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: &'static str,
    /// Its summary.
    pub summary: Option<String>,
    /// Its type.
    pub typed: bool,
    /// Its reason.
    pub reason: &'static str,
    /// Its language.
    pub lang: &'static str,
}

/// A public attachment.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its title.
    pub title: String,
    /// What its picture or its table is made from.
    pub seed: u8,
    /// Its type.
    pub media: Media,
}

/// Types of attachments.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Media {
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A table.
    Csv,
}

/// Where a portion of whole lines stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// At the top of the body.
    Top,
    /// In a quotation.
    Quote,
    /// In an item of a list.
    Item,
    /// In an admonition.
    Admonition,
    /// In code.
    Code,
}

/// Where an inline portion stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Within {
    /// In a paragraph.
    Paragraph,
    /// In a heading.
    Heading,
    /// In an item of a list.
    Item,
    /// In a cell of a table.
    Cell,
    /// In a quotation.
    Quote,
    /// In emphasis.
    Emphasis,
    /// In a footnote.
    Footnote,
    /// In a definition.
    Definition,
    /// In code.
    Code,
}

/// Where a link leads.
#[derive(Clone, Debug)]
pub enum Link {
    /// To an entry, by the path of its file.
    Entry(Id),
    /// To a record.
    Record(Id),
    /// To a page that the generator makes.
    Site(&'static str),
    /// Elsewhere.
    Elsewhere,
    /// To an attachment of the same entry.
    File(usize),
}

/// A piece of a body.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Words.
    Paragraph(String),
    /// A heading.
    Heading(String),
    /// A list.
    List(Vec<String>, bool),
    /// A quotation.
    Quote(String),
    /// A table of two columns.
    Table(Vec<(String, String)>),
    /// Code.
    Code(String),
    /// An admonition.
    Admonition(&'static str, String),
    /// A term and what it means.
    Definition(String, String),
    /// A sentence with a footnote.
    Footnote(String, String),
    /// A sentence with a link.
    Link(String, Link),
    /// A picture among the attachments.
    Image(usize),
    /// A portion of whole lines.
    Container {
        /// What it hides.
        slot: Slot,
        /// Why.
        reason: &'static str,
        /// What shows of it.
        show: Show,
        /// Where it stands.
        place: Place,
        /// Public words around it.
        around: String,
    },
    /// A portion within a line.
    Inline {
        /// What it hides.
        slot: Slot,
        /// Why.
        reason: &'static str,
        /// What shows of it.
        show: Show,
        /// Where it stands.
        within: Within,
        /// Public words before it.
        before: String,
        /// Public words behind it.
        after: String,
    },
}

impl Public {
    /// The entry of a name.
    #[must_use]
    pub fn entry(&self, id: Id) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// What shows of a portion, once the settings were asked.
    #[must_use]
    pub fn shown(&self, show: Show) -> Show {
        match show {
            Show::Default => self.display.unwrap_or(Show::Mark),
            said => said,
        }
    }
}

impl Entry {
    /// The last part of its address.
    #[must_use]
    pub fn slug(&self) -> String {
        match &self.by {
            By::Slug(slug) | By::Id(slug) => slug.clone(),
            // Titles of this model are ASCII letters, digits and single spaces.
            By::Title => self.title.to_lowercase().replace(' ', "-"),
        }
    }
}
