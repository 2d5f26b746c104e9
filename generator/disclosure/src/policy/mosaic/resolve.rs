//! Finds the fewest entries whose withholding leaves no combination of facets that a rule forbids.

use std::collections::BTreeSet;

use super::Combination;

/// How many ways of resolving one combination are looked at.
const WAYS: usize = 4_096;
/// How many steps are gone in search of the fewest.
const STEPS: usize = 200_000;

/// Who would have to be silent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Smallest {
    pub(crate) who: BTreeSet<usize>,
    /// Whether fewer are shown not to be enough; else fewer might be.
    pub(crate) exact: bool,
}

/// The fewest who resolve all of these combinations, each of which is met today.
///
/// Of several sets of the same size it is always the same one.
pub(crate) fn smallest(combinations: &[&Combination<'_>]) -> Smallest {
    let mut exact = true;
    let mut all: Vec<Vec<BTreeSet<usize>>> = Vec::new();
    for combination in combinations {
        let (ways, every) = ways(combination);
        exact &= every;
        all.push(ways);
    }
    // Those with the fewest ways first: they decide most.
    all.sort_by_key(Vec::len);
    let mut search = Search {
        all: &all,
        best: greedy(&all),
        steps: 0,
    };
    search.go(0, &BTreeSet::new());
    exact &= search.steps <= STEPS;
    Smallest {
        who: search.best,
        exact,
    }
}

/// The ways to resolve one combination: each a set of those who would be silent, none of which holds another.
///
/// What earlier releases said stays said. Where that alone is too much, all who repeat any of it would be silent.
fn ways(combination: &Combination<'_>) -> (Vec<BTreeSet<usize>>, bool) {
    let at_most = combination.rule.at_most;
    let past = combination.past.len();
    let open: Vec<&BTreeSet<usize>> = combination
        .today
        .iter()
        .filter(|(facet, _)| !combination.past.contains_key(*facet))
        .map(|(_, who)| who)
        .collect();
    let needed = (past + open.len()).saturating_sub(at_most);
    if needed > open.len() {
        return (vec![combination.who()], true);
    }
    let mut found: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    let mut count = 0;
    choose(&open, needed, &BTreeSet::new(), &mut |who| {
        count += 1;
        if count <= WAYS {
            found.insert(who);
        }
        count <= WAYS
    });
    let minimal = found
        .iter()
        .filter(|one| {
            !found
                .iter()
                .any(|other| other != *one && other.is_subset(one))
        })
        .cloned()
        .collect();
    (minimal, count <= WAYS)
}

/// Tells the union of each choice of `needed` sets, until it is told to stop.
fn choose(
    sets: &[&BTreeSet<usize>],
    needed: usize,
    chosen: &BTreeSet<usize>,
    tell: &mut dyn FnMut(BTreeSet<usize>) -> bool,
) -> bool {
    if needed == 0 {
        return tell(chosen.clone());
    }
    let Some((first, rest)) = sets.split_first() else {
        return true;
    };
    if sets.len() < needed {
        return true;
    }
    let with: BTreeSet<usize> = chosen.union(first).copied().collect();
    choose(rest, needed - 1, &with, tell) && choose(rest, needed, chosen, tell)
}

/// A set that resolves all, if not always the fewest: for each combination the way that adds the fewest.
fn greedy(all: &[Vec<BTreeSet<usize>>]) -> BTreeSet<usize> {
    let mut who = BTreeSet::new();
    for ways in all {
        let least = ways
            .iter()
            .min_by_key(|way| way.difference(&who).count())
            .cloned()
            .unwrap_or_default();
        who.extend(least);
    }
    who
}

struct Search<'a> {
    all: &'a [Vec<BTreeSet<usize>>],
    best: BTreeSet<usize>,
    steps: usize,
}

impl Search<'_> {
    fn go(&mut self, at: usize, chosen: &BTreeSet<usize>) {
        self.steps += 1;
        if self.steps > STEPS || chosen.len() >= self.best.len() {
            return;
        }
        let Some(ways) = self.all.get(at) else {
            self.best.clone_from(chosen);
            return;
        };
        if ways.iter().any(|way| way.is_subset(chosen)) {
            return self.go(at + 1, chosen);
        }
        for way in ways {
            let with: BTreeSet<usize> = chosen.union(way).copied().collect();
            self.go(at + 1, &with);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{PastFact, Rule};
    use super::*;

    fn rule(facets: &[&str], at_most: usize) -> Rule {
        Rule {
            name: "r".to_owned(),
            words: "r".to_owned(),
            facets: facets.iter().map(|facet| (*facet).to_owned()).collect(),
            at_most,
        }
    }

    fn combination<'a>(
        rule: &'a Rule,
        today: &[(&'a str, &[usize])],
        past: &[(&'a str, &'a PastFact)],
    ) -> Combination<'a> {
        let who = |who: &[usize]| who.iter().copied().collect::<BTreeSet<usize>>();
        Combination {
            rule,
            subject: "s".to_owned(),
            today: today.iter().map(|(facet, by)| (*facet, who(by))).collect(),
            past: past
                .iter()
                .map(|(facet, fact)| (*facet, vec![*fact]))
                .collect(),
        }
    }

    fn past() -> PastFact {
        super::super::Fact {
            subject: "s".to_owned(),
            facet: "a".to_owned(),
            address: "pages/a".to_owned(),
            title: "A".to_owned(),
        }
        .of_release("release 1")
    }

    #[test]
    fn the_rarest_facet_is_the_one_to_keep_in() {
        let rule = rule(&["a", "b", "c"], 2);
        let one = combination(&rule, &[("a", &[1, 2]), ("b", &[1, 3]), ("c", &[4])], &[]);
        let found = smallest(&[&one]);
        assert_eq!((found.who, found.exact), (BTreeSet::from([4]), true));
    }

    #[test]
    fn one_who_says_two_facets_is_one() {
        let rule = rule(&["a", "b", "c", "d"], 2);
        let one = combination(
            &rule,
            &[("a", &[1]), ("b", &[2]), ("c", &[3]), ("d", &[3])],
            &[],
        );
        assert_eq!(smallest(&[&one]).who, BTreeSet::from([3]));
    }

    #[test]
    fn what_is_out_stays_out() {
        let (rule, past) = (rule(&["a", "b"], 1), past());
        // `a` was said before: withholding who repeats it changes nothing.
        let one = combination(&rule, &[("a", &[1]), ("b", &[2, 3])], &[("a", &past)]);
        assert_eq!(smallest(&[&one]).who, BTreeSet::from([2, 3]));
        // Both were said before: nobody may repeat either.
        let one = combination(
            &rule,
            &[("a", &[1]), ("b", &[2])],
            &[("a", &past), ("b", &past)],
        );
        assert_eq!(smallest(&[&one]).who, BTreeSet::from([1, 2]));
    }

    #[test]
    fn one_entry_can_resolve_two_combinations() {
        let rule = rule(&["a", "b"], 1);
        let first = combination(&rule, &[("a", &[1]), ("b", &[2])], &[]);
        let second = combination(&rule, &[("a", &[2]), ("b", &[3])], &[]);
        let third = combination(&rule, &[("a", &[2]), ("b", &[4])], &[]);
        let found = smallest(&[&first, &second, &third]);
        assert_eq!((found.who, found.exact), (BTreeSet::from([2]), true));
    }

    #[test]
    fn what_takes_too_long_to_show_is_not_said_to_be_shown() {
        // Each of twenty combinations is resolved by one of two, whom no other needs.
        let rule = rule(&["a", "b"], 1);
        let pairs: Vec<[usize; 2]> = (0..20).map(|one| [2 * one, 2 * one + 1]).collect();
        let all: Vec<Combination<'_>> = pairs
            .iter()
            .map(|[one, other]| {
                combination(
                    &rule,
                    &[
                        ("a", std::slice::from_ref(one)),
                        ("b", std::slice::from_ref(other)),
                    ],
                    &[],
                )
            })
            .collect();
        let found = smallest(&all.iter().collect::<Vec<_>>());
        assert_eq!((found.who.len(), found.exact), (20, false));
        // One combination, with more ways to resolve it than are looked at.
        let names: Vec<String> = (0..16).map(|at| format!("f{at}")).collect();
        let facets: Vec<&str> = names.iter().map(String::as_str).collect();
        let people: Vec<usize> = (0..16).collect();
        let rule = self::rule(&facets, 8);
        let today: Vec<(&str, &[usize])> = facets.iter().copied().zip(people.chunks(1)).collect();
        let found = smallest(&[&combination(&rule, &today, &[])]);
        assert_eq!((found.who.len(), found.exact), (8, false));
    }

    /// The fewest by trying every set of `count` entries in order of size.
    fn by_trying(all: &[&Combination<'_>], count: usize) -> usize {
        let resolved = |silent: &BTreeSet<usize>| {
            all.iter().all(|one| {
                let left: BTreeMap<&str, BTreeSet<usize>> = one
                    .today
                    .iter()
                    .map(|(facet, who)| (*facet, who.difference(silent).copied().collect()))
                    .filter(|(_, who): &(&str, BTreeSet<usize>)| !who.is_empty())
                    .collect();
                let left = Combination {
                    today: left,
                    ..(*one).clone()
                };
                !left.is_met() || !left.is_said_today()
            })
        };
        (0_u32..1 << count)
            .map(|bits| (0..count).filter(|n| bits & (1 << n) != 0).collect())
            .filter(resolved)
            .map(|silent: BTreeSet<usize>| silent.len())
            .min()
            .unwrap()
    }

    #[test]
    fn no_smaller_set_resolves_any_case() {
        // Numbers without order, from a generator of our own, so that each run tries the same cases.
        let mut state = 7_u64;
        let mut number = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % below
        };
        let (facets, past) = (["a", "b", "c", "d", "e"], past());
        for _ in 0..200 {
            let rules: Vec<Rule> = (0..3)
                .map(|_| rule(&facets, usize::try_from(1 + number(4)).unwrap()))
                .collect();
            let mut cases = Vec::new();
            for rule in &rules {
                let mut one = combination(rule, &[], &[]);
                for facet in facets {
                    let who: BTreeSet<usize> = (0..9).filter(|_| number(5) == 0).collect();
                    if !who.is_empty() {
                        one.today.insert(facet, who);
                    }
                    if number(6) == 0 {
                        one.past.insert(facet, vec![&past]);
                    }
                }
                if one.is_met() && one.is_said_today() {
                    cases.push(one);
                }
            }
            let cases: Vec<&Combination<'_>> = cases.iter().collect();
            let found = smallest(&cases);
            assert!(found.exact);
            assert_eq!(found.who.len(), by_trying(&cases, 9));
        }
    }
}
