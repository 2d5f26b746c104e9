//! What the content of a page may hold at most, and what stands where it may not.

use super::*;

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
