//! What pages share: fonts, pictures, forms and states, each written once, by new names in the order of need.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::File;
use super::font::Font;
use super::object::{Dict, Object};
use super::paint::{self, shading};
use super::write::{Builder, print};
use super::{Unclean, say};
use crate::attachment::canvas::Matrix;

/// Which object of the file something is: its number, or what stands there.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Key {
    Number(u32),
    Inline(Vec<u8>),
}

impl Key {
    pub(super) fn of(object: &Object) -> Self {
        match object {
            Object::Reference(number) => Self::Number(*number),
            other => {
                let mut bytes = Vec::new();
                print(other, &mut bytes);
                Self::Inline(bytes)
            }
        }
    }
}

/// A state of the page that a dictionary sets.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) fill_opacity: Option<f64>,
    pub(super) stroke_opacity: Option<f64>,
    pub(super) width: Option<f64>,
    /// Its new name; none where it changes nothing.
    pub(super) name: Option<String>,
}

/// A gradient: its new name, and what is known of it.
pub(super) type Gradient = (String, Rc<paint::Gradient>);

/// What was written so far.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    fonts: BTreeMap<Key, usize>,
    list: Vec<(Font, u32)>,
    states: BTreeMap<Key, State>,
    gradients: BTreeMap<Key, Gradient>,
    pictures: BTreeMap<Key, (String, (u32, u32))>,
    forms: BTreeMap<Key, (String, u32)>,
    named: BTreeMap<String, Object>,
}

impl Shelf {
    /// The place of a font on the shelf, and its new name.
    pub(super) fn font(
        &mut self,
        file: &File,
        builder: &mut Builder,
        object: &Object,
    ) -> Result<(usize, String), Unclean> {
        let key = Key::of(object);
        let at = match self.fonts.get(&key) {
            Some(at) => *at,
            None => {
                let font = Font::read(file, object)?;
                let number = builder.reserve();
                self.list.push((font, number));
                let at = self.list.len();
                self.named
                    .insert(format!("F{at}"), Object::Reference(number));
                self.fonts.insert(key, at);
                at
            }
        };
        Ok((at, format!("F{at}")))
    }

    pub(super) fn at(&mut self, at: usize) -> Result<&mut Font, Unclean> {
        let index = at.checked_sub(1).ok_or_else(say::damaged)?;
        self.list
            .get_mut(index)
            .map(|(font, _)| font)
            .ok_or_else(say::damaged)
    }

    /// Writes the fonts, once all that is written with them is known.
    pub(super) fn fonts(&self, file: &File, builder: &mut Builder) -> Result<(), Unclean> {
        for (at, (font, number)) in (1..).zip(&self.list) {
            let dict = font.write(file, builder, at)?;
            builder.set(*number, Object::Dict(dict));
        }
        Ok(())
    }

    pub(super) fn picture(
        &mut self,
        file: &File,
        builder: &mut Builder,
        object: &Object,
        spaces: Option<&Dict>,
    ) -> Result<(String, (u32, u32)), Unclean> {
        let key = Key::of(object);
        if let Some(known) = self.pictures.get(&key) {
            return Ok(known.clone());
        }
        let (picture, size) = super::image::write(file, builder, object, spaces, 0)?;
        let name = format!("I{}", self.pictures.len() + 1);
        self.named.insert(name.clone(), builder.add(picture));
        self.pictures.insert(key, (name.clone(), size));
        Ok((name, size))
    }

    /// The name of a form, and its number where it is to be written.
    pub(super) fn form(&mut self, builder: &mut Builder, object: &Object) -> (String, Option<u32>) {
        let key = Key::of(object);
        if let Some((name, _)) = self.forms.get(&key) {
            return (name.clone(), None);
        }
        let number = builder.reserve();
        let name = format!("X{}", self.forms.len() + 1);
        self.named.insert(name.clone(), Object::Reference(number));
        self.forms.insert(key, (name.clone(), number));
        (name, Some(number))
    }

    pub(super) fn gradient(
        &mut self,
        file: &File,
        builder: &mut Builder,
        object: &Object,
        spaces: Option<&Dict>,
        pattern: bool,
    ) -> Result<Gradient, Unclean> {
        let key = Key::of(object);
        if let Some(known) = self.gradients.get(&key) {
            return Ok(known.clone());
        }
        let strange = || say::unknown("a pattern");
        let (written, gradient, letter) = if pattern {
            let dict = file.dict(object).ok_or_else(strange)?;
            super::only(dict, &["Type", "PatternType", "Shading", "Matrix"])?;
            if file.get(dict, "PatternType").and_then(Object::whole) != Some(2) {
                return Err(strange());
            }
            let inner = dict.get("Shading").ok_or_else(strange)?;
            let (shading, mut gradient) = shading(file, builder, inner, spaces)?;
            let mut out = Dict::default()
                .with("Type", Object::named("Pattern"))
                .with("PatternType", Object::Number(2.0))
                .with("Shading", shading);
            if let Some(map) = dict.get("Matrix") {
                let numbers = file.numbers(map).and_then(|map| map.try_into().ok());
                gradient.map = Matrix(numbers.ok_or_else(strange)?);
                out.put("Matrix", Object::numbers(&gradient.map.0));
            }
            (Object::Dict(out), gradient, 'P')
        } else {
            let (shading, gradient) = shading(file, builder, object, spaces)?;
            (shading, gradient, 'S')
        };
        let name = format!("{letter}{}", self.gradients.len() + 1);
        self.named.insert(name.clone(), builder.add(written));
        let gradient = (name, Rc::new(gradient));
        self.gradients.insert(key, gradient.clone());
        Ok(gradient)
    }

    pub(super) fn state(
        &mut self,
        file: &File,
        builder: &mut Builder,
        object: &Object,
    ) -> Result<State, Unclean> {
        let key = Key::of(object);
        if let Some(known) = self.states.get(&key) {
            return Ok(known.clone());
        }
        let dict = file.dict(object).ok_or_else(say::damaged)?;
        super::only(
            dict,
            &[
                "Type", "CA", "ca", "BM", "SMask", "LW", "LC", "LJ", "ML", "D", "SA", "AIS", "OP",
                "op", "OPM", "TK", "RI", "FL", "SM", "TR", "TR2", "HT", "BG", "BG2", "UCR", "UCR2",
            ],
        )?;
        let mixing = file
            .get(dict, "BM")
            .and_then(Object::name)
            .unwrap_or(b"Normal");
        let masked = file
            .get(dict, "SMask")
            .is_some_and(|mask| mask.name() != Some(b"None"));
        if !matches!(mixing, b"Normal" | b"Compatible")
            || dict.get("BM").is_some_and(|own| file.list(own).is_some())
            || masked
        {
            return Err(say::unknown("a way of mixing colours, or a mask,"));
        }
        // Nothing covers more than all, however much it says.
        let number = |key: &str| {
            let number = file.get(dict, key).and_then(Object::number)?;
            let opacity = matches!(key, "CA" | "ca");
            Some(if opacity {
                number.clamp(0.0, 1.0)
            } else {
                number
            })
        };
        let mut out = Dict::default();
        for key in ["CA", "ca", "LW", "LC", "LJ", "ML"] {
            if let Some(number) = number(key) {
                out.put(key, Object::Number(number));
            }
        }
        let mut state = State {
            fill_opacity: number("ca"),
            stroke_opacity: number("CA"),
            width: number("LW"),
            name: None,
        };
        if !out.0.is_empty() {
            let name = format!(
                "G{}",
                self.named
                    .keys()
                    .filter(|name| name.starts_with('G'))
                    .count()
                    + 1
            );
            self.named
                .insert(name.clone(), builder.add(Object::Dict(out)));
            state.name = Some(name);
        }
        self.states.insert(key, state.clone());
        Ok(state)
    }

    /// The resources that a page or a form names.
    pub(super) fn resources(&self, used: &std::collections::BTreeSet<String>) -> Object {
        let mut out: BTreeMap<&str, Dict> = BTreeMap::new();
        for (name, object) in used
            .iter()
            .filter_map(|name| Some((name, self.named.get(name)?)))
        {
            let kind = match name.chars().next() {
                Some('F') => "Font",
                Some('G') => "ExtGState",
                Some('P') => "Pattern",
                Some('S') => "Shading",
                _ => "XObject",
            };
            out.entry(kind).or_default().put(name, object.clone());
        }
        let mut dict = Dict::default();
        for (kind, list) in out {
            dict.put(kind, Object::Dict(list));
        }
        Object::Dict(dict)
    }
}
