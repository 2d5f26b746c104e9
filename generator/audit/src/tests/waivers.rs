//! Fragments that somebody looked at and found harmless.

use super::site::Site;

const HOME: &str = "index.html";

/// Waives what is found, until nothing is: of one line of the source one fragment is told at a time.
fn waived(site: &Site) -> Site {
    let mut site = site.clone();
    for _ in 0..12 {
        let report = site.audit();
        let fragments = report.findings().iter().filter_map(|one| one.fragment());
        let fragments: Vec<String> = fragments.map(str::to_owned).collect();
        site.waived.extend(fragments);
    }
    site
}

#[test]
fn what_was_found_harmless_is_passed_over_and_told_as_used() {
    for text in [
        "Tangerine.",
        "Xylograph",
        "30 June 2023",
        "Porcelain herons guard the custard",
    ] {
        let site = waived(&Site::new().add(HOME, &format!("<p>{text}</p>")));
        site.passes();
        assert_eq!(site.audit().used(), site.waived, "{text}");
    }
}

#[test]
fn a_waiver_is_for_one_fragment() {
    let site = waived(&Site::new().add(HOME, "<p>Tangerine.</p>"));
    site.clone()
        .add(HOME, "<p>Quillmarsh</p>")
        .finds("private-word", HOME);
    // A part of a passage is not the passage.
    let site = waived(&Site::new().add(HOME, "<p>30 June 2023</p>"));
    site.add(
        HOME,
        "<p>The Office with tangerine cloaks borrowed yesterday received</p>",
    )
    .finds("private-text", HOME);
}

#[test]
fn waivers_for_nothing_are_not_used() {
    let mut site = Site::new();
    site.waived.insert("0".repeat(32));
    site.passes();
    assert!(site.audit().used().is_empty());
}

#[test]
fn containers_and_lists_cannot_be_waived() {
    let site = Site::new().add(HOME, "<!-- Experts came. -->");
    let report = site.audit();
    assert!(report.findings().iter().all(|one| one.fragment().is_none()));
}
