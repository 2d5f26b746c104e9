//! An output that passed the audit.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vitrine_audit::Report;
use vitrine_disclosure::{Diagnostics, SourceFile, SourceTree, Waivers};
use vitrine_site::Output;

/// An output that passed the audit. There is no other way to make one, and nothing else is published.
#[derive(Clone, Debug)]
pub struct Audited(Output);

impl Audited {
    /// The files, by path below the output folder.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.files()
    }
}

/// Audits an output against the source tree that it was built from.
///
/// # Errors
///
/// The report, where the audit found a leak or could not finish.
pub fn audit(
    source: &SourceTree,
    output: Output,
    as_of: Date,
) -> Result<(Audited, Report), Report> {
    let report = report(source, output.by_path(), as_of, false);
    if report.is_clean() {
        Ok((Audited(output), report))
    } else {
        Err(report)
    }
}

/// What the audit says of files against a source tree; `foreign` ones were made by another generator.
pub(crate) fn report(
    source: &SourceTree,
    output: &BTreeMap<String, Vec<u8>>,
    as_of: Date,
    foreign: bool,
) -> Report {
    let private: BTreeMap<String, Vec<u8>> = source
        .iter()
        .map(|(path, file)| match file {
            SourceFile::Bytes(bytes) => (path.to_owned(), bytes.clone()),
            SourceFile::Unread => (path.to_owned(), Vec::new()),
        })
        .collect();
    let settings = vitrine_audit::Settings {
        as_of: as_of.to_string(),
        vocabulary: vitrine_site::theme_texts(),
        programs: vitrine_site::programs(),
        // Waivers that cannot be read hold for nothing; who reads the folder tells what is wrong with them.
        waived: Waivers::read(source).unwrap_or_default().on(as_of),
        foreign,
    };
    vitrine_audit::audit(&private, output, &settings)
}

/// What an audit says of the waivers of a source tree: those that are over, and those that are for nothing.
pub(crate) fn of_waivers(source: &SourceTree, report: &Report, as_of: Date) -> Diagnostics {
    let waivers = Waivers::read(source).unwrap_or_default();
    waivers.warnings(as_of, &report.used())
}

/// What became of the canaries of a site, in a few words; nothing where it has none.
pub(crate) fn of_canaries(report: &Report) -> String {
    let canaries = report.canaries();
    if canaries.planted == 0 {
        return String::new();
    }
    format!(
        "; canaries: {} planted, {} seen, {} published",
        canaries.planted, canaries.seen, canaries.published
    )
}
