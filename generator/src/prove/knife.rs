//! Cuts raw entries: front matter by lines, portions by colons and brackets. It reads no more than it must.

use std::ops::Range;

/// An entry, cut in two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'a> {
    /// The front matter with its fences.
    pub(super) head: &'a str,
    /// What follows.
    pub(super) body: &'a str,
    /// Whether the front matter is TOML.
    pub(super) toml: bool,
    /// How its lines end.
    pub(super) end: &'static str,
}

/// Cuts a text in two; nothing where it does not begin with front matter.
pub(super) fn split(text: &str) -> Option<Parts<'_>> {
    let fence = text
        .lines()
        .next()
        .filter(|line| matches!(*line, "---" | "+++"))?;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if number > 0 && line.trim_end() == fence {
            let (head, body) = text.split_at_checked(at)?;
            let end = if head.contains("\r\n") { "\r\n" } else { "\n" };
            return Some(Parts {
                head,
                body,
                toml: fence == "+++",
                end,
            });
        }
    }
    None
}

impl<'a> Parts<'a> {
    /// The value of a field at the top, where it stands on its line.
    pub(super) fn value(&self, key: &str) -> Option<&'a str> {
        let range = self.block(key)?;
        let first = self.head.get(range)?.lines().next()?;
        let (_, value) = first.split_once(if self.toml { '=' } else { ':' })?;
        // A remark may stand behind a word, but not within quotes.
        let value = value.trim();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next()?,
            _ => value.split(" #").next()?.trim(),
        };
        Some(value)
    }

    /// The lines of a field at the top: its own, and those that go on with it.
    pub(super) fn block(&self, key: &str) -> Option<Range<usize>> {
        let mut at = 0;
        let mut table = false;
        let mut found: Option<Range<usize>> = None;
        let mut inside_table = false;
        for line in self.head.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            let bare = line.trim_end();
            let header = self.toml && bare.starts_with('[');
            if let Some(block) = &mut found {
                let goes_on = if inside_table {
                    !(header
                        && !bare.starts_with(&format!("[{key}."))
                        && !bare.starts_with(&format!("[[{key}.")))
                        && bare != "+++"
                } else if self.toml {
                    !header && bare != "+++" && !begins_field(bare)
                } else {
                    bare != "---" && (line.starts_with([' ', '\t', '-']) || bare.is_empty())
                };
                if !goes_on {
                    return found;
                }
                block.end = range.end;
                continue;
            }
            if header {
                table = true;
                if bare
                    .strip_prefix('[')
                    .and_then(|rest| rest.strip_suffix(']'))
                    == Some(key)
                {
                    inside_table = true;
                    found = Some(range);
                }
            } else if !table && names(bare, key) {
                found = Some(range);
            }
        }
        found
    }

    /// The text without a field.
    pub(super) fn without(&self, key: &str) -> String {
        let head = self.block(key).map_or_else(
            || self.head.to_owned(),
            |block| replace(self.head, &block, ""),
        );
        format!("{head}{}", self.body)
    }
}

/// Says whether a line begins a field of this name.
fn names(line: &str, key: &str) -> bool {
    line.strip_prefix(key)
        .is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
}

/// Says whether a line of TOML begins a field.
fn begins_field(line: &str) -> bool {
    let name = line.split('=').next().unwrap_or_default().trim();
    line.contains('=')
        && !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// A text with a range of it replaced.
pub(super) fn replace(text: &str, range: &Range<usize>, with: &str) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    format!("{before}{with}{after}")
}

/// Replaces the value of a field within one line or map: up to its closing quote, or to the next comma, brace or line end.
pub(super) fn set_within(text: &str, key: &str, with: &str) -> String {
    let mut from = 0;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| rest.find(key))
        .map(|at| from + at)
    {
        from = at + key.len();
        let alone = text
            .get(..at)
            .unwrap_or_default()
            .ends_with([' ', '\t', '{', ',', '\n']);
        let rest = text.get(from..).unwrap_or_default();
        let Some(value) = rest.trim_start_matches(' ').strip_prefix([':', '=']) else {
            continue;
        };
        if !alone {
            continue;
        }
        let value = value.trim_start_matches(' ');
        let start = text.len() - value.len();
        let length = match value.chars().next() {
            Some('"') => {
                let mut escaped = false;
                let closing = value.char_indices().skip(1).find(|(_, c)| {
                    let closes = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    closes
                });
                closing.map(|(at, _)| at + 1)
            }
            Some('\'') => value
                .get(1..)
                .and_then(|rest| rest.find('\''))
                .map(|at| at + 2),
            // Commas end a value within braces alone.
            _ if text.contains('{') => value.find([',', '}', '\n', '\r']),
            _ => value.find(['\n', '\r']),
        };
        let Some(length) = length else { continue };
        return replace(text, &(start..start + length), &format!("\"{with}\""));
    }
    text.to_owned()
}

/// The level after one, and the first after the last; nothing where there is no other.
pub(super) fn next<'a>(level: &str, levels: &'a [String]) -> Option<&'a str> {
    let at = levels.iter().position(|known| known == level)?;
    let next = levels.get((at + 1) % levels.len())?;
    (next != level).then_some(next)
}

/// The text with other levels at its portions.
pub(super) fn relevel(body: &str, levels: &[String]) -> String {
    let mut out = String::new();
    for line in body.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let named = bare.trim_start_matches(':');
        let opens = bare.len() - named.len() >= 3;
        let mut rest = line;
        while let Some(at) = rest.find(':') {
            let (before, behind) = rest.split_at(at + 1);
            out.push_str(before);
            rest = behind;
            let escaped = before.ends_with("\\:");
            let Some(level) = levels
                .iter()
                .find(|level| behind.starts_with(level.as_str()))
            else {
                continue;
            };
            let after = behind.get(level.len()..).unwrap_or_default();
            let portion = after.starts_with('[') && !before.ends_with("::")
                || opens
                    && behind.len() == named.len()
                    && (after.trim().is_empty() || after.starts_with(['{', ' ']));
            if let (false, true, Some(next)) = (escaped, portion, next(level, levels)) {
                out.push_str(next);
                rest = after;
            }
        }
        out.push_str(rest);
    }
    out
}

/// The places of what portions hide, in order: whether lines are hidden, and where.
pub(super) fn portions(body: &str, levels: &[String]) -> Vec<(bool, Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut at = 0;
    let mut text = 0;
    let mut texts = Vec::new();
    for line in body.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if let Some((closer, from)) = &open {
            if line.trim_end() == closer {
                found.push((true, *from..range.start));
                open = None;
                text = range.end;
            }
            continue;
        }
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let named = bare.trim_start_matches(':');
        let colons = bare.len() - named.len();
        let opens = colons >= 3
            && levels.iter().any(|level| {
                named.strip_prefix(level.as_str()).is_some_and(|rest| {
                    rest.trim().is_empty() || rest.trim_start().starts_with('{')
                })
            });
        if opens {
            texts.push(text..range.start);
            let prefix = line.get(..line.len() - bare.len()).unwrap_or_default();
            open = Some((format!("{prefix}{}", ":".repeat(colons)), range.end));
        }
    }
    if open.is_none() {
        texts.push(text..body.len());
    }
    for range in texts {
        found.extend(inline(body, range, levels));
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

fn inline(body: &str, within: Range<usize>, levels: &[String]) -> Vec<(bool, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(colon) = body
        .get(at..within.end)
        .and_then(|rest| rest.find(':'))
        .map(|offset| at + offset)
    {
        at = colon + 1;
        let escaped = body.get(..colon).unwrap_or_default().ends_with('\\');
        let rest = body.get(at..within.end).unwrap_or_default();
        let opener = levels.iter().find(|level| {
            rest.strip_prefix(level.as_str())
                .is_some_and(|rest| rest.starts_with('['))
        });
        let (Some(level), false) = (opener, escaped) else {
            continue;
        };
        let from = at + level.len() + 1;
        let mut depth = 1_usize;
        let hidden = body.get(from..within.end).unwrap_or_default();
        let close = hidden.char_indices().find(|(_, c)| {
            match c {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        if let Some((length, _)) = close {
            found.push((false, from..from + length));
            at = from + length;
        }
    }
    found
}
