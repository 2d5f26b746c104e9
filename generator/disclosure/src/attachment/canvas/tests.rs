//! What hides what, told of areas and lines one by one.

use super::*;

fn page() -> Canvas {
    let corners = [Point::new(0.0, 0.0), Point::new(200.0, 200.0)];
    Canvas::new(Bounds::of(&corners), 1.0)
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Rc<Outline> {
    let mut out = Outline::default();
    out.rectangle(x, y, width, height, Matrix::IDENTITY);
    Rc::new(out)
}

fn line(from: (f64, f64), to: (f64, f64)) -> Rc<Outline> {
    let mut out = Outline::default();
    out.move_to(Point::new(from.0, from.1));
    out.line_to(Point::new(to.0, to.1));
    Rc::new(out)
}

const BLACK: Ink = Ink::Colour(Rgb::BLACK, 1.0);

/// A picture of 100 by 100 points in the corner of a page. It is looked at 3.125 points from its edges, and each 6.25 points.
fn pictured() -> Canvas {
    let mut canvas = page();
    let map = Matrix([100.0, 0.0, 0.0, 100.0, 0.0, 0.0]);
    canvas.picture(map, (2, 2), &Clip::new()).unwrap();
    canvas
}

#[test]
fn what_lies_upon_a_picture_hides_it() {
    for (area, hides) in [
        // Between the places that are looked at, and yet within.
        (rectangle(49.5, 49.5, 1.0, 1.0), true),
        (rectangle(20.0, 0.0, 2.0, 6.0), true),
        (rectangle(90.0, 90.0, 100.0, 100.0), true),
        // A frame and what lies beside it; corners that meet.
        (rectangle(0.0, 0.0, 1.0, 1.0), false),
        (rectangle(99.5, 40.0, 0.5, 20.0), false),
        (rectangle(100.0, 0.0, 100.0, 200.0), false),
        (rectangle(98.0, 98.0, 50.0, 50.0), false),
    ] {
        let mut canvas = pictured();
        canvas.area(Rc::clone(&area), BLACK, &Clip::new()).unwrap();
        let expected = if hides {
            Err(Hidden::PictureCovered)
        } else {
            Ok(())
        };
        assert_eq!(canvas.check(), expected, "{area:?}");
        // What is painted before lies below.
        let mut canvas = page();
        canvas.area(area, BLACK, &Clip::new()).unwrap();
        let map = Matrix([100.0, 0.0, 0.0, 100.0, 0.0, 0.0]);
        canvas.picture(map, (2, 2), &Clip::new()).unwrap();
        assert_eq!(canvas.check(), Ok(()));
    }
    for (lines, width, hides) in [
        // An arrow upon a picture marks something, and a bar strikes it out.
        (line((50.0, 0.0), (50.0, 100.0)), 1.0, false),
        (line((0.0, 3.125), (10.0, 3.125)), 1.0, false),
        (line((0.0, 3.125), (16.0, 3.125)), 1.0, true),
        (line((3.125, 50.0), (3.125, 100.0)), 1.0, true),
        // A broad line goes half as far to each side.
        (line((0.0, 105.0), (100.0, 105.0)), 16.0, false),
        (line((0.0, 105.0), (100.0, 105.0)), 18.0, true),
    ] {
        let mut canvas = pictured();
        canvas
            .lines(Rc::clone(&lines), (width, false), BLACK, &Clip::new())
            .unwrap();
        let expected = if hides {
            Err(Hidden::PictureCovered)
        } else {
            Ok(())
        };
        assert_eq!(canvas.check(), expected, "{lines:?}");
    }
}

/// An area with so many corners that lets everything through.
fn corners(count: u32) -> (Rc<Outline>, Ink) {
    let mut out = Outline::default();
    out.move_to(Point::new(0.0, 0.0));
    for at in 1..count {
        out.line_to(Point::new(f64::from(at % 100), f64::from(at % 7)));
    }
    (Rc::new(out), Ink::Colour(Rgb::BLACK, 0.1))
}

#[test]
fn what_takes_too_long_to_compare_is_refused() {
    // 256 places in so many areas of a thousand corners.
    for (areas, expected) in [(40, Ok(())), (300, Err(Hidden::TooComplex))] {
        let mut canvas = pictured();
        let (area, ink) = corners(1000);
        for _ in 0..areas {
            canvas
                .area(Rc::clone(&area), ink.clone(), &Clip::new())
                .unwrap();
        }
        assert_eq!(canvas.check(), expected, "{areas}");
    }
    // 65 places of a drawing in so many areas of ten thousand corners.
    for (areas, expected) in [(10, Ok(())), (100, Err(Hidden::TooComplex))] {
        let mut canvas = page();
        let mut drawing = Outline::default();
        drawing.move_to(Point::new(10.0, 1.0));
        for _ in 0..8 {
            drawing.curve_to(
                Point::new(20.0, 2.0),
                Point::new(30.0, 1.0),
                Point::new(10.0, 1.0),
            );
        }
        canvas.area(Rc::new(drawing), BLACK, &Clip::new()).unwrap();
        let (area, ink) = corners(10_000);
        for _ in 0..areas {
            canvas
                .area(Rc::clone(&area), ink.clone(), &Clip::new())
                .unwrap();
        }
        assert_eq!(canvas.check(), expected, "{areas}");
    }
}

#[test]
fn as_much_as_may_be_compared_is_compared() {
    let mut canvas = page();
    assert_eq!(canvas.work(WORK - 1), Ok(()));
    assert_eq!(canvas.work(1), Ok(()));
    assert_eq!(canvas.work(1), Err(Hidden::TooComplex));
    assert_eq!(canvas.work(usize::MAX), Err(Hidden::TooComplex));
    // So many letters in a frame of so many corners, of which the first is seen to be outside.
    for (letters, count, expected) in [
        (5_000, 10_000, Hidden::TextOutside),
        (7_000, 10_000, Hidden::TooComplex),
        (70_000, 1_000, Hidden::TooComplex),
        (70_000, 100, Hidden::TextOutside),
    ] {
        let (frame, _) = corners(count);
        let glyphs = vec![letter(150.0, 150.0); letters];
        assert_eq!(page().text(glyphs, BLACK, &vec![frame]), Err(expected));
    }
}

/// A letter of 20 points, seen at 3 and 7 points from its left, and from 1.6 to 8.8 points above its line.
fn letter(x: f64, y: f64) -> Glyph {
    Glyph {
        origin: Point::new(x, y),
        advance: Point::new(10.0, 0.0),
        up: Point::new(0.0, 20.0),
        em: Point::new(20.0, 0.0),
        letter: 'e',
    }
}

#[test]
fn half_of_a_letter_is_no_letter() {
    let white = Ink::Colour(Rgb::WHITE, 1.0);
    let (right, low, high) = (
        rectangle(55.0, 50.0, 10.0, 20.0),
        rectangle(50.0, 51.0, 5.0, 2.0),
        rectangle(50.0, 58.0, 5.0, 2.0),
    );
    for (areas, below, above) in [
        // White upon black, and black below it.
        (
            vec![&right],
            Err(Hidden::TextFaint),
            Err(Hidden::TextCovered),
        ),
        (vec![&right, &low], Ok(()), Err(Hidden::TextCovered)),
        (vec![&low, &high], Err(Hidden::TextFaint), Ok(())),
    ] {
        let mut canvas = page();
        for area in &areas {
            canvas.area(Rc::clone(area), BLACK, &Clip::new()).unwrap();
        }
        let glyphs = vec![letter(50.0, 50.0)];
        canvas
            .text(glyphs.clone(), white.clone(), &Clip::new())
            .unwrap();
        assert_eq!(canvas.check(), below, "{areas:?}");
        let mut canvas = page();
        canvas.text(glyphs, BLACK, &Clip::new()).unwrap();
        for area in &areas {
            canvas.area(Rc::clone(area), BLACK, &Clip::new()).unwrap();
        }
        assert_eq!(canvas.check(), above, "{areas:?}");
    }
}

/// Sizes are those of paper, whatever a page calls one.
#[test]
fn what_is_too_small_to_be_seen_is_refused() {
    let page = |unit: f64| {
        let corners = [Point::new(0.0, 0.0), Point::new(200.0, 200.0)];
        Canvas::new(Bounds::of(&corners), unit)
    };
    for (unit, size, readable) in [
        (1.0, 2.0, true),
        (1.0, 1.99, false),
        (4.0, 8.0, true),
        (4.0, 7.9, false),
        (0.5, 1.0, true),
        (0.5, 0.9, false),
    ] {
        let glyph = Glyph {
            up: Point::new(0.0, size),
            em: Point::new(size, 0.0),
            ..letter(50.0, 50.0)
        };
        let expected = if readable {
            Ok(())
        } else {
            Err(Hidden::TextTiny)
        };
        let got = page(unit).text(vec![glyph], BLACK, &Clip::new());
        assert_eq!(got, expected, "{size} of {unit}");
    }
    // More than 3600 points of a picture on an inch, which is 72 points of paper.
    for (unit, (width, height), pixels, visible) in [
        (1.0, (1.0, 50.0), (50, 2500), true),
        (1.0, (1.0, 50.0), (51, 2500), false),
        (1.0, (1.0, 50.0), (50, 2501), false),
        (2.0, (1.0, 50.0), (25, 1250), true),
        (2.0, (1.0, 50.0), (26, 1250), false),
        (0.5, (1.0, 50.0), (100, 5000), true),
        // A few colours are no detail.
        (1.0, (0.05, 50.0), (4, 4), true),
        (1.0, (0.05, 50.0), (5, 4), false),
    ] {
        let expected = if visible {
            Ok(())
        } else {
            Err(Hidden::PictureTiny)
        };
        let map = Matrix([width, 0.0, 0.0, height, 10.0, 10.0]);
        let got = page(unit).picture(map, pixels, &Clip::new());
        assert_eq!(got, expected, "{pixels:?} on {width} of {unit}");
    }
}

/// A drawing is seen where half of it is, also one of so many curves that not all of its places are looked at.
#[test]
fn half_a_drawing_is_seen() {
    for count in [30_u8, 128, 150, 200, 250] {
        let mut drawing = Outline::default();
        drawing.move_to(Point::new(10.0, 10.0));
        for at in 1..count {
            // It goes to and fro, and is seldom on the left.
            let x = if at % 22 == 0 { 10.0 } else { 150.0 };
            drawing.line_to(Point::new(x, f64::from(at % 7)));
        }
        drawing.curves = WRITING;
        for (right, expected) in [(100.0, Ok(())), (200.0, Err(Hidden::DrawingCovered))] {
            let mut canvas = page();
            let drawing = Rc::new(drawing.clone());
            canvas.area(drawing, BLACK, &Clip::new()).unwrap();
            let cover = rectangle(-1.0, -1.0, right, 100.0);
            canvas.area(cover, BLACK, &Clip::new()).unwrap();
            assert_eq!(canvas.check(), expected, "{count}, {right}");
        }
    }
}

/// White words on what was painted before, told by what they can be told from.
#[test]
fn words_are_told_from_all_that_may_lie_below() {
    let shades = |count: u8, from: f64| -> Rc<[Rgb]> {
        (0..count)
            .map(|at| Rgb::grey(from + f64::from(at) / 1000.0))
            .collect()
    };
    let mixed = |count: u8, opacity: f64| Ink::Mixed(shades(count, 0.1), opacity);
    for (inks, expected) in [
        (vec![BLACK], Ok(())),
        (vec![], Err(Hidden::TextFaint)),
        (vec![mixed(16, 1.0)], Ok(())),
        (vec![mixed(32, 1.0)], Ok(())),
        (vec![mixed(33, 1.0)], Err(Hidden::TextOnPicture)),
        // One upon the other hides it, or doubles what there may be.
        (vec![mixed(16, 1.0), mixed(16, 1.0), mixed(16, 1.0)], Ok(())),
        (
            vec![mixed(16, 1.0), mixed(16, 0.5)],
            Err(Hidden::TextOnPicture),
        ),
        (vec![mixed(2, 1.0), BLACK], Ok(())),
        (
            vec![BLACK, Ink::Mixed(shades(2, 0.99), 1.0)],
            Err(Hidden::TextFaint),
        ),
        (vec![BLACK, Ink::Unknown], Err(Hidden::TextOnPicture)),
    ] {
        let mut canvas = page();
        for ink in &inks {
            let area = rectangle(0.0, 0.0, 200.0, 200.0);
            canvas.area(area, ink.clone(), &Clip::new()).unwrap();
        }
        let white = Ink::Colour(Rgb::WHITE, 1.0);
        let glyphs = vec![letter(50.0, 50.0)];
        canvas.text(glyphs, white, &Clip::new()).unwrap();
        assert_eq!(canvas.check(), expected, "{inks:?}");
    }
}

/// Letters of ten points' width and a height, beside each other.
fn row(text: &str, (x, y): (f64, f64), size: f64, map: Matrix) -> Vec<Glyph> {
    let starts = (0_u8..).map(|at| x + f64::from(at) * size / 2.0);
    text.chars()
        .zip(starts)
        .filter(|(letter, _)| *letter != ' ')
        .map(|(letter, x)| Glyph {
            origin: map.apply(Point::new(x, y)),
            advance: map.way(size / 2.0, 0.0),
            up: map.way(0.0, size),
            em: map.way(size, 0.0),
            letter,
        })
        .collect()
}

#[test]
fn letters_over_letters_cannot_be_read() {
    let at = (20.0, 50.0);
    let (hidden, seen) = (true, false);
    for (under, over, place, size, opacity, expected) in [
        ("gate", "XXXX", at, 20.0, 1.0, hidden),
        ("gate", "XXXX", at, 20.0, 0.5, hidden),
        ("gate", "XXXX", at, 20.0, 0.49, seen),
        ("gate", "####", at, 20.0, 1.0, hidden),
        ("gate", "bolt", at, 20.0, 1.0, hidden),
        ("7 4 1", "X X X", at, 20.0, 1.0, hidden),
        ("g-a.t", "X X X", at, 20.0, 1.0, hidden),
        // Two letters may be labels that touch, and what is not in a row reads on.
        ("gate", "XX", at, 20.0, 1.0, seen),
        ("gate", "XX X", at, 20.0, 1.0, seen),
        ("gate", "XXX", at, 20.0, 1.0, hidden),
        // What is bold is written twice.
        ("gate", "gate", (20.5, 50.0), 20.0, 1.0, seen),
        ("gate", "gXXe", at, 20.0, 1.0, seen),
        // Accents, lines and signs are no letters; nor is what they stand upon.
        ("gate", "\u{b4}\u{b4}\u{b4}\u{b4}", at, 20.0, 1.0, seen),
        ("gate", "____", at, 20.0, 1.0, seen),
        ("שלום", "\u{5b8}\u{5b8}\u{5b9}\u{5b8}", at, 20.0, 1.0, seen),
        ("\u{5b8}\u{5b8}\u{5b9}\u{5b8}", "שלום", at, 20.0, 1.0, seen),
        ("ש\u{5b8}ל\u{5b9}ם", "XXXXX", at, 20.0, 1.0, hidden),
        ("gate", "----", at, 20.0, 1.0, seen),
        ("....", "gate", at, 20.0, 1.0, seen),
        // Up to the middle of a letter.
        ("gate", "XXXX", (24.9, 50.0), 20.0, 1.0, hidden),
        ("gate", "XXXX", (15.1, 50.0), 20.0, 1.0, hidden),
        ("gate", "XXXX", (20.0, 55.1), 20.0, 1.0, hidden),
        ("gate", "XXXX", (20.0, 55.3), 20.0, 1.0, seen),
        ("gate", "XXXX", (20.0, 41.3), 20.0, 1.0, hidden),
        ("gate", "XXXX", (20.0, 41.1), 20.0, 1.0, seen),
        // Between large letters, and over small ones, others are read.
        ("gate", "XXX", at, 29.0, 1.0, hidden),
        ("gate", "XXX", at, 31.0, 1.0, seen),
        ("gate", "XXXXXX", at, 13.5, 1.0, hidden),
        ("gate", "XXXXXX", at, 13.0, 1.0, seen),
        // A block hides whatever its size.
        ("gate", "\u{2588}", at, 20.0, 1.0, hidden),
        ("gate", "\u{25a0}", (20.0, 50.0), 80.0, 1.0, hidden),
        ("gate", "\u{25cf}", at, 20.0, 0.49, seen),
        ("gate", "\u{25cf}", (60.0, 50.0), 20.0, 1.0, seen),
        ("\u{2610}", "\u{25a0}", at, 20.0, 1.0, seen),
        ("gate", "□□□□", at, 20.0, 1.0, seen),
    ] {
        for map in [
            Matrix::IDENTITY,
            Matrix([0.0, 1.0, -1.0, 0.0, 150.0, 20.0]),
            Matrix([0.8, 0.6, -0.6, 0.8, 60.0, 20.0]),
        ] {
            let mut canvas = page();
            let mut write = |text, at, size, opacity| {
                let ink = Ink::Colour(Rgb::BLACK, opacity);
                let glyphs = row(text, at, size, map);
                canvas.text(glyphs, ink, &Clip::new()).unwrap();
            };
            write(under, at, 20.0, 1.0);
            write(over, place, size, opacity);
            let expected = if expected {
                Err(Hidden::TextOverwritten)
            } else {
                Ok(())
            };
            assert_eq!(canvas.check(), expected, "{under} {over} {place:?} {size}");
        }
    }
}

/// A letter covers what is between its borders, and on them.
#[test]
fn letters_that_begin_in_the_middle_of_others_cover_them() {
    for (x, expected) in [(25.0, Err(Hidden::TextOverwritten)), (25.5, Ok(()))] {
        let mut canvas = page();
        for (text, x) in [("gat", 20.0), ("XXX", x)] {
            let glyphs = row(text, (x, 50.0), 20.0, Matrix::IDENTITY);
            canvas.text(glyphs, BLACK, &Clip::new()).unwrap();
        }
        assert_eq!(canvas.check(), expected, "{x}");
    }
}
