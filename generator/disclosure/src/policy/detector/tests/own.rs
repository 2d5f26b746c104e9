//! A site's own detectors.

use super::super::{Detectors, Persons};
use crate::diagnostic::Diagnostics;
use crate::entry::front_matter::{RawData, read_toml};

fn read(text: &str) -> (Detectors, Vec<&'static str>) {
    let mut found = Diagnostics::new();
    let mut detectors = Detectors::default();
    let map = read_toml("policy.toml", text.as_bytes(), &mut found).unwrap();
    for (_, _, value) in &map.0 {
        if let RawData::Map(table) = &value.data {
            detectors.overlay(table, &mut found);
        }
    }
    let codes = found.iter().map(|one| one.code).collect();
    (detectors, codes)
}

fn matched(detectors: &Detectors, text: &str) -> Vec<String> {
    let hits = detectors.seek(text);
    hits.iter()
        .map(|hit| format!("{}: {}", hit.name, text.get(hit.range.clone()).unwrap()))
        .collect()
}

#[test]
fn words_are_sought_as_whole_words() {
    let (detectors, codes) = read(
        "[detector.project]\nseeks = \"the name of a project\"\nwords = [\"Grey Heron\", \"Цапля\"]\nfinds = [\"Grey Heron\"]\npasses = [\"Herons\"]\n",
    );
    assert_eq!(codes, Vec::<&str>::new());
    for (text, hits) in [
        ("the grey heron stands", vec!["project: grey heron"]),
        ("GREY-HERON_plan", vec!["project: GREY-HERON"]),
        ("проект Цапля", vec!["project: Цапля"]),
        ("grey herons", vec![]),
        ("a grey, old heron", vec![]),
    ] {
        assert_eq!(matched(&detectors, text), hits);
    }
}

#[test]
fn each_finds_under_its_own_name() {
    let project = |name: &str, word: &str| {
        format!(
            "[detector.{name}]\nseeks = \"the name of a project\"\nwords = [\"{word}\"]\nfinds = [\"{word}\"]\npasses = [\"other\"]\n"
        )
    };
    let (detectors, codes) =
        read(&[project("first", "Heron"), project("second", "Bittern")].concat());
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        matched(&detectors, "A heron, a bittern and a stork."),
        ["first: heron", "second: bittern"]
    );
    assert_eq!(detectors.count(), Detectors::default().count() + 2);
}

#[test]
fn patterns_are_regular_expressions_with_an_end() {
    let (detectors, codes) = read(
        "[detector.file]\nseeks = \"a file number of the inspectorate\"\npattern = '\\bVNI-\\d{4}/[A-Z]{2}\\b'\ncapitals = true\npersons = 2\nfinds = [\"VNI-2024/AB\"]\npasses = [\"vni-2024/ab\"]\n",
    );
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        matched(&detectors, "see VNI‑2024/AB."),
        ["file: VNI‑2024/AB"]
    );
    assert_eq!(detectors.seek("VNI-2024/AB")[0].persons, Persons::Two);
    assert_eq!(detectors.seek("VNI-2024/AB")[0].code, "own-detector");
}

#[test]
fn a_pattern_may_be_so_long_and_find_so_much_and_no_more() {
    let codes = |pattern: &str, finds: &str, capitals: bool| {
        read(&format!(
            "[detector.x]\nseeks = \"x\"\npattern = '{pattern}'\ncapitals = {capitals}\nfinds = [\"{finds}\"]\npasses = [\"other\"]\n"
        ))
        .1
    };
    let class = |letters: usize| format!("[{}]", "x".repeat(letters));
    let digits = |many: usize| format!("[0-9]{{{many}}}");
    let none: [&str; 0] = [];
    assert_eq!(codes(&class(998), "x", true), none);
    assert_eq!(codes(&class(999), "x", true), ["detector-pattern"]);
    assert_eq!(codes(&digits(400), &"1".repeat(400), true), none);
    assert_eq!(
        codes(&digits(401), &"1".repeat(401), true),
        ["detector-pattern"]
    );
    // There is another capital for `k`, of three bytes.
    assert_eq!(codes("k{400}", &"k".repeat(400), true), none);
    assert_eq!(
        codes("k{400}", &"k".repeat(400), false),
        ["detector-pattern"]
    );
}

#[test]
fn shipped_ones_can_be_turned_off_and_that_is_told() {
    let (detectors, codes) = read("[detector.email]\noff = true\n");
    assert_eq!(codes, ["policy-lowered"]);
    assert_eq!(matched(&detectors, "a@b.nl"), Vec::<String>::new());
    assert_eq!(detectors.count() + 1, Detectors::default().count());
    let (detectors, codes) = read("[detector.email]\npersons = 2\n");
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(detectors.seek("a@b.nl")[0].persons, Persons::Two);
    assert_eq!(
        read("[detector.marking-tlp]\npersons = 1\n").1,
        ["policy-lowered"]
    );
    assert_eq!(read("[detector.email]\noff = 3\n").1, ["value-type"]);
    assert_eq!(
        read("[detector.email]\noff = \"false\"\n").1,
        ["value-type"]
    );
    assert_eq!(
        read("[detector.email]\noff = false\n").1,
        Vec::<&str>::new()
    );
}

#[test]
fn a_pattern_that_could_go_on_is_refused() {
    for pattern in [
        "a+",
        "a*b",
        "(a{1,20}){1,}",
        ".{0,300}b",
        "a{500}",
        "x?",
        "a|",
        "(",
        "(?=a)b",
        "\\\\1(",
        "^",
    ] {
        let (_, codes) = read(&format!(
            "[detector.x]\nseeks = \"x\"\npattern = '{pattern}'\nfinds = [\"aab\"]\n"
        ));
        assert_eq!(codes, ["detector-pattern"], "{pattern}");
    }
}
