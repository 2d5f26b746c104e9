//! Splits a raw file into front matter and body, and reads the front matter as a tree of values with their places.

mod toml_text;
mod yaml_text;

use std::fmt;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// How long a front matter may be, in bytes.
const LENGTH: usize = 64 << 10;
/// How deep its values may nest.
const DEPTH: usize = 8;

/// A file taken apart.
pub(crate) struct FrontMatter<'a> {
    /// The whole file.
    pub(crate) text: &'a str,
    /// What stands below the front matter.
    pub(crate) body: Range<usize>,
    pub(crate) map: RawMap,
}

/// A value as written.
#[derive(Clone, PartialEq)]
pub(crate) struct RawValue {
    pub(crate) span: Range<usize>,
    pub(crate) data: RawData,
}

/// What a value is, before the schema says what it must be.
#[derive(Clone, PartialEq)]
pub(crate) enum RawData {
    /// Text, a number, a date, a truth value: the schema decides. `quoted` text is never anything but text.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<RawValue>),
    Map(RawMap),
}

/// Named values with the places of their names, each name once.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct RawMap(pub(crate) Vec<(String, Range<usize>, RawValue)>);

impl fmt::Debug for RawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawValue({:?})", self.span)
    }
}

impl fmt::Debug for RawMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawMap({} values)", self.0.len())
    }
}

/// Reads the front matter of a file.
pub(crate) fn read<'a>(
    file: &str,
    bytes: &'a [u8],
    diagnostics: &mut Diagnostics,
) -> Option<FrontMatter<'a>> {
    let text = diagnostics.keep(utf8(file, bytes))?;
    let (fence, header, body) = diagnostics.keep(split(file, text))?;
    let written = text.get(header.clone()).unwrap_or_default();
    let before = diagnostics.errors();
    refuse_characters(file, written, header.start, fence, diagnostics);
    let map = match fence {
        "---" => yaml_text::read(file, written, header.start, diagnostics),
        _ => toml_text::read(file, written, header.start, diagnostics),
    };
    map.filter(|_| diagnostics.errors() == before)
        .map(|map| FrontMatter { text, body, map })
}

/// Reads a whole file of TOML.
pub(crate) fn read_toml(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<RawMap> {
    let text = diagnostics.keep(utf8(file, bytes))?;
    let before = diagnostics.errors();
    refuse_characters(file, text, 0, "+++", diagnostics);
    toml_text::read(file, text, 0, diagnostics).filter(|_| diagnostics.errors() == before)
}

fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(Diagnostic::error(
            "byte-order-mark",
            file,
            0..3,
            "this file begins with a byte order mark",
        )
        .help("save it as UTF-8 without a byte order mark (\"UTF-8\", not \"UTF-8 with BOM\")"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Diagnostic::error(
            "encoding",
            file,
            at..at + error.error_len().unwrap_or(1),
            "this file is not UTF-8 from here on",
        )
        .help("save it as UTF-8")
    })
}

/// The fence, the lines between the fences, and what follows them.
fn split<'a>(
    file: &str,
    text: &'a str,
) -> Result<(&'static str, Range<usize>, Range<usize>), Diagnostic> {
    let first = line(text, 0);
    let opener: &'a str = text.get(first.0.clone()).unwrap_or_default();
    let fence = match opener {
        "---" => "---",
        "+++" => "+++",
        _ => return Err(no_fence(file, text, &first.0)),
    };
    let mut at = first.1;
    let start = at;
    while at < text.len() {
        let (range, next) = line(text, at);
        let written = text.get(range.clone()).unwrap_or_default();
        if written == fence {
            check_second(file, text, fence, next)?;
            if start == range.start
                || text
                    .get(start..range.start)
                    .unwrap_or_default()
                    .trim()
                    .is_empty()
            {
                return Err(Diagnostic::error(
                    "front-matter-empty",
                    file,
                    0..fence.len(),
                    "this front matter is empty",
                )
                .help("give at least `title`, `kind` and `sensitivity`"));
            }
            if range.start - start > LENGTH {
                return Err(Diagnostic::error(
                    "front-matter-long",
                    file,
                    0..fence.len(),
                    "this front matter is longer than 64 KiB",
                )
                .help("front matter describes; put the text below it"));
            }
            return Ok((fence, start..range.start, next..text.len()));
        }
        if written.trim() == fence {
            return Err(Diagnostic::error(
                "front-matter-fence",
                file,
                range,
                "spaces stand beside this fence",
            )
            .help("the line that ends the front matter holds the fence alone"));
        }
        at = next;
    }
    Err(Diagnostic::error(
        "front-matter-unclosed",
        file,
        0..fence.len(),
        "this front matter is never closed",
    )
    .help(format!("end it with a line `{fence}`")))
}

fn no_fence(file: &str, text: &str, first: &Range<usize>) -> Diagnostic {
    let opener = text.get(first.clone()).unwrap_or_default().trim();
    if matches!(opener, "---" | "+++") {
        return Diagnostic::error(
            "front-matter-fence",
            file,
            first.clone(),
            "spaces stand beside this fence",
        )
        .help("the first line holds the fence alone");
    }
    let later = ["---", "+++"]
        .iter()
        .any(|fence| text.trim_start().starts_with(fence));
    let (message, help) = if later {
        (
            "the front matter does not begin on the first line",
            "take the empty lines at the top out",
        )
    } else {
        (
            "this file has no front matter, so nobody has said whether it is public",
            "begin it with `---`, `title`, `kind` and `sensitivity`, and `---`; what is no entry does not end in `.md`",
        )
    };
    Diagnostic::error("front-matter-missing", file, first.clone(), message).help(help)
}

/// A second block of front matter right below the first is a slip: which of the two would count?
fn check_second(file: &str, text: &str, fence: &str, at: usize) -> Result<(), Diagnostic> {
    let mut at = at;
    let mut first: Option<Range<usize>> = None;
    for _ in 0..200 {
        if at >= text.len() {
            break;
        }
        let (range, next) = line(text, at);
        let written = text.get(range.clone()).unwrap_or_default().trim_end();
        match &first {
            None if written.is_empty() => {}
            None if matches!(written, "---" | "+++") => first = Some(range),
            None => break,
            Some(open) if matches!(written, "---" | "+++") => {
                return Err(Diagnostic::error(
                    "front-matter-twice",
                    file,
                    open.clone(),
                    "a second front matter begins here",
                )
                .help(format!(
                    "keep one block; for a line across the page write `***` instead of `{fence}`"
                )));
            }
            Some(_) if written.is_empty() => break,
            Some(_) => {}
        }
        at = next;
    }
    Ok(())
}

/// The line that begins at `start`, without its end, and where the next one begins.
fn line(text: &str, start: usize) -> (Range<usize>, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let (length, next) = rest
        .find('\n')
        .map_or((rest.len(), rest.len()), |at| (at, at + 1));
    let written = rest.get(..length).unwrap_or_default();
    let end = start + written.strip_suffix('\r').map_or(length, str::len);
    (start..end, start + next)
}

fn refuse_characters(
    file: &str,
    written: &str,
    start: usize,
    fence: &str,
    diagnostics: &mut Diagnostics,
) {
    let mut at_line_start = true;
    for (offset, c) in written.char_indices() {
        let span = start + offset..start + offset + c.len_utf8();
        let next = written
            .get(offset + 1..)
            .and_then(|rest| rest.chars().next());
        let why = match c {
            '\t' if at_line_start && fence == "---" => {
                diagnostics.push(
                    Diagnostic::error("tab", file, span.clone(), "a tab indents this line of YAML")
                        .help("indent with spaces"),
                );
                None
            }
            '\r' if next == Some('\n') => None,
            '\r' => Some("a line end other than LF and CRLF"),
            c => crate::dialect::forbidden(c),
        };
        if let Some(why) = why {
            diagnostics.push(
                Diagnostic::error("character-forbidden", file, span, format!("this is {why}"))
                    .help(
                        "take it out; an editor that shows invisible characters helps to find it",
                    ),
            );
        }
        at_line_start = c == '\n' || (at_line_start && matches!(c, ' ' | '\t'));
    }
}
