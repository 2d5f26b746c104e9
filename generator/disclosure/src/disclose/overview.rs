//! Tells the office what is public about each subject, and what would resolve what is refused. It decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::directory::Directory;
use super::mosaic::is_refused;
use super::statements::Statements;
use super::survey::Survey;
use super::{History, Origin, acceptance, project};
use crate::diagnostic::Diagnostics;
use crate::officer::{Combined, Overview, Silence, Speaker, Subject, SubjectFact, Together};
use crate::policy::{
    Acceptance, Combination, Fact, PastFact, Policy, combinations, folded, smallest,
};
use crate::settings::Settings;
use crate::source::SourceTree;

/// What a site says on a day about its subjects.
pub(crate) fn facts(source: &SourceTree, as_of: Date) -> Result<Vec<Fact>, Diagnostics> {
    let (settings, policy) = read(source)?;
    let mut unheard = Diagnostics::new();
    let origin = Origin::Folder(as_of);
    let survey = Survey::of(source, &settings, &policy, origin, as_of, &mut unheard);
    let directory = Directory::of(
        &survey,
        &settings,
        origin,
        &History::default(),
        &mut unheard,
    );
    Ok(Statements::of(&survey, &directory, &policy).facts())
}

/// What is public about each subject on a day.
pub(crate) fn overview(source: &SourceTree, as_of: Date) -> Result<Overview, Diagnostics> {
    let (settings, policy) = read(source)?;
    let origin = Origin::Folder(as_of);
    let mut found = Diagnostics::new();
    let _ = project(source, origin, &mut found);
    found.sort();
    let mut unheard = Diagnostics::new();
    let survey = Survey::of(source, &settings, &policy, origin, as_of, &mut unheard);
    let directory = Directory::of(
        &survey,
        &settings,
        origin,
        &History::default(),
        &mut unheard,
    );
    let statements = Statements::of(&survey, &directory, &policy);
    let acceptances = acceptance::all(&survey, as_of, &mut unheard);
    let said = statements.said();
    let all = combinations(policy.mosaic(), &said, source.past());
    let refused: Vec<&Combination<'_>> = all
        .iter()
        .filter(|one| is_refused(one, &acceptances))
        .collect();
    let teller = Teller {
        survey: &survey,
        statements: &statements,
        policy: &policy,
        past: source.past(),
        acceptances: &acceptances,
    };
    Ok(Overview {
        as_of,
        subjects: teller.subjects(&all),
        silence: teller.silence(&refused),
        found,
    })
}

fn read(source: &SourceTree) -> Result<(Settings, Policy), Diagnostics> {
    let mut found = Diagnostics::new();
    match (
        Settings::read(source, &mut found),
        Policy::read(source, &mut found),
    ) {
        (Some(settings), Some(policy)) => Ok((settings, policy)),
        _ => Err(found),
    }
}

struct Teller<'a> {
    survey: &'a Survey<'a>,
    statements: &'a Statements,
    policy: &'a Policy,
    past: &'a [PastFact],
    acceptances: &'a [Acceptance],
}

impl Teller<'_> {
    fn speaker(&self, by: usize) -> Option<Speaker> {
        let statement = self.statements.0.get(by)?;
        Some(Speaker {
            path: self.survey.entries.get(statement.entry)?.path.to_owned(),
            record: statement.record,
            address: statement.address.clone(),
            title: statement.title.clone(),
        })
    }

    fn speakers(&self, who: &BTreeSet<usize>) -> Vec<Speaker> {
        who.iter().filter_map(|by| self.speaker(*by)).collect()
    }

    fn silence(&self, refused: &[&Combination<'_>]) -> Silence {
        let fewest = smallest(refused);
        Silence {
            who: self.speakers(&fewest.who),
            exact: fewest.exact,
        }
    }

    fn subjects(&self, all: &[Combination<'_>]) -> Vec<Subject> {
        let mut names = self.statements.spellings();
        for past in self.past {
            let slot = names.entry(folded(&past.fact.subject));
            slot.or_insert_with(|| past.fact.subject.clone());
        }
        let mut facts: BTreeMap<String, BTreeMap<String, SubjectFact>> = BTreeMap::new();
        let mut fact = |subject: String, facet: &str, tell: &mut dyn FnMut(&mut SubjectFact)| {
            let words = self.policy.mosaic().facet(facet);
            let slot = facts.entry(subject).or_default().entry(facet.to_owned());
            tell(slot.or_insert_with(|| SubjectFact {
                facet: facet.to_owned(),
                words: words.map(|facet| facet.words.clone()).unwrap_or_default(),
                today: Vec::new(),
                past: Vec::new(),
            }));
        };
        for one in self.statements.said() {
            fact(one.subject, &one.facet, &mut |fact| {
                fact.today.extend(self.speaker(one.by));
            });
        }
        for one in self.past {
            fact(folded(&one.fact.subject), &one.fact.facet, &mut |fact| {
                fact.past.push(one.clone());
            });
        }
        facts
            .into_iter()
            .map(|(subject, facts)| Subject {
                name: names.remove(&subject).unwrap_or_default(),
                facts: facts.into_values().collect(),
                combinations: all
                    .iter()
                    .filter(|one| one.subject == subject)
                    .filter_map(|one| self.together(one))
                    .collect(),
            })
            .collect()
    }

    /// A rule that is met, or would be by one facet more.
    fn together(&self, one: &Combination<'_>) -> Option<Together> {
        let standing = if one.is_met() && !one.is_said_today() {
            Combined::Out
        } else if one.is_met() {
            match one.accepted(self.acceptances) {
                Some(accepted) => Combined::Accepted(accepted.until),
                None => Combined::Refused,
            }
        } else if one.is_one_step_away() {
            Combined::Near
        } else {
            return None;
        };
        let public: Vec<String> = one.facets().map(str::to_owned).collect();
        let added = public
            .iter()
            .filter(|facet| !one.past.contains_key(facet.as_str()));
        let missing = one
            .rule
            .facets
            .iter()
            .filter(|facet| !public.contains(facet));
        Some(Together {
            rule: one.rule.name.clone(),
            words: one.rule.words.clone(),
            at_most: one.rule.at_most,
            added: added.cloned().collect(),
            missing: missing.cloned().collect(),
            standing,
            who: self.speakers(&one.who()),
            silence: (standing == Combined::Refused).then(|| self.silence(&[one])),
            public,
        })
    }
}
