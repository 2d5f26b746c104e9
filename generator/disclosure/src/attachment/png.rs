//! PNG: the chunks that make up the picture, and no other.

use std::collections::BTreeSet;

use super::{Cleaned, Unclean, be32, crc32, sane};
use crate::public::Media;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that stay: header, palette, transparency, data, gamma and rendering intent, end.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"gAMA", b"sRGB", b"IEND",
];
/// Chunks of moving pictures.
const MOVING: &[&[u8; 4]] = &[b"acTL", b"fcTL", b"fdAT"];

/// Rewrites a PNG.
pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    let damaged = || Unclean::damaged("PNG");
    let mut rest = bytes.get(SIGNATURE.len()..).ok_or_else(damaged)?;
    let mut out = SIGNATURE.to_vec();
    let mut size = None;
    let mut data = false;
    let mut tuned = BTreeSet::new();
    loop {
        let length = be32(rest).ok_or_else(damaged)? as usize;
        let (chunk, after) = rest
            .get(4..)
            .and_then(|rest| rest.split_at_checked(length.checked_add(4)?))
            .ok_or_else(damaged)?;
        let (kind, content) = chunk.split_first_chunk::<4>().ok_or_else(damaged)?;
        let (sum, after) = after.split_first_chunk::<4>().ok_or_else(damaged)?;
        if u32::from_be_bytes(*sum) != crc32(chunk) {
            return Err(damaged());
        }
        if MOVING.contains(&kind) {
            return Err(Unclean::new(
                "attachment-moving",
                "this picture moves",
                "export one image of it",
            ));
        }
        if kind == b"IHDR" {
            if size.is_some() || content.len() != 13 {
                return Err(damaged());
            }
            let (width, height) = (be32(content), content.get(4..).and_then(be32));
            size = Some(sane(
                width.ok_or_else(damaged)?,
                height.ok_or_else(damaged)?,
            )?);
        } else if size.is_none() {
            return Err(damaged());
        }
        data |= kind == b"IDAT";
        // What only tunes colours says one number, once: more of it could say anything.
        let sound = match kind {
            b"gAMA" => content.len() == 4 && tuned.insert(*kind),
            b"sRGB" => content.len() == 1 && tuned.insert(*kind),
            _ => true,
        };
        if sound && KEPT.contains(&kind) {
            out.extend(u32::try_from(length).map_err(|_| damaged())?.to_be_bytes());
            out.extend(chunk);
            out.extend(sum);
        } else if kind.first().is_some_and(u8::is_ascii_uppercase) {
            // A critical chunk that nobody knows: what it does to the picture cannot be told.
            return Err(damaged());
        }
        rest = after;
        if kind == b"IEND" {
            break;
        }
    }
    if !data {
        return Err(damaged());
    }
    if !rest.is_empty() {
        return Err(Unclean::new(
            "attachment-trailing",
            "something follows the end of this picture",
            "open it in a picture editor and export it anew",
        ));
    }
    Ok(Cleaned {
        media: Media::Png,
        size,
        bytes: out,
        text: String::new(),
    })
}
