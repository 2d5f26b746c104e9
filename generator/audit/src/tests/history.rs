//! What a site tells of its releases.

use serde_json::json;

use super::site::{Site, page};

pub(super) const SOURCE: &str = "[[release]]\nsequence = 1\non = \"2026-05-14\"\nadded = []\nextended = []\n\n[[release]]\nsequence = 2\non = \"2026-06-01\"\nadded = [\"documents/brindlewick\", \"missions/visit\"]\nextended = []\n\n[[retracted]]\naddress = \"documents/mistaken-roster\"\non = \"2026-06-02\"\nwords = \"It named marmalade.\"\n";

/// The same without what is not public any more.
fn archived() -> String {
    SOURCE.replace("\"documents/brindlewick\", ", "")
}

pub(super) fn site() -> Site {
    let mut site = Site::new()
        .write("releases.toml", SOURCE)
        .pack("releases.toml", &archived())
        .put("changes.html", page("<p>14 May 2026</p><p>Visit of experts</p>"))
        .put(
            "documents/mistaken-roster.html",
            page("<p>It named marmalade. 2 June 2026</p>"),
        )
        .write("office/mistaken.md", "---\ntitle: Mistaken roster\nid: mistaken-roster\nkind: document\nsensitivity: restricted\ndate: 2026-05-14\n---\n\nTangerine cloaks were handed out yesterday.\n");
    site.release = Some(json!({"sequence": 2, "retracted": ["documents/mistaken-roster"]}));
    site
}

#[test]
fn a_sound_history_passes() {
    site().passes();
    let mut alone = site();
    alone.source.clear();
    alone.passes();
}

#[test]
fn a_history_speaks_of_nothing_that_is_not_public() {
    let archive = "source.tar.gz/releases.toml";
    site()
        .pack("releases.toml", SOURCE)
        .finds("history-stray", archive);
    for (from, to) in [
        ("sequence = 2", "sequence = 3"),
        ("extended = []", "reworded = [\"missions/visit\"]"),
        ("[[retracted]]", "[[withdrawn]]"),
    ] {
        site()
            .pack("releases.toml", &archived().replace(from, to))
            .finds("history-stray", archive);
    }
}

#[test]
fn a_history_is_that_of_the_source() {
    let archive = "source.tar.gz/releases.toml";
    for (from, to) in [
        ("2026-05-14", "2026-05-13"),
        ("It named marmalade.", "It was wrong."),
        (
            "added = [\"missions/visit\"]",
            "added = []\nextended = [\"missions/visit\"]",
        ),
    ] {
        let mut other = site();
        other = other.pack("releases.toml", &archived().replacen(from, to, 1));
        other.finds("history-differs", archive);
    }
    let mut none = site();
    none.archive.remove("releases.toml");
    none.finds("history-differs", archive);
    let mut unknown = site();
    unknown.source.remove("releases.toml");
    unknown.finds("history-differs", archive);
}

#[test]
fn a_manifest_tells_the_same() {
    for release in [
        None,
        Some(json!({"sequence": 1, "retracted": ["documents/mistaken-roster"]})),
        Some(json!({"sequence": 2, "retracted": []})),
        Some(json!({"sequence": 2})),
    ] {
        let mut other = site();
        other.release = release;
        other.finds("history-differs", "manifest.json");
    }
    let mut made_up = Site::new();
    made_up.release = Some(json!({"sequence": 1, "retracted": []}));
    made_up.finds("history-differs", "manifest.json");
}

#[test]
fn what_was_retracted_is_gone() {
    let archive = "source.tar.gz/releases.toml";
    site()
        .put("documents/mistaken-roster/extra.csv", "a,b\n")
        .finds("retracted-kept", archive);
    site()
        .pack(
            "documents/mistaken-roster.md",
            "---\ntitle: x\nkind: document\nsensitivity: public\n---\n",
        )
        .finds("retracted-kept", archive);
    let mut none = site();
    none.output.remove("documents/mistaken-roster.html");
    none.finds("retracted-gone", archive);
    let mut found = site();
    found.index(&["content"], "The experts saw everything and were content.");
    found.passes();
    let mut found = site();
    found.card("documents/mistaken-roster.html");
    found.finds("index-stray", "search/en/");
}

#[test]
fn a_tombstone_holds_nothing_of_what_stood_there() {
    site()
        .put(
            "documents/mistaken-roster.html",
            page("<p>Tangerine cloaks were handed out yesterday.</p>"),
        )
        .finds("private-text", "documents/mistaken-roster.html");
}

#[test]
fn a_history_may_have_releases_alone() {
    let history = "[[release]]\nsequence = 1\non = \"2026-05-14\"\nadded = [\"missions/visit\"]\nextended = []\n";
    let mut site = Site::new()
        .write("releases.toml", history)
        .pack("releases.toml", history)
        .put("changes.html", page("<p>14 May 2026</p>"));
    site.release = Some(json!({"sequence": 1, "retracted": []}));
    site.passes();
    site.release = None;
    site.finds("history-differs", "manifest.json");
}

#[test]
fn a_record_that_was_retracted_had_no_page_of_its_own() {
    for (address, expected) in [
        ("register/mistaken-roster", true),
        ("fr/register/mistaken-roster", true),
        ("documents/mistaken-roster", false),
        ("missions/mistaken-roster", false),
    ] {
        let told = |text: &str| text.replace("documents/mistaken-roster", address);
        let mut site = site()
            .write("releases.toml", &told(SOURCE))
            .pack("releases.toml", &told(&archived()));
        site.output.remove("documents/mistaken-roster.html");
        site.release = Some(json!({"sequence": 2, "retracted": [address]}));
        if expected {
            site.passes();
        } else {
            site.finds("retracted-gone", "source.tar.gz/releases.toml");
        }
    }
}
