//! The promise: not one sentence that is not public is in the site, in whatever file and however it is packed. First a
//! search that knows neither generator nor audit; then leaks that are planted, each of which the audit must refuse.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vitrine_disclosure::{SourceFile, SourceTree};
use vitrine_tests::{Project, content, files, knife, today};

// What is looked for.

/// Runs of four words of a text.
fn runs(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(4).map(|run| run.join(" ")).collect()
}

/// Runs of words that stand in private parts of the source, and in no public part of it.
fn private_runs(tree: &SourceTree) -> BTreeSet<String> {
    let (mut private, mut public) = (BTreeSet::new(), BTreeSet::new());
    for (path, file) in tree.iter() {
        let SourceFile::Bytes(bytes) = file else {
            continue;
        };
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let (head, body) = if path.ends_with(".md") {
            knife::split(text)
        } else {
            (text, "")
        };
        if !path.ends_with(".md") || knife::is_tagged_public(head) {
            public.append(&mut runs(&knife::empty_portions(text)));
            let cut = knife::empty_portions(text);
            private.extend(runs(body).difference(&runs(&cut)).cloned());
        } else {
            private.append(&mut runs(body));
            public.append(&mut runs(head));
        }
    }
    private.difference(&public).cloned().collect()
}

/// A sentence of an entry that is withheld whole.
const SENTENCE: &str =
    "Zeppelins inflate within forty yawns; tubas sound retreat; constables distribute pancakes.";

// Where it is looked for.

/// Everything that a file holds, unpacked as often as it is packed.
fn unpacked(path: &str, bytes: &[u8]) -> Vec<u8> {
    if path.ends_with(".gz") {
        return gunzip(bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    if path.starts_with("search/")
        && let Some((_, after)) = text.split_once("\",\"")
        && let Some((packed, _)) = after.split_once('"')
    {
        return miniz_oxide::inflate::decompress_to_vec(&STANDARD.decode(packed).unwrap()).unwrap();
    }
    bytes.to_vec()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::inflate::decompress_to_vec(&bytes[10..bytes.len() - 8]).unwrap()
}

#[test]
fn no_private_run_of_words_is_in_any_file() {
    let tree = content();
    let private = private_runs(&tree);
    assert!(
        private.len() > 300,
        "there is something to look for: {}",
        private.len()
    );
    let mut found = Vec::new();
    for (path, bytes) in files(&tree, today()) {
        let text = String::from_utf8_lossy(&unpacked(&path, &bytes)).into_owned();
        for run in runs(&text).intersection(&private) {
            found.push(format!("{path}: {run}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_search_for_private_words_finds_what_is_there() {
    let private = private_runs(&content());
    assert!(runs(SENTENCE).iter().all(|run| private.contains(run)));
}

// Planted leaks.

type Plant<'a> = &'a dyn Fn(&mut vitrine::Output);

/// Builds a leaking site, and says which files the audit names.
fn refused(plant: Plant<'_>) -> BTreeSet<String> {
    let tree = content();
    let built = vitrine::build_leaking(&tree, today(), plant).unwrap();
    match vitrine::audit(&tree, built.output, today()) {
        Ok((_, report)) => panic!(
            "the audit passed it, though it sought {} fragments",
            report.sought()
        ),
        Err(report) => report
            .findings()
            .iter()
            .map(|finding| finding.file().to_owned())
            .collect(),
    }
}

/// Changes a text file.
fn edit(output: &mut vitrine::Output, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(output.get(path).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{path} has a place for a leak");
    output.plant(path, text.replacen(from, to, 1));
}

fn some(output: &vitrine::Output, fits: impl Fn(&str) -> bool) -> String {
    output
        .files()
        .map(|(path, _)| path.to_owned())
        .find(|path| fits(path))
        .unwrap()
}

#[test]
fn the_audit_passes_the_site_as_it_is() {
    let tree = content();
    let built = vitrine::build(&tree, today()).unwrap();
    let (_, report) = vitrine::audit(&tree, built.output, today()).unwrap_or_else(|report| {
        let lines: Vec<String> = report.findings().iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    assert!(report.sought() > 500);
}

#[test]
fn a_leak_in_a_page_is_refused() {
    let page = "pages/about.html";
    for text in [
        format!("<p>{SENTENCE}</p></main>"),
        format!(
            "<p>{}</p></main>",
            SENTENCE.replace(" forty ", " <em>forty</em> ")
        ),
        format!("<p>{}</p></main>", SENTENCE.replace('e', "&#101;")),
        format!("<p title=\"{SENTENCE}\">Text</p></main>"),
        format!("<!-- {SENTENCE} --></main>"),
        "<p>The zeppelin is late.</p></main>".to_owned(),
    ] {
        let named = refused(&|output| edit(output, page, "</main>", &text));
        assert!(named.contains(page), "{text}: {named:?}");
    }
}

#[test]
fn a_leak_in_the_feed_is_refused() {
    let entry = format!("<entry><title>News</title><summary>{SENTENCE}</summary></entry></feed>");
    let named = refused(&|output| edit(output, "feed.atom", "</feed>", &entry));
    assert!(named.contains("feed.atom"), "{named:?}");
}

#[test]
fn a_leak_in_the_search_index_is_refused() {
    // Once as a text that snippets are cut from, once as words alone.
    for (title, body) in [
        ("A plan", SENTENCE),
        ("Zeppelins", "inflate"),
        (SENTENCE, ""),
    ] {
        let document = vitrine_search::Document {
            url: "documents/a-plan.html".to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            ..vitrine_search::Document::default()
        };
        let index = vitrine_search::build(&[document], "en", &[]).unwrap();
        let named = refused(&|output| {
            for (name, bytes) in &index.files {
                let script = vitrine_search::container::wrap(name, bytes);
                output.plant(&format!("search/en/{name}.js"), script);
            }
        });
        assert!(
            named.iter().any(|file| file.starts_with("search/en/")),
            "{title}: {named:?}"
        );
    }
}

#[test]
fn a_leak_in_the_archive_is_refused() {
    let named = refused(&|output| {
        let mut tar = gunzip(output.get("source.tar.gz").unwrap());
        // Over public text of the same length, so that the container stays whole.
        let at = tar
            .windows(7)
            .position(|window| window == b"[public")
            .unwrap_or_else(|| {
                let body = tar
                    .windows(14)
                    .position(|window| window == b"Fictional. Spe");
                body.unwrap()
            });
        tar[at..at + SENTENCE.len()].copy_from_slice(SENTENCE.as_bytes());
        output.plant("source.tar.gz", gzip(&tar));
    });
    assert!(
        named.iter().any(|file| file.starts_with("source.tar.gz")),
        "{named:?}"
    );
}

#[test]
fn a_leak_in_an_image_is_refused() {
    let named = refused(&|output| {
        let path = some(output, |path| path.ends_with(".png"));
        let bytes = output.get(&path).unwrap().to_vec();
        let mut chunk = b"tEXtComment\0".to_vec();
        chunk.extend_from_slice(SENTENCE.as_bytes());
        let mut whole = bytes[..bytes.len() - 12].to_vec();
        whole.extend_from_slice(&u32::try_from(chunk.len() - 4).unwrap().to_be_bytes());
        whole.extend_from_slice(&chunk);
        whole.extend_from_slice(&crc32(&chunk).to_be_bytes());
        whole.extend_from_slice(&bytes[bytes.len() - 12..]);
        output.plant(&path, whole);
    });
    assert!(named.iter().any(|file| file.ends_with(".png")), "{named:?}");
    let named = refused(&|output| {
        let path = some(output, |path| {
            path.ends_with(".jpg") || path.ends_with(".png")
        });
        let mut bytes = output.get(&path).unwrap().to_vec();
        bytes.extend_from_slice(b"behind the end");
        output.plant(&path, bytes);
    });
    // The page of its entry still tells its size.
    assert!(named.iter().any(|file| file.ends_with(".jpg")), "{named:?}");
    assert!(named.len() <= 2, "{named:?}");
}

#[test]
fn a_leak_in_a_file_name_is_refused() {
    for path in [
        "documents/response-detailed.html",
        "documents/zeppelin-scramble-choreography.html",
        "assets/zeppelin.css",
    ] {
        let named = refused(&|output| output.plant(path, "<!doctype html><title>x</title>"));
        assert!(named.contains(path), "{path}: {named:?}");
    }
}

#[test]
fn files_of_unknown_kinds_are_refused() {
    for path in [
        "notes.docx",
        "backup.zip",
        "pages/about.html.bak",
        ".env",
        "draft.md",
    ] {
        let named = refused(&|output| output.plant(path, "x"));
        assert!(named.contains(path), "{path}: {named:?}");
    }
}

#[test]
fn an_output_that_is_refused_is_not_published() {
    // A file that the audit cannot know to be public: an entry's text that another tool put into the theme.
    let project = Project::new().file(
        "secret.md",
        format!("---\ntitle: A plan\nkind: page\nsensitivity: sensitive\n---\n\n{SENTENCE}\n"),
    );
    let _ = project.build().exits(0);
    let before = project.published();
    let page = project.output().join("pages/about.html");
    let text = std::fs::read_to_string(&page).unwrap();
    leak(
        &page,
        &text.replace("</main>", &format!("<p>{SENTENCE}</p></main>")),
    );
    let ran = project
        .run(&["audit", "public", "--against", "site"])
        .exits(3);
    assert!(ran.err().contains("pages/about.html"), "{}", ran.err());
    assert!(ran.err().contains("secret.md"), "{}", ran.err());
    assert!(
        !ran.err().contains("Zeppelin"),
        "what is found is not said: {}",
        ran.err()
    );
    assert_ne!(project.published(), before);
}

#[allow(clippy::disallowed_methods, reason = "a test writes where it likes")]
fn leak(path: &std::path::Path, text: &str) {
    // The published file may be linked from an older site: it is replaced, not written through.
    std::fs::remove_file(path).unwrap();
    std::fs::write(path, text).unwrap();
}

// Containers.

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, 9));
    out.extend(crc32(bytes).to_le_bytes());
    out.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

#[test]
fn the_archive_opens_with_a_strangers_reader() {
    let files = files(&content(), today());
    let tar = gunzip(&files["source.tar.gz"]);
    let mut archive = tar::Archive::new(tar.as_slice());
    let mut names = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        assert_eq!(entry.header().mtime().unwrap(), 0, "{name}");
        assert_eq!(
            (entry.header().uid().unwrap(), entry.header().gid().unwrap()),
            (0, 0),
            "{name}"
        );
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        names.insert(name, bytes);
    }
    assert!(
        names.contains_key("vitrine.toml") && names.contains_key("missions/fi-2022.md"),
        "{:?}",
        names.keys()
    );
    assert!(
        names
            .keys()
            .all(|name| !name.starts_with("verania/") && !name.contains("restricted"))
    );
}

// Waivers.

const WAIVER: &str = "[[allow]]\nfragment = \"0123456789abcdef0123456789abcdef\"\nreason = \"Quixotic reasons\"\nby = \"N. N.\"\nexpires = \"EXPIRES\"\n";

#[test]
fn waivers_change_no_byte_and_are_not_published() {
    let without = Project::new();
    let _ = without.build().exits(0);
    for (expires, told) in [
        ("2026-12-31", "waiver-unused"),
        ("2026-11-01", "waiver-expired"),
    ] {
        let with = Project::new().file("audit-allow.toml", WAIVER.replace("EXPIRES", expires));
        let ran = with.build().exits(0);
        assert!(ran.err().contains(told), "{}", ran.err());
        assert!(
            !ran.err().contains("Quixotic"),
            "off a terminal no text is told"
        );
        vitrine_tests::assert_same(&without.published(), &with.published(), told);
        let audited = with.run(&["audit", "public", "--against", "site"]).exits(0);
        assert!(audited.err().contains(told), "{}", audited.err());
    }
}

#[test]
fn waivers_that_cannot_be_read_stop_a_build() {
    let project = Project::new().file("audit-allow.toml", WAIVER.replace("EXPIRES", "soon"));
    for ran in [
        project.build(),
        project.run(&["check", "site"]),
        project.run(&["audit", "public", "--against", "site"]),
    ] {
        let ran = ran.exits(1);
        assert!(
            ran.err().contains("audit-allow.toml:5:11 date-form"),
            "{}",
            ran.err()
        );
    }
    assert!(project.published().is_empty());
}

#[test]
fn a_foreign_site_is_audited_too() {
    let project = Project::new().file("vault/a.md", "---\ntitle: Hidden\nkind: page\nsensitivity: restricted\n---\n\nZeppelins inflate within forty yawns.\n");
    let book = |text: &str| {
        format!(
            "<!doctype html><html><head><script>var x = 1;</script></head><body><p>{text}</p></body></html>"
        )
    };
    let put = |text: &str| {
        std::fs::create_dir_all(project.folder().join("book")).unwrap();
        let path = project.folder().join("book/index.html");
        #[expect(clippy::disallowed_methods, reason = "tests write where they like")]
        std::fs::write(path, book(text)).unwrap();
        project.run(&["audit", "book", "--against", "site"])
    };
    let ran = put("A public page.").exits(0);
    assert!(ran.err().contains("were not checked"), "{}", ran.err());
    let ran = put("zeppelins &#105;nflate within forty").exits(3);
    assert!(
        ran.err().contains("private-text") && ran.err().contains("vault/a.md:7"),
        "{}",
        ran.err()
    );
}
