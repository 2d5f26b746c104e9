//! Fonts whose letters are drawings of their own (Type 3; ISO 32000-1, 9.6.5): outlines that are filled, and nothing else.

use std::collections::BTreeMap;

use super::super::file::File;
use super::super::filter::{Budget, Data};
use super::super::lexer::{Lexer, Token};
use super::super::object::{Dict, Object};
use super::super::text::is_unseen;
use super::super::write::{Builder, number, print};
use super::super::{Unclean, path, say};
use crate::attachment::canvas::{Bounds, Hidden, Matrix, Outline, Point};

/// Units of a letter that is as high as its size, as other fonts have them.
const UNITS: f64 = 1000.0;
/// How far from where a letter stands its drawing may be, in units: marks stand before or behind their letter.
const FAR: f64 = 1000.0;
/// No sign is smaller, in units: a full stop is about three times as wide.
const DOT: f64 = 40.0;

/// How many operators may draw a letter.
const PARTS: usize = 100_000;

/// The drawings of a font.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// What makes units of the drawings thousandths of the size, along the line and across it.
    scale: [f64; 2],
    /// The drawing of each code.
    letters: BTreeMap<u8, Object>,
}

/// A letter as it is written anew, and where it is filled.
struct Letter {
    content: Vec<u8>,
    filled: Outline,
}

impl Drawn {
    /// Reads which drawing each code has, by its name.
    pub(super) fn read(
        file: &File,
        dict: &Dict,
        names: &BTreeMap<u8, Vec<u8>>,
    ) -> Result<Self, Unclean> {
        let map = dict.get("FontMatrix").and_then(|list| file.numbers(list));
        let Some([across, slant, tilt, up, right, above]) = map.as_deref() else {
            return Err(say::font());
        };
        let is_plain = [slant, tilt, right, above]
            .iter()
            .all(|number| **number == 0.0);
        // As wide as high; programs round what they write.
        if !is_plain || *across <= 0.0 || (across - up.abs()).abs() > across / 100.0 {
            return Err(say::letters());
        }
        let drawings = file
            .get(dict, "CharProcs")
            .and_then(|drawings| file.dict(drawings))
            .ok_or_else(say::font)?;
        let letters = names
            .iter()
            .filter_map(|(code, name)| Some((*code, drawings.0.get(name)?.clone())))
            .collect();
        Ok(Self {
            scale: [across * UNITS, up * UNITS],
            letters,
        })
    }

    /// A width of the font in thousandths of the size.
    pub(super) fn width(&self, width: f64) -> f64 {
        round(width * self.scale[0])
    }

    /// Writes the drawings of what was written with the font: what each code means, and how wide it is.
    pub(super) fn write<'a>(
        &self,
        file: &File,
        builder: &mut Builder,
        used: impl Iterator<Item = (u32, &'a str, f64)>,
        out: &mut Dict,
    ) -> Result<(), Unclean> {
        let mut drawings = Dict::default();
        let mut differences = Vec::new();
        let mut corners = Vec::new();
        for (code, text, width) in used {
            let letter = self.letter(file, code, width)?;
            let bounds = letter.filled.bounds();
            let says_nothing = |c: char| c.is_whitespace() || is_unseen(c);
            if !text.chars().all(says_nothing) && !is_seen(&bounds, width) {
                return Err(Hidden::TextInvisible.unclean("this PDF"));
            }
            if !letter.filled.is_empty() {
                corners.push(Point::new(bounds.left, bounds.low));
                corners.push(Point::new(bounds.right, bounds.high));
            }
            let name = format!("G{code}");
            differences.push(Object::Number(f64::from(code)));
            differences.push(Object::named(&name));
            drawings.put(&name, builder.stream(Dict::default(), &letter.content));
        }
        let encoding = Dict::default().with("Differences", Object::List(differences));
        let bounds = Bounds::of(&corners);
        let bounds = [bounds.left, bounds.low, bounds.right, bounds.high];
        let empty = corners.is_empty();
        out.put("Subtype", Object::named("Type3"));
        out.put(
            "FontMatrix",
            Object::numbers(&[1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, 0.0, 0.0]),
        );
        out.put(
            "FontBBox",
            Object::numbers(&if empty { [0.0; 4] } else { bounds }),
        );
        out.put("Encoding", Object::Dict(encoding));
        out.put("CharProcs", Object::Dict(drawings));
        Ok(())
    }

    /// The letter of a code; an empty one where there is none, as readers show it.
    fn letter(&self, file: &File, code: u32, width: f64) -> Result<Letter, Unclean> {
        let code = u8::try_from(code).ok();
        let Some(drawing) = code.and_then(|code| self.letters.get(&code)) else {
            return Ok(Letter {
                content: format!("{} 0 d0\n", number(width)).into_bytes(),
                filled: Outline::default(),
            });
        };
        match file.open(file.stream(drawing).ok_or_else(say::letters)?)? {
            Data::Plain(data) => self.drawing(&data),
            Data::Jpeg(_) => Err(say::letters()),
        }
    }

    /// Reads a drawing: how wide it is, outlines, and what fills them.
    fn drawing(&self, data: &[u8]) -> Result<Letter, Unclean> {
        let mut lexer = Lexer::new(data, 0);
        let mut letter = Letter {
            content: Vec::new(),
            filled: Outline::default(),
        };
        let mut operands = Vec::new();
        let parts = Budget::of(PARTS);
        let mut is_open = false;
        loop {
            lexer.skip();
            if lexer.peek().is_none() {
                break;
            }
            match lexer.token(false).ok_or_else(say::letters)? {
                Token::Object(Object::Number(number)) => {
                    let [x, y] = self.scale;
                    let scale = if operands.len() % 2 == 0 { x } else { y };
                    operands.push(Object::Number(round(number * scale)));
                }
                Token::Object(_) => return Err(say::letters()),
                Token::Word(word) => {
                    parts.spend(1)?;
                    let name = std::str::from_utf8(&word).map_err(|_| say::letters())?;
                    let is_first = letter.content.is_empty();
                    let is_known = match (name, operands.as_mut_slice()) {
                        ("d0", [_, _]) => is_first,
                        ("d1", [_, _, left, low, right, high]) => {
                            // A font that is drawn downwards has the corners the other way round.
                            let sort = |one: &mut Object, other: &mut Object| {
                                if one.number() > other.number() {
                                    std::mem::swap(one, other);
                                }
                            };
                            sort(left, right);
                            sort(low, high);
                            is_first
                        }
                        ("f" | "F" | "f*", []) => {
                            is_open = false;
                            !is_first
                        }
                        (_, operands) => {
                            is_open = true;
                            let drawn =
                                path::draw(&mut letter.filled, name, operands, Matrix::IDENTITY);
                            drawn.is_ok_and(|drawn| drawn && !is_first)
                        }
                    };
                    if !is_known {
                        return Err(say::letters());
                    }
                    for operand in operands.drain(..) {
                        print(&operand, &mut letter.content);
                        letter.content.push(b' ');
                    }
                    letter.content.extend(&word);
                    letter.content.push(b'\n');
                }
            }
        }
        // What is drawn and not filled is not seen.
        if is_open || !operands.is_empty() || letter.content.is_empty() {
            return Err(say::letters());
        }
        Ok(letter)
    }
}

/// Whether a letter of this width shows something where it stands.
fn is_seen(filled: &Bounds, width: f64) -> bool {
    let corners = [Point::new(-FAR, -FAR), Point::new(width + FAR, UNITS + FAR)];
    let size = (filled.right - filled.left).max(filled.high - filled.low);
    size >= DOT && filled.meets(&Bounds::of(&corners))
}

/// To a hundredth of a unit, so that writing anew what was written changes nothing.
fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
