//! A check that has never refused anything proves nothing: deliberate leaks, each of which two checks must catch.

#![allow(clippy::unwrap_used, reason = "tests stop where they fail")]

use std::collections::BTreeSet;
use std::process::Command;

use vitrine_tests::proof::Run;
use vitrine_tests::saboteurs::{ALL, CHANNELS, Effort, attempt, run};
use vitrine_tests::{command, root};

#[test]
fn every_leak_is_caught_by_two_checks() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let effort = Effort {
        pairs: 96,
        whole: false,
    };
    let caught = run(ALL, effort, threads, &|saboteur, caught| {
        println!("{}: {:?}", saboteur.name, caught.by);
    });
    let once: Vec<String> = ALL
        .iter()
        .zip(&caught)
        .filter(|(_, caught)| !caught.twice())
        .map(|(saboteur, caught)| format!("{}: {:?}", saboteur.name, caught.by))
        .collect();
    let result = Run::short("saboteurs", &["generator", "search-wasm/core", "themes"])
        .count("saboteurs", ALL.len())
        .count("caught_twice", ALL.len() - once.len());
    result.write().unwrap();
    assert!(once.is_empty(), "{once:#?}");
}

#[test]
fn without_a_leak_nothing_is_caught() {
    let effort = Effort {
        pairs: 24,
        whole: true,
    };
    for name in ["", "no-such-leak"] {
        let caught = attempt(name, effort);
        assert!(caught.by.is_empty(), "{name}: {:?}", caught.by);
        assert!(caught.pairs >= 24);
    }
}

#[test]
fn leaks_open_every_channel_that_can_be_opened() {
    assert!(ALL.len() >= 40);
    let names: BTreeSet<&str> = ALL.iter().map(|one| one.name).collect();
    assert_eq!(names.len(), ALL.len(), "names are distinct");
    for (number, name, why) in CHANNELS {
        let opened = ALL.iter().any(|one| one.channel == *number);
        assert_eq!(opened, why.is_empty(), "{number} {name}");
    }
    assert_eq!(CHANNELS.len(), 40);
}

/// The command as everyone builds it holds not one of them.
#[test]
fn nothing_that_is_shipped_holds_a_leak() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--package",
            "vitrine",
            "--edges",
            "normal,build,features",
            "--prefix",
            "none",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("vitrine-disclosure"), "{tree}");
    assert!(!tree.contains("sabotage"), "{tree}");
    let program = std::fs::read(command()).unwrap();
    let holds = |word: &str| {
        program
            .windows(word.len())
            .any(|window| window == word.as_bytes())
    };
    assert!(holds("source-unstable"), "words of the program are seen");
    let held: Vec<&str> = ALL
        .iter()
        .map(|one| one.name)
        .filter(|name| holds(name))
        .collect();
    assert!(held.is_empty(), "{held:?}");
}
