//! The closed lists of what a published PDF is made of, and its outer form.

use super::Document;
use super::objects::Objects;
use super::value::{Reader, Value};

const KEYS: &str = " A Annots Ascent AvgWidth BBox BaseEncoding BaseFont BitsPerComponent BitsPerSample Border Bounds C0 C1 CA CIDSystemInfo CIDToGIDMap CS CapHeight CharProcs ColorSpace ColorTransform Colors Columns Contents Coords Count DW Decode DecodeParms DescendantFonts Descent Dest Differences Domain Encode Encoding ExtGState Extend Filter FirstChar Flags Font FontBBox FontDescriptor FontFile FontFile2 FontFile3 FontMatrix FontName Function FunctionType Functions Group Height I ImageMask Interpolate ItalicAngle K Kids LC LJ LW Lang LastChar Leading Length Length1 Length2 Length3 ML Mask Matrix MaxWidth MediaBox MissingWidth N Order Ordering Pages Parent Pattern PatternType Predictor Range Rect Registry Resources Rotate S SMask Shading ShadingType Size StemH StemV Subtype Supplement ToUnicode Type URI W Width Widths XHeight XObject ca ";
const DRAWS: [&[u8]; 12] = [
    b"d0", b"d1", b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"f", b"F", b"f*",
];
const VALUES: &str = " Annot CIDFontType0 CIDFontType0C CIDFontType2 Catalog Courier Courier-Bold Courier-BoldOblique Courier-Oblique DCTDecode DeviceCMYK DeviceGray DeviceRGB Fit FitB FitBH FitBV FitH FitR FitV FlateDecode Font FontDescriptor Form Helvetica Helvetica-Bold Helvetica-BoldOblique Helvetica-Oblique Identity Identity-H Image Indexed Link MMType1 MacRomanEncoding OpenType Page Pages Pattern StandardEncoding Times-Bold Times-BoldItalic Times-Italic Times-Roman Transparency TrueType Type0 Type1 Type3 Type1C URI WinAnsiEncoding XObject XYZ ";

fn is_listed(list: &str, name: &str) -> bool {
    !name.contains(' ') && list.contains(&format!(" {name} "))
}

/// Says whether a name is a letter for a kind of resource and a number.
fn is_numbered(name: &str) -> bool {
    let digits = name.strip_prefix(['F', 'G', 'I', 'P', 'S', 'X']);
    digits.is_some_and(|digits| {
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

pub(super) fn is_key(name: &str) -> bool {
    is_listed(KEYS, name) || is_numbered(name)
}

pub(super) fn is_value(name: &str) -> bool {
    is_listed(VALUES, name) || is_numbered(name.strip_prefix("AAAAAA+").unwrap_or(name))
}

/// Notes what no written content holds: names, marks, pictures in lines, comments.
pub(super) fn content(data: &[u8], document: &mut Document) {
    let mut reader = Reader::new(data);
    while let Some(value) = reader.value(0) {
        match value {
            Value::Name(name) if !is_numbered(&name) && name != "Pattern" => {
                document.names.insert(name);
                document.stray.insert("a name within a page");
            }
            Value::Map(_) => {
                document.stray.insert("a mark within a page");
            }
            Value::Word(word) if word.len() > 3 => {
                document
                    .stray
                    .insert("a word within a page that is no instruction");
            }
            _ => {}
        }
    }
    if data.contains(&b'%') {
        document.stray.insert("a comment within a page");
    }
}

/// Notes what no drawing of a letter holds: it is made of numbers, outlines and what fills them.
pub(super) fn drawing(data: &[u8], document: &mut Document) {
    let mut reader = Reader::new(data);
    let mut plain = !data.contains(&b'%');
    while let Some(value) = reader.value(0) {
        plain &= match value {
            Value::Number(_) => true,
            Value::Word(word) => DRAWS.contains(&word.as_slice()),
            _ => false,
        };
    }
    if !plain {
        document
            .stray
            .insert("a letter that is drawn with more than outlines");
    }
}

/// Compares the outer form with the only one that is written: a head, objects one after the other, a table, an end.
pub(super) fn frame(bytes: &[u8], objects: &Objects, document: &mut Document) {
    const HEAD: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    let mut at = HEAD.len();
    let mut sound = bytes.starts_with(HEAD);
    for range in &objects.ranges {
        sound &= range.start == at && bytes.get(range.end) == Some(&b'\n');
        at = range.end + 1;
    }
    let count = objects.ranges.len() + 1;
    let tail = bytes.get(at..).unwrap_or_default();
    let text = std::str::from_utf8(tail).unwrap_or_default();
    let rest = text
        .strip_prefix(&format!("xref\n0 {count}\n"))
        .and_then(|rest| rest.split_at_checked(20 * count));
    sound &= rest.is_some_and(|(table, end)| {
        let entries = table
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'\n' | b'n' | b'f'));
        let closing = end.strip_prefix("trailer\n<</Root ").and_then(|end| {
            let (root, end) = end.split_once(" 0 R/Size ")?;
            let (size, end) = end.split_once(">>\nstartxref\n")?;
            let start = end.strip_suffix("\n%%EOF\n")?;
            [root, size, start]
                .iter()
                .all(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
                .then_some(())
        });
        entries && closing.is_some()
    });
    if !sound {
        document.stray.insert("bytes beside its objects");
    }
}
