//! A site's own policy: levels, reasons, rows, maps, detectors, and what it lowers.

use crate::case::{Remedy, of};
use crate::texts::PUBLIC;

/// A detector of a bird, with other parts.
fn detector(parts: &str) -> String {
    format!("[detector.own]\nseeks = \"a bird\"\n{parts}")
}

pub(crate) fn all() -> Vec<Remedy> {
    let policy = |code: &'static str, text: &str| of(code, PUBLIC).with("policy.toml", text);
    let marked = |code: &'static str, fields: &str| {
        of(
            code,
            format!("---\ntitle: A page\nkind: page\n{fields}\n---\n\nText.\n"),
        )
    };
    vec![
        policy(
            "policy-levels",
            "levels = ‹[\"«open⇒public»\", \"partners\", \"restricted\", \"sensitive\"]›\n",
        ),
        policy(
            "policy-row",
            "[row.‹own-row›]\ndefault = \"assess-in-each-case\"\npresumption = \"open\"«⇒\npublic = \"yes\"»\n",
        ),
        policy(
            "policy-reason",
            "[reasons]\n‹weather› = \"«⇒Because of the weather»\"\n",
        ),
        policy("policy-empty", "«replace = ‹[\"rows\"]›\n⇒»"),
        // What is lowered is told on every build: it goes with the line that lowers.
        policy(
            "policy-lowered",
            "«[row.policy-explanation]\ndefault = ‹\"not-sensitive\"›\n⇒»",
        ),
        of("policy-lowered", PUBLIC).with(
            "vitrine.toml",
            "title = \"A site\"\n«review_grace_days = ‹9›\n⇒»",
        ),
        policy("policy-lowered", "[detector.email]\n«‹off› = true\n⇒»"),
        policy(
            "map-name",
            "[maps.«National⇒national»]\nRESTRICTED = \"sensitive\"\n",
        ),
        policy(
            "map-empty",
            "[maps.‹national›]\n«⇒RESTRICTED = \"sensitive\"\n»",
        ),
        policy(
            "map-token",
            "[maps.national]\n«\"RESTRICTED \"⇒\"RESTRICTED\"» = \"sensitive\"\n",
        ),
        marked(
            "marking-scheme",
            "sensitivity: sensitive\noriginal_marking: {scheme: «TLP⇒tlp», token: \"TLP:RED\"}",
        ),
        marked(
            "marking-unknown",
            "sensitivity: sensitive\noriginal_marking: {scheme: tlp, token: «\"TLP: RED\"⇒\"TLP:RED\"»}",
        ),
        marked(
            "sensitivity-below-marking",
            "sensitivity: «public⇒restricted»\noriginal_marking: {scheme: tlp, token: \"TLP:AMBER\"}",
        ),
        policy(
            "detector-seeks",
            "[detector.‹own›]\nwords = [\"heron\"]\nfinds = [\"heron\"]«⇒\nseeks = \"a bird\"»\n",
        ),
        policy(
            "detector-example",
            &detector("words = [\"heron\"]\nfinds = [«\"stork\"⇒\"heron\"»]\n"),
        ),
        policy(
            "detector-shape",
            "[detector.‹own›]\nseeks = \"a bird\"\nfinds = [\"heron\"]«⇒\nwords = [\"heron\"]»\n",
        ),
        policy(
            "detector-name",
            "[detector.«Own⇒own»]\nseeks = \"a bird\"\nwords = [\"heron\"]\nfinds = [\"heron\"]\n",
        ),
        policy(
            "detector-pattern",
            &detector("pattern = «'h+'⇒'h{1,9}'»\nfinds = [\"heron\"]\n"),
        ),
        policy(
            "detector-shipped",
            "[detector.«email⇒heron»]\nseeks = \"a bird\"\n‹words› = [\"heron\"]\nfinds = [\"heron\"]\n",
        ),
        policy("detector-unknown", "«[detector.‹emial›]\noff = true\n⇒»"),
    ]
}
