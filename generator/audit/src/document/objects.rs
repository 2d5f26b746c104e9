//! The objects of a PDF, found by the word that begins each, and their data, opened where that can be done.

use std::collections::BTreeMap;

use super::value::{Reader, Value};
use crate::pack;

/// How many bytes the streams of one file may hold together.
const LIMIT: usize = 320 << 20;
/// How many objects are looked at.
const OBJECTS: usize = 1_000_000;

/// Objects by number, with the data of streams.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    pub(crate) values: BTreeMap<u32, Value>,
    pub(crate) data: BTreeMap<u32, Data>,
    /// The bytes that belong to an object.
    pub(crate) ranges: Vec<std::ops::Range<usize>>,
    /// How many bytes may still come out of its streams.
    left: usize,
}

/// The data of a stream.
#[derive(Debug)]
pub(crate) enum Data {
    Open(Vec<u8>),
    Jpeg(Vec<u8>),
    /// Opened, and something was left over.
    Left(Vec<u8>),
    Shut,
}

impl Objects {
    /// Finds the objects of a file; `None` where it is none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        Self::within(bytes, LIMIT)
    }

    /// The same, with a bound to how much may come out of all streams together.
    pub(super) fn within(bytes: &[u8], limit: usize) -> Option<Self> {
        if !bytes.starts_with(b"%PDF-") {
            return None;
        }
        let mut objects = Self {
            left: limit,
            ..Self::default()
        };
        let mut packed: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
        let mut at = 0;
        while let Some(found) = find(bytes, b"obj", at) {
            at = found + 3;
            let Some((start, number)) = head(bytes, found) else {
                continue;
            };
            let mut reader = Reader::new(bytes.get(at..)?);
            let Some(value) = reader.value(0) else {
                continue;
            };
            reader.blanks();
            let mut end = bytes.len() - reader.rest.len();
            if reader.rest.starts_with(b"stream") {
                let data = end + 6 + line(bytes, end + 6);
                let length = length(&value).filter(|length| {
                    let behind = data.checked_add(*length).and_then(|end| bytes.get(end..));
                    behind.is_some_and(|behind| {
                        behind.starts_with(b"endstream")
                            || behind.starts_with(b"\nendstream")
                            || behind.starts_with(b"\r\nendstream")
                            || behind.starts_with(b"\rendstream")
                    })
                });
                let until = match length {
                    Some(length) => data + length,
                    None => find(bytes, b"endstream", data).unwrap_or(bytes.len()),
                };
                packed.push((number, data..until));
                end = find(bytes, b"endstream", until).map_or(bytes.len(), |end| end + 9);
            }
            let closed = find(bytes, b"endobj", end).map_or(bytes.len(), |end| end + 6);
            objects.ranges.push(start..closed);
            objects.values.insert(number, value);
            at = closed;
            if objects.values.len() > OBJECTS {
                return None;
            }
        }
        for (number, range) in packed {
            let data = objects.open(number, bytes.get(range).unwrap_or_default());
            objects.data.insert(number, data);
        }
        objects.unpack();
        Some(objects)
    }

    /// What a value is, when it is not elsewhere.
    pub(crate) fn at<'a>(&'a self, value: &'a Value) -> &'a Value {
        let mut value = value;
        for _ in 0..12 {
            match value {
                Value::Link(number) => match self.values.get(number) {
                    Some(other) => value = other,
                    None => return value,
                },
                value => return value,
            }
        }
        value
    }

    pub(crate) fn get<'a>(
        &'a self,
        map: &'a BTreeMap<String, Value>,
        key: &str,
    ) -> Option<&'a Value> {
        map.get(key).map(|value| self.at(value))
    }

    pub(crate) fn numbers(&self, value: Option<&Value>) -> Vec<f64> {
        match value.map(|value| self.at(value)) {
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| self.at(item).number())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The data of the stream that a value leads to.
    pub(crate) fn stream(&self, value: Option<&Value>) -> Option<&[u8]> {
        let Some(Value::Link(number)) = value else {
            return None;
        };
        match self.data.get(number)? {
            Data::Open(data) | Data::Left(data) => Some(data),
            Data::Jpeg(_) | Data::Shut => None,
        }
    }

    fn open(&mut self, number: u32, bytes: &[u8]) -> Data {
        let filters: Vec<String> = match self
            .values
            .get(&number)
            .and_then(|value| self.get(value.map()?, "Filter"))
        {
            None => Vec::new(),
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| self.at(item).name())
                .map(str::to_owned)
                .collect(),
            Some(filter) => filter.name().map(str::to_owned).into_iter().collect(),
        };
        let mut data = bytes.to_vec();
        let mut left = false;
        for filter in &filters {
            match filter.as_str() {
                "FlateDecode" => {
                    let opened = data
                        .get(2..)
                        .and_then(|raw| pack::inflate_within(raw, self.left));
                    let Some((inner, used)) = opened else {
                        return Data::Shut;
                    };
                    left |= used + 6 != data.len();
                    self.left = self.left.saturating_sub(inner.len());
                    data = inner;
                }
                "ASCIIHexDecode" => {
                    let text = [b"<".as_slice(), &data].concat();
                    let Some(Value::Text(inner)) = Reader::new(&text).value(0) else {
                        return Data::Shut;
                    };
                    data = inner;
                }
                "ASCII85Decode" => match base85(&data) {
                    Some(inner) => data = inner,
                    None => return Data::Shut,
                },
                "DCTDecode" => return Data::Jpeg(data),
                _ => return Data::Shut,
            }
        }
        if left {
            Data::Left(data)
        } else {
            Data::Open(data)
        }
    }

    /// Takes objects out of the streams that hold them.
    fn unpack(&mut self) {
        let mut found = Vec::new();
        for (number, value) in &self.values {
            let Some(map) = value
                .map()
                .filter(|map| map.get("Type").and_then(Value::name) == Some("ObjStm"))
            else {
                continue;
            };
            let Some(data) = self.stream(Some(&Value::Link(*number))) else {
                continue;
            };
            let whole = |key: &str| self.get(map, key).and_then(Value::number).and_then(whole);
            let (Some(count), Some(first)) = (whole("N"), whole("First")) else {
                continue;
            };
            let mut reader = Reader::new(data);
            for _ in 0..count.min(OBJECTS) {
                let mut next = || {
                    reader
                        .value(0)
                        .as_ref()
                        .and_then(Value::number)
                        .and_then(self::whole)
                };
                let (Some(number), Some(offset)) = (next(), next()) else {
                    break;
                };
                let inner = first.checked_add(offset).and_then(|at| data.get(at..));
                if let (Ok(number), Some(value)) = (
                    u32::try_from(number),
                    inner.and_then(|inner| Reader::new(inner).value(0)),
                ) {
                    found.push((number, value));
                }
            }
        }
        self.values.extend(found);
    }
}

pub(crate) fn whole(number: f64) -> Option<usize> {
    (number.fract() == 0.0 && (0.0..1e12).contains(&number))
        .then(|| format!("{number:.0}").parse().ok())
        .flatten()
}

fn length(value: &Value) -> Option<usize> {
    value.map()?.get("Length")?.number().and_then(whole)
}

pub(crate) fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = needle.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

/// The number before `0 obj`, and where it begins.
fn head(bytes: &[u8], at: usize) -> Option<(usize, u32)> {
    let digits = |end: usize| {
        let before = bytes.get(..end).unwrap_or_default();
        end - before
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let blanks = |end: usize| {
        let before = bytes.get(..end).unwrap_or_default();
        end - before
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
    };
    // Where one of the two numbers or a blank between them is missing, no digits are left for the first.
    let number = blanks(digits(blanks(at)));
    let begin = digits(number);
    let number = std::str::from_utf8(bytes.get(begin..number)?).ok()?;
    Some((begin, number.parse().ok()?))
}

fn line(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([13, 10, ..]) => 2,
        Some([10 | 13, ..]) => 1,
        _ => 0,
    }
}

fn base85(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut group: Vec<u64> = Vec::new();
    let mut take = |group: &[u64], kept: usize| {
        let value = group.iter().fold(0_u64, |sum, digit| sum * 85 + digit);
        out.extend(u32::try_from(value).ok()?.to_be_bytes().iter().take(kept));
        Some(())
    };
    for byte in data.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => take(&[0], 4)?,
            b'!'..=b'u' => group.push(u64::from(byte - b'!')),
            _ => return None,
        }
        if group.len() == 5 {
            take(&group, 4)?;
            group.clear();
        }
    }
    let kept = group.len();
    if kept > 1 {
        group.resize(5, 84);
        take(&group, kept - 1)?;
    }
    Some(out)
}
