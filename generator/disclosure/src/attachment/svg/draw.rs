//! Paints a drawing of the closed list on a canvas, to learn whether all of it can be seen.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::shape::outline;
use super::value::{link, numbers, rgb, transform};
use super::{Child, Element, Hidden, PLAIN, Unclean, hidden, unknown};
use crate::attachment::canvas::{Bounds, Canvas, Clip, Glyph, Ink, Matrix, Outline, Point, Rgb};

/// How deep parts may use parts.
const DEEP: usize = 12;
/// How many colours of a gradient are told apart.
const STOPS: usize = 16;
/// How many elements may be drawn.
const DRAWN: usize = 300_000;

/// What an element inherits.
#[derive(Clone)]
struct State {
    map: Matrix,
    fill: String,
    stroke: String,
    fill_opacity: f64,
    stroke_opacity: f64,
    opacity: f64,
    width: f64,
    /// Whether lines have gaps.
    dashed: bool,
    em: f64,
    /// Between letters, and more between words.
    apart: f64,
    words: f64,
    anchor: String,
    baseline: String,
    rule: String,
    clip: Clip,
    depth: usize,
}

struct Draw<'a> {
    canvas: Canvas,
    /// Elements that have names, each with the rule that clips within it follow.
    known: BTreeMap<&'a str, (&'a Element, &'a str)>,
    /// How far the frame of a symbol goes.
    frame: (f64, f64),
    /// How many elements may still be drawn.
    left: usize,
    /// The size of a point of the screen.
    pixel: f64,
}

/// Says why a part of a drawing cannot be seen, if one cannot.
pub(super) fn check(root: &Element) -> Result<(), Unclean> {
    let view = root.get("viewBox").and_then(numbers).unwrap_or_default();
    let [x, y, width, height] = view.as_slice() else {
        return Err(hidden(Hidden::TooComplex));
    };
    let page = Bounds::of(&[Point::new(*x, *y), Point::new(x + width, y + height)]);
    let pixel = width / root.number("width").max(0.5);
    // A point of paper is 4/3 of a pixel.
    let unit = pixel * 96.0 / 72.0;
    let mut known = BTreeMap::new();
    index(root, "nonzero", &mut known);
    let mut draw = Draw {
        canvas: Canvas::new(page, unit),
        known,
        frame: (*width, *height),
        left: DRAWN,
        pixel,
    };
    let state = State {
        map: Matrix::IDENTITY,
        fill: "#000000".to_owned(),
        stroke: "none".to_owned(),
        fill_opacity: 1.0,
        stroke_opacity: 1.0,
        opacity: 1.0,
        width: 1.0,
        dashed: false,
        em: 16.0,
        apart: 0.0,
        words: 0.0,
        anchor: "start".to_owned(),
        baseline: String::new(),
        rule: String::new(),
        clip: Clip::new(),
        depth: 0,
    };
    draw.element(root, &state)?;
    draw.canvas.check().map_err(hidden)
}

fn index<'a>(
    element: &'a Element,
    rule: &'a str,
    known: &mut BTreeMap<&'a str, (&'a Element, &'a str)>,
) {
    let rule = element.get("clip-rule").unwrap_or(rule);
    if let Some(id) = element.get("id") {
        known.insert(id, (element, rule));
    }
    for child in element.elements() {
        index(child, rule, known);
    }
}

impl State {
    fn of(&self, element: &Element) -> Self {
        let mut state = self.clone();
        let set = |name: &str, slot: &mut String| {
            if let Some(value) = element.get(name) {
                value.clone_into(slot);
            }
        };
        set("fill", &mut state.fill);
        set("stroke", &mut state.stroke);
        set("text-anchor", &mut state.anchor);
        set("dominant-baseline", &mut state.baseline);
        set("fill-rule", &mut state.rule);
        let set = |name: &str, slot: &mut f64| {
            if element.get(name).is_some() {
                *slot = element.number(name);
            }
        };
        set("fill-opacity", &mut state.fill_opacity);
        set("stroke-opacity", &mut state.stroke_opacity);
        set("stroke-width", &mut state.width);
        set("font-size", &mut state.em);
        set("letter-spacing", &mut state.apart);
        set("word-spacing", &mut state.words);
        state.dashed |= element.get("stroke-dasharray").is_some();
        if element.get("opacity").is_some() {
            state.opacity *= element.number("opacity");
        }
        if let Some(map) = element.get("transform").and_then(transform) {
            state.map = map.then(state.map);
        }
        state
    }

    /// How far a letter takes the pen.
    fn far(&self, c: char) -> f64 {
        let words = if c == ' ' { self.words } else { 0.0 };
        advance(c) * self.em + self.apart + words
    }
}

impl<'a> Draw<'a> {
    fn element(&mut self, element: &'a Element, around: &State) -> Result<(), Unclean> {
        let left = self.left.checked_sub(1);
        self.left = left.ok_or_else(|| hidden(Hidden::TooComplex))?;
        let mut state = around.of(element);
        if let Some(name) = element.get("clip-path").and_then(link) {
            let area = self.clip(name, &state)?;
            state.clip.push(Rc::new(area));
        }
        match element.name {
            "defs" | "symbol" | "linearGradient" | "radialGradient" | "clipPath" => Ok(()),
            "svg" | "g" => element
                .elements()
                .try_for_each(|child| self.element(child, &state)),
            "use" => self.part(element, &state),
            "text" => self.text(element, &state),
            _ => self.shape(element, &state),
        }
    }

    fn part(&mut self, element: &Element, state: &State) -> Result<(), Unclean> {
        let known = element.get("href").and_then(link);
        let Some((target, _)) = known.and_then(|name| self.known.get(name).copied()) else {
            return Ok(());
        };
        let mut state = state.clone();
        state.depth += 1;
        if state.depth > DEEP {
            return Err(unknown("parts that use one another without end", PLAIN));
        }
        let moved = Matrix([1.0, 0.0, 0.0, 1.0, element.number("x"), element.number("y")]);
        state.map = moved.then(state.map);
        if target.name == "symbol" {
            if target.get("clip-path").is_some() {
                return Err(unknown("a clip that is more than a plain shape", PLAIN));
            }
            let mut state = state.of(target);
            if target.get("overflow") != Some("visible") {
                let (width, height) = self.frame;
                let mut frame = Outline::default();
                frame.rectangle(0.0, 0.0, width, height, state.map);
                state.clip.push(Rc::new(frame));
            }
            return target
                .elements()
                .try_for_each(|child| self.element(child, &state));
        }
        self.element(target, &state)
    }

    /// The area of a clip path, which is one shape.
    fn clip(&mut self, name: &str, state: &State) -> Result<Outline, Unclean> {
        let known = self.known.get(name).copied();
        let Some((target, rule)) = known.filter(|(target, _)| target.name == "clipPath") else {
            return Err(unknown("a reference to something of another kind", PLAIN));
        };
        let more = || unknown("a clip that is more than a plain shape", PLAIN);
        let mut shapes = target.elements();
        let shape = shapes.next();
        if shapes.next().is_some() || target.get("clip-path").is_some() {
            return Err(more());
        }
        let Some(shape) = shape else {
            return Ok(Outline::default());
        };
        if matches!(shape.name, "text" | "use" | "g") || shape.get("clip-path").is_some() {
            return Err(more());
        }
        let state = State {
            map: target
                .get("transform")
                .and_then(transform)
                .map_or(state.map, |map| map.then(state.map)),
            ..state.clone()
        };
        let mut area = outline(shape, state.of(shape).map)?;
        area.even_odd = shape.get("clip-rule").unwrap_or(rule) == "evenodd";
        Ok(area)
    }

    fn ink(&self, paint: &str, opacity: f64) -> Option<Ink> {
        if paint == "none" {
            return None;
        }
        if let Some(colour) = rgb(paint) {
            return Some(Ink::Colour(colour, opacity));
        }
        let known = |name: &str| self.known.get(name).map(|(element, _)| *element);
        let mut target = known(link(paint)?);
        let mut colours = Vec::new();
        for _ in 0..DEEP {
            let Some(gradient) = target else { break };
            let stops = gradient.elements().filter(|child| child.name == "stop");
            for stop in stops {
                let opacity = stop
                    .get("stop-opacity")
                    .map_or(1.0, |_| stop.number("stop-opacity"));
                let colour = stop.get("stop-color").and_then(rgb).unwrap_or(Rgb::BLACK);
                if opacity < 1.0 {
                    return Some(Ink::Unknown);
                }
                colours.push(colour);
            }
            if colours.len() > STOPS {
                return Some(Ink::Unknown);
            }
            if !colours.is_empty() {
                return Some(Ink::Mixed(colours.into(), opacity));
            }
            target = gradient.get("href").and_then(link).and_then(known);
        }
        Some(Ink::Unknown)
    }

    /// What lines are drawn with. One that is thinner than a point of the screen shows in it as little as it fills it.
    fn stroke(&self, state: &State) -> Option<Ink> {
        let width = state.width * state.map.scale() / self.pixel;
        if width <= 0.0 {
            return None;
        }
        let opacity = state.stroke_opacity * state.opacity;
        self.ink(&state.stroke, opacity * width.min(1.0))
    }

    fn shape(&mut self, element: &Element, state: &State) -> Result<(), Unclean> {
        let mut area = outline(element, state.map)?;
        area.even_odd = state.rule == "evenodd";
        let area = Rc::new(area);
        let fill = self.ink(&state.fill, state.fill_opacity * state.opacity);
        let stroke = self.stroke(state);
        if fill.is_none() && stroke.is_none() && area.curves >= 8 {
            return Err(hidden(Hidden::DrawingCovered));
        }
        if let Some(ink) = fill.filter(|_| element.name != "line") {
            self.canvas
                .area(Rc::clone(&area), ink, &state.clip)
                .map_err(hidden)?;
        }
        if let Some(ink) = stroke {
            let width = state.width * state.map.scale();
            self.canvas
                .lines(area, (width, state.dashed), ink, &state.clip)
                .map_err(hidden)?;
        }
        Ok(())
    }

    fn text(&mut self, element: &'a Element, state: &State) -> Result<(), Unclean> {
        let mut pen = Point::default();
        self.line(element, state, &mut pen)
    }

    /// Writes the text of an element from where the pen is.
    fn line(
        &mut self,
        element: &'a Element,
        state: &State,
        pen: &mut Point,
    ) -> Result<(), Unclean> {
        let list = |name: &str| element.get(name).and_then(numbers).unwrap_or_default();
        let (xs, ys, dx, dy) = (list("x"), list("y"), list("dx"), list("dy"));
        let mut at = 0_usize;
        for child in &element.children {
            match child {
                Child::Element(child) => {
                    let state = state.of(child);
                    self.line(child, &state, pen)?;
                }
                Child::Text(text) => {
                    let count = text.chars().count();
                    let own: f64 = text.chars().map(|c| state.far(c)).sum();
                    let wide = match element.get("textLength") {
                        Some(_) => element.number("textLength"),
                        None => own,
                    };
                    // Letters are made wider or narrower, or they stand further apart or closer.
                    let (stretch, apart) = match element.get("lengthAdjust") {
                        Some("spacingAndGlyphs") => (wide / own, 0.0),
                        _ => (
                            1.0,
                            (wide - own) / f64::from(u32::try_from(count).unwrap_or(1)),
                        ),
                    };
                    let mut glyphs = Vec::with_capacity(count);
                    let shift = match state.anchor.as_str() {
                        "middle" => -wide / 2.0,
                        "end" => -wide,
                        _ => 0.0,
                    };
                    let down = match state.baseline.as_str() {
                        "middle" | "central" | "mathematical" => 0.3 * state.em,
                        "hanging" | "text-before-edge" => 0.75 * state.em,
                        _ => 0.0,
                    };
                    for c in text.chars() {
                        let own = |values: &[f64]| values.get(at).copied();
                        pen.x = own(&xs).unwrap_or(pen.x) + own(&dx).unwrap_or_default();
                        pen.y = own(&ys).unwrap_or(pen.y) + own(&dy).unwrap_or_default();
                        at += 1;
                        let far = state.far(c) * stretch + apart;
                        if !c.is_whitespace() {
                            glyphs.push(Glyph {
                                origin: state.map.apply(Point::new(pen.x + shift, pen.y + down)),
                                advance: state.map.way(advance(c) * state.em * stretch, 0.0),
                                up: state.map.way(0.0, -state.em),
                                em: state.map.way(state.em * stretch, 0.0),
                                letter: c,
                            });
                        }
                        pen.x += far;
                    }
                    self.write(glyphs, state)?;
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, glyphs: Vec<Glyph>, state: &State) -> Result<(), Unclean> {
        let Some(first) = glyphs.first() else {
            return Ok(());
        };
        let width = state.width * state.map.scale();
        let fill = self.ink(&state.fill, state.fill_opacity * state.opacity);
        let ink = match self.stroke(state) {
            Some(lines) if lines.hides() && first.is_filled_by(width) => Some(lines),
            lines => fill.or(lines),
        };
        let ink = ink.ok_or_else(|| hidden(Hidden::TextInvisible))?;
        self.canvas.text(glyphs, ink, &state.clip).map_err(hidden)
    }
}

/// How wide a letter is, about, in parts of its size: rather less than more, since what is told is what sticks out.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ' ' | '\'' | '|' | ':' => 0.25,
        // Hangul, Chinese, Japanese, and pictures; what lies between is as narrow as Latin.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'.. => 0.95,
        _ => 0.48,
    }
}
