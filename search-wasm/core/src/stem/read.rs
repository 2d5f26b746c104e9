//! From the bytes of a stemmer to its commands.

use super::{Node, Stemmer, code};
use crate::format::{Damaged, Reader};

/// The version of the form.
const VERSION: u8 = 1;
/// How deep commands may stand in one another.
const DEEPEST: u8 = 64;

/// Reads a stemmer.
pub(super) fn stemmer(bytes: &[u8]) -> Result<Stemmer, Damaged> {
    let mut reader = Commands {
        bytes: Reader(bytes),
        alphabet: Vec::new(),
        nodes: Vec::new(),
        letters: Vec::new(),
    };
    if reader.bytes.byte()? != VERSION {
        return Err(Damaged);
    }
    let mut letter = 0_u32;
    for _ in 0..reader.bytes.byte()? {
        let gap = u32::try_from(reader.bytes.number()?).map_err(|_| Damaged)?;
        letter = letter.checked_add(gap).ok_or(Damaged)?;
        char::from_u32(letter).ok_or(Damaged)?;
        reader.alphabet.push(letter);
    }
    let mut definitions = Vec::new();
    while !reader.bytes.0.is_empty() {
        definitions.push(reader.place()?);
        reader.command(0)?;
    }
    Ok(Stemmer {
        nodes: reader.nodes,
        letters: reader.letters,
        definitions,
    })
}

struct Commands<'a> {
    bytes: Reader<'a>,
    alphabet: Vec<u32>,
    nodes: Vec<Node>,
    letters: Vec<u32>,
}

impl Commands<'_> {
    /// Where the next command will be.
    fn place(&self) -> Result<u16, Damaged> {
        u16::try_from(self.nodes.len()).map_err(|_| Damaged)
    }

    /// Takes the next byte where it is a letter.
    fn letter(&mut self) -> Result<Option<u32>, Damaged> {
        match self.bytes.0.first() {
            Some(byte) if *byte >= code::LETTER => {
                let byte = self.bytes.byte()? - code::LETTER;
                let letter = self.alphabet.get(usize::from(byte));
                letter.copied().map(Some).ok_or(Damaged)
            }
            _ => Ok(None),
        }
    }

    fn push(&mut self, code: u8, about: u32) -> Result<usize, Damaged> {
        let end = self.place()?.checked_add(1).ok_or(Damaged)?;
        self.nodes.push(Node { code, end, about });
        Ok(self.nodes.len() - 1)
    }

    /// Says of a command that all that came since belongs to it.
    fn close(&mut self, at: usize) -> Result<(), Damaged> {
        let end = self.place()?;
        if let Some(node) = self.nodes.get_mut(at) {
            node.end = end;
        }
        Ok(())
    }

    fn command(&mut self, depth: u8) -> Result<(), Damaged> {
        if depth > DEEPEST {
            return Err(Damaged);
        }
        if self.bytes.0.first() >= Some(&code::LETTER) {
            return self.text(code::TEXT);
        }
        let code = self.bytes.byte()?;
        if (code::REPLACE..=code::GROUP).contains(&code) {
            return self.text(code);
        }
        let about = match code {
            code::LOOP..=code::NON | code::CALL => u32::from(self.bytes.byte()?),
            code::ASSIGN..=code::SAME => {
                u32::from(self.bytes.byte()?) << 8 | u32::from(self.bytes.byte()?)
            }
            _ => u32::from(code).saturating_sub(u32::from(code::CALL) + 1),
        };
        let at = self.push(code.min(code::CALL), about)?;
        match code {
            code::END => return Err(Damaged),
            code::ALL..=code::CASES => {
                while self.bytes.0.first() != Some(&code::END) {
                    self.command(depth + 1)?;
                }
                self.bytes.byte()?;
            }
            code::NOT..=code::BACKWARDS | code::LOOP | code::AT_LEAST => self.command(depth + 1)?,
            code::SET_LIMIT => {
                self.command(depth + 1)?;
                self.command(depth + 1)?;
            }
            code::FIND => self.table(at)?,
            _ => {}
        }
        self.close(at)
    }

    /// A command with the letters that belong to it; a mark stands behind them where the letters of another follow.
    fn text(&mut self, code: u8) -> Result<(), Damaged> {
        let from = u32::from(u16::try_from(self.letters.len()).map_err(|_| Damaged)?);
        let mut count = 0_u8;
        while let Some(letter) = self.letter()? {
            self.letters.push(letter);
            count = count.checked_add(1).ok_or(Damaged)?;
        }
        if self.bytes.0.first() == Some(&code::PART) {
            self.bytes.byte()?;
        }
        self.push(code, from << 8 | u32::from(count))?;
        Ok(())
    }

    /// A table of texts, as a tree of their letters: each is followed by those that stand behind it in a text, or before it
    /// where the table is for the ends of words. A text that no other goes on from is of the case of the one before it,
    /// where it names no other.
    fn table(&mut self, at: usize) -> Result<(), Damaged> {
        let conditions = self.bytes.byte()?;
        for _ in 0..conditions {
            let routine = self.bytes.byte()?;
            self.push(0, u32::from(routine))?;
        }
        let mut empty = 0;
        let mut path = Vec::new();
        let mut case = 0;
        let mut is_new = false;
        loop {
            if let Some(letter) = self.letter()? {
                path.push(self.push(0, letter)?);
                is_new = true;
                continue;
            }
            let byte = self.bytes.byte()?;
            let named = byte >= code::CASE;
            if named {
                case = match byte {
                    code::FAR => self.bytes.byte()?,
                    byte => byte - code::CASE,
                };
            }
            if named || is_new {
                let last = path.last().and_then(|last| self.nodes.get_mut(*last));
                *last.map_or(&mut empty, |node| &mut node.code) = case.saturating_add(1);
                is_new = false;
            }
            if named {
                continue;
            }
            let up = if byte == code::END {
                path.len()
            } else {
                usize::from(byte)
            };
            for _ in 0..up {
                let done = path.pop().ok_or(Damaged)?;
                self.close(done)?;
            }
            if byte == code::END {
                break;
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.about = u32::from(empty) << 8 | u32::from(conditions);
        }
        Ok(())
    }
}
