//! Attachments: a picture or a table that everyone may see, and whatever else such a file can hold.

use crate::public::{Attachment, Media};

/// How the names of such files end.
pub(super) fn ending(media: Media) -> &'static str {
    match media {
        Media::Png => "png",
        Media::Jpeg => "jpg",
        Media::Csv => "csv",
    }
}

/// The bytes of a file: what shows is made from its seed, and the metadata stand in every corner that the type has.
pub(super) fn bytes(file: &Attachment, metadata: &str) -> Vec<u8> {
    match file.media {
        Media::Png => png(file.seed, metadata),
        Media::Jpeg => jpeg(file.seed, metadata),
        Media::Csv => csv(file.seed, metadata),
    }
}

fn png(seed: u8, metadata: &str) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    // Two grey pixels of eight bits.
    chunk(&mut out, *b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(
        &mut out,
        *b"tEXt",
        format!("Comment\0{metadata}").as_bytes(),
    );
    chunk(
        &mut out,
        *b"iTXt",
        format!("XML:com.adobe.xmp\0\0\0\0\0{metadata}").as_bytes(),
    );
    chunk(
        &mut out,
        *b"tIME",
        &[
            7,
            230,
            1,
            u8::try_from(metadata.len() % 28).unwrap_or(0),
            0,
            0,
            0,
        ],
    );
    let data = miniz_oxide::deflate::compress_to_vec_zlib(&[0, seed, seed ^ 0xff], 6);
    chunk(&mut out, *b"IDAT", &data);
    chunk(&mut out, *b"eXIf", format!("MM\0*{metadata}").as_bytes());
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(0);
    let mut chunk = kind.to_vec();
    chunk.extend(content);
    out.extend(length.to_be_bytes());
    out.extend(&chunk);
    out.extend(crc32(&chunk).to_be_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

fn jpeg(seed: u8, metadata: &str) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    segment(&mut out, 0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    segment(&mut out, 0xe1, format!("Exif\0\0XX{metadata}").as_bytes());
    segment(
        &mut out,
        0xe1,
        format!("http://ns.adobe.com/xap/1.0/\0{metadata}").as_bytes(),
    );
    segment(
        &mut out,
        0xed,
        format!("Photoshop 3.0\0{metadata}").as_bytes(),
    );
    segment(&mut out, 0xfe, metadata.as_bytes());
    segment(
        &mut out,
        0xdb,
        &[[0].as_slice(), &[seed.max(1); 64]].concat(),
    );
    segment(&mut out, 0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    segment(
        &mut out,
        0xc4,
        &[[0, 1].as_slice(), &[0; 15], &[0]].concat(),
    );
    segment(&mut out, 0xda, &[1, 1, 0, 0, 63, 0]);
    out.extend([seed & 0x7f, 0x3f, 0xff, 0xd9]);
    out
}

fn segment(out: &mut Vec<u8>, kind: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(2);
    out.extend([0xff, kind]);
    out.extend(length.to_be_bytes());
    out.extend(content);
}

/// A table; whether its cells stand between quotes is nobody's business.
fn csv(seed: u8, metadata: &str) -> Vec<u8> {
    let (quote, end) = match metadata.len() % 3 {
        0 => ("\"", "\n"),
        1 => ("", "\r\n"),
        _ => ("", "\n"),
    };
    format!(
        "{quote}year{quote},{quote}count{quote}{end}{quote}2025{quote},{quote}{seed}{quote}{end}"
    )
    .into_bytes()
}
