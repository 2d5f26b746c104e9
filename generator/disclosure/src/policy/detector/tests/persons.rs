//! What an office knows of its people.

use super::Table;

pub(super) const TABLE: &[Table] = &[
    (
        "vetting",
        &[
            ("She is cleared to TOP SECRET.", "cleared to TOP SECRET"),
            ("His security clearance ran out.", "His security clearance"),
            (
                "clearance level: NATO SECRET",
                "clearance level: NATO SECRET",
            ),
            ("vetting status: pending", "vetting status: pending"),
            ("he failed his vetting", "failed his vetting"),
            ("Sicherheitsüberprüfung Ü2", "Sicherheitsüberprüfung Ü2"),
            ("habilité très secret", "habilité très secret"),
            (
                "veiligheidsonderzoek: geweigerd",
                "veiligheidsonderzoek: geweigerd",
            ),
            ("допуск по второй форме", "допуск по второй форме"),
        ],
        &[
            "Staff need a security clearance.",
            "the vetting of staff is required by law",
            "cleared by the follow-up mission",
            "cleared on 2024-05-01",
            "clearance is granted by the ministry",
            "customs clearance of sources",
            "vetting: who decides, and how",
            "cleared for publication",
            "a level of clearance that fits the post",
            "Sicherheitsüberprüfungen sind Pflicht",
        ],
    ),
    (
        "home-address",
        &[
            (
                "home address: 12 Rose Street",
                "home address: 12 Rose Street",
            ),
            ("He lives at 12 Rose Street", "lives at 12 Rose Street"),
            ("woonadres: Kade 4, Almelo", "woonadres: Kade 4, Almelo"),
            ("wohnhaft in Köln, Ring 12", "wohnhaft in Köln, Ring 12"),
            ("domicilié au quai Bleu 7", "domicilié au quai Bleu 7"),
            ("домашний адрес: Мира, 5", "домашний адрес: Мира, 5"),
        ],
        &[
            "the address of the Office: 12 Rose Street",
            "People who live near a plant",
            "he lives in Almelo",
            "whoever resides in the state",
            "The home addresses of staff stay confidential.",
            "a home address is never published",
            "the population residing in the area",
            "lives of 2 people were saved",
        ],
    ),
    (
        "duty-roster",
        &[
            ("Night shift: J. Jansen", "Night shift: J. Jansen"),
            ("on duty Monday: A. Lee", "on duty Monday: A. Lee"),
            ("the duty roster for week 12", "duty roster for week 12"),
            ("rota of March 2026", "rota of March 2026"),
            ("Nachtschicht: Weber", "Nachtschicht: Weber"),
            ("équipe de nuit : Durand", "équipe de nuit : Durand"),
            ("ночная смена: Иванов", "ночная смена: Иванов"),
        ],
        &[
            "handover at the end of a shift",
            "the night shift hands over to the day shift",
            "a roster is kept",
            "rosters for every post are confidential",
            "who is on duty is not told",
            "a shift in policy: openness",
            "two shifts a day",
            "Nachtschichten sind besetzt",
        ],
    ),
];
