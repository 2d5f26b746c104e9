//! What comes off the ladder.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec_zlib;

use super::*;

fn seen(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let ended = super::text(text, Done::Nothing, &mut |rung| match rung {
        Rung::Text(text, _) | Rung::Guess(text, _) => all.push(text.to_owned()),
        Rung::Bytes(bytes, _) => all.push(format!("{} bytes", bytes.len())),
    });
    assert!(ended, "{text}");
    all
}

#[test]
fn plain_text_is_on_no_ladder() {
    for text in [
        "The follow-up peer review of 2016-05-20 took 20 % & more",
        "missions/nl-2016-follow-up-peer-review.html",
        "https://example.org/a-long-address/of/many-parts?q=xyz",
        "INTERNATIONAL COOPERATION",
    ] {
        assert!(seen(text).is_empty(), "{text}: {:?}", seen(text));
    }
}

#[test]
fn each_rung_is_climbed() {
    for text in [
        "x %70orcelain herons",
        "&#112;orcelain herons",
        "\\u0070orcelain herons",
        "\\70 orcelain herons",
        "=70orcelain herons",
        "<b>p</b>orcelain <i>herons</i>",
        "cG9yY2VsYWluIGhlcm9ucw",
        "/files/x/cG9yY2VsYWluIGhlcm9ucw==",
        "706f7263656c61696e206865726f6e73",
        "OBXXEY3FNRQWS3RANBSXE33OOM======",
        "porce-\n  lain herons",
        "porce\u{2010} \r\n\tlain herons",
        "porce\u{ad}\nlain herons",
        "[0x70, 0x6f, 0x72, 0x63, 0x65, 0x6c, 0x61, 0x69, 0x6e, 0x20, 0x68, 0x65, 0x72, 0x6f, 0x6e, 0x73]",
        "Some-file-of-cG9yY2VsYWluIGhlcm9ucw",
        "p\0o\0r\0c\0e\0l\0a\0i\0n\0 \0h\0e\0r\0o\0n\0s\0",
        "\0p\0o\0r\0c\0e\0l\0a\0i\0n\0 \0h\0e\0r\0o\0n\0s",
        "[112, 111, 114, 99, 101, 108, 97, 105, 110, 32, 104, 101, 114, 111, 110, 115]",
        // Stored, and deflated with the fixed codes.
        "ARAA7/9wb3JjZWxhaW4gaGVyb25z",
        "K8gvSk7NSczMU8hILcrPKwYA",
    ] {
        assert!(
            seen(text)
                .iter()
                .any(|text| text.contains("porcelain herons")),
            "{text}: {:?}",
            seen(text)
        );
    }
}

#[test]
fn a_run_goes_on_in_the_next_line() {
    let digits = "xKcg0YTQsNGA0YTQvtGA0L7QstGL0LUg0YbQsNC/0LvQuCDRgdGC0L7RgNC+0LbQsNGCINC30LDQstCw0YDQvdC+0Lkg0LrRgNC10Lw";
    let whole = decode::base64(digits.as_bytes()).unwrap();
    let whole = String::from_utf8(whole).unwrap();
    // However long its lines are, and however short the last of them; an end of a line is two bytes on some machines.
    for length in [32, 57, 64, 76, digits.len() - 1, digits.len()] {
        let lines: Vec<&str> = digits
            .as_bytes()
            .chunks(length)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        for end in ["\n", "\r\n"] {
            let text = format!("<p>{}==</p>", lines.join(end));
            assert!(seen(&text).contains(&whole), "{text:?}");
        }
    }
    // What follows it spoils nothing that is before it.
    let text = format!("{digits}\nThe-next-line of text");
    assert!(
        seen(&text).iter().any(|text| text.contains("цапли")),
        "{:?}",
        seen(&text)
    );
}

#[test]
fn rungs_follow_each_other() {
    // Base 64 of base 64 of percent signs.
    let inner = "Y0c5eVkyVnNZV2x1SlRJd2FHVnliMjV6";
    assert!(seen(inner).contains(&"porcelain herons".to_owned()));
}

#[test]
fn a_large_text_with_many_signs_comes_to_an_end() {
    // Each of the signs gives a text of its own, and each of those others.
    let line =
        "{\"title\": \"a %41 =41 &#65; \\u0041 c-\n d 41 41 41 41 41 41 41 41 <b>x</b>\"},\n";
    let mut text = line.repeat(9_000);
    let half = text.floor_char_boundary(text.len() / 2);
    text.insert_str(half, " porcelain%20herons%20guard%20the%20custard ");
    let found = seen(&text);
    assert!(
        found
            .iter()
            .any(|text| text.contains("porcelain herons guard the custard"))
    );
}

/// How many bytes may come out of what these tests look into: a hundredth of what else may, so that they take no time.
const FEW: usize = 8 * CHUNK;

/// Packed bytes that unpack to so many spaces, twice packed.
fn bomb(length: usize) -> Vec<u8> {
    let once = compress_to_vec_zlib(&vec![b' '; length], 9);
    compress_to_vec_zlib(&once, 9)
}

/// Says whether there is no end to a text.
fn endless(written: &str) -> bool {
    !text_within(written, Done::Nothing, FEW, &mut |_| {})
}

#[test]
fn what_grows_without_end_is_told_however_it_is_written() {
    let packed = bomb(FEW + 10);
    assert!(!bytes_within(&packed, FEW, &mut |_| {}));
    assert!(bytes_within(&packed, 2 * FEW, &mut |_| {}));
    let digits = URL_SAFE_NO_PAD.encode(&packed);
    let hex: Vec<String> = packed.iter().map(|byte| format!("{byte:02x}")).collect();
    // One letter within the run is written in another way: only who reads that has the run.
    let (before, rest) = digits.split_at(3);
    let (letter, after) = rest.split_at(1);
    let code = u32::from(letter.chars().next().unwrap());
    let within = |written: &str| format!("see {before}{written}{after} here");
    let codes: Vec<String> = digits.bytes().map(|byte| byte.to_string()).collect();
    let letters: String = digits.chars().flat_map(|letter| [letter, '\0']).collect();
    for (how, written) in [
        ("base 64", format!("see {digits} here")),
        ("an address", format!("/files/of-a-site/{digits}/index")),
        ("base 32", format!("see {} here", base32(&packed))),
        ("hexadecimal digits", format!("see {} here", hex.concat())),
        ("references", within(&format!("&#{code};"))),
        ("percent signs", within(&format!("%{code:02X}"))),
        ("quoted-printable", within(&format!("={code:02X}"))),
        ("escapes", within(&format!("\\x{code:02x}"))),
        ("escapes of programs", within(&format!("\\{code:03o}"))),
        ("escapes of style sheets", within(&format!("\\{code:06x}"))),
        ("hyphens", within(&format!("-\n{letter}"))),
        ("tags", within(&format!("<b>{letter}</b>"))),
        (
            "attributes",
            format!("<b title=\"{}\">", within(&format!("&#{code};"))),
        ),
        ("two bytes a letter", letters),
        ("codes of characters", codes.join(", ")),
    ] {
        assert!(endless(&written), "{how}");
        // In a part of a large text too, or in one of its runs.
        if matches!(how, "base 64" | "references") {
            let large = format!("{written} {}", "word ".repeat(CHUNK / 4));
            assert!(endless(&large), "{how}");
        }
    }
    let zip = |first: &[u8]| crate::zip::tests::zip(&[("a", 0, 8, first), ("b", 0, 0, b"experts")]);
    let once = compress_to_vec_zlib(&vec![b' '; FEW + 10], 9);
    assert!(!bytes_within(&zip(&once[2..]), FEW, &mut |_| {}));
    assert!(bytes_within(
        &zip(&compress_to_vec_zlib(b"experts", 9)[2..]),
        FEW,
        &mut |_| {}
    ));
}

#[test]
fn of_a_large_text_each_part_has_a_quarter_of_the_room() {
    let text = |length: usize| {
        let mut text = format!("%41{}", "x ".repeat(length / 2));
        text.truncate(length);
        text
    };
    for (length, most, expected) in [
        (CHUNK - 1, 2 * CHUNK, true),
        (CHUNK, 2 * CHUNK, true),
        (CHUNK, CHUNK / 2, false),
        // In parts: what comes out of the first is nearly as long as it is.
        (CHUNK + 1, 2 * CHUNK, false),
        (CHUNK + 1, 4 * CHUNK, true),
    ] {
        let ended = text_within(&text(length), Done::Nothing, most, &mut |_| {});
        assert_eq!(ended, expected, "{length} {most}");
    }
}

#[test]
fn all_that_comes_out_of_a_text_is_bounded() {
    let part = |length: usize| URL_SAFE_NO_PAD.encode(bomb(length));
    let (one, other) = (part(FEW / 2 + 1), part(FEW / 2 + 2));
    assert!(!endless(&one));
    assert!(endless(&format!("{one} {other}")));
}

#[test]
fn of_bytes_that_are_no_text_what_is_text_is_read() {
    let seen = |given: &[u8]| {
        let mut all = Vec::new();
        bytes(given, &mut |rung| {
            all.push(match rung {
                Rung::Text(text, _) => format!("text {text}"),
                Rung::Guess(text, _) => format!("guess {text}"),
                Rung::Bytes(bytes, _) => format!("bytes {}", bytes.len()),
            });
        });
        all
    };
    assert_eq!(seen(b"porcelain herons"), ["text porcelain herons"]);
    assert_eq!(
        seen(b"porcelain herons\xe9!"),
        [
            "bytes 18",
            "guess porcelain heronsé!",
            "text porcelain herons"
        ]
    );
    assert_eq!(
        seen(b"porcelain heron\xe9!"),
        ["bytes 17", "guess porcelain heroné!"]
    );
    // Packed once and twice, and no deeper than a ladder is high.
    let mut packed = b"porcelain herons".to_vec();
    for times in 1..=6 {
        packed = compress_to_vec_zlib(&packed, 9);
        let found = seen(&packed) == ["text porcelain herons"];
        assert_eq!(found, times <= DEEPEST, "{times}");
    }
}

fn base32(bytes: &[u8]) -> String {
    let digit = |number: u64| {
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::try_from(number).unwrap()])
    };
    let five = |five: &[u8]| {
        let number = (0..5).fold(0, |number, at| {
            number << 8 | u64::from(five.get(at).copied().unwrap_or(0))
        });
        (0..8).rev().map(move |at| digit(number >> (5 * at) & 31))
    };
    bytes.chunks(5).flat_map(five).collect()
}
