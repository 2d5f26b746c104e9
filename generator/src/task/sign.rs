//! `vitrine sign`: signs a site, after building it again from its folder and finding every byte the same.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::Value;
use vitrine_disclosure::ARCHIVE;

use super::Outcome;
use super::build::{approved, check_approved, tell_audit};
use super::releases::Releases;
use super::site::{Site, could_not};
use crate::cli::{Sign, Telling};
use crate::report::{count, say, tell, warn};
use crate::signature::{self, Password, SignatureError, Signer, Stamp};
use crate::sums::{MANIFEST, SUMS};
use crate::{audit, publish, read};

pub(super) fn run(arguments: &Sign) -> Outcome {
    let done = match (&arguments.new_key, &arguments.output, &arguments.key) {
        (Some(file), _, _) => new_key(file, arguments),
        (None, Some(output), Some(key)) => sign(output, key, arguments),
        _ => Err(refuse(
            "name a built site and a secret key, or with --new-key a file for one",
        )),
    };
    done.map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

/// Says why it cannot run.
pub(super) fn refuse(message: &str) -> Outcome {
    warn(message);
    Outcome::CouldNotRun
}

fn at(path: &Path, error: &SignatureError) -> Outcome {
    refuse(&format!("{}: {error}", path.display()))
}

/// Makes a pair of keys.
fn new_key(file: &Path, arguments: &Sign) -> Result<(), Outcome> {
    let mut public = file.as_os_str().to_owned();
    public.push(".pub");
    let public = PathBuf::from(public);
    if let Some(taken) = [file, &public]
        .into_iter()
        .find(|path| fs::symlink_metadata(path).is_ok())
    {
        return Err(refuse(&format!(
            "{}: this is there already: name another file",
            taken.display()
        )));
    }
    keep_out_of_sites(file)?;
    let password = if arguments.no_password {
        Password::None
    } else {
        password(arguments.password_file.as_deref())?
    };
    let (secret, shown) = signature::new_pair(password).map_err(|error| at(file, &error))?;
    write_secret(file, &secret).map_err(|error| could_not(file, &error))?;
    super::new::write(&public, &shown).map_err(|error| could_not(&public, &error))?;
    count(&[(2, "key", "keys")]);
    say(&format!(
        "{}: the secret key; keep it where nobody else reads it, with a copy",
        file.display()
    ));
    say(&format!(
        "{}: the public key; give it to readers by other ways than the site: {}",
        public.display(),
        shown.lines().nth(1).unwrap_or_default()
    ));
    Ok(())
}

/// A secret key in a folder that is published is secret no more.
fn keep_out_of_sites(key: &Path) -> Result<(), Outcome> {
    let place = publish::canonical(key);
    let site = place
        .ancestors()
        .skip(1)
        .find(|folder| publish::is_ours(folder));
    site.map_or(Ok(()), |site| {
        Err(refuse(&format!(
            "{}: this lies in {}, which is published: keep secret keys elsewhere, and make a new one if this one was uploaded",
            key.display(),
            site.display()
        )))
    })
}

fn password(file: Option<&Path>) -> Result<Password, Outcome> {
    let Some(file) = file else {
        return Ok(Password::Ask);
    };
    let text = fs::read_to_string(file).map_err(|error| could_not(file, &error))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(Password::Given(line.to_owned())),
        _ => Err(refuse(&format!(
            "{}: its first line is no password",
            file.display()
        ))),
    }
}

fn sign(output: &Path, key: &Path, arguments: &Sign) -> Result<(), Outcome> {
    keep_out_of_sites(key)?;
    let files = read::output(output).map_err(|error| could_not(output, &error))?;
    let Some(made) = Made::read(files.get(MANIFEST).map(Vec::as_slice)) else {
        return Err(refuse(&format!(
            "{}: this is no site that vitrine built",
            output.display()
        )));
    };
    build_again(arguments.site.as_deref(), output, &files, made.as_of)?;
    let text = fs::read_to_string(key).map_err(|error| could_not(key, &error))?;
    let password = password(arguments.password_file.as_deref())?;
    let signer = Signer::read(&text, password).map_err(|error| at(key, &error))?;
    for file in [ARCHIVE, SUMS] {
        let stamp = Stamp {
            file: file.to_owned(),
            sequence: made.sequence,
            as_of: made.as_of,
        };
        let bytes = files.get(file).map(Vec::as_slice).unwrap_or_default();
        let signed = signer
            .sign(bytes, &stamp)
            .map_err(|error| at(key, &error))?;
        publish::add_signature(output, file, &signed)
            .map_err(|error| refuse(&error.to_string()))?;
    }
    let public = signer.public().map_err(|error| at(key, &error))?;
    let signed = files
        .keys()
        .filter(|path| !path.ends_with(signature::ENDING))
        .count();
    count(&[(signed, "file signed", "files signed")]);
    say(&format!(
        "{}: {signed} files signed, {}",
        output.display(),
        made.told()
    ));
    say(&format!(
        "vitrine verify {} --key {public}",
        output.display()
    ));
    Ok(())
}

/// What is signed is what the folder gives through every gate and the audit, and nothing that somebody put there.
///
/// An archive has no judgements of people in it, so what was built from one is not signed on its word: only the folder
/// can answer for it.
fn build_again(
    site: Option<&Path>,
    output: &Path,
    files: &std::collections::BTreeMap<String, Vec<u8>>,
    as_of: Date,
) -> Result<(), Outcome> {
    let telling = Telling::default();
    let site = Site::read(site, telling)?;
    if site.is_archive() {
        return Err(refuse(
            "a site is signed where its folder is, not from its public source: name the folder with --site",
        ));
    }
    let releases = Releases::read(&site, Some(output), telling)?;
    let approved = approved(Some(&releases), &site.path, output)?;
    let built = site.build(as_of).map_err(|found| {
        tell(&found, &site.tree, telling);
        warn("nothing was signed");
        Outcome::Diagnostics
    })?;
    check_approved(approved, &built, &site.path, output)?;
    let (audited, _) = audit(&site.tree, built.output, built.as_of).map_err(|report| {
        tell_audit(&report);
        warn("nothing was signed");
        Outcome::Refused
    })?;
    let made: std::collections::BTreeMap<&str, &[u8]> = audited.files().collect();
    let there = files
        .iter()
        .filter(|(path, _)| !path.ends_with(signature::ENDING))
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let there: std::collections::BTreeMap<&str, &[u8]> = there.collect();
    let differing = there
        .keys()
        .chain(made.keys())
        .find(|path| there.get(**path) != made.get(**path));
    match differing {
        None => Ok(()),
        Some(path) => {
            warn(&format!(
                "{} gives another site than this one ({path} differs): build it again, then sign it",
                site.path.display()
            ));
            Err(Outcome::Diagnostics)
        }
    }
}

/// Which release a site is, as its manifest says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    pub(super) as_of: Date,
    pub(super) sequence: u64,
}

impl Made {
    pub(super) fn read(manifest: Option<&[u8]>) -> Option<Self> {
        let manifest: Value = serde_json::from_slice(manifest?).ok()?;
        Some(Self {
            as_of: manifest.get("as_of")?.as_str()?.parse().ok()?,
            // A site without releases has no number.
            sequence: manifest
                .get("release")
                .and_then(|release| release.get("sequence"))
                .and_then(Value::as_u64)
                .unwrap_or(0),
        })
    }

    pub(super) fn told(self) -> String {
        match self.sequence {
            0 => format!("as of {}", self.as_of),
            number => format!("release {number}, as of {}", self.as_of),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the officer asked for this file, and an existing one is left alone"
)]
fn write_secret(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;

    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(file)?.write_all(text.as_bytes())
}
