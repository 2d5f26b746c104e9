//! Prints how often the shipped detectors speak in texts in which nothing should be found: hits per 1,000 words.
//!
//!     VITRINE_IR=FOLDER cargo run --release --package vitrine-disclosure --example hits
//!
//! FOLDER holds a folder for each collection, with texts in `docs.jsonl`: an object a line, with `title` and `text`.
//! With `--show` each hit is printed too. Without the variable there is nothing to read, and it says so.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a tool for people who mend detectors: it reads what it is given, and prints"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use vitrine_disclosure::officer::seek;

fn main() {
    let Ok(folder) = std::env::var("VITRINE_IR") else {
        println!("skipped: VITRINE_IR does not name a folder of collections");
        return;
    };
    let show = std::env::args().any(|argument| argument == "--show");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {folder} cannot be read");
        return;
    };
    let mut collections: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    collections.sort();
    for collection in collections {
        if collection.join("docs.jsonl").is_file() {
            tell(&collection, show);
        }
    }
}

fn tell(collection: &Path, show: bool) {
    let name = collection.file_name().unwrap_or_default().to_string_lossy();
    let Ok(texts) = std::fs::read_to_string(collection.join("docs.jsonl")) else {
        println!("{name}: cannot be read");
        return;
    };
    let documents: Vec<serde_json::Value> = texts
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let passages: Vec<&str> = documents
        .iter()
        .flat_map(|document| ["title", "text"].map(|part| document.get(part)))
        .filter_map(|part| part?.as_str())
        .collect();
    let words: usize = passages
        .iter()
        .map(|text| text.split_whitespace().count())
        .sum();
    let mut hits: BTreeMap<String, usize> = BTreeMap::new();
    let start = Instant::now();
    for text in &passages {
        for (detector, range) in seek(text) {
            if show {
                println!(
                    "  {detector}: {:?}",
                    text.get(range.clone()).unwrap_or_default()
                );
            }
            *hits.entry(detector).or_default() += 1;
        }
    }
    let took = start.elapsed();
    let all: usize = hits.values().sum();
    let bytes: usize = passages.iter().map(|text| text.len()).sum();
    let rate = |number: usize, of: usize| {
        let (number, of) = (
            u32::try_from(number).unwrap_or(0),
            u32::try_from(of).unwrap_or(1),
        );
        f64::from(number) / f64::from(of.max(1))
    };
    println!(
        "{name}: {all} hits in {words} words, {:.3} per 1,000 words; {:.1} MB/s",
        rate(all, words) * 1000.0,
        rate(bytes, 1_000_000) / took.as_secs_f64()
    );
    for (detector, number) in hits {
        println!("  {number:>5}  {detector}");
    }
}
