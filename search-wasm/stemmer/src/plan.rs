//! From commands to as few of them as do the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::Mistake;
use crate::parse::{Command, Program, Table};

/// The same program without tables of a single text.
pub(crate) fn simple(program: &Program) -> Program {
    let change = |command: Command| match command {
        Command::Find(at) | Command::Cases(at) => {
            let table = program.tables.get(at);
            match (command, table.map(|table| table.texts.as_slice())) {
                (Command::Find(_), Some([(text, None, _)])) => Command::Text(text.clone()),
                (Command::Cases(_), Some([(_, None, case)])) => {
                    let cases = table.map_or(&[][..], |table| table.cases.as_slice());
                    cases
                        .get(*case)
                        .cloned()
                        .unwrap_or(Command::All(Vec::new()))
                }
                (command, _) => command,
            }
        }
        other => other,
    };
    // A case may hold a table itself; those within come first.
    let tables = program.tables.iter().map(|table| Table {
        cases: table
            .cases
            .iter()
            .map(|case| changed(case, &change))
            .collect(),
        ..table.clone()
    });
    let routines = program
        .routines
        .iter()
        .map(|(name, command)| (name.clone(), changed(command, &change)));
    Program {
        routines: routines.collect(),
        groups: program.groups.clone(),
        tables: tables.collect(),
        between: program.between.clone(),
    }
}

/// A command with all that belong to it changed, until nothing changes.
fn changed(command: &Command, change: &dyn Fn(Command) -> Command) -> Command {
    let each = |commands: &[Command]| -> Vec<Command> {
        let mut all = Vec::new();
        for command in commands {
            all.push(changed(command, change));
        }
        all
    };
    let new = match command {
        Command::All(commands) => {
            let mut all = Vec::new();
            for command in each(commands) {
                match command {
                    Command::All(inner) => all.extend(inner),
                    other => all.push(other),
                }
            }
            match <[Command; 1]>::try_from(all) {
                Ok([one]) => one,
                Err(all) => Command::All(all),
            }
        }
        Command::Or(commands) => Command::Or(each(commands)),
        Command::And(commands) => Command::And(each(commands)),
        Command::With(name, inner) => Command::With(name, Box::new(changed(inner, change))),
        Command::Times(name, times, inner) => {
            Command::Times(name, *times, Box::new(changed(inner, change)))
        }
        Command::SetLimit(place, inner) => Command::SetLimit(
            Box::new(changed(place, change)),
            Box::new(changed(inner, change)),
        ),
        other => other.clone(),
    };
    let next = change(new.clone());
    if next == new {
        new
    } else {
        changed(&next, change)
    }
}

/// Puts routines that are called from one place where they are called.
pub(crate) fn inlined(program: &mut Program, stem: Command) -> Command {
    let mut stem = stem;
    loop {
        let tables: Vec<Cases> = program
            .tables
            .iter()
            .filter_map(|table| Cases::of(table).ok())
            .collect();
        let mut calls = BTreeMap::new();
        for command in program.routines.values().chain([&stem]) {
            count(command, &tables, &mut calls);
        }
        let conditions: BTreeSet<&String> = program
            .tables
            .iter()
            .flat_map(|table| {
                table
                    .texts
                    .iter()
                    .filter_map(|(_, condition, _)| condition.as_ref())
            })
            .collect();
        let once = program.routines.iter().find(|(name, command)| {
            let mut own = BTreeMap::new();
            count(command, &tables, &mut own);
            calls.get(name.as_str()) == Some(&1)
                && !own.contains_key(name.as_str())
                && !conditions.contains(name)
                && !program.between.contains(*name)
        });
        let Some((name, body)) = once.map(|(name, body)| (name.clone(), body.clone())) else {
            return stem;
        };
        drop(tables);
        let change = |command: Command| match command {
            Command::Call(own) if own == name => body.clone(),
            other => other,
        };
        stem = changed(&stem, &change);
        program.routines.remove(&name);
        for command in program.routines.values_mut() {
            *command = changed(command, &change);
        }
        for table in &mut program.tables {
            for case in &mut table.cases {
                *case = changed(case, &change);
            }
        }
    }
}

/// What belongs to a command, in order.
fn parts<'a>(command: &'a Command, tables: &'a [Cases]) -> Vec<&'a Command> {
    match command {
        Command::All(commands) | Command::Or(commands) | Command::And(commands) => {
            commands.iter().collect()
        }
        Command::With(_, inner) | Command::Times(_, _, inner) => vec![inner],
        Command::SetLimit(place, inner) => vec![place, inner],
        Command::Cases(at) => tables
            .get(*at)
            .map_or(Vec::new(), |table| table.commands.iter().collect()),
        _ => Vec::new(),
    }
}

/// Counts the calls of each name.
pub(crate) fn count<'a>(
    command: &'a Command,
    tables: &'a [Cases],
    calls: &mut BTreeMap<&'a str, usize>,
) {
    match command {
        Command::Call(name) | Command::Non(name) => *calls.entry(name).or_default() += 1,
        Command::Find(at) => {
            for name in tables
                .get(*at)
                .into_iter()
                .flat_map(|table| &table.conditions)
            {
                *calls.entry(name).or_default() += 1;
            }
        }
        _ => {}
    }
    for part in parts(command, tables) {
        count(part, tables, calls);
    }
}

/// Collects all letters.
pub(crate) fn spell(command: &Command, tables: &[Cases], letters: &mut BTreeSet<char>) {
    match command {
        Command::Text(text) | Command::Replace(text) | Command::Attach(text) => {
            letters.extend(text.chars());
        }
        Command::Find(at) => {
            let texts = tables
                .get(*at)
                .into_iter()
                .flat_map(|table| table.texts.keys());
            letters.extend(texts.flatten());
        }
        _ => {}
    }
    for part in parts(command, tables) {
        spell(part, tables, letters);
    }
}

/// A table with the letters of its texts in the order in which they are looked at, and its cases in the order of the form:
/// those with a condition first, and last those that nothing is done for.
pub(crate) struct Cases {
    pub(crate) texts: BTreeMap<Vec<char>, usize>,
    pub(crate) conditions: Vec<String>,
    pub(crate) commands: Vec<Command>,
}

impl Cases {
    pub(crate) fn of(table: &Table) -> Result<Self, Mistake> {
        let nothing = Command::All(Vec::new());
        let mut kinds: Vec<(&Option<String>, usize)> = Vec::new();
        for (_, condition, case) in &table.texts {
            if !kinds.contains(&(condition, *case)) {
                kinds.push((condition, *case));
            }
        }
        let command = |case: usize| table.cases.get(case).unwrap_or(&nothing);
        kinds.sort_by_key(|(condition, case)| (condition.is_none(), command(*case) == &nothing));
        if kinds.len() > usize::from(u8::MAX) {
            return Err(Mistake::new(0, "a table has too many cases"));
        }
        let mut texts = BTreeMap::new();
        for (text, condition, case) in &table.texts {
            let mut letters: Vec<char> = text.chars().collect();
            if table.backwards {
                letters.reverse();
            }
            let kind = kinds.iter().position(|kind| *kind == (condition, *case));
            if texts.insert(letters, kind.unwrap_or_default()).is_some() {
                return Err(Mistake::new(0, &format!("“{text}” is in a table twice")));
            }
        }
        let mut commands: Vec<Command> = kinds
            .iter()
            .map(|(_, case)| command(*case).clone())
            .collect();
        while commands.last() == Some(&nothing) {
            commands.pop();
        }
        Ok(Self {
            texts,
            conditions: kinds
                .iter()
                .filter_map(|(condition, _)| (*condition).clone())
                .collect(),
            commands,
        })
    }
}
