//! Fonts: what codes mean, how wide letters are, and what is left of the file that they come from.

use super::super::program::tests::{font as cff, tables};
use super::super::specimen::{dict, printed, stream};
use super::super::write::print;
use super::*;

/// A font with streams at some keys, as a file gives them.
fn read(text: &str, streams: &[(&str, Object)]) -> Result<Font, &'static str> {
    let mut dict = dict(text);
    for (key, stream) in streams {
        dict.put(key, stream.clone());
    }
    Font::read(&File::default(), &Object::Dict(dict)).map_err(|unclean| unclean.code)
}

fn map() -> Object {
    stream(
        "<<>>",
        b"3 beginbfchar <0003> <0041> <0004> <0042> <0005> <FB01> endbfchar",
    )
}

fn composite(widths: &str) -> Result<Font, &'static str> {
    read(
        &format!(
            "<</Subtype/Type0/BaseFont/SECRET/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2{widths}>>]>>"
        ),
        &[("ToUnicode", map())],
    )
}

#[test]
fn letters_of_two_bytes_have_widths() {
    let font = composite("/DW 700/W[3[500 600]7 9 250]").unwrap();
    for (code, width) in [
        (2, 700.0),
        (3, 500.0),
        (4, 600.0),
        (5, 700.0),
        (7, 250.0),
        (9, 250.0),
        (10, 700.0),
    ] {
        assert_eq!(
            Object::Number(font.width(code)),
            Object::Number(width),
            "{code}"
        );
    }
    assert_eq!(font.codes(&[0, 3, 1, 4]), Ok(vec![3, 260]));
    assert!(font.codes(&[0, 3, 1]).is_err());
    let plain = composite("").unwrap();
    assert_eq!(Object::Number(plain.width(3)), Object::Number(1000.0));
    assert!(composite("/W[65535 65535 1]").is_ok());
    for widths in [
        "/W[1 65536 1]",
        "/W[1]",
        "/W[1 2]",
        "/W[1[/a]]",
        "/W[/a 1 2]",
        "/W[1 /a 2]",
    ] {
        assert_eq!(composite(widths).err(), Some("pdf-font"), "{widths}");
    }
    let mut font = font;
    assert_eq!(font.text(5).as_deref(), Ok("fi"));
    assert!(font.text(6).is_err());
}

fn simple(encoding: &str) -> Font {
    read(&format!("<</Subtype/Type1/BaseFont/Times{encoding}>>"), &[]).unwrap()
}

#[test]
fn encodings_are_written_for_what_is_used() {
    for (encoding, codes, text, expected) in [
        ("", vec![65, 39], "A’", None),
        ("/Encoding/StandardEncoding", vec![39], "’", None),
        (
            "/Encoding/WinAnsiEncoding",
            vec![39],
            "'",
            Some("/WinAnsiEncoding"),
        ),
        (
            "/Encoding/MacRomanEncoding",
            vec![0x8e],
            "é",
            Some("/MacRomanEncoding"),
        ),
        // Differences that nothing is written with are left out.
        (
            "/Encoding<</Differences[65/eacute/B/egrave 90/Z]>>",
            vec![65, 67, 90, 68],
            "éèZD",
            Some("<</Differences [65 /eacute 67 /egrave 90 /Z]>>"),
        ),
        (
            "/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/eacute/egrave]>>",
            vec![65, 66, 0xe9],
            "éèé",
            Some("<</BaseEncoding /WinAnsiEncoding/Differences [65 /eacute /egrave]>>"),
        ),
        (
            "/Encoding<</BaseEncoding/StandardEncoding/Differences[65/eacute]>>",
            vec![65],
            "é",
            Some("<</Differences [65 /eacute]>>"),
        ),
    ] {
        let mut font = simple(encoding);
        let read: String = codes
            .into_iter()
            .map(|code| font.text(code).unwrap())
            .collect();
        assert_eq!(read, text, "{encoding}");
        assert_eq!(
            font.encoding().as_ref().map(printed).as_deref(),
            expected,
            "{encoding}"
        );
    }
}

#[test]
fn fonts_that_are_only_named_become_those_that_every_reader_has() {
    for (name, expected) in [
        ("Arial", Some("Helvetica")),
        ("ABCDEF+TimesNewRoman,BoldItalic", Some("Times-BoldItalic")),
        ("MS-Sans-Serif", Some("Helvetica")),
        ("Liberation-Serif-Italic", Some("Times-Italic")),
        ("Georgia-Black", Some("Times-Bold")),
        ("CourierNew-Oblique", Some("Courier-Oblique")),
        ("DejaVuSansMono-Bold", Some("Courier-Bold")),
        ("SECRET", Some("Helvetica")),
        ("Wingdings", None),
        ("SymbolMT", None),
    ] {
        assert_eq!(standard(name.as_bytes()).ok(), expected, "{name}");
    }
}

#[test]
fn letters_of_two_bytes_are_told_by_a_map_alone() {
    let descendants = "/DescendantFonts[<</Subtype/CIDFontType2>>]";
    for (encoding, map, code) in [
        ("/Identity-H", map(), None),
        // Downwards, and by codes that mean nothing.
        ("/Identity-V", map(), Some("pdf-font")),
        ("/UniJIS-UCS2-H", map(), Some("pdf-font")),
        ("/Identity-H", stream("<<>>", b""), Some("pdf-font")),
    ] {
        let text = format!("<</Subtype/Type0/BaseFont/X/Encoding{encoding}{descendants}>>");
        let got = read(&text, &[("ToUnicode", map)]);
        assert_eq!(got.err(), code, "{encoding}");
    }
}

/// What says that a letter means nothing does not hide what the letter is.
#[test]
fn letters_that_are_said_to_mean_nothing_mean_what_they_are() {
    let nothing = || {
        stream(
            "<<>>",
            b"4 beginbfchar <0041> <> <0042> <0000> <0043> <FFFD> <0044> <00580000> endbfchar",
        )
    };
    let mut simple = read(
        "<</Subtype/Type1/BaseFont/Times/Encoding/WinAnsiEncoding>>",
        &[("ToUnicode", nothing())],
    )
    .unwrap();
    for (code, text) in [(65, "A"), (66, "B"), (67, "C"), (68, "D")] {
        assert_eq!(simple.text(code).as_deref(), Ok(text), "{code}");
    }
    let mut composite = read(
        "<</Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>",
        &[("ToUnicode", nothing())],
    )
    .unwrap();
    for code in 65..=68 {
        let got = composite.text(code).map_err(|unclean| unclean.code);
        assert_eq!(got, Err("pdf-font"), "{code}");
    }
}

#[test]
fn fonts_without_an_encoding_have_one_of_their_own() {
    let own = stream(
        "<<>>",
        b"%!\n/Encoding 256 array dup 65 /eacute put readonly def",
    );
    let common = stream("<<>>", b"%!\n/Encoding StandardEncoding def");
    let other = || stream("<<>>", b"letters");
    let embedded = |subtype: &str, key: &str, file: Object| {
        let descriptor = Object::Dict(Dict::default().with(key, file));
        let text = format!("<</Subtype/{subtype}/BaseFont/X/FirstChar 65/Widths[500 500]>>");
        let mut font = read(&text, &[("FontDescriptor", descriptor)]).unwrap();
        font.text(65).map_err(|unclean| unclean.code)
    };
    for (subtype, key, file, expected) in [
        ("Type1", "FontFile", own.clone(), Ok("é")),
        ("Type1", "FontFile", common.clone(), Ok("A")),
        // The tables of a font tell nothing of meanings, and other files are not looked into.
        ("TrueType", "FontFile2", other(), Err("pdf-font")),
        ("TrueType", "FontFile", common, Err("pdf-font")),
        ("TrueType", "FontFile", own, Err("pdf-font")),
        ("Type1", "FontFile3", other(), Err("pdf-font")),
    ] {
        let got = embedded(subtype, key, file);
        assert_eq!(got, expected.map(str::to_owned), "{subtype} {key}");
    }
    // Letters in a file have widths, and those of other fonts are known to everyone.
    let text = |more: &str| format!("<</Subtype/Type1/BaseFont/X/Encoding/WinAnsiEncoding{more}>>");
    assert!(read(&text(""), &[]).is_ok());
    let file = "/FontDescriptor<</FontFile3 9 0 R>>";
    assert_eq!(read(&text(file), &[]).err(), Some("pdf-font"));
    assert!(read(&text(&format!("{file}/FirstChar 65/Widths[500]")), &[]).is_ok());
}

/// A font with a file in it, written: the objects of the new file, with the data of streams opened.
fn written(font: &Font) -> Result<(String, Vec<u8>), &'static str> {
    let mut builder = Builder::default();
    let dict = font
        .write(&File::default(), &mut builder, 1)
        .map_err(|unclean| unclean.code)?;
    let mut out = Vec::new();
    print(&Object::Dict(dict), &mut out);
    let file = builder.finish(1);
    let data = file
        .windows(7)
        .enumerate()
        .filter(|(_, window)| *window == b"stream\n")
        .filter(|(at, _)| !file[..*at].ends_with(b"end"))
        .filter_map(|(at, _)| {
            miniz_oxide::inflate::decompress_to_vec_zlib(&file[at + 7..])
                .ok()
                .or_else(|| {
                    let end = file[at..]
                        .windows(10)
                        .position(|window| window == b"\nendstream")?;
                    miniz_oxide::inflate::decompress_to_vec_zlib(&file[at + 7..at + end]).ok()
                })
        })
        .collect::<Vec<_>>()
        .concat();
    out.extend(&file);
    Ok((String::from_utf8_lossy(&out).into_owned(), data))
}

#[test]
fn files_of_fonts_lose_their_words() {
    let inner = cff(b"SECRET+Sans", [b"SECRET"; 9], b"A.swash");
    let lost = program::cff(&inner).unwrap();
    let outer = tables(b"OTTO", &[(b"name", b"SECRET"), (b"CFF ", &inner)]);
    let holds = |data: &[u8], part: &[u8]| data.windows(part.len()).any(|window| window == part);
    let descriptor = |kind: &str, data: &[u8]| {
        let file = stream(&format!("<</Subtype/{kind}/SECRET 1>>"), data);
        let dict = dict("<</FontName/SECRET/FontFamily(SECRET)/Flags 4/FontBBox[0 0 1 1]>>");
        Object::Dict(dict.with("FontFile3", file))
    };
    let composite = |subtype: &str, kind: &str, data: &[u8], map: Option<Object>| {
        let mut below = dict(&format!(
            "<</Subtype/{subtype}/BaseFont/SECRET/DW 500/W[3[400]9[1]]>>"
        ));
        below.put("FontDescriptor", descriptor(kind, data));
        if let Some(map) = map {
            below.put("CIDToGIDMap", map);
        }
        let mut font = read(
            "<</Subtype/Type0/BaseFont/SECRET/Encoding/Identity-H>>",
            &[
                ("ToUnicode", self::map()),
                ("DescendantFonts", Object::List(vec![Object::Dict(below)])),
            ],
        )
        .unwrap();
        font.text(3).unwrap();
        written(&font)
    };
    for (subtype, kind, data) in [
        ("CIDFontType0", "CIDFontType0C", &inner),
        ("CIDFontType0", "OpenType", &outer),
        ("CIDFontType2", "OpenType", &outer),
    ] {
        let (file, data) = composite(subtype, kind, data, None).unwrap();
        assert!(
            !file.contains("SECRET") && !holds(&data, b"SECRET"),
            "{file}"
        );
        assert!(file.contains(&format!("/Subtype /{subtype}")), "{file}");
        assert!(file.contains(&format!("/Subtype /{kind}")), "{file}");
        // Of widths and meanings only those of what is written.
        assert!(
            file.contains("/DW 500/FontDescriptor") && file.contains("/W [3 [400]]"),
            "{file}"
        );
        assert!(holds(&data, b"<0003> <0041>") && !holds(&data, b"<0004>"));
        assert!(holds(&data, &lost));
        assert_eq!(
            file.contains("/CIDToGIDMap /Identity"),
            subtype == "CIDFontType2"
        );
    }
    let (file, data) = composite(
        "CIDFontType2",
        "OpenType",
        &outer,
        Some(stream("<</SECRET 1>>", b"\0\x01\0\x02 of letters")),
    )
    .unwrap();
    assert!(!file.contains("SECRET") && holds(&data, b"\0\x01\0\x02 of letters"));
    for (subtype, kind, map) in [
        ("SECRET", "CIDFontType0C", None),
        ("CIDFontType0", "SECRET", None),
        (
            "CIDFontType2",
            "CIDFontType0C",
            Some(Object::named("SECRET")),
        ),
    ] {
        assert_eq!(
            composite(subtype, kind, &inner, map).err(),
            Some("pdf-font")
        );
    }
    let mut one = read(
        "<</Subtype/Type1/BaseFont/SECRET/Encoding/WinAnsiEncoding/FirstChar 65/Widths[500 600]>>",
        &[("FontDescriptor", descriptor("Type1C", &inner))],
    )
    .unwrap();
    one.text(65).unwrap();
    let (file, data) = written(&one).unwrap();
    assert!(!file.contains("SECRET") && holds(&data, &lost), "{file}");
    assert!(file.contains("/BaseFont /AAAAAA+F1"), "{file}");
    assert!(file.contains("/FirstChar 65/FontDescriptor"), "{file}");
    assert!(file.contains("/LastChar 66/Subtype /Type1"), "{file}");
    assert!(file.contains("/Subtype /Type1C"), "{file}");
}
