//! Benchmarks beside a plain program.
//!
//! [`site`] writes a site from a seed, [`floor`] is the plain program that reads the same files and promises nothing,
//! [`child`] measures a program while it runs, [`phases`] says where the time of a build goes, and [`search`] measures the
//! search beside Pagefind.

pub mod child;
pub mod floor;
pub mod phases;
mod random;
pub mod search;
pub mod site;
mod text;

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file anew, with the folders above it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?
        .write_all(bytes)
}
