//! Blocks on their way into the tree: signs of directives become marks and admonitions.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{Block, Directive, LANGUAGES, PublicText, Reader, near_miss, signs, tidy};
use crate::dialect::block::Admonition;

/// A block, or the sign of a block directive that is not yet folded into one.
#[derive(Debug)]
pub(super) enum Flow {
    /// A block.
    Block(Block),
    /// The sign with this index, and where it stands.
    Sign(usize, Range<usize>),
}

impl Reader<'_, '_> {
    /// The index of a block sign, where the paragraph that begins here is one and nothing else.
    pub(super) fn lone_sign(&mut self, wrapped: bool) -> Option<usize> {
        let (Event::Text(text), range) = self.events.get(self.at)? else {
            return None;
        };
        let pieces = signs::split(text);
        let [signs::Piece::Block(index)] = pieces.as_slice() else {
            return None;
        };
        let (index, range) = (*index, range.clone());
        let ends = match self.events.get(self.at + 1) {
            Some((Event::End(_), _)) | None => true,
            Some((Event::Start(tag), _)) => super::is_block(tag),
            Some(_) => false,
        };
        if !ends {
            return None;
        }
        self.coverage.add(range);
        self.at += if wrapped { 2 } else { 1 };
        Some(index)
    }

    /// Folds signs into marks and admonitions.
    pub(super) fn fold(&mut self, flow: Vec<Flow>) -> Vec<Block> {
        let mut done: Vec<Block> = Vec::new();
        let mut open: Vec<(Admonition, Range<usize>, Vec<Block>)> = Vec::new();
        for item in flow {
            match item {
                Flow::Block(block) => {
                    let blocks = open.last_mut().map_or(&mut done, |(_, _, blocks)| blocks);
                    match (blocks.last_mut(), block) {
                        // What stood between them is gone, and nothing else keeps two such lists apart.
                        (Some(Block::Definitions(list)), Block::Definitions(more)) => {
                            list.extend(more);
                        }
                        (_, block) => blocks.push(block),
                    }
                }
                Flow::Sign(index, range) => {
                    let Some(sign) = self.cut.signs.get(index) else {
                        continue;
                    };
                    match sign.directive.clone() {
                        Directive::Withheld(reason) => {
                            let blocks = open.last_mut().map_or(&mut done, |(_, _, blocks)| blocks);
                            blocks.push(Block::Withheld { reason });
                        }
                        Directive::Silent => {}
                        Directive::Open(kind) => open.push((kind, range, Vec::new())),
                        Directive::Close => match open.pop() {
                            Some((kind, range, blocks)) => {
                                if blocks.is_empty() {
                                    self.left_empty(&range, "admonition");
                                }
                                let blocks = Block::Admonition { kind, blocks };
                                open.last_mut()
                                    .map_or(&mut done, |(_, _, blocks)| blocks)
                                    .push(blocks);
                            }
                            None => self.crosses(&range),
                        },
                    }
                }
            }
        }
        for (_, range, _) in open {
            self.crosses(&range);
        }
        done
    }

    fn crosses(&mut self, range: &Range<usize>) {
        self.error(
            "admonition-crosses",
            range,
            "this admonition opens and ends in different lists or quotations",
            "let both lines stand behind the same spaces and `>` marks, with empty lines around them",
        );
    }

    /// A code block; directives in it show as they are written.
    pub(super) fn code(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) -> Option<Flow> {
        self.coverage.add_code(range.clone());
        let language = match kind {
            CodeBlockKind::Fenced(info) if !info.is_empty() => {
                if info.contains([signs::INLINE, signs::BLOCK]) {
                    self.misplaced(range);
                } else if !LANGUAGES.contains(&info.as_ref()) {
                    let written = self.cut.text.get(range.clone()).unwrap_or_default();
                    let first = written.find('\n').unwrap_or(written.len());
                    self.error(
                        "code-language",
                        &(range.start..range.start + first),
                        "the word after the fence is not one of the languages that pages know",
                        &format!("write one of: {}; or nothing", LANGUAGES.join(", ")),
                    );
                }
                Some(info.to_string())
            }
            CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => None,
        };
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let text = self.restore(&text);
        self.seek_in_code(&text, range);
        if text.trim().is_empty() {
            self.error(
                "code-empty",
                range,
                "this code block is empty",
                "give it lines, or take it out",
            );
            return None;
        }
        let text = if text.ends_with('\n') {
            text
        } else {
            format!("{text}\n")
        };
        Some(Flow::Block(Block::Code {
            language,
            text: PublicText::new(text),
        }))
    }

    /// Puts directives back into code as they are written.
    pub(super) fn restore(&self, code: &str) -> String {
        if !code.contains([signs::INLINE, signs::BLOCK, signs::COLON]) {
            return code.to_owned();
        }
        let mut lines: Vec<String> = Vec::new();
        let mut drop_blank = false;
        for line in code.split('\n') {
            if std::mem::take(&mut drop_blank) && line.trim().is_empty() {
                continue;
            }
            let mut out = String::new();
            for piece in signs::split(line) {
                match piece {
                    signs::Piece::Text(text) => out.push_str(text),
                    signs::Piece::Inline(index) => match self.cut.signs.get(index) {
                        Some(sign) if sign.directive == Directive::Silent => {
                            out.push(signs::SILENT);
                        }
                        sign => out.extend(sign.map(|sign| sign.directive.written(false))),
                    },
                    signs::Piece::Block(index) => {
                        if let Some(sign) = self.cut.signs.get(index) {
                            if sign.added.0
                                && lines.last().is_some_and(|line| line.trim().is_empty())
                            {
                                lines.pop();
                            }
                            drop_blank = sign.added.1;
                            out.push_str(&sign.directive.written(true));
                        }
                    }
                }
            }
            // What stands behind an escaped colon says whether it was one, marks included.
            let line = near_miss::restore_colons(&out);
            let mut closed = tidy::close_gaps(&line, true);
            if line.starts_with(signs::SILENT) && closed.starts_with(' ') {
                closed.remove(0);
            }
            // A backslash that comes to stand before a colon would be read as an escape: the gap stays open.
            lines.push(if escapes(&closed) > escapes(&line) {
                line.replace(signs::SILENT, "")
            } else {
                closed
            });
        }
        lines.join("\n")
    }

    /// Terms and their definitions.
    pub(super) fn definitions(&mut self, range: &Range<usize>) -> Block {
        let mut list: Vec<(Vec<super::Inline>, Vec<Vec<Block>>)> = Vec::new();
        while let Some((event, part)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    self.silent = false;
                    let term = tidy::one_line(self.inlines(true));
                    let term = self.checked(term, &part);
                    if term.is_empty() {
                        self.left_empty(&part, "term");
                    }
                    list.push((term, Vec::new()));
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let blocks = self.blocks(Some(&part));
                    if blocks.is_empty() {
                        self.left_empty(&part, "definition");
                    }
                    match list.last_mut() {
                        Some((_, definitions)) => definitions.push(blocks),
                        None => self.left_empty(&part, "term"),
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        if list.is_empty() {
            self.left_empty(range, "list");
        }
        Block::Definitions(list)
    }
}

/// How many colons have a backslash before them.
fn escapes(line: &str) -> usize {
    line.matches("\\:").count()
}
