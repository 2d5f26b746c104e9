//! The signs in a text that say which rungs are worth a try, and its runs of digits and letters.

/// The shortest run of digits that is decoded.
pub(super) const SHORTEST: usize = 16;
/// The shortest line that goes on in the next, where a long run is broken into lines.
const LINE: usize = 32;

/// What one pass over a text says of it.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign that is there or not"
)]
pub(super) struct Signs<'a> {
    pub(super) reference: bool,
    pub(super) percent: bool,
    pub(super) escape: bool,
    pub(super) quoted: bool,
    pub(super) tag: bool,
    pub(super) hyphen: bool,
    pub(super) wide: bool,
    pub(super) codes: bool,
    pub(super) runs: Vec<&'a str>,
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
    pub(super) fn none(&self) -> bool {
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

    pub(super) fn of(text: &'a str) -> Self {
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
