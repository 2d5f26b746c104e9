//! What each part of a picture is taken for: the parts that make it up, and whatever else a file carries.

use super::site::chunk;
use crate::picture::{Picture, crc32, read};

const CHUNK: &str = "a chunk that is no part of a picture";
const SEGMENT: &str = "a segment that is no part of a picture";
const BEHIND: &str = "bytes behind its end";
const FLAGS: &str = "flags of metadata";
const APPLICATION: &str = "an application segment";
/// The parts that name the format of a JPEG, and the frame of a WebP.
const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const ADOBE: &[u8] = b"Adobe\0d\0\0\0\0\x01";
const FRAME: &[u8] = b"\x10\0\0\0\x01\0\0\x01\0\0";

/// The parts of a picture, by kind and content.
type Parts<'a> = &'a [(&'a [u8; 4], &'a [u8])];
/// The same, what is stray in a picture of them, and what that holds.
type Case<'a> = (Parts<'a>, &'a [&'a str], &'a [&'a [u8]]);
/// The segments of a JPEG, and what is stray among them.
type Segments<'a> = (&'a [(u8, &'a [u8])], &'a [&'a str]);

fn png(parts: Parts<'_>) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    for (kind, content) in parts {
        out.extend(chunk(kind, content));
    }
    out.extend(chunk(b"IDAT", b"pixels"));
    out.extend(chunk(b"IEND", b""));
    out
}

/// Segments by kind and content, before a frame and a scan.
fn jpeg(parts: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    let frame: &[(u8, &[u8])] = &[(0xc0, b"frame"), (0xda, b"scan")];
    for (kind, content) in parts.iter().chain(frame) {
        out.extend([0xff, *kind]);
        out.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        out.extend(*content);
    }
    out.extend([1, 0xff, 0, 2, 0xff, 0xd3, 3, 0xff, 0xd9]);
    out
}

fn webp(parts: Parts<'_>) -> Vec<u8> {
    let mut inner = b"WEBP".to_vec();
    for (kind, content) in parts {
        inner.extend(*kind);
        inner.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        inner.extend(*content);
        inner.resize(inner.len().next_multiple_of(2), 0);
    }
    let length = u32::try_from(inner.len()).unwrap().to_le_bytes();
    [b"RIFF".as_slice(), &length, &inner].concat()
}

/// Says that a picture holds these parts that none has, and that this is in them.
#[track_caller]
fn holds(picture: &[u8], stray: &[&str], hidden: &[&[u8]]) -> Picture {
    let picture = read(picture).expect("a picture");
    assert_eq!(picture.stray, stray);
    assert_eq!(picture.hidden, hidden);
    picture
}

#[test]
fn a_png_holds_its_picture_and_what_tunes_its_colours_once() {
    let plain = holds(&png(&[]), &[], &[]);
    assert_eq!(
        (plain.ending, plain.data.as_slice()),
        ("png", &b"pixels"[..])
    );
    let cases: &[Case<'_>] = &[
        (&[(b"gAMA", b"1234"), (b"sRGB", b"0")], &[], &[]),
        (&[(b"gAMA", b"12345")], &[CHUNK], &[b"12345"]),
        (&[(b"gAMA", b"123")], &[CHUNK], &[b"123"]),
        (&[(b"sRGB", b"")], &[CHUNK], &[b""]),
        (&[(b"sRGB", b"01")], &[CHUNK], &[b"01"]),
        (&[(b"tEXt", b"Author")], &[CHUNK], &[b"Author"]),
        // A text, four bytes at a time.
        (
            &[(b"gAMA", b"porc"), (b"gAMA", b"elai"), (b"gAMA", b"n...")],
            &[CHUNK, CHUNK],
            &[b"elai", b"n..."],
        ),
        (&[(b"sRGB", b"p"), (b"sRGB", b"o")], &[CHUNK], &[b"o"]),
    ];
    for (parts, stray, hidden) in cases {
        assert_eq!(
            holds(&png(parts), stray, hidden).core,
            plain.core,
            "{parts:?}"
        );
    }
    let ended = read(&png(&[(b"IEND", b"more")])).expect("a picture");
    assert_eq!(ended.stray, [CHUNK, BEHIND]);
    assert_eq!(ended.hidden.first().map(Vec::as_slice), Some(&b"more"[..]));
    for shown in [b"PLTE", b"tRNS"] {
        let other = holds(&png(&[(shown, b"123")]), &[], &[]);
        assert_ne!(other.core, plain.core);
    }
    let mut wrong = png(&[]);
    let sum = wrong.len() - 1;
    wrong[sum] ^= 1;
    holds(&wrong, &["a chunk with a wrong sum"], &[]);
}

#[test]
fn sums_are_those_that_others_compute() {
    for (bytes, sum) in [
        (&b""[..], 0),
        (b"a", 0xe8b7_be43),
        (b"123456789", 0xcbf4_3926),
        (b"The quick brown fox jumps over the lazy dog", 0x414f_a339),
        // As every PNG ends.
        (b"IEND", 0xae42_6082),
    ] {
        assert_eq!(crc32(bytes), sum, "{bytes:?}");
    }
}

#[test]
fn a_jpeg_names_its_format_once() {
    let plain = holds(&jpeg(&[]), &[], &[]);
    assert_eq!(
        (plain.ending, plain.data.as_slice()),
        ("jpg", &[1, 0xff, 0, 2, 0xff, 0xd3, 3][..])
    );
    let cases: &[Segments<'_>] = &[
        (&[(0xe0, JFIF), (0xee, ADOBE)], &[]),
        (&[(0xe0, JFIF), (0xe0, JFIF)], &[APPLICATION]),
        (&[(0xee, ADOBE), (0xee, ADOBE)], &[APPLICATION]),
        // With a thumbnail, or anything else.
        (
            &[(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc")],
            &[APPLICATION],
        ),
        (
            &[(0xe0, b"JFXX\0\x01\x01\0\0\x01\0\x01\0\0")],
            &[APPLICATION],
        ),
        (&[(0xee, b"Adobe\0d\0\0\0\0\x01guard")], &[APPLICATION]),
        (&[(0xee, b"Gates\0d\0\0\0\0\x01")], &[APPLICATION]),
        (&[(0xe1, b"Exif\0\0")], &[APPLICATION]),
        (&[(0xef, b"x")], &[APPLICATION]),
        (&[(0xfe, b"made by")], &["a comment"]),
        (&[(0xcc, b"x")], &[SEGMENT]),
        (&[(0xc3, b"x")], &[SEGMENT]),
    ];
    for (parts, stray) in cases {
        let picture = read(&jpeg(parts)).expect("a picture");
        assert_eq!(picture.stray, *stray, "{parts:?}");
        // What is stray is the last of its parts.
        let last = parts.last().map(|(_, content)| content.to_vec());
        let hidden: Vec<Vec<u8>> = last.into_iter().take(stray.len()).collect();
        assert_eq!(picture.hidden, hidden, "{parts:?}");
        assert_eq!(picture.core, plain.core, "{parts:?}");
    }
    for shown in [0xc4, 0xdb, 0xdd, 0xc2] {
        assert_ne!(holds(&jpeg(&[(shown, b"1")]), &[], &[]).core, plain.core);
    }
    let behind = [jpeg(&[]).as_slice(), b"more"].concat();
    holds(&behind, &[BEHIND], &[b"more"]);
    let mut filled = jpeg(&[]);
    filled.insert(2, 0xff);
    holds(&filled, &["fill bytes"], &[]);
    let mut unmarked = jpeg(&[]);
    unmarked.insert(2, 0);
    assert!(read(&unmarked).is_none());
}

#[test]
fn a_webp_holds_one_picture() {
    let plain = holds(&webp(&[(b"VP8L", b"pixels")]), &[], &[]);
    assert_eq!(
        (plain.ending, plain.data.as_slice()),
        ("webp", &b"pixels"[..])
    );
    let cases: &[Case<'_>] = &[
        (&[(b"VP8X", FRAME)], &[], &[]),
        (&[(b"VP8X", b"\0\0\0\0\x01\0\0\x01\0\0")], &[], &[]),
        // Flags of EXIF, of XMP, of a profile, of a moving picture.
        (
            &[(b"VP8X", b"\x08\0\0\0\x01\0\0\x01\0\0")],
            &[FLAGS],
            &[b"\x08\0\0\0\x01\0\0\x01\0\0"],
        ),
        (
            &[(b"VP8X", b"\x14\0\0\0\x01\0\0\x01\0\0")],
            &[FLAGS],
            &[b"\x14\0\0\0\x01\0\0\x01\0\0"],
        ),
        (
            &[(b"VP8X", b"\x30\0\0\0\x01\0\0\x01\0\0")],
            &[FLAGS],
            &[b"\x30\0\0\0\x01\0\0\x01\0\0"],
        ),
        (
            &[(b"VP8X", b"\x10pig\x01\0\0\x01\0\0")],
            &[FLAGS],
            &[b"\x10pig\x01\0\0\x01\0\0"],
        ),
        (
            &[(b"VP8X", b"\x10\0\0\0\x01\0\0\x01\0")],
            &[FLAGS],
            &[b"\x10\0\0\0\x01\0\0\x01\0"],
        ),
        (
            &[(b"VP8X", b"\x10\0\0\0\x01\0\0\x01\0\0pig")],
            &[FLAGS],
            &[b"\x10\0\0\0\x01\0\0\x01\0\0pig"],
        ),
        (&[(b"VP8X", FRAME), (b"VP8X", FRAME)], &[CHUNK], &[FRAME]),
        (&[(b"EXIF", b"gate")], &[CHUNK], &[b"gate"]),
        // The lossless kind has no transparency beside its own: nobody would see what stands here.
        (&[(b"ALPH", b"gates")], &[CHUNK], &[b"gates"]),
    ];
    for (parts, stray, hidden) in cases {
        let file = webp(&[*parts, &[(b"VP8L", b"pixels")]].concat());
        assert_eq!(holds(&file, stray, hidden).core, plain.core, "{parts:?}");
    }
    let two = webp(&[(b"VP8L", b"pixels"), (b"VP8L", b"other")]);
    assert_eq!(holds(&two, &[CHUNK], &[b"other"]).core, plain.core);
    assert_ne!(
        holds(&webp(&[(b"VP8 ", b"pixels")]), &[], &[]).core,
        plain.core
    );
    assert!(read(&webp(&[(b"VP8X", FRAME)])).is_none());
    // Other files are made of such chunks too.
    for (at, sign) in [(0, b"RIFX"), (8, b"WAVE")] {
        let mut other = webp(&[(b"VP8L", b"pixels")]);
        other[at..at + 4].copy_from_slice(sign);
        assert!(read(&other).is_none(), "{sign:?}");
    }

    let clear = |alpha: Parts<'_>| webp(&[alpha, &[(b"VP8 ", b"pixels")]].concat());
    let seen = holds(&clear(&[(b"ALPH", b"a")]), &[], &[]);
    let other = holds(&clear(&[(b"ALPH", b"b")]), &[], &[]);
    assert_ne!(seen.core, other.core);
    let twice = holds(
        &clear(&[(b"ALPH", b"a"), (b"ALPH", b"b")]),
        &[CHUNK],
        &[b"b"],
    );
    assert_eq!(twice.core, seen.core);
}

#[test]
fn chunks_of_webp_have_an_even_length() {
    let odd = webp(&[(b"VP8L", b"12345")]);
    assert_eq!(holds(&odd, &[], &[]).data, b"12345");
    let mut told = odd.clone();
    let fill = told.len() - 1;
    told[fill] = b'!';
    holds(&told, &["a fill byte that says something"], &[]);
    let behind = [odd.as_slice(), b"more"].concat();
    holds(&behind, &[BEHIND], &[b"more"]);
    for length in 0..odd.len() {
        assert!(read(&odd[..length]).is_none(), "{length}");
    }
}
