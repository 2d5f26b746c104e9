//! Harmless facts that together are not: what is public about one subject, over all entries and earlier releases.
//!
//! Entries say which `subject` they are about and which facets of it they disclose. The policy has rules: of some facets
//! at most so many may be public about one subject. What is counted is all that is public on the day of the build, records
//! included, and whatever earlier releases said: nobody can call that back.

mod judge;
mod past;
mod read;
mod resolve;

pub(crate) use judge::{Acceptance, Combination, Said, combinations};
pub use past::{Fact, PastFact};
pub(crate) use resolve::smallest;

use super::folded_name;

/// The mosaic rules of a policy.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Mosaic {
    facets: Vec<Facet>,
    rules: Vec<Rule>,
    /// Rows, or rules of the matrix, whose entries say their subject and what they disclose.
    declare: Vec<String>,
    /// Scopes of findings that say it too.
    declare_scopes: Vec<String>,
    /// All subjects, where the site lists them.
    subjects: Option<Vec<String>>,
}

/// A kind of fact.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Facet {
    pub(crate) name: String,
    pub(crate) words: String,
    /// Fields that show it whenever they show: `field`, `kind.field`, or either with the words of it that do: `field=word word`.
    fields: Vec<String>,
}

/// Facets that must not all be public about one subject.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) words: String,
    pub(crate) facets: Vec<String>,
    /// How many of them may be.
    pub(crate) at_most: usize,
}

impl Mosaic {
    pub(crate) fn facets(&self) -> &[Facet] {
        &self.facets
    }

    pub(crate) fn facet(&self, name: &str) -> Option<&Facet> {
        self.facets.iter().find(|facet| facet.name == name)
    }

    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    pub(crate) fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.name == name)
    }

    /// All subjects, where the site lists them.
    pub(crate) fn subjects(&self) -> Option<&[String]> {
        self.subjects.as_deref()
    }

    /// Says whether entries of a type say their subject, and what they disclose about it.
    pub(crate) fn asks_type(&self, name: &str) -> bool {
        let row = name.split_once('/').map_or(name, |(row, _)| row);
        self.declare
            .iter()
            .any(|known| known == name || known == row)
    }

    /// Says whether findings of a scope do.
    pub(crate) fn asks_scope(&self, scope: &str) -> bool {
        self.declare_scopes.iter().any(|known| known == scope)
    }
}

/// What a policy asks less for than another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weaker {
    /// Rules that let more out, with the part of them that does.
    pub(crate) rules: Vec<(String, &'static str)>,
    /// Facets that fewer fields show.
    pub(crate) facets: Vec<String>,
    /// Types, and scopes, that need not say their subject.
    pub(crate) declare: Vec<String>,
    pub(crate) declare_scopes: Vec<String>,
}

impl Mosaic {
    /// What another policy asks less for than this one.
    pub(crate) fn weaker_in(&self, other: &Self) -> Weaker {
        let weaker = |rule: &Rule| match other.rule(&rule.name) {
            Some(after) if after.is_as_strict_as(rule) => None,
            Some(after) if rule.facets.iter().all(|facet| after.facets.contains(facet)) => {
                Some((rule.name.clone(), "at_most"))
            }
            _ => Some((rule.name.clone(), "facets")),
        };
        let unseen = |facet: &&Facet| {
            other.facet(&facet.name).is_none_or(|after| {
                facet
                    .fields
                    .iter()
                    .any(|field| !after.fields.contains(field))
            })
        };
        let asks = |name: &&String| !other.asks_type(name);
        let scopes = |scope: &&String| !other.asks_scope(scope);
        Weaker {
            rules: self.rules.iter().filter_map(weaker).collect(),
            facets: self
                .facets
                .iter()
                .filter(unseen)
                .map(|facet| facet.name.clone())
                .collect(),
            declare: self.declare.iter().filter(asks).cloned().collect(),
            declare_scopes: self.declare_scopes.iter().filter(scopes).cloned().collect(),
        }
    }
}

impl Facet {
    /// Says whether a field of a kind shows it; of a field with words, this word.
    pub(crate) fn is_shown_by(&self, kind: &str, field: &str, word: Option<&str>) -> bool {
        self.fields.iter().any(|written| {
            let (of, name, words) = parts(written);
            of.is_none_or(|of| of == kind)
                && name == field
                && words.is_none_or(|mut words| words.any(|one| Some(one) == word))
        })
    }
}

/// A field as a facet writes it: kind, name, and the words of it that count.
fn parts(written: &str) -> (Option<&str>, &str, Option<std::str::SplitWhitespace<'_>>) {
    let (field, words) = match written.split_once('=') {
        Some((field, words)) => (field, Some(words.split_whitespace())),
        None => (written, None),
    };
    match field.split_once('.') {
        Some((kind, name)) => (Some(kind), name, words),
        None => (None, field, words),
    }
}

impl Rule {
    /// Says whether it lets less out than another, or as much: whatever meets the other meets it.
    fn is_as_strict_as(&self, other: &Self) -> bool {
        let outside = other
            .facets
            .iter()
            .filter(|facet| !self.facets.contains(facet))
            .count();
        // Of the facets that meet the other, so many at least are facets of this one.
        (other.at_most + 1).saturating_sub(outside) > self.at_most
    }
}

/// A subject as it is compared: two spellings of one name are one subject.
pub(crate) fn folded(subject: &str) -> String {
    folded_name(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_that_fewer_fields_show_is_weaker() {
        let (built_in, mut other) = (Mosaic::built_in(), Mosaic::built_in());
        assert!(built_in.weaker_in(&other).facets.is_empty());
        let facet = other.facets.iter_mut().find(|facet| facet.fields.len() > 1);
        let facet = facet.unwrap();
        facet.fields.push("page.something".to_owned());
        let name = facet.name.clone();
        assert!(built_in.weaker_in(&other).facets.is_empty());
        assert_eq!(other.weaker_in(&built_in).facets, [name]);
    }

    #[test]
    fn a_facet_is_shown_by_the_fields_and_words_that_it_names() {
        let facet = Facet {
            name: "f".to_owned(),
            words: "w".to_owned(),
            fields: ["date", "event.category", "finding.status=open planned"]
                .map(str::to_owned)
                .to_vec(),
        };
        for (kind, field, word, shows) in [
            ("page", "date", None, true),
            ("event", "category", Some("loss"), true),
            ("finding", "category", Some("loss"), false),
            ("finding", "status", Some("open"), true),
            ("finding", "status", Some("planned"), true),
            ("finding", "status", Some("cleared"), false),
            ("finding", "status", None, false),
            ("mission", "status", Some("open"), false),
        ] {
            let found = facet.is_shown_by(kind, field, word);
            assert_eq!(found, shows, "{kind}.{field} {word:?}");
        }
    }
}
