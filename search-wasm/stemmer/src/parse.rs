//! From the words of a definition to its commands.

use std::collections::{BTreeMap, BTreeSet};

use crate::Mistake;
use crate::token::Token;

/// A command.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Command {
    All(Vec<Command>),
    Or(Vec<Command>),
    And(Vec<Command>),
    /// `not`, `test`, and others that one command belongs to.
    With(&'static str, Box<Command>),
    /// `loop` and `atleast`.
    Times(&'static str, u8, Box<Command>),
    SetLimit(Box<Command>, Box<Command>),
    /// `next`, `[`, and others that stand alone.
    Alone(&'static str),
    Hop(u8),
    ToMark(Number),
    Assign(u8, Number),
    Compare(&'static str, Number, Number),
    Text(String),
    Replace(String),
    Attach(String),
    Call(String),
    Non(String),
    /// Looks for the texts of a table.
    Find(usize),
    /// Does what its case asks for.
    Cases(usize),
}

/// What a number is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Number {
    Cursor,
    Limit,
    Length,
    Kept(u8),
    Plain(u8),
}

/// Texts that are looked for, and what is done where one is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) backwards: bool,
    /// Each with the routine that must succeed, and its case.
    pub(crate) texts: Vec<(String, Option<String>, usize)>,
    pub(crate) cases: Vec<Command>,
}

/// A whole definition.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(crate) routines: BTreeMap<String, Command>,
    pub(crate) groups: BTreeMap<String, String>,
    pub(crate) tables: Vec<Table>,
    /// Routines that are called between a search and its cases.
    pub(crate) between: BTreeSet<String>,
}

/// Commands that one command belongs to, in the order of their bytes in the written form, from 5 on.
pub(crate) const WITH: [&str; 9] = [
    "not",
    "test",
    "try",
    "do",
    "fail",
    "goto",
    "gopast",
    "repeat",
    "backwards",
];
const ALONE: [&str; 3] = ["next", "tolimit", "atlimit"];

pub(crate) fn program(tokens: &[(usize, Token)]) -> Result<Program, Mistake> {
    let mut parser = Parser {
        tokens,
        at: 0,
        places: BTreeMap::new(),
        flags: BTreeSet::new(),
        kept: None,
        pending: None,
        backwards: false,
        program: Program::default(),
    };
    while parser.at < tokens.len() {
        parser.declaration()?;
    }
    Ok(parser.program)
}

struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    at: usize,
    /// Where numbers and flags are kept.
    places: BTreeMap<String, u8>,
    flags: BTreeSet<String>,
    /// The name of the one text that is kept.
    kept: Option<String>,
    /// The table that was looked into and whose cases are still to come.
    pending: Option<usize>,
    backwards: bool,
    program: Program,
}

impl Parser<'_> {
    fn wrong<T>(&self, what: &str) -> Result<T, Mistake> {
        let at = self.at.saturating_sub(1);
        let line = self.tokens.get(at).map_or(0, |(line, _)| *line);
        Err(Mistake::new(line, what))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn next(&mut self) -> Result<Token, Mistake> {
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(token) => Ok(token),
            None => self.wrong("the definition ends too early"),
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_there = match self.peek() {
            Some(Token::Sign(own)) => *own == sign,
            Some(Token::Name(own)) => own == sign,
            _ => false,
        };
        self.at += usize::from(is_there);
        is_there
    }

    fn must(&mut self, sign: &str) -> Result<(), Mistake> {
        if self.take(sign) {
            return Ok(());
        }
        self.at += 1;
        self.wrong(&format!("“{sign}” is missing"))
    }

    fn name(&mut self) -> Result<String, Mistake> {
        match self.next()? {
            Token::Name(name) => Ok(name),
            _ => self.wrong("a name is missing"),
        }
    }

    fn text(&mut self) -> Result<String, Mistake> {
        match self.next()? {
            Token::Text(text) => Ok(text),
            _ => self.wrong("a text is missing"),
        }
    }

    fn declaration(&mut self) -> Result<(), Mistake> {
        let word = self.name()?;
        match word.as_str() {
            "stringescapes" => {
                self.must("{")?;
                self.must("}")
            }
            "routines" | "externals" | "groupings" | "integers" | "booleans" | "strings" => {
                self.must("(")?;
                while !self.take(")") {
                    let name = self.name()?;
                    match word.as_str() {
                        "integers" | "booleans" => {
                            if word == "booleans" {
                                self.flags.insert(name.clone());
                            }
                            let place = u8::try_from(self.places.len()).unwrap_or(u8::MAX);
                            if place >= 8 {
                                return self.wrong("there are more than eight numbers and flags");
                            }
                            self.places.insert(name, place);
                        }
                        "strings" if self.kept.replace(name).is_some() => {
                            return self.wrong("there is more than one text to keep");
                        }
                        _ => {}
                    }
                }
                Ok(())
            }
            "backwardmode" => {
                self.must("(")?;
                self.backwards = true;
                while !self.take(")") {
                    self.declaration()?;
                }
                self.backwards = false;
                Ok(())
            }
            "define" => self.definition(),
            _ => self.wrong(&format!("“{word}” declares nothing")),
        }
    }

    fn definition(&mut self) -> Result<(), Mistake> {
        let name = self.name()?;
        if self.take("as") {
            let command = self.command()?;
            self.program.routines.insert(name, command);
            self.pending = None;
            return Ok(());
        }
        let mut letters: Vec<char> = Vec::new();
        let mut adds = true;
        loop {
            let text = match self.next()? {
                Token::Text(text) => text,
                Token::Name(other) => match self.program.groups.get(&other) {
                    Some(text) => text.clone(),
                    None => return self.wrong("no such group of letters"),
                },
                _ => return self.wrong("letters are missing"),
            };
            letters.retain(|letter| !text.contains(*letter));
            if adds {
                letters.extend(text.chars());
            }
            adds = self.take("+");
            if !adds && !self.take("-") {
                break;
            }
        }
        letters.sort_unstable();
        letters.dedup();
        self.program
            .groups
            .insert(name, letters.into_iter().collect());
        Ok(())
    }

    /// Commands up to the closing bracket, with `or` and `and` between some.
    fn list(&mut self) -> Result<Command, Mistake> {
        let mut all = Vec::new();
        while !self.take(")") {
            let mut command = self.command()?;
            loop {
                if self.take("or") {
                    let mut ways = vec![command, self.command()?];
                    while self.take("or") {
                        ways.push(self.command()?);
                    }
                    command = Command::Or(ways);
                } else if self.take("and") {
                    let mut parts = vec![command, self.command()?];
                    while self.take("and") {
                        parts.push(self.command()?);
                    }
                    command = Command::And(parts);
                } else {
                    break;
                }
            }
            match command {
                Command::All(inner) => all.extend(inner),
                other => all.push(other),
            }
        }
        Ok(match <[Command; 1]>::try_from(all) {
            Ok([one]) => one,
            Err(all) => Command::All(all),
        })
    }

    fn command(&mut self) -> Result<Command, Mistake> {
        let word = match self.next()? {
            Token::Text(text) => return Ok(Command::Text(text)),
            Token::Sign("(") => return self.list(),
            Token::Sign("[") => return Ok(Command::Alone("[")),
            Token::Sign("]") => return Ok(Command::Alone("]")),
            Token::Sign("<-") => return Ok(Command::Replace(self.text()?)),
            Token::Sign("->") => {
                self.kept()?;
                return Ok(Command::Alone("->"));
            }
            Token::Sign("$") => return self.numbers(),
            Token::Sign(_) | Token::Number(_) => return self.wrong("a command is missing"),
            Token::Name(word) => word,
        };
        if let Some(name) = WITH.into_iter().find(|name| *name == word) {
            let outside = self.backwards;
            self.backwards |= name == "backwards";
            let command = self.command()?;
            self.backwards = outside;
            return Ok(Command::With(name, Box::new(command)));
        }
        if let Some(name) = ALONE.into_iter().find(|name| *name == word) {
            return Ok(Command::Alone(name));
        }
        Ok(match word.as_str() {
            "loop" | "atleast" => {
                let name = if word == "loop" { "loop" } else { "atleast" };
                let Token::Number(times) = self.next()? else {
                    return self.wrong("a number is missing");
                };
                Command::Times(name, times, Box::new(self.command()?))
            }
            "setlimit" => {
                let place = self.command()?;
                self.must("for")?;
                if !self.backwards {
                    return self.wrong("a limit forwards is not known here");
                }
                Command::SetLimit(Box::new(place), Box::new(self.command()?))
            }
            "hop" => match self.next()? {
                Token::Number(places) => Command::Hop(places),
                _ => return self.wrong("a number is missing"),
            },
            "delete" => Command::Replace(String::new()),
            "attach" => Command::Attach(self.text()?),
            "insert" => {
                self.kept()?;
                Command::Alone("insert")
            }
            "true" => Command::All(Vec::new()),
            "false" => Command::Or(Vec::new()),
            "setmark" => Command::Assign(self.place()?, Number::Cursor),
            "set" => Command::Assign(self.place()?, Number::Plain(1)),
            "unset" => Command::Assign(self.place()?, Number::Plain(0)),
            "tomark" => Command::ToMark(self.number()?),
            "atmark" => Command::Compare("==", Number::Cursor, self.number()?),
            "non" => {
                self.take("-");
                let name = self.name()?;
                if !self.program.groups.contains_key(&name) {
                    return self.wrong("no such group of letters");
                }
                Command::Non(name)
            }
            "substring" => {
                self.program.tables.push(Table::default());
                let table = self.program.tables.len() - 1;
                self.pending = Some(table);
                if let Some(table) = self.program.tables.last_mut() {
                    table.backwards = self.backwards;
                }
                Command::Find(table)
            }
            "among" => self.among()?,
            name if self.flags.contains(name) => {
                let place = self.places.get(name).copied().unwrap_or_default();
                Command::Compare("==", Number::Kept(place), Number::Plain(1))
            }
            name if self.kept.as_deref() == Some(name) => Command::Alone("kept"),
            name => {
                if self.pending.is_some() {
                    self.program.between.insert(name.to_owned());
                }
                Command::Call(name.to_owned())
            }
        })
    }

    fn kept(&mut self) -> Result<(), Mistake> {
        let name = self.name()?;
        if self.kept.as_ref() == Some(&name) {
            return Ok(());
        }
        self.wrong("no such text is kept")
    }

    fn place(&mut self) -> Result<u8, Mistake> {
        let name = self.name()?;
        match self.places.get(&name) {
            Some(place) => Ok(*place),
            None => self.wrong("no such number"),
        }
    }

    fn number(&mut self) -> Result<Number, Mistake> {
        match self.next()? {
            Token::Number(number) => Ok(Number::Plain(number)),
            Token::Name(name) => match name.as_str() {
                "cursor" => Ok(Number::Cursor),
                "limit" => Ok(Number::Limit),
                "len" => Ok(Number::Length),
                name => match self.places.get(name) {
                    Some(place) => Ok(Number::Kept(*place)),
                    None => self.wrong("no such number"),
                },
            },
            _ => self.wrong("a number is missing"),
        }
    }

    /// What stands behind `$`.
    fn numbers(&mut self) -> Result<Command, Mistake> {
        let in_brackets = self.take("(");
        let left = self.number()?;
        let Token::Sign(sign) = self.next()? else {
            return self.wrong("a sign is missing");
        };
        let right = self.number()?;
        if in_brackets {
            self.must(")")?;
        }
        Ok(match (sign, left) {
            ("=", Number::Kept(place)) if !in_brackets => Command::Assign(place, right),
            ("<" | "<=" | "==", _) => Command::Compare(sign, left, right),
            (">", _) => Command::Compare("<", right, left),
            (">=", _) => Command::Compare("<=", right, left),
            _ => return self.wrong("such numbers are not known here"),
        })
    }

    fn among(&mut self) -> Result<Command, Mistake> {
        self.must("(")?;
        let pending = self.pending.take();
        // What stands in brackets before all texts is done once one of them is found, whichever it is.
        let first = if pending.is_none() && self.take("(") {
            let backwards = self.backwards;
            self.program.tables.push(Table {
                backwards,
                ..Table::default()
            });
            let at = self.program.tables.len() - 1;
            self.pending = Some(at);
            let command = self.list()?;
            self.pending = None;
            Some((at, command))
        } else {
            None
        };
        let mut table = Table {
            backwards: self.backwards,
            ..Table::default()
        };
        // Texts whose case is still to come.
        let mut open = 0;
        loop {
            match self.next()? {
                Token::Sign(")") => break,
                Token::Sign("(") => {
                    let case = self.list()?;
                    let known = table.cases.iter().position(|own| *own == case);
                    let known = known.unwrap_or_else(|| {
                        table.cases.push(case);
                        table.cases.len() - 1
                    });
                    for (_, _, own) in table.texts.iter_mut().skip(open) {
                        *own = known;
                    }
                    open = table.texts.len();
                }
                Token::Text(text) => {
                    let condition = match self.peek() {
                        Some(Token::Name(name)) => Some(name.clone()),
                        _ => None,
                    };
                    self.at += usize::from(condition.is_some());
                    table.texts.push((text, condition, usize::MAX));
                }
                _ => return self.wrong("this stands between no texts"),
            }
        }
        if open < table.texts.len() {
            let nothing = Command::All(Vec::new());
            let known = table.cases.iter().position(|own| *own == nothing);
            let known = known.unwrap_or_else(|| {
                table.cases.push(nothing);
                table.cases.len() - 1
            });
            for (_, _, own) in table.texts.iter_mut().skip(open) {
                *own = known;
            }
        }
        let at = match pending.or(first.as_ref().map(|(at, _)| *at)) {
            Some(at) => at,
            None => {
                self.program.tables.push(Table::default());
                self.program.tables.len() - 1
            }
        };
        if let Some(place) = self.program.tables.get_mut(at) {
            if pending.is_some() {
                table.backwards = place.backwards;
            }
            *place = table;
        }
        let cases = Command::Cases(at);
        Ok(match (pending, first) {
            (Some(_), _) => cases,
            (None, Some((_, first))) => Command::All(vec![Command::Find(at), first, cases]),
            (None, None) => Command::All(vec![Command::Find(at), cases]),
        })
    }
}
