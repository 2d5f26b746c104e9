//! Lines that are directives: containers, marks, admonitions and their ends.

use std::ops::Range;

use super::super::block::Admonition;
use super::super::near_miss;
use super::super::signs;
use super::{Cutter, Directive, Display, Line, OpenAdmonition};

/// A line that begins with at least two colons, taken apart.
#[derive(Clone, Debug)]
struct Parts {
    line: Line,
    /// Spaces, tabs and `>` marks.
    prefix: Range<usize>,
    colons: usize,
    name: Range<usize>,
    /// What follows the name.
    tail: Range<usize>,
}

impl Cutter<'_> {
    /// Takes the next line, or the lines of the portion that it opens.
    pub(super) fn take_line(&mut self) {
        let line = self.line(self.at);
        match self.parts(&line) {
            Some(parts) => self.take_directive(&parts),
            None => self.take_text(&line),
        }
    }

    fn parts(&self, line: &Line) -> Option<Parts> {
        let text = self.slice(line.start..line.end);
        let rest = text.trim_start_matches([' ', '\t', '>']);
        let prefix = line.start..line.end - rest.len();
        let after = rest.trim_start_matches(':');
        let colons = rest.len() - after.len();
        if colons < 2 {
            return None;
        }
        let name_start = line.end - after.len();
        let name_end = name_start
            + after
                .find(|c| !near_miss::is_name(c))
                .unwrap_or(after.len());
        Some(Parts {
            line: line.clone(),
            prefix,
            colons,
            name: name_start..name_end,
            tail: name_end..line.end,
        })
    }

    fn take_directive(&mut self, parts: &Parts) {
        let name = self.slice(parts.name.clone());
        let tail = self.slice(parts.tail.clone()).trim();
        let whole = parts.prefix.end..parts.line.end;
        self.at = parts.line.next;
        if parts.colons == 2 {
            self.error("directive-colons", whole, "a line does not begin with two colons")
                .help_line("a portion opens with three: `:::restricted{reason=\"…\"}`; write `\\::` for two colons that are text");
        } else if name.is_empty() && tail.is_empty() {
            self.close(parts, whole);
        } else if let Some(level) = self.markings.levels.iter().position(|level| level == name) {
            self.container(parts, level);
        } else if name == "withheld" {
            self.mark(parts, whole);
        } else if let Some(kind) = Admonition::ALL.into_iter().find(|kind| kind.name() == name) {
            if tail.is_empty() {
                self.open(parts, kind, whole);
            } else {
                let behind = self.slice(parts.tail.clone());
                let start = parts.tail.end - behind.trim_start().len();
                self.expect_close(parts, whole, false);
                self.error(
                    "admonition-tail",
                    start..parts.tail.end,
                    "nothing follows the name of an admonition",
                )
                .help_line("put the text on the next line");
            }
        } else {
            let first = tail.find(|c| !near_miss::is_name(c)).unwrap_or(tail.len());
            let meant = if name.is_empty() {
                tail.get(..first).unwrap_or_default()
            } else {
                name
            };
            let help = self.known_names(meant);
            self.expect_close(parts, whole.clone(), false);
            self.error(
                "directive-unknown",
                whole,
                "this is neither a portion nor an admonition",
            )
            .help_line(&help);
        }
    }

    fn known_names(&self, name: &str) -> String {
        let known = self.markings.levels.iter().skip(1).map(String::as_str);
        let all: Vec<&str> = known.chain(Admonition::ALL.map(Admonition::name)).collect();
        let lower: Vec<char> = name
            .chars()
            .flat_map(char::to_lowercase)
            .map(near_miss::latin)
            .collect();
        let close = all
            .iter()
            .find(|word| near_miss::distance(&lower, &word.chars().collect::<Vec<_>>()) <= 2);
        match close {
            Some(word) => format!("did you mean `:::{word}`?"),
            None => format!("write one of: {}", all.join(", ")),
        }
    }

    /// A portion of whole lines: everything up to the line that closes it is cut.
    fn container(&mut self, parts: &Parts, level: usize) {
        let opener = parts.prefix.end..parts.line.end;
        let tail = self.slice(parts.tail.clone());
        let brace = parts.tail.start + (tail.len() - tail.trim_start().len());
        let attributes = if tail.trim().is_empty() {
            Some((super::attributes::Attributes::default(), brace))
        } else if tail.trim_start().starts_with('{') {
            self.attributes(brace, parts.line.end)
        } else {
            self.error(
                "portion-tail",
                brace..parts.line.end,
                "only attributes follow the level of a portion",
            )
            .help_line(
                "write `:::restricted{reason=\"threat\" mark}` and the text on the next line",
            );
            None
        };
        let attributes = attributes.and_then(|(attributes, end)| {
            if self.slice(end..parts.line.end).trim().is_empty() {
                return Some(attributes);
            }
            let behind = self.slice(end..parts.line.end);
            let start = end + (behind.len() - behind.trim_start().len());
            self.error(
                "portion-tail",
                start..parts.line.end,
                "nothing follows the attributes of a portion",
            )
            .help_line("put the text on the next line");
            None
        });
        let sound = self.check_level(level, opener.clone());
        let Some(close) = self.find_close(parts) else {
            self.error("portion-unclosed", opener, "this portion is never closed")
                .help_line(
                    "end it with a line of as many colons and nothing else, behind the same spaces and `>` marks",
                );
            self.at = self.end;
            return;
        };
        self.at = close.next;
        let Some((reason, display)) =
            attributes.and_then(|attributes| self.complete(attributes, opener.clone()))
        else {
            return;
        };
        if !sound {
            return;
        }
        self.out.portions.push((level, reason.clone()));
        self.out.displays.push(display);
        match display {
            Display::Mark => self.block_sign(parts, Directive::Withheld(reason), opener),
            Display::Silent => self.silence(parts, &close, opener),
        }
    }

    /// Finds the line that closes a container, noting what must not stand inside.
    fn find_close(&mut self, parts: &Parts) -> Option<Line> {
        let prefix = self.slice(parts.prefix.clone());
        let mut at = parts.line.next;
        while at < self.end {
            let line = self.line(at);
            if let Some(inner) = self.parts(&line) {
                let bare =
                    inner.name.is_empty() && self.slice(inner.tail.clone()).trim().is_empty();
                let same =
                    self.slice(inner.prefix.clone()) == prefix && inner.colons == parts.colons;
                let whole = inner.prefix.end..line.end;
                if bare && same {
                    return Some(line);
                }
                if bare {
                    self.error("portion-closer-differs", whole, "this line of colons does not close the portion it stands in")
                        .help_line("a portion closes with as many colons as it opened with, behind the same spaces and `>` marks");
                } else if inner.colons > 2 {
                    self.error("portion-nested", whole, "a directive opens inside a portion").help_line(
                        "close the portion first: portions do not nest, and an admonition inside is cut with it",
                    );
                }
            } else {
                self.refuse_inline_openers(&line);
            }
            at = line.next;
        }
        None
    }

    fn refuse_inline_openers(&mut self, line: &Line) {
        let text = self.slice(line.start..line.end);
        for (offset, _) in text.match_indices(':') {
            let rest = text.get(offset + 1..).unwrap_or_default();
            let length = rest.find(|c| !near_miss::is_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if after.starts_with('[') && self.markings.levels.iter().any(|level| level == name) {
                let start = line.start + offset;
                self.error(
                    "portion-nested",
                    start..start + length + 2,
                    "a portion opens inside a portion",
                )
                .help_line("portions do not nest: the outer one cuts this text already");
            }
        }
    }

    fn mark(&mut self, parts: &Parts, whole: Range<usize>) {
        let close = self.line(parts.line.next);
        let closes = self.parts(&close).is_some_and(|close| {
            close.colons == parts.colons
                && close.name.is_empty()
                && self.slice(close.tail).trim().is_empty()
                && self.slice(close.prefix) == self.slice(parts.prefix.clone())
        });
        if !closes {
            self.expect_close(parts, whole.clone(), false);
            self.error("mark-text", whole, "a mark stands for text and holds none")
                .help_line("write `:::withheld{reason=\"threat\"}` and `:::` on the next line");
            return;
        }
        self.at = close.next;
        if let Some(reason) = self.mark_reason(parts.tail.clone(), &whole) {
            self.block_sign(parts, Directive::Withheld(reason), whole);
        }
    }

    /// The reason of a mark, whose attributes fill `tail`.
    pub(super) fn mark_reason(
        &mut self,
        tail: Range<usize>,
        whole: &Range<usize>,
    ) -> Option<String> {
        let Some((attributes, end)) = self.attributes(tail.start, tail.end) else {
            if !self.slice(tail).starts_with('{') {
                self.error("mark-attributes", whole.clone(), "a mark gives its reason")
                    .help_line("write `:::withheld{reason=\"threat\"}`");
            }
            return None;
        };
        if attributes.display.is_some() || !self.slice(end..tail.end).trim().is_empty() {
            self.error(
                "mark-attributes",
                whole.clone(),
                "a mark has a reason and nothing else",
            )
            .help_line("write `:::withheld{reason=\"threat\"}`");
            return None;
        }
        if attributes.reason.is_none() {
            self.error("mark-attributes", whole.clone(), "a mark gives its reason")
                .help_line("write `:::withheld{reason=\"threat\"}`");
        }
        attributes.reason
    }

    fn open(&mut self, parts: &Parts, kind: Admonition, whole: Range<usize>) {
        self.expect_close(parts, whole.clone(), true);
        self.block_sign(parts, Directive::Open(kind), whole);
    }

    /// Notes that a line of colons will close what this line opens, or would have opened were it `sound`.
    fn expect_close(&mut self, parts: &Parts, span: Range<usize>, sound: bool) {
        self.open.push(OpenAdmonition {
            prefix: self.slice(parts.prefix.clone()).to_owned(),
            colons: parts.colons,
            span,
            sound,
        });
    }

    fn close(&mut self, parts: &Parts, whole: Range<usize>) {
        let prefix = self.slice(parts.prefix.clone());
        let fits = |open: &mut OpenAdmonition| open.prefix == prefix && open.colons == parts.colons;
        if let Some(open) = self.open.pop_if(fits) {
            if open.sound {
                self.block_sign(parts, Directive::Close, whole);
            }
        } else {
            self.error("closer-stray", whole, "this line of colons closes nothing").help_line(
                "take it out, or mend the line that opens: both have as many colons, behind the same spaces and `>` marks",
            );
        }
    }

    /// Writes the sign of a block directive as a paragraph of its own.
    fn block_sign(&mut self, parts: &Parts, directive: Directive, raw: Range<usize>) {
        let prefix = self.slice(parts.prefix.clone());
        let blank = prefix.trim_end();
        let before = !self.blank_before();
        if before {
            self.replace(raw.start, &format!("{blank}\n"));
        }
        // Behind the last line is nothing, as in a blank one.
        let next = self.line(self.at);
        let after = !is_blank(self.slice(next.start..next.end));
        self.replace(raw.start, prefix);
        self.sign(signs::BLOCK, directive, raw.clone(), (before, after));
        self.replace(raw.start, "\n");
        if after {
            self.replace(raw.start, &format!("{blank}\n"));
        }
    }

    /// Takes a silent portion out together with one of the blank lines around it.
    fn silence(&mut self, parts: &Parts, close: &Line, opener: Range<usize>) {
        // Behind the last line is nothing, as in a blank one.
        let next = self.line(self.at);
        let blank_after = is_blank(self.slice(next.start..next.end));
        if !self.blank_before() || !blank_after {
            self.error(
                "portion-silent-blank",
                opener,
                "a silent portion stands between blank lines",
            )
            .help_line("put an empty line before and behind it, so that its going leaves no trace");
            return;
        }
        debug_assert!(
            parts.line.start <= close.start,
            "a portion closes behind its opener"
        );
        self.out.silenced.get_or_insert(opener);
        self.at = next.next;
    }

    /// Says whether the last line written is blank, or nothing is written yet.
    fn blank_before(&self) -> bool {
        let text = self.out.text.strip_suffix('\n').unwrap_or(&self.out.text);
        self.out.text.is_empty() || is_blank(text.rsplit('\n').next().unwrap_or_default())
    }
}

/// Says whether a line holds nothing but spaces, tabs and `>` marks.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '\r'))
}
