//! The command: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use vitrine::cli::Arguments;
use vitrine::task;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => task::run(arguments).into(),
        Err(error) => task::misread(&error, std::env::args_os()),
    }
}
