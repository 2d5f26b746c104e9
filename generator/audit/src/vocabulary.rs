//! The closed vocabulary: words that no text explains are right only where a grammar does. Counts are small numbers, days
//! and times are too, and digests are those of files.

use std::collections::{BTreeMap, BTreeSet};

use super::hex;
use super::split::Split;

/// Days of a month, minutes and seconds go up to here, however small the site.
const SMALL: u64 = 60;

/// What a site computes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grammar {
    /// No count is larger: there are not more things to count.
    most: u64,
    /// Digests of files, in full or as names have them, in order.
    digests: BTreeSet<String>,
}

impl Grammar {
    pub(crate) fn of(
        split: &Split,
        output: &BTreeMap<String, Vec<u8>>,
        digests: &BTreeMap<&str, String>,
    ) -> Self {
        let things = split.titles.values().sum::<usize>() + split.open_files.len();
        let mut all: BTreeSet<String> = digests.values().cloned().collect();
        // Feeds are named by the title of their site.
        all.insert(hex::digest(split.title.as_bytes()));
        // Names of search data are checked where those are opened.
        for path in output.keys() {
            let name = path.rsplit('/').next().unwrap_or(path);
            let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
            if let Some((_, digest)) = stem.rsplit_once('-')
                && (path.starts_with("search/") || path.starts_with("assets/"))
            {
                all.insert(digest.to_owned());
            }
        }
        Self {
            most: SMALL.max(things as u64),
            digests: all,
        }
    }

    /// Says whether a word that stands in no public text may be there all the same.
    pub(crate) fn explains(&self, word: &str) -> bool {
        // Moments end with seconds and a Z.
        if let [b'0'..=b'5', b'0'..=b'9', b'z'] = word.as_bytes() {
            return true;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: Option<u64> = word.parse().ok();
            if number.is_some_and(|number| number <= self.most) {
                return true;
            }
        }
        word.len() >= 8
            && word.bytes().all(|byte| byte.is_ascii_hexdigit())
            && self
                .digests
                .range(word.to_owned()..)
                .next()
                .is_some_and(|digest| digest.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_digests_are_explained() {
        let output = BTreeMap::from([("search/en/t-00112233.js".to_owned(), Vec::new())]);
        let digests = BTreeMap::from([("a.html", "abcdef0123456789".to_owned())]);
        let grammar = Grammar::of(&Split::default(), &output, &digests);
        for word in [
            "0",
            "31",
            "59",
            "30z",
            "abcdef01",
            "abcdef0123456789",
            "00112233",
        ] {
            assert!(grammar.explains(word), "{word}");
        }
        for word in [
            "61", "4471", "61z", "abcdef", "abcdef02", "deadbeef", "word", "",
        ] {
            assert!(!grammar.explains(word), "{word}");
        }
    }

    #[test]
    fn there_are_no_more_things_than_a_site_has() {
        let mut split = Split::default();
        split.titles = BTreeMap::from([(("page".to_owned(), "a".to_owned()), 60)]);
        split.open_files = vec![Vec::new(); 5];
        let grammar = Grammar::of(&split, &BTreeMap::new(), &BTreeMap::new());
        assert!(grammar.explains("65") && !grammar.explains("66"));
    }
}
