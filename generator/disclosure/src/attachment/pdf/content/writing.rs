//! Text: fonts, places of lines, and the words that are shown.

use super::super::object::Object;
use super::super::path::numbers;
use super::super::{Unclean, say};
use super::{Content, Walk};
use crate::attachment::canvas::{Glyph, Hidden, Matrix, Point};

impl<'a> Walk<'a> {
    pub(super) fn write(
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
    pub(super) fn show(
        &mut self,
        items: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
        let state = content.state()?.clone();
        let (mut map, line) = content.text.ok_or_else(say::damaged)?;
        let font = self.shelf.at(state.font.ok_or_else(say::damaged)?)?;
        // Drawings are filled, whatever becomes of other letters.
        let mode = match state.mode {
            1 | 2 if font.is_drawn() => 0,
            mode => mode,
        };
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
                    em: device.way(state.size * state.stretch, 0.0),
                    letter: meaning.chars().next().unwrap_or(' '),
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
        let Some(first) = glyphs.first() else {
            return Ok(());
        };
        let (ink, clip) = match mode {
            0 => state.ink(false)?,
            1 => state.ink(true)?,
            2 => {
                let lines = state.ink(true)?;
                if lines.0.hides() && first.is_filled_by(state.width * state.map.scale()) {
                    lines
                } else {
                    state.ink(false)?
                }
            }
            3 | 7 => return Err(self.hidden(Hidden::TextInvisible)),
            _ => return Err(say::unknown("text that cuts out what is painted")),
        };
        self.canvas
            .text(glyphs, ink, &clip)
            .map_err(|hidden| hidden.unclean(&self.place))
    }
}

impl Content<'_> {
    pub(super) fn line(&mut self, x: f64, y: f64) -> Result<(), Unclean> {
        let (_, line) = self.text.ok_or_else(say::damaged)?;
        let line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line);
        self.text = Some((line, line));
        Ok(())
    }

    pub(super) fn next_line(&mut self) -> Result<(), Unclean> {
        let leading = self.state()?.leading;
        self.line(0.0, -leading)
    }
}
