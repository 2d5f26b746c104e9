//! Reads the objects and words of a PDF from bytes, strictly and without looking back.

use super::object::{Dict, Object};

/// How deep lists may lie in one another.
const DEEP: usize = 40;

/// Bytes that are being read.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// A value or a word that is none.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Object(Object),
    Word(Vec<u8>),
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = self.rest();
                self.at += rest
                    .iter()
                    .position(|byte| matches!(byte, b'\n' | b'\r'))
                    .unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Passes over some bytes, if they come next.
    pub(super) fn take(&mut self, expected: &[u8]) -> bool {
        let comes = self.rest().starts_with(expected);
        if comes {
            self.at += expected.len();
        }
        comes
    }

    /// Passes over a word, if it comes next and ends there.
    pub(super) fn word(&mut self, expected: &[u8]) -> bool {
        self.skip();
        let ends = self
            .bytes
            .get(self.at + expected.len())
            .is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
        ends && self.take(expected)
    }

    /// The next value or word; `None` where there is none, or it is broken. In a file a reference is a value, and in the
    /// content of a page there are none.
    pub(super) fn token(&mut self, references: bool) -> Option<Token> {
        self.value(references, 0)
    }

    /// The next value.
    pub(super) fn object(&mut self) -> Option<Object> {
        match self.token(true)? {
            Token::Object(object) => Some(object),
            Token::Word(_) => None,
        }
    }

    fn value(&mut self, references: bool, depth: usize) -> Option<Token> {
        self.skip();
        if depth > DEEP {
            return None;
        }
        let object = match self.peek()? {
            b'/' => {
                self.at += 1;
                Object::Name(self.name()?)
            }
            b'(' => Object::Text(self.literal()?),
            b'<' if self.rest().starts_with(b"<<") => {
                self.at += 2;
                Object::Dict(self.dict(references, depth)?)
            }
            b'<' => Object::Text(self.hex()?),
            b'[' => {
                self.at += 1;
                Object::List(self.list(references, depth)?)
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(references)?,
            byte if is_delimiter(byte) => return None,
            _ => {
                let word = self.regular();
                match word {
                    b"true" => Object::Bool(true),
                    b"false" => Object::Bool(false),
                    b"null" => Object::Null,
                    word => return Some(Token::Word(word.to_vec())),
                }
            }
        };
        Some(Token::Object(object))
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| is_space(*byte) || is_delimiter(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut raw = self.regular().iter();
        while let Some(byte) = raw.next() {
            if *byte == b'#' {
                let two = [*raw.next()?, *raw.next()?];
                out.push(u8::from_str_radix(std::str::from_utf8(&two).ok()?, 16).ok()?);
            } else {
                out.push(*byte);
            }
        }
        (out.len() <= 255).then_some(out)
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut depth = 0_usize;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth == 1 {
                        continue;
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(out);
                    }
                }
                b'\r' => {
                    self.take(b"\n");
                    out.push(b'\n');
                    continue;
                }
                b'\\' => {
                    self.escape(&mut out)?;
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => {
                self.take(b"\n");
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    self.at += 1;
                    code = code * 8 + u32::from(digit - b'0');
                }
                out.push(u8::try_from(code & 0xff).ok()?);
            }
            other => out.push(other),
        }
        Some(())
    }

    fn hex(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(u8::try_from(char::from(byte).to_digit(16)?).ok()?),
            }
        }
        let pairs = digits.chunks(2);
        Some(
            pairs
                .map(|pair| {
                    pair.first().copied().unwrap_or_default() * 16
                        + pair.get(1).copied().unwrap_or_default()
                })
                .collect(),
        )
    }

    fn list(&mut self, references: bool, depth: usize) -> Option<Vec<Object>> {
        let mut out = Vec::new();
        loop {
            self.skip();
            if self.take(b"]") {
                return Some(out);
            }
            match self.value(references, depth + 1)? {
                Token::Object(object) => out.push(object),
                Token::Word(_) => return None,
            }
        }
    }

    fn dict(&mut self, references: bool, depth: usize) -> Option<Dict> {
        let mut out = Dict::default();
        loop {
            self.skip();
            if self.take(b">>") {
                return Some(out);
            }
            if !self.take(b"/") {
                return None;
            }
            let key = self.name()?;
            match self.value(references, depth + 1)? {
                // A key that is there twice says two things to two readers.
                Token::Object(object) => {
                    if out.0.insert(key, object).is_some() {
                        return None;
                    }
                }
                Token::Word(_) => return None,
            }
        }
    }

    fn number(&mut self, references: bool) -> Option<Object> {
        let text = std::str::from_utf8(self.regular()).ok()?;
        let whole = text.bytes().all(|byte| byte.is_ascii_digit());
        if whole && references {
            let mut ahead = self.clone();
            ahead.skip();
            if ahead.take(b"0") && ahead.peek().is_some_and(is_space) && ahead.word(b"R") {
                self.at = ahead.at;
                return Some(Object::Reference(text.parse().ok()?));
            }
        }
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
        // `-` and `.` alone are zero to many writers.
        let value: f64 = if matches!(text, "-" | "." | "-.") {
            0.0
        } else {
            text.parse().ok()?
        };
        (plain && text.len() <= 40 && value.abs() < 1e12).then_some(Object::Number(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_one_way() {
        let mut lexer = Lexer::new(b"(a\r\nb\rc\nd\\\r\ne)", 0);
        assert_eq!(lexer.object(), Some(Object::Text(b"a\nb\nc\nde".to_vec())));
    }

    #[test]
    fn objects_are_read() {
        let mut lexer = Lexer::new(
            b"<< /A#42 [1 -2.5 (a\\(b\\)(c)\\101\\\n) <4 1 4>] % note\n/R 12 0 R /N null >> end",
            0,
        );
        let object = lexer.object().unwrap();
        let Object::Dict(dict) = object else {
            panic!("{object:?}")
        };
        assert_eq!(
            dict.get("AB"),
            Some(&Object::List(vec![
                Object::Number(1.0),
                Object::Number(-2.5),
                Object::Text(b"a(b)(c)A".to_vec()),
                Object::Text(vec![0x41, 0x40]),
            ]))
        );
        assert_eq!(dict.get("R"), Some(&Object::Reference(12)));
        assert_eq!(dict.get("N"), None);
        assert_eq!(lexer.token(true), Some(Token::Word(b"end".to_vec())));
        for bad in [
            "<< /A 1 /A 2 >>",
            "<< /A >>",
            "<< 1 2 >>",
            "[1 2",
            "(a",
            "<4z>",
            "/A#4",
            ")",
            "1e5",
            "--1",
        ] {
            assert_eq!(Lexer::new(bad.as_bytes(), 0).object(), None, "{bad}");
        }
        let deep = "[".repeat(10_000);
        assert_eq!(Lexer::new(deep.as_bytes(), 0).object(), None);
    }

    #[test]
    fn values_lie_in_values_to_an_end() {
        for (deep, read) in [(1, true), (DEEP, true), (DEEP + 1, true), (DEEP + 2, false)] {
            let lists = "[".repeat(deep) + &"]".repeat(deep);
            assert_eq!(object(&lists).is_some(), read, "{lists}");
            let dicts = "<</A".repeat(deep) + &">>".repeat(deep);
            let dicts = dicts.replacen("<</A>>", "<<>>", 1);
            assert_eq!(object(&dicts).is_some(), read, "{dicts}");
        }
    }

    fn object(text: &str) -> Option<Object> {
        Lexer::new(text.as_bytes(), 0).object()
    }

    #[test]
    fn bytes_of_texts_are_read() {
        for (text, bytes) in [
            (r"(\5)", b"\x05".as_slice()),
            (r"(\12x)", b"\x0ax"),
            (r"(\1011)", b"A1"),
            (r"(\377\08)", b"\xff\x008"),
            ("<0ff0a>", b"\x0f\xf0\xa0"),
            ("<>", b""),
        ] {
            assert_eq!(object(text), Some(Object::Text(bytes.to_vec())), "{text}");
        }
    }

    #[test]
    fn references_are_for_files_and_not_for_pages() {
        for (references, expected) in [(true, Object::Reference(12)), (false, Object::Number(12.0))]
        {
            assert_eq!(
                Lexer::new(b"12 0 R", 0).token(references),
                Some(Token::Object(expected))
            );
        }
        // Of a number with a sign there is no object.
        assert_eq!(object("+12 0 R"), Some(Object::Number(12.0)));
        assert_eq!(object("-12 0 R"), Some(Object::Number(-12.0)));
    }

    #[test]
    fn what_ends_a_word_begins_none() {
        for text in [")", ">", "]", "{", "}", "{ word }"] {
            assert_eq!(Lexer::new(text.as_bytes(), 0).token(false), None, "{text}");
        }
        for (text, read) in [
            ("999999999999", true),
            ("-999999999999", true),
            ("1000000000000", false),
            ("-1000000000000", false),
        ] {
            assert_eq!(object(text).is_some(), read, "{text}");
        }
    }
}
