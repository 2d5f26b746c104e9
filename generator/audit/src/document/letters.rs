//! What the codes of a font mean, as far as it says.

use std::collections::BTreeMap;

use super::objects::{Objects, find, whole};
use super::value::{Reader, Value};

/// The letters of a font, by code.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    pub(crate) wide: bool,
    pub(crate) map: BTreeMap<u32, String>,
    widths: BTreeMap<u32, f64>,
}

impl Letters {
    pub(crate) fn read(objects: &Objects, font: &BTreeMap<String, Value>) -> Self {
        let wide = objects.get(font, "Subtype").and_then(Value::name) == Some("Type0");
        let mut letters = Self {
            wide,
            ..Self::default()
        };
        let first = objects
            .get(font, "FirstChar")
            .and_then(Value::number)
            .and_then(whole)
            .unwrap_or_default();
        for (at, width) in objects.numbers(font.get("Widths")).into_iter().enumerate() {
            letters
                .widths
                .extend(u32::try_from(first + at).map(|code| (code, width)));
        }
        if wide {
            letters.wide_widths(objects, font);
        } else {
            letters.encoding(objects, font);
        }
        if let Some(map) = objects.stream(font.get("ToUnicode")) {
            letters.unicode(map);
        }
        letters
    }

    fn wide_widths(&mut self, objects: &Objects, font: &BTreeMap<String, Value>) {
        let Some(Value::List(inner)) = objects.get(font, "DescendantFonts") else {
            return;
        };
        let Some(inner) = inner.first().and_then(|inner| objects.at(inner).map()) else {
            return;
        };
        let Some(Value::List(items)) = objects.get(inner, "W") else {
            return;
        };
        let mut items = items.iter().map(|item| objects.at(item));
        while let Some(first) = items.next().and_then(Value::number).and_then(whole) {
            match items.next() {
                Some(list @ Value::List(_)) => {
                    for (at, width) in objects.numbers(Some(list)).into_iter().enumerate() {
                        self.widths
                            .extend(u32::try_from(first + at).map(|code| (code, width)));
                    }
                }
                Some(last) => {
                    let last = last
                        .number()
                        .and_then(whole)
                        .unwrap_or_default()
                        .min(0xffff);
                    let width = items.next().and_then(Value::number).unwrap_or_default();
                    for code in first..=last {
                        self.widths
                            .extend(u32::try_from(code).map(|code| (code, width)));
                    }
                }
                None => return,
            }
        }
    }

    fn encoding(&mut self, objects: &Objects, font: &BTreeMap<String, Value>) {
        for code in 32..=255_u8 {
            self.map.insert(code.into(), latin(code));
        }
        match objects.get(font, "Encoding") {
            Some(Value::Map(encoding)) => {
                let mut code = 0_u32;
                let Some(Value::List(items)) = objects.get(encoding, "Differences") else {
                    return;
                };
                for item in items {
                    match objects.at(item) {
                        Value::Name(name) => {
                            self.map.insert(code, glyph(name));
                            code += 1;
                        }
                        Value::Number(number) => {
                            code = whole(*number)
                                .and_then(|code| u32::try_from(code).ok())
                                .unwrap_or_default();
                        }
                        _ => {}
                    }
                }
            }
            Some(_) => {}
            None => {
                let descriptor = objects.get(font, "FontDescriptor").and_then(Value::map);
                let program =
                    descriptor.and_then(|descriptor| objects.stream(descriptor.get("FontFile")));
                if let Some(program) = program {
                    self.own(program);
                }
            }
        }
    }

    /// The codes that a Type 1 font gives to its glyphs: `dup 65 /A put`.
    fn own(&mut self, program: &[u8]) {
        let Some(start) = find(program, b"/Encoding", 0) else {
            return;
        };
        let end = find(program, b"eexec", start).unwrap_or(program.len());
        let mut reader = Reader::new(program.get(start..end).unwrap_or_default());
        let mut last = None;
        while let Some(value) = reader.value(0) {
            match (value, last.take()) {
                (Value::Number(number), _) => {
                    last = whole(number).and_then(|code| u32::try_from(code).ok());
                }
                (Value::Name(name), Some(code)) => {
                    self.map.insert(code, glyph(&name));
                }
                _ => {}
            }
        }
    }

    fn unicode(&mut self, map: &[u8]) {
        let mut reader = Reader::new(map);
        let mut held: Vec<Value> = Vec::new();
        while let Some(value) = reader.value(0) {
            match value {
                Value::Word(word) => {
                    let size = match word.as_slice() {
                        b"endbfchar" => 2,
                        b"endbfrange" => 3,
                        _ => 0,
                    };
                    if size > 0 {
                        held.chunks(size).for_each(|told| self.told(told));
                    }
                    held.clear();
                }
                value => held.push(value),
            }
        }
    }

    fn told(&mut self, told: &[Value]) {
        match told {
            [Value::Text(from), Value::Text(to)] => {
                self.map.insert(code(from), utf16(to));
            }
            [Value::Text(first), Value::Text(last), to] => {
                let codes = code(first)..=code(last).min(code(first).saturating_add(0xffff));
                for (at, code) in (0..).zip(codes) {
                    let text = match to {
                        Value::List(items) => match items.get(at) {
                            Some(Value::Text(text)) => utf16(text),
                            _ => continue,
                        },
                        Value::Text(text) => {
                            let mut text = utf16(text);
                            let last = text.pop().map(u32::from).unwrap_or_default();
                            text.extend(
                                u32::try_from(at)
                                    .ok()
                                    .and_then(|at| char::from_u32(last.checked_add(at)?)),
                            );
                            text
                        }
                        _ => continue,
                    };
                    self.map.insert(code, text);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn codes<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        text.chunks(if self.wide { 2 } else { 1 }).map(code)
    }

    pub(crate) fn width(&self, code: u32) -> f64 {
        let otherwise = if self.wide { 1000.0 } else { 550.0 };
        self.widths.get(&code).copied().unwrap_or(otherwise)
    }
}

/// The code that bytes are; of many the last ones.
fn code(bytes: &[u8]) -> u32 {
    let add = |sum: u32, byte: &u8| sum.wrapping_mul(256) + u32::from(*byte);
    bytes.iter().fold(0, add)
}

pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|two| match two {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => two.first().copied().unwrap_or_default().into(),
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect()
}

/// A code in the encoding of Windows, in which words lose their marks anyway.
fn latin(code: u8) -> String {
    match code {
        0x80..=0x9f => "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"
            .chars()
            .nth(usize::from(code) - 0x80)
            .unwrap_or(' ')
            .to_string(),
        code => char::from(code).to_string(),
    }
}

/// Names of signs that part words, or that stand for others.
const SIGNS: &[(&str, &str)] = &[
    ("space", " "),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("quoteright", "'"),
    ("quoteleft", "'"),
    ("quotesingle", "'"),
    ("germandbls", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
    ("lslash", "ł"),
    ("Lslash", "Ł"),
    ("dotlessi", "ı"),
    ("eth", "ð"),
    ("thorn", "þ"),
    ("f_i", "fi"),
    ("f_f", "ff"),
    ("f_l", "fl"),
    ("f_f_i", "ffi"),
];

/// What a name says in digits: `uni00660069`, four for each letter, or `u1F600`.
fn coded(name: &str) -> Option<String> {
    let digits = name
        .strip_prefix("uni")
        .filter(|digits| !digits.is_empty() && digits.len().is_multiple_of(4));
    let codes: Vec<&str> = match (digits, name.strip_prefix('u')) {
        (Some(digits), _) => (0..digits.len())
            .step_by(4)
            .map(|at| digits.get(at..at + 4))
            .collect::<Option<_>>()?,
        (None, Some(digits)) if (4..=6).contains(&digits.len()) => vec![digits],
        _ => return None,
    };
    let letter = |code: &str| char::from_u32(u32::from_str_radix(code, 16).ok()?);
    codes.into_iter().map(letter).collect()
}

/// What a glyph means by its name; marks upon letters are passed over, as words do.
fn glyph(name: &str) -> String {
    let name = name.split('.').next().unwrap_or_default();
    if let Some((_, text)) = SIGNS.iter().find(|(known, _)| *known == name) {
        return (*text).to_owned();
    }
    if let Some(text) = coded(name) {
        return text;
    }
    let mut letters = name.chars();
    let first = letters.next().unwrap_or(' ');
    let rest = letters.as_str();
    let marked = [
        "acute",
        "grave",
        "circumflex",
        "dieresis",
        "tilde",
        "cedilla",
        "ring",
        "caron",
        "macron",
        "ogonek",
        "breve",
        "dotaccent",
        "hungarumlaut",
        "commaaccent",
    ];
    if rest.is_empty() || marked.contains(&rest) {
        return first.to_string();
    }
    if matches!(name, "ff" | "fi" | "fl" | "ffi" | "ffl") {
        return name.to_owned();
    }
    " ".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_known_by_their_names() {
        for (name, expected) in [
            ("A", "A"),
            ("z", "z"),
            ("eacute", "e"),
            ("Scaron", "S"),
            ("seven", "7"),
            ("seven.oldstyle", "7"),
            ("a.sc", "a"),
            ("germandbls", "ß"),
            ("fi", "fi"),
            ("ffl", "ffl"),
            ("f_f_i", "ffi"),
            ("uni0041", "A"),
            ("uni00660069.alt", "fi"),
            ("u0416", "Ж"),
            ("u1F600", "😀"),
            // Signs that part words, and names that say nothing.
            ("space", " "),
            ("hyphen", " "),
            ("g123", " "),
            ("uni", " "),
            ("uni004", " "),
            ("uniD800", " "),
            ("uni004é1", " "),
            ("u1F60000", " "),
            ("u41", " "),
            ("u041", " "),
            ("u0041", "A"),
            ("u000041", "A"),
            ("u0000041", " "),
            ("u110000", " "),
            ("", " "),
            (".notdef", " "),
        ] {
            assert_eq!(glyph(name), expected, "{name}");
        }
    }

    #[test]
    fn bytes_are_codes_and_letters() {
        for (bytes, expected) in [
            (&b""[..], 0),
            (b"\x41", 0x41),
            (b"\x01\x02", 0x102),
            (b"\xff\xfe\xfd\xfc", 0xfffe_fdfc),
            (b"\x01\x02\x03\x04\x05", 0x0203_0405),
        ] {
            assert_eq!(code(bytes), expected, "{bytes:?}");
        }
        for (bytes, expected) in [
            (&b"\0P\x04\x3f"[..], "Pп"),
            (b"\xd8\x3d\xde\0", "😀"),
            (b"\0PQ", "PQ"),
            (b"\xd8\x3d\0P", "\u{fffd}P"),
            (b"", ""),
        ] {
            assert_eq!(utf16(bytes), expected, "{bytes:?}");
        }
    }
}
