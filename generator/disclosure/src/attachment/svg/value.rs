//! Numbers, lengths, colours and maps as drawings write them.

use crate::attachment::canvas::{Matrix, Rgb};

/// A number in one form: at most four decimals, no exponent.
pub(in crate::attachment) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "-0" | "") {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Numbers with spaces or commas between them.
pub(super) fn numbers(text: &str) -> Option<Vec<f64>> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return Some(out);
        }
        let (value, behind) = first_number(rest)?;
        out.push(value);
        rest = behind;
    }
}

/// The number at the beginning of a text, and what follows it.
pub(super) fn first_number(text: &str) -> Option<(f64, &str)> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let whole = digits(at);
    at += whole;
    let mut part = 0;
    if bytes.get(at) == Some(&b'.') {
        part = digits(at + 1);
        at += 1 + part;
    }
    if whole + part == 0 {
        return None;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let power = digits(at + 1 + sign);
        if power > 0 {
            at += 1 + sign + power;
        }
    }
    let (value, rest) = text.split_at_checked(at)?;
    let value: f64 = value.parse().ok()?;
    (value.is_finite() && value.abs() < 1e7).then_some((value, rest))
}

/// A length in pixels. `whole` is what a percentage is of, and `em` the size of letters.
pub(super) fn length(text: &str, whole: f64, em: f64) -> Option<f64> {
    let (value, unit) = first_number(text.trim())?;
    let unit = match unit.trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        "em" => em,
        "ex" => em / 2.0,
        // In this order half of 255 is not less than half.
        "%" => return Some(value * whole / 100.0),
        _ => return None,
    };
    Some(value * unit)
}

/// A colour as `#rrggbb`; `None` where it is none that this reader knows.
pub(super) fn colour(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(hex) = text.strip_prefix('#') {
        let hex = match hex.len() {
            6 => hex.to_owned(),
            3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => return None,
        };
        return hex
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| format!("#{hex}"));
    }
    if let Some(inner) = text
        .strip_prefix("rgb(")
        .and_then(|text| text.strip_suffix(')'))
    {
        let parts: Vec<f64> = inner
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| length(part, 255.0, 0.0))
            .collect::<Option<_>>()?;
        let [red, green, blue] = parts.as_slice() else {
            return None;
        };
        let hex = |part: &f64| format!("{:02x}", byte(*part));
        return Some(format!("#{}{}{}", hex(red), hex(green), hex(blue)));
    }
    include_str!("colours.txt")
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(name, _)| *name == text)
        .map(|(_, hex)| format!("#{hex}"))
}

fn byte(value: f64) -> u8 {
    (0..=u8::MAX)
        .find(|byte| f64::from(*byte) + 0.5 > value)
        .unwrap_or(u8::MAX)
}

/// The parts of a colour that [`colour`] has written.
pub(super) fn rgb(text: &str) -> Option<Rgb> {
    let hex = text.strip_prefix('#')?;
    let part = |at: usize| {
        let two = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
        Some(f64::from(two) / 255.0)
    };
    Some(Rgb([part(0)?, part(2)?, part(4)?]))
}

/// A list of maps, as one.
pub(super) fn transform(text: &str) -> Option<Matrix> {
    let mut all = Matrix::IDENTITY;
    let mut rest = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == ',');
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(')?;
        let (inner, behind) = after.split_once(')')?;
        let numbers = numbers(inner)?;
        let map = match (name.trim(), numbers.as_slice()) {
            ("matrix", [a, b, c, d, e, f]) => Matrix([*a, *b, *c, *d, *e, *f]),
            ("translate", [x]) => Matrix([1.0, 0.0, 0.0, 1.0, *x, 0.0]),
            ("translate", [x, y]) => Matrix([1.0, 0.0, 0.0, 1.0, *x, *y]),
            ("scale", [x]) => Matrix([*x, 0.0, 0.0, *x, 0.0, 0.0]),
            ("scale", [x, y]) => Matrix([*x, 0.0, 0.0, *y, 0.0, 0.0]),
            ("rotate", [angle]) => turn(*angle),
            ("rotate", [angle, x, y]) => Matrix([1.0, 0.0, 0.0, 1.0, -x, -y])
                .then(turn(*angle))
                .then(Matrix([1.0, 0.0, 0.0, 1.0, *x, *y])),
            ("skewX", [angle]) => Matrix([1.0, 0.0, angle.to_radians().tan(), 1.0, 0.0, 0.0]),
            ("skewY", [angle]) => Matrix([1.0, angle.to_radians().tan(), 0.0, 1.0, 0.0, 0.0]),
            _ => return None,
        };
        all = map.then(all);
        rest = behind.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
    }
    all.is_sane().then_some(all)
}

fn turn(angle: f64) -> Matrix {
    // Quarter turns are exact on every machine.
    let (sin, cos) = match angle.rem_euclid(360.0) {
        0.0 => (0.0, 1.0),
        90.0 => (1.0, 0.0),
        180.0 => (0.0, -1.0),
        270.0 => (-1.0, 0.0),
        angle => angle.to_radians().sin_cos(),
    };
    Matrix([cos, sin, -sin, cos, 0.0, 0.0])
}

/// A map in one form.
pub(super) fn matrix(map: Matrix) -> String {
    let parts: Vec<String> = map.0.iter().map(|part| precise(*part)).collect();
    format!("matrix({})", parts.join(" "))
}

/// Maps multiply: they keep more decimals than lengths.
fn precise(value: f64) -> String {
    let text = format!("{value:.8}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "-0" | "") { "0" } else { text }.to_owned()
}

/// The name in `url(#name)` or `#name`.
pub(super) fn link(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = text
        .strip_prefix("url(")
        .and_then(|inner| inner.strip_suffix(')'))
        .map_or(text, |inner| inner.trim_matches(['"', '\'', ' ']));
    inner.strip_prefix('#').filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_form() {
        for (text, expected) in [
            ("#F00", Some("#ff0000")),
            ("Red", Some("#ff0000")),
            ("rgb(255, 0, 0)", Some("#ff0000")),
            ("rgb(100%,0%,0%)", Some("#ff0000")),
            ("rgb(50%,50%,50%)", Some("#808080")),
            ("rgb(0.5,-9,999)", Some("#0100ff")),
            ("rgb(0.4,254.4,254.5)", Some("#00feff")),
            ("#ff00", None),
            ("url(#a)", None),
            ("hsl(0,0%,0%)", None),
        ] {
            assert_eq!(colour(text).as_deref(), expected, "{text}");
        }
        assert_eq!(numbers("1-2.5.5e1, 7"), Some(vec![1.0, -2.5, 5.0, 7.0]));
        assert_eq!(numbers("1 x"), None);
        assert_eq!(number(-0.000_01), "0");
        assert_eq!(number(1.5), "1.5");
        assert_eq!(
            length("10mm", 0.0, 0.0).map(number).as_deref(),
            Some("37.7953")
        );
        assert_eq!(
            transform("translate(1,2) scale(2)").map(matrix).as_deref(),
            Some("matrix(2 0 0 2 1 2)")
        );
        assert_eq!(transform("evil(1)"), None);
        assert_eq!(link("url('#a')"), Some("a"));
        assert_eq!(link("http://x/#a"), None);
    }

    #[test]
    fn numbers_end_where_something_else_begins() {
        for (text, expected) in [
            ("1e2x", Some((100.0, "x"))),
            ("1e05", Some((100_000.0, ""))),
            ("1E+2,", Some((100.0, ","))),
            ("1e-05", Some((0.000_01, ""))),
            ("12e-1-3", Some((1.2, "-3"))),
            // Units begin as powers do.
            ("1em", Some((1.0, "em"))),
            ("1ex", Some((1.0, "ex"))),
            ("1e+x", Some((1.0, "e+x"))),
            ("-.5-1", Some((-0.5, "-1"))),
            ("+5.", Some((5.0, ""))),
            ("1.5.5", Some((1.5, ".5"))),
            ("9999999", Some((9_999_999.0, ""))),
            ("1e7", None),
            ("1e999", None),
            ("e5", None),
            (".", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(first_number(text), expected, "{text}");
        }
    }

    #[test]
    fn lengths_are_pixels() {
        for (text, expected) in [
            ("5", Some("5")),
            (" 5 px ", Some("5")),
            ("3pt", Some("4")),
            ("2pc", Some("32")),
            ("25.4mm", Some("96")),
            ("2.54cm", Some("96")),
            ("2in", Some("192")),
            ("3em", Some("30")),
            ("3ex", Some("15")),
            ("5%", Some("4")),
            ("2e1em", Some("200")),
            ("5rem", None),
            ("calc(1px)", None),
        ] {
            let got = length(text, 80.0, 10.0).map(number);
            assert_eq!(got.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn maps_have_one_form() {
        for (text, expected) in [
            ("", "1 0 0 1 0 0"),
            (" \n", "1 0 0 1 0 0"),
            ("matrix(1 2 3 4 5 6)", "1 2 3 4 5 6"),
            ("translate(5)", "1 0 0 1 5 0"),
            ("translate(5, 6)", "1 0 0 1 5 6"),
            ("scale(3)", "3 0 0 3 0 0"),
            ("scale(3 2)", "3 0 0 2 0 0"),
            ("rotate(0)", "1 0 0 1 0 0"),
            ("rotate(90)", "0 1 -1 0 0 0"),
            ("rotate(180)", "-1 0 0 -1 0 0"),
            ("rotate(-90)", "0 -1 1 0 0 0"),
            ("rotate(30)", "0.8660254 0.5 -0.5 0.8660254 0 0"),
            ("rotate(90 10 20)", "0 1 -1 0 30 10"),
            ("skewX(45)", "1 0 1 1 0 0"),
            ("skewY(45)", "1 1 0 1 0 0"),
            (" translate(1 2) , scale(2),rotate(90) ", "0 2 -2 0 1 2"),
        ] {
            let got = transform(text).map(matrix);
            assert_eq!(got, Some(format!("matrix({expected})")), "{text}");
        }
        for text in [
            "rotate(1 2)",
            "scale(0)",
            "translate(1",
            "scale 2",
            "skewX(1 2)",
        ] {
            assert_eq!(transform(text), None, "{text}");
        }
    }
}
