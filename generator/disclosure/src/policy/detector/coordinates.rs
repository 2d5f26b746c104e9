//! Places: coordinates in the notations that people copy from maps.

use std::ops::Range;

use super::Case::Small;
use super::Persons::Two;
use super::{Family, Seeks, Seen, Shipped, Wakes, alone, always};

/// One of the two halves of a place in degrees and minutes.
macro_rules! half {
    () => {
        r#"[0-9]{1,3} ?(?:°|deg\.?|d) ?[0-9]{1,2}(?:[.,][0-9]{1,8})? ?(?:'|min\.?|m)(?: ?[0-9]{1,2}(?:[.,][0-9]{1,8})? ?(?:''|"|sec\.?|s))?[ ,]{0,2}(?:north|south|east|west|[nsewo]\b|nb\b|ol\b|wl\b|с\.? ?ш|ю\.? ?ш|в\.? ?д|з\.? ?д)"#
    };
}

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "coordinates-decimal",
        family: Family::Coordinates,
        seeks: "a place in decimal degrees",
        example: "52.37312, 4.89221",
        persons: Two,
        wakes: Wakes::Digits(5),
        by: Seeks::Patterns(
            Small,
            &[
                r"([+-]?[0-9]{1,2}\.[0-9]{4,12} ?°? ?[nsz]?(?:, ?|; ?|/| )[+-]?[0-9]{1,3}\.[0-9]{4,12}(?: ?°)?(?: ?[ewo]\b)?)",
                r"([0-9]{1,2}[.,][0-9]{2,12} ?°? ?[nsz][b.]?[,;/ ]{0,3}[0-9]{1,3}[.,][0-9]{2,12} ?°? ?(?:[ewo]|ol|wl)\b)",
                r"\b([ns] ?[0-9]{1,2}[.,][0-9]{2,12} ?°?[,;/ ]{1,3}[ewo] ?[0-9]{1,3}[.,][0-9]{2,12} ?°?)",
                r"\b((?:lat(?:itude)?|latitud|breedtegraad|breite(?:ngrad)?|широта|lon(?:g(?:itude)?)?|longitud|lengtegraad|länge(?:ngrad)?|долгота)\.? ?(?:is|[:=])? ?[+-]?[0-9]{1,3}[.,][0-9]{2,12} ?°?)",
            ],
        ),
        holds: degrees,
    },
    Shipped {
        name: "coordinates-minutes",
        family: Family::Coordinates,
        seeks: "a place in degrees, minutes and seconds",
        example: "52°22′26″N 4°53′32″E",
        persons: Two,
        wakes: Wakes::Digits(4),
        by: Seeks::Patterns(
            Small,
            &[
                concat!("(", half!(), "(?:[ ,;/.]{0,3}", half!(), ")?)"),
                r"([0-9]{1,3} ?° ?[0-9]{1,2}[.,][0-9]{2,8} ?'? ?[nsewo]\b)",
                r"\b([nsewo] ?[0-9]{1,3} ?° ?[0-9]{1,2}(?:[.,][0-9]{1,8})?)",
                r"\b([nsew][0-9]{2,3} [0-9]{2}\.[0-9]{2,5})\b",
                r"\b([0-9]{2} [0-9]{2} [0-9]{2}(?:\.[0-9]{1,4})? ?[ns][ ,;/]{1,3}[0-9]{2,3} [0-9]{2} [0-9]{2}(?:\.[0-9]{1,4})? ?[ew])\b",
                r"\b([0-9]{4}(?:[0-9]{2})?[ns][ /]?[0-9]{5}(?:[0-9]{2})?[ew])\b",
            ],
        ),
        holds: always,
    },
    Shipped {
        name: "coordinates-grid",
        family: Family::Coordinates,
        seeks: "a place in a grid: UTM, MGRS or a national one",
        example: "31U FT 28000 03000",
        persons: Two,
        wakes: Wakes::Digits(6),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b((?:utm )?(?:zone )?[0-6]?[0-9] ?[c-hj-np-x][ ,:]{0,2}[1-9][0-9]{5}(?:\.[0-9]{1,3})? ?(?:m ?)?e?[ ,;/]{1,3}[0-9]{7}(?:\.[0-9]{1,3})? ?(?:m ?)?n?)\b",
                r"\b([0-6]?[0-9][c-hj-np-x] ?[a-hj-np-z]{2} ?(?:[0-9]{3} ?[0-9]{3}|[0-9]{4} ?[0-9]{4}|[0-9]{5} ?[0-9]{5}))\b",
                r"\b((?:os )?grid ref(?:erence)?\.? ?(?:is|:)? ?[a-hj-z]{2} ?(?:[0-9]{3} ?[0-9]{3}|[0-9]{4} ?[0-9]{4}|[0-9]{5} ?[0-9]{5}))\b",
                r"\b((?:rd|rijksdriehoek|gauss[ -]kr[uü]ger|lambert(?: ?93)?|lv95|ch1903\+?|osgb)[a-z -]{0,20}[:=]? ?(?:[xe] ?[:=]? ?)?[0-9]{5,7}(?:[.,][0-9]{1,3})?[ ,;/]{1,3}(?:[yn] ?[:=]? ?)?[0-9]{5,7})\b",
            ],
        ),
        holds: grid,
    },
    Shipped {
        name: "coordinates-code",
        family: Family::Coordinates,
        seeks: "a place as a code or in the address of a map",
        example: "geo:52.3731,4.8922",
        persons: Two,
        wakes: Wakes::Words(&[
            "+", "geo:", "///", "w3w.co/", "map", "mlat", "ll=", "q=", "@",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b([23456789cfghjmpqrvwx]{8}\+[23456789cfghjmpqrvwx]{2,3})\b",
                r"(geo:[+-]?[0-9]{1,2}(?:\.[0-9]{1,12})?,[+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?)",
                r"(///[a-zß-ӿ]{3,20}\.[a-zß-ӿ]{3,20}\.[a-zß-ӿ]{3,20})\b",
                r"(w3w\.co/[a-zß-ӿ]{3,20}\.[a-zß-ӿ]{3,20}\.[a-zß-ӿ]{3,20})\b",
                r"((?:[?&#](?:q|ll|sll|query|center|cp|daddr|destination|c|map)=(?:loc:)?|#|/?@)(?:[0-9]{1,2}(?:\.[0-9]{1,2})?/)?[+-]?[0-9]{1,2}\.[0-9]{3,15}[,/~][+-]?[0-9]{1,3}\.[0-9]{3,15})",
                r"([?&#]mlat=[+-]?[0-9]{1,2}\.[0-9]{2,15}&mlon=[+-]?[0-9]{1,3}\.[0-9]{2,15})",
            ],
        ),
        holds: code,
    },
];

/// The numbers of a text, with a point or a comma before their decimals.
fn numbers(text: &str) -> Vec<f64> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map(|part| part.trim_matches(['.', ',']))
        .flat_map(|part| {
            // A comma between two points parts two numbers; else it is one of decimals.
            let points = part.matches('.').count();
            let parts: Vec<String> = if points > 0 {
                part.split(',').map(str::to_owned).collect()
            } else {
                vec![part.replace(',', ".")]
            };
            parts
        })
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// Degrees that exist, and no pair of small fractions, which statistics are full of.
fn degrees(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    let found = numbers(hit);
    let sane = match found.as_slice() {
        // One half of a place has a word before it that says which.
        [one] => *one <= 180.0,
        [lat, lon] => *lat <= 90.0 && *lon <= 180.0 && (*lat >= 1.0 || *lon >= 1.0),
        _ => false,
    };
    seen.when(sane && seen.stands_alone())
}

/// A zone that exists.
fn grid(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen
        .hit()
        .trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    let zone: String = hit.chars().take_while(char::is_ascii_digit).collect();
    let sane = zone.len() > 2
        || zone
            .parse::<u32>()
            .is_ok_and(|zone| (1..=60).contains(&zone));
    alone(seen).filter(|_| sane || zone.is_empty())
}

/// A plus code has letters as well as digits.
fn code(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    let plus = hit.contains('+') && !hit.contains(['.', '=', ':', ',']);
    let letters = hit.contains(|c: char| c.is_ascii_alphabetic());
    let digits = hit.contains(|c: char| c.is_ascii_digit());
    let word = hit.split('+').next().unwrap_or_default();
    // `prefix+xx` of letters alone is a word.
    seen.when(!plus || (letters && digits && word.contains(|c: char| c.is_ascii_digit())))
}
