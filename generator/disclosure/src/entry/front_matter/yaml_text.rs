//! YAML, as far as front matter needs it: no anchors, aliases, tags, merge keys or further documents.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use super::{DEPTH, RawData, RawMap, RawValue};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Reads YAML that stands at `start` of a file.
pub(super) fn read(
    file: &str,
    text: &str,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> Option<RawMap> {
    let mut reader = Reader {
        file,
        text,
        start,
        parser: Parser::new_from_str(text),
        diagnostics,
    };
    let map = reader.document()?;
    reader.expect_end()?;
    Some(map)
}

struct Reader<'a, 'd> {
    file: &'a str,
    text: &'a str,
    start: usize,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Reader<'a, '_> {
    /// The bytes of a span in the file, without line ends behind it.
    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        let range = range.start.min(self.text.len())
            ..range
                .end
                .min(self.text.len())
                .max(range.start.min(self.text.len()));
        let written = self.text.get(range.clone()).unwrap_or_default();
        let end = range.start + written.trim_end().len();
        self.start + range.start..self.start + end.max(range.start)
    }

    /// Where a list or a map ends: at its bracket, or behind its last value where it has none.
    fn closed_at(&self, opened: &Range<usize>, closed: usize, last: Option<usize>) -> usize {
        let written = self
            .text
            .get(opened.start - self.start..)
            .unwrap_or_default();
        let end = if written.starts_with(['{', '[']) {
            closed
        } else {
            last.unwrap_or(opened.end)
        };
        end.max(opened.end)
    }

    fn error(&mut self, code: &'static str, span: Range<usize>, message: &str, help: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, self.file, span, message).help(help));
    }

    fn alias(&mut self, span: Range<usize>) {
        self.error(
            "yaml-alias",
            span,
            "an alias (`*`) stands here",
            "write the value out; text that begins with `*` stands between quotes",
        );
    }

    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        let mut event = self.parser.next_event()?;
        // Comments are for the author alone.
        while let Ok((Event::Comment(..), _)) = event {
            event = self.parser.next_event()?;
        }
        match event {
            Ok((event, span)) => Some((event, span)),
            Err(error) => {
                let at = error
                    .marker()
                    .byte_offset()
                    .unwrap_or(0)
                    .min(self.text.len());
                let at = (0..=at)
                    .rev()
                    .find(|&at| self.text.is_char_boundary(at))
                    .unwrap_or(0);
                let rest = self.text.get(at..).unwrap_or_default();
                if rest.starts_with('*') {
                    // An alias of something that has no anchor.
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    self.alias(self.start + at..self.start + at + end);
                    return None;
                }
                let length = rest
                    .chars()
                    .next()
                    .filter(|c| *c != '\n')
                    .map_or(0, char::len_utf8);
                let place = self.start + at;
                self.error(
                    "yaml-syntax",
                    place..place + length,
                    "this is not YAML from here on",
                    "write `name: value` lines that begin in one column, close quotes and brackets, and put text that holds `: ` or ` #`, or begins with a sign, between double quotes",
                );
                None
            }
        }
    }

    fn document(&mut self) -> Option<RawMap> {
        // Directives stand above all else; remarks and empty lines may stand above them.
        let mut rest = self.text.trim_start();
        while let Some(remark) = rest.strip_prefix('#') {
            let below = remark.split_once('\n').map_or("", |(_, below)| below);
            rest = below.trim_start();
        }
        if rest.starts_with('%') {
            let at = self.start + (self.text.len() - rest.len());
            let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
            self.error(
                "yaml-directive",
                at..at + length,
                "a directive (`%`) stands in this front matter",
                "take the line out",
            );
            return None;
        }
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::MappingStart(..) => {
                    self.refuse_extras(&event, &span);
                    return Some(self.map(0)?.0);
                }
                _ => {
                    let range = self.range(&span);
                    self.error(
                        "front-matter-shape",
                        range,
                        "front matter is a list of names with values",
                        "write `title: …` and so on, a line each",
                    );
                    return None;
                }
            }
        }
    }

    fn expect_end(&mut self) -> Option<()> {
        while let Some((event, span)) = self.next() {
            match event {
                Event::DocumentEnd => {}
                Event::StreamEnd => return Some(()),
                _ => {
                    let range = self.range(&span);
                    self.error(
                        "yaml-documents",
                        range,
                        "a second document begins in this front matter",
                        "keep one block of names and values",
                    );
                    return None;
                }
            }
        }
        None
    }

    fn refuse_extras(&mut self, event: &Event<'_>, span: &Span) {
        let range = self.range(span);
        if event.anchor_id().is_some() {
            let before = self.text.get(..range.start - self.start);
            let sign = before.and_then(|before| before.rfind('&'));
            self.error(
                "yaml-anchor",
                sign.map_or(range.start, |at| self.start + at)..range.end,
                "an anchor (`&`) stands before this value",
                "write the value out where it is needed",
            );
        }
        if event.tag().is_some() {
            let range = span.tag_span().map_or(range, |span| self.range(&span));
            self.error(
                "yaml-tag",
                range,
                "a tag (`!`) stands before this value",
                "take it out; text that begins with `!` stands between quotes",
            );
        }
    }

    /// The names and values of a map, and where its last event ends.
    fn map(&mut self, depth: usize) -> Option<(RawMap, usize)> {
        let mut map = RawMap::default();
        loop {
            let (event, span) = self.next()?;
            let range = self.range(&span);
            match event {
                Event::MappingEnd => return Some((map, range.end)),
                Event::Scalar(ref name, _, _, _) => {
                    self.refuse_extras(&event, &span);
                    let name = name.to_string();
                    let (value, value_span) = self.next()?;
                    let mut value = self.value(&value, &value_span, depth + 1)?;
                    if value.span.is_empty() {
                        // Nothing stands behind the name: that is what a message must point at.
                        value.span = range.clone();
                    }
                    if name == "<<" {
                        self.error(
                            "yaml-merge",
                            range,
                            "a merge key (`<<`) stands here",
                            "write the values out",
                        );
                    } else if map.0.iter().any(|(known, _, _)| *known == name) {
                        self.error(
                            "key-duplicate",
                            range,
                            "this name stands here a second time",
                            "keep one of the two",
                        );
                    } else {
                        map.0.push((name, range, value));
                    }
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    self.alias(range);
                    return None;
                }
                _ => {
                    self.error(
                        "yaml-key",
                        range,
                        "a name is one word, not a list or a map",
                        "write `name: value`",
                    );
                    return None;
                }
            }
        }
    }

    fn value(&mut self, event: &Event<'a>, span: &Span, depth: usize) -> Option<RawValue> {
        let range = self.range(span);
        if depth > DEPTH {
            self.error(
                "front-matter-deep",
                range,
                "these values nest too deeply",
                "write them flatter",
            );
            return None;
        }
        match event {
            Event::Scalar(text, style, _, _) => {
                self.refuse_extras(event, span);
                let quoted = *style != ScalarStyle::Plain;
                // Where nothing is written the parser says `~`; what is empty stays so.
                let empty = !quoted && range.is_empty();
                let text = if empty {
                    String::new()
                } else {
                    text.to_string()
                };
                Some(RawValue {
                    span: range,
                    data: RawData::Scalar { text, quoted },
                })
            }
            Event::SequenceStart(..) => {
                self.refuse_extras(event, span);
                let mut items = Vec::new();
                loop {
                    let (event, item) = self.next()?;
                    if event == Event::SequenceEnd {
                        let last = items.last().map(|item: &RawValue| item.span.end);
                        let end = self.closed_at(&range, self.range(&item).end, last);
                        return Some(RawValue {
                            span: range.start..end,
                            data: RawData::List(items),
                        });
                    }
                    items.push(self.value(&event, &item, depth + 1)?);
                }
            }
            Event::MappingStart(..) => {
                self.refuse_extras(event, span);
                let (map, closed) = self.map(depth)?;
                let last = map.0.last().map(|(_, _, value)| value.span.end);
                let end = self.closed_at(&range, closed, last);
                Some(RawValue {
                    span: range.start..end,
                    data: RawData::Map(map),
                })
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.alias(range);
                None
            }
            _ => {
                self.error(
                    "yaml-syntax",
                    range,
                    "a value is missing here",
                    "write `name: value`",
                );
                None
            }
        }
    }
}
