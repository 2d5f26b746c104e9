//! The committed module is the one that these sources make.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

include!("../sources.rs");

fn script() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/engine.js")).unwrap()
}

/// The module within the script.
fn module() -> Vec<u8> {
    let script = script();
    let (_, after) = script
        .split_once("vitrine.engine(wasm_bindgen, \"")
        .unwrap();
    let (packed, rest) = after.split_once('"').unwrap();
    assert_eq!(rest, ");\n})();\n");
    let packed = STANDARD.decode(packed).unwrap();
    miniz_oxide::inflate::decompress_to_vec(&packed).unwrap()
}

#[test]
fn the_module_was_built_from_these_sources() {
    let digest = digest_of_sources(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(
        digest,
        search_wasm::source_digest(),
        "the build script and this test see the same sources"
    );
    let module = module();
    assert!(module.starts_with(b"\0asm"));
    assert!(
        module
            .windows(digest.len())
            .any(|window| window == digest.as_bytes()),
        "the engine has changed since dist/engine.js was built: run search-wasm/rebuild"
    );
}

#[test]
fn the_module_names_no_path_of_the_machine_that_built_it() {
    let module = module();
    for needle in [&b"/home/"[..], b"/root/", b"/work/", b".cargo/registry"] {
        assert!(
            !module.windows(needle.len()).any(|window| window == needle),
            "{}",
            String::from_utf8_lossy(needle)
        );
    }
}

#[test]
fn the_script_needs_no_more_than_a_page_may_do() {
    let script = script();
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
