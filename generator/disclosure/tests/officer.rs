//! What an office is told of its own folder: how each entry stands and why, what the coming days bring, and what is public
//! about each subject.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use vitrine_disclosure::officer::{
    Combined, Decision, EntryVerdict, Event, Gate, Standing, overview, rehearse, seek, verdicts,
};
use vitrine_disclosure::{SourceTree, disclose};

const TODAY: Date = date(2026, 11, 1);

fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

/// A page with further lines in its header.
fn page(title: &str, lines: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{lines}---\n\nSome words.\n")
}

/// How the entry in a file stands.
fn of(tree: &SourceTree, day: Date, path: &str) -> EntryVerdict {
    let all = verdicts(tree, day).unwrap();
    let found = all.entries.into_iter().find(|entry| entry.path == path);
    found.unwrap()
}

fn gate<'a>(gates: &'a [Gate], name: &str) -> &'a Gate {
    let found = gates.iter().find(|gate| gate.name == name);
    found.unwrap_or_else(|| panic!("no gate {name} among {gates:?}"))
}

/// Standing, and what the gate of dates says.
fn dated(lines: &str, day: Date) -> (Standing, Decision, String) {
    let entry = of(&site(&[("a.md", &page("A", lines))]), day, "a.md");
    let gate = gate(&entry.gates, "dates");
    (entry.standing, gate.decision, gate.why.clone())
}

#[test]
fn first_and_last_days_are_public_and_those_beside_them_are_not() {
    use Decision::{Passes, Refuses, Waits};
    use Standing::{NotToday, Public};
    for (day, standing, decision, why) in [
        (9, NotToday, Waits, "it is not public before 2026-11-10"),
        (10, Public, Passes, "it is public up to and with 2026-11-12"),
        (12, Public, Passes, "it is public up to and with 2026-11-12"),
        (
            13,
            NotToday,
            Refuses,
            "it was public up to and with 2026-11-12",
        ),
    ] {
        assert_eq!(
            dated(
                "not_before: 2026-11-10\nexpires: 2026-11-12\n",
                date(2026, 11, day)
            ),
            (standing, decision, why.to_owned()),
            "on day {day}"
        );
    }
    assert_eq!(
        dated("", TODAY),
        (Public, Passes, "no date keeps it in".to_owned())
    );
    let late = dated("review_by: 2026-01-01\n", TODAY);
    assert_eq!((late.0, late.1), (Standing::Refused, Refuses), "{late:?}");
}

/// A reassessment by two persons, for two days.
const STORM: &str = "---\ntitle: A storm\nkind: reassessment\nsensitivity: sensitive\nid: storm\nevent: A storm\nrules: [transport/specific]\ngates: [dates]\nfrom: 2026-11-10\nuntil: 2026-11-11\nby: Ann Lee\napproved_by: Bo Mar\nbasis: Told by the duty officer\n---\n";

#[test]
fn what_waits_for_an_emergency_waits_until_it_is_in_force() {
    let ready = page("Stay inside", "only_during: storm\n");
    let tree = site(&[("ready.md", &ready), ("storm.md", STORM)]);
    for (day, standing, decision) in [
        (9, Standing::NotToday, Decision::Waits),
        (10, Standing::Public, Decision::Passes),
        (11, Standing::Public, Decision::Passes),
        (12, Standing::NotToday, Decision::Waits),
    ] {
        let entry = of(&tree, date(2026, 11, day), "ready.md");
        let dates = gate(&entry.gates, "dates");
        let waits = (decision == Decision::Waits).then_some(dates);
        assert_eq!(entry.kept_in_by(), waits, "on day {day}");
        assert_eq!(
            (entry.standing, dates.decision),
            (standing, decision),
            "on day {day}: {}",
            dates.why
        );
    }
    let storm = of(&tree, TODAY, "storm.md");
    assert_eq!(storm.standing, Standing::Withheld);
    let tag = gate(&storm.gates, "tag");
    assert_eq!(
        tag.why,
        "it is tagged sensitive, and an entry of this kind is never public"
    );
    assert_eq!(tag.next, None);
    assert_eq!(gate(&storm.gates, "detectors").decision, Decision::NotAsked);
}

#[test]
fn an_emergency_opens_the_days_of_its_types_and_of_what_was_written_for_it() {
    let document = |lines: &str| {
        format!(
            "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: transport/specific\nnot_before: 2027-01-01\n{lines}---\n\nText.\n"
        )
    };
    let other = STORM
        .replace("storm", "flood")
        .replace("[transport/specific]", "[national-policy]")
        .replace("2026-11-1", "2026-12-1");
    let lifted = "the reassessment of an emergency lifts this gate";
    let later = "it is not public before 2027-01-01";
    for (lines, day, why) in [
        ("", 9, later),
        ("", 10, lifted),
        ("", 12, later),
        ("only_during: storm\n", 10, lifted),
        ("only_during: flood\n", 10, later),
    ] {
        let text = document(lines);
        let tree = site(&[("a.md", &text), ("storm.md", STORM), ("flood.md", &other)]);
        let entry = of(&tree, date(2026, 11, day), "a.md");
        assert_eq!(gate(&entry.gates, "dates").why, why, "{lines} on day {day}");
    }
}

#[test]
fn a_type_that_is_presumed_closed_is_never_said_to_ask_for_nothing() {
    let row = |presumption: &str| {
        format!(
            "[row.letter]\ndefault = \"not-sensitive\"\npresumption = \"{presumption}\"\npublic = \"yes\"\npartial = [\"summary\"]\nrecipients = [\"public\"]\n"
        )
    };
    let text = "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: letter\nform: summary\nassessment: {by: A, approved_by: B, on: 2026-10-01, basis: b}\n---\n\nText.\n";
    for (presumption, asks) in [("open", false), ("closed", true)] {
        let policy = row(presumption);
        let entry = of(
            &site(&[("a.md", text), ("policy.toml", &policy)]),
            TODAY,
            "a.md",
        );
        let gate = gate(&entry.gates, "type");
        assert_eq!(
            gate.why.contains("nothing more is asked"),
            !asks,
            "{}",
            gate.why
        );
        assert_eq!(gate.why.contains("a second person"), asks, "{}", gate.why);
    }
}

#[test]
fn what_a_file_has_wrong_is_told_of_this_file_alone() {
    let broken = "---\ntitle: [\n---\n";
    let wrong = page("B", "").replace("words", "[words](nowhere.md) and [more](nowhere.md#a)");
    let tree = site(&[("a.md", &page("A", "")), ("b.md", &wrong), ("c.md", broken)]);
    let sound = of(&tree, TODAY, "a.md");
    assert_eq!(sound.standing, Standing::Public);
    assert_eq!(sound.title.as_deref(), Some("A"));
    assert_eq!(sound.level.as_deref(), Some("public"));
    assert_eq!(gate(&sound.gates, "syntax").decision, Decision::Passes);
    assert_eq!(gate(&sound.gates, "tag").decision, Decision::Passes);
    assert_eq!(gate(&sound.gates, "floor").decision, Decision::Passes);
    assert_eq!(sound.kept_in_by(), None);
    let wrong = of(&tree, TODAY, "b.md");
    assert_eq!(wrong.standing, Standing::Refused);
    let syntax = gate(&wrong.gates, "syntax");
    assert_eq!(syntax.decision, Decision::Refuses);
    assert!(
        syntax.why.starts_with("2 errors in the file ("),
        "{}",
        syntax.why
    );
    assert_eq!(wrong.kept_in_by(), Some(syntax));
    let unreadable = of(&tree, TODAY, "c.md");
    assert_eq!(unreadable.standing, Standing::Unreadable);
    assert_eq!((unreadable.title, unreadable.level), (None, None));
    let [syntax] = unreadable.gates.as_slice() else {
        panic!("one gate");
    };
    assert!(
        syntax.why.starts_with("1 error in the file ("),
        "{}",
        syntax.why
    );
    // An overdue review is told by the gate of dates, and not again as an error of the text.
    let late = site(&[("a.md", &page("A", "review_by: 2026-01-01\n"))]);
    let late = of(&late, TODAY, "a.md");
    assert_eq!(gate(&late.gates, "syntax").decision, Decision::Passes);
}

/// A withheld page with a record, and further lines.
fn with_record(lines: &str) -> String {
    page("SECRETWORD", lines).replace(
        "sensitivity: public\n",
        "sensitivity: restricted\npublic_record: {slug: r, title: A report, date: 2020, reason: threat}\n",
    )
}

#[test]
fn levels_tags_and_files_of_what_is_withheld() {
    let files = "attachments: [{file: t.csv, sensitivity: public, title: A table}, {file: u.csv, sensitivity: partners, title: Another}]\n";
    let level = verdicts(&site(&[("a.md", &page("A", ""))]), TODAY).unwrap();
    assert_eq!(level.as_of, TODAY);
    let open = page("A", files);
    let shut = page("B", files).replace("sensitivity: public\na", "sensitivity: restricted\na");
    let mut tree = site(&[
        ("a.md", &open),
        ("b.md", &shut),
        ("in/c.md", &page("C", "").replace("public", "restricted")),
        ("in/_folder.toml", "sensitivity = \"restricted\"\n"),
    ]);
    for name in ["t.csv", "u.csv"] {
        tree.insert(name, "Year,Count\n2020,1\n");
    }
    let left = |path: &str| -> Vec<(String, String, bool)> {
        let attachments = of(&tree, TODAY, path).attachments;
        let told = attachments.into_iter();
        told.map(|one| (one.file, one.level, one.leaves)).collect()
    };
    let row = |file: &str, level: &str, leaves| (file.to_owned(), level.to_owned(), leaves);
    assert_eq!(
        left("a.md"),
        [
            row("t.csv", "public", true),
            row("u.csv", "partners", false)
        ]
    );
    assert_eq!(
        left("b.md"),
        [
            row("t.csv", "restricted", false),
            row("u.csv", "restricted", false)
        ]
    );
    let shut = of(&tree, TODAY, "b.md");
    assert_eq!(shut.standing, Standing::Withheld);
    let tag = gate(&shut.gates, "tag");
    assert_eq!(shut.kept_in_by(), Some(tag));
    assert_eq!(
        (tag.decision, tag.why.as_str()),
        (Decision::Refuses, "it is tagged restricted")
    );
    assert!(tag.next.is_some());
    let below = of(&tree, TODAY, "in/c.md");
    let floor = gate(&below.gates, "floor");
    assert_eq!(floor.decision, Decision::Refuses);
    assert_eq!(
        floor.why,
        "a folder above it keeps all that is in it at restricted or higher"
    );
}

#[test]
fn a_record_stands_by_itself() {
    let void = "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read, digest: \"v1:0000000000000000000000000000000000000000000000000000000000000000:00000000-00000000-00000000-00000000-00000000-00000000\"}\n";
    for (name, entry, standing) in [
        ("sound", with_record(""), Standing::Public),
        (
            "later",
            with_record("not_before: 2026-11-02\n"),
            Standing::NotToday,
        ),
        ("void", with_record(void), Standing::Refused),
        (
            "a coordinate in its title",
            with_record("").replace("A report", "\"52.1326, 5.2913\""),
            Standing::Refused,
        ),
    ] {
        let entry = of(&site(&[("a.md", &entry)]), TODAY, "a.md");
        assert_eq!(entry.standing, Standing::Withheld, "{name}");
        let record = entry.record.unwrap();
        let told: Vec<String> = record
            .gates
            .iter()
            .map(|gate| format!("{}: {:?} ({})", gate.name, gate.decision, gate.why))
            .collect();
        assert_eq!(
            (record.slug.as_str(), record.standing),
            ("r", standing),
            "{name}: {told:#?}"
        );
    }
    assert_eq!(
        of(&site(&[("a.md", &page("A", ""))]), TODAY, "a.md").record,
        None
    );
}

#[test]
fn a_record_is_not_published_before_its_day_nor_after_it() {
    for (lines, entries) in [
        ("not_before: 2026-11-01\nexpires: 2026-11-01\n", 1),
        ("not_before: 2026-11-02\n", 0),
        ("expires: 2026-10-31\n", 0),
    ] {
        let site = disclose(&site(&[("a.md", &with_record(lines))]), TODAY).unwrap();
        assert_eq!(site.tree().entries().len(), entries, "{lines}");
    }
}

#[test]
fn a_record_says_title_and_date_or_less_where_its_type_allows_no_more() {
    let form = |more: &str| {
        let entry = with_record(
            "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\n",
        )
        .replace("reason: threat", &format!("reason: threat{more}"));
        let record = of(&site(&[("a.md", &entry)]), TODAY, "a.md")
            .record
            .unwrap();
        gate(&record.gates, "form").why.clone()
    };
    for (more, named) in [
        (", type: national-policy", "`title-date`"),
        (", type: threat-and-alert/dbt", "`existence`"),
        (", type: peer-review/rest, summary: Words", "`summary`"),
    ] {
        let why = form(more);
        assert!(why.contains(named), "{more}: {why}");
    }
}

#[test]
fn what_a_later_gate_refuses_is_no_error_of_the_file() {
    let policy = "[detector.bird]\nseeks = \"a bird\"\nwords = [\"Bittern\"]\nfinds = [\"Bittern\"]\npasses = [\"other\"]\n";
    let document = "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: policy-explanation\n---\n\nText.\n";
    for (name, text) in [
        (
            "detectors",
            page("A", "").replace("words", "+31 70 123 45 67"),
        ),
        ("detectors", page("A", "").replace("words", "bittern")),
        ("type", document.to_owned()),
        ("mosaic", page("A", "discloses: [general]\n")),
    ] {
        let entry = of(
            &site(&[("a.md", &text), ("policy.toml", policy)]),
            TODAY,
            "a.md",
        );
        assert_eq!(
            gate(&entry.gates, "syntax").decision,
            Decision::Passes,
            "{text}"
        );
        let shut = gate(&entry.gates, name);
        assert_eq!(entry.kept_in_by(), Some(shut), "{text}");
        // Who waives a hit is told; two persons are asked for where one is not enough.
        let next = shut.next.as_deref().unwrap_or_default();
        assert!(!next.contains("approved_by`, `until"), "{next}");
    }
    let place = page("A", "").replace("words", "+31 70 123 45 67 at 52.37312, 4.89221");
    let entry = of(&site(&[("a.md", &place)]), TODAY, "a.md");
    let next = gate(&entry.gates, "detectors")
        .next
        .clone()
        .unwrap_or_default();
    let waivers: Vec<&str> = next.split("and one with").collect();
    for (name, two) in [
        ("`lint: coordinates-decimal`", true),
        ("`lint: telephone`", false),
    ] {
        let waiver = waivers.iter().find(|one| one.contains(name)).unwrap();
        assert_eq!(waiver.contains("`approved_by`"), two, "{waiver}");
    }
}

#[test]
fn a_record_shows_what_stands_in_it() {
    let entry = with_record(
        "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\n",
    )
    .replace(
        "date: 2020,",
        "date: 2020-05, state: NL, summary: A summary.,",
    );
    let disclosure = disclose(&site(&[("a.md", &entry)]), TODAY).unwrap();
    let record = &disclosure.tree().entries()[0];
    let shown: Vec<String> = record
        .fields()
        .iter()
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    let shown = shown.join("\n");
    for part in [
        "state: Word(\"NL\")",
        "2020",
        "A summary.",
        "reason: Word(\"threat\")",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(!format!("{:?}", disclosure.tree()).contains("SECRET"));
}

fn told(tree: &SourceTree, through: Date) -> String {
    let mut told = String::new();
    for coming in rehearse(tree, TODAY, through).unwrap() {
        let event = match coming.event {
            Event::Appears { file, record } => format!("{file} appears{}", part(record)),
            Event::Vanishes { file, record } => format!("{file} vanishes{}", part(record)),
            Event::Says(one) => one.code.to_owned(),
        };
        let _ = writeln!(told, "{} {event}", coming.day);
    }
    told
}

fn part(record: bool) -> &'static str {
    if record { " (its record)" } else { "" }
}

#[test]
fn every_day_to_come_is_rehearsed_on_which_something_changes() {
    let assessed = "---\ntitle: M\nid: m\nkind: mission\nservice: ippas\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-10-01, basis: b}\nnot_before: 2026-11-20\n---\n";
    let tree = site(&[
        ("expires.md", &page("A", "expires: 2026-11-05\n")),
        ("later.md", &page("B", "not_before: 2026-11-03\n")),
        ("mission.md", assessed),
        ("ready.md", &page("C", "only_during: storm\n")),
        ("record.md", &with_record("not_before: 2026-11-08\n")),
        ("review.md", &page("D", "review_by: 2026-11-14\n")),
        ("storm.md", STORM),
    ]);
    assert_eq!(
        told(&tree, date(2026, 11, 30)),
        "2026-11-03 later.md appears
2026-11-06 expires.md vanishes
2026-11-08 record.md appears (its record)
2026-11-10 ready.md appears
2026-11-12 ready.md vanishes
2026-11-15 review-overdue
2026-11-20 mission.md appears
"
    );
    // The day after the last of the grace.
    let late = site(&[
        (
            "vitrine.toml",
            "title = \"A site\"\nreview_grace_days = 2\n",
        ),
        ("review.md", &page("D", "review_by: 2026-11-14\n")),
    ]);
    assert_eq!(
        told(&late, date(2026, 11, 30)),
        "2026-11-15 review-due\n2026-11-17 review-overdue\n"
    );
    assert_eq!(told(&late, date(2026, 11, 14)), "");
}

#[test]
fn a_subject_is_told_with_who_says_what_of_it() {
    let says = |title: &str, facet: &str| {
        page(
            title,
            &format!("subject: The March\ndiscloses: [{facet}]\n"),
        )
    };
    let tree = site(&[
        ("a.md", &says("A way", "route")),
        (
            "b.md",
            &says("A place", "identity").replace("The March", "\"the march\""),
        ),
        (
            "c.md",
            &page("Else", "subject: Elsewhere\ndiscloses: [schedule]\n"),
        ),
    ]);
    let all = overview(&tree, TODAY).unwrap();
    let names: Vec<&str> = all.subjects.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Elsewhere", "The March"]);
    let march = &all.subjects[1];
    let mut facts = String::new();
    for fact in &march.facts {
        assert!(fact.is_new() && !fact.words.is_empty(), "{}", fact.facet);
        let _ = writeln!(facts, "{}", fact.facet);
        for who in &fact.today {
            let _ = writeln!(facts, "  {} at {}: {}", who.path, who.address, who.title);
        }
    }
    assert_eq!(
        facts,
        "identity\n  b.md at pages/a-place: A place\nroute\n  a.md at pages/a-way: A way\n"
    );
}

#[test]
fn what_is_one_facet_away_from_too_much_is_told_before_it_is() {
    let says = |title: &str, facets: &str| {
        page(title, &format!("subject: The March\ndiscloses: {facets}\n"))
    };
    let near = site(&[("a.md", &says("A way", "[route]"))]);
    let all = overview(&near, TODAY).unwrap();
    let rule = all.subjects[0]
        .combinations
        .iter()
        .find(|one| one.rule == "transport-forecast");
    let rule = rule.unwrap();
    assert_eq!(rule.standing, Combined::Near);
    assert_eq!(
        (&rule.public[..], &rule.missing[..]),
        (&["route".to_owned()][..], &["schedule".to_owned()][..])
    );
    assert_eq!(rule.added, ["route"]);
    assert!(rule.silence.is_none() && all.silence.who.is_empty());
    let refused = site(&[
        ("a.md", &says("A way", "[route]")),
        ("b.md", &says("A day", "[schedule]")),
    ]);
    let all = overview(&refused, TODAY).unwrap();
    let rule = all.subjects[0]
        .combinations
        .iter()
        .find(|one| one.rule == "transport-forecast");
    let rule = rule.unwrap();
    assert_eq!(rule.standing, Combined::Refused);
    assert_eq!(rule.who.len(), 2);
    assert_eq!(
        rule.silence.as_ref().unwrap().who.len(),
        1,
        "either of them is enough"
    );
    // Who has no part in it is kept in by nothing, though it says something too.
    let other = page("A place", "subject: The Depot\ndiscloses: [route]\n");
    let mut beside = refused.clone();
    beside.insert("c.md", other);
    for (path, decision) in [
        ("a.md", Decision::Refuses),
        ("b.md", Decision::Refuses),
        ("c.md", Decision::Passes),
    ] {
        let entry = of(&beside, TODAY, path);
        assert_eq!(gate(&entry.gates, "mosaic").decision, decision, "{path}");
    }
    // What nobody says anything of is no step away.
    let none = overview(&site(&[("a.md", &page("A", ""))]), TODAY).unwrap();
    assert!(none.subjects.is_empty());
}

#[test]
fn detectors_are_asked_about_any_text() {
    assert_eq!(
        seek("This page is RESTRICTED."),
        [("marking-english".to_owned(), 13..23)]
    );
    assert!(seek("This page is open.").is_empty());
}

/// What the gates of the matrix say of a document of a type, with further lines.
fn matrix(rule: &str, lines: &str) -> String {
    let text = format!(
        "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: {rule}\n{lines}subject: Something\ndiscloses: [general]\n---\n\nText.\n"
    );
    let entry = of(&site(&[("a.md", &text)]), TODAY, "a.md");
    let mut told = format!("{rule} {}\n", lines.replace('\n', "; "));
    for name in ["type", "recipients", "form"] {
        let gate = gate(&entry.gates, name);
        let next = gate.next.as_deref().unwrap_or("-");
        let _ = writeln!(
            told,
            "  {name}: {}: {} [{next}]",
            gate.decision.name(),
            gate.why
        );
    }
    told
}

#[test]
fn gates_of_the_matrix_say_why_they_are_open_or_shut() {
    const TWO: &str =
        "assessment: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, basis: Read}\n";
    const EXCEPTION: &str = "exception: {by: Ann Lee, approved_by: Bo Mar, on: 2026-10-01, expires: 2027-10-01, basis: Duty}\n";
    let mut told = String::new();
    for (rule, lines) in [
        ("national-policy", String::new()),
        ("policy-explanation", String::new()),
        (
            "policy-explanation",
            "assessment: {by: Ann Lee, on: 2026-10-01, basis: Read}\n".to_owned(),
        ),
        (
            "security-report/inspection",
            "form: summary\n".to_owned() + TWO,
        ),
        (
            "response-plan/detailed",
            "form: assurance\n".to_owned() + TWO,
        ),
        ("response-plan/detailed", "form: summary\n".to_owned() + TWO),
        ("security-report/inspection", TWO.to_owned()),
        ("security-report/inspection", TWO.to_owned() + EXCEPTION),
        (
            "transport/completed",
            "completed_on: 2026-11-02\n".to_owned() + TWO,
        ),
        (
            "transport/completed",
            "completed_on: 2026-11-01\n".to_owned() + TWO,
        ),
        (
            "transport/completed",
            "completed_on: 2026-10-31\nform: summary\n".to_owned() + TWO,
        ),
        ("transport/specific", TWO.to_owned() + EXCEPTION),
        ("inventory-record/detailed", TWO.to_owned() + EXCEPTION),
    ] {
        told.push_str(&matrix(rule, &lines));
    }
    insta::assert_snapshot!(told);
}
