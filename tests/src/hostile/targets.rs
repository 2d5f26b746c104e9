//! What fuzzers feed: each target takes any bytes and must neither panic nor break its own promise.
//!
//! The fuzz targets of `tests/fuzz` and the smoke run of every day call the same functions.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};
use vitrine_disclosure::{Diagnostics, PublicEntry, SourceTree, disclose};
use vitrine_search::{Document, Engine, Index, Options, Reply, Stemmer};

use crate::{of, today};

/// A target: a name, and what is done with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 16] = [
    ("front_matter", front_matter),
    ("portions", portions),
    ("whole_build", whole_build),
    ("image", image),
    ("pdf", pdf),
    ("query", query),
    ("root", root),
    ("shard", shard),
    ("positions", positions),
    ("spelling", spelling),
    ("cards", cards),
    ("bodies", bodies),
    ("columns", columns),
    ("dates", dates),
    ("container", container),
    ("stemmer", stemmer),
];

/// The letters by which the files begin that a target puts bytes in the place of; none where it does something else.
#[must_use]
pub fn letters(target: &str) -> &'static str {
    let letters = [
        ("root", "r"),
        // Postings are in term shards and, where they are many, in files of their own.
        ("shard", "to"),
        ("positions", "p"),
        ("spelling", "s"),
        ("cards", "c"),
        ("bodies", "b"),
        ("columns", "f"),
        ("dates", "d"),
    ];
    letters
        .into_iter()
        .find(|(name, _)| *name == target)
        .map_or("", |(_, letters)| letters)
}

const SETTINGS: &str = "title = \"A site\"\nportions = \"mark\"\n";

/// Tells diagnostics in every form: drawing them cuts the text at their spans.
fn tell(found: &Diagnostics, tree: &SourceTree) {
    for one in found.iter() {
        let _ = vitrine::report::short(one, tree);
        let _ = vitrine::report::full(one, tree);
    }
    let _ = vitrine::report::json(found, tree);
}

fn entry(text: Vec<u8>) {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", SETTINGS);
    tree.insert("a.md", text);
    match disclose(&tree, today()) {
        Ok(disclosure) => tell(disclosure.warnings(), &tree),
        Err(found) => tell(&found, &tree),
    }
}

/// Bytes between the fences of a header, and as the header of a folder and the settings of a site.
pub fn front_matter(bytes: &[u8]) {
    entry([b"---\n", bytes, b"\n---\n\nText.\n"].concat());
    entry([b"+++\n", bytes, b"\n+++\n\nText.\n"].concat());
    for path in ["vitrine.toml", "policy.toml", "in/_folder.toml"] {
        let mut tree = SourceTree::new();
        tree.insert("vitrine.toml", SETTINGS);
        tree.insert(path, bytes);
        if let Err(found) = disclose(&tree, today()) {
            tell(&found, &tree);
        }
    }
}

/// Bytes as the body of a public entry.
pub fn portions(bytes: &[u8]) {
    let header = b"---\ntitle: A\nkind: page\nsensitivity: public\n---\n\n";
    entry([header, bytes].concat());
}

/// Bytes as a whole site: files that begin with a line `=== path`. Whatever is built is built again from its archive, to
/// the same bytes, and the audit comes to an end.
pub fn whole_build(bytes: &[u8]) {
    let tree = site(bytes);
    match vitrine::build(&tree, today()) {
        Ok(built) => {
            let files = of(&built);
            let again = vitrine::rebuild(&files[vitrine_disclosure::ARCHIVE]);
            let again =
                again.unwrap_or_else(|found| panic!("the archive: {}", crate::list(&found)));
            assert!(of(&again) == files, "the archive gives another site");
            if let Err(report) = vitrine::audit(&tree, built.output, built.as_of) {
                for finding in report.findings() {
                    let _ = finding.to_string();
                }
            }
        }
        Err(found) => tell(&found, &tree),
    }
}

/// Takes a site apart.
fn site(bytes: &[u8]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", SETTINGS);
    let mut path: Option<String> = None;
    let mut text = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"=== ") {
            Some(name) => {
                if let Some(path) = path.take() {
                    tree.insert(path, std::mem::take(&mut text));
                }
                path = Some(String::from_utf8_lossy(name.trim_ascii()).into_owned());
            }
            None => text.extend_from_slice(line),
        }
    }
    tree.insert(path.unwrap_or_else(|| "a.md".to_owned()), text);
    tree
}

/// Bytes as an attachment; the first says which ending it has. What passes once passes again as it came out.
pub fn image(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let endings = ["png", "jpg", "webp", "csv", "svg"];
    attachment(endings[usize::from(*first) % endings.len()], bytes);
}

/// Bytes as a PDF file.
pub fn pdf(bytes: &[u8]) {
    attachment("pdf", bytes);
}

fn attachment(ending: &str, bytes: &[u8]) {
    let Some(once) = cleaned(ending, bytes) else {
        return;
    };
    let twice = cleaned(ending, &once);
    assert!(
        twice.as_ref() == Some(&once),
        "what was cleaned is cleaned again to other bytes"
    );
}

fn cleaned(ending: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", SETTINGS);
    let text = format!(
        "---\ntitle: A\nkind: page\nsensitivity: public\nattachments: [{{file: f.{ending}, sensitivity: public, title: F, alt: A}}]\n---\n\nText.\n"
    );
    tree.insert("a.md", text);
    tree.insert(format!("f.{ending}"), bytes);
    match disclose(&tree, today()) {
        Ok(disclosure) => {
            let entries = disclosure.tree().entries();
            let file = entries.iter().flat_map(PublicEntry::attachments).next()?;
            Some(file.bytes().to_vec())
        }
        Err(found) => {
            tell(&found, &tree);
            None
        }
    }
}

/// How many postings of a term stand in a shard: few, so that other files have further ones.
const TIER: usize = 5;

/// A small index, the same each time.
#[must_use]
pub fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let document = |number: usize| Document {
            kind: ["mission", "practice", "document"][number % 3].to_owned(),
            state: "FI Finland".to_owned(),
            date: format!("20{:02}", number % 26),
            url: format!("pages/p{number}.html"),
            title: format!("Review {number} of the transport regime"),
            summary: "What was found.".to_owned(),
            body: format!("The peer review number {number} looked at guards, INFCIRC/225 and computer security."),
            topics: vec!["transport".to_owned()],
        };
        // So few that they have one shard, which every query needs.
        let documents: Vec<Document> = (0..16).map(document).collect();
        vitrine_search::build_in_tiers(&documents, "en", &[], TIER).unwrap()
    })
}

const QUERIES: [&str; 7] = [
    "review",
    "comp",
    "\"peer review\"",
    "kind:mission -guards year:2004..2011",
    "infcirc/225",
    // Every word that all entries hold: each of these has a file of further postings.
    "+the +of +what +was +at +and review transport regime found peer number looked guards infcirc/225 computer security fi",
    "",
];

/// Bytes as the root of an index.
pub fn root(bytes: &[u8]) {
    in_place("r", bytes);
}

/// Bytes as a term shard, and as the further postings of a term.
pub fn shard(bytes: &[u8]) {
    in_place("t", bytes);
    in_place("o", bytes);
}

/// Bytes as the positions of a term shard.
pub fn positions(bytes: &[u8]) {
    in_place("p", bytes);
}

/// Bytes as a part of the spelling.
pub fn spelling(bytes: &[u8]) {
    in_place("s", bytes);
}

/// Bytes as a card block.
pub fn cards(bytes: &[u8]) {
    in_place("c", bytes);
}

/// Bytes as a body block.
pub fn bodies(bytes: &[u8]) {
    in_place("b", bytes);
}

/// Bytes as the facet columns.
pub fn columns(bytes: &[u8]) {
    in_place("f", bytes);
}

/// Bytes as the order of dates.
pub fn dates(bytes: &[u8]) {
    in_place("d", bytes);
}

/// Bytes as a script that carries a file.
pub fn container(bytes: &[u8]) {
    let index = index();
    let Ok((name, content)) = vitrine_search::container::unwrap(bytes) else {
        return;
    };
    let root = &index.files[&index.root];
    let mut engine = Engine::new(&index.root, root).unwrap();
    let _ = engine.supply(&name, &content);
}

/// Bytes as a stemmer, which comes to an end with every word, and makes none much longer.
pub fn stemmer(bytes: &[u8]) {
    let Ok(stemmer) = Stemmer::read(bytes) else {
        return;
    };
    let long = "secure".repeat(10);
    for word in [
        "",
        "s",
        "publications",
        "безопасности",
        "المعلومات",
        "kitaplarındaki",
        &long,
    ] {
        assert!(stemmer.stem(word).chars().count() <= 2 * word.len() + 64);
    }
}

/// Puts bytes in the place of the first file of a letter, and makes what names that name them.
///
/// Digests do not stand in the way: a damaged file is no surprise to them, a hostile one is to the readers behind.
fn in_place(letter: &str, bytes: &[u8]) {
    let (files, root) = replacing(letter, bytes);
    for query in QUERIES {
        let _ = ask(&files, &root, query);
    }
}

/// The files of an index with one of them in the place of the first of its letter, and the name of their root.
fn replacing(letter: &str, bytes: &[u8]) -> (BTreeMap<String, Vec<u8>>, String) {
    let index = index();
    let mut files: BTreeMap<String, Vec<u8>> = index.files.clone().into_iter().collect();
    let first = |letter: &str| index.files.keys().find(|name| name.starts_with(letter));
    let (mut old, mut new) = (first(letter).unwrap().clone(), name(letter, bytes));
    files.insert(new.clone(), bytes.to_vec());
    // A body block is named by its cards, positions and further postings by their shard, and those by the root.
    let above = match letter {
        "b" => vec!["c", "r"],
        "p" | "o" => vec!["t", "r"],
        _ => vec!["r"],
    };
    for above in above.into_iter().filter(|above| *above != letter) {
        let holds = |(name, bytes): &(&String, &Vec<u8>)| {
            name.starts_with(above) && replaced(bytes, &digits(&old), &digits(&new)) != **bytes
        };
        let Some((known, holder)) = index.files.iter().find(holds) else {
            break;
        };
        let changed = replaced(holder, &digits(&old), &digits(&new));
        (old, new) = (known.clone(), name(above, &changed));
        files.insert(new.clone(), changed);
    }
    (files, new)
}

/// Bytes as what a visitor types.
pub fn query(bytes: &[u8]) {
    let index = index();
    let files = index.files.clone().into_iter().collect();
    let text = String::from_utf8_lossy(bytes);
    let answered = ask(&files, &index.root, &text);
    assert!(answered, "a sound index answers every query");
}

/// Asks until there is an answer; false where the files are found damaged.
fn ask(files: &BTreeMap<String, Vec<u8>>, root: &str, query: &str) -> bool {
    let Some(Ok(mut engine)) = files.get(root).map(|bytes| Engine::new(root, bytes)) else {
        return false;
    };
    let mut options = Options {
        limit: 2,
        early: true,
        ..Options::default()
    };
    for _ in 0..32 {
        match engine.search(query, &options) {
            // First as titles are wanted, then with all that belongs to them.
            Ok(Reply::Answer(_)) if options.early => {
                options = Options {
                    limit: 40,
                    snippets: true,
                    facets: true,
                    by_date: query.is_empty(),
                    ..Options::default()
                };
            }
            Ok(Reply::Answer(_)) => return true,
            Ok(Reply::Needs(names)) => {
                for name in names {
                    let Some(bytes) = files.get(&name) else {
                        return false;
                    };
                    if engine.supply(&name, bytes).is_err() {
                        return false;
                    }
                }
            }
            Err(_) => return false,
        }
    }
    panic!("the engine keeps asking for files");
}

/// The name that an index gives to a file of these bytes.
fn name(letter: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits: Vec<String> = digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{letter}-{}", digits.concat())
}

/// The digest in a file's name, as the root holds it: the bytes whose hexadecimal digits the name has.
fn digits(name: &str) -> Vec<u8> {
    let hex = name.get(2..).unwrap_or_default();
    (0..hex.len() / 2)
        .filter_map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok())
        .collect()
}

/// The bytes with one run of them replaced by another of the same length.
fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if let Some(at) = out.windows(old.len()).position(|window| window == old) {
        out[at..at + new.len()].copy_from_slice(new);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_files_reach_the_readers_behind_the_digests() {
        let index = index();
        let files: BTreeMap<String, Vec<u8>> = index.files.clone().into_iter().collect();
        assert!(QUERIES.iter().all(|query| ask(&files, &index.root, query)));
        let all = TARGETS.iter().flat_map(|(target, _)| {
            let letters = letters(target).split_inclusive(char::is_alphabetic);
            letters.map(move |letter| (target, letter))
        });
        for (target, letter) in all {
            let (_, bytes) = files
                .iter()
                .find(|(name, _)| name.starts_with(letter))
                .unwrap();
            // The first byte of all but the root means nothing: the same in other bytes is read, and answers.
            let mut other = bytes.clone();
            other[0] ^= u8::from(letter != "r");
            let (changed, root) = replacing(letter, &other);
            assert!(
                QUERIES.iter().all(|query| ask(&changed, &root, query)),
                "{target}"
            );
            assert_eq!(
                root == index.root,
                letter == "r",
                "{target} is named by the root"
            );
            // Half of it is found too short by the reader of such files.
            other.truncate(other.len() / 2);
            let (changed, root) = replacing(letter, &other);
            assert!(
                !QUERIES.iter().all(|query| ask(&changed, &root, query)),
                "{target}"
            );
        }
    }
}
