//! What can be seen: text, pictures and areas in the order in which they are painted, and whatever hides one of them.
//!
//! A glyph is seen at eight places, and a picture at some hundreds. Each place is looked up in the areas painted before
//! (what it stands upon) and after (what hides it).

mod colour;
mod geometry;
mod letters;

use std::rc::Rc;

pub(super) use colour::Rgb;
pub(super) use geometry::{Bounds, Matrix, Outline, Point};
pub(super) use letters::Glyph;

/// The smallest letters that people can read, in points.
const TINY: f64 = 2.0;
/// The least contrast between letters and what they stand upon.
const FAINT: f64 = 1.35;
/// From this share of opacity on, an area hides what is under it.
const OPAQUE: f64 = 0.5;
/// A drawing with so many curves may be writing.
const WRITING: usize = 8;
/// How many comparisons one page may take.
const WORK: usize = 60_000_000;
/// A glyph is hidden where so many of its places are.
const GONE: usize = 3;
/// How many colours of what it stands upon are told apart.
const SHADES: usize = 32;
/// How many places a picture is looked at, on a side.
const GRID: u8 = 16;

/// Why something on a page cannot be seen, or cannot be told to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Hidden {
    TextCovered,
    TextOverwritten,
    TextFaint,
    TextOutside,
    TextTiny,
    TextInvisible,
    TextOnPicture,
    PictureCovered,
    PictureCropped,
    PictureTiny,
    DrawingCovered,
    DrawingOutside,
    TooComplex,
}

/// What something is painted with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ink {
    Colour(Rgb, f64),
    /// A gradient, by colours that it passes through.
    Mixed(Rc<[Rgb]>, f64),
    /// A picture or a pattern.
    Unknown,
}

impl Ink {
    pub(super) fn hides(&self) -> bool {
        match self {
            Self::Colour(_, opacity) | Self::Mixed(_, opacity) => *opacity >= OPAQUE,
            Self::Unknown => true,
        }
    }
}

/// The areas that all must hold a place for it to be painted.
pub(super) type Clip = Vec<Rc<Outline>>;

#[derive(Debug)]
enum Shape {
    Area(Rc<Outline>),
    /// Lines with half their width, and whether there are gaps in them.
    Lines(Rc<Outline>, f64, bool),
}

#[derive(Debug)]
struct Paint {
    bounds: Bounds,
    shape: Shape,
    ink: Ink,
    clip: Clip,
}

impl Paint {
    fn reaches(&self, point: Point) -> bool {
        self.bounds.contains(point)
            && match &self.shape {
                Shape::Area(area) => area.contains(point),
                Shape::Lines(lines, half, _) => lines.passes(point, *half),
            }
            && self.clip.iter().all(|clip| clip.contains(point))
    }

    fn hides(&self) -> bool {
        self.ink.hides()
    }
}

#[derive(Debug)]
struct Run {
    glyphs: Vec<Glyph>,
    bounds: Bounds,
    ink: Ink,
    /// How many things were painted before.
    after: usize,
}

/// A page or a drawing, as it is painted.
#[derive(Debug)]
pub(super) struct Canvas {
    page: Bounds,
    paper: Rgb,
    paints: Vec<Paint>,
    runs: Vec<Run>,
    /// The places of pictures, and how many things were painted with them.
    pictures: Vec<(Vec<Point>, Bounds, usize)>,
    drawings: Vec<(Vec<Point>, Bounds, usize)>,
    work: usize,
    /// The size of one point in units of the page.
    unit: f64,
}

impl Canvas {
    pub(super) fn new(page: Bounds, unit: f64) -> Self {
        Self {
            page,
            paper: Rgb::WHITE,
            paints: Vec::new(),
            runs: Vec::new(),
            pictures: Vec::new(),
            drawings: Vec::new(),
            work: 0,
            unit,
        }
    }

    fn work(&mut self, amount: usize) -> Result<(), Hidden> {
        self.work = self.work.saturating_add(amount);
        if self.work > WORK {
            return Err(Hidden::TooComplex);
        }
        Ok(())
    }

    fn shown(&self, point: Point, clip: &Clip) -> bool {
        self.page.grown(self.unit).contains(point) && clip.iter().all(|clip| clip.contains(point))
    }

    /// Fills an area.
    pub(super) fn area(&mut self, area: Rc<Outline>, ink: Ink, clip: &Clip) -> Result<(), Hidden> {
        self.drawing(&area, clip)?;
        self.paints.push(Paint {
            bounds: area.bounds(),
            shape: Shape::Area(area),
            ink,
            clip: clip.clone(),
        });
        Ok(())
    }

    /// Draws lines, with gaps or without.
    pub(super) fn lines(
        &mut self,
        lines: Rc<Outline>,
        (width, gaps): (f64, bool),
        ink: Ink,
        clip: &Clip,
    ) -> Result<(), Hidden> {
        self.drawing(&lines, clip)?;
        let half = width / 2.0;
        self.paints.push(Paint {
            bounds: lines.bounds().grown(half),
            shape: Shape::Lines(lines, half, gaps),
            ink,
            clip: clip.clone(),
        });
        Ok(())
    }

    /// What has many curves may be letters, and is to be seen as letters are.
    fn drawing(&mut self, outline: &Outline, clip: &Clip) -> Result<(), Hidden> {
        self.work(outline.size())?;
        let bounds = outline.bounds();
        if !outline.is_empty() && !bounds.meets(&self.page.grown(self.unit)) {
            return Err(Hidden::DrawingOutside);
        }
        if outline.curves >= WRITING {
            let step = (outline.size() / 64).max(1);
            let points: Vec<Point> = outline.points().step_by(step).collect();
            if !points.iter().any(|point| self.shown(*point, clip)) {
                return Err(Hidden::DrawingOutside);
            }
            self.drawings.push((points, bounds, self.paints.len() + 1));
        }
        Ok(())
    }

    /// Puts a picture of so many pixels into the unit square, as a map places it.
    pub(super) fn picture(
        &mut self,
        map: Matrix,
        pixels: (u32, u32),
        clip: &Clip,
    ) -> Result<(), Hidden> {
        let mut square = Outline::default();
        square.rectangle(0.0, 0.0, 1.0, 1.0, map);
        let (right, up) = (map.way(1.0, 0.0).length(), map.way(0.0, 1.0).length());
        // Finer than any print: something to be found by zooming in.
        let fine = |length: f64, pixels: u32| {
            pixels > 4 && length / self.unit < f64::from(pixels) * 72.0 / 3600.0
        };
        if fine(right, pixels.0) || fine(up, pixels.1) {
            return Err(Hidden::PictureTiny);
        }
        let at = |step: u8| (f64::from(step) + 0.5) / f64::from(GRID);
        let places: Vec<Point> = (0..GRID)
            .flat_map(|row| (0..GRID).map(move |column| (row, column)))
            .map(|(row, column)| map.apply(Point::new(at(column), at(row))))
            .collect();
        self.work(places.len())?;
        if !places.iter().all(|place| self.shown(*place, clip)) {
            return Err(Hidden::PictureCropped);
        }
        let bounds = square.bounds();
        self.paints.push(Paint {
            bounds,
            shape: Shape::Area(Rc::new(square)),
            ink: Ink::Unknown,
            clip: clip.clone(),
        });
        self.pictures.push((places, bounds, self.paints.len()));
        Ok(())
    }

    /// Writes glyphs.
    pub(super) fn text(&mut self, glyphs: Vec<Glyph>, ink: Ink, clip: &Clip) -> Result<(), Hidden> {
        let corners: usize = clip.iter().map(|clip| clip.size()).sum();
        self.work(glyphs.len() * (8 + corners))?;
        for glyph in &glyphs {
            if glyph.thin() < TINY * self.unit {
                return Err(Hidden::TextTiny);
            }
            if glyph
                .places()
                .filter(|place| !self.shown(*place, clip))
                .count()
                >= GONE
            {
                return Err(Hidden::TextOutside);
            }
        }
        let places: Vec<Point> = glyphs.iter().flat_map(Glyph::places).collect();
        if !places.is_empty() {
            self.runs.push(Run {
                bounds: Bounds::of(&places),
                glyphs,
                ink,
                after: self.paints.len(),
            });
        }
        Ok(())
    }

    /// Says whether all that was painted can be seen.
    pub(super) fn check(mut self) -> Result<(), Hidden> {
        let runs = std::mem::take(&mut self.runs);
        self.overwritten(&runs)?;
        for run in &runs {
            let met = self.met(&run.bounds)?;
            for glyph in &run.glyphs {
                self.work(met.iter().map(|at| self.cost(*at)).sum::<usize>())?;
                self.glyph(glyph, run, &met)?;
            }
        }
        for (places, bounds, after) in std::mem::take(&mut self.pictures) {
            for at in self.met(&bounds)?.into_iter().filter(|at| *at >= after) {
                self.work(places.len() * self.cost(at) / 8)?;
                let Some(paint) = self.paints.get(at).filter(|paint| paint.hides()) else {
                    continue;
                };
                let middle = paint.bounds.middle();
                let small = matches!(paint.shape, Shape::Area(_))
                    && bounds.grown(-self.unit).contains(middle)
                    && paint.reaches(middle);
                if small || places.iter().filter(|place| paint.reaches(**place)).count() > 2 {
                    return Err(Hidden::PictureCovered);
                }
            }
        }
        for (points, bounds, after) in std::mem::take(&mut self.drawings) {
            for at in self.met(&bounds)?.into_iter().filter(|at| *at >= after) {
                self.work(points.len() * self.cost(at) / 8)?;
                let Some(paint) = self.paints.get(at).filter(|paint| paint.hides()) else {
                    continue;
                };
                if points.iter().all(|point| paint.reaches(*point)) {
                    return Err(Hidden::DrawingCovered);
                }
            }
        }
        Ok(())
    }

    /// What is painted near something.
    fn met(&mut self, bounds: &Bounds) -> Result<Vec<usize>, Hidden> {
        self.work(self.paints.len())?;
        let paints = self.paints.iter().enumerate();
        Ok(paints
            .filter(|(_, paint)| paint.bounds.meets(bounds))
            .map(|(at, _)| at)
            .collect())
    }

    fn cost(&self, at: usize) -> usize {
        self.paints.get(at).map_or(0, |paint| match &paint.shape {
            Shape::Area(outline) | Shape::Lines(outline, ..) => outline.size(),
        }) * 8
    }

    fn glyph(&self, glyph: &Glyph, run: &Run, met: &[usize]) -> Result<(), Hidden> {
        let Ink::Colour(ink, opacity) = &run.ink else {
            return Err(Hidden::TextOnPicture);
        };
        let opacity = *opacity;
        let mut covered = 0;
        let mut faint = 0;
        for place in glyph.places() {
            let near = || {
                met.iter()
                    .filter_map(|at| Some((*at, self.paints.get(*at)?)))
            };
            if near().any(|(at, paint)| at >= run.after && paint.hides() && paint.reaches(place)) {
                covered += 1;
            }
            let mut grounds = vec![self.paper];
            for (_, paint) in near().filter(|(at, _)| *at < run.after) {
                if !paint.reaches(place) {
                    continue;
                }
                let (colours, opacity) = match &paint.ink {
                    Ink::Colour(colour, opacity) => (std::slice::from_ref(colour), *opacity),
                    Ink::Mixed(colours, opacity) => (colours.as_ref(), *opacity),
                    Ink::Unknown => return Err(Hidden::TextOnPicture),
                };
                let painted: Vec<Rgb> = grounds
                    .iter()
                    .flat_map(|ground| colours.iter().map(|colour| colour.over(*ground, opacity)))
                    .collect();
                // What is seen through a gap is what was there before.
                if !matches!(paint.shape, Shape::Lines(_, _, true)) {
                    grounds.clear();
                }
                for colour in painted {
                    if !grounds.contains(&colour) {
                        grounds.push(colour);
                    }
                }
                if grounds.len() > SHADES {
                    return Err(Hidden::TextOnPicture);
                }
            }
            if grounds
                .iter()
                .any(|ground| ink.over(*ground, opacity).contrast(*ground) < FAINT)
            {
                faint += 1;
            }
        }
        if covered >= GONE {
            return Err(Hidden::TextCovered);
        }
        if faint > GONE {
            return Err(Hidden::TextFaint);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
