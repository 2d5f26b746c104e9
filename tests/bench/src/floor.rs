//! The plain program: the same files to pages and an index, without any promise.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};

use crate::write;

/// Renders each entry of a folder to a page, and all of them to one inverted index.
///
/// # Errors
///
/// What the file system says.
pub fn run(site: &Path, output: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    collect(site, &mut files)?;
    files.sort();
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        let text = fs::read_to_string(file)?;
        let (front, body) = split(&text);
        let title = front
            .lines()
            .find_map(|line| line.strip_prefix("title: "))
            .unwrap_or_default();
        let mut page = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1>\n"
        );
        html::push_html(&mut page, Parser::new_ext(body, Options::ENABLE_TABLES));
        page.push_str("</body></html>\n");
        let name = file.strip_prefix(site).unwrap_or(file);
        write(&output.join(name).with_extension("html"), page.as_bytes())?;
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            let word = word.to_lowercase();
            match index.get_mut(&word) {
                Some(entries) if entries.last() == Some(&number) => {}
                Some(entries) => entries.push(number),
                None => {
                    index.insert(word, vec![number]);
                }
            }
        }
    }
    write(
        &output.join("index.json"),
        &serde_json::to_vec(&index).map_err(io::Error::other)?,
    )
}

fn split(text: &str) -> (&str, &str) {
    text.strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .unwrap_or(("", text))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "md") {
            files.push(path);
        }
    }
    Ok(())
}
