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
    for (lines, hides) in [
        // An arrow upon a picture marks something, and a bar strikes it out.
        (line((50.0, 0.0), (50.0, 100.0)), false),
        (line((0.0, 3.125), (10.0, 3.125)), false),
        (line((0.0, 3.125), (16.0, 3.125)), true),
        (line((3.125, 50.0), (3.125, 100.0)), true),
    ] {
        let mut canvas = pictured();
        canvas
            .lines(Rc::clone(&lines), (1.0, false), BLACK, &Clip::new())
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
        let glyph = Glyph {
            origin: Point::new(50.0, 50.0),
            advance: Point::new(10.0, 0.0),
            up: Point::new(0.0, 20.0),
            em: Point::new(20.0, 0.0),
        };
        let white = Ink::Colour(Rgb::WHITE, 1.0);
        canvas.text(vec![glyph], white, &Clip::new()).unwrap();
        assert_eq!(canvas.check(), expected, "{inks:?}");
    }
}
