//! Canaries: the audit says how many it saw, and refuses where it saw too few.

use super::site::{Site, told};
use crate::Canaries;

pub(super) fn canary(number: u8, level: &str) -> String {
    format!(
        "---\ntitle: Canary vuxolar{number}\nkind: page\nsensitivity: {level}\ninternal: {{canary: dokuzem{number}}}\n---\n\nHirofal{number} beluvid{number}.\n"
    )
}

#[test]
fn what_is_planted_is_seen_and_not_published() {
    let site = Site::new()
        .write("canaries/a.md", &canary(1, "restricted"))
        .write("canaries/b.md", &canary(2, "sensitive"));
    site.passes();
    let expected = Canaries {
        planted: 2,
        seen: 2,
        published: 0,
    };
    assert_eq!(site.audit().canaries(), expected);
    assert_eq!(Site::new().audit().canaries(), Canaries::default());
}

#[test]
fn a_published_canary_is_counted() {
    let site = Site::new()
        .write("canaries/a.md", &canary(1, "restricted"))
        .add("index.html", "<p>hirofal1</p>");
    assert_eq!(site.audit().canaries().published, 1);
    site.finds("private-word", "index.html");
}

#[test]
fn a_canary_that_is_not_seen_is_refused() {
    // Somebody has marked it public: then it protects nothing.
    let site = Site::new().write("canaries/a.md", &canary(1, "public"));
    let report = site.audit();
    assert_eq!(report.canaries().seen, 0, "{}", told(&report));
    site.finds("canary-unseen", "the source");
}
