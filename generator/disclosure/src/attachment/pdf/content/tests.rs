//! What the content of a page may hold at most, and what stands where it may not.

use super::*;
use crate::attachment::canvas::Point;

/// What becomes of the content of a page, where it may have so many operators.
fn walked(content: &str, operators: usize) -> Result<String, &'static str> {
    let file = File::default();
    let mut walk = Walk::new(&file);
    walk.operators = Budget::of(operators);
    let page = Bounds::of(&[Point::new(0.0, 0.0), Point::new(300.0, 200.0)]);
    walk.page(1, page, content.as_bytes(), None)
        .map(|(written, _)| String::from_utf8(written).unwrap())
        .map_err(|unclean| unclean.code)
}

#[test]
fn a_file_has_so_many_operators_and_no_more() {
    for (content, written) in [
        ("q Q", Ok("q\nQ\n")),
        ("q Q q", Ok("q\nQ\nq\nQ\n")),
        ("q Q q Q", Err("pdf-large")),
    ] {
        assert_eq!(walked(content, 3), written.map(str::to_owned), "{content}");
    }
}

#[test]
fn an_outline_has_so_many_parts_and_no_more() {
    let file = File::default();
    let page = Bounds::of(&[Point::new(0.0, 0.0), Point::new(300.0, 200.0)]);
    for (content, code) in [
        ("0 0 m 9 9 l 9 0 l f 0 0 m 9 9 l 9 0 l n", None),
        ("0 0 m 9 9 l 9 0 l h f", Some("pdf-large")),
        (
            "0 0 9 9 re 0 0 9 9 re 0 0 9 9 re 0 0 9 9 re S",
            Some("pdf-large"),
        ),
    ] {
        let mut walk = Walk::new(&file);
        walk.parts = 3;
        let got = walk.page(1, page, content.as_bytes(), None).err();
        assert_eq!(got.map(|unclean| unclean.code), code, "{content}");
    }
}

#[test]
fn so_many_areas_cut_off_what_is_painted_and_no_more() {
    let area = "0 0 300 200 re W n ";
    for (content, code) in [
        (area.repeat(CLIPS), None),
        (area.repeat(CLIPS + 1), Some("pdf-large")),
        (format!("q {area} Q ").repeat(CLIPS + 1), None),
    ] {
        assert_eq!(walked(&content, 5000).err(), code, "{content}");
    }
}

#[test]
fn operands_and_states_are_counted() {
    for (content, code) in [
        (format!("{}EMC", "1 ".repeat(64)), None),
        (format!("{}EMC", "1 ".repeat(65)), Some("pdf-damaged")),
        ("q ".repeat(STATES - 1), None),
        ("q ".repeat(STATES), Some("pdf-damaged")),
        // Gaps of lines have lengths.
        ("[3 1] 0 d".to_owned(), None),
        ("[3 /SECRET] 0 d".to_owned(), Some("pdf-damaged")),
        ("[3 (SECRET)] 0 d".to_owned(), Some("pdf-damaged")),
        // A text is begun and ended once, and no state of the page is kept or left within it.
        ("BT ET BT ET".to_owned(), None),
        ("BT BT ET".to_owned(), Some("pdf-damaged")),
        ("BT ET ET".to_owned(), Some("pdf-damaged")),
        ("BT q ET Q".to_owned(), Some("pdf-damaged")),
        ("q BT Q ET".to_owned(), Some("pdf-damaged")),
    ] {
        assert_eq!(walked(&content, 1000).err(), code, "{content}");
    }
}
