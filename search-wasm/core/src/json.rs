//! An answer as JSON, for scripts. Written by hand: it is small, and the engine is to stay so.

use std::fmt::Write as _;

use crate::engine::{Answer, Reply};

/// A reply as JSON: `{"needs":[…]}`, or the answer.
#[must_use]
pub fn answer(reply: &Reply) -> String {
    let mut out = String::new();
    match reply {
        Reply::Needs(names) => {
            out.push_str("{\"needs\":");
            list(&mut out, names.iter(), |out, name| text(out, name));
            out.push('}');
        }
        Reply::Answer(answer) => whole(&mut out, answer),
    }
    out
}

fn whole(out: &mut String, answer: &Answer) {
    let _ = write!(
        out,
        "{{\"total\":{},\"allWords\":{},\"exact\":{},\"suggestion\":",
        answer.total, answer.all_words, answer.exact
    );
    match &answer.suggestion {
        Some(suggestion) => {
            out.push_str("{\"query\":");
            text(out, &suggestion.query);
            out.push_str(",\"typed\":");
            text(out, &suggestion.typed);
            out.push('}');
        }
        None => out.push_str("null"),
    }
    out.push_str(",\"results\":");
    list(out, answer.results.iter(), |out, hit| {
        for (name, value) in [
            ("{\"url\":", &hit.url),
            (",\"title\":", &hit.title),
            (",\"summary\":", &hit.summary),
            (",\"kind\":", &hit.kind),
            (",\"state\":", &hit.state),
            (",\"date\":", &hit.date),
        ] {
            out.push_str(name);
            text(out, value);
        }
        let _ = write!(out, ",\"score\":{},\"snippet\":", hit.score);
        list(out, hit.snippet.iter(), |out, (piece, marked)| {
            out.push('[');
            text(out, piece);
            out.push_str(if *marked { ",1]" } else { ",0]" });
        });
        out.push('}');
    });
    out.push_str(",\"facets\":");
    list(out, answer.facets.iter(), |out, facet| {
        out.push_str("{\"name\":");
        text(out, &facet.name);
        out.push_str(",\"values\":");
        list(out, facet.values.iter(), |out, (value, count)| {
            out.push('[');
            text(out, value);
            let _ = write!(out, ",{count}]");
        });
        out.push('}');
    });
    out.push('}');
}

fn list<T>(
    out: &mut String,
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut String, T),
) {
    out.push('[');
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' || matches!(c, '\u{2028}' | '\u{2029}' | '<') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
