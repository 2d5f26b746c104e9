//! Numbers of persons and accounts, told from other numbers by their check digits.

use std::ops::Range;

use super::Case::{Small, Written};
use super::Persons::Two;
use super::digits::{self, digits};
use super::{Family, Seeks, Seen, Shipped, Wakes, alone};

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "bank-account",
        family: Family::Identity,
        seeks: "a bank account number (IBAN, check digits modulo 97)",
        example: "NL91 ABNA 0417 1643 00",
        persons: Two,
        wakes: Wakes::Digits(8),
        by: Seeks::Patterns(Small, &[r"\b[a-z]{2}[0-9]{2}(?:[ .-]?[a-z0-9]{1,4}){3,10}"]),
        holds: iban,
    },
    Shipped {
        name: "payment-card",
        family: Family::Identity,
        seeks: "a payment card number (Luhn)",
        example: "4111 1111 1111 1111",
        persons: Two,
        wakes: Wakes::Digits(13),
        by: Seeks::Patterns(
            Small,
            &[
                r"[2-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,7}",
                r"3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5}",
            ],
        ),
        holds: card,
    },
    Shipped {
        name: "identity-dutch",
        family: Family::Identity,
        seeks: "a Dutch citizen service number (eleven test)",
        example: "111222333",
        persons: Two,
        wakes: Wakes::Digits(9),
        by: Seeks::Patterns(
            Small,
            &[
                r"[0-9]{9}",
                r"[0-9]{4}\.[0-9]{2}\.[0-9]{3}",
                r"\b(?:bsn|burgerservicenummer|sofi-?nummer)\b ?(?:is|:|=)? ?([0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{3})",
            ],
        ),
        holds: |seen| alone(seen).filter(|_| digits::dutch(&digits(seen.hit()))),
    },
    Shipped {
        name: "identity-belgian",
        family: Family::Identity,
        seeks: "a Belgian national number (check digits modulo 97)",
        example: "85.07.30-033.28",
        persons: Two,
        wakes: Wakes::Digits(11),
        by: Seeks::Patterns(
            Small,
            &[r"[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[ -]?[0-9]{3}[. -]?[0-9]{2}"],
        ),
        holds: |seen| alone(seen).filter(|_| digits::belgian(&digits(seen.hit()))),
    },
    Shipped {
        name: "identity-german",
        family: Family::Identity,
        seeks: "a German tax number of a person (check digit of ISO 7064)",
        example: "36 574 261 809",
        persons: Two,
        wakes: Wakes::Digits(11),
        by: Seeks::Patterns(Small, &[r"[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}"]),
        holds: |seen| alone(seen).filter(|_| digits::german(&digits(seen.hit()))),
    },
    Shipped {
        name: "identity-french",
        family: Family::Identity,
        seeks: "a French registration number (key modulo 97)",
        example: "2 55 08 14 168 025 38",
        persons: Two,
        wakes: Wakes::Digits(13),
        by: Seeks::Patterns(
            Small,
            &[
                r"[12378][ .-]?[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9][0-9ab][ .-]?[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{2}",
            ],
        ),
        holds: |seen| alone(seen).filter(|_| digits::french(seen.hit())),
    },
    Shipped {
        name: "identity-spanish",
        family: Family::Identity,
        seeks: "a Spanish identity number (DNI or NIE, check letter)",
        example: "12345678Z",
        persons: Two,
        wakes: Wakes::Digits(7),
        by: Seeks::Patterns(
            Small,
            &[
                r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[a-hj-np-tv-z]",
                r"[xyz][ -]?[0-9]{7}[ -]?[a-hj-np-tv-z]",
            ],
        ),
        holds: |seen| alone(seen).filter(|_| digits::spanish(seen.hit())),
    },
    Shipped {
        name: "identity-russian",
        family: Family::Identity,
        seeks: "a Russian insurance or taxpayer's number (control digits)",
        example: "112-233-445 95",
        persons: Two,
        wakes: Wakes::Digits(11),
        by: Seeks::Patterns(
            Small,
            &[
                r"[0-9]{3}-[0-9]{3}-[0-9]{3}[ -][0-9]{2}",
                r"\b(?:снилс)\b ?(?:no|n)? ?:? ?([0-9]{11})",
                r"[0-9]{12}",
            ],
        ),
        holds: |seen| {
            let number = digits(seen.hit());
            let real = digits::russian_insurance(&number) || digits::russian_tax(&number);
            alone(seen).filter(|_| real)
        },
    },
    Shipped {
        name: "identity-british",
        family: Family::Identity,
        seeks: "a British national insurance number",
        example: "AB 12 34 56 C",
        persons: Two,
        wakes: Wakes::Digits(6),
        by: Seeks::Patterns(
            Written,
            &[r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]"],
        ),
        holds: |seen| {
            let refused = ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"];
            alone(seen).filter(|_| !refused.iter().any(|start| seen.hit().starts_with(start)))
        },
    },
    Shipped {
        name: "identity-american",
        family: Family::Identity,
        seeks: "an American social security number",
        example: "219-09-9999",
        persons: Two,
        wakes: Wakes::Digits(9),
        by: Seeks::Patterns(Small, &[r"[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}"]),
        holds: |seen| {
            let hit = seen.hit();
            let real = !hit.starts_with("000")
                && !hit.starts_with("666")
                && hit.get(4..6) != Some("00")
                && !hit.ends_with("0000");
            alone(seen).filter(|_| real)
        },
    },
    Shipped {
        name: "travel-document",
        family: Family::Identity,
        seeks: "a passport number, or the lines that machines read in a passport",
        example: "passport no. NX4R8T215",
        persons: Two,
        wakes: Wakes::Words(&[
            "passport",
            "paspoort",
            "reisepass",
            "passeport",
            "pasaporte",
            "паспорт",
            "<<",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b(?:passport|paspoort|reisepass|passeport|pasaporte|паспорт)(?: ?(?:no|number|nr|nummer|n°|numéro|número|номер|серия)\.?){0,3} ?[:#]? ?([a-z]{0,3}[0-9][a-z0-9]{5,9}|[0-9]{2} ?[0-9]{2} ?[0-9]{6})\b",
                r"[a-z0-9<]{9}[0-9][a-z<]{3}[0-9]{7}[mfx<][0-9]{7}[a-z0-9<]{0,16}",
            ],
        ),
        holds: travel,
    },
];

/// Lengths of bank account numbers by country, from the registry of ISO 13616.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";

/// As much of a match as its country's numbers are long.
fn iban(seen: &Seen<'_>) -> Option<Range<usize>> {
    let country = seen.hit().get(..2)?.to_ascii_uppercase();
    let length: usize = LENGTHS
        .split(' ')
        .find_map(|one| one.strip_prefix(country.as_str()))?
        .parse()
        .ok()?;
    let end = seen
        .hit()
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphanumeric())
        .nth(length.checked_sub(1)?)
        .map(|(at, _)| seen.range.start + at + 1)?;
    let hit = Seen {
        text: seen.text,
        range: seen.range.start..end,
    };
    let compact: String = hit
        .hit()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let touched = hit.after().starts_with(|c: char| c.is_alphanumeric());
    hit.when(!touched && digits::iban(&compact))
}

/// A number of a length that cards have, from a range that is given out.
fn card(seen: &Seen<'_>) -> Option<Range<usize>> {
    let number = digits(seen.hit());
    let start = number.iter().take(4).fold(0, |sum, digit| sum * 10 + digit);
    let lengths = match start {
        5100..=5599 | 2221..=2720 => 16..=16,
        3400..=3499 | 3700..=3799 => 15..=15,
        6011 | 6200..=6299 | 6440..=6599 | 3528..=3589 => 16..=19,
        4000..=5099 | 5600..=5999 | 6300..=6399 | 6700..=6799 => 13..=19,
        _ => return None,
    };
    let given_out = lengths.contains(&number.len());
    alone(seen).filter(|_| given_out && digits::luhn(&number))
}

fn travel(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    // A number alone is shorter than any line for machines.
    if hit.len() < 28 {
        return alone(seen).filter(|_| digits(hit).len() >= 5);
    }
    let part = |from: usize, to: usize| hit.get(from..to).unwrap_or_default();
    let check = |at: usize| hit.chars().nth(at).unwrap_or('<');
    let sound = digits::travel(part(0, 9), check(9))
        && digits::travel(part(13, 19), check(19))
        && digits::travel(part(21, 27), check(27));
    seen.when(sound)
}
