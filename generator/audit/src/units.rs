//! Markdown as units of text: what stands together in a paragraph, a heading, an item or a cell.

use super::entities::decode;

/// The units of a body that begins on a line, each with its line.
pub(crate) fn units(body: &str, line: u32) -> Vec<(String, u32)> {
    let mut all = Vec::new();
    let mut open = (String::new(), line);
    for (number, text) in (line..).zip(body.lines()) {
        let text = text.trim_start_matches([' ', '\t', '>']).trim_end();
        if text.is_empty()
            || text.starts_with("```")
            || text.starts_with("~~~")
            || text.starts_with(":::")
        {
            close(&mut open, &mut all);
            continue;
        }
        if text.starts_with('#') {
            close(&mut open, &mut all);
            all.push((plain(text), number));
            continue;
        }
        if text.starts_with('|') {
            close(&mut open, &mut all);
            all.push((plain(text), number));
            all.extend(
                text.split('|')
                    .filter(|cell| !cell.trim().is_empty())
                    .map(|cell| (plain(cell), number)),
            );
            continue;
        }
        let item = item(text);
        if item.len() < text.len() {
            close(&mut open, &mut all);
        }
        if open.0.is_empty() {
            open.1 = number;
        } else {
            open.0.push(' ');
        }
        open.0.push_str(item);
    }
    close(&mut open, &mut all);
    all
}

fn close(open: &mut (String, u32), all: &mut Vec<(String, u32)>) {
    if !open.0.is_empty() {
        all.push((plain(&open.0), open.1));
        open.0.clear();
    }
}

/// A line without the marker of a list's item.
fn item(text: &str) -> &str {
    for marker in ["- ", "* ", "+ "] {
        if let Some(rest) = text.strip_prefix(marker) {
            return rest;
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return rest.get(2..).unwrap_or_default();
    }
    text
}

/// A text as a page shows it: without addresses of links, footnote references and escapes.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', ']', '[']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let here = rest.get(at..).unwrap_or_default();
        let skipped = if here.starts_with('\\') {
            // The character behind stands as it is.
            let escaped = here.chars().nth(1);
            out.extend(escaped);
            1 + escaped.map_or(0, char::len_utf8)
        } else if here.starts_with("](") {
            out.push(' ');
            here.find(')').map_or(2, |end| end + 1)
        } else if here.starts_with("[^") {
            here.find(']').map_or(2, |end| end + 1)
        } else {
            out.push(' ');
            1
        };
        rest = here.get(skipped..).unwrap_or_default();
    }
    out.push_str(rest);
    decode(&out)
}

/// Units that quantities are told in; not those that a site counts its own things by.
const MEASURES: &[&str] = &[
    "minutes",
    "minute",
    "min",
    "seconds",
    "second",
    "hours",
    "hour",
    "metres",
    "metre",
    "meters",
    "meter",
    "kilometres",
    "kilometers",
    "km",
    "cm",
    "mm",
    "kg",
    "grams",
    "grammes",
    "tonnes",
    "tons",
    "litres",
    "kw",
    "mw",
    "kv",
    "volts",
    "watts",
    "ghz",
    "mhz",
    "khz",
    "bq",
    "tbq",
    "gbq",
    "mbq",
    "kbq",
    "ci",
    "sv",
    "msv",
    "percent",
    "guards",
    "officers",
    "rounds",
    "heures",
    "heure",
    "secondes",
    "metros",
    "minutos",
    "segundos",
    "horas",
];

/// Says whether two words are a number and the unit that it is told in.
pub(crate) fn measure(number: &str, unit: &str) -> bool {
    number
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && MEASURES.contains(&unit)
}

/// The addresses of links elsewhere; those within the site are other words on each side.
pub(crate) fn addresses(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next())
        .filter(|address| address.contains("://"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn a_body_has_units() {
        let body = "# Head\n\none\ntwo\n- item *one*\n  more\n1. item\n\n| a b | c |\n> quote\n";
        let found: Vec<(String, u32)> = units(body, 1)
            .into_iter()
            .map(|(text, line)| (words(&text).join(" "), line))
            .collect();
        let expected = [
            ("head", 1),
            ("one two", 3),
            ("item one more", 5),
            ("item", 7),
            ("a b c", 9),
            ("a b", 9),
            ("c", 9),
            ("quote", 10),
        ];
        assert_eq!(found, expected.map(|(text, line)| (text.to_owned(), line)));
    }

    #[test]
    fn plain_text_is_what_a_page_shows() {
        assert_eq!(
            words(&plain("see [the *end*](a/b.md \"t\")[^1] of a\\_b &amp; c")).join(" "),
            "see the end of a b c"
        );
        for (text, shown) in [
            ("[a](b c)d", " a d"),
            ("[^1]x[^2] y", "x y"),
            ("a\\*b\\\\c\\é", "a*b\\cé"),
            ("a[b] c]", "a b  c "),
            // What does not end is text.
            ("[a](b", " a b"),
            ("x[^1", "x1"),
        ] {
            assert_eq!(plain(text), shown, "{text}");
        }
        assert_eq!(
            addresses("[a](https://x.org/y) [b](z.md)"),
            ["https://x.org/y"]
        );
    }

    #[test]
    fn blocks_part_units_and_items_do() {
        let units = |body: &str| -> Vec<(String, u32)> { units(body, 5) };
        for (body, expected) in [
            ("one\n  two  \n\nthree", &[("one two", 5), ("three", 8)][..]),
            (
                "one\n```\ntwo\n~~~\nthree\n:::note\nfour\n",
                &[("one", 5), ("two", 7), ("three", 9), ("four", 11)],
            ),
            (
                "one\n# Two\nthree",
                &[("one", 5), ("# Two", 6), ("three", 7)],
            ),
            ("> one\n\t> two", &[("one two", 5)]),
            (
                "- one\n* two\n+ three\nmore",
                &[("one", 5), ("two", 6), ("three more", 7)],
            ),
            ("1. one\n22) two", &[("one", 5), ("two", 6)]),
            // What only looks like the sign of an item is text.
            (
                "one\n-two\n1.three\n. four\n) five",
                &[("one -two 1.three . four ) five", 5)],
            ),
            (
                "one\n| a |  | b c |",
                &[("one", 5), ("| a |  | b c |", 6), (" a ", 6), (" b c ", 6)],
            ),
        ] {
            let expected: Vec<(String, u32)> = expected
                .iter()
                .map(|(text, line)| ((*text).to_owned(), *line))
                .collect();
            assert_eq!(units(body), expected, "{body}");
        }
    }

    #[test]
    fn quantities_are_numbers_with_units() {
        for (number, unit, expected) in [
            ("14", "minutes", true),
            ("3", "guards", true),
            ("14", "experts", false),
            ("x4", "minutes", false),
            ("4x", "minutes", false),
            ("", "minutes", false),
        ] {
            assert_eq!(measure(number, unit), expected, "{number} {unit}");
        }
    }
}
