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
    use super::*;

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
