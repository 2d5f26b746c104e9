//! Counts, for each rule and subject, which of the rule's facets are public, and who says them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Mosaic, PastFact, Rule, folded};

/// One facet of one subject that somebody says today.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Said {
    /// The subject as it is compared.
    pub(crate) subject: String,
    pub(crate) facet: String,
    /// The number of who says it.
    pub(crate) by: usize,
}

/// What is public about one subject of the facets of one rule.
#[derive(Clone, Debug)]
pub(crate) struct Combination<'a> {
    pub(crate) rule: &'a Rule,
    /// The subject as it is compared.
    pub(crate) subject: String,
    /// Who says each facet today.
    pub(crate) today: BTreeMap<&'a str, BTreeSet<usize>>,
    /// What earlier releases said.
    pub(crate) past: BTreeMap<&'a str, Vec<&'a PastFact>>,
}

/// What two persons accepted to be public together, until a day.
#[derive(Clone, Debug)]
pub(crate) struct Acceptance {
    pub(crate) rule: String,
    /// The subject as it is compared.
    pub(crate) subject: String,
    pub(crate) facets: BTreeSet<String>,
    /// The last day on which it holds.
    pub(crate) until: Date,
}

impl Combination<'_> {
    /// The facets that are public, in the order of the rule.
    pub(crate) fn facets(&self) -> impl Iterator<Item = &str> {
        let public = |facet: &&String| {
            self.today.contains_key(facet.as_str()) || self.past.contains_key(facet.as_str())
        };
        self.rule.facets.iter().filter(public).map(String::as_str)
    }

    /// Says whether more of the facets are public than may be.
    pub(crate) fn is_met(&self) -> bool {
        self.facets().count() > self.rule.at_most
    }

    /// Says whether any of it is said today: what is out and said no more is nothing that a build could keep in.
    pub(crate) fn is_said_today(&self) -> bool {
        !self.today.is_empty()
    }

    /// Says whether one facet more would be too many. There is one more: a rule has more than it lets be public.
    pub(crate) fn is_one_step_away(&self) -> bool {
        self.facets().count() == self.rule.at_most
    }

    /// Everyone who takes part today.
    pub(crate) fn who(&self) -> BTreeSet<usize> {
        self.today.values().flatten().copied().collect()
    }

    /// The acceptance that covers all of it, on a day when it holds: the one that holds longest.
    pub(crate) fn accepted<'x>(&self, acceptances: &'x [Acceptance]) -> Option<&'x Acceptance> {
        acceptances
            .iter()
            .filter(|one| one.rule == self.rule.name && one.subject == self.subject)
            .filter(|one| self.facets().all(|facet| one.facets.contains(facet)))
            .max_by_key(|one| one.until)
    }
}

/// All rules with all subjects of which anything is public, by rule and subject.
pub(crate) fn combinations<'a>(
    mosaic: &'a Mosaic,
    said: &[Said],
    past: &'a [PastFact],
) -> Vec<Combination<'a>> {
    let mut today: BTreeMap<&str, BTreeMap<&str, BTreeSet<usize>>> = BTreeMap::new();
    for one in said {
        let facets = today.entry(&one.subject).or_default();
        facets.entry(&one.facet).or_default().insert(one.by);
    }
    let mut before: BTreeMap<String, BTreeMap<&str, Vec<&PastFact>>> = BTreeMap::new();
    for one in past {
        let facets = before.entry(folded(&one.fact.subject)).or_default();
        facets.entry(&one.fact.facet).or_default().push(one);
    }
    let subjects: BTreeSet<&str> = today
        .keys()
        .copied()
        .chain(before.keys().map(String::as_str))
        .collect();
    let mut all = Vec::new();
    for rule in mosaic.rules() {
        for &subject in &subjects {
            let mut one = Combination {
                rule,
                subject: subject.to_owned(),
                today: BTreeMap::new(),
                past: BTreeMap::new(),
            };
            for facet in &rule.facets {
                if let Some(who) = today
                    .get(subject)
                    .and_then(|facets| facets.get(facet.as_str()))
                {
                    one.today.insert(facet, who.clone());
                }
                if let Some(facts) = before
                    .get(subject)
                    .and_then(|facets| facets.get(facet.as_str()))
                {
                    one.past.insert(facet, facts.clone());
                }
            }
            if one.facets().next().is_some() {
                all.push(one);
            }
        }
    }
    all
}
