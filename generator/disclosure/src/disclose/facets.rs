//! What the entries that are public disclose about which subjects, for the ledger alone: these fields never pass.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::directory::Directory;
use super::statements::Statements;
use super::survey::Survey;
use super::{History, Origin};
use crate::diagnostic::Diagnostics;
use crate::policy::Policy;
use crate::settings::Settings;
use crate::source::SourceTree;

/// The subjects and the facets of each public entry and record that says something of any, by address: what they list, and
/// what their fields show.
pub(crate) fn facets(
    source: &SourceTree,
    as_of: Date,
) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
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
    Statements::of(&survey, &directory, &policy)
        .0
        .iter()
        .filter(|one| one.says_something())
        .map(|one| {
            let facets = one.facets().map(str::to_owned).collect();
            (one.address.clone(), (one.subjects.clone(), facets))
        })
        .collect()
}
