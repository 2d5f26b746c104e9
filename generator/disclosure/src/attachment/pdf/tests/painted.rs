//! What is painted on a page: written anew as it was, and looked at where it lies.

use super::super::file::File;
use super::super::filter::Data;
use super::super::object::Object;
use super::made::{Pdf, WORDS, stream, with};
use super::{clean, passes, refused};

/// The content of the first page of a file, cleaned.
#[track_caller]
fn written(pdf: &Pdf) -> String {
    passes(pdf);
    let bytes = clean(&pdf.bytes()).unwrap().bytes;
    let file = File::read(&bytes).unwrap();
    let get = |dict, key| file.get(dict, key).unwrap();
    let Object::Dict(pages) = get(file.catalog().unwrap(), "Pages") else {
        panic!("no pages")
    };
    let Object::List(kids) = get(pages, "Kids") else {
        panic!("no list")
    };
    let page = file.dict(&kids[0]).unwrap();
    let Data::Plain(data) = file
        .open(file.stream(get(page, "Contents")).unwrap())
        .unwrap()
    else {
        panic!("no content")
    };
    String::from_utf8(data).unwrap()
}

const COLOURS: &str = "/ColorSpace<</Ink[/Separation/SECRET/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 0 .5]>>]\
    /Table[/Indexed/DeviceRGB 1<0000ff00ff00>]/Own[/Pattern/DeviceRGB]>>\
    /Pattern<</Way 6 0 R/Tiles 7 0 R>>/Shading<</Light 8 0 R>>/ExtGState<</Half<</ca .5/CA .25>>>>";
const WAY: &str = "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 300 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/N 1>>>>";

fn coloured(content: &str) -> Pdf {
    Pdf {
        resources: COLOURS,
        more: vec![
            (
                6,
                format!("<</Type/Pattern/PatternType 2/Matrix[2 0 0 2 0 0]/Shading{WAY}>>"),
            ),
            stream(7, "/PatternType 1", "0 0 9 9 re f"),
            (8, WAY.to_owned()),
        ],
        ..with(content)
    }
}

#[test]
fn colours_are_written_as_those_of_devices() {
    for (content, expected) in [
        (".5 g", "0.5 g"),
        (".5 G", "0.5 G"),
        ("1 .5 0 rg", "1 0.5 0 rg"),
        ("1 .5 0 RG", "1 0.5 0 RG"),
        ("0 1 .5 .25 k", "0 1 0.5 0.25 k"),
        ("0 1 .5 .25 K", "0 1 0.5 0.25 K"),
        ("/DeviceRGB cs 1 .5 0 sc", "0 0 0 rg\n1 0.5 0 rg"),
        ("/DeviceCMYK CS 0 1 .5 .25 SC", "0 0 0 1 K\n0 1 0.5 0.25 K"),
        ("/DeviceGray CS .5 SCN", "0 G\n0.5 G"),
        ("/Ink cs .5 scn", "0 1 0 0.5 k\n0 0.5 0 0.25 k"),
        ("/Ink CS .5 SCN", "0 1 0 0.5 K\n0 0.5 0 0.25 K"),
        ("/Table cs 1 sc", "0 0 1 rg\n0 1 0 rg"),
        ("/Table CS 1 SC", "0 0 1 RG\n0 1 0 RG"),
        ("/Pattern cs /Way scn", "/Pattern cs\n/P1 scn"),
        ("/Own cs /Way scn", "/Pattern cs\n/P1 scn"),
        ("/Pattern CS /Way SCN", "/Pattern CS\n/P1 SCN"),
        ("/Light sh", "/S1 sh"),
        ("/Half gs", "/G1 gs"),
    ] {
        let content = format!("{content} 10 10 5 5 re B");
        let written = written(&coloured(&content));
        assert_eq!(
            written,
            format!("{expected}\n10 10 5 5 re\nB\n"),
            "{content}"
        );
    }
    let bytes = clean(&coloured("/Pattern cs /Way scn 10 10 5 5 re f /Light sh").bytes())
        .unwrap()
        .bytes;
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/Pattern <</P1 "), "{text}");
    assert!(text.contains("/Shading <</S2 "), "{text}");
    assert!(
        text.contains("<</Matrix [2 0 0 2 0 0]/PatternType 2/Shading <<"),
        "{text}"
    );
    for (content, code) in [
        ("/Pattern cs /Tiles scn 10 10 5 5 re f", "pdf-unknown"),
        ("/Pattern cs /Nothing scn 10 10 5 5 re f", "pdf-damaged"),
        // Paint of a pattern that was not named: some viewers show nothing, and some the last colour.
        (
            "1 g /Pattern cs BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "pdf-unknown",
        ),
        ("/Pattern cs 10 10 5 5 re f", "pdf-unknown"),
        ("/Pattern CS 10 10 5 5 re S", "pdf-unknown"),
        ("1 rg 10 10 5 5 re f", "pdf-damaged"),
        ("/Table cs 2 sc 10 10 5 5 re f", "pdf-unknown"),
        ("/Lab cs 10 10 5 5 re f", "pdf-unknown"),
        (
            "/Pattern cs /Way scn BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-on-picture",
        ),
    ] {
        refused(&coloured(content).bytes(), code);
    }
}

#[test]
fn colours_are_looked_at_as_they_are_written() {
    for (content, code) in [
        (
            "0 0 0 0 k BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("attachment-text-faint"),
        ),
        ("0 0 0 .5 k BT /F1 12 Tf 20 100 Td (Some words) Tj ET", None),
        (
            "/Ink cs 0 scn BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("attachment-text-faint"),
        ),
        ("/Ink cs BT /F1 12 Tf 20 100 Td (Some words) Tj ET", None),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET /Pattern cs /Way scn 10 90 200 30 re f",
            Some("attachment-text-covered"),
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET /Light sh",
            Some("attachment-text-covered"),
        ),
        (
            "/Light sh BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("attachment-text-faint"),
        ),
        // Letters that are drawn round, and not filled.
        ("1 g 1 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET", None),
        (
            "1 G 1 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("attachment-text-faint"),
        ),
        ("1 G 2 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET", None),
        // Lines round letters, so thick that nothing of them is left; what lets through is none.
        (
            "1 G 1.3 w 2 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("attachment-text-faint"),
        ),
        (
            "1 G 1.1 w 2 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            None,
        ),
        (
            "1 G .65 w 2 Tr q 2 0 0 2 0 0 cm BT /F1 6 Tf 10 50 Td (Some words) Tj ET Q",
            Some("attachment-text-faint"),
        ),
        (
            "1 g 1.3 w 2 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            None,
        ),
        (
            "1 g 1.1 w 2 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("attachment-text-faint"),
        ),
        (
            "/Half gs 1 G 9 w 2 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            None,
        ),
        (
            "4 Tr BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            Some("pdf-unknown"),
        ),
        ("8 Tr", Some("pdf-damaged")),
    ] {
        match code {
            Some(code) => refused(&coloured(content).bytes(), code),
            None => assert_eq!(passes(&coloured(content)), "Some words", "{content}"),
        }
    }
    let unclean = clean(&with("BI /W 1 /H 1 ID x EI").bytes()).unwrap_err();
    assert!(
        unclean
            .message
            .contains("a picture within the text of a page"),
        "{unclean:?}"
    );
}

#[test]
fn curves_bulge_as_they_are_drawn() {
    // Where a rectangle of the same numbers would lie upon the words, these curves do not, and the other way round.
    for operator in ["v", "y"] {
        let content = format!("{WORDS} 10 10 m 10 90 200 30 {operator} f");
        assert!(
            written(&with(&content)).ends_with(&format!("10 10 m\n10 90 200 30 {operator}\nf\n"))
        );
    }
    for path in [
        "0 80 m 150 300 300 80 v",
        "0 80 m 150 300 300 80 y",
        "0 80 m 0 300 300 300 300 80 c",
    ] {
        refused(
            &with(&format!("{WORDS} {path} f")).bytes(),
            "attachment-text-covered",
        );
    }
    for path in [
        "1 2 3 4 v",
        "1 2 3 4 y",
        "1 2 l",
        "1 2 3 4 5 6 c",
        "1 m",
        "1 2 3 re",
        "1 2 m 1 h",
    ] {
        refused(&with(&format!("{path} f")).bytes(), "pdf-damaged");
    }
}

#[test]
fn lines_of_text_stand_where_they_are_put() {
    let long = "letters ".repeat(9);
    for (content, text) in [
        // Down by the distance that was set, or by that of the last line.
        (
            "14 TL 20 190 Td (Some) Tj T* (words) Tj".to_owned(),
            "Some\nwords",
        ),
        (
            "20 180 Td (Some) Tj 0 -10 TD (more) Tj T* T* T* (words) Tj".to_owned(),
            "Some\nmore\nwords",
        ),
        // Half as wide, so that all of it is on the page.
        (format!("50 Tz 20 100 Td ({long}) Tj"), long.trim_end()),
        // So much more behind each letter, and behind each space; as wide as all else.
        ("20 Tc 20 100 Td (Some) Tj".to_owned(), "S o m e"),
        ("50 Tz 3 Tc 20 100 Td (Some) Tj".to_owned(), "Some"),
        ("40 Tw 20 100 Td (a b c) Tj".to_owned(), "a b c"),
        ("90 Tw 20 100 Td (Someword) Tj".to_owned(), "Someword"),
        (
            "50 Tz 20 Tc 20 100 Td (letters) Tj".to_owned(),
            "l e t t e r s",
        ),
        (
            "50 Tz 20 100 Td [(Some) -20000 (words)] TJ".to_owned(),
            "Some\nwords",
        ),
        ("60 Ts 20 100 Td (Some words) Tj".to_owned(), "Some words"),
        ("-80 Ts 20 100 Td (Some words) Tj".to_owned(), "Some words"),
    ] {
        assert_eq!(
            passes(&with(&format!("BT /F1 12 Tf {content} ET"))),
            text,
            "{content}"
        );
    }
    for content in [
        format!("20 100 Td ({long}) Tj"),
        format!("20 Tc 50 Tz 20 100 Td ({long}) Tj"),
        format!("60 Tw 50 Tz 20 100 Td ({long}) Tj"),
        "-14 TL 20 190 Td (Some) Tj T* (words) Tj".to_owned(),
        "120 Ts 20 100 Td (Some words) Tj".to_owned(),
        "-120 Ts 20 100 Td (Some words) Tj".to_owned(),
    ] {
        let pdf = with(&format!("BT /F1 12 Tf {content} ET"));
        refused(&pdf.bytes(), "attachment-text-outside");
    }
}

#[test]
fn lines_are_as_wide_as_all_that_is_drawn() {
    for (line, covers) in [
        ("q .1 0 0 .1 0 0 cm 200 w 0 600 m 3000 600 l S Q", false),
        ("q .1 0 0 .1 0 0 cm 200 w 0 1040 m 3000 1040 l S Q", true),
        ("q 2 0 0 2 0 0 cm 10 w 0 30 m 150 30 l S Q", false),
        ("q 2 0 0 2 0 0 cm 10 w 0 52 m 150 52 l S Q", true),
        ("20 w 0 60 m 300 60 l S", false),
        ("20 w 0 104 m 300 104 l S", true),
    ] {
        let pdf = with(&format!("{WORDS} {line}"));
        if covers {
            refused(&pdf.bytes(), "attachment-text-covered");
        } else {
            assert_eq!(passes(&pdf), "Some words", "{line}");
        }
    }
}

fn form(dict: &'static str, content: &str, place: &str) -> Pdf {
    Pdf {
        resources: "/XObject<</X 6 0 R>>/ExtGState<</Half<</ca .5>>>>",
        more: vec![
            stream(
                6,
                &format!(
                    "/Subtype/Form{dict}/Resources<</Font<</F1 5 0 R>>/ExtGState<</Most<</ca .9>>>>/Pattern<</Way 7 0 R>>/Shading<</Light 8 0 R>>>>"
                ),
                content,
            ),
            (7, format!("<</PatternType 2/Shading{WAY}>>")),
            (8, WAY.to_owned()),
        ],
        ..with(place)
    }
}

#[test]
fn forms_are_cut_off_by_their_frames() {
    let words = "BT /F1 12 Tf 110 100 Td (Some words) Tj ET";
    assert_eq!(
        passes(&form("/BBox[60 60 200 150]", words, "/X Do")),
        "Some words"
    );
    for frame in ["/BBox[60 0 100 200]", "/BBox[0 60 300 90]"] {
        refused(
            &form(frame, words, "/X Do").bytes(),
            "attachment-text-outside",
        );
    }
    for (frame, kept) in [
        ("/BBox[0 0 300 200]/Matrix[1 0 0 1 0 9]", true),
        ("/BBox[0 0 300 200]/Matrix[1 0 0 1 0 0]", false),
        ("/BBox[0 0 300 200]", false),
    ] {
        let pdf = form(frame, words, "/X Do");
        passes(&pdf);
        let bytes = clean(&pdf.bytes()).unwrap().bytes;
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.contains("/Matrix [1 0 0 1 0 9]"), kept, "{text}");
        assert_eq!(text.contains("/Matrix"), kept, "{text}");
    }
    refused(
        &form("/BBox[0 0 300]", words, "/X Do").bytes(),
        "pdf-damaged",
    );
    refused(
        &form("/BBox[0 0 300 200]/Matrix[1 0 0]", words, "/X Do").bytes(),
        "pdf-damaged",
    );
}

/// White words stand out from a dark gradient as far as it goes, and lie on white paper beyond.
#[test]
fn words_stand_on_gradients_where_they_are() {
    let dark = |way: &str| {
        format!(
            "<<{way}/ColorSpace/DeviceGray/Function<</FunctionType 2/Domain[0 1]/N 1/C1[.2]>>>>"
        )
    };
    let line = |ends: &str| dark(&format!("/ShadingType 2/Coords[0 0 100 0]{ends}"));
    let near = "1 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET";
    let beyond = "1 g BT /F1 12 Tf 120 100 Td (Some words) Tj ET";
    let page = "0 0 300 200 re";
    for (way, matrix, paint, words, stand_out) in [
        (line(""), "", "/Way sh", near, true),
        (line(""), "", "/Way sh", beyond, false),
        (line("/Extend[false true]"), "", "/Way sh", beyond, true),
        (line("/BBox[0 0 300 50]"), "", "/Way sh", near, false),
        (line(""), "", "q 2 0 0 2 0 0 cm /Way sh Q", near, true),
        (line(""), "", "q .5 0 0 .5 0 0 cm /Way sh Q", near, false),
        (line(""), "", "/Pattern cs /Own scn PAGE f", near, true),
        (line(""), "", "/Pattern cs /Own scn PAGE f", beyond, false),
        (
            line(""),
            "/Matrix[1 0 0 1 100 0]",
            "/Pattern cs /Own scn PAGE f",
            near,
            false,
        ),
        (
            line(""),
            "/Matrix[1 0 0 1 100 0]",
            "/Pattern cs /Own scn PAGE f",
            beyond,
            true,
        ),
        // A pattern stays in its plane, whatever moves what is painted with it.
        (
            line(""),
            "",
            "q .5 0 0 .5 0 0 cm /Pattern cs /Own scn 0 0 600 400 re f Q",
            near,
            true,
        ),
        (
            line(""),
            "",
            "/Pattern CS /Own SCN 200 w 0 100 m 300 100 l S",
            near,
            true,
        ),
        (
            line(""),
            "",
            "/Pattern CS /Own SCN 200 w 0 100 m 300 100 l S",
            beyond,
            false,
        ),
        (
            dark("/ShadingType 3/Coords[50 100 0 50 100 60]"),
            "",
            "/Way sh",
            near,
            true,
        ),
        (
            dark("/ShadingType 3/Coords[50 100 0 50 100 60]"),
            "",
            "/Way sh",
            beyond,
            false,
        ),
    ] {
        let paint = paint.replace("PAGE", page);
        let pdf = Pdf {
            resources: "/Shading<</Way 6 0 R>>/Pattern<</Own 7 0 R>>",
            more: vec![
                (6, way.clone()),
                (7, format!("<</PatternType 2{matrix}/Shading{way}>>")),
            ],
            ..with(&format!("{paint} {words}"))
        };
        if stand_out {
            assert_eq!(passes(&pdf), "Some words", "{way} {matrix} {paint}");
        } else {
            refused(&pdf.bytes(), "attachment-text-faint");
        }
    }
    // A line with gaps, and one without.
    for (dashes, code) in [("[1 900]", Some("attachment-text-faint")), ("[]", None)] {
        let pdf = with(&format!("{dashes} 0 d 30 w 0 104 m 300 104 l S {near}"));
        match code {
            Some(code) => refused(&pdf.bytes(), code),
            None => assert_eq!(passes(&pdf), "Some words"),
        }
    }
    // Circles beside each other paint what nobody tells here.
    let cone = Pdf {
        resources: "/Shading<</Way 6 0 R>>",
        more: vec![(6, dark("/ShadingType 3/Coords[0 100 5 200 100 60]"))],
        ..with(&format!("/Way sh {near}"))
    };
    refused(&cone.bytes(), "attachment-text-on-picture");
}

/// Whatever is said of opacity, nothing covers more than all; and letters are as wide as they are high, more or less.
#[test]
fn words_are_not_thinned_out() {
    let pdf = Pdf {
        resources: "/XObject<</X 6 0 R>>/ExtGState<</Hardly<</ca .02/CA .02>>>>",
        more: vec![stream(
            6,
            "/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency>>/Resources<</Font<</F1 5 0 R>>/ExtGState<</More<</ca 50/CA 50/LW 5>>>>>>",
            &format!("/More gs {WORDS}"),
        )],
        ..with("/Hardly gs /X Do")
    };
    refused(&pdf.bytes(), "attachment-text-faint");
    let bytes = Pdf {
        content: "/X Do".to_owned(),
        ..pdf
    }
    .bytes();
    let cleaned = clean(&bytes).unwrap().bytes;
    assert!(String::from_utf8_lossy(&cleaned).contains("<</CA 1/LW 5/ca 1>>"));
    for (content, code) in [
        ("60 Tz 20 100 Td", None),
        ("12 0 3 12 20 100 Tm", None),
        ("0 Tz 20 100 Td", Some("attachment-text-tiny")),
        ("10 Tz 20 100 Td", Some("attachment-text-tiny")),
        (".1 0 0 1 20 100 Tm", Some("attachment-text-tiny")),
        ("1 0 0 .1 20 100 Tm", Some("attachment-text-tiny")),
        ("1 1 1 1.01 20 100 Tm", Some("attachment-text-tiny")),
    ] {
        let size = if content.starts_with("12") { 1 } else { 12 };
        let pdf = with(&format!("BT /F1 {size} Tf {content} (Some words) Tj ET"));
        match code {
            None => assert_eq!(passes(&pdf), "Some words", "{content}"),
            Some(code) => refused(&pdf.bytes(), code),
        }
    }
}

/// Half of nearly all of the light comes through, whether the paint has one colour or more.
#[test]
fn groups_let_through_what_is_below() {
    let area = "10 90 200 30 re f";
    for cover in [
        format!("/Most gs 1 1 0 rg {area}"),
        format!("/Most gs /Pattern cs /Way scn {area}"),
        "/Most gs /Light sh".to_owned(),
    ] {
        let group = "/BBox[0 0 300 200]/Group<</S/Transparency>>";
        passes(&form(group, &cover, &format!("{WORDS} /Half gs /X Do")));
        refused(
            &form(group, &cover, &format!("{WORDS} /X Do")).bytes(),
            "attachment-text-covered",
        );
        // Without a group each part lets through by itself.
        refused(
            &form(
                "/BBox[0 0 300 200]",
                &cover,
                &format!("{WORDS} /Half gs /X Do"),
            )
            .bytes(),
            "attachment-text-covered",
        );
    }
}

/// Letters that are drawings, in units of which two thousand are their size.
fn drawn(font: &str, content: &str) -> Vec<u8> {
    let pdf = Pdf {
        more: vec![
            (
                6,
                format!(
                    "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.0005 0 0 .0005 0 0]/CharProcs<</a 7 0 R/b 7 0 R>>/FirstChar 65/Widths[1000 1000]{font}>>"
                ),
            ),
            stream(7, "", "1000 0 0 0 900 1400 d1 0 0 900 1400 re f"),
            stream(8, "", "2 beginbfchar <41> <0050> <42> <0051> endbfchar"),
        ],
        ..with(content)
    };
    let text = String::from_utf8(pdf.bytes()).unwrap();
    text.replace("/F1 5 0 R", "/F1 6 0 R").into_bytes()
}

#[test]
fn letters_that_are_drawings_are_seen_as_others_are() {
    let font = "/Encoding<</Differences[65/a/b]>>/ToUnicode 8 0 R";
    let code = |unclean: crate::attachment::Unclean| unclean.code;
    let text = |content: &str| {
        clean(&drawn(font, content))
            .map(|cleaned| cleaned.text)
            .map_err(code)
    };
    for (content, expected) in [
        ("BT /F1 12 Tf 20 100 Td (AB) Tj ET", Ok("PQ")),
        // A letter is half as wide as its size.
        ("BT /F1 12 Tf 20 100 Td (A) Tj 9 0 Td (B) Tj ET", Ok("P Q")),
        ("BT /F1 12 Tf 20 100 Td (A) Tj 7 0 Td (B) Tj ET", Ok("PQ")),
        ("BT /F1 12 Tf 20 100 Td (ABC) Tj ET", Err("pdf-font")),
        (
            "BT /F1 12 Tf 20 100 Td (AB) Tj ET 10 90 200 30 re f",
            Err("attachment-text-covered"),
        ),
        (
            "1 g BT /F1 12 Tf 20 100 Td (AB) Tj ET",
            Err("attachment-text-faint"),
        ),
        // They are filled, also where other letters would be drawn round.
        ("1 G 9 w 1 Tr BT /F1 12 Tf 20 100 Td (AB) Tj ET", Ok("PQ")),
        ("1 G 9 w 2 Tr BT /F1 12 Tf 20 100 Td (AB) Tj ET", Ok("PQ")),
        (
            "1 g 1 Tr BT /F1 12 Tf 20 100 Td (AB) Tj ET",
            Err("attachment-text-faint"),
        ),
        (
            "3 Tr BT /F1 12 Tf 20 100 Td (AB) Tj ET",
            Err("attachment-text-invisible"),
        ),
    ] {
        assert_eq!(text(content).as_deref(), expected.as_deref(), "{content}");
    }
    let bytes = clean(&drawn(font, "BT /F1 12 Tf 20 100 Td (A) Tj ET"))
        .unwrap()
        .bytes;
    assert_eq!(
        clean(&bytes).map(|cleaned| cleaned.bytes),
        Ok(bytes.clone())
    );
    let written = String::from_utf8_lossy(&bytes);
    for part in [
        "/CharProcs <</G65 ",
        "/Encoding <</Differences [65 /G65]>>",
        "/FirstChar 65",
        "/FontBBox [0 0 450 700]",
        "/FontMatrix [0.001 0 0 0.001 0 0]",
        "/LastChar 66",
        "/Subtype /Type3",
        "/Widths [500 500]",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    for font in [
        // They mean what a map says, and not what they are called.
        "/Encoding<</Differences[65/a/b]>>",
        "/ToUnicode 8 0 R",
        "/Encoding/WinAnsiEncoding/ToUnicode 8 0 R",
        "/Encoding<</Differences[65/c/d]>>/ToUnicode 8 0 R/Mystery 1",
    ] {
        let content = "BT /F1 12 Tf 20 100 Td (AB) Tj ET";
        assert!(clean(&drawn(font, content)).is_err(), "{font}");
    }
    let nothing = "/Encoding<</Differences[65/c/d]>>/ToUnicode 8 0 R";
    let got = clean(&drawn(nothing, "BT /F1 12 Tf 20 100 Td (AB) Tj ET"));
    assert_eq!(got.map_err(code).err(), Some("attachment-text-invisible"));
}

#[test]
fn pages_are_turned_by_quarters() {
    for (page, kept) in [
        ("/Rotate 90", Some("/Rotate 90")),
        ("/Rotate -90", Some("/Rotate 270")),
        ("/Rotate 540", Some("/Rotate 180")),
        ("/Rotate 0", None),
        ("/Rotate 360", None),
        ("", None),
    ] {
        let pdf = Pdf {
            page,
            ..with(WORDS)
        };
        passes(&pdf);
        let bytes = clean(&pdf.bytes()).unwrap().bytes;
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.contains("/Rotate"), kept.is_some(), "{page}");
        assert!(text.contains(kept.unwrap_or_default()), "{page}");
    }
}
