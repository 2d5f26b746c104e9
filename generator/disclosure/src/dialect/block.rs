//! The tree that public text is: blocks and inlines of a closed dialect.
//!
//! What passes the projection is this tree and never the bytes it was written in, so nothing can pass that a page
//! would not show.

use crate::public::{Address, PublicText};

/// A block of public text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, numbered from `start` where that is given.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// Whether its items stand close: their paragraphs are rendered without margins.
        tight: bool,
        /// The items; never empty.
        items: Vec<Item>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Code, as written; with a language of the closed list where one is given.
    Code {
        /// `text`, `toml`, `yaml`, `json`, `csv`, `sh` or `markdown`.
        language: Option<String>,
        /// The lines, each ended by a line feed.
        text: PublicText,
    },
    /// A table.
    Table(Table),
    /// A thematic break.
    Rule,
    /// Terms, each with its definitions.
    Definitions(Vec<(Vec<Inline>, Vec<Vec<Block>>)>),
    /// A footnote; numbered by the first reference to it.
    Footnote {
        /// The label, which is public text too.
        label: PublicText,
        /// The text.
        blocks: Vec<Block>,
    },
    /// A note, tip, warning and so on.
    Admonition {
        /// Which.
        kind: Admonition,
        /// The text.
        blocks: Vec<Block>,
    },
    /// The mark that something of this place is withheld.
    Withheld {
        /// The reason's name, as `vocabulary::REASONS` has it.
        reason: String,
    },
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6; an entry's title is the page's only heading of level 1, so bodies start at 2.
    pub level: u8,
    /// The anchor; made from public text, and of its own in its entry.
    pub id: String,
    /// Whether the author gave the anchor.
    pub explicit: bool,
    /// The text.
    pub text: Vec<Inline>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whether it is a task, and if so, whether it is done.
    pub task: Option<bool>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// One a column.
    pub align: Vec<Align>,
    /// The header cells, one a column.
    pub head: Vec<Vec<Inline>>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Align {
    /// As the text runs.
    None,
    /// To the start.
    Left,
    /// In the middle.
    Center,
    /// To the end.
    Right,
}

/// The kinds of admonition; a closed list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Admonition {
    /// `:::note`
    Note,
    /// `:::tip`
    Tip,
    /// `:::warning`
    Warning,
    /// `:::important`
    Important,
    /// `:::example`
    Example,
}

impl Admonition {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Note,
        Self::Tip,
        Self::Warning,
        Self::Important,
        Self::Example,
    ];

    /// The name as written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Warning => "warning",
            Self::Important => "important",
            Self::Example => "example",
        }
    }
}

/// A piece of text within a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text.
    Text(PublicText),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck through.
    Strike(Vec<Inline>),
    /// Code.
    Code(PublicText),
    /// A link.
    Link {
        /// Where to.
        target: Target,
        /// The text of the link.
        text: Vec<Inline>,
    },
    /// An image: an attachment of the same entry, whose title and `alt` are those that the front matter lists.
    Image {
        /// The name of the attachment.
        attachment: String,
    },
    /// A reference to a footnote of the same entry.
    Footnote {
        /// Its label.
        label: PublicText,
    },
    /// A line end that a page shows as a space.
    SoftBreak,
    /// A line end that a page shows.
    HardBreak,
    /// The mark that something of this place is withheld.
    Withheld {
        /// The reason's name, as `vocabulary::REASONS` has it.
        reason: String,
    },
}

/// Where a link leads; each exists and is public.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Target {
    /// A public entry, and an anchor in it.
    Entry {
        /// The entry.
        address: Address,
        /// The anchor.
        fragment: Option<String>,
    },
    /// A record in the register, by its slug, in the language of the entry.
    Record(String),
    /// An attachment of the same entry, by its name.
    Attachment(String),
    /// A page that the generator makes: `home`, `search`, `register`, `matrix`, `source`, `feed`, `verify`, or the folder of a kind's list (`missions`).
    Generated(String),
    /// An anchor in the same entry.
    Anchor(String),
    /// An address elsewhere: `https`, `http`, `mailto` or `tel`.
    Elsewhere(PublicText),
}
