//! The scripts in which search data travel: one call with a name and deflated bytes in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::pack::inflate;

/// Unwraps a script; `None` where it is not one of ours to the last byte.
pub(crate) fn unwrap(script: &[u8]) -> Option<(String, Vec<u8>)> {
    let text = std::str::from_utf8(script).ok()?;
    let inner = text
        .strip_prefix("vitrine.load(\"")?
        .strip_suffix("\");\n")?;
    let (name, packed) = inner.split_once("\",\"")?;
    let packed = STANDARD.decode(packed).ok()?;
    let (bytes, used) = inflate(&packed)?;
    (used == packed.len()).then(|| (name.to_owned(), bytes))
}

/// The name that bytes must have: a letter and the first eight bytes of their digest.
pub(crate) fn name(letter: char, bytes: &[u8]) -> String {
    let digest: String = Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{letter}-{digest}")
}

/// The WebAssembly module in the engine's script; `None` where there is none.
pub(crate) fn module(script: &[u8]) -> Option<Vec<u8>> {
    let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    script
        .split(|byte| !base64(byte))
        .filter(|run| run.len() >= 8)
        .filter_map(|run| STANDARD.decode(run).ok())
        .find(|bytes| bytes.starts_with(b"\0asm"))
}
