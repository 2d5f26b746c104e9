//! What a shape goes round, or along.

use super::value::numbers;
use super::{Element, PLAIN, Unclean, path, unknown};
use crate::attachment::canvas::{Matrix, Outline, Point};

/// The outline of a shape, where a map places it.
pub(super) fn outline(element: &Element, map: Matrix) -> Result<Outline, Unclean> {
    let mut out = Outline::default();
    let number = |name: &str| element.number(name);
    let placed = |x: f64, y: f64| map.apply(Point::new(x, y));
    match element.name {
        "path" => {
            let (_, outline) = path::read(element.get("d").unwrap_or_default())
                .ok_or_else(|| unknown("a path that cannot be read", PLAIN))?;
            out = outline;
            for point in out.rings.iter_mut().flatten() {
                *point = map.apply(*point);
            }
        }
        // What has no size is not drawn, and clips all away.
        "rect" if number("width") <= 0.0 || number("height") <= 0.0 => {}
        "rect" => out.rectangle(
            number("x"),
            number("y"),
            number("width"),
            number("height"),
            map,
        ),
        "circle" | "ellipse" => {
            let (rx, ry) = match element.name {
                "circle" => (number("r"), number("r")),
                _ => (number("rx"), number("ry")),
            };
            if rx <= 0.0 || ry <= 0.0 {
                return Ok(out);
            }
            for step in 0..=32_u8 {
                let (sin, cos) = (f64::from(step) * std::f64::consts::TAU / 32.0).sin_cos();
                let point = placed(number("cx") + rx * cos, number("cy") + ry * sin);
                if step == 0 {
                    out.move_to(point);
                } else {
                    out.line_to(point);
                }
            }
        }
        "line" => {
            out.move_to(placed(number("x1"), number("y1")));
            out.line_to(placed(number("x2"), number("y2")));
        }
        "polyline" | "polygon" => {
            let points = element.get("points").and_then(numbers).unwrap_or_default();
            for (at, pair) in points.chunks_exact(2).enumerate() {
                if let [x, y] = pair {
                    if at == 0 {
                        out.move_to(placed(*x, *y));
                    } else {
                        out.line_to(placed(*x, *y));
                    }
                }
            }
            if element.name == "polygon" {
                out.close();
            }
        }
        _ => return Err(unknown("a shape of another kind", PLAIN)),
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(name: &'static str, attributes: &[(&'static str, &str)]) -> Outline {
        let element = Element {
            name,
            attributes: attributes
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            ..Element::default()
        };
        outline(&element, Matrix::IDENTITY).unwrap()
    }

    #[test]
    fn round_shapes_go_round_once() {
        let far = 0.5_f64.sqrt();
        for (name, attributes, rx, ry) in [
            (
                "circle",
                &[("cx", "10"), ("cy", "20"), ("r", "5")][..],
                5.0,
                5.0,
            ),
            (
                "ellipse",
                &[("cx", "10"), ("cy", "20"), ("rx", "5"), ("ry", "2")],
                5.0,
                2.0,
            ),
        ] {
            let points: Vec<Point> = shape(name, attributes).points().collect();
            assert_eq!(points.len(), 33);
            for (at, x, y) in [
                (0, 1.0, 0.0),
                (4, far, far),
                (8, 0.0, 1.0),
                (12, -far, far),
                (16, -1.0, 0.0),
                (24, 0.0, -1.0),
                (28, far, -far),
                (32, 1.0, 0.0),
            ] {
                let (x, y) = (10.0 + rx * x, 20.0 + ry * y);
                let point = points[at];
                assert!(
                    (point.x - x).abs() < 1e-9 && (point.y - y).abs() < 1e-9,
                    "{name} {at}: {point:?}"
                );
            }
        }
    }

    /// A polygon goes back to where it began, and a polyline ends where it ends; both are filled.
    #[test]
    fn polygons_are_closed() {
        let corners = [("points", "1,2 11,2 1,12")];
        let (open, closed) = (shape("polyline", &corners), shape("polygon", &corners));
        let points: Vec<(f64, f64)> = open.points().map(|point| (point.x, point.y)).collect();
        assert_eq!(points, [(1.0, 2.0), (11.0, 2.0), (1.0, 12.0)]);
        let (side, within) = (Point::new(1.0, 7.0), Point::new(3.0, 4.0));
        assert!(closed.passes(side, 1.0) && !open.passes(side, 1.0));
        assert!(closed.contains(within) && open.contains(within));
    }
}
