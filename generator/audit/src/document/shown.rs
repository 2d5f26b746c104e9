//! The text that a content shows: its codes as they stand, and its words in two readings.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::letters::Letters;
use super::value::{Reader, Value};

/// The text of a page or of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    /// A number for its codes, the same before and after cleaning.
    pub(crate) core: [u8; 32],
    /// Whether it shows anything.
    pub(crate) any: bool,
    /// Words parted by how far letters lie from each other.
    pub(crate) by_place: String,
    /// Words parted wherever the pen was moved.
    pub(crate) by_move: String,
}

/// A pen over a page: where it is, and how large it writes.
struct Pen<'a> {
    letters: Option<&'a Letters>,
    size: f64,
    apart: f64,
    words: f64,
    leading: f64,
    stretch: f64,
    /// Where the line begins and where the pen is, with the scale of the text's own matrix.
    line: (f64, f64),
    at: (f64, f64),
    scale: (f64, f64),
    last: Option<(f64, f64)>,
}

/// Reads what a content shows with the fonts that it names.
pub(crate) fn read(content: &[u8], fonts: &BTreeMap<&str, &Letters>) -> Shown {
    let mut shown = Shown::default();
    let mut codes = Sha256::new();
    let mut reader = Reader::new(content);
    let mut held: Vec<Value> = Vec::new();
    let mut pen = Pen {
        letters: None,
        size: 1.0,
        apart: 0.0,
        words: 0.0,
        leading: 0.0,
        stretch: 1.0,
        line: (0.0, 0.0),
        at: (0.0, 0.0),
        scale: (1.0, 1.0),
        last: None,
    };
    while let Some(value) = reader.value(0) {
        let Value::Word(word) = value else {
            held.push(value);
            continue;
        };
        let numbers: Vec<f64> = held.iter().filter_map(Value::number).collect();
        match (word.as_slice(), numbers.as_slice()) {
            (b"Tf", [.., size]) => {
                pen.size = *size;
                pen.letters = held
                    .iter()
                    .find_map(Value::name)
                    .and_then(|name| fonts.get(name).copied());
            }
            (b"Tc", [apart]) => pen.apart = *apart,
            (b"Tw", [words]) => pen.words = *words,
            (b"Tz", [percent]) => pen.stretch = percent / 100.0,
            (b"TL", [leading]) => pen.leading = *leading,
            (b"BT", _) => {
                (pen.line, pen.at, pen.scale) = ((0.0, 0.0), (0.0, 0.0), (1.0, 1.0));
                pen.last = None;
                part(&mut shown.by_move);
                part(&mut shown.by_place);
            }
            (b"Td", [x, y]) => moved(&mut pen, *x, *y, &mut shown),
            (b"TD", [x, y]) => {
                pen.leading = -y;
                moved(&mut pen, *x, *y, &mut shown);
            }
            (b"T*", _) => {
                let leading = pen.leading;
                moved(&mut pen, 0.0, -leading, &mut shown);
            }
            (b"Tm", [a, b, c, d, x, y]) => {
                pen.scale = (a.hypot(*b), c.hypot(*d));
                pen.line = (*x, *y);
                pen.at = pen.line;
                part(&mut shown.by_move);
            }
            (b"Tj" | b"TJ", _) => show(&mut pen, &held, &mut codes, &mut shown),
            (b"'" | b"\"", _) => {
                if let [words, apart] = numbers.as_slice() {
                    (pen.words, pen.apart) = (*words, *apart);
                }
                let leading = pen.leading;
                moved(&mut pen, 0.0, -leading, &mut shown);
                show(&mut pen, &held, &mut codes, &mut shown);
            }
            _ => {}
        }
        held.clear();
    }
    shown.core = codes.finalize().into();
    shown
}

fn part(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

fn moved(pen: &mut Pen<'_>, x: f64, y: f64, shown: &mut Shown) {
    pen.line.0 += x * pen.scale.0;
    pen.line.1 += y * pen.scale.1;
    pen.at = pen.line;
    part(&mut shown.by_move);
}

fn show(pen: &mut Pen<'_>, held: &[Value], codes: &mut Sha256, shown: &mut Shown) {
    let items = held.iter().flat_map(|value| match value {
        Value::List(items) => items.as_slice(),
        value => std::slice::from_ref(value),
    });
    for item in items {
        match item {
            Value::Number(distance) if !matches!(held, [_, _, _]) => {
                pen.at.0 -= distance / 1000.0 * pen.size * pen.stretch * pen.scale.0;
                if *distance < -170.0 {
                    part(&mut shown.by_move);
                }
            }
            Value::Text(text) => {
                codes.update(text);
                shown.any |= !text.is_empty();
                let Some(letters) = pen.letters else { continue };
                for code in letters.codes(text) {
                    let known = letters.map.get(&code).map_or(" ", String::as_str);
                    letter(pen, letters, code, known, shown);
                }
            }
            _ => {}
        }
    }
}

fn letter(pen: &mut Pen<'_>, letters: &Letters, code: u32, known: &str, shown: &mut Shown) {
    let size = (pen.size * pen.scale.0).abs().max(1e-6);
    if let Some((x, y)) = pen.last
        && ((pen.at.1 - y).abs() > size / 2.0 || (pen.at.0 - x).abs() > 0.17 * size)
    {
        part(&mut shown.by_place);
    }
    shown.by_place.push_str(known);
    shown.by_move.push_str(known);
    let space = if !letters.wide && code == 32 {
        pen.words
    } else {
        0.0
    };
    let far = letters.width(code) / 1000.0 * pen.size;
    pen.last = Some((pen.at.0 + far * pen.stretch * pen.scale.0, pen.at.1));
    pen.at.0 += (far + pen.apart + space) * pen.stretch * pen.scale.0;
}
