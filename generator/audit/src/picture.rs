//! Pictures: the parts that make one up, and whatever else a file carries.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

/// A picture taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    /// A number for what the picture shows: the same before and after cleaning.
    pub(crate) core: [u8; 32],
    /// Its compressed data.
    pub(crate) data: Vec<u8>,
    /// Parts that no published picture has.
    pub(crate) stray: Vec<&'static str>,
    /// What those parts hold.
    pub(crate) hidden: Vec<Vec<u8>>,
    /// How its name must end.
    pub(crate) ending: &'static str,
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Takes a picture apart; `None` where it is none, or is damaged.
pub(crate) fn read(bytes: &[u8]) -> Option<Picture> {
    if let Some(rest) = bytes.strip_prefix(PNG) {
        png(rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xd8") {
        jpeg(rest)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else {
        None
    }
}

fn png(mut rest: &[u8]) -> Option<Picture> {
    let mut core = Sha256::new();
    let mut data = Vec::new();
    let mut stray = Vec::new();
    let mut hidden = Vec::new();
    // What only tunes colours is no part of what is shown. It may stand once: many could hold a text, a few bytes each.
    let mut tuned = BTreeSet::new();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk::<4>()?)).ok()?;
        let (kind, after) = rest.get(4..)?.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(length)?;
        let (sum, after) = after.split_first_chunk::<4>()?;
        if crc32(rest.get(4..length.checked_add(8)?)?) != u32::from_be_bytes(*sum) {
            stray.push("a chunk with a wrong sum");
        }
        match kind {
            b"IDAT" => data.extend_from_slice(content),
            b"IHDR" | b"PLTE" | b"tRNS" => {
                core.update(kind);
                core.update(content);
            }
            b"gAMA" if length == 4 && tuned.insert(*kind) => {}
            b"sRGB" if length == 1 && tuned.insert(*kind) => {}
            b"IEND" if length == 0 => {}
            _ => {
                stray.push("a chunk that is no part of a picture");
                hidden.push(content.to_vec());
            }
        }
        rest = after;
        if kind == b"IEND" {
            break;
        }
    }
    if !rest.is_empty() {
        stray.push("bytes behind its end");
        hidden.push(rest.to_vec());
    }
    core.update(&data);
    Some(Picture {
        core: core.finalize().into(),
        data,
        stray,
        hidden,
        ending: "png",
    })
}

fn jpeg(mut rest: &[u8]) -> Option<Picture> {
    let mut core = Sha256::new();
    let mut data = Vec::new();
    let mut stray = Vec::new();
    let mut hidden = Vec::new();
    // Each of the two that name the format may stand once.
    let mut named = BTreeSet::new();
    loop {
        let (mark, after) = rest.split_first()?;
        let (kind, after) = after.split_first()?;
        if *mark != 0xff {
            return None;
        }
        if *kind == 0xff {
            stray.push("fill bytes");
            rest = rest.get(1..)?;
            continue;
        }
        if *kind == 0xd9 {
            rest = after;
            break;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let (segment, behind) = after.split_at_checked(length)?;
        let content = segment.get(2..)?;
        rest = behind;
        match kind {
            0xc0..=0xc2 | 0xc4 | 0xdb | 0xdd | 0xda => {
                core.update([*kind]);
                core.update(segment);
            }
            0xe0 if content.starts_with(b"JFIF\0") && length == 16 && named.insert(*kind) => {}
            0xee if content.starts_with(b"Adobe") && length == 14 && named.insert(*kind) => {}
            _ => {
                stray.push(match kind {
                    0xe0..=0xef => "an application segment",
                    0xfe => "a comment",
                    _ => "a segment that is no part of a picture",
                });
                hidden.push(content.to_vec());
            }
        }
        if *kind == 0xda {
            let end = rest.windows(2).position(
                |pair| matches!(pair, [0xff, kind] if *kind != 0 && !(0xd0..=0xd7).contains(kind)),
            )?;
            let (scan, behind) = rest.split_at_checked(end)?;
            core.update(scan);
            data.extend_from_slice(scan);
            rest = behind;
        }
    }
    if !rest.is_empty() {
        stray.push("bytes behind its end");
        hidden.push(rest.to_vec());
    }
    Some(Picture {
        core: core.finalize().into(),
        data,
        stray,
        hidden,
        ending: "jpg",
    })
}

fn webp(bytes: &[u8]) -> Option<Picture> {
    let mut stray = Vec::new();
    let mut hidden = Vec::new();
    let length = usize::try_from(u32::from_le_bytes(*bytes.get(4..)?.first_chunk::<4>()?)).ok()?;
    let (inner, behind) = bytes.get(8..)?.split_at_checked(length)?;
    if !behind.is_empty() {
        stray.push("bytes behind its end");
        hidden.push(behind.to_vec());
    }
    let mut rest = inner.get(4..)?;
    let mut frame: Option<&[u8]> = None;
    let mut alpha: Option<&[u8]> = None;
    let mut picture: Option<(&[u8; 4], &[u8])> = None;
    while !rest.is_empty() {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let (size, after) = after.split_first_chunk::<4>()?;
        let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
        let (content, after) = after.split_at_checked(size)?;
        rest = if size % 2 == 1 {
            let (fill, after) = after.split_first()?;
            if *fill != 0 {
                stray.push("a fill byte that says something");
            }
            after
        } else {
            after
        };
        match kind {
            b"VP8X" if frame.is_none() => {
                // Flags for anything but transparency promise metadata; three bytes behind them say nothing.
                if !matches!(content, [0 | 0x10, 0, 0, 0, _, _, _, _, _, _]) {
                    stray.push("flags of metadata");
                    hidden.push(content.to_vec());
                }
                frame = Some(content);
            }
            b"ALPH" if alpha.is_none() => alpha = Some(content),
            b"VP8 " | b"VP8L" if picture.is_none() => picture = Some((kind, content)),
            _ => {
                stray.push("a chunk that is no part of a picture");
                hidden.push(content.to_vec());
            }
        }
    }
    let (kind, content) = picture?;
    let mut core = Sha256::new();
    core.update(kind);
    core.update(content);
    match alpha {
        Some(alpha) if kind == b"VP8 " => core.update(alpha),
        // The lossless kind has its own transparency: nobody looks at another.
        Some(alpha) => {
            stray.push("a chunk that is no part of a picture");
            hidden.push(alpha.to_vec());
        }
        None => {}
    }
    Some(Picture {
        core: core.finalize().into(),
        data: content.to_vec(),
        stray,
        hidden,
        ending: "webp",
    })
}

/// The sum of PNG and of gzip.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (index, slot) in (0_u32..).zip(table.iter_mut()) {
        *slot = (0..8).fold(index, |sum, _| {
            if sum & 1 == 1 {
                0xedb8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        });
    }
    !bytes.iter().fold(!0_u32, |sum, byte| {
        let [low, ..] = (sum ^ u32::from(*byte)).to_le_bytes();
        table.get(usize::from(low)).copied().unwrap_or_default() ^ (sum >> 8)
    })
}
