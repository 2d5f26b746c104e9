//! The ladder: what a text or bytes hold once they are decoded, unpacked and stripped, again and again.
//!
//! Most texts are what they are. One pass over the bytes says which rungs are worth a try, so that plain text costs no more
//! than that pass.

mod form;
mod parts;
mod signs;

use std::collections::BTreeSet;

use super::decode;
use super::entities;
use super::markup;
use super::pack::Fault;
use super::words::number;
use super::zip;
pub(crate) use form::is_zlib;
use form::{Packed, TEXT, is_promising, is_wide, packed};
use parts::{CHUNK, chunks};
use signs::{SHORTEST, Signs};

/// How often what was decoded is decoded again.
const DEEPEST: usize = 4;
/// How bytes that were unpacked are called.
pub(crate) const PACKED: &str = "packed bytes";
/// How a text is called in which words that a line's end parts are whole again.
pub(crate) const HYPHENS: &str = "hyphens";
/// How many digits of a run are decoded to see whether the rest is worth it: the codes of packed text begin with a table.
const GLANCE: usize = 400;
/// How many bytes may come out of one text; what grows beyond that cannot be looked into.
const MOST: usize = 64 << 20;

/// What came off the ladder.
pub(crate) enum Rung<'a> {
    /// A text, and how it was found.
    Text(&'a str, &'static str),
    /// Bytes that are no text, read as one all the same.
    Guess(&'a str, &'static str),
    /// Bytes that are no text.
    Bytes(&'a [u8], &'static str),
}

/// What was already done to a text by somebody who knows better how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Done {
    /// Nothing.
    #[default]
    Nothing,
    /// It is markup, whose tags and references were read; or JSON, whose escapes were.
    Read,
}

/// Looks at all that a text holds beside what stands there. Says whether there was an end to it.
pub(crate) fn text(text: &str, done: Done, see: &mut impl FnMut(Rung<'_>)) -> bool {
    text_within(text, done, MOST, see)
}

/// The same for bytes.
pub(crate) fn bytes(bytes: &[u8], see: &mut impl FnMut(Rung<'_>)) -> bool {
    bytes_within(bytes, MOST, see)
}

/// The same as `text`, with a bound to how many bytes may come out.
fn text_within(text: &str, done: Done, most: usize, see: &mut impl FnMut(Rung<'_>)) -> bool {
    Ladder::new(most, see).text(text, DEEPEST, done)
}

/// The same as `bytes`, with such a bound.
fn bytes_within(bytes: &[u8], most: usize, see: &mut impl FnMut(Rung<'_>)) -> bool {
    Ladder::new(most, see).unpack(bytes, DEEPEST, "bytes")
}

struct Ladder<'a, F> {
    see: &'a mut F,
    /// How many bytes may come out, and how many still may.
    most: usize,
    left: usize,
    /// What was seen: two ways often lead to one text.
    seen: BTreeSet<u64>,
}

impl<'a, F: FnMut(Rung<'_>)> Ladder<'a, F> {
    fn new(most: usize, see: &'a mut F) -> Self {
        Self {
            see,
            most,
            left: most,
            seen: BTreeSet::new(),
        }
    }

    fn text(&mut self, text: &str, depth: usize, done: Done) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let signs = Signs::of(text);
        if signs.none() {
            return true;
        }
        let mut ended = true;
        if text.len() > CHUNK {
            // What is written in signs is short, and a large text with many of them would give as many large ones: each part
            // of it is looked at by itself. Runs may be as long as they like.
            for part in chunks(text) {
                let left = std::mem::replace(&mut self.left, self.most / 4);
                ended &= self.written(part, &Signs::of(part), depth, done);
                self.left = left;
            }
        } else {
            ended &= self.written(text, &signs, depth, done);
        }
        for run in &signs.runs {
            ended &= self.run(run, depth);
        }
        ended
    }

    /// What stands in a text in other signs than its own.
    fn written(&mut self, text: &str, signs: &Signs<'_>, depth: usize, done: Done) -> bool {
        let mut ended = true;
        if done == Done::Nothing {
            if signs.reference {
                ended &= self.step(text, &entities::decode(text), depth, "references");
            }
            if signs.tag {
                ended &= self.stripped(text, depth);
            }
            if signs.escape {
                ended &= self.step(text, &decode::escapes(text, true), depth, "escapes");
                ended &= self.step(text, &decode::escapes(text, false), depth, "escapes");
            }
        }
        if signs.percent {
            ended &= self.step(text, &decode::percent(text), depth, "percent signs");
        }
        if signs.quoted {
            let decoded = decode::quoted_printable(text);
            ended &= self.step(text, &decoded, depth, "quoted-printable");
        }
        if signs.hyphen {
            ended &= self.step(text, &unhyphenated(text), depth, HYPHENS);
        }
        if signs.wide {
            ended &= self.unpack(text.as_bytes(), depth, "two bytes a letter");
        }
        if signs.codes
            && let Some(read) = decode::codes(text)
        {
            ended &= self.step(text, &read, depth, "codes of characters");
        }
        ended
    }

    fn step(&mut self, from: &str, to: &str, depth: usize, how: &'static str) -> bool {
        from == to || (self.take(to.len()) && self.show(to, depth, how))
    }

    fn show(&mut self, text: &str, depth: usize, how: &'static str) -> bool {
        if !self.seen.insert(number(text)) {
            return true;
        }
        (self.see)(Rung::Text(text, how));
        self.text(text, depth, Done::Nothing)
    }

    fn take(&mut self, length: usize) -> bool {
        let left = self.left.checked_sub(length);
        self.left = left.unwrap_or_default();
        left.is_some()
    }

    fn stripped(&mut self, text: &str, depth: usize) -> bool {
        let markup = markup::read(text);
        let values = markup.attributes.iter().map(|(_, value)| value);
        let hidden = markup.hidden.iter().chain(&markup.programs);
        let mut ended = true;
        for part in markup.blocks.iter().chain(values).chain(hidden) {
            ended &= self.step(text, part, depth, "markup");
        }
        for part in &markup.parted {
            let spaced = part.replace(markup::BORDER, " ");
            ended &= self.step(text, &spaced, depth, "markup");
        }
        ended
    }

    /// A run of digits and letters that may be bytes, in whatever base.
    fn run(&mut self, run: &str, depth: usize) -> bool {
        let digits: Vec<u8> = run.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        let mut ended = true;
        if digits.iter().all(u8::is_ascii_hexdigit)
            && let Some(bytes) = decode::hex(&digits)
        {
            ended &= self.decoded(&bytes, depth, "hexadecimal digits");
        }
        if let Some(bytes) = decode::base32(&digits)
            && is_promising(&bytes)
        {
            ended &= self.decoded(&bytes, depth, "base 32");
        }
        ended & self.base64(&digits, depth)
    }

    /// Where a run begins with something else, as an address may, its digits begin at another place.
    fn base64(&mut self, digits: &[u8], depth: usize) -> bool {
        for start in 0..4 {
            let shifted = digits.get(start..).unwrap_or_default();
            let first = shifted.get(..GLANCE.min(shifted.len())).unwrap_or_default();
            if decode::base64(first).is_some_and(|bytes| is_promising(&bytes))
                && let Some(bytes) = decode::base64(shifted)
            {
                return self.decoded(&bytes, depth, "base 64");
            }
        }
        // Parts of an address, and then parts of names.
        let slash = |byte: &u8| *byte == b'/';
        let sign = |byte: &u8| !byte.is_ascii_alphanumeric();
        let between: &dyn Fn(&u8) -> bool = if digits.iter().any(slash) {
            &slash
        } else {
            &sign
        };
        let mut ended = true;
        if digits.iter().any(between) {
            for part in digits.split(between).filter(|part| part.len() >= SHORTEST) {
                ended &= self.base64(part, depth);
            }
        }
        ended
    }

    fn decoded(&mut self, bytes: &[u8], depth: usize, how: &'static str) -> bool {
        self.take(bytes.len()) && self.unpack(bytes, depth, how)
    }

    /// The files of a zip, and their names with what else stands between them.
    fn members(&mut self, bytes: &[u8], depth: usize) -> bool {
        (self.see)(Rung::Bytes(bytes, PACKED));
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        (self.see)(Rung::Guess(&text, PACKED));
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let mut ended = true;
        for member in zip::members(bytes, self.left) {
            ended &= match member {
                Ok(inner) => self.take(inner.len()) && self.unpack(&inner, depth, PACKED),
                Err(Fault::TooMuch) => false,
                Err(Fault::Damaged) => true,
            };
        }
        ended
    }

    /// Bytes: packed ones unpacked, text as text.
    fn unpack(&mut self, bytes: &[u8], depth: usize, how: &'static str) -> bool {
        if let Some(big) = is_wide(bytes) {
            let text = decode::wide(bytes, big);
            return self.take(text.len()) && self.show(&text, depth, "two bytes a letter");
        }
        match packed(bytes, self.left) {
            Packed::No => {}
            Packed::TooMuch => return false,
            Packed::Bytes(inner) => {
                let deeper = depth.checked_sub(1);
                return self.take(inner.len())
                    && deeper.is_none_or(|depth| self.unpack(&inner, depth, PACKED));
            }
        }
        if bytes.starts_with(zip::MAGIC) {
            return self.members(bytes, depth);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => self.show(text, depth, how),
            Err(error) => {
                (self.see)(Rung::Bytes(bytes, how));
                // A byte a letter, as older files have it.
                let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
                (self.see)(Rung::Guess(&text, how));
                // Text up to where something else begins: a character that was cut, or digits of another run.
                let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
                match std::str::from_utf8(sound) {
                    Ok(text) if text.len() >= TEXT => self.show(text, depth, how),
                    _ => true,
                }
            }
        }
    }
}

/// A text whose words are joined that were parted at the end of a line.
fn unhyphenated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['-', '\u{2010}', '\u{ad}']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let mut behind = rest.get(at..).unwrap_or_default().chars();
        let sign = behind.next();
        let trimmed = behind.as_str().trim_start_matches([' ', '\t', '\r']);
        if let Some(next) = trimmed.strip_prefix('\n') {
            rest = next.trim_start_matches([' ', '\t']);
        } else {
            out.extend(sign);
            rest = behind.as_str();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
