//! Opens the data of streams, and packs what is written anew.

use std::cell::Cell;

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::object::{Dict, Object};
use super::{Unclean, say};

/// How many bytes all streams of a file may hold together.
const ALL: usize = 192 << 20;

/// What may still be opened, or gone through.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self::of(ALL)
    }
}

impl Budget {
    pub(super) fn of(most: usize) -> Self {
        Self(Cell::new(most))
    }

    pub(super) fn spend(&self, bytes: usize) -> Result<(), Unclean> {
        let left = self.0.get().checked_sub(bytes).ok_or_else(say::large)?;
        self.0.set(left);
        Ok(())
    }
}

/// What a stream holds.
#[derive(Debug)]
pub(super) enum Data {
    Plain(Vec<u8>),
    /// A JPEG.
    Jpeg(Vec<u8>),
}

/// Opens a stream whose dictionary has no references at `Filter` and `DecodeParms`.
pub(super) fn open(dict: &Dict, bytes: &[u8], budget: &Budget) -> Result<Data, Unclean> {
    if dict.has("F") || dict.has("FFilter") || dict.has("FDecodeParms") {
        return Err(say::files());
    }
    let list = |key: &str, short: &str| match dict.get(key).or_else(|| dict.get(short)) {
        None => Vec::new(),
        Some(Object::List(items)) => items.clone(),
        Some(item) => vec![item.clone()],
    };
    let filters = list("Filter", "Filter");
    let parameters = list("DecodeParms", "DP");
    if filters.len() > 4 {
        return Err(say::filter());
    }
    let mut data = bytes.to_vec();
    for (at, filter) in filters.iter().enumerate() {
        let parameters = match parameters.get(at) {
            Some(Object::Dict(dict)) => dict.clone(),
            None | Some(Object::Null) => Dict::default(),
            Some(_) => return Err(say::filter()),
        };
        data = match filter.name().ok_or_else(say::filter)? {
            b"FlateDecode" => predicted(inflate(&data, budget)?, &parameters)?,
            b"LZWDecode" if !parameters.has("EarlyChange") => {
                predicted(lzw(&data, budget)?, &parameters)?
            }
            b"ASCIIHexDecode" => hex(&data).ok_or_else(say::filter)?,
            b"ASCII85Decode" => base85(&data).ok_or_else(say::filter)?,
            b"RunLengthDecode" => runs(&data, budget)?,
            b"DCTDecode" if at + 1 == filters.len() => return Ok(Data::Jpeg(data)),
            _ => return Err(say::filter()),
        };
    }
    Ok(Data::Plain(data))
}

/// Packs data, the same on each machine.
pub(super) fn pack(data: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(data, 8)
}

pub(super) fn inflate(data: &[u8], budget: &Budget) -> Result<Vec<u8>, Unclean> {
    let out =
        decompress_to_vec_zlib_with_limit(data, budget.0.get()).map_err(|error| {
            match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => say::large(),
                _ => say::damaged(),
            }
        })?;
    budget.spend(out.len())?;
    Ok(out)
}

/// How many bytes a row has behind its predictor, and a pixel; `None` where nothing is predicted.
pub(super) fn rows(parameters: &Dict) -> Result<Option<(usize, usize, usize)>, Unclean> {
    let number = |key: &str, default: usize| match parameters.get(key) {
        None => Some(default),
        Some(number) => number.whole(),
    };
    let predictor = number("Predictor", 1).ok_or_else(say::filter)?;
    if predictor == 1 {
        return Ok(None);
    }
    let colours = number("Colors", 1).filter(|colours| (1..=4).contains(colours));
    let bits = number("BitsPerComponent", 8).filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16));
    let columns = number("Columns", 1).filter(|columns| (1..=65_535).contains(columns));
    let (Some(colours), Some(bits), Some(columns)) = (colours, bits, columns) else {
        return Err(say::filter());
    };
    if predictor != 2 && !(10..=15).contains(&predictor) || (predictor == 2 && bits != 8) {
        return Err(say::filter());
    }
    let row = (columns * colours * bits).div_ceil(8);
    Ok(Some((predictor, row, (colours * bits).div_ceil(8))))
}

fn predicted(data: Vec<u8>, parameters: &Dict) -> Result<Vec<u8>, Unclean> {
    let Some((predictor, row, pixel)) = rows(parameters)? else {
        return Ok(data);
    };
    let mut out = Vec::with_capacity(data.len());
    let mut before = vec![0_u8; row];
    let tagged = predictor >= 10;
    for line in data.chunks(row + usize::from(tagged)) {
        let (kind, line) = match line.split_first() {
            Some((kind, line)) if tagged => (*kind, line),
            _ => (1, line),
        };
        let mut current: Vec<u8> = Vec::with_capacity(row);
        for (at, byte) in line.iter().enumerate() {
            let left = at
                .checked_sub(pixel)
                .and_then(|at| current.get(at))
                .copied()
                .unwrap_or_default();
            let up = before.get(at).copied().unwrap_or_default();
            let corner = at
                .checked_sub(pixel)
                .and_then(|at| before.get(at))
                .copied()
                .unwrap_or_default();
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::try_from(u16::midpoint(left.into(), up.into())).unwrap_or_default(),
                4 => paeth(left, up, corner),
                _ => return Err(say::damaged()),
            };
            current.push(byte.wrapping_add(guess));
        }
        out.extend(&current);
        if tagged {
            before = current;
        }
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (a, b, c) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if a <= b && a <= c {
        left
    } else if b <= c {
        up
    } else {
        corner
    }
}

fn hex(data: &[u8]) -> Option<Vec<u8>> {
    let end = data
        .iter()
        .position(|byte| *byte == b'>')
        .unwrap_or(data.len());
    let digits = data
        .get(..end)?
        .iter()
        .filter(|byte| !super::lexer::is_space(**byte))
        .map(|byte| u8::try_from(char::from(*byte).to_digit(16)?).ok())
        .collect::<Option<Vec<u8>>>()?;
    Some(
        digits
            .chunks(2)
            .map(|pair| {
                pair.first().copied().unwrap_or_default() * 16
                    + pair.get(1).copied().unwrap_or_default()
            })
            .collect(),
    )
}

fn base85(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    let text = data.iter().filter(|byte| !super::lexer::is_space(**byte));
    for byte in text {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => return None,
        }
        if group.len() == 5 {
            out.extend(four(&group)?);
            group.clear();
        }
    }
    if !group.is_empty() {
        let kept = group.len().checked_sub(1).filter(|kept| *kept > 0)?;
        group.resize(5, 84);
        out.extend(four(&group)?.iter().take(kept));
    }
    Some(out)
}

fn four(group: &[u32]) -> Option<[u8; 4]> {
    let value = group
        .iter()
        .try_fold(0_u32, |sum, digit| sum.checked_mul(85)?.checked_add(*digit))?;
    Some(value.to_be_bytes())
}

fn runs(data: &[u8], budget: &Budget) -> Result<Vec<u8>, Unclean> {
    let mut out = Vec::new();
    let mut rest = data;
    while let Some((length, behind)) = rest.split_first() {
        rest = match length {
            128 => break,
            0..=127 => {
                let (copied, behind) = behind
                    .split_at_checked(usize::from(*length) + 1)
                    .ok_or_else(say::damaged)?;
                out.extend(copied);
                behind
            }
            _ => {
                let (byte, behind) = behind.split_first().ok_or_else(say::damaged)?;
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
                behind
            }
        };
    }
    budget.spend(out.len())?;
    Ok(out)
}

fn lzw(data: &[u8], budget: &Budget) -> Result<Vec<u8>, Unclean> {
    let mut out: Vec<u8> = Vec::new();
    // Each entry is a stretch of what was already written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in data {
        bits = bits * 256 + u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = usize::try_from(bits >> held & ((1 << width) - 1)).unwrap_or_default();
        bits &= (1 << held) - 1;
        if code == 256 {
            table.clear();
            (width, last) = (9, None);
            continue;
        }
        if code == 257 {
            break;
        }
        let start = out.len();
        if let Ok(byte) = u8::try_from(code) {
            out.push(byte);
        } else {
            let (from, length) = match table.get(code - 258) {
                Some(known) => *known,
                None if code - 258 == table.len() => {
                    let (from, length) = last.ok_or_else(say::damaged)?;
                    (from, length + 1)
                }
                None => return Err(say::damaged()),
            };
            for at in from..from + length {
                let byte = out.get(at).copied().ok_or_else(say::damaged)?;
                out.push(byte);
            }
        }
        if let Some((from, length)) = last {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        if out.len() > budget.0.get() {
            return Err(say::large());
        }
        width = match table.len() + 259 {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    budget.spend(out.len())?;
    Ok(out)
}

#[cfg(test)]
mod tests;
