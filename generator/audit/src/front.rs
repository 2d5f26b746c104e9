//! Front matter, read crudely: every text in it, with the names that lead to it and its line.

use super::flow;

/// A text in front matter.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Leaf {
    /// The names that lead to it; items of lists have names that begin with `#`. A comment's is `#` alone.
    pub(crate) path: Vec<String>,
    pub(crate) text: String,
    pub(crate) line: u32,
}

impl Leaf {
    pub(crate) fn top(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    pub(crate) fn last(&self) -> &str {
        self.path
            .iter()
            .rev()
            .find(|name| !name.starts_with('#'))
            .map_or("", String::as_str)
    }
}

/// A file taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) body: &'a str,
    /// The line on which the body begins.
    pub(crate) line: u32,
}

/// Takes a file apart.
pub(crate) fn split(text: &str) -> Parts<'_> {
    let whole = Parts {
        body: text,
        line: 1,
        ..Parts::default()
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some((first, rest)) = text.split_once('\n') else {
        return whole;
    };
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return whole;
    }
    let mut length = 0;
    let mut lines = 0;
    for line in rest.split_inclusive('\n') {
        lines += 1;
        if line.trim_end() == fence {
            let front = rest.get(..length).unwrap_or_default();
            return Parts {
                leaves: if fence == "---" {
                    yaml(front, 2)
                } else {
                    toml(front, 2)
                },
                body: rest.get(length + line.len()..).unwrap_or_default(),
                line: lines + 2,
            };
        }
        length += line.len();
    }
    whole
}

/// The lines of a text with their offsets.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            (start, line.trim_end_matches(['\n', '\r']))
        })
        .collect()
}

/// The texts of YAML. `first` is the number of its first line.
pub(crate) fn yaml(text: &str, first: u32) -> Vec<Leaf> {
    let lines = lines(text);
    let mut leaves = Vec::new();
    let mut stack: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    while let Some(&(start, line)) = lines.get(at) {
        let number = first + u32::try_from(at).unwrap_or(0);
        at += 1;
        let content = line.trim_start();
        let mut indent = line.len() - content.len();
        let mut rest = content;
        if rest.is_empty() {
            continue;
        }
        if rest.starts_with('#') {
            leaves.push(Leaf {
                path: vec!["#".to_owned()],
                text: rest.to_owned(),
                line: number,
            });
            continue;
        }
        // A list may stand as far left as the name that it belongs to.
        while rest == "-" || rest.starts_with("- ") {
            stack.retain(|(depth, name)| {
                *depth < indent || (*depth == indent && !name.starts_with('#'))
            });
            stack.push((indent, format!("#{number}.{indent}")));
            let after = rest.get(1..).unwrap_or_default().trim_start();
            indent += rest.len() - after.len();
            rest = after;
        }
        let mut base = stack.last().map_or(0, |(depth, _)| *depth);
        if let Some((key, after)) = key(rest) {
            stack.retain(|(depth, _)| *depth < indent);
            stack.push((indent, key.to_owned()));
            base = indent;
            rest = after;
        }
        let path: Vec<String> = stack.iter().map(|(_, name)| name.clone()).collect();
        let offset = start + line.len() - rest.len();
        match rest.chars().next() {
            None => {}
            Some('#') => leaves.push(Leaf {
                path: vec!["#".to_owned()],
                text: rest.to_owned(),
                line: number,
            }),
            Some('|' | '>') => {
                let mut block = String::new();
                while let Some(&(_, next)) = lines.get(at) {
                    let deeper = next.len() - next.trim_start().len() > base;
                    if !deeper && !next.trim().is_empty() {
                        break;
                    }
                    block.push_str(next.trim());
                    block.push('\n');
                    at += 1;
                }
                leaves.push(Leaf {
                    path,
                    text: block,
                    line: number,
                });
            }
            Some('"' | '\'' | '[' | '{') => {
                let taken = flow::value(
                    text.get(offset..).unwrap_or_default(),
                    number,
                    &path,
                    &mut leaves,
                );
                let end = offset + taken;
                // What follows a value on its line can only be a comment.
                let behind = text
                    .get(end..)
                    .and_then(|behind| behind.lines().next())
                    .unwrap_or_default()
                    .trim();
                if !behind.is_empty() {
                    leaves.push(Leaf {
                        path: vec!["#".to_owned()],
                        text: behind.to_owned(),
                        line: number,
                    });
                }
                while lines.get(at).is_some_and(|(start, _)| *start < end) {
                    at += 1;
                }
            }
            Some(_) => {
                let (plain, comment) = comment(rest);
                let mut plain = plain.to_owned();
                leaves.extend(comment.map(|text| Leaf {
                    path: vec!["#".to_owned()],
                    text: text.to_owned(),
                    line: number,
                }));
                while let Some(&(_, next)) = lines.get(at) {
                    let inner = next.trim_start();
                    if inner.is_empty()
                        || inner.starts_with('#')
                        || next.len() - inner.len() <= base
                    {
                        break;
                    }
                    plain.push(' ');
                    plain.push_str(inner);
                    at += 1;
                }
                leaves.push(Leaf {
                    path,
                    text: plain,
                    line: number,
                });
            }
        }
    }
    leaves
}

/// The texts of TOML. `first` is the number of its first line.
pub(crate) fn toml(text: &str, first: u32) -> Vec<Leaf> {
    let lines = lines(text);
    let mut leaves = Vec::new();
    let mut prefix: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&(start, line)) = lines.get(at) {
        let number = first + u32::try_from(at).unwrap_or(0);
        at += 1;
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        if content.starts_with('#') {
            leaves.push(Leaf {
                path: vec!["#".to_owned()],
                text: content.to_owned(),
                line: number,
            });
        } else if content.starts_with('[') {
            let (header, comment) = comment(content);
            leaves.extend(comment.map(|text| Leaf {
                path: vec!["#".to_owned()],
                text: text.to_owned(),
                line: number,
            }));
            prefix = names(header.trim().trim_matches(['[', ']']));
            if header.starts_with("[[") {
                prefix.push(format!("#{number}"));
            }
        } else if let Some((name, after)) = line.split_once('=') {
            let mut path = prefix.clone();
            path.extend(names(name));
            let after = after.trim_start();
            let offset = start + line.len() - after.len();
            let taken = flow::value(
                text.get(offset..).unwrap_or_default(),
                number,
                &path,
                &mut leaves,
            );
            let end = offset + taken;
            let behind = text
                .get(end..)
                .and_then(|behind| behind.lines().next())
                .unwrap_or_default()
                .trim();
            if !behind.is_empty() {
                leaves.push(Leaf {
                    path: vec!["#".to_owned()],
                    text: behind.to_owned(),
                    line: number,
                });
            }
            while lines.get(at).is_some_and(|(start, _)| *start < end) {
                at += 1;
            }
        } else {
            leaves.push(Leaf {
                path: vec!["#".to_owned()],
                text: content.to_owned(),
                line: number,
            });
        }
    }
    leaves
}

fn names(dotted: &str) -> Vec<String> {
    dotted
        .split('.')
        .map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
        .collect()
}

/// A name before a colon, and what follows it.
fn key(text: &str) -> Option<(&str, &str)> {
    let quoted = text
        .strip_prefix('"')
        .and_then(|text| text.split_once("\":"));
    let (key, after) = quoted.or_else(|| text.split_once(':'))?;
    let sound = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if !sound || !(after.is_empty() || after.starts_with([' ', '\t'])) {
        return None;
    }
    Some((key, after.trim_start()))
}

/// A plain text and the comment behind it.
fn comment(text: &str) -> (&str, Option<&str>) {
    match text.split_once(" #") {
        Some((text, comment)) => (text.trim_end(), Some(comment)),
        None => (text.trim_end(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(leaves: &[Leaf]) -> Vec<String> {
        leaves
            .iter()
            .map(|leaf| {
                let names: Vec<&str> = leaf
                    .path
                    .iter()
                    .map(|name| {
                        if name.len() > 1 && name.starts_with('#') {
                            "-"
                        } else {
                            name
                        }
                    })
                    .collect();
                format!("{}={}@{}", names.join("."), leaf.text.trim(), leaf.line)
            })
            .collect()
    }

    #[test]
    fn yaml_gives_its_texts() {
        let text = "title: \"A: b\" # why\nsummary: >-\n  two\n  lines\nplain: one\n  two # no\nlist:\n- a\n- file: x\n  alt: 'it''s'\nnested:\n  by: Z\n  on: 2026-01-01\nflow: {by: A, list: [b, \"c, d\"]}\nlong: [a,\n  b]\nlast: end\n";
        assert_eq!(
            seen(&yaml(text, 2)),
            [
                "title=A: b@2",
                "#=# why@2",
                "summary=two\nlines@3",
                "plain=one two # no@6",
                "list.-=a@9",
                "list.-.file=x@10",
                "list.-.alt=it's@11",
                "nested.by=Z@13",
                "nested.on=2026-01-01@14",
                "flow.by=A@15",
                "flow.list.-=b@15",
                "flow.list.-=c, d@15",
                "long.-=a@16",
                "long.-=b@17",
                "last=end@18",
            ]
        );
    }

    #[test]
    fn a_plain_text_goes_on_where_lines_stand_farther_in() {
        for (text, expected) in [
            (
                "list:\n- note: one\n    two\n  alt: b\n",
                &["list.-.note=one two@2", "list.-.alt=b@4"][..],
            ),
            (
                "plain: one\n  two\nlast: x\n",
                &["plain=one two@1", "last=x@3"],
            ),
            // A comment ends it, and is told by itself.
            (
                "plain: one\n  # two\nlast: x\n",
                &["plain=one@1", "#=# two@2", "last=x@3"],
            ),
            ("plain: one\n\nlast: x\n", &["plain=one@1", "last=x@3"]),
        ] {
            assert_eq!(seen(&yaml(text, 1)), expected, "{text}");
        }
    }

    #[test]
    fn toml_gives_its_texts() {
        let text = "title = \"x\" # why\n[assessment]\nby = 'Z'\na.b = [1, {c = \"d\"}]\n[[attachments]]\nfile = \"\"\"f\ng\"\"\"\n";
        assert_eq!(
            seen(&toml(text, 2)),
            [
                "title=x@2",
                "#=# why@2",
                "assessment.by=Z@4",
                "assessment.a.b.-=1@5",
                "assessment.a.b.-.c=d@5",
                "attachments.-.file=f\ng@7"
            ]
        );
    }

    #[test]
    fn a_file_is_taken_apart() {
        let parts = split("---\r\ntitle: x\r\n---\r\nbody\r\n");
        assert_eq!(
            (parts.body, parts.line, parts.leaves.len()),
            ("body\r\n", 4, 1)
        );
        for text in ["no front matter\n---\n", "---\ntitle: x\n"] {
            assert_eq!((split(text).body, split(text).line), (text, 1));
        }
    }
}
