//! Detectors: rules that look for what must not stand in public text.
//!
//! A rule is a row of a table: what it seeks, the words or signs that wake it, its patterns, and a check of what they
//! find. A text is put into one spelling, read once for all waking words, and only rules that are awake look at it
//! closely. All patterns are of bounded length, so time grows with the text and no faster.

mod characters;
mod contact;
mod coordinates;
mod digits;
mod engine;
mod identity;
mod marking;
mod material;
mod own;
mod person;
mod plain;
mod reference;
mod response;
#[cfg(test)]
mod tests;

use std::ops::Range;

use sha2::{Digest as _, Sha256};

use crate::diagnostic::Diagnostics;
use crate::entry::front_matter::RawMap;
use engine::{Rules, SHIPPED};
use own::Own;
use plain::Plain;

/// How many persons waive a hit.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Persons {
    /// One.
    One,
    /// Two different ones.
    Two,
}

/// A family of rules. Of two that find the same place, the one that finds more of it speaks.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Family {
    Marking,
    Coordinates,
    Response,
    Material,
    Contact,
    Person,
    Identity,
    Reference,
    Characters,
    Own,
}

/// How a pattern reads letters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Case {
    /// Capitals and small letters differ.
    Written,
    /// They do not.
    Small,
}

/// What a text must hold before a rule looks at it closely.
#[derive(Clone, Copy, Debug)]
enum Wakes {
    /// One of these, in small letters.
    Words(&'static [&'static str]),
    /// So many digits.
    Digits(usize),
    /// Anything.
    Always,
}

/// How a rule finds what it seeks.
#[derive(Clone, Copy, Debug)]
enum Seeks {
    /// Regular expressions; the first group of a match is the hit, or the whole of it where there is none.
    Patterns(Case, &'static [&'static str]),
    /// Words and phrases; a space stands for a space, a hyphen, an underscore, a colon or a slash.
    Words(Case, &'static [&'static str]),
    /// Code, over the text as it was before it was put into one spelling.
    Code(fn(&str) -> Vec<Range<usize>>),
}

/// A rule that every site has, unless its policy turns it off.
#[derive(Debug)]
struct Shipped {
    name: &'static str,
    family: Family,
    /// What it seeks, in words that fit "this looks like …".
    seeks: &'static str,
    /// Something that it finds.
    example: &'static str,
    persons: Persons,
    wakes: Wakes,
    by: Seeks,
    /// What of a match is a hit; `None` where it is none.
    holds: fn(&Seen<'_>) -> Option<Range<usize>>,
}

/// A match, in the text around it.
#[derive(Debug)]
struct Seen<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl<'a> Seen<'a> {
    fn hit(&self) -> &'a str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.range.start).unwrap_or_default()
    }

    fn after(&self) -> &'a str {
        self.text.get(self.range.end..).unwrap_or_default()
    }

    /// The match where it fits.
    fn when(&self, fits: bool) -> Option<Range<usize>> {
        fits.then(|| self.range.clone())
    }

    /// Says whether no letter, digit or part of a longer number touches it.
    fn stands_alone(&self) -> bool {
        let mut before = self.before().chars().rev();
        let mut after = self.after().chars();
        let joins = |c: Option<char>, next: Option<char>| match c {
            Some(c) if c.is_alphanumeric() || c == '_' => true,
            Some('.' | ',' | '-' | '/' | '+' | ':') => next.is_some_and(|c| c.is_ascii_digit()),
            _ => false,
        };
        !joins(before.next(), before.next()) && !joins(after.next(), after.next())
    }
}

/// Every match is a hit.
#[expect(
    clippy::unnecessary_wraps,
    reason = "others of its kind say that some matches are none"
)]
fn always(seen: &Seen<'_>) -> Option<Range<usize>> {
    Some(seen.range.clone())
}

/// A match that no letter or digit touches.
fn alone(seen: &Seen<'_>) -> Option<Range<usize>> {
    seen.when(seen.stands_alone())
}

/// Something that a detector found in a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Hit {
    /// The detector, as waivers and policies name it.
    pub(crate) name: String,
    /// Its name where it is shipped; a site's own share one.
    pub(crate) code: &'static str,
    /// What this looks like.
    pub(crate) seeks: String,
    pub(crate) persons: Persons,
    /// Whether this is about a person: some types guard that.
    pub(crate) personal: bool,
    /// Where in the text.
    pub(crate) range: Range<usize>,
    /// What waivers name it by: other text has another.
    pub(crate) print: String,
}

/// The code of what a site's own detectors find.
const OWN: &str = "own-detector";

/// The detectors of a site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Detectors {
    /// The names of shipped ones that are turned off.
    off: Vec<&'static str>,
    /// Shipped ones whose hits are waived by another number of persons than as they come.
    persons: Vec<(&'static str, Persons)>,
    own: Vec<Own>,
}

impl Detectors {
    /// Reads the part of a site's policy that is about detectors.
    pub(super) fn overlay(&mut self, table: &RawMap, diagnostics: &mut Diagnostics) {
        own::overlay(self, table, diagnostics);
    }

    /// Says whether there is a detector of this name, turned off or not.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// The names of all detectors.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.own.iter().map(|own| own.name.as_str());
        SHIPPED.iter().map(|rule| rule.name).chain(own)
    }

    /// How many look at each text.
    pub(crate) fn count(&self) -> usize {
        SHIPPED.len() - self.off.len() + self.own.len()
    }

    /// All that they find in a text, in the order of places.
    pub(crate) fn seek(&self, text: &str) -> Vec<Hit> {
        let plain = Plain::of(text);
        let rules = Rules::shared();
        let mut found: Vec<(Range<usize>, Family, usize)> = Vec::new();
        for (at, rule) in rules.awake(&plain) {
            if !self.off.contains(&rule.name) {
                let hits = rules.hits(at, rule, &plain, text);
                found.extend(hits.into_iter().map(|range| (range, rule.family, at)));
            }
        }
        for (at, own) in self.own.iter().enumerate() {
            let hits = own.hits(&plain);
            found.extend(
                hits.into_iter()
                    .map(|range| (plain.source(&range), Family::Own, SHIPPED.len() + at)),
            );
        }
        found.sort_by_key(|(range, family, at)| (range.start, *family, *at));
        speakers(found)
            .into_iter()
            .filter_map(|(range, _, at)| self.hit(at, text, range))
            .collect()
    }

    fn hit(&self, at: usize, text: &str, range: Range<usize>) -> Option<Hit> {
        let matched = text.get(range.clone())?;
        let (name, code, seeks, persons, personal) = match SHIPPED.get(at) {
            Some(rule) => {
                let asked = self.persons.iter().find(|(name, _)| *name == rule.name);
                let persons = asked.map_or(rule.persons, |(_, persons)| *persons);
                let personal = rule.family.is_personal();
                (rule.name, rule.name, rule.seeks, persons, personal)
            }
            None => {
                let own = self.own.get(at - SHIPPED.len())?;
                let (name, seeks) = (own.name.as_str(), own.seeks.as_str());
                (name, OWN, seeks, own.persons, own.personal)
            }
        };
        Some(Hit {
            name: name.to_owned(),
            code,
            seeks: seeks.to_owned(),
            persons,
            personal,
            print: print(name, matched),
            range,
        })
    }
}

/// Of hits of one family that overlap, the longest; of equals the first.
fn speakers(found: Vec<(Range<usize>, Family, usize)>) -> Vec<(Range<usize>, Family, usize)> {
    let mut kept: Vec<(Range<usize>, Family, usize)> = Vec::new();
    for (range, family, at) in found {
        // None begins before those that are kept.
        let overlapping = kept
            .iter()
            .rposition(|(other, known, _)| *known == family && range.start < other.end);
        match overlapping.and_then(|at| kept.get_mut(at)) {
            Some(kept) if kept.0.len() < range.len() => *kept = (range, family, at),
            Some(_) => {}
            None => kept.push((range, family, at)),
        }
    }
    kept
}

/// What a waiver names a hit by: sixteen hexadecimal digits that belong to this text and this detector alone.
///
/// A short text can be found back from them, so they count as text: only `vitrine explain` shows them.
fn print(name: &str, matched: &str) -> String {
    let spelled = Plain::of(matched).text;
    let mut digest = Sha256::new();
    digest.update(name.as_bytes());
    digest.update([0]);
    digest.update(spelled.trim().as_bytes());
    let digest = digest.finalize();
    let first: [u8; 8] = digest.first_chunk().copied().unwrap_or_default();
    format!("{:016x}", u64::from_be_bytes(first))
}

/// Says whether a text has the form of what [`Hit::print`] is.
pub(crate) fn is_print(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

/// Says whether a diagnostic is about a hit of a detector.
pub(crate) fn is_code(code: &str) -> bool {
    code == OWN || SHIPPED.iter().any(|rule| rule.name == code)
}

/// What there is to tell people about a shipped detector.
#[derive(Clone, Copy, Debug)]
pub struct DetectorFacts {
    /// Its name, which is the code of its diagnostics too.
    pub name: &'static str,
    /// The family that it belongs to.
    pub family: &'static str,
    /// What it seeks.
    pub seeks: &'static str,
    /// Something that it finds.
    pub example: &'static str,
    /// How many persons waive what it finds, as long as a policy does not say otherwise.
    pub persons: usize,
}

/// The shipped detectors, in the order of families.
pub fn shipped() -> impl Iterator<Item = DetectorFacts> {
    SHIPPED.iter().map(|rule| DetectorFacts {
        name: rule.name,
        family: rule.family.title(),
        seeks: rule.seeks,
        example: rule.example,
        persons: match rule.persons {
            Persons::One => 1,
            Persons::Two => 2,
        },
    })
}

/// What the shipped detectors find in a text: their names, and where.
#[must_use]
pub fn seek(text: &str) -> Vec<(String, Range<usize>)> {
    let hits = Detectors::default().seek(text);
    hits.into_iter().map(|hit| (hit.name, hit.range)).collect()
}

impl Family {
    /// Says whether what it finds is about a person.
    fn is_personal(self) -> bool {
        matches!(self, Self::Contact | Self::Person | Self::Identity)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Marking => "Markings",
            Self::Coordinates => "Places",
            Self::Response => "Protection and response",
            Self::Material => "Material and transport",
            Self::Contact => "Contacts",
            Self::Person => "What an office knows of its people",
            Self::Identity => "Numbers of persons and accounts",
            Self::Reference => "References, keys and machines",
            Self::Characters => "Characters that deceive",
            Self::Own => "The site's own",
        }
    }
}
