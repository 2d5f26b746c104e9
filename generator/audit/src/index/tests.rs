//! Numbers, texts and names of an index, and roots: what is just within and what is just without.

use super::*;

/// What a file of this letter holds whose numbers, texts and names stand as these bytes; three entries are there.
fn held(letter: char, bytes: &[u8]) -> Option<Content> {
    file(letter, &[&[0], bytes].concat(), 3)
}

#[test]
fn numbers_are_written_seven_bits_at_a_time() {
    for (bytes, expected) in [
        (&b"\0"[..], Some(0)),
        (b"\x7f", Some(127)),
        (b"\x80\x01", Some(128)),
        (b"\xff\x7f", Some(16_383)),
        (b"\x81\x02", Some(257)),
        (b"\x80\x80\x01", Some(16_384)),
        (b"\x80", None),
        (b"", None),
        (&[0x80; 12], None),
    ] {
        assert_eq!(Reader(bytes).number(), expected, "{bytes:?}");
    }
}

#[test]
fn numbers_of_entries_are_those_of_entries_that_are_there() {
    for (letter, bytes, expected) in [
        // The places of dates.
        ('d', &b"\0\x01\x03"[..], true),
        ('d', b"\0\x01\x04", false),
        ('d', b"\0\x01", false),
        ('d', b"\0\x01\x02\x03", false),
        // Words, and how many entries hold each.
        ('s', b"\x01\0\x04gate\x03\x04\0", true),
        ('s', b"\x01\0\x04gate\x04\x04\0", false),
        // Places of words: so many bytes, in them so many numbers.
        ('p', b"", true),
        ('p', b"\x03\x02\x07\x08", true),
        ('p', b"\x03\x03\x07\x08", false),
        ('p', b"\x04\x02\x07\x08", false),
        ('p', b"\x04\x01\x07\x01\x08", true),
        // Columns: values, sets of them, and runs of entries that have one.
        (
            'f',
            b"\x01\x01a\x01\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0",
            true,
        ),
        (
            'f',
            b"\x01\x01a\x01\x01\0\x02\0\x01\0\0\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0",
            true,
        ),
        (
            'f',
            b"\x01\x01a\x01\x01\x01\x03\0\0\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0",
            false,
        ),
        (
            'f',
            b"\x01\x01a\x01\x01\0\x04\0\0\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0",
            false,
        ),
        (
            'f',
            b"\x01\x01a\x01\x01\0\x03\x01\0\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0",
            false,
        ),
        // A run of none says nothing, and could say it as often as it likes.
        (
            'f',
            b"\x01\x01a\x01\x01\0\0\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0\0\x01\0\x03\0",
            false,
        ),
        ('b', b"\x01\x04gate", true),
        ('b', b"\x01\x05gate", false),
        ('x', b"", false),
    ] {
        assert_eq!(
            held(letter, bytes).is_some(),
            expected,
            "{letter} {bytes:?}"
        );
    }
}

/// A root of so many entries, so many of which share a card block: with what an engine tries itself by, words that queries
/// do without, and names of card blocks.
fn rooted(entries: [u8; 2], tried: [&str; 2], without: &str, blocks: u8) -> Option<Root> {
    let text = |text: &str| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    let mut bytes = [text("en"), text(FINGERPRINT), entries.to_vec()].concat();
    bytes.push(1);
    bytes.extend(tried.map(text).concat());
    bytes.push(1);
    bytes.extend(text(without));
    // No other names, no shards, no words.
    bytes.extend([0, 0, 0, blocks]);
    bytes.resize(bytes.len() + 4 * usize::from(blocks + 2), 7);
    // Whichever number its format has.
    (0..9).find_map(|format| root(&[b"VTRN", &[format][..], &bytes].concat()))
}

#[test]
fn a_root_has_as_many_blocks_as_its_entries_fill() {
    let vector = [VECTORS[0], "infcirc225rev5"];
    for (documents, together, blocks, expected) in [
        (0, 4, 0, true),
        (1, 4, 1, true),
        (4, 4, 1, true),
        (5, 4, 2, true),
        (8, 4, 2, true),
        (9, 4, 3, true),
        (0, 4, 1, false),
        (1, 4, 0, false),
        (4, 4, 2, false),
        (5, 4, 1, false),
        (8, 4, 3, false),
        (9, 4, 2, false),
        (1, 0, 1, false),
    ] {
        let root = rooted([documents, together], vector, "the", blocks);
        assert_eq!(root.is_some(), expected, "{documents} {together} {blocks}");
    }
}

#[test]
fn of_a_root_what_is_not_the_same_everywhere_is_looked_at() {
    for (tried, terms, without, expected) in [
        (VECTORS[0], "infcirc225rev5 resolut", "the", Some(&[][..])),
        (VECTORS[0], "resolut  1540", "the", Some(&[])),
        (VECTORS[0], "resolut heron", "the", Some(&["heron"])),
        (VECTORS[0], "resolut", "heron", Some(&["heron"])),
        (VECTORS[0], "gate", "heron", Some(&["gate", "heron"])),
        ("Porcelain herons", "heron", "the", None),
    ] {
        let root = rooted([1, 4], [tried, terms], without, 1);
        let found = root.map(|root| root.content.terms);
        let expected = expected.map(|terms| terms.iter().map(|&term| term.to_owned()).collect());
        assert_eq!(found, expected, "{tried} {terms} {without}");
    }
}
