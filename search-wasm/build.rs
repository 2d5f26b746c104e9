//! Tells the module the digest of its sources.

include!("sources.rs");

fn main() -> io::Result<()> {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for watched in [
        "Cargo.toml",
        "build.rs",
        "sources.rs",
        "glue.js",
        "wrap.mjs",
        "src",
        "core/Cargo.toml",
        "core/src",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    println!(
        "cargo::rustc-env=VITRINE_SOURCES={}",
        digest_of_sources(&folder)?
    );
    Ok(())
}
