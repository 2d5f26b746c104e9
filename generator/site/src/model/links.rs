//! Which entries an entry refers to, and how one file of the site names another.

use vitrine_disclosure::dialect::{Block, Inline, Target};
use vitrine_disclosure::{Address, Kind, PublicEntry, Value};

/// The file of an entry's page; a record stands in the register, under its anchor.
pub(crate) fn page_path(entry: &PublicEntry) -> String {
    match entry.kind() {
        Kind::Record => {
            let address = entry.address().as_str();
            let folder = address
                .rsplit_once('/')
                .map_or("register", |(folder, _)| folder);
            format!("{folder}/index.html#{}", entry.slug())
        }
        _ => format!("{}.html", entry.address()),
    }
}

/// The address of one file as another names it. Both are paths below the site's root.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let (path, fragment) = to
        .split_once('#')
        .map_or((to, ""), |(path, fragment)| (path, fragment));
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let folders = from.len().saturating_sub(1);
    let shared = from
        .iter()
        .take(folders)
        .zip(to.iter().take(to.len().saturating_sub(1)))
        .take_while(|(a, b)| a == b)
        .count();
    let mut out = vec![".."; folders - shared];
    out.extend(to.iter().skip(shared));
    let path = out.join("/");
    if fragment.is_empty() {
        path
    } else {
        format!("{path}#{fragment}")
    }
}

/// The entries that an entry refers to, in its fields and its text.
pub(super) fn targets(entry: &PublicEntry) -> Vec<&Address> {
    let mut found = Vec::new();
    entry
        .fields()
        .iter()
        .for_each(|(_, value)| in_value(value, &mut found));
    in_blocks(entry.body(), &mut found);
    found
}

fn in_value<'a>(value: &'a Value, found: &mut Vec<&'a Address>) {
    match value {
        Value::Entry(address) => found.push(address),
        Value::List(items) => items.iter().for_each(|item| in_value(item, found)),
        Value::Map(parts) => parts.iter().for_each(|(_, part)| in_value(part, found)),
        Value::Text(_) | Value::Word(_) | Value::Date(_) | Value::Number(_) | Value::Flag(_) => {}
    }
}

fn in_blocks<'a>(blocks: &'a [Block], found: &mut Vec<&'a Address>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => in_run(&heading.text, found),
            Block::Paragraph(run) => in_run(run, found),
            Block::List { items, .. } => {
                for item in items {
                    in_blocks(&item.blocks, found);
                }
            }
            Block::Quote(blocks)
            | Block::Footnote { blocks, .. }
            | Block::Admonition { blocks, .. } => in_blocks(blocks, found),
            Block::Table(table) => table
                .head
                .iter()
                .chain(table.rows.iter().flatten())
                .for_each(|cell| in_run(cell, found)),
            Block::Definitions(list) => {
                for (term, definitions) in list {
                    in_run(term, found);
                    for blocks in definitions {
                        in_blocks(blocks, found);
                    }
                }
            }
            Block::Code { .. } | Block::Rule | Block::Withheld { .. } => {}
        }
    }
}

fn in_run<'a>(run: &'a [Inline], found: &mut Vec<&'a Address>) {
    for part in run {
        match part {
            Inline::Link { target, text } => {
                if let Target::Entry { address, .. } = target {
                    found.push(address);
                }
                in_run(text, found);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                in_run(inner, found);
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image { .. }
            | Inline::Footnote { .. }
            | Inline::SoftBreak
            | Inline::HardBreak
            | Inline::Withheld { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_name_files() {
        for (from, to, address) in [
            ("index.html", "missions/a.html", "missions/a.html"),
            ("missions/a.html", "missions/b.html", "b.html"),
            ("missions/a.html", "index.html", "../index.html"),
            (
                "fr/missions/a.html",
                "missions/a.html",
                "../../missions/a.html",
            ),
            (
                "fr/missions/a.html",
                "fr/register/index.html#x",
                "../register/index.html#x",
            ),
            ("missions/a.html", "missions/a/chart.png", "a/chart.png"),
        ] {
            assert_eq!(relative(from, to), address);
        }
    }
}
