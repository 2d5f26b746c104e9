//! Contacts: ways to reach a person or an office.

use std::ops::Range;

use super::Case::Small;
use super::Persons::One;
use super::digits::digits;
use super::{Family, Seeks, Seen, Shipped, Wakes};

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "telephone",
        family: Family::Contact,
        seeks: "a telephone number",
        example: "+31 70 123 45 67",
        persons: One,
        wakes: Wakes::Digits(6),
        by: Seeks::Patterns(
            Small,
            &[
                r"(\+ ?\(?[1-9][0-9]{0,3}\)?(?:[ ./-]{0,2}\(?[0-9]{1,5}\)?){1,7})",
                r"\b(00[1-9][0-9]{0,2}[ ./-]\(?[0-9]{1,4}\)?(?:[ ./-]{1,2}[0-9]{2,5}){1,5})",
                r"\b(?:tel|teleph?one?s?|téléphone|telefoon|telefon|teléfono|phones?|mobile|mobiel|gsm|handy|móvil|fax|тел|телефон|whatsapp|signal|sms)\b\.?(?: ?(?:no|nr|number|nummer|n°|numéro|número)\.?)? ?(?:is|:|/)? ?(\(?0?[0-9]{1,5}\)?(?:[ ./-]{0,2}\(?[0-9]{1,5}\)?){2,7})",
                r"(\([2-9][0-9]{2}\) ?[2-9][0-9]{2}-[0-9]{4})\b",
            ],
        ),
        holds: telephone,
    },
    Shipped {
        name: "email",
        family: Family::Contact,
        seeks: "an e-mail address",
        example: "j.jansen@ministry.nl",
        persons: One,
        wakes: Wakes::Words(&["@", "(at)", "[at]", "{at}", "( at )", "[ at ]"]),
        by: Seeks::Patterns(
            Small,
            &[
                r"([a-zß-ӿ0-9._%+'-]{1,64}@(?:[a-zß-ӿ0-9-]{1,63}\.){1,4}[a-zß-ӿ]{2,24})",
                r"([a-zß-ӿ0-9._%+'-]{1,64} ?[\[({] ?(?:at|@) ?[\])}] ?(?:[a-zß-ӿ0-9-]{1,63} ?(?:\.|[\[({] ?(?:dot|punt|punkt|point|punto) ?[\])}]) ?){1,4}[a-zß-ӿ]{2,24})\b",
            ],
        ),
        holds: email,
    },
    Shipped {
        name: "birth-date",
        family: Family::Contact,
        seeks: "the day of somebody's birth",
        example: "date of birth: 12 March 1980",
        persons: One,
        wakes: Wakes::Words(&[
            "birth",
            "dob",
            "geboortedatum",
            "geboren",
            "geburtsdatum",
            "naissance",
            "nacimiento",
            "рождения",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b((?:date of birth|birth ?date|d\.?o\.?b\.?|geboortedatum|geburtsdatum|date de naissance|fecha de nacimiento|дата рождения) ?(?:is|:|=)? ?(?:[0-9]{1,2}[ ./-](?:[0-9]{1,2}|[a-zß-ӿ]{3,12})[ ./-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-zß-ӿ]{3,12} [0-9]{1,2}, ?[0-9]{4}))\b",
            ],
        ),
        holds: super::always,
    },
];

/// A number that somebody could dial: neither a sum, nor a list of short numbers, nor a range of years.
fn telephone(seen: &Seen<'_>) -> Option<Range<usize>> {
    let number = digits(seen.hit());
    let international = seen.hit().starts_with('+') || seen.hit().starts_with("00");
    let enough = if international { 8..=15 } else { 6..=14 };
    let plus = seen.hit().starts_with('+');
    // Thousands are grouped by three with one sign: +100 000 000.
    let after = number.iter().skip(if plus { 0 } else { 2 });
    let round = after.rev().take(6).all(|digit| *digit == 0);
    let decimals = seen.hit().contains('.') && seen.hit().matches(['.', ' ', '-']).count() == 1;
    let american = !plus || number.first() != Some(&1) || number.len() == 11;
    let touches = seen
        .before()
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '+' | '/'))
        || seen
            .after()
            .starts_with(|c: char| c.is_alphanumeric() || c == '%');
    let day = is_day(seen.hit());
    seen.when(enough.contains(&number.len()) && !round && !decimals && american && !touches && !day)
}

/// A day in digits, as behind `signal` or `phone`: 2016-05-20, 20.05.2016.
fn is_day(text: &str) -> bool {
    let parts: Vec<usize> = text.split(['-', '.', '/']).map(str::len).collect();
    matches!(parts.as_slice(), [4, 2, 2] | [2, 2, 4]) && !text.starts_with('+')
}

/// An address that could be somebody's: the names that are kept for examples are nobody's.
fn email(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    let domain = hit
        .rsplit(['@', ')', ']', '}'])
        .next()
        .unwrap_or_default()
        .trim();
    let nobody = ["example.com", "example.org", "example.net"].contains(&domain)
        || [
            ".example.com",
            ".example.org",
            ".example.net",
            ".example",
            ".invalid",
            ".test",
        ]
        .iter()
        .any(|end| domain.ends_with(end));
    seen.when(!nobody)
}
