//! The plain program, to be measured: `floor SITE OUTPUT`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [site, output] = arguments.as_slice() else {
        return ExitCode::from(2);
    };
    match vitrine_bench::floor::run(Path::new(site), Path::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
