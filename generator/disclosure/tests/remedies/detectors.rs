//! What detectors find: the hit, and the text without it, or with it cut out as a portion.

use vitrine_disclosure::officer::shipped;

use crate::case::{Remedy, of};
use crate::texts::page;

/// A text for each detector, with the hit between the signs, and what may be said instead.
const HITS: &[(&str, &str)] = &[
    ("bidirectional-control", "A «&#8238;⇒»word."),
    ("invisible-character", "A w«&#8203;⇒»ord."),
    ("mixed-alphabets", "It is «рubliс⇒public»."),
    ("telephone", "Call «+31 70 123 45 67⇒the office»."),
    ("email", "Write to «j.jansen@ministry.nl⇒the office»."),
    (
        "birth-date",
        "She («date of birth: 12 March 1980⇒the director») signed.",
    ),
    (
        "coordinates-decimal",
        "It lies at «52.37312, 4.89221⇒the coast».",
    ),
    (
        "coordinates-minutes",
        "It lies at «52°22′26″N 4°53′32″E⇒the coast».",
    ),
    (
        "coordinates-grid",
        "It lies at «31U FT 28000 03000⇒the coast».",
    ),
    (
        "coordinates-code",
        "It lies at «geo:52.3731,4.8922⇒the coast».",
    ),
    (
        "bank-account",
        "Pay to «NL91 ABNA 0417 1643 00⇒the office».",
    ),
    ("payment-card", "Paid with «4111 1111 1111 1111⇒a card»."),
    ("identity-dutch", "Her BSN is «111222333⇒known»."),
    ("identity-belgian", "Her number is «85.07.30-033.28⇒known»."),
    (
        "identity-german",
        "Her Steuer-ID is «36 574 261 809⇒known».",
    ),
    (
        "identity-french",
        "Her number is «2 55 08 14 168 025 38⇒known».",
    ),
    ("identity-spanish", "Her DNI is «12345678Z⇒known»."),
    ("identity-russian", "Her СНИЛС is «112-233-445 95⇒known»."),
    ("identity-british", "Her number is «AB 12 34 56 C⇒known»."),
    ("identity-american", "Her SSN is «219-09-9999⇒known»."),
    (
        "travel-document",
        "She has «passport no. ‹NX4R8T215›⇒a passport».",
    ),
    ("marking-english", "It says «OFFICIAL-SENSITIVE⇒nothing»."),
    ("marking-french", "It says «CONFIDENTIEL DÉFENSE⇒nothing»."),
    (
        "marking-dutch",
        "It says «DEPARTEMENTAAL VERTROUWELIJK⇒nothing».",
    ),
    ("marking-german", "It says «VS-NfD⇒nothing»."),
    ("marking-spanish", "It says «DIFUSIÓN LIMITADA⇒nothing»."),
    ("marking-russian", "It says «СОВЕРШЕННО СЕКРЕТНО⇒nothing»."),
    (
        "marking-alliance",
        "It says «RESTREINT UE/EU RESTRICTED⇒nothing».",
    ),
    (
        "marking-phrase",
        "It says «Highly Confidential Safeguards Sensitive⇒nothing».",
    ),
    ("marking-tlp", "It says «TLP:AMBER+STRICT⇒nothing»."),
    ("marking-portion", "«(S//NF)⇒» A word."),
    ("marking-label", "«Classification: Secret⇒A word»."),
    (
        "marking-alone",
        "Text.\n\n«— ‹Confidential› —⇒Words»\n\nText.",
    ),
    ("copy-number", "This is «Copy No. 3 of 12⇒a copy»."),
    (
        "material-place",
        "There are «12 kg of uranium enriched to 93 % in building B7⇒things».",
    ),
    (
        "route",
        "So «the ‹convoy goes via the A4› and junction 12⇒it went».",
    ),
    ("vetting", "She is «‹cleared to SECRET›⇒at work»."),
    (
        "home-address",
        "Her ‹«home address: 12 Rose Street⇒home» is known›.",
    ),
    (
        "duty-roster",
        "The ‹«night shift: J. Jansen⇒night was calm».›",
    ),
    (
        "serial-number",
        "It has «serial no. ‹AB-4471-09›⇒a number».",
    ),
    ("key-number", "The «access code: ‹4821›⇒code» was changed."),
    ("docket-number", "It says «our ref: ‹NSD/2019/0412›⇒more»."),
    (
        "credential",
        "The «password: ‹hunter22›⇒password» was changed.",
    ),
    ("network-address", "It is at «192.168.12.40⇒the office»."),
    (
        "file-path",
        "It lies in ‹«/home/jansen/plan.docx⇒a folder».›",
    ),
    (
        "response-time",
        "There is «a ‹response time of 8 minutes›⇒a response».",
    ),
    (
        "delay-time",
        "They say «the ‹door resists attack for 15 minutes›⇒nothing».",
    ),
    (
        "guard-number",
        "There are «‹12 armed guards› per shift⇒guards».",
    ),
    (
        "guard-rounds",
        "So «patrols pass every 30 minutes⇒patrols pass».",
    ),
];

pub(crate) fn all() -> Vec<Remedy> {
    let own = "[detector.heron]\nseeks = \"a bird\"\nwords = [\"heron\"]\nfinds = [\"heron\"]\n";
    let mut all: Vec<Remedy> = HITS
        .iter()
        .map(|(code, text)| {
            let remedy = of(code, page(text));
            // A level that somebody is cleared to is a marking as well.
            if *code == "vetting" {
                remedy.also("marking-english")
            } else {
                remedy
            }
        })
        .collect();
    // The other way out that the message names.
    all.push(of(
        "telephone",
        page("Call «‹+31 70 123 45 67›⇒:restricted[+31 70 123 45 67]{reason=\"threat\"}» now."),
    ));
    all.push(of("own-detector", page("A «heron⇒bird».")).with("policy.toml", own));
    all
}

#[test]
fn every_detector_has_a_text() {
    let all: Vec<&str> = HITS.iter().map(|(code, _)| *code).collect();
    let names: Vec<&str> = shipped().map(|one| one.name).collect();
    let lacking: Vec<&&str> = names.iter().filter(|name| !all.contains(name)).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}
