//! Letters that are drawings: what may draw them, where they stand, and what is written of them.

use super::super::super::specimen::{dict, printed, stream};
use super::*;

fn drawn(scale: [f64; 2]) -> Drawn {
    Drawn {
        scale,
        letters: BTreeMap::new(),
    }
}

fn written(scale: [f64; 2], content: &str) -> Result<String, &'static str> {
    drawn(scale)
        .drawing(content.as_bytes())
        .map(|letter| String::from_utf8(letter.content).unwrap())
        .map_err(|unclean| unclean.code)
}

#[test]
fn letters_are_outlines_that_are_filled() {
    for content in [
        "500 0 d0\n",
        "500 0 0 0 9 9 d1\n1 2 m\n3 4 l\n5 6 7 8 9 10 c\n1 2 3 4 v\n5 6 7 8 y\nh\nf\n",
        "500 0 d0\n1 2 3 4 re\nF\n5 6 7 8 re\nf*\n",
    ] {
        assert_eq!(written([1.0, 1.0], content).as_deref(), Ok(content));
    }
    for content in [
        "",
        // Not how wide it is, or that twice, late or not in full.
        "1 2 m 3 4 l f",
        "f",
        "h f",
        "5 0 d0 5 0 d0",
        "5 0 0 0 9 9 d1 5 0 0 0 9 9 d1",
        "5 d0",
        "5 0 1 d0",
        "5 0 0 0 9 d1",
        "5 0 0 0 9 9 9 d1",
        "(5) 0 d0",
        // Nothing is filled, or goes on from nowhere, or too much or too little is said.
        "5 0 d0 1 2 m 3 4 l",
        "5 0 d0 1 2 m 3 4 l f 1 2 m",
        "5 0 d0 3 4 l f",
        "5 0 d0 1 2 3 4 v f",
        "5 0 d0 1 2 m 3 l f",
        "5 0 d0 1 2 m 3 4 5 l f",
        "5 0 d0 1 2 m 3 4 l 1 f",
        "5 0 d0 1 2 m 3 4 l 1 h f",
        "5 0 d0 1 2 3 4 5 6 7 c f",
        "5 0 d0 1",
        "5 0 d0 (text) Tj",
        // What is no outline: colours, lines, pictures, names, marks.
        "5 0 d0 1 g 1 2 3 4 re f",
        "5 0 d0 1 2 3 4 re S",
        "5 0 d0 1 2 3 4 re W n",
        "5 0 d0 1 2 3 4 re n",
        "5 0 d0 q 1 2 3 4 re f Q",
        "5 0 d0 /X Do",
        "5 0 d0 /Span BMC 1 2 3 4 re f EMC",
        "5 0 d0 BI /W 1 /H 1 ID x EI",
        "5 0 d0 BT (x) Tj ET",
        "5 0 d0 \u{e9}",
        "5 0 d0 <1",
    ] {
        assert_eq!(written([1.0, 1.0], content), Err("pdf-font"), "{content}");
    }
    for (count, expected) in [(PARTS - 1, None), (PARTS, Some("pdf-large"))] {
        let content = format!("5 0 d0{}", " f".repeat(count));
        assert_eq!(written([1.0, 1.0], &content).err(), expected, "{count}");
    }
}

/// Units of any size become thousandths, and what is drawn downwards is turned round.
#[test]
fn drawings_have_one_scale() {
    for (scale, content, expected) in [
        (
            [0.5, -0.5],
            "500 0 100 -880 900 120 d1 100 -880 m 7 8 l f",
            "250 0 50 -60 450 440 d1\n50 440 m\n3.5 -4 l\nf\n",
        ),
        (
            [0.5, 0.5],
            "500 0 900 120 100 -880 d1 1 2 30 40 re f",
            "250 0 50 -440 450 60 d1\n0.5 1 15 20 re\nf\n",
        ),
        ([1.0, 1.0], "500.126 0.004 d0", "500.13 0 d0\n"),
    ] {
        let once = written(scale, content).unwrap();
        assert_eq!(once, expected);
        assert_eq!(written([1.0, 1.0], &once), Ok(once));
    }
}

fn read(text: &str) -> Result<Drawn, &'static str> {
    let names = BTreeMap::from([
        (65, b"a".to_vec()),
        (66, b"b".to_vec()),
        (67, b"c".to_vec()),
    ]);
    Drawn::read(&File::default(), &dict(text), &names).map_err(|unclean| unclean.code)
}

#[test]
fn fonts_say_how_large_their_units_are() {
    let with = |map: &str| read(&format!("<</FontMatrix[{map}]/CharProcs<</a 1/c 2>>>>"));
    for (map, scale) in [
        ("0.001 0 0 0.001 0 0", [1.0, 1.0]),
        (
            ".00048828125 0 0 -.00048828125 0 0",
            [0.488_281_25, -0.488_281_25],
        ),
        ("1 0 0 1 0 0", [1000.0, 1000.0]),
        ("100 0 0 99 0 0", [100_000.0, 99_000.0]),
        ("1 0 0 .991 0 0", [1000.0, 991.0]),
        ("1 0 0 -1.009 0 0", [1000.0, -1009.0]),
    ] {
        let drawn = with(map).unwrap();
        assert_eq!(
            printed(&Object::numbers(&drawn.scale)),
            printed(&Object::numbers(&scale)),
            "{map}"
        );
        let codes: Vec<u8> = drawn.letters.keys().copied().collect();
        assert_eq!(codes, [65, 67]);
    }
    for map in [
        "1 0 0 .989 0 0",
        "1 0 0 1.011 0 0",
        "-1 0 0 1 0 0",
        "0 0 0 0 0 0",
        "1 .1 0 1 0 0",
        "1 0 .1 1 0 0",
        "1 0 0 1 .1 0",
        "1 0 0 1 0 .1",
        "1 0 0 1 0",
        "1 0 0 1 0 0 0",
        "",
    ] {
        assert_eq!(with(map).err(), Some("pdf-font"), "{map}");
    }
    for text in [
        "<</CharProcs<<>>>>",
        "<</FontMatrix[1 0 0 1 0 0]>>",
        "<</FontMatrix[1 0 0 1 0 0]/CharProcs 7>>",
    ] {
        assert_eq!(read(text).err(), Some("pdf-font"), "{text}");
    }
    let half = drawn([0.5, -0.5]);
    assert_eq!(Object::Number(half.width(501.25)), Object::Number(250.63));
}

/// What is written of letters: each by its drawing, what it means, and its width.
fn letters(scale: [f64; 2], all: &[(u8, Option<&str>, &str)]) -> Result<String, &'static str> {
    let mut drawn = drawn(scale);
    for (code, content, _) in all {
        if let Some(content) = content {
            let drawing = stream("<<>>", content.as_bytes());
            drawn.letters.insert(*code, drawing);
        }
    }
    let used = all
        .iter()
        .map(|(code, _, text)| (u32::from(*code), *text, 500.0));
    let mut builder = Builder::default();
    let mut out = Dict::default();
    drawn
        .write(&File::default(), &mut builder, used, &mut out)
        .map_err(|unclean| unclean.code)?;
    Ok(printed(&Object::Dict(out)))
}

#[test]
fn drawings_are_written_by_code() {
    assert_eq!(
        letters(
            [0.5, -0.5],
            &[
                (65, Some("1000 0 d0 -20 10 200 -400 re f"), "A"),
                (66, Some("1000 0 d0 0 0 1000 40 re f"), "-"),
                (32, None, " "),
                (33, Some("1000 0 d0"), "\u{a0}"),
                (34, None, "\u{200d}"),
            ]
        )
        .as_deref(),
        Ok(
            "<</CharProcs <</G32 3 0 R/G33 4 0 R/G34 5 0 R/G65 1 0 R/G66 2 0 R>>\
            /Encoding <</Differences [65 /G65 66 /G66 32 /G32 33 /G33 34 /G34]>>\
            /FontBBox [-10 -20 500 195]/FontMatrix [0.001 0 0 0.001 0 0]/Subtype /Type3>>"
        )
    );
    let empty = letters([1.0, 1.0], &[(32, None, " ")]).unwrap();
    assert!(empty.contains("/FontBBox [0 0 0 0]"), "{empty}");
    // A letter that a reader would look for elsewhere.
    let mut lost = drawn([1.0, 1.0]);
    lost.letters.insert(65, Object::Number(7.0));
    assert!(lost.letter(&File::default(), 65, 500.0).is_err());
    let plain = lost.letter(&File::default(), 66, 500.5).unwrap();
    assert_eq!(plain.content, b"500.5 0 d0\n");
}

#[test]
fn letters_show_what_they_say() {
    for (content, is_seen) in [
        (Some("0 0 40 10 re f"), true),
        (Some("0 0 10 40 re f"), true),
        (Some("0 0 39 39 re f"), false),
        (Some("100 0 39 39 re f"), false),
        (Some("0 100 39 39 re f"), false),
        (Some(""), false),
        (None, false),
        // Next to where it stands.
        (Some("-1100 0 99 500 re f"), false),
        (Some("-1100 0 100 500 re f"), true),
        (Some("1500 0 99 500 re f"), true),
        (Some("1501 0 99 500 re f"), false),
        (Some("0 -1100 99 99 re f"), false),
        (Some("0 -1100 99 100 re f"), true),
        (Some("0 2000 99 500 re f"), true),
        (Some("0 2001 99 500 re f"), false),
    ] {
        let drawing = content.map(|content| format!("500 0 d0 {content}"));
        let got = letters([1.0, 1.0], &[(65, drawing.as_deref(), "A")]);
        let expected = if is_seen {
            None
        } else {
            Some("attachment-text-invisible")
        };
        assert_eq!(got.err(), expected, "{content:?}");
    }
}
