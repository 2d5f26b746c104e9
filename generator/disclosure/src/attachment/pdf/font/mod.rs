//! Fonts: what their codes mean, how wide their letters are, and what is written anew of them.

mod drawn;

use std::collections::{BTreeMap, BTreeSet};

use super::file::File;
use super::filter::Data;
use super::glyph::{self, Encoding};
use super::object::{Dict, Object, count};
use super::write::Builder;
use super::{Unclean, cmap, program, say};
use drawn::Drawn;

/// A font of the file.
#[derive(Clone, Debug)]
pub(super) struct Font {
    dict: Dict,
    /// The font that holds the letters, where codes have two bytes.
    inner: Option<Dict>,
    /// Letters that are drawings of their own.
    drawn: Option<Drawn>,
    base: Option<Encoding>,
    names: BTreeMap<u8, Vec<u8>>,
    map: BTreeMap<u32, String>,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    /// The codes that are written with it.
    used: BTreeSet<u32>,
}

/// What fonts may say of themselves.
const KEYS: [&str; 16] = [
    "Type",
    "Subtype",
    "BaseFont",
    "Name",
    "FirstChar",
    "LastChar",
    "Widths",
    "FontDescriptor",
    "Encoding",
    "ToUnicode",
    "DescendantFonts",
    "FontBBox",
    "FontMatrix",
    "CharProcs",
    "CIDToGIDMap",
    "Resources",
];

/// Fonts that every reader has, in the order regular, bold, italic, both.
const FAMILIES: [[&str; 4]; 3] = [
    [
        "Helvetica",
        "Helvetica-Bold",
        "Helvetica-Oblique",
        "Helvetica-BoldOblique",
    ],
    [
        "Times-Roman",
        "Times-Bold",
        "Times-Italic",
        "Times-BoldItalic",
    ],
    [
        "Courier",
        "Courier-Bold",
        "Courier-Oblique",
        "Courier-BoldOblique",
    ],
];

impl Font {
    pub(super) fn read(file: &File, object: &Object) -> Result<Self, Unclean> {
        let dict = file.dict(object).ok_or_else(say::damaged)?.clone();
        let mut font = Self {
            inner: None,
            drawn: None,
            base: None,
            names: BTreeMap::new(),
            map: BTreeMap::new(),
            widths: BTreeMap::new(),
            default_width: 0.0,
            used: BTreeSet::new(),
            dict,
        };
        super::only(&font.dict, &KEYS)?;
        if let Some(map) = font.dict.get("ToUnicode") {
            let stream = file.stream(map).ok_or_else(say::font)?;
            let Data::Plain(data) = file.open(stream)? else {
                return Err(say::font());
            };
            font.map = cmap::read(&data).ok_or_else(say::font)?;
        }
        match font.dict.get("Subtype").and_then(Object::name) {
            Some(b"Type1" | b"MMType1" | b"TrueType") => font.simple(file)?,
            Some(b"Type0") => font.composite(file)?,
            Some(b"Type3") => font.drawn(file)?,
            _ => return Err(say::font()),
        }
        Ok(font)
    }

    fn simple(&mut self, file: &File) -> Result<(), Unclean> {
        let encoding = file.get(&self.dict, "Encoding");
        let descriptor = file
            .get(&self.dict, "FontDescriptor")
            .and_then(|object| file.dict(object));
        let true_type = self.dict.is("Subtype", "TrueType");
        let embedded = descriptor.is_some_and(|descriptor| {
            ["FontFile", "FontFile2", "FontFile3"]
                .iter()
                .any(|key| descriptor.has(key))
        });
        match encoding {
            Some(Object::Name(name)) => {
                self.base = Some(Encoding::named(name).ok_or_else(say::font)?);
            }
            Some(Object::Dict(dict)) => {
                super::only(dict, &["Type", "BaseEncoding", "Differences"])?;
                if let Some(base) = file.get(dict, "BaseEncoding").and_then(Object::name) {
                    self.base = Some(Encoding::named(base).ok_or_else(say::font)?);
                } else if !embedded {
                    self.base = Some(Encoding::Standard);
                }
                self.names = differences(file, dict)?;
            }
            None if !embedded => self.base = Some(Encoding::Standard),
            None if !true_type => {
                // The font's own encoding.
                if let Some(stream) = descriptor
                    .and_then(|descriptor| descriptor.get("FontFile"))
                    .and_then(|object| file.stream(object))
                    && let Data::Plain(data) = file.open(stream)?
                {
                    match program::own_encoding(&data) {
                        Some(names) => self.names = names,
                        None => self.base = Some(Encoding::Standard),
                    }
                }
            }
            None => {}
            Some(_) => return Err(say::font()),
        }
        self.default_width = 550.0;
        self.simple_widths(file, embedded)
    }

    /// Letters that are drawings of their own mean what the map says, whatever they are called.
    fn drawn(&mut self, file: &File) -> Result<(), Unclean> {
        let encoding = file.get(&self.dict, "Encoding");
        let encoding = encoding.and_then(|encoding| file.dict(encoding));
        let names = differences(file, encoding.ok_or_else(say::font)?)?;
        let drawn = Drawn::read(file, &self.dict, &names)?;
        self.simple_widths(file, true)?;
        for width in self.widths.values_mut() {
            *width = drawn.width(*width);
        }
        self.drawn = Some(drawn);
        Ok(())
    }

    fn simple_widths(&mut self, file: &File, needed: bool) -> Result<(), Unclean> {
        let first = file
            .get(&self.dict, "FirstChar")
            .and_then(Object::whole)
            .unwrap_or_default();
        let widths = match self.dict.get("Widths") {
            Some(widths) => file.numbers(widths).ok_or_else(say::font)?,
            None if needed => return Err(say::font()),
            None => Vec::new(),
        };
        for (at, width) in widths.iter().take(256).enumerate() {
            self.widths
                .insert(u32::try_from(first + at).map_err(|_| say::font())?, *width);
        }
        Ok(())
    }

    fn composite(&mut self, file: &File) -> Result<(), Unclean> {
        // Other encodings need tables of their own, and run downwards.
        if !self.dict.is("Encoding", "Identity-H") || self.map.is_empty() {
            return Err(say::font());
        }
        let inner = self
            .dict
            .get("DescendantFonts")
            .and_then(|list| file.list(list));
        let Some([inner]) = inner else {
            return Err(say::font());
        };
        let inner = file.dict(inner).ok_or_else(say::font)?.clone();
        super::only(
            &inner,
            &[
                "Type",
                "Subtype",
                "BaseFont",
                "CIDSystemInfo",
                "FontDescriptor",
                "DW",
                "W",
                "DW2",
                "W2",
                "CIDToGIDMap",
            ],
        )?;
        self.default_width = file
            .get(&inner, "DW")
            .and_then(Object::number)
            .unwrap_or(1000.0);
        let items = inner
            .get("W")
            .and_then(|list| file.list(list))
            .unwrap_or_default();
        let mut items = items.iter().map(|item| file.at(item));
        while let Some(first) = items.next() {
            let first = first.whole().ok_or_else(say::font)?;
            match items.next() {
                Some(Object::List(widths)) => {
                    for (at, width) in widths.iter().enumerate() {
                        let width = file.at(width).number().ok_or_else(say::font)?;
                        self.widths
                            .insert(u32::try_from(first + at).map_err(|_| say::font())?, width);
                    }
                }
                Some(last) => {
                    let last = last
                        .whole()
                        .filter(|last| *last <= 0xffff)
                        .ok_or_else(say::font)?;
                    let width = items
                        .next()
                        .and_then(Object::number)
                        .ok_or_else(say::font)?;
                    for code in first..=last {
                        self.widths
                            .insert(u32::try_from(code).map_err(|_| say::font())?, width);
                    }
                }
                None => return Err(say::font()),
            }
        }
        self.inner = Some(inner);
        Ok(())
    }

    /// Cuts a string into codes.
    pub(super) fn codes(&self, text: &[u8]) -> Result<Vec<u32>, Unclean> {
        if self.inner.is_none() {
            return Ok(text.iter().map(|byte| u32::from(*byte)).collect());
        }
        let (pairs, []) = text.as_chunks::<2>() else {
            return Err(say::damaged());
        };
        Ok(pairs
            .iter()
            .map(|pair| u32::from(u16::from_be_bytes(*pair)))
            .collect())
    }

    pub(super) fn is_simple(&self) -> bool {
        self.inner.is_none()
    }

    pub(super) fn is_drawn(&self) -> bool {
        self.drawn.is_some()
    }

    /// The width of a code, in thousandths of the size.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths
            .get(&code)
            .copied()
            .unwrap_or(self.default_width)
    }

    /// What a code means, with ligatures as their letters. It counts as written from then on.
    pub(super) fn text(&mut self, code: u32) -> Result<String, Unclean> {
        if let Some(text) = self
            .map
            .get(&code)
            .filter(|text| !text.is_empty() && !text.contains(['\0', '\u{fffd}']))
        {
            let text = apart(text);
            self.used.insert(code);
            self.map.insert(code, text.clone());
            return Ok(text);
        }
        let byte = u8::try_from(code).ok().filter(|_| self.inner.is_none());
        let text = byte.and_then(|byte| match self.names.get(&byte) {
            Some(name) => glyph::text(name),
            None => self.base?.text(byte),
        });
        let text = apart(&text.ok_or_else(say::font)?);
        self.used.insert(code);
        self.map.insert(code, text.clone());
        Ok(text)
    }

    /// Writes what was used of the font.
    pub(super) fn write(
        &self,
        file: &File,
        builder: &mut Builder,
        number: usize,
    ) -> Result<Dict, Unclean> {
        let name = Object::Name(format!("AAAAAA+F{number}").into_bytes());
        let used: BTreeMap<u32, String> = self
            .map
            .iter()
            .filter(|(code, _)| self.used.contains(code))
            .map(|(code, text)| (*code, text.clone()))
            .collect();
        let digits = if self.is_simple() { 2 } else { 4 };
        let map = builder.stream(Dict::default(), cmap::write(&used, digits).as_bytes());
        let mut out = Dict::default()
            .with("Type", Object::named("Font"))
            .with("ToUnicode", map);
        if let Some(inner) = &self.inner {
            let descendant = self.descendant(file, builder, inner, &name)?;
            let descendant = builder.add(Object::Dict(descendant));
            out.put("Subtype", Object::named("Type0"));
            out.put("BaseFont", name);
            out.put("Encoding", Object::named("Identity-H"));
            out.put("DescendantFonts", Object::List(vec![descendant]));
            return Ok(out);
        }
        if let Some(drawn) = &self.drawn {
            let letters = used
                .iter()
                .map(|(code, text)| (*code, text.as_str(), self.width(*code)));
            drawn.write(file, builder, letters, &mut out)?;
            self.write_widths(&mut out);
            return Ok(out);
        }
        let subtype = self.dict.get("Subtype").ok_or_else(say::font)?;
        out.put("Subtype", subtype.clone());
        if let Some(encoding) = self.encoding() {
            out.put("Encoding", encoding);
        }
        let descriptor = file
            .get(&self.dict, "FontDescriptor")
            .and_then(|object| file.dict(object));
        let embedded = match descriptor {
            Some(descriptor) => Self::descriptor(file, builder, descriptor, &name)?,
            None => None,
        };
        match embedded {
            Some(descriptor) => {
                out.put("FontDescriptor", descriptor);
                out.put("BaseFont", name);
            }
            None => {
                let own = file.get(&self.dict, "BaseFont").and_then(Object::name);
                out.put(
                    "BaseFont",
                    Object::named(standard(own.unwrap_or_default())?),
                );
                out.put("Subtype", Object::named("Type1"));
            }
        }
        self.write_widths(&mut out);
        Ok(out)
    }

    fn write_widths(&self, out: &mut Dict) {
        let mut codes = self.widths.keys();
        let Some(first) = codes.next() else { return };
        let last = codes.next_back().unwrap_or(first);
        let list: Vec<f64> = (*first..=*last)
            .map(|code| self.widths.get(&code).copied().unwrap_or_default())
            .collect();
        out.put("FirstChar", Object::Number(f64::from(*first)));
        out.put("LastChar", Object::Number(f64::from(*last)));
        out.put("Widths", Object::numbers(&list));
    }

    fn encoding(&self) -> Option<Object> {
        let mut differences = Vec::new();
        let mut expected = None;
        for (code, name) in self
            .names
            .iter()
            .filter(|(code, _)| self.used.contains(&u32::from(**code)))
        {
            if expected != Some(*code) {
                differences.push(Object::Number(f64::from(*code)));
            }
            differences.push(Object::Name(name.clone()));
            expected = code.checked_add(1);
        }
        let base = self.base.map(|base| Object::named(base.name()));
        if differences.is_empty() {
            return base.filter(|_| self.base != Some(Encoding::Standard));
        }
        let mut dict = Dict::default().with("Differences", Object::List(differences));
        if let Some(base) = base.filter(|_| self.base != Some(Encoding::Standard)) {
            dict.put("BaseEncoding", base);
        }
        Some(Object::Dict(dict))
    }

    fn descendant(
        &self,
        file: &File,
        builder: &mut Builder,
        inner: &Dict,
        name: &Object,
    ) -> Result<Dict, Unclean> {
        let mut out = Dict::default()
            .with("Type", Object::named("Font"))
            .with("BaseFont", name.clone());
        let subtype = match inner.get("Subtype").and_then(Object::name) {
            Some(b"CIDFontType0") => "CIDFontType0",
            Some(b"CIDFontType2") => "CIDFontType2",
            _ => return Err(say::font()),
        };
        out.put("Subtype", Object::named(subtype));
        let system = Dict::default()
            .with("Registry", Object::Text(b"Adobe".to_vec()))
            .with("Ordering", Object::Text(b"Identity".to_vec()))
            .with("Supplement", Object::Number(0.0));
        out.put("CIDSystemInfo", Object::Dict(system));
        out.put("DW", Object::Number(self.default_width));
        let widths = self
            .used
            .iter()
            .filter_map(|code| Some((code, self.widths.get(code)?)));
        let list: Vec<Object> = widths
            .flat_map(|(code, width)| {
                let width = Object::List(vec![Object::Number(*width)]);
                [Object::Number(f64::from(*code)), width]
            })
            .collect();
        out.put("W", Object::List(list));
        let descriptor = file
            .get(inner, "FontDescriptor")
            .and_then(|object| file.dict(object));
        // Letters that no file holds are other letters on another machine.
        let descriptor = Self::descriptor(file, builder, descriptor.ok_or_else(say::font)?, name)?;
        out.put("FontDescriptor", descriptor.ok_or_else(say::font)?);
        match file.get(inner, "CIDToGIDMap") {
            Some(Object::Stream(stream)) => {
                let Data::Plain(data) = file.open(stream)? else {
                    return Err(say::font());
                };
                let kept = data
                    .get(..data.len().min(0x2_0000))
                    .unwrap_or_default()
                    .to_vec();
                out.put("CIDToGIDMap", builder.stream(Dict::default(), &kept));
            }
            Some(Object::Name(name)) if name == b"Identity" => {
                out.put("CIDToGIDMap", Object::named("Identity"));
            }
            Some(_) => return Err(say::font()),
            None if subtype == "CIDFontType2" => out.put("CIDToGIDMap", Object::named("Identity")),
            None => {}
        }
        Ok(out)
    }

    /// Writes a descriptor with its font; nothing where the file holds none.
    fn descriptor(
        file: &File,
        builder: &mut Builder,
        own: &Dict,
        name: &Object,
    ) -> Result<Option<Object>, Unclean> {
        let mut out = Dict::default()
            .with("Type", Object::named("FontDescriptor"))
            .with("FontName", name.clone());
        for key in [
            "Flags",
            "ItalicAngle",
            "Ascent",
            "Descent",
            "Leading",
            "CapHeight",
            "XHeight",
            "StemV",
            "StemH",
            "AvgWidth",
            "MaxWidth",
            "MissingWidth",
        ] {
            if let Some(number) = file.get(own, key).and_then(Object::number) {
                out.put(key, Object::Number(number));
            }
        }
        let bounds = own.get("FontBBox").and_then(|list| file.numbers(list));
        out.put("FontBBox", Object::numbers(&bounds.unwrap_or_default()));
        super::only(
            own,
            &[
                "Type",
                "FontName",
                "FontFamily",
                "FontStretch",
                "FontWeight",
                "FontBBox",
                "Flags",
                "ItalicAngle",
                "Ascent",
                "Descent",
                "Leading",
                "CapHeight",
                "XHeight",
                "StemV",
                "StemH",
                "AvgWidth",
                "MaxWidth",
                "MissingWidth",
                "FontFile",
                "FontFile2",
                "FontFile3",
                "CharSet",
                "CIDSet",
                "Lang",
                "Style",
                "Panose",
            ],
        )?;
        for key in ["FontFile", "FontFile2", "FontFile3"] {
            let Some(stream) = own.get(key).and_then(|object| file.stream(object)) else {
                continue;
            };
            let Data::Plain(data) = file.open(stream)? else {
                return Err(say::font());
            };
            let kind = file.get(&stream.dict, "Subtype").and_then(Object::name);
            let (dict, data) = match (key, kind) {
                ("FontFile", _) => {
                    let length = |key: &str| file.get(&stream.dict, key).and_then(Object::whole);
                    let (clear, rest) =
                        program::type1(&data, length("Length1"), length("Length2"))?;
                    let dict = Dict::default()
                        .with("Length1", Object::Number(count(clear.len())))
                        .with("Length2", Object::Number(count(rest.len())))
                        .with("Length3", Object::Number(0.0));
                    (dict, [clear, rest].concat())
                }
                ("FontFile2", _) => {
                    let data = program::sfnt(&data)?;
                    (
                        Dict::default().with("Length1", Object::Number(count(data.len()))),
                        data,
                    )
                }
                ("FontFile3", Some(kind @ (b"Type1C" | b"CIDFontType0C"))) => (
                    Dict::default().with("Subtype", Object::Name(kind.to_vec())),
                    program::cff(&data)?,
                ),
                ("FontFile3", Some(b"OpenType")) => (
                    Dict::default().with("Subtype", Object::named("OpenType")),
                    program::sfnt(&data)?,
                ),
                _ => return Err(say::font()),
            };
            out.put(key, builder.stream(dict, &data));
            return Ok(Some(builder.add(Object::Dict(out))));
        }
        Ok(None)
    }
}

/// The names that an encoding gives to codes: a code, and names from it on.
fn differences(file: &File, encoding: &Dict) -> Result<BTreeMap<u8, Vec<u8>>, Unclean> {
    let mut names = BTreeMap::new();
    let mut code = 0_usize;
    let list = encoding.get("Differences").and_then(|list| file.list(list));
    for item in list.unwrap_or_default() {
        match file.at(item) {
            Object::Name(name) => {
                names.insert(u8::try_from(code).map_err(|_| say::font())?, name.clone());
                code += 1;
            }
            number => code = number.whole().ok_or_else(say::font)?,
        }
    }
    Ok(names)
}

/// A text with ligatures as their letters.
fn apart(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c {
            '\u{fb00}' => "ff".chars().collect(),
            '\u{fb01}' => "fi".chars().collect(),
            '\u{fb02}' => "fl".chars().collect(),
            '\u{fb03}' => "ffi".chars().collect(),
            '\u{fb04}' => "ffl".chars().collect(),
            '\u{fb05}' | '\u{fb06}' => "st".chars().collect(),
            c => vec![c],
        })
        .collect()
}

/// The font that every reader has and that is most like one that the file only names.
fn standard(name: &[u8]) -> Result<&'static str, Unclean> {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["symbol", "dingbat", "wingding", "webding"]) {
        return Err(say::font());
    }
    let typed = ["courier", "mono", "consol", "typewriter"];
    let footed = [
        "times", "roman", "serif", "georgia", "garamond", "palatino", "cambria", "book",
    ];
    let family = if has(&typed) {
        2
    } else {
        usize::from(has(&footed) && !has(&["sans"]))
    };
    let style = usize::from(has(&["bold", "black", "heavy"]))
        + 2 * usize::from(has(&["italic", "oblique"]));
    FAMILIES
        .get(family)
        .and_then(|family| family.get(style))
        .copied()
        .ok_or_else(say::font)
}

#[cfg(test)]
mod tests;
