//! The demonstration site as a whole: what it holds, and that it hangs together without a browser.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use vitrine_tests::{content, files, knife, root, today};

fn site() -> &'static BTreeMap<String, Vec<u8>> {
    static SITE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    SITE.get_or_init(|| files(&content(), today()))
}

fn page(path: &str) -> &'static str {
    std::str::from_utf8(
        site()
            .get(path)
            .unwrap_or_else(|| panic!("{path} is on the site")),
    )
    .unwrap()
}

fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    site()
        .keys()
        .filter(|path| path.ends_with(".html"))
        .map(|path| (path.as_str(), page(path)))
}

/// The values of an attribute.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opener = format!(" {name}=\"");
    html.split(opener.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The path that a relative address leads to.
fn resolve(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => {
                assert!(parts.pop().is_some(), "{address} on {from} leaves the site");
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn the_addresses_of_the_specification_are_there() {
    for path in [
        "index.html",
        "search/index.html",
        "register/index.html",
        "matrix/index.html",
        "missions/index.html",
        "practices/index.html",
        "documents/index.html",
        "instruments/index.html",
        "states/index.html",
        "announcements/index.html",
        "events/index.html",
        "terms/index.html",
        "providers/index.html",
        "findings/index.html",
        "404.html",
        "feed.atom",
        "source.tar.gz",
        "manifest.json",
        "SHA256SUMS",
        "fr/index.html",
        "ar/index.html",
        "fr/feed.atom",
        "topics/index.html",
        "years/index.html",
    ] {
        assert!(site().contains_key(path), "{path}");
    }
}

#[test]
fn every_address_leads_to_a_file_of_the_site() {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages()
        .map(|(path, html)| (path, attributes(html, "id").into_iter().collect()))
        .collect();
    let mut seen = 0;
    for (path, html) in pages() {
        for address in attributes(html, "href")
            .into_iter()
            .chain(attributes(html, "src"))
        {
            if address.contains(':') {
                assert!(
                    ["https://", "http://", "mailto:", "tel:"]
                        .iter()
                        .any(|scheme| address.starts_with(scheme)),
                    "{address} on {path}"
                );
                continue;
            }
            let (file, fragment) = address
                .split_once('#')
                .map_or((address, None), |(file, fragment)| (file, Some(fragment)));
            let target = if file.is_empty() {
                path.to_owned()
            } else {
                resolve(path, file)
            };
            assert!(site().contains_key(&target), "{address} on {path}");
            if let (Some(fragment), Some(ids)) = (fragment, ids.get(target.as_str())) {
                assert!(
                    fragment.is_empty() || ids.contains(fragment),
                    "{address} on {path}"
                );
            }
            seen += 1;
        }
    }
    assert!(seen > 3000, "{seen}");
}

#[test]
fn pages_are_strict_about_what_they_load() {
    for (path, html) in pages() {
        assert!(
            html.contains(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"
            ),
            "{path}"
        );
        for word in [
            "<style",
            " style=\"",
            "javascript:",
            " onclick",
            " onload",
            "<iframe",
            "<object",
            "<form",
            "<base",
        ] {
            assert!(!html.contains(word), "{word} in {path}");
        }
        for script in html.split("<script").skip(1) {
            assert!(
                script.starts_with(" src=\"") && script.contains("\" defer></script>"),
                "{path}"
            );
        }
        for asset in attributes(html, "src") {
            assert!(
                !asset.contains(':') && !asset.starts_with("//"),
                "{asset} on {path}"
            );
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert!(html.contains("<html lang=\""), "{path}");
    }
    assert!(
        !page("404.html").contains("href="),
        "a page that stands for every address has no relative one"
    );
}

#[test]
fn every_entry_is_reached_by_links_alone() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut next = vec!["index.html".to_owned()];
    while let Some(path) = next.pop() {
        if !path.ends_with(".html") || !seen.insert(path.clone()) {
            continue;
        }
        for address in attributes(page(&path), "href") {
            let file = address.split('#').next().unwrap();
            if !address.contains(':') && !file.is_empty() {
                next.push(resolve(&path, file));
            }
        }
    }
    let missed: Vec<&str> = pages()
        .map(|(path, _)| path)
        .filter(|path| !seen.contains(*path) && *path != "404.html")
        // Lists that are still empty have their address, and nobody leads there.
        .filter(|path| !path.ends_with("/index.html") || page(path).contains("class=\"hits\""))
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn the_matrix_has_its_twenty_rows() {
    let rows = content()
        .iter()
        .filter(|(path, _)| path.starts_with("matrix/") && !path.ends_with("_folder.toml"))
        .count();
    assert_eq!(rows, 20);
    let matrix = page("matrix/index.html");
    for number in 1..=20 {
        assert!(matrix.contains(&format!("{number}.")), "{number}");
    }
    let anchors = attributes(matrix, "id");
    for (path, _) in content()
        .iter()
        .filter(|(path, _)| path.starts_with("matrix/") && path.ends_with(".md"))
    {
        let row = path.trim_start_matches("matrix/").trim_end_matches(".md");
        assert!(anchors.contains(&row), "{row}");
    }
}

#[test]
fn practices_are_told_whole() {
    let tree = content();
    let mut told = 0;
    for (path, _) in tree
        .iter()
        .filter(|(path, _)| path.starts_with("practices/") && path.matches('.').count() == 1)
    {
        let text = std::str::from_utf8(tree.bytes(path).unwrap()).unwrap();
        let (head, body) = knife::split(text);
        for key in ["problem", "measure", "brief"] {
            assert!(knife::value(head, key).is_some(), "{path} has no {key}");
        }
        let words = text.split_whitespace().count()
            - head
                .lines()
                .take_while(|line| !line.starts_with("problem"))
                .count();
        assert!(
            words > 120 && body.split_whitespace().count() > 60,
            "{path}: {words}"
        );
        told += 1;
    }
    assert!(told >= 12, "{told}");
}

#[test]
fn facts_name_their_sources() {
    let tree = content();
    for (path, _) in tree
        .iter()
        .filter(|(path, _)| path.starts_with("missions/") && path.matches('.').count() == 1)
    {
        let text = std::str::from_utf8(tree.bytes(path).unwrap()).unwrap();
        let (head, _) = knife::split(text);
        assert!(head.contains("sources:"), "{path}");
    }
}

#[test]
fn the_fictional_state_uses_everything() {
    let tree = content();
    let mut all = String::new();
    for (path, _) in tree.iter().filter(|(path, _)| path.starts_with("verania/")) {
        all.push_str(
            tree.bytes(path)
                .map(String::from_utf8_lossy)
                .unwrap_or_default()
                .as_ref(),
        );
        all.push_str(path);
    }
    for word in [
        "sensitivity: partners",
        "sensitivity: restricted",
        "sensitivity: sensitive",
        ":::restricted",
        ":::sensitive",
        ":::partners",
        ":sensitive[",
        ":restricted[",
        " silent}",
        "public_record",
        "not_before",
        "expires",
        "internal",
        "only_during",
        "assessment",
        "_folder.toml",
        ".png",
        ".jpg",
        ".webp",
        ".csv",
        "+++\n",
        "> :::",
    ] {
        assert!(all.contains(word), "{word}");
    }
}

#[test]
fn feeds_are_well_formed() {
    for path in ["feed.atom", "fr/feed.atom", "ar/feed.atom"] {
        let text = page(path);
        assert!(
            text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
            "{path}"
        );
        let mut open: Vec<&str> = Vec::new();
        for tag in text.split('<').skip(2) {
            let tag = tag.split('>').next().unwrap();
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "{path}");
            } else if !tag.ends_with('/') {
                open.push(tag.split([' ', '\n']).next().unwrap());
            }
        }
        assert!(open.is_empty(), "{path}: {open:?}");
        for element in ["<id>", "<title>", "<updated>", "<entry>"] {
            assert!(text.contains(element), "{element} in {path}");
        }
    }
}

#[test]
fn the_manifest_names_every_file_with_its_sum() {
    use sha2::Digest as _;

    let manifest: serde_json::Value = serde_json::from_str(page("manifest.json")).unwrap();
    let listed: BTreeMap<&str, (u64, &str)> = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            (
                file["path"].as_str().unwrap(),
                (
                    file["size"].as_u64().unwrap(),
                    file["sha256"].as_str().unwrap(),
                ),
            )
        })
        .collect();
    for (path, bytes) in site()
        .iter()
        .filter(|(path, _)| !matches!(path.as_str(), "manifest.json" | "SHA256SUMS"))
    {
        let mut sum = String::new();
        for byte in sha2::Sha256::digest(bytes) {
            sum.push_str(&format!("{byte:02x}"));
        }
        assert_eq!(
            listed.get(path.as_str()),
            Some(&(bytes.len() as u64, sum.as_str())),
            "{path}"
        );
    }
    assert_eq!(listed.len() + 2, site().len());
}

#[test]
fn no_source_path_is_told() {
    for (path, html) in pages() {
        for word in [
            "verania/office",
            "_folder",
            ".md\"",
            "not_before",
            "sensitivity: ",
        ] {
            assert!(!html.contains(word), "{word} in {path}");
        }
    }
}

#[test]
fn every_theme_speaks_the_same_words() {
    // A word that one language lacks is shown in English: visitors see that.
    let keys = |lang: &str| -> BTreeSet<String> {
        let text =
            std::fs::read_to_string(root().join(format!("themes/plain/i18n/{lang}.toml"))).unwrap();
        let mut table = String::new();
        let mut keys = BTreeSet::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                table = name.trim_end_matches(']').to_owned();
            } else if let Some((key, _)) = line.split_once(" = ") {
                keys.insert(format!("{table}.{key}"));
            }
        }
        keys
    };
    let english = keys("en");
    for lang in ["fr", "ar"] {
        let own = keys(lang);
        let missing: Vec<&String> = english
            .difference(&own)
            .filter(|key| !key.starts_with("word"))
            .collect();
        assert!(missing.is_empty(), "{lang}: {missing:?}");
    }
}
