//! Tables of comma-separated values, read crudely.

use sha2::{Digest as _, Sha256};

/// The cells of a table, by row.
pub(crate) fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            // Between two signs that end a row together stands an empty one, which is none.
            '\r' | '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()) || row.len() > 1);
    rows
}

/// A number for what a table holds, however it is written.
pub(crate) fn core(text: &str) -> [u8; 32] {
    let mut sum = Sha256::new();
    for row in cells(text) {
        for cell in row {
            let cell = cell.replace("\r\n", "\n");
            sum.update((cell.len() as u64).to_le_bytes());
            sum.update(cell);
        }
        sum.update(b"\n");
    }
    sum.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read() {
        assert_eq!(
            cells("a,\"b \"\"c\"\"\n,d\"\r\ne,\n"),
            [vec!["a", "b \"c\"\n,d"], vec!["e", ""]]
        );
        assert_eq!(
            cells("a,\"b\r\nc\rd\"\re,\r\n\r\n,\nf"),
            [
                vec!["a", "b\r\nc\rd"],
                vec!["e", ""],
                vec!["", ""],
                vec!["f"]
            ]
        );
        // A quote within a cell is a sign like any other, and the last row may end with the text.
        assert_eq!(cells("a\"b,c\"\nd"), [vec!["a\"b", "c\""], vec!["d"]]);
        assert_eq!(cells("a,\nb,"), [vec!["a", ""], vec!["b", ""]]);
        assert_eq!(cells("a,b"), [vec!["a", "b"]]);
        assert!(cells("").is_empty() && cells("\n").is_empty());
        assert_eq!(core("a,\"b\"\r\n"), core("a,b\n"));
        assert_eq!(core("a,\"b\r\nc\"\r\n"), core("a,\"b\nc\"\n"));
        assert_ne!(core("a,\"b\nc\"\n"), core("a,b\nc\n"));
        assert_ne!(core("a,b\n"), core("ab\n"));
    }
}
