//! The engine natively, in WebAssembly and in JavaScript: the same terms of every text, the same answer to every query,
//! byte for byte. The committed scripts are run by Node.js; without it nothing is compared, and the test says so.
//!
//! The texts are random, of letters and signs of many scripts; with `VITRINE_IR`, those of the collections in that folder
//! as well (see the ranking's tests).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may stop where it fails, says what it skips, and hands files to another program"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vitrine_search::{
    Analyzer, Document, Engine, Index, Options, Reply, build_in_tiers, further_stemmer, json,
};

/// Random texts for each language, where `VITRINE_TEXTS` gives no other number.
const TEXTS: usize = 1_700;
const QUERIES: usize = 40;
/// How many postings of a term stand together: fewer than entries hold the most frequent words.
const TIER: usize = 25;

/// Numbers from a seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 66] = [
            "nuclear",
            "security",
            "Veröffentlichungen",
            "beveiligingsmaatregelen",
            "geïnformeerd",
            "järjestelyistä",
            "önlemlerinin",
            "kitaplarındaki",
            "Transports",
            "INFCIRC/225/Rev.5",
            "1540",
            "NSS-13",
            "U.S.",
            "don't",
            "’s",
            "sécurité",
            "protegées",
            "безопасность",
            "ядерной",
            "الأمن",
            "النووي",
            "سَلامَة",
            "核安全",
            "かな",
            "カタカナ",
            "한국어",
            "ﬁn",
            "ＩＡＥＡ",
            "Straße",
            "İstanbul",
            "ŁÓDŹ",
            "Ǆ",
            "שלום\"ה",
            "ไทย",
            "हिन्दी",
            "١٥٤٠",
            "\u{301}",
            "\u{200d}",
            "\u{ad}",
            "\u{feff}",
            "😀",
            "👩\u{200d}🚀",
            "\"",
            "-",
            "+",
            "*",
            "title:",
            "kind:mission",
            "year:2010..2015",
            "<b>",
            "\\",
            "\n",
            "\t",
            "_",
            "/",
            ".",
            "(",
            ")",
            "«",
            "»",
            "ing",
            "ation",
            "eux",
            "ами",
            "ات",
            "x",
        ];
        let mut text = String::new();
        for _ in 0..=self.below(9) {
            match self.below(8) {
                0 => text.extend(char::from_u32(u32::try_from(self.below(0x3_0000)).unwrap())),
                1 => text.push(char::from(b'a' + u8::try_from(self.below(26)).unwrap())),
                _ => text.push_str(PIECES[self.below(PIECES.len())]),
            }
            if self.below(3) > 0 {
                text.push(' ');
            }
        }
        text
    }
}

#[test]
fn native_module_and_fallback_agree() {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: there is no Node.js");
        return;
    }
    let collections = [
        ("en", "cranfield"),
        ("fr", ""),
        ("es", ""),
        ("ru", "xquad-ru"),
        ("ar", "xquad-ar"),
        ("zh", "xquad-zh"),
        // Some whose stemmers are files: with one that keeps a text, one that looks at what stands before an ending, and one
        // that calls itself.
        ("de", ""),
        ("nl", ""),
        ("fi", ""),
        ("tr", ""),
    ];
    let number = std::env::var("VITRINE_TEXTS").map_or(TEXTS, |number| number.parse().unwrap());
    let mut compared = 0;
    for (seed, (lang, collection)) in (1_u64..).zip(collections) {
        let mut random = Random(seed << 32 | 0x9e37);
        // The engine is the same with a stemmer that it reads: fewer will do.
        let number = further_stemmer(lang).map_or(number, |_| number / 8);
        let mut texts: Vec<String> = (0..number).map(|_| random.text()).collect();
        let mut queries: Vec<String> = (0..QUERIES).map(|_| random.text()).collect();
        let mut documents: Vec<Document> = (0..400)
            .map(|at| Document {
                url: format!("{at}.html"),
                title: random.text(),
                body: (0..12).map(|_| random.text()).collect(),
                kind: "mission".to_owned(),
                date: format!("{}", 2000 + at % 20),
                ..Document::default()
            })
            .collect();
        if let Some(folder) = std::env::var_os("VITRINE_IR").filter(|_| !collection.is_empty()) {
            let folder = Path::new(&folder).join(collection);
            let docs = fs::read_to_string(folder.join("docs.jsonl")).unwrap();
            // Whatever the lines hold beside words is text too.
            texts.extend(docs.lines().map(str::to_owned));
            documents.extend(docs.lines().enumerate().map(|(at, line)| Document {
                url: format!("c{at}.html"),
                title: line.chars().take(60).collect(),
                body: line.to_owned(),
                ..Document::default()
            }));
            let asked = fs::read_to_string(folder.join("queries.jsonl")).unwrap();
            queries.extend(asked.lines().take(200).map(str::to_owned));
        }
        compared += compare(lang, &documents, &texts, &queries);
    }
    assert!(compared >= 6 * number + 4 * (number / 8), "{compared}");
    eprintln!("{compared} texts and queries, native = WebAssembly = JavaScript");
}

fn compare(lang: &str, documents: &[Document], texts: &[String], queries: &[String]) -> usize {
    let index = build_in_tiers(documents, lang, &[], TIER).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("equal-{lang}"));
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in &index.files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    fs::write(folder.join("root"), format!("{}\n", index.root)).unwrap();
    if let Some((_, stemmer)) = further_stemmer(lang) {
        fs::write(folder.join("stemmer"), stemmer).unwrap();
    }
    for (name, lines) in [("texts", texts), ("queries", queries)] {
        let lines: String = lines
            .iter()
            .map(|line| STANDARD.encode(line) + "\n")
            .collect();
        fs::write(folder.join(name), lines).unwrap();
    }
    let analyzer = Analyzer::new(lang);
    let mut native: Vec<String> = texts
        .iter()
        .map(|text| {
            let terms = analyzer.tokens(text).into_iter().map(|token| token.term);
            terms.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let mut engine = Engine::new(&index.root, &index.files[&index.root]).unwrap();
    for query in queries {
        let early = Options {
            limit: 3,
            early: true,
            ..Options::default()
        };
        let whole = Options {
            limit: 100,
            snippets: true,
            facets: true,
            ..Options::default()
        };
        native.extend([early, whole].map(|options| answer(&index, &mut engine, query, &options)));
    }
    for script in ["engine", "fallback"] {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ran = Command::new("node")
            .arg(crate_folder.join("tests/equal.mjs"))
            .arg(crate_folder.join("dist"))
            .arg(&folder)
            .args((script == "fallback").then_some(script))
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "{script}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        let said: Vec<String> = String::from_utf8(ran.stdout)
            .unwrap()
            .lines()
            .map(|line| String::from_utf8(STANDARD.decode(line).unwrap()).unwrap())
            .collect();
        assert_eq!(said.len(), native.len(), "{script} {lang}");
        let asked = texts
            .iter()
            .chain(queries.iter().flat_map(|query| [query, query]));
        for ((asked, native), said) in asked.zip(&native).zip(&said) {
            assert_eq!(said, native, "{script} {lang}: {asked:?}");
        }
    }
    native.len()
}

fn answer(index: &Index, engine: &mut Engine, query: &str, options: &Options) -> String {
    for _ in 0..16 {
        let reply = engine.search(query, options).unwrap();
        let Reply::Needs(names) = &reply else {
            return json(&reply);
        };
        for name in names {
            engine.supply(name, &index.files[name]).unwrap();
        }
    }
    panic!("the engine keeps asking");
}
