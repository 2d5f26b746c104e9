//! Files that may leave: known by their content, rewritten from an allow list of parts, or refused.

mod canvas;
mod csv_table;
mod hidden;
mod jpeg;
mod pdf;
mod png;
mod sniff;
mod svg;
mod webp;

use canvas::Hidden;

use crate::public::Media;

/// The largest width or height of an image, in pixels.
const SIDE: u32 = 20_000;

/// A file rewritten from allowed parts.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Cleaned {
    pub(crate) media: Media,
    pub(crate) size: Option<(u32, u32)>,
    pub(crate) bytes: Vec<u8>,
    /// The text that people read in it, by line; empty for pictures.
    pub(crate) text: String,
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

/// Rewrites a file from its allowed parts. Its type is that of its content; its name is never asked.
pub(crate) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    if bytes.is_empty() {
        return Err(Unclean::new(
            "attachment-empty",
            "this file is empty",
            "put the right file there, or take it off the list",
        ));
    }
    let cleaned = rewrite(bytes)?;
    sniff::single(&cleaned.bytes)?;
    Ok(cleaned)
}

fn rewrite(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    if bytes.starts_with(png::SIGNATURE) {
        return png::clean(bytes);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return jpeg::clean(bytes);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return webp::clean(bytes);
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf::clean(bytes);
    }
    sniff::refuse(bytes)?;
    sniff::single(bytes)?;
    if let Ok(text) = std::str::from_utf8(bytes)
        && svg::is_svg(text)
    {
        return svg::clean(text);
    }
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    if String::from_utf8_lossy(head).trim_start().starts_with('<') {
        return Err(Unclean::new(
            "attachment-type",
            "this file is a page or another document with markup, which is not published",
            "put its text into the entry",
        ));
    }
    csv_table::clean(bytes)
}

/// The texts that a cleaned file carries, each with where in the file it stands: detectors read them.
pub(crate) fn texts(media: Media, bytes: &[u8]) -> Vec<(String, String)> {
    match media {
        Media::Png | Media::Jpeg | Media::Webp => Vec::new(),
        Media::Csv => csv_table::texts(bytes),
        // Both clean to themselves, and tell their text then.
        Media::Pdf | Media::Svg => clean(bytes)
            .map(|cleaned| vec![("the text".to_owned(), cleaned.text)])
            .unwrap_or_default(),
    }
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
mod producers;
#[cfg(test)]
mod tests;
