//! Attachments that are PDFs: one for each feature with which they are refused, and the same without it.

use vitrine_disclosure::SourceTree;

use crate::case::{Remedy, TODAY, disclosed};
use crate::pdf::{Pdf, WORDS, stream, with, write};
use crate::texts::{attached, fields};

pub(crate) fn all() -> Vec<Remedy> {
    let plain = with(WORDS).bytes();
    let of = |code: &'static str, wrong: &[u8]| attached(code, "a.pdf", "", wrong, &plain);
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
    let mut revised = plain.clone();
    write(&mut revised, &[stream(4, "", "")], "/Prev 9");
    let drawn = |code: &'static str, content: &str, mended: &str| {
        let file = |content: &str| {
            Pdf {
                resources: "/XObject<</X 6 0 R/Y 7 0 R>>",
                more: vec![
                    stream(6, &format!("{PICTURE}/Width 2"), "abcd"),
                    stream(7, &format!("{PICTURE}/Width 20"), &"abcdefghij".repeat(4)),
                ],
                ..with(content)
            }
            .bytes()
        };
        attached(
            code,
            "a.pdf",
            ", checked_by: Ann Lee",
            &file(content),
            &file(mended),
        )
    };
    let picture = |dict: &str, data: &str| {
        Pdf {
            resources: "/XObject<</X 6 0 R>>",
            more: vec![stream(6, &format!("{PICTURE}/Width 2{dict}"), data)],
            ..with("100 0 0 100 20 20 cm /X Do")
        }
        .bytes()
    };
    let whole = picture("", "abcd");
    let looked_at = |code: &'static str, wrong: &[u8]| {
        attached(code, "a.pdf", ", checked_by: Ann Lee", wrong, &whole)
    };
    let curves = "10 10 m 11 11 12 12 13 13 c 14 14 15 15 16 16 c 17 17 18 18 19 19 c 20 20 21 21 22 22 c 23 23 24 24 25 25 c 26 26 27 27 28 28 c 29 29 30 30 31 31 c 32 32 33 33 34 34 c";
    vec![
        of(
            "pdf-annotation",
            &in_page("/Annots[<</Subtype/Text/Rect[0 0 9 9]/Contents(x)>>]"),
        ),
        of("pdf-damaged", plain.split_at(plain.len() - 9).0),
        of(
            "pdf-encrypted",
            &Pdf {
                trailer: "/Encrypt 9 0 R",
                ..with(WORDS)
            }
            .bytes(),
        ),
        of("pdf-files", &in_catalog("/Names<</EmbeddedFiles<<>>>>")),
        looked_at("pdf-filter", &picture("/Filter/JPXDecode", "abcd")),
        of("pdf-font", &letters()),
        of("pdf-form", &in_catalog("/AcroForm<</Fields[9 0 R]>>")),
        of(
            "pdf-large",
            &Pdf {
                catalog: "/Names<</Dests 6 0 R>>",
                more: vec![(6, "<</Kids[6 0 R]>>".to_owned())],
                ..with(WORDS)
            }
            .bytes(),
        ),
        of("pdf-layers", &in_catalog("/OCProperties<</OCGs[]>>")),
        of(
            "pdf-link",
            &in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///etc/x)>>>>]"),
        ),
        looked_at("pdf-picture", &picture("", "abcdSECRET")),
        of("pdf-revisions", &revised),
        of(
            "pdf-script",
            &in_catalog("/OpenAction<</S/JavaScript/JS(x)>>"),
        ),
        of("pdf-trailing", &[plain.as_slice(), b"more"].concat()),
        of("pdf-unknown", &in_page("/Mystery 1")),
        drawn(
            "attachment-text-covered",
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 10 90 200 30 re f",
            "10 90 200 30 re f",
        ),
        drawn(
            "attachment-text-faint",
            "1 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "0 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
        ),
        drawn(
            "attachment-text-outside",
            "BT /F1 12 Tf 20 900 Td (Some words) Tj ET",
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
        ),
        drawn(
            "attachment-text-tiny",
            "BT /F1 1 Tf 20 100 Td (Some words) Tj ET",
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
        ),
        drawn(
            "attachment-text-invisible",
            "BT 3 Tr /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "BT 0 Tr /F1 12 Tf 20 100 Td (Some words) Tj ET",
        ),
        drawn(
            "attachment-text-on-picture",
            "q 200 0 0 100 10 80 cm /X Do Q BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "q 200 0 0 100 10 80 cm /X Do Q BT /F1 12 Tf 20 40 Td (Some words) Tj ET",
        ),
        drawn(
            "attachment-picture-covered",
            "q 200 0 0 100 10 80 cm /X Do Q 60 90 60 40 re f",
            "q 200 0 0 100 10 80 cm /X Do Q",
        ),
        drawn(
            "attachment-picture-cropped",
            "q 900 0 0 900 10 80 cm /X Do Q",
            "q 200 0 0 100 10 80 cm /X Do Q",
        ),
        drawn(
            "attachment-picture-tiny",
            "q 0.05 0 0 0.05 10 80 cm /Y Do Q",
            "q 90 0 0 90 10 80 cm /Y Do Q",
        ),
        drawn(
            "attachment-drawing-covered",
            &format!("{curves} f 0 0 100 100 re f"),
            "0 0 100 100 re f",
        ),
        drawn(
            "attachment-drawing-outside",
            "10 500 50 50 re f",
            "10 50 50 50 re f",
        ),
    ]
}

/// A picture two points high, in grey.
const PICTURE: &str = "/Subtype/Image/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8";

/// A document whose letters do not say what they mean.
fn letters() -> Vec<u8> {
    let symbol = "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>".to_owned();
    let pdf = Pdf {
        resources: "/Nothing 1",
        more: vec![(6, symbol)],
        ..with(WORDS)
    };
    String::from_utf8_lossy(&pdf.bytes())
        .replace("/F1 5 0 R", "/F1 6 0 R")
        .into_bytes()
}

/// Words on a page are read; what a picture on it shows, somebody has to look at.
#[test]
fn pictures_in_documents_are_looked_at() {
    let jpeg = include_bytes!("../attachments/imagemagick-jpeg.pdf").as_slice();
    let lossless = include_bytes!("../attachments/imagemagick-zip.pdf").as_slice();
    let drawn = include_bytes!("../attachments/cairo.pdf").as_slice();
    for (bytes, pictures) in [(jpeg, true), (lossless, true), (drawn, false)] {
        let told = |checked: &str| {
            let list = format!(
                "attachments: [{{file: a.pdf, sensitivity: public, title: A file{checked}}}]"
            );
            let mut tree = SourceTree::new();
            tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
            tree.insert("a.md", fields(&list));
            tree.insert("a.pdf", bytes);
            let (passes, told) = disclosed(&tree, TODAY);
            assert!(passes, "{told:?}");
            told.iter().map(|one| one.code).collect::<Vec<_>>()
        };
        let expected: &[&str] = if pictures {
            &["picture-unchecked"]
        } else {
            &[]
        };
        assert_eq!(told(""), expected);
        assert_eq!(told(", checked_by: Ann Lee"), [""; 0]);
    }
}
