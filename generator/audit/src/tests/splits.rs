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
