//! PDFs made by hand, a feature at a time.

#![allow(dead_code, reason = "not every test needs all of it")]

/// An object as it stands in a file.
pub(crate) type Part = (u32, String);

pub(crate) const FONT: &str =
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
pub(crate) const WORDS: &str = "BT /F1 12 Tf 20 100 Td (Some words) Tj ET";

/// A page with some content, with more keys in the catalog, the page and its resources, and more objects.
#[derive(Clone, Default)]
pub(crate) struct Pdf {
    pub(crate) catalog: &'static str,
    pub(crate) page: &'static str,
    pub(crate) resources: &'static str,
    pub(crate) content: String,
    pub(crate) more: Vec<Part>,
    pub(crate) trailer: &'static str,
}

/// A stream as an object.
pub(crate) fn stream(number: u32, dict: &str, data: &str) -> Part {
    (
        number,
        format!(
            "<</Length {}{dict}>>\nstream\n{data}\nendstream",
            data.len()
        ),
    )
}

impl Pdf {
    /// The objects of the file.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let mut parts = vec![
            (1, format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog)),
            (
                2,
                "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 200]>>".to_owned(),
            ),
            (
                3,
                format!(
                    "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{}>>{}>>",
                    self.resources, self.page
                ),
            ),
            stream(4, "", &self.content),
            (5, FONT.to_owned()),
        ];
        parts.extend(self.more.iter().cloned());
        parts
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        write(&mut out, &self.parts(), self.trailer);
        out
    }
}

/// Appends objects with a table, as a revision does.
pub(crate) fn write(out: &mut Vec<u8>, parts: &[Part], trailer: &str) {
    let mut table = "xref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, part) in parts {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n{part}\nendobj\n").bytes());
    }
    let start = out.len();
    out.extend(
        format!("{table}trailer\n<</Root 1 0 R/Size 99{trailer}>>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
}

/// A page with some content.
pub(crate) fn with(content: &str) -> Pdf {
    Pdf {
        content: content.to_owned(),
        ..Pdf::default()
    }
}
