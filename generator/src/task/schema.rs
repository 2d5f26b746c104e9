//! `vitrine schema`: the front matter of an entry as a JSON Schema, for editors that complete and check while one writes.

use serde_json::{Map, Value, json};
use vitrine_disclosure::officer::{Words, words};
use vitrine_disclosure::schema::{COMMON, Field, Need, PRIVATE_KINDS, Passes, Shape, fields_of};
use vitrine_disclosure::{Kind, SourceTree};

use super::Outcome;
use super::site::Site;
use crate::cli::{Schema, Telling};
use crate::read;
use crate::report::{count, say, tell, warn};

pub(super) fn run(arguments: &Schema) -> Outcome {
    let here = std::env::current_dir().unwrap_or_default();
    // Without a site the words are those that are built in.
    let tree = match read::find(arguments.site.as_deref(), &here) {
        None => SourceTree::new(),
        Some(path) => match Site::read(Some(&path), Telling::SHORT) {
            Ok(site) if site.is_archive() => SourceTree::new(),
            Ok(site) => site.tree,
            Err(outcome) => return outcome,
        },
    };
    let words = match words(&tree) {
        Ok(words) => words,
        Err(found) => {
            tell(&found, &tree, Telling::SHORT);
            return Outcome::Diagnostics;
        }
    };
    let kinds: Vec<&str> = kinds()
        .filter(|kind| arguments.kind.as_deref().is_none_or(|one| one == *kind))
        .collect();
    if kinds.is_empty() {
        let all: Vec<&str> = self::kinds().collect();
        warn(&format!(
            "there is no such kind of entry: {}",
            all.join(", ")
        ));
        return Outcome::CouldNotRun;
    }
    count(&[(kinds.len(), "kind", "kinds")]);
    say(&format!("{:#}", schema(&kinds, &words)));
    Outcome::Clean
}

/// All kinds that people write. A record is made from a field.
fn kinds() -> impl Iterator<Item = &'static str> {
    let public = Kind::ALL.iter().filter(|kind| **kind != Kind::Record);
    public
        .map(|kind| kind.name())
        .chain(PRIVATE_KINDS.iter().copied())
}

/// A schema that asks each kind for its own fields.
fn schema(kinds: &[&str], words: &Words) -> Value {
    let cases: Vec<Value> = kinds
        .iter()
        .map(|kind| {
            let own = fields_of(kind).unwrap_or_default();
            let mut object = object(COMMON.iter().chain(own), words);
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                properties.insert("kind".to_owned(), json!({"const": kind}));
            }
            object
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of an entry",
        "oneOf": cases,
    })
}

/// A map with these fields and no others.
fn object<'a>(fields: impl Iterator<Item = &'a Field>, words: &Words) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        let mut value = shape(&field.shape, words);
        if let Value::Object(map) = &mut value {
            let told = match field.passes {
                Passes::Public => "Everyone may read it, once its entry is public.",
                Passes::Never => "It never leaves.",
                Passes::Handled => "It decides what shows; what it says itself does not.",
            };
            map.insert("description".to_owned(), json!(told));
        }
        properties.insert(field.name.to_owned(), value);
        if field.need == Need::Required {
            required.push(field.name);
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn shape(shape: &Shape, words: &Words) -> Value {
    let pattern = |pattern: &str| json!({"type": "string", "pattern": pattern});
    match shape {
        Shape::Text | Shape::File => json!({"type": "string", "minLength": 1}),
        Shape::Slug => {
            json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80})
        }
        Shape::Word(known) => json!({"enum": known}),
        Shape::Level => json!({"enum": words.levels}),
        Shape::Reason => json!({"enum": words.reasons}),
        Shape::Rule => json!({"enum": words.rules}),
        Shape::Row => json!({"enum": words.rows}),
        Shape::Facet => json!({"enum": words.facets}),
        Shape::Combination => json!({"enum": words.combinations}),
        Shape::Scheme => json!({"enum": words.schemes}),
        Shape::OneOrMore(inner) => {
            let one = self::shape(inner, words);
            json!({"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]})
        }
        Shape::Language => json!({"enum": words.languages}),
        Shape::State => pattern("^[A-Z]{2}$"),
        Shape::Day => pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        Shape::Date => json!({
            "type": ["string", "integer"],
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?$",
        }),
        Shape::Moment => pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z$"),
        Shape::Number => json!({"type": "integer", "minimum": 0}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Url => pattern("^https?://"),
        Shape::Entry(_) => pattern("^[a-z0-9/-]+$"),
        Shape::Digest => pattern("^v1:[0-9a-f]{64}:"),
        Shape::Hit => pattern("^[0-9a-f]{16}$"),
        Shape::List(inner) => {
            json!({"type": "array", "items": self::shape(inner, words), "minItems": 1})
        }
        Shape::Map(fields) => object(fields.iter(), words),
        Shape::Anything => json!({"type": "object"}),
    }
}
