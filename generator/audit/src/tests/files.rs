//! Files that are broken, unknown, or not listed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::site::{Site, chunk, gzip, header, page, png, tar};

#[test]
fn a_file_of_an_unknown_kind() {
    for path in [
        "report.pdf",
        "a.map",
        "drawing.svg",
        "notes.md",
        "missions/visit.html.bak",
        "search/extra.js",
    ] {
        let site = Site::new().put(path, "x");
        let report = site.audit();
        assert!(
            report
                .findings()
                .iter()
                .any(|finding| finding.file() == path),
            "{path}"
        );
    }
}

/// A text as brotli has it: one block that is stored.
const BROTLI: &[u8] = b"\x8b\x19\x80porcelain herons guard the custard tunnels at night\x03";

#[test]
fn packed_files_are_refused_whether_they_can_be_opened_or_not() {
    let zip = crate::zip::tests::zip(&[("a.txt", 0, 0, b"Experts came.")]);
    let locked = crate::zip::tests::zip(&[("a.txt", 1, 8, b"Experts came.")]);
    for (path, bytes) in [
        ("pages/all.zip", zip.as_slice()),
        ("pages/all.docx", &locked),
        ("index.html.br", BROTLI),
        ("index.html.gz", &gzip(b"Experts came.")),
        ("pages/all.7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("pages/all.zst", b"\x28\xb5\x2f\xfd\0\0"),
        ("fonts/a.woff2", b"wOF2\0\x01\0\0"),
    ] {
        Site::new().put(path, bytes).finds("file-unknown", path);
    }
    // Nor does it help to write one into a page.
    for packed in [BROTLI, &locked] {
        let digits = STANDARD.encode(packed);
        for text in [
            format!("<p>{digits}</p>"),
            format!("<p title=\"{digits}\">Visit</p>"),
        ] {
            Site::new()
                .add("index.html", &text)
                .finds("word-unknown", "index.html");
        }
    }
}

#[test]
fn a_name_that_no_site_has() {
    for path in [
        ".git/config",
        "a b.html",
        "../a.html",
        "A.html",
        "a//b.html",
    ] {
        Site::new().put(path, page("")).finds("path-unknown", path);
    }
}

#[test]
fn a_style_sheet_that_is_not_the_themes() {
    Site::new()
        .put("assets/style-00000000.css", "p{}")
        .finds("asset-unknown", "assets/style-0");
    Site::new()
        .put("assets/style-00000000.css", super::site::STYLE)
        .finds("name-differs", "assets/style-0");
}

#[test]
fn lists_that_are_missing() {
    let mut site = Site::new();
    site.listed = false;
    site.finds("sums-missing", "SHA256SUMS");
    site.finds("manifest-missing", "manifest.json");
}

/// Audits the finished files after a change.
fn changed(change: impl FnOnce(&mut super::site::Files)) -> Site {
    let mut site = Site::new();
    let mut output = site.finished();
    change(&mut output);
    site.output = output;
    site.listed = false;
    site
}

#[test]
fn a_file_with_another_digest() {
    let site = changed(|files| {
        files.insert(
            "index.html".to_owned(),
            page("<p>Experts came.</p>").into_bytes(),
        );
    });
    site.finds("sums-differ", "index.html");
    site.finds("manifest-differs", "index.html");
}

#[test]
fn a_file_that_is_not_listed() {
    let site = changed(|files| {
        files.insert("extra.html".to_owned(), page("").into_bytes());
    });
    site.finds("sums-unlisted", "extra.html");
    site.finds("manifest-unlisted", "extra.html");
}

#[test]
fn a_file_that_is_listed_and_gone() {
    let site = changed(|files| {
        files.remove("index.html");
    });
    site.finds("sums-differ", "index.html");
    site.finds("manifest-differs", "index.html");
}

#[test]
fn another_day() {
    let mut site = Site::new();
    site.output = site.finished();
    site.listed = false;
    site.as_of = "2026-07-02";
    site.finds("as-of-differs", "manifest.json");
}

#[test]
fn a_damaged_archive() {
    let packed = gzip(&tar(&Site::new().archive));
    for length in [0, 5, 10, 40, packed.len() - 9, packed.len() - 1] {
        Site::new()
            .put("source.tar.gz", &packed[..length])
            .finds("file-unreadable", "source.tar.gz");
    }
    // Another sum, another length, another sum of a header.
    let mut headed = tar(&Site::new().archive);
    headed[150] ^= 1;
    for (mut wrong, behind) in [(packed.clone(), 6), (packed, 2), (gzip(&headed), 0)] {
        if let Some(at) = wrong.len().checked_sub(behind).filter(|_| behind > 0) {
            wrong[at] ^= 1;
        }
        Site::new()
            .put("source.tar.gz", wrong)
            .finds("file-unreadable", "source.tar.gz");
    }
}

#[test]
fn an_archive_with_something_beside_its_files() {
    let site = Site::new();
    let mut behind = gzip(&tar(&site.archive));
    behind.extend(b"more");
    site.clone()
        .put("source.tar.gz", behind)
        .finds("archive-stray", "source.tar.gz");
    let mut after = tar(&site.archive);
    after.extend([1; 512]);
    site.clone()
        .put("source.tar.gz", gzip(&after))
        .finds("archive-stray", "source.tar.gz");
    for (time, owner) in [(1_700_000_000, ""), (0, "ermintrude")] {
        let mut tar = header("a.toml", 0, time, owner);
        tar.resize(512 * 3, 0);
        site.clone()
            .put("source.tar.gz", gzip(&tar))
            .finds("archive-stray", "source.tar.gz");
    }
    site.pack("a.doc", "x")
        .finds("file-unknown", "source.tar.gz/a.doc");
}

#[test]
fn damaged_search_data() {
    let site = Site::new();
    let path = site
        .output
        .keys()
        .find(|path| path.starts_with("search/en/b-"))
        .unwrap()
        .clone();
    let script = site.output[&path].clone();
    for length in [0, 10, script.len() - 5, script.len() - 1] {
        site.clone()
            .put(&path, &script[..length])
            .finds("file-unreadable", "search/en/b-");
    }
    site.clone()
        .put("search/en/b-0000000000000000.js", script)
        .finds("name-differs", "search/en/b-0");
    let mut without = site;
    without.output.remove(&path);
    without.finds("index-stray", "search/en");
}

#[test]
fn bytes_behind_a_picture() {
    let mut bytes = png(b"plan pixels", None);
    bytes.extend(b"more");
    Site::new()
        .put("missions/visit/a-plan.png", bytes)
        .finds("picture-stray", "missions/visit/a-plan.png");
}

#[test]
fn chunks_that_are_no_part_of_a_picture() {
    for kind in [
        b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"tIME", b"prVT",
    ] {
        let mut bytes = png(b"plan pixels", None);
        let end = bytes.len() - 12;
        bytes.splice(end..end, chunk(kind, b"x"));
        Site::new()
            .put("missions/visit/a-plan.png", bytes)
            .finds("picture-stray", "missions/visit/a-plan.png");
    }
}

#[test]
fn segments_that_are_no_part_of_a_picture() {
    let jpeg = |extra: &[u8]| {
        let mut bytes = vec![0xff, 0xd8];
        bytes.extend(extra);
        bytes.extend([
            0xff, 0xc0, 0, 4, 1, 1, 0xff, 0xda, 0, 4, 1, 1, 5, 6, 7, 0xff, 0xd9,
        ]);
        bytes
    };
    let mut site = Site::new();
    let list = String::from_utf8(site.source["missions/visit.md"].clone()).unwrap();
    let list = list.replace(
        "alt: Lines}",
        "alt: Lines}\n  - {file: photo.jpg, sensitivity: public, title: Photo, alt: Photo}",
    );
    site.source
        .insert("missions/visit.md".to_owned(), list.into_bytes());
    site.source.insert(
        "missions/photo.jpg".to_owned(),
        jpeg(&[0xff, 0xe1, 0, 4, 1, 1]),
    );
    site.clone()
        .put("missions/visit/photo.jpg", jpeg(&[]))
        .passes();
    site.clone()
        .put("missions/visit/photo.jpg", jpeg(&[0xff, 0xfe, 0, 4, 1, 1]))
        .finds("picture-stray", "missions/visit/photo.jpg");
    site.put("missions/visit/photo.jpg", jpeg(&[0xff, 0xe1, 0, 4, 1, 1]))
        .finds("picture-stray", "missions/visit/photo.jpg");
}

#[test]
fn an_archive_may_hold_the_theme() {
    let site = Site::new();
    site.clone()
        .pack("theme/style.css", super::site::STYLE)
        .passes();
    let mut other = site.pack("theme/style.css", "p{}");
    other.finds("asset-unknown", "source.tar.gz/theme/style.css");
    // Without a source nobody knows the theme.
    other.source.clear();
    other.passes();
    Site::new()
        .pack(
            "theme/style.css",
            "/* porcelain herons guard the custard */",
        )
        .finds("private-text", "source.tar.gz/theme/style.css");
}

/// An archive with a name that is longer than a header has room for, and what is done to the header that says so.
fn long_named(name: &str, change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut head = header("././@LongLink", name.len() + 1, 0, "");
    head[156] = b'L';
    change(&mut head);
    head[148..156].fill(b' ');
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut out = head;
    out.extend(name.bytes());
    out.resize(
        out.len().next_multiple_of(512) + 512 * usize::from(name.len().is_multiple_of(512)),
        0,
    );
    out.extend(header("cut.md", 0, 0, ""));
    out.resize(out.len() + 1024, 0);
    out
}

#[test]
fn long_names_are_read_whole_and_say_nothing_else() {
    let name = format!("pages/{}.md", "a-long-name-".repeat(12));
    let read = |change: fn(&mut [u8])| {
        crate::pack::open(&gzip(&long_named(&name, change))).expect("an archive")
    };
    let pack = read(|_| {});
    let paths: Vec<&str> = pack
        .members
        .iter()
        .map(|member| member.path.as_str())
        .collect();
    assert_eq!(paths, [name.as_str()]);
    assert!(pack.stray.is_empty(), "{:?}", pack.stray);
    for (change, stray) in [
        (
            (|head| head[300] = b'x') as fn(&mut [u8]),
            "a file with an owner's name",
        ),
        (
            |head| head[505] = b'x',
            "a header with something behind its end",
        ),
        (|head| head[200] = b'x', "a file with a link"),
        (|head| head[146] = b'1', "a file with a time"),
        (|head| head[120] = b'1', "a file with an owner"),
        (|head| head[112] = b'1', "a file with an owner"),
    ] {
        assert_eq!(read(change).stray, [stray]);
    }
    let other = crate::pack::open(&gzip(&long_named(&name, |head| head[156] = b'x')));
    let other = other.expect("an archive");
    assert_eq!(other.stray, ["something that is no plain file"]);
    assert_eq!(other.members[0].path, "cut.md");
}

#[test]
fn a_name_may_have_its_folders_before_it() {
    let mut head = header("a.md", 0, 0, "");
    head[345..350].copy_from_slice(b"pages");
    head[148..156].fill(b' ');
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    head.resize(512 * 3, 0);
    let pack = crate::pack::open(&gzip(&head)).expect("an archive");
    assert_eq!(pack.members[0].path, "pages/a.md");
    assert!(pack.stray.is_empty(), "{:?}", pack.stray);
}

#[test]
fn a_name_ends_with_the_first_digits_of_a_digest() {
    let digest = crate::hex::digest(super::site::STYLE.as_bytes());
    for (digits, sound) in [(64, true), (8, true), (7, false), (0, false)] {
        let digits: String = digest.chars().take(digits).collect();
        let path = format!("assets/style-{digits}.css");
        let site = Site::new().put(&path, super::site::STYLE);
        let report = site.audit();
        let found = report
            .findings()
            .iter()
            .any(|one| one.code() == "name-differs" && one.file() == path);
        assert_eq!(!found, sound, "{path}");
    }
}

#[test]
fn sides_of_pictures_are_numbers_that_no_text_explains() {
    for (attributes, sound) in [
        ("width=\"44712\" height=\"51837\"", true),
        ("width=\"447123\"", false),
        ("width=\"4471x\"", false),
        ("title=\"44712\"", false),
    ] {
        let site = Site::new().add("index.html", &format!("<img {attributes}>"));
        assert_eq!(site.audit().is_clean(), sound, "{attributes}");
    }
}

#[test]
fn entries_of_an_archive_say_that_they_are_public() {
    let front = "title: \"Extra\"\nkind: page\n";
    for (more, sound) in [
        ("sensitivity: public\n", true),
        ("", false),
        ("sensitivity: restricted\n", false),
        (
            "sensitivity: public\nattachments: [{file: \"a.png\", sensitivity: restricted}]\n",
            false,
        ),
    ] {
        let mut site = Site::new().pack("pages/extra.md", &format!("---\n{front}{more}---\n"));
        site.source.clear();
        let report = site.audit();
        let found = report
            .findings()
            .iter()
            .any(|one| one.code() == "archive-level");
        assert_eq!(!found, sound, "{more}");
    }
}

#[test]
fn a_signature_is_one() {
    let line = |length: usize| STANDARD.encode(vec![7; length]);
    let text = format!(
        "untrusted comment: signature from minisign secret key\n{}\ntrusted comment: vitrine\tfile:SHA256SUMS\tsequence:3\tas-of:2026-07-01\n{}\n",
        line(74),
        line(64)
    );
    let path = "SHA256SUMS.minisig";
    let signed = |text: &str| Site::new().put(path, text);
    signed(&text).passes();
    signed(&text.replace("07-01", "07-02")).finds("file-unreadable", path);
    signed(&format!("{text}porcelain herons guard the custard\n")).finds("private-text", path);
}

#[test]
fn an_index_for_other_clients_is_looked_into() {
    let path = "search_index.json";
    let empty = "{\"root\":{\"docs\":{},\"df\":0}}";
    let index = |url: &str, title: &str, body: &str| {
        let text = format!(
            "{{\"fields\":[\"title\",\"summary\",\"body\"],\"pipeline\":[],\"ref\":\"url\",\"version\":\"0.9.5\",\"index\":{{\"body\":{{\"root\":{{\"docs\":{{}},\"df\":0,\"s\":{{\"docs\":{{}},\"df\":0,\"a\":{{\"docs\":{{}},\"df\":0,\"w\":{{\"docs\":{{\"{url}\":{{\"tf\":1.0}}}},\"df\":1}}}}}}}}}},\"summary\":{empty},\"title\":{empty}}},\"documentStore\":{{\"save\":true,\"docs\":{{\"{url}\":{{\"body\":\"{body}\",\"summary\":\"\",\"title\":\"{title}\",\"url\":\"{url}\"}}}},\"docInfo\":{{\"{url}\":{{\"body\":1,\"summary\":0,\"title\":0}}}},\"length\":1}},\"lang\":\"Plain\"}}"
        );
        Site::new().put(path, text)
    };
    let (url, title, body) = ("missions/visit.html", "Visit of experts", "The experts saw");
    index(url, title, body).passes();
    for (url, title, body) in [
        ("missions/quillmarsh.html", title, body),
        (url, "Quillmarsh saw", body),
        (url, title, "The experts saw Quillmarsh"),
    ] {
        index(url, title, body).finds("private-word", path);
    }
    index(url, title, "The experts came").finds("index-unexplained", path);
    Site::new()
        .put(path, "{\"fields\":[]}")
        .finds("file-unreadable", path);
    Site::new()
        .put(path, "{\"fields\":[\"Quillmarsh\"]}")
        .finds("private-word", path);
}

#[test]
fn files_that_are_no_text() {
    for path in ["a.html", "a.json", "a.csv", "a.txt", "a.xml"] {
        Site::new()
            .put(path, b"\xff\xfe".to_vec())
            .finds("file-unreadable", path);
    }
}

#[test]
fn headers_are_read_as_text() {
    Site::new()
        .put(
            "_headers",
            "/*\n  X-Note: Porcelain herons guard the custard tunnels\n",
        )
        .finds("private-text", "_headers");
    Site::new()
        .put("_headers", "/*\n  X-Note: wombats\n")
        .finds("word-unknown", "_headers");
    Site::new()
        .put("_headers", b"/*\n  \xff\n".as_slice())
        .finds("file-unreadable", "_headers");
}

#[test]
fn settings_and_front_matter_are_read_name_by_name() {
    let settings = "source.tar.gz/vitrine.toml";
    let told = String::from_utf8(Site::new().archive["vitrine.toml"].clone()).unwrap();
    for (text, code) in [
        (format!("# Open platform\n{told}"), "markup-comment"),
        (format!("wombats = 1\n{told}"), "word-unknown"),
        (format!("{told}[states.wombats]\nXV = 1\n"), "word-unknown"),
        (told.replace("Open platform", "Wombats"), "word-unknown"),
    ] {
        Site::new()
            .pack("vitrine.toml", &text)
            .finds(code, settings);
    }
    let entry = "source.tar.gz/missions/visit.md";
    let told = String::from_utf8(Site::new().archive["missions/visit.md"].clone()).unwrap();
    for (text, code) in [
        (
            told.replace("summary:", "# Experts\nsummary:"),
            "markup-comment",
        ),
        (told.replace("summary:", "wombats:"), "word-unknown"),
    ] {
        assert_ne!(text, told);
        Site::new()
            .pack("missions/visit.md", &text)
            .finds(code, entry);
    }
}

#[test]
fn a_script_beside_the_engine_is_one_of_the_theme() {
    let script = "x(\"ZXhwZXJ0cyBzYXcgZXZlcnl0aGluZw==\")";
    for path in ["search/extra-00000000.js", "assets/stemmer-00000000.js"] {
        Site::new().put(path, script).finds("asset-unknown", path);
    }
}

#[test]
fn a_drawing_of_the_theme_is_none_of_an_entry() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M1 2\"/></svg>";
    let site = Site::new();
    let settings = String::from_utf8(site.source["vitrine.toml"].clone()).unwrap();
    let site = site
        .write("vitrine.toml", &format!("theme = \"look\"\n{settings}"))
        .write("look/visit.svg", drawing);
    let name = super::site::short(drawing.as_bytes());
    site.clone()
        .put(&format!("assets/visit-{name}.svg"), drawing)
        .passes();
    site.put(&format!("missions/visit-{name}.svg"), drawing)
        .finds("attachment-unlisted", "missions/visit-");
}

#[test]
fn terms_of_another_language_than_dutch_end_otherwise() {
    let mut site = Site::new();
    // In Dutch half of a stem may be other letters than its word has.
    site.index(&["content", "experdal"], "The experts were content.");
    site.finds("index-unexplained", "search/en/");
}
