//! Ways of writing a text in other characters, undone: each gives back what it can read and leaves the rest as it is.

/// A text with its percent signs resolved.
pub(crate) fn percent(text: &str) -> String {
    replaced(text, |rest| {
        let hex = rest.strip_prefix(b"%")?.get(..2)?;
        Some((vec![byte(hex)?], 3))
    })
}

/// A text as quoted-printable: `=` and two digits stand for a byte, `=` at the end of a line for nothing.
pub(crate) fn quoted_printable(text: &str) -> String {
    replaced(text, |rest| {
        let after = rest.strip_prefix(b"=")?;
        if after.starts_with(b"\n") {
            return Some((Vec::new(), 2));
        }
        if after.starts_with(b"\r\n") {
            return Some((Vec::new(), 3));
        }
        Some((vec![byte(after.get(..2)?)?], 3))
    })
}

/// A text with the escapes of programs, JSON and style sheets resolved: `\u0041`, `\u{41}`, `\x41`, `\101`, `\41 `.
///
/// `\41` is a character of its own in style sheets and in programs; which of the two is meant, `octal` says.
pub(crate) fn escapes(text: &str, octal: bool) -> String {
    replaced(text, |rest| {
        let after = rest.strip_prefix(b"\\")?;
        let (&first, more) = after.split_first()?;
        let wide = |digits: &[u8]| Some(character(number(digits, 16)?));
        match first {
            b'u' if more.starts_with(b"{") => {
                let end = more.iter().position(|byte| *byte == b'}')?;
                Some((wide(more.get(1..end)?)?, end + 3))
            }
            b'u' => {
                let high = number(more.get(..4)?, 16)?;
                // Characters beyond the first plane are written as two.
                let low = more
                    .get(4..)
                    .and_then(|more| more.strip_prefix(b"\\u"))
                    .and_then(|more| number(more.get(..4)?, 16));
                if let (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) = (high, low) {
                    let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    return Some((character(code), 12));
                }
                Some((character(high), 6))
            }
            b'U' if more.get(..8).is_some_and(|more| number(more, 16).is_some()) => {
                Some((wide(more.get(..8)?)?, 10))
            }
            b'x' => Some((vec![byte(more.get(..2)?)?], 4)),
            b'0'..=b'7' if octal => {
                let digits = after
                    .iter()
                    .take(3)
                    .take_while(|byte| matches!(byte, b'0'..=b'7'))
                    .count();
                let code = number(after.get(..digits)?, 8)?;
                Some((vec![u8::try_from(code).ok()?], digits + 1))
            }
            byte if byte.is_ascii_hexdigit() && !octal => {
                let digits = after
                    .iter()
                    .take(6)
                    .take_while(|byte| byte.is_ascii_hexdigit())
                    .count();
                // One space ends the escape and is a part of it.
                let space = usize::from(after.get(digits) == Some(&b' '));
                Some((
                    character(number(after.get(..digits)?, 16)?),
                    digits + space + 1,
                ))
            }
            b'n' | b'r' | b't' | b'f' | b'v' | b'b' if octal => Some((vec![b' '], 2)),
            b'\n' => Some((Vec::new(), 2)),
            // Whatever else is written so is itself, letters too: `\gate` is `gate`.
            byte if byte.is_ascii() => Some((vec![byte], 2)),
            _ => None,
        }
    })
}

/// A text with numbers resolved that stand for its characters, as in `fromCharCode(112, 111)` or `70 6f 72`; nothing where
/// there are fewer than eight in a row.
pub(crate) fn codes(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut row: Vec<&str> = Vec::new();
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    for part in parts.filter(|part| !part.is_empty()) {
        let digits = part.strip_prefix("0x").unwrap_or(part);
        let fits = (2..=6).contains(&digits.len());
        if fits && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            row.push(digits);
        } else {
            read_row(&mut row, &mut out);
        }
    }
    read_row(&mut row, &mut out);
    (!out.is_empty()).then_some(out)
}

fn read_row(row: &mut Vec<&str>, out: &mut String) {
    if row.len() >= 8 {
        for radix in [10, 16] {
            let read: Option<String> = row
                .iter()
                .map(|digits| char::from_u32(number(digits.as_bytes(), radix)?))
                .collect();
            // An empty line between them: a run does not go on from one into the other.
            if let Some(read) = &read {
                out.push_str(read);
                out.push_str("\n\n");
            }
            let bytes: Option<Vec<u8>> = row
                .iter()
                .map(|digits| u8::try_from(number(digits.as_bytes(), radix)?).ok())
                .collect();
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some(text) = text.filter(|text| read.as_ref() != Some(text)) {
                out.push_str(&text);
                out.push_str("\n\n");
            }
        }
    }
    row.clear();
}

/// The bytes that digits of base 64 stand for, in either alphabet; `None` where they stand for none.
pub(crate) fn base64(digits: &[u8]) -> Option<Vec<u8>> {
    bits(digits, 6, |byte| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        })
    })
}

/// The bytes that digits of base 32 stand for.
pub(crate) fn base32(digits: &[u8]) -> Option<Vec<u8>> {
    bits(digits, 5, |byte| {
        Some(match byte.to_ascii_uppercase() {
            upper @ b'A'..=b'Z' => upper - b'A',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => return None,
        })
    })
}

/// The bytes that hexadecimal digits stand for.
pub(crate) fn hex(digits: &[u8]) -> Option<Vec<u8>> {
    digits.chunks_exact(2).map(byte).collect()
}

fn bits(digits: &[u8], size: u32, value: impl Fn(u8) -> Option<u8>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(digits.len() * 3 / 4 + 1);
    let (mut held, mut count) = (0_u32, 0);
    for digit in digits {
        held = (held << size) + u32::from(value(*digit)?);
        count += size;
        if count >= 8 {
            count -= 8;
            let [.., low] = (held >> count).to_be_bytes();
            out.push(low);
        }
    }
    Some(out)
}

/// Text of two bytes a letter; `big` says which of them comes first.
pub(crate) fn wide(bytes: &[u8], big: bool) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| {
        let pair = pair.first_chunk::<2>()?;
        Some(if big {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        })
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or('\u{fffd}'))
        .collect()
}

fn byte(hex: &[u8]) -> Option<u8> {
    u8::try_from(number(hex.get(..2)?, 16)?).ok()
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    // A sign before a number is none of its digits.
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}

fn character(code: u32) -> Vec<u8> {
    let c = char::from_u32(code).unwrap_or('\u{fffd}');
    c.to_string().into_bytes()
}

/// A text in which what `read` takes at a place stands for other bytes: these, and how many it took.
fn replaced(text: &str, read: impl Fn(&[u8]) -> Option<(Vec<u8>, usize)>) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if let Some((bytes, taken)) = read(rest) {
            out.extend(bytes);
            rest = rest.get(taken..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = after;
        }
    }
    // A byte that is no part of a character is one by itself, as older texts have it.
    let mut text = String::with_capacity(out.len());
    for chunk in out.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_are_undone() {
        assert_eq!(percent("a%20b%C3%A9 20 % %zz%4"), "a bé 20 % %zz%4");
        assert_eq!(quoted_printable("a=20b=C3=A9=\nc=zz="), "a béc=zz=");
        assert_eq!(
            escapes("\\u0041\\x42\\u{43}\\U00000044 \\ud83d\\ude00\\é", true),
            "ABCD 😀\\é"
        );
        assert_eq!(escapes("\\101\\102\\xe9\\303\\251", true), "ABéé");
        assert_eq!(escapes("\\41 \\000042c", false), "ABc");
        for broken in [
            "\\u12", "\\u{12", "\\u{}", "\\u{+41}", "\\u+041", "\\x4", "\\x+4", "\\xzz", "\\",
        ] {
            assert_eq!(escapes(broken, true), broken);
        }
    }

    #[test]
    fn escapes_of_signs_are_the_signs() {
        for (text, program, style) in [
            ("a\\nb\\rc\\td", "a b c d", "anbrctd"),
            ("\\fig\\vat\\bun", " ig at un", "\u{f}igvat\u{b}un"),
            ("a\\\nb", "ab", "ab"),
            ("\\\"\\'\\\\\\/\\-", "\"'\\/-", "\"'\\/-"),
            // Letters that mean nothing else are themselves.
            ("\\gu\\ar\\ds", "guards", "gu\nr\rs"),
            ("\\porce\\lain \\s\\q", "porcelain sq", "porcelain sq"),
            // Digits of either kind.
            ("\\101\\9\\1018", "A9A8", "\u{101}\t\u{1018}"),
            ("\\Under \\U0000004", "Under U0000004", "Under U0000004"),
            ("\\41 \\42x", "! \"x", "ABx"),
        ] {
            assert_eq!(escapes(text, true), program, "{text}");
            assert_eq!(escapes(text, false), style, "{text}");
        }
    }

    #[test]
    fn runs_of_digits_are_bytes() {
        assert_eq!(base64(b"UG9yY2VsYWlu").as_deref(), Some(&b"Porcelain"[..]));
        assert_eq!(base64(b"_-8").as_deref(), Some(&[0xff, 0xef][..]));
        assert_eq!(
            base32(b"KBXXEY3FNRQWS3Q").as_deref(),
            Some(&b"Porcelain"[..])
        );
        assert_eq!(hex(b"506f7263").as_deref(), Some(&b"Porc"[..]));
        assert_eq!(base64(b"a b"), None);
        assert_eq!(hex(b"5z"), None);
        assert_eq!(wide(b"P\0o\0", false), "Po");
        assert_eq!(wide(b"\0P\0o", true), "Po");
    }

    #[test]
    fn codes_of_characters_are_read() {
        let read = codes("String.fromCharCode(80, 111, 114, 99, 101, 108, 97, 105, 110)").unwrap();
        assert!(read.contains("Porcelain"), "{read}");
        let read = codes("x 50 6f 72 63 65 6c 61 69 6e y").unwrap();
        assert!(read.contains("Porcelain"), "{read}");
        assert_eq!(codes("12, 13, 14 and 2016-05-20"), None);
        // By tens and by sixteens, as characters and as bytes: each reading once.
        let cases = [
            ("70 6f 72 63 65 6c 61 69", "porcelai\n\n"),
            ("0x70,0x6f,0x72,0x63,0x65,0x6c,0x61,0x69", "porcelai\n\n"),
            (
                "99 97 102 195 169 115 115 115",
                "cafÃ©sss\n\ncafésss\n\n\u{99}\u{97}Ăƕũĕĕĕ\n\n",
            ),
            (
                "1094 1072 1087 1083 1080 1094 1072 1087",
                "цаплицап\n\n\u{1094}\u{1072}\u{1087}\u{1083}\u{1080}\u{1094}\u{1072}\u{1087}\n\n",
            ),
            (
                "x 112 111 114 99 101 108 97 105 y 110",
                "porcelai\n\nĒđĔ\u{99}āĈ\u{97}ą\n\n",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(codes(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "70 6f 72 63 65 6c 61",
            "70 6f 72 63 6 6c 61 69 70",
            "7000000 6f 72 63 65 6c 61 69",
        ] {
            assert_eq!(codes(text), None, "{text}");
        }
    }
}
