//! Pictures of one point, made by hand, with whatever else is to stand in them.

#![allow(dead_code, reason = "not every test needs all of it")]

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Four bytes of a length, the most significant first.
fn long(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or_default().to_be_bytes()
}

/// The sum of PNG chunks, RFC 2083 section 15.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
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

/// A chunk of a PNG.
pub(crate) fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), content].concat();
    let sum = crc32(&body).to_be_bytes();
    [&long(content.len()), body.as_slice(), &sum].concat()
}

/// A PNG of a size that it says, with more chunks before its data.
pub(crate) fn png_of(side: u32, extra: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let side = side.to_be_bytes();
    let header = [side.as_slice(), &side, &[8, 0, 0, 0, 0]].concat();
    // One line of one grey point, in a block of deflate that is not compressed.
    let data = b"\x78\x01\x01\x02\0\xfd\xff\0\0\0\x02\0\x01";
    let mut out = SIGNATURE.to_vec();
    out.extend(chunk(b"IHDR", &header));
    for (kind, content) in extra {
        out.extend(chunk(kind, content));
    }
    out.extend(chunk(b"IDAT", data));
    out.extend(chunk(b"IEND", b""));
    out
}

/// A PNG of one point, with more chunks before its data.
pub(crate) fn png(extra: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    png_of(1, extra)
}

/// A segment of a JPEG.
pub(crate) fn segment(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or_default();
    [&[0xff, kind], length.to_be_bytes().as_slice(), content].concat()
}

/// A JPEG with more segments after its beginning.
pub(crate) fn with_segments(jpeg: &[u8], extra: &[Vec<u8>]) -> Vec<u8> {
    let (start, rest) = jpeg.split_at(2);
    [start, &extra.concat(), rest].concat()
}

/// EXIF that says nothing but how a camera was held.
pub(crate) fn turned() -> Vec<u8> {
    segment(
        0xe1,
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
    )
}

/// An empty zip archive.
pub(crate) const ARCHIVE: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
