//! The container of the browser: deflated bytes, then base64, in a classic script that calls one function.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::format::Damaged;

/// How large a file may be once it is inflated.
const LIMIT: usize = 64 << 20;
const BEFORE: &str = "vitrine.load(\"";
const BETWEEN: &str = "\",\"";
const AFTER: &str = "\");\n";

/// Wraps a file.
#[must_use]
pub fn wrap(name: &str, bytes: &[u8]) -> Vec<u8> {
    let packed = STANDARD.encode(compress_to_vec(bytes, 9));
    format!("{BEFORE}{name}{BETWEEN}{packed}{AFTER}").into_bytes()
}

/// Wraps the stemmer of a language.
#[must_use]
pub fn wrap_stemmer(lang: &str, bytes: &[u8]) -> Vec<u8> {
    let packed = STANDARD.encode(compress_to_vec(bytes, 9));
    format!("vitrine.stemmer(\"{lang}{BETWEEN}{packed}{AFTER}").into_bytes()
}

/// Unwraps a script. Returns the name that it gives and the bytes.
///
/// # Errors
///
/// A script that [`wrap`] did not write.
pub fn unwrap(script: &[u8]) -> Result<(String, Vec<u8>), Damaged> {
    let text = std::str::from_utf8(script).map_err(|_| Damaged)?;
    let inner = text
        .strip_prefix(BEFORE)
        .and_then(|text| text.strip_suffix(AFTER))
        .ok_or(Damaged)?;
    let (name, packed) = inner.split_once(BETWEEN).ok_or(Damaged)?;
    let packed = STANDARD.decode(packed).map_err(|_| Damaged)?;
    let bytes = decompress_to_vec_with_limit(&packed, LIMIT).map_err(|_| Damaged)?;
    Ok((name.to_owned(), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_unwraps() {
        let script = wrap("t-0011", b"some bytes \x00\xff");
        assert_eq!(
            unwrap(&script),
            Ok(("t-0011".to_owned(), b"some bytes \x00\xff".to_vec()))
        );
        for length in 0..script.len() {
            assert!(unwrap(&script[..length]).is_err());
        }
    }
}
