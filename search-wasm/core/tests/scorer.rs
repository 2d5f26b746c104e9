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
use vitrine_search::{
    Analyzer, Answer, Document, Engine, Form, Index, Options, Reply, Token, build, build_in_tiers,
};

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

/// The answer of a new engine, and the letters of the files that it asked for.
fn ask(index: &Index, query: &str, options: &Options) -> (Answer, String) {
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    let mut asked = String::new();
    for _ in 0..8 {
        match engine.search(query, options).unwrap() {
            Reply::Answer(answer) => return (answer, asked),
            Reply::Needs(names) => {
                for name in names {
                    engine.supply(&name, &index.files[&name]).unwrap();
                    asked.extend(name.chars().next());
                }
            }
        }
    }
    panic!("the engine keeps asking");
}

fn scores(answer: &Answer) -> Vec<(String, u64)> {
    let hits = answer.results.iter();
    hits.map(|hit| (hit.url.clone(), hit.score)).collect()
}

/// As many postings together as no list of these tests has.
const WHOLE: usize = 32_768;

fn tier() -> impl Strategy<Value = usize> {
    proptest::sample::select(&[1, 2, 3, 5, 9, WHOLE][..])
}

/// So many results after so many; few enough that some are left.
fn options() -> impl Strategy<Value = Options> {
    let offset = prop_oneof![3 => Just(0), 1 => 1_usize..5];
    let limit = proptest::sample::select(&[1, 2, 3, 5, 10, 100][..]);
    (offset, limit, any::<bool>()).prop_map(|(offset, limit, early)| Options {
        offset,
        limit,
        early,
        literal: true,
        ..Options::default()
    })
}

fn documents(texts: &[(String, String, String)]) -> Vec<Document> {
    let numbered = (0_usize..).zip(texts);
    numbered
        .map(|(n, (title, summary, body))| Document {
            kind: ["mission", "practice"][n % 2].to_owned(),
            date: format!("20{:02}", n * 7 % 23),
            url: format!("documents/{n:02}.html"),
            title: title.clone(),
            summary: summary.clone(),
            body: body.clone(),
            ..Document::default()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The engine finds what the plain scorer finds, in its order and with its scores; however few postings are together, and
    /// also where it does not wait for all of them. How many match it says, or that there may be more.
    #[test]
    fn scores_are_those_of_the_formulas(
        texts in proptest::collection::vec((text(6), text(4), text(30)), 0..40),
        queries in proptest::collection::vec((text(7), options()), 1..6),
        tier in tier(),
    ) {
        let mut documents = documents(&texts);
        for document in &mut documents {
            // They are numbered by their addresses alone.
            document.kind.clear();
            document.date.clear();
        }
        let index = build_in_tiers(&documents, "en", &[], tier).unwrap();
        for (query, options) in queries {
            // The space behind it says that the last word is whole.
            let query = format!("{query} ");
            let plain = plain(&documents, &query);
            let (answer, _) = ask(&index, &query, &options);
            let wanted = plain.iter().skip(options.offset).take(options.limit);
            let wanted: Vec<(String, u64)> = wanted.cloned().collect();
            prop_assert_eq!(scores(&answer), wanted, "{} {:?}", query, options);
            // Every entry holds all words of a query without any.
            let holds = |(_, score): &&(String, u64)| *score >= 1 << 40 || query.trim().is_empty();
            let all = plain.iter().filter(holds).count();
            if answer.exact {
                prop_assert_eq!((answer.total, answer.all_words), (plain.len(), all), "{}", query);
            } else {
                prop_assert!(options.early && answer.total <= plain.len() && answer.all_words <= all);
            }
        }
    }

    /// Whatever is asked, and of whatever the answer is made up, it is that of an index whose lists are whole; but for what an
    /// early answer says of how many match.
    #[test]
    fn answers_are_those_of_whole_lists(
        texts in proptest::collection::vec((text(6), text(4), text(30)), 0..40),
        query in proptest::collection::vec((
            proptest::sample::select(&["", "", "", "+", "-", "title:", "-title:", "\"", "-\"", "kind:"][..]),
            proptest::sample::select(&WORDS[..]),
            proptest::sample::select(&["", "", "", "*", "\"", " "][..]),
        ), 0..6),
        options in options(),
        more in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        tier in 1_usize..6,
    ) {
        let (by_date, facets, filtered, corrected) = more;
        let filters = vec![("kind".to_owned(), "mission".to_owned())];
        let options = Options {
            by_date: by_date && filtered,
            facets: facets && corrected,
            filters: if filtered && corrected { filters } else { Vec::new() },
            literal: !corrected,
            snippets: true,
            ..options
        };
        let query: Vec<String> = query.into_iter().map(|(sign, word, end)| format!("{sign}{word}{end}")).collect();
        let query = query.join(" ");
        let documents = documents(&texts);
        let names = [vec!["guard".to_owned(), "peer review".to_owned()], vec!["law".to_owned(), "1540".to_owned()]];
        let tiered = build_in_tiers(&documents, "en", &names, tier).unwrap();
        let whole = build_in_tiers(&documents, "en", &names, WHOLE).unwrap();
        prop_assert_eq!(&whole, &build(&documents, "en", &names).unwrap());
        let (mut answer, _) = ask(&tiered, &query, &options);
        let (wanted, _) = ask(&whole, &query, &options);
        if !answer.exact && wanted.exact {
            prop_assert!(options.early && answer.total <= wanted.total && answer.all_words <= wanted.all_words);
            prop_assert!(answer.facets.is_empty());
            (answer.total, answer.all_words, answer.exact) = (wanted.total, wanted.all_words, true);
        }
        prop_assert_eq!(answer, wanted, "{} {:?}", query, options);
    }
}

/// Entries that hold words so often that the first of them tell themselves from the others.
fn shelf() -> Vec<Document> {
    let entry = |n: usize| Document {
        url: format!("{n:03}.html"),
        title: if n % 10 == 3 { "Guard route" } else { "Other" }.to_owned(),
        body: format!(
            "{} {} {}",
            "guard ".repeat(1 + n % 3),
            if n.is_multiple_of(3) { "route" } else { "" },
            if n.is_multiple_of(25) { "heron" } else { "" }
        ),
        ..Document::default()
    };
    (0..100).map(entry).collect()
}

/// Which files a query asks for: overflow only where it is wanted.
#[test]
fn lists_are_loaded_as_far_as_an_answer_needs_them() {
    let documents = shelf();
    let index = build_in_tiers(&documents, "en", &[], 16).unwrap();
    let overflow = index.files.keys().filter(|name| name.starts_with("o-"));
    // Guards, routes, and others.
    assert_eq!(overflow.count(), 3);
    for (query, early, loads, exact, total) in [
        // How many entries hold one word its shard says.
        ("guard ", true, false, true, 100),
        ("guard ", false, true, true, 100),
        // Titles with both stand before all that may be left.
        ("guard route ", true, false, false, 100),
        ("guard route ", false, true, true, 100),
        // Whether an entry with the rare word holds the common one, and how often, only the whole list says.
        ("guard heron ", true, true, true, 100),
        ("heron ", true, false, true, 4),
        // What narrows.
        ("guard +route ", true, true, true, 40),
        ("guard -route ", true, true, true, 60),
        ("title:guard ", true, true, true, 10),
        ("\"guard route\" ", true, true, true, 40),
        ("route* ", true, false, true, 40),
        ("gua", true, true, true, 100),
    ] {
        let options = Options {
            limit: 3,
            early,
            ..Options::default()
        };
        let (answer, asked) = ask(&index, query, &options);
        let told = (asked.contains('o'), answer.exact, answer.total);
        assert_eq!(told, (loads, exact, total), "{query} {early}");
    }
    for options in [
        Options {
            limit: 3,
            early: true,
            by_date: true,
            ..Options::default()
        },
        Options {
            limit: 3,
            early: true,
            facets: true,
            ..Options::default()
        },
        // More than the shard has.
        Options {
            limit: 20,
            early: true,
            ..Options::default()
        },
        Options {
            limit: 3,
            offset: 15,
            early: true,
            ..Options::default()
        },
    ] {
        let (answer, asked) = ask(&index, "guard ", &options);
        assert!(asked.contains('o') && answer.exact, "{options:?}");
    }
}

/// What is there is used: after an answer that needed all, the next is exact.
#[test]
fn an_early_answer_is_exact_where_all_is_there() {
    let index = build_in_tiers(&shelf(), "en", &[], 16).unwrap();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    let mut total = |early| {
        let options = Options {
            limit: 3,
            early,
            ..Options::default()
        };
        loop {
            match engine.search("guard route ", &options).unwrap() {
                Reply::Answer(answer) => return (answer.exact, answer.total),
                Reply::Needs(names) => {
                    for name in names {
                        engine.supply(&name, &index.files[&name]).unwrap();
                    }
                }
            }
        }
    };
    assert_eq!(total(true), (false, 100));
    assert_eq!(total(false), (true, 100));
    assert_eq!(total(true), (true, 100));
}

#[test]
fn tiers_are_the_same_in_every_order_of_documents() {
    let mut documents = shelf();
    let index = build_in_tiers(&documents, "en", &[], 7).unwrap();
    documents.reverse();
    assert_eq!(build_in_tiers(&documents, "en", &[], 7).unwrap(), index);
    documents.rotate_left(31);
    assert_eq!(build_in_tiers(&documents, "en", &[], 7).unwrap(), index);
    // At least one posting is in a shard.
    let least = build_in_tiers(&documents, "en", &[], 0).unwrap();
    assert_eq!(least, build_in_tiers(&documents, "en", &[], 1).unwrap());
}
