//! Ways out around people: names, findings, visitors, logs, what is asked of strangers.

use vitrine_tests::{assert_same, today};

use crate::site::{CANARY, built, demonstration, entry, holding, site, text};

#[test]
fn mode_34_messages_and_logs() {
    let secret = entry(
        "document",
        "restricted",
        &format!("title: {CANARY}\nbogus: {CANARY}"),
        CANARY,
    );
    let project = vitrine_tests::Project::new().file(&format!("{CANARY}.md"), secret);
    let short = project.build().exits(1);
    for line in short.err().lines().filter(|line| line.contains(CANARY)) {
        // The path is told, and nothing of the text.
        assert_eq!(line.matches(CANARY).count(), 1, "{line}");
        assert!(line.starts_with(&format!("{CANARY}.md:")), "{line}");
    }
    let silent = project
        .run(&[
            "build",
            "site",
            "--output",
            "public",
            "--public-log",
            "--as-of",
            "2026-11-23",
        ])
        .exits(1);
    let said = silent.out() + &silent.err();
    assert!(!said.contains(CANARY) && !said.is_empty(), "{said}");
}

#[test]
fn mode_50_names_of_those_who_decide() {
    let lines = format!(
        "title: A text\ntype: security-report/inspection\nform: summary\nsubject: {CANARY}\ndiscloses: [general]\nassessment: {{by: {CANARY} One, approved_by: {CANARY} Two, on: 2026-10-03, basis: {CANARY}}}\nexception: {{by: {CANARY} One, approved_by: {CANARY} Two, on: 2026-10-03, expires: 2027-10-03, basis: {CANARY}}}"
    );
    let files = built(&site(&[(
        "a.md",
        &entry("document", "public", &lines, "Text."),
    )]));
    assert!(files.contains_key("documents/a-text.html"));
    assert_eq!(holding(&files, CANARY), [""; 0]);
    assert_eq!(holding(&files, "2026-10-03"), [""; 0]);
}

#[test]
fn mode_51_nothing_is_asked_of_strangers() {
    for (path, bytes) in demonstration() {
        let is_page = path.ends_with(".html");
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        for trick in [
            "<iframe",
            "<object",
            "<embed",
            "fonts.g",
            "navigator.sendBeacon",
            "XMLHttpRequest",
            "WebSocket(",
            "document.cookie",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "serviceWorker",
        ] {
            assert!(
                !(is_page || path.ends_with(".js")) || !text.contains(trick),
                "{path} holds {trick}"
            );
        }
        if is_page {
            for attribute in [
                " src=\"http",
                " srcset=\"http",
                "action=\"http",
                " src=\"//",
                "@import",
            ] {
                assert!(!text.contains(attribute), "{path} holds {attribute}");
            }
            // What a policy does not name falls back to this.
            assert!(text.contains("content=\"default-src 'none'"), "{path}");
            let scripts = text.contains("<script");
            assert_eq!(scripts, text.contains("connect-src 'none'"), "{path}");
        }
        if path.ends_with(".css") {
            assert!(
                !text.contains("http:") && !text.contains("https:"),
                "{path}"
            );
        }
    }
}

#[test]
fn mode_56_what_a_cleared_finding_was_about() {
    let mission = entry(
        "mission",
        "public",
        "title: A mission\nid: a-mission\ntype: peer-review/regime\nservice: ippas\nassessment: {by: Ann, on: 2026-10-01, basis: Read}",
        "",
    );
    let finding = |place: &str| {
        entry(
            "finding",
            "public",
            &format!(
                "title: A finding\ntype: peer-review/rest\nform: summary\nmission: a-mission\ncategory: recommendation\nscope: facility\nsubject: A house\ndiscloses: [finding-topic]\ntext_public: Records should be kept.\nstatus: cleared\ncleared_on: 2024-05\nstatus_history: [{{status: cleared, on: 2024-05, verified_by: regulator}}]\nlocation: {place}\ntarget: {place}\nassessment: {{by: Ann, approved_by: Bo, on: 2026-10-01, basis: Read}}"
            ),
            "",
        )
    };
    let with = |place: &str| built(&site(&[("m.md", &mission), ("f.md", &finding(place))]));
    let files = with(CANARY);
    assert!(text(&files, "findings/a-finding.html").contains("Records should be kept"));
    assert_eq!(holding(&files, CANARY), [""; 0]);
    assert_same(&files, &with("x"), "the place of a finding");
}

#[test]
fn mode_28_the_preview_shows_what_would_be_public() {
    // The preview serves an output from memory: the one that a build would publish.
    let source =
        std::fs::read_to_string(vitrine_tests::root().join("generator/src/preview.rs")).unwrap();
    assert!(source.contains("Output") && !source.contains("SourceTree::"));
    let secret = entry("page", "restricted", &format!("title: {CANARY}"), CANARY);
    let project = vitrine_tests::Project::new().file("secret.md", secret);
    let served = project.run(&["serve", "site", "--drafts"]);
    assert_eq!(served.code(), 2, "there is no view of drafts");
    let built = vitrine::build(&vitrine::read::folder(&project.site()).unwrap(), today()).unwrap();
    assert_eq!(holding(&vitrine_tests::of(&built), CANARY), [""; 0]);
}
