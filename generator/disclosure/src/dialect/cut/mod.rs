//! Cuts portions out of raw text, before any Markdown parser sees it.
//!
//! What comes out is *prepared text*: public text alone, with a sign where a mark or an admonition stands. Whether a
//! byte is inside a portion is decided here and nowhere else, on raw lines and raw brackets.

mod attributes;
mod inline;
mod line;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::block::Admonition;
use super::signs;
use super::span_map::SpanMap;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// What the cutter must know of the policy, the settings and the entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Markings<'a> {
    /// All levels, lowest first; the first is public.
    pub(crate) levels: &'a [String],
    /// The names of all reasons.
    pub(crate) reasons: &'a [String],
    /// The level of the entry, as an index into `levels`.
    pub(crate) entry: usize,
    /// How a portion shows that says neither `mark` nor `silent`.
    pub(crate) display: Option<Display>,
}

/// What the public sees of a portion.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Display {
    /// A fixed mark with the reason.
    Mark,
    /// Nothing.
    Silent,
}

/// Prepared text.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    /// Public text with signs in it; lines end in LF.
    pub(crate) text: String,
    /// From its places to those of the raw file.
    pub(crate) map: SpanMap,
    /// What the signs stand for, by index.
    pub(crate) signs: Vec<Sign>,
    /// The level and the reason of each portion, in order: a translation must have the same.
    pub(crate) portions: Vec<(usize, String)>,
    /// What the public sees of each portion.
    pub(crate) displays: Vec<Display>,
    /// The opener of the first portion of whole lines that went without a sign.
    pub(crate) silenced: Option<Range<usize>>,
}

/// What a sign stands for.
#[derive(Clone, Debug)]
pub(crate) struct Sign {
    /// What.
    pub(crate) directive: Directive,
    /// Whether we put an empty line before it, and one behind it.
    pub(crate) added: (bool, bool),
}

/// A directive of public text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Directive {
    /// A mark with its reason.
    Withheld(String),
    /// A silent portion stood here.
    Silent,
    /// An admonition begins.
    Open(Admonition),
    /// The admonition ends.
    Close,
}

impl Directive {
    /// The directive as public text writes it, for code, which shows it so.
    pub(crate) fn written(&self, block: bool) -> String {
        match self {
            Self::Withheld(reason) if block => format!(":::withheld{{reason=\"{reason}\"}}\n:::"),
            Self::Withheld(reason) => format!(":withheld{{reason=\"{reason}\"}}"),
            Self::Silent => String::new(),
            Self::Open(kind) => format!(":::{}", kind.name()),
            Self::Close => ":::".to_owned(),
        }
    }
}

/// Cuts the portions out of `raw[body]`. What is wrong goes to `diagnostics`; the text that comes back is then of no use.
pub(crate) fn cut(
    file: &str,
    raw: &str,
    body: Range<usize>,
    markings: Markings<'_>,
    diagnostics: &mut Diagnostics,
) -> Cut {
    let end = body.end.min(raw.len());
    let mut cutter = Cutter {
        file,
        raw,
        end,
        at: body.start,
        markings,
        out: Cut::default(),
        open: Vec::new(),
        diagnostics,
    };
    cutter.refuse_characters();
    while cutter.at < cutter.end {
        cutter.take_line();
    }
    let open = std::mem::take(&mut cutter.open);
    for admonition in open.into_iter().filter(|open| open.sound) {
        cutter
            .error(
                "admonition-unclosed",
                admonition.span,
                "this admonition is never closed",
            )
            .help_line(
                "end it with a line of as many colons and nothing else, behind the same spaces and `>` marks",
            );
    }
    cutter.out
}

/// One line of raw text.
#[derive(Clone, Debug)]
struct Line {
    start: usize,
    /// Behind its last character.
    end: usize,
    /// Behind its line end.
    next: usize,
}

/// An admonition that is open.
#[derive(Debug)]
struct OpenAdmonition {
    prefix: String,
    colons: usize,
    span: Range<usize>,
    /// Whether it is one; else it was refused, and its end is not refused as well.
    sound: bool,
}

struct Cutter<'a> {
    file: &'a str,
    raw: &'a str,
    end: usize,
    at: usize,
    markings: Markings<'a>,
    out: Cut,
    open: Vec<OpenAdmonition>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Cutter<'a> {
    fn slice(&self, range: Range<usize>) -> &'a str {
        self.raw.get(range).unwrap_or_default()
    }

    fn line(&self, start: usize) -> Line {
        let rest = self.slice(start..self.end);
        let (length, next) = rest
            .find('\n')
            .map_or((rest.len(), rest.len()), |at| (at, at + 1));
        let text = rest.get(..length).unwrap_or_default();
        let end = start + text.strip_suffix('\r').map_or(length, str::len);
        Line {
            start,
            end,
            next: start + next,
        }
    }

    fn error(&mut self, code: &'static str, span: Range<usize>, message: &str) -> Said<'_> {
        self.diagnostics
            .push(Diagnostic::error(code, self.file, span, message));
        Said(self.diagnostics)
    }

    /// Copies raw text as it is.
    fn copy(&mut self, range: Range<usize>) {
        self.out.map.copied(self.out.text.len(), range.start);
        self.out.text.push_str(self.slice(range));
    }

    /// Writes text of ours for a raw place.
    fn replace(&mut self, raw: usize, text: &str) {
        self.out.map.replaced(self.out.text.len(), raw..raw + 1);
        self.out.text.push_str(text);
    }

    fn sign(&mut self, opener: char, directive: Directive, raw: Range<usize>, added: (bool, bool)) {
        let text = format!("{opener}{}{}", self.out.signs.len(), signs::END);
        self.out.map.replaced(self.out.text.len(), raw);
        self.out.text.push_str(&text);
        self.out.signs.push(Sign { directive, added });
    }

    fn refuse_characters(&mut self) {
        let start = self.at;
        let body = self.slice(start..self.end);
        let mut told = None;
        for (offset, c) in body.char_indices() {
            let at = start + offset;
            let next = body.get(offset + 1..).and_then(|rest| rest.chars().next());
            let why = match c {
                '\r' if next == Some('\n') => None,
                '\r' => Some("a line end other than LF and CRLF"),
                c => signs::forbidden(c),
            };
            let Some(why) = why else { continue };
            // Of several in a row the first is told.
            if told.replace(at + c.len_utf8()) != Some(at) {
                self.error(
                    "character-forbidden",
                    at..at + c.len_utf8(),
                    &format!("this is {why}"),
                )
                .help_line(
                    "take it out; an editor that shows invisible characters helps to find it",
                );
            }
        }
    }
}

/// A diagnostic that was just noted, to be given its next step.
struct Said<'a>(&'a mut Diagnostics);

impl Said<'_> {
    fn help_line(self, help: &str) {
        self.0.help_last(help);
    }
}
