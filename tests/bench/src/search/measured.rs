//! What is measured without a browser: the engine's bytes, queries natively, and where and when it was.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::{Map, Value, json};
use vitrine_search::{Engine, Index, Options, Reply, container};

/// How often a query is asked once its files are there.
const TIMES: usize = 5;

/// The seconds that processors have spent on this process so far, to a hundredth; nothing where the system does not say.
pub(super) fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything: the twelfth and thirteenth number are hundredths in the program and for it.
    let (_, numbers) = text.rsplit_once(") ")?;
    let hundredths: Option<u32> = numbers
        .split(' ')
        .skip(11)
        .take(2)
        .map(|number| number.parse::<u32>().ok())
        .sum();
    Some(f64::from(hundredths?) / 100.0)
}

/// Today, UTC.
pub(super) fn today() -> String {
    jiff::tz::Offset::UTC
        .to_datetime(jiff::Timestamp::now())
        .date()
        .to_string()
}

/// The commit that is checked out; with a `+` where files differ from it.
pub(super) fn commit() -> String {
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        ran.ok()
            .filter(|ran| ran.status.success())
            .map(|ran| String::from_utf8_lossy(&ran.stdout).trim().to_owned())
    };
    let changed = git(&["status", "--porcelain"]).is_none_or(|lines| !lines.is_empty());
    match git(&["rev-parse", "--short=12", "HEAD"]) {
        Some(commit) => format!("{commit}{}", if changed { "+" } else { "" }),
        None => "unknown".to_owned(),
    }
}

/// The sizes of the engine and what belongs to it.
pub(super) fn engine() -> Result<Value, String> {
    let ran = Command::new("node")
        .arg(super::scripts().join("sizes.mjs"))
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .map_err(|error| format!("Node.js does not start: {error}"))?;
    serde_json::from_slice(&ran.stdout).map_err(|error| error.to_string())
}

/// The largest file of each kind, in its container.
pub(super) fn largest(index: &Index) -> Value {
    let mut all = serde_json::Map::new();
    for (name, bytes) in &index.files {
        let letter = name.get(..1).unwrap_or_default();
        // Only what may be the largest is packed to see.
        let known = all.get(letter).and_then(Value::as_u64).unwrap_or_default();
        if bytes.len() as u64 > known {
            let size = container::wrap(name, bytes).len() as u64;
            if size > known {
                all.insert(letter.to_owned(), size.into());
            }
        }
    }
    Value::Object(all)
}

/// What a visitor loads for ten titles, computed without a browser: scripts, and by their letters the files of an index, as
/// servers send them that compress; and how many files of an index it is, in how many rounds of asking. The medians over
/// queries, each in a new engine; and under `most` the most of any of them.
pub(super) fn cold(index: &Index, queries: &[String], scripts: u64) -> Result<Value, String> {
    let root = index.files.get(&index.root).ok_or("there is no root")?;
    let options = as_the_page();
    let mut sizes = BTreeMap::new();
    let mut all: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for query in queries {
        let mut engine = Engine::new(&index.root, root).map_err(|error| error.to_string())?;
        let mut loaded = vec![index.root.clone()];
        let mut rounds = 1;
        while let Reply::Needs(names) = engine
            .search(query, &options)
            .map_err(|error| error.to_string())?
        {
            rounds += 1;
            for name in names {
                let bytes = index.files.get(&name).ok_or("a file is missing")?;
                engine
                    .supply(&name, bytes)
                    .map_err(|error| error.to_string())?;
                loaded.push(name);
            }
        }
        let mut own: BTreeMap<String, u64> = BTreeMap::new();
        own.insert("all".to_owned(), scripts);
        own.insert("files".to_owned(), loaded.len() as u64);
        own.insert("rounds".to_owned(), rounds);
        for name in loaded {
            let bytes = index.files.get(&name).map_or(&[][..], Vec::as_slice);
            let size = *sizes
                .entry(name.clone())
                .or_insert_with(|| sent(&container::wrap(&name, bytes)));
            let letter = name.chars().next().unwrap_or_default();
            for part in [letter.to_string(), "all".to_owned()] {
                *own.entry(part).or_default() += size;
            }
        }
        for (letter, size) in own {
            all.entry(letter).or_default().push(size);
        }
    }
    let mut medians = Map::new();
    let mut mosts = Map::new();
    for (part, mut sizes) in all {
        sizes.sort_unstable();
        let median = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
        let most = sizes.last().copied().unwrap_or_default();
        mosts.insert(part.clone(), most.into());
        medians.insert(part, median.into());
    }
    medians.insert("most".to_owned(), Value::Object(mosts));
    Ok(Value::Object(medians))
}

/// What the search page asks for first: ten titles.
fn as_the_page() -> Options {
    Options {
        limit: 10,
        early: true,
        ..Options::default()
    }
}

/// How many bytes a server sends of a script, where it compresses: with the frame of gzip.
fn sent(script: &[u8]) -> u64 {
    let packed = miniz_oxide::deflate::compress_to_vec(script, 9).len() + 18;
    packed.min(script.len()) as u64
}

/// Asks each query until its files are there, then some times more against the clock.
pub(super) fn natively(index: &Index, queries: &[String]) -> Result<Value, String> {
    let root = index.files.get(&index.root).ok_or("there is no root")?;
    let mut engine = Engine::new(&index.root, root).map_err(|error| error.to_string())?;
    let options = as_the_page();
    let mut micros = Vec::new();
    for query in queries {
        while let Reply::Needs(names) = engine
            .search(query, &options)
            .map_err(|error| error.to_string())?
        {
            for name in names {
                let bytes = index.files.get(&name).ok_or("a file is missing")?;
                engine
                    .supply(&name, bytes)
                    .map_err(|error| error.to_string())?;
            }
        }
        for _ in 0..TIMES {
            let start = Instant::now();
            let reply = engine
                .search(query, &options)
                .map_err(|error| error.to_string())?;
            micros.push(start.elapsed().as_micros());
            std::hint::black_box(reply);
        }
    }
    micros.sort_unstable();
    let at = |percent: usize| {
        let micros = micros
            .get(micros.len() * percent / 100)
            .copied()
            .unwrap_or_default();
        u64::try_from(micros).unwrap_or(u64::MAX)
    };
    Ok(json!({"p50_us": at(50), "p95_us": at(95), "queries": queries.len()}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_seconds_of_a_processor() {
        let before = processor_seconds().unwrap();
        let start = Instant::now();
        let mut sum = 0_u64;
        // Other programs may have the processor in between.
        while processor_seconds().unwrap() < before + 0.05 {
            sum = (0..1_000_000).fold(sum, u64::wrapping_add);
        }
        assert!(std::hint::black_box(sum) > 0);
        assert!(start.elapsed().as_secs_f64() > 0.03);
    }
}
