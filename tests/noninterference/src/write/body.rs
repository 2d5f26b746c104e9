//! Bodies of public entries, with portions where the model has them.

use crate::private::{Host, Private};
use crate::public::{Entry, Link, Piece, Place, Public, Show, Within};

use super::attachment;

/// What a body is written from.
pub(super) struct Body<'a> {
    pub(super) public: &'a Public,
    pub(super) private: &'a Private,
    pub(super) entry: &'a Entry,
    pub(super) host: &'a Host,
}

impl Body<'_> {
    /// A piece, with an empty line behind it.
    pub(super) fn piece(&self, index: usize, piece: &Piece) -> String {
        let bullet = self.bullet();
        let text = match piece {
            Piece::Paragraph(words) => format!("Text: {words}."),
            Piece::Heading(words) => format!("## On {words}"),
            Piece::List(items, numbered) => {
                let mark = if *numbered { "1." } else { bullet };
                let items: Vec<String> =
                    items.iter().map(|item| format!("{mark} {item}")).collect();
                items.join("\n")
            }
            Piece::Quote(words) => format!("> {words}"),
            Piece::Table(rows) => {
                let rows: Vec<String> =
                    rows.iter().map(|(a, b)| format!("| {a} | {b} |")).collect();
                format!("| First | Second |\n| - | - |\n{}", rows.join("\n"))
            }
            Piece::Code(words) => format!("```\n{words}\n```"),
            Piece::Admonition(kind, words) => format!(":::{kind}\n{words}\n:::"),
            Piece::Definition(term, meaning) => format!("{term}\n: {meaning}"),
            Piece::Footnote(words, note) => {
                format!("It says {words}[^n{index}].\n\n[^n{index}]: As in {note}.")
            }
            Piece::Link(words, link) => match self.address(link) {
                Some(address) => format!("See [{words}]({address}) too."),
                None => format!("See {words} too."),
            },
            Piece::Image(file) => match (self.entry.files.get(*file), self.host.names.get(*file)) {
                (Some(file), Some(name)) => {
                    format!("![]({name}.{})", attachment::ending(file.media))
                }
                _ => return String::new(),
            },
            Piece::Container {
                slot,
                reason,
                show,
                place,
                around,
            } => self.container(*slot, reason, *show, *place, around),
            Piece::Inline {
                slot,
                reason,
                show,
                within,
                before,
                after,
            } => {
                let line = self.inline(*slot, reason, *show, before, after);
                self.within(*within, index, &line)
            }
        };
        format!("{text}\n\n")
    }

    fn bullet(&self) -> &'static str {
        if self.host.style.stars { "*" } else { "-" }
    }

    /// Where a link leads; nothing where its end is not there any more.
    fn address(&self, link: &Link) -> Option<String> {
        Some(match link {
            Link::Entry(id) => {
                self.public.entry(*id)?;
                format!("/{}.md", self.private.hosts.get(id)?.path)
            }
            Link::Record(id) => format!(
                "record:{}",
                self.public
                    .records
                    .iter()
                    .find(|record| record.id == *id)?
                    .slug
            ),
            Link::Site(name) => format!("site:{name}"),
            Link::Elsewhere => "https://example.org/elsewhere".to_owned(),
            Link::File(index) => format!(
                "{}.{}",
                self.host.names.get(*index)?,
                attachment::ending(self.entry.files.get(*index)?.media)
            ),
        })
    }

    /// The opener's level and attributes; nothing for a portion that is not there.
    fn opener(&self, slot: u32, reason: &str, show: Show) -> Option<(String, &[String])> {
        let fill = self.private.fills.get(&slot)?;
        let silent = self.public.shown(show) == Show::Silent;
        if silent && !fill.present {
            return None;
        }
        let levels = if self.public.policy {
            self.private.levels
        } else {
            crate::hide::LEVELS
        };
        let said = match show {
            Show::Mark => " mark",
            Show::Silent => " silent",
            Show::Default => "",
        };
        let lines = if self.entry.translates.is_some() {
            &fill.other
        } else {
            &fill.lines
        };
        Some((
            format!(
                "{}\u{0}{{reason=\"{reason}\"{said}}}",
                levels[fill.level % 3]
            ),
            lines,
        ))
    }

    fn container(&self, slot: u32, reason: &str, show: Show, place: Place, around: &str) -> String {
        let opener = self.opener(slot, reason, show);
        let block = |prefix: &str, colons: &str| match &opener {
            None => String::new(),
            Some((opener, lines)) => {
                let opener = opener.replace('\u{0}', "");
                let lines: String = lines
                    .iter()
                    .map(|line| format!("{prefix}{line}\n"))
                    .collect();
                let blank = prefix.trim_end();
                format!("{prefix}{colons}{opener}\n{lines}{prefix}{colons}\n{blank}\n")
            }
        };
        match place {
            Place::Top => format!("On {around}.\n\n{}Then more.", block("", ":::")),
            Place::Quote => format!("> On {around}.\n>\n{}> Then more.", block("> ", ":::")),
            Place::Item => {
                let bullet = self.bullet();
                format!(
                    "{bullet} On {around}.\n\n{}  Then more.",
                    block("  ", ":::")
                )
            }
            Place::Admonition => format!(
                ":::tip\nOn {around}.\n\n{}Then more.\n:::",
                block("", "::::")
            ),
            Place::Code => format!("```\non {around}\n\n{}then more\n```", block("", ":::")),
        }
    }

    fn inline(&self, slot: u32, reason: &str, show: Show, before: &str, after: &str) -> String {
        match self.opener(slot, reason, show) {
            None => format!("{before} {after}"),
            Some((opener, lines)) => {
                let hidden: Vec<&str> = lines
                    .iter()
                    .map(|line| line.trim())
                    .filter(|line| !line.is_empty())
                    .collect();
                let hidden = format!("[{}]", hidden.join(" "));
                format!("{before} :{} {after}", opener.replace('\u{0}', &hidden))
            }
        }
    }

    fn within(&self, within: Within, index: usize, line: &str) -> String {
        match within {
            Within::Paragraph => format!("It says {line}."),
            Within::Heading => format!("## Of {line}"),
            Within::Item => format!("{} {line}\n{} next", self.bullet(), self.bullet()),
            Within::Cell => format!("| First | Second |\n| - | - |\n| {line} | cell |"),
            Within::Quote => format!("> {line}"),
            Within::Emphasis => format!("So *{line}* it is."),
            Within::Footnote => format!("A note[^m{index}].\n\n[^m{index}]: In {line}."),
            Within::Definition => format!("Term\n: {line}"),
            Within::Code => format!("Code `{line}` here."),
        }
    }
}
