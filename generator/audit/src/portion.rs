//! Portions, cut from raw text.

/// Containers that are no portions.
const ADMONITIONS: &[&str] = &["note", "tip", "warning", "important", "example", "withheld"];
/// Levels that are known without a policy: an opener of theirs that does not close takes everything behind it.
const LEVELS: &[&str] = &["partners", "restricted", "sensitive"];

/// A body without its portions, and the portions with their lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cut {
    pub(crate) public: String,
    pub(crate) portions: Vec<(String, u32)>,
}

/// Cuts a body that begins on a line. Whatever looks like a portion is one.
pub(crate) fn cut(body: &str, line: u32) -> Cut {
    let mut cut = Cut::default();
    let without = containers(body, line, &mut cut.portions);
    cut.public = inlines(&without, line, &mut cut.portions);
    cut
}

/// The number of colons and the name on an opening line, or no name on a closing one.
fn fence(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at_checked(end)?;
    let after = after.trim();
    (colons >= 3 && (after.is_empty() || after.starts_with('{'))).then_some((colons, name))
}

/// Takes containers out. Each of their lines leaves an empty one, so that lines keep their numbers.
fn containers(body: &str, line: u32, portions: &mut Vec<(String, u32)>) -> String {
    let mut public = String::with_capacity(body.len());
    let mut open: Option<(usize, String, u32)> = None;
    for (number, text) in (line..).zip(body.split_inclusive('\n')) {
        let fence = fence(text);
        match open.as_mut() {
            Some((colons, content, start)) => {
                if fence == Some((*colons, "")) {
                    portions.push((std::mem::take(content), *start));
                    open = None;
                } else {
                    content.push_str(text);
                }
                public.push('\n');
            }
            None => match fence {
                Some((colons, name)) if !name.is_empty() && !ADMONITIONS.contains(&name) => {
                    open = Some((colons, String::new(), number + 1));
                    public.push('\n');
                }
                _ => public.push_str(text),
            },
        }
    }
    if let Some((_, content, start)) = open {
        portions.push((content, start));
    }
    public
}

fn inlines(text: &str, line: u32, portions: &mut Vec<(String, u32)>) -> String {
    let mut public = String::with_capacity(text.len());
    let mut at = 0;
    let mut kept = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(':')) {
        let colon = at + found;
        at = colon + 1;
        let before = text.get(..colon).unwrap_or_default();
        if before.ends_with('\\') {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(rest.len());
        let Some((name, after)) = rest.split_at_checked(length) else {
            continue;
        };
        if !name.starts_with(char::is_alphabetic) || !after.starts_with('[') {
            continue;
        }
        let level = LEVELS.contains(&name);
        let (inner, end) = match balanced(after) {
            Some(end) => {
                let inner = after.get(1..end.saturating_sub(1)).unwrap_or_default();
                let behind = after.get(end..).unwrap_or_default();
                if behind.starts_with('{') {
                    let attributes = behind.find('}').map_or(behind.len(), |at| at + 1);
                    (inner, at + length + end + attributes)
                } else if level {
                    (inner, at + length + end)
                } else {
                    continue;
                }
            }
            None if level => (after.get(1..).unwrap_or_default(), text.len()),
            None => continue,
        };
        let newlines = before.bytes().filter(|byte| *byte == b'\n').count();
        portions.push((
            inner.to_owned(),
            line + u32::try_from(newlines).unwrap_or(0),
        ));
        public.push_str(text.get(kept..colon).unwrap_or_default());
        kept = end;
        at = end;
    }
    public.push_str(text.get(kept..).unwrap_or_default());
    public
}

/// The length of a text in balanced brackets.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_cut() {
        let found = cut(
            "a\n> :::restricted{reason=\"x\"}\n> inner\n> :::\nb\n:::note\nc\n:::\n",
            10,
        );
        assert_eq!(found.public, "a\n\n\n\nb\n:::note\nc\n:::\n");
        assert_eq!(found.portions, [("> inner\n".to_owned(), 12)]);
        let open = cut("a\n::::sensitive\nx\n:::\ny\n", 1);
        assert_eq!((open.public.trim(), open.portions.len()), ("a", 1));
    }

    #[test]
    fn inlines_are_cut() {
        let found = cut("one\na :restricted[b [c](d)]{reason=\"x\" mark} e", 5);
        assert_eq!(found.public, "one\na  e");
        assert_eq!(found.portions, [("b [c](d)".to_owned(), 6)]);
        for text in [
            "a\\:restricted[b]{x}",
            "at 10:30 [b](c)",
            "https://x.org/[a]",
            "`a:b[0]`",
            // Of no level, and without attributes or without an end.
            "see :todo[open x",
            "see :todo[x] here",
        ] {
            let found = cut(text, 1);
            assert!(found.portions.is_empty() && found.public == text, "{text}");
        }
        // A level that is known needs no attributes.
        let found = cut("a :restricted[gate] b :partners[c]\nd :sensitive[e]", 3);
        assert_eq!(found.public, "a  b \nd ");
        let portions = [("gate", 3), ("c", 3), ("e", 4)];
        assert_eq!(
            found.portions,
            portions.map(|(text, line)| (text.to_owned(), line))
        );
        assert_eq!(cut("a :sensitive[open", 1).public, "a ");
    }

    #[test]
    fn lines_that_open_and_close_are_told() {
        for (line, expected) in [
            (":::restricted", Some((3, "restricted"))),
            ("> \t::::sensitive{reason=\"x\"}  ", Some((4, "sensitive"))),
            (":::my-level_2 {a}", Some((3, "my-level_2"))),
            (":::", Some((3, ""))),
            (":::{a}", Some((3, ""))),
            ("::restricted", None),
            (":::restricted text", None),
            (":::restricted[x]", None),
            ("text", None),
        ] {
            assert_eq!(fence(line), expected, "{line}");
        }
    }

    #[test]
    fn a_name_before_a_bracket_may_be_any() {
        for (text, public, portions) in [
            ("a :my-level_2[b]{c} d", "a  d", &["b"][..]),
            ("a :niveau-é[b]{c} d", "a  d", &["b"]),
            (":restricted[a] :restricted[b]", " ", &["a", "b"]),
            (":restricted[a]{b", "", &["a"]),
            ("a :2x[b]{c} d", "a :2x[b]{c} d", &[]),
            ("a :[b]{c} d", "a :[b]{c} d", &[]),
            ("a :x.y[b]{c} d", "a :x.y[b]{c} d", &[]),
            ("a :x [b]{c} d", "a :x [b]{c} d", &[]),
            ("a ::x[b]{c} d", "a : d", &["b"]),
        ] {
            let cut = cut(text, 1);
            let found: Vec<&str> = cut.portions.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(
                (cut.public.as_str(), found.as_slice()),
                (public, portions),
                "{text}"
            );
        }
    }
}
