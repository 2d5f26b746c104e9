//! CSV: read whole and written anew, with nothing in it that a spreadsheet would run.

use super::{Cleaned, Unclean};
use crate::public::Media;

/// Rewrites a table.
pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    let type_help =
        "PDF, PNG, JPEG, WebP, SVG and CSV files are published; put other texts into the entry";
    let unknown = || {
        Unclean::new(
            "attachment-type",
            "this file is of no type that is published",
            type_help,
        )
    };
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(Unclean::new(
            "byte-order-mark",
            "this table begins with a byte order mark",
            "save it as UTF-8 without one",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| unknown())?;
    if super::sniff::looks_like_a_page(text) {
        return Err(Unclean::new(
            "table-markup",
            "this table holds markup, which a browser may take for a page",
            "write the cells as plain text",
        ));
    }
    if text.contains('\0') || !text.contains(',') || !text.contains('\n') {
        return Err(unknown());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    let mut columns = None;
    let mut rows = 0_usize;
    for (row, record) in (1_usize..).zip(reader.records()) {
        let record = record.map_err(|_| unknown())?;
        let expected = *columns.get_or_insert(record.len());
        if record.len() != expected {
            return Err(Unclean::new(
                "table-columns",
                format!(
                    "row {row} of this table has {} cells, and the first has {expected}",
                    record.len()
                ),
                "give each row as many cells as the header; a cell that holds a comma stands between double quotes",
            ));
        }
        for (column, cell) in (1_usize..).zip(&record) {
            check(cell, row, column)?;
        }
        writer.write_record(&record).map_err(|_| unknown())?;
        rows += 1;
    }
    if rows < 2 {
        return Err(Unclean::new(
            "table-rows",
            "this table has no rows below its header",
            "give it a row, or take it off the list",
        ));
    }
    let bytes = writer.into_inner().map_err(|_| unknown())?;
    Ok(Cleaned {
        media: Media::Csv,
        size: None,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    })
}

/// The rows of a table, each cell behind the name of its column.
pub(super) fn texts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut head: Option<csv::StringRecord> = None;
    let mut texts = Vec::new();
    for (row, record) in (1_usize..).zip(reader.records().map_while(Result::ok)) {
        let cells: Vec<String> = match &head {
            None => record.iter().map(str::to_owned).collect(),
            Some(head) => head
                .iter()
                .zip(&record)
                .map(|(name, cell)| format!("{}: {cell}", name.trim()))
                .collect(),
        };
        texts.push((format!("row {row}"), cells.join(" | ")));
        head.get_or_insert(record);
    }
    texts
}

fn check(cell: &str, row: usize, column: usize) -> Result<(), Unclean> {
    if let Some(why) = cell
        .chars()
        .filter(|c| *c != '\n')
        .find_map(crate::dialect::forbidden)
    {
        return Err(Unclean::new(
            "character-forbidden",
            format!("row {row}, column {column} of this table holds {why}"),
            "take it out",
        ));
    }
    if is_formula(cell) && !is_number(cell) {
        return Err(Unclean::new(
            "table-formula",
            format!("row {row}, column {column} of this table begins as a formula does"),
            "a spreadsheet would run it: begin the cell with a word",
        ));
    }
    Ok(())
}

/// Says whether a spreadsheet may take a cell for a formula, also behind spaces and in full-width signs.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r'])
        || cell.trim_start().starts_with([
            '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{fe66}',
            '\u{fe62}', '\u{fe63}', '\u{fe6b}',
        ])
}

fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['+', '-']);
    cell.len() - digits.len() <= 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '%'))
}
