//! From hits to findings: what a fragment of private text in a file means, and what to do about it.

use std::collections::BTreeSet;

use super::fragments::{Fragments, Hit};
use super::report::{Finding, Report};

/// How a text is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Depth {
    /// Text that people read: phrases, names, and single words that stand in private text alone.
    Words,
    /// Text in which single words tell nothing, such as programs.
    Phrases,
}

/// Looks for private text in a part of a file.
pub(crate) fn text(
    fragments: &Fragments,
    file: &str,
    part: &str,
    text: &str,
    depth: Depth,
    report: &mut Report,
) {
    let mut hits = BTreeSet::new();
    fragments.in_text(text, depth == Depth::Words, &mut |hit| {
        hits.insert(hit);
    });
    tell(fragments, file, part, &hits, report);
}

/// Looks for private names and data in bytes of any kind.
pub(crate) fn bytes(
    fragments: &Fragments,
    file: &str,
    part: &str,
    bytes: &[u8],
    report: &mut Report,
) {
    let mut hits = BTreeSet::new();
    fragments.in_bytes(bytes, &mut |hit| {
        hits.insert(hit);
    });
    tell(fragments, file, part, &hits, report);
}

fn tell(fragments: &Fragments, file: &str, part: &str, hits: &BTreeSet<Hit>, report: &mut Report) {
    for hit in hits {
        let (code, what, place, help) = match hit {
            Hit::Text(place) => (
                "private-text",
                "holds a passage of the source that is not public",
                place,
                "do not publish; take the passage out of public text, or report that the generator let it through",
            ),
            Hit::Word(place) => (
                "private-word",
                "holds a word that stands in non-public text alone",
                place,
                "do not publish; if the word may be public, write it in a public entry, else report that it got through",
            ),
            Hit::Name(place) => (
                "private-name",
                "holds the name or the digest of something that is not public",
                place,
                "do not publish; take the name out of public text, or report that the generator let it through",
            ),
            Hit::Piece(place) => (
                "private-bytes",
                "holds data of a file that is not public",
                place,
                "do not publish; take the file off the lists of public entries",
            ),
        };
        report.push(
            Finding::new(code, file, format!("{part} {what}"), help)
                .from(fragments.path(*place), place.line),
        );
    }
}
