//! Ways out over time: retractions, change logs, what earlier releases said, emergencies.

use vitrine_disclosure::ledger::{Act, Ledger, Record};
use vitrine_disclosure::release::{Candidate, Material, candidate};
use vitrine_disclosure::retract::retract;
use vitrine_disclosure::{Disclosure, HISTORY, SourceTree, open};
use vitrine_tests::{assert_same, of, today};

use super::site::{CANARY, Files, built, entry, holding, page, site, text};

fn files(disclosure: &Disclosure) -> Files {
    of(&vitrine::build_of(disclosure).unwrap())
}

/// What a release of a tree would publish, after a site that is published.
fn released(tree: &SourceTree, base: Option<&Disclosure>, ledger: &Ledger) -> Candidate {
    let material = Material {
        source: tree,
        base,
        ledger,
        begun: false,
        lifted: &[],
    };
    candidate(&material, today()).unwrap()
}

/// The ledger with a release.
fn recorded(ledger: &Ledger, made: &Candidate) -> Ledger {
    let (added, gone) = ledger.difference(false, &made.publications);
    ledger.with(Record {
        act: Act::Release,
        number: 0,
        release: made.sequence,
        on: today(),
        by: "A".to_owned(),
        approved_by: Some("B".to_owned()),
        approved: Some(made.digest.clone()),
        base: None,
        source: made.disclosure.digest(),
        history: String::new(),
        replaces: None,
        retracted: Vec::new(),
        added,
        gone,
        previous: String::new(),
        digest: String::new(),
    })
}

#[test]
fn mode_40_a_tombstone_has_no_content() {
    let lines = format!("title: A {CANARY}\nid: out\nsummary: About {CANARY}\ndate: 2026-01-02");
    let out = entry(
        "announcement",
        "public",
        &format!(
            "{lines}\nclass: press\ntype: national-policy\nissued_at: \"2026-01-02T10:00Z\"\nissuer: {CANARY}"
        ),
        &format!("The {CANARY}."),
    );
    let tree = site(&[("out.md", &out)]);
    let before = built(&tree);
    assert!(holding(&before, CANARY).len() > 5, "it is in many places");
    let published = open(&before["source.tar.gz"]).unwrap();
    let after = retract(&published, "out", today(), None).unwrap();
    let after = files(&after.disclosure);
    assert_eq!(holding(&after, CANARY), [""; 0]);
    assert!(text(&after, "announcements/out.html").contains("Retracted"));
    assert!(!text(&after, "sitemap.xml").contains("announcements/out"));
}

#[test]
fn mode_41_feed_readers_are_told_to_forget() {
    let before = built(&site(&[]));
    let published = open(&before["source.tar.gz"]).unwrap();
    let after = retract(&published, "act", today(), None).unwrap();
    let feed = text(&files(&after.disclosure), "feed.atom").to_owned();
    assert!(feed.contains("<at:deleted-entry ref=\"https://example.org/site/documents/act.html\" when=\"2026-11-23T00:00:00Z\"/>"), "{feed}");
    assert!(!feed.contains("<title>The act</title>"), "{feed}");
}

#[test]
fn mode_44_what_was_ever_public_is_remembered() {
    let lines = "title: A page\nsubject: Heron Point\ndiscloses: [date]";
    let with = site(&[("a.md", &entry("page", "public", lines, "Text."))]);
    let first = released(&with, None, &Ledger::default());
    let ledger = recorded(&Ledger::default(), &first);
    // It is withdrawn, and with it what it said; the ledger knows it all the same.
    let mut without = site(&[]);
    without.insert(HISTORY, first.disclosure.tree().history().to_toml());
    let second = released(&without, Some(&first.disclosure), &ledger);
    let ledger = recorded(&ledger, &second);
    let ledger = Ledger::parse(ledger.bytes()).unwrap();
    assert!(!ledger.public(false).contains_key("pages/a-page"));
    let facts = ledger.past_facts();
    assert_eq!(facts.len(), 1);
    assert_eq!(
        (facts[0].fact.subject.as_str(), facts[0].fact.facet.as_str()),
        ("Heron Point", "date")
    );
    assert_eq!(holding(&files(&second.disclosure), "heron point"), [""; 0]);
}

#[test]
fn mode_45_a_change_log_does_not_point_at_what_was_cut() {
    let before = site(&[("a.md", &page("It stays. It goes."))]);
    let first = released(&before, None, &Ledger::default());
    let ledger = recorded(&Ledger::default(), &first);
    let mut cut = site(&[
        (
            "a.md",
            &page("It stays. :restricted[It goes.]{reason=\"threat\" silent}"),
        ),
        ("b.md", &entry("page", "public", "title: Another", "Text.")),
    ]);
    cut.insert(HISTORY, first.disclosure.tree().history().to_toml());
    let second = released(&cut, Some(&first.disclosure), &ledger);
    let log = text(&files(&second.disclosure), "changes.html").to_owned();
    assert!(
        log.contains(">Another<") && !log.contains(">A page<"),
        "{log}"
    );
}

#[test]
fn mode_45_a_history_of_what_is_not_public_changes_no_byte() {
    let history = |added: &str| {
        format!(
            "[[release]]\nsequence = 1\non = \"2026-10-01\"\nadded = []\nextended = []\n\n[[release]]\nsequence = 2\non = \"2026-11-01\"\nadded = [{added}]\nextended = []\n"
        )
    };
    let secret = entry("page", "restricted", &format!("title: {CANARY}"), "Text.");
    let named = history(&format!("\"pages/about\", \"pages/{CANARY}\""));
    let with = built(&site(&[("s.md", &secret), (HISTORY, &named)]));
    let without = built(&site(&[(HISTORY, &history("\"pages/about\""))]));
    assert_same(&with, &without, "a history that names a withdrawn entry");
    assert_eq!(holding(&with, CANARY), [""; 0]);
    assert!(text(&with, "changes.html").contains(">About<"));
}

#[test]
fn mode_52_an_emergency_leaves_no_trace() {
    let reassessment = "---\ntitle: A storm\nkind: reassessment\nsensitivity: sensitive\nid: storm\nevent: A storm\nrules: [emergency-announcement]\ngates: [dates, rule]\nfrom: 2026-11-20\nuntil: 2026-11-22\nby: A\napproved_by: B\nbasis: C\n---\n";
    let lines = format!(
        "title: Stay in {CANARY}\ntype: emergency-announcement\nform: full\nclass: emergency\nonly_during: storm\nissued_at: \"2026-11-20T10:00Z\"\nissuer: Office"
    );
    let announcement = entry("announcement", "public", &lines, "Text.");
    // The day after it.
    let with = built(&site(&[("r.md", reassessment), ("a.md", &announcement)]));
    assert_same(&with, &built(&site(&[])), "an emergency that is over");
    let during = vitrine::build(
        &site(&[("r.md", reassessment), ("a.md", &announcement)]),
        "2026-11-22".parse().unwrap(),
    );
    assert!(!holding(&of(&during.unwrap()), CANARY).is_empty());
}
