//! Gradients: the colours that they pass through, and how far they paint.

use std::f64::consts::TAU;
use std::rc::Rc;

use super::super::file::File;
use super::super::object::{Dict, Object, count};
use super::super::write::Builder;
use super::super::{Unclean, only, say};
use super::{Space, function, rgb, value};
use crate::attachment::canvas::{Clip, Matrix, Outline, Point, Rgb};

/// Farther than any page reaches.
const FAR: f64 = 1e6;

/// What is known of a gradient.
#[derive(Clone, Debug)]
pub(in super::super) struct Gradient {
    /// Colours that it passes through; none where they lie one upon the other.
    pub(in super::super) colours: Rc<[Rgb]>,
    reach: Reach,
    /// From its own plane to that of a pattern.
    pub(in super::super) map: Matrix,
}

/// Where a gradient paints, in its own plane.
#[derive(Clone, Debug)]
struct Reach {
    frame: Option<[f64; 4]>,
    way: Way,
}

#[derive(Clone, Debug, PartialEq)]
enum Way {
    /// From one place to another, and on before and behind them or not.
    Line(Point, Point, (bool, bool)),
    /// From within one circle to another around it; where it goes on inwards or outwards, there is none.
    Ring(Option<Circle>, Option<Circle>),
    /// Between two circles beside each other.
    Cone,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Circle {
    middle: Point,
    radius: f64,
}

impl Circle {
    fn holds(self, other: Self) -> bool {
        let (x, y) = (
            self.middle.x - other.middle.x,
            self.middle.y - other.middle.y,
        );
        x.hypot(y) + other.radius <= self.radius
    }

    fn draw(self, map: Matrix, out: &mut Outline) {
        for step in 0..32_u8 {
            let (sin, cos) = (f64::from(step) * TAU / 32.0).sin_cos();
            let (right, up) = (Point::new(self.radius, 0.0), Point::new(0.0, self.radius));
            let point = map.apply(self.middle.along(right, cos, up, sin));
            if step == 0 {
                out.move_to(point);
            } else {
                out.line_to(point);
            }
        }
    }
}

impl Way {
    /// Reads the coordinates of a kind of gradient; `None` where they are those of no gradient.
    fn of(kind: usize, coords: &[f64], ends: (bool, bool)) -> Option<Self> {
        match (kind, coords) {
            (2, [a, b, x, y]) => {
                let (from, to) = (Point::new(*a, *b), Point::new(*x, *y));
                (from != to).then_some(Self::Line(from, to, ends))
            }
            (3, [a, b, from, x, y, to]) if *from >= 0.0 && *to >= 0.0 => {
                let circle = |x: &f64, y: &f64, radius: &f64| Circle {
                    middle: Point::new(*x, *y),
                    radius: *radius,
                };
                let (from, to) = (circle(a, b, from), circle(x, y, to));
                let (before, behind) = ends;
                let kept = |circle: Circle, goes_on: bool| (!goes_on).then_some(circle);
                Some(if to.holds(from) {
                    Self::Ring(kept(from, before), kept(to, behind))
                } else if from.holds(to) {
                    Self::Ring(kept(to, behind), kept(from, before))
                } else {
                    Self::Cone
                })
            }
            _ => None,
        }
    }
}

impl Gradient {
    /// The areas beyond which it paints nothing, where a map takes it to a page.
    pub(in super::super) fn reach(&self, map: Matrix) -> Result<Clip, Unclean> {
        let map = self.map.then(map);
        if !map.is_sane() {
            return Err(say::unknown("a gradient"));
        }
        let mut clip = Clip::new();
        if let Some([left, low, right, high]) = self.reach.frame {
            let mut area = Outline::default();
            area.rectangle(left, low, right - left, high - low, map);
            clip.push(Rc::new(area));
        }
        match self.reach.way {
            Way::Line(_, _, (true, true)) | Way::Ring(None, None) | Way::Cone => {}
            Way::Line(from, to, (before, behind)) => {
                let (x, y) = (to.x - from.x, to.y - from.y);
                let far = FAR / map.scale() / x.hypot(y);
                let (along, across) = (Point::new(x * far, y * far), Point::new(-y * far, x * far));
                let mut area = Outline::default();
                for (end, on, side) in [
                    (from, if before { -1.0 } else { 0.0 }, -1.0),
                    (from, if before { -1.0 } else { 0.0 }, 1.0),
                    (to, if behind { 1.0 } else { 0.0 }, 1.0),
                    (to, if behind { 1.0 } else { 0.0 }, -1.0),
                ] {
                    let point = map.apply(end.along(along, on, across, side));
                    if !area.line_to(point) {
                        area.move_to(point);
                    }
                }
                clip.push(Rc::new(area));
            }
            Way::Ring(inner, outer) => {
                let mut area = match outer {
                    Some(_) => Outline::default(),
                    None => Outline::everything(),
                };
                area.even_odd = true;
                for circle in outer.into_iter().chain(inner) {
                    circle.draw(map, &mut area);
                }
                clip.push(Rc::new(area));
            }
        }
        Ok(clip)
    }
}

/// A gradient as it is written anew, and what is known of it.
pub(in super::super) fn shading(
    file: &File,
    builder: &mut Builder,
    object: &Object,
    named: Option<&Dict>,
) -> Result<(Object, Gradient), Unclean> {
    let strange = || say::unknown("a gradient");
    let Object::Dict(dict) = file.at(object) else {
        return Err(strange());
    };
    only(
        dict,
        &[
            "ShadingType",
            "ColorSpace",
            "Coords",
            "Domain",
            "Function",
            "Extend",
            "BBox",
            "AntiAlias",
            "Background",
        ],
    )?;
    let kind = file.get(dict, "ShadingType").and_then(Object::whole);
    let kind = kind
        .filter(|kind| matches!(kind, 2 | 3))
        .ok_or_else(strange)?;
    let space = Space::read(file, dict.get("ColorSpace").ok_or_else(strange)?, named, 0)?;
    let mut out = Dict::default()
        .with("ShadingType", Object::Number(count(kind)))
        .with("ColorSpace", space.write()?);
    for key in ["Coords", "Domain", "BBox"] {
        if let Some(list) = dict.get(key) {
            out.put(
                key,
                Object::numbers(&file.numbers(list).ok_or_else(strange)?),
            );
        }
    }
    let mut ends = (false, false);
    if let Some(list) = dict.get("Extend") {
        let list = file.list(list).unwrap_or_default();
        let list: Vec<Object> = list.iter().map(|end| file.at(end).clone()).collect();
        let [Object::Bool(before), Object::Bool(behind)] = list.as_slice() else {
            return Err(strange());
        };
        ends = (*before, *behind);
        out.put("Extend", Object::List(list));
    }
    let own = dict.get("Function").ok_or_else(strange)?;
    if file.list(own).is_some() || dict.has("Background") {
        return Err(strange());
    }
    out.put("Function", function(file, builder, own, 0)?);
    let domain = dict
        .get("Domain")
        .and_then(|list| file.numbers(list))
        .unwrap_or_else(|| vec![0.0, 1.0]);
    let [low, high] = domain.as_slice() else {
        return Err(strange());
    };
    let numbers = |key: &str| dict.get(key).and_then(|list| file.numbers(list));
    let reach = Reach {
        frame: match numbers("BBox") {
            None => None,
            Some(frame) => Some(frame.try_into().map_err(|_| strange())?),
        },
        way: Way::of(kind, &numbers("Coords").unwrap_or_default(), ends).ok_or_else(strange)?,
    };
    let mut colours = Vec::new();
    for step in 0..=8_u8 {
        let x = low + (high - low) * f64::from(step) / 8.0;
        colours.push(rgb(&space.device(file, &value(file, own, x, 0)?)?));
    }
    if reach.way == Way::Cone {
        colours.clear();
    }
    let gradient = Gradient {
        colours: colours.into(),
        reach,
        map: Matrix::IDENTITY,
    };
    Ok((Object::Dict(out), gradient))
}

#[cfg(test)]
mod tests {
    use super::super::super::specimen::object;
    use super::*;

    /// Which of some places on a line a gradient reaches, by their letters.
    fn reached(text: &str, map: Matrix) -> Option<String> {
        let text = format!("<<{text}/ColorSpace/G/Function<</FunctionType 2/Domain[0 1]/N 1>>>>");
        let mut builder = Builder::default();
        let (_, gradient) = shading(&File::default(), &mut builder, &object(&text), None).ok()?;
        let clip = gradient.reach(map).ok()?;
        let places = ('a'..='h').zip([-500.0, -5.0, 2.0, 8.0, 15.0, 25.0, 35.0, 500.0]);
        let letters = places
            .filter(|(_, x)| clip.iter().all(|area| area.contains(Point::new(*x, 0.5))))
            .map(|(letter, _)| letter)
            .collect();
        Some(letters)
    }

    #[test]
    fn gradients_paint_as_far_as_they_go() {
        for (text, expected) in [
            ("2/Coords[0 0 20 0]", "cde"),
            ("2/Coords[0 0 20 0]/Extend[false false]", "cde"),
            ("2/Coords[0 0 20 0]/Extend[true false]", "abcde"),
            ("2/Coords[0 0 20 0]/Extend[false true]", "cdefgh"),
            ("2/Coords[0 0 20 0]/Extend[true true]", "abcdefgh"),
            (
                "2/Coords[0 0 20 0]/Extend[true true]/BBox[-9 -9 9 9]",
                "bcd",
            ),
            ("2/Coords[0 0 20 0]/BBox[4 -9 30 9]", "de"),
            ("2/Coords[0 0 20 0]/BBox[4 4 30 9]", ""),
            ("2/Coords[20 0 0 0]/Extend[true false]", "cdefgh"),
            ("2/Coords[0 0 .0001 0]/Extend[false true]", "cdefgh"),
            ("2/Coords[0 0 10 10]", "cde"),
            ("2/Coords[0 0 0 20]", "abcdefgh"),
            ("2/Coords[0 1 0 20]", ""),
            ("2/Coords[0 100 20 100]", "cde"),
            ("2/Coords[0 -20 0 -10]", ""),
            ("2/Coords[0 -20 0 -10]/Extend[false true]", "abcdefgh"),
            ("2/Coords[0 -20 0 -10]/Extend[true false]", ""),
            ("2/Coords[0 20 0 10]/Extend[false true]", "abcdefgh"),
            // Circles within one another, from within and from without.
            ("3/Coords[0 0 5 0 0 20]", "bde"),
            ("3/Coords[0 0 5 0 0 20]/Extend[true false]", "bcde"),
            ("3/Coords[0 0 5 0 0 20]/Extend[false true]", "abdefgh"),
            ("3/Coords[0 0 5 0 0 20]/Extend[true true]", "abcdefgh"),
            ("3/Coords[0 0 20 0 0 5]", "bde"),
            ("3/Coords[0 0 20 0 0 5]/Extend[false true]", "bcde"),
            ("3/Coords[0 0 20 0 0 5]/Extend[true false]", "abdefgh"),
            ("3/Coords[0 0 0 0 0 20]", "bcde"),
            ("3/Coords[0 0 5 10 0 20]", "bdef"),
            ("3/Coords[0 0 5 15 0 20]", "def"),
            ("3/Coords[10 0 5 10 0 9]", "ce"),
            ("3/Coords[0 7 5 0 7 9]", "bc"),
        ] {
            let got = reached(&format!("/ShadingType {text}"), Matrix::IDENTITY);
            assert_eq!(got.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2",
            "2/Coords[0 0 20]",
            "2/Coords[5 5 5 5]",
            "3/Coords[0 0 20 0]",
            "3/Coords[0 0 -5 0 0 20]",
            "3/Coords[0 0 5 0 0 -20]",
            "2/Coords[0 0 20 0]/BBox[0 0 9]",
            "2/Coords[0 0 20 0]/Extend[true]",
        ] {
            assert_eq!(
                reached(&format!("/ShadingType {text}"), Matrix::IDENTITY),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn circles_are_round() {
        let circle = Circle {
            middle: Point::new(30.0, -20.0),
            radius: 10.0,
        };
        let mut area = Outline::default();
        circle.draw(Matrix::IDENTITY, &mut area);
        for turn in 0..16_u8 {
            let (sin, cos) = (f64::from(turn) * TAU / 16.0).sin_cos();
            for (far, inside) in [(9.5, true), (10.5, false)] {
                let place = circle
                    .middle
                    .along(Point::new(cos, sin), far, Point::default(), 0.0);
                assert_eq!(area.contains(place), inside, "{turn} {far}");
            }
        }
    }

    #[test]
    fn gradients_go_where_maps_take_them() {
        let line = "/ShadingType 2/Coords[0 0 20 0]";
        for (map, expected) in [
            ([1.0, 0.0, 0.0, 1.0, 10.0, 0.0], Some("ef")),
            ([0.5, 0.0, 0.0, 0.5, 0.0, 0.0], Some("cd")),
            ([0.0, 1.0, -1.0, 0.0, 0.0, 0.0], Some("abcdefgh")),
            ([0.0; 6], None),
        ] {
            assert_eq!(reached(line, Matrix(map)).as_deref(), expected, "{map:?}");
        }
        // A plane of large numbers.
        let down = "/ShadingType 2/Coords[0 0 0 2000000]";
        let small = Matrix([1e-5, 0.0, 0.0, 1e-5, 0.0, 0.0]);
        assert_eq!(reached(down, small).as_deref(), Some("abcdefgh"));
    }

    /// Circles beside each other paint a cone, and cones are not looked into.
    #[test]
    fn colours_of_cones_are_not_known() {
        for (coords, known) in [
            ("0 0 5 0 0 20", true),
            ("0 0 5 15 0 20", true),
            ("0 0 5 16 0 20", false),
            ("16 0 20 0 0 5", false),
            ("0 0 5 30 0 9", false),
        ] {
            let text = format!(
                "<</ShadingType 3/ColorSpace/G/Coords[{coords}]/Function<</FunctionType 2/Domain[0 1]/N 1>>>>"
            );
            let mut builder = Builder::default();
            let (_, gradient) =
                shading(&File::default(), &mut builder, &object(&text), None).unwrap();
            assert_eq!(!gradient.colours.is_empty(), known, "{coords}");
            assert!(known || gradient.reach(Matrix::IDENTITY).unwrap().is_empty());
        }
    }
}
