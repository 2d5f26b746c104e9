//! A PDF for each feature: what goes in, and what is said of it.

use super::super::clean;
use super::write::{Builder, packed};
use super::{Dict, Object};
use made::{Pdf, WORDS, stream, with, write};

mod files;
mod pages;
mod painted;

#[path = "../../../../tests/common/pdf.rs"]
mod made;

#[track_caller]
fn refused(bytes: &[u8], code: &str) {
    let got = clean(bytes)
        .map(|cleaned| cleaned.text)
        .map_err(|unclean| unclean.code);
    assert_eq!(got, Err(constant(code)));
}

/// A code for comparison: all are constants.
fn constant(code: &str) -> &'static str {
    Box::leak(code.to_owned().into_boxed_str())
}

#[track_caller]
fn passes(pdf: &Pdf) -> String {
    let bytes = pdf.bytes();
    let cleaned = clean(&bytes)
        .unwrap_or_else(|unclean| panic!("{unclean:?}\n{}", String::from_utf8_lossy(&bytes)));
    assert_eq!(
        clean(&cleaned.bytes).as_ref(),
        Ok(&cleaned),
        "cleaning twice is cleaning once"
    );
    cleaned.text
}

#[test]
fn a_plain_page_passes() {
    assert_eq!(passes(&with(WORDS)), "Some words");
    for content in [
        "BT /F1 12 Tf 20 100 Td [(So) 10 (me) -400 (words)] TJ ET",
        "BT /F1 12 Tf 14 TL 20 100 Td (Some) Tj T* (words) Tj ET",
        "BT /F1 12 Tf 14 TL 20 100 Td (Some) Tj (words) ' ET",
        "BT /F1 12 Tf 20 100 Td (Some) Tj 0 0 (words) \" ET",
        "BT /F1 12 Tf 20 100 Td <536F6D65> Tj 40 0 Td (words) Tj ET",
    ] {
        let text = passes(&with(content));
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>(),
            ["Some", "words"],
            "{content}"
        );
    }
    for content in [
        "0.9 g 0 0 300 200 re f 0 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
        "0 0 1 rg 0 0 300 200 re f 1 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
        "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 20 98 60 0.6 re f 20 103 60 0.6 re f",
        "q 0 90 300 40 re W n BT /F1 12 Tf 20 100 Td (Some words) Tj ET Q",
        "BT /F1 12 Tf 0 1 -1 0 100 20 Tm (Some words) Tj ET",
        "/P <</MCID 0/ActualText (SECRET)>> BDC BT /F1 12 Tf 20 100 Td (Some words) Tj ET EMC % SECRET\n",
        "q 1 0 0 1 0 0 cm BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
    ] {
        assert_eq!(passes(&with(content)), "Some words", "{content}");
    }
}

#[test]
fn what_nobody_sees_is_left_out() {
    let pdf = Pdf {
        catalog: "/Metadata 6 0 R/Outlines 7 0 R/StructTreeRoot 7 0 R/PieceInfo 7 0 R/OutputIntents[7 0 R]/PageLabels 7 0 R/OpenAction[3 0 R/Fit]/Lang(en)/MarkInfo<</SECRET true>>",
        page: "/Thumb 6 0 R/PieceInfo 7 0 R/Metadata 6 0 R/LastModified(SECRET)/StructParents 0/Tabs/S",
        resources: "/XObject<</Unused 6 0 R>>/ProcSet[/PDF]/Properties<</MC0 7 0 R>>",
        content: format!("/SECRET /MC0 BDC {WORDS} EMC % SECRET\n"),
        more: vec![
            stream(6, "/Type/Metadata", "SECRET"),
            (7, "<</Title(SECRET)>>".to_owned()),
            (8, "(SECRET)".to_owned()),
        ],
        trailer: "/Info 7 0 R/ID[(SECRET)(SECRET)]",
    };
    passes(&pdf);
    let cleaned = clean(&pdf.bytes()).unwrap();
    assert!(!String::from_utf8_lossy(&cleaned.bytes).contains("SECRET"));
    assert!(String::from_utf8_lossy(&cleaned.bytes).contains("/Lang <656e>"));
}

#[test]
fn what_acts_or_carries_something_along_is_refused() {
    let in_catalog = |catalog| Pdf {
        catalog,
        ..with(WORDS)
    };
    let in_page = |page| Pdf {
        page,
        ..with(WORDS)
    };
    for (pdf, code) in [
        (in_catalog("/OCProperties<</OCGs[]>>"), "pdf-layers"),
        (in_catalog("/Names<</EmbeddedFiles<<>>>>"), "pdf-files"),
        (in_catalog("/Names<</JavaScript<<>>>>"), "pdf-script"),
        (in_catalog("/AF[]"), "pdf-files"),
        (in_catalog("/Collection<<>>"), "pdf-files"),
        (in_catalog("/AA<<>>"), "pdf-script"),
        (
            in_catalog("/OpenAction<</S/JavaScript/JS(x)>>"),
            "pdf-script",
        ),
        (in_catalog("/OpenAction<</S/Launch/F(x)>>"), "pdf-script"),
        (in_catalog("/AcroForm<</Fields[9 0 R]>>"), "pdf-form"),
        (in_catalog("/AcroForm<</Fields[]/XFA 9 0 R>>"), "pdf-form"),
        (in_catalog("/Perms<<>>"), "pdf-form"),
        (in_catalog("/Mystery 1"), "pdf-unknown"),
        (in_page("/AA<<>>"), "pdf-script"),
        (in_page("/Mystery 1"), "pdf-unknown"),
        (in_page("/AF[]"), "pdf-files"),
        (in_page("/OC 7 0 R"), "pdf-layers"),
        (in_page("/JS(x)"), "pdf-script"),
        (in_page("/Rotate 45"), "pdf-damaged"),
        (in_page("/UserUnit 10"), "pdf-unknown"),
        (
            in_page("/Annots[<</Subtype/Text/Rect[0 0 9 9]/Contents(x)>>]"),
            "pdf-annotation",
        ),
        (
            in_page("/Annots[<</Subtype/FreeText/Rect[0 0 9 9]>>]"),
            "pdf-annotation",
        ),
        (
            in_page("/Annots[<</Subtype/Redact/Rect[0 0 9 9]>>]"),
            "pdf-annotation",
        ),
        (
            in_page("/Annots[<</Subtype/Widget/Rect[0 0 9 9]>>]"),
            "pdf-form",
        ),
        (
            in_page("/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]>>]"),
            "pdf-files",
        ),
        (
            in_page("/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]"),
            "pdf-script",
        ),
        (
            in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(x)>>>>]"),
            "pdf-script",
        ),
        (
            in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/JavaScript/JS(x)>>>>]"),
            "pdf-script",
        ),
        (
            in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///etc/x)>>>>]"),
            "pdf-link",
        ),
        (
            in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(javascript:x)>>>>]"),
            "pdf-link",
        ),
        (
            in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(x)>>>>]"),
            "pdf-link",
        ),
        // What a link does next.
        (
            in_page(
                "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)/Next 9 0 R>>>>]",
            ),
            "pdf-script",
        ),
        (
            in_page(
                "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]/Next 9 0 R>>>>]",
            ),
            "pdf-script",
        ),
        (
            in_page("/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/SECRET]>>]"),
            "pdf-damaged",
        ),
        (
            Pdf {
                trailer: "/Encrypt 9 0 R",
                ..with(WORDS)
            },
            "pdf-encrypted",
        ),
        (with(&format!("/OC /MC0 BDC {WORDS} EMC")), "pdf-layers"),
        (with("BI /W 1 /H 1 ID x EI"), "pdf-unknown"),
        (with("1 2 mystery"), "pdf-unknown"),
        (with("BX 1 2 mystery EX"), "pdf-unknown"),
        (with("BT /F9 12 Tf (x) Tj ET"), "pdf-damaged"),
        (with("Q"), "pdf-damaged"),
        (with("1 2"), "pdf-damaged"),
        (with("BT"), "pdf-damaged"),
        (
            Pdf {
                resources: "/ExtGState<</G<</BM/Multiply>>>>",
                ..with("/G gs")
            },
            "pdf-unknown",
        ),
        (
            Pdf {
                resources: "/ExtGState<</G<</SMask<</S/Alpha>>>>>>",
                ..with("/G gs")
            },
            "pdf-unknown",
        ),
        (
            Pdf {
                resources: "/XObject<</X 6 0 R>>",
                more: vec![stream(6, "/Subtype/Form/BBox[0 0 300 200]/OC 7 0 R", WORDS)],
                ..with("/X Do")
            },
            "pdf-layers",
        ),
        (
            Pdf {
                resources: "/XObject<</X 6 0 R>>",
                more: vec![stream(
                    6,
                    "/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X 6 0 R>>>>",
                    "/X Do",
                )],
                ..with("/X Do")
            },
            "pdf-large",
        ),
        (
            Pdf {
                resources: "/XObject<</X 6 0 R>>",
                more: vec![stream(
                    6,
                    "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
                    "abcdSECRET",
                )],
                ..with("100 0 0 100 20 20 cm /X Do")
            },
            "pdf-picture",
        ),
        (
            Pdf {
                resources: "/XObject<</X 6 0 R>>",
                more: vec![stream(
                    6,
                    "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/JPXDecode",
                    "abcd",
                )],
                ..with("100 0 0 100 20 20 cm /X Do")
            },
            "pdf-filter",
        ),
        (
            Pdf {
                resources: "/XObject<</X 6 0 R>>",
                more: vec![stream(
                    6,
                    "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Alternates 7 0 R",
                    "abcd",
                )],
                ..with("100 0 0 100 20 20 cm /X Do")
            },
            "pdf-unknown",
        ),
        (
            Pdf {
                resources: "/Font<</T 6 0 R>>",
                ..with(WORDS)
            },
            "pdf-damaged",
        ),
    ] {
        refused(&pdf.bytes(), code);
    }
}

#[test]
fn links_to_the_web_and_to_pages_stay() {
    let pdf = Pdf {
        page: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Contents(SECRET)/A<</S/URI/URI(https://example.org/a)>>>><</Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/XYZ 0 0 null]>><</Subtype/Link/Rect[0 0 9 9]/Dest(nowhere)>>]",
        ..with(WORDS)
    };
    assert_eq!(passes(&pdf), "Some words\nhttps://example.org/a");
    let bytes = clean(&pdf.bytes()).unwrap().bytes;
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(text.matches("/Link").count(), 2);
    assert!(!text.contains("SECRET"));
}

#[test]
fn what_is_hidden_is_refused() {
    let alpha = "/ExtGState<</G<</ca 0.02>>/H<</ca 0.3>>>>";
    let picture = || {
        stream(
            6,
            "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
            "abcd",
        )
    };
    let detailed = || {
        stream(
            7,
            "/Subtype/Image/Width 20/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
            "abcdefghijabcdefghijabcdefghijabcdefghij",
        )
    };
    for (content, code) in [
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 10 90 200 30 re f",
            "attachment-text-covered",
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 1 g 10 90 200 30 re f",
            "attachment-text-covered",
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 40 90 30 30 re f",
            "attachment-text-covered",
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 10 90 m 220 90 l 220 120 l 10 120 l f*",
            "attachment-text-covered",
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET 20 w 10 104 m 200 104 l S",
            "attachment-text-covered",
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET q 200 0 0 60 10 80 cm /X Do Q",
            "attachment-text-covered",
        ),
        (
            "BT /F1 12 Tf 20 100 Td (Some words) Tj ET BT /F1 12 Tf 20 100 Td (Xxxx xxxxx) Tj ET",
            "attachment-text-covered",
        ),
        // Letters in one heap.
        (
            "BT /F1 12 Tf -6.6 Tc 20 100 Td (words) Tj ET",
            "attachment-text-covered",
        ),
        (
            "1 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-faint",
        ),
        (
            "0.99 g BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-faint",
        ),
        (
            "0 0 300 200 re f BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-faint",
        ),
        (
            "/G gs BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-faint",
        ),
        (
            "BT 3 Tr /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-invisible",
        ),
        (
            "BT /F1 1 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-tiny",
        ),
        (
            "0.01 0 0 0.01 0 0 cm BT /F1 12 Tf 200 100 Td (Some words) Tj ET",
            "attachment-text-tiny",
        ),
        (
            "BT /F1 12 Tf 20 900 Td (Some words) Tj ET",
            "attachment-text-outside",
        ),
        (
            "BT /F1 12 Tf -200 100 Td (Some words) Tj ET",
            "attachment-text-outside",
        ),
        (
            "q 0 0 10 10 re W n BT /F1 12 Tf 20 100 Td (Some words) Tj ET Q",
            "attachment-text-outside",
        ),
        (
            "BT 7 Tr /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-invisible",
        ),
        (
            "q 200 0 0 100 10 80 cm /X Do Q BT /F1 12 Tf 20 100 Td (Some words) Tj ET",
            "attachment-text-on-picture",
        ),
        (
            "q 200 0 0 100 10 80 cm /X Do Q 60 90 60 40 re f",
            "attachment-picture-covered",
        ),
        (
            "q 900 0 0 900 10 80 cm /X Do Q",
            "attachment-picture-cropped",
        ),
        (
            "q 0 0 50 50 re W n 200 0 0 100 10 10 cm /X Do Q",
            "attachment-picture-cropped",
        ),
        (
            "q 0.05 0 0 0.05 10 80 cm /Y Do Q",
            "attachment-picture-tiny",
        ),
        ("10 500 50 50 re f", "attachment-drawing-outside"),
        (
            "10 10 m 11 11 12 12 13 13 c 14 14 15 15 16 16 c 17 17 18 18 19 19 c 20 20 21 21 22 22 c 23 23 24 24 25 25 c 26 26 27 27 28 28 c 29 29 30 30 31 31 c 32 32 33 33 34 34 c f 0 0 100 100 re f",
            "attachment-drawing-covered",
        ),
    ] {
        let resources = "/XObject<</X 6 0 R/Y 7 0 R>>/ExtGState<</G<</ca 0.02>>/H<</ca 0.3>>>>";
        assert!(resources.ends_with(alpha));
        let pdf = Pdf {
            resources,
            more: vec![picture(), detailed()],
            ..with(content)
        };
        refused(&pdf.bytes(), code);
    }
    // The page is smaller than its paper.
    refused(
        &Pdf {
            page: "/CropBox[0 0 300 50]",
            ..with(WORDS)
        }
        .bytes(),
        "attachment-text-outside",
    );
    // Translucent paint marks words and does not hide them.
    passes(&Pdf {
        resources: alpha,
        ..with(&format!("{WORDS} /H gs 1 1 0 rg 10 90 200 30 re f"))
    });
    // A form is looked at wherever it is placed.
    let form = |content: &str, place: &str| Pdf {
        resources: "/XObject<</X 6 0 R>>",
        more: vec![stream(
            6,
            "/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F1 5 0 R>>>>",
            content,
        )],
        ..with(place)
    };
    passes(&form(WORDS, "/X Do"));
    refused(
        &form(WORDS, "/X Do 10 90 200 30 re f").bytes(),
        "attachment-text-covered",
    );
    refused(
        &form("10 90 200 30 re f", &format!("{WORDS} /X Do")).bytes(),
        "attachment-text-covered",
    );
    refused(
        &form(WORDS, "1 0 0 1 0 500 cm /X Do").bytes(),
        "attachment-text-outside",
    );
}

#[test]
fn letters_must_say_what_they_mean() {
    for font in [
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/CharProcs<<>>>>",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/UniJIS-UCS2-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[83/g17]>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/MacExpertEncoding>>",
    ] {
        let mut pdf = with(WORDS);
        pdf.more.push((6, font.to_owned()));
        pdf.resources = "/Nothing 1";
        let bytes = pdf.bytes();
        let text = String::from_utf8(bytes)
            .unwrap()
            .replace("/F1 5 0 R", "/F1 6 0 R");
        refused(text.as_bytes(), "pdf-font");
    }
    let named =
        "<</Type/Font/Subtype/Type1/BaseFont/SecretSans-Bold/Encoding<</Differences[83/eacute]>>>>";
    let mut pdf = with(WORDS);
    pdf.more.push((6, named.to_owned()));
    let text = String::from_utf8(pdf.bytes())
        .unwrap()
        .replace("/F1 5 0 R", "/F1 6 0 R");
    let cleaned = clean(text.as_bytes()).unwrap();
    assert_eq!(cleaned.text, "éome words");
    assert!(!String::from_utf8_lossy(&cleaned.bytes).contains("Secret"));
}

#[test]
fn earlier_states_and_loose_bytes_are_refused() {
    let sound = with(WORDS);
    let bytes = sound.bytes();
    let mut revised = bytes.clone();
    write(&mut revised, &[stream(4, "", "")], "/Prev 9");
    refused(&revised, "pdf-revisions");
    let mut added = bytes.clone();
    write(&mut added, &[(9, "(SECRET)".to_owned())], "/Prev 9");
    refused(&added, "pdf-revisions");
    refused(&[bytes.as_slice(), b"SECRET"].concat(), "pdf-trailing");
    refused(&[bytes.as_slice(), b"PK\x03\x04"].concat(), "pdf-trailing");
    refused(&[b"x\n".as_slice(), &bytes].concat(), "attachment-two");
    let text = String::from_utf8(bytes).unwrap();
    for (from, to, code) in [
        ("%PDF-1.7", "%PDF-3.7", "pdf-damaged"),
        ("%PDF-1.7", "%PDF-1,7", "pdf-damaged"),
        ("%PDF-1.7", "%PDF-1.x", "pdf-damaged"),
        ("%%EOF", "", "pdf-damaged"),
        ("1 0 obj", "SECRET 1 0 obj", "pdf-damaged"),
        ("1 0 obj", "1 1 obj", "pdf-damaged"),
        ("/Root 1 0 R", "", "pdf-damaged"),
        ("/Pages 2 0 R", "/Pages 9 0 R", "pdf-damaged"),
        ("/Kids[3 0 R]", "/Kids[2 0 R]", "pdf-damaged"),
        ("/Kids[3 0 R]", "/Kids[3 0 R 3 0 R]", "pdf-damaged"),
        ("/Kids[3 0 R]", "/Kids[]", "pdf-damaged"),
        ("00000 n", "00000 f", "pdf-damaged"),
        ("/Type/Catalog", "/Type/Catalog/Type/Catalog", "pdf-damaged"),
    ] {
        refused(text.replacen(from, to, 1).as_bytes(), code);
    }
    // An object that no table tells of.
    let hidden = text.replacen("xref", "8 0 obj\n(SECRET)\nendobj\nxref", 1);
    refused(hidden.as_bytes(), "pdf-damaged");
}

#[test]
fn objects_within_streams_are_read_whole() {
    // Built by hand: a table that is a stream, and an object stream with something between its objects.
    let build = |inner: &str| {
        let mut builder = Builder::default();
        let root = builder.reserve();
        builder.set(
            root,
            packed(
                Dict::default().with("Type", Object::named("ObjStm")),
                inner.as_bytes(),
            ),
        );
        builder.finish(root)
    };
    refused(&build("1 0 (SECRET)"), "pdf-damaged");
}

#[test]
fn what_is_large_comes_to_an_end() {
    let many = "0 0 300 200 re f ".repeat(20_000)
        + &"BT /F1 12 Tf 20 100 Td (Some words) Tj ET ".repeat(20_000);
    assert!(clean(&with(&many).bytes()).is_err());
    let deep = "q ".repeat(100_000);
    refused(&with(&deep).bytes(), "pdf-damaged");
    let nested = "[".repeat(100_000);
    refused(&with(&nested).bytes(), "pdf-damaged");
}
