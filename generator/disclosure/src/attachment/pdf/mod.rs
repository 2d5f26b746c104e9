//! PDF: read to the last byte, looked at as a viewer shows it, and written anew from what its pages need.
//!
//! What may act, hide or carry something along is refused, each with a code and a remedy of its own. What is left is
//! written from the pages down: document information, metadata, thumbnails, bookmarks, structure, names of fonts, colour
//! profiles and whatever no page needs have no way into the new file. Cleaning what was cleaned changes nothing.

mod cmap;
mod content;
mod file;
mod filter;
mod font;
mod glyph;
mod image;
mod lexer;
mod link;
mod object;
mod paint;
mod path;
mod program;
mod say;
mod shelf;
mod text;
mod write;

use std::collections::BTreeSet;

use super::{Cleaned, Unclean};
use crate::attachment::canvas::{Bounds, Point};
use crate::public::Media;
use content::Walk;
use file::File;
use filter::Data;
use link::Places;
use object::{Dict, Object, count};
use write::packed;

/// The largest file, in bytes, how many pages it may have, and how deep their tree may be.
const LARGEST: usize = 64 << 20;
const PAGES: usize = 3000;
const DEEP: usize = 40;

/// A page with what it has from those above it in the tree.
struct Page<'a> {
    number: u32,
    dict: &'a Dict,
    resources: Option<&'a Dict>,
    media: Option<&'a Object>,
    crop: Option<&'a Object>,
    turn: Option<f64>,
}

/// Rewrites a PDF.
pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, Unclean> {
    at_most(bytes.len(), LARGEST)?;
    let file = File::read(bytes)?;
    let catalog = file.catalog()?;
    look_over(&file, catalog)?;
    let mut pages = Vec::new();
    let root = Page {
        number: 0,
        dict: catalog,
        resources: None,
        media: None,
        crop: None,
        turn: None,
    };
    let tree = catalog.get("Pages").ok_or_else(say::damaged)?;
    collect(&file, tree, &root, 0, (&mut BTreeSet::new(), &mut pages))?;
    if pages.is_empty() {
        return Err(say::damaged());
    }
    let mut places = Places::read(&file, catalog)?;
    let mut walk = Walk::new(&file);
    let (root, tree) = (walk.builder.reserve(), walk.builder.reserve());
    let mut kids = Vec::new();
    for page in &pages {
        let number = walk.builder.reserve();
        places.pages.insert(page.number, number);
        kids.push(number);
    }
    let mut addresses = Vec::new();
    for (at, (page, number)) in (1..).zip(pages.iter().zip(&kids)) {
        let written = self::page(&mut walk, &places, page, at, tree, &mut addresses)?;
        walk.builder.set(*number, Object::Dict(written));
    }
    walk.shelf.fonts(&file, &mut walk.builder)?;
    let list = kids
        .iter()
        .map(|number| Object::Reference(*number))
        .collect();
    let tree_dict = Dict::default()
        .with("Type", Object::named("Pages"))
        .with("Count", Object::Number(count(kids.len())))
        .with("Kids", Object::List(list));
    walk.builder.set(tree, Object::Dict(tree_dict));
    let mut catalog_dict = Dict::default()
        .with("Type", Object::named("Catalog"))
        .with("Pages", Object::Reference(tree));
    if let Some(Object::Text(language)) = file.get(catalog, "Lang")
        && is_language(language)
    {
        catalog_dict.put("Lang", Object::Text(language.clone()));
    }
    walk.builder.set(root, Object::Dict(catalog_dict));
    let mut text = walk.text.into_text();
    for address in addresses {
        text.push('\n');
        text.push_str(&address);
    }
    Ok(Cleaned {
        media: Media::Pdf,
        size: None,
        bytes: walk.builder.finish(root),
        text,
    })
}

/// Refuses a file that holds more of something than can be checked.
fn at_most(number: usize, most: usize) -> Result<(), Unclean> {
    if number <= most {
        return Ok(());
    }
    Err(say::large())
}

/// Refuses a dictionary with other keys than some.
fn only(dict: &Dict, known: &[&str]) -> Result<(), Unclean> {
    for (key, value) in &dict.0 {
        let name = std::str::from_utf8(key).unwrap_or_default();
        if *value == Object::Null || known.contains(&name) {
            continue;
        }
        return Err(match name {
            "AF" | "EF" => say::files(),
            "OC" | "OCProperties" => say::layers(),
            "AA" | "JS" => say::script(),
            _ => say::unknown("a part"),
        });
    }
    Ok(())
}

/// Refuses a file whose catalog tells of what may act, hide or carry something along.
fn look_over(file: &File, catalog: &Dict) -> Result<(), Unclean> {
    for (key, value) in &catalog.0 {
        if *file.at(value) == Object::Null {
            continue;
        }
        match key.as_slice() {
            // What is written anew, or only tells programs how to show the pages, or tells about the file.
            b"Type" | b"Pages" | b"Lang" | b"Version" | b"PageLayout" | b"PageMode"
            | b"PageLabels" | b"Metadata" | b"Outlines" | b"MarkInfo" | b"StructTreeRoot"
            | b"OutputIntents" | b"PieceInfo" | b"Threads" | b"SpiderInfo" | b"Extensions"
            | b"ViewerPreferences" | b"Dests" | b"Names" => {}
            b"OCProperties" => return Err(say::layers()),
            b"AA" => return Err(say::script()),
            b"AF" | b"Collection" => return Err(say::files()),
            b"OpenAction" => {
                let harmless = match file.at(value) {
                    Object::List(_) => true,
                    Object::Dict(action) => action.is("S", "GoTo") && !action.has("Next"),
                    _ => false,
                };
                if !harmless {
                    return Err(say::script());
                }
            }
            b"AcroForm" => {
                let form = file.dict(value).ok_or_else(say::form)?;
                let fields = form.get("Fields").and_then(|list| file.list(list));
                if form.has("XFA") || fields.is_none_or(|fields| !fields.is_empty()) {
                    return Err(say::form());
                }
            }
            b"Perms" | b"Legal" | b"DSS" => return Err(say::form()),
            _ => return Err(say::unknown("a part")),
        }
    }
    Ok(())
}

/// Collects the pages below a node, each of which stands in one place of the tree.
fn collect<'a>(
    file: &'a File,
    node: &'a Object,
    above: &Page<'a>,
    depth: usize,
    (met, pages): (&mut BTreeSet<u32>, &mut Vec<Page<'a>>),
) -> Result<(), Unclean> {
    let Object::Reference(number) = node else {
        return Err(say::damaged());
    };
    let dict = file.dict(node).ok_or_else(say::damaged)?;
    // Nodes that hold one another many times over would take longer than anyone waits.
    if !met.insert(*number) {
        return Err(say::damaged());
    }
    at_most(depth, DEEP)?;
    if pages.len() >= PAGES {
        return Err(say::large());
    }
    let resources = dict
        .get("Resources")
        .and_then(|resources| file.dict(resources));
    let page = Page {
        number: *number,
        dict,
        resources: resources.or(above.resources),
        media: dict.get("MediaBox").or(above.media),
        crop: dict.get("CropBox").or(above.crop),
        turn: file
            .get(dict, "Rotate")
            .and_then(Object::number)
            .or(above.turn),
    };
    if let Some(kids) = dict.get("Kids") {
        only(
            dict,
            &[
                "Type",
                "Parent",
                "Kids",
                "Count",
                "Resources",
                "MediaBox",
                "CropBox",
                "Rotate",
            ],
        )?;
        let kids = file.list(kids).ok_or_else(say::damaged)?;
        return kids
            .iter()
            .try_for_each(|kid| collect(file, kid, &page, depth + 1, (&mut *met, &mut *pages)));
    }
    pages.push(page);
    Ok(())
}

fn page<'a>(
    walk: &mut Walk<'a>,
    places: &Places<'a>,
    page: &Page<'a>,
    at: usize,
    tree: u32,
    addresses: &mut Vec<String>,
) -> Result<Dict, Unclean> {
    let file = walk.file;
    only(
        page.dict,
        &[
            "Type",
            "Parent",
            "Resources",
            "MediaBox",
            "CropBox",
            "BleedBox",
            "TrimBox",
            "ArtBox",
            "Rotate",
            "Contents",
            "Group",
            "Annots",
            "Tabs",
            "StructParents",
            "Metadata",
            "PieceInfo",
            "LastModified",
            "Thumb",
            "Trans",
            "Dur",
            "B",
            "UserUnit",
            "ID",
        ],
    )?;
    if file
        .get(page.dict, "UserUnit")
        .is_some_and(|unit| *unit != Object::Number(1.0))
    {
        return Err(say::unknown("a page with a measure of its own"));
    }
    let media = frame(file, page.media)?.ok_or_else(say::damaged)?;
    let crop = frame(file, page.crop)?.unwrap_or(media);
    let seen = Bounds {
        left: media.left.max(crop.left),
        low: media.low.max(crop.low),
        right: media.right.min(crop.right),
        high: media.high.min(crop.high),
    };
    if seen.right - seen.left < 3.0 || seen.high - seen.low < 3.0 {
        return Err(say::damaged());
    }
    let mut content = Vec::new();
    let streams = match page.dict.get("Contents") {
        None => Vec::new(),
        Some(object) => match file.list(object) {
            Some(items) => items.iter().collect(),
            None => vec![object],
        },
    };
    for object in streams {
        let stream = file.stream(object).ok_or_else(say::damaged)?;
        let Data::Plain(data) = file.open(stream)? else {
            return Err(say::damaged());
        };
        content.extend(data);
        content.push(b'\n');
    }
    let (written, resources) = walk.page(at, seen, &content, page.resources)?;
    let contents = {
        let number = walk.builder.reserve();
        walk.builder.set(number, packed(Dict::default(), &written));
        Object::Reference(number)
    };
    let mut out = Dict::default()
        .with("Type", Object::named("Page"))
        .with("Parent", Object::Reference(tree))
        .with(
            "MediaBox",
            Object::numbers(&[seen.left, seen.low, seen.right, seen.high]),
        )
        .with("Resources", resources)
        .with("Contents", contents);
    match page.turn.unwrap_or_default().rem_euclid(360.0) {
        0.0 => {}
        turn @ (90.0 | 180.0 | 270.0) => out.put("Rotate", Object::Number(turn)),
        _ => return Err(say::damaged()),
    }
    if let Some(group) = page.dict.get("Group") {
        out.put("Group", content::group_of(file, group)?);
    }
    let links = places.links(file, page.dict, addresses)?;
    if !links.is_empty() {
        out.put("Annots", Object::List(links));
    }
    Ok(out)
}

/// A box of a page, with its corners in order.
fn frame(file: &File, object: Option<&Object>) -> Result<Option<Bounds>, Unclean> {
    let Some(object) = object else {
        return Ok(None);
    };
    let numbers = file.numbers(object).ok_or_else(say::damaged)?;
    let [a, b, c, d] = numbers.as_slice() else {
        return Err(say::damaged());
    };
    Ok(Some(Bounds::of(&[Point::new(*a, *b), Point::new(*c, *d)])))
}

/// Says whether a text is the code of a language and nothing else.
fn is_language(text: &[u8]) -> bool {
    text.len() <= 12
        && text.first().is_some_and(u8::is_ascii_alphabetic)
        && text
            .split(|byte| *byte == b'-')
            .all(|part| (2..=8).contains(&part.len()) && part.iter().all(u8::is_ascii_alphanumeric))
}

#[cfg(test)]
mod specimen;
#[cfg(test)]
mod tests;
