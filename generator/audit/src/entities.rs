//! Character references of HTML and XML.

use unicode_normalization::char::compose;

/// A text with its references resolved; what is no reference stays.
pub(crate) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some((c, behind)) = reference(after) {
            out.push_str(&c);
            rest = behind;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The longest name of a reference, in bytes.
const LONGEST: usize = 12;

fn reference(text: &str) -> Option<(String, &str)> {
    let end = text
        .bytes()
        .take(LONGEST)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))
        .unwrap_or(text.len().min(LONGEST));
    let (name, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix(';').unwrap_or(rest);
    let c = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?.to_string()
    } else {
        named(name)?
    };
    Some((c, rest))
}

/// What a name stands for: a sign or a letter by itself, or a letter with a mark.
fn named(name: &str) -> Option<String> {
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*text).to_owned());
    }
    if let Some((_, letter)) = GREEK.iter().find(|(known, _)| *known == name) {
        return Some(letter.to_string());
    }
    let mut letters = name.chars();
    let letter = letters.next()?;
    let small = format!("{}{}", letter.to_ascii_lowercase(), letters.as_str());
    if let Some((_, letter)) = GREEK.iter().find(|(known, _)| *known == small) {
        return Some(letter.to_uppercase().collect());
    }
    let (_, mark) = MARKS.iter().find(|(mark, _)| *mark == letters.as_str())?;
    Some(compose(letter, *mark)?.to_string())
}

/// Marks by the end of a name: `eacute`, `Aring`.
const MARKS: &[(&str, char)] = &[
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circ", '\u{302}'),
    ("tilde", '\u{303}'),
    ("macr", '\u{304}'),
    ("breve", '\u{306}'),
    ("uml", '\u{308}'),
    ("ring", '\u{30a}'),
    ("dblac", '\u{30b}'),
    ("caron", '\u{30c}'),
    ("cedil", '\u{327}'),
    ("ogon", '\u{328}'),
];

/// Greek letters; a name with a capital is that of a capital.
const GREEK: &[(&str, char)] = &[
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ε'),
    ("zeta", 'ζ'),
    ("eta", 'η'),
    ("theta", 'θ'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("nu", 'ν'),
    ("xi", 'ξ'),
    ("omicron", 'ο'),
    ("pi", 'π'),
    ("rho", 'ρ'),
    ("sigmaf", 'ς'),
    ("sigma", 'σ'),
    ("tau", 'τ'),
    ("upsilon", 'υ'),
    ("phi", 'φ'),
    ("chi", 'χ'),
    ("psi", 'ψ'),
    ("omega", 'ω'),
];

/// Names of signs, and of letters without marks. Whatever is not here stays a word of its own.
const NAMES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("AMP", "&"),
    ("lt", "<"),
    ("LT", "<"),
    ("gt", ">"),
    ("GT", ">"),
    ("quot", "\""),
    ("QUOT", "\""),
    ("apos", "'"),
    ("rsquo", "'"),
    ("lsquo", "'"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("shy", ""),
    ("zwj", ""),
    ("zwnj", ""),
    ("lrm", ""),
    ("rlm", ""),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("middot", "·"),
    ("bull", "•"),
    ("Tab", "\t"),
    ("NewLine", "\n"),
    ("period", "."),
    ("comma", ","),
    ("colon", ":"),
    ("semi", ";"),
    ("excl", "!"),
    ("quest", "?"),
    ("lpar", "("),
    ("rpar", ")"),
    ("sol", "/"),
    ("bsol", "\\"),
    ("num", "#"),
    ("percnt", "%"),
    ("equals", "="),
    ("lowbar", "_"),
    ("hyphen", "\u{2010}"),
    ("dash", "\u{2010}"),
    ("szlig", "ß"),
    ("aelig", "æ"),
    ("AElig", "Æ"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
    ("eth", "ð"),
    ("ETH", "Ð"),
    ("thorn", "þ"),
    ("THORN", "Þ"),
    ("dstrok", "đ"),
    ("Dstrok", "Đ"),
    ("lstrok", "ł"),
    ("Lstrok", "Ł"),
    ("imath", "ı"),
    ("micro", "µ"),
    ("ordf", "ª"),
    ("ordm", "º"),
    ("sup1", "¹"),
    ("sup2", "²"),
    ("sup3", "³"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        for (text, expected) in [
            ("a &amp; b", "a & b"),
            ("&#83;ecret &#x53;ecret", "Secret Secret"),
            ("R&D &unknown; &", "R&D &unknown; &"),
            ("&#xD800; &#99999999;", "&#xD800; &#99999999;"),
            ("caf&eacute", "café"),
            ("&é", "&é"),
            (
                "&lt;b&GT; &quot;a&QUOT; &amp;amp; &AMP;",
                "<b> \"a\" &amp; &",
            ),
            (
                "l&apos;a l&rsquo;a l&lsquo;a &ldquo;a&rdquo;",
                "l'a l'a l'a “a”",
            ),
            ("a&nbsp;b&ensp;c&emsp;d&thinsp;e", "a b c d e"),
            ("se&shy;cr&zwj;e&zwnj;t &lrm;a&rlm;", "secret a"),
            ("a&ndash;b&mdash;c&hellip;", "a–b—c…"),
            (
                "a&comma;&NewLine;b&period;&Tab;c&lpar;d&rpar;",
                "a,\nb.\tc(d)",
            ),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_have_names_with_their_marks() {
        for (text, expected) in [
            (
                "caf&eacute; &Eacute;tat d&eacute;j&agrave; vu",
                "café État déjà vu",
            ),
            (
                "tr&egrave;s f&ecirc;te fran&ccedil;ais &Ccedil;a",
                "très fête français Ça",
            ),
            (
                "h&ocirc;tel &icirc;le &acirc;ge o&ugrave;",
                "hôtel île âge où",
            ),
            (
                "pa&iacute;s ma&ntilde;ana acci&oacute;n &uacute;til m&aacute;s",
                "país mañana acción útil más",
            ),
            (
                "f&uuml;r K&ouml;ln H&auml;user Stra&szlig;e &Auml;rger &Uuml;ber",
                "für Köln Häuser Straße Ärger Über",
            ),
            (
                "&Aring;rhus s&oslash;r &AElig;r&oslash; &thorn;&eth;",
                "Århus sør Ærø þð",
            ),
            (
                "&Scaron;koda &ccaron;e&scaron;tina &lstrok;&oacute;d&zacute; &odblac; &abreve; &aogon;",
                "Škoda čeština łódź ő ă ą",
            ),
            (
                "&mu;Sv &micro;Sv &alpha; &Omega; m&sup2; &MU;",
                "μSv µSv α Ω m² &MU;",
            ),
            // No letter has such a mark, or there is no such letter.
            (
                "&qacute; &acute; &eacut; &éacute;",
                "&qacute; &acute; &eacut; &éacute;",
            ),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
