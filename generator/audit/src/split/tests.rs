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
