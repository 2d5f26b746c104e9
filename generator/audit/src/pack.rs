//! The public source as it is packed: gzip around a tar of plain files, with nothing beside them.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::glance;
use super::picture::crc32;

/// How large a file may be once it is inflated.
const LIMIT: usize = 1 << 30;
const BLOCK: usize = 512;

/// Inflates raw deflate. Returns the bytes and how many were read; `None` where they are damaged or too many.
pub(crate) fn inflate(packed: &[u8]) -> Option<(Vec<u8>, usize)> {
    inflate_within(packed, LIMIT)
}

/// Why bytes cannot be inflated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    Damaged,
    TooMuch,
}

/// The same, with a limit to how much comes out.
pub(crate) fn inflate_within(packed: &[u8], limit: usize) -> Option<(Vec<u8>, usize)> {
    inflated(packed, limit).ok()
}

/// The same, and why it fails.
pub(crate) fn inflated(packed: &[u8], limit: usize) -> Result<(Vec<u8>, usize), Fault> {
    if glance::opens(packed) {
        inflate_unseen(packed, limit)
    } else {
        Err(Fault::Damaged)
    }
}

/// The same, whatever the bytes begin with.
pub(crate) fn inflate_unseen(packed: &[u8], limit: usize) -> Result<(Vec<u8>, usize), Fault> {
    let limit = limit.max(1024);
    let mut out = vec![0; packed.len().saturating_mul(4).clamp(1024, limit)];
    let mut state = Box::<DecompressorOxide>::default();
    let mut read = 0;
    let mut written = 0;
    loop {
        let input = packed.get(read..).ok_or(Fault::Damaged)?;
        let (status, used, made) = decompress(
            &mut state,
            input,
            &mut out,
            written,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        );
        read += used;
        written += made;
        match status {
            TINFLStatus::Done => {
                out.truncate(written);
                return Ok((out, read));
            }
            TINFLStatus::HasMoreOutput if out.len() < limit => {
                out.resize(out.len().saturating_mul(2).min(limit), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(Fault::TooMuch),
            _ => return Err(Fault::Damaged),
        }
    }
}

/// Says whether bytes begin as deflated text does.
pub(crate) fn begins_as_text(packed: &[u8]) -> bool {
    glance::opens_text(packed) && decodes_as_text(packed)
}

/// The same, whatever the bytes begin with.
pub(crate) fn decodes_as_text(packed: &[u8]) -> bool {
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = [0; 32];
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | TINFL_FLAG_HAS_MORE_INPUT;
    let (status, _, made) = decompress(&mut state, packed, &mut out, 0, flags);
    let sound = matches!(
        status,
        TINFLStatus::Done | TINFLStatus::HasMoreOutput | TINFLStatus::NeedsMoreInput
    );
    let made = out.get(..made).unwrap_or_default();
    // A character may be cut at the end.
    let text = match std::str::from_utf8(made) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let control = |byte: &u8| *byte < 32 && !matches!(byte, 9 | 10 | 13);
    sound && text && made.len() >= 8 && !made.iter().any(control)
}

/// What follows the header of gzip; `None` where there is no whole one.
pub(crate) fn behind_gzip_header(bytes: &[u8]) -> Option<&[u8]> {
    let (header, mut rest) = bytes.split_first_chunk::<10>()?;
    let flags = header.get(3)?;
    if flags & 4 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    // A name, and a comment: each ends with a nought.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

/// A packed file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Member {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// The files of an archive, and what else it says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pack {
    pub(crate) members: Vec<Member>,
    /// What no archive of ours holds.
    pub(crate) stray: Vec<&'static str>,
}

/// Opens an archive; `None` where it cannot be read to its end.
pub(crate) fn open(bytes: &[u8]) -> Option<Pack> {
    let mut pack = Pack::default();
    let (header, rest) = bytes.split_first_chunk::<10>()?;
    if header.get(..4)? != [0x1f, 0x8b, 8, 0] {
        return None;
    }
    if header.get(4..8)? != [0; 4] {
        pack.stray.push("a time in its header");
    }
    let (tar, used) = inflate(rest)?;
    let (sum, rest) = rest.get(used..)?.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let sizes = u32::from_le_bytes(*length) == u32::try_from(tar.len()).ok()?;
    if u32::from_le_bytes(*sum) != crc32(&tar) || !sizes {
        return None;
    }
    if !rest.is_empty() {
        pack.stray.push("bytes behind its end");
    }
    read(&tar, &mut pack)?;
    Some(pack)
}

fn read(tar: &[u8], pack: &mut Pack) -> Option<()> {
    let mut rest = tar;
    let mut long: Option<String> = None;
    loop {
        let (header, after) = rest.split_first_chunk::<BLOCK>()?;
        if header.iter().all(|byte| *byte == 0) {
            if rest.iter().any(|byte| *byte != 0) {
                pack.stray.push("bytes behind its last file");
            }
            if rest.len() != 2 * BLOCK {
                pack.stray.push("an end of another length");
            }
            return Some(());
        }
        let size = octal(header.get(124..136)?)?;
        let padded = size.checked_next_multiple_of(BLOCK)?;
        let (content, after) = after.split_at_checked(padded)?;
        let (content, fill) = content.split_at_checked(size)?;
        if fill.iter().any(|byte| *byte != 0) {
            pack.stray.push("bytes between its files");
        }
        checked(header, pack)?;
        match header.get(156)? {
            b'0' | 0 => {
                let path = match long.take() {
                    Some(path) => path,
                    None => path(header)?,
                };
                pack.members.push(Member {
                    path,
                    bytes: content.to_vec(),
                });
            }
            b'L' => long = Some(text(content)?),
            _ => pack.stray.push("something that is no plain file"),
        }
        rest = after;
    }
}

/// Checks the fields of a header that could say who packed the file, and when.
fn checked(header: &[u8; BLOCK], pack: &mut Pack) -> Option<()> {
    let sum: u64 = header
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            u64::from(if (148..156).contains(&at) {
                b' '
            } else {
                *byte
            })
        })
        .sum();
    if octal(header.get(148..156)?)? as u64 != sum {
        return None;
    }
    if octal(header.get(136..148)?)? != 0 {
        pack.stray.push("a file with a time");
    }
    if octal(header.get(108..116)?)? != 0 || octal(header.get(116..124)?)? != 0 {
        pack.stray.push("a file with an owner");
    }
    if header.get(265..329)?.iter().any(|byte| *byte != 0) {
        pack.stray.push("a file with an owner's name");
    }
    if header.get(157..257)?.iter().any(|byte| *byte != 0) {
        pack.stray.push("a file with a link");
    }
    if header.get(500..)?.iter().any(|byte| *byte != 0) {
        pack.stray.push("a header with something behind its end");
    }
    Some(())
}

fn octal(field: &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for byte in field {
        match byte {
            b'0'..=b'7' => {
                number = number
                    .checked_mul(8)?
                    .checked_add(usize::from(byte - b'0'))?;
            }
            b' ' | 0 => {}
            _ => return None,
        }
    }
    Some(number)
}

fn text(field: &[u8]) -> Option<String> {
    let end = field
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(field.len());
    if field.get(end..)?.iter().any(|byte| *byte != 0) {
        return None;
    }
    String::from_utf8(field.get(..end)?.to_vec()).ok()
}

fn path(header: &[u8; BLOCK]) -> Option<String> {
    let name = text(header.get(..100)?)?;
    let prefix = if header.get(257..262)? == b"ustar" {
        text(header.get(345..500)?)?
    } else {
        String::new()
    };
    Some(if prefix.is_empty() {
        name
    } else {
        format!("{prefix}/{name}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_gzip_is_passed_over() {
        for flags in 0..32_u8 {
            let mut bytes = vec![0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255];
            if flags & 4 != 0 {
                bytes.extend(b"\x05\0extra");
            }
            if flags & 8 != 0 {
                bytes.extend(b"name\0");
            }
            if flags & 16 != 0 {
                bytes.extend(b"comment\0");
            }
            if flags & 2 != 0 {
                bytes.extend(b"12");
            }
            let header = bytes.len();
            bytes.extend(b"rest");
            assert_eq!(behind_gzip_header(&bytes), Some(&b"rest"[..]), "{flags}");
            assert_eq!(
                behind_gzip_header(&bytes[..header]),
                Some(&b""[..]),
                "{flags}"
            );
            assert_eq!(behind_gzip_header(&bytes[..header - 1]), None, "{flags}");
        }
    }

    #[test]
    fn a_few_bytes_say_whether_text_was_packed() {
        let packed = |bytes: &[u8]| miniz_oxide::deflate::compress_to_vec(bytes, 6);
        let whole = packed(b"porcelain herons");
        let cut = format!("{}é and more", "x y".repeat(10) + "z");
        for (bytes, expected) in [
            (whole.clone(), true),
            (whole[..whole.len() - 2].to_vec(), true),
            (packed(b"eight888"), true),
            (packed(b"seven77"), false),
            (packed(b"porcelain\t\r\nherons"), true),
            (packed(b"porcelain\x1fherons"), false),
            (packed(b"porcelain\x0bherons"), false),
            (packed(b"porcelain\xffherons"), false),
            // A character is cut where no more is read.
            (packed(cut.as_bytes()), true),
            (b"\x07\xff\xff".to_vec(), false),
            (Vec::new(), false),
        ] {
            assert_eq!(decodes_as_text(&bytes), expected, "{bytes:?}");
            assert_eq!(begins_as_text(&bytes), expected, "{bytes:?}");
        }
    }
}
