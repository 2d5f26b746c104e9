//! Protection and response: times, numbers and rounds that tell an adversary how to be quicker.

use super::Case::Small;
use super::Persons::Two;
use super::{Family, Seeks, Shipped, Wakes, always};

/// A number, in digits or in a word.
macro_rules! number {
    () => {
        r"(?:[0-9]{1,4}(?:[.,][0-9]{1,2})?(?: ?(?:-|to|tot|bis|a|до) ?[0-9]{1,4})?|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|sixty|ninety|deux|trois|quatre|cinq|dix|quinze|vingt|trente|twee|drie|vier|vijf|tien|vijftien|twintig|dertig|zwei|drei|fünf|zehn|zwanzig|dreißig|dos|tres|cuatro|cinco|diez|veinte|treinta|пять|десять|пятнадцать|двадцать|тридцать)\b)"
    };
}

/// A unit of time up to hours.
macro_rules! unit {
    () => {
        r" ?-?(?:s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|secondes?|heures?|minuut|minuten|seconden?|uur|uren|sekunden?|stunden?|segundos?|minutos?|horas?|секунд[аыу]?|минут[аыу]?|час(?:а|ов)?)\b"
    };
}

/// A unit of time up to minutes.
macro_rules! short_unit {
    () => {
        r" ?-?(?:s|secs?|seconds?|min|mins|minutes?|secondes?|minuten|seconden?|sekunden?|segundos?|minutos?|секунд[аыу]?|минут[аыу]?)\b"
    };
}

/// The rest of a sentence, up to a few words.
macro_rules! gap {
    () => {
        r"[^.!?]{0,60}?\b"
    };
}

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "response-time",
        family: Family::Response,
        seeks: "the time that a response takes",
        example: "a response time of 8 minutes",
        persons: Two,
        wakes: Wakes::Words(&[
            "response",
            "reaction",
            "respond",
            "intervention",
            "arriv",
            "deploy",
            "reach",
            "turnout",
            "turn-out",
            "on site",
            "temps d",
            "delai",
            "responstijd",
            "reactietijd",
            "opkomsttijd",
            "aanrijtijd",
            "uitruktijd",
            "reaktionszeit",
            "eingreifzeit",
            "interventionszeit",
            "hilfsfrist",
            "tiempo de",
            "реаги",
            "прибыт",
            "реакции",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                concat!(
                    r"\b((?:response|reaction|intervention|arrival|deployment|turn-?out)[ -]times?\b",
                    gap!(),
                    number!(),
                    unit!(),
                    ")"
                ),
                concat!(
                    r"\b(",
                    number!(),
                    unit!(),
                    r"[- ](?:armed |police |initial )?(?:response|reaction|intervention)(?: times?)?)\b"
                ),
                concat!(
                    r"\b((?:response (?:force|team|unit)|responder|guard|police(?: force| officer)?|gendarme|soldier|army|military|armed officer)s?\b[^.!?]{0,40}?\b(?:arrives?|arrived|responds?|responded|reach(?:es)?|deploys?|(?:is|are|be) (?:there|on site|on the scene))\b[^.!?]{0,30}?\b(?:in|within|after|under|less than)\b[^.!?]{0,20}?\b",
                    number!(),
                    unit!(),
                    ")"
                ),
                concat!(
                    r"\b((?:(?:temps|délais?) (?:d'intervention|de réaction|de réponse)|responstijd|reactietijd|opkomsttijd|aanrijtijd|uitruktijd|reaktionszeit|eingreifzeit|interventionszeit|hilfsfrist|tiempos? de (?:respuesta|reacción|intervención)|врем(?:я|ени) (?:реагирования|прибытия|реакции))\b",
                    gap!(),
                    number!(),
                    unit!(),
                    ")"
                ),
            ],
        ),
        holds: always,
    },
    Shipped {
        name: "delay-time",
        family: Family::Response,
        seeks: "the time that a barrier holds",
        example: "the door resists attack for 15 minutes",
        persons: Two,
        wakes: Wakes::Words(&[
            "delay",
            "penetration",
            "breach",
            "resist",
            "withstand",
            "holds",
            "defeat",
            "cut",
            "retard",
            "retraso",
            "weerstandst",
            "vertragingst",
            "widerstandsz",
            "verzogerungsz",
            "задержки",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                concat!(
                    r"\b((?:access delay|delay times?|penetration times?|barrier delay|breach(?:ing)? times?|weerstandstijd|vertragingstijd|widerstandszeit|verzögerungszeit|temps de (?:retard|résistance)|tiempos? de (?:retardo|retraso|resistencia)|врем(?:я|ени) задержки)\b",
                    gap!(),
                    number!(),
                    unit!(),
                    ")"
                ),
                concat!(
                    r"\b((?:barrier|fence|door|wall|gate|vault|lock|grille|hatch|window)s?\b[^.!?]{0,30}?\b(?:resists?|withstands?|delays?|holds?|can be (?:breached|defeated|cut|penetrated)|(?:is|are) (?:breached|defeated|cut|penetrated))\b[^.!?]{0,40}?\b(?:for|in|within|after|of|by|up to)\b[^.!?]{0,15}?\b",
                    number!(),
                    short_unit!(),
                    ")"
                ),
                concat!(
                    r"\b(delays? (?:an? |the )?(?:adversar(?:y|ies)|intruders?|attackers?)\b[^.!?]{0,30}?\b",
                    number!(),
                    short_unit!(),
                    ")"
                ),
            ],
        ),
        holds: always,
    },
    Shipped {
        name: "guard-number",
        family: Family::Response,
        seeks: "the number of guards or responders",
        example: "12 armed guards per shift",
        persons: Two,
        wakes: Wakes::Words(&[
            "guard",
            "officers",
            "response force",
            "responders",
            "sentries",
            "gardes",
            "agents de",
            "gendarmes",
            "vigiles",
            "bewakers",
            "beveiligers",
            "wachleute",
            "wachmanner",
            "sicherheitskraft",
            "wachpersonal",
            "vigilantes",
            "agentes de seguridad",
            "охран",
            "часовых",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                concat!(
                    r"\b(",
                    number!(),
                    r"(?:-strong)? (?:(?:armed|unarmed|uniformed|trained|private|contract|on-site|security|static|mobile) ){1,3}(?:guards?|officers|responders|personnel|sentries))\b"
                ),
                r"\b([0-9]{1,3} (?:guards|sentries|guardsmen))\b",
                concat!(
                    r"\b(",
                    number!(),
                    r" guards (?:per|in each|each|on every|a|on|at) (?:shift|watch|night|duty|the gate|the fence|post))\b"
                ),
                r"\b((?:guard|response|security|protective) forces? (?:of|numbers?|consists? of|has|comprises) (?:about |around |some |up to |at least )?[0-9]{1,4})\b",
                r"\b((?:number of )?(?:armed )?(?:guards|response force members|responders|security officers)(?: (?:per shift|on duty|on site|at night))? ?[:=] ?[0-9]{1,4})\b",
                r"\b([0-9]{1,4} (?:gardes(?: armés)?|agents de (?:sécurité|surveillance)|gendarmes|vigiles|(?:gewapende )?(?:bewakers|beveiligers)|(?:bewaffnete )?(?:wachleute|wachmänner|wachpersonen|sicherheitskräfte)|guardias(?: armados| de seguridad)?|vigilantes|agentes de seguridad|(?:вооруженных )?(?:охранник(?:ов|а)|часовых)))\b",
            ],
        ),
        holds: always,
    },
    Shipped {
        name: "guard-rounds",
        family: Family::Response,
        seeks: "the hours of shifts or rounds",
        example: "patrols pass every 30 minutes",
        persons: Two,
        wakes: Wakes::Words(&[
            "patrol",
            "guard",
            "shift",
            "rounds",
            "ronde",
            "streife",
            "ronda",
            "обход",
            "смен",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                concat!(
                    r"\b((?:patrols?|guard rounds?|rounds|guards?)\b[^.!?]{0,30}?\b(?:every|each|at intervals of) ",
                    number!(),
                    unit!(),
                    ")"
                ),
                r"\b((?:guards?|shifts?|watch)(?: (?:force|staff))? (?:changes?|change-?over|hand-?over|rotation|relief)s?\b[^.!?]{0,20}?\b(?:at|from) [0-9]{1,2}(?:[:.h][0-9]{2}|[ap]m| ?hours))\b",
                r"\b(patrols? (?:pass(?:es)?|leaves?|starts?|begins?)\b[^.!?]{0,20}?\bat [0-9]{1,2}[:.h][0-9]{2})\b",
                concat!(
                    r"\b((?:rondes? (?:toutes les|elke|om de)|streifen? alle|rondas? cada|обход(?:ы)? каждые) ",
                    number!(),
                    unit!(),
                    ")"
                ),
                r"\b((?:wisseling van de wacht|ploegwisseling|wachwechsel|schichtwechsel|relève|cambio de (?:guardia|turno)|смена караула)\b[^.!?]{0,20}?\b[0-9]{1,2}[:.h][0-9]{2})\b",
            ],
        ),
        holds: always,
    },
];
