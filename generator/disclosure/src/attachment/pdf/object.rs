//! The objects that a PDF is made of.

use std::collections::BTreeMap;
use std::rc::Rc;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    List(Vec<Object>),
    Dict(Dict),
    Stream(Rc<Stream>),
    Reference(u32),
}

/// Values by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict(pub(super) BTreeMap<Vec<u8>, Object>);

/// Bytes with a dictionary that says how to read them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stream {
    pub(super) dict: Dict,
    pub(super) bytes: Vec<u8>,
}

impl Dict {
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        self.0
            .get(key.as_bytes())
            .filter(|value| **value != Object::Null)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn put(&mut self, key: &str, value: Object) {
        self.0.insert(key.as_bytes().to_vec(), value);
    }

    /// The same with one more value.
    pub(super) fn with(mut self, key: &str, value: Object) -> Self {
        self.put(key, value);
        self
    }

    /// Says whether a key holds a name.
    pub(super) fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).and_then(Object::name) == Some(name.as_bytes())
    }
}

impl Object {
    pub(super) fn named(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    pub(super) fn numbers(numbers: &[f64]) -> Self {
        Self::List(numbers.iter().copied().map(Self::Number).collect())
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(super) fn whole(&self) -> Option<usize> {
        whole(self.number()?)
    }
}

/// A number as a whole one; `None` where it is none, or negative.
pub(super) fn whole(number: f64) -> Option<usize> {
    (number.fract() == 0.0 && (0.0..1e15).contains(&number))
        .then(|| format!("{number:.0}").parse().ok())
        .flatten()
}

/// A count as a number.
pub(super) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}
