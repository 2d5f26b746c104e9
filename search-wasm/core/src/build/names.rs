//! Things with several names: which of them a text calls by one.

use std::collections::BTreeMap;

use crate::analyze::Analyzer;

/// The names of all things, as terms.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The names of each thing, each as a line of terms; in order.
    lines: Vec<Vec<String>>,
    /// By the first term of a name: its further terms, and the number of the thing.
    by_first: BTreeMap<String, Vec<(Vec<String>, usize)>>,
}

impl Names {
    /// Things that share a name are one; a thing with one name needs no mention.
    pub(super) fn of(things: &[Vec<String>], analyzer: &Analyzer) -> Self {
        let mut lines: Vec<Vec<String>> = Vec::new();
        for thing in things {
            let mut own: Vec<String> = thing.iter().map(|name| analyzer.line(name)).collect();
            own.retain(|line| line.chars().nth(1).is_some());
            // What shares a name with things before joins them all.
            lines.retain(|known| {
                let apart = known.iter().all(|line| !own.contains(line));
                if !apart {
                    own.extend(known.iter().cloned());
                }
                apart
            });
            own.sort();
            own.dedup();
            if !own.is_empty() {
                lines.push(own);
            }
        }
        lines.retain(|names| names.len() > 1);
        lines.sort();
        let mut names = Self::default();
        for (thing, own) in lines.iter().enumerate() {
            for line in own {
                let mut terms = line.split(' ').map(str::to_owned);
                if let Some(first) = terms.next() {
                    let known = names.by_first.entry(first).or_default();
                    known.push((terms.collect(), thing));
                }
            }
        }
        names.lines = lines;
        names
    }

    /// All names: the first term of each, its further terms, and the number of the thing.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[String], usize)> {
        self.by_first.iter().flat_map(|(first, names)| {
            let names = names.iter();
            names.map(move |(rest, thing)| (first.as_str(), rest.as_slice(), *thing))
        })
    }

    pub(super) fn into_lines(self) -> Vec<Vec<String>> {
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(things: &[&[&str]]) -> Names {
        let things: Vec<Vec<String>> = things
            .iter()
            .map(|names| names.iter().map(|name| (*name).to_owned()).collect())
            .collect();
        Names::of(&things, &Analyzer::new("en"))
    }

    #[test]
    fn things_that_share_a_name_are_one() {
        let names = names(&[
            &["Peer review", "review of peers"],
            &["CPPNM", "the Convention"],
            &["Physical Protection Convention", "CPPNM"],
            &["Only one name"],
            &["", "x"],
        ]);
        assert_eq!(
            names.lines,
            [
                vec!["cppnm", "physic protect convent", "the convent"],
                vec!["peer review", "review of peer"]
            ]
        );
    }
}
