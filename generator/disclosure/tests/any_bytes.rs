//! Whatever bytes a site holds, the door neither panics nor lets through what somebody withheld.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use vitrine_disclosure::{Diagnostics, Disclosure, SourceTree, disclose};

const TODAY: Date = date(2026, 11, 1);

/// A word that stands in portions and in fields that nobody publishes, and nowhere else.
const SECRET: &str = "QZXWVJ";

const GOOD: &str = "---\ntitle: A page\nkind: page\nsensitivity: public\ninternal: {note: QZXWVJ}\n---\n\nThe :restricted[QZXWVJ]{reason=\"threat\"} gate\nis `so :sensitive[QZXWVJ]{reason=\"personnel\" silent}` shut.\n\n:::restricted{reason=\"threat\" mark}\nQZXWVJ\n:::\n\n- An item\n- Another :partners[QZXWVJ]{reason=\"mosaic\" mark}\n\n> :::sensitive{reason=\"threat\"}\n> QZXWVJ\n> :::\n";

const TOML: &str = "+++\ntitle = \"A page\"\nkind = \"page\"\nsensitivity = \"public\"\nslug = \"b\"\ninternal = {note = \"QZXWVJ\"}\n+++\n\nThe :restricted[QZXWVJ]{reason=\"threat\"} gate.\n";

fn site(entry: &[u8]) -> Result<Disclosure, Diagnostics> {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    tree.insert("a.md", entry);
    disclose(&tree, TODAY)
}

/// Says whether the word shows in a public tree.
fn shows(found: &Result<Disclosure, Diagnostics>) -> bool {
    match found {
        Ok(disclosure) => format!("{:?}", disclosure.tree()).contains(SECRET),
        Err(found) => format!("{found:?}").contains(SECRET),
    }
}

#[test]
fn the_good_entries_are_good() {
    for entry in [GOOD, TOML] {
        let found = site(entry.as_bytes());
        assert!(found.is_ok() && !shows(&found), "{found:?}");
    }
}

/// Every byte once taken out, doubled, and changed to each of those that mean something.
#[test]
fn one_slip_never_shows_a_portion() {
    let meaning = b":[{`\\ ";
    let mut leaks = Vec::new();
    for entry in [GOOD, TOML] {
        for at in 0..entry.len() {
            let (before, after) = entry.as_bytes().split_at(at);
            let (byte, rest) = after.split_at(1);
            let mut slips = vec![[before, rest].concat(), [before, byte, byte, rest].concat()];
            for &other in meaning {
                slips.push([before, &[other], rest].concat());
            }
            for slip in slips {
                // `\:` is the one escape: it says that what follows is text.
                let escaped = slip.windows(2).any(|two| two == b"\\:");
                if !escaped && shows(&site(&slip)) {
                    leaks.push(format!("byte {at}: {}", String::from_utf8_lossy(&slip)));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = site(&bytes);
    }

    #[test]
    fn no_front_matter_panics(lines in "[ -~\n\t:\\[\\]{}&*!|>'\"#%@`,é\u{feff}]{0,200}") {
        let _ = site(format!("---\n{lines}\n---\n").as_bytes());
        let _ = site(format!("+++\n{lines}\n+++\n").as_bytes());
        let mut tree = SourceTree::new();
        for path in ["vitrine.toml", "policy.toml", "in/_folder.toml"] {
            tree.insert(path, lines.clone());
        }
        let _ = disclose(&tree, TODAY);
        tree.insert("vitrine.toml", "title = \"A site\"\n");
        let _ = disclose(&tree, TODAY);
    }

    #[test]
    fn no_text_panics(body in "[ -~\n:\\[\\]{}`*_|>#é中\u{200d}]{0,200}") {
        let _ = site(format!("---\ntitle: A\nkind: page\nsensitivity: public\n---\n{body}").as_bytes());
    }

    #[test]
    fn three_changed_bytes_never_show_a_portion(places in prop::collection::vec((0..GOOD.len(), any::<u8>()), 1..4)) {
        // Further slips may together write another entry; these must still not write one that shows the word unless
        // they turn a whole directive into text, for which three bytes are too few.
        let mut bytes = GOOD.as_bytes().to_vec();
        for (at, byte) in places {
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
        }
        prop_assert!(!shows(&site(&bytes)));
    }
}
