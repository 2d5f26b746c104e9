//! The search beside Pagefind: both on the same texts, in the same browser, in the same run. See the README beside.

mod corpus;
mod measured;
mod sites;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::{Map, Value, json};

use crate::child;

/// How many queries are asked in the browser, and how many natively.
const IN_BROWSER: usize = 12;
const NATIVELY: usize = 200;

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// How many entries, each a run of its own.
    pub entries: Vec<usize>,
    /// The seed of texts and queries.
    pub seed: u64,
    /// The sizes up to which Pagefind and a browser take part; larger ones are asked natively alone.
    pub in_browser: usize,
    /// The result file; nothing where none is wanted.
    pub write: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            entries: vec![1_000, 10_000, 50_000, 100_000],
            seed: 1,
            in_browser: 50_000,
            write: true,
        }
    }
}

/// Runs the benchmark. Returns what is to be said.
///
/// # Errors
///
/// What could not be built or run.
pub fn run(wish: &Wish) -> Result<String, String> {
    let engine = measured::engine()?;
    let scripts = ["script", "page"]
        .iter()
        .filter_map(|part| engine.get(part)?.get("gzip")?.as_u64())
        .sum();
    let mut sizes = Vec::new();
    for entries in &wish.entries {
        sizes.push(one(*entries, wish, scripts)?);
    }
    let result = json!({
        "what": "search",
        "date": measured::today(),
        "commit": measured::commit(),
        "seed": wish.seed,
        "engine": engine,
        "sizes": sizes,
    });
    let text = table::markdown(&result);
    if wish.write {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let say = |error: std::io::Error| error.to_string();
        crate::write(
            &folder.join("results/search.json"),
            format!("{result:#}\n").as_bytes(),
        )
        .map_err(say)?;
        let readme = folder.join("README.md");
        let known = fs::read_to_string(&readme).map_err(say)?;
        let whole = table::within(&known, &text).ok_or("the README has no place for the table")?;
        crate::write(&readme, whole.as_bytes()).map_err(say)?;
    }
    Ok(text)
}

/// Builds the texts of one size and nothing else; or their index as well. So that its memory can be measured from outside.
///
/// # Errors
///
/// Texts that have no index.
pub fn build_alone(entries: usize, seed: u64, index: bool) -> Result<(), String> {
    let documents = corpus::documents(entries, seed);
    if index {
        let index =
            vitrine_search::build(&documents, "en", &[]).map_err(|error| error.to_string())?;
        std::hint::black_box(&index);
    }
    std::hint::black_box(&documents);
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "megabytes are for reading")]
fn one(entries: usize, wish: &Wish, scripts: u64) -> Result<Value, String> {
    let say = |error: std::io::Error| error.to_string();
    let documents = corpus::documents(entries, wish.seed);
    let megabytes = corpus::bytes(&documents) as f64 / 1e6;
    let (start, spent) = (Instant::now(), measured::processor_seconds());
    let index = vitrine_search::build(&documents, "en", &[]).map_err(|error| error.to_string())?;
    let seconds = start.elapsed().as_secs_f64();
    let spent = spent.zip(measured::processor_seconds());
    let spent = spent.map(|(before, after)| (after - before).max(0.01));
    let own = std::env::current_exe().map_err(say)?;
    let alone = |what: &str| {
        let mut command = Command::new(&own);
        command.args([
            "search-memory",
            what,
            &entries.to_string(),
            &wish.seed.to_string(),
        ]);
        child::run(&mut command).map_err(say)
    };
    let (texts, whole) = (alone("texts")?, alone("index")?);
    let queries = corpus::queries(entries, wish.seed, NATIVELY);
    let mut result = Map::new();
    result.insert("entries".to_owned(), entries.into());
    result.insert("text_mb".to_owned(), megabytes.into());
    result.insert(
        "build".to_owned(),
        json!({
            "seconds": seconds,
            "mb_per_second": megabytes / seconds,
            "mb_per_processor_second": spent.map(|seconds| megabytes / seconds),
            "peak_mib": whole.peak_kib / 1024,
            "peak_mib_of_texts": texts.peak_kib / 1024,
            "files": index.files.len(),
            "largest": measured::largest(&index),
        }),
    );
    result.insert("native".to_owned(), measured::natively(&index, &queries)?);
    let cold = measured::cold(&index, &queries, scripts)?;
    result.insert("cold".to_owned(), cold);
    let common = measured::cold(&index, &corpus::common(), scripts)?;
    result.insert("common".to_owned(), common);
    if entries <= wish.in_browser {
        let folder = tempfile::tempdir().map_err(say)?;
        let asked: Vec<&String> = queries.iter().take(IN_BROWSER).collect();
        let ours = folder.path().join("ours");
        let start = Instant::now();
        sites::ours(&ours, &index)?;
        result.insert(
            "wrapped_seconds".to_owned(),
            start.elapsed().as_secs_f64().into(),
        );
        drop(index);
        let theirs = folder.path().join("theirs");
        sites::theirs(&theirs, &documents)?;
        drop(documents);
        let pagefind = pagefind(&theirs)?;
        result.insert(
            "pagefind_build".to_owned(),
            json!({
                "seconds": pagefind.seconds,
                "mb_per_second": megabytes / pagefind.seconds,
                "peak_mib": pagefind.peak_kib / 1024,
                "files": sites::count(&theirs.join("pagefind")).map_err(say)?,
            }),
        );
        result.insert(
            "browser".to_owned(),
            browse(&ours, &theirs, &asked, folder.path())?,
        );
    }
    Ok(Value::Object(result))
}

/// The folder of what Node.js runs.
fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("search")
}

/// Pagefind's own index of a folder of pages. The program itself, so that no other's memory counts.
fn pagefind(pages: &Path) -> Result<child::Run, String> {
    for folder in [scripts(), scripts().join("../../browser")] {
        if !folder.join("node_modules").exists() {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--no-audit", "--no-fund", "--silent"]);
            let done = npm.current_dir(&folder).status();
            if !done.is_ok_and(|status| status.success()) {
                return Err(format!("npm ci fails in {}", folder.display()));
            }
        }
    }
    let own = scripts().join("node_modules/@pagefind");
    let program = fs::read_dir(&own)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin/pagefind_extended"))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("there is no program of Pagefind in {}", own.display()))?;
    let mut command = Command::new(program);
    command
        .arg("--site")
        .arg(pages)
        .args(["--output-subdir", "pagefind"]);
    child::run(&mut command).map_err(|error| error.to_string())
}

/// Asks both in Chromium.
fn browse(ours: &Path, theirs: &Path, queries: &[&String], folder: &Path) -> Result<Value, String> {
    let wish = folder.join("wish.json");
    let text = json!({"ours": ours, "theirs": theirs, "queries": queries}).to_string();
    crate::write(&wish, text.as_bytes()).map_err(|error| error.to_string())?;
    let ran = Command::new("node")
        .arg(scripts().join("measure.mjs"))
        .arg(&wish)
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("Node.js does not start: {error}"))?;
    if !ran.status.success() {
        return Err("the browser's part fails".to_owned());
    }
    serde_json::from_slice(&ran.stdout).map_err(|error| error.to_string())
}
