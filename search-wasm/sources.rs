// The digest of everything that the module is made from. The build script and the test of the committed module share it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// The only sources of the core that are not compiled for a browser: what writes an index. Where nothing else changes, the
/// module stays as it is. The test of the committed module sees that the core leaves them out.
const NATIVE: &str = "core/src/build";

/// SHA-256, in hexadecimal, of the module's sources, and of what puts it into scripts: for each file in order of its path, the path below the folder of
/// this crate, its length and its bytes.
fn digest_of_sources(crate_folder: &Path) -> io::Result<String> {
    let mut files = vec![
        "Cargo.toml".into(),
        "build.rs".into(),
        "sources.rs".into(),
        "glue.js".into(),
        "wrap.mjs".into(),
        "core/Cargo.toml".into(),
    ];
    for folder in ["src", "core/src"] {
        collect(crate_folder, Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut hasher = Sha256::new();
    for file in &files {
        let bytes = fs::read(crate_folder.join(file))?;
        let path = file.to_string_lossy().replace('\\', "/");
        hasher.update(format!("{path} {}\n", bytes.len()));
        hasher.update(&bytes);
    }
    let mut hex = String::new();
    for byte in hasher.finalize() {
        hex.push_str(&format!("{byte:02x}"));
    }
    Ok(hex)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for item in fs::read_dir(root.join(folder))? {
        let item = item?;
        let path = folder.join(item.file_name());
        if path == Path::new(NATIVE) {
            continue;
        }
        if item.file_type()?.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "stem") {
            files.push(path);
        }
    }
    Ok(())
}
