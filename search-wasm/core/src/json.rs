//! An answer as JSON, for scripts. Written by hand and without the library's formatting, which is larger
//! than all of this: the engine is to stay small.

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
    out.push_str("{\"total\":");
    number(out, answer.total as u64);
    out.push_str(",\"allWords\":");
    number(out, answer.all_words as u64);
    out.push_str(",\"exact\":");
    out.push_str(if answer.exact { "true" } else { "false" });
    out.push_str(",\"suggestion\":");
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
        out.push_str(",\"score\":");
        number(out, hit.score);
        out.push_str(",\"snippet\":");
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
            out.push(',');
            number(out, *count as u64);
            out.push(']');
        });
        out.push('}');
    });
    out.push('}');
}

/// A whole number in decimal digits.
pub(crate) fn number(out: &mut String, number: u64) {
    if number > 9 {
        self::number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
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
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    let digit = u32::from(c) >> shift & 15;
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
