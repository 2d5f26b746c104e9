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

use std::ffi::OsString;
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
    if arguments.public_log {
        crate::report::keep_to_counts();
    }
    let outcome = done(arguments.verb);
    match outcome {
        Outcome::Clean => {}
        Outcome::Diagnostics => crate::report::ended("not clean"),
        Outcome::CouldNotRun => crate::report::ended("could not run"),
        Outcome::Refused => crate::report::ended("the audit refuses"),
    }
    outcome
}

/// Says what is wrong with a command line; in a public log without repeating it.
#[must_use]
pub fn misread(error: &clap::Error, typed: impl Iterator<Item = OsString>) -> ExitCode {
    let in_public = typed.into_iter().any(|one| one == "--public-log");
    if in_public && error.use_stderr() {
        crate::report::keep_to_counts();
        crate::report::ended("could not run: the command line is not understood");
        return Outcome::CouldNotRun.into();
    }
    let _ = error.print();
    match error.exit_code() {
        0 => Outcome::Clean,
        _ => Outcome::CouldNotRun,
    }
    .into()
}

fn done(verb: Verb) -> Outcome {
    match verb {
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
