//! The public source: the archive that a site publishes, from which anyone can build the same site.

mod container;
mod text;

pub(crate) use container::{pack, unpack};
pub(crate) use text::{Facts, Relative, entry, path, policy, quoted, settings};

/// The name of the public source in a site's output.
pub const NAME: &str = "source.tar.gz";
