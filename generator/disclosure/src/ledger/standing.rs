//! How ledger, history and published site stand to each other: together, or with a release that was begun.

use super::chain::HELP;
use super::{Act, FILE, Ledger};
use crate::assessment::sum;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::history::NAME;

/// What a published site says of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Published {
    /// The number of its last release; 0 before the first.
    pub sequence: u64,
    /// The addresses of what was retracted.
    pub retracted: Vec<String>,
    /// The SHA-256 of its public source.
    pub source: String,
}

/// How a site stands to its releases.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Nothing was released so far.
    Unreleased,
    /// The last release is published.
    Settled,
    /// The last release is recorded, and its publication did not come to an end.
    Begun,
}

/// Holds ledger, history and published site together.
///
/// # Errors
///
/// What does not fit, and how to mend it.
pub fn standing(
    ledger: Option<&Ledger>,
    history: Option<&[u8]>,
    published: Option<&Published>,
) -> Result<Standing, Diagnostics> {
    let Some((ledger, last)) = ledger.and_then(|ledger| Some((ledger, ledger.last()?))) else {
        return match (history, published) {
            (Some(_), _) => Err(missing(
                "releases.toml tells of releases, and there is no ledger of them",
            )),
            (_, Some(site)) if site.sequence > 0 => Err(missing(
                "the site in the output folder was released, and there is no ledger of that here",
            )),
            (_, Some(site)) => known(&site.retracted, history).map(|()| Standing::Unreleased),
            (None, None) => Ok(Standing::Unreleased),
        };
    };
    let effective = ledger.effective();
    let before = effective.iter().rev().nth(1);
    let written = history.map(sum);
    let standing = if written.as_ref() == Some(&last.history) {
        Standing::Settled
    } else if last.act == Act::Release && written.as_ref() == before.map(|one| &one.history) {
        Standing::Begun
    } else {
        return Err(one(
            "history-differs",
            NAME,
            "releases.toml is not what the last release or retraction wrote",
            "take it from the source.tar.gz of the published site, or from a backup, and do not change it by hand",
        ));
    };
    let Some(site) = published else {
        return Ok(standing);
    };
    let begun = standing == Standing::Begun;
    if site.sequence > last.release {
        return Err(one(
            "ledger-behind",
            FILE,
            &format!(
                "the site in the output folder is release {}, and the ledger ends with release {}",
                site.sequence, last.release
            ),
            HELP,
        ));
    }
    if site.sequence + u64::from(begun) < last.release {
        let what = match site.sequence {
            0 => "was not released".to_owned(),
            number => format!("is release {number}"),
        };
        return Err(one(
            "output-behind",
            FILE,
            &format!(
                "the site in the output folder {what}, and the last release is release {}",
                last.release
            ),
            "name the folder of the last release, or an empty one",
        ));
    }
    if begun && site.sequence == last.release && site.source != last.source {
        return Err(one(
            "output-differs",
            FILE,
            "the site in the output folder bears the number of the last release and is another",
            "name the folder of the last release, or an empty one",
        ));
    }
    if site.source != last.source {
        known(&site.retracted, history)?;
    }
    Ok(standing)
}

/// What was retracted from the published site must be known here, or it would come back.
fn known(retracted: &[String], history: Option<&[u8]>) -> Result<(), Diagnostics> {
    let history = history.map(String::from_utf8_lossy).unwrap_or_default();
    let line = |address: &str| format!("address = \"{address}\"");
    let unknown = retracted
        .iter()
        .find(|address| !history.lines().any(|known| known == line(address)));
    match unknown {
        None => Ok(()),
        Some(address) => Err(one(
            "retraction-unknown",
            NAME,
            &format!(
                "the site in the output folder has {address} retracted, and this folder does not know of it"
            ),
            &format!(
                "note it here: `vitrine retract {address} --output DIR --site SITE --by NAME`, with the same output folder"
            ),
        )),
    }
}

fn missing(message: &str) -> Diagnostics {
    one("ledger-missing", FILE, message, HELP)
}

fn one(code: &'static str, file: &str, message: &str, help: &str) -> Diagnostics {
    Diagnostics::from_iter([Diagnostic::error(code, file, 0..0, message).help(help)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Record;

    fn record(release: u64, act: Act, history: &str) -> Record {
        Record {
            act,
            number: 0,
            release,
            on: jiff::civil::date(2026, 11, 1),
            by: "A".to_owned(),
            approved_by: (act == Act::Release).then(|| "B".to_owned()),
            approved: None,
            base: None,
            source: format!("source of {history}"),
            history: sum(history.as_bytes()),
            replaces: None,
            retracted: Vec::new(),
            added: Vec::new(),
            gone: Vec::new(),
            previous: String::new(),
            digest: String::new(),
        }
    }

    fn published(sequence: u64, source: &str, retracted: &[&str]) -> Published {
        Published {
            sequence,
            retracted: retracted.iter().map(|one| (*one).to_owned()).collect(),
            source: source.to_owned(),
        }
    }

    #[test]
    fn what_fits_stands() {
        use Standing::{Begun, Settled, Unreleased};

        let with = |sequence, source, retracted| Some(published(sequence, source, retracted));

        let one = Ledger::default().with(record(1, Act::Release, "one"));
        let two = one.with(record(2, Act::Release, "two"));
        let gone = one.with(record(1, Act::Retraction, "address = \"pages/a\"\n"));
        for (ledger, history, site, expected) in [
            (None, None, None, Ok(Unreleased)),
            (None, None, with(0, "", &[]), Ok(Unreleased)),
            (Some(&Ledger::default()), None, None, Ok(Unreleased)),
            (None, Some("one"), None, Err("ledger-missing")),
            (None, None, with(1, "", &[]), Err("ledger-missing")),
            (
                Some(&Ledger::default()),
                Some("one"),
                None,
                Err("ledger-missing"),
            ),
            (
                None,
                None,
                with(0, "", &["pages/a"]),
                Err("retraction-unknown"),
            ),
            (Some(&one), Some("one"), None, Ok(Settled)),
            (
                Some(&one),
                Some("one"),
                with(1, "source of one", &[]),
                Ok(Settled),
            ),
            (
                Some(&one),
                Some("one"),
                with(1, "built since", &[]),
                Ok(Settled),
            ),
            (Some(&one), None, None, Ok(Begun)),
            (Some(&one), None, with(0, "", &[]), Ok(Begun)),
            (Some(&one), None, with(1, "source of one", &[]), Ok(Begun)),
            (
                Some(&one),
                None,
                with(1, "another", &[]),
                Err("output-differs"),
            ),
            (Some(&one), Some("zero"), None, Err("history-differs")),
            (
                Some(&one),
                Some("one"),
                with(0, "", &[]),
                Err("output-behind"),
            ),
            (
                Some(&one),
                Some("one"),
                with(2, "", &[]),
                Err("ledger-behind"),
            ),
            (
                Some(&one),
                Some("one"),
                with(1, "", &["pages/a"]),
                Err("retraction-unknown"),
            ),
            (Some(&two), Some("two"), with(2, "", &[]), Ok(Settled)),
            (Some(&two), Some("one"), with(1, "", &[]), Ok(Begun)),
            (
                Some(&two),
                Some("one"),
                with(0, "", &[]),
                Err("output-behind"),
            ),
            (Some(&two), None, None, Err("history-differs")),
            (
                Some(&two),
                Some("two"),
                with(1, "", &[]),
                Err("output-behind"),
            ),
            (Some(&gone), Some("one"), None, Err("history-differs")),
            (
                Some(&gone),
                Some("address = \"pages/a\"\n"),
                with(1, "", &["pages/a"]),
                Ok(Settled),
            ),
            (
                Some(&gone),
                Some("address = \"pages/a\"\n"),
                with(1, "", &["pages/b"]),
                Err("retraction-unknown"),
            ),
        ] {
            let found = standing(ledger, history.map(str::as_bytes), site.as_ref());
            let found = found.map_err(|found| {
                let all: Vec<_> = found.iter().map(|one| one.code).collect();
                all.concat()
            });
            assert_eq!(
                found,
                expected.map_err(str::to_owned),
                "{ledger:?} {history:?} {site:?}"
            );
        }
    }

    #[test]
    fn a_release_that_replaces_another_is_begun_from_the_same_place() {
        let one = Ledger::default().with(record(1, Act::Release, "one"));
        let two = one.with(record(2, Act::Release, "two"));
        let replaces = two.last().map(|last| last.digest.clone());
        let other = two.with(Record {
            replaces,
            ..record(2, Act::Release, "other")
        });
        let found = |history: &str| standing(Some(&other), Some(history.as_bytes()), None);
        assert_eq!(found("one"), Ok(Standing::Begun));
        assert_eq!(found("other"), Ok(Standing::Settled));
        assert!(found("two").is_err());
    }
}
