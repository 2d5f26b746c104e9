//! What is sound passes: a false alarm keeps a site from being published.

use super::site::{Site, page};

#[test]
fn a_sound_site_passes_and_something_was_sought() {
    let site = Site::new();
    site.passes();
    assert!(site.audit().sought() > 50);
}

#[test]
fn words_that_are_public_elsewhere_are_no_alarm() {
    let site = Site::new()
        .write("terms/heron.md", "---\ntitle: Heron\nkind: term\nsensitivity: public\n---\n\nPorcelain herons guard gardens; trumpets and lollipops are known.\n");
    site.put(
        "terms/heron.html",
        page("<p>Porcelain herons guard gardens; trumpets and lollipops are known.</p>"),
    )
    .passes();
}

#[test]
fn the_theme_may_say_what_it_says() {
    Site::new()
        .write("office/word.md", "---\ntitle: Search this site\nkind: page\nsensitivity: restricted\n---\n\nSearch this site now\n")
        .put("search.html", page("<p>Search this site</p>"))
        .passes();
}

#[test]
fn a_record_is_public() {
    let site = Site::new().put("extra.html", page("<p>Inspection at the reactor</p><a id=\"inspection-2025\" href=\"register/index.html#inspection-2025\">x</a>"));
    site.passes();
}

#[test]
fn names_of_states_and_days_of_months_are_derived() {
    let site = Site::new()
        .write("a.md", "---\ntitle: Alpha\nkind: page\nsensitivity: public\nstate: NL\ndate: 2024-03\n---\n\nText.\n")
        .write("office/b.md", "---\ntitle: Beta\nkind: page\nsensitivity: restricted\ndate: 2024-03-01\n---\n\nThe Netherlands again.\n");
    site.put(
        "a.html",
        page("<p>Netherlands</p><time datetime=\"2024-03-01T00:00:00Z\">March 2024</time>"),
    )
    .passes();
}

#[test]
fn numbers_that_are_derived_are_no_alarm() {
    let site = Site::new();
    let size = site.output["missions/visit/a-plan.png"].len() * 100;
    let mut site = site.put("long.html", page(&"<p>Visit</p>".repeat(400)));
    let bytes = site.finished()["long.html"].len();
    assert!(bytes > 1000 && size > 1000, "numbers of four digits");
    site = site.write(
        "office/number.md",
        &format!(
            "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\nExtension {bytes} rings.\n"
        ),
    );
    site.passes();
    site.put("extra.html", page(&format!("<p>{bytes}</p>")))
        .finds("private-word", "extra.html");
}

#[test]
fn words_that_every_site_holds_are_no_alarm() {
    let body = "Headers for nojekyll hosts.\n\nInfcirc225rev5 and resolution.\n\nAn application manifest.\n";
    let text = format!("---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\n{body}");
    Site::new().write("office/words.md", &text).passes();
}

#[test]
fn an_archive_builds_its_own_site() {
    let mut site = Site::new();
    site.source.clear();
    site.passes();
    assert_eq!(site.audit().sought(), 0);
}

#[test]
fn a_site_without_private_files_passes() {
    let mut site = Site::new();
    site.source
        .retain(|path, _| !path.starts_with("office/") && !path.ends_with("later.md"));
    site.archive.remove("register/inspection-2025.md");
    site.output.remove("register/index.html");
    site.passes();
}

/// A public page, on the site and in the source.
fn with_page(text: &str, html: &str) -> Site {
    let source = format!("---\ntitle: Alpha\nkind: page\nsensitivity: public\n---\n\n{text}\n");
    Site::new()
        .write("a.md", &source)
        .put("pages/alpha.html", page(html))
}

#[test]
fn text_may_speak_of_data() {
    let shown = "<p title=\"data: open\">Data: open and data:open</p><meta content=\"data: open\">";
    let site = with_page("Data: open and data:open", shown);
    site.passes();
    for address in [
        "<img src=\"data:image/png;base64,xx\">",
        "<a href=\" DATA:text/plain,open\">open</a>",
        "<a href=\"da&#10;ta:text/plain,open\">open</a>",
        "<img srcset=\"open.png 1x, data:open 2x\">",
    ] {
        site.clone()
            .add("pages/alpha.html", address)
            .finds("markup-data", "pages/alpha.html");
    }
}

#[test]
fn a_private_file_may_be_called_as_a_public_one() {
    let storm = "---\ntitle: Storm\nkind: term\nsensitivity: public\n---\n\nStorm.\n";
    let site = Site::new()
        .write("terms/weather.md", storm)
        .write("vault/storm.md", &storm.replace("public", "restricted"))
        .write("pages/index.html", "Porcelain herons guard the custard")
        .pack(
            "terms/storm.md",
            &storm.replace("Storm\nkind", "\"Storm\"\nkind"),
        )
        .put("terms/storm.html", page("<p>Storm</p>"))
        .put(
            "pages/index.html",
            page("<a href=\"../pages/index.html\">Visit</a>"),
        );
    let report = site.audit();
    let alarms: Vec<String> = report
        .findings()
        .iter()
        .filter(|finding| finding.code() != "split-differs")
        .map(ToString::to_string)
        .collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
    // Its text is sought all the same.
    site.add(
        "terms/storm.html",
        "<p>Porcelain herons guard the custard</p>",
    )
    .finds("private-text", "terms/storm.html");
    // And the name of a file that no public one has.
    Site::new()
        .write(
            "vault/storm-plan.md",
            &storm.replace("public", "restricted"),
        )
        .add("index.html", "<a href=\"storm-plan.html\">Visit</a>")
        .finds("private-name", "index.html");
}

#[test]
fn a_title_is_no_neighbour_of_a_tag() {
    let private =
        "---\ntitle: Visit 6 a\nkind: page\nsensitivity: restricted\n---\n\nOf a experts.\n";
    let site = with_page(
        "Visit 6",
        "<p><a href=\"alpha.html\">Visit 6</a> <a title=\"Visit 6\">Visit 6</a></p>",
    )
    .write("office/six.md", private);
    site.passes();
    site.add("pages/alpha.html", "<p>Visit 6 a</p>")
        .finds("private-text", "pages/alpha.html");
}

#[test]
fn a_count_is_no_alarm() {
    let private =
        "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\n- 12 search\n- 13 wombats\n";
    let site = Site::new().write("office/twelve.md", private);
    site.clone().add("index.html", "<p>12 search</p>").passes();
    site.add("index.html", "<p>13 wombats</p>")
        .finds("private-text", "index.html");
}

#[test]
fn the_title_of_a_page_ends_with_those_of_its_list_and_of_the_site() {
    // The private text reads on from one title to the other: `alpha missions open platform`.
    let private = "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\nSee alpha open platform, or alpha search open platform.\n";
    let site = with_page("Alpha", "<p>Alpha</p>").write("office/n.md", private);
    for title in ["Alpha – Open platform", "Alpha – Search – Open platform"] {
        site.clone()
            .put("pages/alpha.html", page(&format!("<title>{title}</title>")))
            .passes();
    }
    for title in [
        "See alpha open platform",
        "See alpha open platform – Open platform",
        "Alpha – open platform or alpha – Open platform",
        "Alpha – or alpha search open – Open platform",
    ] {
        site.clone()
            .put("pages/alpha.html", page(&format!("<title>{title}</title>")))
            .finds("private-text", "pages/alpha.html");
    }
}

#[test]
fn the_label_of_a_list_is_no_part_of_a_title() {
    // Word by word it is what the private title says.
    let private = "---\ntitle: Alpha search\nkind: page\nsensitivity: restricted\n---\n";
    let site = with_page("Alpha", "<p>Alpha</p>").write("office/n.md", private);
    for (title, passes) in [
        ("Alpha – Search – Open platform", true),
        ("Alpha – Open platform", true),
        ("Alpha search – Open platform", false),
        ("Alpha – search – Open platform", false),
        ("Alpha – Search", false),
    ] {
        let site = site
            .clone()
            .put("pages/alpha.html", page(&format!("<title>{title}</title>")));
        assert_eq!(site.audit().is_clean(), passes, "{title}");
    }
}

#[test]
fn terms_that_a_public_word_gives_are_no_alarm() {
    let private = "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\nBulkier raisers.\n";
    let text = "The bulky raising";
    for (text, terms, passes) in [
        (text, ["bulki", "raise"], true),
        ("The bulky", ["bulki", "raise"], false),
        ("The raising", ["bulki", "raise"], false),
    ] {
        let mut site = with_page(text, &format!("<p>{text}</p>")).write("office/n.md", private);
        site.index_of("pages/alpha.html", &terms, text);
        let report = site.audit();
        let found = report
            .findings()
            .iter()
            .any(|one| one.code() == "private-term");
        assert_eq!(!found, passes, "{text}: {}", super::site::told(&report));
    }
}

#[test]
fn a_page_cites_itself() {
    let private = "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\nNo alpha open platform visit; platform 12 May 2023 alpha.\n";
    let dated =
        "---\ntitle: Alpha\nkind: page\nsensitivity: public\ndate: 2023-05-12\n---\n\nNo.\n";
    let site = Site::new()
        .write("a.md", dated)
        .write("office/n.md", private);
    let cited = "<p>Alpha. Open platform, 12 May 2023. <code>pages/alpha.html</code></p>";
    site.clone().put("pages/alpha.html", page(cited)).passes();
    let cited = cited.replace("Alpha.", "No alpha.");
    site.put("pages/alpha.html", page(&cited))
        .finds("private-text", "pages/alpha.html");
}

#[test]
fn a_heading_has_an_anchor_that_a_private_title_may_have_too() {
    let text = "## Ход N4 в N8 плана\n\nAlpha\n\n## Beta plan seven\n\n## Beta plan seven\n";
    let html = "<h2 id=\"n4-n8\">Ход N4 в N8 плана</h2><p>Alpha</p><h2 id=\"beta-plan-seven\">Beta plan seven</h2><h2 id=\"beta-plan-seven-2\">Beta plan seven</h2>";
    for title in ["Под N4 за N8", "N4 N8 !", "Beta plan: seven (2)"] {
        let private =
            format!("---\ntitle: \"{title}\"\nkind: page\nsensitivity: restricted\n---\n\nZ.\n");
        with_page(text, html)
            .write("office/n.md", &private)
            .passes();
    }
    // A title that says something gives a name that is sought.
    let private = "---\ntitle: Под Beta plans N8\nkind: page\nsensitivity: restricted\n---\n\nZ.\n";
    with_page(text, html)
        .write("office/n.md", private)
        .add("pages/alpha.html", "<i id=\"beta-plans-n8\">Beta</i>")
        .finds("private-name", "pages/alpha.html");
}
