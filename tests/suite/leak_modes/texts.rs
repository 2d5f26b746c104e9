//! Ways out of texts: comments, includes, portions, footnotes, excerpts, hiding, exports.

use vitrine_tests::assert_same;

use crate::site::{
    CANARY, built, changes_nothing, demonstration, entry, holding, page, refused, site, text,
};

#[test]
fn mode_01_comments_in_markdown() {
    for (body, code) in [
        (format!("Text.\n\n<!-- {CANARY} -->"), "html-comment"),
        (format!("Text <!-- {CANARY} --> text."), "html-comment"),
        (format!("- item\n  <!-- {CANARY} -->"), "html-comment"),
        (format!("Text.\n\n<!-- {CANARY}"), "html-comment"),
        (format!("Text.\n\n[//]: # ({CANARY})"), "definition-unused"),
        (
            format!("Text.\n\n[note]: <> ({CANARY})"),
            "definition-unused",
        ),
        (format!("Text.\n\n<p hidden>{CANARY}</p>"), "html-raw"),
        (format!("Text.\n\n<?php {CANARY} ?>"), "html-raw"),
        (format!("Text.\n\n<![CDATA[{CANARY}]]>"), "html-raw"),
    ] {
        assert_eq!(refused(&[("a.md", &page(&body))]), [code], "{body}");
    }
    // A comment of the front matter is the author's own.
    let commented = page("Text.").replace("---\nkind", &format!("---\n# {CANARY}\nkind"));
    let files = built(&site(&[("a.md", &commented)]));
    assert_eq!(holding(&files, CANARY), [""; 0]);
    assert_same(
        &files,
        &built(&site(&[("a.md", &page("Text."))])),
        "a comment",
    );
}

#[test]
fn mode_12_titles_are_never_filled_in() {
    let secret = entry(
        "page",
        "restricted",
        &format!("title: {CANARY}\nid: hidden"),
        "",
    );
    let secret = ("secret.md", secret.as_str());
    for body in ["See [](secret.md).", "See [](hidden)."] {
        let found = refused(&[("a.md", &page(body)), secret]);
        assert!(!found.is_empty(), "{body}");
    }
    // What another system would fill in is text here.
    for body in ["See [[hidden]].", "See {{hidden.title}}.", "See @hidden."] {
        let files = built(&site(&[("a.md", &page(body)), secret]));
        assert_eq!(holding(&files, CANARY), [""; 0], "{body}");
    }
}

#[test]
fn mode_13_nothing_is_included() {
    let secret = (
        "secret.md",
        entry("page", "restricted", "title: Secret", CANARY),
    );
    for body in [
        "{{< include secret.md >}}",
        "{% include secret.md %}",
        "{{#include secret.md}}",
        "![[secret]]",
        "--8<-- \"secret.md\"",
        "::: {include=\"secret.md\"}",
        "!include secret.md",
        "\\input{secret.md}",
    ] {
        match vitrine::build(
            &site(&[("a.md", &page(body)), (secret.0, &secret.1)]),
            vitrine_tests::today(),
        ) {
            Ok(built) => {
                let files = vitrine_tests::of(&built);
                assert_eq!(holding(&files, CANARY), [""; 0], "{body}");
            }
            Err(found) => assert!(found.contains_errors(), "{body}"),
        }
    }
    let with_tag = page("Text.").replace("title: A page", "title: !include secret.md");
    assert_eq!(refused(&[("a.md", &with_tag)]), ["yaml-tag"]);
}

#[test]
fn mode_14_withheld_passages() {
    for (body, code) in [
        (
            ":::restricted{reason=\"personnel\" mark}\nOpen.",
            "portion-unclosed",
        ),
        (
            "::::restricted{reason=\"personnel\" mark}\n:::restricted{reason=\"personnel\" mark}\nA\n:::\n::::",
            "portion-nested",
        ),
        ("Text.\n\n:::", "closer-stray"),
    ] {
        assert!(refused(&[("a.md", &page(body))]).contains(&code), "{body}");
    }
    // Headings, anchors, notes, definitions, lists: all of it goes with the passage.
    let around = |inside: &str| {
        page(&format!(
            "## One\n\n:::restricted{{reason=\"personnel\" mark}}\n{inside}\n:::\n\n## Two\n\n1. a\n2. b\n"
        ))
    };
    let with = format!(
        "## {CANARY}\n\nA[^1] and [b].\n\n[^1]: {CANARY}\n\n[b]: https://example.org/{CANARY}\n\n1. x\n2. y\n"
    );
    let full = built(&site(&[("a.md", &around(&with))]));
    assert_eq!(holding(&full, CANARY), [""; 0]);
    assert_same(&full, &built(&site(&[("a.md", &around("x"))])), "a passage");
}

#[test]
fn mode_15_notes_and_definitions_outside_a_passage() {
    let inside = |rest: &str, outside: &str| {
        page(&format!(
            "Text.\n\n:::restricted{{reason=\"personnel\" mark}}\n{rest}\n:::\n\n{outside}\n"
        ))
    };
    let cases = [
        (
            inside("Told[^1].", &format!("[^1]: {CANARY}")),
            "footnote-unused",
        ),
        (
            inside(
                "See [it][x].",
                &format!("[x]: https://example.org/{CANARY}"),
            ),
            "definition-unused",
        ),
        (
            inside(&format!("[^1]: {CANARY}"), "Told[^1]."),
            "footnote-label",
        ),
    ];
    for (entry, code) in cases {
        let found = match vitrine::build(&site(&[("a.md", &entry)]), vitrine_tests::today()) {
            Ok(built) => {
                // A reference whose note is withheld is text.
                let files = vitrine_tests::of(&built);
                assert_eq!(holding(&files, CANARY), [""; 0], "{entry}");
                continue;
            }
            Err(found) => found,
        };
        assert!(found.iter().any(|one| one.code == code), "{entry}");
    }
}

#[test]
fn mode_16_excerpts_come_from_public_fields() {
    let files = built(&site(&[(
        "a.md",
        &entry(
            "document",
            "public",
            "title: A text\nslug: a-text\ntype: national-policy",
            &format!("{CANARY} begins this text, and no field repeats it."),
        ),
    )]));
    let page = text(&files, "documents/a-text.html");
    let (head, body) = page.split_once("<main").unwrap();
    assert!(body.contains(CANARY) && !head.contains(CANARY));
    assert!(!text(&files, "feed.atom").contains(CANARY));
    assert!(!text(&files, "manifest.json").contains(CANARY));
    let places = holding(&files, CANARY);
    let allowed = |path: &&&str| {
        path.starts_with("search/") || **path == "source.tar.gz" || path.ends_with("a-text.html")
    };
    assert_eq!(
        places.iter().filter(|path| !allowed(path)).count(),
        0,
        "{places:?}"
    );
}

#[test]
fn mode_39_nothing_is_hidden_in_what_is_shipped() {
    for body in [
        "<span style=\"display:none\">x</span>",
        "<div hidden>x</div>",
        "<details><summary>a</summary>x</details>",
        "Text\u{200B}hidden\u{202E}",
        "Text.{.hidden}",
        "## Head {.hidden}",
        "## Head {style=\"color:white\"}",
        "Text \u{E0041}\u{E0042}.",
    ] {
        let found = vitrine::build(&site(&[("a.md", &page(body))]), vitrine_tests::today());
        let shown = found.map(|built| vitrine_tests::of(&built));
        if let Ok(files) = shown {
            // Braces that are no attributes here are shown as they stand.
            assert!(text(&files, "pages/a-page.html").contains('{'), "{body}");
        }
    }
    for (path, bytes) in demonstration() {
        if path.ends_with(".html") {
            let html = std::str::from_utf8(bytes).unwrap();
            for trick in [
                " style=",
                "display:none",
                "visibility:",
                "<script>",
                " hidden=\"until",
            ] {
                assert!(!html.contains(trick), "{path} holds {trick}");
            }
        }
    }
}

#[test]
fn mode_42_exports_hold_listed_fields_alone() {
    let files = built(&site(&[(
        "a.md",
        &entry(
            "document",
            "public",
            &format!(
                "title: A text\ntype: national-policy\ninternal: {{note: {CANARY}, more: [{CANARY}, {{deep: {CANARY}}}]}}\nsubject: {CANARY}\nreview_by: 2031-07-19"
            ),
            "Text.",
        ),
    )]));
    assert_eq!(holding(&files, CANARY), [""; 0]);
    assert_eq!(holding(&files, "2031-07-19"), [""; 0]);
    let manifest: serde_json::Value = serde_json::from_str(text(&files, "manifest.json")).unwrap();
    for entry in manifest["entries"].as_array().unwrap() {
        let keys: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["address", "kind", "lang", "page", "title"]);
    }
    let unknown = entry("page", "public", &format!("title: A\nextra: {CANARY}"), "");
    assert_eq!(refused(&[("a.md", &unknown)]), ["key-unknown"]);
}

#[test]
fn mode_46_a_mark_is_the_same_whatever_it_hides() {
    let hiding = |inside: &str| {
        page(&format!(
            "Text :restricted[{inside}]{{reason=\"personnel\" mark}} text.\n\n:::sensitive{{reason=\"threat\" mark}}\n{inside}\n:::\n"
        ))
    };
    let short = built(&site(&[("a.md", &hiding("x"))]));
    let long = hiding(format!("{CANARY} ").repeat(10_000).trim_end());
    assert_same(&short, &built(&site(&[("a.md", &long)])), "a mark");
    let silent = hiding("x").replace(" mark", " silent");
    let without = built(&site(&[("a.md", &silent)]));
    assert_same(
        &without,
        &built(&site(&[("a.md", &page("Text text."))])),
        "a silent portion",
    );
}

#[test]
fn mode_02_search_words_and_their_counts() {
    let body = format!("{CANARY} ").repeat(50) + &"act ".repeat(100_000);
    changes_nothing(&[(
        "secret.md",
        &entry(
            "document",
            "restricted",
            "title: The act again\ntype: national-policy",
            &body,
        ),
    )]);
}

#[test]
fn mode_03_completions_hold_public_words_alone() {
    let portion = page(&format!(
        "Text :restricted[{CANARY}]{{reason=\"personnel\" silent}} text."
    ));
    let files = built(&site(&[("a.md", &portion)]));
    assert!(files.keys().any(|path| path.starts_with("search/en/")));
    for prefix in [CANARY, &CANARY[..8], &CANARY[..5]] {
        assert_eq!(holding(&files, prefix), [""; 0]);
    }
}
