//! The part of a text that says most about a query, in pieces, with those marked that matched.

use crate::analyze::Analyzer;
use crate::engine::plan::Plan;

/// How many words a snippet has.
const WORDS: usize = 32;

/// Cuts a snippet. Pieces are text, and whether they matched.
pub(crate) fn cut(text: &str, plan: &Plan, analyzer: &Analyzer) -> Vec<(String, bool)> {
    let tokens = analyzer.tokens(text);
    let hits: Vec<Option<usize>> = tokens
        .iter()
        .map(|token| plan.marks(&token.term, &token.folded, token.form))
        .collect();
    if tokens.is_empty() || hits.iter().all(Option::is_none) {
        return Vec::new();
    }
    // The window with most different words of the query, then with most hits; the first of equals.
    let mut best = (0, 0, 0);
    for start in (0..tokens.len()).filter(|&at| hits.get(at).is_some_and(Option::is_some)) {
        let window = hits
            .get(start..(start + WORDS).min(hits.len()))
            .unwrap_or_default();
        let mut words: Vec<usize> = window.iter().flatten().copied().collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        if (words.len(), all) > (best.0, best.1) {
            best = (words.len(), all, start);
        }
    }
    let first = best.2.saturating_sub(4);
    let last = (first + WORDS).min(tokens.len()) - 1;
    let (Some(from), Some(to)) = (
        tokens.get(first).map(|token| token.start),
        tokens.get(last).map(|token| token.end),
    ) else {
        return Vec::new();
    };
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut push = |range: std::ops::Range<usize>, marked: bool| {
        let piece = text.get(range).unwrap_or_default().replace('\n', " ");
        if piece.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some((last, same)) if *same == marked => last.push_str(&piece),
            _ => pieces.push((piece, marked)),
        }
    };
    let mut at = from;
    for (token, hit) in tokens.iter().zip(&hits).take(last + 1).skip(first) {
        // Parts of an identifier lie within the whole, and pairs overlap: what is marked is not marked again.
        if hit.is_none() || token.end <= at {
            continue;
        }
        push(at..token.start.max(at), false);
        push(token.start.max(at)..token.end, true);
        at = token.end;
    }
    push(at..to.max(at), false);
    // What is left out is told in pieces of its own: the dots never count as a match.
    if first > 0 {
        match pieces.first_mut() {
            Some((text, false)) => text.insert_str(0, "… "),
            _ => pieces.insert(0, ("… ".to_owned(), false)),
        }
    }
    if to < text.trim_end().len() {
        match pieces.last_mut() {
            Some((text, false)) => text.push_str(" …"),
            _ => pieces.push((" …".to_owned(), false)),
        }
    }
    pieces
}
