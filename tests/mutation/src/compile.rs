//! Builds the copy, and reads what the compiler says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::list::{CRATES, JUDGES, Judge};

/// A program of tests.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) package: String,
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

/// Errors of what the switch does to a program, not the mutant: values used in two branches, constants.
const OURS: [&str; 16] = [
    "E0015", "E0282", "E0283", "E0284", "E0381", "E0382", "E0493", "E0499", "E0502", "E0505",
    "E0506", "E0507", "E0515", "E0597", "E0658", "E0716",
];

/// An error of the compiler.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: String,
    pub(crate) drawn: String,
    /// The places it points at, the main ones first: file, bytes, whether it is a main one.
    spans: Vec<(String, Range<usize>, bool)>,
}

impl Refusal {
    /// Whether the switch is to blame, not the mutant.
    pub(crate) fn is_ours(&self) -> bool {
        OURS.contains(&self.code.as_str())
    }

    /// The mutants in whose bytes it lies: in those of its main places, or else those of the others, or else, where it
    /// lies around mutants, these.
    pub(crate) fn mutants(
        &self,
        places: &BTreeMap<String, Vec<(Range<usize>, usize)>>,
    ) -> BTreeSet<usize> {
        let within = |error: &Range<usize>, place: &Range<usize>| {
            place.start <= error.start && error.end <= place.end
        };
        let meets = |error: &Range<usize>, place: &Range<usize>| {
            place.start < error.end && error.start < place.end
        };
        let of = |main: bool, fits: &dyn Fn(&Range<usize>, &Range<usize>) -> bool| {
            let mut found = BTreeSet::new();
            for (file, range, _) in self.spans.iter().filter(|(_, _, is)| *is == main) {
                for (place, mutant) in places.get(file).into_iter().flatten() {
                    if fits(range, place) {
                        found.insert(*mutant);
                    }
                }
            }
            found
        };
        let found = [of(true, &within), of(false, &within), of(true, &meets)];
        found
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }
}

/// Builds; the first rounds only check, which finds most of what is refused in less time.
pub(crate) fn compile(
    copy: &Path,
    target: &Path,
    round: u32,
) -> Result<(Vec<Program>, Vec<Refusal>), String> {
    let mut command = Command::new("cargo");
    command
        .arg(if round % 2 == 1 { "check" } else { "test" })
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // A mutant may leave something unused; that is no reason to refuse it.
        .env("RUSTFLAGS", "--cap-lints=allow");
    let checks = round % 2 == 1;
    command.arg("--message-format=json");
    if checks {
        command.args(["--lib", "--keep-going"]);
        for (package, _) in CRATES {
            command.args(["-p", package]);
        }
    } else {
        // One call for all: what they share is then compiled once, with one set of features. Whoever starts the command
        // finds it built.
        command.args(["--no-run", "--lib"]);
        for judge in &JUDGES {
            command.args(["-p", judge.package]);
        }
        for name in names(copy) {
            command.args(["--test", &name]);
        }
    }
    let ran = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    let mut programs = Vec::new();
    let mut errors = Vec::new();
    for line in String::from_utf8_lossy(&ran.stdout).lines() {
        let Ok(value) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        match value.get("reason").and_then(Value::as_str) {
            Some("compiler-message") => errors.extend(refusal(&value)),
            Some("compiler-artifact") => programs.extend(program(&value)),
            _ => {}
        }
    }
    if errors.is_empty() && !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into_owned());
    }
    programs.sort_by(|a, b| (&a.package, &a.name).cmp(&(&b.package, &b.name)));
    Ok((programs, errors))
}

/// The names of all programs that judge, but for the libraries' own.
fn names(copy: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for Judge {
        folder, programs, ..
    } in &JUDGES
    {
        // A library's own tests are called as it is.
        let files = |&&name: &&&str| name != "vitrine";
        names.extend(programs.iter().filter(files).map(|&name| name.to_owned()));
        if programs.is_empty() {
            let files = std::fs::read_dir(copy.join(folder).join("tests"));
            for file in files.into_iter().flatten().flatten() {
                let path = file.path();
                if path.extension().is_some_and(|extension| extension == "rs") {
                    names.extend(path.file_stem().map(|name| name.to_string_lossy().into()));
                }
            }
        }
    }
    names
}

fn refusal(value: &Value) -> Option<Refusal> {
    let message = value.get("message")?;
    if message.get("level")?.as_str()? != "error" {
        return None;
    }
    let mut spans = Vec::new();
    for span in message.get("spans")?.as_array()? {
        let mut span = span;
        let main = span.get("is_primary")?.as_bool()?;
        loop {
            let number = |name: &str| usize::try_from(span.get(name)?.as_u64()?).ok();
            let file = span.get("file_name")?.as_str()?.to_owned();
            spans.push((file, number("byte_start")?..number("byte_end")?, main));
            match span.get("expansion").and_then(|e| e.get("span")) {
                Some(outer) => span = outer,
                None => break,
            }
        }
    }
    // The last one only counts the errors before it.
    if spans.is_empty() {
        return None;
    }
    let code = message.get("code").and_then(|code| code.get("code"));
    Some(Refusal {
        code: code.and_then(Value::as_str).unwrap_or_default().to_owned(),
        drawn: message.get("rendered")?.as_str()?.to_owned(),
        spans,
    })
}

fn program(value: &Value) -> Option<Program> {
    let path = value.get("executable")?.as_str()?;
    if !value.get("profile")?.get("test")?.as_bool()? {
        return None;
    }
    let name = value.get("target")?.get("name")?.as_str()?;
    let id = value.get("package_id")?.as_str()?;
    let judge = JUDGES
        .iter()
        .find(|judge| id.contains(&format!("/{}#", judge.folder)))?;
    if !judge.programs.is_empty() && !judge.programs.contains(&name) {
        return None;
    }
    Some(Program {
        package: judge.package.to_owned(),
        name: name.to_owned(),
        path: PathBuf::from(path),
    })
}
