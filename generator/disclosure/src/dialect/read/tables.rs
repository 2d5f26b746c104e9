//! Tables.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Block, Inline, Reader, tidy};
use crate::dialect::block::{Align, Table};

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, align: &[Alignment], range: &Range<usize>) -> Block {
        let align = align
            .iter()
            .map(|align| match align {
                Alignment::None => Align::None,
                Alignment::Left => Align::Left,
                Alignment::Center => Align::Center,
                Alignment::Right => Align::Right,
            })
            .collect();
        let mut head = Vec::new();
        let mut rows = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(),
                Event::Start(Tag::TableRow) => rows.push(self.cells()),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        if rows.is_empty() {
            self.error(
                "table-empty",
                range,
                "this table has no rows",
                "give it one, or take it out",
            );
        }
        Block::Table(Table { align, head, rows })
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    self.silent = false;
                    let cell = tidy::one_line(self.inlines(true));
                    let cell = self.checked(cell, &range);
                    if cell.is_empty() && self.silent {
                        self.left_empty(&range, "cell");
                    }
                    cells.push(cell);
                }
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => break,
                _ => {}
            }
        }
        cells
    }
}
