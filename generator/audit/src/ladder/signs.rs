//! The signs in a text that say which rungs are worth a try, and its runs of digits and letters.

/// The shortest run of digits that is decoded.
pub(super) const SHORTEST: usize = 16;
/// The shortest line that goes on in the next, where a long run is broken into lines.
const LINE: usize = 32;

/// Signs beside the hyphen that part a word at the end of a line.
const LINE_ENDS: [char; 2] = ['\u{2010}', '\u{ad}'];

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
        signs.end(text, start, bytes.len(), seen, hex, &mut row);
        signs.hyphen |= LINE_ENDS.iter().any(|sign| {
            let mut behind = text.split(*sign).skip(1);
            behind.any(is_line_end)
        });
        signs.runs = joined(text, std::mem::take(&mut signs.runs));
        signs
    }

    fn end(&mut self, text: &'a str, start: usize, end: usize, seen: u8, hex: u8, row: &mut usize) {
        let length = end - start;
        let run = text.get(start..end).unwrap_or_default();
        let number = match run.strip_prefix("0x") {
            Some(digits) => {
                (2..=6).contains(&digits.len())
                    && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            }
            None => hex == HEX && (2..=6).contains(&length),
        };
        *row = if number { *row + 1 } else { 0 };
        self.codes |= *row >= 8;
        self.hyphen |= run.ends_with('-') && is_line_end(text.get(end..).unwrap_or_default());
        if length < SHORTEST {
            return;
        }
        // Names of files have no capital letters, and words in capitals no digits; both fail quickly if they are tried.
        let mixed = seen & UPPER != 0 && (seen & LOWER != 0 || seen & DIGIT != 0 || length >= 24);
        if mixed || hex == HEX || (seen & DIGIT != 0 && seen & JOIN == 0) {
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

/// Says whether a line ends where a text begins.
fn is_line_end(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
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
    use super::*;

    /// The signs of a text by name.
    fn told(text: &str) -> String {
        let signs = Signs::of(text);
        let all = [
            (signs.reference, "reference"),
            (signs.percent, "percent"),
            (signs.escape, "escape"),
            (signs.quoted, "quoted"),
            (signs.tag, "tag"),
            (signs.hyphen, "hyphen"),
            (signs.wide, "wide"),
            (signs.codes, "codes"),
            (!signs.runs.is_empty(), "run"),
        ];
        let names: Vec<&str> = all
            .iter()
            .filter(|(there, _)| *there)
            .map(|(_, name)| *name)
            .collect();
        assert_eq!(signs.none(), names.is_empty(), "{text}");
        names.join(" ")
    }

    #[test]
    fn a_sign_is_one_of_an_encoding_by_what_follows_it() {
        for (text, expected) in [
            ("a & b &1 &", ""),
            ("&amp;", "reference"),
            ("&#1;", "reference"),
            ("50 % of %4 %zz %4z %", ""),
            ("%41", "percent"),
            ("%C3", "percent"),
            ("a \\ b \\- \\", ""),
            ("\\u", "escape"),
            ("\\9", "escape"),
            ("a=b c= d=e3 =4 =4f =", ""),
            ("=41", "quoted"),
            ("=E3", "quoted"),
            ("a=\nb", "quoted"),
            ("a=\r\nb", "quoted"),
            ("a=\rb", ""),
            ("3 < 4 <", ""),
            ("<b", "tag"),
            ("</b", "tag"),
            ("<!-", "tag"),
            ("p\0", "wide"),
            ("a- b -\u{2010} c\u{ad}d", ""),
            ("porce-\nlain", "hyphen"),
            ("porce- \t\r\nlain", "hyphen"),
            ("porce\u{2010}\n lain", "hyphen"),
            ("her\u{2010}ons porce\u{2010} \r\nlain", "hyphen"),
            ("porce\u{ad}\nlain", "hyphen"),
            ("&lt;%41<b>", "reference percent tag"),
        ] {
            assert_eq!(told(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_in_a_row_may_be_codes() {
        for (text, expected) in [
            ("70 6f 72 63 65 6c 61 69", "codes"),
            ("112,111,114,99,101,108,97,105", "codes"),
            ("0x70, 0x6f, 0x72, 0x63, 0x65, 0x6c, 0x61, 0x69", "codes"),
            ("0x1F600 0x6f 0x000063 0x63 0x65 0x6c 0x61 0x69", "codes"),
            ("x 112 111 114 99 101 108 97 105 y", "codes"),
            // Seven, one too short or too long among them, a word among them.
            ("112,111,114,99,101,108,97", ""),
            ("70 6f 72 63 6 6c 61 69 70", ""),
            ("70 6f 72 63 6543210 6c 61 69 70", ""),
            ("70 6f 72 63 xx 6c 61 69 70", ""),
            ("70 6f 72 63 0x 6c 61 69 70", ""),
            ("70 6f 72 63 0xx1 6c 61 69 70", ""),
            ("70 6f 72 63 0x1 6c 61 69 70", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_run_is_long_and_of_signs_of_a_kind() {
        for (text, expected) in [
            ("abcdefghijklmnop", &[][..]),
            ("Abcdefghijklmno", &[]),
            ("Abcdefghijklmnop", &["Abcdefghijklmnop"]),
            ("x, Abcdefghijklmno1.", &["Abcdefghijklmno1"]),
            ("Abc-defg/hijk+lmno_pq", &["Abc-defg/hijk+lmno_pq"]),
            // Capitals alone: names in capitals are shorter.
            ("GHIJKLMNOPQRSTUVWXYZGHI", &[]),
            ("GHIJKLMNOPQRSTUVWXYZGHIJ", &["GHIJKLMNOPQRSTUVWXYZGHIJ"]),
            ("GHIJKLMNOPQRSTU1", &["GHIJKLMNOPQRSTU1"]),
            // Small letters with digits, unless signs part them as in names of files.
            ("ghijklmnopqrstu1", &["ghijklmnopqrstu1"]),
            ("ghijklmn-pqrstu1", &[]),
            ("ghijklmnopqrstu-", &[]),
            ("0123456789012345", &["0123456789012345"]),
            ("0123456789abcdef", &["0123456789abcdef"]),
            ("abcdefabcdefabcdef", &["abcdefabcdefabcdef"]),
            ("ABCDEFABCDEFABCDEF", &["ABCDEFABCDEFABCDEF"]),
            ("01234567-9012345", &[]),
        ] {
            assert_eq!(Signs::of(text).runs, expected, "{text}");
        }
    }
}
