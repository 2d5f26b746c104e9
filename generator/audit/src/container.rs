//! The scripts in which search data travel: one call with a name and deflated bytes in base64.

use super::hex;
use super::pack::inflate;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How a WebAssembly module begins.
const MAGIC: &[u8] = b"\0asm";

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

/// The name that bytes must have: a letter and the first four bytes of their digest.
pub(crate) fn name(letter: char, bytes: &[u8]) -> String {
    let digest = hex::digest(bytes);
    format!("{letter}-{}", digest.get(..8).unwrap_or_default())
}

/// What stands in a script in base64.
fn packed(script: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    script
        .split(move |byte| !base64(byte))
        .filter(|run| run.len() >= 8)
        .filter_map(|run| STANDARD.decode(run).ok())
}

/// The data of a stemmer, or of the engine that is a script throughout, one piece after the other, each as it is where it is
/// not deflated; `None` where there are none.
pub(crate) fn data(script: &[u8]) -> Option<Vec<u8>> {
    let plain = |piece: Vec<u8>| match inflate(&piece) {
        Some((inner, used)) if used == piece.len() => inner,
        _ => piece,
    };
    let pieces: Vec<Vec<u8>> = packed(script).map(plain).collect();
    (!pieces.is_empty()).then(|| pieces.concat())
}

/// The WebAssembly module in the engine's script, deflated or not; `None` where there is none.
pub(crate) fn module(script: &[u8]) -> Option<Vec<u8>> {
    packed(script).find_map(|bytes| {
        if bytes.starts_with(MAGIC) {
            return Some(bytes);
        }
        let (inner, used) = inflate(&bytes)?;
        (used == bytes.len() && inner.starts_with(MAGIC)).then_some(inner)
    })
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    fn script(pieces: &[&[u8]]) -> Vec<u8> {
        let pieces: Vec<String> = pieces.iter().map(|piece| STANDARD.encode(piece)).collect();
        format!("x(\"{}\")", pieces.join("\",\"")).into_bytes()
    }

    #[test]
    fn a_module_is_taken_out_of_its_script() {
        let wasm = b"\0asm\x01\0\0\0 code";
        let packed = compress_to_vec(wasm, 6);
        let behind = [packed.as_slice(), b"more"].concat();
        let other = compress_to_vec(b"porcelain herons", 6);
        for (pieces, found) in [
            (&[wasm.as_slice()][..], true),
            (&[&packed], true),
            (&[b"something", &packed], true),
            // With something behind it, or of another kind.
            (&[&behind], false),
            (&[&other], false),
            (&[b"porcelain herons"], false),
            (&[], false),
        ] {
            let module = module(&script(pieces));
            assert_eq!(module, found.then(|| wasm.to_vec()), "{pieces:?}");
        }
    }

    #[test]
    fn pieces_of_data_belong_together() {
        let pieces: [&[u8]; 2] = [b"porcelain ", b"herons"];
        assert_eq!(data(&script(&pieces)), Some(b"porcelain herons".to_vec()));
        // Each is opened, unless something stands behind what was deflated.
        let packed = compress_to_vec(b"herons", 6);
        let behind = [packed.as_slice(), b"more"].concat();
        assert_eq!(
            data(&script(&[b"porcelain ", &packed])),
            Some(b"porcelain herons".to_vec())
        );
        assert_eq!(data(&script(&[&behind])), Some(behind));
        assert_eq!(data(b"x(\"short\", 'a word that is no base 64')"), None);
    }

    #[test]
    fn a_container_is_one_call() {
        let sound = format!(
            "vitrine.load(\"b-1\",\"{}\");\n",
            STANDARD.encode(compress_to_vec(b"texts", 6))
        );
        let found = Some(("b-1".to_owned(), b"texts".to_vec()));
        assert_eq!(unwrap(sound.as_bytes()), found);
        let behind = [compress_to_vec(b"texts", 6).as_slice(), b"more"].concat();
        for other in [
            format!("vitrine.load(\"b-1\",\"{}\");\n", STANDARD.encode(behind)),
            format!("{sound}more"),
            format!(" {sound}"),
            sound.replace("load", "read"),
        ] {
            assert_eq!(unwrap(other.as_bytes()), None, "{other}");
        }
    }
}
