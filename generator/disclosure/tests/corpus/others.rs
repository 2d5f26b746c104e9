//! Office documents, archives and tables.

use super::pictures::ARCHIVE;
use super::readers::Reader::{Cell, Named, SameCells, Unpacks};
use super::{Passes, Refused, Row, made, row};

const OFFICE: &str = "office documents and archives";

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = vec![
        made(
            OFFICE,
            "libreoffice-writer.docx",
            Refused("attachment-type", "export it as PDF"),
            vec![Unpacks("word/document.xml")],
        ),
        made(
            OFFICE,
            "libreoffice-writer.odt",
            Refused("attachment-type", "export it as PDF"),
            vec![Unpacks("content.xml"), Named("OpenDocument Text")],
        ),
        made(
            OFFICE,
            "libreoffice-writer.doc",
            Refused("attachment-type", "export it as PDF"),
            vec![Named("Composite Document")],
        ),
        made(
            OFFICE,
            "libreoffice-writer.rtf",
            Refused("attachment-type", "export it as PDF"),
            vec![Named("Rich Text")],
        ),
        made(
            OFFICE,
            "libreoffice-calc.xlsx",
            Refused("attachment-type", "CSV"),
            vec![Unpacks("xl/workbook.xml")],
        ),
        made(
            OFFICE,
            "libreoffice-calc.ods",
            Refused("attachment-type", "CSV"),
            vec![Unpacks("content.xml"), Named("Spreadsheet")],
        ),
        made(
            OFFICE,
            "libreoffice-impress.pptx",
            Refused("attachment-type", "hidden slides"),
            vec![Unpacks("ppt/presentation.xml")],
        ),
        made(
            OFFICE,
            "libreoffice-impress.odp",
            Refused("attachment-type", "hidden slides"),
            vec![Unpacks("content.xml"), Named("Presentation")],
        ),
        made(
            OFFICE,
            "python.zip",
            Refused("attachment-type", "each by itself"),
            vec![Unpacks("table.csv"), Named("Zip archive")],
        ),
        made(
            "CSV with formulas",
            "libreoffice-calc.csv",
            Passes,
            vec![SameCells, Cell("Reviews")],
        ),
        row(
            "CSV with formulas",
            "quoted.csv",
            "name,value\r\n\"a, b\",-3.5\r\n\"say \"\"x\"\"\",+2\r\n",
            Passes,
            vec![SameCells, Cell("a, b")],
        ),
        row(
            "two things at once",
            "both.csv",
            [b"a,b\n1,2\n".as_slice(), ARCHIVE].concat(),
            Refused("attachment-two", "make it anew"),
            vec![Unpacks("(empty)")],
        ),
        row(
            "two things at once",
            "page.csv",
            "a,b\n<script>alert(1)</script>,2\n",
            Refused("table-markup", "plain text"),
            vec![Cell("<script>")],
        ),
    ];
    // What a spreadsheet runs, also behind spaces, in quotes, and in wide signs, which Python shows by their numbers.
    for (name, cell, read) in [
        ("equals.csv", "=1+1", "\"=1+1\""),
        ("plus.csv", "+1+1", "\"+1+1\""),
        ("minus.csv", "-1+1", "\"-1+1\""),
        ("at.csv", "@SUM(1)", "\"@SUM(1)\""),
        ("spaces.csv", "  =1+1", "\"  =1+1\""),
        ("quotes.csv", "\"\t=1\"", "\"\\t=1\""),
        ("wide.csv", "\u{ff1d}1", "\\uff1d1"),
        (
            "command.csv",
            "=cmd|' /C calc'!A0",
            "\"=cmd|' /C calc'!A0\"",
        ),
    ] {
        rows.push(row(
            "CSV with formulas",
            name,
            format!("a,b\n{cell},1\n"),
            Refused("table-formula", "begin the cell with a word"),
            vec![Cell(read)],
        ));
    }
    rows
}
