//! What the entries that are public disclose about which subject, for the ledger alone: these fields never pass.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::directory::Directory;
use super::survey::{Entry, Survey};
use super::{History, Origin};
use crate::diagnostic::Diagnostics;
use crate::policy::Policy;
use crate::public::Address;
use crate::settings::Settings;
use crate::source::SourceTree;

/// The subject and the facets of each public entry and record that names any.
pub(crate) fn facets(
    source: &SourceTree,
    as_of: Date,
) -> BTreeMap<Address, (Option<String>, Vec<String>)> {
    let mut unheard = Diagnostics::new();
    let (Some(settings), Some(policy)) = (
        Settings::read(source, &mut unheard),
        Policy::read(source, &mut unheard),
    ) else {
        return BTreeMap::new();
    };
    let origin = Origin::Folder(as_of);
    let survey = Survey::of(source, &settings, &policy, origin, as_of, &mut unheard);
    let history = History::default();
    let directory = Directory::of(&survey, &settings, origin, &history, &mut unheard);
    let mut all = BTreeMap::new();
    for (index, entry) in survey.entries.iter().enumerate() {
        let places = [directory.place_of(index), directory.record_of(index)];
        for place in places.into_iter().flatten() {
            let (subject, discloses) = of(entry);
            if subject.is_some() || !discloses.is_empty() {
                all.insert(place.address.clone(), (subject, discloses));
            }
        }
    }
    all
}

fn of(entry: &Entry<'_>) -> (Option<String>, Vec<String>) {
    let subject = entry
        .field("subject")
        .and_then(|field| field.value.as_str());
    let discloses = entry
        .field("discloses")
        .and_then(|field| field.value.list())
        .unwrap_or_default()
        .iter()
        .filter_map(|item| item.value.as_str());
    (
        subject.map(str::to_owned),
        discloses.map(str::to_owned).collect(),
    )
}
