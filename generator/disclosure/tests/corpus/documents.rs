//! PDFs.

use super::pdf::{Pdf, WORDS, stream, with, write};
use super::readers::Reader::{
    Carries, Deleted, Encrypted, Holds, Named, Reads, SameText, Sound, Tags, Unsound,
};
use super::{Passes, Refused, Row, made, row};

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = passing();
    rows.extend(acting());
    rows.extend(hiding());
    rows
}

/// Documents of real programs that pass and lose what nobody sees.
fn passing() -> Vec<Row> {
    let mut rows: Vec<Row> = [
        ("libreoffice-writer.pdf", "Producer", "publishes this note"),
        ("libreoffice-calc.pdf", "Producer", "Reviews"),
        ("pdftex-hyperref.pdf", "PTEX_Fullbanner", "See the register"),
        ("pdftex-computer-modern.pdf", "PTEX_Fullbanner", "offices"),
        ("cairo.pdf", "Producer", "Review of the regime"),
        ("graphviz.pdf", "Producer", "Who reports to whom"),
        ("matplotlib-truetype.pdf", "Producer", "Reviews by year"),
        ("matplotlib-type3.pdf", "Producer", "Reviews by year"),
        ("chromium.pdf", "Creator", "publishes this note"),
        ("chromium-drawn.pdf", "Creator", "虚构的说明"),
        ("qpdf-linearized.pdf", "Producer", "Review of the regime"),
        (
            "qpdf-linearized-packed.pdf",
            "Producer",
            "Review of the regime",
        ),
        ("qpdf-metadata.pdf", "XMPToolkit", "Review of the regime"),
    ]
    .into_iter()
    .map(|(name, tag, words)| {
        let tags: &'static [&'static str] = Vec::leak(vec![tag]);
        // Signs of formulas have names where they had none before.
        let text = if name.starts_with("pdftex-computer") {
            Reads(words)
        } else {
            SameText
        };
        made(
            "PDF loses metadata",
            name,
            Passes,
            vec![Tags(tags), Sound, Reads(words), text],
        )
    })
    .collect();
    for name in [
        "imagemagick-jpeg.pdf",
        "imagemagick-zip.pdf",
        "libreoffice-draw.pdf",
    ] {
        rows.push(made(
            "PDF loses metadata",
            name,
            Passes,
            vec![Tags(&["Producer"]), Sound],
        ));
    }
    let drawn = Pdf {
        more: vec![(
            6,
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding<</Differences[83/a1]>>/FirstChar 83/LastChar 83/Widths[500]>>".to_owned(),
        )],
        ..with(WORDS)
    };
    rows.push(row(
        "PDF not understood",
        "drawn.pdf",
        String::from_utf8_lossy(&drawn.bytes())
            .replace("/F1 5 0 R", "/F1 6 0 R")
            .into_bytes(),
        Refused("pdf-font", "fonts embedded"),
        vec![Holds("/Type3")],
    ));
    rows
}

/// Documents that act, or carry something along.
fn acting() -> Vec<Row> {
    let in_catalog = |catalog| {
        Pdf {
            catalog,
            ..with(WORDS)
        }
        .bytes()
    };
    let in_page = |page| {
        Pdf {
            page,
            ..with(WORDS)
        }
        .bytes()
    };
    let mut redacted = with("BT /F1 12 Tf 20 100 Td (Third hall) Tj ET").bytes();
    let previous = format!("/Prev {}", table_of(&redacted));
    write(&mut redacted, &[stream(4, "", WORDS)], &previous);
    vec![
        made(
            "PDF with revisions",
            "exiftool-revision.pdf",
            Refused("pdf-revisions", "do not edit and save"),
            vec![Named("PDF document"), Reads("Review of the regime")],
        ),
        row(
            "PDF with revisions",
            "deleted.pdf",
            redacted,
            Refused("pdf-revisions", "what was deleted is still in it"),
            vec![Deleted("Third hall"), Reads("Some words")],
        ),
        row(
            "PDF with layers",
            "layers.pdf",
            Pdf {
                catalog: "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
                resources: "/Properties<</L 6 0 R>>",
                more: vec![(6, "<</Type/OCG/Name(Third hall)>>".to_owned())],
                ..with(&format!("/OC /L BDC {WORDS} EMC"))
            }
            .bytes(),
            Refused("pdf-layers", "flatten it"),
            vec![Holds("/OCProperties"), Reads("")],
        ),
        made(
            "PDF with attachments",
            "qpdf-attached.pdf",
            Refused("pdf-files", "without attachments"),
            vec![Carries("table.csv"), Holds("/EmbeddedFiles")],
        ),
        made(
            "PDF with attachments",
            "libreoffice-hybrid.pdf",
            Refused("pdf-files", "Hybrid PDF"),
            vec![Holds("AdditionalStreams")],
        ),
        row(
            "PDF with scripts",
            "script.pdf",
            in_catalog("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
            Refused("pdf-script", "print it to a new PDF"),
            vec![Holds("/JavaScript")],
        ),
        row(
            "PDF with scripts",
            "starts.pdf",
            in_page("/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(x)>>>>]"),
            Refused("pdf-script", "print it to a new PDF"),
            vec![Holds("/Launch")],
        ),
        row(
            "PDF with forms",
            "form.pdf",
            Pdf {
                catalog: "/AcroForm<</Fields[6 0 R]>>",
                page: "/Annots[6 0 R]",
                more: vec![(
                    6,
                    "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ermintrude)/Rect[0 0 99 20]>>"
                        .to_owned(),
                )],
                ..with(WORDS)
            }
            .bytes(),
            Refused("pdf-form", "print it to a new PDF"),
            vec![Holds("/AcroForm"), Holds("Ermintrude")],
        ),
        made(
            "PDF with annotations",
            "libreoffice-comments.pdf",
            Refused("pdf-annotation", "delete comments"),
            vec![Holds("Do not tell them why.")],
        ),
        made(
            "PDF encrypted",
            "qpdf-encrypted.pdf",
            Refused("pdf-encrypted", "without a password"),
            vec![Encrypted, Reads("Review of the regime")],
        ),
        made(
            "PDF encrypted",
            "libreoffice-restricted.pdf",
            Refused("pdf-encrypted", "without restrictions"),
            vec![Encrypted],
        ),
        row(
            "PDF not understood",
            "part.pdf",
            in_catalog("/Mystery(Third hall)"),
            Refused("pdf-unknown", "print it to a new PDF"),
            vec![Holds("/Mystery")],
        ),
        row(
            "PDF not understood",
            "sign.pdf",
            with("1 2 mystery").bytes(),
            Refused("pdf-unknown", "print it to a new PDF"),
            vec![Named("PDF document")],
        ),
        row(
            "PDF not understood",
            "half.pdf",
            b"%PDF-1.7 Third hall".as_slice(),
            Refused("pdf-damaged", "make it anew"),
            vec![Unsound],
        ),
        row(
            "PDF read by detectors",
            "telephone.pdf",
            with("BT /F1 12 Tf 20 100 Td (Call +31 70 123 45 67 now) Tj ET").bytes(),
            Refused("telephone", "take it out"),
            vec![Reads("+31 70 123 45 67")],
        ),
        row(
            "PDF read by detectors",
            "marking.pdf",
            with("BT /F1 12 Tf 20 100 Td [(SEC) -9 (RET)] TJ ET").bytes(),
            Refused("marking-english", "take it out"),
            vec![Reads("SECRET")],
        ),
        row(
            "two things at once",
            "both.pdf",
            [with(WORDS).bytes().as_slice(), super::pictures::ARCHIVE].concat(),
            Refused("pdf-trailing", "make it anew"),
            vec![
                Named("PDF document"),
                super::readers::Reader::Unpacks("(empty)"),
            ],
        ),
        row(
            "two things at once",
            "late.pdf",
            [b"a,b\n".as_slice(), &with(WORDS).bytes()].concat(),
            Refused("attachment-two", "make it anew"),
            vec![Reads("Some words")],
        ),
    ]
}

/// Documents with something that nobody sees and every program reads.
fn hiding() -> Vec<Row> {
    let hidden = |name, code, advice, content: &str| {
        row(
            "PDF with hidden text",
            name,
            with(content).bytes(),
            Refused(code, advice),
            vec![Reads("Third hall"), Named("PDF document")],
        )
    };
    vec![
        made(
            "PDF with hidden text",
            "libreoffice-covered.pdf",
            Refused("attachment-text-covered", "covering does not remove"),
            vec![Reads("The wall of the third hall is the weak one.")],
        ),
        hidden(
            "covered.pdf",
            "attachment-text-covered",
            "covering does not remove",
            "BT /F1 12 Tf 20 100 Td (Third hall) Tj ET 10 90 200 30 re f",
        ),
        hidden(
            "crossed.pdf",
            "attachment-text-covered",
            "make room for them",
            "BT /F1 12 Tf 20 100 Td (Third hall) Tj ET BT /F1 12 Tf 20 100 Td (XXXXX XXXX) Tj ET",
        ),
        hidden(
            "white.pdf",
            "attachment-text-faint",
            "delete the words",
            "1 g BT /F1 12 Tf 20 100 Td (Third hall) Tj ET",
        ),
        hidden(
            "unpainted.pdf",
            "attachment-text-invisible",
            "publish the text as text",
            "BT 3 Tr /F1 12 Tf 20 100 Td (Third hall) Tj ET",
        ),
        hidden(
            "tiny.pdf",
            "attachment-text-tiny",
            "write it larger",
            "BT /F1 1 Tf 20 100 Td (Third hall) Tj ET",
        ),
        hidden(
            "clipped.pdf",
            "attachment-text-outside",
            "delete the words beyond the edge",
            "q 0 0 10 10 re W n BT /F1 12 Tf 20 100 Td (Third hall) Tj ET Q",
        ),
    ]
}

/// Where the table of a file begins that is to be revised.
fn table_of(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    text.rfind("xref\n0 1").unwrap()
}
