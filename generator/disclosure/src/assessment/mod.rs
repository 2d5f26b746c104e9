//! The digest that binds an assessment to what was assessed, and the command that writes it.
//!
//! A digest is written as `v1:WHOLE:PARTS`. WHOLE is the SHA-256 of all parts, 64 hexadecimal digits: it alone decides
//! whether the digest fits. PARTS are the first eight digits of the SHA-256 of each part, joined by `-`: by them a
//! message can say which part changed. The parts, in order:
//!
//! 1. *text*: the entry as the public source prints it, without the lines of the parts below;
//! 2. *type*: the lines of kind, type and form;
//! 3. *dates*: the lines of dates, and the days that open and close the entry (`not_before`, `expires`, `only_during`
//!    and, where a record is judged by it, `completed_on`);
//! 4. *attachments*: of each public attachment its name, title and alternative text, and its bytes once cleaned;
//! 5. *record*: the public record as the public source prints it;
//! 6. *rule*: what the policy's rule for the type asks for.
//!
//! WHOLE is taken over the parts in this order, each behind its name and its length. The assessment itself is in none
//! of them, nor is the day of the build: links and references are resolved among all entries that are tagged public,
//! so an entry that waits for its day can be bound before it.

mod edit;
mod write;

use std::ops::Range;

use sha2::{Digest as _, Sha256};

use crate::entry::Datum;

pub use write::{Assessed, Assessor, NotAssessed, assess};

/// The parts of what is assessed, in the order of the digest.
pub(crate) const PARTS: [&str; 6] = ["text", "type", "dates", "attachments", "record", "rule"];

/// What an assessment is about, a part each.
#[derive(Default)]
pub(crate) struct Matter(pub(crate) [Vec<u8>; PARTS.len()]);

impl Matter {
    /// A part to write into.
    pub(crate) fn part(&mut self, name: &str) -> Option<&mut Vec<u8>> {
        let at = PARTS.iter().position(|part| *part == name)?;
        self.0.get_mut(at)
    }

    /// The digest as front matter has it.
    pub(crate) fn digest(&self) -> String {
        let mut whole = Sha256::new();
        let mut short = Vec::new();
        for (name, bytes) in PARTS.iter().zip(&self.0) {
            whole.update(format!("{name} {}\n", bytes.len()));
            whole.update(bytes);
            let part = hex(&Sha256::digest(bytes));
            short.push(part.get(..SHORT).unwrap_or_default().to_owned());
        }
        format!("v1:{}:{}", hex(&whole.finalize()), short.join("-"))
    }
}

impl std::fmt::Debug for Matter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Matter(..)")
    }
}

/// How many digits tell a part.
const SHORT: usize = 8;

/// Says whether a text has the form of a digest.
pub(crate) fn is_digest(text: &str) -> bool {
    let digits = |text: &str, length: usize| {
        text.len() == length
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let Some((whole, parts)) = text
        .strip_prefix("v1:")
        .and_then(|rest| rest.split_once(':'))
    else {
        return false;
    };
    digits(whole, 64)
        && parts.split('-').count() == PARTS.len()
        && parts.split('-').all(|part| digits(part, SHORT))
}

/// The parts that differ between two digests; `None` where the digests are the same.
pub(crate) fn difference(written: &str, now: &str) -> Option<Vec<&'static str>> {
    if written == now {
        return None;
    }
    let parts = |digest: &str| -> Vec<String> {
        let parts = digest.rsplit(':').next().unwrap_or_default();
        parts.split('-').map(str::to_owned).collect()
    };
    Some(
        PARTS
            .into_iter()
            .zip(parts(written).into_iter().zip(parts(now)))
            .filter(|(_, (before, after))| before != after)
            .map(|(name, _)| name)
            .collect(),
    )
}

/// The names of parts in words.
pub(crate) fn in_words(parts: &[&str]) -> String {
    let words: Vec<&str> = parts
        .iter()
        .map(|part| match *part {
            "text" => "the text",
            "type" => "the kind, type or form",
            "dates" => "the dates",
            "attachments" => "the attachments",
            "record" => "the public record",
            _ => "the policy's rule",
        })
        .collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "something".to_owned(),
    }
}

/// The digest of an entry's assessment, with its place.
pub(crate) fn written(assessment: &Datum) -> Option<(&str, Range<usize>)> {
    let digest = assessment.get("digest")?;
    Some((digest.value.as_str()?, digest.span.clone()))
}

/// The SHA-256 of bytes.
pub(crate) fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        out.push_str(&format!("{byte:02x}"));
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_told_and_binds() {
        let plain = Matter::default().digest();
        assert!(is_digest(&plain));
        assert_eq!(difference(&plain, &plain), None);
        for name in PARTS {
            let mut matter = Matter::default();
            matter.part(name).unwrap().push(b'x');
            let other = matter.digest();
            assert_eq!(difference(&plain, &other), Some(vec![name]));
            assert_ne!(plain.get(..67), other.get(..67));
        }
    }

    #[test]
    fn what_is_no_digest_is_none() {
        let sound = Matter::default().digest();
        for text in [
            String::new(),
            "v1:".to_owned(),
            format!("sha256:{}", "0".repeat(64)),
            sound.replace("v1", "v2"),
            sound.to_uppercase(),
            format!("{sound}-00000000"),
            format!("{sound}0"),
            sound.replace('-', ":"),
        ] {
            assert!(!is_digest(&text), "{text}");
        }
    }

    #[test]
    fn text_does_not_move_between_parts() {
        let mut one = Matter::default();
        one.part("text").unwrap().extend(b"ab");
        let mut other = Matter::default();
        other.part("text").unwrap().push(b'a');
        other.part("type").unwrap().push(b'b');
        assert_ne!(one.digest().get(..67), other.digest().get(..67));
    }
}
