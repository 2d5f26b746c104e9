//! The ladder: what a text or bytes hold once they are decoded, unpacked and stripped, again and again.
//!
//! Most texts are what they are. One pass over the bytes says which rungs are worth a try, so that plain text costs no more
//! than that pass.

use std::collections::BTreeSet;

use super::decode;
use super::entities;
use super::markup;
use super::pack::{self, Fault};
use super::words::number;
use super::zip;

/// How often what was decoded is decoded again.
const DEEPEST: usize = 4;
/// The shortest run of digits that is decoded.
const SHORTEST: usize = 16;
/// The shortest line that goes on in the next, where a long run is broken into lines.
const LINE: usize = 32;
/// How many bytes of text make bytes worth reading as text, though not all of them are.
const TEXT: usize = 16;
/// How bytes that were unpacked are called.
pub(crate) const PACKED: &str = "packed bytes";
/// How a text is called in which words that a line's end parts are whole again.
pub(crate) const HYPHENS: &str = "hyphens";
/// How many digits of a run are decoded to see whether the rest is worth it: the codes of packed text begin with a table.
const GLANCE: usize = 400;
/// How many bytes may come out of one text; what grows beyond that cannot be looked into.
const MOST: usize = 64 << 20;

/// How large a text may be that is looked at as one, and by how much parts of a larger one overlap.
const CHUNK: usize = 1 << 16;
const OVERLAP: usize = 1 << 12;

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
    let mut ladder = Ladder::new(see);
    ladder.text(text, DEEPEST, done)
}

/// The same for bytes.
pub(crate) fn bytes(bytes: &[u8], see: &mut impl FnMut(Rung<'_>)) -> bool {
    let mut ladder = Ladder::new(see);
    ladder.unpack(bytes, DEEPEST, "bytes")
}

struct Ladder<'a, F> {
    see: &'a mut F,
    left: usize,
    /// What was seen: two ways often lead to one text.
    seen: BTreeSet<u64>,
}

impl<'a, F: FnMut(Rung<'_>)> Ladder<'a, F> {
    fn new(see: &'a mut F) -> Self {
        Self {
            see,
            left: MOST,
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
                let left = std::mem::replace(&mut self.left, MOST / 4);
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
            if first.len() < SHORTEST - 4 {
                break;
            }
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

/// What may be seen at a glance of bytes: whether they are text, or packed.
fn is_promising(bytes: &[u8]) -> bool {
    let odd = |byte: &u8| *byte < 9 || (14..32).contains(byte) || *byte == 127;
    let (sound, upto) = match std::str::from_utf8(bytes) {
        Ok(_) => (true, bytes.len()),
        // A character may be cut at the end of a glance, and something else may follow a text.
        Err(error) => {
            let upto = error.valid_up_to();
            let cut = error.error_len().is_none() && upto > 0;
            (cut || upto >= TEXT, upto)
        }
    };
    let plain = bytes.iter().take(upto).position(odd);
    let text = sound && plain.is_none_or(|plain| plain >= 2 * TEXT);
    text || bytes.starts_with(&[0x1f, 0x8b])
        || is_zlib(bytes)
        || is_wide(bytes).is_some()
        || begins_deflated(bytes)
        || bytes.starts_with(zip::MAGIC)
}

/// Says whether bytes begin as those of zlib.
pub(crate) fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [first, second, ..] => {
            first & 0x8f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0
        }
        _ => false,
    }
}

/// Whether bytes begin as raw deflate does that was made of text: a block with its own or the fixed codes, or one that is
/// stored as it is because it would only grow.
fn begins_deflated(bytes: &[u8]) -> bool {
    let block = match bytes {
        [0 | 1, low, high, other_low, other_high, ..] => {
            *low == !*other_low && *high == !*other_high
        }
        [first, ..] => matches!(first & 7, 2..=5),
        [] => false,
    };
    block && pack::begins_as_text(bytes)
}

/// Whether text has two bytes a letter, and which of them comes first.
fn is_wide(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(false),
        [0xfe, 0xff, ..] => return Some(true),
        _ => {}
    }
    let half = bytes.len() / 2;
    if half < 4 {
        return None;
    }
    let count = |from: usize| {
        let firsts = bytes.iter().skip(from).step_by(2);
        // Latin, Greek, Cyrillic and Arabic letters have one of these as their higher byte.
        firsts.filter(|byte| **byte < 7).count()
    };
    let (even, odd) = (count(0), count(1));
    let most = half - half / 8;
    match (even >= most, odd >= most) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

enum Packed {
    No,
    TooMuch,
    Bytes(Vec<u8>),
}

fn packed(bytes: &[u8], left: usize) -> Packed {
    let inner = if bytes.starts_with(&[0x1f, 0x8b, 8]) {
        pack::behind_gzip_header(bytes)
    } else if is_zlib(bytes) {
        bytes.get(2..)
    } else if begins_deflated(bytes) && std::str::from_utf8(bytes).is_err() {
        Some(bytes)
    } else {
        None
    };
    let Some(inner) = inner else {
        return Packed::No;
    };
    match pack::inflated(inner, left) {
        Ok((out, used)) if used * 2 >= inner.len() && !out.is_empty() => Packed::Bytes(out),
        Err(Fault::TooMuch) => Packed::TooMuch,
        Ok(_) | Err(Fault::Damaged) => Packed::No,
    }
}

/// A text whose words are joined that were parted at the end of a line.
fn unhyphenated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['-', '\u{2010}']) {
        out.push_str(before);
        let trimmed = after.trim_start_matches([' ', '\t', '\r']);
        if let Some(next) = trimmed.strip_prefix('\n') {
            rest = next.trim_start_matches([' ', '\t']);
        } else {
            out.push('-');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// What one pass over a text says of it.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign that is there or not"
)]
struct Signs<'a> {
    reference: bool,
    percent: bool,
    escape: bool,
    quoted: bool,
    tag: bool,
    hyphen: bool,
    wide: bool,
    codes: bool,
    runs: Vec<&'a str>,
}

/// Classes of bytes, as bits: letters and digits of each base, and signs of an encoding.
const UPPER: u8 = 1;
const LOWER: u8 = 2;
const DIGIT: u8 = 4;
const HEX: u8 = 8;
const JOIN: u8 = 16;
const SIGN: u8 = 32;
const WITHIN: u8 = UPPER | LOWER | DIGIT | JOIN;

const CLASSES: [u8; 256] = classes();

#[expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a table of all bytes, made once by the compiler"
)]
const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = match byte {
            b'A'..=b'F' => UPPER | HEX,
            b'G'..=b'Z' => UPPER,
            b'a'..=b'f' => LOWER | HEX,
            b'g'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT | HEX,
            b'+' | b'/' | b'_' | b'-' => JOIN,
            b'&' | b'%' | b'\\' | b'=' | b'<' | 0 => SIGN,
            _ => 0,
        };
        at += 1;
    }
    table
}

impl<'a> Signs<'a> {
    fn none(&self) -> bool {
        let any = self.reference
            || self.percent
            || self.escape
            || self.quoted
            || self.tag
            || self.hyphen
            || self.wide
            || self.codes;
        !any && self.runs.is_empty()
    }

    fn of(text: &'a str) -> Self {
        let mut signs = Self::default();
        let bytes = text.as_bytes();
        let mut start = 0;
        let mut seen = 0_u8;
        // Whether all of a run are hexadecimal digits, and how many such runs follow each other.
        let mut hex = HEX;
        let mut row = 0_usize;
        for (at, byte) in bytes.iter().enumerate() {
            let class = CLASSES.get(usize::from(*byte)).copied().unwrap_or_default();
            if class & WITHIN != 0 {
                seen |= class;
                hex &= class;
                continue;
            }
            if at > start {
                signs.end(text, start, at, seen, hex, &mut row);
            }
            if class == SIGN {
                signs.sign(*byte, bytes.get(at + 1..).unwrap_or_default());
            }
            start = at + 1;
            seen = 0;
            hex = HEX;
        }
        if bytes.len() > start {
            signs.end(text, start, bytes.len(), seen, hex, &mut row);
        }
        signs.runs = joined(text, std::mem::take(&mut signs.runs));
        signs
    }

    fn end(&mut self, text: &'a str, start: usize, end: usize, seen: u8, hex: u8, row: &mut usize) {
        let length = end - start;
        if hex == HEX && (2..=6).contains(&length) {
            *row += 1;
            self.codes |= *row >= 8;
        } else if !(length == 2 && text.get(start..end) == Some("0x")) {
            *row = 0;
        }
        let run = text.get(start..end).unwrap_or_default();
        if run.ends_with(['-', '\u{2010}'])
            && text
                .get(end..)
                .unwrap_or_default()
                .trim_start_matches([' ', '\t', '\r'])
                .starts_with('\n')
        {
            self.hyphen = true;
        }
        if length < SHORTEST {
            return;
        }
        // Names of files have no capital letters, and words in capitals no digits; both fail quickly if they are tried.
        let mixed = seen & UPPER != 0 && (seen & LOWER != 0 || seen & DIGIT != 0 || length >= 24);
        if mixed || hex == HEX || (seen & LOWER != 0 && seen & DIGIT != 0 && seen & JOIN == 0) {
            self.runs.push(run);
        }
    }

    fn sign(&mut self, byte: u8, after: &[u8]) {
        let digits = |count: usize| {
            after
                .get(..count)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        match byte {
            b'&' => {
                self.reference |= after
                    .first()
                    .is_some_and(|next| next.is_ascii_alphabetic() || *next == b'#');
            }
            b'%' => self.percent |= digits(2),
            b'\\' => self.escape |= after.first().is_some_and(u8::is_ascii_alphanumeric),
            // In capitals, as the standard has them: `width=device` is none.
            b'=' => {
                let sound = !after.iter().take(2).any(u8::is_ascii_lowercase);
                self.quoted |=
                    (digits(2) && sound) || matches!(after, [b'\n', ..] | [b'\r', b'\n', ..]);
            }
            b'<' => {
                self.tag |= after
                    .first()
                    .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'));
            }
            _ => self.wide = true,
        }
    }
}

/// The parts of a large text. They begin and end between words, and each begins with what the one before ends with, so that
/// nothing is cut that is as short as a passage.
fn chunks(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        if rest.len() <= CHUNK {
            parts.push(rest);
            break;
        }
        let length = between(rest, CHUNK);
        parts.extend(rest.get(..length));
        start += between(rest.get(..length).unwrap_or_default(), length - OVERLAP);
    }
    parts
}

/// The last place between words, not far before a place in a text; where there is none, one between characters.
fn between(text: &str, near: usize) -> usize {
    let near = text.floor_char_boundary(near);
    let before = text.get(..near).unwrap_or_default();
    let space = before.rfind([' ', '\n', '"']).map(|at| at + 1);
    space.filter(|at| at + OVERLAP / 2 > near).unwrap_or(near)
}

/// Runs of which one goes on in the next line are one: long ones are broken into lines, and the last line may be as short
/// as it likes.
fn joined<'a>(text: &'a str, runs: Vec<&'a str>) -> Vec<&'a str> {
    let base = text.as_ptr().addr();
    let mut out: Vec<&'a str> = Vec::with_capacity(runs.len());
    let mut behind = 0;
    for run in runs {
        let start = run.as_ptr().addr() - base;
        if start < behind {
            continue;
        }
        behind = start + run.len();
        let mut line = run.len();
        while line >= LINE {
            let rest = text.get(behind..).unwrap_or_default();
            let Some(next) = rest
                .strip_prefix('\n')
                .or_else(|| rest.strip_prefix("\r\n"))
            else {
                break;
            };
            line = next.bytes().take_while(|byte| is_within(*byte)).count();
            if line == 0 {
                break;
            }
            behind += rest.len() - next.len() + line;
        }
        out.extend(text.get(start..behind));
    }
    out
}

/// Says whether a byte may stand in a run.
fn is_within(byte: u8) -> bool {
    CLASSES
        .get(usize::from(byte))
        .is_some_and(|class| class & WITHIN != 0)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        let ended = super::text(text, Done::Nothing, &mut |rung| match rung {
            Rung::Text(text, _) | Rung::Guess(text, _) => all.push(text.to_owned()),
            Rung::Bytes(bytes, _) => all.push(format!("{} bytes", bytes.len())),
        });
        assert!(ended, "{text}");
        all
    }

    #[test]
    fn plain_text_is_on_no_ladder() {
        for text in [
            "The follow-up peer review of 2016-05-20 took 20 % & more",
            "missions/nl-2016-follow-up-peer-review.html",
            "https://example.org/a-long-address/of/many-parts?q=xyz",
            "INTERNATIONAL COOPERATION",
        ] {
            assert!(seen(text).is_empty(), "{text}: {:?}", seen(text));
        }
    }

    #[test]
    fn each_rung_is_climbed() {
        for text in [
            "x %70orcelain herons",
            "&#112;orcelain herons",
            "\\u0070orcelain herons",
            "\\70 orcelain herons",
            "=70orcelain herons",
            "<b>p</b>orcelain <i>herons</i>",
            "cG9yY2VsYWluIGhlcm9ucw",
            "/files/x/cG9yY2VsYWluIGhlcm9ucw==",
            "706f7263656c61696e206865726f6e73",
            "OBXXEY3FNRQWS3RANBSXE33OOM======",
            "porce-\n  lain herons",
            "p\0o\0r\0c\0e\0l\0a\0i\0n\0 \0h\0e\0r\0o\0n\0s\0",
            "\0p\0o\0r\0c\0e\0l\0a\0i\0n\0 \0h\0e\0r\0o\0n\0s",
            "[112, 111, 114, 99, 101, 108, 97, 105, 110, 32, 104, 101, 114, 111, 110, 115]",
            // Stored, and deflated with the fixed codes.
            "ARAA7/9wb3JjZWxhaW4gaGVyb25z",
            "K8gvSk7NSczMU8hILcrPKwYA",
        ] {
            assert!(
                seen(text)
                    .iter()
                    .any(|text| text.contains("porcelain herons")),
                "{text}: {:?}",
                seen(text)
            );
        }
    }

    #[test]
    fn a_run_goes_on_in_the_next_line() {
        let digits = "xKcg0YTQsNGA0YTQvtGA0L7QstGL0LUg0YbQsNC/0LvQuCDRgdGC0L7RgNC+0LbQsNGCINC30LDQstCw0YDQvdC+0Lkg0LrRgNC10Lw";
        let whole = decode::base64(digits.as_bytes()).unwrap();
        let whole = String::from_utf8(whole).unwrap();
        // However long its lines are, and however short the last of them; an end of a line is two bytes on some machines.
        for length in [32, 57, 64, 76, digits.len() - 1, digits.len()] {
            let lines: Vec<&str> = digits
                .as_bytes()
                .chunks(length)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            for end in ["\n", "\r\n"] {
                let text = format!("<p>{}==</p>", lines.join(end));
                assert!(seen(&text).contains(&whole), "{text:?}");
            }
        }
        // What follows it spoils nothing that is before it.
        let text = format!("{digits}\nThe-next-line of text");
        assert!(
            seen(&text).iter().any(|text| text.contains("цапли")),
            "{:?}",
            seen(&text)
        );
    }

    #[test]
    fn rungs_follow_each_other() {
        // Base 64 of base 64 of percent signs.
        let inner = "Y0c5eVkyVnNZV2x1SlRJd2FHVnliMjV6";
        assert!(seen(inner).contains(&"porcelain herons".to_owned()));
    }

    #[test]
    fn a_large_text_with_many_signs_comes_to_an_end() {
        // Each of the signs gives a text of its own, and each of those others.
        let line =
            "{\"title\": \"a %41 =41 &#65; \\u0041 c-\n d 41 41 41 41 41 41 41 41 <b>x</b>\"},\n";
        let mut text = line.repeat(9_000);
        let half = text.floor_char_boundary(text.len() / 2);
        text.insert_str(half, " porcelain%20herons%20guard%20the%20custard ");
        let found = seen(&text);
        assert!(
            found
                .iter()
                .any(|text| text.contains("porcelain herons guard the custard"))
        );
    }

    #[test]
    fn parts_of_a_large_text_leave_nothing_out() {
        let words: Vec<String> = (0..60_000).map(|number| format!("wört{number}")).collect();
        let long = "é".repeat(3 * CHUNK);
        for text in [words.join(" "), long, "x".repeat(2 * CHUNK + 1)] {
            let mut end = 0;
            for part in chunks(&text) {
                let start = part.as_ptr().addr() - text.as_ptr().addr();
                assert!(start <= end && part.len() <= CHUNK, "{start} {end}");
                assert!(end == 0 || start + 64 < end, "they overlap");
                end = start + part.len();
            }
            assert_eq!(end, text.len());
        }
    }

    #[test]
    fn what_grows_without_end_is_told() {
        let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; MOST + 10], 9);
        let mut zlib = vec![0x78, 0x9c];
        zlib.extend(bomb);
        assert!(!bytes(&zlib, &mut |_| {}));
        // However it is written, and wherever it stands.
        let digits = URL_SAFE_NO_PAD.encode(&zlib);
        let address = format!("/files/of-a-site/{digits}/index");
        for written in [digits, address, base32(&zlib)] {
            let ended = text(&format!("see {written} here"), Done::Nothing, &mut |_| {});
            assert!(!ended, "{}", written.get(..40).unwrap());
        }
    }

    fn base32(bytes: &[u8]) -> String {
        let digit = |number: u64| {
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::try_from(number).unwrap()])
        };
        let five = |five: &[u8]| {
            let number = (0..5).fold(0, |number, at| {
                number << 8 | u64::from(five.get(at).copied().unwrap_or(0))
            });
            (0..8).rev().map(move |at| digit(number >> (5 * at) & 31))
        };
        bytes.chunks(5).flat_map(five).collect()
    }

    #[test]
    fn the_first_two_bytes_may_say_how_letters_are_written() {
        let big =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        let little =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        for (bytes, expected) in [
            (little("herons"), Some(false)),
            (big("цапли"), Some(true)),
            // Letters whose bytes tell nothing by themselves, and texts too short to tell.
            (little("\u{feff}核安全核安全"), Some(false)),
            (big("\u{feff}核安全核安全"), Some(true)),
            (little("\u{feff}a"), Some(false)),
            (big("\u{feff}a"), Some(true)),
            (big("核安全核安全"), None),
            (big("abc"), None),
            (b"porcelain herons".to_vec(), None),
            (vec![0; 16], None),
        ] {
            assert_eq!(is_wide(&bytes), expected, "{bytes:?}");
        }
    }
}
