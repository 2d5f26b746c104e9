//! Gate 8: what may not be public together about one subject, who takes part, and what resolves it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they fail"
)]

mod common;

use common::{Case, TODAY, drawn};
use jiff::civil::{Date, date};
use vitrine_disclosure::officer::{Combined, facts, overview, verdicts};
use vitrine_disclosure::{Disclosure, Fact, PastFact, Severity, SourceTree, disclose};

/// A public page about a subject, with further lines in its header.
fn page(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\nkind: page\nsensitivity: public\nsubject: SECRETWORD\n{more}\n---\n\nSome words.\n"
    )
}

/// A decision by two persons that accepts a forecast of a transport.
const DECISION: &str = "---
title: What may be said of the march
kind: decision
sensitivity: sensitive
decided_by: Ann Lee
second_by: Bo Mar
on: 2026-10-01
expires: 2026-12-01
accepts: {rule: transport-forecast, subject: SECRETWORD, facets: [route, schedule]}
---
";

/// What every site here has.
fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        "title = \"A site\"\nlanguages = [\"en\", \"fr\"]\nportions = \"mark\"\n",
    );
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

/// The errors of a site: code and file.
fn errors(tree: &SourceTree, day: Date) -> Vec<String> {
    match disclose(tree, day) {
        Ok(_) => Vec::new(),
        Err(found) => found
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| format!("{} {}", one.code, one.file.as_deref().unwrap_or_default()))
            .collect(),
    }
}

#[track_caller]
fn built(tree: &SourceTree) -> Disclosure {
    disclose(tree, TODAY).unwrap_or_else(|found| panic!("{found:?}"))
}

fn past(facet: &str) -> PastFact {
    Fact {
        subject: "secretword".to_owned(),
        facet: facet.to_owned(),
        address: "pages/old".to_owned(),
        title: "An old page".to_owned(),
    }
    .of_release("release 3")
}

#[test]
fn what_is_too_much_together() {
    let route = page("A way", "discloses: [«route»]");
    insta::assert_snapshot!(drawn([
        Case::new("two entries", "mosaic-combined mosaic-combined", &route)
            .file("b.md", page("A day", "discloses: [endpoints, «schedule»]")),
        Case::new(
            "one entry by itself",
            "mosaic-combined",
            page("A way and a day", "discloses: «[route, schedule]»")
        ),
        Case::new("two spellings of one subject", "mosaic-combined mosaic-combined", &route)
            .file(
                "b.md",
                page("A day", "discloses: [«schedule»]").replace("SECRETWORD", "\" Secretword\"")
            ),
        Case::new("of several subjects one is the same", "mosaic-combined mosaic-combined", &route)
            .file(
                "b.md",
                page("A day", "discloses: [«schedule»]").replace("SECRETWORD", "[Elsewhere, secretWORD]")
            ),
        Case::new("a record", "mosaic-combined mosaic-combined", &route).file(
            "b.md",
            "---\ntitle: B\nkind: page\nsensitivity: restricted\nsubject: SECRETWORD\ndiscloses: [general]\npublic_record: {slug: b, title: B, date: 2020, reason: mosaic, discloses: [«schedule»]}\n---\n"
        ),
        Case::new(
            "fields show what nobody listed",
            "mosaic-combined mosaic-combined",
            "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-01-01, basis: b}\nmission: m\ncategory: recommendation\nscope: regime\nstatus: open\ndate: «2026-03»\ntext_public: Something.\nsubject: SECRETWORD\n---\n"
        )
        .file("m.md", "---\ntitle: A mission\nid: m\nkind: mission\nservice: ippas\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-01-01, basis: b}\n---\n")
        .file("b.md", page("A place", "discloses: [«identity»]")),
        Case::new(
            "of what one entry says, the one that it lists",
            "mosaic-combined",
            "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-01-01, basis: b}\nmission: m\ncategory: recommendation\nscope: regime\nstatus: open\ndate: 2026-03\ndiscloses: [general, «identity»]\ntext_public: Something.\nsubject: SECRETWORD\n---\n"
        )
        .file("m.md", "---\ntitle: A mission\nid: m\nkind: mission\nservice: ippas\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-01-01, basis: b}\n---\n"),
        Case::new("a translation says what its original says", "mosaic-combined mosaic-combined mosaic-combined",
            page("A way", "id: way\ndiscloses: [«route»]"))
            .file("vitrine.toml", "title = \"A site\"\nlanguages = [\"en\", \"fr\"]\n")
            .file("b.md", page("A day", "discloses: [«schedule»]"))
            .file("c.md", "---\ntitle: C\nkind: page\nsensitivity: public\nlang: fr\ntranslation_of: «way»\n---\n\nDes mots.\n"),
        Case::new("more of many facets than may be", "mosaic-combined mosaic-combined",
            page("A fence", "discloses: «[identity, protection]»"))
            .file("b.md", page("A guard", "discloses: [«staffing»]")),
    ]));
}

#[test]
fn what_earlier_releases_said_counts() {
    let mut tree = site(&[("a.md", &page("A way", "discloses: [route]"))]);
    assert_eq!(errors(&tree, TODAY), Vec::<String>::new());
    tree.remember([past("schedule")]);
    let found = disclose(&tree, TODAY).unwrap_err();
    let one = found
        .iter()
        .find(|one| one.code == "mosaic-combined")
        .unwrap();
    assert!(
        one.message.contains("pages/old of release 3"),
        "{}",
        one.message
    );
    assert!(one.help.as_deref().unwrap().starts_with("withhold a.md;"));
    // What is out, and said no more, keeps nothing from being built.
    let mut tree = site(&[("a.md", &page("A way", "discloses: [general]"))]);
    tree.remember([past("route"), past("schedule")]);
    assert_eq!(errors(&tree, TODAY), Vec::<String>::new());
    let all = overview(&tree, TODAY).unwrap();
    assert_eq!(all.subjects[0].combinations[0].standing, Combined::Out);
}

#[test]
fn each_way_out_that_a_message_names_is_one() {
    let (way, day) = (
        page("A way", "discloses: [route]"),
        page("A day", "discloses: [schedule]"),
    );
    let both = [("a.md", way.as_str()), ("b.md", day.as_str())];
    assert_eq!(
        errors(&site(&both), TODAY),
        ["mosaic-combined a.md", "mosaic-combined b.md"]
    );
    // Withhold it.
    let withheld = way.replace("public", "restricted");
    built(&site(&[("a.md", &withheld), ("b.md", &day)]));
    // Say less.
    let less = way.replace("route", "endpoints");
    built(&site(&[("a.md", &less), ("b.md", &day)]));
    // Have two persons accept it until a day, from the day on which they did.
    let accepted = site(&[both[0], both[1], ("d.md", DECISION)]);
    built(&accepted);
    let today = DECISION.replace("on: 2026-10-01", "on: 2026-11-01");
    built(&site(&[both[0], both[1], ("d.md", &today)]));
    assert!(errors(&accepted, date(2026, 12, 1)).is_empty());
    let after = errors(&accepted, date(2026, 12, 2));
    assert_eq!(after, ["mosaic-combined a.md", "mosaic-combined b.md"]);
}

#[test]
fn an_acceptance_covers_what_it_names_and_no_more() {
    let (way, day) = (
        page("A way", "discloses: [route]"),
        page("A day", "discloses: [schedule]"),
    );
    for (from, to, code) in [
        (
            "second_by: Bo Mar",
            "second_by: ANN  LEE",
            "acceptance-one-person d.md",
        ),
        ("second_by: Bo Mar\n", "", "acceptance-unsigned d.md"),
        ("decided_by: Ann Lee\n", "", "acceptance-unsigned d.md"),
        ("on: 2026-10-01\n", "", "acceptance-unsigned d.md"),
        ("on: 2026-10-01", "on: 2026-11-02", "acceptance-future d.md"),
        ("expires: 2026-12-01\n", "", "acceptance-endless d.md"),
        ("expires: 2026-12-01", "expires: 2026-10-31", ""),
        ("facets: [route, schedule]", "facets: [route]", ""),
        ("subject: SECRETWORD", "subject: Something else", ""),
        ("rule: transport-forecast", "rule: transport-pattern", ""),
    ] {
        let decision = DECISION.replace(from, to);
        assert_ne!(decision, DECISION);
        let tree = site(&[("a.md", &way), ("b.md", &day), ("d.md", &decision)]);
        let mut expected = vec!["mosaic-combined a.md", "mosaic-combined b.md"];
        expected.extend(Some(code).filter(|code| !code.is_empty()));
        assert_eq!(errors(&tree, TODAY), expected, "{to}");
    }
    // Further facets that become public later are not what was accepted.
    let facets = |facets: &str| page("All", &format!("discloses: [{facets}]"));
    let decision = DECISION
        .replace("transport-forecast", "facility-protection")
        .replace("[route, schedule]", "[identity, protection, staffing]");
    let tree = |said: &str| site(&[("a.md", &facets(said)), ("d.md", &decision)]);
    built(&tree("identity, protection, staffing"));
    let more = tree("identity, protection, staffing, storage");
    assert_eq!(errors(&more, TODAY), ["mosaic-combined a.md"]);
}

#[test]
fn acceptances_that_hold_not() {
    let decision = |name: &str, codes, from: &str, to: &str| {
        Case::of(name, codes)
            .file("a.md", page("A way", "discloses: [general]"))
            .file("d.md", DECISION.replace(from, to))
    };
    let accepts =
        "accepts: {rule: transport-forecast, subject: SECRETWORD, facets: [route, schedule]}";
    let marked =
        "accepts: «{rule: transport-forecast, subject: SECRETWORD, facets: [route, schedule]}»";
    let without = |line: &str| DECISION.replace(line, "").replace(accepts, marked);
    insta::assert_snapshot!(drawn([
        decision(
            "one person twice",
            "acceptance-one-person",
            "Bo Mar",
            "«ann lee»"
        ),
        decision(
            "a day to come",
            "acceptance-future",
            "2026-10-01",
            "«2027-01-01»"
        ),
        decision(
            "no second",
            "acceptance-unsigned",
            DECISION,
            &without("second_by: Bo Mar\n")
        ),
        decision(
            "no end",
            "acceptance-endless",
            DECISION,
            &without("expires: 2026-12-01\n")
        ),
        decision(
            "a rule that there is not",
            "word-unknown",
            "transport-forecast",
            "«transport-forcast»"
        ),
        decision(
            "a facet that there is not",
            "facet-unknown",
            "[route, schedule]",
            "[route, «time»]"
        ),
        decision(
            "no facets",
            "field-missing",
            accepts,
            "accepts: «{rule: transport-forecast, subject: SECRETWORD}»"
        ),
    ]));
}

#[test]
fn what_an_entry_must_say() {
    let transport = |more: &str| {
        format!(
            "---\ntitle: A march\nkind: document\nsensitivity: public\ntype: «transport/completed»\ncompleted_on: 2026-01-01\nassessment: {{by: SECRETWORD, on: 2026-02-01, basis: b}}\n{more}---\n"
        )
    };
    let plain = |text: &str| text.replace(['«', '»'], "");
    let finding = "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: «peer-review/regime»\nassessment: {by: SECRETWORD, on: 2026-01-01, basis: b}\nmission: m\ncategory: recommendation\nscope: computer\nstatus: cleared\ncleared_on: 2025\nstatus_history: [{status: cleared, on: 2025, verified_by: regulator}]\ntext_public: Something.\n---\n";
    let mission = "---\ntitle: A mission\nid: m\nkind: mission\nservice: ippas\nsensitivity: public\ntype: peer-review/regime\nassessment: {by: A, on: 2026-01-01, basis: b}\n---\n";
    let record = |more: &str| {
        format!(
            "---\ntitle: B\nkind: page\nsensitivity: restricted\nassessment: {{by: SECRETWORD, approved_by: b, on: 2026-01-01, basis: b}}\npublic_record: {{slug: b, title: B, date: 2020, reason: mosaic{more}}}\n---\n"
        )
    };
    insta::assert_snapshot!(drawn([
        Case::new(
            "a transport without a subject",
            "subject-missing",
            transport("")
        ),
        Case::new(
            "a transport that does not say what it discloses",
            "discloses-missing",
            plain(&transport("subject: the march\n")).replace("the march", "«the march»")
        ),
        Case::new(
            "what is disclosed, but not of what",
            "subject-missing",
            plain(&transport("discloses: [general]\n")).replace("[general]", "«[general]»")
        ),
        Case::new("a finding about computers", "subject-missing", finding).file("m.md", mission),
        Case::new(
            "a record of a transport",
            "subject-missing",
            record(", type: «transport/completed»").replace(
                "sensitivity: restricted",
                "sensitivity: restricted\ncompleted_on: 2020-01-01"
            )
        ),
        Case::new(
            "a record with a summary",
            "discloses-missing",
            record(", type: transport/completed, subject: the march, summary: «It went well.»")
                .replace(
                    "sensitivity: restricted",
                    "sensitivity: restricted\ncompleted_on: 2020-01-01"
                )
        ),
        Case::new(
            "a record that discloses something of nothing",
            "subject-missing",
            record(", discloses: «[general]»")
        ),
        Case::new(
            "a facet that there is not",
            "facet-unknown",
            page("A way", "discloses: [«SECRETWORD»]")
        ),
        Case::new(
            "a facet misspelt",
            "facet-unknown",
            page("A way", "discloses: [«rout»]")
        ),
        Case::new(
            "a facet where the policy has none",
            "facet-unknown policy-lowered",
            page("A way", "discloses: [«route»]")
        )
        .file("policy.toml", "replace = [«\"mosaic\"»]\n"),
        Case::new(
            "one facet as a word",
            "value-type",
            page("A way", "discloses: «route»")
        ),
        Case::new("no facets", "value-type", page("A way", "discloses: «[]»")),
        Case::new(
            "an empty subject",
            "value-empty",
            page("A way", "").replace(
                "subject: SECRETWORD",
                "subject: «\"\"»\ninternal: {a: SECRETWORD}"
            )
        ),
        Case::new(
            "a subject that is a map",
            "value-type",
            page("A way", "").replace("subject: SECRETWORD", "subject: «{a: SECRETWORD}»")
        ),
        Case::new(
            "a subject that the policy does not list",
            "subject-unknown",
            page("A way", "").replace("SECRETWORD", "«SECRETWORD»")
        )
        .file("policy.toml", "[mosaic]\nsubjects = [\"Another one\"]\n"),
        Case::new(
            "a subject misspelt",
            "subject-unknown",
            page("A way", "")
                .replace("SECRETWORD", "«Fort Hegehog»")
                .replace("---\n\n", "internal: {a: SECRETWORD}\n---\n\n")
        )
        .file("policy.toml", "[mosaic]\nsubjects = [\"Fort Hedgehog\"]\n"),
    ]));
    // What the messages ask for is enough.
    built(&site(&[(
        "a.md",
        &plain(&transport("subject: The march\ndiscloses: [endpoints]\n")),
    )]));
    built(&site(&[
        (
            "a.md",
            &plain(finding).replace("scope:", "subject: Hedgehog\ndiscloses: [general]\nscope:"),
        ),
        ("m.md", mission),
    ]));
    // A record is about its entry's subject, and existence and date need no saying.
    let of_entry = record(", type: transport/completed").replace(
        "kind: page",
        "kind: page\nsubject: The march\ncompleted_on: 2020-01-01",
    );
    built(&site(&[("b.md", &of_entry)]));
    // An entry that nobody may read need not say it.
    let private = plain(&transport("")).replace("public", "restricted");
    built(&site(&[("a.md", &private)]));
}

/// Of a record beside a public entry one thing is said: that it is in vain.
#[test]
fn nothing_is_asked_of_a_record_that_is_none() {
    let entry = |level: &str| {
        format!(
            "---\ntitle: B\nkind: page\nsensitivity: {level}\ncompleted_on: 2020-01-01\nassessment: {{by: a, approved_by: b, on: 2026-01-01, basis: b}}\npublic_record: {{slug: b, title: B, date: 2020, reason: mosaic, type: transport/completed}}\n---\n"
        )
    };
    assert_eq!(
        errors(&site(&[("a.md", &entry("public"))]), TODAY),
        ["record-of-public a.md"]
    );
    assert_eq!(
        errors(&site(&[("a.md", &entry("restricted"))]), TODAY),
        ["subject-missing a.md"]
    );
}

#[test]
fn mosaic_rules_of_a_site() {
    let policy = |name: &str, codes, lines: &str| {
        Case::new(name, codes, page("A page", "")).file("policy.toml", lines)
    };
    let rule = |lines: &str| format!("[mosaic.rules.water]\nwords = \"w\"\n{lines}");
    insta::assert_snapshot!(drawn([
        policy("no table", "value-type", "mosaic = «true»"),
        policy("a part misspelt", "key-unknown", "[mosaic]\n«facet» = 1"),
        policy(
            "an unknown part",
            "key-unknown",
            "[mosaic]\n«SECRETWORD» = 1"
        ),
        policy(
            "declare as a word",
            "value-type",
            "[mosaic]\ndeclare = «\"transport\"»"
        ),
        policy(
            "a type that there is not",
            "type-unknown",
            "[mosaic]\ndeclare = [«\"transports\"»]"
        ),
        policy(
            "a scope that there is not",
            "word-unknown",
            "[mosaic]\ndeclare_scopes = [«\"facilities\"»]"
        ),
        policy(
            "a subject that is a number",
            "value-type",
            "[mosaic]\nsubjects = [\"SECRETWORD\", «1»]"
        ),
        policy(
            "a facet that is a word",
            "value-type",
            "[mosaic.facets]\nwater = «\"SECRETWORD\"»"
        ),
        policy(
            "a facet's name with a capital",
            "mosaic-name",
            "[mosaic.facets.«Water»]\nwords = \"w\""
        ),
        policy(
            "a facet without words",
            "mosaic-words",
            "[mosaic.facets.«water»]\n"
        ),
        policy(
            "a facet with fields and without words",
            "mosaic-words",
            "[mosaic.facets.«water»]\nfields = [\"date\"]"
        ),
        policy(
            "a facet with empty words",
            "value-type",
            "[mosaic.facets.water]\nwords = «\"\"»\nfields = [\"date\"]"
        ),
        policy(
            "a facet with a part of another name",
            "key-unknown",
            "[mosaic.facets.water]\nwords = \"w\"\n«field» = []"
        ),
        policy(
            "a field that there is not",
            "mosaic-field",
            "[mosaic.facets.water]\nwords = \"w\"\nfields = [«\"event.SECRETWORD\"»]"
        ),
        policy(
            "a field that is never public",
            "mosaic-field",
            "[mosaic.facets.water]\nwords = \"w\"\nfields = [\"date\", «\"finding.location\"»]"
        ),
        policy(
            "a field of a kind that is never public",
            "mosaic-field",
            "[mosaic.facets.water]\nwords = \"w\"\nfields = [«\"decision.title\"»]"
        ),
        policy(
            "fields as a word",
            "value-type",
            "[mosaic.facets.water]\nwords = \"w\"\nfields = «\"date\"»"
        ),
        policy(
            "a rule that is a list",
            "value-type",
            "[mosaic.rules]\nwater = «[\"date\", \"route\"]»"
        ),
        policy(
            "a rule's name with a blank",
            "mosaic-name",
            "[mosaic.rules.«\"a b\"»]\nfacets = [\"date\", \"route\"]"
        ),
        policy(
            "a rule without facets",
            "mosaic-facets",
            &rule("").replace("water", "«water»")
        ),
        policy(
            "a rule of one facet",
            "mosaic-facets",
            &rule("facets = «[\"date\"]»")
        ),
        policy(
            "a rule of one facet twice",
            "mosaic-facets",
            &rule("facets = «[\"date\", \"route\", \"date\"]»")
        ),
        policy(
            "a rule with a facet misspelt",
            "word-unknown",
            &rule("facets = [\"date\", \"route\", «\"schedul\"»]")
        ),
        policy(
            "a rule that forbids everything",
            "mosaic-at-most",
            &rule("facets = [\"date\", \"route\"]\nat_most = «0»")
        ),
        policy(
            "a rule that forbids nothing",
            "mosaic-at-most",
            &rule("facets = [\"date\", \"route\"]\nat_most = «2»")
        ),
        policy(
            "a number below nothing",
            "value-type",
            &rule("facets = [\"date\", \"route\"]\nat_most = «-1»")
        ),
        policy(
            "a number in words",
            "value-type",
            &rule("facets = [\"date\", \"route\"]\nat_most = «\"one\"»")
        ),
        policy(
            "a rule without words",
            "mosaic-words",
            "[mosaic.rules.«water»]\nfacets = [\"date\", \"route\"]"
        ),
        policy(
            "a rule with a part of another name",
            "key-unknown",
            &rule("facets = [\"date\", \"route\"]\n«limit» = 1")
        ),
    ]));
}

#[test]
fn a_site_can_add_facets_and_rules() {
    let policy = "[mosaic.facets.water]
words = \"where its cooling water comes from\"
[mosaic.rules.water]
words = \"how its cooling could be cut\"
facets = [\"identity\", \"water\"]
";
    let entry = page("A pond", "discloses: [identity, water]");
    let tree = site(&[("a.md", &entry), ("policy.toml", policy)]);
    assert_eq!(errors(&tree, TODAY), ["mosaic-combined a.md"]);
    let less = entry.replace("identity, water", "water");
    built(&site(&[("a.md", &less), ("policy.toml", policy)]));
}

#[test]
fn no_byte_tells_of_it() {
    let way = page("A way", "discloses: [route]");
    let bare = way.replace("subject: SECRETWORD\ndiscloses: [route]\n", "");
    let without = built(&site(&[("a.md", &bare)]));
    let policy = "[mosaic]\nsubjects = [\"SECRETWORD\"]\n[mosaic.facets.water]\nwords = \"w\"\n";
    let mut with = site(&[("a.md", &way), ("policy.toml", policy), ("d.md", DECISION)]);
    with.remember([past("endpoints"), past("date")]);
    assert!(built(&with).archive() == without.archive());
}

#[test]
fn the_facts_of_a_release_are_those_of_the_next_ones_past() {
    let tree = site(&[
        ("a.md", &page("A way", "discloses: [route, endpoints]")),
        (
            "b.md",
            &page("Later", "discloses: [carrier]\nnot_before: 2027-01-01"),
        ),
        (
            "c.md",
            &page("Inside", "discloses: [schedule]").replace("public", "restricted"),
        ),
    ]);
    let now = facts(&tree, TODAY).unwrap();
    let told: Vec<_> = now
        .iter()
        .map(|fact| {
            (
                fact.subject.as_str(),
                fact.facet.as_str(),
                fact.address.as_str(),
                fact.title.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("SECRETWORD", "endpoints", "pages/a-way", "A way"),
            ("SECRETWORD", "route", "pages/a-way", "A way"),
        ]
    );
    let mut next = site(&[("a.md", &page("A way", "discloses: [route, date]"))]);
    next.remember(now.into_iter().map(|fact| fact.of_release("release 1")));
    let all = overview(&next, TODAY).unwrap();
    let new: Vec<(&str, bool)> = all.subjects[0]
        .facts
        .iter()
        .map(|fact| (fact.facet.as_str(), fact.is_new()))
        .collect();
    assert_eq!(
        new,
        [("date", true), ("endpoints", false), ("route", false)]
    );
}

#[test]
fn a_translation_says_something_of_its_subjects_and_of_those_of_its_original() {
    let tree = site(&[
        (
            "a.md",
            &page("A way", "id: way\ndiscloses: [general]")
                .replace("SECRETWORD", "[The march, The depot]"),
        ),
        (
            "b.md",
            &page("Un chemin", "lang: fr\ntranslation_of: way")
                .replace("SECRETWORD", "[La marche, the  DEPOT]"),
        ),
    ]);
    let told: Vec<(String, String)> = facts(&tree, TODAY)
        .unwrap()
        .into_iter()
        .map(|fact| (fact.address, fact.subject))
        .collect();
    let mut told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("fr/pages/un-chemin", "La marche"),
            ("fr/pages/un-chemin", "The march"),
            ("fr/pages/un-chemin", "the DEPOT"),
            ("pages/way", "The depot"),
            ("pages/way", "The march"),
        ]
    );
}

#[test]
fn a_date_counts_from_the_month_on() {
    for (date, precision, counts) in [
        ("2026-03-04", "day", true),
        ("2026-03", "day", true),
        ("2026-03-04", "quarter", false),
        ("2026-03-04", "year", false),
        ("2026-Q1", "day", false),
        ("2026", "day", false),
    ] {
        let event = format!(
            "---\ntitle: An event\nkind: event\nsensitivity: public\ntype: incident-report\ncategory: loss\nassessment: {{by: A, on: 2026-01-01, basis: b}}\ndate: \"{date}\"\ndate_precision: {precision}\nsubject: S\n---\n"
        );
        let found = facts(&site(&[("a.md", &event)]), TODAY).unwrap();
        assert_eq!(
            found.iter().any(|fact| fact.facet == "date"),
            counts,
            "{date} {precision}"
        );
    }
}

#[test]
fn subjects_that_are_almost_alike_are_pointed_at() {
    let about = |slug: &str, subject: &str| {
        page(slug, &format!("slug: {slug}\ndiscloses: [general]")).replace("SECRETWORD", subject)
    };
    let warned = |one: &str, other: &str| {
        let tree = site(&[("a.md", &about("a", one)), ("b.md", &about("b", other))]);
        let found = built(&tree);
        found
            .warnings()
            .iter()
            .any(|one| one.code == "subject-alike")
    };
    assert!(warned("Fort Hedgehog", "Fort Hedghog"));
    assert!(!warned("Fort Hedgehog", "\"fort  hedgehog \""));
    assert!(!warned("Hedgehog 1", "Hedgehog 2"));
    assert!(!warned("Fort Hedgehog", "Fort Badger"));
    assert!(warned("Forts", "Forta"));
    assert!(!warned("Fort", "Fork"), "short names are alike by chance");
}

#[test]
fn gate_eight_is_explained() {
    let decision = |path: &str, files: &[(&str, &str)], day: Date| {
        let all = verdicts(&site(files), day).unwrap();
        let entry = all.entries.iter().find(|entry| entry.path == path).unwrap();
        let gate = entry
            .gates
            .iter()
            .find(|gate| gate.name == "mosaic")
            .unwrap();
        format!("{}: {}", gate.decision.name(), gate.why)
    };
    let way = page("A way", "discloses: [route]");
    let day = page("A day", "discloses: [schedule]");
    let inside = day.replace("public", "restricted");
    let bare = "---\ntitle: B\nkind: page\nsensitivity: public\n---\n\nText.\n";
    insta::assert_snapshot!(
        [
            decision("a.md", &[("a.md", bare)], TODAY),
            decision("a.md", &[("a.md", &page("A page", ""))], TODAY),
            decision("a.md", &[("a.md", &way)], TODAY),
            decision("a.md", &[("a.md", &way), ("b.md", &day)], TODAY),
            decision("a.md", &[("a.md", &way), ("b.md", &inside)], TODAY),
            decision("b.md", &[("a.md", &way), ("b.md", &inside)], TODAY),
            decision(
                "a.md",
                &[("a.md", &way), ("b.md", &day), ("d.md", DECISION)],
                TODAY
            ),
            decision("d.md", &[("a.md", &way), ("d.md", DECISION)], TODAY),
        ]
        .join("\n")
    );
}
