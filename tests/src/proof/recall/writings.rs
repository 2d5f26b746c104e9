//! The ways of writing a fragment that the audit must read.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

/// A way of writing.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// What it is called.
    pub name: &'static str,
    /// How the name of a file in it ends.
    pub ending: &'static str,
    /// Writes a fragment.
    pub write: fn(&str) -> Vec<u8>,
}

const fn page(name: &'static str, write: fn(&str) -> Vec<u8>) -> Writing {
    Writing {
        name,
        ending: "html",
        write,
    }
}

const fn file(name: &'static str, ending: &'static str, write: fn(&str) -> Vec<u8>) -> Writing {
    Writing {
        name,
        ending,
        write,
    }
}

/// All of them.
pub const WRITINGS: &[Writing] = &[
    page("plain", html),
    page("in capital letters", |text| html(&text.to_uppercase())),
    page("in an attribute", |text| {
        html(&format!("<i title=\"{text}\">x</i>"))
    }),
    page("in a comment", |text| html(&format!("<!-- {text} -->"))),
    page("as decimal references", |text| {
        html(&each(text, |c| format!("&#{};", u32::from(c))))
    }),
    page("as hexadecimal references", |text| {
        html(&each(text, |c| format!("&#x{:x};", u32::from(c))))
    }),
    page("in percent signs", |text| {
        html(&format!("<a href=\"?q={}\">x</a>", percent(text)))
    }),
    page("in percent signs, twice", |text| {
        html(&format!("<a href=\"?q={}\">x</a>", percent(&percent(text))))
    }),
    page("in escapes of a script", |text| {
        html(&format!("<script>x=\"{}\"</script>", units(text)))
    }),
    page("in escapes of a style sheet", |text| {
        let escaped = each(text, |c| format!("\\{:x} ", u32::from(c)));
        html(&format!("<style>p{{content:\"{escaped}\"}}</style>"))
    }),
    page("in octal escapes", |text| {
        let escaped: String = text.bytes().fold(String::new(), |mut out, byte| {
            let _ = write!(out, "\\{byte:03o}");
            out
        });
        html(&escaped)
    }),
    page("quoted-printable", |text| html(&quoted(text))),
    page("in base 64", |text| html(&STANDARD.encode(text))),
    page("in base 64 within an address", |text| {
        let digits = URL_SAFE_NO_PAD.encode(text);
        html(&format!("<a href=\"files/{digits}\">x</a>"))
    }),
    page("in base 64, in lines", |text| {
        let digits = STANDARD.encode(text);
        let lines: Vec<&str> = (0..digits.len())
            .step_by(76)
            .map(|at| &digits[at..digits.len().min(at + 76)])
            .collect();
        html(&lines.join("\n"))
    }),
    page("in base 64, twice", |text| {
        html(&STANDARD.encode(STANDARD.encode(text)))
    }),
    page("in base 32", |text| html(&base32(text.as_bytes()))),
    page("in hexadecimal digits", |text| {
        html(&hex(text.as_bytes(), ""))
    }),
    page("in hexadecimal digits, apart", |text| {
        html(&hex(text.as_bytes(), " "))
    }),
    page("as codes of characters", |text| {
        html(&each(text, |c| format!("{}, ", u32::from(c))))
    }),
    page("in an address of data", |text| {
        html(&format!(
            "<img src=\"data:text/plain;base64,{}\">",
            STANDARD.encode(text)
        ))
    }),
    page("in gzip in base 64", |text| {
        html(&STANDARD.encode(gzip(text)))
    }),
    page("in zlib in base 64", |text| {
        html(&STANDARD.encode(compress_to_vec_zlib(text.as_bytes(), 9)))
    }),
    page("in deflate in base 64", |text| {
        html(&STANDARD.encode(compress_to_vec(text.as_bytes(), 9)))
    }),
    page("in zlib in hexadecimal digits", |text| {
        html(&hex(&compress_to_vec_zlib(text.as_bytes(), 9), ""))
    }),
    page("with tags in its words", |text| {
        html(&text.split(' ').map(within).collect::<Vec<_>>().join(" "))
    }),
    page("with a tag for each word", |text| {
        html(&format!("<i>{}</i>", text.replace(' ', "</i><i>")))
    }),
    page("with spaces of no width", |text| {
        html(&each(text, |c| format!("{c}\u{200b}")))
    }),
    page("with soft hyphens", |text| {
        html(&each(text, |c| format!("{c}&shy;")))
    }),
    page("with signs of direction", |text| {
        html(&each(text, |c| format!("\u{202d}{c}\u{fe0f}\u{202c}")))
    }),
    page("with combining marks", |text| {
        html(&each(text, |c| format!("{c}\u{301}")))
    }),
    page("in full width", |text| html(&shifted(text, 0xff41))),
    page("in mathematical letters", |text| {
        html(&shifted(text, 0x1d41a))
    }),
    page("with look-alike letters", |text| html(&alike(text))),
    page("with ligatures", |text| {
        html(
            &text
                .replace("st", "ﬆ")
                .replace("fi", "ﬁ")
                .replace("ae", "æ"),
        )
    }),
    page("with hyphens at the ends of lines", |text| {
        html(
            &text
                .split(' ')
                .map(hyphenated)
                .collect::<Vec<_>>()
                .join(" "),
        )
    }),
    page("with signs between words", |text| {
        html(&text.replace(' ', "_/.;"))
    }),
    page("with a line for each word", |text| {
        html(&text.replace(' ', "\r\n\t"))
    }),
    page("without spaces", |text| html(&text.replace(' ', ""))),
    page("with its letters apart", |text| {
        html(&each(text, |c| format!("{c} ")))
    }),
    page("backwards", |text| {
        html(&text.chars().rev().collect::<String>())
    }),
    page("rotated by thirteen letters", |text| {
        html(&each(text, |c| rotated(c).to_string()))
    }),
    file(
        "with two bytes a letter, the low one first",
        "txt",
        |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ),
    file(
        "with two bytes a letter, the high one first",
        "txt",
        |text| text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ),
    file("in JSON", "json", |text| {
        format!("{{\"a\": [{{\"b\": \"{}\"}}]}}", units(text)).into_bytes()
    }),
    file("in a name of JSON", "json", |text| {
        format!("{{\"{text}\": 1}}").into_bytes()
    }),
    file("in a table", "csv", |text| {
        format!("a,b\n1,\"{text}\"\n").into_bytes()
    }),
    file("in a drawing", "svg", |text| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{text}</text></svg>").into_bytes()
    }),
    file("in a feed", "atom", |text| {
        format!("<feed><title><![CDATA[{text}]]></title></feed>").into_bytes()
    }),
    file("in a program", "js", |text| {
        format!("x=\"{text}\"").into_bytes()
    }),
    file("in a file that is packed", "bin", gzip),
    file("in a chunk of a picture", "png", |text| {
        png(b"tEXt", &[b"Comment\0", text.as_bytes()].concat())
    }),
    file("in a packed chunk of a picture", "png", |text| {
        let packed = compress_to_vec_zlib(text.as_bytes(), 9);
        png(b"zTXt", &[b"Comment\0\0".as_slice(), &packed].concat())
    }),
];

fn html(text: &str) -> Vec<u8> {
    format!("<!doctype html><html lang=\"en\"><body><p>{text}</p></body></html>").into_bytes()
}

fn each(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(write).collect()
}

/// Escapes of four digits; two of them for what lies beyond the first plane.
fn units(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut out, unit| {
        let _ = write!(out, "\\u{unit:04x}");
        out
    })
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    for (at, byte) in text.bytes().enumerate() {
        let _ = write!(out, "={byte:02X}");
        if at % 20 == 19 {
            out.push_str("=\n");
        }
    }
    out
}

fn hex(bytes: &[u8], between: &str) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.join(between)
}

fn base32(bytes: &[u8]) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    let (mut held, mut count) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            out.push(char::from(digits[(held >> count & 31) as usize]));
        }
    }
    if count > 0 {
        out.push(char::from(digits[(held << (5 - count) & 31) as usize]));
    }
    out
}

fn gzip(text: &str) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 8, 1, 2, 3, 4, 0, 255];
    out.extend(b"name\0");
    out.extend(compress_to_vec(text.as_bytes(), 9));
    out.extend([0; 8]);
    out
}

fn png(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let chunks: [(&[u8; 4], &[u8]); 3] = [
        (b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        (kind, content),
        (b"IEND", &[]),
    ];
    for (kind, content) in chunks {
        out.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(content);
        // Its sum is wrong, which is no matter: what a chunk holds is read all the same.
        out.extend([0; 4]);
    }
    out
}

fn within(word: &str) -> String {
    let middle = middle(word);
    format!("{}<b>{}</b>", &word[..middle], &word[middle..])
}

fn hyphenated(word: &str) -> String {
    let middle = middle(word);
    format!("{}-\n{}", &word[..middle], &word[middle..])
}

fn middle(word: &str) -> usize {
    let count = word.chars().count() / 2;
    word.char_indices().nth(count).map_or(0, |(at, _)| at)
}

/// Latin letters as those of another row of the same order.
fn shifted(text: &str, first: u32) -> String {
    each(text, |c| {
        let moved = c
            .is_ascii_lowercase()
            .then(|| first + u32::from(c) - u32::from('a'));
        moved.and_then(char::from_u32).unwrap_or(c).to_string()
    })
}

fn alike(text: &str) -> String {
    each(text, |c| {
        let other = match c {
            'a' => 'а',
            'c' => 'с',
            'e' => 'е',
            'o' => 'о',
            'p' => 'р',
            'i' => 'і',
            't' => 'т',
            'n' => 'n',
            'а' => 'a',
            'о' => 'o',
            c => c,
        };
        other.to_string()
    })
}

fn rotated(c: char) -> char {
    match c {
        'a'..='m' => char::from_u32(u32::from(c) + 13).unwrap_or(c),
        'n'..='z' => char::from_u32(u32::from(c) - 13).unwrap_or(c),
        c => c,
    }
}
