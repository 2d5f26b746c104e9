//! What there is to say about a PDF: one code, one sentence and one remedy for each feature.

use crate::attachment::Unclean;

/// How an office program makes a plain PDF.
const PLAIN: &str = "export it anew, in LibreOffice by File, Export As, Export as PDF with “Create PDF form”, “Hybrid PDF” and “Comments as PDF annotations” off, in Word by Save As PDF; or print it to a new PDF";

pub(super) fn damaged() -> Unclean {
    Unclean::new(
        "pdf-damaged",
        "this PDF is damaged, or its table of contents does not tell of all that is in it",
        "make it anew: open it, and print or export it to a new PDF",
    )
}

pub(super) fn unknown(what: &str) -> Unclean {
    Unclean::new(
        "pdf-unknown",
        format!("this PDF holds {what} that cannot be shown to be clean"),
        PLAIN,
    )
}

pub(super) fn trailing() -> Unclean {
    Unclean::new(
        "pdf-trailing",
        "something follows the end of this PDF",
        "make it anew: open it, and print or export it to a new PDF",
    )
}

pub(super) fn revisions() -> Unclean {
    Unclean::new(
        "pdf-revisions",
        "this PDF holds earlier states of itself beside the last one",
        "what was deleted is still in it: export it anew from the program that made it, or print it to a new PDF; do not edit and save PDFs in place",
    )
}

pub(super) fn encrypted() -> Unclean {
    Unclean::new(
        "pdf-encrypted",
        "this PDF is encrypted, or restricts what may be done with it",
        "export it without a password and without restrictions",
    )
}

pub(super) fn layers() -> Unclean {
    Unclean::new(
        "pdf-layers",
        "this PDF has layers, which may be switched on and off",
        "flatten it: merge the layers where it was made, or print it to a new PDF",
    )
}

pub(super) fn files() -> Unclean {
    Unclean::new(
        "pdf-files",
        "this PDF carries files within it",
        "export it without attachments (in LibreOffice with “Hybrid PDF” off), and list those that are public by themselves",
    )
}

pub(super) fn script() -> Unclean {
    Unclean::new(
        "pdf-script",
        "this PDF does something when it is opened or clicked",
        PLAIN,
    )
}

pub(super) fn form() -> Unclean {
    Unclean::new(
        "pdf-form",
        "this PDF is a form, or is signed",
        "print it to a new PDF, so that what was filled in becomes text; sign the site instead",
    )
}

pub(super) fn annotation() -> Unclean {
    Unclean::new(
        "pdf-annotation",
        "this PDF has comments or other marks of readers upon its pages",
        "delete comments, stamps and highlights, and export it anew; links may stay",
    )
}

pub(super) fn link() -> Unclean {
    Unclean::new(
        "pdf-link",
        "this PDF has a link to something else than a page of the web or of itself",
        "take the link out, or let it begin with https://",
    )
}

pub(super) fn font() -> Unclean {
    Unclean::new(
        "pdf-font",
        "this PDF has letters of which it does not say what they mean, so that its text cannot be checked",
        "export it with fonts embedded (in LaTeX: \\usepackage{cmap}, lmodern, or LuaLaTeX), or as a tagged PDF",
    )
}

pub(super) fn letters() -> Unclean {
    Unclean::new(
        "pdf-font",
        "this PDF has letters that are drawn as more than plain outlines, so that they cannot be checked",
        "export it with another font (in LaTeX: lmodern; in matplotlib: pdf.fonttype 42)",
    )
}

pub(super) fn filter() -> Unclean {
    Unclean::new(
        "pdf-filter",
        "this PDF holds data in a form that cannot be opened here",
        "export it with pictures as JPEG or lossless, or print it to a new PDF",
    )
}

pub(super) fn picture() -> Unclean {
    Unclean::new(
        "pdf-picture",
        "a picture in this PDF is damaged, or holds more than it shows",
        "open the picture in an editor, export it as JPEG or PNG, and put it in anew",
    )
}

pub(super) fn large() -> Unclean {
    Unclean::new(
        "pdf-large",
        "this PDF holds more than can be checked",
        "split it, or scale its pictures down",
    )
}
