//! What a site's own policy can say, what it cannot, and that whatever it lowers is told on every build.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod common;

use common::{Case, TODAY, drawn, warned};
use vitrine_disclosure::officer::verdicts;
use vitrine_disclosure::{Disclosure, Severity, SourceTree, disclose, open};

const ENTRY: &str = "---\ntitle: A page\nkind: page\nsensitivity: public\n---\nSECRETWORD\n";

fn policy(name: &str, codes: &'static str, lines: &str) -> Case {
    Case::new(name, codes, ENTRY).file("policy.toml", lines)
}

fn marked(name: &str, codes: &'static str, level: &str, marking: &str) -> Case {
    Case::new(
        name,
        codes,
        format!(
            "---\ntitle: A page\nkind: page\nsensitivity: {level}\noriginal_marking: {marking}\n---\nSECRETWORD\n"
        ),
    )
}

fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

#[track_caller]
fn built(files: &[(&str, &str)]) -> Disclosure {
    disclose(&site(files), TODAY).unwrap_or_else(|found| panic!("{found:?}"))
}

fn codes(files: &[(&str, &str)]) -> Vec<&'static str> {
    match disclose(&site(files), TODAY) {
        Ok(_) => Vec::new(),
        Err(found) => found
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| one.code)
            .collect(),
    }
}

#[test]
fn maps_that_are_none() {
    insta::assert_snapshot!(drawn([
        policy("maps as a list", "value-type", "maps = «[]»"),
        policy(
            "a map that is a word",
            "value-type",
            "[maps]\nnational = «\"SECRETWORD\"»"
        ),
        policy(
            "a map's name with a blank",
            "map-name",
            "[maps.«\"the state\"»]\nA = \"partners\""
        ),
        policy("a map without tokens", "map-empty", "[maps.«national»]\n"),
        policy(
            "a level that there is not",
            "sensitivity-unknown",
            "[maps.national]\nSECRETWORD = «\"secret\"»"
        ),
        policy(
            "a level misspelt",
            "sensitivity-unknown",
            "[maps.national]\nSECRETWORD = «\"restrictd\"»"
        ),
        policy(
            "a level that is a number",
            "sensitivity-unknown",
            "[maps.national]\nSECRETWORD = «2»"
        ),
        policy(
            "an empty token",
            "map-token",
            "[maps.national]\n«\"\"» = \"partners\""
        ),
        policy(
            "a token with a blank at its end",
            "map-token",
            "[maps.national]\n«\"SECRETWORD \"» = \"partners\""
        ),
        policy(
            "a token of look-alikes",
            "map-token",
            "[maps.national]\n«\"SЕCRЕT\"» = \"partners\""
        ),
        policy(
            "two tokens that differ by capitals",
            "map-token",
            "[maps.national]\nSecret = \"restricted\"\n«SECRET» = \"sensitive\""
        ),
    ]));
}

#[test]
fn parts_that_cannot_be_replaced() {
    insta::assert_snapshot!(drawn([
        policy("replace as a word", "value-type", "replace = «\"rows\"»"),
        policy("a truth value", "value-type", "replace = «true»"),
        policy(
            "a part that there is not",
            "word-unknown",
            "replace = [«\"row\"»]\n[row.a]\ndefault = \"not-sensitive\"\npresumption = \"open\"\npublic = \"yes\""
        ),
        policy("levels", "word-unknown", "replace = [«\"levels\"»]"),
        policy(
            "no rows in place of the matrix",
            "policy-empty",
            "replace = «[\"rows\"]»"
        ),
    ]));
}

#[test]
fn rows_that_are_none() {
    insta::assert_snapshot!(drawn([
        policy(
            "a stream of a row that has none",
            "policy-row",
            "[row.«national-policy».stream.SECRETWORD]\ndefault = \"not-sensitive\"\npresumption = \"open\"\npublic = \"yes\""
        ),
        policy(
            "a row that does not say all",
            "policy-row",
            "[row.«letter»]\ndefault = \"not-sensitive\""
        ),
        policy(
            "a type of a capital",
            "policy-row",
            "[row.«Letter»]\ndefault = \"not-sensitive\"\npresumption = \"open\"\npublic = \"yes\""
        ),
    ]));
}

#[test]
fn duties_that_are_none() {
    insta::assert_snapshot!(drawn([
        policy(
            "a guard that there is not",
            "word-unknown",
            "[row.personnel]\nguard = «\"SECRETWORD\"»"
        ),
        policy(
            "years in words",
            "value-type",
            "[row.historical-record]\nkeep_years_min = «\"five\"»"
        ),
        policy(
            "a field that there is not",
            "word-unknown",
            "[row.transport]\nrequires = [«\"completed\"»]"
        ),
        policy(
            "fields as a word",
            "value-type",
            "[row.transport]\nrequires = «\"completed_on\"»"
        ),
    ]));
}

#[test]
fn markings_that_do_not_fit() {
    insta::assert_snapshot!(drawn([
        marked("amber is not public", "sensitivity-below-marking", "«public»", "{scheme: tlp, token: \"TLP:AMBER\"}"),
        marked("strict is not for partners", "sensitivity-below-marking", "«partners»", "{scheme: tlp, token: \"TLP:AMBER+STRICT\"}"),
        marked("official is not public by itself", "sensitivity-below-marking", "«public»", "{scheme: uk, token: OFFICIAL}"),
        marked("a token in small letters", "marking-unknown", "sensitive", "{scheme: tlp, token: «tlp:red»}"),
        marked("a token with a blank", "marking-unknown", "sensitive", "{scheme: tlp, token: «\"TLP: RED\"»}"),
        marked("a token without its prefix", "marking-unknown", "sensitive", "{scheme: tlp, token: «AMBER+STRICT»}"),
        marked("a token of the first version", "marking-unknown", "sensitive", "{scheme: tlp, token: «\"TLP:WHITE\"»}"),
        marked("a token of look-alikes", "marking-unknown", "sensitive", "{scheme: tlp, token: «\"TLP:RЕD\"»}"),
        marked("a token of another scheme", "marking-unknown", "sensitive", "{scheme: uk, token: «\"TLP:RED\"»}"),
        marked("a scheme that there is not", "marking-scheme", "sensitive", "{scheme: «nato», token: SECRET}"),
        marked("a scheme misspelt", "marking-scheme", "sensitive", "{scheme: «TLP», token: \"TLP:RED\"}"),
        marked("a token alone", "value-type", "sensitive", "«TLP:RED»"),
        marked("no token", "field-missing", "sensitive", "«{scheme: tlp}»"),
        marked("a part of another name", "key-unknown", "sensitive", "{scheme: tlp, token: \"TLP:RED\", «caveat»: x}"),
        Case::new("a file", "sensitivity-below-marking", "---\ntitle: SECRETWORD\nkind: page\nsensitivity: public\nattachments: [{file: a.csv, sensitivity: «public», title: A, original_marking: {scheme: tlp, token: \"TLP:GREEN\"}}]\n---\n")
            .file("a.csv", "a,b\n1,2\n"),
        marked("a token of the site's own", "sensitivity-below-marking", "«partners»", "{scheme: national, token: OFFICIAL-SENSITIVE}")
            .file("policy.toml", "[maps.national]\n\"OFFICIAL-SENSITIVE\" = \"restricted\"\n"),
    ]));
}

#[test]
fn markings_that_fit() {
    let entry = |level: &str, marking: &str| {
        format!(
            "---\ntitle: A page\nkind: page\nsensitivity: {level}\noriginal_marking: {marking}\n---\nText.\n"
        )
    };
    for (level, marking) in [
        ("public", "{scheme: tlp, token: \"TLP:CLEAR\"}"),
        ("partners", "{scheme: tlp, token: \"TLP:AMBER\"}"),
        ("sensitive", "{scheme: tlp, token: \"TLP:RED\"}"),
        ("restricted", "{scheme: uk, token: OFFICIAL}"),
        ("sensitive", "{scheme: uk, token: \"TOP SECRET\"}"),
    ] {
        assert_eq!(
            codes(&[("a.md", &entry(level, marking))]),
            <[&str; 0]>::default(),
            "{marking}"
        );
    }
    // A level that a site's policy does not have is its highest.
    let levels = "levels = [\"public\", \"internal\", \"secret\"]\n";
    for (level, expected) in [
        ("internal", vec!["sensitivity-below-marking"]),
        ("secret", vec![]),
    ] {
        let entry = entry(level, "{scheme: tlp, token: \"TLP:GREEN\"}");
        assert_eq!(
            codes(&[("a.md", &entry), ("policy.toml", levels)]),
            expected
        );
    }
    // The marking of the original shows nowhere, and neither does it that there is a policy.
    let marked = entry("public", "{scheme: mine, token: OPEN}");
    let bare = marked.replace("original_marking: {scheme: mine, token: OPEN}\n", "");
    let own = "levels = [\"public\", \"partners\", \"restricted\", \"sensitive\"]\n[maps.mine]\nOPEN = \"public\"\n";
    let with = built(&[("a.md", &marked), ("policy.toml", own)]);
    assert!(with.archive() == built(&[("a.md", &bare)]).archive());
}

/// The row has streams of two sorts: told is what asks for less than either in one thing, whichever it is.
#[test]
fn a_stream_of_the_site_is_compared_with_those_of_its_row() {
    for (default, presumption, public, told) in [
        ("assess-in-each-case", "none", "time-released", 0),
        ("sensitive-by-default", "closed", "no", 0),
        ("not-sensitive", "none", "time-released", 1),
        ("assess-in-each-case", "open", "time-released", 1),
        ("assess-in-each-case", "none", "yes", 1),
        ("not-sensitive", "open", "yes", 1),
    ] {
        let lines = format!(
            "[row.threat-and-alert.stream.yearly]\ndefault = \"{default}\"\npresumption = \"{presumption}\"\npublic = \"{public}\"\n"
        );
        let site = disclose(&site(&[("policy.toml", &lines)]), TODAY).unwrap();
        let lowered = site
            .warnings()
            .iter()
            .filter(|one| one.code == "policy-lowered");
        assert_eq!(lowered.count(), told, "{lines}");
    }
}

#[test]
fn what_a_policy_lowers_is_told() {
    let own = "default = \"assess-in-each-case\"\npresumption = \"none\"\npublic = \"nonsensitive-only\"\n";
    insta::assert_snapshot!(warned([
        policy(
            "a lower default",
            "policy-lowered",
            "[row.policy-explanation]\ndefault = «\"not-sensitive\"»"
        ),
        policy(
            "a presumption opened",
            "policy-lowered",
            "[row.performance-report]\npresumption = «\"open\"»"
        ),
        policy(
            "what was not public is",
            "policy-lowered",
            "[row.safeguards-report]\npublic = «\"nonsensitive-only\"»"
        ),
        policy(
            "a further form",
            "policy-lowered",
            "[row.performance-report]\npartial = [\"existence\", «\"summary\"»]"
        ),
        policy(
            "the public as a recipient",
            "policy-lowered",
            "[row.historical-record]\nrecipients = [\"regulator\", «\"public\"»]"
        ),
        policy(
            "a row that lowers two streams",
            "policy-lowered",
            "[row.transport]\ndefault = «\"assess-in-each-case\"»"
        ),
        policy(
            "one stream of a row",
            "policy-lowered",
            "[row.security-report.stream.inspection]\ndefault = \"sensitive-by-default\"\npublic = «\"yes\"»"
        ),
        policy(
            "one thing raised and another lowered",
            "policy-lowered",
            "[row.policy-explanation]\ndefault = \"sensitive-by-default\"\npublic = «\"yes\"»"
        ),
        policy(
            "personal data unguarded",
            "policy-lowered",
            "[row.personnel]\nguard = «\"none\"»"
        ),
        policy(
            "fewer years",
            "policy-lowered",
            "[row.historical-record]\nkeep_years_min = «4»"
        ),
        policy(
            "a field no more asked for",
            "policy-lowered",
            "[row.transport.stream.completed]\nrequires = «[]»"
        ),
        policy(
            "a level gone",
            "policy-lowered",
            "levels = «[\"public\", \"partners\", \"sensitive\"]»"
        ),
        policy(
            "the matrix replaced",
            "policy-lowered",
            &format!("replace = [«\"rows\"»]\n[row.letter]\n{own}")
        ),
        policy(
            "a type of which nothing is asked",
            "policy-lowered",
            "[row.«letter»]\ndefault = \"not-sensitive\"\npresumption = \"open\"\npublic = \"yes\""
        ),
        policy(
            "a stream that asks for less than its row",
            "policy-lowered",
            "[row.response-plan.stream.«yearly»]\ndefault = \"not-sensitive\"\npresumption = \"open\"\npublic = \"yes\""
        ),
        policy(
            "a marking lowered",
            "policy-lowered",
            "[maps.tlp]\n\"TLP:RED\" = «\"restricted\"»"
        ),
        policy(
            "official made public",
            "policy-lowered",
            "[maps.uk]\nOFFICIAL = «\"public\"»"
        ),
        policy(
            "mosaic rules gone",
            "policy-lowered",
            "replace = [«\"mosaic\"»]"
        ),
        policy(
            "a mosaic rule that lets more out",
            "policy-lowered",
            "[mosaic.rules.facility-protection]\nat_most = «3»"
        ),
        policy(
            "a mosaic rule with other facets",
            "policy-lowered",
            "[mosaic.rules.transport-forecast]\nfacets = «[\"route\", \"carrier\"]»"
        ),
        policy(
            "a mosaic rule with other facets, and as many",
            "policy-lowered",
            "[mosaic.rules.transport-forecast]\nfacets = «[\"route\", \"carrier\"]»\nat_most = 1"
        ),
        policy(
            "smaller numbers in tables",
            "policy-lowered",
            "«[cells]»\nleast = 4"
        ),
        policy(
            "numbers of fewer types",
            "policy-lowered",
            "«[cells]»\nleast = 9\ntypes = [\"inventory-record\", \"personnel\"]"
        ),
        policy(
            "a facet that no field shows",
            "policy-lowered",
            "[mosaic.facets.date]\nfields = «[\"event.date\"]»"
        ),
        policy(
            "types that need not say their subject",
            "policy-lowered",
            "[mosaic]\ndeclare = «[\"transport\", \"peer-review/rest\"]»"
        ),
        policy(
            "scopes that need not",
            "policy-lowered",
            "[mosaic]\ndeclare_scopes = «[\"facility\"]»"
        ),
        Case::new("a grace for reviews", "policy-lowered", ENTRY).file(
            "vitrine.toml",
            "title = \"A site\"\nreview_grace_days = «30»\n"
        ),
    ]));
}

#[test]
fn what_a_policy_raises_is_not_told() {
    for lines in [
        "[row.national-policy]\ndefault = \"sensitive-by-default\"",
        "[row.policy-explanation]\npresumption = \"closed\"",
        "[row.performance-report]\npartial = [\"existence\"]",
        "[row.national-policy]\nrecipients = [\"government\"]",
        "[row.policy-explanation]\nguard = \"no-personal-data\"\nkeep_years_min = 9\nrequires = [\"issuer\"]",
        "levels = [\"public\", \"partners\", \"guarded\", \"restricted\", \"sensitive\"]",
        "[row.letter]\ndefault = \"assess-in-each-case\"\npresumption = \"none\"\npublic = \"nonsensitive-only\"",
        "[row.transport.stream.planned]\ndefault = \"sensitive-by-default\"\npresumption = \"closed\"\npublic = \"no\"",
        "[maps.tlp]\n\"TLP:CLEAR\" = \"partners\"",
        "[maps.tlp]\n\"TLP:RED\" = \"sensitive\"",
        "[cells]\nleast = 5\ntypes = [\"inventory-record\", \"incident-report\", \"personnel\", \"transport\"]",
        "[mosaic.facets.date]\nwords = \"when it was\"",
        "[mosaic.rules.facility-protection]\nat_most = 1",
        "[mosaic.rules.transport-forecast]\nfacets = [\"route\", \"schedule\", \"carrier\"]\nat_most = 1",
        "[mosaic]\ndeclare = [\"peer-review\", \"security-report\", \"performance-report\", \"inventory-record\", \"transport\", \"facility-change\"]",
    ] {
        let found = built(&[("a.md", ENTRY), ("policy.toml", lines)]);
        let lowered = found
            .warnings()
            .iter()
            .find(|one| one.code == "policy-lowered");
        assert_eq!(lowered, None, "{lines}");
    }
}

/// A document of a type, which two persons assessed.
fn document(kind: &str, more: &str) -> String {
    format!(
        "---\ntitle: A letter\nkind: document\nsensitivity: public\ntype: {kind}\nassessment: {{by: A, approved_by: B, on: 2026-01-01, basis: b}}\n{more}---\nText.\n"
    )
}

#[test]
fn a_site_adds_types_and_streams() {
    let own = "default = \"assess-in-each-case\"\npresumption = \"open\"\npublic = \"yes\"\npartial = [\"summary\"]\nrecipients = [\"public\"]\n";
    let rows = format!("[row.letter]\n{own}\n[row.transport.stream.yearly]\n{own}");
    for kind in [
        "letter",
        "transport/yearly",
        "transport/completed",
        "national-policy",
    ] {
        let entry = document(
            kind,
            "subject: S\ndiscloses: [general]\ncompleted_on: 2026-01-01\n",
        );
        let found = built(&[("a.md", &entry), ("policy.toml", &rows)]);
        assert!(open(found.archive()).is_ok(), "{kind}");
    }
    let site = built(&[("policy.toml", &rows)]);
    let all = site.tree().rules();
    let number = |name: &str| {
        let rule = all.iter().find(|rule| rule.name() == name);
        rule.map(|rule| (rule.section, rule.number)).unwrap()
    };
    assert_eq!(number("transport/yearly"), number("transport/completed"));
    let others = all.iter().filter(|rule| rule.name() != "letter");
    let last = others.map(|rule| rule.number).max().unwrap();
    assert_eq!(number("letter"), (1, last + 1));
    let unassessed = document("letter", "").replace(
        "assessment: {by: A, approved_by: B, on: 2026-01-01, basis: b}\n",
        "",
    );
    assert_eq!(
        codes(&[("a.md", &unassessed), ("policy.toml", &rows)]),
        ["assessment-missing"]
    );
}

#[test]
fn a_site_replaces_the_matrix() {
    let rows = "replace = [\"rows\", \"maps\", \"mosaic\"]
[row.zebra]
default = \"assess-in-each-case\"
presumption = \"none\"
public = \"nonsensitive-only\"
recipients = [\"public\"]
[row.apple.stream.red]
default = \"not-sensitive\"
presumption = \"open\"
public = \"yes\"
recipients = [\"public\"]
[row.apple.stream.green]
default = \"release-after-event\"
presumption = \"closed\"
public = \"yes\"
recipients = [\"public\"]
";
    for kind in ["zebra", "apple/red", "apple/green"] {
        let entry = document(kind, "form: full\ncompleted_on: 2026-01-01\n").replace(
            "form: full\n",
            if kind == "apple/green" {
                ""
            } else {
                "form: full\n"
            },
        );
        let found = disclose(&site(&[("a.md", &entry), ("policy.toml", rows)]), TODAY);
        let codes: Vec<&str> = match &found {
            Ok(found) => vec![if open(found.archive()).is_ok() {
                "built"
            } else {
                "not again"
            }],
            Err(found) => found.iter().map(|one| one.code).collect(),
        };
        if kind == "apple/green" {
            assert!(codes.contains(&"form-missing"), "{codes:?}");
        } else {
            assert_eq!(codes, ["built"], "{kind}");
        }
    }
    // What is taken out is known no more.
    assert_eq!(
        codes(&[
            ("a.md", &document("national-policy", "")),
            ("policy.toml", rows)
        ])
        .first(),
        Some(&"type-unknown")
    );
    let marked = ENTRY.replace(
        "public\n---",
        "public\noriginal_marking: {scheme: tlp, token: \"TLP:CLEAR\"}\n---",
    );
    assert!(codes(&[("a.md", &marked), ("policy.toml", rows)]).contains(&"marking-scheme"));
}

#[test]
fn duties_of_a_type() {
    let appointment = "---\ntitle: An appointment\nkind: document\nsensitivity: public\ntype: «personnel»\nattachments: [{file: a.csv, sensitivity: public, title: SECRETWORD}]\n---\nText.\n";
    let asked = "[row.national-policy]\nrequires = [\"issuer\"]\n";
    let unsaid = "---\ntitle: A policy\nkind: document\nsensitivity: «public»\ntype: national-policy\n---\nSECRETWORD\n";
    insta::assert_snapshot!(drawn([
        Case::new("a file of an appointment", "guard-attachment", appointment)
            .file("a.csv", "a,b\n10,20\n"),
        Case::new(
            "a field that is asked for",
            "required-field-missing",
            unsaid
        )
        .file("policy.toml", asked),
    ]));
    let plain = |text: &str| text.replace(['«', '»'], "");
    // Each way out that the messages name.
    let two = plain(appointment).replace(
        "attachments",
        "assessment: {by: A, approved_by: B, on: 2026-01-01, basis: b}\nattachments",
    );
    built(&[("a.md", &two), ("a.csv", "a,b\n10,20\n")]);
    let one = two.replace("approved_by: B, ", "");
    assert_eq!(
        codes(&[("a.md", &one), ("a.csv", "a,b\n10,20\n")]),
        ["guard-attachment"]
    );
    let without = plain(appointment).replace(
        "attachments: [{file: a.csv, sensitivity: public, title: SECRETWORD}]\n",
        "",
    );
    built(&[("a.md", &without)]);
    let said = plain(unsaid).replace("type:", "issuer: An office\ntype:");
    built(&[("a.md", &said), ("policy.toml", asked)]);
    // An entry that nobody may read lacks nothing.
    let inside = plain(unsaid).replace("public", "restricted");
    built(&[("a.md", &inside), ("policy.toml", asked)]);
}

#[test]
fn a_field_that_is_asked_for_is_asked_for_after_an_event_too() {
    let policy = "[row.transport.stream.completed]\nrequires = [\"completed_on\", \"issuer\"]\n[row.national-policy]\nrequires = [\"completed_on\"]\n";
    let about = "subject: S\ndiscloses: [general]\n";
    for (kind, lines, expected) in [
        (
            "transport/completed",
            "issuer: I\ncompleted_on: 2026-01-01\n",
            vec![],
        ),
        (
            "transport/completed",
            "completed_on: 2026-01-01\n",
            vec!["required-field-missing"],
        ),
        (
            "transport/completed",
            "issuer: I\n",
            vec!["completed-on-missing"],
        ),
        ("national-policy", "", vec!["required-field-missing"]),
    ] {
        let entry = document(kind, &format!("{about}{lines}"));
        let found = codes(&[("a.md", &entry), ("policy.toml", policy)]);
        assert_eq!(found, expected, "{kind} {lines}");
    }
}

#[test]
fn duties_are_explained() {
    let told = |kind: &str| {
        let tree = site(&[("a.md", &document(kind, ""))]);
        let all = verdicts(&tree, TODAY).unwrap();
        let gates = &all.entries.first().unwrap().gates;
        gates
            .iter()
            .find(|gate| gate.name == "type")
            .unwrap()
            .why
            .clone()
    };
    assert!(told("personnel").contains("personal data are guarded"));
    assert!(told("historical-record").ends_with("the original is kept for 5 years at least"));
}
