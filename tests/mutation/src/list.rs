//! The mutants there are: cargo-mutants says, nobody else.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The crates whose mutants are tried, by package and folder.
pub(crate) const CRATES: [(&str, &str); 2] = [
    ("vitrine-disclosure", "generator/disclosure"),
    ("vitrine-audit", "generator/audit"),
];

/// A package whose tests judge.
#[derive(Debug)]
pub(crate) struct Judge {
    pub(crate) package: &'static str,
    pub(crate) folder: &'static str,
    /// Its programs that do, where not all do.
    pub(crate) programs: &'static [&'static str],
}

const fn all_of(package: &'static str, folder: &'static str) -> Judge {
    Judge {
        package,
        folder,
        programs: &[],
    }
}

/// The packages whose tests judge: those with mutants, the command that they are made for, and of the tests of whole sites
/// those that look for leaks in this process. What takes long beside what it alone would notice is left out.
pub(crate) const JUDGES: [Judge; 4] = [
    all_of("vitrine-disclosure", "generator/disclosure"),
    all_of("vitrine-audit", "generator/audit"),
    Judge {
        package: "vitrine",
        folder: "generator",
        programs: &[
            "vitrine",
            "assess",
            "diff",
            "emergency",
            "explain",
            "mosaic",
            "release",
            "remedies",
            "retract",
            "schema",
            "through",
        ],
    },
    Judge {
        package: "vitrine-tests",
        folder: "tests",
        programs: &["leak_modes", "site"],
    },
];

/// A place in a text: line and column, from one, in characters.
pub(crate) type Place = (usize, usize);

/// A change that cargo-mutants would make.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    pub(crate) package: String,
    pub(crate) file: String,
    /// The function that it is in, or nothing.
    pub(crate) function: String,
    pub(crate) genre: String,
    pub(crate) start: Place,
    pub(crate) end: Place,
    pub(crate) replacement: String,
    /// `file:line:column: what`, as cargo-mutants names it.
    pub(crate) name: String,
    /// `replace == with != in f`.
    pub(crate) what: String,
    /// Which of those in the file that are called the same, from one.
    pub(crate) nth: usize,
}

impl Mutant {
    /// Its name without line and column, which change when something is written above it.
    pub(crate) fn key(&self) -> String {
        format!("{}: {} #{}", self.file, self.what, self.nth)
    }

    /// The part of the house that it is in.
    pub(crate) fn part(&self) -> String {
        part(&self.file)
    }
}

/// The parts, the ones first where a leak would come of a mistake; then all others by name.
pub(crate) const ORDER: [&str; 8] = [
    "cut", "disclose", "policy", "entry", "dialect", "history", "ledger", "settings",
];
/// The parts that are large, and last.
pub(crate) const LAST: [&str; 2] = ["attachment", "audit"];

fn part(file: &str) -> String {
    if file.starts_with("generator/audit/") {
        return "audit".to_owned();
    }
    if file.contains("/dialect/cut/") {
        return "cut".to_owned();
    }
    let below = file.split("/src/").nth(1).unwrap_or(file);
    let first = below.split('/').next().unwrap_or(below);
    first.trim_end_matches(".rs").to_owned()
}

/// All mutants of the crates, by package, file and place.
pub(crate) fn list(root: &Path) -> Result<Vec<Mutant>, String> {
    let mut command = Command::new("cargo");
    command
        .current_dir(root)
        .args(["mutants", "--list", "--json"]);
    // Leaks that are planted on purpose are no part of what is shipped.
    command.args(["--exclude", "**/sabotage/**"]);
    for (package, _) in CRATES {
        command.args(["--package", package]);
    }
    let ran = command.output().map_err(|error| error.to_string())?;
    if !ran.status.success() {
        return Err(format!(
            "cargo mutants --list: {}\ninstall it: cargo install --locked cargo-mutants",
            String::from_utf8_lossy(&ran.stderr)
        ));
    }
    read(&ran.stdout)
}

fn read(json: &[u8]) -> Result<Vec<Mutant>, String> {
    let listed: Vec<Value> = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let mut mutants = Vec::new();
    for value in &listed {
        let mutant = one(value).ok_or_else(|| format!("a mutant of an unknown form: {value}"))?;
        mutants.push(mutant);
    }
    mutants.sort_by(|a: &Mutant, b: &Mutant| {
        let place = |m: &Mutant| (m.file.clone(), m.start, m.end, m.replacement.clone());
        place(a).cmp(&place(b))
    });
    let mut seen = BTreeMap::<(String, String), usize>::new();
    for mutant in &mut mutants {
        let count = seen
            .entry((mutant.file.clone(), mutant.what.clone()))
            .or_default();
        *count += 1;
        mutant.nth = *count;
    }
    Ok(mutants)
}

fn one(value: &Value) -> Option<Mutant> {
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let place = |end: &str| {
        let place = value.get("span")?.get(end)?;
        let number = |name: &str| usize::try_from(place.get(name)?.as_u64()?).ok();
        Some((number("line")?, number("column")?))
    };
    let name = text("name")?;
    let file = text("file")?;
    let what = name
        .strip_prefix(&file)?
        .trim_start_matches(|c: char| c == ':' || c.is_ascii_digit())
        .trim_start()
        .to_owned();
    let function = value
        .get("function")
        .and_then(|function| function.get("function_name"));
    Some(Mutant {
        function: function
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        package: text("package")?,
        genre: text("genre")?,
        start: place("start")?,
        end: place("end")?,
        replacement: text("replacement")?,
        file,
        name,
        what,
        nth: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutants_of_one_name_are_told_apart_by_their_order() {
        let one = |line: usize| {
            format!(
                r#"{{"package":"p","file":"generator/disclosure/src/dialect/cut/mod.rs","genre":"BinaryOperator","replacement":"!=",
                "name":"generator/disclosure/src/dialect/cut/mod.rs:{line}:3: replace == with != in f",
                "span":{{"start":{{"line":{line},"column":3}},"end":{{"line":{line},"column":5}}}}}}"#
            )
        };
        let read = read(format!("[{}, {}]", one(9), one(4)).as_bytes()).unwrap();
        assert_eq!(read[0].start, (4, 3));
        assert_eq!(
            read[1].key(),
            "generator/disclosure/src/dialect/cut/mod.rs: replace == with != in f #2"
        );
        assert_eq!(read[0].part(), "cut");
        assert_eq!(part("generator/disclosure/src/slug.rs"), "slug");
        assert_eq!(part("generator/audit/src/look/mod.rs"), "audit");
    }
}
