//! What a PDF shows and holds, read from small ones that are made by hand: no cross references, only objects.

use std::collections::{BTreeMap, BTreeSet};

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::letters::Letters;
use super::objects::{Data, Objects, whole};
use super::value::{Reader, Value};
use super::{Document, known, read, shown, wide};

/// A file of these objects, numbered from one.
fn file(objects: &[&[u8]]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// What a page shows whose contents are objects 3 and 4, and whose fonts follow them: by place, and by move.
fn page(contents: &str, texts: [&str; 2], fonts: &[&[u8]]) -> (String, String) {
    let list: Vec<String> = (5..)
        .zip(fonts)
        .map(|(number, _)| format!("/F{} {number} 0 R", number - 4))
        .collect();
    let list = list.concat();
    let page = format!(
        "<</Type/Page/MediaBox[0 0 9 9]/Contents {contents}/Resources<</Font<<{list}>>>>>>"
    );
    let texts = texts.map(|text| stream("", text.as_bytes()));
    let mut objects: Vec<&[u8]> = vec![page.as_bytes(), b"[3 0 R 4 0 R]", &texts[0], &texts[1]];
    objects.extend(fonts);
    let document = read(&file(&objects)).expect("a document");
    let [shown] = document.shown.as_slice() else {
        panic!("{:?}", document.shown);
    };
    let trim = |text: &str| text.trim().to_owned();
    (trim(&shown.by_place), trim(&shown.by_move))
}

#[test]
fn a_page_may_have_its_content_in_parts() {
    let font: &[u8] = b"<</Type/Font/Subtype/Type1>>";
    let texts = ["BT /F1 9 Tf (Porce) Tj", "(lain) Tj ET"];
    for (contents, expected) in [
        ("3 0 R", "Porce"),
        ("[3 0 R 4 0 R]", "Porcelain"),
        ("2 0 R", "Porcelain"),
        ("[3 0 R 7 (x)]", "Porce"),
        ("7", ""),
    ] {
        assert_eq!(page(contents, texts, &[font]).0, expected, "{contents}");
    }
}

/// What a font of these objects shows for codes.
fn written(codes: &str, fonts: &[&[u8]]) -> String {
    let text = format!("BT /F1 9 Tf <{codes}> Tj ET");
    page("3 0 R", [&text, ""], fonts).0
}

#[test]
fn a_font_may_give_codes_other_letters() {
    let font = |encoding: &str| format!("<</Type/Font/Subtype/Type1/Encoding{encoding}>>");
    for (encoding, codes, expected) in [
        ("/WinAnsiEncoding", "506f72638a", "PorcŠ"),
        (
            "<</Differences[1/P/o/r/c 10/e/l/space/seven]>>",
            "01020304 0a0b0c0d",
            "Porcel 7",
        ),
        // What it does not change stays as it is.
        ("<</Differences[1/P]>>", "01416f", "PAo"),
        ("<</Differences[65/uni0042 70/C/D]>>", "41464743", "BCDC"),
        ("<</Differences 7>>", "41", "A"),
    ] {
        let font = font(encoding);
        assert_eq!(written(codes, &[font.as_bytes()]), expected, "{encoding}");
    }
}

#[test]
fn a_font_may_bring_its_own_codes() {
    let font: &[u8] = b"<</Type/Font/Subtype/Type1/FontDescriptor<</FontFile 6 0 R>>>>";
    let program = stream(
        "",
        b"%!PS-AdobeFont-1.0\n/C 9 def /Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 1 /P put\ndup 2 /oacute put\ndup /X 3 put\nreadonly def currentfile eexec dup 4 /Z put",
    );
    assert_eq!(written("0102034104", &[font, &program]), "Po A");
    let other = stream("", b"%!PS-AdobeFont-1.0 dup 1 /P put");
    assert_eq!(written("0142", &[font, &other]), "B");
}

#[test]
fn a_map_says_what_codes_mean() {
    let font: &[u8] = b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R>>";
    let map = stream(
        "",
        b"/CIDInit begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n2 beginbfchar <0001> <0050> <0102> <006f0072> endbfchar\n3 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0058> <00590059>] <0030> <0032> <00660061> endbfrange",
    );
    for (codes, expected) in [
        ("00010102", "Por"),
        ("001000110012", "abc"),
        ("00200021", "XYY"),
        ("003000310032", "fafbfc"),
        ("000100130001", "P P"),
    ] {
        assert_eq!(written(codes, &[font, &map]), expected, "{codes}");
    }
}

#[test]
fn fonts_say_how_wide_letters_are() {
    let widths = |objects: &[&[u8]], codes: &[u32]| -> Vec<f64> {
        let objects = Objects::read(&file(objects)).expect("objects");
        let font = objects.values[&1].map().expect("a font");
        let letters = Letters::read(&objects, font);
        codes.iter().map(|code| letters.width(*code)).collect()
    };
    let simple: [&[u8]; 3] = [
        b"<</Subtype/Type1/FirstChar 65/Widths 2 0 R>>",
        b"[500 3 0 R]",
        b"600",
    ];
    assert_eq!(
        widths(&simple, &[64, 65, 66, 67]),
        [550.0, 500.0, 600.0, 550.0]
    );
    let composite: [&[u8]; 2] = [
        b"<</Subtype/Type0/DescendantFonts[2 0 R]>>",
        b"<</Subtype/CIDFontType2/W[3 [500 600] 10 12 700 20 [100]]>>",
    ];
    assert_eq!(
        widths(&composite, &[2, 3, 4, 5, 9, 10, 12, 13, 20]),
        [
            1000.0, 500.0, 600.0, 1000.0, 1000.0, 700.0, 700.0, 1000.0, 100.0
        ]
    );
}

/// What a content shows with a font of size 10 whose letters are 5.5 wide: by place, and by move.
fn drawn(content: &str) -> (String, String) {
    let mut letters = Letters::default();
    for code in 33..127_u8 {
        letters
            .map
            .insert(code.into(), char::from(code).to_string());
    }
    // A font of a few letters may have one of them where others have the space.
    letters.map.insert(32, "o".to_owned());
    let content = format!("BT /F1 10 Tf {content} ET");
    let shown = shown::read(content.as_bytes(), &BTreeMap::from([("F1", &letters)]));
    assert!(shown.any);
    let trim = |text: &str| text.trim().to_owned();
    (trim(&shown.by_place), trim(&shown.by_move))
}

#[test]
fn words_are_parted_where_letters_lie_apart() {
    for (content, by_place, by_move) in [
        ("(ab) Tj (cd) Tj", "abcd", "abcd"),
        // Spaces between letters, spaces behind words, and how far both are stretched.
        ("1 Tc (ab) Tj", "ab", "ab"),
        ("2 Tc (ab) Tj", "a b", "ab"),
        ("1 Tw (a b) Tj", "aob", "aob"),
        ("3 Tw (a b) Tj", "ao b", "aob"),
        ("3 Tc 50 Tz (ab) Tj", "ab", "ab"),
        ("3 Tc 100 Tz (ab) Tj", "a b", "ab"),
        ("1 Tc 200 Tz (ab) Tj", "a b", "ab"),
        // Lines: what stands where the pen was goes on, wherever the line began.
        ("(ab) Tj 11 0 Td (cd) Tj", "abcd", "ab cd"),
        ("(ab) Tj 11 6 Td (cd) Tj", "ab cd", "ab cd"),
        ("(ab) Tj 13 0 Td (cd) Tj", "ab cd", "ab cd"),
        ("14 TL (ab) Tj T* 11 14 Td (cd) Tj", "abcd", "ab cd"),
        ("(ab) Tj 0 -14 TD T* 11 28 Td (cd) Tj", "abcd", "ab cd"),
        ("14 TL (ab) Tj () ' 11 14 Td (cd) Tj", "abcd", "ab cd"),
        ("(ab) Tj 1 0 0 1 11 0 Tm (cd) Tj", "abcd", "ab cd"),
        ("(ab) Tj 1 0 0 1 50 0 Tm (cd) Tj", "ab cd", "ab cd"),
        ("(ab) Tj ET BT 11 0 Td (cd) Tj", "ab cd", "ab cd"),
        // In twice the size, letters may lie twice as far apart.
        ("2 0 0 2 0 0 Tm (ab) Tj 12.5 0 Td (cd) Tj", "abcd", "ab cd"),
        ("2 0 0 2 0 0 Tm (ab) Tj 13 0 Td (cd) Tj", "ab cd", "ab cd"),
        // Two numbers before a text are spaces, no distances.
        ("(ab) Tj 11 0 Td -300 0 (cd) \"", "abcd", "ab cd"),
        ("(ab) Tj 11 0 Td 0 2 (cd) \"", "abc d", "ab cd"),
        ("(ab) Tj 11 0 Td 3 0 (c d) \"", "abco d", "ab cod"),
        // Distances within a text: negative ones lead on.
        ("[(ab) -100 (cd)] TJ", "abcd", "abcd"),
        // Up and down as far as the text's own matrix says; half a letter's height parts nothing.
        (
            "2 0 0 2 0 100 Tm (ab) Tj 2 0 0 2 22 40 Tm 0 30 Td (cd) Tj",
            "abcd",
            "ab cd",
        ),
        (
            "1 0 0 1 0 100 Tm (ab) Tj 1 0 0 1 11 86 Tm (cd) Tj",
            "ab cd",
            "ab cd",
        ),
        ("(ab) Tj 11 5 Td (cd) Tj", "abcd", "ab cd"),
        ("(ab) Tj 11 5.1 Td (cd) Tj", "ab cd", "ab cd"),
        ("/F1 1000 Tf (ab) Tj 1270 0 Td (cd) Tj", "abcd", "ab cd"),
        ("/F1 1000 Tf (ab) Tj 1271 0 Td (cd) Tj", "ab cd", "ab cd"),
        // What stands behind a space begins as much farther on.
        ("3 Tw (a b) Tj 19.5 0 Td (c) Tj", "ao bc", "aob c"),
        ("[(ab) -170 (cd)] TJ", "abcd", "abcd"),
        ("[(ab) -171 (cd)] TJ", "ab cd", "ab cd"),
        ("[(ab) -200 (cd)] TJ", "ab cd", "ab cd"),
        ("[(ab) 20 (cd)] TJ", "abcd", "abcd"),
        ("[(ab) 200 (cd)] TJ", "ab cd", "abcd"),
        ("1 Tc [(a) -100 (b)] TJ", "a b", "ab"),
        ("1 Tc [(a) 100 (b)] TJ", "ab", "ab"),
        ("200 Tz [(ab) -100 (cd)] TJ", "ab cd", "abcd"),
        ("2 0 0 2 0 0 Tm [(ab) -200 (cd)] TJ", "ab cd", "ab cd"),
        ("2 0 0 2 0 0 Tm [(ab) -150 (cd)] TJ", "abcd", "abcd"),
    ] {
        let (place, moved) = drawn(content);
        assert_eq!(
            (place.as_str(), moved.as_str()),
            (by_place, by_move),
            "{content}"
        );
    }
}

/// What a stream holds once its filters are undone.
fn opened(dict: &str, data: &[u8]) -> Data {
    let object = stream(dict, data);
    let mut objects = Objects::read(&file(&[&object])).expect("objects");
    objects.data.remove(&1).expect("a stream")
}

#[test]
fn data_are_opened() {
    let packed = compress_to_vec_zlib(b"Hello", 6);
    let digits: Vec<u8> = packed
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect();
    let behind = [packed.as_slice(), b"gate"].concat();
    let cases: &[(&str, &[u8], &[u8])] = &[
        ("", b"Hello", b"Hello"),
        ("/Filter[]", b"Hello", b"Hello"),
        ("/Filter/FlateDecode", &packed, b"Hello"),
        ("/Filter[/ASCIIHexDecode/FlateDecode]", &digits, b"Hello"),
        ("/Filter/ASCIIHexDecode", b"48 65 6C\n6c 6f>", b"Hello"),
        ("/Filter/ASCIIHexDecode", b"487>", b"Hp"),
        ("/Filter/ASCII85Decode", b"8,~>", b"H"),
        ("/Filter/ASCII85Decode", b"87_~>", b"He"),
        ("/Filter/ASCII85Decode", b"87cT~>", b"Hel"),
        ("/Filter/ASCII85Decode", b"87cUR~>", b"Hell"),
        ("/Filter/ASCII85Decode", b"87cUR DZ\n~>", b"Hello"),
        (
            "/Filter[/ASCII85Decode]",
            b"87cURD]i,\"Ebo80",
            b"Hello World!",
        ),
        ("/Filter/ASCII85Decode", b"zz@:B~>", b"\0\0\0\0\0\0\0\0ab"),
        ("/Filter/ASCII85Decode", b"s8W-!~>", b"\xff\xff\xff\xff"),
        // One digit alone stands for nothing.
        ("/Filter/ASCII85Decode", b"87cURu~>", b"Hell"),
        ("/Filter/ASCII85Decode", b"~>", b""),
    ];
    for (dict, data, expected) in cases {
        let opened = opened(dict, data);
        assert!(
            matches!(&opened, Data::Open(data) if data == expected),
            "{dict}: {opened:?}"
        );
    }
    assert!(matches!(opened("/Filter/FlateDecode", &behind), Data::Left(data) if data == b"Hello"));
    for (dict, data) in [
        ("/Filter/DCTDecode", &b"\xff\xd8"[..]),
        ("/Filter[/ASCIIHexDecode/DCTDecode]", b"ffd8>"),
        ("/Filter[/ASCII85Decode/DCTDecode]", b"s4@~>"),
    ] {
        let opened = opened(dict, data);
        assert!(
            matches!(&opened, Data::Jpeg(data) if data == b"\xff\xd8"),
            "{dict}: {opened:?}"
        );
    }
    for (dict, data) in [
        ("/Filter/LZWDecode", &b"x"[..]),
        ("/Filter/FlateDecode", b"x\x9cx"),
        // Too large a number, a sign that is no digit, a short form within others.
        ("/Filter/ASCII85Decode", b"uuuuu~>"),
        ("/Filter/ASCII85Decode", b"s8W-\"~>"),
        ("/Filter/ASCII85Decode", b"87cU{~>"),
        ("/Filter/ASCII85Decode", b"87zcUR~>"),
    ] {
        let opened = opened(dict, data);
        assert!(matches!(&opened, Data::Shut), "{dict}: {opened:?}");
    }
}

#[test]
fn data_begin_on_the_next_line() {
    for (line, expected) in [
        ("\n", &b"Hello"[..]),
        ("\r\n", b"Hello"),
        ("\r", b"Hello"),
        ("", b"Hello"),
        ("\n\n", b"\nHello"),
        ("\n\r\n", b"\r\nHello"),
    ] {
        // Without a length they end where the word stands.
        for length in ["", "/Length 5", "/Length 99"] {
            let object = format!("<<{length}>>\nstream{line}Helloendstream");
            let objects = Objects::read(&file(&[object.as_bytes()])).expect("objects");
            let data = objects.stream(Some(&Value::Link(1)));
            assert_eq!(data, Some(expected), "{object:?}");
        }
    }
}

#[test]
fn data_end_where_their_length_and_the_word_behind_them_say() {
    for (behind, expected) in [
        ("", &b"Hello"[..]),
        ("\n", b"Hello"),
        ("\r\n", b"Hello"),
        ("\r", b"Hello"),
        (" ", b"Hello "),
        ("gate", b"Hellogate"),
    ] {
        let object = format!("<</Length 5>>\nstream\nHello{behind}endstream");
        let objects = Objects::read(&file(&[object.as_bytes()])).expect("objects");
        let data = objects.stream(Some(&Value::Link(1)));
        assert_eq!(data, Some(expected), "{object:?}");
    }
    // An object ends behind its data, whatever these say.
    let bytes = file(&[b"<<>>\nstream\nendobj endstream"]);
    let objects = Objects::read(&bytes).expect("objects");
    let whole = 9..bytes.len() - 1;
    assert_eq!(objects.ranges, [whole]);
}

#[test]
fn an_object_has_two_numbers() {
    for (head, expected) in [
        ("7 0 obj", Some(7)),
        ("x7 00001\r\nobj", Some(7)),
        ("12 0obj", Some(12)),
        ("7 obj", None),
        ("70obj", None),
        ("x 0 obj", None),
        ("7 x obj", None),
        ("7x0 obj", None),
        ("99999999999 0 obj", None),
        ("endobj", None),
        ("obj", None),
    ] {
        let bytes = format!("%PDF-1.7 x\n{head}\n(a)\nendobj\n");
        let objects = Objects::read(bytes.as_bytes()).expect("objects");
        let numbers: Vec<u32> = objects.values.into_keys().collect();
        assert_eq!(numbers, Vec::from_iter(expected), "{head}");
    }
}

#[test]
fn whole_numbers_are_places_and_lengths() {
    for (number, expected) in [
        (0.0, Some(0)),
        (7.0, Some(7)),
        (999_999_999_999.0, Some(999_999_999_999)),
        (1e12, None),
        (1e300, None),
        (1.5, None),
        (-1.0, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
    ] {
        assert_eq!(whole(number), expected, "{number}");
    }
}

#[test]
fn objects_lie_within_streams_too() {
    let inner = "7 0 8 9 (herons) <</Title (gate)>>";
    let first = inner.find('(').unwrap();
    for (kind, expected) in [("ObjStm", &["herons", "gate"][..]), ("XRef", &[])] {
        let packed = compress_to_vec_zlib(inner.as_bytes(), 6);
        let dict = format!("/Type/{kind}/N 2/First {first}/Filter/FlateDecode");
        let document = read(&file(&[&stream(&dict, &packed)])).expect("a document");
        assert_eq!(document.strings, expected, "{kind}");
    }
}

#[test]
fn all_streams_of_a_file_share_what_may_come_out() {
    let packed = |letter: u8| {
        let data = compress_to_vec_zlib(&[letter; 4000], 6);
        stream("/Filter/FlateDecode", &data)
    };
    let bytes = file(&[&packed(b'a'), &packed(b'b')]);
    for (limit, expected) in [
        (8000, [true, true]),
        (7999, [true, false]),
        (4000, [true, false]),
        (3999, [false, false]),
    ] {
        let objects = Objects::within(&bytes, limit).expect("objects");
        let opened = [1, 2].map(|number| matches!(objects.data.get(&number), Some(Data::Open(_))));
        assert_eq!(opened, expected, "{limit}");
    }
}

#[test]
fn pages_have_contents_and_a_place_for_them() {
    let font = "/Resources<</Font<</F1 3 0 R>>>>";
    let text = stream("", b"BT /F1 9 Tf (Porcelain) Tj ET");
    for (page, expected) in [
        ("/Type/Page/Contents 2 0 R", true),
        ("/MediaBox[0 0 9 9]/Contents 2 0 R", true),
        // A note has contents too, and all pages together a size.
        ("/Contents 2 0 R", false),
        ("/Type/Pages/MediaBox[0 0 9 9]", false),
    ] {
        let object = format!("<<{page}{font}>>");
        let font: &[u8] = b"<</Type/Font/Subtype/Type1>>";
        let document = read(&file(&[object.as_bytes(), &text, font])).expect("a document");
        let shown: Vec<&str> = document
            .shown
            .iter()
            .map(|one| one.by_place.trim())
            .collect();
        assert_eq!(
            shown,
            if expected { vec!["Porcelain"] } else { vec![] },
            "{page}"
        );
    }
}

#[test]
fn data_are_those_that_are_neither_shown_nor_pictures() {
    let streams = [
        stream("", b"BT ET"),
        stream("/Type/XObject/Subtype/Image", b"pixels"),
        stream("/Type/Metadata", b"herons"),
    ];
    let [text, image, other] = &streams;
    let page: &[u8] = b"<</Type/Page/Contents 2 0 R>>";
    let document = read(&file(&[page, text, image, other])).expect("a document");
    assert_eq!(document.data, [b"herons"]);
}

/// Fonts whose letters are drawings: what draws them is as closed a list as all else.
#[test]
fn letters_are_drawn_with_outlines_alone() {
    const MORE: &str = "a letter that is drawn with more than outlines";
    let font: &[u8] = b"<</Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/Encoding<</Differences[65/G65]>>/CharProcs<</G65 2 0 R/G66 7>>>>";
    for (drawing, expected) in [
        ("500 0 d0", false),
        (
            "500 0 0 0 9 9 d1 1 2 m 3 4 l 1 2 3 4 5 6 c 1 2 3 4 v 1 2 3 4 y h f",
            false,
        ),
        ("500 0 d0 1 2 3 4 re F 1 2 3 4 re f*", false),
        ("500 0 d0 1 g 1 2 3 4 re f", true),
        ("500 0 d0 (herons) Tj", true),
        ("500 0 d0 /Herons gs", true),
        ("500 0 d0 % herons", true),
        ("500 0 d0 herons", true),
    ] {
        let drawing = stream("", drawing.as_bytes());
        let document = read(&file(&[font, &drawing])).expect("a document");
        // This file has another outer form than those that are published.
        assert_eq!(
            document.stray.len(),
            1 + usize::from(expected),
            "{document:?}"
        );
        assert_eq!(document.stray.contains(MORE), expected, "{document:?}");
        assert_eq!(document.data.len(), 1);
        // Other data are not looked at as letters are.
        let document = read(&file(&[b"<<>>", &drawing])).expect("a document");
        assert!(!document.stray.contains(MORE), "{document:?}");
    }
}

#[test]
fn the_glyphs_of_a_font_may_have_names_of_their_own() {
    const NAME: &str = "a name that is none of PDF's own";
    for (key, length, expected) in [
        ("Differences", 40, false),
        ("Differences", 41, true),
        ("Encoding", 40, true),
    ] {
        let object = format!("<</{key}[1/{}]>>", "g".repeat(length));
        let document = read(&file(&[object.as_bytes()])).expect("a document");
        assert_eq!(document.stray.contains(NAME), expected, "{key} {length}");
        assert!(document.names.contains(&"g".repeat(length)));
    }
}

#[test]
fn texts_are_read_as_they_are_written() {
    for (text, expected) in [
        ("(a(b)c)", "a(b)c"),
        ("(a\\(b\\)\\\\)", "a(b)\\"),
        ("(\\n\\r\\t\\b\\f)", "\n\r\t\u{8}\u{c}"),
        // A line that goes on; an end of a line is one sign, whatever it is made of.
        ("(a\\\nb)", "ab"),
        ("(a\\\r\nb)", "ab"),
        ("(a\\\rb)", "ab"),
        ("(a\r\nb)", "a\nb"),
        ("(a\rb\nc)", "a\nb\nc"),
        ("(a\r\rb)", "a\n\nb"),
        // One to three digits.
        ("(\\101\\1012\\7x)", "AA2\u{7}x"),
        ("(\\0401)", " 1"),
        ("(\\401)", "\u{1}"),
        ("(\\0371)", "\u{1f}1"),
        ("(\\53\\053)", "++"),
        ("(\\q)", "q"),
        ("(open", "open"),
    ] {
        let read = Reader::new(text.as_bytes()).value(0);
        assert_eq!(
            read,
            Some(Value::Text(expected.as_bytes().to_vec())),
            "{text:?}"
        );
    }
}

#[test]
fn a_content_is_made_of_instructions() {
    const NAME: &str = "a name within a page";
    const MARK: &str = "a mark within a page";
    const WORD: &str = "a word within a page that is no instruction";
    const COMMENT: &str = "a comment within a page";
    for (content, stray) in [
        ("BT /F1 9 Tf (guard) Tj ET", &[][..]),
        ("/Pattern cs /P12 scn", &[]),
        ("/Gate gs", &[NAME]),
        ("/F1234567 9 Tf", &[NAME]),
        ("<</MCID 0>> BDC", &[MARK]),
        ("true gate", &[WORD]),
        ("abc d0", &[]),
        ("q Q % gate", &[COMMENT]),
        ("/Gate <</A 1>> gates %", &[COMMENT, MARK, NAME, WORD]),
    ] {
        let mut document = Document::default();
        known::content(content.as_bytes(), &mut document);
        let expected: BTreeSet<&str> = stray.iter().copied().collect();
        assert_eq!(document.stray, expected, "{content}");
    }
}

#[test]
fn names_are_those_of_lists_or_letters_with_numbers() {
    for (name, key, value) in [
        ("Kids", true, false),
        ("Kid", false, false),
        ("Kids LC", false, false),
        ("ca", true, false),
        ("", false, false),
        ("Helvetica-Bold", false, true),
        ("XYZ", false, true),
        ("Font", true, true),
        ("Title", false, false),
        ("F1", true, true),
        ("X123456", true, true),
        ("X1234567", false, false),
        ("F", false, false),
        ("F1a", false, false),
        ("Q1", false, false),
        ("AAAAAA+F2", false, true),
        ("ABCDEF+F2", false, false),
        ("AAAAAA+Herons", false, false),
    ] {
        assert_eq!(
            (known::is_key(name), known::is_value(name)),
            (key, value),
            "{name}"
        );
    }
}

#[test]
fn texts_beside_pages_are_read_in_their_encodings() {
    for (written, expected) in [
        (&b"(Herons)"[..], "Herons"),
        (b"<feff00480065>", "He"),
        (b"<efbbbf48c3a9>", "Hé"),
        (b"<48c3a9>", "Hé"),
        (b"<48e9>", "Hé"),
    ] {
        let object = [b"<</Title ".as_slice(), written, b">>"].concat();
        let document = read(&file(&[&object])).expect("a document");
        assert_eq!(document.strings, [expected]);
        assert!(document.stray.contains("a text beside its pages"));
    }
    // Where links lead, and in which language, is a part of what is shown.
    let object = b"<</Lang (nl)/URI (https://x.example)/CIDSystemInfo <</Registry (Adobe)/Ordering (Identity)>>>>";
    let document = read(&file(&[object])).expect("a document");
    // What each font with codes of two bytes says is PDF's own.
    assert_eq!(document.strings, ["nl", "https://x.example"]);
    assert!(!document.stray.contains("a text beside its pages"));
    for (key, text) in [
        ("Registry", "Identity"),
        ("Ordering", "Adobe"),
        ("Registry", "Herons"),
        ("Ordering", "Herons"),
        ("Title", "Adobe"),
    ] {
        let object = format!("<</{key}({text})>>");
        let document = read(&file(&[object.as_bytes()])).expect("a document");
        assert_eq!(document.strings, [text]);
        assert!(document.stray.contains("a text beside its pages"), "{key}");
    }
}

#[test]
fn letters_may_have_two_bytes() {
    let both = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    for (data, expected) in [
        (both("gates"), &["gates"][..]),
        ([b"x".as_slice(), &both("gates")].concat(), &["gates"]),
        // Three letters stand side by side by chance, and signs that are no letters part what is.
        (both("gat"), &[]),
        (both("gate\u{7}café\n\tguns"), &["gate", "café", "guns"]),
        (both("gateжcafé"), &["gate", "café"]),
        (both("gateɐcafé"), &["gate", "café"]),
        (both("gateɏcafé"), &["gateɏcafé"]),
        (b"gates".to_vec(), &[]),
    ] {
        assert_eq!(wide(&data), expected, "{data:?}");
    }
}
