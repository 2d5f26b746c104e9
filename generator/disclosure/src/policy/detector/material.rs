//! Material and transport: how much of what is where, and which way it goes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Case::{Small, Written};
use super::Persons::Two;
use super::engine;
use super::{Family, Seeks, Seen, Shipped, Wakes, always};

/// A road, or a place on one.
macro_rules! road {
    () => {
        r"(?:[aemn]-?[0-9]{1,4}|motorways?|autobahn|autoroute|snelweg|autopista|junction [0-9]{1,3}|exit [0-9]{1,3}|afrit [0-9]{1,3}|трасс[аеу] [a-zа-я]-?[0-9]{1,4})\b"
    };
}

/// Something on its way.
macro_rules! transport {
    () => {
        r"(?:convoys?|transports?|shipments?|consignments?|casks?|flasks?|konvooi(?:en)?|konvois?|convois?|envíos?|колонн[аы]|перевозк[аи])"
    };
}

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "material-place",
        family: Family::Material,
        seeks: "enrichment or kind, quantity and place of material together",
        example: "12 kg of uranium enriched to 93 % in building B7",
        persons: Two,
        wakes: Wakes::Words(&[
            "uran",
            "u-235",
            "u235",
            "235u",
            "heu",
            "plutonium",
            "pu-239",
            "239pu",
            "уран",
            "плутони",
            "enrich",
        ]),
        by: Seeks::Patterns(
            Written,
            &[
                r"(?i)\b(?:uranium|uran|uranio|u-?235|235 ?u|heu|plutonium|plutonio|pu-?239|239 ?pu|уран[а-я]{0,3}|плутони[а-я]{1,3})\b",
            ],
        ),
        holds: together,
    },
    Shipped {
        name: "route",
        family: Family::Material,
        seeks: "the way or the hours of a transport",
        example: "the convoy goes via the A4 and junction 12",
        persons: Two,
        wakes: Wakes::Words(&[
            "route",
            "itiner",
            "convoy",
            "transport",
            "shipment",
            "consignment",
            "cask",
            "flask",
            "traject",
            "konvo",
            "convoi",
            "strecke",
            "ruta",
            "envio",
            "маршрут",
            "колонн",
            "перевозк",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                concat!(
                    r"\b((?:(?:transport|convoy|shipment|alternative|main|planned|approved) (?:route|itinerary)|route of (?:the |each )?",
                    transport!(),
                    r"|itinéraire|transportroute|fahrtroute|ruta de transporte|маршрут)\b[^.!?]{0,60}?\b",
                    road!(),
                    ")"
                ),
                concat!(
                    r"\b(",
                    transport!(),
                    r"\b[^.!?]{0,80}?\b(?:via|along|by way of|takes?|follows?|uses?|über|через|par|por)\b[^.!?]{0,30}?\b",
                    road!(),
                    ")"
                ),
                concat!(
                    r"\b(",
                    transport!(),
                    r"\b[^.!?]{0,60}?\b(?:leaves?|departs?|starts?|passes|crosses|arrives?|stops?|vertrekt|part|sale|fährt)\b[^.!?]{0,40}?\b(?:at|om|um|à|a las) [0-9]{1,2}[:.h][0-9]{2})\b"
                ),
                concat!(
                    r"\b(",
                    transport!(),
                    r"\b[^.!?]{0,40}?\b(?:leaves?|departs?|starts?) (?:from )?[^.!?]{2,40}?\b(?:via|and passes(?: through)?|through) [^.!?]{2,60}?\b(?:to|towards|on (?:its|the) way to) [a-zß-ӿ]{3,20})\b"
                ),
            ],
        ),
        holds: always,
    },
];

static MASS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    engine::regex(
        r"(?i)\b(?:about |some |over )?[0-9]{1,3}(?:[ .,]?[0-9]{3}){0,2}(?:[.,][0-9]{1,3})? ?(?:kg|g|mg|grams?|grammes?|kilograms?|kilogrammes?|kilos?|tonnes?|tons?|кг|г|граммов|килограмм(?:ов)?)\b",
    )
});
static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    engine::regex(
        r"(?i)[0-9]{1,2}(?:[.,][0-9]{1,3})? ?(?:%|per ?cent\b|percent\b|prozent\b|procent\b|pour cent\b|por ciento\b|процент)",
    )
});
static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    engine::regex(
        r"(?:\b(?:at|in|near|from|to|te|bei|aus|nach|à|en|из|в|на) (?:the )?(\p{Lu}\p{Ll}{2,20})|\b(?i:building|room|vault|store|hall|cell|bunker|gebouw|kamer|kluis|gebäude|raum|bâtiment|salle|edificio|sala|здани[еи]|помещени[еи]) (?:no\.? ?)?[A-Z]{0,2}-?[0-9]{1,4}[A-Z]?\b|\b(?i:building|vault|hall|bunker) [A-Z]\b)",
    )
});

/// Words with a capital after `in` that are no place.
const NO_PLACE: &[&str] = &[
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
    "Annex",
    "Article",
    "Table",
    "Figure",
    "Section",
    "Chapter",
    "Category",
    "Appendix",
    "Part",
    "Paragraph",
];

/// The part of the sentence that tells kind, quantity and place.
fn together(seen: &Seen<'_>) -> Option<Range<usize>> {
    let sentence = sentence(seen);
    let text = seen.text.get(sentence.clone())?;
    let find = |pattern: &LazyLock<Option<Regex>>| {
        let found = pattern.as_ref()?.find(text)?;
        Some(sentence.start + found.start()..sentence.start + found.end())
    };
    let mass = find(&MASS)?;
    let place = PLACE.as_ref()?.captures_iter(text).find(|found| {
        found
            .get(1)
            .is_none_or(|word| !NO_PLACE.contains(&word.as_str()))
    })?;
    let place = place.get(0)?;
    let place = sentence.start + place.start()..sentence.start + place.end();
    let hit = seen.hit().to_lowercase();
    let kind = if hit.starts_with('p') || hit.starts_with("239") || hit.starts_with('п') {
        seen.range.clone()
    } else {
        find(&SHARE).or_else(|| {
            let low = text.to_lowercase();
            (low.contains("heu") || low.contains("highly enriched")).then(|| seen.range.clone())
        })?
    };
    let all = [&seen.range, &mass, &place, &kind];
    let start = all.iter().map(|range| range.start).min()?;
    let end = all.iter().map(|range| range.end).max()?;
    Some(start..end)
}

/// The sentence around a match, up to some length either way; it begins with the sign that ends the one before it.
fn sentence(seen: &Seen<'_>) -> Range<usize> {
    const REACH: usize = 240;
    let text = seen.text;
    let from = text.ceil_char_boundary(seen.range.start.saturating_sub(REACH));
    let to = text.floor_char_boundary(seen.range.end + REACH);
    let before = text.get(from..seen.range.start).unwrap_or_default();
    let after = text.get(seen.range.end..to).unwrap_or_default();
    let ends = |text: &str, at: usize| text.get(at + 1..at + 2).is_none_or(|next| next == " ");
    let start = before
        .match_indices(['.', '!', '?'])
        .rfind(|(at, _)| ends(before, *at))
        .map_or(from, |(at, _)| from + at);
    let end = after
        .match_indices(['.', '!', '?'])
        .find(|(at, _)| ends(after, *at))
        .map_or(to, |(at, _)| seen.range.end + at);
    start..end
}
