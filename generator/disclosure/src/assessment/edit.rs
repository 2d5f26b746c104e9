//! Writes an assessment into a file, and leaves every other byte of it alone.

use std::ops::Range;

use super::write::Assessor;
use crate::archive::quoted;
use crate::entry::front_matter::{FrontMatter, RawData, RawValue};

/// The text of a file with this assessment in its front matter, in place of the one that it has.
///
/// `None` where the front matter is written in a way that this cannot change.
pub(super) fn with_assessment(
    front: &FrontMatter<'_>,
    assessor: &Assessor<'_>,
    digest: Option<&str>,
) -> Option<String> {
    let end = line_end(front.text);
    let parts = parts(assessor, digest);
    let found = front
        .map
        .0
        .iter()
        .find(|(name, _, _)| name == "assessment")
        .map(|(_, span, value)| (span.clone(), value));
    let (range, new) = if front.toml {
        toml(front, found, &parts, end)?
    } else {
        yaml(front, found, &parts, end)?
    };
    let mut text = front.text.get(..range.start)?.to_owned();
    text.push_str(&new);
    text.push_str(front.text.get(range.end..)?);
    Some(text)
}

/// Says whether two front matters hold the same, but for their assessments.
pub(super) fn same_but_for_it(one: &FrontMatter<'_>, other: &FrontMatter<'_>) -> bool {
    let rest = |front: &FrontMatter<'_>| -> Vec<(String, Plain)> {
        front
            .map
            .0
            .iter()
            .filter(|(name, _, _)| name != "assessment")
            .map(|(name, _, value)| (name.clone(), plain(value)))
            .collect()
    };
    let body = |front: &FrontMatter<'_>| front.text.get(front.body.clone()).map(str::to_owned);
    rest(one) == rest(other) && body(one) == body(other)
}

/// A value without its places.
#[derive(Eq, PartialEq)]
enum Plain {
    Scalar(String, bool),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

fn plain(value: &RawValue) -> Plain {
    match &value.data {
        RawData::Scalar { text, quoted } => Plain::Scalar(text.clone(), *quoted),
        RawData::List(items) => Plain::List(items.iter().map(plain).collect()),
        RawData::Map(map) => Plain::Map(
            map.0
                .iter()
                .map(|(name, _, value)| (name.clone(), plain(value)))
                .collect(),
        ),
    }
}

/// Names and values, as YAML and TOML both write them.
fn parts(assessor: &Assessor<'_>, digest: Option<&str>) -> Vec<(&'static str, String)> {
    let mut parts = vec![("by", quoted(assessor.by))];
    parts.extend(
        assessor
            .approved_by
            .map(|name| ("approved_by", quoted(name))),
    );
    parts.push(("on", assessor.on.to_string()));
    parts.push(("basis", quoted(assessor.basis)));
    parts.extend(digest.map(|digest| ("digest", quoted(digest))));
    parts
}

/// In YAML: in place of the old one, or on lines before the fence that ends the front matter.
fn yaml(
    front: &FrontMatter<'_>,
    found: Option<(Range<usize>, &RawValue)>,
    parts: &[(&str, String)],
    end: &str,
) -> Option<(Range<usize>, String)> {
    let (_, name, _) = front.map.0.first()?;
    let indent = " ".repeat(name.start - line_start(front.text, name.start));
    let mut new = "assessment:".to_owned();
    for (name, value) in parts {
        new.push_str(&format!("{end}{indent}  {name}: {value}"));
    }
    if let Some((name, value)) = found {
        let whole = front.text.get(name.start..value.span.end)?;
        return Some((name.start..name.start + whole.trim_end().len(), new));
    }
    let head = front.text.get(..front.body.start)?;
    let fence = line_start(front.text, head.trim_end_matches(['\r', '\n']).len());
    Some((fence..fence, format!("{indent}{new}{end}")))
}

/// In TOML: in place of the old one, or on the line behind `sensitivity`, which is no table's.
fn toml(
    front: &FrontMatter<'_>,
    found: Option<(Range<usize>, &RawValue)>,
    parts: &[(&str, String)],
    end: &str,
) -> Option<(Range<usize>, String)> {
    let inline: Vec<String> = parts
        .iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    let line = format!("assessment = {{ {} }}", inline.join(", "));
    let Some((name, value)) = found else {
        let (_, _, level) = front
            .map
            .0
            .iter()
            .find(|(name, _, _)| name == "sensitivity")?;
        let rest = front.text.get(level.span.end..)?;
        let at = level.span.end + rest.find('\n')? + 1;
        return Some((at..at, format!("{line}{end}")));
    };
    let table = front.text.get(..name.start)?.ends_with('[');
    if !table {
        let is_inline = front.text.get(value.span.clone())?.starts_with('{');
        return is_inline.then_some((name.start..value.span.end, line));
    }
    let last = end_of(value);
    let new = format!("[assessment]{end}{}", inline.join(end));
    Some((name.start - 1..last, new))
}

/// Where the last value within a value ends.
fn end_of(value: &RawValue) -> usize {
    match &value.data {
        RawData::Scalar { .. } | RawData::List(_) => value.span.end,
        RawData::Map(map) => map
            .0
            .iter()
            .map(|(_, _, part)| end_of(part))
            .max()
            .unwrap_or(value.span.end),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1)
}

/// The line end that the file's first line has.
fn line_end(text: &str) -> &'static str {
    let crlf = text
        .find('\n')
        .is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
    if crlf { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::entry::front_matter;

    fn edited(text: &str) -> Option<String> {
        let assessor = Assessor {
            by: "A \"B\"",
            approved_by: None,
            on: date(2026, 1, 2),
            basis: "c",
        };
        let mut found = Diagnostics::new();
        let front = front_matter::read("a.md", text.as_bytes(), &mut found);
        let front = front.unwrap_or_else(|| panic!("{text}: {found:?}"));
        let new = with_assessment(&front, &assessor, Some("d"))?;
        let again = front_matter::read("a.md", new.as_bytes(), &mut found)?;
        assert!(same_but_for_it(&front, &again));
        assert_eq!(
            with_assessment(&again, &assessor, Some("d")).as_deref(),
            Some(new.as_str())
        );
        Some(new)
    }

    const YAML: &str =
        "assessment:\n  by: \"A \\\"B\\\"\"\n  on: 2026-01-02\n  basis: \"c\"\n  digest: \"d\"";
    const TOML: &str = "by = \"A \\\"B\\\"\"\non = 2026-01-02\nbasis = \"c\"\ndigest = \"d\"";

    #[test]
    fn yaml_keeps_every_other_byte() {
        for (before, after) in [
            (
                "---\n# a\ntitle: x # b\n---\n\nText",
                format!("---\n# a\ntitle: x # b\n{YAML}\n---\n\nText"),
            ),
            (
                "---\ntitle: x\nassessment: {by: a, on: 2020-01-01, basis: z} # note\nkind: y\n---\n",
                format!("---\ntitle: x\n{YAML} # note\nkind: y\n---\n"),
            ),
            (
                "---\ntitle: x\nassessment:\n  by: a\n  on: 2020-01-01\n  basis: >-\n    long\n    text\n\n# kept\nkind: y\n---\n",
                format!("---\ntitle: x\n{YAML}\n\n# kept\nkind: y\n---\n"),
            ),
            (
                "---\n  title: x\n---\n",
                format!("---\n  title: x\n  {}\n---\n", YAML.replace('\n', "\n  ")),
            ),
            (
                "---\r\ntitle: x\r\n---\r\nText\r\n",
                format!(
                    "---\r\ntitle: x\r\n{}\r\n---\r\nText\r\n",
                    YAML.replace('\n', "\r\n")
                ),
            ),
            ("---\ntitle: x\n---", format!("---\ntitle: x\n{YAML}\n---")),
        ] {
            assert_eq!(edited(before), Some(after));
        }
    }

    #[test]
    fn toml_keeps_every_other_byte() {
        let line = format!("assessment = {{ {} }}", TOML.replace('\n', ", "));
        for (before, after) in [
            (
                "+++\ntitle = \"x\"\nsensitivity = \"public\" # a\n[record]\na = 1\n+++\n",
                format!(
                    "+++\ntitle = \"x\"\nsensitivity = \"public\" # a\n{line}\n[record]\na = 1\n+++\n"
                ),
            ),
            (
                "+++\nassessment = { by = \"a\" } # b\nsensitivity = \"public\"\n+++\n",
                format!("+++\n{line} # b\nsensitivity = \"public\"\n+++\n"),
            ),
            (
                "+++\nsensitivity = \"public\"\n[assessment]\nby = \"a\"\nbasis = \"z\" # b\n\n[record]\na = 1\n+++\n",
                format!(
                    "+++\nsensitivity = \"public\"\n[assessment]\n{TOML} # b\n\n[record]\na = 1\n+++\n"
                ),
            ),
        ] {
            assert_eq!(edited(before), Some(after));
        }
    }

    #[test]
    fn what_differs_in_more_than_the_assessment_is_not_the_same() {
        let text = "---\ntitle: x\nkind: y\nassessment: {by: a}\ninternal: {b: [c]}\n---\nText\n";
        let same = |other: &str| {
            let mut found = Diagnostics::new();
            let one = front_matter::read("a.md", text.as_bytes(), &mut found);
            let other = front_matter::read("a.md", other.as_bytes(), &mut found);
            let both = one.zip(other);
            both.is_some_and(|(one, other)| same_but_for_it(&one, &other))
        };
        for (from, to) in [
            ("", ""),
            ("by: a", "by: b, on: 2026-01-02"),
            ("assessment: {by: a}\n", ""),
            ("x\n", "x # a note\n"),
        ] {
            assert!(same(&text.replacen(from, to, 1)), "{from}: {to}");
        }
        for (from, to) in [
            ("title: x", "title: z"),
            ("title: x", "title: \"x\""),
            ("kind: y\n", ""),
            ("kind: y", "id: y"),
            ("[c]", "[c, c]"),
            ("Text", "Texts"),
            ("Text\n", "Text"),
        ] {
            assert!(!same(&text.replacen(from, to, 1)), "{from}: {to}");
        }
    }

    #[test]
    fn what_cannot_be_changed_safely_is_not() {
        let dotted = "+++\nsensitivity = \"public\"\nassessment.by = \"a\"\n+++\n";
        assert_eq!(edited(dotted), None);
    }
}
