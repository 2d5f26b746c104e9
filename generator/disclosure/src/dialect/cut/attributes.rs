//! Reads the attributes of a portion or a mark: `{reason="…" mark}`.

use std::ops::Range;

use super::{Cutter, Display};

/// What the attributes say.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) reason: Option<String>,
    pub(super) display: Option<Display>,
}

impl Cutter<'_> {
    /// Reads attributes that open at `start`, on one line. Returns them with the place behind `}`; what is wrong is
    /// noted, and then there is nothing to return.
    pub(super) fn attributes(&mut self, start: usize, limit: usize) -> Option<(Attributes, usize)> {
        let text = self.slice(start..limit);
        let inner = text.strip_prefix('{')?;
        let Some(length) = inner
            .find(['}', '\n'])
            .filter(|&at| inner.get(at..).is_some_and(|rest| rest.starts_with('}')))
        else {
            let line_end = text.find('\n').map_or(limit, |at| start + at);
            self.error(
                "portion-attributes-unclosed",
                start..line_end,
                "these attributes are never closed",
            )
            .help_line("end them with `}` on the same line: {reason=\"threat\" mark}");
            return None;
        };
        let end = start + 1 + length + 1;
        let inner = inner.get(..length).unwrap_or_default();
        let mut attributes = Attributes::default();
        let mut sound = true;
        let mut at = start + 1;
        for word in split_attributes(inner) {
            let span = at + word.start..at + word.end;
            let word = inner.get(word).unwrap_or_default();
            // What follows the first slip is mostly its consequence.
            sound = sound && self.attribute(word, span, &mut attributes);
        }
        at = end;
        sound.then_some((attributes, at))
    }

    fn attribute(&mut self, word: &str, span: Range<usize>, attributes: &mut Attributes) -> bool {
        let display = match word {
            "mark" => Some(Display::Mark),
            "silent" => Some(Display::Silent),
            _ => None,
        };
        if let Some(display) = display {
            if attributes.display.replace(display).is_some() {
                self.error(
                    "portion-attribute-twice",
                    span,
                    "a portion says once whether it is `mark` or `silent`",
                )
                .help_line("keep one of the two words");
                return false;
            }
            return true;
        }
        let Some(reason) = word.strip_prefix("reason=") else {
            self.error(
                "portion-attribute-unknown",
                span,
                "this is no attribute of a portion",
            )
            .help_line("a portion has `reason=\"…\"` and `mark` or `silent`");
            return false;
        };
        let Some(reason) = reason
            .strip_prefix('"')
            .and_then(|reason| reason.strip_suffix('"'))
        else {
            self.error(
                "portion-reason-quotes",
                span,
                "the reason stands between straight double quotes",
            )
            .help_line(
                "write {reason=\"threat\" mark}, with straight quotes and a space between the two",
            );
            return false;
        };
        if !self.markings.reasons.iter().any(|known| known == reason) {
            let known = self.markings.reasons.join(", ");
            self.error(
                "portion-reason-unknown",
                span,
                "this is no reason of the policy",
            )
            .help_line(&format!("write one of: {known}"));
            return false;
        }
        if attributes.reason.replace(reason.to_owned()).is_some() {
            self.error("portion-attribute-twice", span, "a portion has one reason")
                .help_line("keep one `reason=\"…\"`");
            return false;
        }
        true
    }

    /// The reason and the display of a portion that was found at `span`; what is missing is noted.
    pub(super) fn complete(
        &mut self,
        attributes: Attributes,
        span: Range<usize>,
    ) -> Option<(String, Display)> {
        let display = attributes.display.or(self.markings.display);
        if attributes.reason.is_none() {
            self.error(
                "portion-reason-missing",
                span.clone(),
                "this portion gives no reason",
            )
            .help_line("add one: {reason=\"unspecified\"} names none to the public");
        }
        if display.is_none() {
            self.error("portion-display-missing", span, "this portion does not say what the public sees of it")
                .help_line("add `mark` (a fixed mark with the reason) or `silent` (nothing), or set `portions` in vitrine.toml");
        }
        Some((attributes.reason?, display?))
    }

    /// Checks that a portion's level is above its entry's.
    pub(super) fn check_level(&mut self, level: usize, span: Range<usize>) -> bool {
        if level == 0 {
            self.error("portion-level-public", span, "a portion cannot be public")
                .help_line("a portion is what is cut; take the directive away and leave its text");
            return false;
        }
        if level <= self.markings.entry {
            self.error("portion-level-low", span, "this portion's level is not above the level of its entry")
                .help_line("give the portion a higher level, or take the directive away: the entry protects the text already");
            return false;
        }
        true
    }
}

/// The words between braces; quoted text holds its spaces.
fn split_attributes(inner: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (offset, c) in inner.char_indices() {
        quoted ^= c == '"';
        if c == ' ' && !quoted {
            words.extend(start.take().map(|start| start..offset));
        } else if start.is_none() {
            start = Some(offset);
        }
    }
    words.extend(start.map(|start| start..inner.len()));
    words
}
