//! Compiles the shipped rules once, wakes those that a text concerns, and collects what they find.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};

use super::plain::{Plain, folded};
use super::{
    Case, Seeks, Seen, Shipped, Wakes, characters, contact, coordinates, identity, marking,
    material, person, reference, response,
};

/// How much memory a compiled pattern may take.
pub(super) const SIZE: usize = 1 << 20;

/// All shipped rules, family by family.
pub(super) static SHIPPED: Table = Table([
    marking::RULES,
    coordinates::RULES,
    response::RULES,
    material::RULES,
    contact::RULES,
    person::RULES,
    identity::RULES,
    reference::RULES,
    characters::RULES,
]);

/// Rules in several tables, as one.
#[derive(Debug)]
pub(super) struct Table([&'static [Shipped]; 9]);

impl Table {
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static Shipped> {
        self.0.iter().flat_map(|rules| rules.iter())
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|rules| rules.len()).sum()
    }

    pub(super) fn get(&self, at: usize) -> Option<&'static Shipped> {
        self.iter().nth(at)
    }
}

/// The shipped rules, compiled.
#[derive(Debug)]
pub(super) struct Rules {
    /// Finds all words that wake rules; the rules of each, by its number.
    words: Option<AhoCorasick>,
    woken: Vec<Vec<usize>>,
    /// The patterns of each rule.
    patterns: Vec<Vec<Regex>>,
}

impl Rules {
    /// The one copy of them.
    pub(super) fn shared() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(Self::compiled)
    }

    fn compiled() -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut woken: Vec<Vec<usize>> = Vec::new();
        let mut patterns = Vec::new();
        for (at, rule) in SHIPPED.iter().enumerate() {
            let own = match rule.wakes {
                Wakes::Words(own) => own,
                Wakes::Digits(_) | Wakes::Always => &[],
            };
            for word in own.iter().map(|word| folded(word).to_lowercase()) {
                match words.iter().position(|known| *known == word) {
                    Some(known) => woken
                        .iter_mut()
                        .skip(known)
                        .take(1)
                        .for_each(|rules| rules.push(at)),
                    None => {
                        words.push(word);
                        woken.push(vec![at]);
                    }
                }
            }
            patterns.push(match rule.by {
                Seeks::Patterns(_, patterns) => {
                    patterns.iter().filter_map(|one| regex(one)).collect()
                }
                Seeks::Words(case, words) => regex(&phrases(words, case)).into_iter().collect(),
                Seeks::Code(_) => Vec::new(),
            });
        }
        Self {
            words: AhoCorasick::new(&words).ok(),
            woken,
            patterns,
        }
    }

    /// The rules that a text concerns, with their numbers.
    pub(super) fn awake(&self, plain: &Plain) -> impl Iterator<Item = (usize, &'static Shipped)> {
        let mut spoken = vec![false; SHIPPED.len()];
        if let Some(words) = &self.words {
            for word in words.find_overlapping_iter(&plain.small) {
                let rules = self.woken.get(word.pattern().as_usize());
                for rule in rules.into_iter().flatten() {
                    spoken
                        .iter_mut()
                        .skip(*rule)
                        .take(1)
                        .for_each(|one| *one = true);
                }
            }
        }
        let digits = plain.digits;
        SHIPPED
            .iter()
            .enumerate()
            .filter(move |(at, rule)| match rule.wakes {
                Wakes::Words(_) => spoken.get(*at) == Some(&true),
                Wakes::Digits(enough) => digits >= enough,
                Wakes::Always => true,
            })
    }

    /// What a rule finds, as places of `source`.
    pub(super) fn hits(
        &self,
        at: usize,
        rule: &Shipped,
        plain: &Plain,
        source: &str,
    ) -> Vec<Range<usize>> {
        let case = match rule.by {
            Seeks::Patterns(case, _) | Seeks::Words(case, _) => case,
            Seeks::Code(seek) => return seek(source),
        };
        let text = match case {
            Case::Written => &plain.text,
            Case::Small => &plain.small,
        };
        let mut hits = Vec::new();
        for pattern in self.patterns.get(at).into_iter().flatten() {
            each(pattern, text, |range| {
                let hit = (rule.holds)(&Seen { text, range });
                hits.extend(hit.iter().cloned());
                hit.map(|hit| hit.end)
            });
        }
        hits.iter().map(|hit| plain.source(hit)).collect()
    }
}

/// Shows each match of a pattern. Where one is refused, the search goes on behind its first character, so that a longer
/// refused one hides no other.
fn each(pattern: &Regex, text: &str, mut judge: impl FnMut(Range<usize>) -> Option<usize>) {
    let grouped = pattern.captures_len() > 1;
    let mut places = pattern.capture_locations();
    let mut at = 0;
    while at <= text.len() {
        let range = if grouped {
            pattern
                .captures_read_at(&mut places, text, at)
                .map(|whole| {
                    places
                        .get(1)
                        .map_or(whole.range(), |(start, end)| start..end)
                })
        } else {
            pattern.find_at(text, at).map(|found| found.range())
        };
        let Some(range) = range else { return };
        let first = text.get(range.start..).and_then(|rest| rest.chars().next());
        let next = range.start + first.map_or(1, char::len_utf8);
        at = judge(range).map_or(next, |end| end.max(next));
    }
}

/// A pattern, in the spelling of the texts that it is sought in.
pub(super) fn regex(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&folded(pattern))
        .size_limit(SIZE)
        .build()
        .ok()
}

/// A pattern of words and phrases.
fn phrases(words: &[&str], case: Case) -> String {
    let mut all = Vec::new();
    for word in words {
        let word = match case {
            Case::Written => folded(word),
            Case::Small => folded(word).to_lowercase(),
        };
        let parts: Vec<String> = word.split(' ').map(regex::escape).collect();
        all.push(parts.join("[ :_/-]{1,3}"));
        // A stamp: S E C R E T.
        if case == Case::Written && !word.contains(' ') && word.chars().count() > 4 {
            let letters: Vec<String> = word
                .chars()
                .map(|c| regex::escape(&c.to_string()))
                .collect();
            all.push(letters.join(" "));
        }
    }
    format!(
        r"(?:^|[^\p{{L}}\p{{N}}])({})(?:$|[^\p{{L}}\p{{N}}])",
        all.join("|")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_words_in_letters_apart() {
        let found = |word: &str, case: Case, text: &str| {
            regex(&phrases(&[word], case)).unwrap().is_match(text)
        };
        for (word, case, text, expected) in [
            ("HERON", Case::Written, "A HERON", true),
            ("HERON", Case::Written, "A H E R O N", true),
            ("HERON", Case::Small, "a h e r o n", false),
            // Four letters side by side are a list more often than a stamp.
            ("GATE", Case::Written, "A GATE", true),
            ("GATE", Case::Written, "B G A T E", false),
            ("GREY HERON", Case::Written, "A GREY_HERON", true),
            ("GREY HERON", Case::Written, "A G R E Y   H E R O N", false),
        ] {
            assert_eq!(found(word, case, text), expected, "{word} {case:?} {text}");
        }
    }

    #[test]
    fn every_pattern_compiles() {
        let rules = Rules::shared();
        assert!(rules.words.is_some());
        for (rule, compiled) in SHIPPED.iter().zip(&rules.patterns) {
            let asked = match rule.by {
                Seeks::Patterns(_, patterns) => patterns.len(),
                Seeks::Words(..) => 1,
                Seeks::Code(_) => 0,
            };
            assert_eq!(compiled.len(), asked, "{}", rule.name);
        }
    }

    /// A match of any length would let one text be searched again and again.
    #[test]
    fn no_pattern_finds_more_than_a_few_lines() {
        let all = Rules::shared().patterns.iter().flatten();
        let long: Vec<_> = all
            .map(|pattern| {
                (
                    pattern.as_str(),
                    super::super::own::longest(pattern.as_str()),
                )
            })
            .filter(|(_, longest)| longest.is_none_or(|bytes| bytes > 1600))
            .collect();
        assert_eq!(long, vec![]);
    }
}
