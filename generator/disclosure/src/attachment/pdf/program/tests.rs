//! Fonts with names and notices in them: letters stay, and words about the font go.

use super::*;

/// An index with offsets of so many bytes.
fn list(size: usize, items: &[&[u8]]) -> Vec<u8> {
    let short = |count: usize| u16::try_from(count).unwrap().to_be_bytes();
    let long = |offset: usize| u32::try_from(offset).unwrap().to_be_bytes();
    let mut out = short(items.len()).to_vec();
    if items.is_empty() {
        return out;
    }
    out.push(u8::try_from(size).unwrap());
    let mut offset = 1;
    out.extend(&long(offset)[4 - size..]);
    for item in items {
        offset += item.len();
        out.extend(&long(offset)[4 - size..]);
    }
    out.extend(items.concat());
    out
}

#[test]
fn an_index_is_a_list_of_ranges() {
    let items: [&[u8]; 3] = [&[b'a'; 300], b"bbbbb", b""];
    for size in 2..=4 {
        let data = [b"\x09\x09\x09", list(size, &items).as_slice(), b"behind"].concat();
        let begin = 3 + 3 + 4 * size;
        let expected = vec![
            begin..begin + 300,
            begin + 300..begin + 305,
            begin + 305..begin + 305,
        ];
        assert_eq!(index(&data, 3), Some((expected, begin + 305)), "{size}");
    }
    let small = [b"\x09\x09\x09", list(1, &[b"a", b"bc"]).as_slice()].concat();
    assert_eq!(index(&small, 3), Some((vec![9..10, 10..12], 12)));
    assert_eq!(index(b"\x09\x09\x09\0\0", 3), Some((Vec::new(), 5)));
    for broken in [
        b"".as_slice(),
        b"\0",
        b"\0\x01",
        // Offsets of no bytes, and of five.
        b"\0\x01\0\x01\x02a",
        b"\0\x01\x05\0\0\0\0\x01\0\0\0\0\x02a",
        // An end before its beginning, one behind the data, and a list that is cut.
        b"\0\x01\x01\x02\x01abc",
        b"\0\x01\x01\x01\x05abc",
        b"\0\x02\x01\x01\x02",
    ] {
        assert_eq!(index(broken, 0), None, "{broken:?}");
    }
}

/// The strings that a dictionary names, and where the parts of a font stand.
type Notices = Option<(Vec<usize>, Option<usize>)>;

#[test]
fn numbers_of_notices_are_read() {
    let cases: &[(&[u8], Notices)] = &[
        (b"", Some((vec![], None))),
        (&[144, 0], Some((vec![5], None))),
        (&[246, 1, 139, 4], Some((vec![107, 0], None))),
        (&[249, 10, 2], Some((vec![630], None))),
        (&[28, 0x01, 0x87, 3], Some((vec![391], None))),
        (&[29, 0, 1, 2, 3, 4], Some((vec![66_051], None))),
        // Copyright, embedded program, name of the font that it comes of, and name of a part.
        (
            &[144, 12, 0, 145, 12, 21, 146, 12, 22, 147, 12, 38],
            Some((vec![5, 6, 7, 8], None)),
        ),
        // Where the parts stand; other numbers tell nothing of names.
        (
            &[144, 12, 36, 145, 12, 37, 146, 17],
            Some((vec![], Some(5))),
        ),
        // A fraction ends in either half of a byte, and what looks like an instruction in it is none.
        (&[30, 0x12, 0x04, 0x2f, 144, 1], Some((vec![5], None))),
        (&[30, 0x12, 0x04, 0xfc, 144, 1], Some((vec![5], None))),
        (&[144, 30, 0x12, 0x2f, 1], None),
        // No string has a number below nothing, or none.
        (&[138, 0], None),
        (&[252, 144, 1], None),
        (&[28, 0xff, 0xff, 0], None),
        (&[29, 0xff, 0xff, 0xff, 0xff, 0], None),
        (&[0], None),
        (&[12, 36], None),
        (&[28, 1], None),
        (&[29, 1, 2, 3], None),
        (&[30, 0x12], None),
        (&[247], None),
        (&[251], None),
        (&[12], None),
    ];
    for (dict, expected) in cases {
        assert_eq!(&notices(dict), expected, "{dict:?}");
    }
}

/// A CFF font with a name, with words at every place that there is for them, and the name of a letter.
pub(in super::super) fn font(name: &[u8], words: [&[u8]; 9], letter: &[u8]) -> Vec<u8> {
    let mut top = Vec::new();
    for (number, instruction) in (391_u16..).zip([
        [0_u8].as_slice(),
        &[1],
        &[2],
        &[3],
        &[4],
        &[12, 0],
        &[12, 21],
        &[12, 22],
    ]) {
        top.push(28);
        top.extend(number.to_be_bytes());
        top.extend(instruction);
    }
    // A string of the standard.
    top.extend([28, 1, 0x86, 4, 29, 0, 0, 0, 0, 12, 36]);
    let strings: Vec<&[u8]> = words.into_iter().chain([letter]).collect();
    let mut build = |place: usize| {
        let at = top.len() - 6;
        top[at..at + 4].copy_from_slice(&u32::try_from(place).unwrap().to_be_bytes());
        [
            &[1, 0, 5, 1, 0],
            list(1, &[name]).as_slice(),
            &list(1, &[&top]),
            &list(2, &strings),
            &list(1, &[]),
            b"letters",
        ]
        .concat()
    };
    let place = build(0).len();
    let mut out = build(place);
    out.extend(list(1, &[&[28, 1, 0x8f, 12, 38]]));
    out
}

#[test]
fn a_font_loses_its_words_and_keeps_its_letters() {
    let secret = font(b"ABCDEF+SecretSans", [b"SECRET"; 9], b"A.swash");
    let expected = font(b"FFFFFFFFFFFFFFFFF", [b"xxxxxx"; 9], b"A.swash");
    assert_eq!(cff(&secret), Ok(expected.clone()));
    assert_eq!(
        cff(&expected),
        Ok(expected.clone()),
        "cleaning twice is cleaning once"
    );
    // Another version, no words at all, and one that is cut.
    assert!(cff(&[&[2], &secret[1..]].concat()).is_err());
    assert!(cff(b"").is_err());
    for cut in 0..secret.len() {
        assert!(cff(&secret[..cut]).is_err(), "{cut}");
    }
}

/// A font of tables.
pub(in super::super) fn tables(version: &[u8; 4], parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = version.to_vec();
    out.extend(u16::try_from(parts.len()).unwrap().to_be_bytes());
    out.extend([0; 6]);
    let mut at = 12 + 16 * parts.len();
    let mut body: Vec<u8> = Vec::new();
    for (tag, table) in parts {
        out.extend(*tag);
        out.extend([0; 4]);
        out.extend(u32::try_from(at).unwrap().to_be_bytes());
        out.extend(u32::try_from(table.len()).unwrap().to_be_bytes());
        at += table.len();
        body.extend(*table);
    }
    out.extend(body);
    out
}

#[test]
fn a_font_of_tables_loses_the_words_of_the_font_in_it() {
    let inner = font(b"SECRET+Sans", [b"SECRET"; 9], b"A.swash");
    let outer = tables(
        b"OTTO",
        &[(b"name", b"SECRET"), (b"CFF ", &inner), (b"head", b"12345")],
    );
    let cleaned = sfnt(&outer).unwrap();
    let lost = cff(&inner).unwrap();
    let contains = |needle: &[u8]| cleaned.windows(needle.len()).any(|window| window == needle);
    assert!(!contains(b"SECRET") && !contains(b"name") && contains(&lost));
    assert_eq!(&cleaned[..12], b"OTTO\0\x02\0\x20\0\x01\0\0");
    let sum = cleaned[28..].as_chunks::<4>().0[..4].concat();
    assert_eq!(&sum[..4], b"head");
    // The sum of `1234` and `5` filled up with nothing.
    assert_eq!(sum[4..8], (0x3132_3334_u32 + 0x3500_0000).to_be_bytes());
    assert_eq!(sum[12..], 5_u32.to_be_bytes());
    assert!(cleaned.ends_with(b"12345\0\0\0"));
    assert_eq!(sfnt(&cleaned), Ok(cleaned.clone()));
    let damaged = tables(b"OTTO", &[(b"CFF ", b"SECRET")]);
    assert!(sfnt(&damaged).is_err());
}

/// The clear part of a Type 1 font, with words wherever programs put them.
const CLEAR: &str = "%!PS-AdobeFont-1.0: SECRET 1.0\n%%CreationDate: SECRET\n12 dict begin\r\n/FontInfo 9 dict dup begin\n/Notice (SECRET) readonly def\n/FullName (SECRET (or not)) readonly def\nend readonly def\n/FontName /SECRET def % SECRET\r/PaintType 0 def\n/FontMatrix[0.001 0 0 0.001 0 0]readonly def\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 65 /A put\nreadonly def\n/FontBBox{-10 -20 1000 900}readonly def\ncurrentdict end\ncurrentfile eexec\n";
const CLEARED: &str = "%!PS-AdobeFont-1.0: F\n12 dict begin\n/FontInfo 9 dict dup begin\n/Notice () readonly def\n/FullName () readonly def\nend readonly def\n/FontName /F def /PaintType 0 def\n/FontMatrix [ 0.001 0 0 0.001 0 0 ] readonly def\n/Encoding 256 array\n0 1 255 { 1 index exch /.notdef put } for\ndup 65 /A put\nreadonly def\n/FontBBox { -10 -20 1000 900 } readonly def\ncurrentdict end\ncurrentfile eexec\n";

#[test]
fn a_clear_program_loses_its_words_and_keeps_its_letters() {
    let letters = b"\x01\x02letters\xff";
    let zeros = b"00000000\ncleartomark";
    let data = [CLEAR.as_bytes(), letters, zeros].concat();
    let (clear, kept) = type1(&data, Some(CLEAR.len()), Some(letters.len())).unwrap();
    assert_eq!(String::from_utf8_lossy(&clear), CLEARED);
    assert_eq!(kept, letters);
    let again = [clear.as_slice(), &kept].concat();
    assert_eq!(
        type1(&again, Some(clear.len()), Some(kept.len())),
        Ok((clear, kept)),
        "cleaning twice is cleaning once"
    );
    // Programs that say that there are more letters than there are.
    let short = &data[..CLEAR.len() + letters.len()];
    let got = type1(short, Some(CLEAR.len()), Some(9999)).unwrap();
    assert_eq!(got, (CLEARED.into(), letters.to_vec()));
    for (data, clear, letters) in [
        (CLEAR, None, Some(0)),
        (CLEAR, Some(CLEAR.len()), None),
        (CLEAR, Some(CLEAR.len() + 1), Some(0)),
        (CLEAR, Some(CLEAR.len()), Some(usize::MAX)),
        (CLEAR, Some(CLEAR.len() - 3), Some(0)),
        (&CLEAR.replace("%!", "!"), Some(CLEAR.len() - 1), Some(0)),
        ("%!PS\n(SECRET\ncurrentfile eexec\n", Some(32), Some(0)),
        ("", Some(0), Some(0)),
    ] {
        assert!(type1(data.as_bytes(), clear, letters).is_err(), "{data}");
    }
}

#[test]
fn a_program_says_what_its_codes_are() {
    let names = own_encoding(CLEAR.as_bytes()).unwrap();
    assert_eq!(names.get(&65).map(Vec::as_slice), Some(b"A".as_slice()));
    let read = |text: &str| own_encoding(text.as_bytes());
    let some = read(
        "/Encoding 256 array dup 65/eacute put dup 300 /b put dup 66 /c put readonly def dup 67 /d put",
    );
    assert_eq!(
        some,
        Some(BTreeMap::from([
            (65, b"eacute".to_vec()),
            (66, b"c".to_vec())
        ]))
    );
    for none in [
        "/Encoding StandardEncoding def",
        "/Encoding StandardEncoding def /Private 9 dict readonly def",
        "dup 65 /A put readonly def",
        "/Encoding 256 array dup 65 /A put",
    ] {
        assert_eq!(read(none), None, "{none}");
    }
}
