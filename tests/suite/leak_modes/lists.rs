//! Ways out of lists: feeds, sitemaps, tags, counts, order, dates, links back.

use vitrine_disclosure::SourceTree;
use vitrine_tests::{assert_same, today};

use crate::site::{CANARY, built, changes_nothing, entry, holding, page, refused, site, text};

/// A document that is not public.
fn secret(lines: &str) -> String {
    entry(
        "document",
        "restricted",
        &format!("title: {CANARY}\ntype: national-policy\n{lines}"),
        CANARY,
    )
}

#[test]
fn mode_04_feeds() {
    changes_nothing(&[(
        "secret.md",
        &secret("date: 2026-11-20\nissued_on: 2026-11-20"),
    )]);
    let feed = built(&site(&[]));
    assert!(text(&feed, "feed.atom").contains("The plan"));
}

#[test]
fn mode_05_sitemaps_and_hints_for_robots() {
    changes_nothing(&[("secret.md", &secret("slug: hidden-place"))]);
    let files = built(&site(&[]));
    assert!(text(&files, "sitemap.xml").contains("documents/act.html"));
    assert!(
        !files.contains_key("robots.txt"),
        "what is not there needs no hint"
    );
    assert!(!text(&files, "404.html").contains("the-act"));
}

#[test]
fn mode_07_numbers_in_sequence() {
    // Private neighbours before, between and after, by name, date and title.
    let more: Vec<(String, String)> = (0..40)
        .map(|n| {
            let day = format!(
                "date: 2024-{:02}-02\nissued_on: 2024-{:02}-02",
                n % 12 + 1,
                n % 12 + 1
            );
            (
                format!("documents/a{n}.md"),
                secret(&day).replace(CANARY, &format!("The {CANARY} {n}")),
            )
        })
        .collect();
    let more: Vec<(&str, &str)> = more.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    changes_nothing(&more);
}

#[test]
fn mode_08_tags_facets_and_totals() {
    let tags = secret("topics: [insider, legal-framework]\nstate: NL\ndate: 1999");
    changes_nothing(&[("secret.md", &tags)]);
    let files = built(&site(&[("secret.md", &tags)]));
    assert!(!files.contains_key("topics/insider.html"));
    assert!(!files.contains_key("years/1999.html"));
    assert!(files.contains_key("topics/legal-framework.html"));
}

#[test]
fn mode_10_days_of_what_is_withheld() {
    for lines in [
        "date: 2026-11-22",
        "issued_on: 2026-11-22",
        "expires: 2026-11-22",
        "review_by: 2020-01-01",
        "not_before: 2026-11-24",
    ] {
        changes_nothing(&[("secret.md", &secret(lines))]);
    }
    // Two builds of the same texts, from files of other days, are one.
    let project = vitrine_tests::Project::new();
    let first = project.build().exits(0);
    let before = project.published();
    let file = std::fs::File::options()
        .write(true)
        .open(project.site().join("pages/about.md"))
        .unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000))
        .unwrap();
    let again = project.build().exits(0);
    assert_eq!(first.out(), again.out());
    assert_same(&before, &project.published(), "the day of a file");
}

#[test]
fn mode_11_links_back_and_neighbours() {
    changes_nothing(&[(
        "secret.md",
        &secret("related: [act, plan]\nsupersedes: act"),
    )]);
    let hidden = ("secret.md", secret("id: hidden"));
    for body in [
        format!("See [{CANARY}](secret.md)."),
        format!("See [{CANARY}](hidden)."),
        format!("See [{CANARY}][x].\n\n[x]: secret.md"),
        format!("![{CANARY}](secret.png)"),
    ] {
        let build = vitrine::build(
            &site(&[("a.md", &page(&body)), (hidden.0, &hidden.1)]),
            today(),
        );
        match build {
            Err(found) => assert!(
                found.iter().any(|one| one.code.contains("not-public")),
                "{body}: {}",
                vitrine_tests::list(&found)
            ),
            Ok(_) => panic!("{body} was built"),
        }
    }
    let field = entry("page", "public", "title: A\nrelated: [hidden]", "");
    assert_eq!(
        refused(&[("a.md", &field), (hidden.0, &hidden.1)]),
        ["reference-not-public"]
    );
    // Missing and withheld are told apart by nobody.
    let absent = refused(&[("a.md", &field)]);
    assert_eq!(absent, ["reference-not-public"]);
}

#[test]
fn mode_25_copies_of_what_was_removed() {
    let with = built(&site(&[("a.md", &page(CANARY))]));
    assert!(!holding(&with, CANARY).is_empty());
    let withheld = page(CANARY).replace("sensitivity: public", "sensitivity: restricted");
    let after = built(&site(&[("a.md", &withheld)]));
    assert_same(&after, &built(&site(&[])), "what was public once");
}

#[test]
fn mode_27_drafts_and_days() {
    for word in [
        "draft: true",
        "hidden: true",
        "unlisted: true",
        "published: false",
        "private: true",
    ] {
        let found = refused(&[(
            "a.md",
            &entry("page", "public", &format!("title: A\n{word}"), ""),
        )]);
        assert!(
            found == ["key-draft"] || found == ["key-unknown"],
            "{word}: {found:?}"
        );
    }
    let opens = |lines: &str| {
        entry(
            "page",
            "public",
            &format!("title: {CANARY}\n{lines}"),
            CANARY,
        )
    };
    changes_nothing(&[("a.md", &opens("not_before: 2026-11-24"))]);
    changes_nothing(&[("a.md", &opens("expires: 2026-11-22"))]);
    for lines in ["not_before: 2026-11-23", "expires: 2026-11-23"] {
        assert!(!holding(&built(&site(&[("a.md", &opens(lines))])), CANARY).is_empty());
    }
    // A date alone publishes nothing.
    changes_nothing(&[(
        "a.md",
        &opens("not_before: 2020-01-01").replace("sensitivity: public", "sensitivity: partners"),
    )]);
    let project = vitrine_tests::Project::new();
    for flag in [
        "--drafts",
        "-D",
        "--include-private",
        "--future",
        "--unlisted",
        "--audience=partners",
        "--profile=partners",
    ] {
        let ran = project.run(&["build", "site", "--output", "public", flag]);
        assert_eq!(ran.code(), 2, "{flag}");
        assert!(!project.output().exists());
    }
}

#[test]
fn mode_33_translations() {
    let french = |lines: &str, body: &str| {
        entry(
            "document",
            "public",
            &format!(
                "title: La loi\nlang: fr\ntype: national-regulation\ntranslation_of: act\n{lines}"
            ),
            body,
        )
    };
    let built_with = |text: &str| vitrine::build(&site(&[("fr.md", text)]), today());
    assert!(built_with(&french("", "La loi.")).is_ok());
    let untagged = french("", "La loi.").replace("sensitivity: public\n", "");
    assert_eq!(refused(&[("fr.md", &untagged)]), ["sensitivity-missing"]);
    // A translation that is withheld is not announced.
    let withheld = french("", CANARY).replace("sensitivity: public", "sensitivity: restricted");
    changes_nothing(&[("fr.md", &withheld)]);
    let more = french(
        "",
        "La loi. :restricted[Le camp]{reason=\"personnel\" silent}",
    );
    assert_eq!(refused(&[("fr.md", &more)]), ["translation-portions"]);
    // Nor may a translation tell what its original withholds.
    let original = entry(
        "document",
        "restricted",
        "title: A note\nid: note\ntype: national-policy",
        CANARY,
    );
    let of_secret = french("", "Une note.").replace("translation_of: act", "translation_of: note");
    assert_eq!(
        refused(&[("note.md", &original), ("fr.md", &of_secret)]),
        ["translation-of-nothing"]
    );
}

#[test]
fn mode_45_days_as_exact_as_the_office_chose() {
    let dated = |day: &str| {
        let lines =
            format!("title: A text\ntype: national-policy\ndate: {day}\ndate_precision: year");
        built(&site(&[(
            "a.md",
            &entry("document", "public", &lines, "Text."),
        )]))
    };
    assert_same(
        &dated("2021-02-03"),
        &dated("2021-11-29"),
        "the day in a year",
    );
    let files = dated("2021-02-03");
    assert_eq!(holding(&files, "2021-02"), [""; 0]);
}

#[test]
fn mode_49_that_something_exists() {
    changes_nothing(&[
        (
            "annex-c.md",
            &secret("id: annex-c\nstate: FR\nprovider: operator"),
        ),
        ("office/_folder.toml", "sensitivity = \"sensitive\"\n"),
        (
            "office/waiver.md",
            &entry(
                "waiver",
                "restricted",
                &format!(
                    "title: {CANARY}\nlint: telephone\nunit: act\nhits: [\"0123456789abcdef\"]\nreason: {CANARY}\nby: {CANARY}\nuntil: 2030-01-01"
                ),
                "",
            ),
        ),
    ]);
    let recorded = secret(
        "public_record: {slug: a-report, title: A report, date: 2025, type: national-policy, reason: unspecified}",
    );
    let files = built(&site(&[("secret.md", &recorded)]));
    assert!(text(&files, "register/index.html").contains("A report"));
    assert_eq!(holding(&files, CANARY), [""; 0]);
}

#[test]
fn mode_48_the_title_of_a_record_is_its_own() {
    let record = |title: &str, inner: &str| {
        let text = entry(
            "document",
            "restricted",
            &format!(
                "title: {title}\ntype: national-policy\npublic_record: {{slug: a-report, title: A report, date: 2025, type: national-policy, reason: unspecified}}"
            ),
            inner,
        );
        built(&site(&[("secret.md", &text)]))
    };
    assert_same(
        &record(CANARY, CANARY),
        &record("x", "y"),
        "title and text behind a record",
    );
    // In the form of title and date nothing else shows, or it is an error.
    let bare = |more: &str, body: &str| {
        entry(
            "document",
            "public",
            &format!("title: A\ntype: national-policy\nform: title-date\n{more}"),
            body,
        )
    };
    assert_eq!(refused(&[("a.md", &bare("", "Text."))]), ["form-too-much"]);
    assert_eq!(
        refused(&[("a.md", &bare("summary: More", ""))]),
        ["form-too-much"]
    );
}

#[test]
fn mode_26_earlier_builds() {
    let project = vitrine_tests::Project::new().file("a.md", page(CANARY));
    let _ = project.build().exits(0);
    assert!(!holding(&project.published(), CANARY).is_empty());
    let withheld = page(CANARY).replace("sensitivity: public", "sensitivity: restricted");
    let project = project.file("a.md", withheld);
    let _ = project.build().exits(0);
    assert_eq!(holding(&project.published(), CANARY), [""; 0]);
    // A folder that holds something else is left alone.
    std::fs::remove_file(project.output().join("manifest.json")).unwrap();
    let _ = project.build().exits(2);
}

#[test]
fn mode_06_names_of_files_and_folders() {
    let mut tree = SourceTree::new();
    let base = site(&[]);
    for (path, file) in base.iter() {
        if let vitrine_disclosure::SourceFile::Bytes(bytes) = file {
            let moved = match path {
                "vitrine.toml" => path.to_owned(),
                path => format!("{CANARY}/{CANARY}-{}", path.replace('/', "-")),
            };
            tree.insert(moved, bytes.clone());
        }
    }
    let moved = built(&tree);
    assert_same(&built(&base), &moved, "names of files");
    assert_eq!(holding(&moved, CANARY), [""; 0]);
}

#[test]
fn mode_58_samples_that_become_real() {
    // A state code that no state has marks the fictional state, and it is called what it is.
    let files = crate::site::demonstration();
    let state = files
        .iter()
        .find(|(path, _)| path.starts_with("states/") && path.contains("verania"));
    let (path, page) = state.expect("the fictional state has a page");
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("ictional"), "{path} does not say what it is");
    // Every sample that is not public is of that state's folder, and none is a canary of this suite.
    for (path, file) in vitrine_tests::content().iter() {
        let vitrine_disclosure::SourceFile::Bytes(bytes) = file else {
            continue;
        };
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(CANARY), "{path}");
        let withheld = path.ends_with(".md") && !text.contains("sensitivity: public");
        assert!(
            !withheld || path.starts_with("verania/") || text.contains("sensitivity = \"public\""),
            "{path}"
        );
    }
}
