//! Digests as people compare them.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of bytes in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        text.extend(char::from_digit(u32::from(byte >> 4), 16));
        text.extend(char::from_digit(u32::from(byte & 15), 16));
    }
    text
}

/// A number for a text.
pub(crate) fn number(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_is_that_of_the_standard() {
        assert!(super::digest(b"abc").starts_with("ba7816bf8f01cfea"));
    }
}
