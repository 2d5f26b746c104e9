//! Puts runs of text into one form, so that what is printed and read again is the same tree.

use super::super::near_miss;
use super::{Inline, PublicText, signs};

/// Joins neighbouring texts, and takes away spaces and line ends that no page would show.
pub(super) fn tidy(run: Vec<Inline>) -> Vec<Inline> {
    let mut out = joined(run);
    let before_footnote: Vec<bool> = out
        .iter()
        .skip(1)
        .map(|next| matches!(next, Inline::Footnote { .. }))
        .chain([false])
        .collect();
    for (part, ends) in out.iter_mut().zip(before_footnote) {
        if let Inline::Text(text) = part
            && text.as_str().contains(signs::SILENT)
        {
            *text = PublicText::new(close_gaps(text.as_str(), ends));
        }
    }
    trim_breaks(&mut out);
    out
}

/// Joins neighbouring texts.
fn joined(run: impl IntoIterator<Item = Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for part in run {
        match (out.last_mut(), part) {
            (Some(Inline::Text(text)), Inline::Text(more)) => {
                *text = PublicText::new(format!("{}{}", text.as_str(), more.as_str()));
            }
            (Some(Inline::SoftBreak | Inline::HardBreak), Inline::SoftBreak) => {}
            (_, part) => out.push(part),
        }
    }
    out
}

/// Takes a span out of one of its own sort: what is stressed twice shows as what is stressed once.
pub(super) fn flat(
    run: Vec<Inline>,
    open: impl Fn(Inline) -> Result<Vec<Inline>, Inline>,
) -> Vec<Inline> {
    joined(
        run.into_iter()
            .flat_map(|part| open(part).unwrap_or_else(|other| vec![other])),
    )
}

/// Takes the places of silent portions out: of two spaces around one it leaves one, and none before a sign that ends
/// something. `at_end` says whether that is so behind the text, too; beside emphasis or a link a space stays.
pub(super) fn close_gaps(text: &str, at_end: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(signs::SILENT) {
        out.push_str(before);
        rest = after;
        let ends = rest.chars().next().map_or(at_end, |c| {
            matches!(c, ' ' | '.' | ',' | ';' | ':' | '!' | '?' | ')')
        });
        if out.ends_with(' ') && ends {
            out.pop();
        }
    }
    out.push_str(rest);
    out
}

/// The same run on one line: for headings, cells and terms.
pub(super) fn one_line(run: Vec<Inline>) -> Vec<Inline> {
    tidy(run.into_iter().map(straighten).collect())
}

fn straighten(part: Inline) -> Inline {
    let all = |inner: Vec<Inline>| joined(inner.into_iter().map(straighten));
    match part {
        Inline::SoftBreak | Inline::HardBreak => Inline::Text(PublicText::new(" ")),
        Inline::Emphasis(inner) => Inline::Emphasis(all(inner)),
        Inline::Strong(inner) => Inline::Strong(all(inner)),
        Inline::Strike(inner) => Inline::Strike(all(inner)),
        Inline::Link { target, text } => Inline::Link {
            target,
            text: all(text),
        },
        other @ (Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image { .. }
        | Inline::Footnote { .. }
        | Inline::Withheld { .. }) => other,
    }
}

/// Takes spaces away beside line ends and at both ends of the run, then empty texts and line ends at the ends.
fn trim_breaks(run: &mut Vec<Inline>) {
    let is_break = |part: Option<&Inline>| {
        part.is_none_or(|part| matches!(part, Inline::SoftBreak | Inline::HardBreak))
    };
    let trimmed: Vec<Inline> = run
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let Inline::Text(text) = part else {
                return part.clone();
            };
            let mut text = text.as_str();
            if is_break(at.checked_sub(1).and_then(|before| run.get(before))) {
                text = text.trim_start_matches([' ', '\t']);
            }
            if is_break(run.get(at + 1)) {
                text = text.trim_end_matches([' ', '\t']);
            }
            Inline::Text(PublicText::new(text))
        })
        .filter(|part| !matches!(part, Inline::Text(text) if text.as_str().is_empty()))
        .collect();
    let first = trimmed
        .iter()
        .position(|part| !is_break(Some(part)))
        .unwrap_or(trimmed.len());
    let last = trimmed
        .iter()
        .rposition(|part| !is_break(Some(part)))
        .map_or(first, |last| last + 1);
    let mut out: Vec<Inline> = Vec::new();
    for part in trimmed.into_iter().take(last).skip(first) {
        // A line that held a silent portion alone leaves two line ends behind.
        if is_break(Some(&part)) && out.last().is_some_and(|before| is_break(Some(before))) {
            continue;
        }
        out.push(part);
    }
    *run = out;
}

/// Turns escaped colons into colons, once nothing looks for near misses any more.
pub(super) fn settle(run: &mut [Inline]) {
    for part in run {
        match part {
            Inline::Text(text) => {
                *text = PublicText::new(text.as_str().replace(signs::COLON, ":"));
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                settle(inner);
            }
            Inline::Link { text, .. } => settle(text),
            Inline::Code(_)
            | Inline::Image { .. }
            | Inline::Footnote { .. }
            | Inline::SoftBreak
            | Inline::HardBreak
            | Inline::Withheld { .. } => {}
        }
    }
}

/// The words of a run.
pub(crate) fn plain(run: &[Inline]) -> String {
    let mut out = String::new();
    collect(run, &mut out, None);
    out.replace(signs::COLON, ":")
}

/// The text of a run as a reader sees it, and the code in it apart.
pub(super) fn decoded(run: &[Inline]) -> (String, String) {
    let mut code = String::new();
    let mut text = String::new();
    collect(run, &mut text, Some(&mut code));
    (text, code)
}

fn collect(run: &[Inline], text: &mut String, mut code: Option<&mut String>) {
    for part in run {
        match part {
            Inline::Text(part) => text.push_str(part.as_str()),
            Inline::Code(part) => match code.as_deref_mut() {
                Some(code) => {
                    text.push('\u{FFFC}');
                    code.push_str(&near_miss::unescaped(part.as_str()));
                    code.push('\n');
                }
                None => text.push_str(part.as_str()),
            },
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                collect(inner, text, code.as_deref_mut());
            }
            Inline::Link { text: inner, .. } => collect(inner, text, code.as_deref_mut()),
            Inline::SoftBreak => text.push(' '),
            Inline::HardBreak => text.push('\n'),
            Inline::Footnote { .. } | Inline::Image { .. } | Inline::Withheld { .. } => {
                text.push('\u{FFFC}');
            }
        }
    }
}
