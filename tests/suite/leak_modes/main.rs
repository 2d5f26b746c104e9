//! The promise: each way in which texts have got out elsewhere is shut here. One test a way, by the number that
//! `generator/GUIDE.md` gives it; the guide also says which ways no generator can shut.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod files;
mod lists;
mod marks;
mod people;
mod releases;
mod site;
mod texts;
mod together;

#[test]
fn the_guide_lists_every_mode_and_says_which_test_or_why_none() {
    let guide = std::fs::read_to_string(vitrine_tests::root().join("generator/GUIDE.md")).unwrap();
    let folder = vitrine_tests::root().join("tests/suite/leak_modes");
    let mut sources = String::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        sources.push_str(&std::fs::read_to_string(path).unwrap());
    }
    for number in 1..=58 {
        let row = guide
            .lines()
            .find(|line| line.starts_with(&format!("| {number} |")))
            .unwrap_or_else(|| panic!("mode {number} is not in the guide"));
        let tested = sources.contains(&format!("fn mode_{number:02}_"));
        let told = row.ends_with("| no generator can |");
        assert!(tested != told, "mode {number}: {row}");
    }
}
