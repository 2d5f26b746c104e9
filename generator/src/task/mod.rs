//! What was meant, one file a verb.

mod assess;
mod audit;
mod build;
mod check;
mod diff;
mod emergency;
mod explain;
mod init;
mod list;
mod mosaic;
mod new;
mod prove;
mod release;
mod releases;
mod retract;
mod schema;
mod search;
mod serve;
mod sheet;
mod sign;
mod site;
mod told;
mod verify;

use std::process::ExitCode;

use crate::cli::{Arguments, Verb};

/// How a run ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// All is well.
    Clean,
    /// There were diagnostics; nothing was published.
    Diagnostics,
    /// It could not run.
    CouldNotRun,
    /// The audit refused.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Diagnostics => 1,
            Outcome::CouldNotRun => 2,
            Outcome::Refused => 3,
        })
    }
}

/// Does what was typed.
#[must_use]
pub fn run(arguments: Arguments) -> Outcome {
    if arguments.verb.is_told_in_public() {
        crate::report::keep_paths_out();
    }
    match arguments.verb {
        Verb::Build(arguments) => build::run(&arguments),
        Verb::Check(arguments) => check::run(&arguments),
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Search(arguments) => search::run(&arguments),
        Verb::Init(arguments) => init::run(&arguments),
        Verb::New(arguments) => new::run(&arguments),
        Verb::Audit(arguments) => audit::run(&arguments),
        Verb::Assess(arguments) => assess::run(&arguments),
        Verb::Explain(arguments) => explain::run(&arguments),
        Verb::List(arguments) => list::run(&arguments),
        Verb::Diff(arguments) => diff::run(&arguments),
        Verb::Schema(arguments) => schema::run(&arguments),
        Verb::Release(arguments) => release::run(&arguments),
        Verb::Retract(arguments) => retract::run(&arguments),
        Verb::Emergency(arguments) => emergency::run(&arguments),
        Verb::Mosaic(arguments) => mosaic::run(&arguments),
        Verb::Sign(arguments) => sign::run(&arguments),
        Verb::Verify(arguments) => verify::run(&arguments),
    }
}
