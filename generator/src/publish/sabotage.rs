//! The leak of publishing: files of the site before that are no longer in this one. Compiled under the feature `sabotage`
//! alone; see the module of that name in the crate that discloses.

use std::path::Path;

use vitrine_disclosure::sabotage::is;

use super::disk::Disk;
use crate::audited::Audited;

/// Keeps what stood in the folder before.
pub(super) fn keep(disk: &dyn Disk, site: &Audited, target: &Path, staging: &Path) {
    if !is("old-files-kept") {
        return;
    }
    for (path, bytes) in crate::read::output(target).unwrap_or_default() {
        if site.files().all(|(known, _)| known != path) {
            let file = staging.join(path);
            let _ = file.parent().map(|folder| disk.make_folder(folder));
            let _ = disk.write_new(&file, &bytes);
        }
    }
}
