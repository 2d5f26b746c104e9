//! The data of paths: read into lines and curves, and written in one form.

use super::value::{first_number, number};
use crate::attachment::canvas::{Outline, Point};

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
    /// The last control point, for smooth curves.
    control: Option<Point>,
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
        let mirrored = self.control.map_or(pen, |control| {
            Point::new(2.0 * pen.x - control.x, 2.0 * pen.y - control.y)
        });
        let mut control = None;
        match (name.to_ascii_uppercase(), values) {
            ('Z', []) => self.outline.close(),
            ('M', [x, y]) => self.outline.move_to(at(*x, *y)),
            ('L', [x, y]) => self.line(at(*x, *y))?,
            ('H', [x]) => self.line(Point::new(base.x + x, pen.y))?,
            ('V', [y]) => self.line(Point::new(pen.x, base.y + y))?,
            ('C', [a, b, c, d, x, y]) => {
                control = Some(at(*c, *d));
                self.curve(at(*a, *b), at(*c, *d), at(*x, *y))?;
            }
            ('S', [c, d, x, y]) => {
                control = Some(at(*c, *d));
                self.curve(mirrored, at(*c, *d), at(*x, *y))?;
            }
            ('Q', [a, b, x, y]) => {
                control = Some(at(*a, *b));
                self.quadratic(pen, at(*a, *b), at(*x, *y))?;
            }
            ('T', [x, y]) => {
                control = Some(mirrored);
                self.quadratic(pen, mirrored, at(*x, *y))?;
            }
            // An arc as the lines of the box that it bulges into would say too much: its chord and a bulge will do.
            ('A', [rx, ry, _, _, _, x, y]) => {
                let end = at(*x, *y);
                let (dx, dy) = (end.x - pen.x, end.y - pen.y);
                let length = dx.hypot(dy).max(1e-9);
                let bulge = rx.abs().max(ry.abs()).min(length) / length;
                let one = Point::new(pen.x + dy * bulge, pen.y - dx * bulge);
                let two = Point::new(end.x + dy * bulge, end.y - dx * bulge);
                self.curve(one, two, end)?;
            }
            _ => return None,
        }
        self.control = control;
        Some(())
    }

    fn line(&mut self, to: Point) -> Option<()> {
        self.outline.line_to(to).then_some(())
    }

    fn curve(&mut self, one: Point, two: Point, end: Point) -> Option<()> {
        self.outline.curve_to(one, two, end).then_some(())
    }

    fn quadratic(&mut self, pen: Point, control: Point, end: Point) -> Option<()> {
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
}
