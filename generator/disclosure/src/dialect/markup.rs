//! What templates and drawings say: their text without tags, and the values of their attributes, each with its place.
//!
//! It is no parser of HTML: it errs towards showing too much, since it is made for detectors.

use std::ops::Range;

/// A text that stands together, and where its parts are written.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) text: String,
    /// Parts of the text with the places that they were taken from, in order.
    parts: Vec<(usize, Range<usize>)>,
}

impl Said {
    fn push(&mut self, text: &str, raw: Range<usize>) {
        if !text.is_empty() {
            self.parts.push((self.text.len(), raw));
            self.text.push_str(text);
        }
    }

    /// Where a part of the text is written.
    pub(crate) fn raw_range(&self, part: &Range<usize>) -> Range<usize> {
        let place = |at: usize, last: bool| {
            let own = |(start, _): &(usize, Range<usize>)| *start < at || (!last && *start == at);
            let own = self.parts.iter().rposition(own);
            let Some((index, (start, raw))) = own.and_then(|own| Some((own, self.parts.get(own)?)))
            else {
                return 0;
            };
            let next = self.parts.get(index + 1);
            let end = next.map_or(self.text.len(), |(start, _)| *start);
            // A sign that is written in several ends with the last of them.
            if last && at == end {
                raw.end
            } else {
                (raw.start + (at - start)).min(raw.end)
            }
        };
        let start = place(part.start, false);
        start..place(part.end, true).max(start)
    }
}

/// Tags that stand within a sentence.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "code", "data", "em", "i", "mark", "q", "small", "span", "strong",
    "sub", "sup", "time", "tspan", "u", "wbr",
];

/// Signs that are written in other signs, as far as they matter to what a text says.
const ENTITIES: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&nbsp;", " "),
    ("&#43;", "+"),
    ("&#64;", "@"),
];

/// All that a template or a drawing says: its running text, broken at blocks, then the values within its tags.
pub(crate) fn said(raw: &str) -> Vec<Said> {
    let mut all = Vec::new();
    let mut current = Said::default();
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let skipped = [("<!--", "-->"), ("{#", "#}"), ("{%", "%}"), ("{{", "}}")]
            .into_iter()
            .find(|(open, _)| rest.starts_with(open));
        if let Some((open, close)) = skipped {
            let length = rest.find(close).map_or(rest.len(), |end| end + close.len());
            // What a template computes has words of its own: `{{ \"Call\" }}`.
            if open != "{#" {
                quoted(raw, at..at + length, &mut values);
            }
            if open == "<!--" {
                let mut comment = Said::default();
                comment.push(
                    raw.get(at..at + length).unwrap_or_default(),
                    at..at + length,
                );
                values.push(comment);
            }
            at += length;
        } else if is_tag(rest) {
            let length = end_of_tag(rest);
            quoted(raw, at..at + length, &mut values);
            let name: String = rest
                .trim_start_matches(['<', '/'])
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            if !INLINE.contains(&name.to_ascii_lowercase().as_str()) {
                all.push(std::mem::take(&mut current));
            }
            at += length;
        } else if let Some((written, sign)) = ENTITIES
            .iter()
            .find(|(written, _)| rest.starts_with(written))
        {
            current.push(sign, at..at + written.len());
            at += written.len();
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest
                .get(first..)
                .and_then(|rest| rest.find(['<', '{', '&']))
                .map_or(rest.len(), |next| first + next);
            current.push(rest.get(..length).unwrap_or_default(), at..at + length);
            at += length;
        }
    }
    all.push(current);
    all.extend(values);
    all.retain(|said| !said.text.trim().is_empty());
    all
}

fn is_tag(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('<')
        && chars
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Where a tag ends: at the first `>` that no quote and no expression holds.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            (Some(_) | None, _) => {}
        }
    }
    rest.len()
}

/// The texts in quotes within a part.
fn quoted(raw: &str, part: Range<usize>, values: &mut Vec<Said>) {
    let text = raw.get(part.clone()).unwrap_or_default();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            None if matches!(c, '"' | '\'') => open = Some((at + 1, c)),
            Some((start, quote)) if quote == c => {
                let mut said = Said::default();
                let value = text.get(start..at).unwrap_or_default();
                said.push(value, part.start + start..part.start + at);
                values.push(said);
                open = None;
            }
            None | Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(raw: &str) -> Vec<String> {
        said(raw).into_iter().map(|said| said.text).collect()
    }

    #[test]
    fn text_and_values_are_said() {
        assert_eq!(
            texts("<p title=\"a > b\">Call <b>+31</b> 70</p><p>x &amp; y</p>"),
            ["Call +31 70", "x & y", "a > b"]
        );
        assert_eq!(texts("{% if a %}one{% endif %}{# no #}"), ["one"]);
        assert_eq!(texts("a {{ words['b'] }} c"), ["a  c", "b"]);
        assert_eq!(
            texts("1 < 2 <!-- hidden -->"),
            ["1 < 2 ", "<!-- hidden -->"]
        );
        assert_eq!(texts("<svg><text>a<tspan>b</tspan></text></svg>"), ["ab"]);
    }

    #[test]
    fn places_are_those_in_the_file() {
        let raw = "<p>Call <b>+31</b> 70 &amp; on</p>";
        let said = said(raw);
        let first = said.first().unwrap();
        let at = first.text.find("+31 70").unwrap();
        assert_eq!(raw.get(first.raw_range(&(at..at + 6))), Some("+31</b> 70"));
        let at = first.text.find("& on").unwrap();
        assert_eq!(raw.get(first.raw_range(&(at..at + 4))), Some("&amp; on"));
        // What ends a part ends before the tag behind it, and a file may begin with any of them.
        for (raw, text, written) in [
            ("one<b>two</b>", "one", "one"),
            ("one<b>two</b>", "two", "two"),
            ("&amp;", "&", "&amp;"),
            ("<!--c-->", "<!--c-->", "<!--c-->"),
            ("é<i>x</i>", "éx", "é<i>x"),
        ] {
            let said = super::said(raw);
            let first = said.first().unwrap();
            let at = first.text.find(text).unwrap();
            let place = first.raw_range(&(at..at + text.len()));
            assert_eq!(raw.get(place), Some(written), "{raw}");
        }
    }

    #[test]
    fn any_text_ends() {
        for raw in ["<", "<a", "<a b=\"", "{{", "<!--", "&", "{", "é<é", "<é"] {
            let _ = said(raw);
        }
    }
}
