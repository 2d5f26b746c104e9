//! From commands to bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::Mistake;
use crate::parse::{Command, Number, Program, WITH};
use crate::plan::{Cases, count, inlined, simple, spell};

/// The version of the form.
const VERSION: u8 = 1;
const END: u8 = 0;
const ALL: u8 = 1;
const OR: u8 = 2;
const AND: u8 = 3;
const CASES: u8 = 4;
const SET_LIMIT: u8 = 14;
const LOOP: u8 = 15;
const AT_LEAST: u8 = 16;
const HOP: u8 = 17;
const TO_MARK: u8 = 18;
const NON: u8 = 19;
const ASSIGN: u8 = 20;
/// Comparisons, from 21 on.
const COMPARE: [&str; 3] = ["<", "<=", "=="];
/// Commands that stand alone, from 24 on.
const ALONE: [&str; 8] = [
    "next", "tolimit", "atlimit", "[", "]", "->", "kept", "insert",
];
const REPLACE: u8 = 32;
const ATTACH: u8 = 33;
const GROUP: u8 = 34;
const FIND: u8 = 35;
const CALL: u8 = 36;
const CASE: u8 = 16;
const FAR: u8 = 63;
const PART: u8 = 63;
const LETTER: u8 = 64;

/// The bytes of a program.
pub(crate) fn bytes(program: &Program) -> Result<Vec<u8>, Mistake> {
    let mut program = simple(program);
    let stem = program
        .routines
        .remove("stem")
        .ok_or_else(|| Mistake::new(0, "there is no routine “stem”"))?;
    let stem = inlined(&mut program, stem);
    let tables = program
        .tables
        .iter()
        .map(Cases::of)
        .collect::<Result<Vec<_>, _>>()?;

    // What is called most often comes first: the first are called by a byte alone.
    let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
    for command in program.routines.values().chain([&stem]) {
        count(command, &tables, &mut calls);
    }
    let mut order: Vec<&str> = calls.keys().copied().collect();
    order.sort_by_key(|name| {
        (
            usize::MAX - calls.get(name).copied().unwrap_or_default(),
            *name,
        )
    });
    let mut letters = BTreeSet::new();
    for name in &order {
        letters.extend(
            program
                .groups
                .get(*name)
                .into_iter()
                .flat_map(|text| text.chars()),
        );
        if let Some(command) = program.routines.get(*name) {
            spell(command, &tables, &mut letters);
        }
    }
    spell(&stem, &tables, &mut letters);
    if letters.len() > usize::from(u8::MAX - LETTER) + 1 {
        return Err(Mistake::new(0, "there are more letters than bytes"));
    }

    let mut writer = Writer {
        bytes: vec![VERSION, u8::try_from(letters.len()).unwrap_or_default()],
        letters: letters.iter().copied().collect(),
        order: &order,
        tables: &tables,
        is_open: false,
    };
    let mut before = 0;
    for letter in letters {
        let mut gap = u32::from(letter) - before;
        before = u32::from(letter);
        while gap > 0x7f {
            writer.bytes.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        writer.bytes.push((gap & 0x7f) as u8);
    }
    for name in &order {
        match (program.groups.get(*name), program.routines.get(*name)) {
            (Some(group), _) => {
                writer.byte(GROUP);
                writer.text(group);
            }
            (_, Some(command)) => writer.command(command)?,
            _ => return Err(Mistake::new(0, &format!("nothing is called “{name}”"))),
        }
    }
    writer.command(&stem)?;
    Ok(writer.bytes)
}

struct Writer<'a> {
    bytes: Vec<u8>,
    letters: Vec<char>,
    order: &'a [&'a str],
    tables: &'a [Cases],
    /// Whether letters that follow would be taken as more of the text before them.
    is_open: bool,
}

impl Writer<'_> {
    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
        self.is_open = false;
    }

    fn letter(&mut self, letter: char) {
        let at = self.letters.iter().position(|own| *own == letter);
        let at = u8::try_from(at.unwrap_or_default()).unwrap_or_default();
        self.byte(LETTER + at);
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            self.letter(letter);
        }
        self.is_open = true;
    }

    fn name(&self, name: &str) -> Result<u8, Mistake> {
        let at = self.order.iter().position(|own| *own == name);
        let at = at.and_then(|at| u8::try_from(at).ok());
        at.ok_or_else(|| Mistake::new(0, &format!("nothing is called “{name}”")))
    }

    fn numbers(&mut self, code: u8, numbers: &[Number]) -> Result<(), Mistake> {
        self.byte(code);
        for number in numbers {
            let byte = match number {
                Number::Cursor => 0,
                Number::Limit => 1,
                Number::Length => 2,
                Number::Kept(place) => 3 + place,
                Number::Plain(number) => number
                    .checked_add(11)
                    .ok_or_else(|| Mistake::new(0, "a number is too large"))?,
            };
            self.byte(byte);
        }
        Ok(())
    }

    fn list(&mut self, code: u8, commands: &[Command]) -> Result<(), Mistake> {
        self.byte(code);
        for command in commands {
            self.command(command)?;
        }
        self.byte(END);
        Ok(())
    }

    fn command(&mut self, command: &Command) -> Result<(), Mistake> {
        match command {
            Command::All(commands) => self.list(ALL, commands)?,
            Command::Or(commands) => self.list(OR, commands)?,
            Command::And(commands) => self.list(AND, commands)?,
            Command::With(name, inner) => {
                self.byte(5 + place(&WITH, name));
                self.command(inner)?;
            }
            Command::Times(name, times, inner) => {
                self.byte(if *name == "loop" { LOOP } else { AT_LEAST });
                self.byte(*times);
                self.command(inner)?;
            }
            Command::SetLimit(place, inner) => {
                self.byte(SET_LIMIT);
                self.command(place)?;
                self.command(inner)?;
            }
            Command::Alone(name) => self.byte(24 + place(&ALONE, name)),
            Command::Hop(places) => {
                self.byte(HOP);
                self.byte(*places);
            }
            Command::ToMark(number) => self.numbers(TO_MARK, &[*number])?,
            Command::Assign(place, number) => {
                self.byte(ASSIGN);
                self.byte(*place);
                let bytes = self.bytes.len();
                self.numbers(0, &[*number])?;
                self.bytes.remove(bytes);
            }
            Command::Compare(sign, left, right) => {
                self.numbers(21 + place(&COMPARE, sign), &[*left, *right])?;
            }
            Command::Text(text) => {
                if self.is_open {
                    self.byte(PART);
                }
                self.text(text);
            }
            Command::Replace(text) => {
                self.byte(REPLACE);
                self.text(text);
            }
            Command::Attach(text) => {
                self.byte(ATTACH);
                self.text(text);
            }
            Command::Call(name) => {
                let at = self.name(name)?;
                if at < PART - CALL - 1 {
                    self.byte(CALL + 1 + at);
                } else {
                    self.byte(CALL);
                    self.byte(at);
                }
            }
            Command::Non(name) => {
                let at = self.name(name)?;
                self.byte(NON);
                self.byte(at);
            }
            Command::Find(at) => self.table(*at)?,
            Command::Cases(at) => {
                let tables = self.tables;
                let commands = tables
                    .get(*at)
                    .map_or(&[][..], |table| table.commands.as_slice());
                if !commands.is_empty() {
                    self.list(CASES, commands)?;
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, at: usize) -> Result<(), Mistake> {
        let tables = self.tables;
        let table = tables
            .get(at)
            .ok_or_else(|| Mistake::new(0, "a search without its table"))?;
        self.byte(FIND);
        self.byte(u8::try_from(table.conditions.len()).unwrap_or_default());
        for name in &table.conditions {
            let at = self.name(name)?;
            self.byte(at);
        }
        let mut before: &[char] = &[];
        let mut case = 0;
        let mut texts = table.texts.iter().peekable();
        while let Some((text, own)) = texts.next() {
            let shared = before.iter().zip(text).take_while(|(a, b)| a == b).count();
            if shared < before.len() {
                self.byte(u8::try_from(before.len() - shared).unwrap_or_default());
            }
            for letter in text.iter().skip(shared) {
                self.letter(*letter);
            }
            // It is said of what is another case, and of what others go on from.
            let goes_on = texts.peek().is_some_and(|(next, _)| next.starts_with(text));
            if *own != case || goes_on || text.is_empty() {
                case = *own;
                let case = u8::try_from(case).unwrap_or_default();
                if case < FAR - CASE {
                    self.byte(CASE + case);
                } else {
                    self.byte(FAR);
                    self.byte(case);
                }
            }
            before = text;
        }
        self.byte(END);
        Ok(())
    }
}

fn place(names: &[&str], name: &str) -> u8 {
    let at = names.iter().position(|own| *own == name);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or_default()
}
