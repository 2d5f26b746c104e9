//! Slugs: the last parts of addresses, anchors, and names of attachments.

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
        if slug.len() >= LENGTH {
            break;
        }
    }
    let slug = slug
        .get(..slug.len().min(LENGTH))
        .unwrap_or_default()
        .trim_end_matches('-')
        .to_owned();
    if RESERVED.contains(&slug.as_str()) {
        format!("{slug}-entry")
    } else {
        slug
    }
}

/// A slug that is not among `taken`: the wanted one (or `otherwise`, where there is none), or that with a number behind it.
pub(crate) fn unique(wanted: &str, otherwise: &str, taken: &[String]) -> String {
    let wanted = if wanted.is_empty() { otherwise } else { wanted };
    if !taken.iter().any(|known| known == wanted) {
        return wanted.to_owned();
    }
    let mut number = 2_usize;
    loop {
        let candidate = format!("{wanted}-{number}");
        if !taken.contains(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_slugs() {
        for (words, slug) in [
            ("Follow-up peer review, 2016", "follow-up-peer-review-2016"),
            ("  État des lieux  ", "etat-des-lieux"),
            ("Straße & Brücke", "strasse-brucke"),
            ("核安全", ""),
            ("con", "con-entry"),
            ("the regulator’s report", "the-regulators-report"),
        ] {
            assert_eq!(slugify(words), slug);
            assert!(slug.is_empty() || is_slug(slug));
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
