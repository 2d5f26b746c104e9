//! What was published by mistake is taken out of the public source, whatever name it is called by, and with it its
//! translations; and what may stand in its place.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use jiff::civil::{Date, date};
use vitrine_disclosure::retract::{NotRetracted, Retracted, judge_words, retract};
use vitrine_disclosure::{Address, Disclosure, SourceTree, disclose, open};

const TODAY: Date = date(2026, 11, 1);

fn page(title: &str, lines: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{lines}---\n\n{body}\n")
}

/// A page with a translation, two that lead to it, and a term and a page of one name.
fn site() -> Disclosure {
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        "title = \"A site\"\nlanguages = [\"en\", \"fr\"]\nbase_url = \"https://a.org/\"\n",
    );
    for (path, text) in [
        ("gone.md", page("Gone", "id: lost\nslug: the-lost\n", "Words that were a MISTAKE.")),
        ("fr.md", page("Perdu", "lang: fr\ntranslation_of: lost\n", "Une ERREUR.")),
        ("links.md", page("Links", "", "See [it](gone.md).")),
        ("other.md", page("Other", "", "See [the links](links.md).")),
        ("twice.md", page("Twice", "slug: twice\n", "A page.")),
        ("term.md", page("Twice", "slug: twice\n", "A term.").replace("kind: page", "kind: term")),
        (
            "record.md",
            "---\ntitle: S\nkind: document\nsensitivity: restricted\ntype: national-policy\npublic_record: {slug: a-report, title: A report, date: 2016, reason: threat}\n---\n".to_owned(),
        ),
        ("to.md", page("To a record", "", "See [it](record:a-report).")),
        (
            "rapport.md",
            "---\ntitle: S\nkind: document\nsensitivity: restricted\ntype: national-policy\npublic_record: {slug: un-rapport, lang: fr, title: Un rapport, date: 2016, reason: threat}\n---\n".to_owned(),
        ),
        ("vers.md", page("Vers un rapport", "lang: fr\n", "Voir [ceci](record:un-rapport).")),
        ("fields.md", page("By its fields", "related: [pages/twice]\n", "Nothing is linked here.")),
    ] {
        tree.insert(path, text);
    }
    disclose(&tree, TODAY).unwrap_or_else(|found| panic!("{found:?}"))
}

fn addresses(site: &Disclosure) -> Vec<&str> {
    let entries = site.tree().entries().iter();
    entries.map(|entry| entry.address().as_str()).collect()
}

fn gone(site: &Disclosure, name: &str) -> Retracted {
    retract(site, name, TODAY, None).unwrap_or_else(|why| panic!("{name}: {why:?}"))
}

#[test]
fn an_entry_goes_with_its_translation_whatever_it_is_called() {
    let site = site();
    assert!(addresses(&site).contains(&"pages/the-lost"));
    for name in [
        "pages/the-lost",
        "/pages/the-lost/",
        " pages/the-lost.html ",
        "pages/the-lost.md",
        "https://a.org/pages/the-lost.html#words",
        "pages/index.html#the-lost",
        "the-lost",
    ] {
        let gone = gone(&site, name);
        let told: Vec<&str> = gone.addresses.iter().map(Address::as_str).collect();
        assert_eq!(told, ["fr/pages/perdu", "pages/the-lost"], "{name}");
        let left = addresses(&gone.disclosure);
        assert!(!told.iter().any(|one| left.contains(one)), "{left:?}");
        assert_eq!(left.len() + 2, addresses(&site).len());
        let linked: Vec<&str> = gone.linked.iter().map(Address::as_str).collect();
        assert_eq!(linked, ["pages/links"], "{name}");
        // It is the public source of a site again, and nothing of the text is in it.
        let again = open(gone.disclosure.archive()).unwrap();
        let shown = format!("{:?}", again.tree());
        assert!(
            !shown.contains("MISTAKE") && !shown.contains("ERREUR"),
            "{shown}"
        );
        for address in ["fr/pages/perdu", "pages/the-lost"] {
            let noted = again.tree().history().retraction(address).unwrap();
            assert_eq!(noted.on(), TODAY);
        }
    }
}

#[test]
fn a_record_goes_as_an_entry_does() {
    let gone = gone(&site(), "register/a-report");
    assert!(!addresses(&gone.disclosure).contains(&"register/a-report"));
    let linked: Vec<&str> = gone.linked.iter().map(Address::as_str).collect();
    assert_eq!(linked, ["pages/to-a-record"]);
}

#[test]
fn links_to_a_record_of_another_language_lead_to_its_tombstone() {
    let gone = gone(&site(), "fr/register/un-rapport");
    let told: Vec<&str> = gone.addresses.iter().map(Address::as_str).collect();
    assert_eq!(told, ["fr/register/un-rapport"]);
    let linked: Vec<&str> = gone.linked.iter().map(Address::as_str).collect();
    assert_eq!(linked, ["fr/pages/vers-un-rapport"]);
}

#[test]
fn who_names_it_in_a_field_leads_to_it_too() {
    let gone = gone(&site(), "pages/twice");
    let linked: Vec<&str> = gone.linked.iter().map(Address::as_str).collect();
    assert_eq!(linked, ["pages/by-its-fields"]);
}

#[test]
fn a_name_of_nothing_or_of_several_takes_nothing_out() {
    let site = site();
    match retract(&site, "the-lots", TODAY, None) {
        Err(NotRetracted::Unknown(near)) => assert_eq!(near.as_deref(), Some("the-lost")),
        other => panic!("{other:?}"),
    }
    match retract(&site, "twice", TODAY, None) {
        Err(NotRetracted::Ambiguous(all)) => {
            let all: Vec<&str> = all.iter().map(Address::as_str).collect();
            assert_eq!(all, ["pages/twice", "terms/twice"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(gone(&site, "terms/twice").addresses.len(), 1);
}

#[test]
fn what_was_retracted_can_only_be_told_in_other_words() {
    let site = gone(&site(), "the-lost").disclosure;
    let later = date(2026, 11, 20);
    for name in ["pages/the-lost", "the-lost"] {
        match retract(&site, name, later, None) {
            Err(NotRetracted::Already(address, day)) => {
                assert_eq!((address.as_str(), day), ("pages/the-lost", TODAY));
            }
            other => panic!("{other:?}"),
        }
    }
    let told = retract(&site, "the-lost", later, Some(" It was wrong. ")).unwrap();
    assert_eq!(told.addresses.len(), 1);
    let noted = told.disclosure.tree().history();
    let noted = noted.retraction("pages/the-lost").unwrap();
    assert_eq!(noted.on(), TODAY, "the day stays");
    assert!(
        noted
            .words()
            .is_some_and(|words| words.as_str() == "It was wrong.")
    );
    match retract(&told.disclosure, "the-lost", later, Some("It was wrong.")) {
        Err(NotRetracted::Already(..)) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_on_a_tombstone_say_nothing_that_must_not_be_public() {
    let site = site();
    for words in ["", " ", "Two\nlines.", "Hidden\u{200B}.", "A\u{7}bell."] {
        match retract(&site, "the-lost", TODAY, Some(words)) {
            Err(NotRetracted::Words(_)) => {}
            other => panic!("{words:?}: {other:?}"),
        }
    }
    match retract(&site, "the-lost", TODAY, Some("This was RESTRICTED.")) {
        Err(NotRetracted::Detected(name, _)) => assert_eq!(name, "marking-english"),
        other => panic!("{other:?}"),
    }
    let mut folder = SourceTree::new();
    folder.insert("vitrine.toml", "title = \"A site\"\n");
    assert!(judge_words("This was BLUEBIRD.", &folder).is_ok());
    assert!(matches!(
        judge_words("This was RESTRICTED.", &folder),
        Err(NotRetracted::Detected(..))
    ));
    assert!(matches!(
        judge_words("\n", &folder),
        Err(NotRetracted::Words(_))
    ));
    folder.insert(
        "policy.toml",
        "[detector.project]\nseeks = \"a code name\"\nwords = [\"BLUEBIRD\"]\nfinds = [\"the BLUEBIRD\"]\npasses = [\"a bird\"]\n",
    );
    assert!(matches!(
        judge_words("This was BLUEBIRD.", &folder),
        Err(NotRetracted::Detected(..))
    ));
}

#[test]
fn what_was_retracted_is_told_where_it_would_come_back() {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\n");
    let page = page("A page", "slug: a\n", "Text.");
    let record = "---\ntitle: S\nkind: document\nsensitivity: restricted\ntype: national-policy\npublic_record: {slug: a-report, title: A report, date: 2016, reason: threat}\n---\n";
    tree.insert("a.md", page.as_str());
    tree.insert("r.md", record);
    let site = disclose(&tree, TODAY).unwrap();
    let mut gone = site;
    for address in ["pages/a", "register/a-report"] {
        gone = self::gone(&gone, address).disclosure;
    }
    tree.insert("releases.toml", gone.tree().history().to_toml());
    let found = disclose(&tree, TODAY).unwrap_err();
    let mut told: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|one| {
            let file = one.file.as_deref().unwrap_or_default();
            let text = if file == "a.md" {
                page.as_str()
            } else {
                record
            };
            let place = text.get(one.span.clone()).unwrap_or_default();
            let help = one.help.as_deref().unwrap_or_default();
            assert_eq!(one.code, "entry-retracted");
            (file, place, help.split(';').next().unwrap_or_default())
        })
        .collect();
    told.sort_unstable();
    let shown = "{slug: a-report, title: A report, date: 2016, reason: threat}";
    assert_eq!(
        told,
        [
            ("a.md", "public", "give the entry a higher level"),
            ("r.md", shown, "take `public_record` out"),
        ]
    );
}
