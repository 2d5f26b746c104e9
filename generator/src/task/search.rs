//! `vitrine search`: asks the index of a built site, as a visitor's browser does.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;
use vitrine_search::{Answer, Damaged, Engine, Options, Reply, container};

use super::Outcome;
use super::site::could_not;
use crate::cli::{Format, Search};
use crate::report::{count, say, warn};

/// How many results a query of a file gets, and how many a person sees.
const MANY: usize = 100;
const FEW: usize = 10;
/// More rounds than any query needs.
const ROUNDS: usize = 16;

pub(super) fn run(arguments: &Search) -> Outcome {
    let mut index = match Index::open(&arguments.output, arguments.lang.as_deref()) {
        Ok(index) => index,
        Err(outcome) => return outcome,
    };
    let queries = match (&arguments.queries, &arguments.query) {
        (Some(file), _) => match std::fs::read_to_string(file) {
            Ok(text) => text.lines().map(str::to_owned).collect(),
            Err(error) => return could_not(file, &error),
        },
        (None, query) => vec![query.clone().unwrap_or_default()],
    };
    let limit = if arguments.queries.is_some() {
        MANY
    } else {
        FEW
    };
    for query in &queries {
        let Ok(answer) = index.ask(query, limit) else {
            warn("the search index is damaged, or belongs to another version of the site");
            return Outcome::CouldNotRun;
        };
        count(&[(answer.total, "result", "results")]);
        match arguments.format {
            Format::Json => say(&line(query, &answer)),
            Format::Text => tell(query, &answer),
        }
    }
    Outcome::Clean
}

/// One JSON object: the query, and its results from the best.
fn line(query: &str, answer: &Answer) -> String {
    let results: Vec<serde_json::Value> = answer
        .results
        .iter()
        .map(|hit| {
            let id = hit.url.strip_suffix(".html").unwrap_or(&hit.url);
            json!({ "id": id, "url": hit.url, "title": hit.title, "score": hit.score })
        })
        .collect();
    let suggestion = answer.suggestion.as_ref().map(|made| &made.query);
    json!({
        "query": query, "total": answer.total, "exact": answer.exact, "suggestion": suggestion, "results": results
    })
    .to_string()
}

fn tell(query: &str, answer: &Answer) {
    let query = match &answer.suggestion {
        Some(made) => {
            say(&format!("nothing is called {:?} here", made.typed));
            made.query.as_str()
        }
        None => query,
    };
    say(&match answer.total {
        0 => format!("nothing is found for {query:?}"),
        1 => format!("one result for {query:?}"),
        total => format!("{total} results for {query:?}"),
    });
    for hit in &answer.results {
        let snippet: String = hit.snippet.iter().map(|(text, _)| text.as_str()).collect();
        say(&format!(
            "\n{}\n  {}\n  {}",
            hit.title,
            hit.url,
            snippet.replace('\n', " ")
        ));
    }
}

/// The index of one language, read from the site's own files.
struct Index {
    files: BTreeMap<String, Vec<u8>>,
    engine: Engine,
}

impl Index {
    fn open(output: &Path, lang: Option<&str>) -> Result<Self, Outcome> {
        let page = |path: &Path| std::fs::read_to_string(path.join("search/index.html"));
        let wanted = lang
            .map(|lang| output.join(lang.to_lowercase()))
            .filter(|folder| folder.join("search/index.html").is_file());
        let folder = wanted.unwrap_or_else(|| output.to_owned());
        let html =
            page(&folder).map_err(|error| could_not(&folder.join("search/index.html"), &error))?;
        let root = attribute(&html, "data-root");
        let Some((lang, root)) = root.and_then(|root| root.strip_suffix(".js")?.split_once('/'))
        else {
            warn("the search page names no index: this is no site that vitrine built");
            return Err(Outcome::CouldNotRun);
        };
        let scripts = output.join("search").join(lang);
        let mut files = BTreeMap::new();
        let entries = std::fs::read_dir(&scripts).map_err(|error| could_not(&scripts, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| could_not(&scripts, &error))?.path();
            let bytes = std::fs::read(&path).map_err(|error| could_not(&path, &error))?;
            let Ok((name, bytes)) = container::unwrap(&bytes) else {
                warn(&format!(
                    "{}: this is no file of a search index",
                    path.display()
                ));
                return Err(Outcome::CouldNotRun);
            };
            files.insert(name, bytes);
        }
        let engine = files
            .get(root)
            .and_then(|bytes| Engine::new(root, bytes).ok());
        let Some(engine) = engine else {
            warn("the root of the search index is damaged, or of another version");
            return Err(Outcome::CouldNotRun);
        };
        Ok(Self { files, engine })
    }

    fn ask(&mut self, query: &str, limit: usize) -> Result<Answer, Damaged> {
        let options = Options {
            limit,
            snippets: limit == FEW,
            ..Options::default()
        };
        for _ in 0..ROUNDS {
            match self.engine.search(query, &options)? {
                Reply::Answer(answer) => return Ok(answer),
                Reply::Needs(names) => {
                    for name in names {
                        self.engine
                            .supply(&name, self.files.get(&name).ok_or(Damaged)?)?;
                    }
                }
            }
        }
        Err(Damaged)
    }
}

/// The value of an attribute that the search page gives its script.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = html.split_once(&format!("{name}=\""))?;
    Some(after.split_once('"')?.0)
}
