//! Hides things in a site: the private half that a model begins with.

use std::collections::BTreeMap;

use crate::private::{Emergency, Fill, Hidden, Host, Private, Secret, Style, Why};
use crate::public::{Piece, Public, Show, Slot};
use crate::random::Random;
use crate::words::{name, secret, secret_title, secrets};

/// The built-in levels above public.
pub(crate) const LEVELS: [&str; 3] = ["partners", "restricted", "sensitive"];
const DATES: [&str; 6] = [
    "1999-12-31",
    "2024-05",
    "2025-Q3",
    "2026-01-05",
    "2026-11-23",
    "2031-02-03",
];
const TOPICS: [&str; 5] = [
    "transport",
    "insider",
    "training",
    "security-culture",
    "threat-dbt",
];
const KINDS: [&str; 10] = [
    "page", "page", "term", "practice", "provider", "document", "mission", "event", "decision",
    "waiver",
];

/// Invents what is hidden in a site.
#[must_use]
pub fn private(public: &Public, random: &mut Random) -> Private {
    let mut private = Private {
        levels: if public.policy && random.chance(50) {
            ["inner", "guarded", "closed"]
        } else {
            LEVELS
        },
        remark: secret(random, 4),
        fills: BTreeMap::new(),
        hosts: BTreeMap::new(),
        guards: BTreeMap::new(),
        emergency: Emergency {
            path: name(random),
            style: style(random),
            level: random.below(3),
            words: [secret_title(random), secret(random, 3), secret(random, 3)],
            days: (
                u8::try_from(random.below(3)).unwrap_or(0),
                u8::try_from(random.below(3)).unwrap_or(0),
            ),
        },
        entries: Vec::new(),
        files: BTreeMap::new(),
        floors: BTreeMap::new(),
    };
    for entry in &public.entries {
        private
            .hosts
            .insert(entry.id, host(entry.files.len(), random));
        for piece in &entry.pieces {
            if let Piece::Container { slot, show, .. } | Piece::Inline { slot, show, .. } = piece {
                let slot: Slot = *slot;
                let silent = public.shown(*show) == Show::Silent;
                private
                    .fills
                    .entry(slot)
                    .or_insert_with(|| fill(silent, random));
            }
        }
    }
    for record in &public.records {
        let mut guard = secret_entry(public, random);
        guard.why = Why::Level;
        // The record's type is judged with the people of its entry; the entry itself may be of any kind.
        private.guards.insert(record.id, guard);
    }
    if random.chance(25) {
        private
            .floors
            .insert(format!("vault-{}", random.below(100)), random.below(3));
    }
    for _ in 0..random.below(4) {
        let entry = secret_entry(public, random);
        private.entries.push(entry);
    }
    let folders: Vec<String> = private.floors.keys().cloned().collect();
    for entry in &mut private.entries {
        if let Some(folder) = folders.first()
            && entry.why == Why::Level
            && random.chance(50)
        {
            entry.path = format!("{folder}/{}", entry.path);
        }
    }
    for _ in 0..random.below(3) {
        let (path, bytes) = stray(random);
        private.files.insert(path, bytes);
    }
    private
}

/// A file that no entry lists.
pub(crate) fn stray(random: &mut Random) -> (String, Vec<u8>) {
    let ending = random.pick(&[
        "docx", "txt", "bak", "pdf", "png", "html", "md~", "zip", "json",
    ]);
    (format!("stray/{}.{ending}", name(random)), bytes(random))
}

/// Any bytes, mostly not UTF-8.
pub(crate) fn bytes(random: &mut Random) -> Vec<u8> {
    let count = random.below(60);
    (0..count)
        .map(|_| u8::try_from(random.below(256)).unwrap_or(0))
        .collect()
}

pub(crate) fn style(random: &mut Random) -> Style {
    Style {
        toml: random.chance(40),
        crlf: random.chance(20),
        stars: random.chance(40),
        order: random.number(),
    }
}

fn fill(silent: bool, random: &mut Random) -> Fill {
    Fill {
        level: random.below(3),
        present: !silent || random.chance(50),
        lines: secrets(random, 4),
        other: secrets(random, 4),
    }
}

/// Two persons, who are two, and a basis.
pub(crate) fn people(random: &mut Random) -> [String; 3] {
    let names = [
        "Ann Lee",
        "Bo Šír",
        "Cé Ünal",
        "D. 山",
        "Head of security",
        "Officer 7",
    ];
    let first = random.below(names.len());
    let second = (first + random.between(1, names.len() - 1)) % names.len();
    [
        names[first].to_owned(),
        names[second].to_owned(),
        secret(random, 4),
    ]
}

/// A name for a public attachment's file.
pub(crate) fn host(files: usize, random: &mut Random) -> Host {
    Host {
        path: if random.chance(30) {
            format!("folder-{}/{}", random.below(4), name(random))
        } else {
            name(random)
        },
        style: style(random),
        people: people(random),
        judged_on: random.pick(&["2026-11-23", "2025-01-01", "2026-05-20"]),
        internal: random.chance(30).then(|| secret(random, 4)),
        subject: random.chance(20).then(|| secret(random, 2)),
        review_by: random
            .chance(20)
            .then(|| random.pick(&["2026-11-23", "2027-05-01", "2030-01-01"])),
        fine: (
            u8::try_from(random.between(1, 12)).unwrap_or(1),
            u8::try_from(random.between(1, 28)).unwrap_or(1),
        ),
        origin: secret(random, 2),
        names: (0..files).map(|_| name(random)).collect(),
        metadata: secret(random, 6),
        files: (0..random.below(3) / 2).map(|_| hidden(random)).collect(),
    }
}

/// An attachment that is not public.
pub(crate) fn hidden(random: &mut Random) -> Hidden {
    let ending = random.pick(&["png", "csv", "jpg", "pdf"]);
    Hidden {
        name: format!("{}.{ending}", name(random)),
        level: random.below(3),
        title: secret_title(random),
        bytes: bytes(random),
    }
}

/// An entry of which nothing is public.
pub(crate) fn secret_entry(public: &Public, random: &mut Random) -> Secret {
    let kind = random.pick(&KINDS);
    let never = matches!(kind, "decision" | "waiver");
    let why = if never || matches!(kind, "document" | "mission" | "event") {
        Why::Level
    } else {
        random.pick(&[
            Why::Level,
            Why::Level,
            Why::Later,
            Why::Over,
            Why::NoEmergency,
        ])
    };
    let entries: Vec<u32> = public.entries.iter().map(|entry| entry.id).collect();
    let other = |random: &mut Random| (!entries.is_empty()).then(|| random.pick(&entries));
    Secret {
        path: format!(
            "{}{}",
            random.pick(&["", "private/", "zz/", "0/"]),
            name(random)
        ),
        style: style(random),
        kind,
        title: secret_title(random),
        level: random.below(3),
        why,
        away: u8::try_from(random.between(1, 200)).unwrap_or(1),
        id: random.chance(30).then(|| slug(public, random)),
        slug: random.chance(30).then(|| slug(public, random)),
        date: random.chance(60).then(|| random.pick(&DATES)),
        topics: random.some(&TOPICS, 3),
        lang: public.languages.len() > 1 && random.chance(30),
        summary: random.chance(30).then(|| secret(random, 4)),
        aliases: if kind == "term" {
            vec![secret(random, 2)]
        } else {
            Vec::new()
        },
        translates: if random.chance(15) {
            other(random)
        } else {
            None
        },
        related: if random.chance(25) {
            other(random)
        } else {
            None
        },
        people: people(random),
        lines: secrets(random, 6),
        portion: random.chance(20),
        files: (0..random.below(3) / 2).map(|_| hidden(random)).collect(),
    }
}

/// A slug: that of a public entry, or another.
pub(crate) fn slug(public: &Public, random: &mut Random) -> String {
    if public.entries.is_empty() || random.chance(40) {
        name(random)
    } else {
        public.entries[random.below(public.entries.len())].slug()
    }
}
