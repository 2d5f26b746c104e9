//! SVG: a drawing read into a closed list of elements and written anew.
//!
//! What is not on the list is refused where it may draw, act or hide, and left out where it is what an editor keeps for
//! itself. Styles become attributes, names become numbers, and whatever cannot be seen is an error.

mod draw;
mod path;
mod print;
mod read;
mod shape;
mod sheet;
mod table;
mod value;

use std::collections::BTreeMap;

use super::{Cleaned, Hidden, Unclean, sane};
use crate::public::Media;

/// The largest drawing, in bytes.
const LARGEST: usize = 4 << 20;
/// How many nodes it may have.
const NODES: u32 = 200_000;

/// An element of the closed list, with attributes of the closed list.
#[derive(Clone, Debug, Default, PartialEq)]
struct Element {
    name: &'static str,
    attributes: BTreeMap<&'static str, String>,
    children: Vec<Child>,
}

#[derive(Clone, Debug, PartialEq)]
enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or_default()
    }

    fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// All text in it, in order.
    fn text(&self) -> String {
        self.children
            .iter()
            .map(|child| match child {
                Child::Element(element) => element.text(),
                Child::Text(text) => text.clone(),
            })
            .collect()
    }
}

/// Says whether a text begins as a drawing does, behind declarations and comments.
pub(super) fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start();
    loop {
        if rest.starts_with("<!DOCTYPE svg") {
            return true;
        }
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            ">"
        } else {
            return rest.strip_prefix('<').is_some_and(|tag| {
                let name: &str = tag
                    .split([' ', '\t', '\r', '\n', '>', '/'])
                    .next()
                    .unwrap_or_default();
                name == "svg" || name.ends_with(":svg")
            });
        };
        match rest.split_once(end) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
}

/// Rewrites a drawing.
pub(super) fn clean(text: &str) -> Result<Cleaned, Unclean> {
    if text.len() > LARGEST {
        return Err(Unclean::new(
            "attachment-size",
            "this drawing is larger than 4 MB",
            "simplify its paths, or export it as PNG",
        ));
    }
    let text = without_doctype(text)?;
    let options = roxmltree::ParsingOptions {
        nodes_limit: NODES,
        ..roxmltree::ParsingOptions::default()
    };
    let document =
        roxmltree::Document::parse_with_options(text, options).map_err(|error| match error {
            roxmltree::Error::NodesLimitReached => hidden(Hidden::TooComplex),
            _ => Unclean::new(
                "svg-damaged",
                "this drawing is not well-formed XML",
                "open it in a drawing program and save it as plain SVG",
            ),
        })?;
    let (root, size) = read::root(document.root_element())?;
    draw::check(&root)?;
    let size = sane(size.0, size.1)?;
    let mut lines = Vec::new();
    texts(&root, &mut lines);
    Ok(Cleaned {
        media: Media::Svg,
        size: Some(size),
        bytes: print::print(&root).into_bytes(),
        text: lines.join("\n"),
    })
}

fn texts(element: &Element, lines: &mut Vec<String>) {
    if element.name == "text" {
        lines.push(
            element
                .text()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        );
        return;
    }
    for child in element.elements() {
        texts(child, lines);
    }
}

fn doctype() -> Unclean {
    Unclean::new(
        "svg-doctype",
        "this drawing declares a document type with entities of its own",
        "save it as plain SVG, or take the `<!DOCTYPE …>` out",
    )
}

/// Takes away a document type that only names SVG, as many programs write it.
fn without_doctype(text: &str) -> Result<&str, Unclean> {
    let Some(at) = text.find("<!DOCTYPE") else {
        return Ok(text);
    };
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let (inner, behind) = rest.split_once('>').ok_or_else(doctype)?;
    let declaration = before.trim_start();
    let alone =
        declaration.is_empty() || (declaration.starts_with("<?xml") && !before.contains("<svg"));
    if inner.contains('[') || !alone || behind.contains("<!DOCTYPE") {
        return Err(doctype());
    }
    Ok(behind.trim_start())
}

/// What to say of something that cannot be seen in a drawing.
fn hidden(hidden: Hidden) -> Unclean {
    hidden.unclean("this drawing")
}

fn unknown(what: &str, help: &str) -> Unclean {
    Unclean::new("svg-part", format!("this drawing holds {what}"), help)
}

const PLAIN: &str =
    "save it as plain SVG with all objects turned to paths and text, or export it as PNG";

#[cfg(test)]
mod tests;
