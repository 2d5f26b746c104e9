//! From any drawing to one of the closed list.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::sheet::{Sheet, declarations};
use super::table::{ELEMENTS, GUARDED, Kind, LEFT_OUT, PROPERTIES};
use super::value::{colour, first_number, length, link, matrix, number, numbers, transform};
use super::{Child, Element, Hidden, PLAIN, Unclean, hidden, path, unknown};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// How deep elements may lie in one another.
const DEEP: usize = 64;

/// What an element takes from those around it.
#[derive(Clone)]
struct Around {
    width: f64,
    height: f64,
    em: f64,
    colour: String,
    depth: usize,
}

/// Reads the root. Returns it with its size in pixels.
pub(super) fn root(node: Node<'_, '_>) -> Result<(Element, (u32, u32)), Unclean> {
    if node.tag_name().namespace() != Some(SVG) || node.tag_name().name() != "svg" {
        return Err(unknown("no drawing in the namespace of SVG", PLAIN));
    }
    let mut sheet = Sheet::default();
    for style in node
        .descendants()
        .filter(|node| node.has_tag_name((SVG, "style")))
    {
        sheet.add(
            &style
                .children()
                .filter_map(|child| child.text())
                .collect::<String>(),
        )?;
    }
    if node.document().descendants().any(|node| node.is_pi()) {
        return Err(unknown("a processing instruction", PLAIN));
    }
    let size = || {
        unknown(
            "no size that can be read",
            "give it a width, a height and a viewBox",
        )
    };
    let side = |name: &str| node.attribute(name).filter(|text| !text.contains('%'));
    let view = match node.attribute("viewBox") {
        Some(view) => match numbers(view).ok_or_else(size)?.as_slice() {
            [x, y, width, height] => Some([*x, *y, *width, *height]),
            _ => return Err(size()),
        },
        None => None,
    };
    let sides = |text: Option<&str>, otherwise: Option<f64>| {
        text.map_or(otherwise, |text| length(text, 0.0, 16.0))
            .ok_or_else(size)
    };
    let width = sides(side("width"), view.map(|[_, _, width, _]| width))?;
    let height = sides(side("height"), view.map(|[_, _, _, height]| height))?;
    let view = view.unwrap_or([0.0, 0.0, width, height]);
    let [_, _, across, down] = view;
    if !(across > 0.0 && down > 0.0 && width >= 0.5 && height >= 0.5) {
        return Err(size());
    }
    // A page is seen whole: what the frame would cut off, or squeeze, is not shown as it was drawn.
    let ratio = (width / height) / (across / down);
    if !(0.9..=1.1).contains(&ratio) {
        return Err(unknown(
            "a width and a height that do not fit its viewBox",
            "make the page fit the drawing, and save it again",
        ));
    }
    let around = Around {
        width: across,
        height: down,
        em: 16.0,
        colour: "#000000".to_owned(),
        depth: 0,
    };
    let mut root = element(node, "svg", &[], &sheet, &around)?;
    let frame = view.map(number).join(" ");
    root.attributes.insert("viewBox", frame);
    root.attributes.insert("width", number(width));
    root.attributes.insert("height", number(height));
    root.attributes.remove("id");
    let root = hoist(&root)?;
    Ok((root, (whole(width), whole(height))))
}

/// A length as whole pixels.
fn whole(value: f64) -> u32 {
    format!("{:.0}", value.max(1.0)).parse().unwrap_or(u32::MAX)
}

fn element(
    node: Node<'_, '_>,
    name: &'static str,
    own: &[(&'static str, Kind)],
    sheet: &Sheet,
    around: &Around,
) -> Result<Element, Unclean> {
    let mut out = Element {
        name,
        ..Element::default()
    };
    let mut around = around.clone();
    around.depth += 1;
    if around.depth > DEEP {
        return Err(unknown(
            "more groups within groups than a drawing needs",
            PLAIN,
        ));
    }
    let declared = declared(node, sheet)?;
    if let Some((_, value)) = declared.iter().rev().find(|(name, _)| name == "color")
        && let Some(colour) = colour(value)
    {
        around.colour = colour;
    }
    if let Some((_, value)) = declared.iter().rev().find(|(name, _)| name == "font-size")
        && let Some(size) = font_size(value, around.em)
    {
        around.em = size;
    }
    for (name, text) in &declared {
        if let Some((_, harmless)) = GUARDED.iter().find(|(guarded, _)| guarded == name) {
            guard(name, text, harmless)?;
        }
        if let Some((name, kind)) = PROPERTIES.iter().find(|(known, _)| known == name) {
            match property(name, *kind, text, &around)? {
                Some(value) => out.attributes.insert(name, value),
                None => out.attributes.remove(name),
            };
        }
    }
    attributes(node, own, &around, &mut out)?;
    for child in node.children() {
        if child.is_text() {
            if matches!(name, "text" | "tspan") {
                out.children
                    .push(Child::Text(spaces(child.text().unwrap_or_default())?));
            } else if !child.text().unwrap_or_default().trim().is_empty() {
                return Err(unknown("text outside of its text elements", PLAIN));
            }
        } else if child.is_element() {
            children(child, sheet, &around, &mut out)?;
        }
    }
    Ok(out)
}

/// Adds a child element.
fn children(
    child: Node<'_, '_>,
    sheet: &Sheet,
    around: &Around,
    out: &mut Element,
) -> Result<(), Unclean> {
    let tag = child.tag_name();
    // Elements of other namespaces are what editors keep for themselves: no browser draws them in a picture.
    if tag.namespace() != Some(SVG) || LEFT_OUT.contains(&tag.name()) {
        return Ok(());
    }
    // A link in a picture leads nowhere.
    let name = if tag.name() == "a" { "g" } else { tag.name() };
    let name = if out.name == "text" && tag.name() == "a" {
        "tspan"
    } else {
        name
    };
    let Some((name, own)) = ELEMENTS.iter().find(|(known, _)| *known == name) else {
        return Err(refused(tag.name()));
    };
    let lies = match *name {
        "tspan" => matches!(out.name, "text" | "tspan"),
        "stop" => matches!(out.name, "linearGradient" | "radialGradient"),
        _ => !matches!(
            out.name,
            "text" | "tspan" | "linearGradient" | "radialGradient" | "stop"
        ),
    };
    if !lies {
        return Err(unknown("elements in places where none belong", PLAIN));
    }
    let element = element(child, name, own, sheet, around)?;
    match element.name {
        "defs" if element.children.is_empty() => {}
        "text" if element.text().trim().is_empty() => {}
        _ => out.children.push(Child::Element(element)),
    }
    Ok(())
}

fn refused(name: &str) -> Unclean {
    match name {
        "script" => Unclean::new(
            "svg-script",
            "this drawing holds a script",
            "take the script out: a published drawing does nothing",
        ),
        "foreignObject" | "switch" => unknown(
            "a web page within the drawing",
            "in the program that made it, export text as SVG text (in diagrams.net: turn off “formatted text” and “word wrap”), or export it as PNG",
        ),
        "image" | "feImage" => unknown(
            "a picture within the drawing",
            "list the picture by itself, or export the whole as PNG",
        ),
        "animate" | "animateMotion" | "animateTransform" | "set" => {
            unknown("something that moves", "export one state of it")
        }
        "filter" | "mask" | "pattern" | "marker" => unknown(
            "a filter, a mask, a pattern or a marker, which may hide what is drawn",
            "turn the objects that have one into paths, or export the drawing as PNG",
        ),
        _ => unknown("an element that is on no list of what drawings need", PLAIN),
    }
}

/// What is declared for an element, the weakest first.
fn declared(node: Node<'_, '_>, sheet: &Sheet) -> Result<Vec<(String, String)>, Unclean> {
    let mut out: Vec<(String, String)> = Vec::new();
    let value = |name: &str| node.attribute(name).unwrap_or_default();
    for attribute in node
        .attributes()
        .filter(|attribute| attribute.namespace().is_none())
    {
        let name = attribute.name();
        if name
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("on"))
        {
            return Err(Unclean::new(
                "svg-script",
                "this drawing holds an attribute that runs a script",
                "take it out: a published drawing does nothing",
            ));
        }
        if matches!(
            name,
            "requiredFeatures" | "requiredExtensions" | "systemLanguage"
        ) {
            return Err(unknown("parts that are drawn for some readers only", PLAIN));
        }
        if !matches!(name, "style" | "class" | "id" | "d" | "transform") {
            out.push((name.to_owned(), attribute.value().trim().to_owned()));
        }
    }
    out.extend(
        sheet
            .declared(node.tag_name().name(), value("id"), value("class"))
            .cloned(),
    );
    out.extend(declarations(value("style")));
    Ok(out)
}

fn guard(name: &str, text: &str, harmless: &[&str]) -> Result<(), Unclean> {
    let text = text.trim().to_ascii_lowercase();
    if harmless.contains(&text.as_str()) {
        return Ok(());
    }
    Err(match name {
        "display" | "visibility" => Unclean::new(
            "svg-hidden",
            "a part of this drawing is not shown",
            "delete hidden objects and hidden layers, and save it again",
        ),
        _ => unknown(
            "a property that may hide what is drawn, such as a mask, a filter or a marker",
            "turn the objects that have one into paths, or export the drawing as PNG",
        ),
    })
}

fn attributes(
    node: Node<'_, '_>,
    own: &[(&'static str, Kind)],
    around: &Around,
    out: &mut Element,
) -> Result<(), Unclean> {
    let bad = || unknown("a value that cannot be read", PLAIN);
    if let Some(map) = node.attribute("transform") {
        let map = matrix(transform(map).ok_or_else(bad)?);
        match out.name {
            // Some readers move these, and some do not.
            "svg" | "symbol" | "tspan" => {
                return Err(unknown("parts that only some readers move", PLAIN));
            }
            "defs" | "linearGradient" | "radialGradient" | "stop" => {}
            _ => {
                out.attributes.insert("transform", map);
            }
        }
    }
    if let Some(id) = node.attribute("id") {
        out.attributes.insert("id", id.to_owned());
    }
    if out.name == "symbol" && node.has_attribute("viewBox") {
        return Err(unknown("a symbol with a frame of its own", PLAIN));
    }
    for (name, kind) in own {
        let text = match *name {
            "href" => node
                .attribute("href")
                .or_else(|| node.attribute((XLINK, "href"))),
            name => node.attribute(name),
        };
        if let Some(text) = text
            && let Some(value) = property(name, *kind, text, around)?
        {
            out.attributes.insert(name, value);
        }
    }
    Ok(())
}

/// The value of an attribute in one form; `None` where it says nothing.
fn property(
    name: &str,
    kind: Kind,
    text: &str,
    around: &Around,
) -> Result<Option<String>, Unclean> {
    let text = text.trim();
    let bad = || unknown("a value that cannot be read", PLAIN);
    // Some words say nothing where they stand, and undo something in a part of what says it.
    let undoes = matches!(
        name,
        "font-style" | "font-weight" | "dominant-baseline" | "letter-spacing" | "word-spacing"
    );
    if match text {
        "inherit" | "initial" | "unset" => true,
        "" => name != "d",
        "normal" | "auto" => !undoes,
        _ => false,
    } {
        return Ok(None);
    }
    let around_length = |whole: f64| length(text, whole, around.em).map(number);
    let value = match kind {
        Kind::Wide => around_length(around.width),
        Kind::High => around_length(around.height),
        Kind::Length if name == "font-size" => Some(number(around.em)),
        Kind::Length if text == "normal" => Some(number(0.0)),
        Kind::Length => around_length(around.width.hypot(around.height) / std::f64::consts::SQRT_2),
        Kind::Lengths if text == "none" => return Ok(None),
        Kind::Lengths if matches!(name, "y" | "dy") => lengths(text, around.height, around.em),
        Kind::Lengths => lengths(text, around.width, around.em),
        Kind::Share => first_number(text).and_then(|(value, unit)| {
            let value = match unit.trim() {
                "" => value,
                "%" => value / 100.0,
                _ => return None,
            };
            // Nothing covers more than all, however much it says.
            let opacity = name.ends_with("opacity");
            Some(number(if opacity {
                value.clamp(0.0, 1.0)
            } else {
                value
            }))
        }),
        Kind::Path => path::read(text).map(|(data, _)| data),
        Kind::Points => numbers(text)
            .filter(|points| points.len() % 2 == 0)
            .map(|points| points.into_iter().map(number).collect::<Vec<_>>().join(" ")),
        Kind::Map => transform(text).map(matrix),
        Kind::Paint if matches!(text, "none" | "transparent") => Some("none".to_owned()),
        Kind::Paint | Kind::Part if text.starts_with("url(") => {
            let end = text.find(')').map_or(text.len(), |end| end + 1);
            let link = text.get(..end).and_then(link);
            Some(format!("url(#{})", link.ok_or_else(outside)?))
        }
        Kind::Paint | Kind::Colour if text.eq_ignore_ascii_case("currentcolor") => {
            Some(around.colour.clone())
        }
        Kind::Paint | Kind::Colour => {
            return colour(text).map(Some).ok_or_else(|| {
                unknown(
                    "a colour that is not written as #rrggbb, rgb(…) or a name",
                    PLAIN,
                )
            });
        }
        Kind::Part if text == "none" => return Ok(None),
        Kind::Part => Some(format!("#{}", link(text).ok_or_else(outside)?)),
        Kind::Word(words) => words
            .iter()
            .find(|word| **word == text)
            .map(|word| (*word).to_owned()),
        Kind::Font => Some(family(text).to_owned()),
        Kind::Weight => weight(text),
    };
    value.map(Some).ok_or_else(bad)
}

fn outside() -> Unclean {
    Unclean::new(
        "svg-outside",
        "this drawing takes something from outside of itself",
        "embed it by drawing it, or export the drawing as PNG",
    )
}

fn lengths(text: &str, whole: f64, em: f64) -> Option<String> {
    let parts = text
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|part| !part.is_empty());
    let values: Option<Vec<String>> = parts
        .map(|part| length(part, whole, em).map(number))
        .collect();
    Some(values?.join(" "))
}

fn font_size(text: &str, em: f64) -> Option<f64> {
    match text.trim() {
        "smaller" => Some(em / 1.2),
        "larger" => Some(em * 1.2),
        "small" => Some(13.0),
        "medium" => Some(16.0),
        "large" => Some(18.0),
        text => length(text, em, em),
    }
}

fn weight(text: &str) -> Option<String> {
    let bold = match text {
        "bold" | "bolder" => true,
        "lighter" | "normal" => false,
        number => number.parse::<u16>().ok()? >= 600,
    };
    Some(if bold { "bold" } else { "normal" }.to_owned())
}

/// The kind of letters: the reader's machine has its own fonts, and names of fonts tell about the author's.
fn family(text: &str) -> &'static str {
    let text = text.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["mono", "courier", "consol", "code"]) {
        "monospace"
    } else if has(&["sans", "arial", "helvetica", "verdana", "calibri"]) {
        "sans-serif"
    } else if has(&["serif", "times", "georgia", "garamond", "roman", "palatino"]) {
        "serif"
    } else {
        "sans-serif"
    }
}

/// Text with one space where there is any.
fn spaces(text: &str) -> Result<String, Unclean> {
    if let Some(why) = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .find_map(crate::dialect::forbidden)
    {
        return Err(Unclean::new(
            "character-forbidden",
            format!("the text of this drawing holds {why}"),
            "take it out",
        ));
    }
    let mut out = String::new();
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    Ok(out)
}

/// Elements that draw nothing where they stand.
const STORED: &[&str] = &[
    "defs",
    "symbol",
    "linearGradient",
    "radialGradient",
    "clipPath",
];

/// Puts all that others refer to, and nothing else that is not drawn, into one list at the beginning, by new names.
fn hoist(root: &Element) -> Result<Element, Unclean> {
    let mut known = BTreeMap::new();
    index(root, &mut known)?;
    let mut names: Vec<String> = Vec::new();
    visit(root, &known, &mut names)?;
    let mut stored = Vec::new();
    let mut body = strip(root);
    let mut drawn = BTreeMap::new();
    index(&body, &mut drawn)?;
    let mut within: Vec<String> = drawn.keys().map(|name| (*name).to_owned()).collect();
    for name in &names {
        if within.contains(name) {
            continue;
        }
        let Some(element) = known.get(name.as_str()) else {
            continue;
        };
        let mut inner = BTreeMap::new();
        index(element, &mut inner)?;
        within.extend(inner.keys().map(|name| (*name).to_owned()));
        stored.push(Child::Element((*element).clone()));
    }
    if !stored.is_empty() {
        let list = Element {
            name: "defs",
            children: stored,
            ..Element::default()
        };
        body.children.insert(0, Child::Element(list));
    }
    rename(&mut body, &names);
    tidy(&mut body);
    Ok(body)
}

fn index<'a>(
    element: &'a Element,
    known: &mut BTreeMap<&'a str, &'a Element>,
) -> Result<(), Unclean> {
    if let Some(id) = element.get("id")
        && known.insert(id, element).is_some()
    {
        return Err(unknown("two parts of one name", PLAIN));
    }
    element.elements().try_for_each(|child| index(child, known))
}

/// The names that an element refers to.
fn parts(element: &Element) -> impl Iterator<Item = &str> {
    element
        .attributes
        .iter()
        .filter(|(name, _)| matches!(**name, "href" | "fill" | "stroke" | "clip-path"))
        .filter_map(|(name, value)| {
            (*name == "href" || value.starts_with("url(")).then(|| link(value))?
        })
}

/// Notes the names that what is drawn refers to, in order.
fn visit(
    element: &Element,
    known: &BTreeMap<&str, &Element>,
    names: &mut Vec<String>,
) -> Result<(), Unclean> {
    for name in parts(element) {
        if names.iter().any(|other| other == name) {
            continue;
        }
        let target = known.get(name).ok_or_else(outside)?;
        names.push(name.to_owned());
        if names.len() > 10_000 {
            return Err(hidden(Hidden::TooComplex));
        }
        visit_stored(target, known, names)?;
    }
    element
        .elements()
        .filter(|child| !STORED.contains(&child.name))
        .try_for_each(|child| visit(child, known, names))
}

fn visit_stored(
    element: &Element,
    known: &BTreeMap<&str, &Element>,
    names: &mut Vec<String>,
) -> Result<(), Unclean> {
    if element.name == "defs" {
        return Err(unknown("a reference to a list of parts", PLAIN));
    }
    visit(element, known, names)?;
    element
        .elements()
        .filter(|child| STORED.contains(&child.name))
        .try_for_each(|child| visit_stored(child, known, names))
}

/// What is drawn where it stands.
fn strip(element: &Element) -> Element {
    Element {
        name: element.name,
        attributes: element.attributes.clone(),
        children: element
            .children
            .iter()
            .filter_map(|child| match child {
                Child::Element(element) if STORED.contains(&element.name) => None,
                Child::Element(element) => Some(Child::Element(strip(element))),
                Child::Text(text) => Some(Child::Text(text.clone())),
            })
            .collect(),
    }
}

/// Takes away groups that hold nothing, and those that change nothing.
fn tidy(element: &mut Element) {
    let children = std::mem::take(&mut element.children);
    for mut child in children {
        if let Child::Element(inner) = &mut child {
            tidy(inner);
            if inner.name == "g" && inner.attributes.is_empty() {
                element.children.append(&mut inner.children);
                continue;
            }
            if inner.name == "g" && inner.children.is_empty() && inner.get("id").is_none() {
                continue;
            }
        }
        element.children.push(child);
    }
}

fn rename(element: &mut Element, names: &[String]) {
    let new = |name: &str| {
        let at = names.iter().position(|known| known == name)?;
        Some(format!("a{}", at + 1))
    };
    match element.get("id").map(new) {
        Some(Some(id)) => {
            element.attributes.insert("id", id);
        }
        Some(None) => {
            element.attributes.remove("id");
        }
        None => {}
    }
    for (name, value) in &mut element.attributes {
        if !matches!(*name, "href" | "fill" | "stroke" | "clip-path") {
            continue;
        }
        let url = value.starts_with("url(");
        if (url || *name == "href")
            && let Some(id) = link(value).and_then(new)
        {
            *value = if url {
                format!("url(#{id})")
            } else {
                format!("#{id}")
            };
        }
    }
    for child in &mut element.children {
        if let Child::Element(child) = child {
            rename(child, names);
        }
    }
}
