//! `vitrine schema`: what editors are told of front matter.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use common::Site;
use serde_json::{Value, json};

/// The schema of one kind.
fn of(site: &Site, arguments: &[&str]) -> Value {
    let schema = site.run(&[&["schema"], arguments].concat()).exits(0).json();
    let cases = schema["oneOf"].as_array().unwrap();
    assert_eq!(cases.len(), 1);
    cases[0].clone()
}

#[test]
fn every_kind_asks_for_a_tag_and_has_no_default() {
    let site = Site::new();
    let schema = site.run(&["schema"]).exits(0).json();
    let cases = schema["oneOf"].as_array().unwrap();
    assert_eq!(cases.len(), 15);
    for case in cases {
        let required = case["required"].as_array().unwrap();
        for name in ["title", "kind", "sensitivity"] {
            assert!(required.contains(&json!(name)), "{case}");
        }
        assert_eq!(case["additionalProperties"], json!(false));
        assert!(!case.to_string().contains("\"default\":"));
        assert_eq!(
            case["properties"]["sensitivity"]["enum"],
            json!(["public", "partners", "restricted", "sensitive"])
        );
    }
    let kinds: Vec<&Value> = cases
        .iter()
        .map(|case| &case["properties"]["kind"]["const"])
        .collect();
    assert!(kinds.contains(&&json!("waiver")) && !kinds.contains(&&json!("record")));
}

#[test]
fn a_kind_has_its_own_fields_in_their_shapes() {
    let finding = of(&Site::new(), &["finding"]);
    let properties = &finding["properties"];
    assert_eq!(properties["location"]["description"], "It never leaves.");
    assert_eq!(properties["status_history"]["type"], "array");
    let step = &properties["status_history"]["items"];
    assert_eq!(step["required"], json!(["status", "on"]));
    assert_eq!(step["additionalProperties"], json!(false));
    assert!(properties.get("stage").is_none(), "that is a mission's");
}

#[test]
fn a_site_brings_its_own_words() {
    let site = Site::new().file(
        "policy.toml",
        "levels = [\"public\", \"official\", \"secret\"]\n\n[reasons]\nroyal = \"a matter of the court\"\n\n[row.own-row]\ndefault = \"not-sensitive\"\npresumption = \"open\"\npublic = \"yes\"\npartial = [\"full\"]\nrecipients = [\"public\"]\nproviders = [\"regulator\"]\n",
    );
    let document = of(&site, &["document", "--site", "site"]);
    let properties = &document["properties"];
    assert_eq!(
        properties["sensitivity"]["enum"],
        json!(["public", "official", "secret"])
    );
    let has = |name: &str, word: &str| {
        let words = properties[name]["enum"].as_array().unwrap();
        words.contains(&json!(word))
    };
    assert!(has("type", "own-row") && has("type", "peer-review/regime"));
    assert!(has("withheld_reason", "royal"));
}

#[test]
fn what_cannot_be_told_is_said() {
    let site = Site::new();
    let ran = site.run(&["schema", "draft"]).exits(2);
    assert!(
        ran.err()
            .contains("there is no such kind of entry: mission, finding")
    );
    let broken = Site::new().file("policy.toml", "levels = \"public\"\n");
    let ran = broken.run(&["schema", "--site", "site"]).exits(1);
    assert!(ran.err().contains("policy.toml:1:10"), "{}", ran.err());
    assert_eq!(ran.out(), "");
}
