//! Letters: where each is seen, and which are written over others.

use unicode_normalization::char::is_combining_mark;

use super::{Bounds, Canvas, Hidden, Point, Run};

/// Where a glyph is looked at: along its width, and up from its line in parts of its size.
const ALONG: [f64; 2] = [0.3, 0.7];
const UP: [f64; 4] = [0.08, 0.2, 0.32, 0.44];
/// The middle of a letter, and how high most letters stand, in parts of its size.
const MIDDLE: f64 = 0.26;
const HIGH: f64 = 0.7;
/// How thick the strokes of most letters are, in parts of their size.
const STROKE: f64 = 0.1;
/// So many letters in a row, each with another one over it, cannot be read. Fewer may be labels that touch.
const ROW: usize = 3;
/// Between the strokes of letters that are so many times as large, or so many times smaller, others can be read.
const LARGER: f64 = 1.5;

/// One glyph: where its line begins, how far it goes, how high its letters stand, how wide one is that is as wide as high,
/// and what it reads; of several letters the first.
#[derive(Clone, Copy, Debug)]
pub(in crate::attachment) struct Glyph {
    pub(in crate::attachment) origin: Point,
    pub(in crate::attachment) advance: Point,
    pub(in crate::attachment) up: Point,
    pub(in crate::attachment) em: Point,
    pub(in crate::attachment) letter: char,
}

impl Glyph {
    /// The way across the letter where it is thinnest: letters may be too narrow or too slanted, as well as too low.
    pub(super) fn thin(&self) -> f64 {
        let area = (self.em.x * self.up.y - self.em.y * self.up.x).abs();
        area / self.em.length().max(self.up.length()).max(1e-9)
    }

    pub(super) fn places(&self) -> impl Iterator<Item = Point> + '_ {
        ALONG.iter().flat_map(|far| {
            UP.iter()
                .map(|high| self.origin.along(self.advance, *far, self.up, *high))
        })
    }

    /// Whether lines of this width round the letter leave nothing of what it is filled with.
    pub(in crate::attachment) fn is_filled_by(&self, width: f64) -> bool {
        width >= STROKE * self.up.length()
    }

    fn middle(&self) -> Point {
        self.origin.along(self.advance, 0.5, self.up, MIDDLE)
    }

    fn bounds(&self) -> Bounds {
        let corner = |far, high| self.origin.along(self.advance, far, self.up, high);
        Bounds::of(&[
            corner(0.0, 0.0),
            corner(1.0, 0.0),
            corner(0.0, HIGH),
            corner(1.0, HIGH),
        ])
    }

    /// Whether a place lies where letters of this size and width stand.
    fn reaches(&self, place: Point) -> bool {
        let (advance, up) = (self.advance, self.up);
        let (x, y) = (place.x - self.origin.x, place.y - self.origin.y);
        let area = advance.x * up.y - advance.y * up.x;
        let (far, high) = (x * up.y - y * up.x, advance.x * y - advance.y * x);
        // What has no width divides by nothing, and is nowhere.
        (0.0..=1.0).contains(&(far / area)) && (0.0..=HIGH).contains(&(high / area))
    }

    /// Whether it fills the place of a letter: a block, a square or a disc.
    fn is_solid(&self) -> bool {
        matches!(
            self.letter,
            '\u{2580}'..='\u{259f}' | '■' | '▬' | '▮' | '▰' | '◼' | '◾' | '●' | '⬛' | '⬤'
        )
    }

    /// Whether another letter cannot be read with this one upon it. A letter that is written twice is bold, and accents,
    /// bars and lines leave what is under them readable.
    fn spoils(&self, other: &Self) -> bool {
        let letters = is_letter(self.letter) || "#$%&@×".contains(self.letter);
        let sizes = self.up.length() / other.up.length().max(1e-9);
        letters && self.letter != other.letter && (1.0 / LARGER..=LARGER).contains(&sizes)
    }
}

/// A letter or a digit; vowel points and accents stand upon one.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

impl Canvas {
    /// Whether letters can be read though others were written after them.
    pub(super) fn overwritten(&mut self, runs: &[Run]) -> Result<(), Hidden> {
        let written: Vec<(&Glyph, bool)> = runs
            .iter()
            .flat_map(|run| run.glyphs.iter().map(|glyph| (glyph, run.ink.hides())))
            .collect();
        let mut places: Vec<(Point, usize)> = (0..)
            .zip(&written)
            .filter(|(_, (glyph, _))| is_letter(glyph.letter))
            .map(|(at, (glyph, _))| (glyph.middle(), at))
            .collect();
        places.sort_unstable_by(|(one, _), (other, _)| one.x.total_cmp(&other.x));
        let mut under = vec![false; written.len()];
        for (at, (glyph, _)) in (0..).zip(&written).filter(|(_, (_, hides))| *hides) {
            let bounds = glyph.bounds();
            let from = places.partition_point(|(place, _)| place.x < bounds.left);
            let to = places.partition_point(|(place, _)| place.x <= bounds.right);
            let near = places.get(from..to).unwrap_or_default();
            self.work(near.len())?;
            for (place, below) in near.iter().filter(|(_, below)| *below < at) {
                if !glyph.reaches(*place) {
                    continue;
                }
                if glyph.is_solid() {
                    return Err(Hidden::TextOverwritten);
                }
                if let (Some((other, _)), Some(under)) =
                    (written.get(*below), under.get_mut(*below))
                {
                    *under |= glyph.spoils(other);
                }
            }
        }
        let mut row = 0;
        for ((glyph, _), under) in written.iter().zip(under) {
            // What stands between letters says nothing of them.
            if is_letter(glyph.letter) {
                row = if under { row + 1 } else { 0 };
            }
            if row == ROW {
                return Err(Hidden::TextOverwritten);
            }
        }
        Ok(())
    }
}
