//! Drawings in SVG, read as crudely as pages are, and what no published drawing holds.

use std::collections::BTreeSet;

use super::markup;
use super::words::words;

/// A drawing taken apart.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// Its texts.
    pub(crate) texts: Vec<String>,
    /// Values that hold words.
    pub(crate) values: Vec<String>,
    pub(crate) hidden: Vec<String>,
    /// Where its paths begin.
    pub(crate) starts: BTreeSet<String>,
    pub(crate) stray: BTreeSet<&'static str>,
}

const ELEMENTS: &[&str] = &[
    "svg",
    "defs",
    "g",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "lineargradient",
    "radialgradient",
    "stop",
    "clippath",
];

/// Takes a drawing apart.
pub(crate) fn read(text: &str) -> Drawing {
    let markup = markup::read(text);
    let mut drawing = Drawing::default();
    drawing.texts.extend(markup.blocks);
    drawing.texts.extend(
        markup
            .parted
            .iter()
            .map(|text| text.replace(markup::BORDER, " ")),
    );
    for program in markup.programs {
        drawing.hidden.push(program);
        drawing.stray.insert("a script or a style");
    }
    for hidden in markup.hidden {
        drawing.hidden.push(hidden);
        drawing.stray.insert("a comment or a declaration");
    }
    for (name, value) in markup.attributes {
        let lower = value.trim().to_ascii_lowercase();
        // A label may say "data:" to its reader.
        let label = matches!(name.as_str(), "aria-label" | "alt" | "title");
        if !label
            && (lower.contains("url(") && !lower.starts_with("url(#")
                || lower.contains("data:")
                || lower.contains("script:"))
        {
            drawing.stray.insert("an address");
        }
        if name.starts_with("on")
            || matches!(name.as_str(), "style" | "class" | "src")
            || name.contains(':')
        {
            drawing
                .stray
                .insert("an attribute that no published drawing needs");
        }
        if name == "href" && !value.starts_with('#') {
            drawing.stray.insert("an address");
        }
        // Words, not the letters of paths and colours.
        if value
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.chars().nth(2).is_some())
            && !lower.starts_with('#')
        {
            drawing.values.push(value);
        }
    }
    for tag in text.split('<').skip(1) {
        let end = tag
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
            .unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or_default().to_ascii_lowercase();
        if !tag.starts_with('/') && !ELEMENTS.contains(&name.as_str()) {
            drawing
                .stray
                .insert("an element that no published drawing needs");
        }
        if let Some(start) = start(tag) {
            drawing.starts.insert(start);
        }
    }
    drawing
}

/// The lines of text of a drawing in one form.
pub(crate) fn lines(texts: &[String]) -> BTreeSet<String> {
    texts
        .iter()
        .map(|text| words(text).concat())
        .filter(|text| !text.is_empty())
        .collect()
}

/// The first two numbers of a path, cut to whole ones.
fn start(tag: &str) -> Option<String> {
    let tag = tag.replace(['\n', '\t', '\r'], " ");
    let (_, data) = tag.split_once(" d=")?;
    let data = data.trim_start_matches(['"', '\'', ' ', 'M', 'm']);
    let mut numbers = Vec::new();
    let mut rest = data;
    while numbers.len() < 2 {
        rest = rest.trim_start_matches([' ', ',']);
        let signed = usize::from(rest.starts_with(['-', '+']));
        let mut point = false;
        let digits = rest.get(signed..)?.find(|c: char| {
            let first = c == '.' && !point;
            point |= c == '.';
            !c.is_ascii_digit() && !first
        });
        let end = signed + digits.unwrap_or(rest.len() - signed);
        let (number, behind) = rest.split_at_checked(end)?;
        let number: f64 = number.parse().ok()?;
        // As far as drawings are written: 12.99999 is 13.
        let written: f64 = format!("{number:.4}").parse().ok()?;
        numbers.push(format!("{:.0}", written.trunc() + 0.0));
        rest = behind;
    }
    Some(numbers.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_taken_apart() {
        let drawing = read(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M1.25-3.5L2 2\"/><text x=\"1\">Two <tspan>words</tspan></text></svg>",
        );
        assert!(drawing.stray.is_empty(), "{:?}", drawing.stray);
        assert_eq!(drawing.starts, BTreeSet::from(["1 -3".to_owned()]));
        assert!(lines(&drawing.texts).contains("twowords"));
        for (bad, what) in [
            ("<svg><script>x</script></svg>", "a script or a style"),
            ("<svg><!-- x --></svg>", "a comment or a declaration"),
            (
                "<svg><g onclick=\"x\"/></svg>",
                "an attribute that no published drawing needs",
            ),
            ("<svg><use href=\"http://x\"/></svg>", "an address"),
            ("<svg><rect fill=\"url(x)\"/></svg>", "an address"),
            (
                "<svg><metadata/></svg>",
                "an element that no published drawing needs",
            ),
        ] {
            assert!(read(bad).stray.contains(what), "{bad}");
        }
    }

    #[test]
    fn attributes_of_drawings_are_few() {
        const ATTRIBUTE: &str = "an attribute that no published drawing needs";
        const ADDRESS: &str = "an address";
        for (attribute, stray) in [
            ("fill=\"url(#a)\"", &[][..]),
            ("fill=\"#data\"", &[]),
            ("href=\"#a\"", &[]),
            ("aria-label=\"data: open\"", &[]),
            ("title='script:x url(x)'", &[]),
            ("alt=\"a>b\"", &[]),
            ("fill=\" URL(x)\"", &[ADDRESS]),
            ("fill=\"data:x\"", &[ADDRESS]),
            ("fill=\"javascript:x\"", &[ADDRESS]),
            ("href=\"other.svg#a\"", &[ADDRESS]),
            ("href=\"\"", &[ADDRESS]),
            ("href", &[ADDRESS]),
            ("ONCLICK=\"x\"", &[ATTRIBUTE]),
            ("onload='x'", &[ATTRIBUTE]),
            ("onload=x", &[ATTRIBUTE]),
            ("onload = \"x\"", &[ATTRIBUTE]),
            ("alt=\"a>b\" onload=\"x\"", &[ATTRIBUTE]),
            ("style='x'", &[ATTRIBUTE]),
            ("class=\"x\"", &[ATTRIBUTE]),
            ("src=\"x\"", &[ATTRIBUTE]),
            ("xml:space=\"x\"", &[ATTRIBUTE]),
            ("xlink:href=\"data:x\"", &[ADDRESS, ATTRIBUTE]),
        ] {
            let drawing = read(&format!("<svg><path {attribute}/></svg>"));
            let stray: BTreeSet<&str> = stray.iter().copied().collect();
            assert_eq!(drawing.stray, stray, "{attribute}");
        }
    }

    #[test]
    fn values_that_hold_words_are_looked_at() {
        for (value, expected) in [
            ("made by", true),
            ("Zürich", true),
            ("12 abc 3", true),
            ("M1 2La-3", false),
            ("#abcdef", false),
            ("", false),
        ] {
            let drawing = read(&format!("<svg><path fill=\"{value}\"/></svg>"));
            assert_eq!(
                drawing.values,
                if expected { vec![value] } else { vec![] },
                "{value}"
            );
        }
    }

    #[test]
    fn paths_are_known_by_where_they_begin() {
        for (tag, expected) in [
            ("path d=\"M1.5 2L3 4\"", Some("1 2")),
            ("path d=\"m1.5,2\"", Some("1 2")),
            ("path d='M 1.5 -2.25'", Some("1 -2")),
            ("path\n\td=\"M-.5.75\"", Some("0 0")),
            ("path d=\"M+3-4\"", Some("3 -4")),
            ("path d=\"M1.5.5.5\"", Some("1 0")),
            // As they are written: with four places.
            ("path d=\"M12.99999 -12.99999\"", Some("13 -13")),
            ("path d=\"M12.9999 1\"", Some("12 1")),
            ("path d=M1-2", Some("1 -2")),
            ("path d=M1 2", Some("1 2")),
            ("path d=\"M7\"", None),
            ("path d=\"Mx 2\"", None),
            ("path data=\"M1 2\"", None),
            ("rect x=\"1\"", None),
        ] {
            assert_eq!(start(tag).as_deref(), expected, "{tag}");
        }
    }
}
