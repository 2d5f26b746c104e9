//! `vitrine verify`: checks that a site, or its public source, is what the holder of a key signed.

use std::fs;
use std::path::Path;

use minisign_verify::PublicKey;

use super::Outcome;
use super::sign::{Made, refuse};
use super::site::could_not;
use crate::cli::{Known, Verify};
use crate::read;
use crate::report::{count, say, warn};
use crate::signature::{self, Stamp};
use crate::sums::{MANIFEST, SUMS, faults};

pub(super) fn run(arguments: &Verify) -> Outcome {
    attempt(arguments).map_or_else(|outcome| outcome, |()| Outcome::Clean)
}

fn attempt(arguments: &Verify) -> Result<(), Outcome> {
    let key = key(&arguments.key)?;
    let site = &arguments.site;
    let said = if site.is_dir() {
        folder(site, &key, arguments.newer_than)?
    } else {
        archive(site, &key, arguments.newer_than)?
    };
    say(&format!("{}: {said}", site.display()));
    Ok(())
}

/// The key is a file's, or stands on the line itself.
fn key(given: &str) -> Result<PublicKey, Outcome> {
    let file = Path::new(given);
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(_) if !file.exists() => given.to_owned(),
        Err(error) => return Err(could_not(file, &error)),
    };
    signature::public_key(&text).map_err(|error| refuse(&format!("{given}: {error}")))
}

fn wrong(place: &Path, what: &str) -> Outcome {
    warn(&format!("{}: {what}", place.display()));
    Outcome::Diagnostics
}

/// A folder: the sums are signed, and every file is as they say.
fn folder(site: &Path, key: &PublicKey, known: Option<Known>) -> Result<String, Outcome> {
    if let Some(path) = read::stranger(site).map_err(|error| could_not(site, &error))? {
        return Err(wrong(
            &path,
            "this is neither a file nor a folder: no site holds such",
        ));
    }
    let files = read::output(site).map_err(|error| could_not(site, &error))?;
    let Some(sums) = files.get(SUMS) else {
        return Err(refuse(&format!(
            "{}: this is no site: it has no {SUMS}",
            site.display()
        )));
    };
    let stamp = signed(&site.join(SUMS), sums, SUMS, key)?;
    let faults = faults(&files);
    if !faults.is_empty() {
        count(&[(faults.len(), "fault", "faults")]);
        for fault in &faults {
            warn(&fault.to_string());
        }
        return Err(wrong(site, "this is not the site that was signed"));
    }
    let Some(made) = Made::read(files.get(MANIFEST).map(Vec::as_slice)) else {
        return Err(wrong(site, "its manifest names no day"));
    };
    agree(site, stamp.as_ref(), made)?;
    // The source may be passed on alone, so it is signed by itself; where it is, it must hold here too.
    let archive = site.join(vitrine_disclosure::ARCHIVE);
    if signature::beside(&archive).exists() {
        let bytes = files.get(vitrine_disclosure::ARCHIVE).map(Vec::as_slice);
        let stamp = signed(
            &archive,
            bytes.unwrap_or_default(),
            vitrine_disclosure::ARCHIVE,
            key,
        )?;
        agree(site, stamp.as_ref(), made)?;
    }
    newer(site, known, made)?;
    let files = files
        .keys()
        .filter(|path| !path.ends_with(signature::ENDING))
        .count();
    count(&[(files, "file", "files")]);
    Ok(format!(
        "{files} files, each as it was signed, {}",
        made.told()
    ))
}

/// A public source by itself: its bytes are signed.
fn archive(file: &Path, key: &PublicKey, known: Option<Known>) -> Result<String, Outcome> {
    let bytes = fs::read(file).map_err(|error| could_not(file, &error))?;
    let stamp = signed(file, &bytes, vitrine_disclosure::ARCHIVE, key)?;
    let opened = vitrine_disclosure::open(&bytes)
        .map_err(|_| wrong(file, "this is signed, and is no public source of a site"))?;
    let made = Made {
        as_of: opened.tree().settings().as_of,
        sequence: opened.tree().history().sequence(),
    };
    agree(file, stamp.as_ref(), made)?;
    newer(file, known, made)?;
    count(&[(1, "public source", "public sources")]);
    Ok(format!("a public source as it was signed, {}", made.told()))
}

/// Verifies the signature beside a file; gives its stamp, where this command wrote it and not another tool.
fn signed(
    file: &Path,
    bytes: &[u8],
    name: &str,
    key: &PublicKey,
) -> Result<Option<Stamp>, Outcome> {
    let place = signature::beside(file);
    let text = match fs::read(&place) {
        Ok(text) => String::from_utf8(text).unwrap_or_default(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(wrong(&place, "there is no signature here"));
        }
        Err(error) => return Err(could_not(&place, &error)),
    };
    let comment = signature::verify(bytes, &text, key, name)
        .map_err(|error| wrong(&place, &error.to_string()))?;
    Ok(Stamp::read(&comment))
}

/// What the signature says of day and release is what the site says.
fn agree(site: &Path, stamp: Option<&Stamp>, made: Made) -> Result<(), Outcome> {
    match stamp {
        Some(stamp) if stamp.as_of != made.as_of || stamp.sequence != made.sequence => Err(wrong(
            site,
            "the signature is of another day or release than the site",
        )),
        _ => Ok(()),
    }
}

/// An old site with its own good signature is refused by whoever knows a newer one.
fn newer(site: &Path, known: Option<Known>, made: Made) -> Result<(), Outcome> {
    let newer = match known {
        None => true,
        Some(Known::Sequence(number)) => made.sequence > number,
        Some(Known::Day(day)) => made.as_of > day,
    };
    if newer {
        Ok(())
    } else {
        Err(wrong(
            site,
            &format!(
                "this is signed, but not newer than what you know: it is {}",
                made.told()
            ),
        ))
    }
}
