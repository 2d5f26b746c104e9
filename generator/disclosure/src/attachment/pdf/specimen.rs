//! Objects of PDFs as they stand in a file, for tests of what becomes of them.

use super::lexer::Lexer;
use super::object::{Dict, Object};
use super::write::{print, raw};

/// The object that a text stands for.
#[track_caller]
pub(super) fn object(text: &str) -> Object {
    let mut lexer = Lexer::new(text.as_bytes(), 0);
    let object = lexer.object().unwrap_or_else(|| panic!("{text}"));
    lexer.skip();
    assert_eq!(lexer.peek(), None, "{text}");
    object
}

/// The dictionary that a text stands for.
#[track_caller]
pub(super) fn dict(text: &str) -> Dict {
    match object(text) {
        Object::Dict(dict) => dict,
        _ => panic!("{text}"),
    }
}

/// Bytes with the dictionary that a text stands for.
#[track_caller]
pub(super) fn stream(dict: &str, bytes: &[u8]) -> Object {
    raw(self::dict(dict), bytes.to_vec())
}

/// Bytes in digits, with the mark that ends them.
pub(super) fn digits(bytes: &[u8]) -> String {
    printed(&Object::Text(bytes.to_vec()))
        .trim_start_matches('<')
        .to_owned()
}

/// An object as it is written.
pub(super) fn printed(object: &Object) -> String {
    let mut out = Vec::new();
    print(object, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}
