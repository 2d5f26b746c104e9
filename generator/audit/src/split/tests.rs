//! What is read out of the source, piece by piece.

use std::collections::BTreeMap;

use super::*;

#[test]
fn paths_are_joined() {
    assert_eq!(join("a/b/c.md", "../d.png"), "a/d.png");
    assert_eq!(join("c.md", "../../d.png"), "d.png");
    assert_eq!(join("a/c.md", "./x//d.png"), "a/x/d.png");
}

#[test]
fn dates_only_lose() {
    for (precision, shown) in [
        ("day", "2016-05-20"),
        ("month", "2016-05"),
        ("quarter", "2016-Q2"),
        ("year", "2016"),
    ] {
        assert_eq!(coarser("2016-05-20", precision), shown);
    }
    assert_eq!(coarser("2016 report", "year"), "2016 report");
    assert_eq!(coarser("2016-05", "year"), "2016");
    // Seven letters are no month, nor is all that a dash follows.
    assert_eq!(coarser("marmots", "year"), "marmots");
    assert_eq!(coarser("open-air stage", "year"), "open-air stage");
    for (month, quarter) in [
        ("01", 1),
        ("03", 1),
        ("04", 2),
        ("09", 3),
        ("10", 4),
        ("12", 4),
    ] {
        let date = format!("2016-{month}-20");
        assert_eq!(coarser(&date, "quarter"), format!("2016-Q{quarter}"));
    }
}

#[test]
fn titles_become_slugs() {
    for (title, expected) in [
        (
            "Follow-up peer review, 2016: l’État",
            "follow-up-peer-review-2016-letat",
        ),
        ("Straße — Œuvre №2: сор об IAEA", "strasse-oeuvre-no2-iaea"),
        ("核安全", ""),
        ("Ærø æra", "aero-aera"),
        ("Øresund sør", "oresund-sor"),
        ("Đurđa Ðeð", "durda-ded"),
        ("Łódź Iłża", "lodz-ilza"),
        ("Þór maþ", "thor-math"),
        ("Diyarbakır", "diyarbakir"),
        ("œuf Œuf", "oeuf-oeuf"),
        ("--- a ---", "a"),
    ] {
        assert_eq!(slug(title), expected, "{title}");
    }
    // Half words are left out, and whole ones are not.
    let long = "aeroelastic characteristics ".repeat(3);
    let (first, second) = ("a".repeat(39), "b".repeat(40));
    for (title, expected) in [
        (
            long,
            "aeroelastic-characteristics-aeroelastic-characteristics-aeroelastic".to_owned(),
        ),
        ("a".repeat(90), "a".repeat(LONGEST_NAME)),
        (format!("{first} {second} c"), format!("{first}-{second}")),
        (format!("{first} {second}"), format!("{first}-{second}")),
        (format!("{first} {second}c"), first),
    ] {
        assert_eq!(slug(&title), expected);
    }
}

#[test]
fn a_kind_has_its_folder() {
    for (kind, expected) in [
        ("mission", "missions"),
        ("finding", "findings"),
        ("practice", "practices"),
        ("document", "documents"),
        ("instrument", "instruments"),
        ("state", "states"),
        ("announcement", "announcements"),
        ("event", "events"),
        ("term", "terms"),
        ("provider", "providers"),
        ("reference", "matrix"),
        ("page", "pages"),
        ("record", "register"),
    ] {
        assert_eq!(folder(kind), expected);
    }
}

#[test]
fn headings_have_anchors() {
    let mut split = Split::default();
    split.anchors("# Beta plan\n\nBeta\n## Beta *plan*\n> ### Gamma\n\t#### Beta plan\n");
    assert_eq!(
        split.public,
        [
            "beta-plan",
            "beta-plan-2",
            "beta-plan",
            "gamma",
            "beta-plan-3",
            "beta-plan"
        ]
    );
}

#[test]
fn a_theme_of_its_own_has_a_folder() {
    for (settings, expected) in [
        ("theme = \"themes/own/\"\n", Some("themes/own")),
        ("theme = \"plain\"\n", None),
        ("theme = \"\"\n", None),
        ("title = \"plain\"\n", None),
        ("[theme]\nname = \"own\"\n", None),
    ] {
        let source = BTreeMap::from([("vitrine.toml".to_owned(), settings.as_bytes().to_vec())]);
        assert_eq!(theme(&source).as_deref(), expected, "{settings}");
    }
    assert_eq!(theme(&BTreeMap::new()), None);
}

#[test]
fn a_theme_is_public_and_what_stands_beside_it_is_not() {
    let files = [
        ("vitrine.toml", "theme = \"look\"\n"),
        ("look/page.html", "<p title=\"Later reports\">"),
        ("look/notes.md", "Marmalade\n"),
        ("looks/page.html", "Wombats\n"),
    ];
    let source = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let split = Split::read(&BTreeMap::from(source), "2026-07-01");
    for (path, expected) in [
        ("look/page.html", true),
        ("look/notes.md", true),
        ("looks/page.html", false),
        ("look", false),
        ("vitrine.toml", false),
    ] {
        assert_eq!(split.is_theme(path), expected, "{path}");
    }
    let says = |word: &str| split.public.iter().any(|text| text.contains(word));
    assert!(says("Later reports") && says("Marmalade") && !says("Wombats"));
    assert!(split.labels.contains("Later reports"));
    assert!(split.private.iter().any(|one| one.text.contains("Wombats")));
}

#[test]
fn lists_tell_how_many_entries_a_year_and_a_topic_have() {
    let entry = |number: usize, topic: &str| {
        let text = format!(
            "---\ntitle: Report\nkind: page\nsensitivity: public\ndate: 2016-05-1{number}\ntopics: [{topic}]\n---\n"
        );
        (format!("a{number}.md"), text.into_bytes())
    };
    let topics = [
        "culture",
        "culture",
        "cultivation",
        "gates",
        "gates",
        "gates",
    ];
    let source: BTreeMap<_, _> = (1..)
        .zip(topics)
        .map(|(n, topic)| entry(n, topic))
        .collect();
    let split = Split::read(&source, "2026-07-01");
    for (count, expected) in [
        ("1", true),
        ("2", true),
        ("3", true),
        ("6", true),
        ("4", false),
    ] {
        let told = split.public.iter().any(|text| text == count);
        assert_eq!(told, expected, "{count}");
    }
}

#[test]
fn of_settings_a_site_tells_what_it_uses() {
    let mut split = Split::default();
    split.public.push("XV".to_owned());
    for (path, text) in [
        (
            "vitrine.toml",
            "title = \"Open platform\" # cobalt\n[states]\nXV = \"Verania\"\nXW = \"Wobbleland\"\n",
        ),
        (
            "policy.toml",
            "office = \"Heron desk\"\n[reasons]\nthreat = \"A threat\"\n[levels]\npartners = \"For partners\"\n[[row]]\ntext = \"A row\"\n[roles]\nkeeper = \"Ermintrude\"\n",
        ),
        ("a/_folder.toml", "sensitivity = \"restricted\"\n"),
    ] {
        split.settings(path, 7, text.as_bytes());
    }
    for told in [
        "Open platform",
        "Verania",
        "A threat",
        "For partners",
        "A row",
    ] {
        assert!(split.public.iter().any(|text| text == told), "{told}");
    }
    let private: Vec<(&str, u32, u32)> = split
        .private
        .iter()
        .map(|one| (one.text.as_str(), one.place.file, one.place.line))
        .collect();
    assert_eq!(
        private,
        [
            ("# cobalt", 7, 1),
            ("Wobbleland", 7, 4),
            ("Heron desk", 7, 1),
            ("Ermintrude", 7, 9)
        ]
    );
}

#[test]
fn of_a_period_the_first_day_is_told() {
    for (text, day) in [
        ("2016", Some("2016-01-01")),
        ("2016-05", Some("2016-05-01")),
        ("2016-Q1", Some("2016-01-01")),
        ("2016-Q2", Some("2016-04-01")),
        ("2016-Q3", Some("2016-07-01")),
        ("2016-Q4", Some("2016-10-01")),
        ("2016-05-20", None),
        ("guards", None),
    ] {
        let mut split = Split::default();
        split.public_text(text);
        let days: Vec<&String> = split
            .public
            .iter()
            .filter(|told| told.len() == 10 && told.contains('-') && *told != text)
            .collect();
        assert_eq!(days, day.into_iter().collect::<Vec<_>>(), "{text}");
    }
    let mut split = Split::default();
    split.public_text("NL");
    assert_eq!(split.public, ["NL", "Netherlands"]);
}

#[test]
fn links_of_a_public_document_are_public() {
    let mut split = Split::default();
    split.open_file(b"%PDF-1.4\n1 0 obj\n<</A (mailto:office@casks.example)/B (https://casks.example/)/C (A title)>>\nendobj\n");
    assert_eq!(
        split.public,
        ["mailto:office@casks.example", "https://casks.example/"]
    );
}

/// What a split keeps of texts that are not public, with whether each is sought whole, and the names that it seeks.
fn kept(split: &Split) -> (Vec<(&str, u32, bool)>, Vec<&str>) {
    let texts = split.private.iter();
    (
        texts
            .map(|one| (one.text.as_str(), one.place.line, one.whole))
            .collect(),
        split.names.iter().map(|(name, _)| name.as_str()).collect(),
    )
}

#[test]
fn a_path_gives_names_away() {
    for (path, expected) in [
        (
            "office/ledger-brindlewick.md",
            &["office/ledger-brindlewick.md", "ledger-brindlewick"][..],
        ),
        ("Office/Plan-B.tar.gz", &["office/plan-b.tar.gz", "plan-b"]),
        // A short name is sought with its ending.
        ("vault/storm.md", &["vault/storm.md", "storm.md"]),
        ("vault/storms.md", &["vault/storms.md", "storms"]),
        ("vault/x.md", &["vault/x.md"]),
        ("vault/storm", &["vault/storm"]),
        // An index is called as its folder.
        (
            "office/brindlewick/index.md",
            &["office/brindlewick/index.md", "brindlewick"],
        ),
        ("office/a/index.md", &["office/a/index.md", "index.md"]),
        ("index.md", &["index.md", "index.md"]),
        ("a/é.md", &[]),
    ] {
        let mut split = Split::default();
        split.names_of(path, Place::default());
        assert_eq!(kept(&split).1, expected, "{path}");
    }
}

#[test]
fn fields_are_kept_as_texts_or_as_names() {
    for (field, text, texts, names) in [
        (
            "note",
            "Porcelain herons",
            &["Porcelain herons"][..],
            &[][..],
        ),
        ("note", "", &[], &[]),
        ("date", "2023-06-30", &["2023-06-30"], &[]),
        // References by address are no texts; of some fields they are names.
        ("supersedes", "missions/visit-plan", &[], &[]),
        ("supersedes", "visit-plan.md", &[], &[]),
        ("supersedes", "Visit-plan", &["Visit-plan"], &[]),
        ("supersedes", "visit plan", &["visit plan"], &[]),
        ("supersedes", "visit", &["visit"], &[]),
        ("subject", "visit-plan", &[], &["visit-plan"]),
        ("internal", "vault/visit-plan", &[], &["vault/visit-plan"]),
        ("subject", "Porcelain herons", &["Porcelain herons"], &[]),
        ("id", "Visit", &[], &[]),
        ("slug", "visit", &[], &[]),
        ("file", "Visit plan.png", &[], &[]),
        ("lang", "nl", &[], &[]),
        ("translation_of", "visit", &[], &[]),
    ] {
        let mut split = Split::default();
        let leaf = front::Leaf {
            path: vec![field.to_owned()],
            text: text.to_owned(),
            line: 4,
        };
        split.keep_leaf(&leaf, 0);
        let texts: Vec<(&str, u32, bool)> = texts.iter().map(|text| (*text, 4, false)).collect();
        assert_eq!(kept(&split), (texts, names.to_vec()), "{field}: {text}");
    }
}

#[test]
fn a_file_that_is_not_public_is_sought_line_by_line_or_as_data() {
    let split_of = |bytes: &[u8]| {
        let mut split = Split::default();
        split.secret_file("a/x.y", bytes, Place { file: 2, line: 0 });
        split
    };
    let table = split_of(b"shelf,lollipops\n\nmauve,\"forty, humming\"\n");
    assert_eq!(
        kept(&table).0,
        [
            ("shelf,lollipops", 1, false),
            ("shelf", 1, false),
            ("lollipops", 1, false),
            ("mauve,\"forty, humming\"", 3, false),
            ("mauve", 3, false),
            ("forty, humming", 3, false),
        ]
    );
    assert!(table.private.iter().all(|one| one.place.file == 2));
    assert_eq!((table.hidden.len(), table.secret_files.len()), (1, 0));
    for data in [&b"text\0text"[..], b"text\xff"] {
        let split = split_of(data);
        assert!(split.private.is_empty());
        assert_eq!(
            split.secret_files,
            [(data.to_vec(), Place { file: 2, line: 0 })]
        );
        assert!(split.hidden.is_empty());
    }
    // Nothing is in an empty file but its name.
    let empty = split_of(b"");
    assert!(empty.hidden.is_empty() && empty.secret_files.is_empty());
    assert_eq!(kept(&empty).1.len(), kept(&table).1.len());
    let document =
        split_of(b"%PDF-1.4\n1 0 obj\n<</A (Ledger of herons)/B (Word)/C (\xff two)>>\nendobj\n");
    assert_eq!(
        kept(&document).0,
        [("Ledger of herons", 0, false), ("ÿ two", 0, false)]
    );
    assert_eq!(document.secret_files.len(), 1);
    let drawing = split_of(b"<svg><!-- made by --><text>Herons</text></svg>");
    assert_eq!(
        kept(&drawing).0,
        [("Herons", 0, false), (" made by ", 0, false)]
    );
    assert_eq!((drawing.hidden.len(), drawing.secret_files.len()), (1, 0));
}

/// A split of one entry.
fn entry(front: &str, body: &str) -> Split {
    let text = format!("---\n{front}---\n\n{body}\n");
    let source = BTreeMap::from([("a/entry.md".to_owned(), text.into_bytes())]);
    Split::read(&source, "2026-07-01")
}

#[test]
fn of_a_private_entry_its_record_alone_is_public() {
    let split = entry(
        "title: Brindlewick ledger\nid: xv-ledger\nkind: document\nsensitivity: restricted\npublic_record:\n  title: Inspection at the reactor\n  date: 2025-09\n  reason: threat\n  subject: heron-works\n",
        "Four wobbled :sensitive[by far] then.",
    );
    assert_eq!(
        split.public,
        [
            "Inspection at the reactor",
            "inspection-at-the-reactor",
            "2025-09",
            "2025-09-01",
            "1 September 2025",
            "1 septembre 2025",
            "1 septiembre 2025",
            "threat"
        ]
    );
    let (texts, names) = kept(&split);
    assert_eq!(
        texts,
        [
            ("Brindlewick ledger", 2, false),
            ("document", 4, false),
            ("Four wobbled  then.", 13, false),
            ("by far", 13, true)
        ]
    );
    assert_eq!(
        names,
        ["a/entry.md", "entry.md", "xv-ledger", "brindlewick-ledger"]
    );
    let record = ("record".to_owned(), "inspection at the reactor".to_owned());
    assert_eq!(split.titles, BTreeMap::from([(record, 1)]));
}

#[test]
fn of_a_public_entry_what_passes_is_public() {
    let split = entry(
        "title: Visit of experts\nkind: mission\nsensitivity: public\nlang: FR\nstate: NL\ndate: 2023-05-12\ndate_precision: month\ntopics: [storage, storage]\ninternal: Heron roster\nattachments:\n  - {file: a.jpeg, sensitivity: public, title: A plan}\n  - {file: b.png, sensitivity: restricted, title: Heron chart, alt: Birds}\n",
        "Seen :sensitive[by far] by all.",
    );
    for told in [
        "missions/visit-of-experts.html missions/visit-of-experts.md",
        "fr/missions/visit-of-experts.html fr/missions/visit-of-experts.md",
        "visit-of-experts Visit of experts",
        "Netherlands",
        "2023-05",
        "2023-05-01",
        "storage",
        "A plan",
        "a-plan",
        "missions/visit-of-experts/a-plan.jpg",
        "Seen  by all.\n",
        // How many entries have a year, or a topic as often as it stands.
        "1",
        "2",
    ] {
        assert!(
            split.public.iter().any(|text| text.trim() == told.trim()),
            "{told}: {:#?}",
            split.public
        );
    }
    for hidden in [
        "2023-05-12",
        "12 May 2023",
        "Heron roster",
        "Heron chart",
        "b.png",
        "public",
    ] {
        assert!(!split.public.iter().any(|text| text == hidden), "{hidden}");
    }
    let (texts, names) = kept(&split);
    assert_eq!(
        texts,
        [
            ("2023-05-12", 7, true),
            ("Heron roster", 10, false),
            ("Heron chart", 13, false),
            ("Birds", 13, false),
            ("by far", 16, true)
        ]
    );
    assert_eq!(names, ["heron-chart"]);
}

#[test]
fn an_anonymous_origin_keeps_its_name_and_its_days() {
    let split = |consent: &str| {
        entry(
            &format!(
                "title: A\nkind: practice\nsensitivity: public\nstate: NL\nreviewed_on: 2024-04-17\norigin: {{kind: operator, consent: {consent}, name: Herons}}\n"
            ),
            "Text.",
        )
    };
    let (named, anonymous) = (split("named"), split("anonymous"));
    assert!(kept(&named).0.is_empty());
    for told in ["Herons", "NL", "2024-04-17"] {
        assert!(named.public.iter().any(|text| text == told), "{told}");
        assert!(!anonymous.public.iter().any(|text| text == told), "{told}");
        assert!(
            kept(&anonymous).0.iter().any(|(text, ..)| *text == told),
            "{told}"
        );
    }
    for told in ["2024", "operator", "A"] {
        assert!(anonymous.public.iter().any(|text| text == told), "{told}");
    }
}

#[test]
fn floors_hold_for_all_below_them() {
    let source = BTreeMap::from(
        [
            ("office/_folder.toml", "sensitivity = \"restricted\"\n"),
            ("open/_folder.toml", "sensitivity = \"public\"\n"),
            ("broken/_folder.toml", "sensitivity = [\n"),
            ("none/_folder.toml", "title = \"public\"\n"),
            ("a/folder.toml", "sensitivity = \"restricted\"\n"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())),
    );
    let floors = floors(&source);
    let expected = [
        ("broken", true),
        ("none", true),
        ("office", true),
        ("open", false),
    ];
    let expected = BTreeMap::from(expected.map(|(folder, above)| (folder.to_owned(), above)));
    assert_eq!(floors, expected);
    for (path, expected) in [
        ("office/a.md", true),
        ("office/b/a.md", true),
        ("open/a.md", false),
        ("officer/a.md", false),
        ("a/office/a.md", false),
        ("a.md", false),
    ] {
        assert_eq!(below_floor(&floors, path), expected, "{path}");
    }
    let root = BTreeMap::from([(String::new(), true)]);
    assert!(below_floor(&root, "a.md") && below_floor(&root, "a/b.md"));
}

#[test]
fn names_are_long_enough_to_tell() {
    for (title, expected) in [
        ("Heron roster", Some("heron-roster")),
        ("Herons", Some("herons")),
        ("Heron", None),
        ("A b c d", Some("a-b-c-d")),
        // What is left of another script names nothing, unless a part of it says something.
        ("План N2 N1", None),
        ("Ход N n2 n-1-2", None),
        ("План Heron 2", Some("heron-2")),
        ("N2 — n1-2", Some("n2-n1-2")),
    ] {
        let mut split = Split::default();
        split.name_of_title(title, Place::default());
        assert_eq!(
            kept(&split).1,
            expected.into_iter().collect::<Vec<_>>(),
            "{title}"
        );
    }
    for (letter, lost) in [
        ('Х', true),
        ('核', true),
        ('é', false),
        ('ß', false),
        ('7', false),
        ('—', false),
    ] {
        assert_eq!(is_lost(letter), lost, "{letter}");
    }
}

#[test]
fn files_are_entries_settings_or_drawings() {
    for (path, entry, settings) in [
        ("a/b.md", true, false),
        ("a/b.MD", true, false),
        ("a/.b/c.md", false, false),
        (".b.md", false, false),
        ("a/b.mdx", false, false),
        ("md", false, false),
        ("vitrine.toml", false, true),
        ("policy.toml", false, true),
        ("a/policy.toml", false, false),
        ("a/b/_folder.toml", false, true),
        ("_folder.toml", false, true),
    ] {
        assert_eq!(
            (is_entry(path), is_settings(path)),
            (entry, settings),
            "{path}"
        );
    }
    for (text, expected) in [
        (&b" <svg><text>a</text></svg>"[..], true),
        (b"<?xml version=\"1.0\"?><svg/>", true),
        (b"svg <b>", false),
        (b"<p>a</p>", false),
        (b"<svg>\xff", false),
    ] {
        assert_eq!(drawing_of(text).is_some(), expected, "{text:?}");
    }
    let theme = "a = \"Search\" \"of\nlines\" b=\"More\"\"\"";
    let found: Vec<String> = labels(theme).collect();
    assert_eq!(found, ["Search", "More", ""]);
}
