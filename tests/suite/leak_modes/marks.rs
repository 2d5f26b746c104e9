//! Ways out through markings: slips in headers, floors, signs that look alike, policies, reasons, clocks.

use vitrine_disclosure::{Severity, SourceTree};
use vitrine_tests::{assert_same, today};

use crate::site::{CANARY, built, changes_nothing, entry, holding, page, refused, site};

#[test]
fn mode_29_slips_in_a_header() {
    let good = page(CANARY);
    assert!(!holding(&built(&site(&[("a.md", &good)])), CANARY).is_empty());
    // Forty slips; what each says to its author is drawn in the tests of disclosure.
    let slips = [
        ("sensitivity: public", "sensitvity: public"),
        ("sensitivity: public", "sensitivity: Public"),
        ("sensitivity: public", "sensitivity: PUBLIC"),
        ("sensitivity: public", "sensitivity: 'public '"),
        ("sensitivity: public", "sensitivity: pubic"),
        ("sensitivity: public", "sensitivity:"),
        ("sensitivity: public", "sensitivity: true"),
        ("sensitivity: public", "sensitivity: [public]"),
        ("sensitivity: public", "sensitivity: {level: public}"),
        ("sensitivity: public", "sensitivity: public, restricted"),
        (
            "sensitivity: public",
            "sensitivity: public\nsensitivity: restricted",
        ),
        (
            "sensitivity: public",
            "sensitivity: public\nsensitivity: public",
        ),
        ("sensitivity: public", "Sensitivity: public"),
        ("sensitivity: public", "sensitivity = public"),
        ("sensitivity: public", "sensitivity: publi\u{0441}"),
        ("sensitivity: public", "sensitivity: pub\u{200B}lic"),
        ("sensitivity: public", "sensitivity: ｐublic"),
        ("sensitivity: public", "sensitivity: !!str public"),
        ("sensitivity: public", "sensitivity: &a public"),
        ("sensitivity: public", "sensitivity: *a"),
        ("sensitivity: public", "<<: {sensitivity: public}"),
        ("sensitivity: public", "sensitivity: no"),
        ("sensitivity: public", "sensitivity: null"),
        ("sensitivity: public", "sensitivity: ~"),
        ("sensitivity: public", "sensitivity: 0"),
        ("sensitivity: public", "sensitivity: unclassified"),
        ("sensitivity: public", "sensitivity: \"public\\u200b\""),
        ("sensitivity: public", "\tsensitivity: public"),
        ("sensitivity: public", " sensitivity: public"),
        ("sensitivity: public", "sensitivity : 'public"),
        ("sensitivity: public", "draft: false\nsensitivity: public"),
        ("sensitivity: public", "# sensitivity: public"),
        ("sensitivity: public", "sensitivity: |\n  public"),
        ("kind: page", "kind: pages"),
        ("kind: page", "kind: page\nkind: document"),
        ("title: A page", "titel: A page"),
        ("title: A page", "title: [A page]"),
        ("title: A page", "title: A page: a story"),
        ("---\nkind", "\u{FEFF}---\nkind"),
        ("---\nkind", "\n---\nkind"),
        ("---\nkind", "--- \nkind"),
        ("---\nkind", "+++\nkind"),
        ("---\nkind", "---\n---\nkind"),
        ("---\n\n", "---\n---\nsensitivity: public\n---\n\n"),
        ("---\n\n", "--\n\n"),
        ("---\n\n", "...\n\n"),
    ];
    assert!(slips.len() >= 40);
    for (good_line, slip) in slips {
        let text = good.replacen(good_line, slip, 1);
        assert_ne!(text, good);
        match vitrine::build(&site(&[("a.md", &text)]), today()) {
            Ok(_) => panic!("{slip:?} was published"),
            Err(found) => assert!(found.contains_errors(), "{slip:?}"),
        }
    }
    // Lines may end as on other systems.
    let crlf = good.replace('\n', "\r\n");
    assert_same(
        &built(&site(&[("a.md", &good)])),
        &built(&site(&[("a.md", &crlf)])),
        "ends of lines",
    );
}

#[test]
fn mode_30_folders_only_raise() {
    let low = ("inner/_folder.toml", "sensitivity = \"partners\"\n");
    let high = ("inner/deep/_folder.toml", "sensitivity = \"restricted\"\n");
    let below =
        |level: &str| page(CANARY).replace("sensitivity: public", &format!("sensitivity: {level}"));
    for path in ["inner/a.md", "inner/deep/a.md", "inner/deep/more/a.md"] {
        assert_eq!(
            refused(&[low, high, (path, &below("public"))]),
            ["sensitivity-below-floor"]
        );
        changes_nothing(&[low, high, (path, &below("sensitive"))]);
    }
    // No folder makes an entry public that does not say so itself.
    let lowering = ("inner/_folder.toml", "sensitivity = \"public\"\n");
    changes_nothing(&[lowering, ("inner/a.md", &below("restricted"))]);
    let silent = page(CANARY).replace("sensitivity: public\n", "");
    assert_eq!(
        refused(&[lowering, ("inner/a.md", &silent)]),
        ["sensitivity-missing"]
    );
}

#[test]
fn mode_31_signs_that_look_alike_or_do_not_show() {
    for body in [
        ":r\u{0435}stricted[x]{reason=\"personnel\" mark}",
        ":restr\u{200B}icted[x]{reason=\"personnel\" mark}",
        "\u{FF1A}restricted[x]{reason=\"personnel\" mark}",
        ":\u{FF52}estricted[x]{reason=\"personnel\" mark}",
        "&#58;restricted[x]{reason=\"personnel\" mark}",
        ":RESTRICTED[x]{reason=\"personnel\" mark}",
        ":\u{00AD}restricted[x]{reason=\"personnel\" mark}",
        "Text \u{202E}dlrow.",
        "Text \u{2066}world.",
        "Text\u{2063} and more.",
    ] {
        let found = refused(&[("a.md", &page(body))]);
        assert!(!found.is_empty(), "{body}");
    }
}

#[test]
fn mode_47_reasons_are_a_closed_list() {
    let with = |reason: &str| {
        page(&format!(
            "Text :restricted[x]{{reason=\"{reason}\" mark}} text."
        ))
    };
    for reason in [
        "vital area",
        "vital-area",
        "the eastern gate",
        "",
        "Threat",
        "threat ",
    ] {
        assert!(!refused(&[("a.md", &with(reason))]).is_empty(), "{reason}");
    }
    for reason in ["threat", "unspecified"] {
        let _ = built(&site(&[("a.md", &with(reason))]));
    }
}

#[test]
fn mode_54_a_policy_that_asks_for_less_is_told() {
    let lowered =
        "[row.safeguards-report]\npublic = \"yes\"\nrecipients = [\"iaea\", \"public\"]\n";
    let built = vitrine::build(&site(&[("policy.toml", lowered)]), today()).unwrap();
    let told = |code: &str| {
        built
            .warnings
            .iter()
            .any(|one| one.code == code && one.severity == Severity::Warning)
    };
    assert!(
        told("policy-lowered"),
        "{}",
        vitrine_tests::list(&built.warnings)
    );
    // And what was assessed under another rule must be assessed anew.
    let project = vitrine_tests::Project::new().file(
        "a.md",
        entry(
            "document",
            "public",
            "title: A\ntype: regulation-guidance\nform: nonsensitive-part",
            "Text.",
        ),
    );
    let assess = [
        "assess",
        "site/a.md",
        "--by",
        "Ann",
        "--basis",
        "Read",
        "--on",
        "2026-11-01",
    ];
    let _ = project.run(&assess).exits(0);
    let _ = project.build().exits(0);
    let project = project.file(
        "policy.toml",
        "[row.regulation-guidance]\npartial = [\"nonsensitive-part\", \"summary\"]\n",
    );
    let ran = project.build().exits(1);
    assert!(ran.err().contains("assessment-void"), "{}", ran.err());
}

#[test]
fn mode_55_a_date_alone_releases_nothing() {
    let transport = |lines: &str| {
        entry(
            "document",
            "public",
            &format!(
                "title: {CANARY}\ntype: transport/completed\nform: summary\nsubject: A march\ndiscloses: [endpoints]\n{lines}"
            ),
            CANARY,
        )
    };
    let assessed = "assessment: {by: Ann, on: 2026-11-01, basis: Read}";
    assert!(refused(&[("a.md", &transport(assessed))]).contains(&"completed-on-missing"));
    assert!(
        refused(&[("a.md", &transport("completed_on: 2026-11-01"))])
            .contains(&"assessment-missing")
    );
    changes_nothing(&[(
        "a.md",
        &transport(&format!("completed_on: 2026-11-24\n{assessed}")),
    )]);
    let over = transport(&format!("completed_on: 2026-11-23\n{assessed}"));
    assert!(!holding(&built(&site(&[("a.md", &over)])), CANARY).is_empty());
}

#[test]
fn mode_53_there_is_one_audience() {
    // Nothing but the level `public` leaves, so no other profile can be put in its place by mistake.
    for level in ["partners", "restricted", "sensitive"] {
        changes_nothing(&[(
            "a.md",
            &page(CANARY).replace("sensitivity: public", &format!("sensitivity: {level}")),
        )]);
    }
    let mut tree = SourceTree::new();
    for (path, file) in site(&[]).iter() {
        if let vitrine_disclosure::SourceFile::Bytes(bytes) = file {
            tree.insert(path, bytes.clone());
        }
    }
    tree.insert(
        "vitrine.toml",
        "title = \"A test\"\naudience = \"partners\"\n",
    );
    let Err(found) = vitrine::build(&tree, today()) else {
        panic!("another audience was built for");
    };
    assert!(found.iter().any(|one| one.code == "key-unknown"));
}

/// The errors of a site whose page has this text.
fn told(text: &str, policy: &str) -> Vec<&'static str> {
    let page = page(text);
    match vitrine::build(&site(&[("a.md", &page), ("policy.toml", policy)]), today()) {
        Ok(_) => Vec::new(),
        Err(found) => found
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| one.code)
            .collect(),
    }
}

#[test]
fn mode_32_marking_words_that_were_left_in_a_text() {
    let any = "levels = [\"public\", \"partners\", \"restricted\", \"sensitive\"]\n";
    for text in [
        "OFFICIAL-SENSITIVE",
        "TLP:AMBER",
        "VS-NUR FÜR DEN DIENSTGEBRAUCH",
        "CONFIDENTIEL DÉFENSE",
        "(S//NF) The route.",
        "СЕКРЕТНО",
        "TLP&#58;RED",
        "**OFFICIAL**-**SENSITIVE**",
    ] {
        assert!(!told(text, any).is_empty(), "{text} was published");
    }
    for text in [
        "The office keeps restricted areas.",
        "A secret ballot was held.",
        "INFCIRC/225/Rev.5 of 2011.",
    ] {
        assert_eq!(told(text, any), [""; 0], "{text}");
    }
}

#[test]
fn mode_57_reference_numbers_of_an_original() {
    let own = "[detector.case-file]\nseeks = \"a case file\"\npattern = '\\bVCF-[0-9]{4}/[0-9]{3}\\b'\nfinds = [\"VCF-2024/017\"]\n";
    let found = told("As VCF-2023/112 says.", own);
    assert_eq!(found, ["own-detector"]);
    assert_eq!(told("As the file says.", own), [""; 0]);
}
