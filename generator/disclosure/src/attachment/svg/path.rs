//! The data of paths: read into lines and curves, and written in one form.

use std::f64::consts::TAU;

use super::value::{first_number, number};
use crate::attachment::canvas::{Matrix, Outline, Point};

/// How many lines stand for an arc.
const ARC: u8 = 16;

/// Reads the data of a path. Returns it in one form, with its outline.
pub(super) fn read(text: &str) -> Option<(String, Outline)> {
    let mut out = String::new();
    let mut path = Path::default();
    let mut rest = skip(text);
    let mut command = None;
    while !rest.is_empty() {
        let first = rest.chars().next()?;
        let given = first.is_ascii_alphabetic().then_some(first);
        if given.is_some() {
            rest = skip(rest.get(1..)?);
        }
        let name = match (given, command) {
            (Some(name), _) => name,
            // More numbers repeat the last command; after a move they are lines.
            (None, Some('M')) => 'L',
            (None, Some('m')) => 'l',
            (None, Some(name)) if !matches!(name, 'Z' | 'z') => name,
            (None, _) => return None,
        };
        if command.is_none() && !matches!(name, 'M' | 'm') {
            return None;
        }
        let count = match name.to_ascii_uppercase() {
            'Z' => 0,
            'H' | 'V' => 1,
            'M' | 'L' | 'T' => 2,
            'S' | 'Q' => 4,
            'C' => 6,
            'A' => 7,
            _ => return None,
        };
        let mut values = Vec::with_capacity(count);
        for at in 0..count {
            let flag = count == 7 && matches!(at, 3 | 4);
            let (value, behind) = if flag {
                let bit = rest.chars().next().filter(|bit| matches!(bit, '0' | '1'))?;
                (f64::from(u8::from(bit == '1')), rest.get(1..)?)
            } else {
                first_number(rest)?
            };
            values.push(value);
            rest = skip(behind);
        }
        out.push(name);
        let written: Vec<String> = values.iter().map(|value| number(*value)).collect();
        out.push_str(&written.join(" "));
        path.step(name, &values)?;
        command = Some(name);
    }
    Some((out, path.outline))
}

fn skip(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',')
}

#[derive(Default)]
struct Path {
    outline: Outline,
    /// The last control point, for smooth curves: each kind goes on from its own kind alone.
    cubic: Option<Point>,
    quadratic: Option<Point>,
}

impl Path {
    fn step(&mut self, name: char, values: &[f64]) -> Option<()> {
        let pen = self.outline.pen().unwrap_or_default();
        let base = if name.is_ascii_lowercase() {
            pen
        } else {
            Point::default()
        };
        let at = |x: f64, y: f64| Point::new(base.x + x, base.y + y);
        let mirrored = |control: Option<Point>| {
            control.map_or(pen, |control| {
                Point::new(2.0 * pen.x - control.x, 2.0 * pen.y - control.y)
            })
        };
        let (mut cubic, mut quadratic) = (None, None);
        match (name.to_ascii_uppercase(), values) {
            ('Z', []) => self.outline.close(),
            ('M', [x, y]) => self.outline.move_to(at(*x, *y)),
            ('L', [x, y]) => self.line(at(*x, *y))?,
            ('H', [x]) => self.line(Point::new(base.x + x, pen.y))?,
            ('V', [y]) => self.line(Point::new(pen.x, base.y + y))?,
            ('C', [a, b, c, d, x, y]) => {
                cubic = Some(at(*c, *d));
                self.curve(at(*a, *b), at(*c, *d), at(*x, *y))?;
            }
            ('S', [c, d, x, y]) => {
                cubic = Some(at(*c, *d));
                self.curve(mirrored(self.cubic), at(*c, *d), at(*x, *y))?;
            }
            ('Q', [a, b, x, y]) => {
                quadratic = Some(at(*a, *b));
                self.bend(pen, at(*a, *b), at(*x, *y))?;
            }
            ('T', [x, y]) => {
                let control = mirrored(self.quadratic);
                quadratic = Some(control);
                self.bend(pen, control, at(*x, *y))?;
            }
            ('A', [rx, ry, turn, large, sweep, x, y]) => {
                let flags = (*large > 0.0, *sweep > 0.0);
                self.arc(
                    pen,
                    (rx.abs(), ry.abs()),
                    turn.to_radians(),
                    flags,
                    at(*x, *y),
                )?;
            }
            _ => return None,
        }
        (self.cubic, self.quadratic) = (cubic, quadratic);
        Some(())
    }

    fn line(&mut self, to: Point) -> Option<()> {
        self.outline.line_to(to).then_some(())
    }

    fn curve(&mut self, one: Point, two: Point, end: Point) -> Option<()> {
        self.outline.curve_to(one, two, end).then_some(())
    }

    /// Draws a part of an ellipse as SVG 1.1 implements it, appendix F.6: in a plane where the ellipse is a circle of
    /// radius 1, half the way from one end to the other tells where its middle lies.
    fn arc(
        &mut self,
        pen: Point,
        (rx, ry): (f64, f64),
        turn: f64,
        (large, sweep): (bool, bool),
        end: Point,
    ) -> Option<()> {
        if rx == 0.0 || ry == 0.0 {
            return self.line(end);
        }
        let (sin, cos) = turn.sin_cos();
        let (dx, dy) = ((pen.x - end.x) / 2.0, (pen.y - end.y) / 2.0);
        let half = Point::new((dx * cos + dy * sin) / rx, (dy * cos - dx * sin) / ry);
        let length = half.length();
        if length == 0.0 {
            return Some(());
        }
        // An ellipse that does not reach from one end to the other grows until it does.
        let grown = length.max(1.0);
        let half = Point::new(half.x / grown, half.y / grown);
        let far = (1.0 / half.length().powi(2) - 1.0).max(0.0).sqrt();
        let far = if large == sweep { -far } else { far };
        let middle = Point::new(far * half.y, -far * half.x);
        let from = (half.y - middle.y).atan2(half.x - middle.x);
        let to = (-half.y - middle.y).atan2(-half.x - middle.x);
        let round = (to - from).rem_euclid(TAU);
        let round = if sweep { round } else { round - TAU };
        let map = Matrix([
            cos * rx * grown,
            sin * rx * grown,
            -sin * ry * grown,
            cos * ry * grown,
            f64::midpoint(pen.x, end.x),
            f64::midpoint(pen.y, end.y),
        ]);
        for step in 1..ARC {
            let (sin, cos) = (from + round * f64::from(step) / f64::from(ARC)).sin_cos();
            self.line(map.apply(Point::new(middle.x + cos, middle.y + sin)))?;
        }
        self.outline.curves += 1;
        self.line(end)
    }

    /// A curve with one control point, as the one with two that is the same.
    fn bend(&mut self, pen: Point, control: Point, end: Point) -> Option<()> {
        let third = |from: Point| {
            Point::new(
                from.x + (control.x - from.x) * 2.0 / 3.0,
                from.y + (control.y - from.y) * 2.0 / 3.0,
            )
        };
        self.curve(third(pen), third(end), end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_one_form() {
        for (text, expected) in [
            ("M 0,0 10 0 l0 10z", Some("M0 0L10 0l0 10z")),
            ("m1-1h2v3a1 1 0 01 2 2Z", Some("m1 -1h2v3a1 1 0 0 1 2 2Z")),
            ("L 1 1", None),
            ("M 1", None),
            ("M 1 1 z 2 2", None),
            ("M 1 1 secret", None),
            ("", Some("")),
        ] {
            let read = read(text).map(|(text, _)| text);
            assert_eq!(read.as_deref(), expected, "{text}");
            if let Some(again) = read {
                assert_eq!(super::read(&again).map(|(text, _)| text), Some(again));
            }
        }
    }

    fn outline(text: &str) -> Vec<(f64, f64)> {
        let (_, outline) = read(text).unwrap_or_else(|| panic!("{text}"));
        outline.points().map(|point| (point.x, point.y)).collect()
    }

    #[track_caller]
    fn near(got: Option<&(f64, f64)>, (x, y): (f64, f64), what: &str) {
        let near = got.is_some_and(|got| (got.0 - x).abs() < 1e-6 && (got.1 - y).abs() < 1e-6);
        assert!(near, "{what}: {got:?}, not {x} {y}");
    }

    /// Each curve by its last eight points, of which the fourth is its middle.
    #[test]
    fn curves_go_where_they_are_seen() {
        for (text, halfway, end) in [
            ("M1 2C3 5 6 9 10 8", (4.75, 6.5), (10.0, 8.0)),
            ("M1 2c2 3 5 7 9 6", (4.75, 6.5), (10.0, 8.0)),
            // It goes on as it came.
            ("M1 2C3 5 6 9 10 8S20 3 21 5", (16.625, 5.375), (21.0, 5.0)),
            ("M1 2C3 5 6 9 10 8s10-5 11-3", (16.625, 5.375), (21.0, 5.0)),
            ("M1 2S3 6 5 2", (2.25, 3.5), (5.0, 2.0)),
            ("M1 2Q4 9 13 5", (5.5, 6.25), (13.0, 5.0)),
            ("M1 2q3 7 12 3", (5.5, 6.25), (13.0, 5.0)),
            ("M1 2Q4 9 13 5T20 6", (19.25, 3.25), (20.0, 6.0)),
            ("M1 2Q4 9 13 5t7 1", (19.25, 3.25), (20.0, 6.0)),
            // Only from a curve of its kind: otherwise it begins where the pen is, or is a line.
            ("M0 0Q9 9 1 2S3 6 5 2", (2.25, 3.5), (5.0, 2.0)),
            ("M0 0C9 9 9 9 1 2T5 4", (2.0, 2.5), (5.0, 4.0)),
            ("M0 0Q9 9 7 7L1 2T5 4", (2.0, 2.5), (5.0, 4.0)),
        ] {
            let points = outline(text);
            let first = points.len() - 8;
            near(points.get(first + 3), halfway, text);
            near(points.last(), end, text);
        }
        // Behind the end of a ring the pen is where the ring began.
        assert_eq!(outline("M1 1h4v4zl2 0").last(), Some(&(3.0, 1.0)));
        assert_eq!(outline("M1 1h4v4ZH3").last(), Some(&(3.0, 1.0)));
    }

    #[test]
    fn arcs_go_where_they_are_seen() {
        let far = 50_f64.sqrt();
        for (text, halfway) in [
            // Two circles through both ends, each the short way and the long way.
            ("M10 0A10 10 0 0 1 0 10", (far, far)),
            ("M10 0A10 10 0 0 0 0 10", (10.0 - far, 10.0 - far)),
            ("M10 0A10 10 0 1 0 0 10", (-far, -far)),
            ("M10 0A10 10 0 1 1 0 10", (10.0 + far, 10.0 + far)),
            ("M10 0a-10-10 0 1 1-10 10", (10.0 + far, 10.0 + far)),
            ("M20 0A20 10 0 0 1 0 10", (2.0 * far, far)),
            ("M20 0A10 20 90 0 1 0 10", (2.0 * far, far)),
            // Too small: it grows, and both ways are as long.
            ("M0 0A5 5 0 0 1 20 0", (10.0, -10.0)),
            ("M0 0A5 5 0 1 0 20 0", (10.0, 10.0)),
            ("M0 0A8 4 0 0 1 20 0", (10.0, -5.0)),
            ("M0 0A4 8 90 0 1 20 0", (10.0, -5.0)),
            ("M0 0A1 1 0 0 1 6 8", (7.0, 1.0)),
            ("M0 0A1 1 90 0 1 6 8", (7.0, 1.0)),
            ("M0 0A1 1 0 0 0 6 8", (-1.0, 7.0)),
        ] {
            let points = outline(text);
            assert_eq!(points.len(), 17, "{text}");
            near(points.get(8), halfway, text);
            assert_eq!(read(text).unwrap().1.curves, 1);
        }
        // Places of an ellipse that is turned.
        let (sin, cos) = 30_f64.to_radians().sin_cos();
        let place = |angle: f64| {
            let (x, y) = (20.0 * angle.cos(), 10.0 * angle.sin());
            (1.0 + x * cos - y * sin, 2.0 + x * sin + y * cos)
        };
        let ((a, b), (x, y)) = (place(0.2), place(1.4));
        let points = outline(&format!("M{a:.7} {b:.7}A20 10 30 0 1 {x:.7} {y:.7}"));
        for (step, angle) in [(0, 0.2), (4, 0.5), (8, 0.8), (12, 1.1), (16, 1.4)] {
            near(points.get(step), place(angle), &step.to_string());
        }
        let points = outline(&format!("M{a:.7} {b:.7}A20 10 30 1 0 {x:.7} {y:.7}"));
        near(points.get(8), place(0.8 + TAU / 2.0), "the long way");
        // Where one radius is nothing it is a line, and where both ends are one it is nothing.
        assert_eq!(outline("M1 2A0 5 0 0 1 9 9"), [(1.0, 2.0), (9.0, 9.0)]);
        assert_eq!(outline("M1 2A5 0 0 0 1 9 9"), [(1.0, 2.0), (9.0, 9.0)]);
        assert_eq!(outline("M1 2A5 5 0 0 1 1 2"), [(1.0, 2.0)]);
    }
}
