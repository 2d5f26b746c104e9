//! The archive's container: a tar of regular files in order, deflated, the same bytes for the same files.

use std::collections::BTreeMap;
use std::io::Read;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// How large an archive may be once it is inflated.
const LIMIT: usize = 4 << 30;

/// A gzip header without name, time or system: RFC 1952 section 2.3, with "unknown" as the system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// Why an archive cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Broken {
    /// It is no gzip file of the plain kind that we write.
    Gzip,
    /// Its sum or its length is not that of its content.
    Sum,
    /// It is no tar file, or holds something that is no regular file.
    Tar,
}

/// Packs files.
pub(crate) fn pack(files: &BTreeMap<String, Vec<u8>>) -> std::io::Result<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        #[cfg(feature = "sabotage")]
        header.set_mtime(crate::sabotage::moment());
        header.set_uid(0);
        header.set_gid(0);
        header.set_entry_type(tar::EntryType::Regular);
        builder.append_data(&mut header, path, bytes.as_slice())?;
    }
    let tar = builder.into_inner()?;
    let mut out = HEADER.to_vec();
    out.extend(compress_to_vec(&tar, 6));
    out.extend(crc32(&tar).to_le_bytes());
    out.extend(
        u32::try_from(tar.len() & 0xffff_ffff)
            .unwrap_or(0)
            .to_le_bytes(),
    );
    Ok(out)
}

/// Unpacks what [`pack`] wrote.
pub(crate) fn unpack(archive: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Broken> {
    let content = archive.strip_prefix(&HEADER).ok_or(Broken::Gzip)?;
    let (deflated, trailer) = content.split_last_chunk::<8>().ok_or(Broken::Gzip)?;
    let tar = decompress_to_vec_with_limit(deflated, LIMIT).map_err(|_| Broken::Gzip)?;
    let mut expected = crc32(&tar).to_le_bytes().to_vec();
    expected.extend(
        u32::try_from(tar.len() & 0xffff_ffff)
            .unwrap_or(0)
            .to_le_bytes(),
    );
    if trailer.as_slice() != expected {
        return Err(Broken::Sum);
    }
    let mut files = BTreeMap::new();
    let mut reader = tar::Archive::new(tar.as_slice());
    for entry in reader.entries().map_err(|_| Broken::Tar)? {
        let mut entry = entry.map_err(|_| Broken::Tar)?;
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(Broken::Tar);
        }
        let path = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| Broken::Tar)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|_| Broken::Tar)?;
        if files.insert(path, bytes).is_some() {
            return Err(Broken::Tar);
        }
    }
    Ok(files)
}

/// The sum of gzip, RFC 1952 section 8.
fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (index, slot) in (0_u32..).zip(table.iter_mut()) {
        *slot = (0..8).fold(index, |sum, _| {
            if sum & 1 == 1 {
                0xedb8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        });
    }
    !bytes.iter().fold(!0_u32, |sum, &byte| {
        let [low, ..] = (sum ^ u32::from(byte)).to_le_bytes();
        table.get(usize::from(low)).copied().unwrap_or(0) ^ (sum >> 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> BTreeMap<String, Vec<u8>> {
        [("a.md", "text"), ("b/c.md", ""), ("b/d.png", "\u{0}\u{1}")]
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn what_is_packed_unpacks() {
        let packed = pack(&files()).unwrap();
        assert_eq!(unpack(&packed).unwrap(), files());
        assert_eq!(pack(&files()).unwrap(), packed);
    }

    #[test]
    fn long_paths_survive() {
        let path = format!("{}/{}.md", "fr/missions".repeat(8), "a".repeat(120));
        let files = BTreeMap::from([(path, b"text".to_vec())]);
        assert_eq!(unpack(&pack(&files).unwrap()).unwrap(), files);
    }

    /// Somebody put into an archive what no archive holds.
    #[test]
    fn entries_of_other_levels_and_private_fields_are_refused() {
        let mut site = crate::SourceTree::new();
        site.insert("vitrine.toml", "title = \"A site\"\n");
        let page = "---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nText.\n";
        site.insert("a.md", page);
        let made = crate::disclose(&site, jiff::civil::date(2026, 11, 1)).unwrap();
        let mut files = unpack(made.archive()).unwrap();
        let other = page.replace("public", "restricted").replace("A\n", "B\n");
        files.insert("pages/b.md".to_owned(), other.into_bytes());
        let found = crate::open(&pack(&files).unwrap()).unwrap_err();
        let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["archive-level"]);
        for field in ["internal: {note: Gate}", "not_before: 2026-10-01"] {
            let told = page.replace("kind: page\n", &format!("kind: page\n{field}\n"));
            files.insert(
                "pages/b.md".to_owned(),
                told.replace("A\n", "B\n").into_bytes(),
            );
            let found = crate::open(&pack(&files).unwrap()).unwrap_err();
            let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
            assert_eq!(codes, ["archive-field"], "{field}");
        }
    }

    #[test]
    fn the_sum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn every_truncation_and_flip_is_refused_or_harmless() {
        let packed = pack(&files()).unwrap();
        for length in 0..packed.len() {
            assert!(unpack(&packed[..length]).is_err());
        }
        for at in 0..packed.len() {
            let mut broken = packed.clone();
            broken[at] ^= 1;
            if let Ok(read) = unpack(&broken) {
                assert_eq!(read, files());
            }
        }
    }
}
