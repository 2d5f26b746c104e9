//! Signatures: what is signed is what the folder gives, and whatever is changed afterwards is found and named.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::string_slice,
    reason = "tests stop where they fail, and write where they like"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use vitrine_tests::Project;

/// A site that is built and signed, with its key.
fn signed() -> Project {
    let project = Project::new().file(
        "hidden.md",
        "---\ntitle: H\nkind: page\nsensitivity: sensitive\n---\n\nHidden walls.\n",
    );
    let _ = project.build().exits(0);
    let _ = project
        .run(&["sign", "--new-key", "key", "--no-password"])
        .exits(0);
    let _ = sign(&project).exits(0);
    project
}

fn sign(project: &Project) -> vitrine_tests::Ran {
    project.run(&["sign", "public", "--key", "key", "--site", "site"])
}

fn verify(project: &Project, more: &[&str]) -> vitrine_tests::Ran {
    project.run(&[&["verify", "public", "--key", "key.pub"], more].concat())
}

/// All files of the output, by path.
fn files(project: &Project) -> Vec<PathBuf> {
    let published = project.published();
    published
        .keys()
        .map(|path| project.output().join(path))
        .collect()
}

#[test]
fn a_signed_site_verifies_and_its_source_too() {
    let project = signed();
    let ran = verify(&project, &[]).exits(0);
    assert!(ran.out().contains("as of 2026-11-23"), "{}", ran.out());
    let line = fs::read_to_string(project.folder().join("key.pub")).unwrap();
    let key = line.lines().nth(1).unwrap();
    let _ = project.run(&["verify", "public", "--key", key]).exits(0);
    let source = ["verify", "public/source.tar.gz", "--key", "key.pub"];
    let ran = project.run(&source).exits(0);
    assert!(ran.out().contains("as of 2026-11-23"), "{}", ran.out());
    // The audit, the search and the archive know signatures.
    let _ = project
        .run(&["audit", "public", "--against", "site"])
        .exits(0);
    let _ = project.run(&["search", "public", "page"]).exits(0);
    let _ = project.run(&["diff", "public", "site"]).exits(0);
    // A signed site is signed again.
    let _ = sign(&project).exits(0);
    let _ = verify(&project, &[]).exits(0);
}

#[test]
fn a_flipped_bit_in_any_file_is_found() {
    let project = signed();
    for (number, file) in files(&project).into_iter().enumerate() {
        let bytes = fs::read(&file).unwrap();
        let mut other = bytes.clone();
        // Nothing vouches for the first line of a signature; it is no part of what is said.
        let signature = file.extension().is_some_and(|end| end == "minisig");
        let from = if signature {
            bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1
        } else {
            0
        };
        match other.len() {
            0 => other.push(b'x'),
            length => other[from + (number * 7919) % (length - 1 - from)] ^= 1 << (number % 7),
        }
        let name = file.file_name().unwrap().to_str().unwrap();
        fs::write(&file, &other).unwrap();
        // The command would take its time: the sums find each flip, and the command some.
        if !signature && name != "SHA256SUMS" {
            let path = file
                .strip_prefix(project.output())
                .unwrap()
                .to_str()
                .unwrap();
            let wanted = vec![vitrine::sums::Fault::Changed(path.to_owned())];
            assert_eq!(vitrine::sums::faults(&project.published()), wanted);
            if number % 9 > 0 {
                fs::write(&file, bytes).unwrap();
                continue;
            }
        }
        let ran = verify(&project, &[]).exits(1);
        assert!(
            ran.err().contains(name.trim_end_matches(".minisig")),
            "{name}: {}",
            ran.err()
        );
        fs::write(&file, bytes).unwrap();
    }
    let _ = verify(&project, &[]).exits(0);
}

#[test]
fn what_is_added_removed_renamed_or_changed_is_named() {
    let project = signed();
    let page = project.output().join("pages/about.html");
    let other = project.output().join("pages/other.html");
    let bytes = fs::read(&page).unwrap();

    fs::write(&other, "added").unwrap();
    let ran = verify(&project, &[]).exits(1);
    assert!(
        ran.err().contains("added: pages/other.html"),
        "{}",
        ran.err()
    );
    fs::remove_file(&other).unwrap();

    fs::rename(&page, &other).unwrap();
    let ran = verify(&project, &[]).exits(1);
    let said = "renamed: pages/about.html is now pages/other.html";
    assert!(ran.err().contains(said), "{}", ran.err());
    fs::remove_file(&other).unwrap();

    let ran = verify(&project, &[]).exits(1);
    assert!(
        ran.err().contains("removed: pages/about.html"),
        "{}",
        ran.err()
    );

    fs::write(&page, &bytes[..bytes.len() / 2]).unwrap();
    let ran = verify(&project, &[]).exits(1);
    assert!(
        ran.err().contains("changed: pages/about.html"),
        "{}",
        ran.err()
    );
    fs::write(&page, &bytes).unwrap();

    std::os::unix::fs::symlink(&page, &other).unwrap();
    let ran = verify(&project, &[]).exits(1);
    assert!(
        ran.err().contains("neither a file nor a folder"),
        "{}",
        ran.err()
    );
    fs::remove_file(&other).unwrap();

    // An empty file that becomes a link has as many bytes as before.
    let empty = project.output().join(".nojekyll");
    fs::remove_file(&empty).unwrap();
    std::os::unix::fs::symlink(&page, &empty).unwrap();
    let _ = verify(&project, &[]).exits(1);
    fs::remove_file(&empty).unwrap();
    fs::write(&empty, "").unwrap();
    let _ = verify(&project, &[]).exits(0);
}

#[test]
fn a_signature_of_something_else_is_refused() {
    let project = signed();
    let place = |name: &str| project.output().join(name);
    let (sums, source) = (place("SHA256SUMS.minisig"), place("source.tar.gz.minisig"));
    let own = fs::read_to_string(&sums).unwrap();
    let refused = |text: &str, why: &str| {
        fs::write(&sums, text).unwrap();
        let ran = verify(&project, &[]).exits(1);
        assert!(ran.err().contains(why), "{why}: {}", ran.err());
    };
    // The one of the source, with both lines of it or one.
    let other = fs::read_to_string(&source).unwrap();
    refused(&other, "did not sign this");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (mine, theirs) = (lines(&own), lines(&other));
    refused(
        &[&mine[..2], &theirs[2..]].concat().join("\n"),
        "did not sign this",
    );
    // A comment that somebody changed, cut off, added to.
    refused(
        &own.replace("as-of:2026-11-23", "as-of:2026-11-24"),
        "did not sign this",
    );
    refused(&own[..own.len() / 2], "no signature");
    refused(&format!("{own}and more\n"), "no signature");
    refused("", "no signature");
    refused("\u{fffd}", "no signature");
    // Another key's.
    let _ = project
        .run(&["sign", "--new-key", "other", "--no-password"])
        .exits(0);
    fs::write(&sums, &own).unwrap();
    let ran = project
        .run(&["verify", "public", "--key", "other.pub"])
        .exits(1);
    assert!(ran.err().contains("another key"), "{}", ran.err());
    // None.
    fs::remove_file(&sums).unwrap();
    let ran = verify(&project, &[]).exits(1);
    assert!(ran.err().contains("no signature here"), "{}", ran.err());
}

#[test]
fn an_older_release_is_refused_by_who_knows_a_newer_one() {
    let project = signed();
    let _ = verify(&project, &["--newer-than", "2026-11-22"]).exits(0);
    for known in ["2026-11-23", "2026-11-24", "0", "7"] {
        let ran = verify(&project, &["--newer-than", known]).exits(1);
        assert!(ran.err().contains("not newer"), "{}", ran.err());
        let source = [
            "verify",
            "public/source.tar.gz",
            "--key",
            "key.pub",
            "--newer-than",
            known,
        ];
        let _ = project.run(&source).exits(1);
    }
    let ran = verify(&project, &["--newer-than", "yesterday"]).exits(2);
    assert!(ran.err().contains("such as 2026-11-23"), "{}", ran.err());
}

#[test]
fn a_stale_signature_never_lies_beside_other_bytes() {
    let project = signed().file(
        "pages/about.md",
        "---\ntitle: About\nkind: page\nsensitivity: public\n---\n\nAnother text.\n",
    );
    let ran = project.build().exits(0);
    assert!(ran.err().contains("sign it"), "{}", ran.err());
    let left = project
        .published()
        .into_keys()
        .filter(|path| path.ends_with(".minisig"));
    assert_eq!(left.count(), 0);
    let _ = verify(&project, &[]).exits(1);
    let _ = sign(&project).exits(0);
    let _ = verify(&project, &[]).exits(0);
    // Words that nobody audited do not travel from one site to the next under the name of a signature.
    let place = project.output().join("SHA256SUMS.minisig");
    fs::write(&place, "Hidden walls.").unwrap();
    let ran = project
        .run(&["audit", "public", "--against", "site"])
        .exits(3);
    assert!(ran.err().contains("SHA256SUMS.minisig"), "{}", ran.err());
    let _ = project.build().exits(0);
    assert!(!place.exists());
}

#[test]
fn only_what_the_folder_gives_is_signed() {
    let project = signed();
    // From the archive: the same bytes, and no folder that answers for them.
    let _ = project
        .run(&["build", "public/source.tar.gz", "--output", "again"])
        .exits(0);
    let from = |site: &str| {
        let ran = project.run(&["sign", "again", "--key", "key", "--site", site]);
        assert!(!project.folder().join("again/SHA256SUMS.minisig").exists());
        ran
    };
    let ran = from("public/source.tar.gz").exits(2);
    assert!(
        ran.err().contains("not from its public source"),
        "{}",
        ran.err()
    );
    let _ = from("nowhere").exits(2);
    // Without a folder there is nothing to answer.
    let ran = project.run(&["sign", "again", "--key", "key"]).exits(2);
    assert!(ran.err().contains("no site here"), "{}", ran.err());
    // A folder that says otherwise by now.
    let project = project.file(
        "pages/about.md",
        "---\ntitle: About\nkind: page\nsensitivity: public\n---\n\nAnother text.\n",
    );
    let ran = sign(&project).exits(1);
    assert!(ran.err().contains("gives another site"), "{}", ran.err());
    let project = project.file("bad.md", "---\ntitle: B\nkind: page\n---\n\nText.\n");
    let ran = sign(&project).exits(1);
    assert!(ran.err().contains("nothing was signed"), "{}", ran.err());
    // A page that somebody slipped in, or changed by hand.
    let project = signed();
    fs::write(project.output().join("pages/other.html"), "x").unwrap();
    let ran = sign(&project).exits(1);
    assert!(ran.err().contains("pages/other.html"), "{}", ran.err());
}

#[test]
fn keys_are_kept_apart_and_never_overwritten() {
    let project = signed();
    let secret = fs::read_to_string(project.folder().join("key")).unwrap();
    let ran = project
        .run(&["sign", "--new-key", "key", "--no-password"])
        .exits(2);
    assert!(ran.err().contains("there already"), "{}", ran.err());
    assert_eq!(
        fs::read_to_string(project.folder().join("key")).unwrap(),
        secret
    );
    let mode = fs::metadata(project.folder().join("key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "others cannot read it");
    let ran = project
        .run(&["sign", "--new-key", "public/key", "--no-password"])
        .exits(2);
    assert!(ran.err().contains("published"), "{}", ran.err());
    fs::copy(project.folder().join("key"), project.output().join("key")).unwrap();
    let ran = project
        .run(&["sign", "public", "--key", "public/key", "--site", "site"])
        .exits(2);
    assert!(ran.err().contains("published"), "{}", ran.err());
    fs::remove_file(project.output().join("key")).unwrap();
    // What is no key says so, and a secret key is never told.
    let project = project.file("../no-key", "untrusted comment: x\nRWRTY0Iyxxx\n");
    for key in ["no-key", "key.pub", "nowhere"] {
        let ran = project
            .run(&["sign", "public", "--key", key, "--site", "site"])
            .exits(2);
        assert!(!ran.err().is_empty());
    }
    for key in ["key", "no-key", "RWxyz", ""] {
        let ran = project.run(&["verify", "public", "--key", key]).exits(2);
        assert!(
            !ran.err().contains(secret.lines().nth(1).unwrap()),
            "{}",
            ran.err()
        );
    }
    for arguments in [
        &["sign"][..],
        &["sign", "public"],
        &["sign", "--no-password"],
        &["verify", "public"],
    ] {
        let _ = project.run(arguments).exits(2);
    }
}

#[test]
fn a_key_with_a_password_signs_with_it_alone() {
    let project = Project::new()
        .file("../password", "correct horse\n")
        .file("../wrong", "battery staple\n")
        .file("../empty", "\n");
    let _ = project.build().exits(0);
    let _ = project
        .run(&["sign", "--new-key", "key", "--password-file", "password"])
        .exits(0);
    let with = |file: &str| {
        project.run(&[
            "sign",
            "public",
            "--key",
            "key",
            "--site",
            "site",
            "--password-file",
            file,
        ])
    };
    let ran = with("wrong").exits(2);
    assert!(ran.err().contains("not the password"), "{}", ran.err());
    let ran = with("empty").exits(2);
    assert!(ran.err().contains("no password"), "{}", ran.err());
    let _ = with("nowhere").exits(2);
    let _ = with("password").exits(0);
    let _ = verify(&project, &[]).exits(0);
}

/// The public source may be passed on alone: what was changed of it, cut off, added to or put in its place is found.
#[test]
fn a_public_source_that_was_changed_is_refused_alone() {
    let project = signed();
    let file = project.output().join("source.tar.gz");
    let signature = project.output().join("source.tar.gz.minisig");
    let (bytes, own) = (fs::read(&file).unwrap(), fs::read(&signature).unwrap());
    let alone = ["verify", "public/source.tar.gz", "--key", "key.pub"];
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 4;
    let longer = [&bytes[..], b"x"].concat();
    let cut = bytes[..bytes.len() - 1].to_vec();
    let half = bytes[..bytes.len() / 2].to_vec();
    for (what, other) in [
        ("flipped", flipped),
        ("longer", longer),
        ("cut", cut),
        ("half", half),
        ("empty", Vec::new()),
    ] {
        fs::write(&file, other).unwrap();
        let ran = project.run(&alone).exits(1);
        assert!(ran.err().contains("did not sign"), "{what}: {}", ran.err());
    }
    fs::write(&file, &bytes).unwrap();
    let _ = project.run(&alone).exits(0);
    // The signature of the sums, half of its own, and none.
    let sums = fs::read(project.output().join("SHA256SUMS.minisig")).unwrap();
    for other in [&sums[..], &own[..own.len() / 2], &b""[..]] {
        fs::write(&signature, other).unwrap();
        let _ = project.run(&alone).exits(1);
    }
    fs::remove_file(&signature).unwrap();
    let ran = project.run(&alone).exits(1);
    assert!(ran.err().contains("no signature here"), "{}", ran.err());
    // A site that never was signed in the place of one that was, with the signature of that.
    fs::write(&signature, &own).unwrap();
    let _ = project.run(&alone).exits(0);
    let page = "---\ntitle: Other\nkind: page\nsensitivity: public\n---\n\nOther words.\n";
    let other = Project::new().file("pages/other.md", page);
    let _ = other.build().exits(0);
    fs::copy(other.output().join("source.tar.gz"), &file).unwrap();
    assert_ne!(fs::read(&file).unwrap(), bytes);
    let _ = project.run(&alone).exits(1);
}

/// The tool that others have reads what this one signs, and this one what that one signs.
#[test]
fn stock_minisign_agrees() {
    if Command::new("minisign")
        .arg("-v")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        println!("skipped: there is no minisign here");
        return;
    }
    let minisign = |project: &Project, arguments: &[&str]| {
        let ran = Command::new("minisign")
            .args(arguments)
            .current_dir(project.output())
            .output()
            .unwrap();
        (
            ran.status.success(),
            String::from_utf8_lossy(&ran.stdout).into_owned(),
        )
    };
    let project = signed();
    for file in ["SHA256SUMS", "source.tar.gz"] {
        let (good, said) = minisign(&project, &["-V", "-p", "../key.pub", "-m", file]);
        assert!(
            good && said.contains(&format!("file:{file}\tsequence:0\tas-of:2026-11-23")),
            "{said}"
        );
    }
    let (good, _) = minisign(
        &project,
        &[
            "-V",
            "-p",
            "../key.pub",
            "-m",
            "manifest.json",
            "-x",
            "SHA256SUMS.minisig",
        ],
    );
    assert!(!good, "it looks at all");
    // What this command refuses, that one refuses.
    let sums = project.output().join("SHA256SUMS");
    let bytes = fs::read(&sums).unwrap();
    let mut flipped = bytes.clone();
    flipped[9] ^= 1;
    for other in [&flipped[..], &bytes[..bytes.len() - 1], &b""[..]] {
        fs::write(&sums, other).unwrap();
        let (good, _) = minisign(&project, &["-V", "-p", "../key.pub", "-m", "SHA256SUMS"]);
        assert!(!good);
    }
    fs::write(&sums, &bytes).unwrap();
    // Its keys, and its signature.
    let (good, _) = minisign(
        &project,
        &["-G", "-W", "-p", "../stock.pub", "-s", "../stock"],
    );
    assert!(good);
    let whole = fs::read_to_string(project.folder().join("stock")).unwrap();
    let bent = whole.replacen(
        &whole[110..111],
        if &whole[110..111] == "A" { "B" } else { "A" },
        1,
    );
    fs::write(project.folder().join("bent"), bent).unwrap();
    let _ = project
        .run(&["sign", "public", "--key", "bent", "--site", "site"])
        .exits(2);
    let key = ["sign", "public", "--key", "stock", "--site", "site"];
    let _ = project.run(&key).exits(0);
    let with = ["verify", "public", "--key", "stock.pub"];
    let _ = project.run(&with).exits(0);
    for file in ["SHA256SUMS", "source.tar.gz"] {
        let (good, _) = minisign(&project, &["-S", "-s", "../stock", "-m", file]);
        assert!(good);
    }
    let _ = project.run(&with).exits(0);
    let _ = project
        .run(&["audit", "public", "--against", "site"])
        .exits(0);
    let ran = project
        .run(&["verify", "public", "--key", "key.pub"])
        .exits(1);
    assert!(ran.err().contains("another key"), "{}", ran.err());
}
