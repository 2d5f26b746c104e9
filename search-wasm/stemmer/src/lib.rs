//! Makes stemmers for the engine out of definitions in the language Snowball.
//!
//! The definitions are in `algorithms`, with their licence and where they come from. What is made of them is
//! in `search-wasm/core/src/stem`, where `cargo run -p vitrine-stemmer` puts it; `FORMAT.md` of the core describes it. Of
//! the language only that is known which those definitions use.

mod parse;
mod plan;
mod token;
mod write;

use std::fmt;

/// What is made of which definition: the two letters of a language, and the name of its definition.
pub const LANGUAGES: [(&str, &str); 16] = [
    ("ar", "arabic"),
    ("da", "danish"),
    ("de", "german"),
    ("en", "english"),
    ("es", "spanish"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("hu", "hungarian"),
    ("it", "italian"),
    ("nl", "dutch"),
    ("no", "norwegian"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sv", "swedish"),
    ("tr", "turkish"),
];

/// What a definition has that is not known here.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mistake {
    line: usize,
    what: String,
}

impl Mistake {
    fn new(line: usize, what: &str) -> Self {
        Self {
            line,
            what: what.to_owned(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.what)
    }
}

impl std::error::Error for Mistake {}

/// The bytes of the stemmer that a definition describes.
///
/// # Errors
///
/// A definition that is wrong, or has what is not known here.
pub fn compile(definition: &str) -> Result<Vec<u8>, Mistake> {
    let tokens = token::tokens(definition)?;
    write::bytes(&parse::program(&tokens)?)
}

/// All texts of a definition: the endings that it looks for, the letters of its groups, and what it puts in their place.
///
/// # Errors
///
/// A definition whose words are none of the language.
pub fn texts(definition: &str) -> Result<Vec<String>, Mistake> {
    let tokens = token::tokens(definition)?.into_iter();
    Ok(tokens
        .filter_map(|(_, token)| match token {
            token::Token::Text(text) => Some(text),
            token::Token::Name(_) | token::Token::Number(_) | token::Token::Sign(_) => None,
        })
        .collect())
}
