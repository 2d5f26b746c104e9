//! From hits to findings: what a fragment of private text in a file means, and what to do about it.

use super::entities;
use super::fragments::{Fragments, Hit, Kind};
use super::harmless::Reach;
use super::ladder::{self, Done, Rung};
use super::markup::BORDER;
use super::report::{Finding, Report, STRANGE};

/// How a text is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Depth {
    /// Text that people read, as they read it: as `Words`, and no word that no text explains.
    Closed,
    /// Text that people read, or what it is written in: phrases, names, and single words that stand in private text alone.
    Words,
    /// Text in which single words tell nothing, such as programs.
    Phrases,
}

/// How long a fragment must be, in bytes, to tell something where it stands in data.
const INTENT: usize = 12;

/// Looks for private text in a part of a file, and in all that the part holds when it is decoded.
pub(crate) fn text(
    fragments: &Fragments,
    file: &str,
    part: &str,
    text: &str,
    depth: Depth,
    report: &mut Report,
) {
    if report.memory.harmless.knows(text, depth, Reach::Decoded) {
        return;
    }
    let hits = fragments.in_text(text, depth);
    let mut clean = hits.is_empty();
    tell(fragments, file, part, "", hits, report);
    let below = below(depth);
    let ended = ladder::text(text, Done::Nothing, &mut |rung| {
        clean &= climb(fragments, file, part, below, &rung, report);
    });
    endless(ended, file, report);
    if clean && ended {
        report.memory.harmless.keep(text, depth, Reach::Decoded);
    }
}

/// What a text holds as it stands. What held nothing before holds nothing now.
fn found(fragments: &Fragments, text: &str, depth: Depth, report: &mut Report) -> Vec<Hit> {
    if report.memory.harmless.knows(text, depth, Reach::Plain) {
        return Vec::new();
    }
    let hits = fragments.in_text(text, depth);
    if hits.is_empty() {
        report.memory.harmless.keep(text, depth, Reach::Plain);
    }
    hits
}

/// Looks at bytes that are no text as if they were: what is written in them a byte a letter.
pub(crate) fn lossy(
    fragments: &Fragments,
    file: &str,
    part: &str,
    bytes: &[u8],
    report: &mut Report,
) {
    let hits = fragments.in_text(&String::from_utf8_lossy(bytes), Depth::Phrases);
    tell(fragments, file, part, "", by_intent(hits), report);
}

/// What chance does not make of bytes: a few letters and digits stand side by side in any data.
fn by_intent(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.retain(|hit| {
        let mut words = hit.fragment.split(' ');
        hit.fragment.len() >= INTENT && words.any(|word| word.len() >= 3)
    });
    hits
}

/// Looks at bytes that may be packed behind a name or a mark of a few bytes.
pub(crate) fn within(
    fragments: &Fragments,
    file: &str,
    part: &str,
    whole: &[u8],
    report: &mut Report,
) {
    bytes(fragments, file, part, whole, report);
    for at in 1..whole.len().min(96) {
        let rest = whole.get(at..).unwrap_or_default();
        if ladder::is_zlib(rest) {
            bytes(fragments, file, part, rest, report);
        }
    }
}

/// Looks at a text of which only what stands between some signs belongs together: lines, or values between quotes.
pub(crate) fn pieces(
    fragments: &Fragments,
    file: &str,
    part: &str,
    text: &str,
    (signs, depth): (&[char], Depth),
    report: &mut Report,
) {
    let look = |text: &str, depth: Depth, how: &str, report: &mut Report| {
        for piece in text.split(signs) {
            // What stands for a sign in markup would be a word of letters and digits.
            let decoded = piece.contains('&').then(|| entities::decode(piece));
            let hits = found(
                fragments,
                decoded.as_deref().unwrap_or(piece),
                depth,
                report,
            );
            tell(fragments, file, part, how, hits, report);
        }
    };
    look(text, depth, "", report);
    let below = below(depth);
    let ended = ladder::text(text, Done::Read, &mut |rung| match rung {
        // What ends one piece and what begins the next are no two halves of a word.
        Rung::Text(_, how) if how == ladder::HYPHENS => {}
        Rung::Text(text, how) => look(text, below, how, report),
        Rung::Guess(..) | Rung::Bytes(..) => {
            climb(fragments, file, part, below, &rung, report);
        }
    });
    endless(ended, file, report);
}

/// How what comes off the ladder is looked at.
fn below(depth: Depth) -> Depth {
    match depth {
        Depth::Phrases => Depth::Phrases,
        Depth::Words | Depth::Closed => Depth::Words,
    }
}

/// Looks at a program. A few short words side by side say nothing there.
pub(crate) fn program(
    fragments: &Fragments,
    file: &str,
    part: &str,
    text: &str,
    report: &mut Report,
) {
    let hits = fragments.in_text(text, Depth::Phrases);
    tell(fragments, file, part, "", by_intent(hits), report);
    let ended = ladder::text(text, Done::Nothing, &mut |rung| match rung {
        Rung::Text(text, how) | Rung::Guess(text, how) => {
            let hits = fragments.in_text(text, Depth::Phrases);
            tell(fragments, file, part, how, by_intent(hits), report);
        }
        Rung::Bytes(..) => {
            climb(fragments, file, part, Depth::Phrases, &rung, report);
        }
    });
    endless(ended, file, report);
}

/// Looks for private names and data in bytes that are read by themselves.
pub(crate) fn data(
    fragments: &Fragments,
    file: &str,
    part: &str,
    bytes: &[u8],
    report: &mut Report,
) {
    tell(fragments, file, part, "", fragments.in_bytes(bytes), report);
}

/// Looks at the code of a page: text between tags and quotes, each for itself, since what stands side by side in code does
/// not on the page.
pub(crate) fn code(fragments: &Fragments, file: &str, part: &str, text: &str, report: &mut Report) {
    let how: (&[char], Depth) = (&['<', '>', '"'], Depth::Phrases);
    pieces(fragments, file, part, text, how, report);
}

/// Looks at a text in which tags part words: with the tags gone, and with a space for each.
pub(crate) fn parted(
    fragments: &Fragments,
    file: &str,
    part: &str,
    parted: &str,
    report: &mut Report,
) {
    let spaced = parted.replace(BORDER, " ");
    text(fragments, file, part, &spaced, Depth::Words, report);
    if !fragments.is_explained(parted) {
        let unknown = Hit {
            kind: Kind::Unknown,
            fragment: spaced,
        };
        tell(fragments, file, part, "", vec![unknown], report);
    }
}

/// Looks for private names and data in bytes of any kind, and for texts in what they unpack to.
pub(crate) fn bytes(
    fragments: &Fragments,
    file: &str,
    part: &str,
    bytes: &[u8],
    report: &mut Report,
) {
    data(fragments, file, part, bytes, report);
    let ended = ladder::bytes(bytes, &mut |rung| {
        climb(fragments, file, part, Depth::Phrases, &rung, report);
    });
    endless(ended, file, report);
}

/// Looks at what comes off the ladder. Says whether it holds nothing.
fn climb(
    fragments: &Fragments,
    file: &str,
    part: &str,
    depth: Depth,
    rung: &Rung<'_>,
    report: &mut Report,
) -> bool {
    let (hits, how) = match rung {
        // What was packed may be many files, and only a line of them belongs together.
        Rung::Text(text, how) if *how == ladder::PACKED => {
            let mut clean = true;
            for line in text.split(['\n', '\0']) {
                let hits = fragments.in_text(line, depth);
                clean &= hits.is_empty();
                tell(fragments, file, part, how, hits, report);
            }
            return clean;
        }
        Rung::Text(text, how) => (fragments.in_text(text, depth), how),
        Rung::Guess(text, how) => (by_intent(fragments.in_text(text, Depth::Phrases)), how),
        Rung::Bytes(bytes, how) => (fragments.in_bytes(bytes), how),
    };
    let clean = hits.is_empty();
    tell(fragments, file, part, how, hits, report);
    clean
}

fn endless(ended: bool, file: &str, report: &mut Report) {
    if !ended {
        report.push(Finding::new(
            "file-endless",
            file,
            "holds data that unpack without end",
            STRANGE,
        ));
    }
}

fn tell(
    fragments: &Fragments,
    file: &str,
    part: &str,
    how: &str,
    hits: Vec<Hit>,
    report: &mut Report,
) {
    for hit in hits {
        let (code, what, place, help) = match hit.kind {
            Kind::Text(place) => (
                "private-text",
                "holds a passage of the source that is not public",
                Some(place),
                "do not publish; take the passage out of public text, or report that the generator let it through",
            ),
            Kind::Word(place) => (
                "private-word",
                "holds a word that stands in non-public text alone",
                Some(place),
                "do not publish; if the word may be public, write it in a public entry, else report that it got through",
            ),
            Kind::Name(place) => (
                "private-name",
                "holds the name or the digest of something that is not public",
                Some(place),
                "do not publish; take the name out of public text, or report that the generator let it through",
            ),
            Kind::Piece(place) => (
                "private-bytes",
                "holds data of a file that is not public",
                Some(place),
                "do not publish; take the file off the lists of public entries",
            ),
            Kind::Unknown => (
                "word-unknown",
                "holds a word that stands in no public text, nor in the theme",
                None,
                "do not publish; report from where the word came, since a site says nothing by itself",
            ),
        };
        let how = if how.is_empty() {
            String::new()
        } else {
            format!(", read as {how},")
        };
        let mut finding =
            Finding::new(code, file, format!("{part}{how} {what}"), help).of(&hit.fragment);
        if let Some(place) = place {
            finding = finding.from(fragments.path(place), place.line);
        }
        report.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;
    use crate::fragments::tests::fragments;

    const PASSAGE: &str = "porcelain herons guard the custard tunnels";

    /// The codes of what is found.
    fn found(look: impl FnOnce(&Fragments, &mut Report)) -> Vec<String> {
        let mut report = Report::default();
        look(&fragments(), &mut report);
        let codes = report.findings().iter().map(Finding::code);
        codes.map(str::to_owned).collect()
    }

    fn packed(text: &str) -> Vec<u8> {
        compress_to_vec_zlib(text.as_bytes(), 9)
    }

    #[test]
    fn what_a_text_hides_is_told_of_every_file() {
        for hidden in [
            PASSAGE.replace(' ', "%20"),
            STANDARD.encode(packed(PASSAGE)),
            STANDARD.encode(packed(&format!("{PASSAGE}\nand more"))),
        ] {
            let fragments = fragments();
            let mut report = Report::default();
            for file in ["a.html", "b.html", "c.html"] {
                text(&fragments, file, "it", &hidden, Depth::Phrases, &mut report);
            }
            let mut files: Vec<&str> = report.findings().iter().map(Finding::file).collect();
            files.dedup();
            assert_eq!(files, ["a.html", "b.html", "c.html"], "{hidden}");
        }
    }

    #[test]
    fn pieces_are_looked_at_by_themselves() {
        let how: (&[char], Depth) = (&['\n'], Depth::Phrases);
        for (text, expected) in [
            (PASSAGE, &["private-text"][..]),
            (&PASSAGE.replace(' ', "%20"), &["private-text"]),
            (&PASSAGE.replace(' ', "&#32;"), &["private-text"]),
            (&PASSAGE.replace(' ', "\n"), &[]),
            // No word goes on from one into the next.
            ("come within 14 min-\nutes", &[]),
            ("secret-he-\nrons", &[]),
        ] {
            let codes = found(|fragments, report| pieces(fragments, "a", "it", text, how, report));
            assert_eq!(codes, expected, "{text}");
        }
        // Where all of a text belongs together one does.
        let whole = found(|fragments, report| {
            let text = "come within 14 min-\nutes";
            super::text(fragments, "a", "it", text, Depth::Phrases, report);
        });
        assert_eq!(whole, ["private-text"]);
    }

    #[test]
    fn programs_hold_passages_that_are_no_chance() {
        for (text, expected) in [
            (format!("x = '{PASSAGE}'"), &["private-text"][..]),
            (
                format!("x = '{}'", PASSAGE.replace(' ', "\\x20")),
                &["private-text"],
            ),
            ("wait(14, minutes)".to_owned(), &[]),
            ("guard(the, gate)".to_owned(), &[]),
        ] {
            let codes = found(|fragments, report| program(fragments, "a", "it", &text, report));
            assert_eq!(codes, expected, "{text}");
        }
        for (fragment, expected) in [
            ("custard pies", true),
            ("custard pie", false),
            ("14 minutes", false),
            ("a b c d e f g", false),
            ("a b c d e for", true),
        ] {
            let hit = Hit {
                kind: Kind::Unknown,
                fragment: fragment.to_owned(),
            };
            assert_eq!(!by_intent(vec![hit]).is_empty(), expected, "{fragment}");
        }
    }

    #[test]
    fn code_is_what_stands_between_its_signs() {
        for (text, expected) in [
            (format!("<p>{PASSAGE}</p>"), &["private-text"][..]),
            (format!("<!{PASSAGE}"), &["private-text"]),
            (PASSAGE.replace(' ', "<b>"), &[]),
            (PASSAGE.replace(' ', "\""), &[]),
        ] {
            let codes = found(|fragments, report| code(fragments, "a", "it", &text, report));
            assert_eq!(codes, expected, "{text}");
        }
    }

    #[test]
    fn bytes_hold_names_and_what_is_packed_behind_a_mark() {
        let name: &[u8] = b"\xff/secret-herons\0";
        let behind = |mark: usize| [vec![0xee; mark].as_slice(), &packed(PASSAGE)].concat();
        for (bytes, expected) in [
            (name.to_vec(), &["private-name"][..]),
            (behind(0), &[]),
            (b"\xff/secret herons\0".to_vec(), &[]),
        ] {
            let codes = found(|fragments, report| data(fragments, "a", "it", &bytes, report));
            assert_eq!(codes, expected, "{bytes:?}");
        }
        for (bytes, expected) in [
            (name.to_vec(), &["private-name"][..]),
            (behind(0), &["private-text"]),
            (behind(1), &["private-text"]),
            (behind(9), &["private-text"]),
            (behind(95), &["private-text"]),
            (behind(96), &[]),
        ] {
            let codes = found(|fragments, report| within(fragments, "a", "it", &bytes, report));
            assert_eq!(codes, expected, "{bytes:?}");
        }
    }

    #[test]
    fn of_packed_text_a_line_belongs_together() {
        for (text, expected) in [
            (format!("one\n{PASSAGE}\0two"), &["private-text"][..]),
            (PASSAGE.replace(" the", "\nthe"), &[]),
            (PASSAGE.replace(" the", "\0the"), &[]),
        ] {
            let packed = packed(&text);
            let codes = found(|fragments, report| bytes(fragments, "a", "it", &packed, report));
            assert_eq!(codes, expected, "{text:?}");
        }
        // Of other texts all does.
        let written = PASSAGE.replace(" the", "%0Athe").replace(' ', "%20");
        let codes = found(|fragments, report| {
            text(fragments, "a", "it", &written, Depth::Phrases, report);
        });
        assert_eq!(codes, ["private-text"]);
    }
}
