//! A small source and the output that a sound generator would make of it.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;

use crate::hex;
use crate::picture::crc32;
use crate::{Report, Settings, audit};

pub(super) type Files = BTreeMap<String, Vec<u8>>;

pub(super) const STYLE: &str = "body{margin:0}";

/// A source and an output.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) source: Files,
    pub(super) output: Files,
    pub(super) archive: Files,
    pub(super) as_of: &'static str,
    /// Whether the lists of files are made anew before the audit.
    pub(super) listed: bool,
    /// What the manifest says of releases.
    pub(super) release: Option<serde_json::Value>,
    /// Digests of fragments that somebody found harmless.
    pub(super) waived: BTreeSet<String>,
    /// Where the root lets the terms of an index begin.
    pub(super) begins: String,
    /// A second entry of the index, which holds its first term.
    pub(super) second: Option<Second>,
}

/// A second entry of an index, which a file of its own finds.
#[derive(Clone, Debug)]
pub(super) struct Second {
    pub(super) body: &'static str,
    /// What that file has behind its first byte: how many entries, their numbers, what is said of each.
    pub(super) overflow: &'static [u8],
    /// How many entries hold the term, and the most that is said of any there.
    pub(super) told: (u64, u8),
}

impl Site {
    pub(super) fn new() -> Self {
        let source = files(&[
            (
                "vitrine.toml",
                "title = \"Open platform\" # cobalt remark\n[states]\nXV = \"Verania\"\nXW = \"Wobbleland\"\n",
            ),
            (
                "missions/visit.md",
                "---\ntitle: Visit of experts\nid: visit\nkind: mission\nsensitivity: public\nstate: XV\ndate: 2023-05-12\nsummary: Experts came.\nassessment: {by: Ermintrude Plumley, on: 2023-06-30, basis: Weathercock clause applies}\nattachments:\n  - {file: plan.png, sensitivity: public, title: A plan, alt: Lines}\n  - {file: secret-herons.png, sensitivity: restricted, title: Heron roster chart, alt: Herons}\n---\n\nThe experts saw *everything* that they had asked for and were content.\n\nThe Office :restricted[with tangerine cloaks borrowed yesterday]{reason=\"personnel\" silent} received the team & accompanied it.\n\n:::sensitive{reason=\"threat\" mark}\nPorcelain herons guard the custard tunnels at night.\n:::\n",
            ),
            (
                "office/ledger-brindlewick.md",
                "---\ntitle: Brindlewick inspection ledger\nid: xv-ledger-full\nkind: document\nsensitivity: restricted\nstate: XV\ndate: 2025-09-18\npublic_record:\n  slug: inspection-2025\n  title: Inspection at the reactor\n  date: 2025-09\n  reason: physical-protection\n---\n\nInspectors poked each wooden bird twice before breakfast. Four wobbled. Serial KX4471 fell off.\n",
            ),
            (
                "missions/later.md",
                "---\ntitle: Autumn gathering announced\nkind: announcement\nsensitivity: public\nnot_before: 2026-10-01\n---\n\nThe autumn gathering takes place in Quillmarsh with trumpets.\n",
            ),
            ("office/_folder.toml", "sensitivity = \"restricted\"\n"),
            (
                "missions/census.csv",
                "shelf,lollipops\nmauve,forty humming biscuits\n",
            ),
        ]);
        let mut source = source;
        source.insert(
            "missions/plan.png".to_owned(),
            png(b"plan pixels", Some(b"made by Ermintrude")),
        );
        source.insert(
            "missions/secret-herons.png".to_owned(),
            png(&noise(600), None),
        );
        let archive = files(&[
            (
                "vitrine.toml",
                "title = \"Open platform\"\n\n[archive]\nformat = 1\nas_of = \"2026-07-01\"\n\n[states]\nXV = \"Verania\"\n",
            ),
            (
                "missions/visit.md",
                "---\ntitle: \"Visit of experts\"\nkind: mission\nsensitivity: public\nslug: visit\nstate: \"XV\"\ndate: \"2023-05-12\"\nsummary: \"Experts came.\"\nattachments: [{file: \"visit/a-plan.png\", sensitivity: public, title: \"A plan\", alt: \"Lines\"}]\n---\n\nThe experts saw *everything* that they had asked for and were content.\n\nThe Office received the team & accompanied it.\n\n:::withheld{reason=\"threat\"}\n:::\n",
            ),
            (
                "register/inspection-2025.md",
                "---\ntitle: \"Inspection at the reactor\"\nkind: record\nsensitivity: public\nslug: inspection-2025\ndate: \"2025-09\"\nreason: physical-protection\n---\n",
            ),
        ]);
        let mut archive = archive;
        archive.insert(
            "missions/visit/a-plan.png".to_owned(),
            png(b"plan pixels", None),
        );
        let mut output = files(&[
            (
                "missions/visit.html",
                &page(
                    "<h1>Visit of experts</h1><p>The experts saw <em>everything</em> that they had asked for and were content.</p><p>The Office received the team &amp; accompanied it.</p><p>12 May 2023</p>",
                ),
            ),
            (
                "register/index.html",
                &page("<h2>Inspection at the reactor</h2><p>Verania, September 2025</p>"),
            ),
            (
                "index.html",
                &page(
                    "<p><a href=\"missions/visit.html\" title=\"Visit of experts\">Visit</a></p>",
                ),
            ),
            (
                "feed.atom",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Open platform</title><updated>2023-05-12T00:00:00Z</updated></feed>\n",
            ),
            ("_headers", "/*\n  Referrer-Policy: no-referrer\n"),
            (".nojekyll", ""),
            (
                &format!("assets/style-{}.css", short(STYLE.as_bytes())),
                STYLE,
            ),
        ]);
        output.insert(
            "missions/visit/a-plan.png".to_owned(),
            png(b"plan pixels", None),
        );
        let engine = format!(
            "x(\"{}\")",
            STANDARD.encode(b"\0asm\x01\0\0\0 some code of a module")
        );
        output.insert(
            format!("search/engine-{}.js", short(engine.as_bytes())),
            engine.into_bytes(),
        );
        let mut site = Self {
            source,
            output,
            archive,
            as_of: "2026-07-01",
            listed: true,
            release: None,
            waived: BTreeSet::new(),
            begins: String::new(),
            second: None,
        };
        site.index(
            &["content", "expert", "offic", "visit"],
            "The experts saw everything that they had asked for and were content.\nThe Office received the team.",
        );
        site
    }

    /// Puts a search index with these terms and this body.
    pub(super) fn index(&mut self, terms: &[&str], body: &str) {
        self.index_of("missions/visit.html", terms, body);
    }

    /// Puts a search index that finds this page.
    pub(super) fn card(&mut self, page: &str) {
        self.index_of(
            page,
            &["content"],
            "The experts saw everything and were content.",
        );
    }

    /// Puts a search index that finds this page by these terms, and shows this body.
    pub(super) fn index_of(&mut self, page: &str, terms: &[&str], body: &str) {
        self.output
            .retain(|path, _| !path.starts_with("search/en/"));
        let mut places = Writer(vec![0]);
        for _ in terms {
            places.number(2).number(1).number(4);
        }
        let mut shard = Writer(vec![0]);
        shard.hash(&self.script('p', &places.0));
        let mut words = Writer(vec![0]);
        shard.number(terms.len() as u64);
        words.number(terms.len() as u64);
        for (at, term) in terms.iter().enumerate() {
            shard.number(0).text(term);
            if let Some(second) = self.second.clone().filter(|_| at == 0) {
                let (count, most) = second.told;
                let overflow = self.script('o', &[&[0], second.overflow].concat());
                shard.number(0).number(count).hash(&overflow);
                shard.0.push(most);
            }
            shard.number(1).number(0);
            shard.0.push(2);
            // A word of its own, one entry, and the term that it is.
            words.number(0).text(term).number(1);
            words.number(term.len() as u64).text("");
        }
        let mut bodies = Writer(vec![0]);
        let texts: Vec<&str> = [body]
            .into_iter()
            .chain(self.second.iter().map(|second| second.body))
            .collect();
        let entries = texts.len() as u64;
        bodies.number(entries);
        let mut cards = Writer(vec![0]);
        cards.number(entries);
        for text in texts {
            bodies.text(text);
            for text in [
                page,
                "Visit of experts",
                "Experts came.",
                "mission",
                "XV Verania",
                "2023-05-12",
            ] {
                cards.text(text);
            }
        }
        cards.number(1).hash(&self.script('b', &bodies.0));
        let mut columns = Writer(vec![0]);
        for value in ["mission", "XV Verania", "", "2023"] {
            if value.is_empty() {
                columns.number(0).number(1).number(0);
            } else {
                columns.number(1).text(value).number(1).number(1).number(0);
            }
            columns.number(entries).number(0);
        }
        let mut root = Writer(b"VTRN".to_vec());
        root.number(4)
            .text("en")
            .text("vitrine 2, snowball 2.20261016.1")
            .number(entries)
            .number(4)
            .number(1)
            .text("INFCIRC/225/Rev.5 and resolution 1540")
            .text("infcirc225rev5 resolut");
        root.number(1).text("the");
        root.number(1).number(2).text("expert").text("visit");
        root.number(1).number(0).text(&self.begins);
        root.hash(&self.script('t', &shard.0));
        root.number(1).number(0).text(terms.first().unwrap());
        root.hash(&self.script('s', &words.0));
        root.number(1).hash(&self.script('c', &cards.0));
        root.hash(&self.script('f', &columns.0));
        let dates: &[u8] = if entries == 1 { &[0, 1] } else { &[0, 1, 1] };
        root.hash(&self.script('d', dates));
        self.script('r', &root.0);
    }

    /// Puts a file of search data; returns its name.
    pub(super) fn script(&mut self, letter: char, bytes: &[u8]) -> String {
        let name = crate::container::name(letter, bytes);
        let packed = STANDARD.encode(compress_to_vec(bytes, 6));
        self.output.insert(
            format!("search/en/{name}.js"),
            format!("vitrine.load(\"{name}\",\"{packed}\");\n").into_bytes(),
        );
        name
    }

    /// Adds to a page of the output.
    pub(super) fn add(mut self, path: &str, text: &str) -> Self {
        let file = self.output.get_mut(path).expect("a file of the site");
        let page = String::from_utf8(file.clone()).unwrap();
        *file = page
            .replace("</main>", &format!("{text}</main>"))
            .into_bytes();
        assert_ne!(String::from_utf8_lossy(file), page, "something was added");
        self
    }

    /// Puts a file into the output.
    pub(super) fn put(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.output.insert(path.to_owned(), bytes.into());
        self
    }

    /// Puts a file into the source.
    pub(super) fn write(mut self, path: &str, text: &str) -> Self {
        self.source
            .insert(path.to_owned(), text.as_bytes().to_vec());
        self
    }

    /// Puts a file into the archive.
    pub(super) fn pack(mut self, path: &str, text: &str) -> Self {
        self.archive
            .insert(path.to_owned(), text.as_bytes().to_vec());
        self
    }

    /// The output as it is published: with its archive, its manifest and its sums.
    pub(super) fn finished(&self) -> Files {
        let mut output = self.output.clone();
        if self.listed {
            output
                .entry("source.tar.gz".to_owned())
                .or_insert_with(|| gzip(&tar(&self.archive)));
            let mut entries = vec![
                serde_json::json!({"address": "missions/visit", "kind": "mission", "title": "Visit of experts"}),
            ];
            entries.extend(
                self.archive
                    .keys()
                    .filter(|path| path.ends_with("extra.md"))
                    .map(|_| serde_json::json!({"kind": "page", "title": "Extra"})),
            );
            let list: Vec<_> = output
                .iter()
                .map(|(path, bytes)| serde_json::json!({"path": path, "size": bytes.len(), "sha256": hex::digest(bytes)}))
                .collect();
            let source = hex::digest(&output["source.tar.gz"]);
            let mut manifest = serde_json::json!({"format": 1, "as_of": self.as_of, "title": "Open platform", "source": {"file": "source.tar.gz", "sha256": source}, "entries": entries, "files": list});
            if let Some(release) = &self.release {
                manifest["release"] = release.clone();
            }
            output.insert(
                "manifest.json".to_owned(),
                manifest.to_string().into_bytes(),
            );
            let lines: Vec<String> = output
                .iter()
                .map(|(path, bytes)| format!("{}  {path}\n", hex::digest(bytes)))
                .collect();
            let sums = lines.concat();
            output.insert("SHA256SUMS".to_owned(), sums.into_bytes());
        }
        output
    }

    pub(super) fn audit(&self) -> Report {
        let vocabulary = vec![
            STYLE.to_owned(),
            "<title>Search this site</title> <main class=\"page\">".to_owned(),
            "<html><head><meta content><time datetime><i><b> extra long later reports".to_owned(),
            "menu = \"Search\"".to_owned(),
        ];
        audit(
            &self.source,
            &self.finished(),
            &Settings {
                as_of: self.as_of.to_owned(),
                vocabulary,
                waived: self.waived.clone(),
                foreign: false,
                programs: Vec::new(),
            },
        )
    }

    #[track_caller]
    pub(super) fn passes(&self) {
        let report = self.audit();
        assert!(report.is_clean(), "{}", told(&report));
    }

    /// Says that the audit finds this in a file whose name begins so.
    #[track_caller]
    pub(super) fn finds(&self, code: &str, file: &str) {
        let report = self.audit();
        let found = report
            .findings()
            .iter()
            .any(|finding| finding.code() == code && finding.file().starts_with(file));
        assert!(found, "{code} in {file} is not among:\n{}", told(&report));
    }
}

pub(super) fn told(report: &Report) -> String {
    let lines: Vec<String> = report.findings().iter().map(ToString::to_string).collect();
    lines.join("\n")
}

pub(super) fn page(body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><title>Open platform</title></head><body><main class=\"page\">{body}</main></body></html>\n"
    )
}

pub(super) fn files(list: &[(&str, &str)]) -> Files {
    list.iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// The first digits of a digest, as names of files end with them.
pub(super) fn short(bytes: &[u8]) -> String {
    hex::digest(bytes).chars().take(8).collect()
}

/// Bytes without a pattern.
pub(super) fn noise(length: usize) -> Vec<u8> {
    let mut state = 7_u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(length)
    .collect()
}

pub(super) fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    let body = [kind.as_slice(), content].concat();
    out.extend(&body);
    out.extend(crc32(&body).to_be_bytes());
    out
}

pub(super) fn png(data: &[u8], text: Option<&[u8]>) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    out.extend(text.map(|text| chunk(b"tEXt", text)).unwrap_or_default());
    out.extend(chunk(b"IDAT", data));
    out.extend(chunk(b"IEND", b""));
    out
}

pub(super) fn gzip(tar: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(compress_to_vec(tar, 6));
    out.extend(crc32(tar).to_le_bytes());
    out.extend(u32::try_from(tar.len()).unwrap().to_le_bytes());
    out
}

/// A header of a tar file.
pub(super) fn header(path: &str, size: usize, time: u32, owner: &str) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    let mut put =
        |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, path);
    put(100, "0000644\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{size:011o}\0"));
    put(136, &format!("{time:011o}\0"));
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\x0000");
    put(265, owner);
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

pub(super) fn tar(files: &Files) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, bytes) in files {
        out.extend(header(path, bytes.len(), 0, ""));
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

/// Writes search data.
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn number(&mut self, mut number: u64) -> &mut Self {
        while number > 0x7f {
            self.0.extend(u8::try_from(number & 0x7f | 0x80));
            number >>= 7;
        }
        self.0.extend(u8::try_from(number));
        self
    }

    /// What a root calls a file by: the digits of its name.
    pub(super) fn hash(&mut self, name: &str) -> &mut Self {
        let digits = name.split_once('-').unwrap().1;
        for at in (0..digits.len()).step_by(2) {
            self.0
                .push(u8::from_str_radix(digits.get(at..at + 2).unwrap(), 16).unwrap());
        }
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.number(text.len() as u64);
        self.0.extend(text.as_bytes());
        self
    }
}
