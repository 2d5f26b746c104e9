//! Invents the public half of a site.

use crate::public::{
    Attachment, By, Datum, Edge, Entry, Id, Judged, Link, Media, Piece, Place, Public, Record,
    Show, Within,
};
use crate::random::Random;
use crate::words::{phrase, title};

const REASONS: [&str; 4] = ["security-specific", "personnel", "threat", "investigation"];
const DATES: [&str; 6] = [
    "2023",
    "2024-05",
    "2025-Q3",
    "2025-11-02",
    "2026-01-05",
    "2026-11-23",
];
const TOPICS: [&str; 5] = [
    "transport",
    "insider",
    "training",
    "peer-review",
    "computer-security",
];
const KINDS: [&str; 13] = [
    "page",
    "term",
    "practice",
    "state",
    "instrument",
    "provider",
    "reference",
    "document",
    "mission",
    "finding",
    "event",
    "announcement",
    "page",
];
const STATES: [&str; 4] = ["FI", "NL", "JP", "BR"];

/// Invents a public half.
#[must_use]
pub fn public(random: &mut Random) -> Public {
    let mut inventor = Inventor { random, next: 1 };
    let languages = if inventor.random.chance(35) {
        vec!["en", "fr"]
    } else {
        vec!["en"]
    };
    let mut public = Public {
        languages,
        base_url: inventor.random.chance(30),
        display: inventor
            .random
            .pick(&[None, Some(Show::Mark), Some(Show::Silent)]),
        policy: inventor.random.chance(15),
        emergency: inventor.random.chance(15),
        entries: Vec::new(),
        records: Vec::new(),
    };
    for _ in 0..inventor.random.below(3) {
        let record = inventor.record(&public);
        public.records.push(record);
    }
    for _ in 0..inventor.random.between(1, 4) {
        inventor.entries(&mut public);
    }
    public
}

struct Inventor<'a> {
    random: &'a mut Random,
    next: u32,
}

impl Inventor<'_> {
    fn id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn record(&mut self, public: &Public) -> Record {
        let id = self.id();
        Record {
            id,
            slug: format!("record-{id}"),
            title: title(self.random, id),
            date: self.random.pick(&DATES),
            summary: self.random.chance(40).then(|| phrase(self.random, 2, 5)),
            typed: self.random.chance(50),
            reason: self.reason(public),
            lang: self.random.pick(&public.languages),
        }
    }

    fn reason(&mut self, public: &Public) -> &'static str {
        if public.policy && self.random.chance(30) {
            "own-reason"
        } else {
            self.random.pick(&REASONS)
        }
    }

    /// An entry, and what it needs beside it.
    fn entries(&mut self, public: &mut Public) {
        let kind = self.random.pick(&KINDS);
        if kind == "finding" {
            let mission = self.entry("mission", public);
            public.entries.push(mission);
        }
        let entry = self.entry(kind, public);
        let original = entry.clone();
        public.entries.push(entry);
        if original.lang == "en"
            && public.languages.len() > 1
            && kind != "finding"
            && self.random.chance(50)
        {
            let translation = self.translation(&original);
            public.entries.push(translation);
        }
    }

    fn entry(&mut self, kind: &'static str, public: &Public) -> Entry {
        let id = self.id();
        let taken = |code: &str| {
            public.entries.iter().any(|entry| {
                entry
                    .facts
                    .iter()
                    .any(|(_, datum)| matches!(datum, Datum::Word(word) if word == code))
            })
        };
        let kind = if kind == "state" && STATES.iter().all(|code| taken(code)) {
            "page"
        } else {
            kind
        };
        let by = match self.random.below(3) {
            0 => By::Slug(format!("entry-{id}")),
            1 => By::Id(format!("named-{id}")),
            _ => By::Title,
        };
        let anonymous = kind == "practice" && self.random.chance(50);
        let mut entry = Entry {
            id,
            kind,
            title: title(self.random, id),
            by,
            lang: "en",
            facts: Vec::new(),
            date: self.random.chance(70).then(|| self.random.pick(&DATES)),
            precision: None,
            anonymous,
            translates: None,
            edge: self
                .random
                .pick(&[Edge::None, Edge::None, Edge::First, Edge::Last]),
            judged: Judged::No,
            during: public.emergency && kind != "mission" && self.random.chance(30),
            pieces: Vec::new(),
            files: Vec::new(),
        };
        if anonymous {
            // Dates of such a practice keep the year alone.
            entry.date = entry
                .date
                .map(|_| self.random.pick(&["2023", "2024", "2025"]));
        } else if entry.date.is_some() && self.random.chance(25) {
            let (precision, date) = self.random.pick(&[
                ("year", "2024"),
                ("quarter", "2025-Q2"),
                ("month", "2025-08"),
            ]);
            entry.precision = Some(precision);
            entry.date = Some(date);
        }
        self.facts(&mut entry, public, &taken);
        for number in 0..self.random.below(3) {
            entry.files.push(Attachment {
                title: format!("File {number} {}", phrase(self.random, 1, 2)),
                seed: u8::try_from(self.random.below(256)).unwrap_or(0),
                media: self.random.pick(&[Media::Png, Media::Jpeg, Media::Csv]),
            });
        }
        for _ in 0..self.random.below(8) {
            let piece = self.piece(&entry, public);
            entry.pieces.push(piece);
        }
        entry
    }

    fn facts(&mut self, entry: &mut Entry, public: &Public, taken: &dyn Fn(&str) -> bool) {
        let text = |random: &mut Random| Datum::Text(phrase(random, 2, 5));
        let word = |word: &str| Datum::Word(word.to_owned());
        let mut facts = Vec::new();
        match entry.kind {
            "term" => {
                if self.random.chance(60) {
                    facts.push((
                        "aliases",
                        Datum::List(vec![text(self.random), text(self.random)]),
                    ));
                }
            }
            "practice" => {
                facts.push(("problem", text(self.random)));
                facts.push(("measure", text(self.random)));
                facts.push((
                    "maturity",
                    word(self.random.pick(&["proposed", "in-use", "reviewed"])),
                ));
                if !entry.anonymous {
                    facts.push((
                        "origin",
                        Datum::Map(vec![
                            ("kind", word("state")),
                            ("consent", word("named")),
                            ("name", text(self.random)),
                        ]),
                    ));
                }
            }
            "state" => {
                let free: Vec<&str> = STATES.iter().copied().filter(|code| !taken(code)).collect();
                facts.push(("state", word(self.random.pick(&free))));
            }
            "instrument" => {
                facts.push(("number", Datum::Text(format!("Law {}", entry.id))));
                facts.push((
                    "binding",
                    word(self.random.pick(&["treaty", "political", "guidance"])),
                ));
                facts.push(("aliases", Datum::List(vec![text(self.random)])));
            }
            "provider" => facts.push((
                "role",
                word(self.random.pick(&["government", "regulator", "operator"])),
            )),
            "reference" => facts.push((
                "row",
                word(self.random.pick(&["transport", "personnel", "peer-review"])),
            )),
            "document" => {
                let (rule, form, judged) = self.random.pick(&[
                    ("national-policy", None, Judged::No),
                    ("national-regulation", Some("full"), Judged::No),
                    ("security-report/periodic", None, Judged::One),
                    ("peer-review/rest", Some("summary"), Judged::Two),
                    ("transport/completed", Some("summary"), Judged::One),
                ]);
                facts.push(("type", word(rule)));
                facts.extend(form.map(|form| ("form", word(form))));
                entry.judged = judged;
                if rule == "transport/completed" {
                    facts.push((
                        "completed_on",
                        Datum::Date(self.random.pick(&["2026-11-23", "2026-05-01"]).to_owned()),
                    ));
                }
            }
            "mission" => {
                facts.push(("type", word("peer-review/regime")));
                facts.push(("service", word("ippas")));
                entry.judged = Judged::One;
            }
            "finding" => {
                let mission = public
                    .entries
                    .iter()
                    .rev()
                    .find(|other| other.kind == "mission")
                    .map_or(0, |other| other.id);
                facts.push(("type", word("peer-review/regime")));
                facts.push(("mission", Datum::Entry(mission)));
                facts.push(("category", word("recommendation")));
                facts.push(("scope", word(self.random.pick(&["regime", "transport"]))));
                facts.push(("text_public", text(self.random)));
                facts.push((
                    "status",
                    word(self.random.pick(&["open", "in-progress", "planned"])),
                ));
                entry.judged = Judged::One;
            }
            "event" => {
                facts.push(("type", word("incident-report")));
                facts.push(("category", word("loss")));
                entry.judged = Judged::One;
            }
            "announcement" => {
                facts.push(("type", word("emergency-announcement")));
                facts.push(("class", word("routine")));
                facts.push(("issued_at", Datum::Date("2026-05-20T14:30Z".to_owned())));
                facts.push(("issuer", text(self.random)));
                facts.push(("final", Datum::Flag(true)));
                entry.judged = Judged::One;
            }
            _ => {}
        }
        if self.random.chance(40) {
            facts.push(("summary", text(self.random)));
        }
        if self.random.chance(60) {
            let topics = self.random.some(&TOPICS, 3);
            if !topics.is_empty() {
                facts.push((
                    "topics",
                    Datum::List(
                        topics
                            .into_iter()
                            .map(|topic| Datum::Word(topic.to_owned()))
                            .collect(),
                    ),
                ));
            }
        }
        if self.random.chance(30) {
            facts.push((
                "modules",
                Datum::List(vec![Datum::Number(1), Datum::Number(3)]),
            ));
        }
        let stable: Vec<Id> = public
            .entries
            .iter()
            .filter(|other| !other.during || entry.during)
            .map(|other| other.id)
            .collect();
        if !stable.is_empty() && self.random.chance(40) {
            facts.push((
                "related",
                Datum::List(vec![Datum::Entry(self.random.pick(&stable))]),
            ));
        }
        entry.facts = facts;
    }

    /// The French text of an entry: other words, and the same portions in the same order.
    fn translation(&mut self, original: &Entry) -> Entry {
        let id = self.id();
        let mut entry = original.clone();
        entry.id = id;
        entry.lang = "fr";
        entry.title = title(self.random, id);
        entry.translates = Some(original.id);
        entry.by = match &original.by {
            By::Id(name) => By::Id(name.clone()),
            _ => By::Slug(format!("entree-{id}")),
        };
        // References are found in one's own language first; those of the original serve both.
        entry
            .pieces
            .retain(|piece| matches!(piece, Piece::Container { .. } | Piece::Inline { .. }));
        for piece in &mut entry.pieces {
            match piece {
                Piece::Container { around, .. } => *around = phrase(self.random, 1, 3),
                Piece::Inline { before, after, .. } => {
                    *before = phrase(self.random, 1, 2);
                    *after = phrase(self.random, 1, 2);
                }
                _ => {}
            }
        }
        entry
    }

    fn piece(&mut self, entry: &Entry, public: &Public) -> Piece {
        let random = &mut *self.random;
        match random.below(20) {
            0 | 1 => Piece::Paragraph(phrase(random, 3, 9)),
            2 => Piece::Heading(phrase(random, 1, 3)),
            3 => Piece::List(
                (0..random.between(1, 3))
                    .map(|_| phrase(random, 1, 4))
                    .collect(),
                random.chance(40),
            ),
            4 => Piece::Quote(phrase(random, 2, 5)),
            5 => Piece::Table(
                (0..random.between(1, 3))
                    .map(|_| (phrase(random, 1, 2), phrase(random, 1, 2)))
                    .collect(),
            ),
            6 => Piece::Code(phrase(random, 2, 5)),
            7 => Piece::Admonition(
                random.pick(&["note", "warning", "example"]),
                phrase(random, 2, 5),
            ),
            8 => {
                let (term, meaning) = (phrase(random, 1, 2), phrase(random, 2, 4));
                Piece::Definition(term, meaning)
            }
            9 => {
                let (text, note) = (phrase(random, 2, 4), phrase(random, 2, 4));
                Piece::Footnote(text, note)
            }
            10 | 11 => {
                let words = phrase(random, 1, 3);
                Piece::Link(words, self.link(entry, public))
            }
            12 => match entry.files.iter().position(|file| file.media != Media::Csv) {
                Some(index) => Piece::Image(index),
                None => Piece::Paragraph(phrase(random, 1, 4)),
            },
            13..=15 => self.container(public),
            _ => self.inline(public),
        }
    }

    fn link(&mut self, entry: &Entry, public: &Public) -> Link {
        let records: Vec<Id> = public
            .records
            .iter()
            .filter(|record| record.lang == entry.lang)
            .map(|record| record.id)
            .collect();
        let entries: Vec<Id> = public
            .entries
            .iter()
            .filter(|other| !other.during || entry.during)
            .map(|other| other.id)
            .collect();
        match self.random.below(5) {
            0 if !records.is_empty() => Link::Record(self.random.pick(&records)),
            1 if !entry.files.is_empty() => Link::File(self.random.below(entry.files.len())),
            0 | 1 => Link::Elsewhere,
            2 => Link::Site(self.random.pick(&["home", "register", "pages"])),
            _ if entries.is_empty() => Link::Elsewhere,
            _ => Link::Entry(self.random.pick(&entries)),
        }
    }

    fn show(&mut self, public: &Public) -> Show {
        let said = [Show::Mark, Show::Silent, Show::Default];
        self.random.pick(if public.display.is_some() {
            &said
        } else {
            &said[..2]
        })
    }

    fn container(&mut self, public: &Public) -> Piece {
        let place = self.random.pick(&[
            Place::Top,
            Place::Top,
            Place::Quote,
            Place::Item,
            Place::Admonition,
            Place::Code,
        ]);
        let show = self.show(public);
        Piece::Container {
            slot: self.id(),
            reason: self.reason(public),
            show,
            place,
            around: phrase(self.random, 1, 3),
        }
    }

    fn inline(&mut self, public: &Public) -> Piece {
        let within = self.random.pick(&[
            Within::Paragraph,
            Within::Paragraph,
            Within::Heading,
            Within::Item,
            Within::Cell,
            Within::Quote,
            Within::Emphasis,
            Within::Footnote,
            Within::Definition,
            Within::Code,
        ]);
        Piece::Inline {
            slot: self.id(),
            reason: self.reason(public),
            show: self.show(public),
            within,
            before: phrase(self.random, 1, 2),
            after: phrase(self.random, 1, 2),
        }
    }
}
