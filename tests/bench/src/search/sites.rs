//! The same entries as two sites: ours with the search page of a real build, and plain pages for Pagefind.

use std::io;
use std::path::Path;

use vitrine_disclosure::SourceTree;
use vitrine_search::{Document, Index, container};

use crate::write;

const PAGE: &str = "---\ntitle: One\nkind: page\nsensitivity: public\n---\n\nText.\n";

/// Writes a site whose search has an index. Pages of entries are not needed: results are looked at, and not followed.
pub(super) fn ours(folder: &Path, index: &Index) -> Result<(), String> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nlanguages = [\"en\"]\n");
    tree.insert("one.md", PAGE);
    let day = "2026-11-23".parse().map_err(|_| "no day")?;
    let built = vitrine::build(&tree, day).map_err(|found| format!("{found:?}"))?;
    let say = |error: io::Error| error.to_string();
    let mut root = None;
    for (path, bytes) in built.output.files() {
        match path.strip_prefix("search/en/") {
            Some(name) if name.starts_with("r-") => root = name.strip_suffix(".js"),
            Some(_) => {}
            None => write(&folder.join(path), bytes).map_err(say)?,
        }
    }
    let root = root.ok_or("the site has no index")?;
    let page = built.output.get("search/index.html").unwrap_or_default();
    let page = String::from_utf8_lossy(page).replace(root, &index.root);
    write(&folder.join("search/index.html"), page.as_bytes()).map_err(say)?;
    for (name, bytes) in &index.files {
        let script = container::wrap(name, bytes);
        write(&folder.join(format!("search/en/{name}.js")), &script).map_err(say)?;
    }
    Ok(())
}

/// Writes a page an entry, and one that searches as Pagefind's documentation has it.
pub(super) fn theirs(folder: &Path, documents: &[Document]) -> Result<(), String> {
    let say = |error: io::Error| error.to_string();
    for one in documents {
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title></head><body><main data-pagefind-body>\
             <h1>{0}</h1><p data-pagefind-filter=\"kind\">{1}</p><p data-pagefind-filter=\"state\">{2}</p><p>{3}</p>\n<p>{4}</p></main></body></html>\n",
            one.title, one.kind, one.state, one.summary, one.body
        );
        write(&folder.join(&one.url), page.as_bytes()).map_err(say)?;
    }
    let search = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Search</title></head><body>\
         <input id=\"q\"><ol class=\"hits\"></ol></body></html>\n";
    write(&folder.join("search.html"), search.as_bytes()).map_err(say)
}

/// How many files a folder holds.
pub(super) fn count(folder: &Path) -> io::Result<usize> {
    let mut files = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() {
            count(&entry.path())?
        } else {
            1
        };
    }
    Ok(files)
}
