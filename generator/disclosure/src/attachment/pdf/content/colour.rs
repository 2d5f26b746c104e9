//! Colours and patterns: what ink is set, and whether it covers what lies below.

use std::rc::Rc;

use super::super::filter::Budget;
use super::super::object::Object;
use super::super::paint::{Space, rgb};
use super::super::path::list;
use super::super::{Unclean, at_most, say};
use super::{CLIPS, Content, Paint, Walk};
use crate::attachment::canvas::Outline;

impl<'a> Walk<'a> {
    pub(super) fn paint(&mut self, name: &str, content: &mut Content<'a>) -> Result<(), Unclean> {
        let closes = matches!(name, "s" | "b" | "b*");
        let mut outline = std::mem::take(&mut content.path);
        content.parts = Budget::of(self.parts);
        if closes {
            outline.close();
        }
        let clip = content.clip.take();
        outline.even_odd = name.ends_with('*');
        let outline = Rc::new(outline);
        let fills = matches!(name, "f" | "F" | "f*" | "B" | "B*" | "b" | "b*");
        let strokes = matches!(name, "S" | "s" | "B" | "B*" | "b" | "b*");
        let state = content.state()?;
        if fills {
            let (ink, clip) = state.ink(false)?;
            self.canvas
                .area(Rc::clone(&outline), ink, &clip)
                .map_err(|hidden| hidden.unclean(&self.place))?;
        }
        if strokes {
            let width = state.width * state.map.scale();
            let (ink, clip) = state.ink(true)?;
            self.canvas
                .lines(Rc::clone(&outline), (width, state.dashed), ink, &clip)
                .map_err(|hidden| hidden.unclean(&self.place))?;
        }
        if let Some(even_odd) = clip {
            let mut area = Outline::clone(&outline);
            area.even_odd = even_odd;
            let state = content.state()?;
            state.clip.push(Rc::new(area));
            // Each is looked at with everything that is painted.
            at_most(state.clip.len(), CLIPS)?;
            content.emit(&[], if even_odd { "W*" } else { "W" });
        }
        content.emit(&[], if name == "F" { "f" } else { name });
        Ok(())
    }

    pub(super) fn colour(
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
            Paint::Unnamed
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

    pub(super) fn pattern(
        &mut self,
        stroke: bool,
        operands: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
        let object = content.resource("Pattern", operands, self.file)?.clone();
        let spaces = content.spaces(self.file);
        let (name, gradient) =
            self.shelf
                .gradient(self.file, &mut self.builder, &object, spaces, true)?;
        content.emit(
            &[Object::named("Pattern")],
            if stroke { "CS" } else { "cs" },
        );
        content.name(&name);
        content.emit(&[], if stroke { "SCN" } else { "scn" });
        let reach = gradient.reach(content.base)?;
        let paint = Paint::Mixed(Rc::clone(&gradient.colours), reach);
        let state = content.state()?;
        if stroke {
            state.stroke = paint;
        } else {
            state.fill = paint;
        }
        Ok(())
    }
}
