//! `vitrine retract`: what is out is taken out at once, without the folder it was made from, and does not come back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and write where they like"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{Ran, Site, TODAY};

const SETTINGS: &str = "title = \"A test\"\nlanguages = [\"en\", \"fr\"]\nportions = \"mark\"\n";
const LEDGER: &str = ".vitrine/ledger.jsonl";
const HISTORY: &str = "releases.toml";

fn page(title: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nkind: page\nsensitivity: public\n{more}---\n\n{body}\n")
}

/// A site with an entry that must go: it is linked to, has a translation and a file, and others like it.
fn site() -> Site {
    Site::new()
        .file("vitrine.toml", SETTINGS)
        .file("roster.csv", "heron,shift\nporcelain,night\n")
        .file(
            "wrong.md",
            page(
                "Wrongly published",
                "id: mistake\nsummary: Porcelain herons.\nattachments: [{file: roster.csv, sensitivity: public, title: Roster}]\n",
                "The porcelain herons guard the custard tunnels.\n\n## Shifts {#shifts}\n\nAt night.",
            ),
        )
        .file(
            "wrong.fr.md",
            page(
                "Publié à tort",
                "lang: fr\ntranslation_of: mistake\n",
                "Les hérons de porcelaine.",
            ),
        )
        .file(
            "links.md",
            page(
                "Links",
                "related: [mistake]\n",
                "See [what they do](wrong.md), and [when](wrong.md#shifts).",
            ),
        )
        .file(
            "decided.md",
            "---\ntitle: Inner\nkind: page\nsensitivity: restricted\npublic_record: {slug: on-record, title: A report, date: 2020, reason: threat}\n---\n\nWords.\n",
        )
}

fn retract(site: &Site, id: &str, more: &[&str]) -> Ran {
    let arguments = ["retract", id, "--output", "public", "--on", "2026-11-01"];
    site.run(&[&arguments, more].concat())
}

fn release(site: &Site, more: &[&str]) -> Ran {
    let diff = [
        "diff", "public", "site", "--as-of", TODAY, "--format", "digest",
    ];
    let digest = site.run(&[&diff, more].concat()).exits(0).out();
    let arguments = [
        "release",
        "site",
        "--output",
        "public",
        "--as-of",
        TODAY,
        "--digest",
        digest.trim(),
        "--by",
        "Ann Lee",
        "--approved-by",
        "Bo Mar",
    ];
    site.run(&[&arguments, more].concat())
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn what_is_out_is_taken_out_and_its_address_says_so() {
    for released in [false, true] {
        let site = site();
        if released {
            let _ = release(&site, &[]).exits(0);
        } else {
            let _ = site.build().exits(0);
        }
        let before = site.published();
        // The private folder is not there.
        fs::rename(site.path().join("site"), site.path().join("locked-away")).unwrap();
        let ran = retract(
            &site,
            "mistake",
            &["--words", "It named a post that is not public."],
        )
        .exits(0);
        let after = site.published();
        for (path, bytes) in &after {
            let text = String::from_utf8_lossy(bytes);
            for word in ["orcelain", "ustard", "Wrongly", "hérons", "roster"] {
                assert!(!text.contains(word), "{word} in {path}");
            }
        }
        for gone in [
            "pages/wrongly-published/roster.csv",
            "pages/mistake/roster.csv",
        ] {
            assert!(!after.contains_key(gone), "{gone}");
        }
        let stone = text(&after, "pages/mistake.html");
        for part in [
            "<h1>Retracted</h1>",
            "was retracted on 1 November 2026",
            "It named a post that is not public.",
            "noindex",
        ] {
            assert!(stone.contains(part), "{part}: {stone}");
        }
        let french = text(&after, "fr/pages/publie-a-tort.html");
        assert!(french.contains("retiré le 1 novembre 2026"), "{french}");
        // Who led to it leads to the tombstone.
        let links = text(&after, "pages/links.html");
        assert!(
            links.contains("href=\"mistake.html\"") && links.contains("what they do"),
            "{links}"
        );
        // It is found no more.
        for words in ["porcelain", "herons", "wrongly"] {
            let found = site.run(&["search", "public", words]).exits(0).out();
            assert!(!found.contains("mistake"), "{words}: {found}");
        }
        assert!(text(&after, "feed.atom").contains("<at:deleted-entry ref=\""));
        assert!(text(&after, "changes.html").contains("pages/mistake.html"));
        // Everything else is as it was, but for the lists.
        for path in [
            "pages/about.html",
            "register/index.html",
            "matrix/index.html",
        ] {
            let plain = |files| {
                text(files, path)
                    .lines()
                    .filter(|line| !line.contains("changes.html"))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            assert_eq!(plain(&after), plain(&before), "{path}");
        }
        // The operator is told what to purge.
        let said = ran.out();
        for line in [
            "retracted: pages/mistake\n",
            "retracted: fr/pages/publie-a-tort\n",
            "  pages/mistake.html\n",
            "  pages/mistake/roster.csv\n",
            "  feed.atom\n",
            "  source.tar.gz\n",
            "  pages/index.html\n",
            "these lead to it",
            "  pages/links.html\n",
            "cannot be called back",
        ] {
            assert!(said.contains(line), "{line}: {said}");
        }
        assert!(
            !said.contains("  pages/about.html\n") || !released,
            "{said}"
        );
        assert!(
            ran.err().contains("`--site SITE --by NAME`"),
            "{}",
            ran.err()
        );
        // Anyone can build it again, and it passes the audit.
        let _ = site
            .run(&["build", "public/source.tar.gz", "--output", "anyone"])
            .exits(0);
        let again = vitrine::read::output(&site.path().join("anyone")).unwrap();
        assert!(again == after);
    }
}

#[test]
fn an_older_public_source_does_not_bring_it_back() {
    let site = site();
    let _ = site.build().exits(0);
    fs::copy(
        site.path().join("public/source.tar.gz"),
        site.path().join("old.tar.gz"),
    )
    .unwrap();
    let _ = retract(&site, "mistake", &[]).exits(0);
    let ran = site
        .run(&["build", "old.tar.gz", "--output", "public"])
        .exits(2);
    assert!(
        ran.err().contains("build it into another folder"),
        "{}",
        ran.err()
    );
}

#[test]
fn a_folder_of_other_things_is_left_alone() {
    let site = site();
    let _ = site.build().exits(0);
    let other = site.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::copy(
        site.path().join("public/source.tar.gz"),
        other.join("source.tar.gz"),
    )
    .unwrap();
    fs::write(other.join("thesis.txt"), "mine").unwrap();
    let ran = site
        .run(&["retract", "mistake", "--output", "other"])
        .exits(2);
    assert!(
        ran.err().contains("holds files that no build put there"),
        "{}",
        ran.err()
    );
    assert_eq!(
        fs::read_to_string(other.join("thesis.txt")).unwrap(),
        "mine"
    );
    let ran = retract(&site, "mistake", &["--site", "public", "--by", "A"]).exits(2);
    assert!(ran.err().contains("is the site folder"), "{}", ran.err());
}

#[test]
fn addresses_are_those_of_the_web_where_they_are_known() {
    let settings = format!("base_url = \"https://example.org/n/\"\n{SETTINGS}");
    let site = site().file("vitrine.toml", settings);
    let _ = site.build().exits(0);
    let ran = retract(
        &site,
        "https://example.org/n/pages/mistake.html",
        &["--format", "json"],
    )
    .exits(0);
    let said = ran.json();
    assert_eq!(
        said["retracted"],
        serde_json::json!(["fr/pages/publie-a-tort", "pages/mistake"])
    );
    let purge: Vec<&str> = said["purge"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    assert!(
        purge.contains(&"https://example.org/n/pages/mistake/roster.csv"),
        "{purge:?}"
    );
    assert_eq!(said["linked"], serde_json::json!(["pages/links"]));
    let after = site.published();
    let sitemap = text(&after, "sitemap.xml");
    assert!(
        sitemap.contains("pages/links.html") && !sitemap.contains("mistake"),
        "{sitemap}"
    );
    assert!(text(&after, "feed.atom").contains("ref=\"https://example.org/n/pages/mistake.html\""));
}

#[test]
fn a_record_is_retracted_from_the_register() {
    let site = site();
    let _ = site.build().exits(0);
    let _ = retract(&site, "register/index.html#on-record", &[]).exits(0);
    let register = text(&site.published(), "register/index.html");
    assert!(!register.contains("A report"), "{register}");
    assert!(
        register.contains("<li id=\"on-record\">What stood here was retracted on 1 November 2026"),
        "{register}"
    );
}

#[test]
fn a_translation_goes_alone_where_it_alone_is_meant() {
    let site = site();
    let _ = site.build().exits(0);
    let _ = retract(&site, "fr/pages/publie-a-tort", &[]).exits(0);
    assert!(text(&site.published(), "pages/mistake.html").contains("custard"));
    assert!(text(&site.published(), "fr/pages/publie-a-tort.html").contains("Retiré"));
}

#[test]
fn no_overdue_review_stands_in_the_way() {
    let site = site().file("late.md", page("Late", "review_by: 2026-11-10\n", "Text."));
    let _ = site.build().exits(0);
    let _ = site.run(&["build", "site", "--output", "public"]).exits(1);
    let _ = retract(&site, "mistake", &[]).exits(0);
}

#[test]
fn what_is_retracted_does_not_come_back_by_itself() {
    let site = site();
    let _ = release(&site, &[]).exits(0);
    let _ = retract(&site, "mistake", &[]).exits(0);
    let published = site.published();
    // The folder does not know: nothing is built into that site.
    for arguments in [
        &["build", "site", "--output", "public", "--as-of", TODAY] as &[&str],
        &["diff", "public", "site", "--as-of", TODAY],
    ] {
        let ran = site.run(arguments).exits(1);
        assert!(ran.err().contains("retraction-unknown"), "{}", ran.err());
    }
    // As the message says.
    let ran = retract(&site, "mistake", &["--site", "site", "--by", "Cy Orr"]).exits(0);
    assert!(
        ran.err().contains("was retracted on 2026-11-01 already"),
        "{}",
        ran.err()
    );
    assert!(ran.out().contains("site: noted"), "{}", ran.out());
    assert!(site.published() == published);
    assert_eq!(site.read(LEDGER).lines().count(), 2);
    let last: serde_json::Value =
        serde_json::from_str(site.read(LEDGER).lines().last().unwrap()).unwrap();
    assert_eq!(
        last["gone"],
        serde_json::json!(["fr/pages/publie-a-tort", "pages/mistake"])
    );
    // Once more changes nothing.
    let _ = retract(&site, "mistake", &["--site", "site", "--by", "Cy Orr"]).exits(0);
    assert_eq!(site.read(LEDGER).lines().count(), 2);
    // Now the folder knows, and says so of the entries.
    let ran = site.build().exits(1);
    for part in [
        "wrong.md:4:14 entry-retracted",
        "wrong.fr.md:4:14 entry-retracted",
        "give the entry a higher level",
        "--lift pages/mistake",
    ] {
        assert!(ran.err().contains(part), "{part}: {}", ran.err());
    }
    // One remedy: it is withheld.
    for path in ["wrong.md", "wrong.fr.md"] {
        site.put(
            path,
            site.read(path)
                .replace("sensitivity: public\n", "sensitivity: restricted\n"),
        );
    }
    site.put("links.md", page("Links", "", "Nothing to see."));
    let _ = site.build().exits(0);
    assert!(text(&site.published(), "pages/mistake.html").contains("<h1>Retracted</h1>"));
    let _ = release(&site, &[]).exits(0);
    let _ = site.run(&["audit", "public", "--against", "site"]).exits(0);
    // The other: two persons let it back.
    for path in ["wrong.md", "wrong.fr.md"] {
        site.put(
            path,
            site.read(path)
                .replace("sensitivity: restricted\n", "sensitivity: public\n"),
        );
    }
    let lift = [
        "--lift",
        "pages/mistake",
        "--lift",
        "fr/pages/publie-a-tort",
    ];
    let ran = site
        .run(&[
            "diff",
            "public",
            "site",
            "--as-of",
            TODAY,
            "--lift",
            "pages/mistake",
        ])
        .exits(1);
    assert!(
        ran.err().contains("wrong.fr.md:4:14 entry-retracted"),
        "{}",
        ran.err()
    );
    let _ = release(&site, &lift).exits(0);
    assert!(text(&site.published(), "pages/mistake.html").contains("custard"));
    assert!(
        site.read(HISTORY)
            .contains("added = [\"fr/pages/publie-a-tort\", \"pages/mistake\"]")
    );
    assert!(!site.read(HISTORY).contains("[[retracted]]"));
    let _ = site.build().exits(0);
}

#[test]
fn a_site_that_was_never_released_remembers_too() {
    let site = site();
    let _ = site.build().exits(0);
    let _ = retract(&site, "mistake", &["--site", "site", "--by", "Cy Orr"]).exits(0);
    let ran = site.build().exits(1);
    assert!(ran.err().contains("entry-retracted"), "{}", ran.err());
    let site = site
        .without("wrong.md")
        .without("wrong.fr.md")
        .file("links.md", page("Links", "", "Nothing to see."));
    let _ = site.build().exits(0);
    let _ = release(&site, &[]).exits(0);
    assert!(text(&site.published(), "pages/mistake.html").contains("Retracted"));
}

#[test]
fn a_folder_that_withholds_it_builds_the_very_site_that_was_left() {
    let site = site()
        .file(
            "vitrine.toml",
            format!("release = \"required\"\n{SETTINGS}"),
        )
        .without("links.md");
    let _ = release(&site, &[]).exits(0);
    let arguments = [
        "retract",
        "mistake",
        "--output",
        "public",
        "--on",
        "2026-11-20",
        "--site",
        "site",
        "--by",
        "Cy Orr",
    ];
    let _ = site.run(&arguments).exits(0);
    for path in ["wrong.md", "wrong.fr.md"] {
        site.put(
            path,
            site.read(path)
                .replace("sensitivity: public\n", "sensitivity: restricted\n"),
        );
    }
    // What was retracted from needs no second approval, and nothing else passes for it.
    let _ = site.run(&["build", "site", "--output", "again"]).exits(0);
    let again = vitrine::read::output(&site.path().join("again")).unwrap();
    assert!(again == site.published());
    let site = site.file("new.md", page("New", "", "Text."));
    let ran = site.run(&["build", "site", "--output", "again"]).exits(1);
    assert!(
        ran.err().contains("this is not release 1 as it stands"),
        "{}",
        ran.err()
    );
}

#[test]
fn noting_that_was_interrupted_is_completed() {
    let site = site();
    let _ = release(&site, &[]).exits(0);
    let history = site.read(HISTORY);
    let _ = retract(&site, "mistake", &["--site", "site", "--by", "Cy Orr"]).exits(0);
    let whole = site.read(HISTORY);
    // The ledger was written, the history was not.
    site.put(HISTORY, history);
    let ran = site.build().exits(1);
    assert!(ran.err().contains("history-differs"), "{}", ran.err());
    let _ = retract(&site, "mistake", &["--site", "site", "--by", "Cy Orr"]).exits(0);
    assert_eq!(site.read(HISTORY), whole);
    assert_eq!(site.read(LEDGER).lines().count(), 2);
}

#[test]
fn refusals() {
    let site = site().file(
        "terms/links.md",
        "---\ntitle: Links\nkind: term\nsensitivity: public\n---\n\nText.\n",
    );
    let _ = site.build().exits(0);
    let before = site.published();
    let mut told = String::new();
    for (name, id, more) in [
        ("a typo", "pages/mistaek", &[] as &[&str]),
        ("nothing near", "something-else", &[]),
        ("what is not public", "decided", &[]),
        ("two of one name", "links", &[]),
        ("no words", "mistake", &["--words", " "]),
        ("words of two lines", "mistake", &["--words", "a\nb"]),
        (
            "words that turn text round",
            "mistake",
            &["--words", "a \u{202e} b"],
        ),
        (
            "a name of two lines",
            "mistake",
            &["--site", "site", "--by", "a\nb"],
        ),
    ] {
        let ran = retract(&site, id, more).exits(2);
        told.push_str(&format!("## {name}\n{}{}\n", ran.out(), ran.err()));
        assert!(site.published() == before, "{name}");
    }
    let ran = site
        .run(&["retract", "mistake", "--output", "none"])
        .exits(2);
    told.push_str(&format!("## no site\n{}\n", ran.err()));
    let ran = site
        .run(&[
            "retract",
            "mistake",
            "--output",
            "public",
            "--on",
            "2090-01-01",
        ])
        .exits(2);
    told.push_str(&format!("## a day to come\n{}\n", ran.err()));
    insta::assert_snapshot!(told);
}

#[test]
fn the_words_of_a_tombstone_are_read_by_detectors() {
    let site = site();
    let _ = release(&site, &[]).exits(0);
    let before = site.published();
    let ran = retract(&site, "mistake", &["--words", "Ask +31 70 123 45 67"]).exits(2);
    assert!(
        ran.err()
            .contains("what looks like a telephone number (`telephone`)")
            && ran.err().contains("nothing was retracted"),
        "{}",
        ran.err()
    );
    assert!(site.published() == before);
    // The site's own detectors are asked where the folder is named.
    let own = "[detector.project]\nseeks = \"the name of a project\"\nwords = [\"Grey Heron\"]\nfinds = [\"Grey Heron\"]\n";
    site.put("policy.toml", own);
    let named = [
        "--words",
        "About Grey Heron",
        "--site",
        "site",
        "--by",
        "Ann Lee",
    ];
    let ran = retract(&site, "mistake", &named).exits(2);
    assert!(
        ran.err().contains("the name of a project (`project`)"),
        "{}",
        ran.err()
    );
    assert!(site.published() == before);
    // A folder that cannot be read does not keep a text public.
    site.put("policy.toml", "this is no policy");
    let _ = retract(&site, "mistake", &named).exits(0);
    assert!(site.published()["pages/mistake.html"] != before["pages/mistake.html"]);
}

#[test]
fn the_words_of_a_tombstone_may_be_replaced() {
    let site = site();
    let _ = release(&site, &[]).exits(0);
    let noted = |words: &'static str| ["--words", words, "--site", "site", "--by", "Ann Lee"];
    let _ = retract(&site, "mistake", &noted("About Grey Heron")).exits(0);
    site.put(
        "wrong.md",
        page("Wrongly published", "id: mistake\n", "x").replace("public\n", "restricted\n"),
    );
    let site = site
        .without("wrong.fr.md")
        .file("links.md", page("Links", "", "Nothing."));
    // A detector that came later stops the next build, and says what to do.
    let own = "[detector.project]\nseeks = \"the name of a project\"\nwords = [\"Grey Heron\"]\nfinds = [\"Grey Heron\"]\n";
    site.put("policy.toml", own);
    let ran = site.build().exits(1);
    let told = ran.err();
    assert!(
        told.contains("releases.toml:") && told.contains("own-detector"),
        "{told}"
    );
    for address in ["pages/mistake", "fr/pages/publie-a-tort"] {
        assert!(
            told.contains(&format!("`vitrine retract {address} --output DIR --words")),
            "{told}"
        );
        let _ = retract(&site, address, &noted("A mistake")).exits(0);
    }
    let tombstone = text(&site.published(), "pages/mistake.html");
    assert!(
        tombstone.contains("A mistake") && !tombstone.contains("Heron"),
        "{tombstone}"
    );
    assert!(!site.read(HISTORY).contains("Heron"));
    let _ = site.build().exits(0);
    let _ = release(&site, &[]).exits(0);
    // The same words again are no news.
    let ran = retract(&site, "pages/mistake", &["--words", "A mistake"]).exits(0);
    assert!(
        ran.err().contains("was retracted on 2026-11-01 already"),
        "{}",
        ran.err()
    );
}
