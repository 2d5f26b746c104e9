//! Goes through the content of a page as a viewer does: paints it on a canvas, reads its text, and writes it anew.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::file::File;
use super::filter::Data;
use super::lexer::{Lexer, Token};
use super::object::{Dict, Object};
use super::paint::{Space, rgb};
use super::shelf::Shelf;
use super::text::Text;
use super::write::{Builder, packed, print};
use super::{Unclean, say};
use crate::attachment::canvas::{
    Bounds, Canvas, Clip, Glyph, Hidden, Ink, Matrix, Outline, Point, Rgb,
};

/// How many operators a file may have.
const OPERATORS: usize = 4_000_000;
/// How deep forms and states may lie in one another.
const DEEP: usize = 12;
const STATES: usize = 256;

/// What something is painted with, apart from its opacity.
#[derive(Clone, Debug)]
enum Paint {
    Colour(Rgb),
    Mixed(Rc<[Rgb]>),
}

#[derive(Clone, Debug)]
struct State {
    map: Matrix,
    clip: Clip,
    fill_space: Space,
    stroke_space: Space,
    fill: Paint,
    stroke: Paint,
    fill_opacity: f64,
    stroke_opacity: f64,
    /// The opacity of the groups around.
    group: f64,
    width: f64,
    font: Option<usize>,
    size: f64,
    apart: f64,
    words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: usize,
}

impl State {
    fn ink(&self, stroke: bool) -> Ink {
        let (paint, opacity) = if stroke {
            (&self.stroke, self.stroke_opacity)
        } else {
            (&self.fill, self.fill_opacity)
        };
        match paint {
            Paint::Colour(colour) => Ink::Colour(*colour, opacity * self.group),
            Paint::Mixed(colours) => Ink::Mixed(Rc::clone(colours), opacity * self.group),
        }
    }
}

/// All pages of a file, one after the other.
pub(super) struct Walk<'a> {
    pub(super) file: &'a File,
    pub(super) builder: Builder,
    pub(super) shelf: Shelf,
    pub(super) text: Text,
    canvas: Canvas,
    place: String,
    operators: usize,
}

/// One content: what was written of it so far, and what it names.
struct Content<'a> {
    resources: Option<&'a Dict>,
    out: Vec<u8>,
    used: BTreeSet<String>,
    states: Vec<State>,
    path: Outline,
    clip: Option<bool>,
    /// The matrices of the text and of its line.
    text: Option<(Matrix, Matrix)>,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self {
            file,
            builder: Builder::default(),
            shelf: Shelf::default(),
            text: Text::default(),
            canvas: Canvas::new(Bounds::of(&[]), 1.0),
            place: String::new(),
            operators: 0,
        }
    }

    /// Writes the content of a page anew. Returns it with its resources.
    pub(super) fn page(
        &mut self,
        number: usize,
        bounds: Bounds,
        content: &[u8],
        resources: Option<&'a Dict>,
    ) -> Result<(Vec<u8>, Object), Unclean> {
        self.canvas = Canvas::new(bounds, 1.0);
        self.place = format!("page {number} of this PDF");
        let state = State {
            map: Matrix::IDENTITY,
            clip: Clip::new(),
            fill_space: Space::Grey,
            stroke_space: Space::Grey,
            fill: Paint::Colour(Rgb::BLACK),
            stroke: Paint::Colour(Rgb::BLACK),
            fill_opacity: 1.0,
            stroke_opacity: 1.0,
            group: 1.0,
            width: 1.0,
            font: None,
            size: 0.0,
            apart: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        let written = self.run(content, resources, state, 0)?;
        let canvas = std::mem::replace(&mut self.canvas, Canvas::new(bounds, 1.0));
        canvas.check().map_err(|hidden| self.hidden(hidden))?;
        self.text.page();
        Ok(written)
    }

    fn hidden(&self, hidden: Hidden) -> Unclean {
        hidden.unclean(&self.place)
    }

    fn run(
        &mut self,
        bytes: &[u8],
        resources: Option<&'a Dict>,
        state: State,
        depth: usize,
    ) -> Result<(Vec<u8>, Object), Unclean> {
        let mut content = Content {
            resources,
            out: Vec::new(),
            used: BTreeSet::new(),
            states: vec![state],
            path: Outline::default(),
            clip: None,
            text: None,
            depth,
        };
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands = Vec::new();
        loop {
            lexer.skip();
            if lexer.peek().is_none() {
                break;
            }
            match lexer.token(false).ok_or_else(say::damaged)? {
                Token::Object(object) => {
                    operands.push(object);
                    if operands.len() > 64 {
                        return Err(say::damaged());
                    }
                }
                Token::Word(word) => {
                    self.operators += 1;
                    if self.operators > OPERATORS {
                        return Err(say::large());
                    }
                    self.operator(&word, &operands, &mut content)?;
                    operands.clear();
                }
            }
        }
        if !operands.is_empty() || content.text.is_some() {
            return Err(say::damaged());
        }
        for _ in 1..content.states.len() {
            content.emit(&[], "Q");
        }
        Ok((content.out, self.shelf.resources(&content.used)))
    }

    fn operator(
        &mut self,
        word: &[u8],
        operands: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
        let name = std::str::from_utf8(word).map_err(|_| say::damaged())?;
        match name {
            "q" => {
                let state = content.state()?.clone();
                content.states.push(state);
                if content.states.len() > STATES || content.text.is_some() {
                    return Err(say::damaged());
                }
                content.emit(&[], "q");
            }
            "Q" => {
                if content.states.len() < 2 || content.text.is_some() {
                    return Err(say::damaged());
                }
                content.states.pop();
                content.emit(&[], "Q");
            }
            "cm" => {
                let map = Matrix(numbers(operands)?);
                let state = content.state()?;
                state.map = map.then(state.map);
                if !state.map.is_sane() {
                    return Err(self.hidden(Hidden::DrawingOutside));
                }
                content.emit(operands, name);
            }
            "w" => {
                let [width] = numbers(operands)?;
                content.state()?.width = width;
                content.emit(operands, name);
            }
            "J" | "j" | "M" => {
                let [_] = numbers::<1>(operands)?;
                content.emit(operands, name);
            }
            "d" => match operands {
                [Object::List(dashes), Object::Number(_)]
                    if dashes.iter().all(|dash| dash.number().is_some()) =>
                {
                    content.emit(operands, name);
                }
                _ => return Err(say::damaged()),
            },
            // How exactly colours and curves are matched, a hint to presses; and the ends of marks.
            "ri" | "i" | "EMC" => {}
            "gs" => self.state(operands, content)?,
            "m" | "l" | "c" | "v" | "y" | "h" | "re" => content.draw(name, operands)?,
            "W" | "W*" => content.clip = Some(name == "W*"),
            "n" | "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                self.paint(name, content)?;
            }
            "g" | "G" | "rg" | "RG" | "k" | "K" | "cs" | "CS" | "sc" | "SC" | "scn" | "SCN" => {
                self.colour(name, operands, content)?;
            }
            "sh" => {
                let object = content.resource("Shading", operands, self.file)?.clone();
                let spaces = content.spaces(self.file);
                let (new, colours) =
                    self.shelf
                        .gradient(self.file, &mut self.builder, &object, spaces, false)?;
                let area = everything();
                let ink = Ink::Mixed(colours, content.state()?.fill_opacity);
                let clip = content.state()?.clip.clone();
                self.canvas
                    .area(Rc::new(area), ink, &clip)
                    .map_err(|hidden| self.hidden(hidden))?;
                content.name(&new);
                content.emit(&[], "sh");
            }
            "Do" => self.object(operands, content)?,
            "BT" | "ET" | "Tc" | "Tw" | "Tz" | "TL" | "Tf" | "Tr" | "Ts" | "Td" | "TD" | "Tm"
            | "T*" | "Tj" | "TJ" | "'" | "\"" => {
                self.write(name, operands, content)?;
            }
            // Marks for programs; they are not painted. Those of layers say what may be hidden.
            "BMC" | "BDC" | "MP" | "DP" => {
                if operands.first().and_then(Object::name) == Some(b"OC") {
                    return Err(say::layers());
                }
            }
            "BI" => return Err(say::unknown("a picture within the text of a page")),
            _ => return Err(say::unknown("an instruction")),
        }
        Ok(())
    }

    fn state(&mut self, operands: &[Object], content: &mut Content<'a>) -> Result<(), Unclean> {
        let object = content.resource("ExtGState", operands, self.file)?.clone();
        let new = self.shelf.state(self.file, &mut self.builder, &object)?;
        let state = content.state()?;
        state.fill_opacity = new.fill_opacity.unwrap_or(state.fill_opacity);
        state.stroke_opacity = new.stroke_opacity.unwrap_or(state.stroke_opacity);
        state.width = new.width.unwrap_or(state.width);
        if let Some(name) = new.name {
            content.name(&name);
            content.emit(&[], "gs");
        }
        Ok(())
    }

    fn paint(&mut self, name: &str, content: &mut Content<'a>) -> Result<(), Unclean> {
        let closes = matches!(name, "s" | "b" | "b*");
        let mut outline = std::mem::take(&mut content.path);
        if closes {
            outline.close();
        }
        let clip = content.clip.take();
        outline.even_odd = name.ends_with('*');
        let outline = Rc::new(outline);
        let state = content.state()?;
        let fills = matches!(name, "f" | "F" | "f*" | "B" | "B*" | "b" | "b*");
        let strokes = matches!(name, "S" | "s" | "B" | "B*" | "b" | "b*");
        if fills {
            self.canvas
                .area(Rc::clone(&outline), state.ink(false), &state.clip)
                .map_err(|hidden| hidden.unclean(&self.place))?;
        }
        if strokes {
            let width = state.width * state.map.scale();
            self.canvas
                .lines(Rc::clone(&outline), width, state.ink(true), &state.clip)
                .map_err(|hidden| hidden.unclean(&self.place))?;
        }
        if let Some(even_odd) = clip {
            let mut area = Outline::clone(&outline);
            area.even_odd = even_odd;
            content.state()?.clip.push(Rc::new(area));
            content.emit(&[], if even_odd { "W*" } else { "W" });
        }
        content.emit(&[], if name == "F" { "f" } else { name });
        Ok(())
    }

    fn colour(
        &mut self,
        name: &str,
        operands: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
        let stroke = name.starts_with(|c: char| c.is_ascii_uppercase());
        let file = self.file;
        let lower = name.to_ascii_lowercase();
        let (space, given) = match lower.as_str() {
            "g" => (Space::Grey, list(operands)?),
            "rg" => (Space::Rgb, list(operands)?),
            "k" => (Space::Cmyk, list(operands)?),
            "cs" => {
                let space = Space::read(
                    file,
                    operands.first().ok_or_else(say::damaged)?,
                    content.spaces(file),
                    0,
                )?;
                let black = match &space {
                    Space::Grey | Space::Indexed(..) => vec![0.0],
                    Space::Ink(..) => vec![1.0],
                    Space::Rgb => vec![0.0; 3],
                    Space::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
                    Space::Pattern => Vec::new(),
                };
                (space, black)
            }
            _ => {
                let state = content.state()?;
                let space = if stroke {
                    state.stroke_space.clone()
                } else {
                    state.fill_space.clone()
                };
                if space == Space::Pattern {
                    return self.pattern(stroke, operands, content);
                }
                (space, list(operands)?)
            }
        };
        let paint = if space == Space::Pattern {
            Paint::Colour(Rgb::BLACK)
        } else {
            let device = space.device(file, &given)?;
            let operator = match (device.len(), stroke) {
                (1, false) => "g",
                (1, true) => "G",
                (3, false) => "rg",
                (3, true) => "RG",
                (_, false) => "k",
                (_, true) => "K",
            };
            let Object::List(written) = Object::numbers(&device) else {
                return Err(say::damaged());
            };
            content.emit(&written, operator);
            Paint::Colour(rgb(&device))
        };
        let state = content.state()?;
        if stroke {
            (state.stroke_space, state.stroke) = (space, paint);
        } else {
            (state.fill_space, state.fill) = (space, paint);
        }
        Ok(())
    }

    fn pattern(
        &mut self,
        stroke: bool,
        operands: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
        let object = content.resource("Pattern", operands, self.file)?.clone();
        let spaces = content.spaces(self.file);
        let (name, colours) =
            self.shelf
                .gradient(self.file, &mut self.builder, &object, spaces, true)?;
        content.emit(
            &[Object::named("Pattern")],
            if stroke { "CS" } else { "cs" },
        );
        content.name(&name);
        content.emit(&[], if stroke { "SCN" } else { "scn" });
        let state = content.state()?;
        if stroke {
            state.stroke = Paint::Mixed(colours);
        } else {
            state.fill = Paint::Mixed(colours);
        }
        Ok(())
    }

    /// Paints a picture or a form.
    fn object(&mut self, operands: &[Object], content: &mut Content<'a>) -> Result<(), Unclean> {
        let file = self.file;
        let object = content.resource("XObject", operands, file)?;
        let stream = file.stream(object).ok_or_else(say::damaged)?;
        match file.get(&stream.dict, "Subtype").and_then(Object::name) {
            Some(b"Image") => {
                let object = object.clone();
                let spaces = content.spaces(file);
                let (name, size) = self
                    .shelf
                    .picture(file, &mut self.builder, &object, spaces)?;
                let state = content.state()?;
                self.canvas
                    .picture(state.map, size, &state.clip)
                    .map_err(|hidden| hidden.unclean(&self.place))?;
                content.name(&name);
            }
            Some(b"Form") => {
                let name = self.form(object, content)?;
                content.name(&name);
            }
            _ => return Err(say::unknown("an object")),
        }
        content.emit(&[], "Do");
        Ok(())
    }

    fn form(&mut self, object: &'a Object, content: &mut Content<'a>) -> Result<String, Unclean> {
        let file = self.file;
        let stream = file.stream(object).ok_or_else(say::damaged)?;
        let dict = &stream.dict;
        if dict.has("OC") {
            return Err(say::layers());
        }
        super::only(
            dict,
            &[
                "Type",
                "Subtype",
                "FormType",
                "BBox",
                "Matrix",
                "Resources",
                "Group",
                "Name",
                "LastModified",
                "PieceInfo",
                "Metadata",
                "StructParent",
                "StructParents",
                "Filter",
                "DecodeParms",
                "Length",
            ],
        )?;
        if content.depth >= DEEP {
            return Err(say::large());
        }
        let bounds = dict
            .get("BBox")
            .and_then(|list| file.numbers(list))
            .ok_or_else(say::damaged)?;
        let [left, low, right, high] = bounds.as_slice() else {
            return Err(say::damaged());
        };
        let map = match dict.get("Matrix") {
            Some(list) => {
                let list = file.numbers(list).ok_or_else(say::damaged)?;
                Matrix(list.try_into().map_err(|_| say::damaged())?)
            }
            None => Matrix::IDENTITY,
        };
        let mut state = content.state()?.clone();
        state.map = map.then(state.map);
        if !state.map.is_sane() {
            return Err(self.hidden(Hidden::DrawingOutside));
        }
        let mut frame = Outline::default();
        frame.rectangle(*left, *low, right - left, high - low, state.map);
        state.clip.push(Rc::new(frame));
        let mut out = Dict::default()
            .with("Type", Object::named("XObject"))
            .with("Subtype", Object::named("Form"))
            .with("BBox", Object::numbers(&bounds));
        if map != Matrix::IDENTITY {
            out.put("Matrix", Object::numbers(&map.0));
        }
        if let Some(group) = dict.get("Group") {
            out.put("Group", group_of(file, group)?);
            state.group *= state.fill_opacity;
            (state.fill_opacity, state.stroke_opacity) = (1.0, 1.0);
        }
        let resources = dict
            .get("Resources")
            .and_then(|resources| file.dict(resources));
        let Data::Plain(inner) = file.open(stream)? else {
            return Err(say::damaged());
        };
        let (name, number) = self.shelf.form(&mut self.builder, object);
        let (written, resources) = self.run(&inner, resources, state, content.depth + 1)?;
        if let Some(number) = number {
            out.put("Resources", resources);
            self.builder.set(number, packed(out, &written));
        }
        Ok(name)
    }

    fn write(
        &mut self,
        name: &str,
        operands: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
        match name {
            "BT" if content.text.is_none() => {
                content.text = Some((Matrix::IDENTITY, Matrix::IDENTITY));
            }
            "ET" if content.text.is_some() => content.text = None,
            "Tc" => [content.state()?.apart] = numbers(operands)?,
            "Tw" => [content.state()?.words] = numbers(operands)?,
            "Tz" => {
                let [percent] = numbers(operands)?;
                content.state()?.stretch = percent / 100.0;
            }
            "TL" => [content.state()?.leading] = numbers(operands)?,
            "Ts" => [content.state()?.rise] = numbers(operands)?,
            "Tr" => {
                let mode = operands
                    .first()
                    .and_then(Object::whole)
                    .filter(|mode| *mode < 8);
                content.state()?.mode = mode.ok_or_else(say::damaged)?;
            }
            "Tf" => {
                let [_, Object::Number(size)] = operands else {
                    return Err(say::damaged());
                };
                let object = content.resource("Font", operands, self.file)?.clone();
                let (at, new) = self.shelf.font(self.file, &mut self.builder, &object)?;
                let state = content.state()?;
                (state.font, state.size) = (Some(at), *size);
                content.used.insert(new.clone());
                content.emit(&[Object::named(&new), Object::Number(*size)], "Tf");
                return Ok(());
            }
            "Td" | "TD" => {
                let [x, y] = numbers(operands)?;
                if name == "TD" {
                    content.state()?.leading = -y;
                }
                content.line(x, y)?;
            }
            "Tm" => {
                let map = Matrix(numbers(operands)?);
                *content.text.as_mut().ok_or_else(say::damaged)? = (map, map);
            }
            "T*" => content.next_line()?,
            "Tj" => {
                let [Object::Text(text)] = operands else {
                    return Err(say::damaged());
                };
                self.show(&[Object::Text(text.clone())], content)?;
            }
            "TJ" => {
                let [Object::List(items)] = operands else {
                    return Err(say::damaged());
                };
                self.show(items, content)?;
            }
            // Both are short for others.
            "'" | "\"" => {
                let [before @ .., Object::Text(text)] = operands else {
                    return Err(say::damaged());
                };
                match before {
                    [] => {}
                    [words @ Object::Number(_), apart @ Object::Number(_)] => {
                        self.write("Tw", std::slice::from_ref(words), content)?;
                        self.write("Tc", std::slice::from_ref(apart), content)?;
                    }
                    _ => return Err(say::damaged()),
                }
                self.write("T*", &[], content)?;
                return self.write("Tj", &[Object::Text(text.clone())], content);
            }
            _ => return Err(say::damaged()),
        }
        content.emit(operands, name);
        Ok(())
    }

    /// Shows strings, with distances between them.
    fn show(&mut self, items: &[Object], content: &mut Content<'a>) -> Result<(), Unclean> {
        let state = content.state()?.clone();
        let (mut map, line) = content.text.ok_or_else(say::damaged)?;
        let font = self.shelf.at(state.font.ok_or_else(say::damaged)?)?;
        let mut glyphs = Vec::new();
        for item in items {
            let text = match item {
                Object::Number(distance) => {
                    let back = -distance / 1000.0 * state.size * state.stretch;
                    map = Matrix([1.0, 0.0, 0.0, 1.0, back, 0.0]).then(map);
                    continue;
                }
                Object::Text(text) => text,
                _ => return Err(say::damaged()),
            };
            for code in font.codes(text)? {
                let meaning = font.text(code)?;
                let width = font.width(code) / 1000.0 * state.size * state.stretch;
                let device = map.then(state.map);
                let glyph = Glyph {
                    origin: device.apply(Point::new(0.0, state.rise)),
                    advance: device.way(width, 0.0),
                    up: device.way(0.0, state.size),
                };
                self.text
                    .letter(&meaning, glyph.origin, glyph.advance, glyph.up);
                let space = font.is_simple() && code == 32;
                let far =
                    width + (state.apart + if space { state.words } else { 0.0 }) * state.stretch;
                map = Matrix([1.0, 0.0, 0.0, 1.0, far, 0.0]).then(map);
                if meaning.chars().all(char::is_whitespace) {
                    continue;
                }
                if !device.is_sane() {
                    return Err(self.hidden(Hidden::TextTiny));
                }
                glyphs.push(glyph);
            }
        }
        content.text = Some((map, line));
        if glyphs.is_empty() {
            return Ok(());
        }
        let ink = match state.mode {
            0 | 2 => state.ink(false),
            1 => state.ink(true),
            3 | 7 => return Err(self.hidden(Hidden::TextInvisible)),
            _ => return Err(say::unknown("text that cuts out what is painted")),
        };
        self.canvas
            .text(glyphs, ink, &state.clip)
            .map_err(|hidden| hidden.unclean(&self.place))
    }
}

impl<'a> Content<'a> {
    fn state(&mut self) -> Result<&mut State, Unclean> {
        self.states.last_mut().ok_or_else(say::damaged)
    }

    /// Writes an operator with its operands.
    fn emit(&mut self, operands: &[Object], name: &str) {
        for operand in operands {
            print(operand, &mut self.out);
            self.out.push(b' ');
        }
        self.out.extend(name.bytes());
        self.out.push(b'\n');
    }

    /// Writes the new name of a resource.
    fn name(&mut self, name: &str) {
        self.used.insert(name.to_owned());
        print(&Object::named(name), &mut self.out);
        self.out.push(b' ');
    }

    fn spaces(&self, file: &'a File) -> Option<&'a Dict> {
        file.dict(self.resources?.get("ColorSpace")?)
    }

    /// What the last operand that is a name names.
    fn resource(
        &self,
        kind: &str,
        operands: &[Object],
        file: &'a File,
    ) -> Result<&'a Object, Unclean> {
        let name = operands
            .iter()
            .rev()
            .find_map(Object::name)
            .ok_or_else(say::damaged)?;
        let list = self
            .resources
            .and_then(|resources| file.dict(resources.get(kind)?));
        list.and_then(|list| list.0.get(name))
            .ok_or_else(say::damaged)
    }

    fn draw(&mut self, name: &str, operands: &[Object]) -> Result<(), Unclean> {
        let map = self.state()?.map;
        let at = |x: f64, y: f64| map.apply(Point::new(x, y));
        let drawn = match name {
            "m" => {
                let [x, y] = numbers(operands)?;
                self.path.move_to(at(x, y));
                true
            }
            "l" => {
                let [x, y] = numbers(operands)?;
                self.path.line_to(at(x, y))
            }
            "c" => {
                let [a, b, c, d, x, y] = numbers(operands)?;
                self.path.curve_to(at(a, b), at(c, d), at(x, y))
            }
            "v" => {
                let [c, d, x, y] = numbers(operands)?;
                let pen = self.path.pen().ok_or_else(say::damaged)?;
                self.path.curve_to(pen, at(c, d), at(x, y))
            }
            "y" => {
                let [a, b, x, y] = numbers(operands)?;
                self.path.curve_to(at(a, b), at(x, y), at(x, y))
            }
            "h" => {
                self.path.close();
                operands.is_empty()
            }
            _ => {
                let [x, y, width, height] = numbers(operands)?;
                self.path.rectangle(x, y, width, height, map);
                true
            }
        };
        if !drawn || self.path.size() > 2_000_000 {
            return Err(say::damaged());
        }
        self.emit(operands, name);
        Ok(())
    }

    fn line(&mut self, x: f64, y: f64) -> Result<(), Unclean> {
        let (_, line) = self.text.ok_or_else(say::damaged)?;
        let line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line);
        self.text = Some((line, line));
        Ok(())
    }

    fn next_line(&mut self) -> Result<(), Unclean> {
        let leading = self.state()?.leading;
        self.line(0.0, -leading)
    }
}

/// An area that no page is larger than.
fn everything() -> Outline {
    let mut all = Outline::default();
    all.rectangle(-1e6, -1e6, 2e6, 2e6, Matrix::IDENTITY);
    all
}

/// Operands that are so many numbers.
fn numbers<const N: usize>(operands: &[Object]) -> Result<[f64; N], Unclean> {
    list(operands)?.try_into().map_err(|_| say::damaged())
}

fn list(operands: &[Object]) -> Result<Vec<f64>, Unclean> {
    operands
        .iter()
        .map(|operand| operand.number().ok_or_else(say::damaged))
        .collect()
}

/// A transparency group as it is written anew.
pub(super) fn group_of(file: &File, object: &Object) -> Result<Object, Unclean> {
    let dict = file.dict(object).ok_or_else(say::damaged)?;
    super::only(dict, &["Type", "S", "CS", "I", "K"])?;
    let mut out = Dict::default().with("S", Object::named("Transparency"));
    if !dict.is("S", "Transparency") {
        return Err(say::unknown("a group"));
    }
    if let Some(space) = dict.get("CS") {
        out.put("CS", Space::read(file, space, None, 0)?.write()?);
    }
    for key in ["I", "K"] {
        if let Some(Object::Bool(value)) = file.get(dict, key) {
            out.put(key, Object::Bool(*value));
        }
    }
    Ok(Object::Dict(out))
}
