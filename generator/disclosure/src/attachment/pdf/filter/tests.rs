//! Packed data: what comes out of each form, and what is no data of that form.

use std::collections::BTreeMap;

use super::super::specimen::{dict, digits};
use super::*;

fn opened(dict: &str, bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    match open(&self::dict(dict), bytes, &Budget::default()) {
        Ok(Data::Plain(data)) => Ok(data),
        Ok(Data::Jpeg(data)) => Ok([b"JPEG ".as_slice(), &data].concat()),
        Err(unclean) => Err(unclean.code),
    }
}

/// The example of the standard, 7.4.4.2.
const LZW: &[u8] = &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
const OPEN: &[u8] = &[45, 45, 45, 45, 45, 65, 45, 45, 45, 66];

#[test]
fn filters_open_one_after_the_other() {
    let flat = pack(b"words");
    let hex = digits(&flat);
    for (dict, bytes, expected) in [
        ("<<>>", b"words".as_slice(), Ok(b"words".as_slice())),
        ("<</Filter/ASCIIHexDecode>>", b"776f7264 73>", Ok(b"words")),
        ("<</Filter/ASCII85Decode>>", b"87cURD]f~>", Ok(b"Hello ")),
        (
            "<</Filter/RunLengthDecode>>",
            b"\xfea\x00b\x80rest",
            Ok(b"aaab"),
        ),
        ("<</Filter/LZWDecode>>", LZW, Ok(OPEN)),
        (
            "<</Filter/LZWDecode/DecodeParms<</Predictor 1>>>>",
            LZW,
            Ok(OPEN),
        ),
        // Codes that grow late are read by some programs one way and by some the other.
        (
            "<</Filter/LZWDecode/DecodeParms<</EarlyChange 0>>>>",
            LZW,
            Err("pdf-filter"),
        ),
        ("<</Filter/FlateDecode>>", &flat, Ok(b"words")),
        (
            "<</Filter[/ASCIIHexDecode/FlateDecode]>>",
            hex.as_bytes(),
            Ok(b"words"),
        ),
        (
            "<</Filter[/ASCIIHexDecode/FlateDecode]/DecodeParms[null<</Predictor 2/Columns 5>>]>>",
            hex.as_bytes(),
            Ok(&[119, 230, 88, 188, 47]),
        ),
        ("<</Filter/DCTDecode>>", b"x", Ok(b"JPEG x")),
        (
            "<</Filter[/ASCIIHexDecode/DCTDecode]>>",
            b"78>",
            Ok(b"JPEG x"),
        ),
        (
            "<</Filter[/DCTDecode/ASCIIHexDecode]>>",
            b"78>",
            Err("pdf-filter"),
        ),
        ("<</Filter/JPXDecode>>", b"x", Err("pdf-filter")),
        ("<</Filter 1>>", b"x", Err("pdf-filter")),
        (
            "<</Filter/FlateDecode/DecodeParms 1>>",
            &flat,
            Err("pdf-filter"),
        ),
        ("<</Filter/ASCIIHexDecode>>", b"7x>", Err("pdf-filter")),
        ("<</Filter/ASCII85Decode>>", b"87cUR|", Err("pdf-filter")),
        ("<</Filter/RunLengthDecode>>", b"\x05a", Err("pdf-damaged")),
        ("<</Filter/RunLengthDecode>>", b"\xfe", Err("pdf-damaged")),
        ("<</F(elsewhere)>>", b"x", Err("pdf-files")),
        ("<</FFilter/ASCIIHexDecode>>", b"x", Err("pdf-files")),
        ("<</FDecodeParms<<>>>>", b"x", Err("pdf-files")),
        (
            "<</Filter[/ASCIIHexDecode/ASCIIHexDecode/ASCIIHexDecode/ASCIIHexDecode]>>",
            b">",
            Ok(b""),
        ),
        (
            "<</Filter[/ASCIIHexDecode/ASCIIHexDecode/ASCIIHexDecode/ASCIIHexDecode/ASCIIHexDecode]>>",
            b">",
            Err("pdf-filter"),
        ),
    ] {
        assert_eq!(opened(dict, bytes), expected.map(<[u8]>::to_vec), "{dict}");
    }
}

#[test]
fn digits_become_bytes() {
    assert_eq!(hex(b"48 65 6c6C 6f>").as_deref(), Some(b"Hello".as_slice()));
    assert_eq!(hex(b"f0 0f a"), Some(vec![0xf0, 0x0f, 0xa0]));
    for (text, expected) in [
        ("87cURD]i,\"Ebo80~>", Some(b"Hello World!".as_slice())),
        ("87cUR~>", Some(b"Hell")),
        ("87cURD]f~>", Some(b"Hello ")),
        ("87cUR D]i*~>", Some(b"Hello W")),
        ("8,~>", Some(b"H")),
        ("z@:E^~>", Some(b"\0\0\0\0abc")),
        ("~>", Some(b"")),
        // One digit is no byte, and four empty bytes stand by themselves.
        ("!~>", None),
        ("87z", None),
        ("v", None),
        // More than four bytes hold.
        ("uuuuu", None),
    ] {
        assert_eq!(base85(text.as_bytes()).as_deref(), expected, "{text}");
    }
    let budget = Budget::default();
    assert_eq!(
        runs(&[1, b'a', b'b', 254, b'c', 128], &budget).unwrap(),
        b"abccc"
    );
    assert_eq!(inflate(&pack(b"abc"), &budget).unwrap(), b"abc");
    assert!(inflate(b"nonsense", &budget).is_err());
}

#[test]
fn the_nearest_neighbour_is_guessed() {
    for (left, up, corner, expected) in [
        (20, 10, 10, 20),
        (10, 20, 10, 20),
        (10, 20, 15, 15),
        (10, 20, 5, 20),
        (200, 100, 50, 200),
        (1, 2, 3, 1),
        (0, 255, 255, 0),
        // As near as the corner.
        (0, 15, 10, 0),
        (15, 0, 10, 0),
    ] {
        assert_eq!(paeth(left, up, corner), expected, "{left} {up} {corner}");
    }
}

#[test]
fn rows_are_told_by_what_is_near() {
    let read = |parameters: &str, rows: &[&[u8]]| {
        opened(
            &format!("<</Filter/FlateDecode/DecodeParms<<{parameters}>>>>"),
            &pack(&rows.concat()),
        )
    };
    assert_eq!(
        read(
            "/Predictor 15/Columns 3",
            &[
                &[0, 10, 20, 30],
                &[1, 1, 1, 1],
                &[2, 1, 1, 1],
                &[3, 5, 5, 5],
                &[4, 1, 1, 1],
            ]
        ),
        Ok(vec![10, 20, 30, 1, 2, 3, 2, 3, 4, 6, 9, 11, 7, 10, 12])
    );
    // Points of two bytes, counted from the point before.
    assert_eq!(
        read("/Predictor 11/Columns 2/Colors 2", &[&[1, 1, 2, 3, 4]]),
        Ok(vec![1, 2, 4, 6])
    );
    assert_eq!(
        read("/Predictor 2/Columns 3", &[&[1, 1, 1], &[4, 1, 1]]),
        Ok(vec![1, 2, 3, 4, 5, 6])
    );
    assert_eq!(
        read("/Predictor 15/Columns 1", &[&[5, 0]]),
        Err("pdf-damaged")
    );
    for parameters in [
        "/Predictor 3",
        "/Predictor 9",
        "/Predictor 16",
        "/Predictor 2/BitsPerComponent 4",
        "/Predictor 15/Colors 5",
        "/Predictor 15/Columns 0",
        "/Predictor 15/BitsPerComponent 3",
        "/Predictor(x)",
    ] {
        assert_eq!(
            read(parameters, &[&[0, 0]]),
            Err("pdf-filter"),
            "{parameters}"
        );
    }
}

/// Codes of so many bits each, one behind the other.
fn codes(list: &[(usize, usize)]) -> Vec<u8> {
    let bits: Vec<u8> = list
        .iter()
        .flat_map(|(code, width)| {
            (0..*width)
                .rev()
                .map(move |bit| u8::from(code >> bit & 1 == 1))
        })
        .collect();
    bits.chunks(8)
        .map(|some| (0..8).fold(0, |byte, at| byte * 2 + some.get(at).copied().unwrap_or(0)))
        .collect()
}

/// Data in codes, as the standard tells to write them: a width more from the entry on that is one short of full.
fn in_codes(data: &[u8]) -> Vec<u8> {
    let mut table = BTreeMap::new();
    let mut out = vec![(256, 9)];
    let mut held: Vec<u8> = Vec::new();
    let width = |next: usize| match next {
        0..=511 => 9,
        512..=1023 => 10,
        1024..=2047 => 11,
        _ => 12,
    };
    let code = |table: &BTreeMap<Vec<u8>, usize>, held: &[u8]| match held {
        [byte] => usize::from(*byte),
        more => table[more],
    };
    for byte in data {
        let longer = [held.as_slice(), &[*byte]].concat();
        if held.is_empty() || table.contains_key(&longer) {
            held = longer;
            continue;
        }
        let next = 258 + table.len();
        out.push((code(&table, &held), width(next)));
        table.insert(longer, next);
        held = vec![*byte];
    }
    out.push((code(&table, &held), width(258 + table.len())));
    out.push((257, width(259 + table.len())));
    codes(&out)
}

#[test]
fn codes_grow_with_their_table() {
    let budget = Budget::default();
    assert_eq!(lzw(LZW, &budget).unwrap(), OPEN);
    assert_eq!(
        in_codes(OPEN),
        LZW,
        "the codes of the test are those of the standard"
    );
    let mut state = 7_u32;
    let noise: Vec<u8> = (0..3500)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(state >> 24).unwrap()
        })
        .collect();
    for length in [1, 200, 300, 800, 1100, 2000, 3500] {
        let data = &noise[..length];
        assert_eq!(lzw(&in_codes(data), &budget).unwrap(), data, "{length}");
    }
    // Eight codes fill nine bytes to the last bit.
    let full: Vec<(usize, usize)> = [256, 97, 98, 99, 100, 101, 102, 103]
        .map(|code| (code, 9))
        .to_vec();
    assert_eq!(lzw(&codes(&full), &budget).unwrap(), b"abcdefg");
    // A table is begun anew.
    let again = [
        (256, 9),
        (97, 9),
        (258, 9),
        (256, 9),
        (98, 9),
        (258, 9),
        (257, 9),
    ];
    assert_eq!(lzw(&codes(&again), &budget).unwrap(), b"aaabbb");
    // A code that no entry has, and one that stands for the code before where there is none.
    for bad in [[256, 97, 300], [256, 97, 260], [256, 258, 97]] {
        let bad = bad.map(|code| (code, 9));
        assert_eq!(
            lzw(&codes(&bad), &budget).unwrap_err().code,
            "pdf-damaged",
            "{bad:?}"
        );
    }
}

#[test]
fn a_bomb_is_not_blown() {
    let bomb = pack(&vec![0; 1 << 20]);
    let budget = Budget(Cell::new(1000));
    assert_eq!(inflate(&bomb, &budget).unwrap_err().code, "pdf-large");
    let zeros = in_codes(&[0; 1001]);
    assert_eq!(lzw(&zeros, &budget).unwrap_err().code, "pdf-large");
    // To the last byte, and not beyond.
    let budget = Budget(Cell::new(10));
    assert_eq!(lzw(LZW, &budget).unwrap(), OPEN);
    assert_eq!(lzw(LZW, &budget).unwrap_err().code, "pdf-large");
    assert_eq!(runs(b"\x00a", &budget).unwrap_err().code, "pdf-large");
}
