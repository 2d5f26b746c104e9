//! Stemmers come from a host. Whatever their bytes, reading them gives a stemmer or none, and that comes to an end with every
//! word. That sound ones make the stems of Snowball is tested with what makes them, in `search-wasm/stemmer`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where it fails"
)]

use vitrine_search::{Stemmer, further_stemmer, further_stemmers};

const WORDS: [&str; 6] = [
    "",
    "s",
    "sikkerhedens",
    "kitaplarındakilerin",
    "geeffende",
    "turvallisuusjärjestelyistämmekään",
];

/// Stems of all words; nothing where the bytes are no stemmer.
fn stems(bytes: &[u8]) -> Option<Vec<String>> {
    let stemmer = Stemmer::read(bytes).ok()?;
    let stems = WORDS.map(|word| {
        let stem = stemmer.stem(word);
        assert!(stem.chars().count() <= 2 * word.len() + 64, "{word} {stem}");
        stem
    });
    Some(stems.to_vec())
}

/// Every bit turned over, and every end cut off, of small ones; of the others every eleventh.
#[test]
fn damage_is_refused_or_read() {
    let (mut refused, mut other) = (0, 0);
    for (lang, bytes) in further_stemmers() {
        let sound = stems(bytes).unwrap();
        let step = if matches!(lang, "da" | "no" | "fi") {
            1
        } else {
            11
        };
        let turned = (0..bytes.len() * 8).step_by(step).map(|bit| {
            let mut wrong = bytes.to_vec();
            wrong[bit / 8] ^= 1 << (bit % 8);
            wrong
        });
        let cut = (0..bytes.len())
            .step_by(step)
            .map(|length| bytes[..length].to_vec());
        for wrong in turned.chain(cut) {
            match stems(&wrong) {
                None => refused += 1,
                Some(stems) => other += usize::from(stems != sound),
            }
        }
    }
    assert!(
        refused > 2_000 && other > 1_000,
        "{refused} refused, {other} other stems"
    );
}

/// A version, no letters, and commands.
fn program(commands: &[u8]) -> Vec<u8> {
    [&[1, 0], commands].concat()
}

#[test]
fn none_runs_without_end() {
    // `repeat true`, and `repeat` of `repeat true`.
    for commands in [&[12, 1, 0][..], &[12, 12, 1, 0], &[10, 12, 1, 0]] {
        assert_eq!(stems(&program(commands)).unwrap(), WORDS);
    }
    // A routine that calls itself: at once, from within, and twice.
    for commands in [&[37][..], &[1, 24, 37, 0], &[2, 37, 37, 0], &[12, 7, 37]] {
        assert_eq!(stems(&program(commands)).unwrap(), WORDS);
    }
    // A slice that is kept, and put in again and again.
    let grows = [1, 27, 25, 28, 29, 12, 1, 31, 1, 27, 25, 28, 29, 0, 0, 0];
    assert_eq!(stems(&program(&grows)).unwrap()[2], WORDS[2]);
}

#[test]
fn commands_stand_in_one_another_to_a_depth() {
    let deep = |depth: usize| program(&[vec![5; depth], vec![24]].concat());
    assert!(Stemmer::read(&deep(64)).is_ok());
    assert!(Stemmer::read(&deep(65)).is_err());
    assert!(Stemmer::read(&deep(100_000)).is_err());
}

#[test]
fn no_bytes_and_those_of_another_version_are_no_stemmer() {
    assert!(Stemmer::read(&[]).is_err());
    let mut bytes = further_stemmer("de").unwrap().1.to_vec();
    bytes[0] = 2;
    assert!(Stemmer::read(&bytes).is_err());
}

#[test]
fn languages_are_found_by_their_tags() {
    assert_eq!(further_stemmer("nb-NO").unwrap().0, "no");
    assert_eq!(further_stemmer("pt-BR").unwrap().0, "pt");
    // The engine has them itself, or there is none.
    for lang in ["en", "fr", "es", "ru", "ar", "zh", "el", ""] {
        assert!(further_stemmer(lang).is_none(), "{lang}");
    }
}
