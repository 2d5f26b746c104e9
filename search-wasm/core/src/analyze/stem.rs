//! Stemmers: that of English is always built in, others where the feature `stemmers` is on.
//!
//! The browser's module does without the others; it is given theirs as a function when it is asked in their languages.

use frostem::{Algorithm, Stemmer};

/// Makes the stem of a folded word.
pub type Stem = Box<dyn Fn(&str) -> String>;

/// The stemmer of a language, by its two letters.
pub(super) fn built_in(lang: &str) -> Option<Stem> {
    let algorithm = match lang {
        "en" => Algorithm::English,
        other => further(other)?,
    };
    let stemmer = Stemmer::new(algorithm);
    Some(Box::new(move |word| stemmer.stem(word).into_owned()))
}

#[cfg(feature = "stemmers")]
fn further(lang: &str) -> Option<Algorithm> {
    Some(match lang {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(not(feature = "stemmers"))]
fn further(_: &str) -> Option<Algorithm> {
    None
}
