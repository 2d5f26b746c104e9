//! The text of a body as the readers of its page see it, with the places that it was written at.
//!
//! Detectors read this, so that emphasis, entities, escapes and line ends hide nothing. It goes over the events of the
//! same parser as the blocks that pass, and over nothing else.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::cut::{Cut, Directive};
use super::read::options;
use super::signs;
use super::span_map::SpanMap;

/// What stands for a mark, a picture or the number of a footnote in a text.
const OBJECT: char = '\u{FFFC}';

/// A text that stands together: a paragraph, a heading, a row of a table, a block of code, an address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// From its places to those of the prepared text.
    map: SpanMap,
}

impl Shown {
    /// The place of a part of the text in the raw file; `None` where nothing of it was written there: the name of a
    /// column, which stands once and is read with each cell.
    pub(crate) fn raw_range(&self, cut: &Cut, range: &Range<usize>) -> Option<Range<usize>> {
        let prepared = self.map.raw_range(range);
        (!prepared.is_empty()).then(|| cut.map.raw_range(&prepared))
    }

    fn copy(&mut self, text: &str, at: usize) {
        self.map.copied(self.text.len(), at);
        self.text.push_str(text);
    }

    fn put(&mut self, text: &str, place: &Range<usize>) {
        self.map.replaced(self.text.len(), place.clone());
        self.text.push_str(text);
    }

    /// Adds all of another text.
    fn append(&mut self, other: &Self) {
        self.map.append(self.text.len(), &other.map);
        self.text.push_str(&other.text);
    }
}

/// The texts of a body, in the order in which they are written.
pub(crate) fn shown(cut: &Cut) -> Vec<Shown> {
    let mut teller = Teller {
        cut,
        shown: Vec::new(),
        open: Shown::default(),
        head: Vec::new(),
        row: Vec::new(),
        hidden: 0,
    };
    for (event, range) in Parser::new_ext(&cut.text, options()).into_offset_iter() {
        teller.take(event, &range);
    }
    teller.close();
    teller.shown
}

struct Teller<'a> {
    cut: &'a Cut,
    shown: Vec<Shown>,
    /// The text that is being put together.
    open: Shown,
    /// The cells of a table's header.
    head: Vec<Shown>,
    /// The cells of the row that is being read.
    row: Vec<Shown>,
    /// How many pictures stand around the event: their words are listed with the file.
    hidden: usize,
}

impl Teller<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => {
                self.open.put(&OBJECT.to_string(), range);
                self.hidden += 1;
            }
            Event::End(TagEnd::Image) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.text(&code, range),
            Event::SoftBreak | Event::HardBreak => self.open.put(" ", range),
            Event::FootnoteReference(_) => self.open.put(&OBJECT.to_string(), range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            // Refused where it is read.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.address(link_type, &dest_url, range),
            Tag::Heading { id: Some(id), .. } => {
                self.close();
                self.apart(&id, range);
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.apart(&label, range);
            }
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.open);
                self.row.push(cell);
            }
            TagEnd::TableHead => {
                self.head = std::mem::take(&mut self.row);
                self.shown.push(row(&[], &self.head));
            }
            TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.row);
                self.shown.push(row(&self.head, &cells));
            }
            _ => self.close(),
        }
    }

    /// Ends the text that is being put together.
    fn close(&mut self) {
        let shown = std::mem::take(&mut self.open);
        if !shown.text.trim().is_empty() {
            self.shown.push(shown);
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let written = self.cut.text.get(range.clone()).unwrap_or_default();
        let Some(at) = written.find(text) else {
            self.pieces(text, None, range);
            return;
        };
        self.pieces(text, Some(range.start + at), range);
    }

    /// Adds text with signs in it, which stands at `at`, or for what is in `range`.
    fn pieces(&mut self, text: &str, at: Option<usize>, range: &Range<usize>) {
        let mut offset = 0;
        for piece in signs::split(text) {
            match piece {
                signs::Piece::Text(part) => {
                    offset += text
                        .get(offset..)
                        .and_then(|rest| rest.find(part))
                        .unwrap_or(0);
                    match at {
                        Some(at) => self.colons(part, at + offset),
                        None => self.open.put(&part.replace(signs::COLON, ":"), range),
                    }
                    offset += part.len();
                }
                signs::Piece::Inline(index) | signs::Piece::Block(index) => {
                    let sign = self.cut.signs.get(index).map(|sign| &sign.directive);
                    // What stood before and behind a silent portion stands together now.
                    if sign != Some(&Directive::Silent) {
                        self.open.put(&OBJECT.to_string(), range);
                    }
                }
            }
        }
    }

    /// Copies text, with colons where their signs stand.
    fn colons(&mut self, text: &str, at: usize) {
        let mut place = at;
        for part in text.split_inclusive(signs::COLON) {
            match part.strip_suffix(signs::COLON) {
                Some(before) => {
                    self.open.copy(before, place);
                    let sign = place + before.len();
                    self.open.put(":", &(sign..sign + signs::COLON.len_utf8()));
                }
                None => self.open.copy(part, place),
            }
            place += part.len();
        }
    }

    /// The address of a link that leads elsewhere, as written and as browsers read it.
    fn address(&mut self, kind: LinkType, address: &str, range: &Range<usize>) {
        let address = &address.replace(signs::COLON, ":");
        let inner = ["record:", "site:", "#"]
            .iter()
            .any(|start| address.starts_with(start));
        if inner || (!address.contains(':') && kind != LinkType::Email) {
            return;
        }
        self.apart(address, range);
        let decoded = percent_decoded(address);
        if decoded != *address {
            self.apart(&decoded, range);
        }
    }

    /// A text that is part of no other.
    fn apart(&mut self, text: &str, range: &Range<usize>) {
        let mut shown = Shown::default();
        let written = self.cut.text.get(range.clone()).unwrap_or_default();
        match written.rfind(text) {
            Some(at) => shown.copy(text, range.start + at),
            None => shown.put(text, range),
        }
        self.shown.push(shown);
    }
}

/// The cells of a row as one text, each behind the name of its column.
fn row(head: &[Shown], cells: &[Shown]) -> Shown {
    let mut all = Shown::default();
    for (at, cell) in cells.iter().enumerate() {
        let start = cell.map.raw_range(&(0..cell.text.len())).start;
        if at > 0 {
            all.put(" | ", &(start..start));
        }
        if let Some(name) = head.get(at).filter(|name| !name.text.trim().is_empty()) {
            all.put(&format!("{}: ", name.text.trim()), &(start..start));
        }
        all.append(cell);
    }
    all
}

/// An address with its percent signs resolved.
pub(crate) fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = address
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::dialect::cut::{self, Display, Markings};

    fn cut_of(raw: &str) -> Cut {
        let levels = ["public", "restricted"].map(str::to_owned);
        let reasons = ["threat".to_owned()];
        let markings = Markings {
            levels: &levels,
            reasons: &reasons,
            entry: 0,
            display: Some(Display::Mark),
        };
        cut::cut("a.md", raw, 0..raw.len(), markings, &mut Diagnostics::new())
    }

    fn texts(raw: &str) -> Vec<String> {
        shown(&cut_of(raw))
            .into_iter()
            .map(|one| one.text)
            .collect()
    }

    #[test]
    fn markup_does_not_show() {
        for (raw, text) in [
            ("TOP **SEC**RET\n", vec!["TOP SECRET"]),
            ("SE&#67;RET and S\\_E\n", vec!["SECRET and S_E"]),
            ("TOP\nSECRET\n", vec!["TOP SECRET"]),
            ("> - TOP\n>   `SECRET`\n", vec!["TOP SECRET"]),
            ("## TOP *SECRET* {#top}\n", vec!["top", "TOP SECRET"]),
            ("- one\n- two\n  - three\n", vec!["one", "two", "three"]),
            ("a[^n] b\n\n[^n]: c\n", vec!["a\u{FFFC} b", "n", "c"]),
            ("![x](x.png) b\n", vec!["\u{FFFC} b"]),
            ("```\nTOP\nSECRET\n```\n", vec!["TOP\nSECRET\n"]),
            (
                "| h | i |\n|---|---|\n| **a** | b |\n",
                vec!["h | i", "h: a | i: b"],
            ),
            (
                "a\n\n| h | i |\n|---|---|\n| b | |\n| | c |\n\n| k |\n|---|\n| d |\n\ne\n",
                vec!["a", "h | i", "h: b | i: ", "h:  | i: c", "k", "k: d", "e"],
            ),
            (
                "[a](https://b.org/%2B31) [c](other.md) <d@e.org>\n",
                vec![
                    "https://b.org/%2B31",
                    "https://b.org/+31",
                    "d@e.org",
                    "a c d@e.org",
                ],
            ),
            (
                "SEC:restricted[x]{reason=\"threat\" silent}RET\n",
                vec!["SECRET"],
            ),
            (
                "SEC:restricted[x]{reason=\"threat\"}RET\n",
                vec!["SEC\u{FFFC}RET"],
            ),
            (
                "a\n\n:::restricted{reason=\"threat\"}\nb\n:::\n\nc\n",
                vec!["a", "\u{FFFC}", "c"],
            ),
        ] {
            assert_eq!(texts(raw), text, "{raw}");
        }
    }

    #[test]
    fn places_are_those_of_the_file() {
        for (raw, sought, place) in [
            ("a **SEC**RET b\n", "SECRET", "SEC**RET"),
            ("a SE&#67;RET b\n", "SECRET", "SE&#67;RET"),
            ("> a TOP\r\n> SECRET b\r\n", "TOP SECRET", "TOP\r\n> SECRET"),
            ("| h |\n|---|\n| SECRET |\n", "SECRET", "SECRET"),
            ("a\\:b SECRET\n", "SECRET", "SECRET"),
            // An escaped colon is where its backslash stands.
            ("see a\\:b\n", ":", "\\"),
            ("see a\\:b\n", "a:b", "a\\:b"),
            (
                "TOP :restricted[y]{reason=\"threat\"}TOP *SECRET*\n",
                "TOP SECRET",
                "TOP *SECRET",
            ),
            (
                "x :restricted[y]{reason=\"threat\"} SECRET\n",
                "SECRET",
                "SECRET",
            ),
            (
                "SEC:restricted[x]{reason=\"threat\" silent}RET\n",
                "SECRET",
                "SEC:restricted[x]{reason=\"threat\" silent}RET",
            ),
            ("use `SECRET` here\n", "SECRET", "SECRET"),
            ("SECRET\\:b\n", ":", "\\"),
            (
                "a SECRET SECRET :restricted[y]{reason=\"threat\"} SECRET\n",
                "\u{FFFC} SECRET",
                // The mark stands for all of the line, and what follows it where it stands.
                "a SECRET SECRET :restricted[y]{reason=\"threat\"} SECRET",
            ),
            ("see [it](https://a.org/SECRET)\n", "SECRET", "SECRET"),
        ] {
            let cut = cut_of(raw);
            let all = shown(&cut);
            let found = all.iter().find_map(|one| {
                let at = one.text.find(sought)?;
                one.raw_range(&cut, &(at..at + sought.len()))
            });
            assert_eq!(found.and_then(|range| raw.get(range)), Some(place), "{raw}");
        }
    }

    #[test]
    fn the_name_of_a_column_has_one_place() {
        let cut = cut_of("| SECRET |\n|---|\n| a |\n| b |\n");
        let places = shown(&cut)
            .iter()
            .filter(|one| one.raw_range(&cut, &(0..6)).is_some())
            .count();
        assert_eq!(places, 1);
    }
}
