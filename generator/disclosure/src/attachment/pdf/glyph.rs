//! What the codes of letters mean: by the encodings of the standard, and by the names of glyphs.

/// An encoding that the standard names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
}

const STANDARD: &str = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\0\0ı\0\0łøœß\0\0\0\0";
const WIN_ANSI: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

impl Encoding {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard => "StandardEncoding",
            Self::WinAnsi => "WinAnsiEncoding",
            Self::MacRoman => "MacRomanEncoding",
        }
    }

    /// What a code means.
    pub(super) fn text(self, code: u8) -> Option<String> {
        let c = match (self, code) {
            (Self::Standard, 39) => '’',
            (Self::Standard, 96) => '‘',
            (_, 32..=126) => char::from(code),
            (_, 128..) => {
                let table = match self {
                    Self::Standard => STANDARD,
                    Self::WinAnsi => WIN_ANSI,
                    Self::MacRoman => MAC_ROMAN,
                };
                table.chars().nth(usize::from(code) - 128)?
            }
            _ => return None,
        };
        (c != '\0').then(|| c.to_string())
    }
}

/// Endings by which fonts tell forms of one sign apart.
const FORMS: &[&str] = &[
    "big", "Big", "bigg", "Bigg", "display", "text", "tp", "bt", "ex", "mid", "wide", "wider",
    "widest", "small", "oldstyle",
];

/// What a glyph means by its name.
pub(super) fn text(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let base = name.split_once('.').map_or(name, |(base, _)| base);
    if let Some(known) = known(base) {
        return Some(known);
    }
    if let Some(hex) = base
        .strip_prefix("uni")
        .filter(|hex| hex.len() >= 4 && hex.len() % 4 == 0)
    {
        return (0..hex.len() / 4)
            .map(|at| character(hex.get(at * 4..at * 4 + 4)?))
            .collect();
    }
    if let Some(hex) = base
        .strip_prefix('u')
        .filter(|hex| (4..=6).contains(&hex.len()))
        && let Some(c) = character(hex)
    {
        return Some(c.to_string());
    }
    if base.contains('_') {
        return base.split('_').map(|part| text(part.as_bytes())).collect();
    }
    FORMS
        .iter()
        .find_map(|form| known(base.strip_suffix(form)?))
}

fn character(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

fn known(name: &str) -> Option<String> {
    let line = include_str!("glyphs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    line.split(' ').map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_have_meanings() {
        for (name, expected) in [
            ("A", Some("A")),
            ("ffi", Some("ffi")),
            ("eacute", Some("é")),
            ("uni00410042", Some("AB")),
            ("u1F600", Some("😀")),
            ("a.alt", Some("a")),
            ("f_i", Some("fi")),
            ("parenleftbigg", Some("(")),
            ("summationdisplay", Some("∑")),
            ("uni004100", None),
            ("uni", None),
            ("g17", None),
            ("Copyright", None),
        ] {
            assert_eq!(text(name.as_bytes()).as_deref(), expected, "{name}");
        }
        for table in [STANDARD, WIN_ANSI, MAC_ROMAN] {
            assert_eq!(table.chars().count(), 128);
        }
        assert_eq!(Encoding::WinAnsi.text(0xe9).as_deref(), Some("é"));
        assert_eq!(Encoding::Standard.text(0xae).as_deref(), Some("ﬁ"));
        assert_eq!(Encoding::MacRoman.text(0x8e).as_deref(), Some("é"));
        assert_eq!(Encoding::Standard.text(7), None);
        // Straight and curved marks of speech.
        for (encoding, text) in [
            (Encoding::Standard, "’‘"),
            (Encoding::WinAnsi, "'`"),
            (Encoding::MacRoman, "'`"),
        ] {
            let both = [39, 96].map(|code| encoding.text(code).unwrap());
            assert_eq!(both.concat(), text);
            assert_eq!(Encoding::named(encoding.name().as_bytes()), Some(encoding));
        }
        assert_eq!(Encoding::named(b"MacExpertEncoding"), None);
    }
}
