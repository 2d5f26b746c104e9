//! The committed module is the one that these sources make.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vitrine_search::container::wrap_stemmer;
use vitrine_search::further_stemmers;

include!("../sources.rs");

fn script() -> String {
    committed("engine.js")
}

fn committed(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The data that the engine without WebAssembly carries.
fn data() -> Vec<u8> {
    let fallback = committed("fallback.js");
    let pieces = fallback.split('"').filter(|piece| piece.len() >= 64);
    let pieces: Vec<Vec<u8>> = pieces
        .filter_map(|piece| STANDARD.decode(piece).ok())
        .collect();
    pieces.concat()
}

/// The module within the script.
fn module() -> Vec<u8> {
    let script = script();
    let (_, after) = script.split_once("vitrine.engine(glue, \"").unwrap();
    let (packed, rest) = after.split_once('"').unwrap();
    assert_eq!(rest, ");\n})();\n");
    let packed = STANDARD.decode(packed).unwrap();
    miniz_oxide::inflate::decompress_to_vec(&packed).unwrap()
}

#[test]
fn the_module_was_built_from_these_sources() {
    let digest = digest_of_sources(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(module().starts_with(b"\0asm"));
    for (name, bytes) in [("engine.js", module()), ("fallback.js", data())] {
        assert!(
            bytes
                .windows(digest.len())
                .any(|window| window == digest.as_bytes()),
            "the engine has changed since dist/{name} was built: run search-wasm/rebuild"
        );
    }
}

/// The folder that the digest leaves out is not compiled for browsers: the core declares it for other machines alone, and
/// no file reaches into it another way.
#[test]
fn what_the_digest_leaves_out_is_not_in_the_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = fs::read_to_string(folder.join("core/src/lib.rs")).unwrap();
    assert!(root.contains("#[cfg(not(target_arch = \"wasm32\"))]\nmod build;\n"));
    assert_eq!(NATIVE, "core/src/build");
    let mut files = Vec::new();
    collect(folder, Path::new("core/src"), &mut files).unwrap();
    let mut declared = 0;
    let has = |file: &str| files.iter().any(|own| own == Path::new(file));
    let is_code = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "rs");
    for file in files.iter().filter(is_code) {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        declared += text.matches("mod build;").count();
        for way in ["#[path", "include!("] {
            assert!(!text.contains(way), "{}: {way}", file.display());
        }
    }
    assert_eq!(declared, 1);
    // It leaves out nothing else.
    assert!(
        has("core/src/stem/fr.stem")
            && has("core/src/lib.rs")
            && has("core/src/engine/mod.rs")
            && has("core/src/rank.rs")
    );
    assert!(!has("core/src/build/mod.rs"));
}

/// The page's own script is the readable one of the theme, made small.
#[test]
fn the_page_s_script_was_made_of_its_source() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes/plain/static/search.js");
    let mut digest = String::new();
    for byte in Sha256::digest(fs::read(source).unwrap()).iter().take(8) {
        digest.push_str(&format!("{byte:02x}"));
    }
    assert!(
        committed("page.js").starts_with(&format!("/* {digest} */")),
        "themes/plain/static/search.js has changed since dist/page.js was made: run search-wasm/rebuild"
    );
}

#[test]
fn the_module_names_no_path_of_the_machine_that_built_it() {
    for bytes in [module(), data(), committed("fallback.js").into_bytes()] {
        for needle in [&b"/home/"[..], b"/root/", b"/work/", b".cargo/registry"] {
            assert!(
                !bytes.windows(needle.len()).any(|window| window == needle),
                "{}",
                String::from_utf8_lossy(needle)
            );
        }
    }
}

#[test]
fn the_scripts_need_no_more_than_a_page_may_do() {
    let script = script() + &committed("fallback.js") + &committed("page.js");
    for word in [
        "eval(",
        "new Function",
        "document.write",
        "innerHTML",
        "http://",
        "https://",
    ] {
        assert!(!script.contains(word), "{word}");
    }
}

#[test]
fn the_engine_stays_small() {
    let packed = miniz_oxide::deflate::compress_to_vec(&module(), 9).len();
    assert!(packed < 48_000, "{packed} bytes, deflated");
    for (lang, bytes) in further_stemmers() {
        let script = wrap_stemmer(lang, bytes).len();
        assert!(script < 1_500, "{lang}: {script} bytes");
    }
}
