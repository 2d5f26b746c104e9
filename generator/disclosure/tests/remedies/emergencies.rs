//! Emergencies: what is declared, and what stands in an entry.

use jiff::civil::date;
use vitrine_disclosure::officer::{Declaration, emergency};

use crate::case::{Remedy, TODAY, of, site, told};
use crate::texts::PUBLIC;

/// A declaration with everything in order.
const SOUND: Declaration<'static> = Declaration {
    id: "storm",
    event: "A storm",
    rules: &[],
    gates: &[],
    from: date(2026, 11, 10),
    until: date(2026, 11, 11),
    by: "Ann Lee",
    approved_by: "Bo Mar",
    basis: "Told by the duty officer",
    title: "A storm comes",
    class: "emergency",
    issuer: "The office",
};

/// What is told of a declaration, and of the one that was mended.
fn declared(code: &'static str, wrong: Declaration<'static>) -> Remedy {
    site(code)
        .placeless()
        .with("a.md", PUBLIC)
        .asked(move |tree, mended| {
            let declaration = if mended { &SOUND } else { &wrong };
            told(emergency(tree, declaration, TODAY))
        })
}

pub(crate) fn all() -> Vec<Remedy> {
    let rules: &'static [String] = Vec::leak(vec!["transport/specifik".to_owned()]);
    vec![
        declared(
            "emergency-id",
            Declaration {
                id: "Storm 2027",
                ..SOUND
            },
        ),
        declared(
            "emergency-text",
            Declaration {
                title: " ",
                ..SOUND
            },
        ),
        declared(
            "emergency-days",
            Declaration {
                until: date(2027, 11, 11),
                ..SOUND
            },
        ),
        declared("rule-unknown", Declaration { rules, ..SOUND }),
        declared(
            "word-unknown",
            Declaration {
                class: "urgent",
                ..SOUND
            },
        ),
        declared(
            "reassessment-one-person",
            Declaration {
                approved_by: "ann lee",
                ..SOUND
            },
        ),
        site("draft-taken")
            .placeless()
            .with("a.md", PUBLIC)
            .with("announcements/storm.md", PUBLIC)
            .asked(|tree, mended| {
                let id = if mended { "storm-2027" } else { "storm" };
                told(emergency(tree, &Declaration { id, ..SOUND }, TODAY))
            }),
        of(
            "reassessment-one-person",
            "---\ntitle: A storm\nkind: reassessment\nsensitivity: sensitive\nid: storm\nevent: A storm\nrules: [transport/specific]\ngates: [dates]\nfrom: 2026-11-10\nuntil: 2026-11-11\nby: Ann Lee\napproved_by: «ANN LEE⇒Bo Mar»\nbasis: Told\n---\n",
        ),
    ]
}
