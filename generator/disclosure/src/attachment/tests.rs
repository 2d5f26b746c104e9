//! What goes in, what comes out, and what is refused.

use proptest::prelude::*;

use super::*;

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    let body = [kind.as_slice(), content].concat();
    out.extend(&body);
    out.extend(crc32(&body).to_be_bytes());
    out
}

fn png(extra: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut header = [0, 0, 0, 1, 0, 0, 0, 1].to_vec();
    header.extend([8, 0, 0, 0, 0]);
    let mut out = png::SIGNATURE.to_vec();
    out.extend(chunk(b"IHDR", &header));
    for (kind, content) in extra {
        out.extend(chunk(kind, content));
    }
    out.extend(chunk(
        b"IDAT",
        &miniz_oxide::deflate::compress_to_vec_zlib(&[0, 0], 6),
    ));
    out.extend(chunk(b"IEND", b""));
    out
}

pub(in crate::attachment) fn segment(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, kind];
    out.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    out.extend(content);
    out
}

pub(in crate::attachment) fn jpeg(extra: &[Vec<u8>]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    out.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01THUMB"));
    for part in extra {
        out.extend(part);
    }
    out.extend(segment(0xdb, &[0; 65]));
    out.extend(segment(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]));
    out.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    out.extend([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
    out.extend([0xff, 0xd9]);
    out
}

fn webp(extra: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut chunks = b"WEBP".to_vec();
    let mut push = |kind: &[u8; 4], content: &[u8]| {
        chunks.extend(kind);
        chunks.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        chunks.extend(content);
        if content.len() % 2 == 1 {
            chunks.push(0);
        }
    };
    push(b"VP8L", &[0x2f, 0, 0, 0, 0, 7, 7]);
    for (kind, content) in extra {
        push(kind, content);
    }
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(chunks.len()).unwrap().to_le_bytes());
    out.extend(chunks);
    out
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn metadata_go() {
    let secret = b"GPS: 52.1N 4.3E SECRET";
    let files = [
        png(&[
            (b"tEXt", secret),
            (b"zTXt", secret),
            (b"iTXt", secret),
            (b"eXIf", secret),
            (b"tIME", secret),
            (b"iCCP", secret),
            (b"vpAg", secret),
        ]),
        jpeg(&[
            segment(0xe1, &[b"Exif\0\0".as_slice(), secret].concat()),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
            segment(0xed, secret),
            segment(0xe2, b"ICC_PROFILE\0SECRET"),
            segment(0xfe, secret),
        ]),
        webp(&[(b"EXIF", secret), (b"XMP ", secret), (b"ICCP", secret)]),
    ];
    for file in files {
        assert!(contains(&file, b"SECRET"));
        let cleaned = clean(&file).unwrap();
        assert!(!contains(&cleaned.bytes, b"SECRET"), "{cleaned:?}");
        assert!(!contains(&cleaned.bytes, b"THUMB"));
        assert_eq!(cleaned.size, Some((1, 1)));
        assert_eq!(
            clean(&cleaned.bytes).unwrap(),
            cleaned,
            "cleaning twice is cleaning once"
        );
    }
}

/// How a camera's colours turn into those of a screen is no secret, and what stands in its place may be one.
#[test]
fn segments_of_a_jpeg_stay_where_the_picture_needs_them() {
    let plain = clean(&jpeg(&[])).unwrap().bytes;
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
    let kept = clean(&jpeg(std::slice::from_ref(&adobe))).unwrap().bytes;
    assert!(contains(&kept, &adobe));
    assert_eq!(kept.len(), plain.len() + adobe.len());
    for part in [
        segment(0xee, b"SECRETSECRET"),
        segment(0xee, b"AdobeSECRETSECRET"),
        segment(0xee, b"Adobe"),
        // Bytes that fill up the place before a segment.
        vec![0xff, 0xff, 0xff],
        [vec![0xff], segment(0xfe, b"SECRET")].concat(),
    ] {
        assert_eq!(
            clean(&jpeg(std::slice::from_ref(&part))).unwrap().bytes,
            plain,
            "{part:?}"
        );
    }
    // Marks that stand nowhere but in the picture itself, and parts of pictures that browsers do not show.
    for kind in [0x00, 0x01, 0xc3, 0xc9, 0xd0, 0xd7, 0xd8, 0xf0] {
        let got = clean(&jpeg(&[segment(kind, b"SECRET")])).unwrap_err();
        assert_eq!(got.code, "attachment-damaged", "{kind:x}");
    }
}

/// What an office's camera says of a picture goes; only a picture that would be seen turned is refused.
#[test]
fn a_jpeg_stays_upright() {
    let tiff = |little: bool, entries: &[(u16, u16)]| {
        let short = |value: u16| {
            if little {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let long = |value: u32| {
            if little {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let mut out = if little { b"II" } else { b"MM" }.to_vec();
        out.extend(short(42));
        out.extend(long(8));
        out.extend(short(u16::try_from(entries.len()).unwrap()));
        for (tag, value) in entries {
            out.extend(short(*tag));
            out.extend(short(3));
            out.extend(long(1));
            out.extend(short(*value));
            out.extend(short(0));
        }
        out.extend(long(0));
        out
    };
    let plain = clean(&jpeg(&[])).unwrap().bytes;
    for little in [false, true] {
        for (head, entries, upright) in [
            (b"Exif\0\0", &[(0x0112, 1)][..], true),
            (b"Exif\0\0", &[(0x0112, 6)], false),
            (b"Exif\0\0", &[(0x0103, 6)], true),
            (b"Exif\0\0", &[(0x0103, 6), (0x0112, 1)], true),
            (b"Exif\0\0", &[(0x0103, 1), (0x0112, 8)], false),
            (b"Exif\0\0", &[], true),
            // Something else that begins as no metadata of a camera do.
            (b"Other\0", &[(0x0112, 6)], true),
        ] {
            let content = [head.as_slice(), &tiff(little, entries)].concat();
            let got = clean(&jpeg(&[segment(0xe1, &content)]));
            let got = got
                .map(|cleaned| cleaned.bytes)
                .map_err(|unclean| unclean.code);
            let expected = if upright {
                Ok(plain.clone())
            } else {
                Err("attachment-turned")
            };
            assert_eq!(got, expected, "{entries:?}");
        }
    }
}

/// A picture has a size, is not too large, and is there.
#[test]
fn pictures_are_whole() {
    for (width, height, fits) in [
        (1, 1, true),
        (20_000, 20_000, true),
        (0, 1, false),
        (1, 0, false),
        (20_001, 1, false),
        (1, 20_001, false),
        (u32::MAX, u32::MAX, false),
    ] {
        let got = sane(width, height).map_err(|unclean| unclean.code);
        let expected = if fits {
            Ok((width, height))
        } else {
            Err("attachment-size")
        };
        assert_eq!(got, expected);
    }
    let frame = |height: u16, width: u16| {
        let ([a, b], [c, d]) = (height.to_be_bytes(), width.to_be_bytes());
        segment(0xc2, &[8, a, b, c, d, 1, 1, 0x11, 0])
    };
    let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![0x12]].concat();
    let jpeg = |parts: &[&[u8]]| {
        let whole = [&[0xff, 0xd8], parts.concat().as_slice(), &[0xff, 0xd9]].concat();
        clean(&whole).map(|cleaned| cleaned.size)
    };
    assert_eq!(jpeg(&[&frame(3, 0x1234), &scan]), Ok(Some((0x1234, 3))));
    let header = |length: usize| {
        let mut content = vec![0, 0, 1, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0, 7];
        content.truncate(length);
        chunk(b"IHDR", &content)
    };
    let data = chunk(
        b"IDAT",
        &miniz_oxide::deflate::compress_to_vec_zlib(&[0, 0], 6),
    );
    let png = |parts: &[&[u8]]| {
        let end = chunk(b"IEND", b"");
        let whole = [png::SIGNATURE, parts.concat().as_slice(), &end].concat();
        clean(&whole).map(|cleaned| cleaned.size)
    };
    assert_eq!(png(&[&header(13), &data]), Ok(Some((0x102, 3))));
    for got in [
        jpeg(&[&frame(3, 300)]),
        jpeg(&[&scan]),
        png(&[&header(13)]),
        png(&[&data]),
        png(&[&header(13), &header(13), &data]),
        png(&[&header(12), &data]),
        png(&[&header(14), &data]),
    ] {
        assert_eq!(got.unwrap_err().code, "attachment-damaged");
    }
}

/// A picture of 300 by 3 points whose transparency stands beside it, or in it.
#[test]
fn a_webp_keeps_its_transparency() {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let filled = if content.len() % 2 == 1 {
            &[0_u8]
        } else {
            [].as_slice()
        };
        [kind.as_slice(), &length, content, filled].concat()
    };
    let file = |chunks: &[Vec<u8>]| {
        let body = [b"WEBP".as_slice(), &chunks.concat()].concat();
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [b"RIFF".as_slice(), &length, &body].concat()
    };
    let alpha = chunk(b"ALPH", b"clear");
    let lossy = chunk(b"VP8 ", b"\x10\0\0\x9d\x01\x2a\x2c\x01\x03\0points");
    let lossless = chunk(b"VP8L", &[0x2f, 0x2b, 0x81, 0, 0x10, 7]);
    let frame = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 0x2b, 1, 0, 2, 0, 0]);
    let exif = chunk(b"EXIF", b"SECRET");
    for (given, kept) in [
        (
            vec![frame(0x18), alpha.clone(), lossy.clone(), exif.clone()],
            vec![frame(0x10), alpha.clone(), lossy.clone()],
        ),
        (vec![frame(0x08), lossy.clone(), exif], vec![lossy.clone()]),
        (vec![lossless.clone()], vec![lossless.clone()]),
        // It has its own.
        (
            vec![frame(0x10), alpha.clone(), lossless.clone()],
            vec![lossless.clone()],
        ),
    ] {
        let cleaned = clean(&file(&given)).unwrap();
        assert_eq!(cleaned.bytes, file(&kept), "{given:?}");
        assert_eq!(cleaned.size, Some((300, 3)));
        assert_eq!(clean(&cleaned.bytes), Ok(cleaned));
    }
    let wrong = chunk(b"VP8X", &[0x10, 0, 0, 0, 0x2c, 1, 0, 2, 0, 0]);
    for given in [
        // A part of a film, and what is none of this format.
        vec![chunk(b"VP8 ", b"\x11\0\0\x9d\x01\x2a\x2c\x01\x03\0points")],
        vec![chunk(b"VP8 ", b"\x10\0\0\x9d\x01\x2b\x2c\x01\x03\0points")],
        vec![frame(0x10), lossy.clone(), alpha.clone()],
        vec![lossy.clone(), lossless],
        vec![wrong, lossy],
        vec![alpha],
    ] {
        assert_eq!(
            clean(&file(&given)).unwrap_err().code,
            "attachment-damaged",
            "{given:?}"
        );
    }
}

#[test]
fn what_tells_one_number_is_told_once() {
    // A text, a few bytes in each of many parts.
    let jfif = |text: &[u8]| segment(0xe0, &[b"JFIF\0".as_slice(), text, &[0, 0]].concat());
    for (file, kept) in [
        (png(&[(b"gAMA", b"TWO!"), (b"gAMA", b"GATE")]), &b"TWO!"[..]),
        (png(&[(b"gAMA", b"GATES"), (b"gAMA", b"TWO!")]), b"TWO!"),
        (png(&[(b"sRGB", b"GATE"), (b"sRGB", b"!")]), b"!"),
        (jpeg(&[jfif(b"GATE456")]), b"JFIF"),
        (
            jpeg(&[
                segment(0xee, b"AdobeTWO4567"),
                segment(0xee, b"AdobeGATE567"),
            ]),
            b"TWO4",
        ),
    ] {
        assert!(contains(&file, b"GATE"));
        let cleaned = clean(&file).unwrap().bytes;
        assert!(!contains(&cleaned, b"GATE") && contains(&cleaned, kept));
    }
}

#[test]
fn a_table_is_written_anew() {
    let cleaned = clean(b"name,value\r\n\"a, b\",-3.5\r\n\"say \"\"x\"\"\",+2\r\n").unwrap();
    assert_eq!(
        cleaned.bytes,
        b"name,value\n\"a, b\",-3.5\n\"say \"\"x\"\"\",+2\n"
    );
    assert_eq!(clean(&cleaned.bytes).unwrap(), cleaned);
}

#[test]
fn what_cannot_be_shown_to_be_clean_is_refused() {
    let png = png(&[]);
    let jpeg_bytes = jpeg(&[]);
    let webp = webp(&[]);
    let mut flipped = png.clone();
    flipped[20] ^= 1;
    let turned = jpeg(&[segment(
        0xe1,
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
    )]);
    let mut unknown = png::SIGNATURE.to_vec();
    unknown.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    unknown.extend(chunk(b"SECR", b"x"));
    for (bytes, code) in [
        (
            [png.as_slice(), b"PK\x03\x04tail"].concat(),
            "attachment-trailing",
        ),
        (
            [jpeg_bytes.as_slice(), b"tail"].concat(),
            "attachment-trailing",
        ),
        ([webp.as_slice(), b"tail"].concat(), "attachment-trailing"),
        (flipped, "attachment-damaged"),
        (png[..40].to_vec(), "attachment-damaged"),
        (jpeg_bytes[..60].to_vec(), "attachment-damaged"),
        (unknown, "attachment-damaged"),
        (turned, "attachment-turned"),
        (super::tests::png(&[(b"acTL", b"x")]), "attachment-moving"),
        (super::tests::webp(&[(b"ANIM", b"xx")]), "attachment-moving"),
        (
            super::tests::webp(&[(b"SECR", b"xx")]),
            "attachment-damaged",
        ),
        (b"%PDF-1.7 x".to_vec(), "pdf-damaged"),
        (b"PK\x03\x04 docx".to_vec(), "attachment-type"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "svg-part",
        ),
        (b"  <html>".to_vec(), "attachment-type"),
        (b"GIF89a".to_vec(), "attachment-type"),
        (b"plain words".to_vec(), "attachment-type"),
        (b"\x00\x01\x02,\n".to_vec(), "attachment-type"),
        (b"".to_vec(), "attachment-empty"),
        (b"a,b\n=cmd|' /C calc'!A0,1\n".to_vec(), "table-formula"),
        (b"a,b\n@x,1\n".to_vec(), "table-formula"),
        (b"a,b\n-x,1\n".to_vec(), "table-formula"),
        (b"a,b\n  =1+1,1\n".to_vec(), "table-formula"),
        (b"a,b\n--5,1\n".to_vec(), "table-formula"),
        (b"a,b\n+-5,1\n".to_vec(), "table-formula"),
        (b"a,b\n-5*2,1\n".to_vec(), "table-formula"),
        (b"a,b\n\"\t=1\",1\n".to_vec(), "table-formula"),
        ("a,b\n\u{ff1d}1,1\n".into(), "table-formula"),
        ("a,b\n\u{ff0b}1,1\n".into(), "table-formula"),
        ("a,b\n\u{ff0d}x,1\n".into(), "table-formula"),
        ("a,b\n\u{ff20}x,1\n".into(), "table-formula"),
        (
            b"a,b\n<script>alert(1)</script>,1\n".to_vec(),
            "table-markup",
        ),
        (b"a,b\n%PDF-1.4,1\n".to_vec(), "attachment-two"),
        (b"GIF89a,b\n".to_vec(), "attachment-type"),
        (b"a,b\n1\n".to_vec(), "table-columns"),
        (b"a,b\n1,2,3\n".to_vec(), "table-columns"),
        (b"a,b\n".to_vec(), "table-rows"),
        (b"\xef\xbb\xbfa,b\n1,2\n".to_vec(), "byte-order-mark"),
        (
            "a,b\n\u{202e}1,2\n".as_bytes().to_vec(),
            "character-forbidden",
        ),
    ] {
        assert_eq!(
            clean(&bytes).unwrap_err().code,
            code,
            "{:?}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

/// Each type that is not published is named, and what to do instead is said.
#[test]
fn other_types_are_named() {
    let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0\0\0", name.as_bytes()].concat();
    let ole = |name: &str| {
        let name = name.bytes().flat_map(|byte| [byte, 0]);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            .iter()
            .copied()
            .chain(name)
            .collect()
    };
    let tar = || {
        let mut block = vec![b'x'; 512];
        block[257..262].copy_from_slice(b"ustar");
        block
    };
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (zip("word/document.xml"), "(docx)", "export it as PDF"),
        (zip("xl/workbook.xml"), "(xlsx)", "CSV"),
        (zip("ppt/presentation.xml"), "(pptx)", "hidden slides"),
        (
            zip("mimetypeapplication/vnd.oasis.opendocument.text"),
            "(odt)",
            "export it as PDF",
        ),
        (
            zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
            "(ods)",
            "CSV",
        ),
        (
            zip("mimetypeapplication/vnd.oasis.opendocument.presentation"),
            "(odp)",
            "hidden slides",
        ),
        (zip("mimetypeapplication/epub+zip"), "(epub)", "PDF"),
        (zip("other.txt"), "(zip)", "each by itself"),
        (zip("META-INF/MANIFEST.MF"), "program", "link"),
        (zip("AndroidManifest.xml"), "program", "link"),
        (ole("WordDocument"), "(doc)", "export it as PDF"),
        (ole("Workbook"), "(xls)", "CSV"),
        (ole("PowerPoint Document"), "(ppt)", "hidden slides"),
        (ole("else"), "old office document", "PDF"),
        (b"{\\rtf1 x}".to_vec(), "(RTF)", "PDF"),
        (b"\0\0\0\x18ftypmp42".to_vec(), "film", "transcript"),
        (b"\0\0\0\x18ftypheic".to_vec(), "HEIC", "JPEG"),
        (b"RIFF\0\0\0\0WAVE".to_vec(), "sound", "transcript"),
        (b"wOF2xxxx".to_vec(), "font", "reader's machine"),
        (b"OTTOxxxx".to_vec(), "font", "reader's machine"),
        (b"\0\x01\0\0\0xx".to_vec(), "font", "reader's machine"),
        (b"%!PS-Adobe".to_vec(), "PostScript", "ps2pdf"),
        (b"GIF89a".to_vec(), "GIF", "PNG"),
        (tar(), "archive", "each by itself"),
        (b"\x1f\x8b\x08".to_vec(), "compressed", "each by itself"),
        (b"MZ\x90".to_vec(), "program", "link"),
        (b"#!/bin/sh\n".to_vec(), "program", "link"),
        (b"Received: from a\n".to_vec(), "message", "headers"),
        (b"<!doctype html><p>x".to_vec(), "page", "entry"),
        (b"<html>,\n".to_vec(), "page", "entry"),
        (b"just words\n".to_vec(), "no type", "PDF, PNG"),
    ];
    for (bytes, what, advice) in cases {
        let unclean = clean(&bytes).unwrap_err();
        assert_eq!(unclean.code, "attachment-type");
        assert!(unclean.message.contains(what), "{what}: {unclean:?}");
        assert!(unclean.help.contains(advice), "{advice}: {unclean:?}");
    }
}

/// A file that two readers take for two things.
#[test]
fn polyglots_are_refused() {
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    // An archive that says something of itself, of more than 255 bytes.
    let remark = [&archive[..20], &[0x2c, 1], &[b'x'; 300]].concat();
    let comment = |at: usize| format!("<!--{}%PDF-1.4-->{svg}", " ".repeat(at - 4));
    for (bytes, code) in [
        ([svg.as_bytes(), &remark].concat(), "attachment-two"),
        (
            [svg.as_bytes(), &remark, b"x"].concat(),
            // Nothing that ends with an archive, and no drawing.
            "svg-damaged",
        ),
        (comment(1024).into_bytes(), "attachment-two"),
        (
            [png(&[]).as_slice(), archive].concat(),
            "attachment-trailing",
        ),
        (
            [jpeg(&[]).as_slice(), archive].concat(),
            "attachment-trailing",
        ),
        (
            [jpeg(&[]).as_slice(), b"%PDF-1.4"].concat(),
            "attachment-trailing",
        ),
        ([svg.as_bytes(), archive].concat(), "attachment-two"),
        (
            [b"a,b\n1,2\n".as_slice(), archive].concat(),
            "attachment-two",
        ),
        (
            [b"<!-- %PDF-1.4 -->".as_slice(), svg.as_bytes()].concat(),
            "attachment-two",
        ),
        (
            [b"GIF89a=1;/*".as_slice(), b"*/"].concat(),
            "attachment-type",
        ),
    ] {
        let got = clean(&bytes).map_err(|unclean| unclean.code);
        assert_eq!(got.as_ref().err(), Some(&code), "{got:?}");
    }
    // Readers of PDF look for its beginning in so many bytes, and no further.
    assert!(clean(comment(1025).as_bytes()).is_ok());
    // What hides in a comment goes with it.
    let hidden = jpeg(&[segment(0xfe, b"%PDF-1.4")]);
    assert!(!contains(&clean(&hidden).unwrap().bytes, b"%PDF"));
}

#[test]
fn names_must_fit_content() {
    assert!(
        extension_fits("a/b.JPEG", Media::Jpeg)
            && extension_fits("b.jpg", Media::Jpeg)
            && extension_fits("b.csv", Media::Csv)
    );
    for (path, media) in [
        ("a.png", Media::Jpeg),
        ("a", Media::Png),
        ("a.csv.exe", Media::Csv),
        ("a.jpeg", Media::Png),
    ] {
        assert!(!extension_fits(path, media), "{path}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0..5_usize) {
        let start: &[u8] = [png::SIGNATURE, &[0xff, 0xd8, 0xff], b"RIFF\x20\0\0\0WEBP", b"a,b\n", b""][which];
        let _ = clean(&[start, &bytes].concat());
    }

    #[test]
    fn a_changed_picture_is_refused_or_clean(at in any::<prop::sample::Index>(), byte in any::<u8>(), which in 0..3_usize) {
        let mut file = [png(&[(b"tEXt", b"x")]), jpeg(&[]), webp(&[])][which].clone();
        let at = at.index(file.len());
        file[at] = byte;
        if let Ok(cleaned) = clean(&file) {
            prop_assert_eq!(clean(&cleaned.bytes), Ok(cleaned.clone()));
        }
    }
}
