//! What a file is, by its content: files that are not published, each with what to do instead, and files that are two
//! things at once.

use super::Unclean;

/// A file of a type that is not published: how it begins, what it is, and what to do instead.
struct Refused {
    at: usize,
    start: &'static [u8],
    what: &'static str,
    advice: &'static str,
}

const fn refused(start: &'static [u8], what: &'static str, advice: &'static str) -> Refused {
    Refused {
        at: 0,
        start,
        what,
        advice,
    }
}

const PICTURE: &str = "save it as PNG";
const EACH: &str = "list the files that are in it, each by itself";
const MOVING: &str = "sounds and films are not published here; put a transcript into the entry";
const PROGRAM: &str = "programs are not published; link to where it is kept";

const REFUSED: &[Refused] = &[
    refused(b"GIF87a", "a GIF", PICTURE),
    refused(b"GIF89a", "a GIF", PICTURE),
    refused(b"BM", "a bitmap", PICTURE),
    refused(b"II*\0", "a TIFF", PICTURE),
    refused(b"MM\0*", "a TIFF", PICTURE),
    refused(b"8BPS", "a Photoshop file", PICTURE),
    refused(b"\0\0\x01\0", "an icon", PICTURE),
    refused(b"\0\0\0\x0cjP  ", "a JPEG 2000", PICTURE),
    refused(b"\x1f\x8b", "a compressed file", EACH),
    refused(b"BZh", "a compressed file", EACH),
    refused(b"\xfd7zXZ\0", "a compressed file", EACH),
    refused(b"\x28\xb5\x2f\xfd", "a compressed file", EACH),
    refused(b"Rar!", "an archive", EACH),
    refused(b"7z\xbc\xaf", "an archive", EACH),
    Refused {
        at: 257,
        start: b"ustar",
        what: "an archive",
        advice: EACH,
    },
    refused(b"ID3", "a sound", MOVING),
    refused(b"OggS", "a sound or a film", MOVING),
    refused(b"fLaC", "a sound", MOVING),
    refused(b"\x1aE\xdf\xa3", "a film", MOVING),
    refused(b"\0\0\x01\xba", "a film", MOVING),
    refused(
        b"{\\rtf",
        "a text document (RTF)",
        "put its text into the entry, or export it as PDF: such files keep earlier words, authors and embedded objects",
    ),
    refused(
        b"%!PS",
        "a PostScript program",
        "make a PDF of it, with `ps2pdf` or by printing to a file",
    ),
    refused(
        b"\0\x01\0\0\0",
        "a font",
        "fonts are not published; the reader's machine has its own",
    ),
    refused(
        b"OTTO",
        "a font",
        "fonts are not published; the reader's machine has its own",
    ),
    refused(
        b"true\0",
        "a font",
        "fonts are not published; the reader's machine has its own",
    ),
    refused(
        b"ttcf",
        "a collection of fonts",
        "fonts are not published; the reader's machine has its own",
    ),
    refused(
        b"wOFF",
        "a font",
        "fonts are not published; the reader's machine has its own",
    ),
    refused(
        b"wOF2",
        "a font",
        "fonts are not published; the reader's machine has its own",
    ),
    refused(
        b"SQLite format 3\0",
        "a database",
        "export the tables that are public as CSV",
    ),
    refused(b"\x7fELF", "a program", PROGRAM),
    refused(b"MZ", "a program", PROGRAM),
    refused(b"\xca\xfe\xba\xbe", "a program", PROGRAM),
    refused(b"\xcf\xfa\xed\xfe", "a program", PROGRAM),
    refused(b"\0asm", "a program", PROGRAM),
    refused(b"#!", "a program", PROGRAM),
    refused(
        b"From: ",
        "a message",
        "put its text into the entry: headers of messages name people and machines",
    ),
    refused(
        b"Received: ",
        "a message",
        "put its text into the entry: headers of messages name people and machines",
    ),
    refused(
        b"BEGIN:VC",
        "a card or a calendar",
        "put what is public of it into the entry",
    ),
];

/// Refuses what is known and not published.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), Unclean> {
    if let Some((what, advice)) = container(bytes) {
        return Err(unpublished(what, advice));
    }
    let film = bytes.get(4..8) == Some(b"ftyp");
    if film {
        let picture = matches!(
            bytes.get(8..12),
            Some(b"heic" | b"heix" | b"mif1" | b"avif")
        );
        let (what, advice) = if picture {
            ("a HEIC or AVIF picture", "save it as JPEG or PNG")
        } else {
            ("a film or a sound", MOVING)
        };
        return Err(unpublished(what, advice));
    }
    if bytes.starts_with(b"RIFF") {
        return Err(unpublished("a sound or a film", MOVING));
    }
    for known in REFUSED {
        let end = known.at + known.start.len();
        if bytes.get(known.at..end) == Some(known.start) {
            return Err(unpublished(known.what, known.advice));
        }
    }
    Ok(())
}

fn unpublished(what: &str, advice: &str) -> Unclean {
    Unclean::new(
        "attachment-type",
        format!("this file is {what}, which is not published"),
        advice,
    )
}

/// Office documents and archives, which share two containers.
fn container(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const TEXT: &str = "accept or reject all changes, delete comments and hidden text, then export it as PDF (in LibreOffice: File, Export As, Export as PDF, with “Tagged PDF”, “Bookmarks” and “Create PDF form” off; in Word: Save As PDF, Options, without document properties)";
    const TABLE: &str = "save each sheet that is public as CSV: such files carry hidden sheets, hidden columns, comments and authors";
    const SLIDES: &str = "delete hidden slides and notes, then export it as PDF";
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let has = |name: &str| {
            let wide: Vec<u8> = name.bytes().flat_map(|byte| [byte, 0]).collect();
            has(bytes, &wide)
        };
        return Some(if has("Workbook") || has("Book") {
            ("an old spreadsheet (xls)", TABLE)
        } else if has("PowerPoint Document") {
            ("an old presentation (ppt)", SLIDES)
        } else if has("WordDocument") {
            ("an old text document (doc)", TEXT)
        } else if has("__properties_version1.0") {
            (
                "a message (msg)",
                "put its text into the entry: headers of messages name people and machines",
            )
        } else {
            ("an old office document", TEXT)
        });
    }
    if bytes.starts_with(b"PK\x05\x06") {
        return Some((
            "an empty archive",
            "list the files that are to be in it, each by itself",
        ));
    }
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x07\x08") {
        return None;
    }
    let has = |name: &[u8]| has(bytes, name);
    Some(if has(b"word/document") {
        ("a text document (docx)", TEXT)
    } else if has(b"xl/workbook") {
        ("a spreadsheet (xlsx)", TABLE)
    } else if has(b"ppt/presentation") {
        ("a presentation (pptx)", SLIDES)
    } else if has(b"opendocument.text") {
        ("a text document (odt)", TEXT)
    } else if has(b"opendocument.spreadsheet") {
        ("a spreadsheet (ods)", TABLE)
    } else if has(b"opendocument.presentation") {
        ("a presentation (odp)", SLIDES)
    } else if has(b"opendocument.graphics") {
        ("a drawing (odg)", "export it as SVG or PNG")
    } else if has(b"application/epub") {
        (
            "a book (epub)",
            "put its text into the entry, or export it as PDF",
        )
    } else if has(b"META-INF/MANIFEST.MF") || has(b"AndroidManifest") {
        ("a program", PROGRAM)
    } else {
        ("an archive (zip)", EACH)
    })
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Refuses a file that another reader would take for something else.
pub(super) fn single(bytes: &[u8]) -> Result<(), Unclean> {
    let head = bytes.get(..bytes.len().min(1024 + 5)).unwrap_or_default();
    let pdf = head.windows(5).skip(1).any(|window| window == b"%PDF-");
    if pdf || ends_as_archive(bytes) {
        let other = if pdf { "a PDF" } else { "an archive" };
        return Err(Unclean::new(
            "attachment-two",
            format!("this file is {other} as well as what it begins as"),
            "make it anew: open it in the program that it is for, and export it",
        ));
    }
    Ok(())
}

/// The end of a zip archive, 22 bytes, with the longest comment that it may have.
const ARCHIVE_END: usize = 22 + 65_535;

/// Says whether a file ends with the directory of a zip archive.
fn ends_as_archive(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(ARCHIVE_END);
    let tail = bytes.get(tail..).unwrap_or_default();
    tail.windows(4)
        .enumerate()
        .filter(|(_, window)| *window == b"PK\x05\x06")
        .any(|(at, _)| {
            let end = tail.get(at + 20..).and_then(|end| end.split_first_chunk());
            end.is_some_and(|(length, comment)| {
                usize::from(u16::from_le_bytes(*length)) == comment.len()
            })
        })
}

/// Words with which a text looks like a page to a browser that guesses.
const MARKUP: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<svg",
    "<img",
    "<object",
    "<embed",
    "<style",
    "<meta",
    "<link",
    "<?xml",
    "<?php",
];

/// Says whether a browser that guesses may take a text for a page.
pub(super) fn looks_like_a_page(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    MARKUP.iter().any(|word| text.contains(word))
}
