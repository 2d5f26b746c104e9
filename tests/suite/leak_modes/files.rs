//! Ways out of files: what they carry along, strays, links, packing, traces of the machine.

use vitrine_disclosure::SourceTree;
use vitrine_tests::{Project, assert_same, today};

use crate::site::{CANARY, Files, built, demonstration, entry, holding, page, refused, site};

fn chunk(kind: &[u8; 4], bytes: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), bytes].concat();
    let crc = body.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
        })
    });
    let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    [length.as_slice(), &body, &(!crc).to_be_bytes()].concat()
}

/// A picture of one pixel, with further chunks.
fn png(more: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    for (kind, bytes) in more {
        out.extend(chunk(kind, bytes));
    }
    let pixel = miniz_oxide::deflate::compress_to_vec_zlib(&[0, 0], 6);
    out.extend(chunk(b"IDAT", &pixel));
    out.extend(chunk(b"IEND", b""));
    out
}

/// A site whose page lists a file.
fn listing(name: &str, bytes: &[u8]) -> SourceTree {
    let lines = format!(
        "title: A page\nattachments: [{{file: {name}, sensitivity: public, title: A file, alt: A square}}]"
    );
    let mut tree = site(&[("a.md", &entry("page", "public", &lines, "Text."))]);
    tree.insert(name, bytes.to_vec());
    tree
}

fn files_of(tree: &SourceTree) -> Result<Files, String> {
    vitrine::build(tree, today())
        .map(|built| vitrine_tests::of(&built))
        .map_err(|found| vitrine_tests::list(&found))
}

#[test]
fn mode_17_what_pictures_carry_along() {
    let secret = CANARY.as_bytes();
    let full = png(&[
        (b"tEXt", secret),
        (b"iTXt", secret),
        (b"zTXt", secret),
        (b"eXIf", secret),
        (b"tIME", secret),
        (b"iCCP", secret),
        (b"prVt", secret),
    ]);
    let bare = files_of(&listing("a.png", &png(&[]))).unwrap();
    let with = files_of(&listing("a.png", &full)).unwrap();
    assert_same(&bare, &with, "what a picture carries along");
    assert_eq!(holding(&with, CANARY), [""; 0]);
}

#[test]
fn mode_18_what_a_picture_shows() {
    let said = |tree: &SourceTree| {
        let built = vitrine::build(tree, today()).unwrap();
        let told = built
            .warnings
            .iter()
            .any(|one| one.code == "picture-unchecked");
        (told, vitrine_tests::of(&built))
    };
    let (told, files) = said(&listing("a.png", &png(&[])));
    assert!(told, "every build says that nobody looked");
    let lines = format!(
        "title: A page\nattachments: [{{file: a.png, sensitivity: public, title: A file, alt: A square, checked_by: {CANARY}}}]"
    );
    let mut tree = site(&[("a.md", &entry("page", "public", &lines, "Text."))]);
    tree.insert("a.png", png(&[]));
    let (told, checked) = said(&tree);
    assert!(!told);
    assert_same(&files, &checked, "who looked");
    assert_eq!(holding(&checked, CANARY), [""; 0]);
}

#[test]
fn mode_21_files_of_an_office() {
    for (name, start) in [
        ("a.docx", &b"PK\x03\x04"[..]),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.pptx", b"PK\x03\x04"),
        (
            "a.odt",
            b"PK\x03\x04\x14\0\0\x08\0\0mimetypeapplication/vnd.oasis",
        ),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.rtf", b"{\\rtf1"),
        ("a.zip", b"PK\x05\x06"),
        ("a.csv", b"PK\x03\x04"),
        ("a.png", b"PK\x03\x04"),
    ] {
        let bytes = [start, CANARY.as_bytes()].concat();
        assert!(files_of(&listing(name, &bytes)).is_err(), "{name}");
    }
}

#[test]
fn mode_22_tables_that_compute() {
    for cell in ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"] {
        let table = format!("name,value\na,\"{cell}\"\n");
        assert!(
            files_of(&listing("a.csv", table.as_bytes())).is_err(),
            "{cell}"
        );
    }
    let plain = files_of(&listing("a.csv", b"name,value\na,-3.5\nb,+2\n")).unwrap();
    assert!(plain.keys().any(|path| path.ends_with(".csv")));
    assert!(
        files_of(&listing("a.csv", b"name,value\na,1,2\n")).is_err(),
        "a row too long"
    );
}

#[test]
fn mode_23_files_that_are_two_things() {
    let picture = png(&[]);
    let zip = [&picture, &b"PK\x03\x04hidden"[..], CANARY.as_bytes()].concat();
    assert!(
        files_of(&listing("a.png", &zip)).is_err(),
        "bytes after the end"
    );
    let before = [CANARY.as_bytes(), &picture].concat();
    assert!(
        files_of(&listing("a.png", &before)).is_err(),
        "bytes before the start"
    );
    for name in [
        "a.jpg", "a.webp", "a.csv", "a.pdf", "a.svg", "a.woff2", "a.mp4", "a.bin", "a",
    ] {
        assert!(
            files_of(&listing(name, &picture)).is_err(),
            "a picture called {name}"
        );
    }
    for bytes in [
        &b"OTTO\0\x01"[..],
        b"wOF2",
        b"\0\0\0\x18ftypmp42",
        b"ID3",
        b"\x7fELF",
        b"MZ\x90",
    ] {
        assert!(files_of(&listing("a.png", bytes)).is_err());
    }
}

#[test]
fn mode_24_files_that_nobody_lists() {
    let before = built(&site(&[("a.md", &page("Text."))]));
    let mut tree = site(&[("a.md", &page("Text."))]);
    for name in [
        "a.png",
        "static/a.png",
        "pages/a.pdf",
        "public/index.html",
        "data/all.json",
    ] {
        tree.insert_unread(name);
    }
    assert_same(&before, &built(&tree), "files that nobody lists");
    // Listed by an entry that is withheld, or with a level of its own, a file stays in.
    let mut held = site(&[
        ("a.md", &page("Text.")),
        (
            "secret.md",
            &entry(
                "page",
                "restricted",
                "title: S\nattachments: [{file: b.png, sensitivity: public, title: B, alt: B}]",
                "x",
            ),
        ),
    ]);
    held.insert("b.png", png(&[]));
    assert_same(&before, &built(&held), "a file of a withheld entry");
    let mut levelled = site(&[(
        "a.md",
        &entry(
            "page",
            "public",
            "title: A page\nattachments: [{file: b.png, sensitivity: restricted, title: B, alt: B}]",
            "Text.",
        ),
    )]);
    levelled.insert("b.png", png(&[]));
    assert_same(&before, &built(&levelled), "a file with a level of its own");
}

#[test]
fn mode_37_strays_of_editors_and_systems() {
    let strays = [
        ".git/config",
        ".git/HEAD",
        ".gitignore",
        ".env",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "a.md~",
        "a.md.bak",
        "a.md.swp",
        ".a.md.swp",
        "#a.md#",
        ".#a.md",
        "a.orig",
        "a.rej",
        "a.tmp",
        "~$a.docx",
        "a (copy).txt",
        "core",
        "npm-debug.log",
        "notes.txt",
        "Makefile",
        ".vscode/settings.json",
        ".idea/workspace.xml",
        "node_modules/x/index.js",
        ".vitrine/ledger",
        ".obsidian/app.json",
        "backup.tar.gz",
        "dump.sql",
        "id_rsa",
        "a.pem",
        "a.key",
        ".htpasswd",
        "web.config",
        "robots.txt",
        "CNAME",
        "index.html",
        "source.tar.gz",
        "SHA256SUMS",
        "manifest.json",
        "sitemap.xml",
    ];
    assert!(strays.len() >= 40);
    let clean = Project::new();
    let _ = clean.build().exits(0);
    let mut project = Project::new();
    for stray in strays {
        project = project
            .file(stray, CANARY)
            .file(&format!("notes/{stray}"), CANARY);
    }
    let _ = project.build().exits(0);
    assert_same(&clean.published(), &project.published(), "strays");
    assert_eq!(holding(&project.published(), CANARY), [""; 0]);
    assert!(
        !project
            .published()
            .keys()
            .any(|path| path.contains("/.git") || path.ends_with('~'))
    );
}

#[cfg(unix)]
#[test]
fn mode_38_links_of_the_file_system() {
    use std::os::unix::fs::symlink;

    let project = Project::new().file("../outside.md", page(CANARY));
    symlink("../outside.md", project.site().join("in.md")).unwrap();
    let _ = project.build().exits(1);
    std::fs::remove_file(project.site().join("in.md")).unwrap();
    symlink("..", project.site().join("folder")).unwrap();
    let _ = project.build().exits(1);
    std::fs::remove_file(project.site().join("folder")).unwrap();
    for file in [
        "../outside.md",
        "/etc/hostname",
        "..%2Foutside.md",
        "a/../../outside.md",
        "C:\\outside.png",
        "\\\\host\\x.png",
    ] {
        let lines = format!(
            "title: A\nattachments: [{{file: '{file}', sensitivity: public, title: T, alt: A}}]"
        );
        let project = Project::new().file("a.md", entry("page", "public", &lines, "Text."));
        let _ = project.build().exits(1);
    }
    let names = [("a/Same.md", "a/same.md")];
    for (one, other) in names {
        let project = Project::new().file(one, page("x")).file(other, page("y"));
        let _ = project.build().exits(1);
    }
}

#[test]
fn mode_35_traces_of_the_machine() {
    let root = vitrine_tests::root().to_string_lossy().into_owned();
    let files = demonstration();
    let home = std::env::temp_dir();
    for needle in [
        root.as_str(),
        "/root/",
        "/home/",
        "C:\\Users",
        "sourceMappingURL",
        "cargo/registry",
        home.to_str().unwrap(),
    ] {
        let found: Vec<&str> = holding(files, needle);
        assert_eq!(found, [""; 0], "{needle}");
    }
    assert!(
        !files
            .keys()
            .any(|path| path.ends_with(".map") || path.ends_with(".wasm"))
    );
}

#[test]
fn mode_36_what_packing_adds() {
    let files = demonstration();
    let archive = &files["source.tar.gz"];
    // Gzip: no flags (no name, no comment), no time.
    assert_eq!(&archive[..8], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    let inner = miniz_oxide::inflate::decompress_to_vec(&archive[10..archive.len() - 8]).unwrap();
    let mut names = Vec::new();
    for entry in tar::Archive::new(inner.as_slice()).entries().unwrap() {
        let entry = entry.unwrap();
        let header = entry.header();
        assert_eq!(header.mtime().unwrap(), 0);
        assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
        assert!(header.username().unwrap().unwrap_or_default().is_empty());
        assert!(header.groupname().unwrap().unwrap_or_default().is_empty());
        names.push(entry.path().unwrap().to_string_lossy().into_owned());
    }
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
}

#[test]
fn attachments_that_are_missing_are_an_error() {
    let lines =
        "title: A page\nattachments: [{file: a.png, sensitivity: public, title: A file, alt: A}]";
    assert_eq!(
        refused(&[("a.md", &entry("page", "public", lines, "Text."))]),
        ["attachment-missing"]
    );
}

/// A document or a drawing that a real program made.
fn of_a_program(name: &str) -> Vec<u8> {
    let folder = vitrine_tests::root().join("generator/disclosure/tests/attachments");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn mode_19_drawings_that_act_or_hide() {
    let open = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">";
    let drawing = |inside: &str| format!("{open}<rect width=\"9\" height=\"9\"/>{inside}</svg>");
    let bare = files_of(&listing("a.svg", drawing("").as_bytes())).unwrap();
    assert!(bare.keys().any(|path| path.ends_with(".svg")));
    for inside in [
        format!("<script>{CANARY}</script>"),
        format!("<rect onclick=\"{CANARY}\" width=\"9\" height=\"9\"/>"),
        format!("<foreignObject><p>{CANARY}</p></foreignObject>"),
        format!("<image href=\"https://example.org/{CANARY}.png\" width=\"9\" height=\"9\"/>"),
        format!("<use href=\"https://example.org/{CANARY}.svg#a\"/>"),
        format!("<text x=\"9\" y=\"50\" display=\"none\">{CANARY}</text>"),
        format!("<text x=\"9\" y=\"50\" opacity=\"0\">{CANARY}</text>"),
        format!("<text x=\"900\" y=\"900\">{CANARY}</text>"),
        format!("<style>@import url(https://example.org/{CANARY}.css);</style>"),
    ] {
        let found = files_of(&listing("a.svg", drawing(&inside).as_bytes()));
        assert!(found.is_err(), "{inside}");
    }
    // What nobody sees and nothing needs does not leave.
    for inside in [
        format!("<metadata>{CANARY}</metadata>"),
        format!("<!-- {CANARY} -->"),
    ] {
        if let Ok(files) = files_of(&listing("a.svg", drawing(&inside).as_bytes())) {
            assert_eq!(holding(&files, CANARY), [""; 0], "{inside}");
        }
    }
}

#[test]
fn mode_20_documents_that_carry_more_than_they_show() {
    let whole = of_a_program("libreoffice-writer.pdf");
    let files = files_of(&listing("a.pdf", &whole)).unwrap();
    let (_, cleaned) = files
        .iter()
        .find(|(path, _)| path.ends_with(".pdf"))
        .unwrap();
    let names = |bytes: &[u8], word: &str| {
        bytes
            .windows(word.len())
            .any(|window| window == word.as_bytes())
    };
    for word in ["/Producer", "/CreationDate", "/Metadata", "/ID"] {
        assert!(!names(cleaned, word), "{word} left");
    }
    assert!(names(&whole, "/Producer") && names(&whole, "/CreationDate"));
    // A second revision, text behind the end, and what is no document after all.
    let mut revised = whole.clone();
    revised.extend(format!("\n1 0 obj\n({CANARY})\nendobj\nstartxref\n0\n%%EOF\n").bytes());
    assert!(
        files_of(&listing("a.pdf", &revised)).is_err(),
        "a second revision"
    );
    let trailing = [&whole[..], CANARY.as_bytes()].concat();
    assert!(
        files_of(&listing("a.pdf", &trailing)).is_err(),
        "bytes behind the end"
    );
    let before = [CANARY.as_bytes(), &whole[..]].concat();
    assert!(
        files_of(&listing("a.pdf", &before)).is_err(),
        "bytes before the start"
    );
    let cut = &whole[..whole.len() / 2];
    assert!(files_of(&listing("a.pdf", cut)).is_err(), "half a document");
}
