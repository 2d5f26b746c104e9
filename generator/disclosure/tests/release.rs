//! What a release would publish, what its change log names, and what of it the ledger must remember.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use jiff::civil::{Date, date};
use vitrine_disclosure::ledger::{Act, Ledger, Record};
use vitrine_disclosure::release::{
    Candidate, Material, candidate, digest, release_required, same_person,
};
use vitrine_disclosure::retract::retract;
use vitrine_disclosure::{Address, Disclosure, HISTORY, SourceTree};

const FIRST: Date = date(2026, 11, 1);
const SECOND: Date = date(2026, 12, 1);

fn page(title: &str, lines: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{lines}---\n\n{body}\n")
}

fn source(files: &[(&str, String)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        "title = \"A site\"\nlanguages = [\"en\", \"fr\"]\n",
    );
    for (path, text) in files {
        tree.insert(*path, text.as_str());
    }
    tree
}

fn material<'a>(
    source: &'a SourceTree,
    base: Option<&'a Disclosure>,
    ledger: &'a Ledger,
) -> Material<'a> {
    Material {
        source,
        base,
        ledger,
        begun: false,
        lifted: &[],
    }
}

fn made(from: &Material<'_>, day: Date) -> Candidate {
    candidate(from, day).unwrap_or_else(|found| panic!("{found:?}"))
}

/// The record of a release, as the command would write it.
fn record(of: &Candidate, ledger: &Ledger, day: Date) -> Record {
    let (added, gone) = ledger.difference(false, &of.publications);
    Record {
        act: Act::Release,
        number: 0,
        release: of.sequence,
        on: day,
        by: "Ann Lee".to_owned(),
        approved_by: Some("Bo Mar".to_owned()),
        approved: Some(of.digest.clone()),
        base: None,
        source: of.disclosure.digest(),
        history: String::new(),
        replaces: None,
        retracted: Vec::new(),
        added,
        gone,
        previous: String::new(),
        digest: String::new(),
    }
}

fn names(all: &[Address]) -> Vec<&str> {
    all.iter().map(Address::as_str).collect()
}

#[test]
fn the_change_log_names_what_is_new_and_what_was_added_to() {
    let subject = "subject: Herons\ndiscloses: [schedule]\n";
    let before = source(&[
        ("more.md", page("More", subject, "One.")),
        ("less.md", page("Less", "", "One. Two.")),
        ("same.md", page("Same", "lang: fr\n", "One.")),
        ("gone.md", page("Gone", "", "One.")),
    ]);
    let empty = Ledger::default();
    let first = made(&material(&before, None, &empty), FIRST);
    assert_eq!(first.sequence, 1);
    assert_eq!(first.changes.entries.len(), 4);
    let history = first.disclosure.tree().history();
    assert_eq!(history.releases().len(), 1);
    // Where everything is new, nothing is named.
    assert!(
        history
            .releases()
            .iter()
            .all(|one| one.added.is_empty() && one.extended.is_empty())
    );
    let more = first
        .publications
        .iter()
        .find(|one| one.address == "pages/more")
        .unwrap();
    assert_eq!((more.kind.as_str(), more.title.as_str()), ("page", "More"));
    assert_eq!(more.subjects.len(), 1);
    assert_eq!(more.discloses, ["schedule"]);
    let ledger = empty.with(record(&first, &empty, FIRST));
    assert_eq!(
        ledger.difference(false, &first.publications),
        (vec![], vec![])
    );
    assert_eq!(ledger.difference(true, &first.publications).0.len(), 4);

    let mut after = source(&[
        ("more.md", page("More", subject, "One. Two.")),
        ("less.md", page("Less", "", "One.")),
        ("same.md", page("Same", "lang: fr\n", "One.")),
        ("new.md", page("New", "", "One.")),
    ]);
    after.insert(HISTORY, history.to_toml());
    let second = made(&material(&after, Some(&first.disclosure), &ledger), SECOND);
    assert_eq!(second.sequence, 2);
    let releases = second.disclosure.tree().history().releases().to_vec();
    let last = releases.last().unwrap();
    assert_eq!((last.sequence, last.on), (2, SECOND));
    assert_eq!(names(&last.added), ["pages/new"]);
    assert_eq!(names(&last.extended), ["pages/more"]);
    let (added, gone) = ledger.difference(false, &second.publications);
    let added: Vec<&str> = added.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(added, ["pages/less", "pages/more", "pages/new"]);
    assert_eq!(gone, ["pages/gone"]);

    // Built in between, and so in no change against the site: it is named, since the last release had it otherwise.
    let built = made(&material(&after, None, &empty), FIRST).disclosure;
    let since = made(&material(&after, Some(&built), &ledger), SECOND);
    let last = since.disclosure.tree().history().releases().last().cloned();
    assert_eq!(names(&last.unwrap().extended), ["pages/less", "pages/more"]);

    // Two persons approve this change of this site, and no other.
    assert_ne!(second.digest, since.digest);
    assert_eq!(
        second.digest,
        made(&material(&after, Some(&first.disclosure), &ledger), SECOND).digest
    );
    assert_eq!(
        digest(b""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn what_there_is_to_say_of_the_folder_is_said_of_its_release() {
    let unbound = "---\ntitle: M\nkind: mission\nservice: ippas\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-10-01, basis: b}\n---\n";
    let told = |text: String| -> Vec<&'static str> {
        let tree = source(&[("m.md", text)]);
        let made = made(&material(&tree, None, &Ledger::default()), FIRST);
        made.disclosure
            .warnings()
            .iter()
            .map(|one| one.code)
            .collect()
    };
    assert_eq!(told(unbound.to_owned()), ["assessment-undigested"]);
    assert_eq!(told(page("A", "", "Text.")), Vec::<&str>::new());
}

#[test]
fn only_what_was_retracted_can_be_lifted() {
    let all = source(&[
        ("a.md", page("A", "", "One.")),
        ("b.md", page("B", "", "One.")),
    ]);
    let empty = Ledger::default();
    let first = made(&material(&all, None, &empty), FIRST).disclosure;
    let gone = retract(&first, "pages/a", FIRST, None).unwrap().disclosure;
    let mut after = all.clone();
    after.insert(HISTORY, gone.tree().history().to_toml());
    let with = |lifted: &[String]| {
        let from = Material {
            lifted,
            ..material(&after, Some(&gone), &empty)
        };
        candidate(&from, SECOND)
    };
    let codes = |lifted: &[&str]| -> Vec<(&'static str, String)> {
        let lifted: Vec<String> = lifted.iter().map(|one| (*one).to_owned()).collect();
        let found = with(&lifted).unwrap_err();
        found
            .iter()
            .map(|one| (one.code, one.help.clone().unwrap_or_default()))
            .collect()
    };
    let [(code, _)] = codes(&[]).try_into().unwrap();
    assert_eq!(code, "entry-retracted");
    let [(code, help)] = codes(&["pages/aa"]).try_into().unwrap();
    assert_eq!(
        (code, help.as_str()),
        ("lift-unknown", "did you mean `--lift pages/a`?")
    );
    let [(code, _)] = codes(&["pages/a", "terms/elsewhere"]).try_into().unwrap();
    assert_eq!(code, "lift-unknown");
    let lifted = with(&["pages/a".to_owned()]).unwrap();
    assert!(lifted.disclosure.tree().history().retracted().is_empty());
    assert_eq!(lifted.disclosure.tree().entries().len(), 2);
}

#[test]
fn a_site_says_whether_it_publishes_releases_alone() {
    let of = |lines: &str| {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", lines);
        release_required(&tree)
    };
    assert!(of("title = \"A\"\nrelease = \"required\"\n"));
    assert!(!of("title = \"A\"\nrelease = \"open\"\n"));
    assert!(!of("title = \"A\"\n"));
    assert!(!of("release = \"required\"\n"));
    assert!(!release_required(&SourceTree::new()));
}

#[test]
fn one_person_is_not_two() {
    for other in [
        "Ann Lee",
        " ann  LEE ",
        "Ann\u{a0}Lee",
        "Ａnn Lee",
        "An\u{200b}n Lee",
    ] {
        assert!(same_person("Ann Lee", other), "{other:?}");
    }
    for other in ["Anne Lee", "AnnLee", "Lee Ann", ""] {
        assert!(!same_person("Ann Lee", other), "{other:?}");
    }
}
