//! Runs of text within a block.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::{
    DEPTH, Directive, Inline, PublicText, Reader, fold_label, is_block, is_reference, near_miss,
    signs, tidy,
};

impl Reader<'_, '_> {
    /// Inlines up to the end of the element they stand in (`wrapped`), or up to the next block.
    pub(super) fn inlines(&mut self, wrapped: bool) -> Vec<Inline> {
        self.depth += 1;
        let mut run = Vec::new();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(_) => {
                    // Without an element of their own, inlines end where the item does; that end is the item's.
                    self.at += usize::from(wrapped);
                    break;
                }
                Event::Start(ref tag) if is_block(tag) => break,
                Event::Rule => break,
                _ => {}
            }
            self.at += 1;
            self.inline(event, &range, &mut run);
        }
        self.depth -= 1;
        tidy::tidy(run)
    }

    fn inline(&mut self, event: Event<'_>, range: &Range<usize>, run: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => {
                self.coverage.add(range.clone());
                if self.written_by_number(&text, range) {
                    self.by_number(&text, range, run);
                } else {
                    self.text(&text, range, run);
                }
            }
            Event::Code(code) => {
                self.coverage.add_code(range.clone());
                let code = self.restore(&code);
                if code.contains('\n') || code.trim().is_empty() {
                    self.error(
                        "code-empty",
                        range,
                        "code within a line holds text",
                        "give it text, or take it out",
                    );
                } else {
                    run.push(Inline::Code(PublicText::new(code)));
                }
            }
            Event::SoftBreak => run.push(Inline::SoftBreak),
            Event::HardBreak => run.push(Inline::HardBreak),
            Event::FootnoteReference(label) => {
                self.coverage.add(range.clone());
                let label = PublicText::new(label.as_ref());
                if !self.references.contains(&label) {
                    self.references.push(label.clone());
                }
                run.push(Inline::Footnote { label });
            }
            Event::Start(tag) => self.span(tag, range, run),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.coverage.add(range.clone());
                self.raw_html(range);
            }
            _ => self.error(
                "markup-unknown",
                range,
                "this markup is not part of the dialect",
                "write it more simply",
            ),
        }
    }

    /// Whether the source of a text is a reference to a character by its number or its name.
    fn written_by_number(&self, text: &str, range: &Range<usize>) -> bool {
        let written = self.cut.text.get(range.clone()).unwrap_or_default();
        written.starts_with('&') && written != text
    }

    /// A character that is written by its number: it opens nothing, least of all a sign of ours, and ends no block.
    fn by_number(&mut self, text: &str, range: &Range<usize>, run: &mut Vec<Inline>) {
        if let Some(why) = text.chars().find_map(signs::forbidden_by_number) {
            self.error(
                "character-forbidden",
                range,
                &format!("this is {why}"),
                "take it out",
            );
        } else if text == "\n" {
            self.ends_line = true;
            run.push(Inline::SoftBreak);
        } else {
            run.push(Inline::Text(PublicText::new(text)));
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>, run: &mut Vec<Inline>) {
        for piece in signs::split(text) {
            match piece {
                // The escaped colon stays a sign until `tidy` has let the near-miss check see it.
                signs::Piece::Text(text) => run.push(Inline::Text(PublicText::new(text))),
                signs::Piece::Inline(index) => {
                    if let Some(Directive::Withheld(reason)) =
                        self.cut.signs.get(index).map(|sign| sign.directive.clone())
                    {
                        run.push(Inline::Withheld { reason });
                    } else {
                        self.silent = true;
                        run.push(Inline::Text(PublicText::new(signs::SILENT)));
                    }
                }
                signs::Piece::Block(_) => self.misplaced(range),
            }
        }
    }

    pub(super) fn misplaced(&mut self, range: &Range<usize>) {
        self.error(
            "directive-place",
            range,
            "a portion cannot stand here",
            "portions of whole lines stand between paragraphs, inline portions in text: not in an address, a label or a heading's anchor",
        );
    }

    fn span(&mut self, tag: Tag<'_>, range: &Range<usize>, run: &mut Vec<Inline>) {
        if self.depth > DEPTH {
            self.error(
                "nesting-deep",
                range,
                "emphasis and links nest too deeply here",
                "write it flatter",
            );
            self.coverage.add(range.clone());
            self.skip();
            return;
        }
        match tag {
            Tag::Emphasis => {
                let inner = tidy::flat(self.inlines(true), |part| match part {
                    Inline::Emphasis(inner) => Ok(inner),
                    other => Err(other),
                });
                run.extend(non_empty(inner).map(Inline::Emphasis));
            }
            Tag::Strong => {
                let inner = tidy::flat(self.inlines(true), |part| match part {
                    Inline::Strong(inner) => Ok(inner),
                    other => Err(other),
                });
                run.extend(non_empty(inner).map(Inline::Strong));
            }
            Tag::Strikethrough => {
                let inner = tidy::flat(self.inlines(true), |part| match part {
                    Inline::Strike(inner) => Ok(inner),
                    other => Err(other),
                });
                run.extend(non_empty(inner).map(Inline::Strike));
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.coverage.add(range.clone());
                let text = self.inlines(true);
                self.link(link_type, &dest_url, &title, &id, text, range, run);
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.coverage.add(range.clone());
                let alt = tidy::plain(&self.inlines(true));
                if self.sound_address(link_type, &dest_url, &title, &id, range) {
                    let span = self.raw(range);
                    let dest_url = dest_url.replace(signs::COLON, ":");
                    let name = self.resolve.image(&dest_url, &alt, span, self.diagnostics);
                    run.extend(name.map(|attachment| Inline::Image { attachment }));
                }
            }
            _ => {
                self.error(
                    "markup-unknown",
                    range,
                    "this markup is not part of the dialect",
                    "write it more simply",
                );
                self.skip();
            }
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "these are the parts of one event"
    )]
    fn link(
        &mut self,
        kind: LinkType,
        address: &str,
        title: &str,
        id: &str,
        text: Vec<Inline>,
        range: &Range<usize>,
        run: &mut Vec<Inline>,
    ) {
        if !self.sound_address(kind, address, title, id, range) {
            return;
        }
        if tidy::plain(&text).trim().is_empty()
            && !text.iter().any(|part| matches!(part, Inline::Image { .. }))
        {
            self.error(
                "link-empty",
                range,
                "this link has no text",
                "write what it leads to between the brackets",
            );
            return;
        }
        let shown = |part: &&Inline| !matches!(part, Inline::Text(text) if text.as_str() == signs::SILENT.to_string());
        if let Some(Inline::Footnote { .. }) = run.iter().rev().find(shown) {
            // Brackets behind brackets are one link of two parts.
            self.error(
                "markup-unknown",
                range,
                "a link right behind a footnote is not part of the dialect",
                "put a space or words between them",
            );
            return;
        }
        let address = address.replace(signs::COLON, ":");
        let address = if kind == LinkType::Email {
            format!("mailto:{address}")
        } else {
            address
        };
        let span = self.raw(range);
        if let Some(target) = self.resolve.link(&address, span, self.diagnostics) {
            run.push(Inline::Link { target, text });
        }
    }

    fn sound_address(
        &mut self,
        kind: LinkType,
        address: &str,
        title: &str,
        id: &str,
        range: &Range<usize>,
    ) -> bool {
        if is_reference(kind) {
            let label = fold_label(id);
            for definition in self
                .definitions
                .iter_mut()
                .filter(|definition| definition.label == label)
            {
                definition.used = true;
            }
        }
        if [address, title, id]
            .iter()
            .any(|part| part.contains([signs::INLINE, signs::BLOCK]))
        {
            self.misplaced(range);
            return false;
        }
        if let Some(miss) = near_miss::find_decoded(address, self.markings.levels).first() {
            self.decoded.push((miss.looks, range.clone()));
        }
        if is_reference(kind) && !title.is_empty() {
            // What is wrong is noted where the definition stands.
            return false;
        }
        if !title.is_empty() {
            self.error(
                "link-title",
                range,
                "the title of a link would not show on the page",
                "put the words into the text",
            );
            return false;
        }
        true
    }
}

fn non_empty(text: Vec<Inline>) -> Option<Vec<Inline>> {
    (!text.is_empty()).then_some(text)
}
