//! Damage: every bit of every file of an index turned over, every file cut at every byte. Digests find it; and where a file
//! comes under a name that its bytes fit, the reader behind either refuses it or reads something, and the engine answers.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

use std::collections::{BTreeMap, BTreeSet};

use sha2::Digest as _;
use vitrine_search::{Document, Engine, Index, Options, Reply, build_in_tiers};

type Files = BTreeMap<String, Vec<u8>>;

/// How many postings of a term stand together: fewer than entries hold `peer`.
const TIER: usize = 3;

/// A small index with files of every kind. Greek has neither stop words nor a stemmer, so its root is short.
fn index() -> Index {
    let document = |kind: &str, date: &str, title: &str, body: &str| Document {
        kind: kind.to_owned(),
        state: "FI Finland".to_owned(),
        date: date.to_owned(),
        url: format!("{}.html", title.replace(' ', "-")),
        title: title.to_owned(),
        summary: "Short.".to_owned(),
        body: body.to_owned(),
        topics: vec!["transport".to_owned()],
    };
    let documents = [
        document(
            "mission",
            "2009",
            "Mission to Finland",
            "A peer review of the transport.",
        ),
        document(
            "mission",
            "2022-10",
            "Second mission",
            "The peer review again, by NSS-13.",
        ),
        document(
            "practice",
            "",
            "Announce a review",
            "Announce it, peer by peer.",
        ),
        document("term", "", "CPPNM", "The Convention."),
        document("term", "2001", "Peer", "See there."),
    ];
    let names = [vec!["CPPNM".to_owned(), "the Convention".to_owned()]];
    build_in_tiers(&documents, "el", &names, TIER).unwrap()
}

/// Queries that together need every file, and whether by date.
const QUERIES: [(&str, bool); 5] = [
    ("\"peer review\" mission", false),
    ("anounce", false),
    ("convention state:FI", false),
    ("+short finland", false),
    ("", true),
];

/// Asks until there is an answer; nothing where the files are found damaged.
fn ask(files: &Files, root: &str, (query, by_date): (&str, bool)) -> Option<String> {
    let mut engine = Engine::new(root, &files[root]).ok()?;
    let options = Options {
        limit: 10,
        snippets: true,
        facets: true,
        by_date,
        ..Options::default()
    };
    for _ in 0..16 {
        let reply = engine.search(query, &options).ok()?;
        let Reply::Needs(names) = &reply else {
            return Some(vitrine_search::json(&reply));
        };
        for name in names {
            engine.supply(name, files.get(name)?).ok()?;
        }
    }
    panic!("the engine keeps asking for files");
}

/// The name that bytes fit.
fn named(letter: &str, bytes: &[u8]) -> String {
    let digits: Vec<String> = hash(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{letter}-{}", digits.concat())
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    sha2::Sha256::digest(bytes)[..4].to_vec()
}

/// All that may become of bytes: a bit turned over, or an end cut off.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let turned = (0..bytes.len() * 8).map(|bit| {
        let mut wrong = bytes.to_vec();
        wrong[bit / 8] ^= 1 << (bit % 8);
        wrong
    });
    turned.chain((0..bytes.len()).map(|length| bytes[..length].to_vec()))
}

#[test]
fn the_queries_need_every_file() {
    let index = index();
    let letters: BTreeSet<&str> = index.files.keys().map(|name| &name[..1]).collect();
    assert_eq!(letters.into_iter().collect::<String>(), "bcdfoprst");
    for name in index.files.keys() {
        let mut files = index.files.clone();
        files.get_mut(name).unwrap().push(0);
        let all = QUERIES
            .iter()
            .all(|query| ask(&files, &index.root, *query).is_some());
        assert!(!all, "{name} is not needed");
    }
}

#[test]
fn digests_find_every_bit_and_every_cut() {
    let index = index();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    for (name, bytes) in &index.files {
        for wrong in damaged(bytes) {
            assert!(engine.supply(name, &wrong).is_err(), "{name}");
            if *name == index.root {
                assert!(Engine::new(name, &wrong).is_err());
            }
        }
        for other in index.files.keys().filter(|other| *other != name) {
            assert!(engine.supply(other, bytes).is_err(), "{name} as {other}");
        }
    }
}

#[test]
fn readers_behind_the_digests_refuse_or_read() {
    let index = index();
    let sound: Vec<Option<String>> = QUERIES
        .iter()
        .map(|query| ask(&index.files, &index.root, *query))
        .collect();
    let (mut refused, mut read) = (0, 0);
    for (name, bytes) in &index.files {
        for wrong in damaged(bytes) {
            // What names a file names the damaged one instead, up to the root.
            let mut files = index.files.clone();
            let mut changed = vec![(name.clone(), wrong)];
            while let Some((old, bytes)) = changed.pop() {
                let new = named(&old[..1], &bytes);
                let (from, to) = (hash(&index.files[&old]), hash(&bytes));
                files.insert(new.clone(), bytes);
                if old == index.root {
                    for (query, sound) in QUERIES.iter().zip(&sound) {
                        match ask(&files, &new, *query) {
                            None => refused += 1,
                            Some(answer) => read += usize::from(Some(&answer) != sound.as_ref()),
                        }
                    }
                }
                for (holder, bytes) in index.files.iter().filter(|(holder, _)| **holder != old) {
                    if let Some(at) = bytes.windows(4).position(|four| four == from) {
                        let mut renamed = bytes.clone();
                        renamed[at..at + 4].copy_from_slice(&to);
                        changed.push((holder.clone(), renamed));
                    }
                }
            }
        }
    }
    // Bits of texts and impacts say something else, and nobody but the digest can know.
    assert!(
        refused > 10_000 && read > 1_000,
        "{refused} refused, {read} read otherwise"
    );
}

#[cfg(feature = "container")]
#[test]
fn damaged_scripts_give_the_file_or_nothing() {
    use vitrine_search::container::{unwrap, wrap};
    let index = index();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    for (name, bytes) in &index.files {
        for wrong in damaged(&wrap(name, bytes)) {
            let Ok((given, content)) = unwrap(&wrong) else {
                continue;
            };
            // A page waits for the name that it asked for; and a bit that inflating passes over changes nothing.
            let sound = given != *name || content == *bytes;
            assert!(sound || engine.supply(&given, &content).is_err(), "{name}");
        }
    }
}
