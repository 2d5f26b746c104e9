//! Each kind of finding, as an officer reads it, and what they do then: the site passes afterwards.
//!
//! What the audit tells is about files of the output, which nobody writes by hand; so most of what there is to do is to
//! build anew what was not built, and to take out of public text what does not belong there.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::history;
use super::site::{Files, Site, chunk, gzip, page, png, tar, told};

/// A sound site, how it was spoiled, and how that is mended.
struct Remedy {
    code: &'static str,
    /// How the file's name begins that is named.
    file: &'static str,
    sound: Site,
    spoiled: Site,
    /// What the officer did.
    done: &'static str,
}

const ANEW: &str = "built anew";
const OUT: &str = "taken out of the public text, and built anew";
const HOME: &str = "index.html";

fn remedy(
    code: &'static str,
    file: &'static str,
    done: &'static str,
    spoil: impl FnOnce(Site) -> Site,
) -> Remedy {
    of(Site::new(), code, file, done, spoil)
}

fn of(
    sound: Site,
    code: &'static str,
    file: &'static str,
    done: &'static str,
    spoil: impl FnOnce(Site) -> Site,
) -> Remedy {
    Remedy {
        code,
        file,
        spoiled: spoil(sound.clone()),
        sound,
        done,
    }
}

/// The site with a change of its finished files.
fn changed(site: Site, change: impl FnOnce(&mut Files)) -> Site {
    let mut site = site;
    let mut output = site.finished();
    change(&mut output);
    site.output = output;
    site.listed = false;
    site
}

fn lists() -> Vec<Remedy> {
    let list =
        |code, file, change: fn(&mut Files)| remedy(code, file, ANEW, |site| changed(site, change));
    vec![
        list("sums-missing", "SHA256SUMS", |files| {
            files.remove("SHA256SUMS");
        }),
        list("sums-differ", HOME, |files| {
            files.insert(HOME.to_owned(), page("<p>Experts came.</p>").into());
        }),
        list("sums-unlisted", "extra.html", |files| {
            files.insert("extra.html".to_owned(), page("").into());
        }),
        list("manifest-missing", "manifest.json", |files| {
            files.remove("manifest.json");
        }),
        list("manifest-differs", HOME, |files| {
            files.insert(HOME.to_owned(), page("<p>Experts came.</p>").into());
        }),
        list("manifest-unlisted", "extra.html", |files| {
            files.insert("extra.html".to_owned(), page("").into());
        }),
        remedy(
            "as-of-differs",
            "manifest.json",
            "audited for the day of the build",
            |site| {
                let mut site = changed(site, |_| {});
                site.as_of = "2026-07-02";
                site
            },
        ),
        remedy("split-differs", "manifest.json", "built anew", |site| {
            site.pack(
                "pages/extra.md",
                "---\ntitle: Extra\nkind: page\nsensitivity: public\n---\n\nExtra.\n",
            )
        }),
    ]
}

fn files() -> Vec<Remedy> {
    let plan = "missions/visit/a-plan.png";
    let put = |code, path: &'static str, bytes: Vec<u8>| {
        remedy(code, path, ANEW, |site| site.put(path, bytes))
    };
    let mut behind = png(b"plan pixels", None);
    behind.extend(b"more");
    let mut texts = png(b"plan pixels", None);
    let end = texts.len() - 12;
    texts.splice(end..end, chunk(b"tEXt", b"x"));
    vec![
        put("path-unknown", "a b.html", page("").into()),
        put("file-unknown", "notes.md", b"x".to_vec()),
        put("file-unreadable", plan, b"x".to_vec()),
        put("picture-stray", plan, behind),
        put("picture-stray", plan, texts),
        put(
            "asset-unknown",
            "assets/style-00000000.css",
            b"p{}".to_vec(),
        ),
        put(
            "name-differs",
            "assets/style-00000000.css",
            super::site::STYLE.as_bytes().to_vec(),
        ),
        put(
            "attachment-unlisted",
            "missions/visit/other.png",
            png(b"other pixels", None),
        ),
        remedy("archive-stray", "source.tar.gz", ANEW, |site| {
            let mut packed = gzip(&tar(&site.archive));
            packed.extend(b"more");
            site.put("source.tar.gz", packed)
        }),
        remedy("index-stray", "search/en", ANEW, |mut site| {
            site.output
                .retain(|path, _| !path.starts_with("search/en/b-"));
            site
        }),
        put("file-endless", "notes.txt", super::leaks::endless()),
    ]
}

fn texts() -> Vec<Remedy> {
    let says = |code, text: &'static str| remedy(code, HOME, OUT, move |site| site.add(HOME, text));
    vec![
        says(
            "private-text",
            "<p>Porcelain herons guard the custard tunnels</p>",
        ),
        says("private-word", "<p>Brindlewick</p>"),
        says("private-name", "<a href=\"secret-herons.html\">Visit</a>"),
        says("word-unknown", "<p>Xylograph</p>"),
        says("markup-comment", "<!-- Experts came. -->"),
        says("markup-program", "<script>x()</script>"),
        says("markup-data", "<a href=\"data:text/plain,open\">Visit</a>"),
        remedy(
            "private-bytes",
            "missions/visit/a-plan.png",
            "taken off the list of the public entry, and built anew",
            |site| {
                let private = site.source["missions/secret-herons.png"].clone();
                site.put("missions/visit/a-plan.png", private)
            },
        ),
        remedy("private-term", "search/en/t-", ANEW, |mut site| {
            site.index(&["content", "brindlewick"], "The experts saw everything.");
            site
        }),
        remedy("index-unexplained", "search/en/t-", ANEW, |mut site| {
            site.index(
                &["content", "reactor"],
                "The experts saw everything and were content.",
            );
            site
        }),
        remedy(
            "canary-unseen",
            "the source",
            "given its tag back",
            |site| site.write("canaries/a.md", &super::canaries::canary(1, "public")),
        ),
        of(
            history::site(),
            "history-stray",
            "source.tar.gz/releases.toml",
            ANEW,
            |site| site.pack("releases.toml", history::SOURCE),
        ),
        of(
            history::site(),
            "history-differs",
            "source.tar.gz/releases.toml",
            "releases.toml put back as the last release wrote it",
            |mut site| {
                site.source.remove("releases.toml");
                site
            },
        ),
        of(
            history::site(),
            "retracted-kept",
            "source.tar.gz/releases.toml",
            "taken out of the output folder, by building anew",
            |site| site.put("documents/mistaken-roster/extra.csv", "a,b\n"),
        ),
        of(
            history::site(),
            "retracted-gone",
            "source.tar.gz/releases.toml",
            ANEW,
            |mut site| {
                site.output.remove("documents/mistaken-roster.html");
                site
            },
        ),
        {
            let (sound, spoiled) = super::documents::titled();
            of(sound, "document-stray", super::documents::PDF, ANEW, |_| {
                spoiled
            })
        },
        of(
            super::documents::drawn(super::documents::DRAWING, super::documents::DRAWING),
            "drawing-stray",
            super::documents::SVG,
            ANEW,
            |_| {
                super::documents::drawn(
                    super::documents::DRAWING,
                    &super::documents::DRAWING.replace("<path", "<foreignObject/><path"),
                )
            },
        ),
    ]
}

#[test]
fn what_a_finding_says_to_do_mends_it() {
    let mut drawn = String::new();
    let mut wrong = Vec::new();
    let all: Vec<Remedy> = [lists(), files(), texts()].into_iter().flatten().collect();
    for remedy in &all {
        let Remedy { code, file, .. } = remedy;
        let report = remedy.spoiled.audit();
        let found = report
            .findings()
            .iter()
            .find(|one| one.code() == *code && one.file().starts_with(file));
        let Some(found) = found else {
            wrong.push(format!("{code} in {file} is not among:\n{}", told(&report)));
            continue;
        };
        let line = found.to_string();
        let (what, help) = line.split_once("; ").unwrap_or_default();
        assert!(!help.is_empty(), "{line}");
        let _ = write!(
            drawn,
            "## {code}\n{what}\n  help: {help}\ndone: {}\n\n",
            remedy.done
        );
        let report = remedy.sound.audit();
        if !report.is_clean() {
            wrong.push(format!("{code}: mended, and still\n{}", told(&report)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(drawn);
    let covered: BTreeSet<String> = all.iter().map(|one| one.code.to_owned()).collect();
    let lacking: Vec<String> = codes()
        .into_iter()
        .filter(|code| !covered.contains(code) && !ELSEWHERE.contains(&code.as_str()))
        .collect();
    assert!(lacking.is_empty(), "without a remedy: {lacking:?}");
}

/// Findings of sites and files that need a making of their own, and words with hyphens that are no findings.
const ELSEWHERE: &[&str] = &[
    // Of sites of other generators: `foreign.rs`.
    "not-looked-into",
    "aria-label",
    "as-of",
    "archive-level",
    "quoted-printable",
    "stemmer-ar",
];

/// The words in quotes that have hyphens, of the code of the audit.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("tests.rs")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                for word in code
                    .lines()
                    .flat_map(|line| line.split('"').skip(1).step_by(2))
                {
                    let is_code = word.contains('-')
                        && word.starts_with(|c: char| c.is_ascii_lowercase())
                        && word.ends_with(|c: char| c.is_ascii_lowercase())
                        && word
                            .bytes()
                            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                    if is_code {
                        codes.insert(word.to_owned());
                    }
                }
            }
        }
    }
    assert!(codes.len() > 30, "{codes:?}");
    codes
}
