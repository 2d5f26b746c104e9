//! The fields of an entry, with the places that they were written at.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use crate::public::PublicDate;

/// A value and the bytes of the raw file that it was written in.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

impl<T> fmt::Debug for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spanned({:?})", self.span)
    }
}

/// A value of a field, of the shape that the schema asks for.
#[derive(Clone, Eq, PartialEq)]
pub(crate) enum Datum {
    Text(String),
    /// A word of a closed list, a slug, a code, a rule, a language, an address elsewhere, a digest.
    Word(String),
    /// An index into the levels of the policy.
    Level(usize),
    Day(Date),
    Date(PublicDate),
    /// A moment as it is printed.
    Moment(String),
    Number(u64),
    Flag(bool),
    /// Another entry, as written.
    Entry(String),
    /// A path as written.
    File(String),
    List(Vec<Spanned<Datum>>),
    Map(Vec<(&'static str, Spanned<Datum>)>),
    /// Something that nobody reads.
    Anything,
}

/// Private text must not be printed by accident.
impl fmt::Debug for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Datum(..)")
    }
}

impl Datum {
    /// The text of anything that is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text)
            | Self::Word(text)
            | Self::Moment(text)
            | Self::Entry(text)
            | Self::File(text) => Some(text),
            Self::Level(_)
            | Self::Day(_)
            | Self::Date(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Anything => None,
        }
    }

    pub(crate) fn level(&self) -> Option<usize> {
        if let Self::Level(level) = self {
            Some(*level)
        } else {
            None
        }
    }

    pub(crate) fn day(&self) -> Option<Date> {
        if let Self::Day(day) = self {
            Some(*day)
        } else {
            None
        }
    }

    pub(crate) fn list(&self) -> Option<&[Spanned<Datum>]> {
        if let Self::List(items) = self {
            Some(items)
        } else {
            None
        }
    }

    pub(crate) fn map(&self) -> Option<&[(&'static str, Spanned<Datum>)]> {
        if let Self::Map(parts) = self {
            Some(parts)
        } else {
            None
        }
    }

    /// A part of a map.
    pub(crate) fn get(&self, name: &str) -> Option<&Spanned<Datum>> {
        self.map()?
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, part)| part)
    }
}

/// All fields of an entry.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// The name of the kind, as the schema has it.
    pub(crate) kind: &'static str,
    pub(crate) values: BTreeMap<&'static str, Spanned<Datum>>,
}

impl Fields {
    pub(crate) fn get(&self, name: &str) -> Option<&Spanned<Datum>> {
        self.values.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.value.as_str()
    }

    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        self.get(name)?.value.as_str()
    }

    /// Another entry, as written.
    pub(crate) fn reference(&self, name: &str) -> Option<&str> {
        self.get(name)?.value.as_str()
    }

    pub(crate) fn level(&self, name: &str) -> Option<usize> {
        self.get(name)?.value.level()
    }

    pub(crate) fn day(&self, name: &str) -> Option<Date> {
        self.get(name)?.value.day()
    }
}
