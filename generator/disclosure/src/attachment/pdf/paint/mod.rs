//! Colours of a PDF: spaces become those of devices, so that no profile and no name of an ink goes along.

mod gradient;

use super::file::File;
use super::filter::Data;
use super::object::{Dict, Object};
use super::write::{Builder, packed};
use super::{Unclean, say};
use crate::attachment::canvas::Rgb;

pub(super) use gradient::{Gradient, shading};

/// How numbers become a colour.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// A table of colours of another space.
    Indexed(Box<Space>, Vec<u8>),
    /// An ink, with a function to a space of a device.
    Ink(Box<Space>, Object),
    Pattern,
}

impl Space {
    /// Reads a space; names are looked up among those of a page.
    pub(super) fn read(
        file: &File,
        object: &Object,
        named: Option<&Dict>,
        depth: usize,
    ) -> Result<Self, Unclean> {
        let strange = || say::unknown("a kind of colour");
        if depth > 4 {
            return Err(strange());
        }
        let inner = |object: Option<&Object>| match object {
            Some(object) => Self::read(file, object, named, depth + 1),
            None => Err(strange()),
        };
        match file.at(object) {
            Object::Name(name) => match name.as_slice() {
                b"DeviceGray" | b"G" | b"CalGray" => Ok(Self::Grey),
                b"DeviceRGB" | b"RGB" | b"CalRGB" => Ok(Self::Rgb),
                b"DeviceCMYK" | b"CMYK" => Ok(Self::Cmyk),
                b"Pattern" => Ok(Self::Pattern),
                name => {
                    let known = named.and_then(|named| named.0.get(name));
                    inner(known)
                }
            },
            Object::List(items) => {
                let kind = items
                    .first()
                    .map(|kind| file.at(kind))
                    .and_then(Object::name);
                match (kind, items.get(1)) {
                    (Some(b"DeviceGray" | b"G" | b"CalGray"), _) => Ok(Self::Grey),
                    (Some(b"DeviceRGB" | b"RGB" | b"CalRGB"), _) => Ok(Self::Rgb),
                    (Some(b"DeviceCMYK" | b"CMYK"), _) => Ok(Self::Cmyk),
                    (Some(b"Pattern"), _) => Ok(Self::Pattern),
                    (Some(b"ICCBased"), Some(profile)) => {
                        let profile = file.stream(profile).ok_or_else(strange)?;
                        match file.get(&profile.dict, "N").and_then(Object::whole) {
                            Some(1) => Ok(Self::Grey),
                            Some(3) => Ok(Self::Rgb),
                            Some(4) => Ok(Self::Cmyk),
                            _ => Err(strange()),
                        }
                    }
                    (Some(b"Indexed" | b"I"), base) => {
                        let base = inner(base)?;
                        let last = items.get(2).and_then(|last| file.at(last).whole());
                        let length = (last.filter(|last| *last < 256).ok_or_else(strange)? + 1)
                            * base.parts()?;
                        let table = match items.get(3).map(|table| file.at(table)) {
                            Some(Object::Text(table)) => table.clone(),
                            Some(Object::Stream(stream)) => match file.open(stream)? {
                                Data::Plain(table) => table,
                                Data::Jpeg(_) => return Err(strange()),
                            },
                            _ => return Err(strange()),
                        };
                        let table = table.get(..length).ok_or_else(say::picture)?.to_vec();
                        Ok(Self::Indexed(Box::new(base), table))
                    }
                    (Some(b"Separation"), _) => {
                        let base = inner(items.get(2))?;
                        let function = items.get(3).ok_or_else(strange)?.clone();
                        Ok(Self::Ink(Box::new(base), function))
                    }
                    _ => Err(strange()),
                }
            }
            _ => Err(strange()),
        }
    }

    /// How many numbers a colour has.
    pub(super) fn parts(&self) -> Result<usize, Unclean> {
        match self {
            Self::Grey | Self::Indexed(..) | Self::Ink(..) => Ok(1),
            Self::Rgb => Ok(3),
            Self::Cmyk => Ok(4),
            Self::Pattern => Err(say::unknown("a kind of colour")),
        }
    }

    /// The same space as it is written anew; inks have none.
    pub(super) fn write(&self) -> Result<Object, Unclean> {
        Ok(match self {
            Self::Grey => Object::named("DeviceGray"),
            Self::Rgb => Object::named("DeviceRGB"),
            Self::Cmyk => Object::named("DeviceCMYK"),
            Self::Indexed(base, table) => {
                let last = table.len() / base.parts()?;
                Object::List(vec![
                    Object::named("Indexed"),
                    base.write()?,
                    Object::Number(super::object::count(last) - 1.0),
                    Object::Text(table.clone()),
                ])
            }
            Self::Ink(..) | Self::Pattern => return Err(say::unknown("a kind of colour")),
        })
    }

    /// The numbers of a colour in a space of devices, for black where none are given.
    pub(super) fn device(&self, file: &File, numbers: &[f64]) -> Result<Vec<f64>, Unclean> {
        let strange = || say::unknown("a kind of colour");
        match self {
            Self::Grey | Self::Rgb | Self::Cmyk => {
                if numbers.len() == self.parts()? {
                    Ok(numbers.to_vec())
                } else {
                    Err(say::damaged())
                }
            }
            Self::Indexed(base, table) => {
                let parts = base.parts()?;
                let index = numbers
                    .first()
                    .and_then(|number| super::object::whole(*number))
                    .ok_or_else(strange)?;
                let entry = table
                    .get(index * parts..(index + 1) * parts)
                    .ok_or_else(strange)?;
                let numbers: Vec<f64> = entry.iter().map(|byte| f64::from(*byte) / 255.0).collect();
                base.device(file, &numbers)
            }
            Self::Ink(base, function) => {
                let amount = numbers.first().copied().ok_or_else(say::damaged)?;
                base.device(file, &value(file, function, amount, 0)?)
            }
            Self::Pattern => Err(strange()),
        }
    }
}

/// The colour of numbers of a device.
pub(super) fn rgb(numbers: &[f64]) -> Rgb {
    match numbers {
        [grey] => Rgb::grey(*grey),
        [r, g, b] => Rgb([*r, *g, *b].map(|part| part.clamp(0.0, 1.0))),
        [c, m, y, k] => Rgb::cmyk([*c, *m, *y, *k].map(|part| part.clamp(0.0, 1.0))),
        _ => Rgb::BLACK,
    }
}

/// The value of a function of one number, within the range that it gives.
fn value(file: &File, object: &Object, x: f64, depth: usize) -> Result<Vec<f64>, Unclean> {
    let strange = || say::unknown("a kind of colour");
    let dict = file.dict(object).ok_or_else(strange)?;
    let mut out = unbounded(file, object, x, depth)?;
    if let Some(range) = dict.get("Range") {
        let range = file.numbers(range).ok_or_else(strange)?;
        let (pairs, _) = range.as_chunks::<2>();
        if pairs.len() != out.len() {
            return Err(strange());
        }
        for (value, [low, high]) in out.iter_mut().zip(pairs) {
            *value = value.max(*low).min(*high);
        }
    }
    // No colour is seen where there is no number.
    if out.iter().all(|value| value.is_finite()) {
        Ok(out)
    } else {
        Err(strange())
    }
}

fn unbounded(file: &File, object: &Object, x: f64, depth: usize) -> Result<Vec<f64>, Unclean> {
    let strange = || say::unknown("a kind of colour");
    let dict = file.dict(object).ok_or_else(strange)?;
    let numbers = |key: &str| dict.get(key).and_then(|list| file.numbers(list));
    let domain = numbers("Domain").ok_or_else(strange)?;
    let [low, high] = domain.as_slice() else {
        return Err(strange());
    };
    let x = x.max(*low).min(*high);
    match file.get(dict, "FunctionType").and_then(Object::whole) {
        Some(2) => {
            let (from, to) = (
                numbers("C0").unwrap_or_else(|| vec![0.0]),
                numbers("C1").unwrap_or_else(|| vec![1.0]),
            );
            let power = file
                .get(dict, "N")
                .and_then(Object::number)
                .ok_or_else(strange)?;
            Ok(from
                .iter()
                .zip(&to)
                .map(|(from, to)| from + x.powf(power) * (to - from))
                .collect())
        }
        Some(3) if depth < 4 => {
            let functions = dict
                .get("Functions")
                .and_then(|list| file.list(list))
                .ok_or_else(strange)?;
            let bounds = numbers("Bounds").unwrap_or_default();
            let encode = numbers("Encode").ok_or_else(strange)?;
            let at = bounds.iter().take_while(|bound| **bound <= x).count();
            let at = at.min(functions.len().saturating_sub(1));
            let from = at
                .checked_sub(1)
                .and_then(|at| bounds.get(at))
                .unwrap_or(low);
            let to = bounds.get(at).unwrap_or(high);
            let pair = encode.get(2 * at..2 * at + 2).ok_or_else(strange)?;
            let [first, last] = pair else {
                return Err(strange());
            };
            let share = if to > from {
                (x - from) / (to - from)
            } else {
                0.0
            };
            let function = functions.get(at).ok_or_else(strange)?;
            value(file, function, first + share * (last - first), depth + 1)
        }
        Some(0) => {
            let stream = file.stream(object).ok_or_else(strange)?;
            let Data::Plain(data) = file.open(stream)? else {
                return Err(strange());
            };
            let size = numbers("Size")
                .and_then(|size| super::object::whole(*size.first()?))
                .ok_or_else(strange)?;
            let range = numbers("Range").ok_or_else(strange)?;
            let parts = range.len() / 2;
            if file.get(dict, "BitsPerSample").and_then(Object::whole) != Some(8)
                || data.len() != size * parts
                || size == 0
            {
                return Err(strange());
            }
            let last = super::object::count(size - 1);
            let decode = numbers("Decode").unwrap_or(range);
            // Samples that are taken in another order are not looked at as they are shown.
            if decode.len() != 2 * parts
                || numbers("Encode").is_some_and(|encode| encode != [0.0, last])
            {
                return Err(strange());
            }
            let share = if high > low {
                (x - low) / (high - low)
            } else {
                0.0
            };
            let at = super::object::whole((share * last).round()).ok_or_else(strange)?;
            let sample = data.get(at * parts..(at + 1) * parts).ok_or_else(strange)?;
            Ok(sample
                .iter()
                .zip(decode.as_chunks::<2>().0)
                .map(|(byte, [low, high])| low + f64::from(*byte) / 255.0 * (high - low))
                .collect())
        }
        _ => Err(strange()),
    }
}

/// A function as it is written anew.
fn function(
    file: &File,
    builder: &mut Builder,
    object: &Object,
    depth: usize,
) -> Result<Object, Unclean> {
    let strange = || say::unknown("a kind of colour");
    let dict = file.dict(object).ok_or_else(strange)?;
    let mut out = Dict::default();
    for key in ["FunctionType", "N", "BitsPerSample", "Order"] {
        if let Some(number) = file.get(dict, key).and_then(Object::number) {
            out.put(key, Object::Number(number));
        }
    }
    for key in [
        "Domain", "Range", "C0", "C1", "Bounds", "Encode", "Decode", "Size",
    ] {
        if let Some(list) = dict.get(key) {
            out.put(
                key,
                Object::numbers(&file.numbers(list).ok_or_else(strange)?),
            );
        }
    }
    super::only(
        dict,
        &[
            "FunctionType",
            "N",
            "BitsPerSample",
            "Order",
            "Domain",
            "Range",
            "C0",
            "C1",
            "Bounds",
            "Encode",
            "Decode",
            "Size",
            "Functions",
            "Filter",
            "DecodeParms",
            "Length",
        ],
    )?;
    if let Some(list) = dict.get("Functions").and_then(|list| file.list(list)) {
        if depth > 4 {
            return Err(strange());
        }
        let inner: Result<Vec<Object>, Unclean> = list
            .iter()
            .map(|inner| function(file, builder, inner, depth + 1))
            .collect();
        out.put("Functions", Object::List(inner?));
    }
    match file.stream(object) {
        Some(stream) => match file.open(stream)? {
            Data::Plain(data) => Ok(builder.add(packed(out, &data))),
            Data::Jpeg(_) => Err(strange()),
        },
        None => Ok(Object::Dict(out)),
    }
}

#[cfg(test)]
mod tests;
