//! Every field that front matter can have, its shape, and whether it is public: the allow list of the projection.
//!
//! A field is public only where its row here says [`Passes::Public`]. Whoever adds a row must answer that question.

mod describe;
mod table;
mod words;

pub use table::{COMMON, fields_of};
pub use words::*;

use crate::public::Kind;

/// One field of front matter, or of a map within it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, as written.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether everyone may read it.
    pub passes: Passes,
    /// Whether it must be there.
    pub need: Need,
}

/// Whether a field passes the projection.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Passes {
    /// Everyone may read it, once its entry is public.
    Public,
    /// It never leaves.
    Never,
    /// The projection reads it and decides what of it shows, by code of its own: tag, dates, attachments, record.
    Handled,
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Need {
    /// Its absence is an error.
    Required,
    /// It may be missing.
    Optional,
}

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Free text without markup, not empty; line ends become spaces.
    Text,
    /// Lower-case ASCII letters, digits and inner hyphens, 80 characters at most.
    Slug,
    /// A word of a closed list.
    Word(&'static [&'static str]),
    /// A level of the policy.
    Level,
    /// A reason for withholding.
    Reason,
    /// A rule of the matrix: `row` or `row/stream`.
    Rule,
    /// A row of the matrix.
    Row,
    /// A language tag of the site.
    Language,
    /// A state's code, two capital letters, ISO 3166 or one that the settings name.
    State,
    /// A day: `2016-05-20`.
    Day,
    /// A day, month, quarter or year: `2016-05-20`, `2016-05`, `2016-Q2`, `2016`.
    Date,
    /// A moment in UTC: `2016-05-20T14:30Z`.
    Moment,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An address elsewhere, `https://` or `http://`.
    Url,
    /// An entry of one of these kinds (any, where the list is empty), by its `id` or its address (`missions/nl-2016`).
    Entry(&'static [Kind]),
    /// The path of a file, relative to the entry's own.
    File,
    /// The digest that binds an assessment to what was assessed, as `vitrine assess` writes it.
    Digest,
    /// A facet of the mosaic rules.
    Facet,
    /// A mosaic rule.
    Combination,
    /// A scheme of markings.
    Scheme,
    /// One value of a shape, or several as a list, not empty.
    OneOrMore(&'static Shape),
    /// What names something that a detector found, as `vitrine explain` shows it.
    Hit,
    /// Several values of one shape, not empty.
    List(&'static Shape),
    /// A map of named values.
    Map(&'static [Field]),
    /// Any map; nobody reads it.
    Anything,
}

/// A required field that everyone may read.
const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        passes: Passes::Public,
        need: Need::Required,
    }
}

/// A field that everyone may read.
const fn public(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        passes: Passes::Public,
        need: Need::Optional,
    }
}

/// A field that never leaves.
const fn never(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        passes: Passes::Never,
        need: Need::Optional,
    }
}

/// A required part of a field that never leaves.
const fn never_required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        passes: Passes::Never,
        need: Need::Required,
    }
}

/// A field of which code of its own decides what shows.
const fn handled(name: &'static str, shape: Shape, need: Need) -> Field {
    Field {
        name,
        shape,
        passes: Passes::Handled,
        need,
    }
}
