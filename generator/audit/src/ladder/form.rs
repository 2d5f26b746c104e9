//! The form of bytes, by how they begin: text of one or two bytes a letter, or packed.

use crate::pack::{self, Fault};
use crate::zip;

/// How many bytes of text make bytes worth reading as text, though not all of them are.
pub(super) const TEXT: usize = 16;

/// What may be seen at a glance of bytes: whether they are text, or packed.
pub(super) fn is_promising(bytes: &[u8]) -> bool {
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
        [first, second, ..] => first & 0x8f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0,
        _ => false,
    }
}

/// Whether bytes begin as raw deflate does that was made of text: a block with its own or the fixed codes, or one that is
/// stored as it is because it would only grow.
fn begins_deflated(bytes: &[u8]) -> bool {
    let block = match bytes {
        // Its length stands there twice, and is compared with the first letters.
        [0 | 1, ..] => true,
        [first, ..] => matches!(first & 7, 2..=5),
        [] => false,
    };
    block && pack::begins_as_text(bytes)
}

/// Whether text has two bytes a letter, and which of them comes first.
pub(super) fn is_wide(bytes: &[u8]) -> Option<bool> {
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

/// What bytes are packed in.
pub(super) enum Packed {
    No,
    TooMuch,
    Bytes(Vec<u8>),
}

pub(super) fn packed(bytes: &[u8], left: usize) -> Packed {
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

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    #[test]
    fn what_is_worth_reading_begins_as_text_or_as_packed_bytes() {
        let letters = "porcelain herons guard the custard tunnels".as_bytes();
        let until =
            |length: usize, behind: &[u8]| [letters.get(..length).unwrap(), behind].concat();
        let (deflated, stored) = (
            compress_to_vec(letters, 6),
            [b"\x01\x10\0\xef\xff".as_slice(), &letters[..16]].concat(),
        );
        let mut spoiled = stored.clone();
        spoiled[3] ^= 1;
        for (bytes, expected) in [
            (until(8, b""), true),
            ("цапли".as_bytes().to_vec(), true),
            (b"a\t\n\x0b\x0c\rb".to_vec(), true),
            (b"a\x08bcdefg".to_vec(), false),
            (b"a\x0ebcdefg".to_vec(), false),
            (b"a\x1fbcdefg".to_vec(), false),
            (b"a\x7fbcdefg".to_vec(), false),
            // A sign that is none of a text may stand behind 32 that are.
            (until(32, b"\x01"), true),
            (until(31, b"\x01"), false),
            // A character may be cut, and something else may follow sixteen bytes of text.
            (until(3, b"\xc3"), true),
            (b"\xc3".to_vec(), false),
            (until(16, b"\xff"), true),
            (until(15, b"\xff"), false),
            (b"\xff\xffporcelain".to_vec(), false),
            (b"\x1f\x8b\xff\xff".to_vec(), true),
            (b"\x1f\x8c\xff\xff".to_vec(), false),
            (b"\x78\x9c\xff\xff".to_vec(), true),
            (b"PK\x03\x04\xff\xff".to_vec(), true),
            (b"PK\x03\x05\xff\xff".to_vec(), false),
            (b"\xff\xfe\xff\xff".to_vec(), true),
            (deflated, true),
            (stored, true),
            (spoiled, false),
            (b"".to_vec(), true),
        ] {
            assert_eq!(is_promising(&bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn zlib_begins_with_two_bytes_that_fit() {
        for (bytes, expected) in [
            (&b"\x78\x01"[..], true),
            (b"\x78\x5e", true),
            (b"\x78\x9c", true),
            (b"\x78\xda", true),
            (b"\x08\x1d", true),
            (b"\x78\x9d", false),
            (b"\x79\x9c", false),
            // The method is another, the window too large.
            (b"\x77\x09", false),
            (b"\x88\x1c", false),
            (b"\x78", false),
            (b"", false),
        ] {
            assert_eq!(is_zlib(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn packed_bytes_are_most_of_what_is_there() {
        let text = "porcelain herons guard the custard tunnels at night".as_bytes();
        let raw = compress_to_vec(text, 6);
        let zlib = [b"\x78\x9c".as_slice(), &raw].concat();
        let gzip = [b"\x1f\x8b\x08\0\0\0\0\0\0\xff".as_slice(), &raw].concat();
        let behind = |bytes: &[u8], length: usize| [bytes, &vec![0; length]].concat();
        let empty = [b"\x78\x9c".as_slice(), &compress_to_vec(b"", 6)].concat();
        for (bytes, expected) in [
            (zlib.clone(), true),
            (gzip.clone(), true),
            (raw.clone(), true),
            (behind(&zlib, raw.len()), true),
            (behind(&zlib, raw.len() + 1), false),
            (behind(&gzip, raw.len()), true),
            (behind(&gzip, raw.len() + 1), false),
            (zlib[..zlib.len() / 2].to_vec(), false),
            (empty, false),
            (text.to_vec(), false),
            (b"".to_vec(), false),
        ] {
            let found = match packed(&bytes, 1 << 20) {
                Packed::Bytes(inner) => inner == text,
                Packed::No => false,
                Packed::TooMuch => panic!("{bytes:?}"),
            };
            assert_eq!(found, expected, "{bytes:?}");
        }
        // Deflated data without a header are taken for packed where they begin as text: else any bytes may be some.
        let data: Vec<u8> = (1..=8).chain(text.iter().copied()).collect();
        let data = compress_to_vec(&data, 6);
        assert!(matches!(packed(&data, 1 << 20), Packed::No));
        let large = compress_to_vec(&vec![b' '; 1 << 13], 6);
        assert!(matches!(
            packed(&[b"\x78\x9c".as_slice(), &large].concat(), 1 << 12),
            Packed::TooMuch
        ));
    }

    #[test]
    fn most_letters_of_a_text_have_one_first_byte() {
        let big =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        for (bytes, expected) in [
            (big("herons"), Some(true)),
            (big("guns"), Some(true)),
            (big("gun"), None),
            ([big("gun").as_slice(), b"x"].concat(), None),
            (big("السلام"), Some(true)),
            // Letters of a script with another byte, of which there may be one in eight.
            (big("\u{710}\u{712}\u{713}\u{714}\u{715}"), None),
            (big("the herons ofan核安"), Some(true)),
            (big("the herons of核安全"), None),
        ] {
            assert_eq!(is_wide(&bytes), expected, "{bytes:?}");
        }
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
