//! Points, matrices and outlines: as much geometry as it takes to say what lies upon what.

/// A place on a page or a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::attachment) struct Point {
    pub(in crate::attachment) x: f64,
    pub(in crate::attachment) y: f64,
}

impl Point {
    pub(in crate::attachment) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The place so far along each of two ways from here.
    pub(in crate::attachment) fn along(self, one: Self, far: f64, other: Self, high: f64) -> Self {
        Self::new(
            self.x + one.x * far + other.x * high,
            self.y + one.y * far + other.y * high,
        )
    }

    pub(in crate::attachment) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    fn between(self, other: Self, at: f64) -> Self {
        Self::new(
            self.x + (other.x - self.x) * at,
            self.y + (other.y - self.y) * at,
        )
    }
}

/// An affine map, written as PDF and SVG write it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::attachment) struct Matrix(pub(in crate::attachment) [f64; 6]);

impl Matrix {
    pub(in crate::attachment) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, and then another.
    pub(in crate::attachment) fn then(self, outer: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = outer.0;
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub(in crate::attachment) fn apply(self, point: Point) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point::new(point.x * a + point.y * c + e, point.x * b + point.y * d + f)
    }

    /// A way, which has a direction and no place.
    pub(in crate::attachment) fn way(self, x: f64, y: f64) -> Point {
        let [a, b, c, d, _, _] = self.0;
        Point::new(x * a + y * c, x * b + y * d)
    }

    /// By how much lengths grow, on the whole.
    pub(in crate::attachment) fn scale(self) -> f64 {
        let [a, b, c, d, _, _] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    pub(in crate::attachment) fn is_sane(self) -> bool {
        // What is no number is not smaller than any.
        self.0.iter().all(|number| number.abs() < 1e9) && self.scale() > 1e-9
    }
}

/// An upright box around something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::attachment) struct Bounds {
    pub(in crate::attachment) left: f64,
    pub(in crate::attachment) low: f64,
    pub(in crate::attachment) right: f64,
    pub(in crate::attachment) high: f64,
}

impl Bounds {
    pub(in crate::attachment) fn of<'a>(points: impl IntoIterator<Item = &'a Point>) -> Self {
        let nothing = Self {
            left: f64::INFINITY,
            low: f64::INFINITY,
            right: f64::NEG_INFINITY,
            high: f64::NEG_INFINITY,
        };
        points.into_iter().fold(nothing, |bounds, point| Self {
            left: bounds.left.min(point.x),
            low: bounds.low.min(point.y),
            right: bounds.right.max(point.x),
            high: bounds.high.max(point.y),
        })
    }

    pub(in crate::attachment) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            low: self.low - by,
            right: self.right + by,
            high: self.high + by,
        }
    }

    pub(in crate::attachment) fn contains(&self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.low..=self.high).contains(&point.y)
    }

    pub(in crate::attachment) fn meets(&self, other: &Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.low <= other.high
            && other.low <= self.high
    }

    pub(in crate::attachment) fn middle(&self) -> Point {
        Point::new(
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.low, self.high),
        )
    }
}

/// An area, or lines, with curves as many short lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::attachment) struct Outline {
    pub(in crate::attachment) rings: Vec<Vec<Point>>,
    /// Which of two rules says what is inside.
    pub(in crate::attachment) even_odd: bool,
    /// How many curves it was drawn with.
    pub(in crate::attachment) curves: usize,
}

/// How many lines stand for a curve.
const STEPS: u8 = 8;

impl Outline {
    /// An area that no page is larger than.
    pub(in crate::attachment) fn everything() -> Self {
        let mut all = Self::default();
        all.rectangle(-1e6, -1e6, 2e6, 2e6, Matrix::IDENTITY);
        all
    }

    pub(in crate::attachment) fn is_empty(&self) -> bool {
        self.rings.is_empty()
    }

    pub(in crate::attachment) fn move_to(&mut self, point: Point) {
        self.rings.push(vec![point]);
    }

    /// Draws a line from where the pen is; `false` where it is nowhere.
    pub(in crate::attachment) fn line_to(&mut self, point: Point) -> bool {
        match self.rings.last_mut() {
            Some(ring) => {
                ring.push(point);
                true
            }
            None => false,
        }
    }

    pub(in crate::attachment) fn curve_to(&mut self, one: Point, two: Point, end: Point) -> bool {
        let Some(from) = self.pen() else { return false };
        self.curves += 1;
        (1..=STEPS).all(|step| {
            let at = f64::from(step) / f64::from(STEPS);
            let (a, b, c) = (
                from.between(one, at),
                one.between(two, at),
                two.between(end, at),
            );
            self.line_to(a.between(b, at).between(b.between(c, at), at))
        })
    }

    pub(in crate::attachment) fn pen(&self) -> Option<Point> {
        self.rings.last()?.last().copied()
    }

    /// Goes back to where the ring began, and begins another there.
    pub(in crate::attachment) fn close(&mut self) {
        if let Some(first) = self.rings.last().and_then(|ring| ring.first()).copied() {
            self.line_to(first);
            self.rings.push(vec![first]);
        }
    }

    pub(in crate::attachment) fn rectangle(
        &mut self,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        map: Matrix,
    ) {
        let corner = |x, y| map.apply(Point::new(x, y));
        self.move_to(corner(x, y));
        self.line_to(corner(x + width, y));
        self.line_to(corner(x + width, y + height));
        self.line_to(corner(x, y + height));
        self.close();
    }

    pub(in crate::attachment) fn bounds(&self) -> Bounds {
        Bounds::of(self.rings.iter().flatten())
    }

    pub(in crate::attachment) fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.rings.iter().flatten().copied()
    }

    /// How many points it is made of.
    pub(in crate::attachment) fn size(&self) -> usize {
        self.rings.iter().map(Vec::len).sum()
    }

    pub(in crate::attachment) fn contains(&self, point: Point) -> bool {
        let (mut crossings, mut rising) = (0_u64, 0_u64);
        for ring in &self.rings {
            let from = ring.iter();
            let to = ring.iter().skip(1).chain(ring.first());
            for (a, b) in from.zip(to) {
                let rises = a.y <= point.y;
                if rises == (b.y <= point.y) {
                    continue;
                }
                let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x);
                if x > point.x {
                    crossings += 1;
                    rising += u64::from(rises);
                }
            }
        }
        if self.even_odd {
            crossings % 2 == 1
        } else {
            // Not as many rise as fall.
            rising * 2 != crossings
        }
    }

    /// Says whether a point lies within `half` of one of its lines.
    pub(in crate::attachment) fn passes(&self, point: Point, half: f64) -> bool {
        self.rings.iter().any(|ring| {
            ring.iter().zip(ring.iter().skip(1)).any(|(a, b)| {
                let (along, towards) = (
                    Point::new(b.x - a.x, b.y - a.y),
                    Point::new(point.x - a.x, point.y - a.y),
                );
                let square = along.x * along.x + along.y * along.y;
                let at = if square == 0.0 {
                    0.0
                } else {
                    ((along.x * towards.x + along.y * towards.y) / square).clamp(0.0, 1.0)
                };
                Point::new(towards.x - along.x * at, towards.y - along.y * at).length() <= half
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_has_an_inside() {
        let mut ring = Outline::default();
        ring.rectangle(0.0, 0.0, 10.0, 10.0, Matrix::IDENTITY);
        ring.rectangle(3.0, 3.0, 4.0, 4.0, Matrix::IDENTITY);
        assert!(ring.contains(Point::new(5.0, 5.0)));
        ring.even_odd = true;
        assert!(!ring.contains(Point::new(5.0, 5.0)));
        assert!(ring.contains(Point::new(1.0, 5.0)));
        assert!(!ring.contains(Point::new(11.0, 5.0)));
        assert!(!ring.contains(Point::new(-1.0, 5.0)));
        assert!(ring.passes(Point::new(5.0, 10.4), 0.5));
        assert!(!ring.passes(Point::new(5.0, 11.0), 0.5));
    }

    /// A hole is drawn the other way round, and two areas that meet have no place in common.
    #[test]
    fn each_place_is_in_one_of_two_areas() {
        let ring = |corners: [(f64, f64); 4]| {
            let mut out = Outline::default();
            for (at, (x, y)) in corners.into_iter().enumerate() {
                if at == 0 {
                    out.move_to(Point::new(x, y));
                } else {
                    assert!(out.line_to(Point::new(x, y)));
                }
            }
            out.close();
            out
        };
        let mut area = ring([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        let hole = ring([(3.0, 3.0), (3.0, 7.0), (7.0, 7.0), (7.0, 3.0)]);
        assert!(hole.contains(Point::new(5.0, 5.0)));
        area.rings.extend(hole.rings);
        let beside = ring([(10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 10.0)]);
        for even_odd in [false, true] {
            area.even_odd = even_odd;
            for (x, y, within) in [
                (1.0, 5.0, true),
                (9.0, 5.0, true),
                (5.0, 5.0, false),
                (0.0, 5.0, true),
                (10.0, 5.0, false),
                (-1.0, 5.0, false),
                (5.0, -1.0, false),
                (5.0, 0.0, true),
                (5.0, 10.0, false),
            ] {
                assert_eq!(area.contains(Point::new(x, y)), within, "{x} {y}");
            }
        }
        assert!(beside.contains(Point::new(10.0, 5.0)));
    }

    #[test]
    fn a_closed_ring_goes_back_to_where_it_began() {
        let mut corner = Outline::default();
        corner.close();
        assert!(corner.is_empty());
        corner.move_to(Point::new(0.0, 0.0));
        corner.line_to(Point::new(10.0, 0.0));
        corner.line_to(Point::new(0.0, 10.0));
        let side = Point::new(0.0, 5.0);
        assert!(!corner.passes(side, 1.0));
        corner.close();
        assert!(corner.passes(side, 1.0));
        assert_eq!(corner.pen(), Some(Point::new(0.0, 0.0)));
        // What is drawn next hangs on the beginning, and on nothing before it.
        corner.line_to(Point::new(-10.0, 0.0));
        assert!(corner.passes(Point::new(-5.0, 0.0), 1.0));
    }

    #[test]
    fn curves_go_through_their_middle() {
        let mut curve = Outline::default();
        curve.move_to(Point::new(0.0, 0.0));
        curve.curve_to(
            Point::new(0.0, 8.0),
            Point::new(8.0, 8.0),
            Point::new(8.0, 0.0),
        );
        let points: Vec<Point> = curve.points().collect();
        for (at, x, y) in [(0, 0.0, 0.0), (2, 1.25, 4.5), (4, 4.0, 6.0), (8, 8.0, 0.0)] {
            assert_eq!(points.get(at), Some(&Point::new(x, y)), "{at}");
        }
        let place = Point::new(1.0, 2.0).along(
            Point::new(10.0, 20.0),
            0.5,
            Point::new(100.0, -200.0),
            0.25,
        );
        assert_eq!(place, Point::new(31.0, -38.0));
    }

    #[test]
    fn maps_have_a_size_and_a_bound() {
        let (sin, cos) = 30_f64.to_radians().sin_cos();
        let turned = Matrix([3.0 * cos, 3.0 * sin, -3.0 * sin, 3.0 * cos, 7.0, 8.0]);
        assert!((turned.scale() - 3.0).abs() < 1e-9);
        // Slanted, it covers as much as it did.
        let slanted = Matrix([1.0, 0.5, 0.0, 1.0, 0.0, 0.0]);
        assert!((slanted.scale() - 1.0).abs() < 1e-9);
        for (numbers, sane) in [
            ([1.0, 0.0, 0.0, 1.0, 9e8, -9e8], true),
            ([1.0, 0.0, 0.0, 1.0, 1e9, 0.0], false),
            ([1.0, 0.0, 0.0, 1.0, 0.0, -1e10], false),
            ([f64::NAN, 0.0, 0.0, 1.0, 0.0, 0.0], false),
            ([1.0, 0.0, 0.0, 1.0, f64::INFINITY, 0.0], false),
            ([2e-9, 0.0, 0.0, 2e-9, 0.0, 0.0], true),
            ([1e-9, 0.0, 0.0, 1e-9, 0.0, 0.0], false),
            // Nothing is left but a line.
            ([1.0, 1.0, 2.0, 2.0, 0.0, 0.0], false),
        ] {
            assert_eq!(Matrix(numbers).is_sane(), sane, "{numbers:?}");
        }
    }

    #[test]
    fn maps_follow_one_another() {
        let (first, second) = (
            Matrix([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
            Matrix([7.0, 8.0, 9.0, 10.0, 11.0, 12.0]),
        );
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (-3.0, 2.0)] {
            let place = Point::new(x, y);
            assert_eq!(
                first.then(second).apply(place),
                second.apply(first.apply(place)),
                "{place:?}"
            );
        }
        let turned =
            Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]).then(Matrix([2.0, 0.0, 0.0, 2.0, 5.0, 0.0]));
        assert_eq!(turned.apply(Point::new(1.0, 0.0)), Point::new(5.0, 2.0));
        assert!((turned.scale() - 2.0).abs() < 1e-9);
    }
}
