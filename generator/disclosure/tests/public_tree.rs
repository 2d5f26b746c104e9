//! All that a page can know: each part of the public tree says what the office wrote.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they fail"
)]

use jiff::civil::{Date, date};
use vitrine_disclosure::{Disclosure, Kind, Media, PublicEntry, SourceTree, Value, disclose};

const TODAY: Date = date(2026, 11, 1);
const PNG: &[u8] = include_bytes!("attachments/imagemagick.png");

fn built(settings: &str, files: &[(&str, &[u8])]) -> Disclosure {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", format!("title = \"A site\"\n{settings}"));
    for (path, bytes) in files {
        tree.insert(*path, *bytes);
    }
    disclose(&tree, TODAY).unwrap_or_else(|found| panic!("{found:?}"))
}

fn entry<'a>(site: &'a Disclosure, address: &str) -> &'a PublicEntry {
    let mut all = site.tree().entries().iter();
    all.find(|entry| entry.address().as_str() == address)
        .unwrap()
}

#[test]
fn an_entry_knows_its_language_its_name_and_its_fields() {
    let mission = "---
title: A mission
kind: mission
sensitivity: public
slug: m
lang: fr
type: peer-review/regime
form: summary
assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}
service: ippas
from: 2016-05-09
announced_on: 2015
next_due: 2020-Q3
team_states: [XA, NL]
counts: {recommendations: 3, quoted_from: The report}
---

Text.
";
    let site = built(
        "languages = [\"en\", \"fr\"]\nbase_url = \"https://a.org/\"\n[search]\nelasticlunr = true\n[states]\nXA = \"Verania\"\n",
        &[("m.md", mission.as_bytes())],
    );
    let settings = site.tree().settings();
    assert!(settings.elasticlunr);
    assert_eq!(settings.as_of, TODAY);
    assert_eq!(settings.languages, ["en", "fr"]);
    assert_eq!(
        settings.base_url.as_ref().unwrap().as_str(),
        "https://a.org/"
    );
    assert_eq!(settings.theme.as_deref(), Some("plain"));
    assert_eq!(settings.states["XA"].as_str(), "Verania");

    let one = entry(&site, "fr/missions/m");
    assert_eq!(
        (one.lang(), one.slug(), one.kind()),
        ("fr", "m", Kind::Mission)
    );
    assert_eq!(one.title().as_str(), "A mission");
    assert_eq!(one.body().len(), 1);
    let date_of = |name: &str| match one.field(name) {
        Some(Value::Date(date)) => (date.year(), date.quarter(), date.month(), date.day()),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(date_of("from"), (2016, None, Some(5), Some(9)));
    assert_eq!(date_of("announced_on"), (2015, None, None, None));
    assert_eq!(date_of("next_due"), (2020, Some(3), None, None));
    let states = one.field("team_states").unwrap();
    let codes: Vec<_> = states.items().iter().map(Value::as_str).collect();
    assert_eq!(codes, [Some("XA"), Some("NL")]);
    assert_eq!(states.get("recommendations"), None);
    let counts = one.field("counts").unwrap();
    assert_eq!(counts.get("recommendations"), Some(&Value::Number(3)));
    assert_eq!(
        counts.get("quoted_from").unwrap().as_str(),
        Some("The report")
    );
    assert_eq!(counts.get("suggestions"), None);
    assert!(counts.items().is_empty());
    // Who assessed it is nobody's business.
    assert_eq!(one.field("assessment"), None);
}

#[test]
fn a_picture_knows_its_size_and_what_it_shows() {
    let site = built(
        "",
        &[
            (
                "a.md",
                b"---\ntitle: A\nkind: page\nsensitivity: public\nattachments: [{file: p.png, sensitivity: public, title: A chart, alt: Rising lines}, {file: t.csv, sensitivity: public, title: A table}]\n---\n\n![](p.png)\n",
            ),
            ("p.png", PNG),
            ("t.csv", b"Year,Count\n2020,1\n"),
        ],
    );
    let [picture, table] = entry(&site, "pages/a").attachments() else {
        panic!("two files");
    };
    assert_eq!(
        (picture.name(), picture.title().as_str()),
        ("a-chart.png", "A chart")
    );
    assert_eq!(picture.alt().unwrap().as_str(), "Rising lines");
    let side = |at: usize| u32::from_be_bytes(PNG[at..at + 4].try_into().unwrap());
    assert_eq!(picture.size(), Some((side(16), side(20))));
    assert!(picture.bytes().starts_with(b"\x89PNG"));
    assert_eq!(
        (table.name(), table.alt(), table.size()),
        ("a-table.csv", None, None)
    );
    assert_eq!(table.bytes(), b"Year,Count\n2020,1\n");
    for (media, extension, media_type) in [
        (Media::Png, "png", "image/png"),
        (Media::Jpeg, "jpg", "image/jpeg"),
        (Media::Webp, "webp", "image/webp"),
        (Media::Svg, "svg", "image/svg+xml"),
        (Media::Csv, "csv", "text/csv"),
        (Media::Pdf, "pdf", "application/pdf"),
    ] {
        assert_eq!(
            (media.extension(), media.media_type()),
            (extension, media_type)
        );
    }
    assert_eq!((picture.media(), table.media()), (Media::Png, Media::Csv));
}

#[test]
fn a_site_knows_its_rules_and_its_own_theme() {
    let plain = built("", &[]);
    assert!(plain.tree().theme().is_empty());
    assert!(plain.tree().history().releases().is_empty());
    let rules = plain.tree().rules();
    assert!(rules.iter().any(|rule| rule.name() == "peer-review/regime"));
    assert_eq!(
        rules.first().map(|rule| (rule.section, rule.number)),
        Some((1, 1))
    );

    let own = built(
        "theme = \"own\"\n",
        &[
            ("own/theme.toml", b"name = \"own\"\n"),
            ("own/a.css", b"p { color: red }\n"),
            (
                "releases.toml",
                b"[[release]]\nsequence = 1\non = \"2026-10-01\"\nadded = []\nextended = []\n",
            ),
        ],
    );
    assert_eq!(own.tree().settings().theme, None);
    let files: Vec<(&str, &[u8])> = own
        .tree()
        .theme()
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    assert_eq!(
        files,
        [
            ("a.css", &b"p { color: red }\n"[..]),
            ("theme.toml", b"name = \"own\"\n")
        ]
    );
    assert_eq!(own.tree().history().sequence(), 1);
}

#[test]
fn of_several_translations_an_entry_refers_to_the_one_in_its_language() {
    let page = |title: &str, lines: &str| {
        format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{lines}---\n\nText.\n")
    };
    let texts = [
        ("a.md", page("A way", "id: way\n")),
        (
            "b.md",
            page("Un chemin", "id: way\nlang: fr\ntranslation_of: way\n"),
        ),
        ("c.md", page("One", "related: [way]\n")),
        ("d.md", page("Un", "lang: fr\nrelated: [way]\n")),
        ("e.md", page("Eins", "lang: de\nrelated: [way]\n")),
    ];
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(path, text)| (*path, text.as_bytes()))
        .collect();
    let site = built("languages = [\"en\", \"fr\", \"de\"]\n", &files);
    for (address, named) in [
        ("pages/one", "pages/way"),
        ("fr/pages/un", "fr/pages/way"),
        // Where there is none in its language, the first one.
        ("de/pages/eins", "pages/way"),
    ] {
        let related = entry(&site, address).field("related").unwrap();
        let [Value::Entry(found)] = related.items() else {
            panic!("{address}: {related:?}");
        };
        assert_eq!(found.as_str(), named, "{address}");
    }
}

#[test]
fn a_date_is_no_more_exact_than_the_office_wants() {
    for (precision, shown) in [
        ("", "2016-05-20"),
        ("date_precision: day\n", "2016-05-20"),
        ("date_precision: month\n", "2016-05"),
        ("date_precision: quarter\n", "2016-Q2"),
        ("date_precision: year\n", "2016"),
    ] {
        let event = format!(
            "---\ntitle: An event\nkind: event\nsensitivity: public\nslug: e\ntype: incident-report\ncategory: loss\nassessment: {{by: A, on: 2026-01-01, basis: b}}\ndate: 2016-05-20\n{precision}---\n"
        );
        let site = built("", &[("e.md", event.as_bytes())]);
        match entry(&site, "events/e").field("date") {
            Some(Value::Date(date)) => assert_eq!(date.to_string(), shown),
            other => panic!("{precision}: {other:?}"),
        }
    }
}
