//! Dates, moments and other small values as they are written.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::dialect::near_miss::{distance, is_invisible, latin};
use crate::public::PublicDate;

/// A day: `2016-05-20`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let [year, month, day] = parts(text)?;
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn parts(text: &str) -> Option<[&str; 3]> {
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let parts: Vec<&str> = text.split('-').collect();
    if digits { parts.try_into().ok() } else { None }
}

/// A day, month, quarter or year.
pub(crate) fn date(text: &str) -> Option<PublicDate> {
    if let Some(day) = day(text) {
        return Some(PublicDate {
            year: day.year(),
            month: day.month(),
            day: day.day(),
            quarter: false,
        });
    }
    let (year, rest) = text
        .split_once('-')
        .map_or((text, None), |(year, rest)| (year, Some(rest)));
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = year.parse().ok()?;
    match rest {
        None => Some(PublicDate {
            year,
            month: 0,
            day: 0,
            quarter: false,
        }),
        Some("Q1") => Some(PublicDate {
            year,
            month: 1,
            day: 0,
            quarter: true,
        }),
        Some("Q2") => Some(PublicDate {
            year,
            month: 4,
            day: 0,
            quarter: true,
        }),
        Some("Q3") => Some(PublicDate {
            year,
            month: 7,
            day: 0,
            quarter: true,
        }),
        Some("Q4") => Some(PublicDate {
            year,
            month: 10,
            day: 0,
            quarter: true,
        }),
        Some(month) if month.len() == 2 => {
            let month: i8 = month
                .parse()
                .ok()
                .filter(|month| (1..=12).contains(month))?;
            Some(PublicDate {
                year,
                month,
                day: 0,
                quarter: false,
            })
        }
        Some(_) => None,
    }
}

/// A moment in UTC, `2016-05-20T14:30Z` (seconds may follow), as it is printed.
pub(crate) fn moment(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T')?;
    day(date)?;
    let time = time.strip_suffix('Z')?;
    let parts: Vec<&str> = time.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, *second),
        _ => return None,
    };
    let number = |text: &str, limit: u8| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits && text.parse::<u8>().is_ok_and(|number| number < limit)
    };
    (number(hour, 24) && number(minute, 60) && number(second, 60))
        .then(|| format!("{date}T{hour}:{minute}Z"))
}

/// The known word that a slip of the keyboard away from `written`, if there is one.
pub(crate) fn suggestion<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded: Vec<char> = written
        .trim()
        .nfkc()
        .filter(|&c| !is_invisible(c))
        .flat_map(char::to_lowercase)
        .map(latin)
        .collect();
    known
        .into_iter()
        .map(|word| (distance(&folded, &word.chars().collect::<Vec<_>>()), word))
        .filter(|&(distance, word)| distance <= if word.len() <= 4 { 1 } else { 2 })
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_exact_or_refused() {
        for (text, shown) in [
            ("2016-05-20", "2016-05-20"),
            ("2016-05", "2016-05"),
            ("2016-Q2", "2016-Q2"),
            ("2016", "2016"),
        ] {
            assert_eq!(date(text).unwrap().to_string(), shown);
        }
        for text in [
            "2016-5-20",
            "2016-02-30",
            "20-05-2016",
            "2016-13",
            "2016-Q5",
            "16",
            "2016-05-20 ",
            "",
            "2016/05/20",
            "May 2016",
            "2016-00",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_in_utc() {
        assert_eq!(
            moment("2016-05-20T14:30Z").as_deref(),
            Some("2016-05-20T14:30Z")
        );
        assert_eq!(
            moment("2016-05-20T14:30:59Z").as_deref(),
            Some("2016-05-20T14:30Z")
        );
        for text in [
            "2016-05-20",
            "2016-05-20T14:30",
            "2016-05-20T24:00Z",
            "2016-05-20T14:30+02:00",
            "2016-05-20 14:30Z",
            "2016-05-20T1:30Z",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn slips_find_their_word() {
        let words = ["title", "kind", "sensitivity"];
        assert_eq!(suggestion("sensitvity", words), Some("sensitivity"));
        assert_eq!(suggestion("Title ", words), Some("title"));
        assert_eq!(suggestion("ѕensitivity", words), Some("sensitivity"));
        assert_eq!(suggestion("draft", words), None);
    }
}
