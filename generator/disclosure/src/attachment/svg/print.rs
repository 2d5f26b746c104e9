//! A drawing of the closed list, as text: one form, so that printing what was printed changes nothing.

use super::{Child, Element};

/// Prints a drawing.
pub(super) fn print(root: &Element) -> String {
    let mut out = String::new();
    element(root, &mut out);
    out.push('\n');
    out
}

fn element(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    if element.name == "svg" {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
    }
    for (name, value) in &element.attributes {
        out.push_str(&format!(" {name}=\"{}\"", escape(value)));
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &element.children {
        match child {
            Child::Element(child) => self::element(child, out),
            Child::Text(text) => out.push_str(&escape(text)),
        }
    }
    out.push_str(&format!("</{}>", element.name));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
