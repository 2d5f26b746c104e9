//! Files that may leave: known by their content, rewritten from an allow list of parts, or refused.

mod csv_table;
mod jpeg;
mod png;
mod webp;

use crate::public::Media;

/// The largest width or height of an image, in pixels.
const SIDE: u32 = 20_000;

/// A file rewritten from allowed parts.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Cleaned {
    pub(crate) media: Media,
    pub(crate) size: Option<(u32, u32)>,
    pub(crate) bytes: Vec<u8>,
}

impl std::fmt::Debug for Cleaned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cleaned({:?}, {} bytes)", self.media, self.bytes.len())
    }
}

/// Why a file may not leave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Unclean {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Unclean {
    fn new(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
        }
    }

    fn damaged(what: &str) -> Self {
        Self::new(
            "attachment-damaged",
            format!("this {what} is damaged, or holds more than a picture"),
            "open it in a picture editor and export it anew",
        )
    }
}

/// Files that are refused, by how they begin, with what to do instead.
const REFUSED: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF",
        "a PDF",
        "put its text into the entry; this version cannot show that a PDF holds nothing else",
    ),
    (
        b"PK\x03\x04",
        "an office document or an archive",
        "put its text into the entry, and its tables into CSV files: such files carry hidden sheets, comments and authors",
    ),
    (
        b"PK\x05\x06",
        "an empty archive",
        "list the files that are to be in it, each by itself",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document",
        "put its text into the entry, and its tables into CSV files",
    ),
    (b"GIF8", "a GIF", "save it as PNG"),
    (b"BM", "a bitmap", "save it as PNG"),
    (b"II*\0", "a TIFF", "save it as PNG"),
    (b"MM\0*", "a TIFF", "save it as PNG"),
    (
        b"\x1f\x8b",
        "a compressed file",
        "list the files that are in it, each by itself",
    ),
    (
        b"Rar!",
        "an archive",
        "list the files that are in it, each by itself",
    ),
    (
        b"7z\xbc\xaf",
        "an archive",
        "list the files that are in it, each by itself",
    ),
    (b"ID3", "a sound", "sounds and films are not published"),
    (
        b"\x1aE\xdf\xa3",
        "a film",
        "sounds and films are not published",
    ),
    (b"{\\rtf", "a text document", "put its text into the entry"),
];

/// Rewrites a file from its allowed parts. Its type is that of its content; its name is never asked.
pub(crate) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    if bytes.is_empty() {
        return Err(Unclean::new(
            "attachment-empty",
            "this file is empty",
            "put the right file there, or take it off the list",
        ));
    }
    if bytes.starts_with(png::SIGNATURE) {
        return png::clean(bytes);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return jpeg::clean(bytes);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return webp::clean(bytes);
    }
    for (start, what, advice) in REFUSED {
        if bytes.starts_with(start) {
            return Err(Unclean::new(
                "attachment-type",
                format!("this file is {what}, which is not published"),
                *advice,
            ));
        }
    }
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_lowercase();
    let head = head.trim_start();
    if head.starts_with('<') {
        let svg = head.contains("<svg");
        let (what, advice) = if svg {
            (
                "an SVG drawing",
                "export it as PNG: a drawing can hold scripts, comments and hidden layers",
            )
        } else {
            (
                "a page or another document with markup",
                "put its text into the entry",
            )
        };
        return Err(Unclean::new(
            "attachment-type",
            format!("this file is {what}, which is not published"),
            advice,
        ));
    }
    csv_table::clean(bytes)
}

/// Says whether a file's name ends as its content asks.
pub(crate) fn extension_fits(path: &str, media: Media) -> bool {
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase())
        .unwrap_or_default();
    extension == media.extension() || (media == Media::Jpeg && extension == "jpeg")
}

/// Checks that an image has a sane size.
fn sane(width: u32, height: u32) -> Result<(u32, u32), Unclean> {
    if width == 0 || height == 0 || width > SIDE || height > SIDE {
        return Err(Unclean::new(
            "attachment-size",
            "this picture has no size, or is larger than 20,000 pixels on a side",
            "scale it down",
        ));
    }
    Ok((width, height))
}

/// Four bytes as a number, the most significant first.
fn be32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.first_chunk::<4>().copied()?))
}

/// The sum of PNG chunks, RFC 2083 section 15.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 {
                0xedb8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests;
