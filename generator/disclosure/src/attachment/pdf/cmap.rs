//! Maps from codes to characters: read from what a font says, and written in one form.

use std::collections::BTreeMap;

use super::at_most;
use super::lexer::{Lexer, Token};
use super::object::Object;

/// How many codes a map may tell of, and how many values may stand before a word.
const CODES: usize = 70_000;
const VALUES: usize = 280_000;

/// Reads a `ToUnicode` map; `None` where it is broken.
pub(super) fn read(bytes: &[u8]) -> Option<BTreeMap<u32, String>> {
    let mut out = BTreeMap::new();
    let mut lexer = Lexer::new(bytes, 0);
    let mut held: Vec<Object> = Vec::new();
    loop {
        lexer.skip();
        if lexer.peek().is_none() {
            return Some(out);
        }
        match lexer.token(false)? {
            Token::Object(object) => held.push(object),
            Token::Word(word) => {
                match word.as_slice() {
                    b"endbfchar" => {
                        for pair in held.chunks(2) {
                            let [from, to] = pair else { return None };
                            out.insert(code(from)?, characters(to)?);
                        }
                    }
                    b"endbfrange" => {
                        for triple in held.chunks(3) {
                            let [first, last, to] = triple else {
                                return None;
                            };
                            range(code(first)?, code(last)?, to, &mut out)?;
                        }
                    }
                    b"usecmap" => return None,
                    _ => {}
                }
                held.clear();
            }
        }
        at_most(out.len(), CODES).ok()?;
        at_most(held.len(), VALUES).ok()?;
    }
}

fn code(object: &Object) -> Option<u32> {
    match object {
        Object::Text(bytes) if bytes.len() <= 4 => Some(
            bytes
                .iter()
                .fold(0, |sum, byte| sum * 256 + u32::from(*byte)),
        ),
        _ => None,
    }
}

fn characters(object: &Object) -> Option<String> {
    match object {
        Object::Text(bytes) => match bytes.as_chunks::<2>() {
            (pairs, []) => Some(
                char::decode_utf16(pairs.iter().map(|pair| u16::from_be_bytes(*pair)))
                    .map(|c| c.unwrap_or('\u{fffd}'))
                    .collect(),
            ),
            ([], [byte]) => Some(char::from(*byte).to_string()),
            _ => None,
        },
        // The name of a glyph.
        Object::Name(name) => super::glyph::text(name),
        _ => None,
    }
}

fn range(first: u32, last: u32, to: &Object, out: &mut BTreeMap<u32, String>) -> Option<()> {
    last.checked_sub(first).filter(|more| *more <= 0xffff)?;
    if let Object::List(items) = to {
        for (code, item) in (first..=last).zip(items) {
            out.insert(code, characters(item)?);
        }
        return Some(());
    }
    let start = characters(to)?;
    let mut begin: Vec<char> = start.chars().collect();
    let end = begin.pop()?;
    for (code, add) in (first..=last).zip(0_u32..) {
        let c = u32::from(end)
            .checked_add(add)
            .and_then(char::from_u32)
            .unwrap_or('\u{fffd}');
        out.insert(code, begin.iter().chain([&c]).collect());
    }
    Some(())
}

/// Writes a map for some codes.
pub(super) fn write(codes: &BTreeMap<u32, String>, digits: usize) -> String {
    let last = if digits == 2 { "ff" } else { "ffff" };
    let first = if digits == 2 { "00" } else { "0000" };
    let mut out = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /F def\n/CMapType 2 def\n1 begincodespacerange\n<{first}> <{last}>\nendcodespacerange\n"
    );
    let all: Vec<(&u32, &String)> = codes.iter().collect();
    for some in all.chunks(100) {
        out.push_str(&format!("{} beginbfchar\n", some.len()));
        for (code, text) in some {
            let units: Vec<String> = text
                .encode_utf16()
                .map(|unit| format!("{unit:04x}"))
                .collect();
            let units = units.concat();
            out.push_str(&format!("<{code:0digits$x}> <{units}>\n"));
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read_and_written() {
        let text = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) >> def\n2 beginbfchar <01> <0041> <02> <D83DDE00> endbfchar 2 beginbfrange <03> <04> <0061> <05> <06> [<0066006C> /eacute] endbfrange endcmap";
        let map = read(text).unwrap();
        let all: String = map.values().map(String::as_str).collect();
        assert_eq!(all, "A😀abflé");
        assert_eq!(read(write(&map, 2).as_bytes()).unwrap(), map);
        assert_eq!(read(write(&map, 4).as_bytes()).unwrap(), map);
        // Codes have up to four bytes, and one byte is a letter, too.
        for (text, code) in [
            ("1 beginbfchar <01> <41> endbfchar", 1),
            ("1 beginbfchar <0102> <0041> endbfchar", 258),
            ("1 beginbfchar <01020304> <0041> endbfchar", 0x0102_0304),
            ("1 beginbfrange <f000> <f001> <0041> endbfrange", 0xf000),
            ("1 beginbfrange <000000> <00ffff> [<0041>] endbfrange", 0),
        ] {
            let map = read(text.as_bytes()).unwrap();
            assert_eq!(map.get(&code).map(String::as_str), Some("A"), "{text}");
        }
        for bad in [
            "1 beginbfchar <0000000041> <0041> endbfchar",
            "1 beginbfrange <000000> <010000> [<0041>] endbfrange",
            "1 beginbfchar <01> <414243> endbfchar",
            "1 beginbfchar <01> 65 endbfchar",
            "1 beginbfchar <01> endbfchar",
            "1 beginbfrange <05> <01> <0041> endbfrange",
            "/x usecmap",
            "<01",
        ] {
            assert_eq!(read(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn a_map_tells_how_long_its_codes_are() {
        let map = BTreeMap::from([(0x41, "A".to_owned())]);
        for (digits, all, one) in [
            (2, "\n<00> <ff>\n", "\n<41> <0041>\n"),
            (4, "\n<0000> <ffff>\n", "\n<0041> <0041>\n"),
        ] {
            let text = write(&map, digits);
            assert!(text.contains(all) && text.contains(one), "{text}");
        }
    }
}
