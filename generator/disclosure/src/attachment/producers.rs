//! Files of real programs: what becomes of each. What other readers say of them is in `tests/corpus/`.

use super::{Cleaned, Unclean, clean};

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attachments/");
    std::fs::read(format!("{folder}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The files, with some of the text that is read in each, or the code with which it is refused.
const FILES: &[(&str, Result<&str, &str>)] = &[
    (
        "libreoffice-writer.pdf",
        Ok("The Verania Office for Radiation Safety publishes this note."),
    ),
    ("libreoffice-calc.pdf", Ok("Year Reviews")),
    ("libreoffice-draw.pdf", Ok("")),
    (
        "pdftex-computer-modern.pdf",
        Ok("Fifty-five offices, fjords and coffee"),
    ),
    ("pdftex-hyperref.pdf", Ok("See the register, page 2, café.")),
    ("cairo.pdf", Ok("Review of the regime\nVerania, fictional")),
    ("graphviz.pdf", Ok("Who reports to whom")),
    ("matplotlib-truetype.pdf", Ok("Reviews by year")),
    ("matplotlib-type3.pdf", Ok("Reviews by year")),
    (
        "chromium.pdf",
        Ok("The Office for Radiation Safety publishes this note."),
    ),
    ("chromium-drawn.pdf", Ok("虚构的说明，x² 与 2024。")),
    ("imagemagick-jpeg.pdf", Ok("")),
    ("imagemagick-zip.pdf", Ok("")),
    ("imagemagick.jpg", Ok("")),
    ("imagemagick.png", Ok("")),
    ("imagemagick.webp", Ok("")),
    ("qpdf-linearized.pdf", Ok("Review of the regime")),
    ("qpdf-linearized-packed.pdf", Ok("Review of the regime")),
    ("cairo.svg", Ok("")),
    ("graphviz.svg", Ok("Who reports to whom")),
    ("matplotlib.svg", Ok("Reviews by year")),
    ("libreoffice-draw.svg", Ok("")),
];

#[test]
fn ordinary_files_pass_and_lose_what_nobody_sees() {
    for (name, expected) in FILES {
        let cleaned = clean(&file(name));
        match (&cleaned, expected) {
            (Ok(cleaned), Ok(text)) => {
                assert!(cleaned.text.contains(text), "{name}: {}", cleaned.text);
                assert_eq!(clean(&cleaned.bytes).as_ref(), Ok(cleaned), "{name}");
                let lost = [
                    "Ermintrude",
                    "/Info",
                    "/Metadata",
                    "/Producer",
                    "LibreOffice",
                    "cairo",
                    "Matplotlib",
                    "inkscape",
                    "<!--",
                    "Exif",
                    "/ID",
                    "DejaVu",
                    "SFRM",
                    "CMR1",
                    "Skia",
                    "HeadlessChrome",
                ];
                let bytes = String::from_utf8_lossy(&cleaned.bytes);
                for word in lost {
                    assert!(!bytes.contains(word), "{name} holds {word}");
                }
            }
            (Err(unclean), Err(code)) => assert_eq!(&unclean.code, code, "{name}"),
            _ => panic!("{name}: {cleaned:?}"),
        }
    }
}

/// A small step of a generator of numbers.
fn step(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

/// Changes some bytes of a file, cuts it, or doubles a part of it.
fn changed(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut state = seed;
    for _ in 0..=step(&mut state) % 6 {
        let at = step(&mut state) % out.len();
        let length = step(&mut state) % 40;
        let end = (at + length).min(out.len());
        match step(&mut state) % 5 {
            0 | 1 => out[at] = u8::try_from(step(&mut state) & 0xff).unwrap(),
            2 => {
                out.drain(at..end);
            }
            3 => {
                let part = out[at..end].to_vec();
                out.splice(at..at, part);
            }
            _ => out.truncate(at.max(1)),
        }
        if out.is_empty() {
            out.push(0);
        }
    }
    out
}

/// Whatever is changed: a clean file that stays as it is when it is cleaned again, or a refusal; no panic, no end of memory.
#[test]
fn changed_files_are_refused_or_clean() {
    let names = [
        "cairo.pdf",
        "imagemagick-zip.pdf",
        "imagemagick-jpeg.pdf",
        "qpdf-linearized-packed.pdf",
        "pdftex-hyperref.pdf",
        "matplotlib-type3.pdf",
        "graphviz.svg",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let whole = file(name);
        // Packed files hide their structure from a change of bytes: the clean form is laid open first.
        let clean_one = clean(&whole).unwrap().bytes;
        for (base, rounds) in [(&whole, 30), (&clean_one, 30)] {
            for round in 0..rounds {
                let seed = u64::try_from(number * 1000 + round).unwrap();
                if let Ok(cleaned) = clean(&changed(base, seed)) {
                    let again: Result<Cleaned, Unclean> = clean(&cleaned.bytes);
                    assert_eq!(again.as_ref(), Ok(&cleaned), "{name}, {seed}");
                }
            }
        }
    }
}
