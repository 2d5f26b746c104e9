//! Files as a whole: tables, trailers, lengths that stand elsewhere, and places by name.

use super::made::{Pdf, WORDS, stream, with};
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

#[test]
fn a_length_may_stand_elsewhere() {
    // Words in the data that look like their end.
    let content = format!("{WORDS} % endstream is no end\n% nor is endstream\n");
    let pdf = |length: usize| {
        let mut pdf = with(&content);
        pdf.more.push((6, length.to_string()));
        text(&pdf).replacen(&format!("/Length {}", content.len()), "/Length 6 0 R", 1)
    };
    // The table tells of other places then.
    let fitted = |text: &str| {
        let mut text = text.to_owned();
        let longer = "6 0 R".len() - content.len().to_string().len();
        for number in [5, 6] {
            let at = text.find(&format!("\n{number} 0 obj")).unwrap() + 1;
            text = text.replacen(
                &format!("{:010} 00000 n", at - longer),
                &format!("{at:010} 00000 n"),
                1,
            );
        }
        text
    };
    let cleaned = clean(fitted(&pdf(content.len())).as_bytes());
    assert_eq!(
        cleaned.map(|cleaned| cleaned.text),
        Ok("Some words".to_owned())
    );
    // The end of a line before the end is of the file's own making, and more is not.
    let shorter = clean(fitted(&pdf(content.len() - 1)).as_bytes());
    assert!(shorter.is_ok());
    refused(fitted(&pdf(content.len() - 9)).as_bytes(), "pdf-damaged");
    refused(fitted(&pdf(content.len() + 9)).as_bytes(), "pdf-damaged");
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
