//! Assesses one entry: checks that it may be public as it will stand, and gives the file with the assessment in it.

use jiff::civil::Date;

use super::edit::{same_but_for_it, with_assessment};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::disclose::{digest_of, errors_with};
use crate::entry::front_matter;
use crate::policy::same_person;
use crate::source::SourceTree;

/// Who assessed an entry, when, and on what ground.
#[derive(Clone, Copy, Debug)]
pub struct Assessor<'a> {
    /// Who judged it.
    pub by: &'a str,
    /// Who approved that, where two persons are asked for.
    pub approved_by: Option<&'a str>,
    /// The day.
    pub on: Date,
    /// Why it may be public.
    pub basis: &'a str,
}

/// An entry with its assessment.
#[derive(Clone, Eq, PartialEq)]
pub struct Assessed {
    /// The whole file.
    pub text: String,
    /// The digest in it.
    pub digest: String,
}

impl std::fmt::Debug for Assessed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Assessed(..)")
    }
}

/// Why an entry was not assessed.
#[derive(Clone, Debug)]
pub struct NotAssessed {
    /// What is wrong.
    pub found: Diagnostics,
    /// The folder that the places in it are of: the entry as it would have stood.
    pub source: SourceTree,
}

/// Writes an assessment into the text of an entry, in place of the one that it has, with the digest that binds it.
///
/// # Errors
///
/// What would keep the entry in all the same; nothing is written then.
pub fn assess(
    source: &SourceTree,
    path: &str,
    assessor: &Assessor<'_>,
    as_of: Date,
) -> Result<Assessed, Box<NotAssessed>> {
    let refuse = |found: Diagnostics, source: &SourceTree| {
        Box::new(NotAssessed {
            found,
            source: source.clone(),
        })
    };
    let one = |code, message: &str, help: &str| {
        Diagnostics::from_iter([Diagnostic::error(code, path, 0..3, message).help(help)])
    };
    if assessor
        .approved_by
        .is_some_and(|second| same_person(assessor.by, second))
    {
        let found = one(
            "second-person-same",
            "the same person assessed and approved this",
            "a second person approves it",
        );
        return Err(refuse(found, source));
    }
    let Some(bytes) = source.bytes(path) else {
        let found = one(
            "entry-missing",
            "there is no such entry",
            "name the file of an entry of this site",
        );
        return Err(refuse(found, source));
    };
    let fixed = || {
        one(
            "assessment-unwritten",
            "the front matter of this entry is written in a way that cannot be changed safely",
            "write `assessment` as a plain map of its own lines, or take it out and run this again",
        )
    };
    let mut found = Diagnostics::new();
    let Some(front) = front_matter::read(path, bytes, &mut found) else {
        return Err(refuse(found, source));
    };
    let put = |digest: Option<&str>| -> Option<String> {
        let text = with_assessment(&front, assessor, digest)?;
        let mut unheard = Diagnostics::new();
        let again = front_matter::read(path, text.as_bytes(), &mut unheard)?;
        same_but_for_it(&front, &again).then_some(text)
    };
    let Some(unbound) = put(None) else {
        return Err(refuse(fixed(), source));
    };
    let mut tree = source.clone();
    tree.insert(path, unbound);
    let Some(digest) = digest_of(&tree, path, as_of, &mut found) else {
        if !found.contains_errors() {
            found = one(
                "assessment-of-nothing",
                "nothing of this entry would be public, so there is nothing to assess",
                "tag it public, or write its `public_record`, before it is assessed",
            );
        }
        return Err(refuse(found, &tree));
    };
    let Some(text) = put(Some(&digest)) else {
        return Err(refuse(fixed(), source));
    };
    tree.insert(path, text.clone());
    let found: Diagnostics = errors_with(&tree, as_of)
        .iter()
        .filter(|one| one.severity == Severity::Error && one.file.as_deref() == Some(path))
        .cloned()
        .collect();
    if found.contains_errors() {
        return Err(refuse(found, &tree));
    }
    Ok(Assessed { text, digest })
}
