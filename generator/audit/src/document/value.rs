//! Values of a PDF, read crudely: what cannot be read is passed over.

use std::collections::BTreeMap;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(Vec<u8>),
    Name(String),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
    Link(u32),
    Word(Vec<u8>),
}

impl Value {
    pub(crate) fn map(&self) -> Option<&BTreeMap<String, Self>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Bytes that are being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) rest: &'a [u8],
}

fn blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn sign(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

impl<'a> Reader<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(crate) fn blanks(&mut self) {
        while let Some((first, rest)) = self.rest.split_first() {
            if *first == b'%' {
                let end = self.rest.iter().position(|byte| matches!(byte, 10 | 13));
                self.rest = self
                    .rest
                    .get(end.unwrap_or(self.rest.len())..)
                    .unwrap_or_default();
            } else if blank(*first) {
                self.rest = rest;
            } else {
                return;
            }
        }
    }

    fn run(&mut self) -> &'a [u8] {
        let end = self
            .rest
            .iter()
            .position(|byte| blank(*byte) || sign(*byte));
        let (run, rest) = self
            .rest
            .split_at_checked(end.unwrap_or(self.rest.len()))
            .unwrap_or_default();
        self.rest = rest;
        run
    }

    /// The next value; `None` at the end, or where too much lies within one another.
    pub(crate) fn value(&mut self, depth: usize) -> Option<Value> {
        self.blanks();
        if depth > 60 {
            return None;
        }
        match *self.rest.first()? {
            b'/' => {
                self.next();
                Some(Value::Name(self.name()))
            }
            b'(' => Some(Value::Text(self.literal())),
            b'<' if self.rest.get(1) == Some(&b'<') => {
                self.rest = self.rest.get(2..).unwrap_or_default();
                let mut map = BTreeMap::new();
                // A map that does not end as maps do is none: it would swallow what follows.
                loop {
                    match self.value(depth + 1)? {
                        Value::Name(key) => map.insert(key, self.value(depth + 1)?),
                        Value::Word(end) if end == b">>" => break,
                        _ => return None,
                    };
                }
                Some(Value::Map(map))
            }
            b'<' => Some(Value::Text(self.hex())),
            b'[' => {
                self.next();
                let mut list = Vec::new();
                loop {
                    match self.value(depth + 1)? {
                        Value::Word(end) if end == b"]" => break,
                        value => list.push(value),
                    }
                }
                Some(Value::List(list))
            }
            // The end of a map, and whatever else is no value.
            b'>' if self.rest.get(1) == Some(&b'>') => {
                self.rest = self.rest.get(2..).unwrap_or_default();
                Some(Value::Word(b">>".to_vec()))
            }
            byte if sign(byte) => {
                self.next();
                Some(Value::Word(vec![byte]))
            }
            _ => Some(self.word()),
        }
    }

    fn name(&mut self) -> String {
        let raw = self.run();
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let hex = (*byte == b'#').then(|| raw.get(at + 1..at + 3)).flatten();
            let code = hex
                .and_then(|hex| std::str::from_utf8(hex).ok())
                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
            out.push(code.unwrap_or(*byte));
            at += if code.is_some() { 3 } else { 1 };
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.next() {
            match byte {
                b'(' if depth > 0 => out.push(byte),
                b')' if depth > 1 => out.push(byte),
                b'\\' => match self.next() {
                    Some(b'n') => out.push(10),
                    Some(b'r') => out.push(13),
                    Some(b't') => out.push(9),
                    Some(b'b') => out.push(8),
                    Some(b'f') => out.push(12),
                    Some(b'\r') => {
                        if self.rest.first() == Some(&10) {
                            self.next();
                        }
                    }
                    Some(b'\n') | None => {}
                    Some(digit @ b'0'..=b'7') => {
                        // Up to three digits, of which what is too large is passed over.
                        let mut code = u16::from(digit - b'0');
                        for _ in 0..2 {
                            let Some(digit @ b'0'..=b'7') = self.rest.first() else {
                                break;
                            };
                            code = code * 8 + u16::from(*digit - b'0');
                            self.next();
                        }
                        let [_, low] = code.to_be_bytes();
                        out.push(low);
                    }
                    Some(other) => out.push(other),
                },
                b'(' | b')' => {}
                b'\r' => {
                    if self.rest.first() == Some(&10) {
                        self.next();
                    }
                    out.push(10);
                }
                byte => out.push(byte),
            }
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 {
                break;
            }
        }
        out
    }

    fn hex(&mut self) -> Vec<u8> {
        self.next();
        let mut digits = Vec::new();
        while let Some(byte) = self.next() {
            if byte == b'>' {
                break;
            }
            digits.extend(
                char::from(byte)
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok()),
            );
        }
        digits
            .chunks(2)
            .map(|two| match two {
                [high, low] => high * 16 + low,
                // A last digit alone is the first of two.
                _ => two.first().map_or(0, |high| high * 16),
            })
            .collect()
    }

    fn word(&mut self) -> Value {
        let run = self.run();
        let text = std::str::from_utf8(run).unwrap_or_default();
        if let Ok(number) = text.parse::<f64>()
            && !text.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            let mut ahead = *self;
            ahead.blanks();
            let generation = ahead.run();
            let follows = generation == b"0" && {
                ahead.blanks();
                ahead.run() == b"R"
            };
            if let (true, Ok(number)) = (follows, text.parse()) {
                self.rest = ahead.rest;
                return Value::Link(number);
            }
            return Value::Number(number);
        }
        if matches!(text, "-" | "." | "-.") {
            return Value::Number(0.0);
        }
        Value::Word(run.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let mut reader = Reader::new(b"<< /A#42 [1 (x(y)\\051\\101) <4142 4>] /R 3 0 R >> Tj");
        let map = reader.value(0).unwrap();
        let map = map.map().unwrap();
        assert_eq!(map.get("R"), Some(&Value::Link(3)));
        assert_eq!(
            map.get("AB"),
            Some(&Value::List(vec![
                Value::Number(1.0),
                Value::Text(b"x(y))A".to_vec()),
                Value::Text(b"AB@".to_vec())
            ]))
        );
        assert_eq!(reader.value(0), Some(Value::Word(b"Tj".to_vec())));
        assert_eq!(reader.value(0), None);
        for broken in ["<</A <</B 1>> stream", "[1 2", "<</A"] {
            assert_eq!(Reader::new(broken.as_bytes()).value(0), None, "{broken}");
        }
        assert_eq!(Reader::new(&b"[".repeat(9999)).value(0), None);
    }

    #[test]
    fn values_lie_within_one_another_up_to_a_depth() {
        let lists = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let maps = |depth: usize| {
            let (begin, end) = ("<</A ".repeat(depth - 1), ">>".repeat(depth - 1));
            format!("{begin}<<>>{end}")
        };
        for (depth, expected) in [(1, true), (60, true), (61, false), (200, false)] {
            for text in [lists(depth), maps(depth)] {
                let read = Reader::new(text.as_bytes()).value(0);
                assert_eq!(read.is_some(), expected, "{text}");
            }
        }
    }

    #[test]
    fn words_and_signs_stand_among_values() {
        let word = |word: &[u8]| Value::Word(word.to_vec());
        let list = Value::List(vec![
            Value::Number(1.0),
            word(b"true"),
            word(b">>"),
            Value::Number(2.0),
        ]);
        for (text, expected, rest) in [
            ("[1 true >> 2] x", list, " x"),
            ("> 1", word(b">"), " 1"),
            (">> 1", word(b">>"), " 1"),
            ("} 1", word(b"}"), " 1"),
        ] {
            let mut reader = Reader::new(text.as_bytes());
            assert_eq!(reader.value(0), Some(expected), "{text}");
            assert_eq!(reader.rest, rest.as_bytes(), "{text}");
        }
    }

    #[test]
    fn digits_stand_for_bytes() {
        for (text, expected) in [
            ("<41 42\n43>", &b"ABC"[..]),
            ("<fF0>", b"\xff\0"),
            ("<4>", b"@"),
            ("<>", b""),
            ("<4x1", b"A"),
        ] {
            let read = Reader::new(text.as_bytes()).value(0);
            assert_eq!(read, Some(Value::Text(expected.to_vec())), "{text}");
        }
    }
}
