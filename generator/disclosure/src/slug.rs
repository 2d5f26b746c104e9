//! Slugs: the last parts of addresses, anchors, and names of attachments.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How long a slug may be.
const LENGTH: usize = 80;

/// Names that some systems keep for devices; no file can have them there.
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Says whether a text is a slug: lower-case ASCII letters, digits and inner single hyphens, 80 at most, and no device's name.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LENGTH
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && !RESERVED.contains(&text)
}

/// Makes a slug of words; empty where they hold no Latin letter and no digit.
pub(crate) fn slugify(words: &str) -> String {
    let mut slug = String::new();
    for c in words.nfkd().filter(|&c| !is_combining_mark(c)) {
        let part: Option<&str> = match c {
            'ß' => Some("ss"),
            'æ' | 'Æ' => Some("ae"),
            'œ' | 'Œ' => Some("oe"),
            'ø' | 'Ø' => Some("o"),
            'đ' | 'Đ' | 'ð' | 'Ð' => Some("d"),
            'ł' | 'Ł' => Some("l"),
            'þ' | 'Þ' => Some("th"),
            'ı' => Some("i"),
            '\'' | '’' => Some(""),
            _ => None,
        };
        if let Some(part) = part {
            slug.push_str(part);
        } else if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() > LENGTH {
            break;
        }
    }
    let slug = shortened(&slug).trim_end_matches('-').to_owned();
    if RESERVED.contains(&slug.as_str()) {
        format!("{slug}-entry")
    } else {
        slug
    }
}

/// The words of a slug that find room: half a word would be one that no text holds. A first word that is longer than all
/// of the room is cut.
fn shortened(slug: &str) -> &str {
    let Some(room) = slug.get(..LENGTH).filter(|room| room.len() < slug.len()) else {
        return slug;
    };
    if slug.as_bytes().get(LENGTH) == Some(&b'-') {
        return room;
    }
    room.rsplit_once('-').map_or(room, |(words, _)| words)
}

/// Slugs that are taken, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken {
    slugs: BTreeSet<String>,
    /// The last number that was put behind a slug: those below it are taken.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    /// Takes a slug; false where it is taken.
    pub(crate) fn take(&mut self, slug: &str) -> bool {
        self.slugs.insert(slug.to_owned())
    }

    /// Takes the wanted slug (or `otherwise`, where there is none), or that with the first free number behind it.
    pub(crate) fn take_like(&mut self, wanted: &str, otherwise: &str) -> String {
        let wanted = if wanted.is_empty() { otherwise } else { wanted };
        if self.take(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.numbers.get(wanted).copied().unwrap_or(1);
        loop {
            number += 1;
            let candidate = format!("{wanted}-{number}");
            if self.take(&candidate) {
                self.numbers.insert(wanted.to_owned(), number);
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_apart_what_would_be_the_same() {
        let mut taken = Taken::default();
        let like = |taken: &mut Taken, wanted: &str| taken.take_like(wanted, "section");
        assert_eq!(like(&mut taken, "a"), "a");
        assert!(taken.take("a-3") && !taken.take("a"));
        let next: Vec<String> = (0..3).map(|_| like(&mut taken, "a")).collect();
        assert_eq!(next, ["a-2", "a-4", "a-5"]);
        assert_eq!(like(&mut taken, ""), "section");
        assert_eq!(like(&mut taken, "section"), "section-2");
        assert_eq!(like(&mut taken, "a-2"), "a-2-2");
    }

    #[test]
    fn words_become_slugs() {
        for (words, slug) in [
            ("Follow-up peer review, 2016", "follow-up-peer-review-2016"),
            ("  État des lieux  ", "etat-des-lieux"),
            ("Straße & Brücke", "strasse-brucke"),
            ("Ærø, Łódź, Đakovo", "aero-lodz-dakovo"),
            ("œuvre, Œdème", "oeuvre-oedeme"),
            ("Þingvellir, Seyðisfjörður", "thingvellir-seydisfjordur"),
            ("Iğdır", "igdir"),
            ("核安全", ""),
            ("con", "con-entry"),
            ("the regulator’s report", "the-regulators-report"),
        ] {
            assert_eq!(slugify(words), slug);
            assert!(slug.is_empty() || is_slug(slug));
        }
    }

    #[test]
    fn a_long_title_ends_with_a_whole_word() {
        let words = "aeroelastic characteristics ".repeat(3);
        assert_eq!(
            slugify(&words),
            "aeroelastic-characteristics-aeroelastic-characteristics-aeroelastic"
        );
        for length in 70..90 {
            let fits = "a".repeat(length);
            assert_eq!(
                slugify(&format!("{fits} bcd")).len(),
                match length {
                    70..=76 => length + 4,
                    77..=80 => length,
                    _ => LENGTH,
                }
            );
        }
    }

    #[test]
    fn other_texts_are_no_slugs() {
        for text in [
            "", "-a", "a-", "a--b", "A", "a b", "a/b", "a.b", "..", "é", "nul",
        ] {
            assert!(!is_slug(text), "{text}");
        }
    }
}
