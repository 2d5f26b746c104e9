//! How well results are ranked, on labelled collections that are no part of the project.
//!
//! The variable `VITRINE_IR` names their folder: for each collection a folder with `docs.jsonl` (`id`, `title`, `text`),
//! `queries.jsonl` (`id`, `text`) and `qrels.tsv` (query, document, grade), some with `queries3.jsonl` and with
//! `queriesK.jsonl` and `qrelsK.tsv`. Without the variable nothing is measured, and the test says so.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a test may stop where it fails, and says what it measured"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use vitrine_search::{Analyzer, Document, Engine, Form, Index, Options, Reply, build};

/// Collection, language, queries, judgements, and the nDCG@10 that the ranking must reach.
///
/// The floors are what was measured when the ranking was settled, less about a hundredth.
const SETS: [(&str, &str, &str, &str, f64); 10] = [
    ("cranfield", "en", "queries", "qrels", 0.391),
    ("cranfield", "en", "queries3", "qrels", 0.215),
    ("cranfield", "en", "queriesK", "qrelsK", 0.835),
    ("cisi", "en", "queries", "qrels", 0.373),
    ("cisi", "en", "queries3", "qrels", 0.200),
    ("cisi", "en", "queriesK", "qrelsK", 0.907),
    ("xquad-en", "en", "queries", "qrels", 0.835),
    ("xquad-ar", "ar", "queries", "qrels", 0.744),
    ("xquad-ru", "ru", "queries", "qrels", 0.803),
    ("xquad-zh", "zh", "queries", "qrels", 0.823),
];

/// What two good rankings may differ by on one collection of a few dozen queries without either being better.
const NOISE: f64 = 0.005;

type Judgements = BTreeMap<String, BTreeMap<String, f64>>;

#[test]
fn collections_are_ranked_as_well_as_by_a_reference() {
    let Some(folder) = std::env::var_os("VITRINE_IR").map(PathBuf::from) else {
        eprintln!("skipped: VITRINE_IR names no folder of labelled collections");
        return;
    };
    let mut worse = Vec::new();
    let mut built: Option<(&str, Index)> = None;
    let mut beside_reference: Vec<(f64, f64)> = Vec::new();
    for (set, lang, queries, judgements, floor) in SETS {
        let folder = folder.join(set);
        if built.as_ref().is_none_or(|(known, _)| *known != set) {
            built = Some((set, build(&documents(&folder), lang, &[]).unwrap()));
        }
        let (_, index) = built.as_ref().unwrap();
        let measured = measure(index, &folder, queries, judgements);
        let reference = if queries == "queries3" {
            let reference = Reference::of(&documents(&folder), lang);
            Some(mean(&folder, queries, judgements, |query| {
                reference.top(query)
            }))
        } else {
            None
        };
        let beside = reference.map_or(String::new(), |mean| format!("  BM25F {mean:.4}"));
        eprintln!("{set:10} {queries:9} nDCG@10 {measured:.4}  floor {floor:.3}{beside}");
        if let Some(reference) = reference {
            beside_reference.push((measured, reference));
            if measured < reference - NOISE {
                worse.push(format!("{set} {queries}: {measured:.4} <{beside}"));
            }
        }
        if measured < floor {
            worse.push(format!("{set} {queries}: {measured:.4} < {floor}"));
        }
    }
    let sets = beside_reference.len() as f64;
    let ours = beside_reference.iter().map(|(ours, _)| ours).sum::<f64>() / sets;
    let theirs = beside_reference.iter().map(|(_, other)| other).sum::<f64>() / sets;
    eprintln!("three words, mean {ours:.4}, BM25F {theirs:.4}");
    assert!(ours >= theirs, "{ours} < {theirs}");
    assert!(worse.is_empty(), "{worse:#?}");
}

fn measure(index: &Index, folder: &Path, queries: &str, judgements: &str) -> f64 {
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    mean(folder, queries, judgements, |query| {
        top(index, &mut engine, query)
    })
}

/// The mean nDCG@10 of what a search gives for the queries that were judged.
fn mean(
    folder: &Path,
    queries: &str,
    judgements: &str,
    mut search: impl FnMut(&str) -> Vec<String>,
) -> f64 {
    let judgements = self::judgements(&folder.join(format!("{judgements}.tsv")));
    let asked: BTreeMap<String, String> = lines(&folder.join(format!("{queries}.jsonl")))
        .map(|line| (part(&line, "id"), part(&line, "text")))
        .collect();
    let judged: Vec<_> = judgements
        .iter()
        .filter_map(|(id, relevant)| Some((asked.get(id)?, relevant)))
        .collect();
    let sum: f64 = judged
        .iter()
        .map(|(query, relevant)| ndcg(&search(query), relevant))
        .sum();
    sum / judged.len() as f64
}

/// BM25F as it is written in books, in floating point, on the same terms: what the engine's whole numbers, and what it adds
/// to them, must be at least as good as.
struct Reference {
    analyzer: Analyzer,
    urls: Vec<String>,
    /// Of each term the entries that hold it, with how often in title and body.
    terms: BTreeMap<String, Vec<(usize, [f64; 2])>>,
    lengths: Vec<[f64; 2]>,
    means: [f64; 2],
}

impl Reference {
    const K1: f64 = 1.2;
    const B: [f64; 2] = [0.9, 0.6];
    const WEIGHT: [f64; 2] = [2.5, 1.0];

    fn of(documents: &[Document], lang: &str) -> Self {
        let analyzer = Analyzer::new(lang);
        let mut terms: BTreeMap<String, BTreeMap<usize, [f64; 2]>> = BTreeMap::new();
        let mut lengths = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            let mut length = [0.0; 2];
            for (field, text) in [&document.title, &document.body].into_iter().enumerate() {
                for token in analyzer.tokens(text) {
                    length[field] += 1.0;
                    terms
                        .entry(token.term)
                        .or_default()
                        .entry(number)
                        .or_default()[field] += 1.0;
                }
            }
            lengths.push(length);
        }
        let mean = |field: usize| {
            let sum: f64 = lengths.iter().map(|length| length[field]).sum();
            (sum / lengths.len() as f64).max(1.0)
        };
        Self {
            means: [mean(0), mean(1)],
            urls: documents.iter().map(|one| one.url.clone()).collect(),
            terms: terms
                .into_iter()
                .map(|(term, holding)| (term, holding.into_iter().collect()))
                .collect(),
            analyzer,
            lengths,
        }
    }

    /// The addresses of the first ten results.
    fn top(&self, query: &str) -> Vec<String> {
        let mut scores = vec![0.0; self.urls.len()];
        for token in self.analyzer.tokens(query) {
            let Some(holding) = self
                .terms
                .get(&token.term)
                .filter(|_| token.form != Form::Character)
            else {
                continue;
            };
            let (all, matching) = (self.urls.len() as f64, holding.len() as f64);
            let idf = (1.0 + (all - matching + 0.5) / (matching + 0.5)).ln();
            for (number, times) in holding {
                let frequency: f64 = (0..2)
                    .map(|field| {
                        let length = self.lengths[*number][field] / self.means[field];
                        let normal = 1.0 - Self::B[field] + Self::B[field] * length;
                        Self::WEIGHT[field] * times[field] / normal
                    })
                    .sum();
                scores[*number] += idf * frequency * (Self::K1 + 1.0) / (frequency + Self::K1);
            }
        }
        let mut order: Vec<usize> = (0..scores.len()).filter(|at| scores[*at] > 0.0).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        order
            .into_iter()
            .take(10)
            .map(|at| self.urls[at].clone())
            .collect()
    }
}

/// The addresses of the first ten results.
fn top(index: &Index, engine: &mut Engine, query: &str) -> Vec<String> {
    let options = Options {
        limit: 10,
        ..Options::default()
    };
    for _ in 0..16 {
        match engine.search(query, &options).unwrap() {
            Reply::Answer(answer) => {
                return answer.results.into_iter().map(|hit| hit.url).collect();
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

fn ndcg(found: &[String], relevant: &BTreeMap<String, f64>) -> f64 {
    let gain = |grades: &mut dyn Iterator<Item = f64>| -> f64 {
        grades
            .take(10)
            .enumerate()
            .map(|(at, grade)| grade / ((at + 2) as f64).log2())
            .sum()
    };
    let mut best: Vec<f64> = relevant.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    gain(
        &mut found
            .iter()
            .map(|id| relevant.get(id).copied().unwrap_or_default()),
    ) / gain(&mut best.into_iter())
}

fn documents(folder: &Path) -> Vec<Document> {
    lines(&folder.join("docs.jsonl"))
        .map(|line| Document {
            url: part(&line, "id"),
            title: part(&line, "title"),
            body: part(&line, "text"),
            ..Document::default()
        })
        .collect()
}

fn judgements(path: &Path) -> Judgements {
    let mut all = Judgements::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let grade: f64 = parts[2].parse().unwrap();
        if grade > 0.0 {
            all.entry(parts[0].to_owned())
                .or_default()
                .insert(parts[1].to_owned(), grade);
        }
    }
    all
}

fn lines(path: &Path) -> impl Iterator<Item = serde_json::Value> {
    let text = fs::read_to_string(path).unwrap();
    let all: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    all.into_iter()
}

fn part(line: &serde_json::Value, name: &str) -> String {
    match &line[name] {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
