//! `vitrine emergency`: drafts what an emergency needs, says what it opens, publishes nothing; and afterwards all is as before.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::collections::BTreeMap;

use common::{Ran, Site, TODAY};

const DURING: &str = "2026-11-02";
const AFTER: &str = "2026-11-04";
const RECORD: &str = "emergencies/storm-reassessment.md";
const ANNOUNCEMENT: &str = "announcements/storm.md";

/// A site with an advice that was written ahead, one that waits, and one that nobody assessed.
fn site() -> Site {
    let advice = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nkind: announcement\nsensitivity: public\ntype: emergency-announcement\nform: full\nclass: routine\nissued_at: \"2026-10-01T12:00Z\"\nissuer: Office\n{more}---\n\nStay in.\n"
        )
    };
    let assessed = "assessment: {by: A, on: 2026-10-01, basis: C}\n";
    Site::new()
        .file("ahead.md", advice("Written ahead", &format!("only_during: storm\n{assessed}")))
        .file("waits.md", advice("It waits", &format!("not_before: 2027-01-01\n{assessed}")))
        .file("other.md", "---\ntitle: Other\nkind: page\nsensitivity: public\nnot_before: 2027-01-01\n---\n\nText.\n")
}

fn declare(site: &Site, more: &[&str]) -> Ran {
    let mut arguments = vec!["emergency", "site"];
    let defaults = [
        ("--id", "storm"),
        ("--event", "A storm: \"the\" gate is open"),
        ("--basis", "Told by the duty officer"),
        ("--by", "Ann Lee"),
        ("--approved-by", "Bo Mar"),
        ("--from", TODAY),
        ("--until", "2090-01-01"),
        ("--title", "Stay in: a storm"),
        ("--issuer", "Civil protection"),
    ];
    for (name, value) in defaults {
        if !more.contains(&name) {
            arguments.extend([name, value]);
        }
    }
    arguments.extend(more);
    site.run(&arguments)
}

/// Declared as it would have been on the day: the days of the tests are over, so the dates are put in afterwards.
fn declared() -> (Site, Ran) {
    let site = site();
    let ran = declare(&site, &["--from", "2090-01-01", "--until", "2090-01-03"]).exits(0);
    for path in [RECORD, ANNOUNCEMENT] {
        let text = site.read(path);
        let text = text
            .replace("2090-01-01", TODAY)
            .replace("2090-01-03", "2026-11-03");
        site.put(path, text);
    }
    (site, ran)
}

fn finish(site: &Site) {
    let text = site.read(ANNOUNCEMENT);
    let text = text
        .replace("issued_at:\n", "issued_at: \"2026-11-01T06:00Z\"\n")
        .replace(
            "next_update_at:\n",
            "next_update_at: \"2026-11-03T06:00Z\"\n",
        );
    site.put(
        ANNOUNCEMENT,
        format!("{text}\nStay in and close the windows.\n"),
    );
}

fn built(site: &Site, folder: &str, day: &str) -> BTreeMap<String, Vec<u8>> {
    let _ = site
        .run(&["build", "site", "--output", folder, "--as-of", day])
        .exits(0);
    vitrine::read::output(&site.path().join(folder)).unwrap()
}

#[test]
fn it_is_drafted_and_its_effect_is_told() {
    let (site, ran) = declared();
    let said = ran.out();
    for line in [
        "drafted: site/announcements/storm.md\n",
        "drafted: site/emergencies/storm-reassessment.md\n",
        "from 2090-01-01 through 2090-01-03 this would be public, and would not be without it:\n",
        "  ahead.md: Written ahead, from 2090-01-01 through 2090-01-03\n",
        "  announcements/storm.md: Stay in: a storm, from 2090-01-01 through 2090-01-03\n",
        "nothing is published. Next:\n  1. in site/announcements/storm.md, write the text",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    // By then it is public anyway.
    assert!(
        !said.contains("waits.md") && !said.contains("other.md"),
        "{said}"
    );
    assert!(!site.path().join("public").exists());
    // As it is drafted nothing can be published: what is missing is said.
    let ran = site.build().exits(1);
    assert!(
        ran.err().contains("announcements/storm.md:9:"),
        "{}",
        ran.err()
    );
    finish(&site);
    let during = built(&site, "public", DURING);
    assert!(during.contains_key("announcements/stay-in-a-storm.html"));
    assert!(during.contains_key("announcements/written-ahead.html"));
    assert!(during.contains_key("announcements/it-waits.html"));
    assert!(!during.contains_key("pages/other.html"));
    for (path, bytes) in &during {
        let text = String::from_utf8_lossy(bytes);
        for word in ["Ann Lee", "gate is open", "duty officer"] {
            assert!(!text.contains(word), "{word} in {path}");
        }
    }
}

#[test]
fn what_waits_for_its_day_is_told_where_dates_are_lifted() {
    let site = site();
    let today = std::process::Command::new("date")
        .args(["-u", "+%F"])
        .output()
        .unwrap();
    let today = String::from_utf8(today.stdout).unwrap();
    let today = today.trim();
    let said = declare(&site, &["--from", today, "--until", today])
        .exits(0)
        .out();
    let line = format!("  waits.md: It waits, on {today}\n");
    assert!(said.contains(&line), "{said}");
    let other = self::site();
    let said = declare(
        &other,
        &["--from", today, "--until", today, "--gates", "rule"],
    )
    .exits(0)
    .out();
    assert!(!said.contains("waits.md"), "{said}");
}

#[test]
fn afterwards_a_build_is_as_if_it_had_not_been() {
    let (site, _) = declared();
    finish(&site);
    let during = built(&site, "during", DURING);
    let with = built(&site, "with", AFTER);
    let without = self::site();
    let without = built(&without, "without", AFTER);
    assert!(with == without);
    assert!(with != during);
}

#[test]
fn other_pages_change_by_the_banner_alone() {
    let (site, _) = declared();
    finish(&site);
    let during = built(&site, "during", DURING);
    let plain = built(&self::site(), "plain", DURING);
    let lines = |files: &BTreeMap<String, Vec<u8>>, path: &str| -> Vec<String> {
        let text = String::from_utf8(files[path].clone()).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    let mut compared = 0;
    for path in plain.keys().filter(|path| path.ends_with(".html")) {
        let lists = path.contains("index.html") || path.contains("years/");
        if lists || path == "404.html" {
            continue;
        }
        let (with, without) = (lines(&during, path), lines(&plain, path));
        let banner: Vec<&String> = with.iter().filter(|line| !without.contains(line)).collect();
        assert_eq!(banner.len(), 1, "{path}: {banner:?}");
        assert!(
            banner[0].contains("<strong>Emergency:</strong>")
                && banner[0].contains("Stay in: a storm"),
            "{path}: {banner:?}"
        );
        let kept: Vec<&String> = with.iter().filter(|line| *line != banner[0]).collect();
        assert_eq!(kept, without.iter().collect::<Vec<_>>(), "{path}");
        compared += 1;
    }
    assert!(compared > 1, "{compared} pages were compared");
    let home = lines(&during, "index.html");
    assert!(home.iter().any(|line| line.contains("Emergency:</strong>")));
    // Its own page needs none.
    let own = lines(&during, "announcements/stay-in-a-storm.html");
    assert!(!own.iter().any(|line| line.contains("Emergency:</strong>")));
}

#[test]
fn every_language_tells_of_it_until_it_is_over() {
    let settings = "title = \"A test\"\nlanguages = [\"en\", \"fr\"]\n";
    let alert = |lines: &str| {
        format!(
            "---\nkind: announcement\nsensitivity: public\ntype: emergency-announcement\nform: full\nissuer: Office\nassessment: {{by: A, on: 2026-10-01, basis: C}}\n{lines}\n---\n\nText.\n"
        )
    };
    let site = Site::new().file("vitrine.toml", settings).file(
        "a.md",
        alert("title: Stay in\nid: a\nclass: alert\nissued_at: \"2026-11-01T06:00Z\""),
    );
    let home = |site: &Site, folder: &str, day: &str, lang: &str| {
        let files = built(site, folder, day);
        String::from_utf8(files[&format!("{lang}index.html")].clone()).unwrap()
    };
    let banner = "<strong>Alert:</strong> <a href=\"announcements/a.html\" lang=\"en\" dir=\"ltr\">Stay in</a>";
    assert!(home(&site, "one", TODAY, "").contains(banner));
    let french = home(&site, "one", TODAY, "fr/");
    assert!(
        french.contains("<strong>Alerte:</strong> <a href=\"../announcements/a.html\" lang=\"en\""),
        "{french}"
    );
    // Without a next update it lasts to the day after.
    assert!(home(&site, "two", "2026-11-02", "").contains("Alert:"));
    assert!(!home(&site, "three", "2026-11-03", "").contains("Alert:"));
    let site = site.file(
        "a.fr.md",
        alert("title: Restez chez vous\nlang: fr\ntranslation_of: a\nclass: alert\nissued_at: \"2026-11-01T06:00Z\""),
    );
    let french = home(&site, "one", TODAY, "fr/");
    assert!(
        french.contains(">Restez chez vous</a></p>") && !french.contains(">Stay in<"),
        "{french}"
    );
    // The final one ends it.
    let site = site.file(
        "b.md",
        alert("title: It is over\nclass: alert\nfinal: true\nfollow_up_of: announcements/a\nissued_at: \"2026-11-01T09:00Z\""),
    );
    assert!(!home(&site, "one", TODAY, "").contains("Alert:"));
}

#[test]
fn nothing_is_overwritten() {
    let (site, _) = declared();
    finish(&site);
    let written = site.read(ANNOUNCEMENT);
    let ran = declare(&site, &[]).exits(1);
    assert!(ran.err().contains("draft-taken"), "{}", ran.err());
    assert_eq!(site.read(ANNOUNCEMENT), written);
    let site = self::site().file(ANNOUNCEMENT, &written);
    let _ = declare(&site, &["--until", "2026-11-30", "--from", "2026-11-20"]).exits(1);
    assert!(!site.path().join("site").join(RECORD).exists());
}

#[test]
fn refusals() {
    let mut told = String::new();
    let soon = ["--from", "2090-01-01", "--until", "2090-01-03"];
    for (name, more) in [
        (
            "the same person twice",
            &["--approved-by", "ann  LEE"] as &[&str],
        ),
        ("an id with a capital", &["--id", "Storm"]),
        ("an id that climbs", &["--id", "../storm"]),
        ("an event of two lines", &["--event", "a\nb"]),
        ("no basis", &["--basis", " "]),
        ("a rule with a typo", &["--rules", "emergency-anouncement"]),
        ("a rule that is none", &["--rules", "everything"]),
        ("a gate that is none", &["--gates", "dates,portions"]),
        ("a class that is none", &["--class", "panic"]),
        ("an end before the beginning", &["--from", "2090-01-04"]),
        ("half a year", &["--until", "2090-07-01"]),
        (
            "days that are over",
            &["--from", "2026-01-01", "--until", "2026-01-02"],
        ),
        (
            "much at once",
            &["--id", "A", "--by", "Bo Mar", "--class", "x"],
        ),
    ] {
        let site = site();
        let mut arguments: Vec<&str> = more.to_vec();
        for pair in soon.chunks(2) {
            if !more.contains(&pair[0]) {
                arguments.extend(pair);
            }
        }
        let ran = declare(&site, &arguments).exits(1);
        told.push_str(&format!("## {name}\n{}{}\n", ran.out(), ran.err()));
        assert!(!site.path().join("site").join(RECORD).exists(), "{name}");
        assert!(
            !site.path().join("site").join(ANNOUNCEMENT).exists(),
            "{name}"
        );
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_public_source_declares_nothing() {
    let site = site();
    let _ = site.build().exits(0);
    let ran = site
        .run(&[
            "emergency",
            "public/source.tar.gz",
            "--id",
            "storm",
            "--event",
            "A",
            "--basis",
            "B",
            "--by",
            "C",
            "--approved-by",
            "D",
            "--until",
            "2090-01-01",
            "--title",
            "E",
            "--issuer",
            "F",
        ])
        .exits(2);
    assert!(
        ran.err().contains("name the folder that people write"),
        "{}",
        ran.err()
    );
}
