//! PDFs: every object and every stream, opened again, and what no published PDF holds.

mod known;
mod letters;
mod objects;
mod shown;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use self::letters::{Letters, utf16};
use self::objects::{Data, Objects};
pub(crate) use self::shown::Shown;
use self::value::Value;
use crate::picture;

/// A PDF taken apart.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What pages and forms show.
    pub(crate) shown: Vec<Shown>,
    /// The sides of its pictures, in pixels.
    pub(crate) pictures: BTreeSet<(String, String)>,
    /// Strings and names beside what is shown.
    pub(crate) strings: Vec<String>,
    pub(crate) names: BTreeSet<String>,
    /// Data that are neither shown nor pictures: fonts, metadata, files.
    pub(crate) data: Vec<Vec<u8>>,
    /// Parts that no published PDF has.
    pub(crate) stray: BTreeSet<&'static str>,
}

/// Takes a PDF apart; `None` where it is none.
pub(crate) fn read(bytes: &[u8]) -> Option<Document> {
    let objects = Objects::read(bytes)?;
    let mut document = Document::default();
    let mut contents = BTreeSet::new();
    let mut drawings = BTreeSet::new();
    let mut fonts: BTreeMap<Font, Letters> = BTreeMap::new();
    let maps: Vec<(u32, &BTreeMap<String, Value>)> = objects
        .values
        .iter()
        .filter_map(|(number, value)| Some((*number, value.map()?)))
        .collect();
    for (number, map) in &maps {
        let name = |key: &str| objects.get(map, key).and_then(Value::name);
        if name("Type") == Some("Page")
            || (map.contains_key("Contents") && map.contains_key("MediaBox"))
        {
            let mut content = Vec::new();
            for part in parts(&objects, map) {
                contents.insert(part);
                content.extend(objects.stream(Some(&Value::Link(part))).unwrap_or_default());
                content.push(b'\n');
            }
            let shown = show(&objects, map, &content, &mut fonts);
            document.shown.push(shown);
        } else if name("Subtype") == Some("Form") && objects.data.contains_key(number) {
            contents.insert(*number);
            let content = objects
                .stream(Some(&Value::Link(*number)))
                .unwrap_or_default();
            let shown = show(&objects, map, content, &mut fonts);
            document.shown.push(shown);
        } else if name("Subtype") == Some("Image") {
            let side = |key: &str| format!("{:?}", objects.get(map, key));
            document.pictures.insert((side("Width"), side("Height")));
        }
        let letters = objects.get(map, "CharProcs").and_then(Value::map);
        drawings.extend(
            letters
                .into_iter()
                .flat_map(BTreeMap::values)
                .filter_map(linked),
        );
    }
    for (number, value) in &objects.values {
        gather(value, None, &mut document);
        let image = value
            .map()
            .and_then(|map| map.get("Subtype"))
            .and_then(Value::name)
            == Some("Image");
        match objects.data.get(number) {
            None => {}
            Some(Data::Shut) => {
                document.stray.insert("data that cannot be opened");
            }
            Some(Data::Left(data)) => {
                document.stray.insert("bytes behind packed data");
                document.data.push(data.clone());
            }
            Some(Data::Jpeg(data)) => match picture::read(data) {
                Some(picture) => document.stray.extend(picture.stray),
                None => {
                    document
                        .stray
                        .insert("a picture that cannot be taken apart");
                }
            },
            Some(Data::Open(data)) => {
                if !image && !contents.contains(number) {
                    document.data.push(data.clone());
                }
                if contents.contains(number) {
                    known::content(data, &mut document);
                }
                if drawings.contains(number) {
                    known::drawing(data, &mut document);
                }
            }
        }
    }
    known::frame(bytes, &objects, &mut document);
    Some(document)
}

/// A font as a page names it: its number, or the page's own words for it.
type Font = String;

fn parts(objects: &Objects, page: &BTreeMap<String, Value>) -> Vec<u32> {
    let list = match page.get("Contents") {
        Some(link @ Value::Link(number)) => match objects.at(link) {
            Value::List(items) => items.as_slice(),
            _ => return vec![*number],
        },
        Some(Value::List(items)) => items.as_slice(),
        _ => return Vec::new(),
    };
    list.iter().filter_map(linked).collect()
}

/// The number of the object that a value refers to.
fn linked(value: &Value) -> Option<u32> {
    match value {
        Value::Link(number) => Some(*number),
        _ => None,
    }
}

fn show(
    objects: &Objects,
    owner: &BTreeMap<String, Value>,
    content: &[u8],
    fonts: &mut BTreeMap<Font, Letters>,
) -> Shown {
    let mut resources = None;
    let mut node = Some(owner);
    for _ in 0..40 {
        let Some(map) = node else { break };
        resources = objects.get(map, "Resources").and_then(Value::map);
        if resources.is_some() {
            break;
        }
        node = objects.get(map, "Parent").and_then(Value::map);
    }
    let list = resources
        .and_then(|resources| objects.get(resources, "Font"))
        .and_then(Value::map);
    let mut named: Vec<(&str, Font)> = Vec::new();
    for (name, font) in list.into_iter().flatten() {
        let key = format!("{font:?}");
        if let Some(map) = objects.at(font).map() {
            fonts
                .entry(key.clone())
                .or_insert_with(|| Letters::read(objects, map));
            named.push((name, key));
        }
    }
    let here: BTreeMap<&str, &Letters> = named
        .iter()
        .filter_map(|(name, key)| Some((*name, fonts.get(key)?)))
        .collect();
    shown::read(content, &here)
}

/// Collects the strings and names of a value, and keys that no published PDF has. A value that was read nests only so deep.
fn gather(value: &Value, key: Option<&str>, document: &mut Document) {
    match value {
        // Every font with codes of two bytes says this: they are words of PDF.
        Value::Text(bytes)
            if matches!(
                (key, bytes.as_slice()),
                (Some("Registry"), b"Adobe") | (Some("Ordering"), b"Identity")
            ) => {}
        Value::Text(bytes) => {
            document.strings.push(text(bytes));
            if !matches!(key, Some("Lang" | "URI" | "ColorSpace")) {
                document.stray.insert("a text beside its pages");
            }
        }
        Value::Name(name) => {
            let glyph = key == Some("Differences") && name.len() <= 40;
            if !known::is_value(name) {
                document.names.insert(name.clone());
                if !glyph {
                    document.stray.insert("a name that is none of PDF's own");
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| gather(item, key, document)),
        Value::Map(map) => {
            for (own, value) in map {
                if !known::is_key(own) {
                    document.names.insert(own.clone());
                    document.stray.insert("a part that no published PDF needs");
                }
                gather(value, Some(own), document);
            }
        }
        Value::Number(_) | Value::Link(_) | Value::Word(_) => {}
    }
}

/// A string as text: UTF-16 where it says so, else as Latin.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => std::str::from_utf8(bytes).map_or_else(
            |_| bytes.iter().map(|byte| char::from(*byte)).collect(),
            str::to_owned,
        ),
    }
}

/// Runs of letters with two bytes each, at even and at odd places.
pub(crate) fn wide(data: &[u8]) -> Vec<String> {
    [data, data.get(1..).unwrap_or_default()]
        .iter()
        .flat_map(|data| {
            let (units, _) = data.as_chunks::<2>();
            let text: String = units
                .iter()
                .map(|unit| {
                    char::from_u32(u16::from_be_bytes(*unit).into())
                        .filter(|c| *c < '\u{250}' && !c.is_control())
                        .unwrap_or('\n')
                })
                .collect();
            text.split('\n')
                .filter(|run| run.chars().nth(3).is_some())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests;
