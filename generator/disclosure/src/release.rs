//! A release before it is one: what it would publish, what that changes, and the digest by which two persons approve it.

use jiff::civil::Date;

use crate::assessment::sum;
use crate::changes::{Changes, changes};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::disclose::{Disclosure, disclose, revise};
use crate::entry::suggestion;
use crate::history::{History, NAME};
use crate::ledger::{Ledger, Publication, publications};
use crate::policy;
use crate::public::Address;
use crate::settings::Settings;
use crate::source::SourceTree;

/// What a release would publish.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The public source, with the release in its history.
    pub disclosure: Disclosure,
    /// What differs from the site that it follows.
    pub changes: Changes,
    /// All that it makes public.
    pub publications: Vec<Publication>,
    /// The number of the release.
    pub sequence: u64,
    /// The digest over the change and both public sources, the old and the new: 64 hexadecimal digits.
    pub digest: String,
}

/// What a release is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The site folder.
    pub source: &'a SourceTree,
    /// The site that is published; `None` where there is none.
    pub base: Option<&'a Disclosure>,
    /// The ledger so far.
    pub ledger: &'a Ledger,
    /// Whether its last release is only begun.
    pub begun: bool,
    /// Addresses whose retraction is lifted.
    pub lifted: &'a [String],
}

/// What a release of a folder for a day would publish.
///
/// # Errors
///
/// What is wrong with the folder.
pub fn candidate(from: &Material<'_>, as_of: Date) -> Result<Candidate, Diagnostics> {
    let mut found = Diagnostics::new();
    let history = History::read(from.source, &mut found).ok_or(found)?;
    check_lifted(&history, from.lifted)?;
    let history = history.without_retractions(from.lifted);
    let mut source = from.source.clone();
    if !from.lifted.is_empty() {
        source.insert(NAME, history.to_toml());
    }
    let before = disclose(&source, as_of)?;
    let publications = publications(before.tree(), &source, as_of);
    let base = from.base.map(Disclosure::tree);
    let made = changes(base, before.tree());
    let (added, extended) = told(from, &publications, &made);
    let next = history.with_release(as_of, added, extended);
    let sequence = next.sequence();
    let disclosure = revise(&before, |tree| tree.insert(NAME, next.to_toml()))?
        .with_warnings(before.warnings().clone());
    let changes = changes(base, disclosure.tree());
    let old = from.base.map(|base| sum(base.archive()));
    let digest = sum(format!(
        "vitrine release\n{}\n{}\n{}\n",
        old.as_deref().unwrap_or("none"),
        sum(disclosure.archive()),
        changes.to_json()
    )
    .as_bytes());
    Ok(Candidate {
        disclosure,
        changes,
        publications,
        sequence,
        digest,
    })
}

/// What the change log names of a release: entries that it makes public, and those that it adds something to. What was
/// only taken out of an entry is not named.
fn told(
    from: &Material<'_>,
    publications: &[Publication],
    made: &Changes,
) -> (Vec<Address>, Vec<Address>) {
    let before = from.ledger.public(from.begun);
    if before.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let (mut added, mut extended) = (Vec::new(), Vec::new());
    for one in publications {
        let Some((address, _)) = crate::history::address(&one.address) else {
            continue;
        };
        let same = |known: &Publication| known.form == one.form && known.files == one.files;
        match before.get(one.address.as_str()) {
            None => added.push(address),
            Some(known) if same(known) => {}
            // Without a change against the published site it was added to by a build in between.
            Some(_) => {
                let change = made.entries.iter().find(|entry| entry.address == address);
                if change.is_none_or(crate::changes::EntryChange::adds) {
                    extended.push(address);
                }
            }
        }
    }
    (added, extended)
}

fn check_lifted(history: &History, lifted: &[String]) -> Result<(), Diagnostics> {
    for address in lifted {
        if history.retraction(address).is_some() {
            continue;
        }
        let all = history.retracted().iter().map(|one| one.address().as_str());
        let help = match suggestion(address, all) {
            Some(near) => format!("did you mean `--lift {near}`?"),
            None => "releases.toml names what is retracted, by address".to_owned(),
        };
        let message = "nothing that was retracted has the address that `--lift` names";
        return Err(Diagnostics::from_iter([Diagnostic::error(
            "lift-unknown",
            NAME,
            0..0,
            message,
        )
        .help(help)]));
    }
    Ok(())
}

/// Says whether a site publishes nothing but approved releases; `false` where its settings cannot be read.
#[must_use]
pub fn release_required(source: &SourceTree) -> bool {
    Settings::read(source, &mut Diagnostics::new())
        .is_some_and(|settings| settings.release_required)
}

/// The SHA-256 of bytes, as the ledger has it.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    sum(bytes)
}

/// Says whether two names are one person's.
#[must_use]
pub fn same_person(a: &str, b: &str) -> bool {
    policy::same_person(a, b)
}
