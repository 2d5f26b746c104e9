//! Words that a site holds though no entry does: closed vocabularies, names of files and fields, names of states.

/// Closed vocabularies, and what the generator writes by itself.
pub(crate) const WORDS: &str = include_str!("own_words.txt");

/// The codes of ISO 3166-1 with names in English, one a line.
const STATES: &str = include_str!("states.txt");

/// The name of a state by its code.
pub(crate) fn state(code: &str) -> Option<&'static str> {
    STATES
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(known, _)| *known == code)
        .map(|(_, name)| name)
}

/// Names of months, in the languages in which private dates are sought.
const MONTHS: [[&str; 12]; 3] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
];

/// How a date may be written; nothing where the text is no whole date.
pub(crate) fn date_forms(date: &str) -> Vec<String> {
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Vec::new();
    };
    let digits =
        |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let (true, true, true, Ok(number)) = (
        digits(year, 4),
        digits(month, 2),
        digits(day, 2),
        month.parse::<usize>(),
    ) else {
        return Vec::new();
    };
    let short = day.trim_start_matches('0');
    let mut forms = vec![date.to_owned()];
    for names in &MONTHS {
        if let Some(name) = number.checked_sub(1).and_then(|at| names.get(at)) {
            forms.push(format!("{short} {name} {year}"));
        }
    }
    forms
}

/// The whole dates in a text, as they stand there.
pub(crate) fn dates(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('-') {
        let Some(start) = at.checked_sub(4) else {
            continue;
        };
        let fits = (0..10).all(|offset| match offset {
            4 | 7 => bytes.get(start + offset) == Some(&b'-'),
            _ => digit(start + offset),
        });
        let alone = !start.checked_sub(1).is_some_and(digit) && !digit(start + 10);
        if fits && alone {
            found.extend(text.get(start..start + 10));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_and_written() {
        assert_eq!(
            dates("from 2025-06-10T09:30Z to 12025-06-10 or 2025-6-1"),
            ["2025-06-10"]
        );
        assert!(date_forms("2025-06-01").contains(&"1 June 2025".to_owned()));
        assert!(date_forms("2025-06").is_empty() && date_forms("2025-00-10").len() == 1);
        assert_eq!(state("NL"), Some("Netherlands"));
    }

    #[test]
    fn a_day_is_told_in_three_languages() {
        for (date, expected) in [
            (
                "2025-06-01",
                &["2025-06-01", "1 June 2025", "1 juin 2025", "1 junio 2025"][..],
            ),
            (
                "2025-12-31",
                &[
                    "2025-12-31",
                    "31 December 2025",
                    "31 décembre 2025",
                    "31 diciembre 2025",
                ],
            ),
            ("2025-13-01", &["2025-13-01"]),
            ("25-06-01", &[]),
            ("2025-6-01", &[]),
            ("2025-06-1", &[]),
            ("2025-06-01-02", &[]),
            ("2o25-06-01", &[]),
            ("2025-06-0x", &[]),
        ] {
            assert_eq!(date_forms(date), expected, "{date}");
        }
    }

    #[test]
    fn a_date_stands_alone() {
        for (text, expected) in [
            ("2025-06-10", &["2025-06-10"][..]),
            ("x2025-06-10x 2025-06-11", &["2025-06-10", "2025-06-11"]),
            ("12025-06-10 2025-06-101", &[]),
            ("2025-06-10-11", &["2025-06-10"]),
            ("25-06-10 2025-06", &[]),
        ] {
            assert_eq!(dates(text), expected, "{text}");
        }
    }
}
