//! G5: the machine does not show. The demonstration site, built by the real command on machines that differ in all that a
//! site must not depend on, has the same files: names, bytes, modes, folders.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, write where they like, and say aloud what they skip"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use vitrine_tests::{command, root};

/// Everything below a folder, by path: the mode, and the bytes of a file.
type Shown = BTreeMap<String, (u32, Option<Vec<u8>>)>;

/// A machine: how it differs from the one that the tests run on.
#[derive(Clone, Debug, Default)]
struct Machine {
    /// Words that the command runs behind: a mask, a processor, a host name.
    before: Vec<String>,
    /// The environment; what is not named here is as it is.
    variables: Vec<(&'static str, &'static str)>,
    /// Nothing else of the environment.
    bare: bool,
    /// In which order the files of the site came to be there.
    order: Order,
    /// When they were last changed, in seconds since 1970.
    changed: Option<u64>,
    /// Whether they lie in a checkout of git, with its folder and somebody's commit.
    checkout: bool,
    /// Where the command runs, and how it names its folders.
    place: Place,
    /// Whether another site of ours was in the output folder before.
    over: bool,
}

#[derive(Clone, Copy, Debug, Default)]
enum Order {
    #[default]
    Sorted,
    Reversed,
    Shuffled,
}

#[derive(Clone, Copy, Debug, Default)]
enum Place {
    /// Beside both folders.
    #[default]
    Beside,
    /// At the root of the system.
    Root,
    /// Within the site, which is not named.
    Within,
}

type Change = (&'static str, fn(&mut Machine));

/// Words of a shell that runs what follows.
fn behind(machine: &mut Machine, words: &[&str]) {
    machine
        .before
        .extend(words.iter().map(|&word| word.to_owned()));
}

/// What one machine has, and this one does not; each is tried alone where all together change a byte.
const ONE: &[Change] = &[
    ("one processor", |m| behind(m, &["taskset", "-c", "0"])),
    ("locale tr_TR", |m| {
        m.variables.extend([
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANGUAGE", "tr"),
        ]);
    }),
    ("time zone +14", |m| {
        m.variables.push(("TZ", "Pacific/Kiritimati"));
    }),
    ("umask 077", |m| {
        behind(m, &["sh", "-c", "umask 077; exec \"$@\"", "sh"]);
    }),
    ("working directory /", |m| m.place = Place::Root),
    ("host name", |m| {
        behind(
            m,
            &[
                "unshare",
                "-u",
                "sh",
                "-c",
                "hostname gate-seven; exec \"$@\"",
                "sh",
            ],
        );
    }),
    ("files reversed", |m| m.order = Order::Reversed),
    ("files of 1971", |m| m.changed = Some(50_000_000)),
    ("home", |m| {
        m.variables
            .extend([("HOME", "/nowhere/at-all"), ("USER", "nobody-here")]);
    }),
    ("a checkout of git", |m| m.checkout = true),
    ("over an older site", |m| m.over = true),
    ("SOURCE_DATE_EPOCH", |m| {
        m.variables.push(("SOURCE_DATE_EPOCH", "1"));
    }),
];

/// What the other has.
const OTHER: &[Change] = &[
    ("locale C", |m| {
        m.variables.extend([("LANG", "C"), ("LC_ALL", "C")]);
    }),
    ("time zone -12", |m| m.variables.push(("TZ", "Etc/GMT+12"))),
    ("umask 000", |m| {
        behind(m, &["sh", "-c", "umask 000; exec \"$@\"", "sh"]);
    }),
    ("no name for the site", |m| m.place = Place::Within),
    ("files shuffled", |m| m.order = Order::Shuffled),
    ("files of 2099", |m| m.changed = Some(4_080_000_000)),
    ("no environment", |m| m.bare = true),
    ("a terminal of another size", |m| {
        m.variables.extend([
            ("COLUMNS", "17"),
            ("TERM", "dumb"),
            ("NO_COLOR", "1"),
            ("RUST_BACKTRACE", "full"),
        ]);
    }),
];

/// Says whether a machine can be had here, and aloud where it cannot.
fn is_there(name: &str, change: fn(&mut Machine)) -> bool {
    let mut machine = Machine::default();
    change(&mut machine);
    let ran = machine.before.split_first().map(|(first, rest)| {
        let quiet = Command::new(first)
            .args(rest)
            .arg("true")
            .stderr(Stdio::null())
            .status();
        quiet.is_ok_and(|status| status.success())
    });
    let git = || {
        let asked = Command::new("git")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    };
    let there = ran.unwrap_or(true) && (!machine.checkout || git());
    if !there {
        eprintln!("SKIPPED, as it cannot be had here: {name}");
    }
    there
}

/// A machine with some changes made.
fn machine(changes: &[Change]) -> Machine {
    let mut machine = Machine::default();
    for (_, change) in changes {
        change(&mut machine);
    }
    machine
}

/// The paths of the demonstration site.
fn sources() -> Vec<String> {
    vitrine_tests::read(&root().join("content"))
        .into_keys()
        .collect()
}

impl Machine {
    /// Builds the demonstration site here, and says what is published.
    fn build(&self) -> Shown {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let public = folder.path().join("public");
        self.copy(&site);
        if self.checkout {
            check_in(&site);
        }
        if self.over {
            older(folder.path(), &public);
        }
        let (here, site, public) = match self.place {
            Place::Beside => (
                folder.path().to_owned(),
                Some("site".into()),
                "public".into(),
            ),
            Place::Root => (PathBuf::from("/"), Some(site), public.clone()),
            Place::Within => (site.join("verania"), None, "../../public".into()),
        };
        let mut words: Vec<String> = self.before.clone();
        words.extend([command().display().to_string(), "build".to_owned()]);
        words.extend(site.map(|site: PathBuf| site.display().to_string()));
        words.extend([
            "--output".to_owned(),
            public.display().to_string(),
            "--as-of".to_owned(),
            "2026-11-23".to_owned(),
        ]);
        let (first, rest) = words.split_first().unwrap();
        let mut build = Command::new(first);
        if self.bare {
            build.env_clear().env("PATH", "/usr/bin:/bin:/usr/sbin");
        }
        let variables = self.variables.iter().copied();
        let ran = build.args(rest).envs(variables).current_dir(here);
        let ran = ran.output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{self:?}: {said}");
        shown(&folder.path().join("public"))
    }

    /// Copies the site, file by file.
    fn copy(&self, site: &Path) {
        let mut paths = sources();
        match self.order {
            Order::Sorted => {}
            Order::Reversed => paths.reverse(),
            Order::Shuffled => paths.sort_by_key(|path| {
                path.bytes()
                    .fold(7_u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte))
            }),
        }
        for path in paths {
            let to = site.join(&path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(root().join("content").join(&path), &to).unwrap();
            if let Some(seconds) = self.changed {
                let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
                let file = File::options().write(true).open(&to).unwrap();
                file.set_modified(moment).unwrap();
            }
        }
    }
}

/// Makes a checkout of a folder.
fn check_in(site: &Path) {
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "--all"],
        &["commit", "--quiet", "--message", "Words of a commit"],
    ] {
        let ran = Command::new("git")
            .args([
                "-c",
                "user.name=Committer Nobody",
                "-c",
                "user.email=c@x.invalid",
            ])
            .args(arguments)
            .current_dir(site)
            .status()
            .unwrap();
        assert!(ran.success(), "git {arguments:?}");
    }
}

/// Puts an older site of ours into the output folder, whose files have other modes.
fn older(folder: &Path, public: &Path) {
    let site = folder.join("older");
    fs::create_dir_all(&site).unwrap();
    fs::write(site.join("vitrine.toml"), "title = \"Older\"\n").unwrap();
    let page = "---\ntitle: Gone\nkind: page\nsensitivity: public\n---\n\nOlder words.\n";
    fs::write(site.join("gone.md"), page).unwrap();
    let ran = Command::new(command())
        .args([
            "build",
            "older",
            "--output",
            "public",
            "--as-of",
            "2026-11-01",
        ])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(ran.status.success());
    let file = public.join("pages/gone.html");
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(public, fs::Permissions::from_mode(0o700)).unwrap();
}

/// Everything below a folder.
fn shown(folder: &Path) -> Shown {
    fn collect(folder: &Path, prefix: &str, shown: &mut Shown) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            let meta = fs::symlink_metadata(entry.path()).unwrap();
            let bytes = meta.is_file().then(|| fs::read(entry.path()).unwrap());
            if meta.is_dir() {
                collect(&entry.path(), &format!("{name}/"), shown);
            }
            shown.insert(name, (meta.permissions().mode(), bytes));
        }
    }
    let mut shown = Shown::new();
    let mode = fs::metadata(folder).unwrap().permissions().mode();
    shown.insert(String::new(), (mode, None));
    collect(folder, "", &mut shown);
    shown
}

/// Where two outputs part.
fn differing(one: &Shown, other: &Shown) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths
        .into_iter()
        .filter(|path| one.get(*path) != other.get(*path))
        .cloned()
        .collect()
}

#[test]
fn no_other_machine_builds_other_bytes() {
    let plain = Machine::default().build();
    assert!(plain.len() > 200, "{} files", plain.len());
    let modes: std::collections::BTreeSet<u32> =
        plain.values().map(|(mode, _)| mode & 0o7777).collect();
    assert_eq!(modes, [0o644, 0o755].into(), "modes");
    for changes in [ONE, OTHER] {
        let there: Vec<Change> = changes
            .iter()
            .copied()
            .filter(|(name, change)| is_there(name, *change))
            .collect();
        assert!(there.len() + 2 >= changes.len(), "too little can be varied");
        if differing(&plain, &machine(&there).build()).is_empty() {
            continue;
        }
        // Which of them it is.
        let guilty: Vec<String> = there
            .iter()
            .filter_map(|change| {
                let files = differing(&plain, &machine(&[*change]).build());
                (!files.is_empty()).then(|| format!("{}: {files:?}", change.0))
            })
            .collect();
        panic!("the site differs with the machine: {guilty:#?}");
    }
}

/// The comparison sees what differs: otherwise the test above would prove nothing.
#[test]
fn a_difference_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), "x").unwrap();
    let before = shown(folder.path());
    fs::write(folder.path().join("a.html"), "y").unwrap();
    assert_eq!(differing(&before, &shown(folder.path())), ["a.html"]);
    fs::write(folder.path().join("a.html"), "x").unwrap();
    let other = fs::Permissions::from_mode(0o600);
    fs::set_permissions(folder.path().join("a.html"), other).unwrap();
    assert_eq!(differing(&before, &shown(folder.path())), ["a.html"]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(
        differing(&before, &shown(folder.path())),
        ["a.html", "empty"]
    );
}
