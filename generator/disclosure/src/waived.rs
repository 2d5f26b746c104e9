//! `audit-allow.toml`: fragments that the audit found and that persons looked at. It changes a verdict, never a byte, and
//! is no part of what is published.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::entry::front_matter::{RawData, RawMap, read_toml};
use crate::source::SourceTree;

/// The name of the file, at the top of a site folder.
pub const NAME: &str = "audit-allow.toml";

/// How many digits name a fragment.
const DIGITS: usize = 32;
const KEYS: &[&str] = &["fragment", "reason", "by", "expires"];

/// A fragment that may be found.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Waived {
    fragment: String,
    expires: Date,
    span: Range<usize>,
}

/// All that are waived.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Waivers(Vec<Waived>);

impl Waivers {
    /// The waivers of a site folder; none where it has no such file.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the file.
    pub fn read(source: &SourceTree) -> Result<Self, Diagnostics> {
        let Some(bytes) = source.bytes(NAME) else {
            return Ok(Self::default());
        };
        let mut diagnostics = Diagnostics::new();
        let map = read_toml(NAME, bytes, &mut diagnostics);
        let mut waivers = Self::default();
        let mut reader = Reader(&mut diagnostics);
        let tables = map.map(|map| reader.tables(&map)).unwrap_or_default();
        for (span, item) in tables {
            let Some(one) = reader.waived(&span, &item) else {
                continue;
            };
            if waivers.0.iter().any(|known| known.fragment == one.fragment) {
                reader.error(
                    "waiver-twice",
                    one.span.clone(),
                    "this fragment is waived before",
                    "remove one of the two",
                );
            }
            waivers.0.push(one);
        }
        if diagnostics.errors() == 0 {
            Ok(waivers)
        } else {
            Err(diagnostics)
        }
    }

    /// The digests of those that hold on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> BTreeSet<String> {
        let open = self.0.iter().filter(|one| day <= one.expires);
        open.map(|one| one.fragment.clone()).collect()
    }

    /// What to look at again: waivers that are over, and such as an audit that found `used` has no use for.
    #[must_use]
    pub fn warnings(&self, day: Date, used: &BTreeSet<String>) -> Diagnostics {
        let mut warnings = Diagnostics::new();
        for one in &self.0 {
            let (code, message, help) = if one.expires < day {
                (
                    "waiver-expired",
                    "this waiver is over, and does not hold any more",
                    "look at the fragment again, and give another day; or remove the table",
                )
            } else if !used.contains(&one.fragment) {
                (
                    "waiver-unused",
                    "the audit finds nothing that this waiver is for",
                    "remove the table; a waiver for nothing may hide something tomorrow",
                )
            } else {
                continue;
            };
            let warning = Diagnostic::warning(code, NAME, one.span.clone(), message);
            warnings.push(warning.help(help));
        }
        warnings
    }
}

struct Reader<'a>(&'a mut Diagnostics);

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Range<usize>, message: &str, help: &str) {
        self.0
            .push(Diagnostic::error(code, NAME, span, message).help(help));
    }

    fn known(&mut self, map: &RawMap, keys: &[&str]) {
        for span in map.others(keys) {
            self.error(
                "key-unknown",
                span,
                "a waiver has nothing of this name",
                "write [[allow]] tables with `fragment`, `reason`, `by` and `expires`",
            );
        }
    }

    fn tables(&mut self, map: &RawMap) -> Vec<(Range<usize>, RawMap)> {
        self.known(map, &["allow"]);
        let (tables, strange) = map.tables("allow");
        if let Some(span) = strange {
            self.error(
                "value-type",
                span,
                "this is a list of tables",
                "begin each waiver with [[allow]]",
            );
        }
        tables
    }

    fn text(
        &mut self,
        span: &Range<usize>,
        map: &RawMap,
        name: &str,
    ) -> Option<(String, Range<usize>)> {
        match map.find(name).map(|value| (&value.data, &value.span)) {
            Some((RawData::Scalar { text, quoted: true }, span)) if !text.trim().is_empty() => {
                Some((text.clone(), span.clone()))
            }
            Some((_, span)) => {
                self.error(
                    "value-type",
                    span.clone(),
                    "this is a text between quotes",
                    "write it as `name = \"…\"`",
                );
                None
            }
            None => {
                self.error(
                    "waiver-incomplete",
                    span.clone(),
                    &format!("this waiver has no `{name}`"),
                    "a waiver says the `fragment`, the `reason`, who looked (`by`), and when to look again (`expires`)",
                );
                None
            }
        }
    }

    fn waived(&mut self, span: &Range<usize>, map: &RawMap) -> Option<Waived> {
        self.known(map, KEYS);
        let fragment = self.text(span, map, "fragment");
        let reason = self.text(span, map, "reason");
        let by = self.text(span, map, "by");
        let expires = self.text(span, map, "expires");
        let ((fragment, place), _, _, (expires, day)) = (fragment?, reason?, by?, expires?);
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if fragment.len() != DIGITS || !fragment.bytes().all(digit) {
            self.error(
                "waiver-fragment",
                place,
                "this is no digest of a fragment",
                "copy the 32 digits that the audit tells behind `fragment`",
            );
            return None;
        }
        let Ok(expires) = expires.parse::<Date>() else {
            self.error("date-form", day, "this is no day", "write it as YYYY-MM-DD");
            return None;
        };
        Some(Waived {
            fragment,
            expires,
            span: place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "[[allow]]\nfragment = \"0123456789abcdef0123456789abcdef\"\nreason = \"A name of a street\"\nby = \"N. N.\"\nexpires = \"2026-12-31\"\n";

    fn codes(text: &str) -> Vec<&'static str> {
        let mut tree = SourceTree::new();
        tree.insert(NAME, text.as_bytes().to_vec());
        match Waivers::read(&tree) {
            Ok(_) => Vec::new(),
            Err(found) => found.iter().map(|one| one.code).collect(),
        }
    }

    #[test]
    fn a_waiver_holds_until_its_day() {
        let mut tree = SourceTree::new();
        assert_eq!(Waivers::read(&tree).unwrap(), Waivers::default());
        tree.insert(NAME, SOUND.as_bytes().to_vec());
        let waivers = Waivers::read(&tree).unwrap();
        let day = |text: &str| text.parse::<Date>().unwrap();
        let all = waivers.on(day("2026-12-31"));
        assert_eq!(all.len(), 1);
        assert!(waivers.on(day("2027-01-01")).is_empty());
        let told = |on: &str, used: &BTreeSet<String>| -> Vec<&'static str> {
            let warnings = waivers.warnings(day(on), used);
            warnings.iter().map(|one| one.code).collect()
        };
        assert!(told("2026-12-31", &all).is_empty());
        assert_eq!(told("2026-12-31", &BTreeSet::new()), ["waiver-unused"]);
        assert_eq!(told("2027-01-01", &all), ["waiver-expired"]);
    }

    #[test]
    fn whatever_else_is_an_error() {
        assert!(codes(SOUND).is_empty());
        for (from, to, code) in [
            ("[[allow]]", "[[alow]]", "key-unknown"),
            ("by =", "from =", "key-unknown"),
            ("reason = \"A name of a street\"\n", "", "waiver-incomplete"),
            ("\"N. N.\"", "\" \"", "value-type"),
            ("\"N. N.\"", "7", "value-type"),
            (
                "0123456789abcdef0123",
                "0123456789ABCDEF0123",
                "waiver-fragment",
            ),
            ("0123456789abcdef0123", "0123", "waiver-fragment"),
            ("2026-12-31", "2026-13-01", "date-form"),
        ] {
            let found = codes(&SOUND.replacen(from, to, 1));
            assert!(found.contains(&code), "{from} as {to}: {found:?}");
        }
        assert_eq!(codes(&format!("{SOUND}{SOUND}")), ["waiver-twice"]);
        assert!(!codes("allow = 1\n").is_empty() && !codes("allow = [").is_empty());
    }
}
