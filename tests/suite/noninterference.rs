//! G1 on generated sites: two sites that differ only in what is not public give the same bytes. They are equal by
//! construction: one public model is written twice, each time with other private parts around it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use proptest::prelude::*;
use proptest::sample::select;
use vitrine_disclosure::SourceTree;
use vitrine_tests::{assert_same, files, today};

/// A piece of a public entry's body.
#[derive(Clone, Debug)]
enum Piece {
    Paragraph(Vec<&'static str>),
    List(Vec<&'static str>),
    Heading(&'static str),
    /// A portion that leaves a mark, with its reason; what it hides comes from the private side.
    Container {
        reason: &'static str,
        quoted: bool,
    },
    /// A sentence with a portion inside.
    Inline {
        before: &'static str,
        reason: &'static str,
        after: &'static str,
    },
    /// A portion that leaves nothing.
    Silent,
}

/// A public entry.
#[derive(Clone, Debug)]
struct Entry {
    title: &'static str,
    kind: &'static str,
    date: Option<&'static str>,
    topics: Vec<&'static str>,
    pieces: Vec<Piece>,
}

/// A record of something that is withheld.
#[derive(Clone, Debug)]
struct Record {
    title: &'static str,
    reason: &'static str,
    date: &'static str,
}

/// All that the public gets to see.
#[derive(Clone, Debug)]
struct Public {
    entries: Vec<Entry>,
    records: Vec<Record>,
}

/// All that it does not: words for each hiding place, and whole entries.
#[derive(Clone, Debug)]
struct Private {
    words: Vec<String>,
    levels: Vec<&'static str>,
    entries: Vec<(String, &'static str, Vec<String>)>,
    internal: bool,
    toml: bool,
}

const WORDS: [&str; 8] = [
    "guard",
    "transport",
    "review",
    "route 7",
    "at 10:30",
    "the law",
    "a plan",
    "progress",
];
const SECRETS: [&str; 10] = [
    "guard", "fence", "Größe", "camera 4", "αβγ", "*stars*", "a | b", "[x](y)", "`code`", "<b>",
];
const REASONS: [&str; 3] = ["security-specific", "personnel", "threat"];

fn piece() -> impl Strategy<Value = Piece> {
    let words = || proptest::collection::vec(select(&WORDS[..]), 1..8);
    prop_oneof![
        3 => words().prop_map(Piece::Paragraph),
        1 => words().prop_map(Piece::List),
        1 => select(&WORDS[..]).prop_map(Piece::Heading),
        2 => (select(&REASONS[..]), any::<bool>()).prop_map(|(reason, quoted)| Piece::Container { reason, quoted }),
        2 => (select(&WORDS[..]), select(&REASONS[..]), select(&WORDS[..]))
            .prop_map(|(before, reason, after)| Piece::Inline { before, reason, after }),
        1 => Just(Piece::Silent),
    ]
}

fn public() -> impl Strategy<Value = Public> {
    let entry = (
        select(
            &[
                "Annual text",
                "Notes",
                "On reviews",
                "A law",
                "Training",
                "Glossary of words",
            ][..],
        ),
        select(&["page", "term", "practice", "state"][..]),
        proptest::option::of(select(&["2024", "2025-03", "2026-01-05"][..])),
        proptest::collection::btree_set(select(&["transport", "insider", "training"][..]), 0..3),
        proptest::collection::vec(piece(), 1..6),
    )
        .prop_map(|(title, kind, date, topics, pieces)| Entry {
            title,
            kind,
            date,
            topics: topics.into_iter().collect(),
            pieces,
        });
    let record = (
        select(&["A plan", "An inspection", "A report"][..]),
        select(&REASONS[..]),
        select(&["2024", "2025-02"][..]),
    )
        .prop_map(|(title, reason, date)| Record {
            title,
            reason,
            date,
        });
    (
        proptest::collection::vec(entry, 1..5),
        proptest::collection::vec(record, 0..3),
    )
        .prop_map(|(entries, records)| Public { entries, records })
}

fn private() -> impl Strategy<Value = Private> {
    let secret =
        || proptest::collection::vec(select(&SECRETS[..]), 1..5).prop_map(|words| words.join(" "));
    let levels = || select(&["partners", "restricted", "sensitive"][..]);
    (
        proptest::collection::vec(secret(), 8),
        proptest::collection::vec(levels(), 8),
        proptest::collection::vec(
            (
                secret(),
                levels(),
                proptest::collection::vec(secret(), 0..4),
            ),
            0..4,
        ),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(words, levels, entries, internal, toml)| Private {
            words,
            levels,
            entries,
            internal,
            toml,
        })
}

/// Writes a site folder.
fn site(public: &Public, private: &Private) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        "title = \"Generated\"\nportions = \"mark\"\n",
    );
    let mut hiding = 0;
    for (number, entry) in public.entries.iter().enumerate() {
        // Only the public side names what is published; the file's own name is private.
        let path = format!("{}-{number}.md", if private.toml { "x" } else { "y" });
        tree.insert(path, text(number, entry, private, &mut hiding));
    }
    for (number, record) in public.records.iter().enumerate() {
        let secret = &private.words[number % private.words.len()];
        let level = private.levels[number % private.levels.len()];
        let head = format!(
            "---\ntitle: \"{}\"\nkind: page\nsensitivity: {level}\npublic_record: {{slug: record-{number}, title: {}, date: {}, reason: {}, type: national-policy}}\n---\n",
            quoted(secret),
            record.title,
            record.date,
            record.reason
        );
        tree.insert(
            format!("withheld-{number}.md"),
            format!("{head}\n{}\n", private.words.join("\n\n")),
        );
    }
    for (number, (title, level, words)) in private.entries.iter().enumerate() {
        let body = words.join("\n\n");
        tree.insert(
            format!("private/{number}.md"),
            format!(
                "---\ntitle: \"{}\"\nkind: page\nsensitivity: {level}\n---\n\n{body}\n",
                quoted(title)
            ),
        );
    }
    tree
}

/// Text within double quotes of YAML.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn text(number: usize, entry: &Entry, private: &Private, hiding: &mut usize) -> String {
    let mut next = || {
        *hiding += 1;
        (
            private.levels[*hiding % 8],
            private.words[*hiding % 8].as_str(),
        )
    };
    let quotes = if private.toml { "\"" } else { "" };
    let topics: Vec<String> = entry
        .topics
        .iter()
        .map(|topic| format!("{quotes}{topic}{quotes}"))
        .collect();
    let assign = if private.toml { " = " } else { ": " };
    let topics = match topics.join(", ") {
        none if none.is_empty() => none,
        some => format!("topics{assign}[{some}]\n"),
    };
    let mut out = if private.toml {
        let date = entry
            .date
            .map(|date| format!("date = \"{date}\"\n"))
            .unwrap_or_default();
        let internal = if private.internal {
            "[internal]\nnote = \"fence\"\n"
        } else {
            ""
        };
        format!(
            "+++\nsensitivity = \"public\"\ntitle = \"{} {number}\"\nkind = \"{}\"\n{}{date}{topics}{internal}+++\n\n",
            entry.title,
            entry.kind,
            extra(entry.kind, " = ")
        )
    } else {
        let date = entry
            .date
            .map(|date| format!("date: {date}\n"))
            .unwrap_or_default();
        let internal = if private.internal {
            "internal: {note: fence}\n"
        } else {
            ""
        };
        format!(
            "---\ntitle: {} {number}\nkind: {}\n{}{date}{topics}{internal}sensitivity: public\n---\n\n",
            entry.title,
            entry.kind,
            extra(entry.kind, ": ")
        )
    };
    for piece in &entry.pieces {
        let block = match piece {
            Piece::Paragraph(words) => format!("Text: {}.", words.join(", ")),
            Piece::List(words) => words
                .iter()
                .map(|word| format!("- {word}"))
                .collect::<Vec<_>>()
                .join("\n"),
            Piece::Heading(word) => format!("## On {word}"),
            Piece::Container { reason, quoted } => {
                let (level, words) = next();
                let prefix = if *quoted { "> " } else { "" };
                format!(
                    "{prefix}Before.\n{}\n{prefix}:::{level} {{reason=\"{reason}\"}}\n{prefix}{words}\n{prefix}:::",
                    prefix.trim_end()
                )
            }
            Piece::Inline {
                before,
                reason,
                after,
            } => {
                let (level, words) = next();
                // Brackets balance in raw text, and a backslash or a fresh directive would be an error.
                format!("It says {before} :{level}[{words}]{{reason=\"{reason}\"}} and {after}.")
            }
            Piece::Silent => {
                let (level, words) = next();
                format!(
                    "Before silence.\n\n:::{level} {{reason=\"personnel\" silent}}\n{words}\n:::"
                )
            }
        };
        out.push_str(&block);
        out.push_str("\n\n");
    }
    out
}

/// What a kind asks for besides.
fn extra(kind: &str, assign: &str) -> String {
    match kind {
        "practice" => format!(
            "problem{assign}\"A problem\"\nmeasure{assign}\"A measure\"\nmaturity{assign}\"proposed\"\norigin{assign}{}\n",
            if assign.contains('=') {
                "{kind = \"state\", consent = \"anonymous\"}"
            } else {
                "{kind: state, consent: anonymous}"
            }
        ),
        "state" => format!("state{assign}\"FI\"\n"),
        _ => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn private_parts_change_no_byte(public in public(), one in private(), other in private()) {
        // A state has one profile.
        let mut seen = false;
        let mut public = public;
        public.entries.retain(|entry| entry.kind != "state" || !std::mem::replace(&mut seen, true));
        let first = files(&site(&public, &one), today());
        let second = files(&site(&public, &other), today());
        assert_same(&first, &second, "one public model");
    }
}
