//! Stemmers: those of the languages of the United Nations are always built in, others where the feature `stemmers` is on.
//!
//! The browser's module does without the others; it is given theirs as a function when it is asked in their languages.

use frostem::{Algorithm, Stemmer};

/// Makes the stem of a folded word.
pub type Stem = Box<dyn Fn(&str) -> String>;

/// The stemmer of a language, by its two letters.
pub(super) fn built_in(lang: &str) -> Option<Stem> {
    let algorithm = match lang {
        "ar" => Algorithm::Arabic,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "ru" => Algorithm::Russian,
        other => further(other)?,
    };
    let stemmer = Stemmer::new(algorithm);
    Some(Box::new(move |word| stemmer.stem(word).into_owned()))
}

#[cfg(feature = "stemmers")]
fn further(lang: &str) -> Option<Algorithm> {
    Some(match lang {
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "fi" => Algorithm::Finnish,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(not(feature = "stemmers"))]
fn further(_: &str) -> Option<Algorithm> {
    None
}
