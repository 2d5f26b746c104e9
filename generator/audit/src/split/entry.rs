//! An entry as it is written: its fields, whether it is public on a day, and the files that it lists.

use std::collections::BTreeMap;

use super::{below_floor, join};
use crate::fields;
use crate::front::{self, Leaf};

/// An entry as it is written.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) file: u32,
    pub(super) path: &'a str,
    pub(super) leaves: Vec<Leaf>,
    pub(super) body: &'a str,
    pub(super) line: u32,
}

impl<'a> Entry<'a> {
    pub(super) fn read(file: u32, path: &'a str, bytes: &'a [u8]) -> Self {
        // A file that is no UTF-8 is not public; the part before the fault is sought all the same.
        let (text, sound) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, true),
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(good).unwrap_or_default(), false)
            }
        };
        let parts = front::split(text);
        let leaves = if sound {
            parts.leaves
        } else {
            parts
                .leaves
                .into_iter()
                .filter(|leaf| leaf.top() != "sensitivity")
                .collect()
        };
        Self {
            file,
            path,
            leaves,
            body: parts.body,
            line: parts.line,
        }
    }

    /// The one text of a field; a field that is given twice has none.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        let mut texts = self
            .leaves
            .iter()
            .filter(|leaf| leaf.path.len() == 1 && leaf.top() == field);
        let text = texts.next()?;
        texts.next().is_none().then_some(text.text.as_str())
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.leaves.iter().any(|leaf| leaf.top() == field)
    }

    pub(super) fn is_public(
        &self,
        floors: &BTreeMap<String, bool>,
        as_of: &str,
        emergencies: &[&Entry<'_>],
    ) -> bool {
        let kind = self.text("kind").unwrap_or_default();
        let rule = self.text("type").unwrap_or_default();
        let tagged = self.text("sensitivity") == Some("public") && !below_floor(floors, self.path);
        if !tagged || fields::PRIVATE_KINDS.contains(&kind) {
            return false;
        }
        let lifted = emergencies
            .iter()
            .any(|emergency| emergency.lifts_dates(rule));
        let no_earlier =
            |field: &str| !self.has(field) || self.text(field).is_some_and(|day| day <= as_of);
        let begun = no_earlier("not_before");
        let open = !self.has("expires") || self.text("expires").is_some_and(|day| as_of <= day);
        // Transports are told once they are over.
        let over = !rule.starts_with("transport/")
            || self.text("completed_on").is_some_and(|day| day <= as_of);
        let during = !self.has("only_during")
            || emergencies.iter().any(|emergency| {
                emergency.text("id").is_some() && emergency.text("id") == self.text("only_during")
            });
        ((begun && open && over) || lifted) && during
    }

    /// Says whether this is a reassessment in force.
    pub(super) fn is_in_force(&self, as_of: &str) -> bool {
        self.text("kind") == Some("reassessment")
            && self.text("from").is_some_and(|day| day <= as_of)
            && self.text("until").is_some_and(|day| as_of <= day)
    }

    pub(super) fn lifts_dates(&self, rule: &str) -> bool {
        let lists = |field: &str, word: &str| {
            self.leaves
                .iter()
                .any(|leaf| leaf.top() == field && leaf.text == word)
        };
        !rule.is_empty() && lists("gates", "dates") && lists("rules", rule)
    }

    /// The items of the list of attachments, by name.
    pub(super) fn items(&self) -> BTreeMap<&str, Vec<&Leaf>> {
        let mut items: BTreeMap<&str, Vec<&Leaf>> = BTreeMap::new();
        for leaf in self
            .leaves
            .iter()
            .filter(|leaf| leaf.top() == "attachments")
        {
            items
                .entry(leaf.path.get(1).map_or("", String::as_str))
                .or_default()
                .push(leaf);
        }
        items
    }

    /// Adds the files that the entry lists, and whether each is public. One list that says otherwise outweighs the others.
    pub(super) fn attachments(
        &self,
        public: bool,
        floors: &BTreeMap<String, bool>,
        listed: &mut BTreeMap<String, bool>,
    ) {
        for item in self.items().values() {
            let Some(file) = item.iter().find(|leaf| leaf.last() == "file") else {
                continue;
            };
            let path = join(self.path, &file.text);
            let tag = item
                .iter()
                .any(|leaf| leaf.last() == "sensitivity" && leaf.text == "public");
            let open = tag && !below_floor(floors, &path);
            match (open, public) {
                (true, true) => {
                    listed.entry(path).or_insert(true);
                }
                // Tagged public by an entry that is not: it says nothing against another that is.
                (true, false) => {}
                (false, _) => {
                    listed.insert(path, false);
                }
            }
        }
    }
}
