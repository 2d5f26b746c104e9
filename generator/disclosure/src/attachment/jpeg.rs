//! JPEG: the segments that make up the picture, and no other.

use std::collections::BTreeSet;

use super::{Cleaned, Unclean, sane};
use crate::public::Media;

/// Rewrites a JPEG that a browser shows by itself.
pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    let (cleaned, upright) = rewrite(bytes)?;
    if upright {
        return Ok(cleaned);
    }
    Err(Unclean::new(
        "attachment-turned",
        "this picture is turned by its metadata, which are taken away",
        "turn the picture itself in an editor and save it",
    ))
}

/// Rewrites a JPEG, and says whether its metadata leave it upright.
pub(super) fn rewrite(bytes: &[u8]) -> Result<(Cleaned, bool), Unclean> {
    let mut upright = true;
    let damaged = || Unclean::damaged("JPEG");
    let mut out = vec![0xff, 0xd8];
    let mut rest = bytes.get(2..).ok_or_else(damaged)?;
    let mut size = None;
    let mut scans = 0_usize;
    let mut named = BTreeSet::new();
    loop {
        let (&mark, after) = rest.split_first().ok_or_else(damaged)?;
        if mark != 0xff {
            return Err(damaged());
        }
        let (&kind, after) = after.split_first().ok_or_else(damaged)?;
        match kind {
            // Fill bytes before a marker.
            0xff => rest = rest.get(1..).ok_or_else(damaged)?,
            0xd9 => {
                out.extend([0xff, 0xd9]);
                rest = after;
                break;
            }
            _ => {
                let length = after
                    .first_chunk::<2>()
                    .map(|length| usize::from(u16::from_be_bytes(*length)))
                    .ok_or_else(damaged)?;
                let (segment, behind) = after.split_at_checked(length).ok_or_else(damaged)?;
                let content = segment.get(2..).ok_or_else(damaged)?;
                match kind {
                    // Frames: baseline, extended, progressive. Others are lossless or hierarchical, which browsers do not show.
                    0xc0..=0xc2 => {
                        let side = |at: usize| {
                            let two = content.get(at..)?.first_chunk::<2>()?;
                            Some(u32::from(u16::from_be_bytes(*two)))
                        };
                        size = Some(sane(
                            side(3).ok_or_else(damaged)?,
                            side(1).ok_or_else(damaged)?,
                        )?);
                    }
                    0xc4 | 0xdb | 0xdd => {}
                    0xda => {
                        scans += 1;
                        out.extend([0xff, kind]);
                        out.extend(segment);
                        let data = scan_length(behind).ok_or_else(damaged)?;
                        out.extend(behind.get(..data).unwrap_or_default());
                        rest = behind.get(data..).unwrap_or_default();
                        continue;
                    }
                    // Each of the two that name the format once: a second one is metadata as others are.
                    0xe0 if content.starts_with(b"JFIF\0") && named.insert(kind) => {
                        out.extend(jfif(content).ok_or_else(damaged)?);
                        rest = behind;
                        continue;
                    }
                    0xee if content.starts_with(b"Adobe")
                        && content.len() == 12
                        && named.insert(kind) => {}
                    0xe1 if content.starts_with(b"Exif\0\0") => {
                        upright &= !turned(content.get(6..).unwrap_or_default());
                        rest = behind;
                        continue;
                    }
                    // Other application segments and comments: metadata.
                    0xe0..=0xef | 0xfe => {
                        rest = behind;
                        continue;
                    }
                    _ => return Err(damaged()),
                }
                out.extend([0xff, kind]);
                out.extend(segment);
                rest = behind;
            }
        }
    }
    if size.is_none() || scans == 0 {
        return Err(damaged());
    }
    if !rest.is_empty() {
        return Err(Unclean::new(
            "attachment-trailing",
            "something follows the end of this picture",
            "open it in a picture editor and export it anew",
        ));
    }
    let cleaned = Cleaned {
        media: Media::Jpeg,
        size,
        bytes: out,
        text: String::new(),
    };
    Ok((cleaned, upright))
}

/// The length of entropy-coded data: up to the next marker that is neither stuffing nor a restart.
fn scan_length(data: &[u8]) -> Option<usize> {
    data.windows(2).position(
        |pair| matches!(pair, [0xff, kind] if *kind != 0 && !(0xd0..=0xd7).contains(kind)),
    )
}

/// The JFIF segment without its thumbnail.
fn jfif(content: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xe0, 0, 16];
    out.extend(content.get(..12)?);
    out.extend([0, 0]);
    Some(out)
}

/// Says whether EXIF gives an orientation other than upright (tag 0x0112 of the first directory).
fn turned(tiff: &[u8]) -> bool {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let two = tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little {
            u16::from_le_bytes(*two)
        } else {
            u16::from_be_bytes(*two)
        })
    };
    let long = |at: usize| {
        let four = tiff.get(at..)?.first_chunk::<4>()?;
        Some(if little {
            u32::from_le_bytes(*four)
        } else {
            u32::from_be_bytes(*four)
        })
    };
    let orientation = || {
        let directory = usize::try_from(long(4)?).ok()?;
        let count = usize::from(short(directory)?);
        (0..count).find_map(|index| {
            let at = directory + 2 + 12 * index;
            (short(at)? == 0x0112).then(|| short(at + 8)).flatten()
        })
    };
    orientation().is_some_and(|value| value != 1)
}
