//! Gate 7: what detectors find is refused at its place, wherever it would be published; and who waives it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod common;

use common::{Case, TODAY, drawn};
use jiff::civil::{Date, date};
use vitrine_disclosure::officer::{Decision, verdicts};
use vitrine_disclosure::{Severity, SourceTree, disclose, open};

fn page(fields: &str, body: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n{fields}---\n\n{body}\n")
}

/// A page that is refused for one telephone number.
fn body(name: &str, text: &str) -> Case {
    Case::new(
        name,
        "telephone",
        page("internal: {note: SECRETWORD}\n", text),
    )
}

fn fields(name: &str, codes: &'static str, fields: &str) -> Case {
    Case::new(name, codes, page(&format!("{fields}\n"), "SECRETWORD"))
}

#[test]
fn places_in_bodies() {
    insta::assert_snapshot!(drawn([
        body("a paragraph", "Call «+31 70 123 45 67» now."),
        body("emphasis", "Call «+31 70 **123** 45 67» now."),
        body("entities", "Call «+31 70 &#49;23 45 67» now."),
        body("escapes", "Call \\«+31 70 123 45 67» now."),
        body("a line end", "> Call «+31 70\n> 123 45 67» now."),
        body("code in a line", "Call `«+31 70 123 45 67»` now."),
        body("a block of code", "```\ncall «+31 70 123 45 67»\n```"),
        body("a heading", "## Call «+31 70 123 45 67»"),
        body("a list", "- one\n  - «+31 70 123 45 67»"),
        body(
            "a cell",
            "| who | number |\n|---|---|\n| desk | «+31 70 123 45 67» |"
        ),
        body(
            "the head of a table",
            "| «+31 70 123 45 67» |\n|---|\n| a |\n| b |"
        ),
        body(
            "the name of a column counts",
            "| tel | a |\n|---|---|\n| «070 1234567» | b |"
        ),
        body("a footnote", "Text[^a].\n\n[^a]: Call «+31 70 123 45 67»."),
        body("a definition", "Desk\n: «+31 70 123 45 67»"),
        body(
            "the text of a link",
            "[«+31 70 123 45 67»](https://example.org/)"
        ),
        body("the address of a link", "[call](tel:«+31701234567»)"),
        body(
            "an address with percent signs",
            "«[call](https://example.org/?n=%2B31%2070%20123%2045%2067)»"
        ),
        body(
            "words around a silent portion",
            "Call «+31 70 :restricted[x]{reason=\"threat\" silent}123 45 67» now."
        ),
        body("other digits", "Call «+٣١ ٧٠ ١٢٣ ٤٥ ٦٧» now."),
        Case::new(
            "a character from an entity",
            "bidirectional-control",
            page("", "SECRETWORD a«&#8238;»b")
        ),
        Case::new(
            "a stamp",
            "marking-english",
            page("", "SECRETWORD\n\n«S E C *R E T»*")
        ),
        Case::new(
            "two on one line",
            "telephone email",
            page("", "SECRETWORD «+31 70 123 45 67», «a@b.nl»")
        ),
    ]));
}

#[test]
fn places_in_headers() {
    insta::assert_snapshot!(drawn([
        fields("a summary", "telephone", "summary: Call «+31 70 123 45 67»"),
        fields(
            "a summary on two lines",
            "telephone",
            "summary: >\n  Call «+31 70 123 45 67»\n  now"
        ),
        fields(
            "a summary with escapes",
            "telephone",
            "summary: «\"Call \\x2B31 70 123 45 67\"»"
        ),
        fields(
            "two sources that say the same",
            "email email",
            "sources: [{label: \"«a@b.nl»\"}, {label: \"«a@b.nl»\"}]"
        ),
        fields("a source", "email", "sources: [{label: \"«a@b.nl»\"}]"),
        fields(
            "an address with percent signs",
            "telephone",
            "sources: [{label: A desk, url: «\"https://example.org/?n=%2B31%2070%20123%2045%2067\"»}]"
        ),
        fields(
            "an address",
            "coordinates-code",
            "sources: [{label: A map, url: \"https://maps.example.org/«?q=52.3731,4.8922»\"}]"
        ),
        Case::new(
            "a title",
            "marking-english",
            "---\ntitle: A «SECRET» page\nkind: page\nsensitivity: public\n---\n\nSECRETWORD\n",
        ),
        Case::new(
            "an authority",
            "telephone",
            "---\ntitle: A state\nkind: state\nsensitivity: public\nauthorities: [{name: Office, role: \"«+31 70 123 45 67»\"}]\ncontact_public: SECRETWORD +31 70 123 45 67, a@b.nl\n---\n",
        ),
        Case::new(
            "a contact holds no other thing",
            "coordinates-code",
            "---\ntitle: A state\nkind: state\nsensitivity: public\ncontact_public: SECRETWORD «geo:52.3731,4.8922»\n---\n",
        ),
        Case::new(
            "a record",
            "copy-number",
            "---\ntitle: SECRETWORD Copy 3 of 12\nkind: page\nsensitivity: restricted\npublic_record: {slug: a-plan, title: \"A plan, «copy 3 of 12»\", date: 2016, reason: threat}\n---\n",
        ),
        Case::new(
            "the title of the site",
            "marking-tlp",
            page("", "SECRETWORD")
        )
        .file("vitrine.toml", "title = \"A site «TLP:AMBER»\"\n"),
        Case::new("the name of a state", "email", page("", "SECRETWORD")).file(
            "vitrine.toml",
            "title = \"A site\"\n[states]\nXV = \"«a@b.nl»\"\n"
        ),
        Case::new("the words of a reason", "email", page("", "SECRETWORD"))
            .file("policy.toml", "[reasons]\nother = \"ask «a@b.nl»\"\n"),
        Case::new(
            "a text for an emergency",
            "telephone",
            page("only_during: storm\n", "SECRETWORD «+31 70 123 45 67»"),
        ),
    ]));
}

#[test]
fn places_in_files() {
    let listed = |more: &str| {
        page(
            &format!("attachments: [{{file: «t.csv», sensitivity: public, {more}}}]\n"),
            "SECRETWORD",
        )
    };
    insta::assert_snapshot!(drawn([
        Case::new("a cell", "telephone", listed("title: A table"))
            .file("t.csv", "who,number\ndesk,none\ngate,+31 70 123 45 67\n"),
        Case::new(
            "columns of coordinates",
            "coordinates-decimal",
            listed("title: A table")
        )
        .file("t.csv", "latitude,longitude\n52.3731,4.8922\n"),
        Case::new(
            "the title of a file",
            "telephone",
            listed("title: A table")
                .replace(['«', '»'], "")
                .replace("A table", "\"«+31 70 123 45 67»\"")
        )
        .file("t.csv", "a,b\nc,d\n"),
    ]));
}

fn tree(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

/// The codes of all diagnostics, warnings in brackets.
fn codes(files: &[(&str, &str)], day: Date) -> Vec<String> {
    let tree = tree(files);
    let found = match disclose(&tree, day) {
        Ok(disclosure) => disclosure.warnings().clone(),
        Err(found) => found,
    };
    found
        .iter()
        .map(|one| match one.severity {
            Severity::Error => one.code.to_owned(),
            Severity::Warning => format!("({})", one.code),
        })
        .collect()
}

#[test]
fn what_is_not_published_is_not_read() {
    for (name, text) in [
        ("a portion", page("", "a :restricted[+31 70 123 45 67]{reason=\"threat\"} b")),
        ("a private field", page("internal: {n: +31 70 123 45 67}\n", "a")),
        ("a private entry", page("", "+31 70 123 45 67").replace("public", "restricted")),
        ("an assessment", page("assessment: {by: a@b.nl, on: 2020-01-01, basis: SECRET}\n", "a")),
        ("a later day", page("not_before: 2027-01-01\n", "+31 70 123 45 67")),
        (
            "an origin that stays unnamed",
            page("problem: a\nmeasure: b\nmaturity: in-use\norigin: {kind: operator, consent: anonymous, name: a@b.nl}\n", "c").replace("kind: page", "kind: practice"),
        ),
    ] {
        let found = codes(&[("a.md", &text)], TODAY);
        assert!(found.iter().all(|code| code.starts_with("(assessment")), "{name}: {found:?}");
    }
}

const UNIT: &str = "docs/a.md";

/// A site with a hit, and a waiver whose header has these changes.
fn waived(lint: &str, text: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    waived_in(page("id: the-page\n", text), "", lint, changes)
}

/// The same for an entry of any kind, under a policy.
fn waived_in(
    page: String,
    policy: &str,
    lint: &str,
    changes: &[(&str, &str)],
) -> Vec<(String, String)> {
    let tree = tree(&[(UNIT, &page), ("policy.toml", policy)]);
    let told = verdicts(&tree, TODAY).unwrap();
    let gate = told.entries[0]
        .gates
        .iter()
        .find(|gate| gate.name == "detectors")
        .unwrap()
        .clone();
    let next = gate.next.unwrap_or_default();
    let hits = next
        .split_once(&format!("`lint: {lint}`"))
        .and_then(|(_, rest)| rest.split_once("hits: ["))
        .and_then(|(_, rest)| rest.split_once(']'))
        .map_or("", |(hits, _)| hits);
    let mut waiver = format!(
        "---\ntitle: W\nkind: waiver\nsensitivity: restricted\nlint: {lint}\nunit: {UNIT}\nhits: [{hits}]\nreason: R\nby: Ann Lee\nuntil: 2026-12-31\n---\n"
    );
    for (from, to) in changes {
        assert!(waiver.contains(from), "{from}");
        waiver = waiver.replace(from, to);
    }
    vec![
        (UNIT.to_owned(), page),
        ("policy.toml".to_owned(), policy.to_owned()),
        ("w.md".to_owned(), waiver),
    ]
}

fn codes_of(files: &[(String, String)], day: Date) -> String {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    codes(&files, day).join(" ")
}

#[test]
fn a_waiver_covers_what_it_names_and_nothing_else() {
    let phone = "Call +31 70 123 45 67 now.";
    for (name, changes, codes) in [
        ("as it is told", vec![], ""),
        ("by id", vec![(UNIT, "the-page")], ""),
        (
            "another unit",
            vec![(UNIT, "docs/b.md")],
            "telephone (waiver-unused)",
        ),
        (
            "another detector",
            vec![("lint: telephone", "lint: email")],
            "telephone (waiver-unused)",
        ),
        (
            "no detector",
            vec![("lint: telephone", "lint: telefone")],
            "telephone waiver-lint-unknown",
        ),
        (
            "over",
            vec![("2026-12-31", "2026-10-31")],
            "telephone (waiver-expired)",
        ),
        ("its last day", vec![("2026-12-31", "2026-11-01")], ""),
        (
            "two persons",
            vec![("by: Ann Lee", "by: Ann Lee\napproved_by: Bo Mar")],
            "",
        ),
        (
            "one person twice",
            vec![("by: Ann Lee", "by: Ann Lee\napproved_by: ANN LEE")],
            "telephone waiver-one-person",
        ),
        (
            "no hits",
            vec![("hits", "internal: {}\nhits2")],
            "telephone key-unknown",
        ),
    ] {
        // An entry that cannot be read comes first by its place.
        let found = codes_of(&waived("telephone", phone, &changes), TODAY);
        let sorted = |text: &str| {
            let mut parts: Vec<String> = text.split(' ').map(str::to_owned).collect();
            parts.sort();
            parts
        };
        assert_eq!(sorted(&found), sorted(codes), "{name}");
    }
}

#[test]
fn later_text_is_not_waived() {
    let mut files = waived("telephone", "Call +31 70 123 45 67 now.", &[]);
    assert_eq!(codes_of(&files, TODAY), "");
    files[0].1 = files[0].1.replace("now", "or **+31** 70&#32;123 45 67");
    assert_eq!(
        codes_of(&files, TODAY),
        "",
        "the same number, written otherwise"
    );
    files[0].1 = files[0].1.replace("Call", "Call +31 70 765 43 21 or");
    assert_eq!(codes_of(&files, TODAY), "telephone");
    files[0].1 = files[0].1.replace("123", "124");
    assert_eq!(
        codes_of(&files, TODAY),
        "telephone telephone telephone (waiver-unused)"
    );
    assert_eq!(codes_of(&files[1..], TODAY), "(waiver-unused)");
    assert_eq!(
        codes_of(&files[..1], date(2030, 1, 1)),
        "telephone telephone telephone"
    );
}

#[test]
fn two_persons_waive_a_marking() {
    let one = waived("marking-english", "It says SECRET.", &[]);
    assert_eq!(codes_of(&one, TODAY), "marking-english waiver-one-person");
    let two = waived(
        "marking-english",
        "It says SECRET.",
        &[("by: Ann Lee", "by: Ann Lee\napproved_by: Bo Mar")],
    );
    assert_eq!(codes_of(&two, TODAY), "");
    let lowered = [
        two[0].clone(),
        one[2].clone(),
        (
            "policy.toml".to_owned(),
            "[detector.marking-english]\npersons = 1\n".to_owned(),
        ),
    ];
    assert_eq!(codes_of(&lowered, TODAY), "(policy-lowered)");
}

#[test]
fn waivers_that_are_wrong_are_told_at_their_place() {
    let unit = page("", "SECRETWORD +31 70 123 45 67");
    let waiver = |lint: &str, more: &str, until: &str| {
        format!(
            "---\ntitle: W\nkind: waiver\nsensitivity: restricted\nlint: {lint}\nunit: a.md\nhits: [\"0123456789abcdef\"]\nreason: R\n{more}\nuntil: {until}\n---\n"
        )
    };
    insta::assert_snapshot!(drawn([
        Case::new("a typo", "telephone waiver-lint-unknown", &unit)
            .file("w.md", waiver("«telephon»", "by: A", "2027-01-01")),
        Case::new("no detector", "telephone waiver-lint-unknown", &unit)
            .file("w.md", waiver("«spelling»", "by: A", "2027-01-01")),
        Case::new("other text", "telephone waiver-unused", &unit).file(
            "w.md",
            waiver("telephone", "by: A", "2027-01-01")
                .replace("\"0123456789abcdef\"", "«\"0123456789abcdef\"»")
        ),
        Case::new("over", "telephone waiver-expired", &unit)
            .file("w.md", waiver("telephone", "by: A", "«2026-01-01»")),
        Case::new(
            "the same person twice",
            "telephone waiver-unused waiver-one-person",
            &unit
        )
        .file(
            "w.md",
            waiver(
                "telephone",
                "by: Ann Lee\napproved_by: «ann  lee»",
                "2027-01-01"
            )
        ),
        Case::new("no digest", "telephone value-type", &unit).file(
            "w.md",
            waiver("telephone", "by: A", "2027-01-01")
                .replace("\"0123456789abcdef\"", "«+31 70 123 45 67»")
        ),
        Case::new("public", "kind-never-public", page("", "SECRETWORD")).file(
            "w.md",
            waiver("telephone", "by: A", "2027-01-01").replace("restricted", "«public»")
        ),
    ]));
}

#[test]
fn a_site_without_its_waivers_is_built_from_its_source() {
    let files = waived("telephone", "Call +31 70 123 45 67 now.", &[]);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let built = disclose(&tree(&files), TODAY).unwrap();
    let again = open(built.archive()).unwrap();
    assert_eq!(again.tree(), built.tree());
    let shown = format!("{:?}", built.tree());
    assert!(!shown.contains("Ann Lee") && !shown.contains("waiver"));
}

#[test]
fn a_policy_of_detectors_leaves_nothing_behind() {
    let plain = page("", "A quiet text.");
    let policy = "levels = [\"public\", \"partners\", \"restricted\", \"sensitive\"]\n[detector.project]\nseeks = \"the name of a project\"\nwords = [\"Grey Heron\"]\nfinds = [\"Grey Heron\"]\n";
    let without = disclose(&tree(&[("a.md", &plain)]), TODAY).unwrap();
    let with = disclose(&tree(&[("a.md", &plain), ("policy.toml", policy)]), TODAY).unwrap();
    assert!(with.archive() == without.archive());
    let named = page("", "SECRETWORD The «grey heron» stands.");
    insta::assert_snapshot!(drawn([
        Case::new("a name", "own-detector", &named).file("policy.toml", policy)
    ]));
}

#[test]
fn the_gate_is_told() {
    let told = |files: &[(&str, &str)]| {
        let told = verdicts(&tree(files), TODAY).unwrap();
        let gate = told.entries[0]
            .gates
            .iter()
            .find(|gate| gate.name == "detectors")
            .unwrap()
            .clone();
        (gate.decision, gate.why)
    };
    let (decision, why) = told(&[("a.md", &page("", "a"))]);
    assert_eq!(decision, Decision::Passes);
    assert!(
        why.ends_with("detectors read all of its text, and found nothing"),
        "{why}"
    );
    let hit = page("", "+31 70 123 45 67");
    let (decision, why) = told(&[("a.md", &hit)]);
    assert_eq!(
        (decision, why.as_str()),
        (
            Decision::Refuses,
            "`telephone` in line 7: a telephone number"
        )
    );
    let (decision, _) = told(&[("a.md", &hit.replace("public", "restricted"))]);
    assert_eq!(decision, Decision::Refuses, "as if it were public");
    let (decision, _) = told(&[(
        "a.md",
        &hit.replace("not_before", "x")
            .replace("kind: page", "kind: page\nnot_before: 2027-01-01"),
    )]);
    assert_eq!(decision, Decision::Refuses, "before its day");
    let files = waived("telephone", "+31 70 123 45 67", &[]);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(
        told(&files),
        (
            Decision::Excepted,
            "`telephone` in line 8, waived by Ann Lee until 2026-12-31".to_owned()
        )
    );
}

fn of_type(kind: &str, text: &str) -> String {
    let fields = format!("type: {kind}\nsubject: Somebody\ndiscloses: [general]\n");
    page(&fields, text).replace("kind: page", "kind: document")
}

/// Personal data in entries of a type that guards them are waived by two persons, whatever detectors ask elsewhere.
#[test]
fn types_that_guard_personal_data_ask_two_persons() {
    let by_two = [("by: Ann Lee", "by: Ann Lee\napproved_by: Bo Mar")];
    let phone = "Call +31 70 123 45 67 now.";
    let own = "[detector.roster]\nseeks = \"a duty roster\"\nwords = [\"shift of\"]\nfinds = [\"shift of\"]\npersonal = true\n";
    let impersonal = own.replace("personal = true", "personal = false");
    let guarding = "[row.corporate-report]\nguard = \"no-personal-data\"\n";
    let one_is_enough = "[detector.telephone]\npersons = 1\n";
    for (name, kind, policy, lint, text, guarded) in [
        ("telephone", "personnel", "", "telephone", phone, true),
        ("e-mail", "personnel", "", "email", "Write to a@b.nl.", true),
        (
            "birth",
            "personnel",
            "",
            "birth-date",
            "DOB: 12 March 1980",
            true,
        ),
        (
            "another type",
            "corporate-report",
            "",
            "telephone",
            phone,
            false,
        ),
        (
            "a row of the site's own",
            "corporate-report",
            guarding,
            "telephone",
            phone,
            true,
        ),
        (
            "a policy of one person",
            "personnel",
            one_is_enough,
            "telephone",
            phone,
            true,
        ),
        (
            "not of a person",
            "personnel",
            "",
            "docket-number",
            "our ref: NSD/2019/0412",
            false,
        ),
        (
            "the site's own",
            "personnel",
            own,
            "roster",
            "The shift of today.",
            true,
        ),
        (
            "the site's own, impersonal",
            "personnel",
            &impersonal,
            "roster",
            "The shift of today.",
            false,
        ),
        (
            "the site's own, elsewhere",
            "corporate-report",
            own,
            "roster",
            "The shift of today.",
            false,
        ),
    ] {
        let code = if lint == "roster" {
            "own-detector"
        } else {
            lint
        };
        let one = codes_of(&waived_in(of_type(kind, text), policy, lint, &[]), TODAY);
        let refused = if guarded {
            format!("{code} waiver-one-person")
        } else {
            String::new()
        };
        assert_eq!(one, refused, "{name}: one person");
        let two = codes_of(
            &waived_in(of_type(kind, text), policy, lint, &by_two),
            TODAY,
        );
        assert_eq!(two, "", "{name}: two persons");
    }
}

#[test]
fn a_policy_without_the_guard_lowers_it_and_is_told() {
    let off = "[row.personnel]\nguard = \"none\"\n";
    let entry = of_type("personnel", "Call +31 70 123 45 67 now.");
    let one = codes_of(&waived_in(entry, off, "telephone", &[]), TODAY);
    assert_eq!(one, "(policy-lowered)");
}

#[test]
fn guarded_places_are_told() {
    let entry = of_type("personnel", "SECRETWORD «+31 70 123 45 67»");
    let record = "---\ntitle: SECRETWORD\nkind: document\nsensitivity: restricted\ntype: personnel\npublic_record: {slug: a, title: \"A post, «a@b.nl»\", date: 2016, type: personnel, reason: personal-data}\n---\n";
    insta::assert_snapshot!(drawn([
        Case::new("an appointment", "telephone", entry),
        Case::new("a record of one", "email", record),
        Case::new(
            "one person waives what two must",
            "telephone waiver-one-person",
            of_type("personnel", "SECRETWORD +31 70 123 45 67"),
        )
        .file(
            "w.md",
            "---\ntitle: W\nkind: waiver\nsensitivity: restricted\nlint: telephone\nunit: a.md\nhits: [\"4e0d05503b132ff4\"]\nreason: R\nby: «A»\nuntil: 2027-01-01\n---\n",
        ),
    ]));
}

#[test]
fn texts_beside_entries() {
    let page = || page("", "SECRETWORD");
    let theme = "title = \"A site\"\ntheme = \"ours\"\n";
    let themed = |name: &str, file: &str, bytes: &str| {
        Case::new(name, "telephone", page())
            .file("vitrine.toml", theme)
            .file("ours/theme.toml", "SECRET = 1\n")
            .file(file, bytes)
    };
    insta::assert_snapshot!(drawn([
        Case::new("a tombstone", "telephone", page()).file(
            "releases.toml",
            "[[retracted]]\naddress = \"pages/gone\"\non = \"2026-10-01\"\nwords = \"Ask «+31 70 123 45 67»\"\n",
        ),
        themed(
            "the catalogue of a theme",
            "ours/i18n/en.toml",
            "[words]\nfooter = \"Call «+31 70 123 45 67»\"\n",
        ),
        themed(
            "a template",
            "ours/templates/base.html",
            "<footer>Call «+31 <b>70</b> 123 45 67»</footer>",
        ),
        themed(
            "an attribute in a template",
            "ours/templates/base.html",
            "<a title=\"«+31 70 123 45 67»\" href=\"{{ home }}\">{{ site.title }}</a>",
        ),
        themed(
            "a drawing of a theme",
            "ours/static/logo.svg",
            "<svg><text>«+31 70 <tspan>123 45 67»</tspan></text></svg>",
        ),
        Case::new(
            "what a banner shows",
            "telephone telephone",
            "---\ntitle: Stay inside, «+31 70 123 45 67»\nkind: announcement\nsensitivity: public\ntype: emergency-announcement\nclass: emergency\nissued_at: 2026-11-01T08:00Z\nissuer: Office\nadvice: \"SECRETWORD «+31 70 123 45 67»\"\nassessment: {by: A, on: 2026-11-01, basis: B}\n---\n",
        ),
    ]));
}

/// A theme that was copied from the built-in one holds nothing that detectors stop at.
#[test]
fn the_built_in_theme_may_be_copied() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes/plain");
    let mut files = vec![("a.md".to_owned(), page("", "Text."))];
    for folder in ["templates", "static", "i18n", "."] {
        for file in std::fs::read_dir(format!("{root}/{folder}")).unwrap() {
            let path = file.unwrap().path();
            if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                files.push((format!("ours/{folder}/{name}").replace("/./", "/"), text));
            }
        }
    }
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\ntheme = \"ours\"\n");
    for (path, text) in files {
        tree.insert(path, text);
    }
    assert!(tree.bytes("ours/templates/base.html").is_some());
    if let Err(found) = disclose(&tree, TODAY) {
        panic!("{found:?}");
    }
}
