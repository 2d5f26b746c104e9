//! Links on pages: to addresses of the web, and to other pages of the same file. Other annotations are refused.

use std::collections::BTreeMap;

use super::file::File;
use super::filter::Budget;
use super::object::{Dict, Object};
use super::{Unclean, at_most, say};

/// How deep a tree of names may be, how many nodes, names and places it may hold, and how many steps a place may be away
/// from its name.
const DEEP: usize = 24;
const NAMES: usize = 400_000;
const STEPS: usize = 4;

/// Where links of a file may lead: new numbers of pages by old ones, and places by name.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    pub(super) pages: BTreeMap<u32, u32>,
    names: BTreeMap<Vec<u8>, &'a Object>,
}

impl<'a> Places<'a> {
    /// Collects the named places of a catalog.
    pub(super) fn read(file: &'a File, catalog: &'a Dict) -> Result<Self, Unclean> {
        let mut places = Self::default();
        if let Some(Object::Dict(old)) = file.get(catalog, "Dests") {
            for (name, place) in &old.0 {
                places.names.insert(name.clone(), place);
            }
        }
        if let Some(names) = file.get(catalog, "Names") {
            let names = file.dict(names).ok_or_else(say::damaged)?;
            for key in names.0.keys() {
                match key.as_slice() {
                    b"Dests" => {}
                    b"EmbeddedFiles" => return Err(say::files()),
                    b"JavaScript" => return Err(say::script()),
                    _ => return Err(say::unknown("a list of names")),
                }
            }
            if let Some(tree) = names.get("Dests") {
                places.tree(file, tree, 0, &Budget::of(NAMES))?;
            }
        }
        Ok(places)
    }

    fn tree(
        &mut self,
        file: &'a File,
        node: &'a Object,
        depth: usize,
        budget: &Budget,
    ) -> Result<(), Unclean> {
        let node = file.dict(node).ok_or_else(say::damaged)?;
        at_most(depth, DEEP)?;
        // Each time that it is met: nodes may hold one another many times over.
        budget.spend(1)?;
        let pairs = node
            .get("Names")
            .and_then(|list| file.list(list))
            .unwrap_or_default();
        budget.spend(pairs.len())?;
        for pair in pairs.chunks_exact(2) {
            if let [name, place] = pair
                && let Object::Text(name) = file.at(name)
            {
                self.names.insert(name.clone(), place);
            }
        }
        let kids = node
            .get("Kids")
            .and_then(|list| file.list(list))
            .unwrap_or_default();
        kids.iter()
            .try_for_each(|kid| self.tree(file, kid, depth + 1, budget))
    }

    /// A place as it is written anew; nothing where there is no such place.
    fn place(
        &self,
        file: &'a File,
        object: &'a Object,
        depth: usize,
    ) -> Result<Option<Object>, Unclean> {
        match file.at(object) {
            _ if depth > STEPS => Ok(None),
            Object::Name(name) | Object::Text(name) => match self.names.get(name) {
                Some(place) => self.place(file, place, depth + 1),
                None => Ok(None),
            },
            Object::Dict(dict) => match dict.get("D") {
                Some(place) => self.place(file, place, depth + 1),
                None => Ok(None),
            },
            Object::List(items) => {
                let page = match items.first() {
                    Some(Object::Reference(number)) => self.pages.get(number),
                    _ => None,
                };
                let Some(page) = page else { return Ok(None) };
                let mut out = vec![Object::Reference(*page)];
                for item in items.iter().skip(1).take(5) {
                    out.push(match file.at(item) {
                        Object::Number(number) => Object::Number(*number),
                        Object::Null => Object::Null,
                        Object::Name(name)
                            if matches!(
                                name.as_slice(),
                                b"XYZ"
                                    | b"Fit"
                                    | b"FitH"
                                    | b"FitV"
                                    | b"FitR"
                                    | b"FitB"
                                    | b"FitBH"
                                    | b"FitBV"
                            ) =>
                        {
                            Object::Name(name.clone())
                        }
                        _ => return Err(say::damaged()),
                    });
                }
                Ok(Some(Object::List(out)))
            }
            _ => Ok(None),
        }
    }

    /// The links of a page as they are written anew, and the addresses that they lead to.
    pub(super) fn links(
        &self,
        file: &'a File,
        page: &'a Dict,
        addresses: &mut Vec<String>,
    ) -> Result<Vec<Object>, Unclean> {
        let mut out = Vec::new();
        let all = page
            .get("Annots")
            .and_then(|list| file.list(list))
            .unwrap_or_default();
        for annotation in all {
            let Some(dict) = file.dict(annotation) else {
                continue;
            };
            match file.get(dict, "Subtype").and_then(Object::name) {
                Some(b"Link") => {}
                Some(b"Widget") => return Err(say::form()),
                Some(b"FileAttachment") => return Err(say::files()),
                Some(b"Screen" | b"Movie" | b"Sound" | b"RichMedia" | b"3D") => {
                    return Err(say::script());
                }
                _ => return Err(say::annotation()),
            }
            if dict.has("AA") {
                return Err(say::script());
            }
            if dict.has("OC") {
                return Err(say::layers());
            }
            super::only(
                dict,
                &[
                    "Type",
                    "Subtype",
                    "Rect",
                    "Border",
                    "BS",
                    "C",
                    "H",
                    "A",
                    "Dest",
                    "F",
                    "M",
                    "P",
                    "NM",
                    "StructParent",
                    "QuadPoints",
                    "Contents",
                    "PA",
                ],
            )?;
            let frame = dict.get("Rect").and_then(|list| file.numbers(list));
            let frame = frame
                .filter(|frame| frame.len() == 4)
                .ok_or_else(say::damaged)?;
            let mut link = Dict::default()
                .with("Type", Object::named("Annot"))
                .with("Subtype", Object::named("Link"))
                .with("Rect", Object::numbers(&frame))
                .with("Border", Object::numbers(&[0.0; 3]));
            let target = match (dict.get("A"), dict.get("Dest")) {
                (Some(action), _) => self.action(file, action, addresses)?,
                (None, Some(place)) => self.place(file, place, 0)?.map(|place| ("Dest", place)),
                (None, None) => None,
            };
            if let Some((key, target)) = target {
                link.put(key, target);
                out.push(Object::Dict(link));
            }
        }
        Ok(out)
    }

    fn action(
        &self,
        file: &'a File,
        action: &'a Object,
        addresses: &mut Vec<String>,
    ) -> Result<Option<(&'static str, Object)>, Unclean> {
        let action = file.dict(action).ok_or_else(say::damaged)?;
        match file.get(action, "S").and_then(Object::name) {
            Some(b"URI") if !action.has("Next") => {
                let Some(Object::Text(address)) = file.get(action, "URI") else {
                    return Err(say::link());
                };
                let text = String::from_utf8(address.clone()).map_err(|_| say::link())?;
                let lower = text.to_ascii_lowercase();
                let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
                if !plain
                    || !["https://", "http://", "mailto:"]
                        .iter()
                        .any(|start| lower.starts_with(start))
                {
                    return Err(say::link());
                }
                addresses.push(text);
                let action = Dict::default()
                    .with("S", Object::named("URI"))
                    .with("URI", Object::Text(address.clone()));
                Ok(Some(("A", Object::Dict(action))))
            }
            Some(b"GoTo") if !action.has("Next") => match action.get("D") {
                Some(place) => Ok(self.place(file, place, 0)?.map(|place| ("Dest", place))),
                None => Ok(None),
            },
            Some(b"GoToR" | b"GoToE") => Err(say::link()),
            _ => Err(say::script()),
        }
    }
}
