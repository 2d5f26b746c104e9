//! The files of fonts within a PDF: the parts that letters are drawn from, and no names, notices or comments.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::lexer::{Lexer, Token};
use super::object::Object;
use super::{Unclean, say};

/// Tables of a TrueType or OpenType font that readers of PDFs need.
const TABLES: &[&[u8; 4]] = &[
    b"CFF ", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca",
    b"maxp", b"prep", b"vhea", b"vmtx",
];

/// Rewrites a TrueType or OpenType font from its allowed tables.
pub(super) fn sfnt(data: &[u8]) -> Result<Vec<u8>, Unclean> {
    let word = |at: usize| {
        let four = data.get(at..)?.first_chunk::<4>()?;
        usize::try_from(u32::from_be_bytes(*four)).ok()
    };
    let version = data.get(..4).ok_or_else(say::font)?;
    if !matches!(version, b"\0\x01\0\0" | b"true" | b"OTTO") {
        return Err(say::font());
    }
    let count = data
        .get(4..)
        .and_then(|rest| rest.first_chunk::<2>())
        .map(|two| usize::from(u16::from_be_bytes(*two)))
        .filter(|count| *count <= 64)
        .ok_or_else(say::font)?;
    let mut tables: BTreeMap<&[u8], Cow<'_, [u8]>> = BTreeMap::new();
    for at in (0..count).map(|index| 12 + 16 * index) {
        let tag = data.get(at..at + 4).ok_or_else(say::font)?;
        let (start, length) = word(at + 8).zip(word(at + 12)).ok_or_else(say::font)?;
        if !TABLES.iter().any(|known| known.as_slice() == tag) {
            continue;
        }
        let end = start.checked_add(length).ok_or_else(say::font)?;
        // The last table of some subsets is shorter than it says.
        let table = data.get(start..end.min(data.len())).ok_or_else(say::font)?;
        // Letters that stand in a CFF font of their own come with its names and notices.
        let table = if tag == b"CFF " {
            Cow::Owned(cff(table)?)
        } else {
            Cow::Borrowed(table)
        };
        tables.insert(tag, table);
    }
    let short = |value: usize| u16::try_from(value).unwrap_or_default().to_be_bytes();
    let long = |value: usize| u32::try_from(value).unwrap_or_default().to_be_bytes();
    let power = tables.len().checked_ilog2().ok_or_else(say::font)?;
    let range = 16_usize << power;
    let mut out = version.to_vec();
    out.extend(short(tables.len()));
    out.extend(short(range));
    out.extend(short(power.try_into().unwrap_or_default()));
    out.extend(short(tables.len() * 16 - range));
    let mut at = 12 + 16 * tables.len();
    let mut body = Vec::new();
    for (tag, table) in &tables {
        let mut padded = table.to_vec();
        padded.resize(table.len().next_multiple_of(4), 0);
        let sum = padded.as_chunks::<4>().0.iter().fold(0_u32, |sum, four| {
            sum.wrapping_add(u32::from_be_bytes(*four))
        });
        out.extend(*tag);
        out.extend(sum.to_be_bytes());
        out.extend(long(at));
        out.extend(long(table.len()));
        at += padded.len();
        body.extend(padded);
    }
    out.extend(body);
    Ok(out)
}

/// The clear part of a Type 1 font without comments and words, and its letters.
pub(super) fn type1(
    data: &[u8],
    clear: Option<usize>,
    letters: Option<usize>,
) -> Result<(Vec<u8>, Vec<u8>), Unclean> {
    let clear_end = clear.ok_or_else(say::font)?;
    let end = letters
        .and_then(|letters| clear_end.checked_add(letters))
        .ok_or_else(say::font)?;
    let head = data.get(..clear_end).ok_or_else(say::font)?;
    let letters = data
        .get(clear_end..end.min(data.len()))
        .ok_or_else(say::font)?;
    if !head.starts_with(b"%!") {
        return Err(say::font());
    }
    let mut out = b"%!PS-AdobeFont-1.0: F\n".to_vec();
    let mut lexer = Lexer::new(head, 0);
    let mut name = false;
    loop {
        lexer.skip();
        let start = lexer.at;
        let Some(byte) = lexer.peek() else { break };
        // Braces are no objects of a PDF, and programs of a font are.
        if matches!(byte, b'{' | b'}' | b'[' | b']') {
            lexer.at += 1;
            out.extend([byte, b' ']);
            continue;
        }
        let token = lexer.token(false).ok_or_else(say::font)?;
        match token {
            Token::Object(Object::Text(_)) => out.extend(b"()"),
            Token::Object(Object::Name(_)) if name => {
                out.extend(b"/F");
                name = false;
            }
            Token::Object(Object::Name(own)) => {
                name = own == b"FontName";
                out.extend(head.get(start..lexer.at).unwrap_or_default());
            }
            Token::Object(_) | Token::Word(_) => {
                out.extend(head.get(start..lexer.at).unwrap_or_default());
            }
        }
        out.push(
            if head.get(lexer.at) == Some(&b'\n') || head.get(lexer.at) == Some(&b'\r') {
                b'\n'
            } else {
                b' '
            },
        );
    }
    // The letters follow at once, behind one end of a line.
    while out.last().is_some_and(|byte| super::lexer::is_space(*byte)) {
        out.pop();
    }
    if !out.ends_with(b"eexec") {
        return Err(say::font());
    }
    out.push(b'\n');
    Ok((out, letters.to_vec()))
}

/// The names of glyphs by code, as the clear part of a Type 1 font gives them; `None` where it takes the standard ones.
pub(super) fn own_encoding(data: &[u8]) -> Option<BTreeMap<u8, Vec<u8>>> {
    let find = |needle: &[u8], from: usize| {
        let rest = data.get(from..)?;
        Some(
            from + rest
                .windows(needle.len())
                .position(|window| window == needle)?,
        )
    };
    let start = find(b"/Encoding", 0)?;
    let end = find(b"readonly def", start).or_else(|| find(b" def", start))?;
    let part = data.get(start..end)?;
    let mut lexer = Lexer::new(part, 9);
    let mut out = BTreeMap::new();
    let mut last = None;
    loop {
        lexer.skip();
        if matches!(lexer.peek(), Some(b'{' | b'}' | b'[' | b']')) {
            lexer.at += 1;
            continue;
        }
        match lexer.token(false) {
            Some(Token::Object(Object::Number(number))) => last = super::object::whole(number),
            Some(Token::Object(Object::Name(name))) => {
                if let Some(code) = last.take().and_then(|code| u8::try_from(code).ok()) {
                    out.insert(code, name);
                }
            }
            Some(Token::Word(word)) if word == b"StandardEncoding" => return None,
            Some(_) => {}
            None => return Some(out),
        }
    }
}

/// A CFF font with its names and notices blotted out, byte for byte.
pub(super) fn cff(data: &[u8]) -> Result<Vec<u8>, Unclean> {
    blotted(data).ok_or_else(say::font)
}

fn blotted(data: &[u8]) -> Option<Vec<u8>> {
    let [1, _, header, ..] = data else {
        return None;
    };
    let (names, after) = index(data, usize::from(*header))?;
    let (tops, after) = index(data, after)?;
    let (strings, _) = index(data, after)?;
    let mut told = Vec::new();
    for range in tops {
        let (own, parts) = notices(data.get(range)?)?;
        told.extend(own);
        // The fonts that a font of numbered letters is made of have names of their own.
        if let Some(parts) = parts {
            for range in index(data, parts)?.0 {
                told.extend(notices(data.get(range)?)?.0);
            }
        }
    }
    let mut out = data.to_vec();
    for range in names {
        blot(&mut out, range, b'F');
    }
    for number in told {
        // The first 391 strings are those of the standard.
        if let Some(range) = number.checked_sub(391).and_then(|at| strings.get(at)) {
            blot(&mut out, range.clone(), b'x');
        }
    }
    Some(out)
}

fn blot(out: &mut [u8], range: std::ops::Range<usize>, with: u8) {
    if let Some(part) = out.get_mut(range) {
        part.fill(with);
    }
}

/// The ranges of the items of an index, and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<std::ops::Range<usize>>, usize)> {
    let count = usize::from(u16::from_be_bytes(*data.get(at..)?.first_chunk::<2>()?));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let offset = |index: usize| {
        let bytes = data.get(at + 3 + index * size..at + 3 + (index + 1) * size)?;
        Some(
            bytes
                .iter()
                .fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte)),
        )
    };
    let base = at + 2 + (count + 1) * size;
    let mut out = Vec::with_capacity(count);
    for item in 0..count {
        let range = base + offset(item)?..base + offset(item + 1)?;
        data.get(range.clone())?;
        out.push(range);
    }
    let end = out.last()?.end;
    Some((out, end))
}

/// The numbers of the strings that name a font or tell about it, and where the fonts stand that it is made of.
fn notices(dict: &[u8]) -> Option<(Vec<usize>, Option<usize>)> {
    let (mut told, mut parts) = (Vec::new(), None);
    let mut last = None;
    let mut rest = dict;
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            28 => {
                let (two, after) = after.split_first_chunk::<2>()?;
                last = usize::try_from(i16::from_be_bytes(*two)).ok();
                after
            }
            29 => {
                let (four, after) = after.split_first_chunk::<4>()?;
                last = usize::try_from(i32::from_be_bytes(*four)).ok();
                after
            }
            // A number with a fraction, which ends with its first half of a byte that is 15.
            30 => {
                let end = after
                    .iter()
                    .position(|byte| byte & 0x0f == 0x0f || byte >> 4 == 0x0f)?;
                last = None;
                after.get(end + 1..)?
            }
            32..=246 => {
                last = usize::from(*first).checked_sub(139);
                after
            }
            247..=250 => {
                let (low, after) = after.split_first()?;
                last = Some((usize::from(*first) - 247) * 256 + usize::from(*low) + 108);
                after
            }
            // Less than nothing.
            251..=254 => {
                last = None;
                after.get(1..)?
            }
            12 => {
                let (second, after) = after.split_first()?;
                match second {
                    0 | 21 | 22 | 38 => told.push(last?),
                    36 => parts = Some(last?),
                    _ => {}
                }
                after
            }
            0..=4 => {
                told.push(last?);
                after
            }
            _ => after,
        };
    }
    Some((told, parts))
}

#[cfg(test)]
pub(super) mod tests;
