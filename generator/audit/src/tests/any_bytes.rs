//! Whatever bytes come, the audit comes to an end and says something.

use proptest::prelude::*;

use super::site::{Site, gzip};
use crate::{container, entities, front, index, markup, pack, picture, portion, table, units};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readers_of_text_come_to_an_end(text in "[-a-z:\\[\\]{}\"'<>!=&;#%/\\\\ \n|,+é]{0,120}") {
        let _ = entities::decode(&text);
        let _ = markup::read(&text);
        let _ = front::yaml(&text, 1);
        let _ = front::toml(&text, 1);
        let _ = front::split(&format!("---\n{text}\n---\n{text}"));
        let _ = portion::cut(&text, 1);
        let _ = units::units(&text, 1);
        let _ = table::cells(&text);
    }

    #[test]
    fn readers_of_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = pack::inflate(&bytes);
        let _ = pack::open(&bytes);
        let _ = pack::open(&gzip(&bytes));
        let _ = container::unwrap(&bytes);
        let _ = container::module(&bytes);
        let _ = index::root(&[b"VTRN\x04".as_slice(), &bytes].concat());
        for letter in "topscbfdx".chars() {
            let _ = index::file(letter, &bytes, 3);
        }
        for start in [b"\x89PNG\r\n\x1a\n".as_slice(), b"\xff\xd8\xff", b"RIFF\x20\0\0\0WEBP"] {
            let _ = picture::read(&[start, &bytes].concat());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_audit_comes_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..100), at in 0_usize..20) {
        let mut site = Site::new();
        site.listed = false;
        site.output = site.finished();
        let source = site.source.keys().nth(at % site.source.len()).cloned().unwrap();
        let output = site.output.keys().nth(at % site.output.len()).cloned().unwrap();
        site.source.insert(source, bytes.clone());
        site.output.insert(output, bytes);
        let _ = site.audit();
    }

    #[test]
    fn a_flipped_byte_is_told(at in any::<prop::sample::Index>()) {
        let mut site = Site::new();
        site.output = site.finished();
        site.listed = false;
        let path = site.output.keys().nth(at.index(site.output.len())).cloned().unwrap();
        let bytes = site.output.get_mut(&path).unwrap();
        if !bytes.is_empty() {
            let place = at.index(bytes.len());
            bytes[place] ^= 1;
            prop_assert!(!site.audit().is_clean(), "{path} at {place}");
        }
    }
}
