//! Histories of a site, and the ledger beside it.

use vitrine_disclosure::ledger::{Act, FILE, Ledger, Published, Record, standing};
use vitrine_disclosure::release::{Material, candidate, digest};

use crate::case::{Remedy, TODAY, of, site, told};
use crate::texts::PUBLIC;

pub(crate) fn all() -> Vec<Remedy> {
    let history = |code: &'static str, text: &str| of(code, PUBLIC).with("releases.toml", text);
    let release = "[[release]]\nsequence = 1\non = \"2026-01-01\"\nadded = []\nextended = []\n";
    vec![
        history(
            "history-address",
            &release.replace("added = []", "added = [«\"pages/B\"⇒\"pages/b\"»]"),
        ),
        history(
            "history-order",
            &release.replace("sequence = 1", "sequence = «2⇒1»"),
        ),
        history(
            "history-value",
            &release.replace("\"2026-01-01\"", "«\"1 January\"⇒\"2026-01-01\"»"),
        ),
        history("value-type", &release.replace("= 1", "= «\"1\"⇒1»")),
        history("key-unknown", &format!("{release}«‹note› = \"x\"\n⇒»")),
        of(
            "entry-retracted",
            PUBLIC.replace("public", "‹«public⇒restricted»›"),
        )
        .with(
            "releases.toml",
            format!("{release}\n[[retracted]]\naddress = \"pages/b\"\non = \"2026-02-01\"\n"),
        ),
        // The other way out: a release lets it back.
        of("entry-retracted", PUBLIC.replace("public", "‹public›")).with(
            "releases.toml",
            format!("{release}«\n[[retracted]]\naddress = \"pages/b\"\non = \"2026-02-01\"\n⇒»"),
        ),
        {
            let whole = String::from_utf8(ledger(1).bytes().to_vec()).unwrap();
            let text = format!(
                "‹{}›\n",
                whole.trim_end().replace("\"by\":\"A\"", "\"by\":\"«C⇒A»\"")
            );
            site("ledger-broken")
                .with(FILE, text)
                .asked(|tree, _| told(Ledger::parse(tree.bytes(FILE).unwrap())))
        },
        // The history was changed by hand, and is taken from a backup.
        stands("history-differs", Some(1), |mended| {
            (Some(if mended { "one" } else { "other" }), None)
        }),
        // The ledger was lost, and the history and the site were not.
        stands("ledger-missing", None, |mended| {
            (if mended { None } else { Some("one") }, None)
        }),
        // A ledger of an earlier day was put there, and then the last one.
        site("ledger-behind").placeless().asked(|_, mended| {
            let (ledger, text) = if mended {
                (ledger(2), "two")
            } else {
                (ledger(1), "one")
            };
            told(standing(
                Some(&ledger),
                Some(text.as_bytes()),
                Some(&published(2, "two")),
            ))
        }),
        stands("output-behind", Some(2), |mended| {
            (Some("two"), (!mended).then(|| published(1, "one")))
        }),
        // The history is that of before the release, so it is begun.
        stands("output-differs", Some(2), |mended| {
            (Some("one"), (!mended).then(|| published(2, "other")))
        }),
        // What was retracted elsewhere is noted here.
        site("retraction-unknown").placeless().asked(|_, mended| {
            let noted = "address = \"pages/b\"\n";
            let first = ledger(1);
            let after = first.with(record(1, Act::Retraction, noted));
            let (ledger, text) = if mended {
                (&after, noted)
            } else {
                (&first, "one")
            };
            let site = Published {
                retracted: vec!["pages/b".to_owned()],
                ..published(1, "another")
            };
            told(standing(Some(ledger), Some(text.as_bytes()), Some(&site)))
        }),
        site("lift-unknown")
            .placeless()
            .with("a.md", PUBLIC)
            .with(
                "releases.toml",
                format!("{release}\n[[retracted]]\naddress = \"pages/c\"\non = \"2026-02-01\"\n"),
            )
            .asked(|tree, mended| {
                let lifted = [if mended { "pages/c" } else { "pages/d" }.to_owned()];
                told(candidate(
                    &Material {
                        source: tree,
                        base: None,
                        ledger: &Ledger::default(),
                        begun: false,
                        lifted: &lifted,
                    },
                    TODAY,
                ))
            }),
    ]
}

/// How ledger, history and published site stand together, wrong and mended.
fn stands(
    code: &'static str,
    releases: Option<u64>,
    found: impl Fn(bool) -> (Option<&'static str>, Option<Published>) + 'static,
) -> Remedy {
    site(code).placeless().asked(move |_, mended| {
        let ledger = releases.map(ledger);
        let (history, site) = found(mended);
        told(standing(
            ledger.as_ref(),
            history.map(str::as_bytes),
            site.as_ref(),
        ))
    })
}

/// A ledger of one release, or of two.
fn ledger(releases: u64) -> Ledger {
    let one = Ledger::default().with(record(1, Act::Release, "one"));
    if releases == 1 {
        one
    } else {
        one.with(record(2, Act::Release, "two"))
    }
}

fn published(sequence: u64, history: &str) -> Published {
    Published {
        sequence,
        retracted: Vec::new(),
        source: source(history),
    }
}

fn source(history: &str) -> String {
    digest(format!("source of {history}").as_bytes())
}

fn record(release: u64, act: Act, history: &str) -> Record {
    Record {
        act,
        number: 0,
        release,
        on: TODAY,
        by: "A".to_owned(),
        approved_by: (act == Act::Release).then(|| "B".to_owned()),
        approved: None,
        base: None,
        source: source(history),
        history: digest(history.as_bytes()),
        replaces: None,
        retracted: Vec::new(),
        added: Vec::new(),
        gone: Vec::new(),
        previous: String::new(),
        digest: String::new(),
    }
}
