//! What comes off the ladder.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

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

#[test]
fn what_grows_without_end_is_told() {
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; MOST + 10], 9);
    let mut zlib = vec![0x78, 0x9c];
    zlib.extend(bomb);
    assert!(!bytes(&zlib, &mut |_| {}));
    // However it is written, and wherever it stands.
    let digits = URL_SAFE_NO_PAD.encode(&zlib);
    let address = format!("/files/of-a-site/{digits}/index");
    for written in [digits, address, base32(&zlib)] {
        let ended = text(&format!("see {written} here"), Done::Nothing, &mut |_| {});
        assert!(!ended, "{}", written.get(..40).unwrap());
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
