//! What is found of a few private texts, names and files, and what is not.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::seek::Depth;

fn place(line: u32) -> Place {
    Place { file: 0, line }
}

/// Bytes without a pattern.
fn noise() -> Vec<u8> {
    (0..800_u32)
        .map(|at| at.wrapping_mul(0x9e37_79b1).to_be_bytes()[1])
        .collect()
}

/// A source with a public text, private ones with their lines, names, and a file.
pub(crate) fn fragments() -> Fragments {
    let mut split = Split::default();
    split.paths = vec!["office/a.md".to_owned()];
    split.public = vec![
        "The experts saw a gate. Party raising herons; reports of the harbour; يستعمل.".to_owned(),
    ];
    let private = [
        (
            1,
            "Porcelain herons guard the custard tunnels at night",
            false,
        ),
        (2, "Herons guard the custard pies", false),
        (3, "Omsk", true),
        (4, "They come within 14 minutes of an alarm", false),
        (5, "Raisers استغرقت استعملت", false),
    ];
    split.private = private
        .into_iter()
        .map(|(line, text, whole)| Private {
            text: text.to_owned(),
            place: place(line),
            whole,
        })
        .collect();
    split.names = [("secret-herons", 6), ("quillmarsh", 7), ("storm.md", 8)]
        .map(|(name, line)| (name.to_owned(), place(line)))
        .into();
    split.secret_files = vec![(noise(), place(9))];
    split.title = "Open platform".to_owned();
    let grammar = Grammar::of(&split, &BTreeMap::new(), &BTreeMap::new());
    Fragments::of(&split, &Settings::default(), grammar)
}

/// Hits as letters, lines and words: a passage, a word, a name, data, a word that nothing explains.
fn told(hits: &[Hit]) -> BTreeSet<String> {
    hits.iter()
        .map(|hit| {
            let (kind, line) = match hit.kind {
                Kind::Text(place) => ("passage", place.line),
                Kind::Word(place) => ("word", place.line),
                Kind::Name(place) => ("name", place.line),
                Kind::Piece(place) => ("data", place.line),
                Kind::Unknown => ("unknown", 0),
            };
            format!("{kind} {line} {}", hit.fragment)
        })
        .collect()
}

#[test]
fn texts_hold_passages_words_and_names() {
    let fragments = fragments();
    for (text, depth, expected) in [
        ("The experts saw herons.", Depth::Closed, &[][..]),
        (
            "The experts saw wombats.",
            Depth::Closed,
            &["unknown 0 wombats"],
        ),
        ("The experts saw wombats.", Depth::Words, &[]),
        // The whole passage is one, and of each place that has a part of it.
        (
            "saw porcelain herons guard the custard tunnels the",
            Depth::Phrases,
            &["passage 1 porcelain herons guard the custard tunnels"],
        ),
        (
            "porcelain herons guard the custard pies",
            Depth::Phrases,
            &[
                "passage 1 porcelain herons guard the custard pies",
                "passage 2 porcelain herons guard the custard pies",
            ],
        ),
        (
            "the custard tunnels at night",
            Depth::Phrases,
            &["passage 1 the custard tunnels at night"],
        ),
        ("porcelain herons guard", Depth::Phrases, &[]),
        (
            "porcelain herons guard",
            Depth::Words,
            &["word 1 porcelain", "word 1 guard"],
        ),
        // Two passages with a word between them are two.
        (
            "come within 14 minutes saw custard tunnels at night",
            Depth::Phrases,
            &[
                "passage 4 come within 14 minutes",
                "passage 1 custard tunnels at night",
            ],
        ),
        (
            "come within 14 minutes custard tunnels at night",
            Depth::Phrases,
            &[
                "passage 1 come within 14 minutes custard tunnels at night",
                "passage 4 come within 14 minutes custard tunnels at night",
            ],
        ),
        ("in 14 minutes", Depth::Phrases, &["passage 4 14 minutes"]),
        ("in 15 minutes", Depth::Phrases, &[]),
        ("near Omsk", Depth::Words, &["word 3 omsk"]),
        ("near ksmo", Depth::Words, &["word 3 ksmo"]),
        ("near Bzfx", Depth::Words, &["word 3 bzfx"]),
        ("near Omsk", Depth::Phrases, &[]),
        // Without spaces, with spaces between the letters, and turned round.
        (
            "custardtunnelsat",
            Depth::Words,
            &["passage 1 custardtunnelsat"],
        ),
        ("custardtunnels", Depth::Words, &[]),
        // What is written so is one by itself, whatever stands beside it.
        (
            "custardtunnelsat come within 14 minutes",
            Depth::Words,
            &[
                "passage 1 custardtunnelsat",
                "passage 4 come within 14 minutes",
                "word 4 minutes",
                "word 4 within",
            ],
        ),
        // Two Latin letters are no letter, nor are three.
        (
            "cu st ar dt un ne ls at ni gh tt he yc om ew it",
            Depth::Words,
            &[],
        ),
        (
            "cus tar dtu nne lsa tni ght cus tar dtu nne lsa tni ght cus tar",
            Depth::Words,
            &[],
        ),
        (
            "ecustardtunnelsata",
            Depth::Words,
            &["passage 1 ecustardtunnelsata"],
        ),
        (
            "c u s t a r d t u n n e l s a t n",
            Depth::Words,
            &["passage 1 custardtunnelsatn"],
        ),
        ("c u s t a r d t u n n e l s a", Depth::Words, &[]),
        ("tasslennutdratsuc", Depth::Words, &[]),
        (
            "taslennutdratsuc",
            Depth::Words,
            &["passage 1 taslennutdratsuc"],
        ),
        // Names as they are written.
        (
            "see /secret-herons.html",
            Depth::Words,
            &["name 6 secret-herons"],
        ),
        (
            "see /secret-herons.html",
            Depth::Phrases,
            &["name 6 secret-herons"],
        ),
        ("a secret: herons", Depth::Phrases, &[]),
        ("see Storm.MD", Depth::Phrases, &["name 8 storm.md"]),
        ("see quillmarsh", Depth::Words, &["name 7 quillmarsh"]),
        ("see quillmarsh", Depth::Phrases, &[]),
        // What stands behind titles is no part of them.
        ("Experts – Open platform", Depth::Words, &[]),
        ("custard tunnels at – Open platform", Depth::Phrases, &[]),
        (
            "custard tunnels at night – Open platform",
            Depth::Phrases,
            &["passage 1 custard tunnels at night"],
        ),
        ("", Depth::Closed, &[]),
    ] {
        let expected: BTreeSet<String> = expected.iter().map(|&hit| hit.to_owned()).collect();
        let mut found = told(&fragments.in_text(text, depth));
        if depth == Depth::Words {
            found.retain(|hit| !hit.starts_with("word 1") || expected.contains(hit));
        }
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn letters_of_any_script_may_stand_apart() {
    let mut split = Split::default();
    split.paths = vec!["office/a.md".to_owned()];
    split.private = vec![Private {
        text: "Фарфоровые цапли сторожат туннели".to_owned(),
        place: place(1),
        whole: false,
    }];
    let grammar = Grammar::of(&split, &BTreeMap::new(), &BTreeMap::new());
    let fragments = Fragments::of(&split, &Settings::default(), grammar);
    let letters: Vec<String> = "фарфоровыецаплисторожат"
        .chars()
        .map(String::from)
        .collect();
    let found = told(&fragments.in_text(&letters.join(" "), Depth::Words));
    let joined = crate::words::words(&letters.concat()).concat();
    assert_eq!(found, BTreeSet::from([format!("passage 1 {joined}")]));
}

#[test]
fn bytes_hold_names_and_data() {
    let fragments = fragments();
    let data = noise();
    let digest = crate::hex::digest(&data);
    let piece = |at: usize| data.get(at..at + 32).unwrap().to_vec();
    for (bytes, expected) in [
        (
            b"\xff/secret-herons\0".to_vec(),
            vec!["name 6 secret-herons".to_owned()],
        ),
        (
            b"\xffSECRET-Herons".to_vec(),
            vec!["name 6 secret-herons".to_owned()],
        ),
        (
            b"\xff/storm.md".to_vec(),
            vec!["name 8 storm.md".to_owned()],
        ),
        // A part of a longer name is none, and a word alone says nothing in bytes.
        (b"\xffxsecret-herons".to_vec(), vec![]),
        (b"\xffsecret-herons2".to_vec(), vec![]),
        (b"\xff quillmarsh ".to_vec(), vec![]),
        (digest.clone().into_bytes(), vec![]),
        // Data from each eighth of a file but the first.
        (
            piece(100),
            vec![format!("data 9 {}", crate::hex::digest(&piece(100)))],
        ),
        (
            piece(700),
            vec![format!("data 9 {}", crate::hex::digest(&piece(700)))],
        ),
        (piece(101), vec![]),
        (piece(0), vec![]),
    ] {
        let expected: BTreeSet<String> = expected.into_iter().collect();
        assert_eq!(told(&fragments.in_bytes(&bytes)), expected, "{bytes:?}");
    }
    assert_eq!(
        told(&fragments.in_text(&digest, Depth::Words)),
        BTreeSet::from([format!("name 9 {digest}")])
    );
}

#[test]
fn what_is_sought_is_counted() {
    let count = |fill: &dyn Fn(&mut Split)| {
        let mut split = Split::default();
        fill(&mut split);
        let grammar = Grammar::of(&split, &BTreeMap::new(), &BTreeMap::new());
        Fragments::of(&split, &Settings::default(), grammar).sought()
    };
    let private = |text: &str| {
        vec![Private {
            text: text.to_owned(),
            place: place(1),
            whole: true,
        }]
    };
    assert_eq!(count(&|_| {}), 0);
    // A word is sought as it is, backwards and rotated; two words are too, and each of them.
    assert_eq!(count(&|split| split.private = private("Omsk")), 3);
    assert_eq!(
        count(&|split| split.private = private("Porcelain herons")),
        9
    );
    assert_eq!(
        count(&|split| {
            split.private = private("Porcelain herons");
            split.public = vec!["Herons, porcelain".to_owned()];
        }),
        7
    );
    let name = |split: &mut Split| split.names = vec![("storm.md".to_owned(), place(1)); 2];
    assert_eq!(count(&name), 1);
    // A name tells as long as its beginning or its end stands in no public text.
    for (public, expected) in [
        ("Herons guard the custard tunnels", 1),
        ("Guard the custard tunnels at night", 1),
        (
            "Herons guard the custard tunnels. Guard the custard tunnels at night",
            0,
        ),
    ] {
        let named = |split: &mut Split| {
            let name = "herons-guard-the-custard-tunnels-at-night";
            split.names = vec![(name.to_owned(), place(1))];
            split.public = vec![public.to_owned()];
        };
        assert_eq!(count(&named), expected, "{public}");
    }
    // Of a file its digest, and a piece of seven of its eighths, if it is no pattern.
    let file = |data: Vec<u8>| {
        move |split: &mut Split| split.secret_files = vec![(data.clone(), place(1))]
    };
    assert_eq!(count(&file(noise())), 8);
    assert_eq!(count(&file((0..12).cycle().take(800).collect())), 4);
    assert_eq!(count(&file((0..11).cycle().take(800).collect())), 1);
    assert_eq!(count(&file((0..=255).take(30).collect())), 1);
    // Unless a public file has it too.
    assert_eq!(
        count(&|split| {
            split.open_files = vec![noise().into_iter().take(500).collect()];
            split.secret_files = vec![(noise(), place(1))];
        }),
        4
    );
}

#[test]
fn terms_are_of_private_words_alone() {
    let fragments = fragments();
    for (term, expected) in [
        ("porcelain", Some(1)),
        ("porcel", Some(1)),
        ("omsk", Some(3)),
        ("tunnel", Some(1)),
        ("minut", Some(4)),
        // A public word may have given them.
        ("heron", None),
        ("parti", None),
        ("raise", None),
        ("gate", None),
        ("report", None),
        ("harbou", None),
        // Too little is left of a word, nothing has it, or there is more than one.
        ("porc", None),
        ("wombat", None),
        ("porcelain tunnel", None),
        ("", None),
        ("raiser", Some(5)),
        // The last letter of a stem may be none of its word's.
        ("tunnelst", Some(1)),
        // An Arabic stem may have another first letter than its word.
        ("استغرق", Some(5)),
        ("استعمل", None),
    ] {
        let found = fragments.in_term(term).map(|place| place.line);
        assert_eq!(found, expected, "{term}");
    }
}

#[test]
fn words_are_explained_where_tags_part_them_or_not() {
    let mut split = Split::default();
    split.paths = vec!["a.md".to_owned()];
    split.public = vec!["experts saw everything".to_owned()];
    let grammar = Grammar::of(&split, &BTreeMap::new(), &BTreeMap::new());
    let fragments = Fragments::of(&split, &Settings::default(), grammar);
    for (text, expected) in [
        ("experts\u{1f}saw everything", true),
        ("ex\u{1f}pe\u{1f}rts saw", true),
        ("experts\u{1f}sa\u{1f}w", true),
        ("experts\u{1f}sa\u{1f}x", false),
        ("xexperts\u{1f}saw", false),
        ("e\u{1f}x\u{1f}p\u{1f}e\u{1f}r\u{1f}t\u{1f}s", true),
        ("wombats", false),
        ("experts saw wombats", false),
        ("", true),
        ("7\u{1f}saw", true),
    ] {
        assert_eq!(fragments.is_explained(text), expected, "{text:?}");
    }
}
