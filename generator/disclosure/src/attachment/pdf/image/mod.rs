//! Pictures in a PDF: as many bytes as they have pixels, and no metadata.

use super::file::File;
use super::filter::{self, Data};
use super::object::{Dict, Object, count};
use super::paint::Space;
use super::write::{Builder, packed, raw};
use super::{Unclean, say};
use crate::attachment::jpeg;

/// The largest side of a picture, in pixels.
const SIDE: usize = 20_000;

/// Writes a picture anew. Returns it with its size.
pub(super) fn write(
    file: &File,
    builder: &mut Builder,
    object: &Object,
    named: Option<&Dict>,
    depth: usize,
) -> Result<(Object, (u32, u32)), Unclean> {
    let stream = file.stream(object).ok_or_else(say::picture)?;
    let dict = &stream.dict;
    if dict.has("OC") {
        return Err(say::layers());
    }
    super::only(
        dict,
        &[
            "Type",
            "Subtype",
            "Width",
            "Height",
            "ColorSpace",
            "BitsPerComponent",
            "Filter",
            "DecodeParms",
            "Length",
            "Decode",
            "Interpolate",
            "ImageMask",
            "Mask",
            "SMask",
            "Intent",
            "Name",
            "StructParent",
            "Metadata",
            "ID",
        ],
    )?;
    let side = |key: &str| {
        file.get(dict, key)
            .and_then(Object::whole)
            .filter(|side| (1..=SIDE).contains(side))
    };
    let (width, height) = side("Width").zip(side("Height")).ok_or_else(say::picture)?;
    let mask = file.get(dict, "ImageMask") == Some(&Object::Bool(true));
    let mut out = Dict::default()
        .with("Type", Object::named("XObject"))
        .with("Subtype", Object::named("Image"))
        .with("Width", Object::Number(count(width)))
        .with("Height", Object::Number(count(height)));
    if mask {
        out.put("ImageMask", Object::Bool(true));
    }
    if file.get(dict, "Interpolate") == Some(&Object::Bool(true)) {
        out.put("Interpolate", Object::Bool(true));
    }
    if let Some(list) = dict.get("Decode") {
        out.put(
            "Decode",
            Object::numbers(&file.numbers(list).ok_or_else(say::picture)?),
        );
    }
    for key in ["Mask", "SMask"] {
        match file.get(dict, key) {
            None => {}
            // Colours that are left out.
            Some(Object::List(_)) if key == "Mask" => {
                let colours = dict.get(key).and_then(|list| file.numbers(list));
                out.put(key, Object::numbers(&colours.ok_or_else(say::picture)?));
            }
            Some(_) if depth == 0 && !mask => {
                let inner = dict.get(key).ok_or_else(say::picture)?;
                let (picture, _) = write(file, builder, inner, named, 1)?;
                out.put(key, builder.add(picture));
            }
            Some(_) => return Err(say::picture()),
        }
    }
    let size = (
        u32::try_from(width).unwrap_or_default(),
        u32::try_from(height).unwrap_or_default(),
    );
    let space = match dict.get("ColorSpace") {
        Some(space) if !mask => Some(Space::read(file, space, named, 0)?),
        _ => None,
    };
    let data = file.open(stream)?;
    let data = match data {
        Data::Jpeg(bytes) => {
            let (picture, _) = jpeg::rewrite(&bytes).map_err(|_| say::picture())?;
            if picture.size != Some(size) || mask {
                return Err(say::picture());
            }
            if let Some(space) = space {
                out.put("ColorSpace", space.write()?);
            }
            out.put("BitsPerComponent", Object::Number(8.0));
            out.put("Filter", Object::named("DCTDecode"));
            if let Some(turn) = transform(file, dict) {
                out.put(
                    "DecodeParms",
                    Object::Dict(Dict::default().with("ColorTransform", Object::Number(turn))),
                );
            }
            return Ok((raw(out, picture.bytes), size));
        }
        Data::Plain(data) => data,
    };
    let bits = if mask {
        1
    } else {
        let bits = file.get(dict, "BitsPerComponent").and_then(Object::whole);
        bits.filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16))
            .ok_or_else(say::picture)?
    };
    let parts = match &space {
        Some(space) => space.parts()?,
        None if mask => 1,
        None => return Err(say::picture()),
    };
    out.put("BitsPerComponent", Object::Number(count(bits)));
    if let Some(space) = space {
        out.put("ColorSpace", space.write()?);
    }
    let row = (width * parts * bits).div_ceil(8);
    // What lies behind the last pixel is seen by nobody.
    if data.len() != row * height
        && !(data.len() == row * height + 1 && data.last() == Some(&b'\n'))
    {
        return Err(say::picture());
    }
    if let Some((parameters, rows)) = predicted(file, dict, &stream.bytes, row, height)? {
        out.put("DecodeParms", Object::Dict(parameters));
        return Ok((packed(out, &rows), size));
    }
    Ok((
        packed(out, data.get(..row * height).unwrap_or_default()),
        size,
    ))
}

fn parameters<'a>(file: &'a File, dict: &'a Dict) -> Option<&'a Dict> {
    match file.get(dict, "DecodeParms")? {
        Object::Dict(dict) => Some(dict),
        Object::List(items) => items.last().and_then(|item| file.dict(item)),
        _ => None,
    }
}

fn transform(file: &File, dict: &Dict) -> Option<f64> {
    let turn = file
        .get(parameters(file, dict)?, "ColorTransform")?
        .number()?;
    super::object::whole(turn)
        .filter(|turn| *turn < 2)
        .map(count)
}

/// The rows of a picture with the predictors that make them small, where they come so and are whole.
fn predicted(
    file: &File,
    dict: &Dict,
    bytes: &[u8],
    row: usize,
    height: usize,
) -> Result<Option<(Dict, Vec<u8>)>, Unclean> {
    let alone = match file.get(dict, "Filter") {
        Some(Object::List(items)) => match items.as_slice() {
            [item] => file.at(item).name(),
            _ => None,
        },
        Some(filter) => filter.name(),
        None => None,
    };
    let Some(own) = parameters(file, dict).filter(|_| alone == Some(b"FlateDecode")) else {
        return Ok(None);
    };
    let Some((kind, length, _)) = filter::rows(own)? else {
        return Ok(None);
    };
    if kind < 10 || length != row {
        return Ok(None);
    }
    let rows = filter::inflate(bytes, &file.budget)?;
    if rows.len() != (row + 1) * height {
        return Ok(None);
    }
    let mut out = Dict::default().with("Predictor", Object::Number(15.0));
    for key in ["Colors", "BitsPerComponent", "Columns"] {
        if let Some(number) = file.get(own, key).and_then(Object::number) {
            out.put(key, Object::Number(number));
        }
    }
    Ok(Some((out, rows)))
}

#[cfg(test)]
mod tests;
