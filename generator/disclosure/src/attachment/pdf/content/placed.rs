//! Pictures and forms that a page places, each looked at where it stands.

use std::rc::Rc;

use super::super::filter::Data;
use super::super::object::{Dict, Object};
use super::super::write::packed;
use super::super::{Unclean, only, say};
use super::{Content, DEEP, Walk, group_of};
use crate::attachment::canvas::{Hidden, Matrix, Outline};

impl<'a> Walk<'a> {
    /// Paints a picture or a form.
    pub(super) fn object(
        &mut self,
        operands: &[Object],
        content: &mut Content<'a>,
    ) -> Result<(), Unclean> {
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

    pub(super) fn form(
        &mut self,
        object: &'a Object,
        content: &mut Content<'a>,
    ) -> Result<String, Unclean> {
        let file = self.file;
        let stream = file.stream(object).ok_or_else(say::damaged)?;
        let dict = &stream.dict;
        if dict.has("OC") {
            return Err(say::layers());
        }
        only(
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
}
