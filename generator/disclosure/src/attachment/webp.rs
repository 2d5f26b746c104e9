//! WebP: the chunks that make up one picture, and no other.

use super::{Cleaned, Unclean, sane};
use crate::public::Media;

/// Rewrites a WebP.
pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    let damaged = || Unclean::damaged("WebP");
    let length = le32(bytes.get(4..).unwrap_or_default()).ok_or_else(damaged)? as usize;
    let (inner, trailing) = bytes
        .get(8..)
        .and_then(|rest| rest.split_at_checked(length))
        .ok_or_else(damaged)?;
    if !trailing.is_empty() {
        return Err(Unclean::new(
            "attachment-trailing",
            "something follows the end of this picture",
            "open it in a picture editor and export it anew",
        ));
    }
    let mut rest = inner.get(4..).ok_or_else(damaged)?;
    let mut canvas = None;
    let mut alpha: Option<&[u8]> = None;
    let mut picture: Option<(&[u8; 4], &[u8])> = None;
    while !rest.is_empty() {
        let (kind, after) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
        let length = le32(after).ok_or_else(damaged)? as usize;
        let (content, behind) = after
            .get(4..)
            .and_then(|after| after.split_at_checked(length))
            .ok_or_else(damaged)?;
        // Chunks have an even length; the byte that fills them up is empty.
        rest = if length % 2 == 1 {
            behind.strip_prefix(&[0]).ok_or_else(damaged)?
        } else {
            behind
        };
        match kind {
            b"VP8X" => canvas = Some(canvas_size(content).ok_or_else(damaged)?),
            b"ALPH" if picture.is_none() => alpha = Some(content),
            b"VP8 " | b"VP8L" if picture.is_none() => picture = Some((kind, content)),
            b"ANIM" | b"ANMF" => {
                return Err(Unclean::new(
                    "attachment-moving",
                    "this picture moves",
                    "export one image of it",
                ));
            }
            b"ICCP" | b"EXIF" | b"XMP " => {}
            _ => return Err(damaged()),
        }
    }
    let (kind, content) = picture.ok_or_else(damaged)?;
    let (width, height) = if kind == b"VP8L" {
        lossless_size(content)
    } else {
        lossy_size(content)
    }
    .ok_or_else(damaged)?;
    let size = sane(width, height)?;
    if canvas.is_some_and(|canvas| canvas != size) {
        return Err(damaged());
    }
    let mut chunks = Vec::new();
    if let Some(alpha) = alpha.filter(|_| kind == b"VP8 ") {
        let mut header = vec![0x10, 0, 0, 0];
        for side in [width - 1, height - 1] {
            header.extend(side.to_le_bytes().iter().take(3));
        }
        push(&mut chunks, b"VP8X", &header);
        push(&mut chunks, b"ALPH", alpha);
    }
    push(&mut chunks, kind, content);
    let mut out = b"RIFF".to_vec();
    out.extend(
        u32::try_from(chunks.len() + 4)
            .map_err(|_| damaged())?
            .to_le_bytes(),
    );
    out.extend(b"WEBP");
    out.extend(chunks);
    Ok(Cleaned {
        media: Media::Webp,
        size: Some(size),
        bytes: out,
        text: String::new(),
    })
}

fn push(out: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) {
    out.extend(kind);
    out.extend(
        u32::try_from(content.len())
            .unwrap_or(u32::MAX)
            .to_le_bytes(),
    );
    out.extend(content);
    if content.len() % 2 == 1 {
        out.push(0);
    }
}

fn le32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.first_chunk::<4>().copied()?))
}

fn le24(bytes: &[u8]) -> Option<u32> {
    let [low, middle, high] = *bytes.first_chunk::<3>()?;
    Some(u32::from_le_bytes([low, middle, high, 0]))
}

/// The size in a VP8X header; a moving picture says so in bit 1 of its flags, but its chunks tell anyway.
fn canvas_size(content: &[u8]) -> Option<(u32, u32)> {
    if content.len() != 10 {
        return None;
    }
    Some((le24(content.get(4..)?)? + 1, le24(content.get(7..)?)? + 1))
}

/// RFC 6386 section 9.1.
fn lossy_size(content: &[u8]) -> Option<(u32, u32)> {
    let first = content.first()?;
    if first & 1 != 0 || content.get(3..6)? != [0x9d, 0x01, 0x2a] {
        return None;
    }
    let side = |at: usize| {
        Some(u32::from(
            u16::from_le_bytes(*content.get(at..)?.first_chunk::<2>()?) & 0x3fff,
        ))
    };
    Some((side(6)?, side(8)?))
}

/// The header of the lossless format: a signature, then 14 bits a side.
fn lossless_size(content: &[u8]) -> Option<(u32, u32)> {
    let bits = content.strip_prefix(&[0x2f]).and_then(le32)?;
    Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
}
