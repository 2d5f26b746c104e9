//! What is public, by the audit's own reading, and where the generator's differs.

use super::site::{Site, page};

const GATHERING: &str = "<p>The autumn gathering takes place in Quillmarsh with trumpets.</p>";

#[test]
fn an_embargoed_entry_is_private_until_its_day() {
    let mut site = Site::new().put("later.html", page(GATHERING));
    site.as_of = "2026-09-30";
    site.finds("private-text", "later.html");
    site.as_of = "2026-10-01";
    site.passes();
}

#[test]
fn an_expired_entry_is_private_from_the_day_after() {
    let mut site = Site::new()
        .write("old.md", "---\ntitle: Old\nkind: page\nsensitivity: public\nexpires: 2026-07-01\n---\n\nConsultation on marmalade is open to everyone.\n")
        .put("old.html", page("<p>Consultation on marmalade is open to everyone.</p>"));
    site.passes();
    site.as_of = "2026-07-02";
    site.finds("private-text", "old.html");
}

/// Each is an entry whose text must not come out.
#[test]
fn entries_that_are_not_public() {
    for front in [
        "title: A\nkind: page\n",
        "title: A\nkind: page\nsensitivity: Public\n",
        "title: A\nkind: page\nsensitivity: partners\n",
        "title: A\nkind: page\nsensitivity: public\nsensitivity: public\n",
        "title: A\nkind: decision\nsensitivity: public\n",
        "title: A\nkind: page\nsensitivity: public\nonly_during: flood\n",
        "title: A\nkind: document\ntype: transport/specific\nsensitivity: public\ncompleted_on: 2027-02-20\n",
        "title: A\nkind: page\nsensitivity: public\nnot_before: [2020-01-01]\n",
    ] {
        let text = format!("---\n{front}---\n\nConsultation on marmalade is open to everyone.\n");
        let site = Site::new().write("a.md", &text).put(
            "a.html",
            page("<p>Consultation on marmalade is open to everyone.</p>"),
        );
        assert!(!site.audit().is_clean(), "{front}");
    }
    let toml = "+++\ntitle = \"A\"\nkind = \"page\"\nsensitivity = \"public\"\n+++\n\nConsultation on marmalade is open to everyone.\n";
    Site::new()
        .write("a.md", toml)
        .put(
            "a.html",
            page("<p>Consultation on marmalade is open to everyone.</p>"),
        )
        .passes();
    let site = Site::new().put(
        "a.html",
        page("<p>Consultation on marmalade is open to everyone.</p>"),
    );
    site.clone()
        .write("office/a.md", toml)
        .finds("private-text", "a.html");
    site.clone()
        .write("a.md", "Consultation on marmalade is open to everyone.\n")
        .finds("private-text", "a.html");
    site.write(
        "notes.txt",
        "Consultation on marmalade is open to everyone.\n",
    )
    .finds("private-text", "a.html");
}

#[test]
fn an_emergency_opens_what_waits_for_it() {
    let waiting = "---\ntitle: A\nkind: page\nsensitivity: public\nonly_during: flood\n---\n\nConsultation on marmalade is open to everyone.\n";
    let until = |day: &str| {
        format!(
            "---\ntitle: B\nid: flood\nkind: reassessment\nsensitivity: restricted\nfrom: 2026-06-30\nuntil: {day}\n---\n"
        )
    };
    let site = Site::new().write("a.md", waiting).put(
        "a.html",
        page("<p>Consultation on marmalade is open to everyone.</p>"),
    );
    site.clone()
        .write("office/b.md", &until("2026-07-01"))
        .passes();
    site.write("office/b.md", &until("2026-06-30"))
        .finds("private-text", "a.html");
}

#[test]
fn an_entry_waits_for_its_own_emergency() {
    for (waits, emergency, opened) in [
        ("flood", "id: flood", true),
        ("flood", "id: quake", false),
        ("flood", "title: flood", false),
        // What cannot be read is no name of anything.
        ("[flood, quake]", "id: flood", false),
        ("[flood, quake]", "title: flood", false),
    ] {
        let waiting = format!(
            "---\ntitle: A\nkind: page\nsensitivity: public\nonly_during: {waits}\n---\n\nConsultation on marmalade is open to everyone.\n"
        );
        let emergency = format!(
            "---\n{emergency}\nkind: reassessment\nsensitivity: restricted\nfrom: 2026-06-30\nuntil: 2026-07-02\n---\n"
        );
        let site = Site::new()
            .write("a.md", &waiting)
            .write("office/b.md", &emergency);
        open(&site, opened, &format!("{waits} {emergency}"));
    }
}

/// Says whether the text of an entry may be shown.
#[track_caller]
fn open(site: &Site, opened: bool, case: &str) {
    let site = site.clone().put(
        "a.html",
        page("<p>Consultation on marmalade is open to everyone.</p>"),
    );
    let report = site.audit();
    let found = report
        .findings()
        .iter()
        .any(|one| one.code() == "private-text" && one.file() == "a.html");
    assert_eq!(found, !opened, "{case}: {}", super::site::told(&report));
}

#[test]
fn an_emergency_may_lift_the_dates_of_some_rules() {
    let rule = "type: transport/specific\n";
    for (rule, lifts, lifted) in [
        (rule, "gates: [dates]\nrules: [transport/specific]", true),
        (
            rule,
            "gates: [levels, dates]\nrules: [other, transport/specific]",
            true,
        ),
        (rule, "gates: [dates]\nrules: [transport/other]", false),
        (rule, "gates: [levels]\nrules: [transport/specific]", false),
        (rule, "rules: [transport/specific]", false),
        (rule, "gates: [dates]", false),
        (rule, "gates: [transport/specific]\nrules: [dates]", false),
        (rule, "notes: [dates]\nrules: [transport/specific]", false),
        ("", "gates: [dates]\nrules: [\"\"]", false),
        ("", "gates: [dates]\nrules: [transport/specific]", false),
    ] {
        let waiting = format!(
            "---\ntitle: A\nkind: document\n{rule}sensitivity: public\nnot_before: 2027-01-01\ncompleted_on: 2026-01-01\n---\n\nConsultation on marmalade is open to everyone.\n"
        );
        let emergency = |until: &str| {
            format!(
                "---\ntitle: B\nkind: reassessment\nsensitivity: restricted\nfrom: 2026-06-30\nuntil: {until}\n{lifts}\n---\n"
            )
        };
        let site = Site::new().write("a.md", &waiting);
        let now = site.clone().write("office/b.md", &emergency("2026-07-01"));
        open(&now, lifted, lifts);
        open(
            &site.write("office/b.md", &emergency("2026-06-30")),
            false,
            lifts,
        );
    }
}

#[test]
fn a_file_that_is_no_text_is_private() {
    let mut site = Site::new();
    let text = b"---\ntitle: Marmalade casks\nkind: page\nsensitivity: public\n---\n\nConsultation on marmalade is open to everyone.\n\xff\n";
    site.source.insert("a.md".to_owned(), text.to_vec());
    open(&site, false, "its text");
    // What it is called is sought as well.
    site.put("b.html", page("<p>Marmalade casks</p>"))
        .finds("private-text", "b.html");
}

#[test]
fn who_checked_a_picture_is_not_told() {
    let list = "title: A plan, alt: Lines, checked_by: Barnaby Wexcombe}";
    let mut site = Site::new();
    let text = String::from_utf8(site.source["missions/visit.md"].clone()).unwrap();
    let changed = text.replace("title: A plan, alt: Lines}", list);
    assert_ne!(changed, text);
    site.source
        .insert("missions/visit.md".to_owned(), changed.into_bytes());
    site.passes();
    site.add("index.html", "<p>Barnaby Wexcombe</p>")
        .finds("private-text", "index.html");
}

#[test]
fn fields_that_do_not_pass() {
    for field in [
        "internal: {note: marmalade casks}",
        "subject: marmalade casks",
        "unheard_of: marmalade casks",
        "location: marmalade casks",
    ] {
        let text =
            format!("---\ntitle: A\nkind: finding\nsensitivity: public\n{field}\n---\n\nText.\n");
        Site::new()
            .write("a.md", &text)
            .put("a.html", page("<p>About marmalade casks.</p>"))
            .finds("private-text", "a.html");
    }
}

#[test]
fn a_date_is_as_exact_as_it_may_be() {
    let text = "---\ntitle: A\nkind: event\nsensitivity: public\ndate: 2024-04-17\ndate_precision: month\n---\n\nText.\n";
    let site = Site::new().write("a.md", text);
    site.clone()
        .put(
            "a.html",
            page("<p>April 2024</p><time datetime=\"2024-04-01T00:00:00Z\"></time>"),
        )
        .passes();
    site.put("a.html", page("<p>17 April 2024</p>"))
        .finds("private-text", "a.html");
}

#[test]
fn an_unnamed_origin_stays_unnamed() {
    let text = "---\ntitle: A\nkind: practice\nsensitivity: public\nreviewed_on: 2024-04-17\norigin: {kind: operator, consent: anonymous, name: Marmalade Isotopes}\n---\n\nText.\n";
    let site = Site::new().write("a.md", text);
    site.clone().put("a.html", page("<p>2024</p>")).passes();
    site.clone()
        .put("a.html", page("<p>Marmalade Isotopes</p>"))
        .finds("private-text", "a.html");
    site.put("a.html", page("<p>2024-04-17</p>"))
        .finds("private-text", "a.html");
}

#[test]
fn an_entry_that_the_generator_alone_finds_public() {
    let extra = "---\ntitle: \"Extra\"\nkind: page\nsensitivity: public\n---\n";
    let site = Site::new().pack("pages/extra.md", extra);
    site.finds("split-differs", "source.tar.gz/pages/extra.md");
    site.finds("split-differs", "manifest.json");
    site.write(
        "extra.md",
        "---\ntitle: Extra\nkind: page\nsensitivity: public\n---\n",
    )
    .passes();
}

#[test]
fn an_archive_holds_nothing_but_public_entries() {
    let extra = "---\ntitle: \"Extra\"\nkind: page\nsensitivity: partners\n---\n";
    let mut site = Site::new().pack("pages/extra.md", extra);
    site.source.clear();
    site.finds("archive-level", "source.tar.gz/pages/extra.md");
}

#[test]
fn a_file_that_one_list_keeps_back_is_kept_back() {
    let other = "---\ntitle: Other\nkind: page\nsensitivity: restricted\nattachments: [{file: missions/plan.png, sensitivity: restricted, title: X}]\n---\n";
    Site::new()
        .write("other.md", other)
        .finds("attachment-unlisted", "missions/visit/a-plan.png");
}

#[test]
fn short_portions_are_sought_whole() {
    for (portion, leak) in [
        ("Omsk", "near Omsk then"),
        ("Lake Balaton", "at lake balaton"),
        ("Gate B 7", "by gate B 7"),
    ] {
        let text = format!(
            "---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nThey met :restricted[{portion}]{{reason=\"threat\" mark}} today.\n"
        );
        let site = Site::new().write("a.md", &text);
        site.clone()
            .put("a.html", page("<p>They met today.</p>"))
            .passes();
        assert!(
            !site
                .put("a.html", page(&format!("<p>They met {leak}.</p>")))
                .audit()
                .is_clean(),
            "{portion}"
        );
    }
}
