//! The proof of each build: what rendering gets was read from the public source, and that source projects to itself.

use jiff::civil::Date;

use super::{Origin, Projection, project};
use crate::archive;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::public::PublicTree;
use crate::source::SourceTree;

/// What everyone may read of a site folder, and the archive that it was read from.
#[derive(Clone, Debug)]
pub struct Disclosure {
    tree: PublicTree,
    archive: Vec<u8>,
    warnings: Diagnostics,
}

impl Disclosure {
    /// The public tree.
    #[must_use]
    pub fn tree(&self) -> &PublicTree {
        &self.tree
    }

    /// The public source: `source.tar.gz`.
    #[must_use]
    pub fn archive(&self) -> &[u8] {
        &self.archive
    }

    /// The SHA-256 of the public source.
    #[must_use]
    pub fn digest(&self) -> String {
        crate::assessment::sum(&self.archive)
    }

    /// The same, with what there is to say of the folder that it was made from.
    pub(crate) fn with_warnings(self, warnings: Diagnostics) -> Self {
        Self { warnings, ..self }
    }

    /// What is worth knowing, though nothing is wrong.
    #[must_use]
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }
}

/// Discloses a site folder as of a day.
///
/// The tree that comes back is not the one that was projected from the folder: it was read, through the ordinary
/// reader, from the bytes of the public source. So whatever is rendered from it is a function of those bytes alone.
///
/// # Errors
///
/// Everything that is wrong with the folder, in the order of files and places. Nothing is disclosed then.
pub fn disclose(source: &SourceTree, as_of: Date) -> Result<Disclosure, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let projection = project(source, Origin::Folder(as_of), &mut diagnostics);
    diagnostics.sort();
    let Some(projection) = projection.filter(|_| !diagnostics.contains_errors()) else {
        return Err(diagnostics);
    };
    let archive = archive::pack(&projection.files)
        .map_err(|_| broken("the public source cannot be written"))?;
    let mut disclosure = read_back(archive).map_err(|found| explain(&found))?;
    disclosure.warnings = diagnostics;
    Ok(disclosure)
}

/// Opens the public source of a site, to build that site again.
///
/// # Errors
///
/// What is wrong with the archive: it is not one that [`disclose`] writes, or was changed since.
pub fn open(archive: &[u8]) -> Result<Disclosure, Diagnostics> {
    #[cfg(feature = "sabotage")]
    super::sabotage::forget();
    read_back(archive.to_vec())
}

/// Revises a public source, and shows that what came of it is one, too.
///
/// # Errors
///
/// What is wrong with it afterwards.
pub(crate) fn revise(
    site: &Disclosure,
    revision: impl FnOnce(&mut SourceTree),
) -> Result<Disclosure, Diagnostics> {
    let files = archive::unpack(&site.archive)
        .map_err(|_| broken("this is not the public source of a site, or it is damaged"))?;
    let mut source: SourceTree = files.into_iter().collect();
    revision(&mut source);
    let mut diagnostics = Diagnostics::new();
    let projection = project(&source, Origin::Archive, &mut diagnostics);
    diagnostics.sort();
    let Some(projection) = projection.filter(|_| !diagnostics.contains_errors()) else {
        return Err(diagnostics);
    };
    let archive = archive::pack(&projection.files)
        .map_err(|_| broken("the public source cannot be written"))?;
    read_back(archive)
}

/// Reads an archive, and shows that it projects to itself, byte for byte.
fn read_back(archive: Vec<u8>) -> Result<Disclosure, Diagnostics> {
    let files = archive::unpack(&archive)
        .map_err(|_| broken("this is not the public source of a site, or it is damaged"))?;
    let source: SourceTree = files
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    let mut diagnostics = Diagnostics::new();
    let projection = project(&source, Origin::Archive, &mut diagnostics);
    diagnostics.sort();
    let Some(Projection { tree, files: again }) =
        projection.filter(|_| !diagnostics.contains_errors())
    else {
        return Err(diagnostics);
    };
    let differs = files
        .iter()
        .find(|(path, bytes)| again.get(*path) != Some(bytes))
        .map(|(path, _)| path)
        .or_else(|| again.keys().find(|path| !files.contains_key(*path)));
    #[cfg(feature = "sabotage")]
    let differs = differs.filter(|_| super::sabotage::proves());
    if let Some(path) = differs {
        let message = "this file of the public source does not project to itself";
        return Err(Diagnostics::from_iter([Diagnostic::error(
            "source-unstable",
            path,
            0..0,
            message,
        )
        .help(
            "build with the tool that wrote the archive; a changed archive is refused",
        )]));
    }
    let same = archive::pack(&again).ok().as_deref() == Some(&archive);
    #[cfg(feature = "sabotage")]
    let same = same || !super::sabotage::proves();
    if !same {
        return Err(broken(
            "this archive was not written by this tool, or it was changed",
        ));
    }
    Ok(Disclosure {
        tree,
        archive,
        warnings: Diagnostics::new(),
    })
}

/// What the proof of one's own folder found is told in terms of its public source.
fn explain(found: &Diagnostics) -> Diagnostics {
    found
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            let mut told = diagnostic.clone();
            told.code = "proof-failed";
            told.message = format!("the public source of this entry does not read back as it was written ({})", diagnostic.code);
            told.span = 0..0;
            told.help = Some(
                "write the entry at this address more simply (nested emphasis, lists in lists); and please report this, \
                 for it is a fault of the tool"
                    .to_owned(),
            );
            told
        })
        .collect()
}

fn broken(message: &str) -> Diagnostics {
    let mut diagnostic = Diagnostic::error("archive-broken", "", 0..0, message)
        .help("give the file source.tar.gz as the site publishes it");
    diagnostic.file = None;
    Diagnostics::from_iter([diagnostic])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests stop where they fail")]
mod tests {
    use super::*;

    /// A public source with one more entry.
    fn with(entry: &str) -> Result<Disclosure, Vec<&'static str>> {
        let source: SourceTree = [
            ("vitrine.toml", "title = \"A\"\n"),
            (
                "a.md",
                "---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nText.\n",
            ),
        ]
        .into_iter()
        .collect();
        let site = disclose(&source, "2026-11-23".parse().unwrap()).unwrap();
        let revised = revise(&site, |tree| tree.insert("pages/b.md", entry));
        revised.map_err(|found| found.iter().map(|one| one.code).collect())
    }

    #[test]
    fn an_archive_with_other_bytes_is_refused() {
        let source: SourceTree = [
            ("vitrine.toml", "title = \"A\"\n"),
            (
                "a.md",
                "---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nText.\n",
            ),
        ]
        .into_iter()
        .collect();
        let site = disclose(&source, "2026-11-23".parse().unwrap()).unwrap();
        assert_eq!(site.digest().len(), 64);
        assert_eq!(site.digest(), crate::assessment::sum(site.archive()));
        let codes = |archive: &[u8]| -> Vec<&str> {
            let refused = open(archive).map(|_| Diagnostics::new());
            let found = refused.unwrap_or_else(|found| found);
            found.iter().map(|one| one.code).collect()
        };
        assert!(codes(site.archive()).is_empty());
        // One that means the same, as another tool would pack it.
        let mut files = archive::unpack(site.archive()).unwrap();
        let entry = files.keys().find(|path| path.ends_with("a.md")).cloned();
        let entry = entry.unwrap();
        let text = String::from_utf8(files[&entry].clone()).unwrap();
        files.insert(entry.clone(), text.replace("Text.", "*Text*.").into_bytes());
        assert!(codes(&archive::pack(&files).unwrap()).is_empty());
        // What the printer would write in another way, and what it would not write at all.
        files.insert(entry, text.replace("Text.", "__Text__.").into_bytes());
        assert_eq!(codes(&archive::pack(&files).unwrap()), ["source-unstable"]);
        let mut more = archive::unpack(site.archive()).unwrap();
        more.insert("notes.txt".to_owned(), b"Words.\n".to_vec());
        assert!(!codes(&archive::pack(&more).unwrap()).is_empty());
        assert_eq!(codes(b"no archive"), ["archive-broken"]);
    }

    #[test]
    fn a_fault_of_the_proof_is_told_as_one_of_the_tool() {
        let found = Diagnostics::from_iter([Diagnostic::error("link-address", "a.md", 3..4, "x")]);
        let told = explain(&found);
        let told: Vec<_> = told.iter().collect();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].code, told[0].span.clone()), ("proof-failed", 0..0));
        assert!(
            told[0].message.contains("link-address"),
            "{}",
            told[0].message
        );
    }

    #[test]
    fn an_archive_holds_no_field_that_is_not_public() {
        let entry = |field: &str| {
            format!(
                "---\ntitle: B\nkind: page\nsensitivity: public\nslug: b\n{field}---\n\nText.\n"
            )
        };
        assert!(with(&entry("summary: A summary\n")).is_ok());
        for field in [
            "id: b\n",
            "not_before: 2026-01-01\n",
            "expires: 2027-01-01\n",
            "review_by: 2027-01-01\n",
            "date: 2026-01-01\ndate_precision: year\n",
            "assessment: {by: A, on: 2026-01-01, basis: B}\n",
            "exception: {by: A, approved_by: B, on: 2026-01-01, expires: 2027-01-01, basis: C}\n",
            "subject: s\n",
            "internal: {note: x}\n",
        ] {
            let codes = with(&entry(field)).unwrap_err();
            assert!(codes.contains(&"archive-field"), "{field}: {codes:?}");
        }
    }
}
