//! Reads a PDF from its first byte to its last: every object once, and every byte accounted for.
//!
//! Other readers begin at the end and follow offsets. This one goes through the file in order, and then asks that the
//! tables of contents tell of exactly the objects that it met, so that no reader can see another document in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::filter::{self, Budget, Data};
use super::lexer::Lexer;
use super::object::{Dict, Object, Stream};
use super::{Unclean, at_most, say};

/// How many objects there may be.
const OBJECTS: usize = 400_000;

/// Where an object is said to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    At(usize),
    Within(u32),
}

/// A PDF in memory.
#[derive(Debug, Default)]
pub(super) struct File {
    objects: BTreeMap<u32, Object>,
    places: BTreeMap<u32, Place>,
    trailers: Vec<Dict>,
    pub(super) budget: Budget,
}

/// What a pass through the bytes has met.
#[derive(Debug, Default)]
struct Met {
    /// Objects before the first end, and behind it.
    ends: usize,
    behind: usize,
    /// Entries of tables.
    entries: BTreeMap<u32, Place>,
    /// Streams whose length another object tells: the object, the length's object, where the data begin and end.
    lengths: Vec<(u32, u32, usize, usize)>,
    linearized: bool,
    tables_behind: usize,
}

impl File {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unclean> {
        let version = bytes.get(5..8).unwrap_or_default();
        if !bytes.starts_with(b"%PDF-") || !matches!(version, [b'1' | b'2', b'.', b'0'..=b'9']) {
            return Err(say::damaged());
        }
        let mut file = Self::default();
        let mut met = Met::default();
        file.pass(bytes, &mut met)?;
        if file.trailers.iter().any(|trailer| trailer.has("Encrypt")) {
            return Err(say::encrypted());
        }
        // The document that LibreOffice's hybrid files carry within them stands in no list but this.
        if file
            .trailers
            .iter()
            .any(|trailer| trailer.has("AdditionalStreams"))
        {
            return Err(say::files());
        }
        file.measure(bytes, &met)?;
        if met.ends == 0 || file.trailers.is_empty() {
            return Err(say::damaged());
        }
        if met.behind > 0 && !met.linearized {
            return Err(say::revisions());
        }
        file.unpack()?;
        file.compare(&met)?;
        Ok(file)
    }

    fn pass(&mut self, bytes: &[u8], met: &mut Met) -> Result<(), Unclean> {
        let bad = |met: &Met| {
            if met.ends > 0 {
                say::trailing()
            } else {
                say::damaged()
            }
        };
        let mut lexer = Lexer::new(bytes, 8);
        loop {
            ends(&mut lexer, met);
            let at = lexer.at;
            let Some(byte) = lexer.peek() else { break };
            if byte.is_ascii_digit() {
                let number = self.indirect(&mut lexer, met).ok_or_else(|| bad(met))?;
                if met.ends > 0 {
                    met.behind += 1;
                }
                if self.places.insert(number, Place::At(at)).is_some() {
                    return Err(say::revisions());
                }
                self.note(number, bytes.len(), met)?;
                at_most(self.objects.len(), OBJECTS)?;
            } else if lexer.word(b"xref") {
                let count = table(&mut lexer, met).ok_or_else(|| bad(met))?;
                if met.ends > 0 && count > 0 && !met.linearized {
                    met.tables_behind += 1;
                }
                let Some(Object::Dict(trailer)) =
                    lexer.word(b"trailer").then(|| lexer.object()).flatten()
                else {
                    return Err(bad(met));
                };
                self.trailers.push(trailer);
            } else if lexer.word(b"startxref") {
                let place = lexer.object().and_then(|object| object.whole());
                place.ok_or_else(|| bad(met))?;
            } else {
                return Err(bad(met));
            }
        }
        if met.tables_behind > 0 {
            return Err(say::revisions());
        }
        Ok(())
    }

    /// Reads `N 0 obj … endobj`. Returns its number.
    fn indirect(&mut self, lexer: &mut Lexer<'_>, met: &mut Met) -> Option<u32> {
        let number = lexer.object()?.whole()?;
        let number = u32::try_from(number).ok().filter(|number| *number > 0)?;
        lexer.skip();
        let generation = lexer.object()?.whole()?;
        if generation != 0 || !lexer.word(b"obj") {
            return None;
        }
        let object = lexer.object()?;
        lexer.skip();
        if !lexer.take(b"stream") {
            if !lexer.word(b"endobj") {
                return None;
            }
            self.objects.entry(number).or_insert(object);
            return Some(number);
        }
        let Object::Dict(dict) = object else {
            return None;
        };
        if !lexer.take(b"\r\n") && !lexer.take(b"\n") {
            return None;
        }
        let start = lexer.at;
        let end = match dict.get("Length")? {
            Object::Reference(other) => {
                let end = find_end(lexer.bytes, start)?;
                met.lengths.push((number, *other, start, end));
                end
            }
            length => start.checked_add(length.whole()?)?,
        };
        let content = lexer.bytes.get(start..end)?.to_vec();
        lexer.at = end;
        if !lexer.take(b"\r\n") && !lexer.take(b"\n") {
            lexer.take(b"\r");
        }
        if !lexer.take(b"endstream") || !lexer.word(b"endobj") {
            return None;
        }
        let stream = Stream {
            dict,
            bytes: content,
        };
        self.objects
            .entry(number)
            .or_insert_with(|| Object::Stream(Rc::new(stream)));
        Some(number)
    }

    /// Takes note of objects that tell about the file.
    fn note(&mut self, number: u32, length: usize, met: &mut Met) -> Result<(), Unclean> {
        match self.objects.get(&number) {
            Some(Object::Dict(dict)) if dict.has("Linearized") => {
                // A file that was changed later has another length.
                if self.objects.len() != 1 || dict.get("L").and_then(Object::whole) != Some(length)
                {
                    return Err(say::revisions());
                }
                met.linearized = true;
            }
            Some(Object::Stream(stream)) if stream.dict.is("Type", "XRef") => {
                let stream = Rc::clone(stream);
                self.trailers.push(stream.dict.clone());
                if self.trailers.iter().any(|trailer| trailer.has("Encrypt")) {
                    return Err(say::encrypted());
                }
                let entries = self.table_stream(&stream)?;
                met.entries.extend(entries);
            }
            _ => {}
        }
        Ok(())
    }

    fn table_stream(&self, stream: &Stream) -> Result<Vec<(u32, Place)>, Unclean> {
        let Data::Plain(data) = filter::open(&stream.dict, &stream.bytes, &self.budget)? else {
            return Err(say::damaged());
        };
        let numbers = |key: &str| -> Option<Vec<usize>> {
            match stream.dict.get(key)? {
                Object::List(items) => items.iter().map(Object::whole).collect(),
                _ => None,
            }
        };
        let widths = numbers("W").ok_or_else(say::damaged)?;
        let [kind, second, third] = widths.as_slice() else {
            return Err(say::damaged());
        };
        let size = stream
            .dict
            .get("Size")
            .and_then(Object::whole)
            .ok_or_else(say::damaged)?;
        let index = numbers("Index").unwrap_or_else(|| vec![0, size]);
        let row = kind + second + third;
        if row == 0 {
            return Err(say::damaged());
        }
        let mut rows = data.chunks_exact(row);
        let mut out = Vec::new();
        let value = |bytes: &[u8]| {
            bytes.iter().try_fold(0_usize, |sum, byte| {
                sum.checked_mul(256)?.checked_add(usize::from(*byte))
            })
        };
        for pair in index.chunks(2) {
            let [first, count] = pair else {
                return Err(say::damaged());
            };
            for at in 0..*count {
                let Some(row) = rows.next() else {
                    return Err(say::damaged());
                };
                let number = first
                    .checked_add(at)
                    .and_then(|number| u32::try_from(number).ok());
                let number = number.ok_or_else(say::damaged)?;
                let (first, rest) = row.split_at_checked(*kind).ok_or_else(say::damaged)?;
                let second = rest
                    .get(..*second)
                    .and_then(value)
                    .ok_or_else(say::damaged)?;
                match if *kind == 0 { Some(1) } else { value(first) } {
                    Some(0) => {}
                    Some(1) => out.push((number, Place::At(second))),
                    Some(2) => out.push((
                        number,
                        Place::Within(u32::try_from(second).map_err(|_| say::damaged())?),
                    )),
                    _ => return Err(say::damaged()),
                }
            }
        }
        if rows.next().is_some() {
            return Err(say::damaged());
        }
        Ok(out)
    }

    /// Cuts streams whose length stands elsewhere to that length.
    fn measure(&mut self, bytes: &[u8], met: &Met) -> Result<(), Unclean> {
        for (number, length, start, end) in &met.lengths {
            let length = self
                .objects
                .get(length)
                .and_then(Object::whole)
                .ok_or_else(say::damaged)?;
            let cut = start
                .checked_add(length)
                .filter(|cut| cut <= end)
                .ok_or_else(say::damaged)?;
            let between = bytes.get(cut..*end).unwrap_or_default();
            if between.len() > 2 || !between.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                return Err(say::damaged());
            }
            if let Some(Object::Stream(stream)) = self.objects.get_mut(number) {
                let stream = Stream {
                    dict: stream.dict.clone(),
                    bytes: bytes.get(*start..cut).unwrap_or_default().to_vec(),
                };
                self.objects
                    .insert(*number, Object::Stream(Rc::new(stream)));
            }
        }
        Ok(())
    }

    /// Takes objects out of the streams that hold them.
    fn unpack(&mut self) -> Result<(), Unclean> {
        let holders: Vec<(u32, Rc<Stream>)> = self
            .objects
            .iter()
            .filter_map(|(number, object)| match object {
                Object::Stream(stream) if stream.dict.is("Type", "ObjStm") => {
                    Some((*number, Rc::clone(stream)))
                }
                _ => None,
            })
            .collect();
        for (holder, stream) in holders {
            let Data::Plain(data) = filter::open(&stream.dict, &stream.bytes, &self.budget)? else {
                return Err(say::damaged());
            };
            let number = |key: &str| {
                stream
                    .dict
                    .get(key)
                    .and_then(Object::whole)
                    .ok_or_else(say::damaged)
            };
            let (count, first) = (number("N")?, number("First")?);
            let mut lexer = Lexer::new(&data, 0);
            let mut heads = Vec::new();
            for _ in 0..count.min(OBJECTS) {
                let number = lexer.object().and_then(|object| object.whole());
                let offset = lexer.object().and_then(|object| object.whole());
                let (Some(number), Some(offset)) = (number, offset) else {
                    return Err(say::damaged());
                };
                heads.push((offset, u32::try_from(number).map_err(|_| say::damaged())?));
            }
            // Nothing lies between the list and what it lists, nor between two objects.
            if !blank(&data, lexer.at, first) {
                return Err(say::damaged());
            }
            heads.sort_unstable();
            lexer.at = first;
            for (offset, number) in heads {
                lexer.skip();
                let at = first.checked_add(offset).ok_or_else(say::damaged)?;
                if !blank(&data, at, lexer.at) {
                    return Err(say::damaged());
                }
                let object = lexer.object().ok_or_else(say::damaged)?;
                if self.places.insert(number, Place::Within(holder)).is_some() {
                    return Err(say::revisions());
                }
                self.objects.insert(number, object);
                at_most(self.objects.len(), OBJECTS)?;
            }
            lexer.skip();
            if lexer.peek().is_some() {
                return Err(say::damaged());
            }
        }
        Ok(())
    }

    /// Compares what the tables tell with what is there.
    fn compare(&self, met: &Met) -> Result<(), Unclean> {
        for (number, place) in &met.entries {
            if self.places.get(number) != Some(place) {
                return Err(say::damaged());
            }
        }
        for number in self
            .places
            .keys()
            .filter(|number| !met.entries.contains_key(number))
        {
            // A table that is a stream need not tell of itself.
            match self.objects.get(number) {
                Some(Object::Stream(stream)) if stream.dict.is("Type", "XRef") => {}
                _ => return Err(say::damaged()),
            }
        }
        Ok(())
    }

    /// The catalog, of which all trailers tell the same.
    pub(super) fn catalog(&self) -> Result<&Dict, Unclean> {
        let mut roots = self
            .trailers
            .iter()
            .filter_map(|trailer| trailer.get("Root"));
        let root = roots.next().ok_or_else(say::damaged)?;
        if roots.any(|other| other != root) {
            return Err(say::revisions());
        }
        self.dict(root).ok_or_else(say::damaged)
    }

    /// What a value is, when it is not elsewhere.
    pub(super) fn at<'a>(&'a self, object: &'a Object) -> &'a Object {
        let mut object = object;
        for _ in 0..16 {
            match object {
                Object::Reference(number) => {
                    object = self.objects.get(number).unwrap_or(&Object::Null);
                }
                object => return object,
            }
        }
        &Object::Null
    }

    pub(super) fn dict<'a>(&'a self, object: &'a Object) -> Option<&'a Dict> {
        match self.at(object) {
            Object::Dict(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn stream<'a>(&'a self, object: &'a Object) -> Option<&'a Rc<Stream>> {
        match self.at(object) {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    pub(super) fn list<'a>(&'a self, object: &'a Object) -> Option<&'a [Object]> {
        match self.at(object) {
            Object::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key, when it is not elsewhere; nothing where it is null.
    pub(super) fn get<'a>(&'a self, dict: &'a Dict, key: &str) -> Option<&'a Object> {
        dict.get(key)
            .map(|value| self.at(value))
            .filter(|value| **value != Object::Null)
    }

    pub(super) fn numbers(&self, object: &Object) -> Option<Vec<f64>> {
        self.list(object)?
            .iter()
            .map(|item| self.at(item).number())
            .collect()
    }

    /// What a stream holds.
    pub(super) fn open(&self, stream: &Stream) -> Result<Data, Unclean> {
        let mut dict = Dict::default();
        for key in [
            "Filter",
            "DecodeParms",
            "DP",
            "F",
            "FFilter",
            "FDecodeParms",
        ] {
            if let Some(value) = self.get(&stream.dict, key) {
                let value = match value {
                    Object::List(items) => {
                        Object::List(items.iter().map(|item| self.plain(item)).collect())
                    }
                    value => self.plain(value),
                };
                dict.put(key, value);
            }
        }
        // Rare ways to pack are for pictures alone: what holds text is to be opened by other eyes too.
        let plain = |name: &Object| {
            matches!(
                name.name(),
                Some(b"FlateDecode" | b"ASCIIHexDecode" | b"ASCII85Decode")
            )
        };
        let filters = match dict.get("Filter") {
            None => &[],
            Some(Object::List(items)) => items.as_slice(),
            Some(filter) => std::slice::from_ref(filter),
        };
        if !stream.dict.is("Subtype", "Image") && !filters.iter().all(plain) {
            return Err(say::filter());
        }
        filter::open(&dict, &stream.bytes, &self.budget)
    }

    fn plain(&self, object: &Object) -> Object {
        match self.at(object) {
            Object::Dict(dict) => Object::Dict(Dict(
                dict.0
                    .iter()
                    .map(|(key, value)| (key.clone(), self.at(value).clone()))
                    .collect(),
            )),
            other => other.clone(),
        }
    }
}

/// Passes over white space, comments and marks of an end, which it counts.
fn ends(lexer: &mut Lexer<'_>, met: &mut Met) {
    while let Some(byte) = lexer.peek() {
        if super::lexer::is_space(byte) {
            lexer.at += 1;
        } else if byte == b'%' {
            if lexer.rest().starts_with(b"%%EOF") {
                met.ends += 1;
            }
            let rest = lexer.rest();
            lexer.at += rest
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'\r'))
                .unwrap_or(rest.len());
        } else {
            break;
        }
    }
}

/// Reads a table of contents. Returns how many objects it tells of.
fn table(lexer: &mut Lexer<'_>, met: &mut Met) -> Option<usize> {
    let mut told = 0;
    loop {
        lexer.skip();
        if !lexer.peek()?.is_ascii_digit() {
            return Some(told);
        }
        let first = lexer.object()?.whole()?;
        let count = lexer.object()?.whole()?;
        for at in 0..count {
            let offset = lexer.object()?.whole()?;
            lexer.object()?.whole()?;
            let used = lexer.word(b"n");
            if !used && !lexer.word(b"f") {
                return None;
            }
            if used {
                let number = u32::try_from(first.checked_add(at)?).ok()?;
                met.entries.insert(number, Place::At(offset));
                told += 1;
            }
        }
    }
}

/// Where the data of a stream end at most that does not say how long they are.
fn find_end(bytes: &[u8], start: usize) -> Option<usize> {
    let word = b"endstream";
    let mut from = start;
    loop {
        let at = from
            + bytes
                .get(from..)?
                .windows(word.len())
                .position(|window| window == word)?;
        let mut lexer = Lexer::new(bytes, at + word.len());
        if lexer.word(b"endobj") {
            return Some(at);
        }
        from = at + word.len();
    }
}

/// Says whether there is nothing but white space between two places, of which the second is not before the first.
fn blank(bytes: &[u8], from: usize, to: usize) -> bool {
    bytes
        .get(from..to)
        .is_some_and(|between| between.iter().all(|byte| super::lexer::is_space(*byte)))
}
