//! From the text of a definition to its words.

use std::collections::BTreeMap;

use crate::Mistake;

/// A word of the language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Token {
    /// A keyword, or a name that the definition gives.
    Name(String),
    Number(u8),
    /// A text between quotes, with what stands for other letters in it replaced.
    Text(String),
    Sign(&'static str),
}

/// Signs, the longer first.
const SIGNS: [&str; 20] = [
    "<-", "<+", "->", "<=", ">=", "==", "!=", "(", ")", "[", "]", "$", "<", ">", "=", "+", "-",
    "{", "}", "'",
];

/// The words of a definition, each with its line.
pub(crate) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Mistake> {
    let mut letters = BTreeMap::new();
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let line = text.len() - rest.len();
        let line = 1 + text
            .bytes()
            .take(line)
            .filter(|byte| *byte == b'\n')
            .count();
        let wrong = |what: &str| Mistake::new(line, what);
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if let Some(comment) = rest.strip_prefix("//") {
            rest = comment
                .find('\n')
                .and_then(|end| comment.get(end..))
                .unwrap_or_default();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment
                .split_once("*/")
                .ok_or_else(|| wrong("a comment without an end"))?
                .1;
        } else if let Some(quoted) = rest.strip_prefix('\'') {
            let (text, after) = quote(quoted, &letters).map_err(|what| wrong(&what))?;
            tokens.push((line, Token::Text(text)));
            rest = after;
        } else if first.is_alphanumeric() {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            rest = after;
            if word == "stringdef" {
                // What follows is any signs but spaces, then a text.
                let named = rest.trim_start();
                let end = named.find(char::is_whitespace).unwrap_or(named.len());
                let (name, after) = named.split_at(end);
                let quoted = after.trim_start().strip_prefix('\'');
                let quoted = quoted.ok_or_else(|| wrong("a letter without a text"))?;
                let (text, after) = quote(quoted, &letters).map_err(|what| wrong(&what))?;
                letters.insert(name.to_owned(), text);
                rest = after;
            } else if let Ok(number) = word.parse() {
                tokens.push((line, Token::Number(number)));
            } else {
                tokens.push((line, Token::Name(word.to_owned())));
            }
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign =
                sign.ok_or_else(|| wrong(&format!("“{first}” is no sign of the language")))?;
            tokens.push((line, Token::Sign(sign)));
            rest = rest.strip_prefix(sign).unwrap_or_default();
        }
    }
    Ok(tokens)
}

/// A text up to its closing quote, and what follows it. In braces stands a letter's name, its number or a quote.
fn quote<'a>(
    text: &'a str,
    letters: &BTreeMap<String, String>,
) -> Result<(String, &'a str), String> {
    let mut said = String::new();
    let mut rest = text;
    loop {
        let at = rest
            .find(['\'', '{', '\n'])
            .ok_or("a text without an end")?;
        let (before, from) = rest.split_at(at);
        said.push_str(before);
        if let Some(after) = from.strip_prefix('\'') {
            return Ok((said, after));
        }
        let inner = from.strip_prefix('{').ok_or("a text without an end")?;
        let (name, after) = inner.split_once('}').ok_or("a brace without an end")?;
        if let Some(letter) = letters.get(name) {
            said.push_str(letter);
        } else if name == "'" {
            said.push('\'');
        } else {
            let code = name
                .strip_prefix("U+")
                .and_then(|code| u32::from_str_radix(code, 16).ok());
            let letter = code.and_then(char::from_u32);
            said.push(letter.ok_or_else(|| format!("“{name}” names no letter"))?);
        }
        rest = after;
    }
}
