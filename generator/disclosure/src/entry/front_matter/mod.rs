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
    /// Whether it is TOML, where text stands between quotes, or YAML, where it need not.
    pub(crate) toml: bool,
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

/// Tables, each with where it begins.
pub(crate) type Tables = Vec<(Range<usize>, RawMap)>;

impl RawMap {
    /// The value of a name.
    pub(crate) fn find(&self, name: &str) -> Option<&RawValue> {
        let found = self.0.iter().find(|(key, _, _)| key == name);
        found.map(|(_, _, value)| value)
    }

    /// Where names stand that are none of these.
    pub(crate) fn others(&self, keys: &[&str]) -> impl Iterator<Item = Range<usize>> {
        let others = self
            .0
            .iter()
            .filter(|(name, _, _)| !keys.contains(&name.as_str()));
        others.map(|(_, span, _)| span.clone())
    }

    /// The tables of an array of tables, each with where it begins; none where there is no such name. The second is where
    /// something else stands, or something else beside tables.
    pub(crate) fn tables(&self, name: &str) -> (Tables, Option<Range<usize>>) {
        let Some(value) = self.find(name) else {
            return (Vec::new(), None);
        };
        let items = match &value.data {
            RawData::List(items) => items.as_slice(),
            RawData::Scalar { .. } | RawData::Map(_) => &[],
        };
        let tables: Tables = items
            .iter()
            .filter_map(|item| match &item.data {
                RawData::Map(map) => Some((item.span.clone(), map.clone())),
                RawData::Scalar { .. } | RawData::List(_) => None,
            })
            .collect();
        let strange = tables.is_empty() || tables.len() != items.len();
        (tables, strange.then(|| value.span.clone()))
    }
}

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
    let toml = fence == "+++";
    let map = parse(file, written, header.start, toml, diagnostics)?;
    Some(FrontMatter {
        text,
        body,
        toml,
        map,
    })
}

/// Reads a whole file of TOML.
pub(crate) fn read_toml(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<RawMap> {
    let text = diagnostics.keep(utf8(file, bytes))?;
    parse(file, text, 0, true, diagnostics)
}

/// Reads the names and values that stand at `start` of a file.
fn parse(
    file: &str,
    written: &str,
    start: usize,
    toml: bool,
    diagnostics: &mut Diagnostics,
) -> Option<RawMap> {
    let mut found = Diagnostics::new();
    refuse_characters(file, written, start, toml, &mut found);
    let mut read = Diagnostics::new();
    let map = if toml {
        toml_text::read(file, written, start, &mut read)
    } else {
        yaml_text::read(file, written, start, &mut read)
    };
    // A character that may not stand there is why the rest cannot be read.
    let sound = found.is_empty();
    let read = read.iter().cloned();
    read.filter(|diagnostic| sound || !diagnostic.code.ends_with("-syntax"))
        .for_each(|diagnostic| found.push(diagnostic));
    let map = map.filter(|_| found.is_empty());
    diagnostics.append(found);
    map
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
    if let Some(error) = refuse_line_ends(file, text) {
        return Err(error);
    }
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
    let begun = text
        .trim_start()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end();
    let later = opener.is_empty() && matches!(begun, "---" | "+++");
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

/// Lines that all end in CR are one line to us: that is said before anything else.
fn refuse_line_ends(file: &str, text: &str) -> Option<Diagnostic> {
    let at = text.find('\r').filter(|_| !text.contains('\n'))?;
    Some(
        Diagnostic::error(
            "character-forbidden",
            file,
            at..at + 1,
            "this is a line end other than LF and CRLF",
        )
        .help("save the file with the line ends of Unix (LF) or of Windows (CRLF)"),
    )
}

/// A second block of front matter right below the first is a slip: which of the two would count?
fn check_second(file: &str, text: &str, fence: &str, at: usize) -> Result<(), Diagnostic> {
    let mut at = at;
    let mut first: Option<Range<usize>> = None;
    while at < text.len() {
        let (range, next) = line(text, at);
        let written = text.get(range.clone()).unwrap_or_default().trim_end();
        let is_fence = matches!(written, "---" | "+++");
        if is_fence {
            return Err(Diagnostic::error(
                "front-matter-twice",
                file,
                first.unwrap_or(range),
                "a second front matter begins here",
            )
            .help(format!(
                "keep one block; for a line across the page write `***` instead of `{fence}`"
            )));
        }
        match &first {
            None if written.is_empty() => {}
            // The lines of a block whose opening fence is that which closed the first.
            None if names_a_value(written) => first = Some(range),
            Some(_) if !written.is_empty() => {}
            _ => break,
        }
        at = next;
    }
    Ok(())
}

/// Says whether a line of text looks like one of front matter: `name: value` or `name = value`.
fn names_a_value(written: &str) -> bool {
    let name = written
        .find(|c: char| !(c.is_ascii_lowercase() || c == '_'))
        .unwrap_or(written.len());
    let rest = written.get(name..).unwrap_or_default().trim_start();
    name > 0 && rest.starts_with([':', '='])
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
    toml: bool,
    diagnostics: &mut Diagnostics,
) {
    let mut at_line_start = true;
    for (offset, c) in written.char_indices() {
        let span = start + offset..start + offset + c.len_utf8();
        let next = written
            .get(offset + 1..)
            .and_then(|rest| rest.chars().next());
        let why = match c {
            '\t' if at_line_start && !toml => {
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
