//! Reads prepared text into blocks of the dialect, and refuses what a page would not show.

mod flow;
mod inlines;
mod residue;
mod tables;
mod tidy;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::block::{Block, Heading, Inline, Item, Target};
use super::cut::{Cut, Directive, Markings};
use super::near_miss::{self, Looks};
use super::signs;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::public::PublicText;
use crate::slug;
use flow::Flow;
use residue::Coverage;
pub(crate) use tidy::plain;

/// How deep blocks and inlines may nest; far beyond what people write, and safe for any stack.
const DEPTH: usize = 24;

/// The languages that a code block may name.
pub(crate) const LANGUAGES: &[&str] = &["text", "toml", "yaml", "json", "csv", "sh", "markdown"];

/// Answers for the addresses that a text names.
pub(crate) trait Resolve {
    /// The target of a link as written; what is wrong is noted there.
    fn link(
        &mut self,
        written: &str,
        span: Range<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Target>;
    /// The name of the attachment that an image shows; `alt` is the text in its brackets.
    fn image(
        &mut self,
        written: &str,
        alt: &str,
        span: Range<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Option<String>;
}

/// Reads prepared text. What is wrong goes to `diagnostics`; the blocks that come back are then of no use.
pub(crate) fn read(
    file: &str,
    cut: &Cut,
    markings: Markings<'_>,
    resolve: &mut dyn Resolve,
    diagnostics: &mut Diagnostics,
) -> Vec<Block> {
    let parser = Parser::new_ext(&cut.text, options());
    let definitions: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| Definition {
            label: fold_label(label),
            span: definition.span.clone(),
            titled: definition.title.is_some(),
            used: false,
        })
        .collect();
    let events: Vec<(Event<'_>, Range<usize>)> = parser.into_offset_iter().collect();
    let mut reader = Reader {
        file,
        cut,
        markings,
        resolve,
        diagnostics,
        events,
        at: 0,
        depth: 0,
        definitions,
        coverage: Coverage::default(),
        footnotes: Vec::new(),
        references: Vec::new(),
        ids: slug::Taken::default(),
        silent: false,
        ends_line: false,
        decoded: Vec::new(),
    };
    let mut blocks = reader.blocks(None);
    reader.finish(&mut blocks);
    blocks
}

/// The extensions of the dialect.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// A definition of a link's address, written apart from the link.
struct Definition {
    label: String,
    span: Range<usize>,
    titled: bool,
    used: bool,
}

fn fold_label(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

struct Reader<'a, 'r> {
    file: &'a str,
    cut: &'a Cut,
    markings: Markings<'a>,
    resolve: &'r mut dyn Resolve,
    diagnostics: &'r mut Diagnostics,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    depth: usize,
    definitions: Vec<Definition>,
    coverage: Coverage,
    /// Footnotes with the places of their definitions, in the order in which they stand.
    footnotes: Vec<(PublicText, Vec<Block>, Range<usize>)>,
    /// Labels of footnotes in the order of their first reference.
    references: Vec<PublicText>,
    /// Anchors so far.
    ids: slug::Taken,
    /// Whether a silent portion stood in the run that is being read.
    silent: bool,
    /// Whether the run that is read holds a line end written by its number.
    ends_line: bool,
    /// Near misses of decoded text, with the blocks that hold them.
    decoded: Vec<(Looks, Range<usize>)>,
}

impl<'a> Reader<'a, '_> {
    fn raw(&self, prepared: &Range<usize>) -> Range<usize> {
        self.cut.map.raw_range(prepared)
    }

    fn error(&mut self, code: &'static str, prepared: &Range<usize>, message: &str, help: &str) {
        // The line end behind a block is not what a message is about.
        let written = self.cut.text.get(prepared.clone()).unwrap_or_default();
        let end = prepared.start + written.trim_end().len();
        let prepared = prepared.start..end.max(prepared.start);
        let span = self.raw(&prepared);
        self.diagnostics
            .push(Diagnostic::error(code, self.file, span, message).help(help));
    }

    fn peek(&self) -> Option<&(Event<'a>, Range<usize>)> {
        self.events.get(self.at)
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned();
        self.at += usize::from(event.is_some());
        event
    }

    /// Reads on to the end of the element that `skip_to` ends, without looking.
    fn skip(&mut self) {
        let mut open = 1_usize;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }

    /// Blocks up to the end of the element they stand in, or of the text.
    fn blocks(&mut self, within: Option<&Range<usize>>) -> Vec<Block> {
        self.depth += 1;
        let mut flow = Vec::new();
        while let Some((event, range)) = self.peek().cloned() {
            if matches!(event, Event::End(_)) {
                self.at += 1;
                break;
            }
            if self.depth > DEPTH {
                self.error(
                    "nesting-deep",
                    &range,
                    "lists and quotations nest too deeply here",
                    "write it flatter",
                );
                if let Some(within) = within {
                    self.coverage.add(within.clone());
                }
                self.skip();
                break;
            }
            self.block(event, range, &mut flow);
        }
        self.depth -= 1;
        self.fold(flow)
    }

    fn block(&mut self, event: Event<'a>, range: Range<usize>, flow: &mut Vec<Flow>) {
        match event {
            Event::Start(tag) if is_block(&tag) => {
                self.at += 1;
                let block = self.element(tag, &range);
                flow.extend(block);
            }
            Event::Rule => {
                self.at += 1;
                self.coverage.add(range);
                flow.push(Flow::Block(Block::Rule));
            }
            // Inlines without a paragraph around them: an item of a tight list.
            _ => flow.extend(self.paragraph(&range, false)),
        }
    }

    fn element(&mut self, tag: Tag<'a>, range: &Range<usize>) -> Option<Flow> {
        Some(Flow::Block(match tag {
            Tag::Paragraph => return self.paragraph(range, true),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    self.error(
                        "heading-attributes",
                        range,
                        "a heading has an anchor and no other attribute",
                        "keep `{#anchor}` alone",
                    );
                }
                return self.heading(level as u8, id.as_deref(), range);
            }
            Tag::BlockQuote(_) => {
                let blocks = self.blocks(Some(range));
                if blocks.is_empty() {
                    self.left_empty(range, "quotation");
                }
                Block::Quote(blocks)
            }
            Tag::CodeBlock(kind) => return self.code(&kind, range),
            Tag::List(start) => self.list(start, range),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks(Some(range));
                self.footnote(&label, blocks, range);
                return None;
            }
            Tag::DefinitionList => self.definitions(range),
            Tag::Table(align) => self.table(&align, range),
            Tag::HtmlBlock => {
                self.coverage.add(range.clone());
                self.raw_html(range);
                self.skip();
                return None;
            }
            _ => {
                self.error(
                    "markup-unknown",
                    range,
                    "this markup is not part of the dialect",
                    "write it more simply",
                );
                self.skip();
                return None;
            }
        }))
    }

    pub(super) fn raw_html(&mut self, range: &Range<usize>) {
        let text = self.cut.text.get(range.clone()).unwrap_or_default();
        if text.trim_start().starts_with("<!--") {
            self.error(
                "html-comment",
                range,
                "a comment would not show on the page, but would be in it",
                "take it out; notes for colleagues go under `internal` in the front matter",
            );
        } else {
            self.error(
                "html-raw",
                range,
                "HTML in an entry is refused",
                "write Markdown instead, or a backslash before `<` for the character itself",
            );
        }
    }

    fn left_empty(&mut self, range: &Range<usize>, what: &str) {
        let written = self.cut.text.get(range.clone()).unwrap_or_default();
        let range = range.start..range.start + written.trim_end().len();
        let span = self.raw(&range);
        self.diagnostics.push(nothing_left(self.file, span, what));
    }

    fn paragraph(&mut self, range: &Range<usize>, wrapped: bool) -> Option<Flow> {
        if let Some(index) = self.lone_sign(wrapped) {
            return Some(Flow::Sign(index, range.clone()));
        }
        self.silent = false;
        self.ends_line = false;
        let text = self.inlines(wrapped);
        let text = self.checked(text, range);
        // A line end that is written by its number leaves nothing, and would let what stands around it run together.
        if text.is_empty() && self.ends_line {
            self.left_empty(range, "paragraph");
        }
        (!text.is_empty()).then_some(Flow::Block(Block::Paragraph(text)))
    }

    fn heading(&mut self, level: u8, id: Option<&str>, range: &Range<usize>) -> Option<Flow> {
        self.silent = false;
        let text = tidy::one_line(self.inlines(true));
        self.coverage.add_heading(range.clone());
        let text = self.checked(text, range);
        if level < 2 {
            self.error(
                "heading-level",
                range,
                "the title is the only heading of the first level",
                "begin with `##`",
            );
        }
        if text.is_empty() {
            if self.silent {
                self.left_empty(range, "heading");
            } else {
                self.error(
                    "heading-empty",
                    range,
                    "this heading is empty",
                    "give it words, or take it out",
                );
            }
            return None;
        }
        let words = tidy::plain(&text);
        let explicit = id.is_some();
        let id = if let Some(id) = id {
            if id.contains([signs::INLINE, signs::BLOCK]) {
                self.misplaced(range);
            } else if !slug::is_slug(id) {
                self.error(
                    "heading-anchor",
                    range,
                    "an anchor has lower-case letters, digits and inner hyphens only",
                    "write for example `{#next-steps}`",
                );
            }
            if !self.ids.take(id) {
                self.error(
                    "heading-anchor-twice",
                    range,
                    "another heading has this anchor",
                    "give it an anchor of its own",
                );
            }
            id.to_owned()
        } else {
            self.ids.take_like(&slug::slugify(&words), "section")
        };
        Some(Flow::Block(Block::Heading(Heading {
            level,
            id,
            explicit,
            text,
        })))
    }

    fn list(&mut self, start: Option<u64>, range: &Range<usize>) -> Block {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((event, item)) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    self.coverage.add_item(&self.cut.text, item.clone());
                    let mut task = None;
                    let first = self.at;
                    // In a loose list the box of a task stands inside the item's first paragraph.
                    for at in [first, first + 1] {
                        if let Some((Event::TaskListMarker(done), marker)) =
                            self.events.get(at).cloned()
                        {
                            self.coverage.add(marker);
                            task = Some(done);
                            self.events.remove(at);
                            break;
                        }
                        if !matches!(self.events.get(at), Some((Event::Start(Tag::Paragraph), _))) {
                            break;
                        }
                    }
                    tight &= !self.item_has_paragraph();
                    let blocks = self.blocks(Some(&item));
                    if blocks.is_empty() {
                        self.left_empty(&item, "item");
                    }
                    items.push(Item { task, blocks });
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        if items.is_empty() {
            self.left_empty(range, "list");
        }
        // What made a list of one short item loose was a paragraph that a silent portion took away.
        let short = matches!(items.as_slice(), [item] if item.blocks.len() < 2);
        Block::List {
            start,
            tight: tight || short,
            items,
        }
    }

    /// Says whether the item that begins at the next event holds a paragraph of its own: then the list is loose.
    fn item_has_paragraph(&self) -> bool {
        let mut open = 0_usize;
        for (event, _) in self.events.iter().skip(self.at) {
            match event {
                Event::Start(Tag::Paragraph) if open == 0 => return true,
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => return false,
                Event::End(_) => open -= 1,
                _ => {}
            }
        }
        false
    }

    fn footnote(&mut self, label: &str, blocks: Vec<Block>, range: &Range<usize>) {
        self.coverage.add_footnote_label(&self.cut.text, range);
        if label.contains([signs::INLINE, signs::BLOCK]) {
            self.misplaced(range);
            return;
        }
        if !slug::is_slug(label) {
            self.error(
                "footnote-label",
                range,
                "a footnote's label has lower-case letters, digits and inner hyphens only",
                "write for example `[^law]`",
            );
        }
        if blocks.is_empty() {
            self.left_empty(range, "footnote");
        }
        if self
            .footnotes
            .iter()
            .any(|(known, _, _)| known.as_str() == label)
        {
            self.error(
                "footnote-twice",
                range,
                "another footnote has this label",
                "give it a label of its own",
            );
            return;
        }
        self.footnotes
            .push((PublicText::new(label), blocks, range.clone()));
    }

    fn finish(&mut self, blocks: &mut Vec<Block>) {
        let mut footnotes = std::mem::take(&mut self.footnotes);
        let references = std::mem::take(&mut self.references);
        for label in &references {
            if let Some(at) = footnotes.iter().position(|(known, _, _)| known == label) {
                let (label, text, _) = footnotes.remove(at);
                blocks.push(Block::Footnote {
                    label,
                    blocks: text,
                });
            }
        }
        for (_, _, range) in footnotes {
            self.error(
                "footnote-unused",
                &range,
                "no public text refers to this footnote, so no page would show it",
                "refer to it, or take it out; one that belongs to withheld text goes into that portion",
            );
        }
        for definition in std::mem::take(&mut self.definitions) {
            self.coverage.add(definition.span.clone());
            if !definition.used {
                self.error(
                    "definition-unused",
                    &definition.span,
                    "no public text uses this definition, so no page would show it",
                    "use it, or take it out; notes for colleagues go under `internal` in the front matter",
                );
            } else if definition.titled {
                self.error(
                    "link-title",
                    &definition.span,
                    "the title of a link would not show on the page",
                    "put the words into the text",
                );
            }
        }
        self.check_raw();
        if !self.diagnostics.contains_errors_in(self.file)
            && let Some(range) = self.coverage.residue(&self.cut.text)
        {
            self.error(
                "text-hidden",
                &range,
                "a page would not show this text",
                "write it so that it shows, or take it out",
            );
        }
        if let (true, Some(opener)) = (blocks.is_empty(), &self.cut.silenced) {
            self.diagnostics
                .push(nothing_left(self.file, opener.clone(), "text"));
        }
    }

    /// Seeks near misses in the raw public text. Those of decoded text are noted where raw text shows none.
    fn check_raw(&mut self) {
        let mut places: Vec<usize> = Vec::new();
        for miss in near_miss::find(&self.cut.text, self.markings.levels) {
            if miss.in_code || !self.coverage.in_code(miss.span.start) {
                places.push(miss.span.start);
                self.near_miss(miss.looks, &miss.span);
            }
        }
        for (looks, range) in std::mem::take(&mut self.decoded) {
            if !places.iter().any(|place| range.contains(place)) {
                self.near_miss(looks, &range);
            }
        }
    }

    /// Seeks near misses in a block of code as a reader sees it.
    fn seek_in_code(&mut self, code: &str, range: &Range<usize>) {
        let misses = near_miss::find_decoded(&near_miss::unescaped(code), self.markings.levels);
        if let Some(miss) = misses.into_iter().find(|miss| miss.in_code) {
            self.decoded.push((miss.looks, range.clone()));
        }
    }

    /// Seeks near misses in text as a reader sees it, and then lets escaped colons be colons.
    fn checked(&mut self, mut run: Vec<Inline>, range: &Range<usize>) -> Vec<Inline> {
        let (text, code) = tidy::decoded(&run);
        let levels = self.markings.levels;
        let miss = near_miss::find_decoded(&text, levels)
            .into_iter()
            .chain(
                near_miss::find_decoded(&code, levels)
                    .into_iter()
                    .filter(|miss| miss.in_code),
            )
            .next();
        if let Some(miss) = miss {
            self.decoded.push((miss.looks, range.clone()));
        } else if text.lines().any(|line| line.trim_start().starts_with("::")) {
            self.decoded.push((Looks::Colons, range.clone()));
        }
        tidy::settle(&mut run);
        run
    }

    fn near_miss(&mut self, looks: Looks, range: &Range<usize>) {
        let levels = self.markings.levels.get(1..).unwrap_or_default().join(", ");
        let no_level = format!(
            "write a level before the bracket ({levels}), or `\\:` for a colon that is text"
        );
        let misspelt = format!(
            "write `:restricted[the text]{{reason=\"…\"}}`, letter by letter; the levels are {levels}"
        );
        let (message, help) = match looks {
            Looks::Directive => (
                "this looks like a portion, but its name is no level",
                no_level.as_str(),
            ),
            Looks::Misspelt => (
                "this looks like a portion, but its level or its signs are not written exactly",
                misspelt.as_str(),
            ),
            Looks::Attributes => (
                "these look like the attributes of a portion, but no portion ends here",
                "write `:restricted[the text]{reason=\"…\"}`, or take the braces out",
            ),
            Looks::Level => (
                "this looks like a portion that is not written as one",
                "write `:restricted[the text]{reason=\"…\"}`, or put a space before the bracket",
            ),
            Looks::Colons => (
                "this looks like a directive in the middle of a line",
                "put it on a line of its own, or write `\\:` for colons that are text",
            ),
            Looks::Bare => (
                "this looks like a portion without its text",
                "write `:restricted[the text]{reason=\"…\"}`",
            ),
        };
        self.error("portion-near-miss", range, message, help);
    }
}

fn nothing_left(file: &str, span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error(
        "portion-leaves-nothing",
        file,
        span,
        format!("nothing of this {what} would show"),
    )
    .help("give it text, or take it out; where a portion took all of it, leave a mark (`mark` instead of `silent`)")
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::Table(_)
    )
}

/// Says whether a link takes its address from a definition.
fn is_reference(kind: LinkType) -> bool {
    matches!(
        kind,
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
    )
}
