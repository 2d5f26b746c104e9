//! The search of the demonstration site, scored by judgements of what readers ask of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "tests stop where they fail, and say what they measured"
)]

use std::collections::BTreeMap;

use vitrine_search::{Engine, Options, Reply, container};
use vitrine_tests::{content, files, today};

/// The mean nDCG@10 that the search must reach.
const FLOOR: f64 = 0.90;

/// A query with its language, and the grades of the pages that answer it.
struct Judged {
    lang: &'static str,
    query: &'static str,
    answers: BTreeMap<&'static str, f64>,
}

fn judged() -> Vec<Judged> {
    include_str!("judged.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let parts: Vec<&str> = line.split('\t').collect();
            let answers = parts[2].split(' ').map(|answer| {
                let (url, grade) = answer.split_once('=').unwrap();
                (url, grade.parse().unwrap())
            });
            Judged {
                lang: parts[0],
                query: parts[1],
                answers: answers.collect(),
            }
        })
        .collect()
}

/// The index of one language, as a browser finds it.
struct Index {
    files: BTreeMap<String, Vec<u8>>,
    engine: Engine,
}

impl Index {
    fn open(site: &BTreeMap<String, Vec<u8>>, lang: &str) -> Self {
        let folder = format!("search/{lang}/");
        let files: BTreeMap<String, Vec<u8>> = site
            .iter()
            .filter(|(path, _)| path.starts_with(&folder))
            .map(|(_, script)| container::unwrap(script).unwrap())
            .collect();
        let root = files.keys().find(|name| name.starts_with('r')).unwrap();
        let engine = Engine::new(root, &files[root]).unwrap();
        Self { files, engine }
    }

    fn first_ten(&mut self, query: &str) -> Vec<String> {
        let options = Options {
            limit: 10,
            ..Options::default()
        };
        for _ in 0..16 {
            match self.engine.search(query, &options).unwrap() {
                Reply::Answer(answer) => {
                    return answer.results.into_iter().map(|hit| hit.url).collect();
                }
                Reply::Needs(names) => {
                    for name in names {
                        self.engine.supply(&name, &self.files[&name]).unwrap();
                    }
                }
            }
        }
        panic!("the engine keeps asking");
    }
}

fn ndcg(found: &[String], answers: &BTreeMap<&str, f64>) -> f64 {
    let gain = |grades: &mut dyn Iterator<Item = f64>| -> f64 {
        grades
            .take(10)
            .enumerate()
            .map(|(at, grade)| grade / ((at + 2) as f64).log2())
            .sum()
    };
    let mut best: Vec<f64> = answers.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let mut grades = found
        .iter()
        .map(|url| answers.get(url.as_str()).copied().unwrap_or_default());
    gain(&mut grades) / gain(&mut best.into_iter())
}

#[test]
fn judged_queries_are_answered_well() {
    let site = files(&content(), today());
    let judged = judged();
    assert!(
        judged.len() >= 80,
        "enough queries to tell one ranking from another"
    );
    let mut indexes: BTreeMap<&str, Index> = BTreeMap::new();
    let mut sum = 0.0;
    for one in &judged {
        for url in one.answers.keys() {
            assert!(site.contains_key(*url), "{url} is judged and not there");
        }
        let index = indexes
            .entry(one.lang)
            .or_insert_with(|| Index::open(&site, one.lang));
        let found = index.first_ten(one.query);
        let score = ndcg(&found, &one.answers);
        sum += score;
        if score < 0.8 {
            eprintln!(
                "{score:.2}  {}: {}  ->  {}",
                one.lang,
                one.query,
                found.get(..3).unwrap_or(&found).join(" ")
            );
        }
    }
    let mean = sum / judged.len() as f64;
    eprintln!(
        "judged queries: {} of nDCG@10 {mean:.4}, floor {FLOOR}",
        judged.len()
    );
    assert!(mean >= FLOOR, "{mean:.4} < {FLOOR}");
}
