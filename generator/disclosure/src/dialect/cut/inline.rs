//! Portions and marks within a line of text, and the escape `\:`.

use std::ops::Range;

use super::super::near_miss;
use super::super::signs;
use super::{Cutter, Directive, Display, Line};

impl Cutter<'_> {
    /// Takes a line of text, and further lines where a portion runs on.
    pub(super) fn take_text(&mut self, line: &Line) {
        let mut end = line.end;
        let mut next = line.next;
        let mut copied = line.start;
        let mut at = line.start;
        while at < end {
            let text = self.slice(at..end);
            let Some(offset) = text.find([':', '\\']) else {
                break;
            };
            let found = at + offset;
            if self.slice(found..end).starts_with('\\') {
                at = self.escape(found, end, &mut copied);
                continue;
            }
            let name = self.name(found + 1, end);
            let word = self.slice(name.clone());
            let behind = self.slice(name.end..end).chars().next();
            let level = self.markings.levels.iter().position(|level| level == word);
            match (level, behind) {
                (Some(level), Some('[')) => {
                    self.copy(copied..found);
                    at = self.portion(found, &name, level);
                    copied = at;
                    // The portion may have ended on a later line: that line's text follows.
                    if at > end {
                        let last = self.line_around(at);
                        end = last.end.max(at);
                        next = last.next.max(at);
                    }
                }
                (None, Some('{')) if word == "withheld" => {
                    self.copy(copied..found);
                    at = self.inline_mark(found, &name, end);
                    copied = at;
                }
                _ => at = found + 1,
            }
        }
        self.copy(copied..end);
        self.at = next;
        self.replace(end, "\n");
    }

    /// Passes over an escape at `found`; one that keeps a directive from opening becomes a colon of ours.
    fn escape(&mut self, found: usize, end: usize, copied: &mut usize) -> usize {
        let Some(escaped) = self.slice(found + 1..end).chars().next() else {
            return found + 1;
        };
        if escaped == ':' {
            self.copy(*copied..found);
            self.replace(found, &signs::COLON.to_string());
            *copied = found + 2;
        }
        found + 1 + escaped.len_utf8()
    }

    fn name(&self, start: usize, end: usize) -> Range<usize> {
        let text = self.slice(start..end);
        start..start + text.find(|c| !near_miss::is_name(c)).unwrap_or(text.len())
    }

    /// The line that holds the byte before `at`.
    fn line_around(&self, at: usize) -> Line {
        let before = self.slice(0..at.saturating_sub(1));
        self.line(before.rfind('\n').map_or(0, |newline| newline + 1))
    }

    /// Cuts an inline portion whose colon is at `colon`. Returns the place behind it.
    fn portion(&mut self, colon: usize, name: &Range<usize>, level: usize) -> usize {
        let opener = colon..name.end + 1;
        if self.slice(0..colon).ends_with(':') {
            self.error(
                "directive-colons",
                opener.clone(),
                "an inline portion opens with one colon",
            )
            .help_line("write `:restricted[the text]{reason=\"threat\"}`");
        }
        let sound = self.check_level(level, opener.clone());
        let Some(close) = self.find_bracket(name.end, &opener) else {
            return self.skip_line(name.end);
        };
        if !self.slice(close + 1..self.end).starts_with('{') {
            self.error(
                "portion-attributes-missing",
                opener,
                "this portion has no attributes",
            )
            .help_line("let `{reason=\"…\"}` follow the closing bracket at once");
            return close + 1;
        }
        let Some((attributes, end)) = self.attributes(close + 1, self.end) else {
            return self.skip_line(close + 1);
        };
        let Some((reason, display)) = self.complete(attributes, opener.clone()) else {
            return end;
        };
        if !sound {
            return end;
        }
        self.out.portions.push((level, reason.clone()));
        self.out.displays.push(display);
        let directive = match display {
            Display::Mark => Directive::Withheld(reason),
            Display::Silent => Directive::Silent,
        };
        self.sign(signs::INLINE, directive, colon..end, (false, false));
        end
    }

    /// Finds the bracket that closes the one at `open`, on raw text.
    fn find_bracket(&mut self, open: usize, opener: &Range<usize>) -> Option<usize> {
        let text = self.slice(open..self.end);
        let mut depth = 0_usize;
        for (offset, c) in text.char_indices() {
            let at = open + offset;
            match c {
                '[' => depth += 1,
                ']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at);
                    }
                }
                '\\' => {
                    self.error("portion-backslash", at..at + 1, "a backslash stands inside an inline portion")
                        .help_line("take it out, or use a portion of whole lines: brackets inside must balance as they are");
                    return None;
                }
                '\n' if text
                    .get(offset + 1..)
                    .is_some_and(|rest| !rest.is_empty() && is_blank_line(rest)) =>
                {
                    self.error(
                        "portion-blank-line",
                        opener.clone(),
                        "this inline portion is not closed before the next empty line",
                    )
                    .help_line("close it with `]{reason=\"…\"}`, or use a portion of whole lines; brackets inside must balance");
                    return None;
                }
                ':' => {
                    let name = self.name(at + 1, self.end);
                    let behind = self.slice(name.end..self.end).chars().next();
                    let opens = !name.is_empty() && behind == Some('[');
                    let rest = self.slice(at..self.end);
                    let colons = rest.len() - rest.trim_start_matches(':').len();
                    if opens || colons > 2 {
                        let end = self.name(at + colons, self.end).end;
                        self.error(
                            "portion-nested",
                            at..end,
                            "a directive opens inside a portion",
                        )
                        .help_line("close the portion first: portions do not nest");
                        return None;
                    }
                }
                _ => {}
            }
        }
        self.error(
            "portion-unclosed",
            opener.clone(),
            "this portion is never closed",
        )
        .help_line("close it with `]{reason=\"…\"}`; brackets inside must balance");
        None
    }

    fn inline_mark(&mut self, colon: usize, name: &Range<usize>, end: usize) -> usize {
        let whole = colon..name.end;
        let close = self
            .slice(name.end..end)
            .find('}')
            .map_or(end, |offset| name.end + offset + 1);
        if let Some(reason) = self.mark_reason(name.end..close, &whole) {
            self.sign(
                signs::INLINE,
                Directive::Withheld(reason),
                colon..close,
                (false, false),
            );
        }
        close
    }

    /// The end of the line that holds `at`: where reading goes on behind something that is broken.
    fn skip_line(&self, at: usize) -> usize {
        let rest = self.slice(at..self.end);
        at + rest.find('\n').map_or(rest.len(), |newline| {
            rest.get(..newline)
                .unwrap_or_default()
                .trim_end_matches('\r')
                .len()
        })
    }
}

fn is_blank_line(text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or_default();
    line.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '\r'))
}
