//! PDFs and drawings: private text planted in each place that one has, and sound ones that pass.

#![expect(
    clippy::format_collect,
    clippy::useless_format,
    reason = "tables of cases are of one form"
)]

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::site::{Site, page};

pub(super) const PDF: &str = "reports/report.pdf";
pub(super) const SVG: &str = "reports/drawing.svg";
const SECRET: &str = "Porcelain herons guard the custard tunnels";

/// An object: its dictionary and its data.
pub(super) type Object = (String, Option<Vec<u8>>);

/// A PDF as it is published, of a page with some content and of other objects.
pub(super) fn pdf(content: &str, more: &[Object]) -> Vec<u8> {
    let map = "1 beginbfchar\n<01> <0041>\nendbfchar\n";
    let mut objects: Vec<Object> = vec![
        ("<</Pages 2 0 R/Type /Catalog>>".to_owned(), None),
        ("<</Count 1/Kids [3 0 R]/Type /Pages>>".to_owned(), None),
        (
            "<</Contents 4 0 R/MediaBox [0 0 300 200]/Parent 2 0 R/Resources <</Font <</F1 5 0 R/F2 7 0 R>>>>/Type /Page>>".to_owned(),
            None,
        ),
        (String::new(), Some(content.as_bytes().to_vec())),
        (
            "<</BaseFont /Helvetica/Encoding /WinAnsiEncoding/Subtype /Type1/Type /Font>>".to_owned(),
            None,
        ),
        (String::new(), Some(map.as_bytes().to_vec())),
        (
            "<</BaseFont /AAAAAA+F2/Encoding /Identity-H/Subtype /Type0/ToUnicode 8 0 R/Type /Font>>".to_owned(),
            None,
        ),
        (String::new(), Some(mapped(SECRET).into_bytes())),
    ];
    objects.extend_from_slice(more);
    framed(&objects)
}

fn framed(objects: &[Object]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, (dict, data)) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        match data {
            None => out.extend(format!("{number} 0 obj\n{dict}\nendobj\n").bytes()),
            Some(data) => {
                let packed = compress_to_vec_zlib(data, 6);
                let inner = dict.strip_prefix("<<").unwrap_or_default();
                let inner = inner.strip_suffix(">>").unwrap_or_default();
                out.extend(
                    format!(
                        "{number} 0 obj\n<</Filter /FlateDecode/Length {}{inner}>>\nstream\n",
                        packed.len()
                    )
                    .bytes(),
                );
                out.extend(packed);
                out.extend(b"\nendstream\nendobj\n");
            }
        }
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n{table}trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A map that gives code 0001 the first character of a text, and so on.
fn mapped(text: &str) -> String {
    let lines: Vec<String> = (1..)
        .zip(text.encode_utf16())
        .map(|(code, unit)| format!("<{code:04x}> <{unit:04x}>\n"))
        .collect();
    format!("{} beginbfchar\n{}endbfchar\n", lines.len(), lines.concat())
}

pub(super) const PLAIN: &str =
    "BT\n/F1 12 Tf\n20 100 Td\n<546865206578706572747320736177> Tj\nET\n";

/// A site that lists a PDF as public, and publishes another.
fn site(listed: &[u8], published: &[u8]) -> Site {
    let mut site = Site::new().write(
        "reports/report.md",
        "---\ntitle: Report\nkind: page\nsensitivity: public\nattachments: [{file: report.pdf, sensitivity: public, title: Report}, {file: drawing.svg, sensitivity: public, title: Drawing, alt: Lines}]\n---\n\nText.\n",
    );
    site.source.insert(PDF.to_owned(), listed.to_vec());
    site.put(PDF, published)
}

fn planted(content: &str) -> Site {
    site(&pdf(PLAIN, &[]), &pdf(content, &[]))
}

/// A site with a sound document, and the same with a title in it that no page shows.
pub(super) fn titled() -> (Site, Site) {
    let sound = pdf(PLAIN, &[]);
    let title = ("<</Title (The experts saw)>>".to_owned(), None);
    (site(&sound, &sound), site(&sound, &pdf(PLAIN, &[title])))
}

#[test]
fn a_sound_document_passes() {
    let sound = pdf(PLAIN, &[]);
    site(&sound, &sound).passes();
    // The same text with metadata, comments and revisions beside it, before it was cleaned.
    let mut dirty = pdf(
        &format!("% {SECRET}\n/P <</MCID 0>> BDC\n{PLAIN}EMC\n"),
        &[("<</Title (A title)>>".to_owned(), None)],
    );
    dirty.extend(b"behind");
    site(&dirty, &sound).passes();
}

#[test]
fn text_of_a_page_of_a_document() {
    let hex: String = SECRET.bytes().map(|byte| format!("{byte:02x}")).collect();
    let codes: String = (1..=SECRET.len())
        .map(|code| format!("{code:04x}"))
        .collect();
    let letters: String = SECRET
        .chars()
        .map(|c| format!("({c}) Tj 6.6 0 Td "))
        .collect();
    for content in [
        format!("BT /F1 12 Tf 20 100 Td ({SECRET}) Tj ET"),
        format!("BT /F1 12 Tf 20 100 Td <{hex}> Tj ET"),
        format!("BT /F2 12 Tf 20 100 Td <{codes}> Tj ET"),
        format!(
            "BT /F1 12 Tf 20 100 Td [(Porce) 20 (lain her) -10 (ons guard) -300 (the custard)] TJ ET"
        ),
        format!("BT /F1 12 Tf 20 100 Td ({SECRET}) ' ET"),
        format!(
            "BT /F1 12 Tf 20 100 Td 0 0 (Porcelain herons) \" 0 -14 Td (guard the custard tunnels) Tj ET"
        ),
        format!("BT /F1 12 Tf 20 100 Td {letters} ET"),
        format!("BT /F1 12 Tf 20 100 Td (\\120orcelain \\150erons guard the custard) Tj ET"),
        format!("3 Tr BT /F1 12 Tf 20 100 Td ({SECRET}) Tj ET"),
    ] {
        planted(&content).finds("private-text", PDF);
        planted(&content).finds("attachment-unlisted", PDF);
    }
}

#[test]
fn text_beside_the_pages_of_a_document() {
    let wide: String = SECRET
        .encode_utf16()
        .map(|unit| format!("{unit:04x}"))
        .collect();
    let names: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: &[(Object, &str)] = &[
        ((format!("<</Title ({SECRET})>>"), None), "document-stray"),
        ((format!("<</Title <feff{wide}>>>"), None), "document-stray"),
        ((format!("<</Title <</Deep [[({SECRET})]]>>>>"), None), "document-stray"),
        ((format!("<</BaseFont /{}>>", SECRET.replace(' ', "-")), None), "document-stray"),
        ((format!("<</{} 1>>", SECRET.replace(' ', "#20")), None), "document-stray"),
        (("<</Subtype /XML/Type /Metadata>>".to_owned(), Some(format!("<rdf>{SECRET}</rdf>").into_bytes())), "document-stray"),
        // In the table of names of a font, where a letter has two bytes.
        (("<</Length1 9>>".to_owned(), Some([b"\0\x01\0\0".as_slice(), &names].concat())), "private-text"),
        (("<</Length1 9>>".to_owned(), Some(format!("%!PS-AdobeFont-1.0: {SECRET}").into_bytes())), "private-text"),
        (("<</BBox [0 0 9 9]/Subtype /Form/Type /XObject/Resources <</Font <</F1 5 0 R>>>>>>".to_owned(), Some(format!("BT /F1 9 Tf ({SECRET}) Tj ET").into_bytes())), "attachment-unlisted"),
        (("<</Subtype /Link/A <</S /URI/URI (https://x.example/porcelain-herons-guard-the-custard)>>>>".to_owned(), None), "private-text"),
    ];
    for (object, code) in cases {
        let published = pdf(PLAIN, std::slice::from_ref(object));
        let site = site(&pdf(PLAIN, &[]), &published);
        site.finds("private-text", PDF);
        site.finds(code, PDF);
    }
}

#[test]
fn what_no_published_document_holds() {
    let sound = pdf(PLAIN, &[]);
    let mut later = sound.clone();
    later.extend(b"9 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n");
    let mut before = b"\n".to_vec();
    before.extend(&sound);
    let gap = String::from_utf8_lossy(&sound).into_owned();
    let gap = gap
        .replace("endobj\n3 0 obj", "endobj\n% words\n3 0 obj")
        .into_bytes();
    let shut = (
        "<</Filter /JPXDecode/Length 3/Subtype /Image/Height 1/Width 1>>\nstream\nabc\nendstream"
            .to_owned(),
        None,
    );
    let mut left = compress_to_vec_zlib(PLAIN.as_bytes(), 6);
    left.extend(b"left over");
    let left = (
        format!(
            "<</Filter /FlateDecode/Length {}>>\nstream\n{}\nendstream",
            left.len(),
            String::from_utf8_lossy(&left)
        ),
        None,
    );
    for published in [
        later,
        [sound.as_slice(), b"tail"].concat(),
        gap,
        pdf(PLAIN, &[shut]),
        pdf(PLAIN, &[left]),
        pdf(
            PLAIN,
            &[("<</S /JavaScript/JS (app.alert\\(1\\))>>".to_owned(), None)],
        ),
        pdf(PLAIN, &[("<</OCGs []>>".to_owned(), None)]),
        pdf(&format!("/OC /MC0 BDC\n{PLAIN}EMC\n"), &[]),
        pdf(&format!("{PLAIN}% words\n"), &[]),
        pdf(
            PLAIN,
            &[(
                "<</Subtype /Form/Resources <</Font 1>>".to_owned(),
                Some(b"x".to_vec()),
            )],
        ),
        pdf(&format!("{PLAIN}BI /W 1 /H 1 ID x EI\n"), &[]),
    ] {
        let report = site(&sound, &published).audit();
        assert!(
            report
                .findings()
                .iter()
                .any(|finding| finding.code() == "document-stray" && finding.file() == PDF),
            "{}",
            String::from_utf8_lossy(&published)
        );
    }
    site(&sound, &before).finds("file-unreadable", PDF);
    site(&sound, b"%PDF-1.7 and nothing else").finds("document-stray", PDF);
}

#[test]
fn the_outer_form_of_a_document_is_the_only_one() {
    let sound = pdf(PLAIN, &[]);
    let stray = |bytes: &[u8]| {
        let document = crate::document::read(bytes).expect("a document");
        document.stray.contains("bytes beside its objects")
    };
    assert!(!stray(&sound));
    for (from, to) in [
        ("%PDF-1.7", "%PDF-1.4"),
        ("\n2 0 obj", "\n\n2 0 obj"),
        ("endobj\n2", "endobj 2"),
        ("xref\n0 9", "xref\n0 8"),
        ("xref\n0 9", "xref\n1 9"),
        ("65535 f \n", "65535 x \n"),
        ("65535 f \n", "65535 f\n"),
        ("trailer\n", "trailer \n"),
        ("/Root 1 0", "/Root a 0"),
        ("/Size 9>>\nstart", "/Size x>>\nstart"),
        ("/Size 9>>\nstart", "/Size 9/Info 3 0 R>>\nstart"),
        ("startxref\n", "startxref\nx"),
        ("%%EOF\n", "%%EOF"),
        ("%%EOF\n", "%%EOF\n\n"),
    ] {
        let at = sound
            .windows(from.len())
            .rposition(|window| window == from.as_bytes())
            .expect(from);
        let mut changed = sound.clone();
        changed.splice(at..at + from.len(), to.bytes());
        assert!(stray(&changed), "{from:?} {to:?}");
    }
}

#[test]
fn a_document_that_is_not_public() {
    let secret = pdf(
        "BT /F1 12 Tf 20 100 Td (Wobbling teapots march at dawn) Tj ET",
        &[("<</Title (Ledger of the teapot brigade)>>".to_owned(), None)],
    );
    let mut site = Site::new();
    site.source
        .insert("office/secret.pdf".to_owned(), secret.clone());
    site.passes();
    for words in [
        "wobbling teapots march at dawn",
        "ledger of the teapot brigade",
    ] {
        let site = site.clone().put("x.html", page(&format!("<p>{words}</p>")));
        site.finds("private-text", "x.html");
    }
    let site = site.put(PDF, secret);
    site.finds("private-text", PDF);
    site.finds("attachment-unlisted", PDF);
}

#[test]
fn a_picture_of_another_size() {
    let picture = |width| {
        (
            format!(
                "<</BitsPerComponent 8/ColorSpace /DeviceGray/Height 1/Subtype /Image/Type /XObject/Width {width}>>"
            ),
            Some(vec![7; width]),
        )
    };
    site(&pdf(PLAIN, &[picture(4)]), &pdf(PLAIN, &[picture(4)])).passes();
    site(&pdf(PLAIN, &[picture(4)]), &pdf(PLAIN, &[picture(5)])).finds("attachment-unlisted", PDF);
}

pub(super) fn drawn(listed: &str, published: &str) -> Site {
    let mut site = site(&pdf(PLAIN, &[]), &pdf(PLAIN, &[]));
    site.source
        .insert(SVG.to_owned(), listed.as_bytes().to_vec());
    site.put(SVG, published)
}

pub(super) const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" height=\"9\" viewBox=\"0 0 9 9\" width=\"9\"><path d=\"M1.5 2L3 4\"/><text x=\"1\" y=\"2\">The experts saw</text></svg>\n";

#[test]
fn a_sound_drawing_passes() {
    drawn(DRAWING, DRAWING).passes();
    let dirty = DRAWING
        .replace(
            "<path",
            "<!-- made by Ermintrude --><metadata>x</metadata><path id='layer'",
        )
        .replace("M1.5 2", "m 1.50001,2.0");
    drawn(&dirty, DRAWING).passes();
}

#[test]
fn text_in_a_drawing() {
    for (from, to) in [
        ("The experts saw", SECRET.to_owned()),
        (
            "The experts saw",
            format!("Porcelain <tspan>herons guard</tspan> the custard"),
        ),
        ("<path", format!("<!-- {SECRET} --><path")),
        ("<path", format!("<path data-x=\"{SECRET}\"")),
        ("<text", format!("<title>{SECRET}</title><text")),
        ("<text", format!("<style>{SECRET}</style><text")),
        (
            "The experts saw",
            SECRET
                .chars()
                .map(|c| format!("&#{};", u32::from(c)))
                .collect(),
        ),
    ] {
        drawn(DRAWING, &DRAWING.replace(from, &to)).finds("private-text", SVG);
    }
}

#[test]
fn what_no_published_drawing_holds() {
    for (from, to) in [
        ("<path", "<script>x()</script><path"),
        ("<path", "<image href=\"data:image/png;base64,AA\"/><path"),
        ("<path", "<foreignObject/><path"),
        ("<path", "<path onclick=\"x()\""),
        ("<path", "<path fill=\"url(https://x.example)\""),
        ("<path", "<use href=\"other.svg#a\"/><path"),
        ("<svg", "<!DOCTYPE svg><svg"),
    ] {
        drawn(DRAWING, &DRAWING.replace(from, to)).finds("drawing-stray", SVG);
    }
    for other in [
        DRAWING.replace("M1.5 2", "M7 7"),
        DRAWING.replace("experts", "others"),
    ] {
        drawn(DRAWING, &other).finds("attachment-unlisted", SVG);
    }
}

#[test]
fn a_drawing_that_is_not_public() {
    let secret = DRAWING.replace("The experts saw", "Wobbling teapots march at dawn");
    let mut site = drawn(DRAWING, DRAWING);
    site.source
        .insert("office/secret.svg".to_owned(), secret.clone().into_bytes());
    site.passes();
    site.clone()
        .put("x.html", page("<p>wobbling teapots march at dawn</p>"))
        .finds("private-text", "x.html");
    site.put("y.svg", secret).finds("private-text", "y.svg");
}

#[test]
fn attachments_are_in_the_archive_too() {
    const TABLE: &str = "experts,saw\nvisit,everything\n";
    let list = "---\ntitle: Report\nkind: page\nsensitivity: public\nattachments: [{file: report.pdf, sensitivity: public, title: Report}, {file: drawing.svg, sensitivity: public, title: Drawing, alt: Lines}, {file: table.csv, sensitivity: public, title: Table}]\n---\n\nText.\n";
    let document = pdf(PLAIN, &[]);
    let mut sound = drawn(DRAWING, DRAWING)
        .write("reports/report.md", list)
        .write("reports/table.csv", TABLE);
    for (path, bytes) in [
        ("reports/table.csv", TABLE.as_bytes()),
        (PDF, &document),
        (SVG, DRAWING.as_bytes()),
    ] {
        sound.archive.insert(path.to_owned(), bytes.to_vec());
    }
    sound.passes();
    let leak = pdf(&format!("BT /F1 12 Tf 20 100 Td ({SECRET}) Tj ET"), &[]);
    for (path, bytes) in [
        (
            "reports/table.csv",
            format!("{TABLE}porcelain,herons guard the custard\n").into_bytes(),
        ),
        (PDF, leak),
        (SVG, DRAWING.replace("The experts saw", SECRET).into_bytes()),
    ] {
        let mut site = sound.clone();
        site.archive.insert(path.to_owned(), bytes);
        let file = format!("source.tar.gz/{path}");
        site.finds("private-text", &file);
        site.finds("attachment-unlisted", &file);
    }
}

#[test]
fn what_is_no_drawing_is_none_that_an_entry_lists() {
    for other in ["", "\n", "<p></p>"] {
        drawn(DRAWING, other).finds("attachment-unlisted", SVG);
    }
    // A drawing of nothing says nothing.
    drawn(
        DRAWING,
        "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
    )
    .passes();
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn readers_of_documents_come_to_an_end(at in proptest::prelude::any::<proptest::sample::Index>(), bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40), cut in 0_usize..40) {
        let mut file = pdf(PLAIN, &[]);
        let at = at.index(file.len());
        let end = (at + cut).min(file.len());
        file.splice(at..end, bytes.iter().copied());
        let _ = crate::document::read(&file);
        let _ = crate::document::read(&[b"%PDF-1.4\n".as_slice(), &bytes].concat());
        let _ = crate::drawing::read(&String::from_utf8_lossy(&bytes));
    }
}
