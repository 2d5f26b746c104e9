//! Makes the stemmers of the engine anew out of their definitions.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool writes what it makes, and says what is amiss"
)]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use vitrine_stemmer::{LANGUAGES, compile};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (lang, name) in LANGUAGES {
        let source = folder.join("algorithms").join(name).with_extension("sbl");
        let made = fs::read_to_string(&source)
            .map_err(|error| error.to_string())
            .and_then(|text| compile(&text).map_err(|error| error.to_string()))
            .and_then(|bytes| {
                let target = folder
                    .join("../core/src/stem")
                    .join(lang)
                    .with_extension("stem");
                fs::write(target, bytes).map_err(|error| error.to_string())
            });
        if let Err(error) = made {
            eprintln!("{}: {error}", source.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
