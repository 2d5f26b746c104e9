//! Cuts what is not public out of source text, line by line and by rules of its own, so that tests do not lean on the
//! reader that they test.

use vitrine_disclosure::{SourceFile, SourceTree};

const LEVELS: [&str; 3] = ["partners", "restricted", "sensitive"];

/// Applies a function to the text of each entry; `None` takes the file out.
#[must_use]
pub fn map(tree: &SourceTree, mut change: impl FnMut(&str, &str) -> Option<String>) -> SourceTree {
    let mut out = SourceTree::new();
    for (path, file) in tree.iter() {
        match file {
            SourceFile::Unread => out.insert_unread(path),
            SourceFile::Bytes(bytes) if path.ends_with(".md") => {
                if let Some(text) = change(path, std::str::from_utf8(bytes).unwrap()) {
                    out.insert(path, text);
                }
            }
            SourceFile::Bytes(bytes) => out.insert(path, bytes.clone()),
        }
    }
    out
}

/// The front matter with its fences, and the body.
#[must_use]
pub fn split(text: &str) -> (&str, &str) {
    let fence = &text[..3];
    let end = text[4..]
        .find(&format!("\n{fence}\n"))
        .map_or(text.len(), |at| at + 4 + 5);
    text.split_at(end.min(text.len()))
}

/// The value of a top-level key of the front matter, where it stands on one line.
#[must_use]
pub fn value<'a>(head: &'a str, key: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let rest = line.strip_prefix(key)?.trim_start();
        let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix('='))?;
        Some(rest.trim().trim_matches(['"', '\'']))
    })
}

/// Says whether an entry has a record.
#[must_use]
pub fn has_record(head: &str) -> bool {
    head.lines()
        .any(|line| line.starts_with("public_record") || line == "[public_record]")
}

/// Says whether an entry is tagged public.
#[must_use]
pub fn is_tagged_public(head: &str) -> bool {
    value(head, "sensitivity") == Some("public")
}

/// Empties every portion of a text, and leaves the marks where they are.
#[must_use]
pub fn empty_portions(text: &str) -> String {
    let (head, body) = split(text);
    let mut out = head.to_owned();
    let mut closer: Option<String> = None;
    for line in body.split_inclusive('\n') {
        if let Some(until) = &closer {
            if line.trim_end() == until {
                out.push_str(line);
                closer = None;
            }
            continue;
        }
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let colons = bare.len() - bare.trim_start_matches(':').len();
        let name = bare.trim_start_matches(':').trim_start();
        if colons >= 3 && LEVELS.iter().any(|level| name.starts_with(level)) {
            let prefix = &line[..line.len() - bare.len()];
            closer = Some(format!("{prefix}{}", ":".repeat(colons)));
            out.push_str(line);
            continue;
        }
        out.push_str(&empty_inline(line));
    }
    out
}

fn empty_inline(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        let next = LEVELS
            .iter()
            .filter_map(|level| {
                let opener = format!(":{level}[");
                rest.find(&opener).map(|at| (at, at + opener.len()))
            })
            .min();
        let Some((_, from)) = next else { break };
        let mut depth = 1;
        let end = rest[from..]
            .char_indices()
            .find_map(|(at, c)| {
                depth += i32::from(c == '[') - i32::from(c == ']');
                (depth == 0).then_some(from + at)
            })
            .unwrap_or(rest.len());
        out.push_str(&rest[..from]);
        out.push('x');
        rest = &rest[end..];
    }
    out + rest
}

/// The record itself, and what people signed for it.
const KEPT: [&str; 4] = ["public_record", "assessment", "exception", "subject"];

/// Reduces an entry that has a record to that record: what is left is the least that an entry must have.
#[must_use]
pub fn reduce_to_record(text: &str) -> String {
    let (head, _) = split(text);
    if !has_record(head) {
        return text.to_owned();
    }
    let toml = head.starts_with("+++");
    let fence = if toml { "+++" } else { "---" };
    let mut out = format!("{fence}\n");
    let assign = if toml { " = " } else { ": " };
    out.push_str(&format!("title{assign}\"x\"\n"));
    // Not even the kind is read: a page asks for nothing more.
    out.push_str(&format!("kind{assign}\"page\"\n"));
    let level = value(head, "sensitivity").unwrap();
    out.push_str(&format!("sensitivity{assign}\"{level}\"\n"));
    let mut inside = false;
    for line in head.lines() {
        let starts = KEPT
            .iter()
            .any(|key| line.starts_with(key) || line.starts_with(&format!("[{key}]")));
        let indented = line.starts_with([' ', '\t'])
            || (toml && !line.starts_with('[') && !line.starts_with("+++"));
        inside = starts || (inside && indented && !line.is_empty());
        if inside {
            out.push_str(line);
            out.push('\n');
        }
    }
    format!("{out}{fence}\n")
}
