//! One record of the ledger, and its one form as a line.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::publication::Publication;
use crate::assessment::sum;

/// The format of records; a record of another is not read.
pub(super) const FORMAT: u64 = 1;

/// What a record is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// Two persons approved a release.
    Release,
    /// Something was retracted from the last release.
    Retraction,
}

impl Act {
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Retraction => "retraction",
        }
    }
}

/// One record.
#[derive(Clone, Eq, PartialEq)]
pub struct Record {
    /// What it is about.
    pub act: Act,
    /// Its place in the ledger, from 1.
    pub number: u64,
    /// The number of the release that it is about.
    pub release: u64,
    /// The day.
    pub on: Date,
    /// Who made it.
    pub by: String,
    /// Who approved it; a retraction needs nobody.
    pub approved_by: Option<String>,
    /// The digest of what was approved.
    pub approved: Option<String>,
    /// The SHA-256 of the public source that was published before.
    pub base: Option<String>,
    /// The SHA-256 of the public source that this publishes.
    pub source: String,
    /// The SHA-256 of the history (`releases.toml`) that this publishes.
    pub history: String,
    /// The digest of a record whose release never came about, in the place of which this one stands.
    pub replaces: Option<String>,
    /// Addresses whose retraction this release lifts, or those that this retracts.
    pub retracted: Vec<String>,
    /// What it makes public that was not, or not in this form.
    pub added: Vec<Publication>,
    /// The addresses of what it makes public no longer.
    pub gone: Vec<String>,
    /// The digest of the record before this one.
    pub previous: String,
    /// The digest of all of the above.
    pub digest: String,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Record({}, {:?} {})",
            self.number, self.act, self.release
        )
    }
}

impl Record {
    fn to_json(&self) -> Value {
        let added: Vec<Value> = self.added.iter().map(Publication::to_json).collect();
        json!({
            "format": FORMAT,
            "what": self.act.name(),
            "number": self.number,
            "release": self.release,
            "on": self.on.to_string(),
            "by": self.by,
            "approved_by": self.approved_by,
            "approved": self.approved,
            "base": self.base,
            "source": self.source,
            "history": self.history,
            "replaces": self.replaces,
            "retracted": self.retracted,
            "added": added,
            "gone": self.gone,
            "previous": self.previous,
        })
    }

    /// The digest of everything in the record but the digest itself.
    pub(super) fn own_digest(&self) -> String {
        sum(self.to_json().to_string().as_bytes())
    }

    /// The record as a line, without its end.
    pub(super) fn to_line(&self) -> String {
        let mut value = self.to_json();
        if let Value::Object(map) = &mut value {
            map.insert("digest".to_owned(), json!(self.digest));
        }
        value.to_string()
    }

    /// Reads a line; `Err` where it is not one that [`Record::to_line`] writes.
    pub(super) fn from_line(line: &str) -> Result<Self, Broken> {
        let value: Value = serde_json::from_str(line).map_err(|_| Broken)?;
        let mut object = Object::of(&value)?;
        if object.number("format")? != FORMAT {
            return Err(Broken);
        }
        let act = match object.text("what")?.as_str() {
            "release" => Act::Release,
            "retraction" => Act::Retraction,
            _ => return Err(Broken),
        };
        let added = object.list("added")?;
        let record = Self {
            act,
            number: object.number("number")?,
            release: object.number("release")?,
            on: object.text("on")?.parse().map_err(|_| Broken)?,
            by: object.text("by")?,
            approved_by: object.text_or_null("approved_by")?,
            approved: object.text_or_null("approved")?,
            base: object.text_or_null("base")?,
            source: object.text("source")?,
            history: object.text("history")?,
            replaces: object.text_or_null("replaces")?,
            retracted: object.texts("retracted")?,
            added: added
                .iter()
                .map(Publication::from_json)
                .collect::<Result<_, _>>()?,
            gone: object.texts("gone")?,
            previous: object.text("previous")?,
            digest: object.text("digest")?,
        };
        // What nobody took is not written again, and makes the line another one.
        if record.to_line() == line {
            Ok(record)
        } else {
            Err(Broken)
        }
    }
}

/// A record cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Broken;

/// The parts of a JSON object, each taken once.
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn of(value: &Value) -> Result<Self, Broken> {
        value.as_object().cloned().map(Self).ok_or(Broken)
    }

    fn take(&mut self, name: &str) -> Result<Value, Broken> {
        self.0.remove(name).ok_or(Broken)
    }

    pub(super) fn text(&mut self, name: &str) -> Result<String, Broken> {
        self.text_or_null(name)?.ok_or(Broken)
    }

    pub(super) fn text_or_null(&mut self, name: &str) -> Result<Option<String>, Broken> {
        match self.take(name)? {
            Value::String(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Err(Broken),
        }
    }

    pub(super) fn number(&mut self, name: &str) -> Result<u64, Broken> {
        self.take(name)?.as_u64().ok_or(Broken)
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Vec<Value>, Broken> {
        self.take(name)?.as_array().cloned().ok_or(Broken)
    }

    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, Broken> {
        let list = self.list(name)?;
        let text = |item: &Value| item.as_str().map(str::to_owned).ok_or(Broken);
        list.iter().map(text).collect()
    }

    pub(super) fn object(&mut self, name: &str) -> Result<Map<String, Value>, Broken> {
        self.take(name)?.as_object().cloned().ok_or(Broken)
    }
}
