//! The terms of documents gathered plainly: text by text, token by token. What reads ranges side by side and remembers
//! pieces of text must come to the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::dictionary::Dictionary;
use super::names::Names;
use super::{Document, ranges};
use crate::analyze::{Analyzer, Form, Token, is_letter};

#[derive(Debug, Default, Eq, PartialEq)]
struct Plain {
    /// Of each term the entries: their numbers, how often it is in their titles, and all its places in them.
    terms: BTreeMap<String, Vec<(u32, u64, Vec<u32>)>>,
    /// Words as they are written: how many entries hold each, and its first term.
    written: BTreeMap<String, (u32, String)>,
    lengths: Vec<(u64, u64)>,
}

impl Plain {
    fn read(&mut self, number: u32, document: &Document, analyzer: &Analyzer, names: &Names) {
        let title = analyzer.tokens(&document.title);
        let mut body: Vec<Token> = Vec::new();
        for text in [&document.summary, &document.body, &document.state] {
            let from = body.last().map_or(0, |token| token.position + 1);
            body.extend(analyzer.tokens(text).into_iter().map(|token| Token {
                position: token.position + from,
                ..token
            }));
        }
        self.lengths.push((title.len() as u64, body.len() as u64));
        let gap = title.last().map_or(0, |token| token.position + 16);
        let mut own: BTreeMap<String, BTreeSet<(bool, u32)>> = BTreeMap::new();
        let mut words: BTreeMap<&str, &str> = BTreeMap::new();
        for (tokens, from, in_body) in [(&title, 0, false), (&body, gap, true)] {
            for (at, token) in tokens.iter().enumerate() {
                let place = (in_body, token.position + from);
                own.entry(token.term.clone()).or_default().insert(place);
                for (first, rest, thing) in names.all() {
                    let mut follows = tokens[at..].iter().map(|token| token.term.as_str());
                    if follows.next() == Some(first)
                        && rest.iter().all(|term| follows.next() == Some(term))
                    {
                        own.entry(format!("={thing}")).or_default().insert(place);
                    }
                }
                if token.form == Form::Word
                    && (2..=40).contains(&token.folded.len())
                    && token.folded.chars().all(is_letter)
                {
                    words.entry(&token.folded).or_insert(&token.term);
                }
            }
        }
        for (word, term) in words {
            let known = self.written.entry(word.to_owned());
            known.or_insert_with(|| (0, term.to_owned())).0 += 1;
        }
        for (term, places) in own {
            let titles = places.iter().filter(|(in_body, _)| !in_body).count() as u64;
            let places = places.iter().map(|(_, place)| *place).collect();
            self.terms
                .entry(term)
                .or_default()
                .push((number, titles, places));
        }
    }

    fn of(dictionary: &Dictionary) -> Self {
        let terms = dictionary.terms.iter().map(|(text, parts)| {
            let entries = parts.iter().flat_map(|known| {
                let mut reader = crate::format::Reader(&known.places.0);
                let places = known.entries().map(move |(number, titles, bodies)| {
                    assert_eq!(reader.number(), Ok(titles + bodies));
                    let mut last = 0;
                    let places = (0..titles + bodies).map(|_| {
                        last += reader.small().unwrap();
                        last
                    });
                    (number, titles, places.collect())
                });
                places.collect::<Vec<_>>()
            });
            (text.clone(), entries.collect())
        });
        Self {
            terms: terms.collect(),
            written: dictionary.written.clone(),
            lengths: dictionary.lengths.clone(),
        }
    }
}

const LANGUAGES: [&str; 7] = ["en", "fr", "ru", "ar", "zh", "de", "tr"];

fn same(texts: &[String], lang: &str, names: &[Vec<String>]) {
    let analyzer = Analyzer::new(lang);
    let names = Names::of(names, &analyzer);
    let documents: Vec<Document> = texts
        .chunks(4)
        .map(|texts| {
            let text = |at: usize| texts.get(at).cloned().unwrap_or_default();
            Document {
                title: text(0),
                summary: text(1),
                body: text(2),
                state: text(3),
                ..Document::default()
            }
        })
        .collect();
    let documents: Vec<&Document> = documents.iter().collect();
    let mut plain = Plain::default();
    for (number, document) in (0..).zip(&documents) {
        plain.read(number, document, &analyzer, &names);
    }
    for size in [1, 40, usize::MAX] {
        let dictionary = Dictionary::of(ranges(&documents, lang, &names, size));
        assert_eq!(Plain::of(&dictionary), plain, "{lang}, {size}: {texts:?}");
    }
}

#[test]
fn texts_of_many_kinds_are_read_as_plainly() {
    let texts: Vec<String> = [
        "Security of Nuclear Information: NSS 23-G (2015).",
        "“As the NSS 23-G says”, the security of nuclear information is [not] secret!",
        "INFCIRC/225/Rev.5, S/RES/1540(2004) and U.S. rules; e.g. state’s/states'. A-B -C- 1.5 1,000.5. _x_ x_",
        "核安全 and 核, 安全。セキュリティ の 確保 Ελλάδα Straße İstanbul",
        "الإنذار سَلامَة السلامة سلامه هذه المعلومات العامة",
        "Безопасность ёлка; защитных мероприятий мероприятия",
        "a \u{301} \u{345}b -\u{345} x- \u{345} (\u{200d}ℹ \"א\" א\"א \"א ©\u{200d}© \u{200d}\u{ad}",
        "word\nword  word\t\u{a0}word word\r\nword ",
        "",
        "...",
        "x",
        "long long long long".repeat(30).as_str(),
    ]
    .map(str::to_owned)
    .to_vec();
    let names = [
        vec![
            "NSS 23-G".to_owned(),
            "Security of Nuclear Information".to_owned(),
        ],
        vec!["nuclear".to_owned(), "核安全".to_owned()],
        vec!["never".to_owned(), "said anywhere".to_owned()],
    ];
    for lang in LANGUAGES {
        same(&texts, lang, &names);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_texts_are_read_as_plainly(
        texts in prop::collection::vec(
            "[aZé1٣אش'’.:,;\"_ \n()/!?\\[\\]\u{301}\u{345}\u{ad}\u{200d}カーのก核ℹ©-]{0,24}|([a-c]{1,2}[ .,/-]){0,16}|\\PC{0,24}",
            0..16,
        ),
        lang in prop::sample::select(&LANGUAGES[..]),
    ) {
        let names = [vec!["a b".to_owned(), "c".to_owned()], vec!["b".to_owned(), "a-1".to_owned()]];
        same(&texts, lang, &names);
    }
}
