//! Turns a folder of Markdown entries, each tagged with its sensitivity, into a public site.
//!
//! The flow: `read` walks the folder into a [`SourceTree`] in memory; [`disclose`]
//! decides what everyone may read, writes that as the public source and reads it back; [`vitrine_site::build`] renders
//! it into files in memory; `vitrine_audit` reads those with its own eyes; `publish` swaps them in, and takes nothing
//! that was not audited. Everything between `read` and `publish` is a pure function.

mod audited;
pub mod cli;
mod clock;
pub mod preview;
pub mod prove;
pub mod publish;
pub mod read;
pub mod record;
pub mod report;
pub mod signature;
pub mod sums;
pub mod task;

pub use audited::{Audited, audit};

use jiff::civil::Date;
use vitrine_disclosure::{Diagnostics, Disclosure, History, SourceTree, disclose, open};
pub use vitrine_site::Output;

/// What a build makes, before anyone has audited it.
#[derive(Clone, Debug)]
pub struct Built {
    /// The files of the site.
    pub output: Output,
    /// The day that the site is built for: an archive knows its own.
    pub as_of: Date,
    /// The SHA-256 of its public source.
    pub source: String,
    /// What the site tells of its releases.
    pub history: History,
    /// What is worth knowing, though nothing is wrong.
    pub warnings: Diagnostics,
}

/// Builds a site in memory from a source tree, as of a day.
///
/// # Errors
///
/// Everything that is wrong with the folder.
pub fn build(source: &SourceTree, as_of: Date) -> Result<Built, Diagnostics> {
    render(&disclose(source, as_of)?)
}

/// Builds a site in memory from the public source of one.
///
/// # Errors
///
/// What is wrong with the archive.
pub fn rebuild(archive: &[u8]) -> Result<Built, Diagnostics> {
    render(&open(archive)?)
}

/// Builds a site in memory from what was disclosed.
///
/// # Errors
///
/// What rendering finds wrong.
pub fn build_of(disclosure: &Disclosure) -> Result<Built, Diagnostics> {
    render(disclosure)
}

/// Builds a site that leaks: `leak` changes its files before manifest and sums are written, as a defect would.
///
/// # Errors
///
/// As [`build`].
#[cfg(feature = "sabotage")]
pub fn build_leaking(
    source: &SourceTree,
    as_of: Date,
    leak: impl FnOnce(&mut Output),
) -> Result<Built, Diagnostics> {
    let disclosure = disclose(source, as_of)?;
    let output = vitrine_site::build_leaking(
        disclosure.tree(),
        disclosure.archive(),
        env!("CARGO_PKG_VERSION"),
        leak,
    )
    .map_err(|error| report::site_error(&error))?;
    Ok(Built {
        output,
        as_of: disclosure.tree().settings().as_of,
        source: disclosure.digest(),
        history: disclosure.tree().history().clone(),
        warnings: disclosure.warnings().clone(),
    })
}

fn render(disclosure: &Disclosure) -> Result<Built, Diagnostics> {
    let output = vitrine_site::build(
        disclosure.tree(),
        disclosure.archive(),
        env!("CARGO_PKG_VERSION"),
    )
    .map_err(|error| report::site_error(&error))?;
    Ok(Built {
        output,
        as_of: disclosure.tree().settings().as_of,
        source: disclosure.digest(),
        history: disclosure.tree().history().clone(),
        warnings: disclosure.warnings().clone(),
    })
}
