//! Files as a whole: tables, trailers, lengths that stand elsewhere, and places by name.

use super::made::{Part, Pdf, WORDS, stream, with, write};
use super::{clean, passes, refused};

fn text(pdf: &Pdf) -> String {
    String::from_utf8(pdf.bytes()).unwrap()
}

#[test]
fn a_table_behind_the_end_is_an_earlier_state() {
    let text = text(&with(WORDS));
    let offset = text.find("4 0 obj").unwrap();
    let behind = format!(
        "xref\n0 1\n0000000000 65535 f \n4 1\n{offset:010} 00000 n \ntrailer\n<</Root 1 0 R/Size 99>>\nstartxref\n0\n%%EOF\n"
    );
    refused(format!("{text}{behind}").as_bytes(), "pdf-revisions");
    // The same before the end tells nothing new.
    let before = text.replacen("%%EOF\n", &behind, 1);
    assert_eq!(
        clean(before.as_bytes()).map(|cleaned| cleaned.text),
        Ok("Some words".to_owned())
    );
}

#[test]
fn trailers_tell_of_one_catalog() {
    let text = text(&with(WORDS));
    let more = |trailer: &str| {
        text.replacen(
            "xref\n",
            &format!("xref\n0 0\ntrailer\n<<{trailer}>>\nxref\n"),
            1,
        )
    };
    for trailer in ["/Root 1 0 R", "/Size 9"] {
        assert!(clean(more(trailer).as_bytes()).is_ok(), "{trailer}");
    }
    refused(more("/Root 3 0 R").as_bytes(), "pdf-revisions");
    refused(
        more("/Root 1 0 R/Encrypt 9 0 R").as_bytes(),
        "pdf-encrypted",
    );
    refused(more("/AdditionalStreams[]").as_bytes(), "pdf-files");
}

/// The same file with a table that is a stream, which tells of objects at places and, perhaps, of itself.
fn with_table(own: bool, extra: &str) -> Vec<u8> {
    let text = text(&with(WORDS));
    let (body, _) = text.split_once("xref\n").unwrap();
    let mut out = format!("{body}{extra}");
    let mut rows = String::new();
    let start = out.len();
    for number in 1..=5 {
        let at = out.find(&format!("{number} 0 obj")).unwrap();
        rows.push_str(&format!("01{at:04x}00"));
    }
    let count = if own {
        rows.push_str(&format!("01{start:04x}00"));
        6
    } else {
        5
    };
    out.push_str(&format!(
        "6 0 obj\n<</Type/XRef/W[1 2 1]/Index[1 {count}]/Size 7/Root 1 0 R/Filter/ASCIIHexDecode/Length {}>>\nstream\n{rows}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n",
        rows.len()
    ));
    out.into_bytes()
}

#[test]
fn a_table_need_not_tell_of_itself_and_of_all_else() {
    let plain = clean(&with(WORDS).bytes()).unwrap();
    for own in [true, false] {
        assert_eq!(clean(&with_table(own, "")).as_ref(), Ok(&plain), "{own}");
        for extra in [
            "8 0 obj\n(SECRET)\nendobj\n",
            "8 0 obj\n<</Length 6>>\nstream\nSECRET\nendstream\nendobj\n",
            "8 0 obj\n<</Type/Metadata/Length 6>>\nstream\nSECRET\nendstream\nendobj\n",
        ] {
            refused(&with_table(own, extra), "pdf-damaged");
        }
    }
}

/// A file of such objects.
fn file(parts: &[Part]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    write(&mut out, parts, "");
    out
}

#[test]
fn a_length_may_stand_elsewhere() {
    // Words in the data that look like their end.
    let plain = format!("{WORDS} % endstream is no end\n% nor is endstream");
    for (behind, difference, passes) in [
        ("\n", 0, true),
        // The ends of a line or two before the end are of the file's own making, and more is not.
        ("\n", 1, true),
        ("\n", 2, false),
        ("\n", -1, true),
        // What looks like the end of a line may be the last of the data.
        ("\r", 0, true),
        ("\r\n", 0, true),
        ("\r\n", -1, true),
        ("\r\n", -2, false),
        ("\n\n", -1, true),
        ("\n\n", -2, false),
        ("", -1, false),
        ("", -9, false),
        ("", 9, false),
    ] {
        let content = format!("{plain}{behind}");
        let length = content.len().checked_add_signed(difference).unwrap();
        let mut parts = with(&content).parts();
        parts[3].1 = parts[3]
            .1
            .replacen(&format!("/Length {}", content.len()), "/Length 6 0 R", 1);
        parts.push((6, length.to_string()));
        let got = clean(&file(&parts)).map(|cleaned| cleaned.text);
        let got = got.map_err(|unclean| unclean.code);
        let expected = if passes {
            Ok("Some words".to_owned())
        } else {
            Err("pdf-damaged")
        };
        assert_eq!(got, expected, "{behind:?} {difference}");
    }
}

#[test]
fn data_end_where_they_are_said_to() {
    for (part, passes) in [
        ("<</Length 6>>\nstream\nSECRET\nendstream", true),
        ("<</Length 6>>\nstream\r\nSECRET\r\nendstream", true),
        ("<</Length 6>>\nstream\nSECRET\rendstream", true),
        ("<</Length 6>>\nstream\nSECRETendstream", true),
        ("<</Length 0>>\nstream\nendstream", true),
        ("<</Length 6>>\nstream\rSECRET\nendstream", false),
        ("<</Length 6>>\nstream SECRET\nendstream", false),
        ("<</Length 6>>\nstream\nSECRET\n\nendstream", false),
        ("<</Length 5>>\nstream\nSECRET\nendstream", false),
        ("<</Length 9>>\nstream\nSECRET\nendstream", false),
        ("<<>>\nstream\nSECRET\nendstream", false),
        ("(a)\nstream\nSECRET\nendstream", false),
    ] {
        let mut pdf = with(WORDS);
        pdf.more.push((6, part.to_owned()));
        if passes {
            super::passes(&pdf);
            let bytes = clean(&pdf.bytes()).unwrap().bytes;
            assert!(!String::from_utf8_lossy(&bytes).contains("SECRET"));
        } else {
            refused(&pdf.bytes(), "pdf-damaged");
        }
    }
    // There is no object of the number nothing.
    let mut pdf = with(WORDS);
    pdf.more.push((0, "(SECRET)".to_owned()));
    refused(&pdf.bytes(), "pdf-damaged");
}

#[test]
fn what_a_table_in_a_stream_tells_behind_the_end_is_an_earlier_state() {
    let mut out = with_table(true, "");
    let (object, table) = (out.len(), out.len() + "8 0 obj\n(SECRET)\nendobj\n".len());
    let rows = format!("01{object:04x}0001{table:04x}00");
    out.extend(format!("8 0 obj\n(SECRET)\nendobj\n9 0 obj\n<</Type/XRef/W[1 2 1]/Index[8 2]/Size 10/Root 1 0 R/Filter/ASCIIHexDecode/Length {}>>\nstream\n{rows}\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n", rows.len()).bytes());
    refused(&out, "pdf-revisions");
    // Tables that tell of no object tell of no earlier one.
    let bytes = with(WORDS).bytes();
    for table in ["0 0\n", "0 1\n0000000000 65535 f \n"] {
        let empty = format!("xref\n{table}trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n");
        let cleaned = clean(&[bytes.as_slice(), empty.as_bytes()].concat());
        assert_eq!(
            cleaned.map(|cleaned| cleaned.text),
            Ok("Some words".to_owned())
        );
    }
}

#[test]
fn a_file_that_is_fit_for_the_web_has_the_length_that_it_says() {
    let linearized = |first: bool, longer: usize| {
        let mut parts = with(WORDS).parts();
        let at = if first { 0 } else { parts.len() };
        parts.insert(at, (6, "<</Linearized 1/L 00000>>".to_owned()));
        let bytes = file(&parts);
        let length = format!("/L {:05}", bytes.len() + longer);
        String::from_utf8(bytes)
            .unwrap()
            .replacen("/L 00000", &length, 1)
    };
    let cleaned = clean(linearized(true, 0).as_bytes());
    assert_eq!(
        cleaned.map(|cleaned| cleaned.text),
        Ok("Some words".to_owned())
    );
    for (first, longer) in [(true, 1), (false, 0), (false, 1)] {
        refused(linearized(first, longer).as_bytes(), "pdf-revisions");
    }
}

#[test]
fn a_table_in_a_stream_has_rows_of_some_width() {
    let table = |widths: &str| {
        let bytes = with_table(true, "");
        String::from_utf8(bytes)
            .unwrap()
            .replacen("[1 2 1]", widths, 1)
    };
    assert!(clean(table("[1 2 1]").as_bytes()).is_ok());
    for widths in [
        "[0 0 0]",
        "[1 2 0]",
        "[1 2 2]",
        "[1 2 99]",
        "[0 2 2]",
        "[1 1]",
        "[1 2 1 0]",
        "[1 2 /a]",
        "7",
    ] {
        refused(table(widths).as_bytes(), "pdf-damaged");
    }
}

/// The same file with objects in a stream: how many there are said to be, their numbers and places, where the first
/// begins, and what there is.
fn with_objects(count: usize, heads: &str, first: usize, objects: &str) -> Vec<u8> {
    let mut out = text(&with(WORDS));
    out.truncate(out.find("xref\n").unwrap());
    let holder = stream(
        6,
        &format!("/Type/ObjStm/N {count}/First {first}"),
        &format!("{heads}{objects}"),
    );
    out.push_str(&format!("6 0 obj\n{}\nendobj\n", holder.1));
    let start = out.len();
    let mut rows = String::new();
    for number in 1..=6 {
        let at = out.find(&format!("{number} 0 obj")).unwrap();
        rows.push_str(&format!("01{at:04x}00"));
    }
    rows.push_str(&format!("01{start:04x}00"));
    for index in 0..count {
        rows.push_str(&format!("020006{index:02x}"));
    }
    out.push_str(&format!(
        "7 0 obj\n<</Type/XRef/W[1 2 1]/Index[1 {}]/Size 10/Root 1 0 R/Filter/ASCIIHexDecode/Length {}>>\nstream\n{rows}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n",
        7 + count,
        rows.len()
    ));
    out.into_bytes()
}

#[test]
fn objects_in_streams_lie_side_by_side() {
    for (count, heads, first, objects) in [
        (0, "", 0, ""),
        (2, "8 0 9 4 ", 8, "(a) (b)"),
        (2, "9 4 8 0 ", 8, "(a) (b)"),
        (2, "9 0 8 4 ", 8, "(a) (b)"),
        (2, "8 0 9 3 ", 8, "(a)(b)"),
        (2, "8 0 9 4", 9, "\n\n(a) (b) % and so on\n"),
        (2, "8 0 9 4 \n ", 10, "(a)\r\n(b)\n"),
    ] {
        let cleaned = clean(&with_objects(count, heads, first, objects));
        assert_eq!(
            cleaned.map(|cleaned| cleaned.text),
            Ok("Some words".to_owned()),
            "{heads}{objects}"
        );
    }
    for (count, heads, first, objects, code) in [
        // Something before the first, between two, and behind the last.
        (2, "8 0 9 4 SECRET ", 15, "(a) (b)", "pdf-damaged"),
        (2, "8 0 9 4 %SECRET\n", 16, "(a) (b)", "pdf-damaged"),
        (2, "8 0 9 4 ", 15, "SECRET (a) (b)", "pdf-damaged"),
        (2, "8 0 9 11 ", 9, "(a) SECRET (b)", "pdf-damaged"),
        (2, "8 0 9 7 ", 8, "(a) (S)(b)", "pdf-damaged"),
        (2, "8 0 9 4 ", 8, "(a) (b) SECRET", "pdf-damaged"),
        (1, "8 0 ", 4, "(a) (b)", "pdf-damaged"),
        // Places that are none of an object.
        (2, "8 0 9 1 ", 8, "(a) (b)", "pdf-damaged"),
        (2, "8 1 9 4 ", 8, "(a) (b)", "pdf-damaged"),
        (2, "8 0 9 99 ", 9, "(a) (b)", "pdf-damaged"),
        (2, "8 0 9 0 ", 8, "(a) (b)", "pdf-damaged"),
        (1, "8 0", 2, "", "pdf-damaged"),
        (2, "8 0 9 4 ", 6, "(a) (b)", "pdf-damaged"),
        (2, "8 0 9 4 ", 99, "(a) (b)", "pdf-damaged"),
        (2, "8 0 ", 4, "(a) (b)", "pdf-damaged"),
        (2, "8 0 10 4 ", 9, "(a) (b)", "pdf-damaged"),
        // An object that is there already.
        (2, "8 0 8 4 ", 8, "(a) (b)", "pdf-revisions"),
        (2, "8 0 5 4 ", 8, "(a) (b)", "pdf-revisions"),
    ] {
        refused(&with_objects(count, heads, first, objects), code);
    }
}

#[test]
fn places_have_names_in_trees() {
    let link = "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(there)>>]";
    let pdf = |catalog| {
        Pdf {
        catalog,
        page: link,
        more: vec![
            (6, "<</Kids[<</Names[(here)[3 0 R/Fit]]>><</Kids[<</Names[(there)[3 0 R/XYZ 0 9 null]]>>]>>]>>".to_owned()),
            (7, "<</Kids[7 0 R]>>".to_owned()),
        ],
        ..with(WORDS)
    }
    };
    for (catalog, kept) in [
        ("/Names<</Dests 6 0 R>>", true),
        ("/Dests<</there[3 0 R/XYZ 0 9 null]>>", true),
        (
            "/Names<</Dests<</Names[(there)<</D[3 0 R/XYZ 0 9 null]>>]>>>>",
            true,
        ),
        ("/Names<</Dests<</Names[(other)[3 0 R/Fit]]>>>>", false),
        ("", false),
    ] {
        let pdf = pdf(catalog);
        passes(&pdf);
        let bytes = clean(&pdf.bytes()).unwrap().bytes;
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(
            text.contains("/Dest [3 0 R /XYZ 0 9 null]"),
            kept,
            "{catalog}: {text}"
        );
        assert!(!text.contains("there"));
    }
    // A tree that is a part of itself.
    refused(&pdf("/Names<</Dests 7 0 R>>").bytes(), "pdf-large");
    let script = Pdf {
        more: vec![stream(8, "", "")],
        ..pdf("/Names<</Dests 6 0 R/JavaScript<<>>>>")
    };
    refused(&script.bytes(), "pdf-script");
}

#[test]
fn places_are_a_few_steps_away_from_their_names() {
    for (catalog, kept) in [
        ("/Dests<</there<</D[3 0 R/XYZ 0 9 null]>>>>", true),
        (
            "/Dests<</there<</D(on)>>/on<</D[3 0 R/XYZ 0 9 null]>>>>",
            true,
        ),
        (
            "/Dests<</there<</D(on)>>/on(more)/more<</D[3 0 R/XYZ 0 9 null]>>>>",
            false,
        ),
        ("/Dests<</there(there)>>", false),
        ("/Dests<</there<</D/there>>>>", false),
        (
            "/Dests<</there<</D<</D<</D<</D<</D[3 0 R/XYZ 0 9 null]>>>>>>>>>>>>",
            false,
        ),
    ] {
        let pdf = Pdf {
            catalog,
            page: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(there)>>]",
            ..with(WORDS)
        };
        passes(&pdf);
        let bytes = clean(&pdf.bytes()).unwrap().bytes;
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(
            text.contains("/Dest [3 0 R /XYZ 0 9 null]"),
            kept,
            "{catalog}"
        );
        assert_eq!(text.contains("/Link"), kept, "{catalog}");
    }
}

#[test]
fn trees_of_names_come_to_an_end() {
    // Nodes that hold the next one ten times: nine of them have a thousand million ways down.
    let mut pdf = Pdf {
        catalog: "/Names<</Dests 10 0 R>>",
        ..with(WORDS)
    };
    for node in 10..19 {
        let kids = format!("{} 0 R ", node + 1).repeat(10);
        pdf.more.push((node, format!("<</Kids[{kids}]>>")));
    }
    pdf.more.push((19, "<</Names[(a)(b)]>>".to_owned()));
    refused(&pdf.bytes(), "pdf-large");
}
