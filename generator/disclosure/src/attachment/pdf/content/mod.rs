//! Goes through the content of a page as a viewer does: paints it on a canvas, reads its text, and writes it anew.

mod colour;
mod placed;
mod writing;

use std::collections::BTreeSet;
use std::rc::Rc;

use super::file::File;
use super::filter::Budget;
use super::lexer::{Lexer, Token};
use super::object::{Dict, Object};
use super::paint::Space;
use super::path::{self, numbers};
use super::shelf::Shelf;
use super::text::Text;
use super::write::{Builder, print};
use super::{Unclean, say};
use crate::attachment::canvas::{Bounds, Canvas, Clip, Hidden, Ink, Matrix, Outline, Rgb};

/// How many operators a file may have.
const OPERATORS: usize = 4_000_000;
/// How deep forms and states may lie in one another.
const DEEP: usize = 12;
const STATES: usize = 256;
/// How many operators may draw one outline, and how many areas may cut off what is painted at once.
const PARTS: usize = 1_000_000;
const CLIPS: usize = 256;

/// What something is painted with, apart from its opacity.
#[derive(Clone, Debug)]
enum Paint {
    Colour(Rgb),
    /// A gradient, and the areas beyond which it paints nothing.
    Mixed(Rc<[Rgb]>, Clip),
    /// A pattern that is yet to be named.
    Unnamed,
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
    /// Whether lines have gaps.
    dashed: bool,
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
    /// What something is painted with, and the areas that all must hold a place for it to be painted.
    fn ink(&self, stroke: bool) -> Result<(Ink, Clip), Unclean> {
        let (paint, opacity) = if stroke {
            (&self.stroke, self.stroke_opacity)
        } else {
            (&self.fill, self.fill_opacity)
        };
        match paint {
            Paint::Colour(colour) => Ok((
                Ink::Colour(*colour, opacity * self.group),
                self.clip.clone(),
            )),
            Paint::Mixed(colours, reach) => Ok((
                mixed(colours, opacity * self.group),
                self.clip.iter().chain(reach).cloned().collect(),
            )),
            // Viewers paint nothing then, or go on with the last colour.
            Paint::Unnamed => Err(say::unknown("a pattern")),
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
    operators: Budget,
    parts: usize,
}

/// One content: what was written of it so far, and what it names.
struct Content<'a> {
    resources: Option<&'a Dict>,
    out: Vec<u8>,
    used: BTreeSet<String>,
    states: Vec<State>,
    /// The map that the content begins with: patterns lie in its plane, whatever moves what is painted with them.
    base: Matrix,
    path: Outline,
    /// How many operators may still draw the outline.
    parts: Budget,
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
            operators: Budget::of(OPERATORS),
            parts: PARTS,
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
            dashed: false,
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
            base: state.map,
            states: vec![state],
            path: Outline::default(),
            parts: Budget::of(self.parts),
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
                    self.operators.spend(1)?;
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
                    content.state()?.dashed = !dashes.is_empty();
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
                let (new, gradient) =
                    self.shelf
                        .gradient(self.file, &mut self.builder, &object, spaces, false)?;
                let state = content.state()?;
                let ink = mixed(&gradient.colours, state.fill_opacity * state.group);
                let reach = gradient.reach(state.map)?;
                let clip = state.clip.iter().cloned().chain(reach).collect();
                self.canvas
                    .area(Rc::new(Outline::everything()), ink, &clip)
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
        self.parts.spend(1)?;
        let map = self.state()?.map;
        if !path::draw(&mut self.path, name, operands, map)? {
            return Err(say::damaged());
        }
        self.emit(operands, name);
        Ok(())
    }
}

/// The ink of a gradient, as far as its colours are known.
fn mixed(colours: &Rc<[Rgb]>, opacity: f64) -> Ink {
    if colours.is_empty() {
        return Ink::Unknown;
    }
    Ink::Mixed(Rc::clone(colours), opacity)
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

#[cfg(test)]
mod tests;
