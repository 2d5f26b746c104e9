//! Character references of HTML and XML.

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
        named(name)?.to_owned()
    };
    Some((c, rest))
}

fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" | "AMP" => "&",
        "lt" | "LT" => "<",
        "gt" | "GT" => ">",
        "quot" | "QUOT" => "\"",
        "apos" | "rsquo" | "lsquo" => "'",
        "nbsp" | "ensp" | "emsp" | "thinsp" => " ",
        "shy" | "zwj" | "zwnj" | "lrm" | "rlm" => "",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        "eacute" => "é",
        "Eacute" => "É",
        "egrave" => "è",
        "ecirc" => "ê",
        "agrave" => "à",
        "aacute" => "á",
        "acirc" => "â",
        "ccedil" => "ç",
        "ocirc" => "ô",
        "oacute" => "ó",
        "iacute" => "í",
        "icirc" => "î",
        "uacute" => "ú",
        "ugrave" => "ù",
        "ntilde" => "ñ",
        "auml" => "ä",
        "ouml" => "ö",
        "uuml" => "ü",
        "szlig" => "ß",
        _ => return None,
    })
}

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
        ] {
            assert_eq!(decode(text), expected);
        }
    }
}
