//! The engine through its own door: what it finds, what it refuses, and that neither depends on chance.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use vitrine_search::{Analyzer, Answer, Document, Engine, Index, Options, Reply, build};

fn document(kind: &str, date: &str, title: &str, body: &str) -> Document {
    Document {
        kind: kind.to_owned(),
        state: if kind == "mission" {
            "FI Finland".to_owned()
        } else {
            String::new()
        },
        date: date.to_owned(),
        url: format!("{kind}s/{}.html", title.to_lowercase().replace(' ', "-")),
        title: title.to_owned(),
        summary: String::new(),
        body: body.to_owned(),
        topics: vec!["transport".to_owned()],
    }
}

fn shelf() -> Vec<Document> {
    vec![
        document(
            "mission",
            "2009",
            "Mission to Finland",
            "A peer review of the transport of nuclear material.",
        ),
        document(
            "mission",
            "2022-10",
            "Second mission to Finland",
            "The peer review looked at computer security.",
        ),
        document(
            "document",
            "2011-01",
            "INFCIRC/225/Rev.5",
            "Recommendations on physical protection.",
        ),
        document(
            "practice",
            "",
            "Announce a review",
            "Announce the mission, then publish what the peer team found. Réglementation.",
        ),
    ]
}

/// Asks an engine until it answers. Counts the rounds, which a browser waits for.
fn ask(index: &Index, engine: &mut Engine, text: &str, options: &Options) -> (Answer, usize) {
    for round in 0..8 {
        match engine.search(text, options).unwrap() {
            Reply::Answer(answer) => return (answer, round),
            Reply::Needs(names) => {
                assert!(!names.is_empty());
                for name in names {
                    engine.supply(&name, &index.files[&name]).unwrap();
                }
            }
        }
    }
    panic!("the engine keeps asking");
}

fn search_with(documents: &[Document], text: &str, options: &Options) -> Answer {
    let index = build(documents, "en", &[]).unwrap();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    ask(&index, &mut engine, text, options).0
}

fn search(text: &str) -> Vec<String> {
    let options = Options {
        limit: 10,
        snippets: true,
        ..Options::default()
    };
    search_with(&shelf(), text, &options)
        .results
        .into_iter()
        .map(|hit| hit.title)
        .collect()
}

#[test]
fn words_are_found_by_stem_prefix_identifier_and_phrase() {
    assert_eq!(search("transports"), ["Mission to Finland"]);
    assert_eq!(search("recomm"), ["INFCIRC/225/Rev.5"]);
    assert_eq!(search("infcirc/225"), ["INFCIRC/225/Rev.5"]);
    assert_eq!(search("INFCIRC225Rev5"), ["INFCIRC/225/Rev.5"]);
    assert_eq!(search("reglementation"), ["Announce a review"]);
    assert_eq!(search("\"peer team\""), ["Announce a review"]);
    assert_eq!(search("\"team peer\""), Vec::<String>::new());
    assert_eq!(search("finland -second"), ["Mission to Finland"]);
    assert_eq!(search("peer +computer"), ["Second mission to Finland"]);
    assert_eq!(search("mission kind:practice"), ["Announce a review"]);
    assert_eq!(search("review year:2009..2010"), ["Mission to Finland"]);
    assert_eq!(search("nowhere"), Vec::<String>::new());
}

fn answer(text: &str) -> Answer {
    let options = Options {
        limit: 10,
        ..Options::default()
    };
    search_with(&shelf(), text, &options)
}

#[test]
fn what_is_mistyped_is_corrected_and_said() {
    let found = answer("transprot revew");
    assert_eq!(found.results[0].title, "Mission to Finland");
    let suggestion = found.suggestion.unwrap();
    assert_eq!(suggestion.query, "transport review");
    assert_eq!(suggestion.typed, "transprot revew");
    for (typed, meant) in [
        ("ransport", "transport"),
        ("rtansport", "transport"),
        ("Réglmentation", "reglementation"),
        ("recomendations", "recommendations"),
        ("finland +compuetr", "finland +computer"),
        ("\"peer raview\"", "\"peer review\""),
    ] {
        assert_eq!(answer(typed).suggestion.unwrap().query, meant);
    }
}

#[test]
fn what_is_no_slip_is_left_alone() {
    // Known words; beginnings of words; short words; numbers; nothing near; words that are asked for as they are.
    for typed in [
        "transports",
        "transpo",
        "tre",
        "2012",
        "INFCIRC/226",
        "zeppelin",
        "",
    ] {
        assert_eq!(answer(typed).suggestion, None, "{typed}");
    }
    let options = Options {
        limit: 10,
        literal: true,
        ..Options::default()
    };
    let found = search_with(&shelf(), "transprot", &options);
    assert_eq!((found.suggestion, found.total), (None, 0));
}

#[test]
fn titles_states_and_barred_phrases_narrow() {
    assert_eq!(search("title:mission").len(), 2);
    assert_eq!(search("title:peer"), Vec::<String>::new());
    assert_eq!(
        search("mission -title:second"),
        ["Mission to Finland", "Announce a review"]
    );
    assert_eq!(search("state:FI review").len(), 2);
    assert_eq!(search("state:\"finland\" review").len(), 2);
    assert_eq!(search("state:SE review"), Vec::<String>::new());
    assert_eq!(search("mission -\"peer review\""), ["Announce a review"]);
    // Both words stand in it, but not side by side.
    assert_eq!(search("review -\"team peer\"").len(), 3);
    assert_eq!(search("-transport").len(), 3);
}

#[test]
fn the_end_of_a_query_may_be_the_beginning_of_a_word() {
    assert_eq!(search("transpor"), ["Mission to Finland"]);
    // The stem is shorter than what was typed.
    assert_eq!(search("recommendati"), ["INFCIRC/225/Rev.5"]);
    assert_eq!(search("secur"), ["Second mission to Finland"]);
    assert_eq!(search("announ* peer").len(), 3);
    // Elsewhere a word is whole.
    assert_eq!(search("transpor mission")[0], "Mission to Finland");
}

#[test]
fn a_thing_is_found_by_its_other_names() {
    let mut documents = shelf();
    documents[0]
        .body
        .push_str(" It follows the Convention on the Physical Protection of Nuclear Material.");
    documents[1].body.push_str(" The CPPNM is cited.");
    let names = [
        vec![
            "Convention on the Physical Protection of Nuclear Material".to_owned(),
            "CPPNM".to_owned(),
            "Convention sur la protection physique des matières nucléaires".to_owned(),
        ],
        vec!["Peer review".to_owned(), "audit".to_owned()],
    ];
    let index = build(&documents, "en", &names).unwrap();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    let mut find = |text: &str| -> Vec<String> {
        let options = Options {
            limit: 10,
            ..Options::default()
        };
        let answer = ask(&index, &mut engine, text, &options).0;
        assert_eq!(answer.suggestion, None, "{text}");
        let all = answer.results.into_iter().take(answer.all_words);
        all.map(|hit| hit.title).collect()
    };
    // What has the name that was asked for comes first.
    assert_eq!(
        find("CPPNM"),
        ["Second mission to Finland", "Mission to Finland"]
    );
    assert_eq!(
        find("convention on the physical protection of nuclear material"),
        ["Mission to Finland", "Second mission to Finland"]
    );
    assert_eq!(
        find("convention sur la protection physique des matieres nucleaires").len(),
        2
    );
    assert_eq!(find("audit").len(), 2);
    assert_eq!(find("convention"), ["Mission to Finland"]);
}

#[test]
fn words_that_say_little_are_done_without() {
    let found = answer("what is the transport of it");
    assert_eq!((found.total, found.all_words), (1, 1));
    // Alone they are looked for all the same, and beside one other word.
    assert!(answer("of").total > 0);
    assert_eq!(answer("what publish").total, 1);
    assert_eq!(answer("what zeppelin").total, 1);
    assert_eq!(answer("what zeppelin zeppelins").total, 0);
    // In capitals they are names.
    assert_eq!(answer("WHAT zeppelin zeppelins").total, 1);
    assert_eq!(answer("WHAT ZEPPELIN ZEPPELINS").total, 0);
    assert_eq!(answer("\"what the peer\"").total, 1);
}

#[test]
fn titles_weigh_more_than_bodies() {
    assert_eq!(search("announce ")[0], "Announce a review");
    assert_eq!(search("mission finland ").len(), 3);
    assert_eq!(search("mission finland ")[2], "Announce a review");
}

#[test]
fn everything_is_found_by_an_empty_query_newest_first_when_asked() {
    let options = Options {
        limit: 10,
        by_date: true,
        ..Options::default()
    };
    let answer = search_with(&shelf(), "", &options);
    let titles: Vec<&str> = answer
        .results
        .iter()
        .map(|hit| hit.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "Second mission to Finland",
            "INFCIRC/225/Rev.5",
            "Mission to Finland",
            "Announce a review"
        ]
    );
}

#[test]
fn facets_count_what_another_choice_would_give() {
    let options = Options {
        limit: 10,
        filters: vec![("kind".to_owned(), "mission".to_owned())],
        facets: true,
        ..Options::default()
    };
    let answer = search_with(&shelf(), "review ", &options);
    assert_eq!(answer.total, 2);
    let facets: BTreeMap<&str, &[(String, usize)]> = answer
        .facets
        .iter()
        .map(|facet| (facet.name.as_str(), facet.values.as_slice()))
        .collect();
    assert_eq!(
        facets["kind"],
        [("mission".to_owned(), 2), ("practice".to_owned(), 1)]
    );
    assert_eq!(
        facets["year"],
        [("2009".to_owned(), 1), ("2022".to_owned(), 1)]
    );
    assert_eq!(facets["state"], [("FI Finland".to_owned(), 2)]);
}

#[test]
fn snippets_mark_what_matched() {
    let options = Options {
        limit: 1,
        snippets: true,
        ..Options::default()
    };
    let answer = search_with(&shelf(), "computer", &options);
    let marked: Vec<&str> = answer.results[0]
        .snippet
        .iter()
        .filter(|(_, marked)| *marked)
        .map(|(text, _)| text.as_str())
        .collect();
    assert_eq!(marked, ["computer"]);
}

#[test]
fn pages_of_results_follow_each_other() {
    let all: Vec<Document> = (0..57)
        .map(|n| document("document", "2020", &format!("Report {n}"), "the same text"))
        .collect();
    let index = build(&all, "en", &[]).unwrap();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    let mut seen = BTreeSet::new();
    for page in 0..6 {
        let options = Options {
            offset: page * 10,
            limit: 10,
            ..Options::default()
        };
        let (answer, rounds) = ask(&index, &mut engine, "report ", &options);
        assert_eq!(answer.total, 57);
        assert!(rounds <= 2, "terms and columns, then cards");
        seen.extend(answer.results.into_iter().map(|hit| hit.url));
    }
    assert_eq!(seen.len(), 57);
}

#[test]
fn the_order_of_documents_changes_no_byte() {
    let mut documents = shelf();
    let index = build(&documents, "en", &[]).unwrap();
    documents.reverse();
    assert_eq!(build(&documents, "en", &[]).unwrap(), index);
    documents.rotate_left(2);
    assert_eq!(build(&documents, "en", &[]).unwrap(), index);
}

#[test]
fn a_site_without_entries_can_be_searched() {
    let answer = search_with(
        &[],
        "anything",
        &Options {
            limit: 10,
            ..Options::default()
        },
    );
    assert_eq!(answer.total, 0);
}

#[test]
fn files_of_no_name_are_refused() {
    let index = build(&shelf(), "en", &[]).unwrap();
    let engine = || Engine::new(&index.root, &index.files[&index.root]).unwrap();
    for name in [
        "",
        "t",
        "t-",
        "x-00112233",
        "t-00112233",
        "../t-00",
        "t-00\u{0}",
    ] {
        assert!(engine().supply(name, b"bytes").is_err());
        assert!(Engine::new(name, b"bytes").is_err());
    }
}

/// A file of a name that its bytes fit, so that the decoder behind the digest is reached.
fn named(letter: char, bytes: &[u8]) -> String {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(bytes);
    let mut name = format!("{letter}-");
    for byte in digest.iter().take(4) {
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

const WORDS: [&str; 12] = [
    "guard",
    "route",
    "review",
    "mission",
    "Finland",
    "transport",
    "peer",
    "protect",
    "protection",
    "NSS-13",
    "1540",
    "law",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..12)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A plain program that goes through every text finds the same entries, and as many with all words.
    #[test]
    fn a_plain_search_finds_the_same(texts in proptest::collection::vec((text(), text()), 0..40), query in text()) {
        let documents: Vec<Document> = (0..).zip(&texts).map(|(n, (title, body)): (usize, _)| Document {
            url: format!("documents/{n:02}.html"),
            title: title.clone(),
            body: body.clone(),
            ..Document::default()
        }).collect();
        let analyzer = Analyzer::new("en");
        let terms = |text: &str| -> BTreeSet<String> { analyzer.tokens(text).into_iter().map(|token| token.term).collect() };
        let wanted = terms(&query);
        let mut plain: BTreeSet<String> = BTreeSet::new();
        let mut whole = 0;
        for document in &documents {
            let own: BTreeSet<String> = &terms(&document.title) | &terms(&document.body);
            let shared = wanted.intersection(&own).count();
            if shared > 0 || wanted.is_empty() {
                plain.insert(document.url.clone());
                whole += usize::from(shared == wanted.len());
            }
        }
        // The space behind it says that the last word is whole.
        let answer = search_with(&documents, &format!("{query} "), &Options { limit: 100, ..Options::default() });
        let found: BTreeSet<String> = answer.results.iter().map(|hit| hit.url.clone()).collect();
        prop_assert_eq!(found, plain);
        prop_assert_eq!(answer.all_words, whole);
        prop_assert!(answer.results.is_sorted_by(|a, b| a.score >= b.score));
    }

    /// No bytes make a decoder panic, not even bytes whose name fits.
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), letter in proptest::sample::select(vec!['r', 't', 'o', 'p', 's', 'c', 'b', 'f', 'd'])) {
        let index = build(&shelf(), "en", &[]).unwrap();
        let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
        let name = named(letter, &bytes);
        let _ = engine.supply(&name, &bytes);
        let _ = Engine::new(&name, &bytes);
    }

    /// Nor do bytes that are nearly right, when they are searched.
    #[test]
    fn nearly_right_bytes_are_harmless(at in any::<prop::sample::Index>(), value in any::<u8>(), file in any::<prop::sample::Index>()) {
        let mut index = build(&shelf(), "en", &[]).unwrap();
        let names: Vec<String> = index.files.keys().cloned().collect();
        let name = file.get(&names);
        let mut bytes = index.files[name].clone();
        let at = at.index(bytes.len());
        bytes[at] = value;
        let fitting = named(name.chars().next().unwrap(), &bytes);
        index.files.insert(fitting.clone(), bytes.clone());
        // The root is replaced where it was hit; other files, under their own names, only reach their decoders.
        let engine = if *name == index.root { Engine::new(&fitting, &bytes) } else { Engine::new(&index.root, &index.files[&index.root]) };
        let Ok(mut engine) = engine else { return Ok(()) };
        let _ = engine.supply(&fitting, &bytes);
        for _ in 0..4 {
            let Ok(Reply::Needs(names)) = engine.search("\"peer review\" mission", &Options { limit: 10, snippets: true, ..Options::default() }) else { break };
            for name in names {
                let Some(bytes) = index.files.get(&name) else { return Ok(()) };
                if engine.supply(&name, bytes).is_err() { return Ok(()) }
            }
        }
    }
}

/// Shards and card blocks are larger in larger indexes: in each what was put in is found, by its word and by the beginning of
/// that, with its own card and text.
#[test]
fn entries_are_found_in_indexes_of_every_size() {
    for (count, step) in [
        (3, 1),
        (1_999, 37),
        (2_001, 37),
        (6_003, 113),
        (25_001, 991),
    ] {
        // Many words share their beginnings, with a letter of two bytes among them.
        let word = |n: usize| format!("w{}é{}x", n % 17, n / 17);
        let documents: Vec<Document> = (0..count)
            .map(|n| Document {
                url: format!("{n:05}.html"),
                title: format!("Number {n}"),
                body: format!("common {}", word(n)),
                ..Document::default()
            })
            .collect();
        let index = build(&documents, "xx", &[]).unwrap();
        let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
        let options = Options {
            limit: 10,
            snippets: true,
            ..Options::default()
        };
        for n in (0..count).step_by(step).chain([count - 1]) {
            let (answer, _) = ask(&index, &mut engine, &format!("{} ", word(n)), &options);
            assert_eq!((answer.total, answer.exact), (1, true), "{n} of {count}");
            let hit = &answer.results[0];
            assert_eq!(hit.title, format!("Number {n}"));
            assert_eq!(hit.snippet[1], (word(n), true));
            let beginning = word(n);
            let (answer, _) = ask(
                &index,
                &mut engine,
                beginning.trim_end_matches('x'),
                &options,
            );
            assert!(
                answer
                    .results
                    .iter()
                    .any(|hit| hit.url == format!("{n:05}.html")),
                "{n} of {count}"
            );
            let phrase = format!("\"common {}\"", word(n));
            assert_eq!(ask(&index, &mut engine, &phrase, &options).0.total, 1);
        }
        let (answer, _) = ask(&index, &mut engine, "common ", &options);
        assert_eq!(answer.total, count);
    }
}
