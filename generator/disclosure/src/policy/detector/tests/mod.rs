//! What each detector finds, letter by letter, and what it must let pass.

mod contacts;
mod engine;
mod markings;
mod numbers;
mod own;
mod persons;
mod places;
mod references;

use std::collections::BTreeSet;

use super::{Detectors, SHIPPED};

/// A detector, texts with what it finds in them, and texts in which it finds nothing.
type Table = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const ALL: [&[Table]; 6] = [
    markings::TABLE,
    places::TABLE,
    contacts::TABLE,
    persons::TABLE,
    numbers::TABLE,
    references::TABLE,
];

fn found(name: &str, text: &str) -> Vec<String> {
    let hits = Detectors::default().seek(text);
    hits.iter()
        .filter(|hit| hit.name == name)
        .map(|hit| text.get(hit.range.clone()).unwrap().to_owned())
        .collect()
}

/// Says what detectors find that they must not, and what they do not find.
fn check(tables: &[Table]) {
    let mut wrong = Vec::new();
    for (name, hits, misses) in tables {
        for (text, matched) in *hits {
            let got = found(name, text);
            if got != [*matched] {
                wrong.push(format!(
                    "{name} finds {got:?}, not [{matched:?}], in {text:?}"
                ));
            }
        }
        for text in *misses {
            let got = found(name, text);
            if !got.is_empty() {
                wrong.push(format!("{name} finds {got:?} in {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn markings_are_found_and_nothing_else() {
    check(markings::TABLE);
}

#[test]
fn places_are_found_and_nothing_else() {
    check(places::TABLE);
}

#[test]
fn contacts_are_found_and_nothing_else() {
    check(contacts::TABLE);
}

#[test]
fn persons_are_found_and_nothing_else() {
    check(persons::TABLE);
}

#[test]
fn numbers_are_found_and_nothing_else() {
    check(numbers::TABLE);
}

#[test]
fn references_are_found_and_nothing_else() {
    check(references::TABLE);
}

#[test]
fn each_has_true_and_false_examples() {
    let tables: Vec<&Table> = ALL.into_iter().flatten().collect();
    for rule in SHIPPED.iter() {
        let own = tables.iter().find(|(name, _, _)| *name == rule.name);
        let (_, hits, misses) = own.unwrap_or_else(|| panic!("{} has no table", rule.name));
        assert!(hits.len() >= 3, "{} has few true examples", rule.name);
        assert!(
            misses.len() > hits.len(),
            "{} has few false examples",
            rule.name
        );
    }
    let names: BTreeSet<&str> = tables.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(names.len(), tables.len());
    assert!(tables.len() == SHIPPED.len() && tables.len() >= 25);
}

#[test]
fn each_finds_its_example() {
    for rule in SHIPPED.iter() {
        let example = match rule.example.strip_prefix("U+") {
            Some(code) => {
                let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
                format!("a{c}b")
            }
            None => rule.example.to_owned(),
        };
        assert_eq!(
            found(rule.name, &example).len(),
            1,
            "{}: {example}",
            rule.name
        );
    }
}
