//! The text of entries in pieces, and which of them came and went.

use std::collections::{BTreeMap, BTreeSet};

use super::What;
use crate::archive::Relative;
use crate::dialect::{Block, print};
use crate::public::PublicEntry;

/// The text of an entry in pieces: sentences of paragraphs, lines of everything else.
pub(super) fn pieces(entry: Option<&PublicEntry>) -> Vec<String> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    let addresses = Relative {
        from: entry.address(),
        slug: entry.slug(),
    };
    let mut pieces = Vec::new();
    for block in entry.body() {
        let printed = print::print(std::slice::from_ref(block), &addresses);
        if matches!(block, Block::Paragraph(_)) {
            pieces.extend(sentences(&printed));
        } else {
            let lines = printed.lines().map(str::trim_end);
            pieces.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
        }
    }
    pieces
}

/// Sentences, as far as their ends tell: a full stop, question or exclamation mark before a space, or one of those
/// scripts that use no space.
fn sentences(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    let mut begun = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        begun.push(c);
        let end = matches!(c, '。' | '！' | '？')
            || (matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔')
                && rest.peek().is_none_or(|next| *next == ' '));
        if end {
            out.push(begun.trim().to_owned());
            begun.clear();
        }
    }
    out.push(begun.trim().to_owned());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// How a mark is printed, up to its reason.
const MARK: &str = ":withheld{reason=\"";

/// The marks that came and that are gone, by reason. Where one is gone, what it stood for is public now, or left out.
pub(super) fn portions(old: &[String], new: &[String]) -> Vec<(What, String)> {
    let (before, after) = (marks(old), marks(new));
    let reasons: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let mut out = Vec::new();
    for reason in reasons {
        let (was, is) = (before.get(reason), after.get(reason));
        let (was, is) = (was.copied().unwrap_or(0), is.copied().unwrap_or(0));
        let gone = std::iter::repeat_n(What::Withdrawn, was.saturating_sub(is));
        let come = std::iter::repeat_n(What::New, is.saturating_sub(was));
        out.extend(gone.chain(come).map(|what| (what, reason.to_owned())));
    }
    out
}

fn marks(pieces: &[String]) -> BTreeMap<&str, usize> {
    let mut marks = BTreeMap::new();
    for piece in pieces {
        for after in piece.split(MARK).skip(1) {
            if let Some((reason, _)) = after.split_once('"') {
                *marks.entry(reason).or_insert(0) += 1;
            }
        }
    }
    marks
}

/// How many comparisons of pieces are made; texts that ask for more are told as wholly other.
const MOST: usize = 16 << 20;

/// The pieces that went and that came, in the order of the text: what both have in common, in order, is left out.
pub(super) fn text(old: &[String], new: &[String]) -> Vec<(What, String)> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let old = old.get(same..).unwrap_or_default();
    let new = new.get(same..).unwrap_or_default();
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let old = old.get(..old.len() - tail).unwrap_or_default();
    let new = new.get(..new.len() - tail).unwrap_or_default();
    let mut out = Vec::new();
    let mut go = |what, piece: &String| out.push((what, piece.clone()));
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > MOST {
        for piece in old {
            go(What::Withdrawn, piece);
        }
        for piece in new {
            go(What::New, piece);
        }
        return out;
    }
    // How much the rests have in common, from each place on.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let longest = if a == b {
                at(&common, i + 1, j + 1) + 1
            } else {
                at(&common, i + 1, j).max(at(&common, i, j + 1))
            };
            if let Some(slot) = common.get_mut(i * width + j) {
                *slot = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                i += 1;
                j += 1;
            }
            // Without this piece the rests have as much in common as with it.
            (Some(a), b) if b.is_none() || at(&common, i + 1, j) == at(&common, i, j) => {
                go(What::Withdrawn, a);
                i += 1;
            }
            (_, Some(b)) => {
                go(What::New, b);
                j += 1;
            }
            (_, None) => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> String {
        text(&sentences(old), &sentences(new))
            .into_iter()
            .map(|(what, piece)| format!("{}{piece}", if what == What::New { '+' } else { '-' }))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn only_what_differs_is_told() {
        for (old, new, says) in [
            ("", "", ""),
            ("One. Two.", "One. Two.", ""),
            ("One. Two.", "One. Three. Two.", "+Three."),
            ("One. Two. Three.", "One. Three.", "-Two."),
            ("One. Two.", "Two. One.", "-One.|+One."),
            ("One.", "", "-One."),
            ("", "Is it 3.5? Yes", "+Is it 3.5?|+Yes"),
            ("一。二。", "一。三。", "-二。|+三。"),
        ] {
            assert_eq!(told(old, new), says, "{old} / {new}");
        }
    }

    #[test]
    fn of_short_texts_as_little_as_can_be_is_told_and_it_leads_from_one_to_the_other() {
        /// The most that two lists have in common, in order.
        fn common(a: &[String], b: &[String]) -> usize {
            match (a, b) {
                ([x, a @ ..], [y, b @ ..]) if x == y => 1 + common(a, b),
                ([_, short_a @ ..], [_, short_b @ ..]) => {
                    common(short_a, b).max(common(a, short_b))
                }
                ([], _) | (_, []) => 0,
            }
        }
        let mut lists: Vec<Vec<String>> = vec![Vec::new()];
        for length in 0..4 {
            let longest: Vec<_> = lists
                .iter()
                .filter(|l| l.len() == length)
                .cloned()
                .collect();
            for list in longest {
                for word in ["a", "b", "c"] {
                    lists.push([list.clone(), vec![word.to_owned()]].concat());
                }
            }
        }
        for old in &lists {
            for new in &lists {
                let told = text(old, new);
                let least = old.len() + new.len() - 2 * common(old, new);
                assert_eq!(told.len(), least, "{old:?} {new:?}: {told:?}");
                let of = |what| {
                    let mut pieces: Vec<&String> = told
                        .iter()
                        .filter(|(w, _)| *w == what)
                        .map(|(_, p)| p)
                        .collect();
                    pieces.sort();
                    pieces
                };
                let beyond = |one: &[String], other: &[&String]| {
                    let mut rest: Vec<String> = one.to_vec();
                    for piece in other {
                        let at = rest.iter().position(|p| p == *piece).expect("it was there");
                        rest.remove(at);
                    }
                    rest.sort();
                    rest
                };
                assert_eq!(
                    beyond(old, &of(What::Withdrawn)),
                    beyond(new, &of(What::New))
                );
            }
        }
    }

    #[test]
    fn very_long_texts_end_and_are_told_as_wholly_other() {
        let long = |from: u32| {
            let mut all: Vec<String> = (from..from + 5000).map(|n| n.to_string()).collect();
            all.insert(2500, "in both".to_owned());
            all
        };
        assert_eq!(text(&long(0), &long(9000)).len(), 10002);
    }
}
