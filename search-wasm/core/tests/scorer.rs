//! A second reading of `FORMAT.md`: a program that goes through every text, and scores it by the formulas that stand there.
//! The engine must come to the same entries, in the same order, with the same scores.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use vitrine_search::{Analyzer, Document, Engine, Form, Index, Options, Reply, Token, build};

/// Words of texts and queries: of one stem, in several scripts, identifiers with shared parts, numbers, stop words.
const WORDS: [&str; 24] = [
    "guard",
    "guards",
    "route",
    "review",
    "reviewed",
    "mission",
    "Finland",
    "transport",
    "peer",
    "protect",
    "protection",
    "law",
    "1540",
    "225",
    "NSS-13",
    "nss13",
    "INFCIRC/225/Rev.5",
    "U.S.",
    "核安全",
    "安全",
    "核",
    "of",
    "the",
    "what",
];
const STOP_WORDS: [&str; 4] = ["of", "the", "us", "what"];

fn text(longest: usize) -> impl Strategy<Value = String> {
    // The first words of the list are frequent, so that entries hold one several times.
    let word = prop_oneof![
        proptest::sample::select(&WORDS[..4]),
        proptest::sample::select(&WORDS[..])
    ];
    proptest::collection::vec(word, 0..longest).prop_map(|words| words.join(" "))
}

fn log2(number: u64) -> u64 {
    let whole = 63 - u64::from(number.leading_zeros());
    let mut m = u128::from(number) * (1 << 31) / (1 << whole);
    let mut fraction = 0;
    for _ in 0..8 {
        m = m * m / (1 << 31);
        fraction *= 2;
        if m >= 2 << 31 {
            m /= 2;
            fraction += 1;
        }
    }
    whole * 256 + fraction
}

/// What one field of an entry holds: how often each term, and how many terms.
struct Field {
    times: BTreeMap<String, u64>,
    length: u64,
}

impl Field {
    fn of(analyzer: &Analyzer, texts: [&str; 3]) -> Self {
        let mut length = 0;
        let mut places = BTreeSet::new();
        for (number, text) in texts.into_iter().enumerate() {
            for token in analyzer.tokens(text) {
                length += 1;
                places.insert((token.term, number, token.position));
            }
        }
        let mut times = BTreeMap::new();
        for (term, ..) in places {
            *times.entry(term).or_default() += 1;
        }
        Self { times, length }
    }

    fn times(&self, term: &str) -> u64 {
        self.times.get(term).copied().unwrap_or_default()
    }
}

/// A word of a query: its term, how often it is there, whether it only adds, and whether it counts.
struct Asked {
    term: String,
    times: u64,
    adds: bool,
}

fn asked(analyzer: &Analyzer, query: &str) -> Vec<Asked> {
    let tokens = analyzer.tokens(query);
    let adds = |form: Form| matches!(form, Form::Whole | Form::Character);
    let words: Vec<_> = tokens.iter().filter(|token| !adds(token.form)).collect();
    // `U.S.` is a name unless all of the query is in capitals.
    let spoken = query.chars().any(|c| c.is_ascii_lowercase());
    let is_stop = |token: &Token| {
        let typed = query.get(token.start..token.end).unwrap();
        let name = spoken && typed.chars().filter(char::is_ascii_uppercase).count() > 1;
        STOP_WORDS.contains(&token.folded.as_str()) && !name
    };
    let without = words.len() > 2 && words.iter().any(|token| !is_stop(token));
    let mut all: Vec<Asked> = Vec::new();
    for token in &tokens {
        if without && !adds(token.form) && is_stop(token) {
            continue;
        }
        match all.iter_mut().find(|asked| asked.term == token.term) {
            Some(known) => known.times += 1,
            None => all.push(Asked {
                term: token.term.clone(),
                times: 1,
                adds: adds(token.form),
            }),
        }
    }
    all
}

/// The addresses of all entries that match, with their scores, the best first.
fn plain(documents: &[Document], query: &str) -> Vec<(String, u64)> {
    let analyzer = Analyzer::new("en");
    let entries: Vec<(Field, Field)> = documents
        .iter()
        .map(|one| {
            (
                Field::of(&analyzer, [&one.title, "", ""]),
                Field::of(&analyzer, [&one.summary, &one.body, &one.state]),
            )
        })
        .collect();
    let all = entries.len() as u64;
    let mean = |sum: u64| (256 * sum / all.max(1)).max(1);
    let mean_title = mean(entries.iter().map(|(title, _)| title.length).sum());
    let mean_body = mean(entries.iter().map(|(_, body)| body.length).sum());
    let asked = asked(&analyzer, query);
    let words = asked.iter().filter(|asked| !asked.adds).count();
    let weight = |asked: &Asked| {
        let holding = entries
            .iter()
            .filter(|(title, body)| title.times(&asked.term) + body.times(&asked.term) > 0);
        let matching = holding.count() as u64;
        let ratio = 65_536 + (2 * (all - matching) + 1) * 65_536 / (2 * matching + 1);
        let idf = (log2(ratio) - 16 * 256).max(1);
        let weight = idf * (256 + log2(asked.times) * 177 / 256) / 256;
        (weight, matching > 0)
    };
    let weights: Vec<(u64, bool)> = asked.iter().map(weight).collect();
    let known = asked.iter().zip(&weights);
    let total: u64 = known
        .filter(|(asked, (_, held))| !asked.adds && *held)
        .map(|(_, (weight, _))| weight)
        .sum();
    let mut found = Vec::new();
    for ((title, body), document) in entries.iter().zip(documents) {
        let (mut sum, mut held, mut named, mut holds) = (0, 0, 0, 0);
        for (asked, (weight, _)) in asked.iter().zip(&weights) {
            let (in_title, in_body) = (title.times(&asked.term), body.times(&asked.term));
            if in_title + in_body == 0 {
                continue;
            }
            let normal = |b: u64, length: u64, mean: u64| (256 - b) + b * length * 256 / mean;
            let frequency = 640 * 256 * in_title / normal(230, title.length, mean_title)
                + 256 * 256 * in_body / normal(154, body.length, mean_body);
            sum += weight * (31 * frequency / (frequency + 307)).max(1);
            if asked.adds {
                continue;
            }
            held += weight;
            named += if in_title > 0 { *weight } else { 0 };
            holds += 1;
        }
        if holds == 0 && !query.trim().is_empty() {
            continue;
        }
        let total = total.max(1);
        let coverage = held.min(total) * 256 / total;
        let named = named.min(total);
        let in_title = named * 256 / total;
        let mut score = sum
            + sum * 77 * (coverage * coverage * coverage / 65_536) / 65_536
            + named * 31 * 179 / 256 * in_title * in_title / 65_536;
        if holds == words && words > 0 {
            score += 1 << 40;
        }
        found.push((document.url.clone(), score));
    }
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

fn engine(index: &Index, query: &str) -> Vec<(String, u64)> {
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    let options = Options {
        limit: 100,
        literal: true,
        ..Options::default()
    };
    for _ in 0..8 {
        match engine.search(query, &options).unwrap() {
            Reply::Answer(answer) => {
                let hits = answer.results.into_iter();
                return hits.map(|hit| (hit.url, hit.score)).collect();
            }
            Reply::Needs(names) => {
                for name in names {
                    engine.supply(&name, &index.files[&name]).unwrap();
                }
            }
        }
    }
    panic!("the engine keeps asking");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The engine finds what the plain scorer finds, in its order and with its scores.
    #[test]
    fn scores_are_those_of_the_formulas(
        texts in proptest::collection::vec((text(6), text(4), text(30)), 0..40),
        queries in proptest::collection::vec(text(7), 1..6),
    ) {
        let documents: Vec<Document> = (0..).zip(&texts).map(|(n, (title, summary, body)): (usize, _)| Document {
            url: format!("documents/{n:02}.html"),
            title: title.clone(),
            summary: summary.clone(),
            body: body.clone(),
            ..Document::default()
        }).collect();
        let index = build(&documents, "en", &[]).unwrap();
        for query in queries {
            // The space behind it says that the last word is whole.
            let query = format!("{query} ");
            prop_assert_eq!(engine(&index, &query), plain(&documents, &query), "{}", query);
        }
    }
}
