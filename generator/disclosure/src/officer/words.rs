//! The words that front matter may use in a site: those that are built in, and those of its own policy and settings.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::policy::Policy;
use crate::settings::Settings;
use crate::source::SourceTree;

/// The closed vocabularies that a site can extend.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Words {
    /// Its levels, lowest first; the first is `public`.
    pub levels: Vec<String>,
    /// The reasons for withholding.
    pub reasons: Vec<String>,
    /// Types of information: `row` or `row/stream`.
    pub rules: Vec<String>,
    /// Rows of the matrix.
    pub rows: Vec<String>,
    /// Facets of the mosaic rules.
    pub facets: Vec<String>,
    /// The mosaic rules.
    pub combinations: Vec<String>,
    /// Schemes of markings.
    pub schemes: Vec<String>,
    /// Its languages, the first first.
    pub languages: Vec<String>,
}

/// The words of a site; of a tree without settings, those that are built in.
///
/// # Errors
///
/// What is wrong with the settings or the policy.
pub fn words(source: &SourceTree) -> Result<Words, Diagnostics> {
    let mut found = Diagnostics::new();
    let policy = Policy::read(source, &mut found);
    let languages = if source.contains("vitrine.toml") {
        Settings::read(source, &mut found).map(|settings| settings.languages)
    } else {
        Some(vec!["en".to_owned()])
    };
    let (Some(policy), Some(languages)) = (policy, languages) else {
        return Err(found);
    };
    let facts = policy.facts();
    let mut seen = BTreeSet::new();
    let rows = facts
        .iter()
        .map(|rule| rule.row.clone())
        .filter(|row| seen.insert(row.clone()))
        .collect();
    Ok(Words {
        levels: policy.levels().to_vec(),
        reasons: policy.reasons().to_vec(),
        rules: facts.iter().map(crate::public::RuleFacts::name).collect(),
        rows,
        facets: policy
            .mosaic()
            .facets()
            .iter()
            .map(|facet| facet.name.clone())
            .collect(),
        combinations: policy
            .mosaic()
            .rules()
            .iter()
            .map(|rule| rule.name.clone())
            .collect(),
        schemes: policy.maps().schemes().map(str::to_owned).collect(),
        languages,
    })
}
