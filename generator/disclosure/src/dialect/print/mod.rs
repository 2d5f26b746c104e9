//! Prints blocks as canonical text of the dialect, which reads back into the same blocks.

mod inlines;

use super::block::{Align, Block, Inline, Item, Table, Target};
use super::near_miss;
use inlines::Place;

/// Writes links and images as the printed text must name them.
pub(crate) trait Address {
    /// The address of a target.
    fn link(&self, target: &Target) -> String;
    /// The address of an attachment.
    fn attachment(&self, name: &str) -> String;
}

/// Prints blocks; ends with a line feed unless there are none.
pub(crate) fn print(blocks: &[Block], address: &dyn Address) -> String {
    let mut printer = Printer {
        out: String::new(),
        prefix: String::new(),
        address,
        at_line_start: true,
    };
    printer.blocks(blocks, true);
    printer.out
}

struct Printer<'a> {
    out: String,
    /// What each line begins with: `> ` marks and the indentation of lists.
    prefix: String,
    address: &'a dyn Address,
    at_line_start: bool,
}

impl Printer<'_> {
    /// Blocks, with empty lines between them where `apart`.
    fn blocks(&mut self, blocks: &[Block], apart: bool) {
        let mut before: Option<&Block> = None;
        let mut alternate = false;
        for block in blocks {
            if before.is_some() && (apart || needs_gap(before, block)) {
                self.line("");
            }
            // Neighbouring lists of one sort would run together: every other one has the other marker.
            alternate = match (before, block) {
                (Some(Block::List { start: a, .. }), Block::List { start: b, .. })
                    if a.is_some() == b.is_some() =>
                {
                    !alternate
                }
                _ => false,
            };
            self.block(block, alternate);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block, alternate: bool) {
        match block {
            Block::Heading(heading) => {
                let mut text = "#".repeat(usize::from(heading.level));
                text.push(' ');
                text.push_str(&self.run(&heading.text, Place::Heading));
                if heading.explicit {
                    text.push_str(&format!(" {{#{}}}", heading.id));
                }
                self.line(&text);
            }
            Block::Paragraph(text) => {
                let text = self.run(text, Place::Paragraph);
                self.lines(&text);
            }
            Block::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items, alternate),
            Block::Quote(blocks) => self.nested("> ", "> ", |printer| printer.blocks(blocks, true)),
            Block::Code { language, text } => self.code(language.as_deref(), text.as_str()),
            Block::Table(table) => self.table(table),
            Block::Rule => self.line("***"),
            Block::Definitions(list) => self.definitions(list),
            Block::Footnote { label, blocks } => {
                self.nested(&format!("[^{label}]: "), "    ", |printer| {
                    printer.blocks(blocks, true);
                });
            }
            Block::Admonition { kind, blocks } => {
                // An outer admonition has more colons than those within, so that a reader sees which ends.
                let colons = ":".repeat(3 + depth(blocks));
                self.line(&format!("{colons}{}", kind.name()));
                self.blocks(blocks, true);
                self.line(&colons);
            }
            Block::Withheld { reason } => {
                self.line(&format!(":::withheld{{reason=\"{reason}\"}}"));
                self.line(":::");
            }
        }
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[Item], alternate: bool) {
        let mut number = start;
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.line("");
            }
            let marker = match (number, alternate) {
                (Some(number), false) => format!("{number}. "),
                (Some(number), true) => format!("{number}) "),
                (None, false) => "- ".to_owned(),
                // Not `*`: before a rule it would be a rule itself.
                (None, true) => "+ ".to_owned(),
            };
            number = number.map(|number| number.saturating_add(1));
            let indent = " ".repeat(marker.len());
            let first = match item.task {
                Some(true) => format!("{marker}[x] "),
                Some(false) => format!("{marker}[ ] "),
                None => marker,
            };
            // Behind a box, what begins a block is text: the block begins on the next line.
            let below = item.task.is_some()
                && !matches!(item.blocks.first(), None | Some(Block::Paragraph(_)));
            self.nested(&first, &indent, |printer| {
                if below {
                    printer.line("");
                }
                printer.blocks(&item.blocks, !tight);
            });
        }
    }

    fn definitions(&mut self, list: &[(Vec<Inline>, Vec<Vec<Block>>)]) {
        for (index, (term, definitions)) in list.iter().enumerate() {
            if index > 0 {
                self.line("");
            }
            let term = self.run(term, Place::Heading);
            self.line(&term);
            for blocks in definitions {
                self.nested(": ", "  ", |printer| printer.blocks(blocks, true));
            }
        }
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let longest = text
            .lines()
            .map(|line| {
                line.trim_start()
                    .bytes()
                    .take_while(|&byte| byte == b'`')
                    .count()
            })
            .max()
            .unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.line(&format!("{fence}{}", language.unwrap_or_default()));
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            self.line(&near_miss::escape_colons(line));
        }
        self.line(&fence);
    }

    fn table(&mut self, table: &Table) {
        let row = |printer: &Self, cells: &[Vec<Inline>]| {
            let mut line = "|".to_owned();
            for cell in cells {
                line.push_str(&format!(" {} |", printer.run(cell, Place::Cell)));
            }
            line
        };
        let head = row(self, &table.head);
        self.line(&head);
        let mut rule = "|".to_owned();
        for align in &table.align {
            rule.push_str(match align {
                Align::None => " --- |",
                Align::Left => " :-- |",
                Align::Center => " :-: |",
                Align::Right => " --: |",
            });
        }
        self.line(&rule);
        for cells in &table.rows {
            let line = row(self, cells);
            self.line(&line);
        }
    }

    /// Prints with a prefix: `first` on the first line, `rest` on those that follow.
    fn nested(&mut self, first: &str, rest: &str, print: impl FnOnce(&mut Self)) {
        self.begin_line();
        self.out.push_str(first);
        let length = self.prefix.len();
        self.prefix.push_str(rest);
        print(self);
        self.prefix.truncate(length);
        if !self.at_line_start {
            self.out.push('\n');
            self.at_line_start = true;
        }
    }

    fn begin_line(&mut self) {
        if self.at_line_start {
            self.out.push_str(&self.prefix);
            self.at_line_start = false;
        }
    }

    /// One line.
    fn line(&mut self, text: &str) {
        if text.is_empty() && self.at_line_start {
            self.out.push_str(self.prefix.trim_end());
        } else {
            self.begin_line();
            self.out.push_str(text);
        }
        self.out.push('\n');
        self.at_line_start = true;
    }

    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }
}

/// Says whether two blocks of a tight item need an empty line between them all the same; none do that can stand in one.
fn needs_gap(_before: Option<&Block>, _block: &Block) -> bool {
    false
}

/// How deep admonitions nest in blocks.
fn depth(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Admonition { blocks, .. } => 1 + depth(blocks),
            Block::Quote(blocks) | Block::Footnote { blocks, .. } => depth(blocks),
            Block::List { items, .. } => items
                .iter()
                .map(|item| depth(&item.blocks))
                .max()
                .unwrap_or(0),
            Block::Definitions(list) => list
                .iter()
                .flat_map(|(_, definitions)| definitions)
                .map(|blocks| depth(blocks))
                .max()
                .unwrap_or(0),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Rule
            | Block::Withheld { .. } => 0,
        })
        .max()
        .unwrap_or(0)
}
