//! The walls of the house: who may know whom. Cargo keeps most of them; this keeps the rest, and says them once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop where they fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use vitrine_tests::root;

/// What Cargo resolved: for each package the packages that it needs to run, and the features that are on.
struct Graph {
    needs: BTreeMap<String, BTreeSet<String>>,
    features: BTreeMap<String, BTreeSet<String>>,
}

fn graph() -> Graph {
    let ran = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let data: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let name_of: BTreeMap<&str, &str> = data["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            (
                package["id"].as_str().unwrap(),
                package["name"].as_str().unwrap(),
            )
        })
        .collect();
    let mut graph = Graph {
        needs: BTreeMap::new(),
        features: BTreeMap::new(),
    };
    for node in data["resolve"]["nodes"].as_array().unwrap() {
        let name = name_of[node["id"].as_str().unwrap()].to_owned();
        let needs = node["deps"].as_array().unwrap().iter().filter(|dep| {
            // A dependency for tests alone is no acquaintance.
            dep["dep_kinds"]
                .as_array()
                .unwrap()
                .iter()
                .any(|kind| kind["kind"].is_null())
        });
        let needs = needs.map(|dep| name_of[dep["pkg"].as_str().unwrap()].to_owned());
        graph.needs.entry(name.clone()).or_default().extend(needs);
        let features = node["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| feature.as_str().unwrap().to_owned());
        graph.features.entry(name).or_default().extend(features);
    }
    graph
}

impl Graph {
    fn all_needs(&self, package: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut next = vec![package.to_owned()];
        while let Some(name) = next.pop() {
            for need in &self.needs[&name] {
                if seen.insert(need.clone()) {
                    next.push(need.clone());
                }
            }
        }
        seen
    }
}

#[test]
fn the_audit_knows_none_of_those_that_it_checks() {
    let needs = graph().all_needs("vitrine-audit");
    for foreign in [
        "vitrine-disclosure",
        "vitrine-site",
        "vitrine-search",
        "pulldown-cmark",
        "minijinja",
        "granit-parser",
        "toml",
    ] {
        assert!(!needs.contains(foreign), "{foreign}");
    }
}

#[test]
fn disclosure_knows_nothing_of_rendering_and_search() {
    let needs = graph().all_needs("vitrine-disclosure");
    for foreign in [
        "vitrine-site",
        "vitrine-search",
        "vitrine-audit",
        "minijinja",
        "walkdir",
        "clap",
    ] {
        assert!(!needs.contains(foreign), "{foreign}");
    }
}

#[test]
fn rendering_cannot_read_a_source_tree() {
    let text = source("generator/site/src");
    for word in [
        "SourceTree",
        "SourceFile",
        "std::fs",
        "disclose(",
        "std::env",
    ] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn the_middle_does_no_input_and_no_output() {
    for folder in [
        "generator/disclosure/src",
        "generator/site/src",
        "generator/audit/src",
        "search-wasm/core/src",
    ] {
        let text = source(folder);
        for word in [
            "std::fs",
            "std::net",
            "std::process",
            "SystemTime",
            "Instant::now",
            "thread_rng",
            "HashMap",
            "HashSet",
        ] {
            assert!(!text.contains(word), "{word} in {folder}");
        }
    }
}

#[test]
fn templates_see_nothing_that_was_not_made_for_them() {
    // With serde any type that is serialisable could be put into a template by accident.
    assert!(!graph().features["minijinja"].contains("serde"));
}

#[test]
fn nothing_that_is_shipped_can_plant_leaks() {
    let text = fs::read_to_string(root().join("generator/Cargo.toml")).unwrap();
    assert!(!text.contains("default = "), "no feature is on by default");
    for file in [
        "generator/src/main.rs",
        "generator/src/task/build.rs",
        "generator/src/audited.rs",
    ] {
        assert!(
            !fs::read_to_string(root().join(file))
                .unwrap()
                .contains("leaking"),
            "{file}"
        );
    }
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(text.contains("unsafe_code = \"forbid\""));
    for member in [
        "generator",
        "generator/disclosure",
        "generator/site",
        "generator/audit",
        "search-wasm",
        "search-wasm/core",
        "tests",
        "tests/bench",
        "tests/noninterference",
    ] {
        let text = fs::read_to_string(root().join(member).join("Cargo.toml")).unwrap();
        assert!(text.contains("[lints]\nworkspace = true"), "{member}");
    }
}

#[test]
fn every_dependency_is_named_once_and_says_why() {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let table = text
        .split_once("[workspace.dependencies]\n")
        .unwrap()
        .1
        .split_once("\n[")
        .unwrap()
        .0;
    let mut before = "";
    for line in table.lines() {
        if line.contains(" = ") && !line.contains("path = ") {
            let alone = before.starts_with('#') || before.contains(" = ");
            assert!(alone, "no need stands over: {line}");
        }
        before = line;
    }
}

/// The text of all modules of a folder, without what is for tests alone.
fn source(folder: &str) -> String {
    let mut text = String::new();
    collect(&root().join(folder), &mut text);
    assert!(!text.is_empty(), "{folder}");
    text
}

fn collect(folder: &Path, text: &mut String) {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if path.file_name().unwrap() != "tests" {
                collect(&path, text);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs")
            // Files that are compiled for tests alone.
            && !["tests.rs", "producers.rs"].contains(&path.file_name().unwrap().to_str().unwrap())
        {
            let own = fs::read_to_string(&path).unwrap();
            let code = own.split("#[cfg(test)]").next().unwrap();
            let code: Vec<&str> = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            text.push_str(&code.join("\n"));
            text.push('\n');
        }
    }
}
