//! Signatures beside the sums and the archive: four lines of a fixed form, in which nothing else can be said.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::lists::{ARCHIVE, SUMS};

/// The files that may be signed, with the names of their signatures.
const SIGNED: [(&str, &str); 2] = [
    (SUMS, "SHA256SUMS.minisig"),
    (ARCHIVE, "source.tar.gz.minisig"),
];

/// Says whether a path is that of a signature.
pub(crate) fn is_one(path: &str) -> bool {
    SIGNED.iter().any(|(_, signature)| *signature == path)
}

/// Says whether bytes are a signature that stands at its place and says nothing but what signatures say.
pub(crate) fn is_sound(path: &str, bytes: &[u8], as_of: &str) -> bool {
    let Some((file, _)) = SIGNED.iter().find(|(_, signature)| *signature == path) else {
        return false;
    };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let lines: Vec<&str> = text.split('\n').collect();
    let [untrusted, signature, trusted, whole, ""] = lines.as_slice() else {
        return false;
    };
    *untrusted == "untrusted comment: signature from minisign secret key"
        && holds(signature, 74)
        && trusted
            .strip_prefix("trusted comment: ")
            .is_some_and(|comment| is_comment(comment, file, as_of))
        && holds(whole, 64)
}

fn holds(line: &str, length: usize) -> bool {
    STANDARD
        .decode(line)
        .is_ok_and(|bytes| bytes.len() == length)
}

/// Ours name the file, the release and the day; minisign's a time and the file.
fn is_comment(comment: &str, file: &str, as_of: &str) -> bool {
    let number = |text: &str| text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = |part: &str, name: &str| -> Option<String> {
        Some(part.strip_prefix(name)?.strip_prefix(':')?.to_owned())
    };
    let parts: Vec<&str> = comment.split('\t').collect();
    match parts.as_slice() {
        ["vitrine", own, sequence, day] => {
            named(own, "file").is_some_and(|own| own == file)
                && named(sequence, "sequence").is_some_and(|text| number(&text))
                && named(day, "as-of").is_some_and(|day| day == as_of)
        }
        [time, own, "hashed"] => {
            named(time, "timestamp").is_some_and(|text| number(&text))
                && named(own, "file").is_some_and(|own| own == file)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(comment: &str) -> String {
        let line = |length: usize| STANDARD.encode(vec![7; length]);
        format!(
            "untrusted comment: signature from minisign secret key\n{}\ntrusted comment: {comment}\n{}\n",
            line(74),
            line(64)
        )
    }

    const OURS: &str = "vitrine\tfile:SHA256SUMS\tsequence:3\tas-of:2026-11-23";

    #[test]
    fn signatures_of_both_tools_are_sound() {
        for comment in [OURS, "timestamp:1764000000\tfile:SHA256SUMS\thashed"] {
            let text = signature(comment);
            assert!(is_sound(
                "SHA256SUMS.minisig",
                text.as_bytes(),
                "2026-11-23"
            ));
        }
    }

    #[test]
    fn nothing_else_can_be_said_in_one() {
        let sound = signature(OURS);
        let wrong = [
            sound.replace("minisign secret", "the secret"),
            sound.replace("sequence:3", "sequence:three"),
            sound.replace("sequence:3", "sequence:3 gate"),
            sound.replace("as-of:2026-11-23", "as-of:2026-11-24"),
            sound.replace("file:SHA256SUMS", "file:guard.md"),
            sound.replace("vitrine\t", "vitrine\tgate\t"),
            format!("{sound}gate\n"),
            format!("\n{sound}"),
            sound.trim_end().to_owned(),
            sound.replace("BwcH", "Bwc"),
            signature("timestamp:dawn\tfile:SHA256SUMS\thashed"),
            signature("timestamp:1764000000\tfile:guard.md\thashed"),
            signature("timestamp:1764000000\tfile:SHA256SUMS\tgate"),
            signature("timestamp:176400000000000000000\tfile:SHA256SUMS\thashed"),
            signature(""),
            String::new(),
        ];
        for text in wrong {
            assert!(
                !is_sound("SHA256SUMS.minisig", text.as_bytes(), "2026-11-23"),
                "{text}"
            );
        }
        assert!(!is_sound(
            "source.tar.gz.minisig",
            sound.as_bytes(),
            "2026-11-23"
        ));
        assert!(!is_sound(
            "index.html.minisig",
            sound.as_bytes(),
            "2026-11-23"
        ));
    }
}
