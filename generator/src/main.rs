//! The command: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use vitrine::cli::Arguments;
use vitrine::task;

fn main() -> ExitCode {
    task::run(Arguments::parse()).into()
}
