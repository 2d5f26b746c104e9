//! Public sources that are built again, and were changed.

use std::io::Read as _;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use vitrine_disclosure::{SourceFile, SourceTree, disclose, open};

use crate::case::{Remedy, TODAY, of, site, told};
use crate::pictures::crc32;

const ENTRY: &str = "---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\nText.\n";
/// Where that entry stands in the public source.
const PLACE: &str = "pages/a-page.md";
/// How a gzip file begins that says nothing of who made it.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// The public source of a site of one page.
fn published() -> Vec<u8> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\n");
    tree.insert("a.md", ENTRY);
    disclose(&tree, TODAY).unwrap().archive().to_vec()
}

/// Its files.
fn files() -> Vec<(String, String)> {
    let archive = published();
    let deflated = archive.get(HEADER.len()..archive.len() - 8).unwrap();
    let tar = decompress_to_vec(deflated).unwrap();
    let mut files = Vec::new();
    for entry in tar::Archive::new(tar.as_slice()).entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        files.push((path, text));
    }
    files
}

/// Files as somebody packs them who changed them.
fn packed(tree: &SourceTree) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, file) in tree.iter() {
        let SourceFile::Bytes(bytes) = file else {
            panic!("{path} is not read");
        };
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        header.set_entry_type(tar::EntryType::Regular);
        builder
            .append_data(&mut header, path, bytes.as_slice())
            .unwrap();
    }
    let tar = builder.into_inner().unwrap();
    let length = u32::try_from(tar.len()).unwrap().to_le_bytes();
    let sum = crc32(&tar).to_le_bytes();
    [&HEADER, compress_to_vec(&tar, 6).as_slice(), &sum, &length].concat()
}

/// A public source in which one file was changed, and as it was published.
fn changed(code: &'static str, path: &'static str, from: &str, to: &str) -> Remedy {
    let mut remedy = site(code);
    for (name, text) in files() {
        let name: &'static str = if name == PLACE { PLACE } else { "vitrine.toml" };
        let text = if name == path {
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1)
        } else {
            text
        };
        remedy = remedy.with(name, text);
    }
    remedy.asked(|tree, mended| {
        let archive = packed(tree);
        if mended {
            assert!(archive == published(), "it is mended as it was published");
        }
        told(open(&archive))
    })
}

pub(crate) fn all() -> Vec<Remedy> {
    vec![
        changed(
            "archive-field",
            PLACE,
            "kind: page\n",
            "kind: page\n«id: ‹a›\n⇒»",
        ),
        changed(
            "archive-level",
            PLACE,
            "sensitivity: public",
            "sensitivity: «restricted⇒public»",
        ),
        changed(
            "archive-format",
            "vitrine.toml",
            "[archive]\nformat = 1",
            "‹[archive]›\nformat = «2⇒1»",
        ),
        site("archive-broken").placeless().asked(|_, mended| {
            let archive = published();
            let end = if mended { 0 } else { 9 };
            told(open(archive.get(..archive.len() - end).unwrap()))
        }),
        of("archive-settings", ENTRY)
            .with("vitrine.toml", "title = \"A site\"\n«archive = ‹true›\n⇒»"),
        of("archive-unpacked", ENTRY).with(
            "vitrine.toml",
            "title = \"A site\"\n«‹[archive]›\nformat = 1\nas_of = \"2026-01-01\"\n⇒»",
        ),
    ]
}
