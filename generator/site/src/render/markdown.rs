//! Blocks of public text as HTML: the one place that writes markup from content, and the one that escapes it.

use vitrine_disclosure::dialect::{Align, Block, Inline, Item, Table, Target};
use vitrine_disclosure::vocabulary::REASONS;
use vitrine_disclosure::{PublicAttachment, PublicEntry};

use super::text::Words;
use crate::model::{Site, page_path, relative};

/// Renders the body of an entry for the page at `path`.
pub(super) fn body(site: &Site<'_>, words: &Words, entry: &PublicEntry, path: &str) -> String {
    let mut writer = Writer {
        site,
        words,
        entry,
        path,
        out: String::new(),
        notes: Vec::new(),
        seen: Vec::new(),
    };
    writer.blocks(entry.body());
    writer.footnotes();
    writer.out
}

/// Escapes text for HTML, in elements and in attributes between double quotes.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// The words that the public reads for a reason.
pub(crate) fn reason(words: &Words, name: &str) -> String {
    let own = words.get(&format!("reason.{name}"));
    let known = REASONS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text);
    if own == name.replace('-', " ") {
        known.map_or(own, str::to_owned)
    } else {
        own
    }
}

struct Writer<'a> {
    site: &'a Site<'a>,
    words: &'a Words,
    entry: &'a PublicEntry,
    path: &'a str,
    out: String,
    /// Footnotes in the order of their first reference.
    notes: Vec<(&'a str, &'a [Block])>,
    /// Labels that a reference has named already.
    seen: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => {
                let level = heading.level.clamp(2, 6);
                self.out.push_str(&format!("<h{level} id=\""));
                self.text(&heading.id);
                self.out.push_str("\">");
                self.run(&heading.text);
                self.out.push_str(&format!("</h{level}>\n"));
            }
            Block::Paragraph(run) => {
                self.out.push_str("<p>");
                self.run(run);
                self.out.push_str("</p>\n");
            }
            Block::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items),
            Block::Quote(blocks) => self.wrapped("<blockquote>\n", blocks, "</blockquote>\n"),
            Block::Code { text, .. } => {
                self.out.push_str("<pre tabindex=\"0\"><code>");
                self.text(text.as_str());
                self.out.push_str("</code></pre>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Rule => self.out.push_str("<hr>\n"),
            Block::Definitions(list) => {
                self.out.push_str("<dl>\n");
                for (term, definitions) in list {
                    self.out.push_str("<dt>");
                    self.run(term);
                    self.out.push_str("</dt>\n");
                    for blocks in definitions {
                        self.wrapped("<dd>", blocks, "</dd>\n");
                    }
                }
                self.out.push_str("</dl>\n");
            }
            Block::Footnote { label, blocks } => self.notes.push((label.as_str(), blocks)),
            Block::Admonition { kind, blocks } => {
                self.out.push_str(&format!(
                    "<div class=\"note {}\" role=\"note\"><p class=\"kind\">",
                    kind.name()
                ));
                self.text(&self.words.get(&format!("admonition.{}", kind.name())));
                self.wrapped("</p>\n", blocks, "</div>\n");
            }
            Block::Withheld { reason } => {
                self.out.push_str("<p class=\"held\">");
                self.withheld(reason);
                self.out.push_str("</p>\n");
            }
        }
    }

    fn wrapped(&mut self, open: &str, blocks: &'a [Block], close: &str) {
        self.out.push_str(open);
        self.blocks(blocks);
        self.out.push_str(close);
    }

    fn withheld(&mut self, name: &str) {
        let mark = self
            .words
            .get("withheld-mark")
            .replace("{reason}", &reason(self.words, name));
        self.text(&mark);
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &'a [Item]) {
        let (open, close) = match start {
            None => ("<ul>\n".to_owned(), "</ul>\n"),
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            Some(start) => (format!("<ol start=\"{start}\">\n"), "</ol>\n"),
        };
        self.out.push_str(&open);
        for item in items {
            self.out.push_str("<li>");
            if let Some(done) = item.task {
                let word = self.words.get(if done { "task-done" } else { "task-open" });
                self.out.push_str(if done {
                    "<span aria-hidden=\"true\">☑</span> <span class=\"vh\">"
                } else {
                    "<span aria-hidden=\"true\">☐</span> <span class=\"vh\">"
                });
                self.text(&word);
                self.out.push_str("</span> ");
            }
            for block in &item.blocks {
                match block {
                    Block::Paragraph(run) if tight => self.run(run),
                    block => self.block(block),
                }
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(close);
    }

    fn table(&mut self, table: &'a Table) {
        self.out
            .push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        self.text(&self.words.get("table"));
        self.out.push_str("\"><table>\n<thead><tr>");
        for (cell, align) in table.head.iter().zip(&table.align) {
            self.out
                .push_str(&format!("<th scope=\"col\"{}>", class(*align)));
            self.run(cell);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (cell, align) in row.iter().zip(&table.align) {
                self.out.push_str(&format!("<td{}>", class(*align)));
                self.run(cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn run(&mut self, run: &'a [Inline]) {
        for part in run {
            match part {
                Inline::Text(text) => self.text(text.as_str()),
                Inline::Emphasis(inner) => self.element("em", inner),
                Inline::Strong(inner) => self.element("strong", inner),
                Inline::Strike(inner) => self.element("del", inner),
                Inline::Code(code) => {
                    self.out.push_str("<code>");
                    self.text(code.as_str());
                    self.out.push_str("</code>");
                }
                Inline::Link { target, text } => {
                    let href = self.href(target);
                    self.out.push_str("<a href=\"");
                    self.text(&href);
                    self.out
                        .push_str(if matches!(target, Target::Elsewhere(_)) {
                            "\" rel=\"external noreferrer\">"
                        } else {
                            "\">"
                        });
                    self.run(text);
                    self.out.push_str("</a>");
                }
                Inline::Image { attachment } => self.image(attachment),
                Inline::Footnote { label } => self.reference(label.as_str()),
                Inline::SoftBreak => self.out.push('\n'),
                Inline::HardBreak => self.out.push_str("<br>\n"),
                Inline::Withheld { reason } => {
                    self.out.push_str("<span class=\"held\">");
                    self.withheld(reason);
                    self.out.push_str("</span>");
                }
            }
        }
    }

    fn element(&mut self, name: &str, inner: &'a [Inline]) {
        self.out.push_str(&format!("<{name}>"));
        self.run(inner);
        self.out.push_str(&format!("</{name}>"));
    }

    fn href(&self, target: &Target) -> String {
        let file = match target {
            Target::Entry { address, fragment } => {
                let page = self
                    .site
                    .entry(address)
                    .map_or_else(|| format!("{address}.html"), page_path);
                match fragment {
                    Some(fragment) => format!("{page}#{fragment}"),
                    None => page,
                }
            }
            Target::Record(slug) => format!("{}register/index.html#{slug}", self.site.prefix()),
            Target::Attachment(name) => format!("{}/{name}", self.entry.address()),
            Target::Generated(name) => generated(&self.site.prefix(), name),
            Target::Anchor(anchor) => return format!("#{anchor}"),
            Target::Elsewhere(address) => return address.to_string(),
        };
        relative(self.path, &file)
    }

    fn image(&mut self, name: &str) {
        let Some(file) = self
            .entry
            .attachments()
            .iter()
            .find(|file| file.name() == name)
        else {
            return;
        };
        self.out.push_str(&image(self.entry, file, self.path));
    }

    fn reference(&mut self, label: &'a str) {
        let body = self.entry.body();
        let number = footnote_labels(body)
            .iter()
            .position(|known| *known == label)
            .map_or(0, |at| at + 1);
        let first = !self.seen.contains(&label);
        self.seen.push(label);
        let id = if first {
            format!(" id=\"ref-{label}\"")
        } else {
            String::new()
        };
        self.out.push_str(&format!(
            "<sup><a href=\"#note-{label}\"{id}>{number}</a></sup>"
        ));
    }

    fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        self.out
            .push_str("<section class=\"s\"><h2 class=\"vh\" id=\"notes\">");
        self.text(&self.words.get("footnotes"));
        self.out.push_str("</h2><ol>\n");
        for (label, blocks) in notes {
            self.out.push_str(&format!("<li id=\"note-{label}\">"));
            self.blocks(blocks);
            let back = self.words.get("back");
            self.out
                .push_str(&format!("<a href=\"#ref-{label}\" aria-label=\""));
            self.text(&back);
            self.out.push_str("\">↩</a></li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}

/// The file of a page that the generator makes.
pub(super) fn generated(prefix: &str, name: &str) -> String {
    match name {
        "home" => format!("{prefix}index.html"),
        "source" => "source.tar.gz".to_owned(),
        "feed" => format!("{prefix}feed.atom"),
        "verify" => format!("{prefix}verify.html"),
        folder => format!("{prefix}{folder}/index.html"),
    }
}

/// An image of an entry.
pub(super) fn image(entry: &PublicEntry, file: &PublicAttachment, path: &str) -> String {
    let mut out = "<img src=\"".to_owned();
    escape(
        &relative(path, &format!("{}/{}", entry.address(), file.name())),
        &mut out,
    );
    out.push_str("\" alt=\"");
    escape(
        file.alt()
            .map(vitrine_disclosure::PublicText::as_str)
            .unwrap_or_default(),
        &mut out,
    );
    out.push('"');
    if let Some((width, height)) = file.size() {
        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    out.push_str(" loading=\"lazy\">");
    out
}

fn class(align: Align) -> &'static str {
    match align {
        Align::None | Align::Left => "",
        Align::Center => " class=\"mid\"",
        Align::Right => " class=\"end\"",
    }
}

fn footnote_labels(blocks: &[Block]) -> Vec<&str> {
    blocks
        .iter()
        .filter_map(|block| {
            if let Block::Footnote { label, .. } = block {
                Some(label.as_str())
            } else {
                None
            }
        })
        .collect()
}

/// The words of a body, for the search index: what a page shows of it, a block a line.
pub(crate) fn plain_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        plain_block(block, &mut out);
    }
    out
}

fn plain_block(block: &Block, out: &mut String) {
    match block {
        Block::Heading(heading) => plain_line(&heading.text, out),
        Block::Paragraph(run) => plain_line(run, out),
        Block::List { items, .. } => items
            .iter()
            .flat_map(|item| &item.blocks)
            .for_each(|block| plain_block(block, out)),
        Block::Quote(blocks)
        | Block::Footnote { blocks, .. }
        | Block::Admonition { blocks, .. } => {
            for block in blocks {
                plain_block(block, out);
            }
        }
        Block::Code { text, .. } => out.push_str(text.as_str()),
        Block::Table(table) => {
            for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                plain_line(cell, out);
            }
        }
        Block::Definitions(list) => {
            for (term, definitions) in list {
                plain_line(term, out);
                definitions
                    .iter()
                    .flatten()
                    .for_each(|block| plain_block(block, out));
            }
        }
        Block::Rule | Block::Withheld { .. } => {}
    }
}

fn plain_line(run: &[Inline], out: &mut String) {
    plain_run(run, out);
    out.push('\n');
}

fn plain_run(run: &[Inline], out: &mut String) {
    for part in run {
        match part {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text.as_str()),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                plain_run(inner, out);
            }
            Inline::Link { text, .. } => plain_run(text, out),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Image { .. } | Inline::Footnote { .. } | Inline::Withheld { .. } => {}
        }
    }
}
