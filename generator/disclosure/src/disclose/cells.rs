//! Small numbers in tables: a count of one or two may show whom it counts, and one that is left out may be recomputed.
//!
//! The generator alters no number that somebody wrote: it refuses, and says which cells to put together or to leave out.
//! Counts that the site makes itself count public pages alone, and tell nothing that the pages do not.

use super::survey::{Entry, error};
use crate::diagnostic::Diagnostics;
use crate::dialect::{Block, Inline, plain};
use crate::policy::{Cells, Policy};
use crate::public::{Media, PublicEntry};

/// Words that head a row or a column of sums.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "sum",
    "all",
    "together",
    "overall",
    "totaal",
    "samen",
    "somme",
    "ensemble",
    "gesamt",
    "summe",
    "suma",
    "итого",
    "всего",
    "المجموع",
    "الإجمالي",
];

/// A table as text: its header, then its rows.
type Grid = Vec<Vec<String>>;

/// Notes cells of an entry's tables that are too small, or that can be recomputed though they are left out.
pub(super) fn check(
    public: &PublicEntry,
    entry: &Entry<'_>,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) {
    let cells = policy.cells();
    let covered = entry
        .fields
        .word("type")
        .is_some_and(|rule| cells.covers(rule));
    if !covered {
        return;
    }
    let mut grids: Vec<(String, Grid)> = Vec::new();
    collect(&public.body, &mut grids);
    for file in &public.attachments {
        if file.media == Media::Csv
            && let Some(grid) = comma_separated(&file.bytes)
        {
            grids.push((format!("the attached table {}", file.name), grid));
        }
    }
    for (name, grid) in &grids {
        for (code, place, what) in faults(grid, cells) {
            let least = cells.least;
            let (message, help) = if code == "cell-small" {
                (
                    format!(
                        "{place} of {name} is a count below {least}, which may show whom or what it counts"
                    ),
                    format!(
                        "put rows or columns together, or write `<{least}` for it, and leave out a second cell where a sum would give it away"
                    ),
                )
            } else {
                (
                    format!("{place} of {name} is left out, and {what} gives it away"),
                    "leave out a second cell there, or the sum".to_owned(),
                )
            };
            error(
                diagnostics,
                code,
                entry.path,
                entry.span("type"),
                &message,
                &help,
            );
        }
    }
}

/// All tables of blocks.
fn collect(blocks: &[Block], grids: &mut Vec<(String, Grid)>) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                let line =
                    |cells: &Vec<Vec<Inline>>| cells.iter().map(|cell| plain(cell)).collect();
                let rows = std::iter::once(&table.head).chain(&table.rows);
                grids.push((
                    format!("table {} of the text", grids.len() + 1),
                    rows.map(line).collect(),
                ));
            }
            Block::Quote(blocks)
            | Block::Footnote { blocks, .. }
            | Block::Admonition { blocks, .. } => collect(blocks, grids),
            Block::List { items, .. } => {
                for item in items {
                    collect(&item.blocks, grids);
                }
            }
            Block::Definitions(list) => {
                for blocks in list.iter().flat_map(|(_, definitions)| definitions) {
                    collect(blocks, grids);
                }
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Rule
            | Block::Withheld { .. } => {}
        }
    }
}

fn comma_separated(bytes: &[u8]) -> Option<Grid> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let rows = reader.records().map(|row| {
        row.ok()
            .map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
    });
    rows.collect()
}

/// What is wrong with a table: a code, the place in words, and which line of sums gives a cell away.
fn faults(grid: &Grid, cells: &Cells) -> Vec<(&'static str, String, &'static str)> {
    let mut found = Vec::new();
    let place = |row: usize, column: usize| format!("row {}, column {}", row + 1, column + 1);
    // The first row and the first column name what is counted.
    for (row, line) in grid.iter().enumerate().skip(1) {
        for (column, cell) in line.iter().enumerate().skip(1) {
            if count(cell).is_some_and(|number| number > 0 && number < cells.least) {
                found.push(("cell-small", place(row, column), ""));
            }
        }
    }
    let width = grid.first().map_or(0, Vec::len);
    let cell = |row: usize, column: usize| grid.get(row).and_then(|line| line.get(column));
    let is_total = |label: Option<&String>| {
        label.is_some_and(|label| {
            let label = label.to_lowercase();
            label
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| TOTALS.contains(&word))
        })
    };
    if (1..width).any(|column| is_total(cell(0, column))) {
        for row in 1..grid.len() {
            let line: Vec<usize> = (1..width).collect();
            if let Some(column) = alone(&line, |column| cell(row, column)) {
                found.push((
                    "cell-recomputable",
                    place(row, column),
                    "the sum of its row",
                ));
            }
        }
    }
    if (1..grid.len()).any(|row| is_total(cell(row, 0))) {
        for column in 1..width {
            let line: Vec<usize> = (1..grid.len()).collect();
            if let Some(row) = alone(&line, |row| cell(row, column)) {
                found.push((
                    "cell-recomputable",
                    place(row, column),
                    "the sum of its column",
                ));
            }
        }
    }
    found
}

/// The one cell of a line that is left out where all others are counts.
fn alone<'a>(line: &[usize], cell: impl Fn(usize) -> Option<&'a String>) -> Option<usize> {
    let text = |at: usize| cell(at).map_or("", String::as_str);
    let out: Vec<usize> = line
        .iter()
        .copied()
        .filter(|&at| count(text(at)).is_none())
        .collect();
    match out.as_slice() {
        [at] if line.len() > 1 && is_left_out(text(*at)) => Some(*at),
        _ => None,
    }
}

/// Says whether a cell stands for a number that is not told: `<5`, a dash, dots, a mark, nothing.
fn is_left_out(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with('<') || !cell.contains(char::is_alphanumeric)
}

/// A whole number, with or without signs between thousands.
fn count(cell: &str) -> Option<u64> {
    let text = cell.trim();
    let sound = text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\''));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    sound.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> Vec<String> {
        let grid = rows
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        let faults = faults(&grid, &Cells::built_in());
        faults
            .into_iter()
            .map(|(code, place, _)| format!("{code} {place}"))
            .collect()
    }

    #[test]
    fn small_counts_are_found_and_others_are_not() {
        assert_eq!(
            found(&[
                &["Year", "Thefts", "Losses"],
                &["1", "4", "12"],
                &["2", "0", "3 "],
                &["3", "5", "1 200"],
                &["4", "4.5", "2 %"],
                &["5", "<5", "three"],
            ]),
            ["cell-small row 2, column 2", "cell-small row 3, column 3"]
        );
        assert_eq!(found(&[&["1", "2"]]), [""; 0], "a header counts nothing");
    }

    #[test]
    fn what_a_sum_gives_away_is_found() {
        let head: &[&str] = &["Use", "A", "B", "Total"];
        assert_eq!(
            found(&[head, &["x", "<5", "20", "22"], &["y", "30", "40", "70"]]),
            ["cell-recomputable row 2, column 2"]
        );
        // A second one left out hides the first.
        let hidden = found(&[head, &["x", "<5", "…", "22"], &["y", "…", "<5", "70"]]);
        assert_eq!(hidden, [""; 0]);
        // Down a column.
        assert_eq!(
            found(&[
                &["Use", "A"],
                &["x", "<5"],
                &["y", "30"],
                &["All uses", "33"]
            ]),
            ["cell-recomputable row 2, column 2"]
        );
        // A word is no number that somebody could want back, and a sum of nothing gives nothing away.
        assert_eq!(found(&[head, &["x", "many", "20", "22"]]), [""; 0]);
        assert_eq!(
            found(&[&["Use", "Total"], &["x", "<5"], &["y", "…"]]),
            [""; 0]
        );
        // Without a sum, and with the sum left out, nothing is given away.
        assert_eq!(found(&[&["Use", "A"], &["x", "<5"], &["y", "30"]]), [""; 0]);
    }
}
